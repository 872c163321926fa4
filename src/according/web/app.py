"""The application: routes behind the guard, errors as pages or as JSON.

In: settings and how to serve. Out: an ASGI application.

Example: ``uvicorn.run(create_app(settings, Serving(ledger="ledger.sqlite")), host="127.0.0.1", port=8321)``
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from according.errors import AccordingError, BadInput, BadRequest, LedgerError, Overtaken
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.settings import Settings
from according.web.compose.frame import make_frame
from according.web.guard import Bounds, Guard, is_loopback
from according.web.pages import Trouble
from according.web.rendering import render
from according.web.routes import ROUTERS
from according.web.state import Bench, Serving, bench_of, user_of

_STATIC = Path(__file__).parent / "static"
_STATUS = {BadRequest: 404, BadInput: 422, Overtaken: 409, LedgerError: 503}


def create_app(settings: Settings, serving: Serving, *, ledger: Ledger | None = None,
               clock: Callable[[], float] = time.time) -> FastAPI:
    """Return the workbench over a ledger.

    Args:
        settings: the bounds for documents and fetching.
        serving: where the ledger is, who may come in.
        ledger: opened already; None: opened here, read-only where ``serving`` says so.
        clock: seconds, for the ends of sessions.

    Raises:
        LedgerError: the ledger cannot be opened.
        BadRequest: it would listen on an address that others reach without asking who they are.
    """
    check_serving(serving)
    opened = ledger or open_ledger(serving.ledger, read_only=serving.read_only)
    bench = Bench(settings, serving, opened, clock=clock)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        bench.start()
        yield
        bench.close()

    bounds = Bounds(hosts=serving.hosts, loopback=is_loopback(serving.host), read_only=serving.read_only,
                    upload_bytes=settings.max_upload_bytes)
    app = FastAPI(
        title="According", version="1", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        description="The records of a ledger: who said what about harm to people, as docs/records.md tells them.",
        lifespan=lifespan,
        middleware=[Middleware(Guard, access=serving.access, sessions=bench.sessions, bounds=bounds)])
    app.state.bench = bench
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_exception_handler(AccordingError, _refused)
    app.add_exception_handler(HTTPException, _refused)
    return app


def check_serving(serving: Serving) -> None:
    """Raise BadRequest where others would reach the workbench without being asked who they are."""
    if not is_loopback(serving.host) and not serving.access.asks:
        raise BadRequest(f"{serving.host} can be reached from other machines: add --password-file or --users, "
                         "or leave out --host to serve this machine alone")


def _refused(request: Request, error: Exception) -> Response:
    """Answer an error with its line: as a page to a browser, as JSON to others."""
    if isinstance(error, HTTPException):
        status, message = error.status_code, str(error.detail)
        message = "there is no such page" if status == 404 and message == "Not Found" else message
    else:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
        message = " ".join(str(error).split())
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": message}, status)
    frame = make_frame(bench_of(request), user_of(request), title=message)
    return render(Trouble(frame=frame, status=status, message=message), status)
