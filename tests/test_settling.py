"""A settle of the neighbourhood leaves what a settle of the whole ledger leaves, whatever came in which order."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according import settling
from according.catalogue import Catalogue
from according.judged import standing
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.link import join_all
from according.records import Judgement, Reading, Summary
from according.settling import settle
from according.summaries import recipe, summaries
from claim_factory import ALEPPO, HOMS, JABLEH, LATAKIA, make_claim, make_judgement, make_report
from postgres_server import Server

PLACES = (HOMS, HOMS, ALEPPO, JABLEH, LATAKIA, None)
DAYS = ("2025-03-05", "2025-03-06", "2025-03-06", "2025-03-08", None)
READERS = ("hand", "other hand")


def reading(number: int, reader: str = READERS[0]) -> Reading:
    """Make report ``number`` as a reader reads it; the second reader reads some of its claims otherwise."""
    chance = random.Random(number)
    told = [f"Shelling killed {chance.randint(2, 14)} people in {chance.choice(('a market', 'a street'))} of ward {n}."
            for n in range(chance.randint(1, 3))]
    report = make_report(f"Report {number}. " + " ".join(told), outlet=f"Outlet {number % 5}",
                         published=chance.choice(("2025-03-06", "2025-03-07", "2025-03-09", None)))
    if reader != READERS[0]:
        chance = random.Random(number + 1000)
    claims = []
    for words in told:
        scope = chance.choice(("incident",) * 6 + ("background", "period"))
        claims.append(make_claim(
            report, low=int(words.split()[2]), words=words, place=chance.choice(PLACES), day=chance.choice(DAYS),
            scope=scope, means=chance.choice(("shelling", "clash")), reader=reader,
            source=chance.choice(("the Observatory", "the hospital", None))))
    return Reading(report=report, reader=reader, claims=tuple(claims), refusals=(), repeats=())


def same_as_anew(ledger: Ledger) -> None:
    """Hold what is derived in a ledger against what a settle from the start derives."""
    reports = [report.id for report in ledger.reports()]
    near = (ledger.digest(), list(ledger.accounts(reports)), ledger.counts(), kept_summaries(ledger))
    assert ledger.settled()
    assert ledger.verify() == ()
    settle(ledger, rebuild=True)
    assert (ledger.digest(), list(ledger.accounts(reports)), ledger.counts(), kept_summaries(ledger)) == near


def kept_summaries(ledger: Ledger) -> dict[str, Summary]:
    """Return the summaries that settles kept, which are those that are made of what stands there now."""
    names = [incident.name for incident in ledger.incidents()]
    assert list(ledger.summaries().seals(recipe())) == names
    assert ledger.summaries().untold(recipe())[1] == ()
    kept = ledger.summaries().whole(names)
    made = {s.sketch.name: s for s in summaries(ledger, names, standing(ledger.judgements()))}
    assert kept == made
    return kept


def same_as_listed(ledger: Ledger, catalogue: Catalogue) -> None:
    """Hold a listing that followed the ledger against what is made of the ledger as it stands, settled or not."""
    listing = catalogue.of(ledger)
    names = [incident.name for incident in ledger.incidents()]
    made = tuple(summaries(ledger, names, standing(ledger.judgements())))
    assert list(listing.sketches) == names
    assert tuple(listing.sketches.values()) == tuple(summary.sketch for summary in made)
    assert listing.whole(names) == made
    assert Counter(listing.voices()) == Counter(summary.voices for summary in made)
    heaviest = sorted((t for s in made for t in s.tasks), key=lambda t: (-t.weight, t.subject, t.other or ""))
    for number in (3, 1_000):
        assert listing.heaviest_tasks(number) == tuple(heaviest[:number])
    for words in (("market",), ("ward", "street"), ("nobody",)):
        holding = {s.sketch.name for s in made if all(word in s.text for word in words)}
        assert listing.saying(words, names) == holding
    for speaker in {voice for summary in made for voice in summary.voices}:
        assert listing.heard(speaker.name, names, publishes=speaker.publishes) == {
            s.sketch.name for s in made
            if any((v.name, v.publishes) == (speaker.name, speaker.publishes) for v in s.voices)}


def judgements_of(ledger: Ledger, chance: random.Random, number: int) -> Judgement:
    claims = [claim.id for claim in ledger.claims()]
    made = [j.id for j in ledger.judgements()]
    kind = chance.choice(("same", "different", "different", "reject", "correct", "confirm", "undo", "pin"))
    when = f"2025-03-10T08:{number:02d}:00Z"
    if kind == "undo" and made:
        return make_judgement("undo", chance.choice(made), when=when)
    if kind in ("same", "different") and len(claims) > 1:
        return make_judgement(kind, *chance.sample(claims, 2), when=when)
    if kind == "correct":
        return make_judgement(kind, chance.choice(claims), field="harm", value='"wounded"', when=when)
    return make_judgement(kind if kind in ("reject", "pin") else "confirm", chance.choice(claims), when=when)


def play(ledger: Ledger, seed: int, steps: int, *, catalogue: Catalogue | None = None) -> None:
    """Post, read anew and judge at random, settling after each step; a catalogue follows, where one is given."""
    chance = random.Random(seed)
    order = chance.sample(range(16), 16)
    for number in range(steps):
        what = chance.random()
        if what < 0.6 or not number:
            ledger.post([reading(order[number % 16])])
        elif what < 0.75:
            ledger.post([reading(order[chance.randrange(number) % 16], READERS[1])])
        elif list(ledger.claims()):
            ledger.judge(judgements_of(ledger, chance, number))
            if catalogue is not None:
                same_as_listed(ledger, catalogue)
        settle(ledger)
        if catalogue is not None:
            same_as_listed(ledger, catalogue)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_any_history_settled_step_by_step_is_the_ledger_settled_at_once(seed, monkeypatch) -> None:
    whole = []
    monkeypatch.setattr(settling, "join_all", lambda *a, **k: whole.append(1) or join_all(*a, **k))
    with open_ledger(":memory:") as ledger:
        play(ledger, seed, 14)
        assert len(whole) == 1  # the first settle has nothing to build upon; every other one must
        same_as_anew(ledger)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_file_and_a_server_do_as_memory_does(seed: int, tmp_path, postgres: Server) -> None:
    digests = set()
    for address in (":memory:", str(tmp_path / f"{seed}.sqlite"), postgres.new_address()):
        with open_ledger(address) as ledger:
            play(ledger, seed, 14, catalogue=Catalogue())
            same_as_anew(ledger)
            digests.add(ledger.digest())
    assert len(digests) == 1


def test_a_far_report_touches_nothing_of_what_was_there() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.post([reading(n) for n in range(12)])
        settle(ledger)
        before = {incident.name: incident for incident in ledger.incidents()}
        report = make_report("A strike killed 9 in Goma.", outlet="Far", published="2021-01-02")
        goma = replace(HOMS, name="Goma", id="geonames:1", lat=-1.7, lon=29.2, country="CD", adm1="North Kivu")
        far = make_claim(report, low=9, place=goma, day="2021-01-01")
        ledger.post([Reading(report=report, reader="hand", claims=(far,), refusals=(), repeats=())])
        done = settle(ledger)
        after = {incident.name: incident for incident in ledger.incidents()}
        assert done.touched == 1
        assert {name: after[name] for name in before} == before
        assert len(after) == len(before) + 1


def test_another_recipe_joins_everything_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(":memory:") as ledger:
        ledger.post([reading(n) for n in range(6)])
        settle(ledger)
        ledger.post([reading(7)])
        monkeypatch.setattr(settling, "recipe", lambda weights: 7)
        done = settle(ledger)
        assert done.touched == done.incidents


def test_a_judgement_of_what_the_ledger_does_not_know_settles_everything() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.post([reading(n) for n in range(6)])
        settle(ledger)
        ledger.judge(make_judgement("pin", "some source", value='"monitor"', field="standing"))
        done = settle(ledger)
        assert done.touched == done.incidents > 0
        assert ledger.settled()
