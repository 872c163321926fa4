"""The gate: which addresses may be fetched from.

In: an address as asked for. Out: a ``Hop``: the host, and the numeric addresses that were checked and may be
connected to.

Example::

    is_public(ipaddress.ip_address("64:ff9b::7f00:1")) == False  # leads to 127.0.0.1, though Python calls it global
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from according.errors import BadInput, Forbidden, TooLarge
from according.settings import Settings

Resolve = Callable[[str, int], Sequence[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
_MOST_ADDRESS = 4_096  # characters
# IPv6 addresses of the internet all lie in one block; what else there is (loopback, link-local, unique local,
# multicast, mapped and translated IPv4) lies outside it. Inside it, these carry an IPv4 address in them or lead
# nowhere.
_INTERNET = ipaddress.IPv6Network("2000::/3")
_NOT_INTERNET = tuple(ipaddress.ip_network(net) for net in (
    "2001::/23",  # Teredo, ORCHID, benchmarking and other special purposes
    "2001:db8::/32", "3fff::/20",  # documentation
    "2002::/16",  # 6to4: an IPv4 address in disguise
    "192.0.0.0/24", "192.88.99.0/24",  # protocol assignments, 6to4 relays
))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One request: where it goes, by name and by checked address, and until when."""

    url: Any  # httpx2.URL
    host: str
    port: int
    addresses: tuple[str, ...]
    until: float


def is_public(address: Address) -> bool:
    """Say whether an address is one of the public internet.

    Python's ``is_global`` alone is not enough: it is true for 64:ff9b::7f00:1 and 2002:7f00:1::, which both lead to
    127.0.0.1, and for multicast.
    """
    if any(address in net for net in _NOT_INTERNET if net.version == address.version):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        return address in _INTERNET and address.is_global and not address.is_multicast
    return address.is_global and not address.is_multicast and not address.is_reserved



def parsed(url: str, asked: str) -> Any:
    """Return the address taken apart.

    Raises:
        Forbidden: it is none of the web, or carries a password.
        BadInput: it is no address.
    """
    import httpx2  # imported here: see fetch

    if len(url) > _MOST_ADDRESS:
        raise BadInput(f"{asked[:100]}...: an address of over {_MOST_ADDRESS:,} characters")
    if not asked.isprintable():
        raise BadInput(f"{asked!a}: an address with a line break or other control character in it; check it")
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError) as error:
        raise BadInput(f"{asked}: no address ({error}); check it") from None
    if parsed.scheme not in _PORTS:
        raise Forbidden(f"{asked}: only http and https addresses are fetched, not {parsed.scheme or 'paths'}:")
    if not parsed.host:
        raise BadInput(f"{asked}: an address without a host; check it")
    if parsed.userinfo:
        raise Forbidden(f"{asked}: an address with a name or password in it is not fetched; leave it out")
    return parsed


def checked(at: Any, asked: str, until: float, settings: Settings, resolve: Resolve) -> Hop:
    """Return the hop to an address, resolved once and every one of its numeric addresses checked.

    Args:
        at: the address taken apart.
        asked: the address that a person gave, for messages; ``at`` may be where it redirected to.
        until: when the time is over, on the monotonic clock.
        settings: the hosts that are allowed though private.
        resolve: host and port to numeric addresses.

    Raises:
        Forbidden: one of them is no address of the public internet, or the port is none of the web.
        BadInput: the host has none.
        TooLarge: resolving took too long.
    """
    host = at.raw_host.decode("ascii").lower()  # as it goes on the wire: internationalised names encoded
    port = at.port or _PORTS[at.scheme]
    allowed = host.rstrip(".") in settings.allow_hosts
    said = "" if str(at) == asked else f" (redirected to {host})"
    if port not in _PORTS.values() and not allowed:
        raise Forbidden(f"{asked}: port {port}{said}: only 80 and 443 are fetched from; "
                        f"if it is meant, ACCORDING_ALLOW_HOSTS={host} allows it")
    found = resolved(host, port, asked, until, resolve)
    addresses: list[str] = []
    for text in found:
        address = _address(text)
        if not allowed and (address is None or not is_public(address)):
            raise Forbidden(f"{asked}: {host} is at {text}{said}, which is no address of the public internet; "
                            f"if it is meant, ACCORDING_ALLOW_HOSTS={host} allows it")
        addresses.append(text)
    if not addresses:
        raise BadInput(f"{asked}: {host} has no address; check its spelling and the connection")
    return Hop(url=at, host=host, port=port, addresses=tuple(addresses), until=until)


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None


def resolved(host: str, port: int, asked: str, until: float, resolve: Resolve) -> Sequence[str]:
    """Return the numeric addresses of a host, within a time.

    Raises:
        BadInput: the host has none.
        TooLarge: resolving took too long.
    """
    # The system's resolver knows no deadline, so it is asked in a thread that may be left behind.
    answer: list[Sequence[str] | OSError | UnicodeError] = []

    def ask() -> None:
        try:
            answer.append(resolve(host.strip("[]"), port))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.0, until - time.monotonic()))
    if not answer:
        raise TooLarge(f"{asked}: {host} is not resolved within the time for a fetch; check the connection")
    if isinstance(answer[0], (OSError, UnicodeError)):
        raise BadInput(f"{asked}: {host} cannot be resolved; check its spelling and the connection")
    return answer[0]


def system_resolve(host: str, port: int) -> Sequence[str]:
    """Return the numeric addresses of a host as the system's resolver gives them, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


