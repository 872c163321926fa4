"""The table of summaries: filled by settles, followed by verify, brought to older ledgers, searched to the letter."""

from __future__ import annotations

import pytest

from according import summaries as making
from according.catalogue import Catalogue, find_incidents
from according.identity import digest
from according.judged import standing
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.ledger.engines import open_store
from according.ledger.migrations import MIGRATIONS
from according.settling import settle
from according.sift import Query
from according.summaries import keep_summaries, recipe, summaries
from according.views import look
from capture_factory import make_note
from claim_factory import make_judgement
from older_ledgers import taken_back
from reading_factory import make_reading
from reading_factory import settle as settle_without

BEFORE = next(number for number, m in enumerate(MIGRATIONS) if m.__name__ == "m006_summaries")
TITLES = ("100% of one street", "a_b and axb", "it's \"said\" -- so; DROP TABLE", "back\\slash \U0001f54a", "nul\0here",
          "Straße")


def behind(address: str, *statements: str) -> None:
    store = open_store(address, read_only=False, patience=1.0)
    with store.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    store.engine.dispose()


def fill(ledger: Ledger, *numbers: int) -> None:
    ledger.post(make_reading(number, title=f"Title {number}") for number in numbers)
    settle(ledger)


def names_in(ledger: Ledger) -> list[str]:
    return [incident.name for incident in ledger.incidents()]


@pytest.mark.parametrize("statement", [
    "UPDATE summaries SET text = 'nothing of the kind' WHERE name = (SELECT min(name) FROM summaries)",
    "UPDATE summaries SET sketch = replace(sketch, '\"claims\":', '\"claims\":1')",
    "UPDATE summaries SET tasks = '[]'",
    "UPDATE summaries SET seal = seal + 1 WHERE name = (SELECT max(name) FROM summaries)",
    "UPDATE summaries SET seal = (SELECT min(seal) + max(seal) FROM summaries) - seal",
    *(f"UPDATE summaries SET {column} = {column} || 'x'" for column in ("day", "key", "payload", "voices")),
    "DELETE FROM summaries WHERE name = (SELECT min(name) FROM summaries)",
    "DELETE FROM summaries",
    "UPDATE marks SET value = value + 1 WHERE name = 'telling'",
    "UPDATE marks SET value = value + 1 WHERE name = 'told'",
    "DELETE FROM marks WHERE name = 'summaries'",
], ids=range(14))
def test_what_is_changed_there_is_found(lasting, statement):
    with open_ledger(lasting) as ledger:
        fill(ledger, 1, 15)
        assert len(names_in(ledger)) == 2
        assert ledger.verify() == ()
        behind(lasting, statement)
        assert ledger.verify()
        settle(ledger, rebuild=True)
        assert ledger.verify() == ()


def test_an_older_ledger_gets_the_table_and_its_summaries_with_the_next_settle(lasting):
    with open_ledger(lasting) as ledger:
        fill(ledger, 1, 2, 3)
        before = Catalogue().of(ledger)
        told = before.whole(before.sketches)
        second = {sketch.name for sketch in find_incidents(before, Query(text="title 2"))}
        assert second
    behind(lasting, *taken_back(BEFORE))
    with open_ledger(lasting) as ledger:
        assert ledger.verify() == ()
        assert set(ledger.summaries().untold(recipe())[1]) == set(names_in(ledger))
        catalogue = Catalogue()
        listing = catalogue.of(ledger)  # made as they are asked for, until a settle keeps them
        assert listing.whole(listing.sketches) == told
        assert {sketch.name for sketch in find_incidents(listing, Query(text="title 2"))} == second
        seen: list[tuple[int, int]] = []
        ledger.post([make_reading(9)])
        settle(ledger, progress=lambda made, of: seen.append((made, of)))
        assert seen == [(len(names_in(ledger)),) * 2]
        assert ledger.summaries().untold(recipe())[1] == ()
        assert catalogue.of(ledger).made == frozenset()
        assert ledger.verify() == ()


def test_a_settle_makes_the_summaries_of_what_it_touched_and_no_other(ledger):
    fill(ledger, *range(1, 9))
    before = ledger.summaries().seals(recipe())
    ledger.post([make_reading(40)])
    settle(ledger)
    after = ledger.summaries().seals(recipe())
    changed = {name for name in after if after[name] != before.get(name)}
    assert 0 < len(changed) < len(before)
    assert set(after.keys() - changed) == before.keys() - changed


def test_other_rules_make_all_of_them_anew(ledger, monkeypatch):
    fill(ledger, 1, 2, 3)
    old = recipe()
    monkeypatch.setattr(making, "recipe", lambda: old + 1)
    seen: list[tuple[int, int]] = []
    settle(ledger, progress=lambda made, of: seen.append((made, of)))
    assert seen[-1] == (len(names_in(ledger)),) * 2
    assert None not in ledger.summaries().seals(old + 1).values()
    assert set(ledger.summaries().seals(old).values()) == {None}
    assert ledger.verify() == ()


def test_the_recipe_follows_the_shape_of_a_summary(monkeypatch):
    assert recipe() == making.recipe.__wrapped__()
    monkeypatch.setattr(making, "_RULES", 99)
    assert making.recipe.__wrapped__() != recipe()
    assert 0 < making.recipe.__wrapped__() < 2**63


def test_what_was_made_before_another_settle_came_is_not_kept(ledger):
    ledger.post([make_reading(1)])
    settle_without(ledger)
    settled, names = ledger.summaries().untold(recipe())
    made = list(summaries(ledger, names, ()))
    ledger.post([make_reading(2)])
    settle_without(ledger)
    assert not ledger.summaries().tell(made, recipe=recipe(), settled=settled)
    assert ledger.summaries().whole(names) == {}
    assert keep_summaries(ledger, ()) == len(names_in(ledger))
    again, _ = ledger.summaries().untold(recipe())
    assert ledger.summaries().tell(made, recipe=recipe(), settled=again)  # they are there: nothing is done twice
    assert ledger.verify() == ()


def test_a_decision_that_is_not_settled_is_in_no_summary_that_is_kept(ledger):
    ledger.post([make_reading(1, claims=2)])
    settle_without(ledger)
    claim = next(ledger.claims()).id
    ledger.judge(make_judgement("correct", claim, field="status", value='"denied"'))
    keep_summaries(ledger, tuple(ledger.judgements()))  # as a settle that began before the decision came
    kept = next(iter(ledger.summaries().whole(names_in(ledger)).values()))
    assert "denied" not in kept.sketch.statuses
    listing = Catalogue().of(ledger)
    assert [s.name for s in find_incidents(listing, Query(status=("denied",)))] == list(listing.made) != []
    ledger.judge(make_judgement("undo", next(iter(ledger.judgements())).id, when="2025-03-11T08:00:00Z"))
    assert not find_incidents(Catalogue().of(ledger), Query(status=("denied",)))


@pytest.mark.parametrize("words", [
    "100%", "%", "_", "a_b", "a%b", "it's", '"said"', "--", "' or 1=1 --", "back\\slash", "\\", "\U0001f54a",
    "nul\0here", "STRASSE", "straße", "drop table", "100% a_b", "here street", "?", ":text", "%(x)s", "[a-z]", "*",
])
def test_words_are_looked_for_to_the_letter(ledger, words):
    for number, title in enumerate(TITLES, start=1):
        ledger.post([make_reading(number, title=title)])
    settle(ledger)
    listing = Catalogue().of(ledger)
    texts = {s.sketch.name: s.text for s in summaries(ledger, names_in(ledger), standing(ledger.judgements()))}
    parts = words.casefold().replace("\0", "\ufffd").split()
    wanted = {name for name, text in texts.items() if all(part in text for part in parts)}
    assert {s.name for s in find_incidents(listing, Query(text=words))} == wanted
    assert ledger.summaries().saying(parts) == wanted
    assert len(wanted) < len(texts)


def test_what_an_outlet_took_back_is_graded_in_lists_as_on_its_own_page(ledger):
    reading = make_reading(1)
    page = "https://wire.example/a"
    ledger.post([reading])
    ledger.note_captures([make_note(0, [reading.report.id], address=page)])
    settle(ledger)
    name, = names_in(ledger)
    before = look(ledger, name).grade
    assert [s.grade for s in Catalogue().of(ledger).whole([name])] == [before]
    ledger.note_captures([make_note(60, address=page, status=404)])
    settle(ledger)
    after = look(ledger, name).grade
    assert after != before
    assert [s.grade for s in Catalogue().of(ledger).whole([name])] == [after]
    assert [s.grade for s in summaries(ledger, [name], ())] == [after]


def test_nothing_of_it_is_in_the_digest(ledger):
    ledger.post([make_reading(1)])
    settle(ledger)
    before = ledger.digest()
    assert ledger.summaries().seals(recipe() + 1).keys() == set(names_in(ledger))
    assert ledger.digest() == before != digest("according")
