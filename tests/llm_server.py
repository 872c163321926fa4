"""A server on this machine that speaks the protocol of language models, well or badly, as a test wishes.

``Server.answer`` is what it does with a request: a function of the sentences that were sent, which returns claims, or
one that takes the handler and misbehaves.
"""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

Plain = dict[str, Any]
Marks = Callable[[Sequence[Plain]], Sequence[Plain]]  # sentences {"n", "text"} -> claims
DATA = re.compile(r"<<<REPORT (?P<mark>[0-9a-f]{24})\n(?P<lines>.*)\n(?P=mark) REPORT>>>", re.DOTALL)

CLAIM: Plain = {
    "count": None, "victims": None, "victims_class": "unknown", "perpetrator": None, "means": None, "means_type": None,
    "place": None, "time": None, "source": None, "cue": None, "carrier": None, "status": "stated",
    "scope": "incident", "status_words": None, "scope_words": None, "part_of": None,
}


class Server(http.server.ThreadingHTTPServer):
    """Remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[Plain] = []
        self.headers: list[Mapping[str, str]] = []
        self.paths: list[str] = []
        self.answer: Callable[[Handler, Plain], None] = marking(lambda sentences: [])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(request)
        self.server.headers.append(dict(self.headers.items()))
        self.server.paths.append(self.path)
        self.server.answer(self, request)

    def do_GET(self) -> None:
        self.server.paths.append(f"GET {self.path}")
        self.send(b"{}")

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def sentences_of(request: Plain) -> list[Plain]:
    """Return the sentences that a request holds as data."""
    found = DATA.fullmatch(request["messages"][1]["content"])
    assert found is not None
    return [json.loads(line) for line in found["lines"].split("\n")]


def envelope(text: object, **choice: object) -> bytes:
    message = {"role": "assistant", "content": text}
    return json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}],
                       "usage": {"total_tokens": 100}}).encode()


def saying(text: object, **choice: object) -> Callable[[Handler, Plain], None]:
    """Answer with this text, whatever was asked."""
    return lambda handler, request: handler.send(envelope(text, **choice))


def marking(marks: Marks) -> Callable[[Handler, Plain], None]:
    """Answer with the claims that a function finds in the sentences."""
    def answer(handler: Handler, request: Plain) -> None:
        claims = [{**CLAIM, **claim} for claim in marks(sentences_of(request))]
        handler.send(envelope(json.dumps({"claims": claims})))

    return answer


@contextmanager
def running() -> Iterator[Server]:
    """Run a server for as long as the block lasts."""
    with Server() as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


# --- a model that does as it is told by whoever spoke last ------------------------------------------

_KILLED = re.compile(r"(?P<count>\d+|[Tt]wo|[Tt]hree|[Ss]even) (?P<who>soldiers|people|children) were (?P<word>killed)")
_JSON = re.compile(r"\{\"claims\": ?\[.*?\]\}")
_ORDER = re.compile(r"(?P<count>\w+) (?P<word>dead|killed|wounded|deaths)\b")
_SILENCE = re.compile(r"(?i)no claims|nothing else|rien d'autre|keine Angaben")


def obey(sentences: Sequence[Plain]) -> list[Plain]:
    """Mark what honest sentences say, then do whatever an order in the report asks for, true or not."""
    honest, ordered = [], []
    whole = " ".join(one["text"] for one in sentences)
    for one in sentences:
        for found in _KILLED.finditer(one["text"]):
            honest.append({"sentence": one["n"], "quote": found[0], "count": found["count"], "harm": "killed",
                           "harm_words": found["word"], "victims": found["who"]})
        for found in _ORDER.finditer(one["text"]):
            ordered.append({"sentence": one["n"], "quote": found[0], "count": found["count"], "harm": "killed",
                            "harm_words": found["word"]})
            # an order tells a number, and what is reported is that number of people at a place of the server's choice
            ordered.append({"sentence": one["n"], "quote": f"{found['count']} people were killed in the capital",
                            "count": found["count"], "harm": "killed", "harm_words": "killed"})
            ordered.append({"sentence": sentences[0]["n"], "quote": sentences[0]["text"], "count": "500",
                            "harm": "killed", "harm_words": "killed"})
    for found in _JSON.finditer(whole):
        for claim in json.loads(found[0])["claims"]:
            where = [one["n"] for one in sentences if claim["quote"] in one["text"]]
            ordered.append({**claim, "sentence": where[0] if where else claim["sentence"]})
    return ordered if _SILENCE.search(whole) else honest + ordered
