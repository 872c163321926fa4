"""Readings, incidents and settles for tests of the ledger: small, distinct, made from a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from according import identity
from according.ledger.base import Ledger
from according.records import Aside, Bound, Claim, Figure, Incident, Origin, Phrase, Reading, Refusal, Repeat
from according.words import Harm, SourceKind, VictimsClass
from claim_factory import HOMS, make_claim, make_report

READER = "patterns 1"


def make_reading(number: int, *, claims: int = 3, reader: str = READER, outlet: str = "Wire",
                 published: str | None = "2025-03-07", title: str | None = None) -> Reading:
    """Make a reading of report ``number``: so many claims, one refusal, one repeat."""
    text = f"Report {number}. " + " ".join(f"Shells killed {low} people in Homs." for low in range(1, claims + 1))
    report = make_report(text, outlet=outlet, published=published, title=title)
    day = f"2025-03-{number % 28 + 1:02d}"
    made = tuple(make_claim(report, low=low, words=f"Shells killed {low} people in Homs.", source="medics",
                            reader=reader, day=day) for low in range(1, claims + 1))
    words = Phrase(text=str(number), start=7, end=7 + len(str(number)))
    refusal = Refusal(words=words, sentence=Phrase(text=text, start=0, end=len(text)), reason="section number")
    repeat = Repeat(kept=(0, 1), again=(2, 3))
    return Reading(report=report, reader=reader, claims=made, refusals=(refusal,), repeats=(repeat,),
                   acts=())


def make_incident(claims: Iterable[Claim | str], name: str = "") -> Incident:
    given = tuple(claims)
    ids = tuple(sorted(c if isinstance(c, str) else c.id for c in given))
    first = next((c for c in given if isinstance(c, Claim)), None)
    when = first.when if first else make_claim().when
    return Incident(name=name, key=identity.incident_key(ids), claims=ids,
                    reports=tuple(sorted({c.report for c in given if isinstance(c, Claim)})), place=HOMS, when=when,
                    means=None, links=(), pending=())


def make_figure(incident: Incident, *, best: int = 3) -> Figure:
    def bound(value: int) -> Bound:
        return Bound(value=value, claims=incident.claims[:1], rule="for a test")

    return Figure(incident=incident.name, harm=Harm.KILLED, klass=VictimsClass.CIVILIAN, side=None, profile="ucdp",
                  low=bound(1), best=bound(best), high=bound(9), high_open=True, origins=1, origins_unknown=0,
                  marks=("single",), aside=(Aside(claim=incident.claims[-1], reason="superseded"),))


def make_origin(incident: Incident) -> Origin:
    return Origin(id=identity.origin_id(incident.name, "medics"), name="medics", kind=SourceKind.MONITOR, party=None,
                  independent=True, claims=incident.claims, reports=incident.reports, outlets=("Wire",))


def join_by_day(claims: Iterable[Claim]) -> list[Incident]:
    """Join as a settle would, in the simplest way there is: one incident a day."""
    days: dict[str | None, list[Claim]] = {}
    for claim in claims:
        days.setdefault(claim.when.start, []).append(claim)
    return [make_incident(group) for group in days.values()]


def settle(ledger: Ledger, groups: Sequence[Incident] | None = None) -> tuple[Incident, ...]:
    """Settle a ledger as the pipeline does, with incidents given or joined by day."""
    upto = ledger.head().count
    named = ledger.name_incidents(join_by_day(ledger.claims()) if groups is None else groups)
    ledger.replace_derived(named, [make_figure(i) for i in named], [make_origin(i) for i in named], upto=upto)
    return named


def renamed(reading: Reading, claim: int, **fields: object) -> Reading:
    """Return a reading with fields of one claim changed."""
    claims = list(reading.claims)
    claims[claim] = replace(claims[claim], **fields)
    return replace(reading, claims=tuple(claims))
