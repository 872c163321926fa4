"""Fetching, against servers on this machine only; names resolve by a function that the tests hand in."""

from __future__ import annotations

import gzip
import http.server
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import pytest

from according.errors import BadInput, Forbidden, TooLarge
from according.fetch import fetch
from according.fetch.gate import is_public
from according.records import Page
from according.settings import Settings

NOW = datetime(2025, 3, 7, 8, 0, tzinfo=UTC)
PAGE = b"<html><body><p>Two died.</p></body></html>"
Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Server(http.server.ThreadingHTTPServer):
    """Answers by path; remembers what it was asked, so that a test can say that it was not."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.answers: dict[str, Answer] = {}

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers.items()))
        self.server.answers[self.path](self)

    def log_message(self, *args: object) -> None:
        pass


def body(content: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


def get(url: str, *, allow: tuple[str, ...] = ("desk.example",), seconds: float = 10.0,
        resolve: Callable[[str, int], Sequence[str]] = lambda host, port: ["127.0.0.1"]) -> Page:
    settings = Settings(allow_hosts=allow, fetch_seconds=seconds, max_bytes=100_000)
    return fetch(url, settings=settings, now=lambda: NOW, resolve=resolve)


# --- what comes back -------------------------------------------------------------------------


def test_a_page_comes_with_its_address_its_encoding_and_its_hour(server: Server) -> None:
    server.answers["/a"] = body(PAGE, Content_Type="text/html; charset=windows-1251")
    page = get(f"http://desk.example:{server.port}/a")
    assert (page.kind, page.content, page.encoding) == ("raw", PAGE, "windows-1251")
    assert (page.captured, page.hints.url) == ("2025-03-07T08:00:00Z", f"http://desk.example:{server.port}/a")


def test_what_is_sent(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.answers["/a"] = body(PAGE)
    get(f"http://desk.example:{server.port}/a")
    (sent,) = server.headers
    assert sent["Host"] == f"desk.example:{server.port}"  # the name, though the connection went to a number
    assert sent["User-Agent"].startswith("according")
    assert sent["Accept-Encoding"] == "gzip"
    assert not {"Cookie", "Authorization", "Referer"} & set(sent)


def test_gzip_is_undone(server: Server) -> None:
    server.answers["/a"] = body(gzip.compress(PAGE), Content_Encoding="gzip")
    assert get(f"http://desk.example:{server.port}/a").content == PAGE


def test_redirects_are_followed_to_their_end(server: Server) -> None:
    server.answers["/a"] = body(b"", 301, Location="/b")
    server.answers["/b"] = body(b"", 307, Location=f"http://desk.example:{server.port}/c")
    server.answers["/c"] = body(PAGE)
    page = get(f"http://desk.example:{server.port}/a")
    assert page.hints.url == f"http://desk.example:{server.port}/c"
    assert page.origin == f"http://desk.example:{server.port}/a"


@pytest.mark.parametrize("status", [204, 304, 403, 404, 500])
def test_anything_but_a_page_is_told(server: Server, status: int) -> None:
    server.answers["/a"] = body(b"", status)
    with pytest.raises(BadInput, match=rf"/a: the server answered {status} .*save the page"):
        get(f"http://desk.example:{server.port}/a")


def test_the_next_address_of_a_name_is_tried(server: Server) -> None:
    server.answers["/a"] = body(PAGE)
    page = get(f"http://desk.example:{server.port}/a", resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert page.content == PAGE


# --- bounds ----------------------------------------------------------------------------------


def test_a_long_answer_is_cut_off(server: Server) -> None:
    server.answers["/a"] = body(b"a" * 200_000)
    with pytest.raises(TooLarge, match="over 100,000 bytes"):
        get(f"http://desk.example:{server.port}/a")


def test_a_bomb_is_stopped_at_the_bound(server: Server) -> None:
    server.answers["/a"] = body(gzip.compress(b"a" * 300_000_000, 1), Content_Encoding="gzip")
    begin = time.monotonic()
    with pytest.raises(TooLarge, match="over 100,000 bytes"):
        get(f"http://desk.example:{server.port}/a")
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip"])
def test_codings_that_were_not_asked_for_are_refused(server: Server, coding: str) -> None:
    server.answers["/a"] = body(b"\0" * 100, Content_Encoding=coding)
    with pytest.raises(BadInput, match="not asked for"):
        get(f"http://desk.example:{server.port}/a")


def test_broken_gzip_is_told(server: Server) -> None:
    server.answers["/a"] = body(b"\x1f\x8b\x08 not gzip", Content_Encoding="gzip")
    with pytest.raises(BadInput, match="cannot be fetched"):
        get(f"http://desk.example:{server.port}/a")


def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(50):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.1)


def drip_head(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(50):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.1)


@pytest.mark.parametrize("answer", [drip, drip_head, lambda handler: time.sleep(3)])
def test_a_slow_server_holds_nobody(server: Server, answer: Answer) -> None:
    server.answers["/a"] = answer
    begin = time.monotonic()
    with pytest.raises(TooLarge, match=r"no whole answer within 0\.7 s"):
        get(f"http://desk.example:{server.port}/a", seconds=0.7)
    assert time.monotonic() - begin < 2.5


def test_a_slow_resolver_holds_nobody() -> None:
    def slow(host: str, port: int) -> Sequence[str]:
        time.sleep(3)
        return ["127.0.0.1"]

    begin = time.monotonic()
    with pytest.raises(TooLarge, match="not resolved within"):
        get("http://desk.example/", seconds=0.5, resolve=slow)
    assert time.monotonic() - begin < 2


def test_redirects_end(server: Server) -> None:
    server.answers["/a"] = body(b"", 302, Location="/a")
    with pytest.raises(BadInput, match="redirects more than 5 times"):
        get(f"http://desk.example:{server.port}/a")
    assert len(server.asked) == 6


def nonsense(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"this is no HTTP\r\n\r\n")


def hang_up(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")


def endless_head(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(20_000):
        handler.wfile.write(b"X-%d: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n" % n)


@pytest.mark.parametrize("answer", [nonsense, hang_up, endless_head])
def test_a_server_that_speaks_badly_is_told(server: Server, answer: Answer) -> None:
    server.answers["/a"] = answer
    with pytest.raises(BadInput, match=r"/a: cannot be fetched \(.*\); try again later") as caught:
        get(f"http://desk.example:{server.port}/a")
    assert "\n" not in str(caught.value)


def test_nobody_is_there() -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        with pytest.raises(BadInput, match="cannot be fetched"):
            get(f"http://desk.example:{unheard.getsockname()[1]}/")


def test_a_name_without_address() -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    with pytest.raises(BadInput, match=r"desk\.example cannot be resolved"):
        get("http://desk.example/", resolve=unknown)
    with pytest.raises(BadInput, match="has no address"):
        get("http://desk.example/", resolve=lambda host, port: [])


# --- the gate --------------------------------------------------------------------------------

# Spellings of addresses that lead into this machine or a private network; none may be connected to.
SPELLINGS = [
    "127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7F.0.0.0x1", "017700000001",
    "0177.0.0.1", "0", "0.0.0.0", "0x0", "localhost", "LOCALHOST", "%6c%6fcalhost",
    "10.0.0.1", "10.1", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1", "0xc0a80001", "3232235521",
    "169.254.169.254", "2852039166", "0xa9fea9fe", "100.64.0.1", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:c0a8:1::1]",
    "[2001:0:7f00:1::]", "[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[2001:db8::1]", "[2001:2::1]", "[2001:10::1]",
    "[3fff::1]", "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[ff0e::1]",
    "[100::1]", "[5f00::1]",
]


def this_machines_resolver(host: str, port: int) -> Sequence[str]:
    """What the system's resolver makes of a number in any spelling, without asking the network for a name."""
    if host.rstrip(".") == "localhost":
        return ["127.0.0.1", "::1"]
    found = socket.getaddrinfo(host.rstrip("."), port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(entry[4][0]) for entry in found]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_private_addresses_are_refused(spelling: str, scheme: str) -> None:
    with pytest.raises(BadInput) as caught:  # Forbidden; or no address at all where the spelling means nothing
        get(f"{scheme}://{spelling}/", allow=(), resolve=this_machines_resolver)
    assert isinstance(caught.value, Forbidden) or "cannot be resolved" in str(caught.value) \
        or "no address" in str(caught.value)


def test_no_spelling_reaches_a_server_of_this_machine(server: Server) -> None:
    server.answers["/"] = body(PAGE)
    for spelling in SPELLINGS:
        with pytest.raises(BadInput):
            get(f"http://{spelling}:{server.port}/", allow=(), resolve=this_machines_resolver)
        with pytest.raises(BadInput):  # nor where the port is allowed for another name
            get(f"http://{spelling}:{server.port}/", allow=("desk.example",), resolve=this_machines_resolver)
    assert server.asked == []


@pytest.mark.parametrize("address", SPELLINGS)
def test_a_name_that_leads_to_a_private_address_is_refused(address: str) -> None:
    number = address.strip("[]")
    with pytest.raises(Forbidden, match=r"(?s)innocent\.example is at .*no address of the public internet"):
        get("http://innocent.example/", allow=(), resolve=lambda host, port: [number])


def test_one_private_address_among_public_ones_is_enough() -> None:
    with pytest.raises(Forbidden, match=r"10\.0\.0\.1"):
        get("http://innocent.example/", allow=(), resolve=lambda host, port: ["93.184.215.14", "10.0.0.1"])


@pytest.mark.parametrize("target", [
    "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1/", "http://[::1]/", "http://2130706433/",
    "//10.0.0.1/",
    "http://desk.example:22/", "file:///etc/passwd", "gopher://10.0.0.1/", "ftp://desk.example/", "javascript:alert(1)",
    "http://user:word@desk.example/",
])
def test_a_redirect_goes_through_the_same_gate(server: Server, target: str) -> None:
    # The name is allowed on its port; where it points is not.
    server.answers["/a"] = body(b"", 302, Location=target)

    def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"] if host == "desk.example" else this_machines_resolver(host, port)

    with pytest.raises(BadInput):
        get(f"http://desk.example:{server.port}/a", resolve=resolve)
    assert server.asked == ["/a"]


def test_a_name_that_changes_its_mind_is_resolved_once(server: Server) -> None:
    # Rebinding: public at the check, private at the connection. The connection goes to what was checked.
    server.answers["/a"] = body(PAGE)
    answers = iter([["192.0.2.0"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    with pytest.raises(BadInput):
        get(f"http://desk.example:{server.port}/a", seconds=0.5, resolve=resolve)
    assert asked == ["desk.example"]
    assert server.asked == []


def test_an_allowed_host_allows_no_other(server: Server) -> None:
    server.answers["/a"] = body(PAGE)
    with pytest.raises(Forbidden, match="only 80 and 443"):
        get(f"http://other.example:{server.port}/a")
    assert get(f"http://DESK.example.:{server.port}/a").content == PAGE
    assert server.asked == ["/a"]


@pytest.mark.parametrize("url", [
    "file:///etc/passwd", "ftp://desk.example/", "gopher://desk.example/", "data:text/html,x", "desk.example", "http://",
    "http:///a", "http://[::1", "http://desk.example:99999/", "http://desk.example:22/", "http://a:b@desk.example/",
    "http://127.0.0.1\\@desk.example/", "http://desk.example@127.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://127.0.0.1#@desk.example/",
    "http://127.0.0.1?@desk.example/", "http://desk.example\r\nHost: x/", "http://desk.example/\0",
    "http://" + "a" * 5_000 + "/",
])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(BadInput) as caught:
        get(url, allow=(), resolve=this_machines_resolver)
    assert "\n" not in str(caught.value)


PUBLIC = ["93.184.215.14", "1.1.1.1", "8.8.8.8", "192.0.1.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
          "2a00:1450:4001:80b::200e"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_let_through(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_the_name_and_not_the_number_is_asked_of_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    # The certificate is checked against the name that was asked for, though the connection goes to a number.
    import httpcore2

    seen: list[object] = []

    class Stream:
        def start_tls(self, context: object, server_hostname: str | None = None,
                      timeout: float | None = None) -> object:
            seen.append((server_hostname, context.check_hostname))  # type: ignore[attr-defined]  # an SSLContext
            raise httpcore2.ConnectError("enough")

        def close(self) -> None:
            pass

    def connect(self: object, host: str, port: int, **options: object) -> Stream:
        seen.append((host, port))
        return Stream()

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    with pytest.raises(BadInput, match="enough"):
        get("https://desk.example/", allow=(), resolve=lambda host, port: ["93.184.215.14"])
    assert seen == [("93.184.215.14", 443), ("desk.example", True)]
