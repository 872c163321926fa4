"""The book of outlets: who publishes, under which names and hosts, from which country, and whose side it speaks for.

In: a name, a host or address, or a text. Out: ``Outlet`` records and ``Credit`` spans for agencies credited at the
head or foot of a report.

Example: ``open_outlets().by_host("https://www.aljazeera.com/news/x").id == "al-jazeera"``.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from according.books.folding import fold_name
from according.errors import BadBook
from according.words import SourceKind

_KINDS = {kind.value: kind for kind in SourceKind}
_FILE = Path(__file__).parent / "data" / "outlets.csv"
_HEAD, _FOOT = 320, 220  # characters of head and foot in which a credit may stand
_LEADING = re.compile(r"(?i)^the\s+")
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?([^/:?#]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One outlet or agency."""

    id: str
    name: str
    hosts: tuple[str, ...]
    aliases: tuple[str, ...]
    quiet: frozenset[str]  # names that are looked up but never searched for in running text
    country: str | None
    speaks_for: str | None  # id of an actor
    spoke_for: tuple[tuple[datetime.date, str], ...]  # (last day, id of an actor), before that
    agency: bool
    kind: SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Words at the head or foot of a report that credit an agency."""

    start: int
    end: int
    text: str
    outlet: Outlet


class Outlets:
    """Looks outlets up by name and host and finds credits."""

    def __init__(self, entries: Sequence[Outlet]) -> None:
        self._by_id = {outlet.id: outlet for outlet in entries}
        self._by_name: dict[str, Outlet] = {}
        self._by_host = {host: outlet for outlet in entries for host in outlet.hosts}
        for outlet in entries:
            for name in (outlet.name, *outlet.aliases):
                self._by_name.setdefault(_key(name), outlet)
        names = sorted(
            {n for o in entries if o.agency for n in (o.name, *o.aliases) if n not in o.quiet},
            key=lambda n: (-len(n), n),
        )
        one = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in names)
        several = rf"(?:{one})(?:\s*(?:/|,|and|&|-)\s*(?:{one}))*"
        self._one = re.compile(rf"(?<!\w)(?:{one})(?![\w'’])")
        day = r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b"
        self._head = re.compile(
            rf"\(({several})\)\s*(?:[-–—:_]|$|\n|[A-Z])"  # BEIRUT (Reuters) -
            rf"|(?:^|\n|[.|–—-]\s?)\s*({several})(?=\s*(?:[-–—:|,]\s|\n|$|{day}))"  # AFP Friday 2 May
            rf"|(?:[Ss]ource|(?<![a-z] )[Bb]y|[Cc]redit|[Pp]hoto|[Aa]gencies)\s*:?\s+({several})(?=\s*(?:\n|$|[-–—|.]))"
        )
        self._foot = re.compile(
            r"(?:--?|–|—|[Ss]ource\s*:|\(|\[|[Ff]rom\s*:?"
            r"|[Ww]ith\s+(?:additional\s+)?(?:reporting|input|information)?\s*(?:by|from))"
            rf"\s*({several})\s*[\])]?\s*[.\s]*$|(?:^|\n|[.!?”\"]\s)\s*({several})\s*[.\s]*$"
        )

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, key: str) -> Outlet | None:
        """Return the outlet of that id."""
        return self._by_id.get(key)

    def lookup(self, name: str) -> Outlet | None:
        """Return the outlet of that name; "the" and case are passed over."""
        return self._by_name.get(_key(name))

    def by_host(self, address: str) -> Outlet | None:
        """Return the outlet whose host, or a parent of it, stands in an address."""
        match = _HOST.match(address.strip())
        labels = match.group(1).lower().rstrip(".").split(".") if match is not None else []
        for at in range(len(labels) - 1):
            if (outlet := self._by_host.get(".".join(labels[at:]))) is not None:
                return outlet
        return None

    def find_credits(self, text: str) -> tuple[Credit, ...]:
        """Return the agencies that the head or the foot of a report credits, in order."""
        text = text.rstrip()  # a page that ends in a megabyte of blanks has its foot before them
        foot = max(0, len(text) - _FOOT)
        spans: list[tuple[int, int]] = []
        for pattern, start, end in ((self._head, 0, min(_HEAD, len(text))), (self._foot, foot, len(text))):
            for match in pattern.finditer(text[start:end]):
                group = next(i for i, g in enumerate(match.groups(), start=1) if g is not None)
                spans.append((start + match.start(group), start + match.end(group)))
        out: dict[tuple[int, int], Credit] = {}
        for start, end in sorted(set(spans)):
            for match in self._one.finditer(text, start, end):
                outlet = self.lookup(match.group())
                if outlet is not None:
                    out[match.start(), match.end()] = Credit(
                        start=match.start(), end=match.end(), text=match.group(), outlet=outlet
                    )
        return tuple(out.values())


def open_outlets(path: Path = _FILE) -> Outlets:
    """Read and check the book of outlets.

    Raises:
        BadBook: an id, host or loud name stands twice, or a kind is unknown.
    """
    entries: list[Outlet] = []
    with path.open(encoding="utf-8", newline="") as handle:
        for line, row in enumerate(csv.DictReader(handle), start=2):
            entries.append(_entry(row, f"{path.name} line {line}"))
    seen: dict[str, str] = {}
    for outlet in entries:
        loud = {_key(n) for n in (outlet.name, *outlet.aliases) if n not in outlet.quiet}
        for what in (f"id {outlet.id}", *(f"host {host}" for host in outlet.hosts), *sorted(f"name {n}" for n in loud)):
            if what in seen:
                raise BadBook(f"{path.name}: {what} stands with {seen[what]} and {outlet.id}")
            seen[what] = outlet.id
    return Outlets(entries)


def _entry(row: dict[str, str], where: str) -> Outlet:
    if None in row or None in row.values():
        raise BadBook(f"{where}: wrong number of columns")
    if row["kind"] not in _KINDS:
        raise BadBook(f"{where}: unknown kind {row['kind']!r}")
    if row["agency"] not in ("yes", "no"):
        raise BadBook(f"{where}: agency is yes or no, not {row['agency']!r}")
    *before, now = (row["speaks_for"] or "").split("|")
    raw = [alias.strip() for alias in row["aliases"].split("|") if alias.strip()]
    quiet = {alias[1:] for alias in raw if alias.startswith("!")}
    if any(_key(alias) == _key(row["name"]) for alias in quiet):
        quiet.add(row["name"])
    return Outlet(
        id=row["id"],
        name=row["name"],
        hosts=tuple(h for h in row["hosts"].split("|") if h),
        aliases=tuple(alias.lstrip("!") for alias in raw),
        quiet=frozenset(quiet),
        country=row["country"] or None,
        speaks_for=now or None,
        spoke_for=tuple(_before(one, where) for one in before),
        agency=row["agency"] == "yes",
        kind=_KINDS[row["kind"]],
    )


def _before(text: str, where: str) -> tuple[datetime.date, str]:
    side, _, until = text.partition(":")
    try:
        return datetime.date.fromisoformat(until), side
    except ValueError:
        raise BadBook(f"{where}: {text!r} is no side with its last day (side:2024-12-07)") from None


def _key(name: str) -> str:
    return fold_name(_LEADING.sub("", name.strip()))
