"""Why a figure is what it is, and what another profile makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import according.reconcile as reconcile
from according.books.profiles import read_profiles
from according.books.rules import read_rules, reason_of
from according.errors import BadBook
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.pipeline import judge, post, settle
from according.records import Claim, Reading
from according.surveys import differences
from according.views import explain, look
from according.words import Scope
from claim_factory import make_claim, make_judgement, make_report, make_source

OBS = make_source("the Observatory", "monitor")
PARTY = make_source("rebel command", "party", party="rebels")


def told(outlet: str, day: str, *claims: dict[str, object]) -> Reading:
    report = make_report(f"What {outlet} said on {day}.", outlet=outlet, published=day)
    made = tuple(make_claim(report, at=n, **claim) for n, claim in enumerate(claims))  # type: ignore[arg-type]  # passed on
    return Reading(report=report, reader="hand", claims=made, refusals=(), repeats=(), acts=())


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger(":memory:") as opened:
        keep(opened,
             told("Wire", "2025-03-06", {"low": 12, "source": OBS}, {"low": 40, "scope": "period", "source": OBS},
                  {"low": 90, "status": "denied", "source": PARTY}),
             told("Daily", "2025-03-07", {"low": 16, "source": OBS}),
             told("Post", "2025-03-07", {"low": 9}, {"low": None, "count_kind": "bare", "source": PARTY}),
             told("Globe", "2025-03-07", {"low": 16, "source": OBS}))
        yield opened


def keep(ledger: Ledger, *readings: Reading) -> None:
    """Keep readings of one incident, whatever the weights of joining say of them."""
    post(readings, ledger=ledger)
    first, *others = (c for c in ledger.claims() if c.scope is Scope.INCIDENT)
    for other in others:
        judge(make_judgement("same", first.id, other.id), ledger=ledger)
    settle(ledger)


def test_every_claim_of_every_figure_is_named_with_a_rule_and_its_reason(ledger: Ledger) -> None:
    view = look(ledger, max(ledger.incidents(), key=lambda i: len(i.claims)).name)
    grounds = explain(view)
    assert {g.what for g in grounds} == {"low", "best", "high", "aside"}
    live = {c for figure in view.figures for c in figure.claims}
    named = {c for ground in grounds for c in ground.claims}
    assert named | live == set(view.incident.claims)
    assert all(ground.reason and ground.rule for ground in grounds)
    best = next(g for g in grounds if g.what == "best")
    assert (best.value, "interest and nearness" in best.reason) == (16, True)


def test_every_rule_that_is_written_in_the_code_has_its_reason() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(reconcile.__file__).parent.glob("*.py"))
    rules = set(re.findall(r'rule=f?"([^"{]+)', source)) | set(re.findall(r'_end\(ends, \w+, "([^"]+)"', source))
    assert len(rules) > 6
    for rule in rules:
        assert reason_of(rule)
    assert all(why for why in read_rules().values())
    with pytest.raises(BadBook, match="no line for the rule 'because'"):
        reason_of("because")


@pytest.mark.parametrize("profile", list(read_profiles()))
def test_no_rule_lacks_its_reason_under_any_profile(ledger: Ledger, profile: str) -> None:
    for incident in ledger.incidents():
        assert explain(look(ledger, incident.name, profile=profile)) is not None


def test_what_a_profile_changes_is_laid_to_the_one_rule_that_does_it(ledger: Ledger, tmp_path: Path) -> None:
    assert differences(ledger, profile="ucdp", against="ucdp") == ()
    mine = tmp_path / "mine.yaml"
    mine.write_text("mine: {like: ucdp, best: lowest, bare_low: 4}\n", encoding="utf-8")
    found = differences(ledger, profile=str(mine))
    assert [(d.end, d.before.value, d.now.value, d.why) for d in found if d.end == "best"] == [
        ("best", 16, 9, ("best: standing -> lowest",))]
    assert all(d.profile == "mine" for d in found)
    assert all(d.now.claims or d.now.value is None for d in found)


def test_a_number_of_one_origin_printed_again_changes_nothing(ledger: Ledger) -> None:
    def ends() -> list[tuple[object, ...]]:
        return [(f.harm, f.klass, f.low.value, f.best.value, f.high.value, f.origins) for f in ledger.figures()]

    before = ends()
    keep(ledger, told("Herald", "2025-03-08", {"low": 16, "source": OBS}))
    assert ends() == before


def carried(claim: Claim) -> set[int]:
    return {end for end in (claim.count.low, claim.count.best, claim.count.high) if end is not None}


@pytest.mark.parametrize("profile", ["ucdp", "range"])
def test_every_end_is_a_number_that_a_named_claim_carries(ledger: Ledger, profile: str) -> None:
    for incident in ledger.incidents():
        view = look(ledger, incident.name, profile=profile)
        for figure in view.figures:
            for bound in (figure.low, figure.best, figure.high):
                if bound.value is not None and not bound.rule.startswith("sum over"):
                    assert any(bound.value in carried(view.claims[c]) for c in bound.claims)
                assert all(view.claims[c].harm is figure.harm for c in bound.claims)
