"""Settings: environment to one frozen record, read once at a door.

In: a mapping of environment variables. Out: ``Settings``. Every variable starts with ``ACCORDING_``;
docs/settings.md is written from the comments here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from according.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Secret:
    """A word that is handed on and never shown: printing it, or what holds it, shows nothing."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a door hands to the pipeline."""

    reader: str = "trained"  # ACCORDING_READER: what reads where --reader does not say: trained, patterns
    ledger: str | None = None  # ACCORDING_LEDGER: path or address of the ledger; None: the user's data folder
    archive: str | None = None  # ACCORDING_ARCHIVE: folder for pages as they came; off: none; None: beside the ledger
    users: str | None = None  # ACCORDING_USERS: file of name:role:hash for the workbench and for `according judge`
    max_bytes: int = 5_000_000  # ACCORDING_MAX_BYTES: bytes of one document, decompressed
    max_source_bytes: int = 20_000_000_000  # ACCORDING_MAX_SOURCE_BYTES: bytes of one file of many reports
    max_tag_bytes: int = 65_536  # ACCORDING_MAX_TAG_BYTES: characters of one HTML tag, data: addresses cut away
    max_attributes: int = 1_000  # ACCORDING_MAX_ATTRIBUTES: attributes of one HTML tag
    max_depth: int = 1_000  # ACCORDING_MAX_DEPTH: nesting of HTML tags
    max_seconds: float = 8.0  # ACCORDING_MAX_SECONDS: wall clock of one document in the worker
    max_memory: int = 480_000_000  # ACCORDING_MAX_MEMORY: bytes of address space of the worker beyond its start
    allow_hosts: tuple[str, ...] = ()  # ACCORDING_ALLOW_HOSTS: private hosts that may be fetched, by comma
    max_upload_bytes: int = 50_000_000  # ACCORDING_MAX_UPLOAD_BYTES: bytes of one upload to the workbench
    fetch_seconds: float = 20.0  # ACCORDING_FETCH_SECONDS: wall clock of one fetch
    watch_pause: float = 2.0  # ACCORDING_WATCH_PAUSE: least seconds between two requests of a watch to one host
    user_agent: str = "according (conflict data; reads single reports)"  # ACCORDING_USER_AGENT
    llm_url: str | None = None  # ACCORDING_LLM_URL: where --reader llm asks: the address before /chat/completions
    llm_key: Secret | None = None  # ACCORDING_LLM_KEY: its key; sent there and nowhere else, never printed or stored
    llm_model: str | None = None  # ACCORDING_LLM_MODEL: the model, as the endpoint calls it
    llm_seconds: float = 120.0  # ACCORDING_LLM_SECONDS: wall clock of one answer
    llm_calls: int = 1_000  # ACCORDING_LLM_CALLS: calls in one run
    llm_tokens: int = 5_000_000  # ACCORDING_LLM_TOKENS: tokens in one run, questions and answers
    llm_cache: str | None = None  # ACCORDING_LLM_CACHE: folder of answers; off: none; None: the user's cache folder
    llm_cache_bytes: int = 200_000_000  # ACCORDING_LLM_CACHE_BYTES: bytes of that folder


_NUMBERS = {
    "max_bytes": int,
    "max_source_bytes": int,
    "max_tag_bytes": int,
    "max_attributes": int,
    "max_depth": int,
    "max_memory": int,
    "max_upload_bytes": int,
    "max_seconds": float,
    "fetch_seconds": float,
    "watch_pause": float,
    "llm_seconds": float,
    "llm_calls": int,
    "llm_tokens": int,
    "llm_cache_bytes": int,
}


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that the environment gives; what it does not name keeps its default.

    Raises:
        BadRequest: a value is no number where one is wanted, or not above zero.
    """
    values: dict[str, object] = {}
    for name in ("ledger", "archive", "users", "reader", "user_agent", "llm_url", "llm_model", "llm_cache"):
        if text := environ.get(f"ACCORDING_{name.upper()}"):
            values[name] = text
    if key := environ.get("ACCORDING_LLM_KEY"):
        values["llm_key"] = Secret(key)
    if hosts := environ.get("ACCORDING_ALLOW_HOSTS"):
        values["allow_hosts"] = tuple(h.strip().lower() for h in hosts.split(",") if h.strip())
    for name, convert in _NUMBERS.items():
        variable = f"ACCORDING_{name.upper()}"
        if (text := environ.get(variable)) is None:
            continue
        try:
            number = convert(text)
        except ValueError:
            raise BadRequest(f"{variable}={text!r} is no number") from None
        if number <= 0:
            raise BadRequest(f"{variable}={text!r} must be above zero")
        values[name] = number
    return Settings(**values)  # type: ignore[arg-type]  # names and types come from the table above


def default_ledger(data_folder: Path) -> Path:
    """Return where the ledger lies when nobody says otherwise."""
    return data_folder / "ledger.sqlite"
