"""One source's count through a campaign: steps of one history, over incidents and totals alike."""

from __future__ import annotations

import pytest

from according.errors import BadRequest
from according.ledger import open_ledger
from according.pipeline import post, settle
from according.records import Reading
from according.trails import trail
from claim_factory import ALEPPO, HOMS, make_claim, make_report, make_source

OBS = make_source("The Observatory", "monitor", id="observatory")


def told(day: str | None, *claims: dict[str, object]) -> Reading:
    report = make_report(f"Counts of {day}: {claims}", outlet="Wire", published=day)
    made = tuple(make_claim(report, at=n, **{"source": OBS, **claim}) for n, claim in enumerate(claims))  # type: ignore[arg-type]  # passed on
    return Reading(report=report, reader="hand", claims=made, refusals=(), repeats=(), acts=())


def test_a_rising_count_is_one_history_wherever_its_parts_were_joined() -> None:
    with open_ledger(":memory:") as ledger:
        post([told("2025-03-06", {"low": 16, "place": HOMS}, {"low": 3, "place": ALEPPO}),
              told("2025-03-08", {"low": 745, "scope": "period"},
                   {"low": 745, "klass": "unknown", "scope": "cumulative"}),
              told("2025-03-09", {"low": 16, "place": HOMS}),  # an old toll printed again
              told("2025-03-12", {"low": 722, "scope": "period"}, {"low": 9000, "scope": "background"}),
              told(None, {"low": 5000}),
              told("2025-03-12", {"low": 80, "source": make_source("medics", "monitor")})], ledger=ledger)
        settle(ledger)
        steps = trail(ledger, "the observatory")
        assert [(m.day, m.best, m.change, m.until) for m in steps if m.klass.value == "civilian"] == [
            ("2025-03-06", 16, "first", "2025-03-08"), ("2025-03-08", 745, "up", "2025-03-12"),
            ("2025-03-12", 722, "down", None)]
        assert [(m.best, m.change) for m in steps if m.klass.value == "unknown"] == [(745, "first")]
        assert len({m.origin for m in steps}) == 1
        assert trail(ledger, "observatory", until="2025-03-07") == tuple(
            m for m in trail(ledger, "observatory", until="2025-03-07") if m.best == 16)
        with pytest.raises(BadRequest, match="source called 'the parish'"):
            trail(ledger, "the parish")


def test_a_part_or_one_place_told_after_the_whole_corrects_nothing() -> None:
    with open_ledger(":memory:") as ledger:
        post([told("2025-03-08", {"low": 745, "scope": "period"}),
              told("2025-03-09", {"low": 41, "place": HOMS}),
              told("2025-03-10", {"low": 800, "place": HOMS}),
              told("2025-03-11", {"low": 722, "scope": "period"}),
              told("2025-03-12", {"low": 436, "scope": "period", "place": HOMS},
                   {"low": 262, "scope": "period", "place": ALEPPO})], ledger=ledger)
        settle(ledger)
        assert [(m.day, m.best, m.change) for m in trail(ledger, "the observatory")] == [
            ("2025-03-08", 745, "first"), ("2025-03-10", 800, "up"), ("2025-03-11", 722, "down")]
