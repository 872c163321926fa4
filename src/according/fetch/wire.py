"""The wire: one request over a connection that is pinned to checked addresses and to one deadline.

In: a ``Hop`` of the gate. Out: a client of httpx2 that can reach nothing else.

Example::

    with pinned_client(hop, settings) as client, client.stream("GET", hop.url) as answer:
        ...
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

from according.errors import BadInput, TooLarge
from according.fetch.gate import Hop
from according.settings import Settings


def pinned_client(hop: Hop, settings: Settings) -> Any:
    """Return a client (httpx2) for one request: no redirects, no proxies, no netrc, nothing from the environment."""
    import httpcore2  # imported here: see fetch
    import httpx2

    backend = cast("Any", _Pinned(hop))  # has the methods; its base class would have to be imported at the top
    pool = httpcore2.ConnectionPool(ssl_context=_tls(), network_backend=backend)
    headers = {"User-Agent": settings.user_agent, "Accept": "text/html, application/xhtml+xml, */*;q=0.5",
               "Accept-Encoding": "gzip", "Connection": "close"}
    transport = cast("Any", _Transport(pool))  # the same
    return httpx2.Client(transport=transport, trust_env=False, follow_redirects=False, headers=headers,
                         timeout=settings.fetch_seconds)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Return what checks certificates, read from the disk once: it takes longer than many a fetch."""
    return ssl.create_default_context()


def whole_body(answer: Any, asked: str, most: int) -> bytes:
    """Return the body of an answer that is being streamed, unpacked.

    Raises:
        TooLarge: it is over ``most`` bytes; what came after them was never held.
        BadInput: it is packed in a way that was not asked for.
    """
    coding = answer.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("gzip", "x-gzip", "identity", ""):
        raise BadInput(f"{asked}: the server sent it as {coding[:40]!r}, which was not asked for; "
                       "save the page and give its path")
    content = bytearray()
    # httpx2 unpacks in pieces of a megabyte at most, so a bomb is stopped at the bound and not behind it.
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > most:
            raise TooLarge(f"{asked}: over {most:,} bytes; if it is an archive, download it and give its "
                           "path; if it is one report, raise ACCORDING_MAX_BYTES")
    return bytes(content)


class _Transport:
    """Carries the client's requests over a pool of connections that we pinned."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    def __enter__(self) -> _Transport:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._pool.close()

    def handle_request(self, request: Any) -> Any:
        import httpcore2  # imported here: see fetch
        import httpx2

        url = httpcore2.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port,
                            target=request.url.raw_path)
        try:
            answer = self._pool.handle_request(httpcore2.Request(
                method=request.method, url=url, headers=request.headers.raw, content=request.stream,
                extensions=request.extensions))
        except httpcore2.TimeoutException as error:
            raise httpx2.TimeoutException(str(error)) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise httpx2.NetworkError(str(error)) from error
        return httpx2.Response(status_code=answer.status, headers=answer.headers, content=_pieces(answer),
                               extensions=answer.extensions)


def _pieces(answer: Any) -> Iterator[bytes]:
    import httpcore2  # imported here: see fetch
    import httpx2

    try:
        yield from answer.stream
    except httpcore2.TimeoutException as error:
        raise httpx2.TimeoutException(str(error)) from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise httpx2.NetworkError(str(error)) from error
    finally:
        answer.close()


class _Pinned:
    """Connects to the addresses that were checked, whatever the name means by now, and only for its own hop."""

    def __init__(self, hop: Hop) -> None:
        self._hop = hop

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
                    socket_options: Any = None) -> _Timed:
        import httpcore2  # imported here: see fetch

        last: Exception = httpcore2.ConnectError("no address")
        for address in self._hop.addresses:
            try:
                stream = httpcore2.SyncBackend().connect_tcp(address, self._hop.port, timeout=_left(self._hop.until))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
                continue
            return _Timed(stream, self._hop.until)
        raise last

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Timed:
    """A connection with one deadline for all of it: a server that sends a byte a second must not hold us long."""

    def __init__(self, stream: Any, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return bytes(self._stream.read(max_bytes, timeout=_left(self._until)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=_left(self._until))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
                  timeout: float | None = None) -> _Timed:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, timeout=_left(self._until)), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(until: float) -> float:
    import httpcore2  # imported here: see fetch

    left = until - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for a fetch is over")
    return left


