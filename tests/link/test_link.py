"""Joining: which claims are one incident, in cases and in properties."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.books.weights import read_lexis, read_weights
from according.errors import BadRequest
from according.link import explain, link
from according.link.block import candidates, looks_in, stands_in
from according.link.main import main_incidents
from according.link.parents import parents
from according.link.tell import Telling, look_around, tell
from according.records import Claim, Incident, Judgement, Report
from claim_factory import ALEPPO, HOMS, JABLEH, LATAKIA, make_claim, make_judgement, make_report

HOMS_A = make_report("Shelling killed 12 people in Homs on Thursday. It wounded 30 others.", outlet="Wire")
HOMS_B = make_report("Homs: 14 killed as shells fall on the Khaldiyeh quarter, a monitor says.", outlet="Daily")
ALEPPO_A = make_report("An air strike on Aleppo killed 9 people on Monday.", outlet="Daily", published="2025-02-04")


def homs() -> tuple[Claim, Claim, Claim]:
    return (
        make_claim(HOMS_A, low=12, words="Shelling killed 12 people in Homs on Thursday."),
        make_claim(HOMS_A, low=30, harm="wounded", words="It wounded 30 others."),
        make_claim(HOMS_B, low=14, source="the monitor"),
    )


def far() -> Claim:
    return make_claim(ALEPPO_A, low=9, place=ALEPPO, day="2025-02-03", means="airstrike")


def by_id(*reports: Report) -> dict[str, Report]:
    return {r.id: r for r in reports}


REPORTS = by_id(HOMS_A, HOMS_B, ALEPPO_A)


def groups(incidents: tuple[Incident, ...]) -> set[tuple[str, ...]]:
    return {i.claims for i in incidents}


def test_two_reports_of_one_shelling_are_one_incident_though_their_numbers_differ() -> None:
    joined = link(homs(), reports=REPORTS)
    assert len(joined) == 1
    assert joined[0].place == HOMS
    assert joined[0].when.start == "2025-03-06"
    assert joined[0].pending == ()


def test_another_town_and_month_is_another_incident() -> None:
    assert len(link([*homs(), far()], reports=REPORTS)) == 2


def test_one_report_that_tells_of_two_towns_is_split_by_claim() -> None:
    report = make_report("Shells killed 12 in Homs on Thursday. In Aleppo a strike killed 9 people on Friday.")
    first = make_claim(report, low=12, words="Shells killed 12 in Homs on Thursday.")
    second = make_claim(
        report,
        low=9,
        words="In Aleppo a strike killed 9 people on Friday.",
        place=ALEPPO,
        day="2025-03-07",
        means="airstrike",
    )
    assert len(link([first, second], reports=by_id(report))) == 2


def test_a_part_stays_with_its_whole() -> None:
    report = make_report("Shelling killed 12 people in Homs, 3 of them children.")
    whole = make_claim(report, low=12)
    part = make_claim(report, low=3, part_of=whole.id, victims="children")
    assert groups(link([whole, part], reports=by_id(report))) == {tuple(sorted((whole.id, part.id)))}


@pytest.mark.parametrize("scope", ["period", "cumulative"])
def test_totals_over_many_events_join_nothing(scope: str) -> None:
    assert link([make_claim(HOMS_A, scope=scope)], reports=REPORTS) == ()


def test_the_seed_report_is_one_incident_with_two_sides() -> None:
    text = (
        "At least 13 soldiers died near an airbase of the province. On Thursday night an outlet claimed about 70 "
        "fighters killed around Jableh. An agency, quoting monitors, spoke of 28 loyalists killed."
    )
    report = make_report(text, outlet="Broadcaster")
    claims = [
        make_claim(
            report,
            low=13,
            high=None,
            words=text.split(". ")[0],
            place=LATAKIA,
            day=None,
            klass="combatant",
            side="soldiers",
            means="clash",
        ),
        make_claim(
            report,
            low=70,
            words=text.split(". ")[1],
            place=JABLEH,
            klass="combatant",
            side="loyalists",
            perpetrator="government forces",
            means="clash",
        ),
        make_claim(
            report,
            low=28,
            words=text.split(". ")[2],
            place=None,
            day=None,
            klass="combatant",
            side="loyalists",
            perpetrator="government forces",
            means=None,
        ),
    ]
    assert len(link(claims, reports=by_id(report))) == 1


def test_what_is_missing_is_said() -> None:
    claim = make_claim(HOMS_A, low=None, count_kind="bare", place=None, day=None)
    assert link([claim], reports=REPORTS)[0].pending == ("place", "date", "number")


def test_a_different_parts_what_the_score_would_join_and_a_same_joins_what_it_would_part() -> None:
    first, wounded, other = homs()
    apart = link([first, wounded, other], reports=REPORTS, judgements=[make_judgement("different", first.id, other.id)])
    assert len(apart) == 2
    away = far()
    tied = link([first, away], reports=REPORTS, judgements=[make_judgement("same", first.id, away.id)])
    assert len(tied) == 1
    assert tied[0].links[0].shares[0].feature == "judgement"


def test_an_undone_judgement_does_not_count_and_an_undone_undo_does() -> None:
    first, _, other = homs()
    different = make_judgement("different", first.id, other.id)
    undo = make_judgement("undo", different.id, when="2025-03-11T00:00:00Z")
    again = make_judgement("undo", undo.id, when="2025-03-12T00:00:00Z")
    assert len(link([first, other], reports=REPORTS, judgements=[different, undo])) == 1
    assert len(link([first, other], reports=REPORTS, judgements=[again, undo, different])) == 2


def test_of_two_judgements_on_one_pair_the_later_counts() -> None:
    first, _, other = homs()
    rows = [
        make_judgement("different", first.id, other.id),
        make_judgement("same", other.id, first.id, when="2025-03-12T00:00:00Z"),
    ]
    assert len(link([first, other], reports=REPORTS, judgements=rows)) == 1
    assert len(link([first, other], reports=REPORTS, judgements=rows[::-1])) == 1


def test_judgements_that_contradict_each_other_through_a_telling_take_it_apart() -> None:
    first, wounded, other = homs()
    rows = [make_judgement("same", first.id, other.id), make_judgement("different", wounded.id, other.id)]
    joined = groups(link([first, wounded, other], reports=REPORTS, judgements=rows))
    assert joined == {tuple(sorted((first.id, other.id))), (wounded.id,)}


def test_why_joined_and_why_not() -> None:
    first, _, other = homs()
    away = far()
    claims = [first, other, away]
    assert explain(first.id, other.id, claims=claims, reports=REPORTS).score > 0
    why_not = explain(first.id, away.id, claims=claims, reports=REPORTS)
    assert why_not.score < 0
    assert {"far", "other_province", "days_apart", "print_apart", "other_means"} & {s.feature for s in why_not.shares}
    with pytest.raises(BadRequest, match="c-0 names no claim"):
        explain("c-0", first.id, claims=claims, reports=REPORTS)


def test_the_shares_of_a_link_add_up_to_its_score_and_threshold() -> None:
    weights = read_weights()
    for row in link(homs(), reports=REPORTS)[0].links:
        inside = {row.a, row.b} <= {c.id for c in homs()[:2]}
        threshold = weights.threshold_within if inside else weights.threshold_across
        assert row.score == pytest.approx(sum(s.weight for s in row.shares) - threshold, abs=0.01)


def test_an_incident_of_n_claims_keeps_n_minus_one_links() -> None:
    assert len(link(homs(), reports=REPORTS)[0].links) == 2


def test_the_main_incident_is_that_of_headline_and_lead() -> None:
    text = (
        "Twelve killed in Homs\nShelling killed 12 people in Homs on Thursday. "
        + "x" * 900
        + " In Aleppo 40 people died in 2013."
    )
    report = make_report(text, title="Twelve killed in Homs")
    head = make_claim(report, low=12, words="Twelve killed in Homs", count_words="Twelve")
    body = make_claim(report, low=12, words="Shelling killed 12 people in Homs on Thursday.")
    old = make_claim(
        report, low=40, words="In Aleppo 40 people died in 2013.", place=ALEPPO, day="2013-05-01", scope="background"
    )
    incidents = link([head, body, old], reports=by_id(report))
    assert len(incidents) == 2
    main = dict(main_incidents(incidents, claims={c.id: c for c in (head, body, old)}, reports=by_id(report)))
    assert head.id in next(i for i in incidents if i.name == main[report.id]).claims


def test_a_period_total_is_kept_beside_the_incidents_that_it_covers() -> None:
    claims = [
        *homs(),
        far(),
        make_claim(HOMS_B, low=60, day="2025-03-01", end="2025-03-07", prec=3, scope="period", place=HOMS),
    ]
    incidents = link(claims, reports=REPORTS)
    inside = next(i for i in incidents if claims[0].id in i.claims)
    assert parents(incidents, claims={c.id: c for c in claims}) == ((claims[-1].id, inside.name),)


def alone(claim: Claim) -> Telling:
    return tell([claim], look_around([claim], REPORTS[claim.report], lexis=read_lexis()), lexis=read_lexis())


# --- blocks -------------------------------------------------------------------------------------


def test_precise_tellings_meet_in_their_province_and_days_only() -> None:
    one, other, away = (alone(c) for c in (homs()[0], homs()[2], far()))
    assert [{a.report, b.report} for a, b in candidates([one, other, away])] == [{HOMS_A.id, HOMS_B.id}]
    assert looks_in(one) & stands_in(other)
    assert looks_in(other) & stands_in(one)
    assert not looks_in(one) & stands_in(away)


def test_a_vague_telling_meets_the_precise_ones_of_its_country_and_month() -> None:
    vague = alone(make_claim(HOMS_B, place=LATAKIA, day="2025-03-01", end="2025-03-31", prec=4))
    precise = alone(homs()[0])
    assert len(list(candidates([vague, precise]))) == 1


# --- properties ----------------------------------------------------------------------------------

PLACES = (HOMS, JABLEH, LATAKIA, ALEPPO, None)
DAYS = ("2025-03-05", "2025-03-06", "2025-03-07", "2025-04-20", None)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Claim], dict[str, Report]]:
    reports = [
        make_report(f"Report {n} tells of many dead.", outlet=f"Outlet {n % 3}", published=f"2025-03-0{5 + n % 4}")
        for n in range(draw(st.integers(1, 5)))
    ]
    claims = []
    for n in range(draw(st.integers(1, 9))):
        claims.append(
            make_claim(
                draw(st.sampled_from(reports)),
                at=n,
                low=draw(st.sampled_from([1, 2, 12, 12, 40])),
                count_words=str(n),
                harm=draw(st.sampled_from(["killed", "wounded"])),
                klass=draw(st.sampled_from(["civilian", "combatant", "unknown"])),
                place=draw(st.sampled_from(PLACES)),
                day=draw(st.sampled_from(DAYS)),
                means=draw(st.sampled_from(["shelling", "airstrike", "clash", None])),
            )
        )
    return claims, by_id(*reports)


@st.composite
def rulings(draw: st.DrawFn, claims: list[Claim]) -> list[Judgement]:
    ids = [c.id for c in claims]
    rows = []
    for n in range(draw(st.integers(0, 5))):
        a, b = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
        if a != b:
            rows.append(
                make_judgement(draw(st.sampled_from(["same", "different"])), a, b, when=f"2025-03-1{n}T00:00:00Z")
            )
    return rows


SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(st.data())
def test_incidents_partition_the_claims_and_order_never_matters(data: st.DataObject) -> None:
    claims, reports = data.draw(worlds())
    judged = data.draw(rulings(claims))
    joined = link(claims, reports=reports, judgements=judged)
    assert sorted(c for i in joined for c in i.claims) == sorted({c.id for c in claims})
    mixed = random.Random(len(claims)).sample(claims, len(claims))
    assert link(mixed, reports=dict(reversed(reports.items())), judgements=judged[::-1]) == joined


@SLOW
@given(st.data())
def test_a_different_is_never_broken_and_a_lone_same_is_kept(data: st.DataObject) -> None:
    claims, reports = data.draw(worlds())
    judged = data.draw(rulings(claims))
    home = {c: i.name for i in link(claims, reports=reports, judgements=judged) for c in i.claims}
    last = {}
    for row in judged:
        last[frozenset((row.subject, row.other))] = row
    parted = [r for r in last.values() if r.kind.value == "different"]
    assert all(home[r.subject] != home[r.other or ""] for r in parted)
    if not parted:
        assert all(home[r.subject] == home[r.other or ""] for r in last.values())


@SLOW
@given(st.data())
def test_a_far_claim_changes_nothing(data: st.DataObject) -> None:
    claims, reports = data.draw(worlds())
    stranger = make_report("An old report of another country.", outlet="Far", published="1999-01-02")
    place = replace(HOMS, id="geonames:1", country="FR", adm1="Bretagne", lat=48.1, lon=-1.7, name="Rennes")
    extra = make_claim(stranger, place=place, day="1999-01-01")
    before = link(claims, reports=reports)
    after = link([*claims, extra], reports={**reports, stranger.id: stranger})
    assert set(before) < set(after)
    assert len(after) == len(before) + 1
