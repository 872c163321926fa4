"""Claims in the shape of the claims corpus, as records that can be compared.

In: JSON lines, ``{"id", "claims"}`` a report, and the texts of the reports. Out: ``Told`` records by report.

Example: ``read_told([b'{"id": "x/1", "claims": []}'], origin="gold.jsonl", texts={"x/1": "..."})["x/1"] == ()``

Source of the shape: the guidelines of the claims corpus. ``evidence`` is the words themselves or their offsets; keys
that nothing is scored by are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from according.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim, gold or read: what it says and, for each role, the words in its evidence."""

    id: str
    evidence: str
    start: int  # in the text of the report; -1: the evidence does not stand there
    end: int
    harm: str | None
    harm_words: str | None
    low: int | None
    high: int | None
    count_words: str | None
    victims: str | None
    klass: str | None
    side: str | None
    perpetrator: str | None
    perpetrator_words: str | None
    means: str | None
    means_words: str | None
    place: str | None
    place_words: str | None
    day: str | None
    time_words: str | None
    source: str | None
    source_words: str | None
    cue: str | None
    via: tuple[str, ...]
    status: str | None
    scope: str | None
    is_part: bool

    @property
    def numbered(self) -> bool:
        """Say whether a number, or words for one, is told."""
        return self.count_words is not None or self.low is not None


def read_told(
    lines: Iterable[bytes], *, origin: str, texts: Mapping[str, str], wanted: Iterable[str] | None = None
) -> dict[str, tuple[Told, ...]]:
    """Return the claims of each report.

    Args:
        lines: JSON, one report a line; empty lines are passed over.
        origin: the file, for messages.
        texts: the text of each report by its id.
        wanted: ids of the reports to take; None: all, and then each must have a text.

    Raises:
        BadInput: a line that is no report with claims, an id that stands twice, a report without a text.
    """
    chosen = None if wanted is None else set(wanted)
    out: dict[str, tuple[Told, ...]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        at = f"{origin}:{number}"
        key, claims = _report(line, at)
        if key in out:
            raise BadInput(f"{at}: the report {key!r} stands twice; keep one of its lines")
        if chosen is not None and key not in chosen:
            continue
        if key not in texts:
            raise BadInput(f"{at}: no article with the id {key!r}; name its file after --articles")
        out[key] = tuple(_told(claim, texts[key], f"{at}: claim {n}") for n, claim in enumerate(claims, 1))
    return out


def _report(line: bytes, at: str) -> tuple[str, list[object]]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{at}: no JSON ({error}); each line holds one report") from None
    if not isinstance(found, dict) or not isinstance(found.get("id"), str):
        raise BadInput(f'{at}: no report with an id; each line reads {{"id": ..., "claims": [...]}}')
    if not isinstance(found.get("claims"), list):
        raise BadInput(f'{at}: no list of claims; each line reads {{"id": ..., "claims": [...]}}')
    return found["id"], found["claims"]


def _told(plain: object, text: str, at: str) -> Told:
    if not isinstance(plain, dict):
        raise BadInput(f"{at}: is no object")
    claim = _Claim(plain, at)
    evidence, start, end = claim.evidence(text)
    return Told(
        id=str(plain.get("id")), evidence=evidence, start=start, end=end,
        harm=claim.harm(), harm_words=claim.words("effect", "text"),
        low=claim.number("low"), high=claim.number("high"), count_words=claim.words("count", "text"),
        victims=claim.words("victims", "text"), klass=claim.words("victims", "class"),
        side=claim.words("victims", "side"),
        perpetrator=claim.words("perpetrator", "name"), perpetrator_words=claim.words("perpetrator", "text"),
        means=claim.words("means", "type"), means_words=claim.words("means", "text"),
        place=claim.words("place", "name"), place_words=claim.words("place", "text"),
        day=claim.words("time", "date"), time_words=claim.words("time", "text"),
        source=claim.words("source", "name"), source_words=claim.words("source", "text"),
        cue=claim.words("source", "cue"), via=claim.via(),
        status=claim.word("status"), scope=claim.word("scope"), is_part=plain.get("part_of") is not None,
    )


class _Claim:
    """One claim as JSON, with what each key may hold checked."""

    def __init__(self, plain: Mapping[str, object], at: str) -> None:
        self._plain, self._at = plain, at

    def evidence(self, text: str) -> tuple[str, int, int]:
        """Return the words of the evidence and where they stand; -1, -1 where they do not."""
        value = self._plain.get("evidence")
        if isinstance(value, str):
            start = text.find(value)
            return (value, start, start + len(value)) if start >= 0 else (value, -1, -1)
        ends = (value.get("start"), value.get("end")) if isinstance(value, dict) else (None, None)
        start_at, end_at = ends
        if not _is_whole(start_at) or not _is_whole(end_at):
            raise BadInput(f'{self._at}: evidence is neither words nor {{"start", "end"}}')
        assert isinstance(start_at, int)
        assert isinstance(end_at, int)
        return text[max(0, start_at):max(0, end_at)], start_at, end_at

    def harm(self) -> str | None:
        """Return the word of harm; an effect may also be that word alone."""
        value = self._plain.get("effect")
        return value if isinstance(value, str) else self.words("effect", "type")

    def words(self, role: str, key: str) -> str | None:
        """Return one text of a role; None where the role or the text is not told."""
        value = self._plain.get(role)
        if value is None or (role == "effect" and isinstance(value, str)):
            return None
        if not isinstance(value, dict):
            raise BadInput(f"{self._at}: {role} is neither null nor an object")
        return self._text(value.get(key), f"{role}.{key}")

    def word(self, key: str) -> str | None:
        """Return one text of the claim itself."""
        return self._text(self._plain.get(key), key)

    def number(self, key: str) -> int | None:
        """Return one end of the count."""
        count = self._plain.get("count")
        value = count.get(key) if isinstance(count, dict) else None
        if value is not None and not _is_whole(value):
            raise BadInput(f"{self._at}: count.{key} is {value!r}, no whole number")
        return value

    def via(self) -> tuple[str, ...]:
        """Return those through whom the claim came."""
        value = self._plain.get("via") or []
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise BadInput(f"{self._at}: via is no list of texts")
        return tuple(value)

    def _text(self, value: object, name: str) -> str | None:
        if value is not None and not isinstance(value, str):
            raise BadInput(f"{self._at}: {name} is {value!r}, neither null nor a text")
        return value


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
