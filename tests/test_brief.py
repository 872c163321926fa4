"""The first account: numbers with their sources, in an editor's order, nothing said twice."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.brief import brief
from according.brief.notes import Notes
from according.brief.page import brief_page
from according.brief.text import brief_text
from according.link.incident import make_incident
from according.origins import origins
from according.phrasing import spoken
from according.reconcile import reconcile
from according.records import Brief, Claim, Party, Phrase, Report
from claim_factory import JABLEH, make_act, make_claim, make_report, make_source

OBS = make_source("the Observatory", "monitor")
TEXT = (
    "At least 13 soldiers were killed, state television said. An outlet put the fighters killed at "
    "about 70, those captured "
    "at more than 25. Monitors told an agency of 28 loyalists killed. Two years ago 40 people died in the same town."
)
REPORT = make_report(TEXT, outlet="Broadcaster")


def write(claims: list[Claim], reports: list[Report]) -> tuple[Brief, str]:
    by_id, by_claim = {r.id: r for r in reports}, {c.id: c for c in claims}
    incident = make_incident(claims, reports=by_id, links=())
    voices = origins(incident, claims=by_claim, reports=by_id)
    figures = reconcile(incident, voices, claims=by_claim, reports=by_id)
    found = brief(incident, figures, voices, claims=by_claim, reports=by_id)
    return found, brief_text(found, claims=by_claim, reports=by_id)


def seed() -> list[Claim]:
    parts = TEXT.split(". ")
    fighters = {"klass": "combatant", "side": "loyalists", "perpetrator": "government forces", "status": "unverified"}
    common = {"place": JABLEH, "means": "clash"}
    return [
        make_claim(
            REPORT,
            low=13,
            high=None,
            words=parts[0],
            klass="combatant",
            side="soldiers",
            victims="soldiers",
            source=make_source("state television", "party", party="soldiers"),
            **common,
        ),  # type: ignore[arg-type]  # keywords of the factory
        make_claim(
            REPORT,
            low=70,
            approximate=True,
            words=parts[1],
            victims="fighters",
            source=make_source("the outlet", "outlet"),
            **fighters,
            **common,
        ),  # type: ignore[arg-type]  # keywords of the factory
        make_claim(
            REPORT,
            low=26,
            high=None,
            words=parts[1],
            count_words="more than 25",
            harm="captured",
            victims="fighters",
            source=make_source("the outlet", "outlet"),
            **fighters,
            **common,
        ),  # type: ignore[arg-type]  # keywords of the factory
        make_claim(
            REPORT,
            low=28,
            words=parts[2],
            victims="loyalists",
            source=make_source("monitors", "unnamed"),
            via=("an agency",),
            **fighters,
            **common,
        ),  # type: ignore[arg-type]  # keywords of the factory
    ]


def test_the_seed_report_reads_in_an_editors_order() -> None:
    found, _ = write(seed(), [REPORT])
    assert [line.role for line in found.lines] == ["summary", "headline", "standfirst", "body", "body", "body"]
    assert (
        found.lines[1].text
        == "28 to 70 loyalists reported killed in Jableh, Latakia, according to monitors (an agency) and the outlet"
    )
    body = [line.text for line in found.lines if line.role == "body"]
    assert body[0] == (
        "The outlet said that about 70 fighters were killed by government forces, which could not be verified, "
        "while monitors, quoted by an agency, said that 28 loyalists were killed by government forces, "
        "which could not be verified."
    )
    assert body[1] == "State television said that at least 13 soldiers were killed."
    assert body[2].endswith("at least 26 fighters were captured by government forces, which could not be verified.")
    assert found.lines[2].text == (
        "Accounts differ on the number of loyalists killed. Not all of the numbers could be verified."
    )


def test_ninety_eight_is_never_said() -> None:
    assert not re.search(r"\b(98|96|83|41)\b", write(seed(), [REPORT])[1])


def test_a_denial_a_background_and_a_hedge_are_told_as_such() -> None:
    claims = [
        make_claim(REPORT, low=6, victims="people", status="hedged", source=OBS),
        make_claim(REPORT, low=90, at=30, victims="people", status="denied", source=make_source("the rebels", "party")),
        make_claim(REPORT, low=40, at=60, victims="people", scope="background", day="2023-03-01"),
    ]
    found, text = write(claims, [REPORT])
    assert [line.role for line in found.lines][-3:] == ["body", "background", "note"]
    assert "6 people were reportedly killed" in text
    assert "90 people were killed, which is denied." in text
    assert "Background: Broadcaster said that 40 people were killed" in text


def test_an_earlier_toll_is_told_after_the_latest() -> None:
    days = [make_report(f"Toll {n}", published=f"2025-03-0{6 + n}") for n in range(2)]
    found, _ = write(
        [make_claim(r, low=n, source=OBS, victims="people") for r, n in zip(days, (16, 30), strict=True)], days
    )
    body = [line.text for line in found.lines if line.role == "body"]
    assert body == [
        "The Observatory said that 30 people were killed.",
        "The Observatory had said before that 16 people were killed.",
    ]


def test_the_same_number_of_one_origin_is_said_once_with_both_footnotes() -> None:
    both = [make_report(f"In the words of outlet {n}", outlet=f"Outlet {n}") for n in range(2)]
    found, _ = write([make_claim(r, low=16, source=OBS, victims="people") for r in both], both)
    body = [line for line in found.lines if line.role == "body"]
    assert len(body) == 1
    assert len(body[0].claims) == 2


def test_a_pending_incident_says_what_is_missing() -> None:
    found, text = write(
        [make_claim(REPORT, low=None, count_kind="bare", place=None, day=None, victims="people")], [REPORT]
    )
    assert found.lines[-1].text == "Kept as pending: no report gives the place, date and number."
    assert "at a place that no report names" in text


def test_footnotes_quote_the_evidence_and_nothing_else_does() -> None:
    _, text = write(seed(), [REPORT])
    head, foot = text.split("\n[1]")
    assert "“" not in head
    assert all("“" in line for line in foot.splitlines()[1:])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_line_rests_on_claims_and_every_number_on_one_of_them(data: st.DataObject) -> None:
    reports = [
        make_report(f"Report {'abc'[n]}.", outlet=f"Outlet {'abc'[n]}", published=f"2025-03-0{n + 6}") for n in range(3)
    ]
    claims: list[Claim] = []
    for n in range(data.draw(st.integers(1, 8))):
        claims.append(
            make_claim(
                data.draw(st.sampled_from(reports)),
                at=n,
                count_words="",
                low=data.draw(st.integers(30, 39)),
                harm=data.draw(st.sampled_from(["killed", "wounded"])),
                victims=data.draw(st.sampled_from(["people", "children"])),
                klass=data.draw(st.sampled_from(["civilian", "unknown"])),
                source=data.draw(st.sampled_from([None, OBS])),
                status=data.draw(st.sampled_from(["stated", "denied", "hedged"])),
                part_of=claims[0].id if claims and data.draw(st.booleans()) else None,
                scope=data.draw(st.sampled_from(["incident", "incident", "background"])),
            )
        )
    found, _ = write(claims, reports)
    by_id = {c.id: c for c in claims}
    for line in found.lines:
        assert line.claims
        if line.role in ("headline", "body", "background"):
            carried = {str(by_id[c].count.low) for c in line.claims} | {
                str(by_id[whole].count.low) for c in line.claims if (whole := by_id[c].part_of)
            }
            assert set(re.findall(r"\b3\d\b", line.text)) <= carried
            names = {"Observatory", "Outlet"}
            assert any(name in line.text for name in names) or "no number" in line.text
    said = [line.text for line in found.lines if line.role == "body"]
    assert len(set(said)) == len(said)


def test_what_else_is_said_is_told_once_with_all_who_say_it_and_what_is_elsewhere_apart() -> None:
    claim = make_claim(REPORT, low=6, victims="people", source=OBS)
    again = make_report("In the words of another outlet", outlet="Daily")
    acts = [
        make_act(REPORT, until="2025-03-07", beside=[claim.id]),
        make_act(again, until="2025-03-07", beside=[claim.id], source=make_source("the governor", "official")),
        make_act(REPORT, kind="statement", form="ultimatum", words="leave or die here", at=9, actor="A general",
                 target="rebels", beside=[claim.id]),
        make_act(REPORT, kind="trend", form="rise", words="uptick", at=30, source=make_source("activists", "unnamed")),
        make_act(REPORT, kind="condolence", form="sympathy", words="condolences", at=40, beside=[claim.id]),
    ]
    by_id = {claim.id: claim}
    incident = make_incident([claim], reports={REPORT.id: REPORT}, links=())
    voices = origins(incident, claims=by_id, reports={REPORT.id: REPORT})
    found = brief(incident, (), voices, claims=by_id, reports={REPORT.id: REPORT, again.id: again}, acts=acts)
    assert [(line.role, line.text, len(line.claims)) for line in found.lines[2:]] == [
        ("body", "A curfew was reported in Homs, until 7 March 2025, Broadcaster and the governor said.", 2),
        ("body", "A general gave rebels an ultimatum: “leave or die here”.", 1),
        ("background", "There was more violence in Homs than before, activists said.", 1),
    ]


def test_a_brief_as_a_page_escapes_whatever_came_from_outside() -> None:
    report = make_report("<script>alert(1)</script> Six died.", outlet="<b>Wire</b>")
    claim = make_claim(report, low=6, victims="<i>people</i>", source=make_source("<u>medics</u>", "monitor"))
    found, _ = write([claim], [report])
    page = brief_page(found, Notes(claims={claim.id: claim}, reports={report.id: report}))
    assert not re.search(r"<(script|b|i|u)>", page)
    assert "&lt;script&gt;" in page


TOLD = [
    ("pledge", "vowed to", "He vowed to hold talks with elders, an agency said.", None, "hold talks with elders"),
    ("denial", "denied", "The army denied that it used gas; rebels disagree.", None, "it used gas"),
    ("accusation", "accused", "The army accused the rebels of shelling a school.", "the rebels", "shelling a school"),
    ("accusation", "blamed", "The army blamed the rebels.", "the rebels", None),
    ("demand", "called on", "Rights Watch called on the Syrian army to stop.", "Syrian army", "stop"),
    ("pledge", "vowed", "He vowed.", None, None),
    ("sympathy", "condolences", "He sent condolences to the families of the dead.", None, None),
]


@pytest.mark.parametrize(("form", "verb", "text", "target", "told"), TOLD)
def test_a_statement_says_what_was_said(form: str, verb: str, text: str, target: str | None, told: str | None) -> None:
    report = make_report(text)
    act = make_act(report, kind="condolence" if form == "sympathy" else "statement", form=form, words=verb,
                   at=text.index(verb), target=target)
    if target is not None:
        at = text.index(target)
        act = replace(act, target=Party(printed=Phrase(text=target, start=at, end=at + len(target)), name=target))
    assert spoken(act) == told


def test_a_long_speech_is_cut_and_says_so() -> None:
    text = "He vowed to " + " ".join(f"word{n}" for n in range(40)) + "."
    act = make_act(make_report(text), kind="statement", form="pledge", words="vowed to", at=text.index("vowed"))
    assert (spoken(act) or "").endswith("word11 …")


def test_all_the_dead_lead_the_headline_and_not_the_few_civilians_among_them() -> None:
    battle = make_claim(REPORT, low=48, klass="mixed", victims="people", source=OBS, place=JABLEH)
    part = make_claim(REPORT, low=4, at=40, klass="civilian", victims="civilians", source=OBS, place=JABLEH,
                      part_of=battle.id)
    found, _ = write([battle, part], [REPORT])
    assert found.lines[1].text.startswith("48 people killed")
    raid = make_claim(REPORT, low=4, klass="mixed", victims="people", source=OBS, place=JABLEH)
    many = make_claim(REPORT, low=40, at=40, klass="civilian", victims="civilians", source=OBS, place=JABLEH)
    assert write([raid, many], [REPORT])[0].lines[1].text.startswith("40 civilians killed")
