"""What a file says of itself: the head, profile and version behind it, and a data dictionary beside it.

In: a form and holdings. Out: names and values for a workbook or a Parquet file; a Frictionless data package descriptor
(``datapackage.json``) with each column's type and meaning and each file's SHA-256; archives that are the same bytes for
the same input.

Example: ``metadata(holdings)["according:profile"] == "ucdp"``
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from according.export.forms import Column, Form, Row
from according.export.lines import dump
from according.holdings import Holdings

_MADE = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold, in the place of a clock
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_ABOUT = ("Figures are drawn from news reports by rules and can be wrong: every row leads back to the sentences behind "
          "it by its ids (`according show ID`).")


def metadata(holdings: Holdings) -> dict[str, str]:
    """Return what a file keeps of where it came from: the ledger's head, the profile, the package's version."""
    told = {"according:head": holdings.head, "according:profile": holdings.profile,
            "according:version": holdings.version}
    return {name: value for name, value in told.items() if value}


def facts(form: Form, holdings: Holdings) -> list[tuple[str, str]]:
    """Return the same for a reader: name and value, line by line."""
    return [
        ("what", form.about), ("note", _ABOUT), ("ledger head", holdings.head or "not known"),
        ("profile", holdings.profile), ("According", holdings.version or "run from its source"),
        ("review", "reviewed: a person looked at the claims behind the row; candidate: nobody did yet"),
    ]


def describe(files: Sequence[tuple[str, bytes, Mapping[str, Column]]], form: Form, holdings: Holdings) -> bytes:
    """Return a data package descriptor: each file with its columns, size and SHA-256.

    Args:
        files: (name, content, columns); no columns for files that are no tables.
        form: which form they are written in.
        holdings: what they were written from.
    """
    return dump({
        "profile": "data-package", "name": "according-export", "description": f"{form.about}. {_ABOUT}",
        **metadata(holdings), "according:review": "reviewed | candidate: whether a person looked at it",
        "resources": [_resource(name, data, columns) for name, data, columns in files],
    }, indent=1) + b"\n"


def write_description(file: Path, form: Form, holdings: Holdings) -> Path:
    """Write the descriptor of a file beside it, as ``NAME.datapackage.json``, and return where it is."""
    columns = form.sheets[0].columns if len(form.sheets) == 1 else {}
    beside = file.with_name(f"{file.name}.datapackage.json")
    beside.write_bytes(describe([(file.name, file.read_bytes(), columns)], form, holdings))
    return beside


def write_zip(members: Iterable[tuple[str, bytes]], stream: BinaryIO) -> None:
    """Write an archive whose bytes depend on nothing but its members."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, date_time=_MADE)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # else the bytes would tell the system that wrote them
            archive.writestr(info, data)


def _resource(name: str, data: bytes, columns: Mapping[str, Column]) -> Row:
    told: Row = {"name": name.rpartition(".")[0].lower().replace(" ", "-") or name, "path": name,
                 "format": name.rpartition(".")[2], "bytes": len(data),
                 "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    if columns:
        told["schema"] = {"fields": [{"name": column, "type": _TYPES[what.kind], "description": what.meaning}
                                     for column, what in columns.items()], "missingValues": [""]}
    return told
