"""Who really spoke."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from according.link.incident import make_incident
from according.origins import origins
from according.records import Claim, Copy, Origin, Report, Source
from according.words import SourceKind
from claim_factory import make_claim, make_report, make_source


def run(
    claims: list[Claim], reports: list[Report], copies: tuple[Copy, ...] = (), known: dict[str, Source] | None = None,
    bodies: dict[str, Source] | None = None,
) -> tuple[Origin, ...]:
    by_id = {r.id: r for r in reports}
    incident = make_incident(claims, reports=by_id, links=())
    return origins(
        incident,
        claims={c.id: c for c in claims},
        reports=by_id,
        copies=copies,
        voices=lambda name: (known or {}).get(name),
        bodies=lambda key: (bodies or {}).get(key),
    )


def copy(copier: Report, original: Report) -> Copy:
    return Copy(copier=copier.id, original=original.id, runs=80, share=0.9, words="as the wire has it")


A = make_report(
    "12 people were killed in the market of Homs, the Observatory said.", outlet="Wire", published="2025-03-06"
)
B = make_report("The Observatory says that the shelling left 12 dead.", outlet="Daily")
C = make_report("Homs market: 12 people were killed in the market of Homs, a monitor said.", outlet="Post")


def test_one_source_in_two_outlets_is_one_origin() -> None:
    found = run(
        [make_claim(A, source="the Observatory"), make_claim(B, source="The Observatory", via=("Wire",))], [A, B]
    )
    assert len(found) == 1
    assert found[0].outlets == ("Wire", "Daily")
    assert found[0].independent is True
    assert (
        set(found[0].chains) == {("the Observatory", "Wire"), ("the Observatory", "Wire", "Daily")}
        or len(found[0].chains) == 2
    )


BODY = Source(printed=None, name="Syrian Observatory for Human Rights", cue=None, kind=SourceKind.MONITOR, id="sohr")


def test_a_body_speaks_with_one_voice_whoever_speaks_for_it() -> None:
    told = [
        make_claim(A, source=make_source("Rami Abdulrahman, director of the Observatory", id="sohr")),
        make_claim(B, source=make_source("Syrian Observatory for Human Rights", id="sohr")),
        make_claim(C, source=make_source("the director of the monitor", id="sohr")),
    ]
    found = run(told, [A, B, C], bodies={"sohr": BODY})
    assert [o.name for o in found] == ["Syrian Observatory for Human Rights"]
    assert len(run(told, [A, B, C])) == 3  # what it guards against: by their names alone they are three


def test_bodies_under_one_roof_speak_each_for_itself() -> None:
    told = [
        make_claim(A, source=make_source("UN refugee team (United Nations)", id="un")),
        make_claim(B, source=make_source("UN rights team (United Nations)", id="un")),
    ]
    assert len(run(told, [A, B], bodies={})) == 2


def test_unnamed_sources_of_two_outlets_are_neither_one_nor_independent() -> None:
    found = run(
        [make_claim(A, source="activists", kind="unnamed"), make_claim(B, source="activists", kind="unnamed")], [A, B]
    )
    assert [o.independent for o in found] == [None, None]


def test_unnamed_sources_through_one_agency_are_one_origin() -> None:
    found = run(
        [
            make_claim(A, source="monitors", kind="unnamed", via=("AFP",)),
            make_claim(B, source="monitors", kind="unnamed", via=("AFP",)),
        ],
        [A, B],
    )
    assert len(found) == 1
    assert found[0].independent is None


def test_a_headline_is_no_second_witness_beside_the_source_that_the_body_names() -> None:
    report = make_report("12 dead in Homs\nShelling killed at least 12 people in Homs, the Observatory said.")
    headline = make_claim(report, words="12 dead in Homs")
    body = make_claim(
        report,
        high=None,
        words="Shelling killed at least 12 people in Homs, the Observatory said.",
        source="the Observatory",
    )
    assert [o.name for o in run([headline, body], [report])] == ["the Observatory"]


def test_an_unnamed_monitor_is_named_by_the_same_report() -> None:
    report = make_report("A monitor said 12 people were killed. The Observatory put the toll at 12.")
    unnamed = make_claim(report, words="A monitor said 12 people were killed.", source="a monitor", kind="unnamed")
    named = make_claim(report, words="The Observatory put the toll at 12.", source="the Observatory")
    assert len(run([unnamed, named], [report])) == 1


def test_an_unnamed_monitor_is_named_by_the_report_that_is_copied() -> None:
    claims = [
        make_claim(A, source="the Observatory"),
        make_claim(
            C, words="12 people were killed in the market of Homs, a monitor said.", source="a monitor", kind="unnamed"
        ),
    ]
    assert len(run(claims, [A, C])) == 2
    assert len(run(claims, [A, C], (copy(C, A),))) == 1


def test_a_copy_in_the_outlets_own_voice_is_the_originals_word() -> None:
    again = make_report("Updated. Shells killed 15 people in the market of Homs at noon.", outlet="Daily")
    first = make_report("Shells killed 12 people in the market of Homs at noon.", outlet="Wire", published="2025-03-06")
    claims = [
        make_claim(first),
        make_claim(again, low=15, words="Shells killed 15 people in the market of Homs at noon."),
    ]
    assert len(run(claims, [first, again])) == 2
    assert [o.name for o in run(claims, [first, again], (copy(again, first),))] == ["Wire"]


def test_a_count_that_only_an_agency_carries_is_the_agencys() -> None:
    found = run([make_claim(A, via=("AFP",)), make_claim(B, via=("AFP",))], [A, B])
    assert [(o.name, o.outlets) for o in found] == [("AFP", ("Wire", "Daily"))]


def test_what_the_books_know_of_an_outlet_tells_its_kind_and_party() -> None:
    known = {
        "Wire": make_source("State Agency", "party", party="government"),
        "State Agency": make_source("State Agency", "party", party="government"),
    }
    found = run([make_claim(A), make_claim(B, source="State Agency", kind="outlet")], [A, B], known=known)
    assert [(o.name, o.kind.value, o.party) for o in found] == [("State Agency", "party", "government")]


def test_two_reports_without_an_outlet_are_two_origins() -> None:
    rows = [make_report(f"12 people were killed in Homs. {n}", outlet=None) for n in range(2)]
    assert len(run([make_claim(r) for r in rows], rows)) == 2


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_origins_partition_the_claims_whatever_the_order(data: st.DataObject) -> None:
    reports = [
        make_report(f"Report {n}: 12 people were killed.", outlet=f"Outlet {n % 2}", published=f"2025-03-0{n + 1}")
        for n in range(4)
    ]
    claims = []
    for n in range(data.draw(st.integers(1, 8))):
        source = data.draw(
            st.sampled_from([None, ("the Observatory", "monitor"), ("activists", "unnamed"), ("army", "party")])
        )
        claims.append(
            make_claim(
                data.draw(st.sampled_from(reports)),
                at=n,
                count_words=str(n),
                low=data.draw(st.integers(1, 3)),
                source=make_source(*source) if source else None,
                via=data.draw(st.sampled_from([(), ("AFP",)])),
            )
        )
    copies = tuple(copy(b, a) for a, b in pairwise(reports) if data.draw(st.booleans()))
    found = run(claims, reports, copies)
    assert sorted(c for o in found for c in o.claims) == sorted({c.id for c in claims})
    assert len({o.id for o in found}) == len(found)
    assert run(random.Random(1).sample(claims, len(claims)), reports[::-1], copies[::-1]) == found


def test_a_headline_is_no_second_witness_of_what_the_source_below_it_counts() -> None:
    report = make_report("14 dead in raids on the market. Three died in the bakery, the Observatory said.",
                         outlet="Daily", title="14 dead in raids on the market")
    head = make_claim(report, low=14, words="14 dead in raids on the market")
    part = make_claim(report, low=3, words="Three died in the bakery, the Observatory said.", count_words="Three",
                      source="the Observatory")
    [origin] = run([head, part], [report])
    assert origin.name == "the Observatory"
    assert set(origin.claims) == {head.id, part.id}


def test_a_count_in_the_text_that_nobody_is_named_for_stays_the_outlets_own() -> None:
    report = make_report("Raids on the market. 14 died there. Three died in the bakery, the Observatory said.",
                         outlet="Daily", title="Raids on the market")
    told = make_claim(report, low=14, words="14 died there.")
    part = make_claim(report, low=3, words="Three died in the bakery, the Observatory said.", count_words="Three",
                      source="the Observatory")
    assert {origin.name for origin in run([told, part], [report])} == {"Daily", "the Observatory"}
