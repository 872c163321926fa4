"""The book of words for acts holds, and says what is wrong where it does not."""

import copy
from importlib import resources

import pytest
import yaml

from according.books.acts import CLASSES, make_acts, open_acts
from according.errors import BadBook
from according.words import ActForm, ActKind

TEXT = (resources.files("according.books") / "data" / "acts.yaml").read_text("utf-8")
DATA = yaml.safe_load(TEXT)


def test_every_form_has_one_kind():
    kinds = open_acts().kinds
    assert set(kinds) == set(ActForm)
    assert kinds[ActForm.CURFEW] is ActKind.MEASURE
    assert set(kinds.values()) == set(ActKind)


def test_no_form_is_of_two_kinds():
    forms = [form for forms in DATA["kinds"].values() for form in forms]
    assert len(forms) == len(set(forms))


def test_ordinary_words_do_not_open_the_gate():
    ordinary = "the a of in said has have was were and to is are people year council match"
    assert open_acts().gate.isdisjoint(ordinary.split())


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("measures", "lullaby"), ["lullaby"], "lullaby"),  # no such form
        (("measures", "curfew"), ["Curfew"], "lower case"),  # would never match
        (("classes", "clouds"), ["cloud"], ", ".join(CLASSES)),
        (("small", "clouds"), ["cloud"], "clouds"),
        (("kinds", "trend"), ["rise"], "fall"),  # a form without a kind
        (("turns", "perhaps"), ["maybe"], "perhaps"),
    ],
)
def test_a_book_that_breaks_its_rules_is_refused(path, value, said):
    data = copy.deepcopy(DATA)
    data[path[0]][path[1]] = value
    with pytest.raises(BadBook, match=r"acts\.yaml") as error:
        make_acts(data)
    assert said in str(error.value)


def test_a_verb_wants_known_classes():
    data = copy.deepcopy(DATA)
    data["verbs"][0]["after"] = "clouds"
    with pytest.raises(BadBook, match="clouds"):
        make_acts(data)


def test_a_missing_list_is_named():
    data = copy.deepcopy(DATA)
    del data["turns"]
    with pytest.raises(BadBook, match="turns"):
        make_acts(data)
