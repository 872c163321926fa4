"""Tables as files: the bytes that the command's export of the same query writes.

In: the name of a form, an ending, what the ledger holds of it. Out: an answer that a browser keeps as a file.
"""

from __future__ import annotations

import io

from starlette.responses import Response

from according.documents import document
from according.errors import BadRequest
from according.export import form_of, render
from according.gather import gather
from according.web.state import Bench

PATIENCE = 60.0  # seconds that a table waits for decisions to be joined in
_TYPES = {
    ".csv": "text/csv; charset=utf-8", ".jsonl": "application/x-ndjson", ".geojson": "application/geo+json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
}


def table(bench: Bench, what: str, form: str, *, name: str, profile: str | None = None,
          names: frozenset[str] | None = None, report: str | None = None) -> Response:
    """Return a table as a file: what ``according export WHAT --to NAME.FORM`` writes.

    Raises:
        BadRequest: it has no such form.
    """
    ending = f".{form}"
    wanted = form_of(what, ending if ending in _TYPES else "")
    bench.settler.wait(PATIENCE)
    holdings = gather(bench.ledger, profile=profile or wanted.profile, names=names, report=report)
    stream = io.BytesIO()
    render(what, holdings, stream, ending=ending)
    return as_file(stream.getvalue(), _TYPES[ending], f"{name}{ending}")


def json_file(record: object, name: str) -> Response:
    """Return a record as a JSON document: what the command prints with ``--json``."""
    return as_file(document(record), "application/json", f"{name}.json")


def as_file(data: bytes, kind: str, name: str) -> Response:
    """Return bytes as a file with a name of ours."""
    safe = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in name)
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{safe}"'})


def no_form(form: str, choices: str) -> BadRequest:
    """Return the error of a form that a page does not have."""
    return BadRequest(f"there is no form {form!r}: choose {choices}")
