"""Adding reports: files, pasted text, an address; how far it has come; what was new.

In: a form with files. Out: a job's page, which loads itself anew until all is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from according.errors import BadRequest
from according.records import Hints
from according.sift import read_day
from according.web.adding import ENDINGS, Handed
from according.web.compose.adding import make_add, make_job
from according.web.compose.frame import make_frame
from according.web.links import address_of
from according.web.rendering import render
from according.web.state import bench_of, user_of

router = APIRouter(include_in_schema=False)
_FILES = 200  # of one form


@router.get("/add")
def show(request: Request) -> Response:
    """Show the form."""
    bench = bench_of(request)
    frame = make_frame(bench, user_of(request), title="Add reports", here="add")
    return render(make_add(frame, most=bench.settings.max_upload_bytes, endings=ENDINGS))


@router.post("/add")
async def add(request: Request) -> Response:
    """Take what is handed over and lead on to its job."""
    bench = bench_of(request)
    most = bench.settings.max_upload_bytes
    async with request.form(max_files=_FILES, max_part_size=most) as form:
        things = [Handed(name=item.filename[:200], content=await item.read())
                  for item in form.getlist("files") if isinstance(item, UploadFile) and item.filename]
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    things += _written(fields)
    if not things:
        raise BadRequest("nothing was handed over: choose files, paste a text or give an address")
    hints = _hints(fields)
    job = await run_in_threadpool(bench.adding.hand_over, things, hints)
    return RedirectResponse(address_of("add", job.id), 303)


@router.get("/add/{name}")
def job(request: Request, name: str) -> Response:
    """Show how far a job has come."""
    bench = bench_of(request)
    found = bench.adding.job(name)
    if found is None:
        raise BadRequest("there is no such job any more; what was read of it is in the ledger")
    reports = [bench.ledger.report(report) for report in found.new] if found.state == "done" else []
    homes: set[str] = set()
    if found.state == "done":
        claims = [c.id for report in found.new for c in bench.ledger.reading(report).claims]
        homes = set(bench.ledger.homes(claims).values())
    frame = make_frame(bench, user_of(request), title="Adding reports", here="add")
    return render(make_job(frame, found, reports=reports,
                           incidents=[bench.ledger.incident(home) for home in sorted(homes)]))


def _written(fields: Mapping[str, str]) -> Iterator[Handed]:
    """Yield the text that was pasted, and the address that was given."""
    text, address = fields.get("text", ""), fields.get("address", "").strip()
    if text.strip():
        lines = text.replace("\r\n", "\n")  # forms send every line break as two characters
        yield Handed(name="pasted text", content=lines.encode("utf-8", "surrogatepass"))
    if address:
        if not address.startswith(("http://", "https://")):
            raise BadRequest(f"{address!r} is no address: it starts with https:// or http://")
        yield Handed(name=address, content=None, address=address)


def _hints(fields: Mapping[str, str]) -> Hints:
    """Return what the form says of the reports."""
    given = {name: fields.get(name, "").strip() or None for name in ("published", "outlet", "title")}
    if given["published"] is not None:
        read_day("published", given["published"])
    return Hints(published=given["published"], outlet=given["outlet"], title=given["title"])
