"""GDELT's files of a quarter of an hour, taken as pointers: which reports tell of violence. No more is used.

In: ``lastupdate.txt`` (three lines of size, MD5 and address), or a zip with one table of events: 61 columns, tabs
between, no heading. Out: the address of the table of events; the addresses of the reports behind its events of the
roots 18 (assault), 19 (fight) and 20 (mass violence).

Example: ``last_update(b"1 0123456789abcdef0123456789abcdef http://h/x.export.CSV.zip")``
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from according.errors import BadInput, TooLarge
from according.settings import Settings

LAST_UPDATE = "http://data.gdeltproject.org/gdeltv2/lastupdate.txt"
_LINE = re.compile(r"\d{1,12} ([0-9a-f]{32}) (https?://\S{1,500})")
_COLUMNS, _ROOT, _SOURCE = 61, 28, 60
_VIOLENT = ("18", "19", "20")
_MOST_TIMES = 10  # the table may be so many times longer than one report


def is_last_update(content: bytes) -> bool:
    """Say whether this is GDELT's word on its newest files."""
    return _LINE.match(content[:600].decode("latin-1").lstrip()) is not None


def last_update(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the address of the newest table of events, with its MD5 as the mark of its version."""
    for line in content[:10_000].decode("latin-1").splitlines():
        if (match := _LINE.match(line.strip())) and match[2].lower().endswith(".export.csv.zip"):
            yield match[2], match[1]


def reports_of(content: bytes, *, origin: str, settings: Settings) -> list[str]:
    """Return the addresses of reports on violence in a table of events, each once, in the table's order.

    Raises:
        BadInput: it is damaged, or no table of events.
        TooLarge: it passes a bound.
    """
    rows = [line.split("\t") for line in _table(content, origin, settings).split("\n") if line]
    if not rows or any(len(row) != _COLUMNS for row in rows):
        raise BadInput(f"{origin}: no table of GDELT's events: those have {_COLUMNS} columns")
    found = dict.fromkeys(row[_SOURCE].strip() for row in rows if row[_ROOT] in _VIOLENT)
    return [at for at in found if at.lower().startswith(("http://", "https://")) and at.isprintable()]


def _table(content: bytes, origin: str, settings: Settings) -> str:
    most = _MOST_TIMES * settings.max_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if len(names) != 1:
                raise BadInput(f"{origin}: a zip of {len(names)} files; GDELT's have one")
            with packed.open(names[0]) as stream:  # read in pieces: what its directory says of its size is no bound
                table = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise BadInput(f"{origin}: a damaged zip") from None
    if len(table) > most:
        raise TooLarge(f"{origin}: unpacks to over {most:,} bytes; raise ACCORDING_MAX_BYTES if it is meant")
    return table.decode("utf-8", "replace")
