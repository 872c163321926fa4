"""The second step: what it looks at, how its trees are walked, and what it does where its file is damaged."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pytest

from according.errors import BadReader
from according.extract import extract
from according.extract.patterns import PatternReader
from according.records import Odds, Sentence, When
from according.resolve.second import SecondStep, Trees, open_second
from according.resolve.second_view import Seen, view
from according.words import Scope, VictimsClass

DAY = datetime.date(2025, 3, 7)


def seen_of(*texts: str, ends: str | None = "2025-03-05") -> Seen:
    sentences, at = [], 0
    for i, text in enumerate(texts):
        sentences.append(Sentence(index=i, start=at, end=at + len(text), text=text, paragraph=0))
        at += len(text) + 1
    drafts = extract(sentences, reader=PatternReader()).drafts
    return Seen(
        drafts=drafts,
        whens=[When(printed=None, start=ends, end=ends) for _ in drafts],
        places=[None] * len(drafts),
        provinces=[0] * len(drafts),
        sources=[None] * len(drafts),
        classes=[d.victims_class for d in drafts],
        scopes=[d.scope for d in drafts],
        statuses=[d.status for d in drafts],
        sentences=sentences,
        day=DAY,
    )


def test_it_sees_days_before_the_report_and_what_the_same_number_is_told_of_elsewhere() -> None:
    seen = seen_of("Shells killed 13 civilians in the market.", "The toll of 13 people killed is the highest yet.")
    first, second = view(seen)
    assert first["days_before"] == 2
    assert first["same_count"] == second["same_count"] == 1
    assert second["same_rule_civilian"] == 1.0
    assert (first["in_total"], second["in_total"]) == (0.0, 1.0)


def test_it_sees_that_a_number_is_the_sum_of_others() -> None:
    rows = view(seen_of("Gunmen killed 12 people.", "Five people were killed in one town.", "Seven died in another."))
    assert [row["is_sum"] for row in rows] == [1.0, 0.0, 0.0]


def test_it_sees_what_the_model_holds() -> None:
    seen = seen_of("Shells killed 13 people in the market.")
    told = replace(seen.drafts[0], odds=Odds(klass=(0.7, 0.1, 0.1, 0.1), scope=(0.2, 0.8, 0.0, 0.0)))
    (row,) = view(replace(seen, drafts=[told]))
    assert (row["model_civilian"], row["model_period"]) == (0.7, 0.8)


def test_without_a_date_the_days_are_not_told() -> None:
    (row,) = view(seen_of("Shells killed 13 people in the market.", ends=None))
    assert row["days_before"] == row["days_long"] == -999.0


def trees_of(column: str, threshold: float, left: int, right: int, words: int = 4) -> Trees:
    """Return one tree of depth 2 a word that asks one question: at or below the threshold, or above it."""
    leaves = np.zeros((words, 1, 4))
    leaves[left, 0, :2] = 5.0
    leaves[right, 0, 2:] = 5.0
    features, thresholds = np.zeros((words, 1, 3), dtype=np.int64), np.full((words, 1, 3), np.inf)
    thresholds[:, 0, 0] = threshold
    return Trees(columns=(column,), start=np.zeros(words), features=features, thresholds=thresholds, leaves=leaves)


def a_step() -> SecondStep:
    return SecondStep(klass=trees_of("value", 10.0, 3, 2), scope=trees_of("days_before", 3.0, 0, 3))


def test_its_trees_decide_class_and_scope() -> None:
    seen = seen_of("Shells killed 13 people in the market.", "A mine killed 7 people later.", ends="2025-03-01")
    classes, scopes = a_step()(seen)
    assert classes == (VictimsClass.MIXED, VictimsClass.UNKNOWN)
    assert scopes == (Scope.BACKGROUND, Scope.BACKGROUND)
    assert a_step()(seen_of("Shells killed 13 people."))[1] == (Scope.INCIDENT,)


def test_probabilities_are_probabilities() -> None:
    told = a_step().klass.probabilities(view(seen_of("Shells killed 13 people in the market.")))
    assert told.shape == (1, 4)
    assert told.sum() == pytest.approx(1.0)


@pytest.mark.parametrize(("name", "content"), [("absent.npz", None), ("text.npz", b"no trees"), ("cut.npz", b"PK\3\4")])
def test_a_file_that_holds_no_trees_is_one_clear_line(tmp_path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(BadReader, match="--reader patterns") as caught:
        open_second(tmp_path / name)
    assert "\n" not in str(caught.value)
