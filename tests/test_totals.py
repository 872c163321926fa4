"""Totals over days or a campaign, as each source told them, beside the sum of what they cover."""

from __future__ import annotations

from dataclasses import replace

from according.cli.chain import show_totals
from according.ledger import open_ledger
from according.link.incident import make_incident
from according.link.parents import covers
from according.pipeline import post, settle
from according.records import Reading
from according.totals import totals
from according.views import totals_over
from claim_factory import ALEPPO, HOMS, JABLEH, LATAKIA, make_claim, make_report, make_source

DAY = "2025-03-07"


def reading(number, published, **fields):
    text = f"Report {number} of the coast: many died there."
    report = make_report(text, outlet=f"Outlet {number}", published=published)
    return Reading(report=report, reader="hand", claims=(make_claim(report, **fields),), refusals=(), repeats=())


def campaign():
    span = {"scope": "cumulative", "place": LATAKIA, "day": "2025-03-06", "prec": 3}
    return [
        reading(1, "2025-03-07", low=12, place=JABLEH, day=DAY, source="a hospital"),
        reading(2, "2025-03-10", low=745, end="2025-03-09", source="the Observatory", **span),
        reading(3, "2025-03-12", low=1383, end="2025-03-12", source="the Observatory", **span),
        reading(4, "2025-03-08", low=147, end="2025-03-08", source="the Observatory", **span),
        reading(5, "2025-03-12", low=99, end="2025-03-12", source="the Observatory",
                **{**span, "place": ALEPPO}),
    ]


def test_a_sources_total_is_one_history_beside_the_sum_of_what_it_covers():
    with open_ledger(":memory:") as ledger:
        post(campaign(), ledger=ledger)
        settle(ledger)
        [incident] = ledger.incidents()
        [total] = totals_over(ledger, incident)
        assert total.source == "the Observatory"
        assert [(w.day, w.low) for w in total.words] == [
            ("2025-03-08", 147), ("2025-03-10", 745), ("2025-03-12", 1383)]
        assert (total.covers, total.sum_low, total.sum_high) == ((incident.name,), 12, 12)


def test_a_total_never_enters_the_figure_of_what_it_covers():
    with open_ledger(":memory:") as ledger:
        post(campaign(), ledger=ledger)
        settle(ledger)
        assert {f.high.value for f in ledger.figures()} == {12}


def test_a_total_of_other_days_or_another_place_covers_nothing():
    inside = make_claim(place=HOMS, day=DAY)
    incident = make_incident([inside], reports={}, links=())
    later = make_claim(make_report("Later."), scope="period", place=HOMS, day="2025-03-08", end="2025-03-12")
    assert totals(incident, told=[later, inside], reports={}, beside=[incident], figures=lambda name: (),
                  covers=covers) == ()


def test_a_total_without_a_place_is_its_report_s_country_s_and_one_of_a_director_is_his_body_s():
    director = replace(make_source("director of the Observatory"), id="sohr")
    span = {"scope": "period", "day": "2025-03-06", "prec": 3}
    report = make_report("Many died in Jableh. The total is 340.", outlet="Daily", published="2025-03-08")
    told = Reading(report=report, reader="hand", refusals=(), repeats=(), claims=(
        make_claim(report, low=12, place=JABLEH, day=DAY, source="a hospital"),
        make_claim(report, low=340, at=30, end="2025-03-08", place=None, source=director, **span)))
    other = reading(2, "2025-03-09", low=745, end="2025-03-09", place=LATAKIA,
                    source=replace(make_source("Syrian Observatory for Human Rights"), id="sohr"), **span)
    with open_ledger(":memory:") as ledger:
        post([told, other], ledger=ledger)
        settle(ledger)
        [incident] = ledger.incidents()
        [total] = totals_over(ledger, incident)
        assert total.source == "Syrian Observatory for Human Rights"
        assert [w.low for w in total.words] == [340, 745]
        assert len(total.reports) == 2


def test_a_day_of_totals_says_how_many_reports_and_origins_and_through_whom_each_came(capsys):
    span = {"scope": "period", "place": LATAKIA, "day": "2025-03-06", "end": "2025-03-08", "prec": 3}
    told = [
        reading(1, "2025-03-07", low=12, place=JABLEH, day=DAY, source="a hospital"),
        reading(2, "2025-03-08", low=340, source="the Observatory", via=("AFP",), **span),
        reading(3, "2025-03-08", low=340, source="the Observatory", via=("AFP",), **span),
        reading(4, "2025-03-08", low=311, source="the Observatory", **span),
        reading(5, "2025-03-08", low=300, source="the Network", **span),
        reading(6, "2025-03-10", low=745, source="the Observatory", **span),
        reading(7, "2025-03-08", low=200, **span),
    ]
    with open_ledger(":memory:") as ledger:
        post(told, ledger=ledger)
        settle(ledger)
        [incident] = ledger.incidents()
        show_totals(totals_over(ledger, incident))
    lines = capsys.readouterr().out.splitlines()
    day = next(n for n, line in enumerate(lines) if line.startswith("Totals of"))
    assert lines[day:] == [
        "Totals of 2025-03-08: killed civilian, 5 reports, 2 independent origins, 1 more of unknown independence",
        "  Outlet 7",
        "  the Network > Outlet 5",
        "  the Observatory > AFP > Outlet 2",
        "  the Observatory > AFP > Outlet 3",
        "  the Observatory > Outlet 4",
    ]
