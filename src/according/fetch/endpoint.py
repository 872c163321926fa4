"""One endpoint that speaks the OpenAI protocol: a question goes out, the text of an answer comes back.

In: the bytes of a request for ``/chat/completions``. Out: the text of the first choice.

Example: ``open_endpoint(settings).ask(request)``

Where it may go: https anywhere that the person at the machine named, http to this machine alone. The name is resolved
once and the connection pinned, redirects are not followed, nothing is taken from the environment of the process but
the settings. How long, how often and how much are bounded; the key is in one header and nowhere else.
"""

from __future__ import annotations

import ipaddress
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from according.errors import AccordingError, BadReader, ReaderFailed
from according.fetch.gate import Hop, Resolve, parsed, resolved, system_resolve
from according.fetch.kept_answers import KeptAnswers, open_kept_answers
from according.fetch.wire import pinned_client
from according.settings import Settings

_MOST = 2_000_000  # bytes of one answer, unpacked: some hundred times what the claims of a report take
_TRIES = 3
_PAUSE = 1.0  # seconds before the second try, twice as long before each that follows
_LONGEST_PAUSE = 20.0  # also where the server asks for more
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_NEVER = (401, 403, 404, 405)  # the next report would fare no better
_LETTERS_A_TOKEN = 4  # where a server does not say what it used


@dataclass(slots=True)
class Spent:
    """What a run has used."""

    calls: int = 0
    tokens: int = 0


class Endpoint:
    """Asks within a budget; what was answered before, and was of use, is not asked again."""

    def __init__(
        self, settings: Settings, kept: KeptAnswers, *,
        resolve: Resolve = system_resolve, sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings, self._kept, self._resolve, self._sleep = settings, kept, resolve, sleep
        self._base = (settings.llm_url or "").rstrip("/")
        self.spent = Spent()

    def ask(self, request: bytes) -> str:
        """Return the text of the answer.

        Args:
            request: JSON as the protocol has it.

        Raises:
            ReaderFailed: there is no usable answer to this request; another may fare better.
            BadReader: the endpoint cannot be used at all.
        """
        known = self._kept.get(self._base, request)
        return known if known is not None else self._ask(request)

    def keep(self, request: bytes, answer: str) -> None:
        """Remember an answer that was of use."""
        self._kept.put(self._base, request, answer)

    def _ask(self, request: bytes) -> str:
        for attempt in range(1, _TRIES + 1):
            self._count(request)
            outcome = self._once(request)
            if not isinstance(outcome, _Failed):
                return self._text(outcome, request)
            if not outcome.again or attempt == _TRIES:
                tried = f" ({attempt} times tried)" if attempt > 1 else ""
                raise ReaderFailed(f"{self._base}: {outcome.reason}{tried}")
            self._sleep(min(_LONGEST_PAUSE, outcome.pause or _PAUSE * 2 ** (attempt - 1)))
        raise AssertionError("the last try returns or raises")

    def _count(self, request: bytes) -> None:
        """Take a call from the budget, before it is made."""
        spent, settings = self.spent, self._settings
        if spent.calls >= settings.llm_calls:
            raise ReaderFailed(f"the run has made its {settings.llm_calls:,} calls to the language model; "
                               "raise ACCORDING_LLM_CALLS, or run again: what was answered is kept")
        if spent.tokens + len(request) // _LETTERS_A_TOKEN > settings.llm_tokens:
            raise ReaderFailed(f"the run has used its {settings.llm_tokens:,} tokens of the language model; "
                               "raise ACCORDING_LLM_TOKENS, or run again: what was answered is kept")
        spent.calls += 1

    def _once(self, request: bytes) -> bytes | _Failed:
        import httpx2  # imported here: 0.2 s that only a call pays

        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._settings.llm_key is not None:
            headers["Authorization"] = f"Bearer {self._settings.llm_key.value}"
        hop = self._hop()
        try:
            with (
                pinned_client(hop, self._settings) as client,
                client.stream("POST", hop.url, content=request, headers=headers) as answer,
            ):
                return self._body(answer)
        except httpx2.TimeoutException:
            return _Failed(f"no whole answer within {self._settings.llm_seconds:g} s; try again later, or raise "
                           "ACCORDING_LLM_SECONDS")
        except (httpx2.HTTPError, OSError) as error:
            return _Failed(f"cannot be reached, or broke off ({type(error).__name__}); is the server running?",
                           again=True)

    def _body(self, answer: Any) -> bytes | _Failed:
        status = answer.status_code
        if 300 <= status < 400:
            raise BadReader(f"{self._base}: answers with a redirect, which is not followed with a key in hand; "
                            "give ACCORDING_LLM_URL as it is in the end")
        if status in _NEVER:
            raise BadReader(f"{self._base}: refuses with {status}; check ACCORDING_LLM_URL, ACCORDING_LLM_KEY and "
                            "ACCORDING_LLM_MODEL")
        if status in _AGAIN:
            return _Failed(f"answers with {status}", again=True, pause=_seconds(answer.headers.get("retry-after", "")))
        if status != 200:
            return _Failed(f"answers with {status}; it may know no such model, no JSON schema, or no text this long")
        content = bytearray()
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > _MOST:
                return _Failed(f"the answer is over {_MOST:,} bytes")
        return bytes(content)

    def _text(self, body: bytes, request: bytes) -> str:
        """Return the text of the first choice, its tokens counted."""
        try:
            answer = json.loads(body)
            choice = answer["choices"][0]
            text = choice["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            self.spent.tokens += (len(request) + len(body)) // _LETTERS_A_TOKEN
            raise ReaderFailed(f"{self._base}: the answer is none of the protocol") from None
        self.spent.tokens += max(_used(answer), (len(request) + len(body)) // _LETTERS_A_TOKEN)
        if choice.get("finish_reason") == "length":
            raise ReaderFailed(f"{self._base}: the answer was cut off before its end")
        if choice["message"].get("tool_calls"):
            raise ReaderFailed(f"{self._base}: the model wants to call a tool; it was given none")
        if not isinstance(text, str) or not text.strip():
            raise ReaderFailed(f"{self._base}: the model did not answer")
        key = self._settings.llm_key
        if key is not None and key.value in text:
            raise ReaderFailed(f"{self._base}: the answer repeats the key; it is not looked at")
        return text

    def _hop(self) -> Hop:
        """Return where the request goes, checked anew for each: http never leaves this machine."""
        until = time.monotonic() + self._settings.llm_seconds
        try:
            url = parsed(f"{self._base}/chat/completions", self._base)
            host = url.raw_host.decode("ascii").lower()
            port = url.port or {"http": 80, "https": 443}[url.scheme]
            addresses = resolved(host, port, self._base, until, self._resolve)
        except AccordingError as error:
            raise BadReader(f"ACCORDING_LLM_URL: {error}") from None
        if not addresses:
            raise BadReader(f"ACCORDING_LLM_URL: {host} has no address; check its spelling and the connection")
        if url.scheme == "http" and not all(_is_here(address) for address in addresses):
            raise BadReader(f"ACCORDING_LLM_URL: {self._base} would send reports and key in the clear; "
                            "http is for this machine alone, else use https")
        return Hop(url=url, host=host, port=port, addresses=tuple(addresses), until=until)


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why one try gave nothing, and whether another may."""

    reason: str
    again: bool = False
    pause: float = 0.0  # seconds that the server asked for


def open_endpoint(settings: Settings) -> Endpoint:
    """Return the endpoint that the settings name.

    Raises:
        BadReader: they name none, or a key or model that cannot be sent.
    """
    if not settings.llm_url or not settings.llm_model:
        raise BadReader("--reader llm sends sentences to a language model of your choice: set ACCORDING_LLM_URL and "
                        "ACCORDING_LLM_MODEL (docs/llm-reader.md says what is sent)")
    if "?" in settings.llm_url or "#" in settings.llm_url:
        raise BadReader("ACCORDING_LLM_URL: wants the address before /chat/completions alone, without ? and #")
    model, key = settings.llm_model, settings.llm_key
    if not (model.isprintable() and model.isascii()) or " " in model or len(model) > 100:
        raise BadReader("ACCORDING_LLM_MODEL: wants a name of at most 100 signs without spaces")
    if key is not None and (not key.value.isascii() or not key.value.isprintable() or " " in key.value):
        raise BadReader("ACCORDING_LLM_KEY: holds a space, a line break or a sign that no header can hold; set it anew")
    return Endpoint(settings, open_kept_answers(settings))


def _is_here(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _seconds(told: str) -> float:
    return float(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0.0


def _used(answer: dict[str, Any]) -> int:
    """Return the tokens that the server says it used; what it says may be anything."""
    usage = answer.get("usage")
    used = usage.get("total_tokens") if isinstance(usage, dict) else None
    return used if isinstance(used, int) and not isinstance(used, bool) and used > 0 else 0
