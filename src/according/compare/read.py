"""Read a CSV file of UCDP GED or ACLED by the names of its columns, whatever their order.

In: the bytes of a file. Out: ``Records``. A byte-order mark, either form of date, ``-1`` and empty cells for what is
missing, commas, semicolons or tabs, and a second row of HXL tags are all taken. Data sets have renamed and reordered
columns across releases: older names are known here, and a column that is not found is named in the error.

Source: formats.md 1 and 2.

Example: ``read_records(Path("GEDEvent_v25_1.csv").read_bytes(), name="GEDEvent_v25_1.csv").data_set == "UCDP GED"``
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from according.compare.record import Record, Records
from according.errors import BadInput

_CELL = 10_000_000  # characters of one cell at most
# column as we call it -> its names in the releases, the present one first
_GED = {
    "id": ("id",), "start": ("date_start",), "end": ("date_end",), "country": ("country",), "province": ("adm_1",),
    "place": ("where_coordinates",), "lat": ("latitude",), "lon": ("longitude",), "where_prec": ("where_prec",),
    "side_a": ("side_a",), "side_b": ("side_b",), "low": ("low", "low_est", "deaths_low"),
    "best": ("best", "best_est", "deaths_best"), "high": ("high", "high_est", "deaths_high"),
}
_ACLED = {
    "id": ("event_id_cnty", "event_id_no_cnty", "data_id"), "start": ("event_date",), "country": ("country",),
    "time_precision": ("time_precision", "time_precision_code"), "province": ("admin1",), "place": ("location",),
    "lat": ("latitude",), "lon": ("longitude",), "geo_precision": ("geo_precision", "geo_precis"),
    "side_a": ("actor1",), "side_b": ("actor2",), "best": ("fatalities",),
}
_FORMS = {"UCDP GED": (_GED, "date_start"), "ACLED": (_ACLED, "event_date")}  # columns, and the one it is known by
_GEO = {1: 1, 2: 2, 3: 4}  # ACLED's geo_precision -> UCDP's where_prec
_PRINTED = ("%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%d/%m/%Y")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_NOBODY = re.compile(r"(?i)^(civilians?|unknown|unidentified)\b")
_DAYS = {1: 0, 2: 6, 3: 30}  # ACLED's time_precision -> days after event_date that may be meant


def read_records(content: bytes, *, name: str) -> Records:
    """Return the records of a file.

    Args:
        content: its bytes.
        name: what to call it in messages.

    Raises:
        BadInput: it is no CSV of one of the two, or lacks a column that is compared.
    """
    text = _decoded(content, name)
    csv.field_size_limit(_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        head = [cell.strip().casefold() for cell in next(rows, [])]
        data_set, columns = _form_of(head, name)
        make = _ged if data_set == "UCDP GED" else _acled
        records, unread = _read_rows(rows, columns, len(head), make)
    except csv.Error as error:
        raise BadInput(f"{name}: is no CSV: {error}") from None
    return Records(data_set=data_set, records=tuple(records), unread=tuple(unread))


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: is not UTF-8 (byte {error.start}): save it as UTF-8 first") from None


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=lambda mark: (head.count(mark), mark == ","))


def _form_of(head: list[str], name: str) -> tuple[str, Mapping[str, int]]:
    """Return which data set a header is of, and where each column that is compared stands."""
    for data_set, (wanted, sign) in _FORMS.items():
        if sign not in head:
            continue
        found = {ours: next((head.index(n) for n in names if n in head), None) for ours, names in wanted.items()}
        missing = [" or ".join(wanted[ours]) for ours, at in found.items() if at is None]
        if missing:
            raise BadInput(f"{name}: looks like {data_set} but has no column {', '.join(missing)}: where the release "
                           "calls it otherwise, rename it in the file")
        return data_set, {ours: at for ours, at in found.items() if at is not None}
    raise BadInput(f"{name}: is neither UCDP GED (a CSV with a column date_start) nor ACLED (with event_date)")


def _read_rows(rows: Iterator[list[str]], columns: Mapping[str, int], width: int,
               make: Callable[[Mapping[str, str], int], Record]) -> tuple[list[Record], list[tuple[int, str]]]:
    records: list[Record] = []
    unread: list[tuple[int, str]] = []
    for number, row in enumerate(rows, start=2):
        if not any(row) or (number == 2 and any(cell.startswith("#") for cell in row)):  # nothing, or HXL tags
            continue
        if len(row) != width:
            unread.append((number, f"{len(row)} cells where the header has {width}"))
            continue
        try:
            records.append(make({ours: row[at].strip() for ours, at in columns.items()}, number))
        except ValueError as error:
            unread.append((number, str(error)))
    return records, unread


def _ged(row: Mapping[str, str], line: int) -> Record:
    start, end = _day(row["start"], "date_start"), _day(row["end"], "date_end")
    if end < start:
        raise ValueError(f"date_end {end} is before date_start {start}")
    return _record(row, line, "UCDP GED", start, end, _whole(row["where_prec"], "where_prec") or 6,
                   _whole(row["low"], "low"), _whole(row["high"], "high"))


def _acled(row: Mapping[str, str], line: int) -> Record:
    start = _day(row["start"], "event_date")
    days = _DAYS.get(_whole(row["time_precision"], "time_precision") or 1, 0)
    end = date.fromordinal(date.fromisoformat(start).toordinal() + days).isoformat()
    where = _GEO.get(_whole(row["geo_precision"], "geo_precision") or 3, 4)
    return _record(row, line, "ACLED", start, end, where, None, None)


def _record(row: Mapping[str, str], line: int, data_set: str, start: str, end: str, where_prec: int,
            low: int | None, high: int | None) -> Record:
    lat, lon = _degrees(row["lat"], "latitude", 90), _degrees(row["lon"], "longitude", 180)
    known = lat is not None and lon is not None
    return Record(
        id=row["id"], data_set=data_set, line=line, start=start, end=end, country=row["country"],
        province=row["province"] or None, place=row["place"] or None, lat=lat if known else None,
        lon=lon if known else None, where_prec=where_prec,
        actors=tuple(name for name in (row["side_a"], row["side_b"]) if name and not _NOBODY.match(name)),
        low=low, best=_whole(row["best"], "the number of dead"), high=high)


def _day(text: str, what: str) -> str:
    told = _TIME.sub("", text)
    for form in _PRINTED:
        try:
            return datetime.strptime(told, form).date().isoformat()
        except ValueError:
            continue
    raise ValueError(f"{what} {text[:40]!r} is no date")


def _whole(text: str, what: str) -> int | None:
    """Return a whole number; -1 and an empty cell are nothing, 3.0 is 3."""
    if text in ("", "-1"):
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{what} {text[:40]!r} is no number") from None
    if value != value or value < 0 or value > 10**9 or value != int(value):
        raise ValueError(f"{what} {text[:40]!r} is no count")
    return int(value)


def _degrees(text: str, what: str, most: int) -> float | None:
    if text == "":
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{what} {text[:40]!r} is no number") from None
    if not -most <= value <= most:
        raise ValueError(f"{what} {text[:40]!r} is beyond {most} degrees")
    return value
