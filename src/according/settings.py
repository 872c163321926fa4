"""Settings: environment to one frozen record, read once at a door.

In: a mapping of environment variables. Out: ``Settings``. Every variable starts with ``ACCORDING_``;
docs/settings.md is written from the comments here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from according.errors import BadRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a door hands to the pipeline."""

    reader: str = "patterns"  # ACCORDING_READER: what reads where --reader does not say: trained, patterns
    ledger: str | None = None  # ACCORDING_LEDGER: path or address of the ledger; None: the user's data folder
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
    user_agent: str = "according (conflict data; reads single reports)"  # ACCORDING_USER_AGENT


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
}


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that the environment gives; what it does not name keeps its default.

    Raises:
        BadRequest: a value is no number where one is wanted, or not above zero.
    """
    values: dict[str, object] = {}
    for name in ("ledger", "reader", "user_agent"):
        if text := environ.get(f"ACCORDING_{name.upper()}"):
            values[name] = text
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
