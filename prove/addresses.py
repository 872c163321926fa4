"""Spellings of private addresses, redirects to them and names that change: a canary on this machine hears nothing.

The canary is a server on a loopback port; each spelling is tried over http and https, as an address, as what a name
leads to, as the target of a redirect, and as the second answer of a name whose first was public. No name is resolved
but by functions of the proof.

Example: ``python -m prove --only addresses``
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from unittest import mock

from according.errors import BadInput
from according.fetch import gate
from prove.frame import Outcome, Proof, Scale
from test_fetch import PAGE, SPELLINGS, Server, body, get, this_machines_resolver

_PUBLIC = "192.0.2.0"  # leads nowhere: an address of documentation, let through by no gate either
Try = tuple[str, Callable[[], object]]


def run(scale: Scale) -> Outcome:
    """Try everything."""
    tried, let_through, heard = _all(scale)
    said = f"{len(SPELLINGS)} spellings, {tried} tries, {heard} connections to the canary, {let_through} let through"
    return Outcome(tried=tried, bad=heard + let_through, said=said)


def control(scale: Scale) -> Outcome:
    """The same with a gate that takes addresses of this machine for public; no other network is asked anything."""
    with (mock.patch.object(gate, "is_public", lambda address: address.is_loopback),
          mock.patch.object(gate, "_PORTS", _AnyPort())):
        tried, let_through, heard = _all(scale)
    return Outcome(tried=tried, bad=heard + let_through, said=f"{heard} connections to the canary in {tried} tries")


class _AnyPort(dict[str, int]):
    """The schemes, with every port."""

    def __init__(self) -> None:
        super().__init__(http=80, https=443)

    def values(self) -> range:  # type: ignore[override]  # asked only whether a port is among them
        return range(65_536)


def _all(scale: Scale) -> tuple[int, int, int]:
    tried = let_through = 0
    with _canary() as server:
        spellings = SPELLINGS if scale.whole else SPELLINGS[::3]
        for spelling in spellings:
            for call in _tries(spelling, server):
                tried += 1
                before = len([path for path in server.asked if path != "/redirect"])
                try:
                    call()
                except BadInput:
                    continue
                except Exception:  # a control's gate lets through what a later step cannot connect to
                    pass
                let_through += len([path for path in server.asked if path != "/redirect"]) == before
        heard = len([path for path in server.asked if path != "/redirect"])
    return tried, let_through, heard


def _tries(spelling: str, server: Server) -> Iterator[Callable[[], object]]:
    port, number = server.port, spelling.strip("[]")

    def redirected() -> object:
        server.answers["/redirect"] = body(b"", 302, Location=f"http://{spelling}:{port}/")

        def resolve(host: str, at: int) -> Sequence[str]:
            return ["127.0.0.1"] if host == "desk.example" else this_machines_resolver(host, at)

        return get(f"http://desk.example:{port}/redirect", resolve=resolve, seconds=1)

    def changing() -> object:
        answers = iter([[_PUBLIC, number], [number]])
        return get(f"http://innocent.example:{port}/", allow=(), seconds=1, resolve=lambda host, at: next(answers))

    for scheme in ("http", "https"):
        yield lambda scheme=scheme: get(f"{scheme}://{spelling}:{port}/", allow=(), seconds=1,
                                        resolve=this_machines_resolver)
    yield lambda: get(f"http://{spelling}/", allow=(), seconds=1, resolve=this_machines_resolver)
    yield lambda: get(f"http://innocent.example:{port}/", allow=(), seconds=1, resolve=lambda host, at: [number])
    yield lambda: get("http://innocent.example/", allow=(), seconds=1, resolve=lambda host, at: [number])
    yield redirected
    yield changing


@contextmanager
def _canary() -> Iterator[Server]:
    with Server() as server:
        server.answers["/"] = body(PAGE)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        time.sleep(0.05)  # a connection on its way is heard
        server.shutdown()
        thread.join()


PROOF = Proof(
    key="addresses",
    title="Private addresses in every spelling",
    does="A server on this machine listens while addresses of it and of every private network are fetched: in decimal, "
         "octal, hexadecimal, mapped and translated spellings, over both schemes, behind names, behind redirects and "
         "behind names whose answer changes.",
    passes="0 connections to the canary; every try refused",
    guard="the check that an address is of the public internet",
    run=run, control=control, seconds=30,
)
