"""Ids: the only place that hashes. An id is made of what the report printed, never of what we understood of it.

In: identity fields. Out: short hexadecimal ids with a letter in front (``r-`` report, ``c-`` claim, ``a-`` act,
``p-`` capture of a page, ``o-`` origin, ``j-`` judgement, ``i-`` incident).
Changing anything here breaks every link ever made: tests/test_identity.py pins it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

_LENGTH = 16  # 64 bits: collisions stay below one in a million at 6 million records


def digest(*parts: str | int | None) -> str:
    """Return the SHA-256 of the parts as lower-case hexadecimal; ``None`` and "" stay apart."""
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def bytes_hash(content: bytes) -> str:
    """Return the SHA-256 of bytes as lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def report_id(outlet: str | None, text: str) -> str:
    """Name a report by its outlet and its text: the same text at another outlet is another report."""
    return "r-" + digest(outlet, text)[:_LENGTH]


def claim_id(report: str, at: int, harm: str, count_words: str | None) -> str:
    """Name a claim by where its count stands in the report, its harm and its words."""
    return "c-" + digest(report, at, harm, count_words)[:_LENGTH]


def act_id(report: str, at: int, form: str, words: str) -> str:
    """Name an act by where its words stand in the report, its form and its words."""
    return "a-" + digest(report, at, form, words)[:_LENGTH]


def judgement_id(
    kind: str, subject: str, other: str | None, field: str | None, value: str | None, who: str, when: str
) -> str:
    """Name a judgement by everything that it says but its reason."""
    return "j-" + digest(kind, subject, other, field, value, who, when)[:_LENGTH]


def capture_id(
    address: str, landed: str, at: str, status: int | None, sha256: str | None, reports: Iterable[str]
) -> str:
    """Name a capture by what was asked, what came when, and the reports that were read out of it."""
    return "p-" + digest(address, landed, at, status, sha256, *sorted(set(reports)))[:_LENGTH]


def origin_id(incident: str, name: str) -> str:
    """Name an origin by its incident and its canonical source."""
    return "o-" + digest(incident, name)[:_LENGTH]


def incident_key(claims: Iterable[str]) -> str:
    """Name the membership of an incident: the hash of its sorted claim ids."""
    return digest(*sorted(claims))


def incident_name(first_claim: str) -> str:
    """Return the name that a new incident is given after its first claim."""
    return "i-" + digest("incident", first_claim)[:_LENGTH]
