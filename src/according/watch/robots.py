"""robots.txt: what a place lets us fetch, and how slowly (RFC 9309).

In: what was answered when it was asked for. Out: rules, or the reason why there are none for now.

Example: ``Rules("User-agent: *\\nDisallow: /x", "according").allows("https://example.org/x/1") == False``
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from according.errors import BadInput
from according.fetch.ask import Answer
from according.watch.outcome import AGAIN

MOST = 512_000  # bytes; RFC 9309 wants 500 KiB to be read
_NAME = "according"  # by which rules are looked up where the agent's own name is none


class Rules:
    """The rules of one place for one agent."""

    def __init__(self, text: str, agent: str) -> None:
        from protego import Protego  # imported here: only a watch pays

        self._agent = agent
        self._rules: Any = Protego.parse(text)

    def allows(self, address: str) -> bool:
        """Say whether an address may be fetched."""
        return bool(self._rules.can_fetch(address, self._agent))

    def delay(self) -> float:
        """Return the seconds that it wants between two requests; 0 where it does not say."""
        delay = self._rules.crawl_delay(self._agent) or 0.0
        rate = self._rules.request_rate(self._agent)
        return max(float(delay), rate.seconds / rate.requests if rate is not None and rate.requests else 0.0)


def agent_name(user_agent: str) -> str:
    """Return the name by which rules are looked up: the first word of what we call ourselves."""
    name = user_agent.split("/")[0].split()
    return name[0].lower() if name else _NAME


def place_of(address: str) -> str:
    """Return the place whose robots.txt speaks for an address: scheme, host and port."""
    parts = urlsplit(address)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def robots_address(place: str) -> str:
    """Return where a place has its rules."""
    return f"{place}/robots.txt"


def text_of(answer: Answer) -> str:
    """Return the text of the rules; empty, so that all is allowed, where a place has none.

    Raises:
        BadInput: there is no telling now: it answers with an error of its own, or asks to come later.
    """
    if answer.status == 200:
        return answer.body.decode("utf-8", "replace")
    if answer.status in AGAIN or answer.status >= 500:
        raise BadInput(f"answers with {answer.status}")
    return ""
