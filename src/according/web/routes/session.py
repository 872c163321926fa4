"""Signing in and out.

In: a name and a password. Out: a session, by a cookie that no script can read.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from according.charts import stylesheet
from according.web.access import SESSION_HOURS, check_password
from according.web.compose.frame import make_frame
from according.web.guard import COOKIE
from according.web.pages import SignIn
from according.web.rendering import render
from according.web.state import bench_of, user_of

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def show(request: Request, to: str = "/") -> Response:
    """Show the door."""
    if not bench_of(request).serving.access.asks:
        return RedirectResponse("/", 303)
    return _door(request, to=to)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Begin a session, or show the door again."""
    bench = bench_of(request)
    async with request.form() as form:
        name, password = str(form.get("name") or "owner").strip(), str(form.get("password") or "")
        to = str(form.get("to") or "/")
    where = request.client.host if request.client else ""
    keys = (f"from {where}", f"name {name.casefold()}")
    if (wait := bench.brake.wait(*keys)) > 0:
        return _door(request, to=to, wait=wait, status=429)
    user = await run_in_threadpool(check_password, bench.serving.access, name, password[:1000])
    if user is None:
        bench.brake.failed(*keys)
        return _door(request, to=to, failed=True, wait=bench.brake.wait(*keys), status=403)
    bench.brake.passed(*keys)
    answer = RedirectResponse(_inside(to), 303)
    answer.set_cookie(COOKIE, bench.sessions.begin(user), max_age=int(SESSION_HOURS * 3600), httponly=True,
                      samesite="lax", secure=request.url.scheme == "https", path="/")
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session."""
    bench_of(request).sessions.end(request.cookies.get(COOKIE))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/static/charts.css")
def charts_css() -> Response:
    """The colours of the charts, in light and dark."""
    return Response(stylesheet(), media_type="text/css")


def _inside(to: str) -> str:
    """Return where to go on to: a page of this workbench and no other."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) and "\n" not in to else "/"


def _door(request: Request, *, to: str, failed: bool = False, wait: int = 0, status: int = 200) -> Response:
    bench = bench_of(request)
    named = set(bench.serving.access.users) != {"owner"}
    frame = make_frame(bench, user_of(request), title="Sign in", here="")
    return render(SignIn(frame=frame, to=_inside(to), failed=failed, wait=wait, named=named), status)
