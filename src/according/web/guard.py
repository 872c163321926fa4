"""What stands before every route: whose request it is, what he may, and headers that keep a page from being turned.

In: an ASGI application, ``Access`` and bounds. Out: the application behind its guard. A request that changes anything
must come from a page of ours (``Sec-Fetch-Site`` or ``Origin``; docs/decisions/0022), a request to a loopback
address must name it (a page elsewhere cannot have its own name resolve to this machine), and nothing larger than its
bound is read.

Which role a request needs is told by its path and method in ``needed``, so that a route that is added is guarded
before anybody thinks of it: what is not GET or HEAD needs a reviewer, adding needs an owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from according.web.access import Access, Role, Sessions, User

COOKIE = "according_session"
OPEN_PATHS = ("/sign-in", "/static/")  # shown to whoever asks
_SAFE = ("GET", "HEAD")
_OWNERS = ("/add",)
_FORM_BYTES = 1_000_000  # of a request that is no upload
_POLICY = ("default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
           "frame-ancestors 'none'")
_HEADERS = (
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the guard allows."""

    hosts: tuple[str, ...] = ()  # names that a request may give beside loopback ones; empty: any, where people sign in
    loopback: bool = True  # the server can only be reached from this machine
    read_only: bool = False
    upload_bytes: int = 50_000_000


def needed(method: str, path: str) -> Role:
    """Return the role that a request needs."""
    if path.startswith(_OWNERS):
        return Role.OWNER
    if method in _SAFE or path == "/sign-out":
        return Role.READER
    return Role.REVIEWER


class Guard:
    """The guard as ASGI middleware; ``scope["user"]`` holds the ``User`` behind it."""

    def __init__(self, app: ASGIApp, *, access: Access, sessions: Sessions, bounds: Bounds) -> None:
        self._app, self._access, self._sessions, self._bounds = app, access, sessions, bounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sender = _with_headers(send, secret=self._access.asks)
        scope["user"] = user = self._user(headers)
        refusal = self._refuse(scope, headers, user)
        if refusal is not None:
            await refusal(scope, receive, sender)
            return
        limit = self._bounds.upload_bytes if scope["path"].startswith(_OWNERS) else _FORM_BYTES
        counted = _Counted(receive, limit)
        try:
            await self._app(scope, counted.receive, sender)
        except _TooMuch:
            await _plain(413, f"this is larger than the {limit:,} bytes that are taken at once")(scope, receive, sender)

    def _user(self, headers: Headers) -> User | None:
        if self._access.asks:
            return self._sessions.user(cookie_parser(headers.get("cookie", "")).get(COOKIE))
        return User(name="", role=Role.READER if self._bounds.read_only else Role.OWNER)

    def _refuse(self, scope: Scope, headers: Headers, user: User | None) -> Response | None:
        method, path = scope["method"], scope["path"]
        if not self._knows(headers.get("host", "")):
            return _plain(400, "this address is not served under that name")
        if method not in _SAFE and not _ours(headers):
            return _plain(403, "a request that changes something must come from a page of this workbench")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._bounds.upload_bytes:
            return _plain(413, f"this is larger than the {self._bounds.upload_bytes:,} bytes that are taken at once")
        if path.startswith(OPEN_PATHS):
            return None
        if user is None:
            if method in _SAFE and "text/html" in headers.get("accept", ""):
                return RedirectResponse(f"/sign-in?to={quote(_target(scope), safe='')}", 303)
            return _plain(401, "sign in first")
        if self._bounds.read_only and needed(method, path) > Role.READER:
            return _plain(403, "this workbench only shows: it was started with --read-only")
        if user.role < needed(method, path):
            return _plain(403, f"{user.name} is a {user.role.name.lower()}: this needs a "
                               f"{needed(method, path).name.lower()}")
        return None

    def _knows(self, host: str) -> bool:
        """Say whether a Host header names this server; only where people sign in may it be any name."""
        name = urlsplit(f"//{host}").hostname or ""
        if name == "localhost" or _is_loopback(name) or name in self._bounds.hosts:
            return True
        return self._access.asks and not self._bounds.loopback and not self._bounds.hosts


def is_loopback(address: str) -> bool:
    """Say whether an address to listen on can only be reached from this machine."""
    return address == "localhost" or _is_loopback(address)


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _ours(headers: Headers) -> bool:
    """Say whether a browser says that a page of ours sends this; who says nothing is no browser, and is refused too."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host")


def _target(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    path: str = scope["path"]
    return path + (f"?{query}" if query else "")


def _plain(status: int, message: str) -> Response:
    return PlainTextResponse(message + "\n", status)


def _with_headers(send: Send, *, secret: bool) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS:
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store" if secret else "no-cache")
        await send(message)
    return sender


class _TooMuch(Exception):
    """More bytes came than are taken."""


class _Counted:
    """The body of a request, counted as it comes: a length that was not told is bounded as well."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._left = receive, limit

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _TooMuch
        return message
