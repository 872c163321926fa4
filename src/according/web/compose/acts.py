"""What else reports say than counts: measures, movements, control, attacks, statements, trends.

In: acts and their reports. Out: ``ActRow`` records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from according.phrasing import place_name, source_text, when_text
from according.records import Act, Party, Report
from according.web.links import address_of
from according.web.parts import ActRow
from according.words import ActKind, ActStage, Scope

_ORDER = tuple(ActKind)


def act_rows(acts: Iterable[Act], *, reports: Mapping[str, Report]) -> tuple[ActRow, ...]:
    """Return acts as a table tells them: by kind, then by day; acts of reports that are not given are left out."""
    known = [act for act in acts if act.report in reports]
    known.sort(key=lambda act: (_ORDER.index(act.kind), act.when.start or "9999", act.report, act.words.start))
    return tuple(_row(act, reports[act.report]) for act in known)


def _row(act: Act, report: Report) -> ActRow:
    stage = "" if act.stage is ActStage.DONE else f", {act.stage.value}"
    return ActRow(
        kind=act.kind.value, form=f"{act.form.value}{stage}", help=act.form.meaning, who=" → ".join(_parties(act)),
        when="; ".join(_times(act)), where=place_name(act.place) if act.place else "",
        source=source_text(act.source, act.via), status=act.status.value if act.scope is Scope.INCIDENT else
        f"{act.status.value}, {act.scope.value}", evidence=" ".join(act.evidence.text.split()),
        outlet=report.outlet or "outlet not known", published=report.published or "date not known",
        href=address_of("reports", report.id))


def _parties(act: Act) -> Iterator[str]:
    for party in (act.actor, act.target):
        if party is not None:
            yield _name(party)


def _name(party: Party) -> str:
    return party.name or (party.printed.text if party.printed else "somebody")


def _times(act: Act) -> Iterator[str]:
    if act.when.start is not None:
        yield when_text(act.when)
    if act.until is not None:
        yield f"until {when_text(act.until)}"
