"""Whole records as the JSON documents that doors give: the command's ``--json`` and the workbench's, byte for byte.

In: what ``views`` and the ledger give. Out: plain dictionaries, and their bytes.

Example: ``document(incident_document(look(ledger, "i-7f3a")))`` is what ``according show i-7f3a --json`` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from according.export.lines import dump, plain
from according.records import Figure, Incident, Report
from according.views import View, explain

Document = dict[str, object]


def document(record: object) -> bytes:
    """Return a record as a JSON document."""
    return dump(record, indent=1) + b"\n"


def incidents_document(found: Iterable[tuple[Incident, Sequence[Figure]]]) -> list[Document]:
    """Return incidents, each with its figures."""
    return [{"incident": plain(incident), "figures": plain(list(figures))} for incident, figures in found]


def incident_document(view: View, *, why: bool = False) -> Document:
    """Return one incident with all that is shown of it; ``why``: also what set each end of each figure."""
    grounds = {"why": plain(list(explain(view)))} if why else {}
    return {
        "incident": plain(view.incident), "profile": view.profile, "as_of": view.as_of, "grade": plain(view.grade),
        "figures": plain(list(view.figures)), "origins": plain(list(view.origins)), "history": plain(view.history),
        "chain": plain(view.chain), "silent": plain(list(view.silent)), "matrix": plain(view.matrix),
        "acts": plain(list(view.acts)), "judgements": plain(list(view.judgements)),
        "claims": plain(list(view.claims.values())), "changes": plain(list(view.changes)), **grounds,
        "reports": [report_head(report) for report in view.reports.values()],
    }


def report_head(report: Report) -> Document:
    """Return a report without its text."""
    whole = plain(report)
    assert isinstance(whole, dict)
    return {key: value for key, value in whole.items() if key != "text"}
