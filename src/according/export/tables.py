"""The ledger's own tables as forms: claims, incidents, links, reports, and all of them in one file.

In: ``Holdings``. Out: ``Form`` records for the table of forms.

Example: ``CLAIMS.sheets[0].columns["low"].kind is int``
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from according.export.forms import Form, Sheet
from according.export.geo import write_features
from according.export.lines import plain
from according.export.package import describe, metadata, write_zip
from according.export.parquet import write_parquet
from according.export.rows import (
    CLAIM_COLUMNS,
    FIGURE_COLUMNS,
    LINK_COLUMNS,
    REPORT_COLUMNS,
    claim_rows,
    figure_rows,
    link_rows,
    main_of,
    report_rows,
)
from according.holdings import Holdings

_TAGS = {
    "start": "#date+start", "end": "#date+end", "place": "#loc+name", "lat": "#geo+lat", "lon": "#geo+lon",
    "country": "#country+code", "adm1": "#adm1+name", "adm2": "#adm2+name", "means": "#event+type",
    "low": "#affected+min", "best": "#affected", "high": "#affected+max",
}
_CLAIMS = Sheet(name="claims", columns=CLAIM_COLUMNS, rows=claim_rows)
_INCIDENTS = Sheet(name="incidents", columns=FIGURE_COLUMNS, rows=figure_rows, tags=_TAGS)
_LINKS = Sheet(name="links", columns=LINK_COLUMNS, rows=link_rows)
_REPORTS = Sheet(name="reports", columns=REPORT_COLUMNS, rows=report_rows)
_FLAT = (".jsonl", ".csv", ".xlsx", ".parquet")


def _whole_reports(holdings: Holdings) -> Iterator[object]:
    """Yield the reports with their text, each with its main incident."""
    for report in holdings.reports.values():
        whole = plain(report)
        yield {**(whole if isinstance(whole, dict) else {}), **main_of(report, holdings)}


def _whole_incidents(holdings: Holdings) -> Iterator[object]:
    """Yield the incidents whole: each with its figures, its origins and its grade."""
    for incident in holdings.incidents:
        yield {
            "incident": plain(incident),
            "grade": plain(holdings.grades.get(incident.name)),
            "figures": plain(list(holdings.figures.get(incident.name, ()))),
            "origins": plain(list(holdings.origins.get(incident.name, ()))),
        }


def _three_tables(holdings: Holdings, stream: BinaryIO) -> int:
    """Write claims, incidents and links as Parquet into one archive, with a description of each column."""
    members: list[tuple[str, bytes]] = []
    rows = 0
    for sheet in PARQUET.sheets:
        table = io.BytesIO()
        rows += write_parquet(sheet.columns, sheet.rows(holdings), table, metadata=metadata(holdings))
        members.append((f"{sheet.name}.parquet", table.getvalue()))
    told = describe([(name, data, sheet.columns)
                     for (name, data), sheet in zip(members, PARQUET.sheets, strict=True)], PARQUET, holdings)
    write_zip([*members, ("datapackage.json", told)], stream)
    return rows


CLAIMS = Form(about="each claim with its sentence, source and status", endings=_FLAT, sheets=(_CLAIMS,),
              lines=lambda holdings: holdings.claims)
INCIDENTS = Form(about="each figure of each incident; as .jsonl incidents whole", endings=(*_FLAT, ".geojson"),
                 sheets=(_INCIDENTS,), lines=_whole_incidents, whole=write_features)
ACTS = Form(about="what else reports say, each act with its sentence and the claims that it is told with",
            endings=(".jsonl",), sheets=(), lines=lambda holdings: holdings.acts)
LINKS = Form(about="why claims are held to speak of one event", endings=_FLAT, sheets=(_LINKS,),
             lines=lambda holdings: (link for incident in holdings.incidents for link in incident.links))
REPORTS = Form(about="each report; as .jsonl with its text", endings=_FLAT, sheets=(_REPORTS,),
               lines=_whole_reports)
PARQUET = Form(about="claims, incidents and links as Parquet in one archive", endings=(".zip",),
               sheets=(_CLAIMS, _INCIDENTS, _LINKS), whole=_three_tables)
XLSX = Form(about="incidents, claims, links and reports as the sheets of one workbook", endings=(".xlsx",),
            sheets=(_INCIDENTS, _CLAIMS, _LINKS, _REPORTS))
