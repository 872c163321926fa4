"""One request: what goes out, what comes back, what is refused."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Iterator

import pytest

from according.errors import Forbidden, TooLarge, Unreached
from according.fetch.ask import Answer, ask
from according.settings import Settings


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.sent.append(dict(self.headers.items()))  # type: ignore[attr-defined]
        status, headers, body = self.server.answers[self.path]  # type: ignore[attr-defined]
        if status == 0:
            time.sleep(1.0)
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        serving.daemon_threads = True
        serving.sent, serving.answers = [], {  # type: ignore[attr-defined]
            "/a": (200, {"ETag": '"1"', "Content-Type": "text/html; charset=koi8-r"}, b"text"),
            "/same": (304, {}, b""),
            "/moved": (301, {"Location": "../b?c"}, b"not looked at"),
            "/astray": (301, {"Location": "http://["}, b""),
            "/missing": (404, {}, b"not looked at"),
            "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * 5_000_000)),
            "/torn": (200, {"Content-Length": "100"}, b"half"),
            "/mute": (0, {}, b""),
        }
        threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield serving
        serving.shutdown()


def get(server: http.server.ThreadingHTTPServer, path: str, *, seconds: float = 20.0, **more: object) -> Answer:
    settings = Settings(allow_hosts=("desk.example",), fetch_seconds=seconds, max_bytes=100_000)
    return ask(f"http://desk.example:{server.server_address[1]}{path}", settings=settings,
               resolve=lambda host, port: ["127.0.0.1"], **more)


def test_an_answer_comes_whole(server):
    answer = get(server, "/a")
    assert (answer.status, answer.body, answer.encoding, answer.header("etag")) == (200, b"text", "koi8-r", '"1"')
    assert answer.leads_to() is None
    assert not {"If-None-Match", "If-Modified-Since"} & set(server.sent[0])


def test_conditions_go_out_as_they_came(server):
    answer = get(server, "/same", etag='W/"1"', modified="Thu, 06 Mar 2025 10:00:00 GMT")
    assert (answer.status, answer.body) == (304, b"")
    assert server.sent[0]["If-None-Match"] == 'W/"1"'
    assert server.sent[0]["If-Modified-Since"] == "Thu, 06 Mar 2025 10:00:00 GMT"


def test_a_redirect_is_told_and_not_followed(server):
    answer = get(server, "/moved")
    assert (answer.status, answer.body) == (301, b"")
    assert answer.leads_to() == f"http://desk.example:{server.server_address[1]}/b?c"
    assert len(server.sent) == 1
    assert get(server, "/astray").leads_to() is None


def test_no_other_answer_is_an_error(server):
    assert (get(server, "/missing").status, get(server, "/missing").body) == (404, b"")


@pytest.mark.parametrize("path", ["/torn", "/mute"])
def test_no_whole_answer_may_be_one_later(server, path):
    with pytest.raises(Unreached):
        get(server, path, seconds=0.4 if path == "/mute" else 20.0)


def test_a_bound_is_a_bound(server):
    with pytest.raises(TooLarge, match="over 100,000 bytes"):
        get(server, "/bomb")
    with pytest.raises(TooLarge, match="over 3 bytes"):
        get(server, "/a", most=3)


def test_the_gate_is_the_same(server):
    with pytest.raises(Forbidden):
        ask(f"http://127.0.0.1:{server.server_address[1]}/a", settings=Settings())
    with pytest.raises(Forbidden):
        ask("file:///etc/hostname", settings=Settings())
    assert server.sent == []


def test_a_name_without_an_address_may_have_one_later():
    def none(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(Unreached, match="cannot be resolved"):
        ask("http://desk.example/a", settings=Settings(), resolve=none)
