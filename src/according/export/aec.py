"""UCDP-AEC: one JSON object an incident, as evaluations of event coders against UCDP's codings read it.

In: ``Holdings``. Out: objects with the fields of that evaluation (formats.md 1); what is not known is an empty text.

Example: ``next(aec_lines(holdings))["deaths_low"] == 13``
"""

from __future__ import annotations

from collections.abc import Iterator

from according.export.event import events
from according.export.forms import Form, Row
from according.export.ged import ged_row, left_out, refusal
from according.holdings import Holdings

_FIELDS = {  # field of AEC -> column of GED; texts
    "side_a_name": "side_a", "side_b_name": "side_b", "start_date": "date_start", "end_date": "date_end",
    "location_root_name": "country", "location_adm1_name": "adm_1", "location_adm2_name": "adm_2",
    "location_where_name": "where_coordinates",
}
_DEATHS = {"deaths_side_a": "deaths_a", "deaths_side_b": "deaths_b", "deaths_civilian": "deaths_civilians",
           "deaths_unknown": "deaths_unknown", "deaths_low": "low", "deaths_high": "high"}


def aec_lines(holdings: Holdings) -> Iterator[Row]:
    """Yield one object an incident that GED can take."""
    for event in events(holdings):
        if refusal(event) is None:
            row = ged_row(event)
            yield {"id": row["id"], **{name: row[column] or "" for name, column in _FIELDS.items()},
                   **{name: row[column] for name, column in _DEATHS.items()}}


FORM = Form(about="UCDP-AEC: the same incidents as JSON, to compare coders with UCDP", endings=(".jsonl",),
            lines=aec_lines, left_out=left_out)
