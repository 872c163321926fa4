"""A report's text cut into runs that carry the same marks: evidence, roles, refusals, what stands again.

In: a report's text, its claims, refusals and repeats. Out: paragraphs of segments whose texts, put together with the
line breaks between them, are the text to the letter.

Example: of "At least 13 died." with one claim the segments are "At least 13" (count) and " died." (evidence alone).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from according.records import Claim, Phrase, Refusal, Repeat
from according.web.parts import Paragraph, Segment

_LINES = re.compile(r"[^\n]+")
_Span = tuple[int, int]


def paragraphs(text: str, *, claims: Sequence[Claim], refusals: Sequence[Refusal] = (),
               repeats: Sequence[Repeat] = ()) -> tuple[Paragraph, ...]:
    """Return the text as paragraphs with what is marked in them.

    Args:
        text: of the report, as it came.
        claims: read out of it; their evidence and roles are marked.
        refusals: numbers that became no claim, to be marked too.
        repeats: a paragraph that stands again, whole, is told apart, so that a page may fold it.
    """
    marks = _Marks(claims, refusals)
    return tuple(
        Paragraph(start=at.start(), end=at.end(), segments=tuple(marks.segments(text, at.start(), at.end())),
                  again=_first_stand(text, at.start(), at.end(), repeats))
        for at in _LINES.finditer(text) if not at.group().isspace())


def sentence(claim: Claim) -> tuple[Segment, ...]:
    """Return the evidence of one claim with its roles marked."""
    marks = _Marks([claim], ())
    start = claim.evidence.start
    return tuple(marks.segments(" " * start + claim.evidence.text, start, start + len(claim.evidence.text)))


def roles(claim: Claim) -> Iterator[tuple[str, Phrase]]:
    """Yield what the words of a claim say in it."""
    named = (
        ("count", claim.count_words), ("harm", claim.harm_words), ("victims", claim.victims.printed),
        ("perpetrator", claim.perpetrator.printed if claim.perpetrator else None),
        ("means", claim.means.printed if claim.means else None),
        ("place", claim.place.printed if claim.place else None), ("time", claim.when.printed),
        ("source", claim.source.printed if claim.source else None),
        ("cue", claim.source.cue if claim.source else None), ("status", claim.status_words),
    )
    yield from ((role, phrase) for role, phrase in named if phrase is not None)


class _Marks:
    """Every span that is marked in a text."""

    def __init__(self, claims: Sequence[Claim], refusals: Sequence[Refusal]) -> None:
        self._evidence = [(c.evidence.start, c.evidence.end, c) for c in claims]
        # Where the same words stand again in the report, they are evidence of the same claim.
        self._evidence += [(start, end, c) for c in claims for start, end in c.again]
        self._roles = [(p.start, p.end, role, c.id) for c in claims for role, p in roles(c)]
        self._refused = [(r.words.start, r.words.end, r.reason) for r in refusals]
        self._spans = [
            *((a, b) for a, b, _ in self._evidence), *((a, b) for a, b, *_ in self._roles),
            *((a, b) for a, b, _ in self._refused)]

    def segments(self, text: str, start: int, end: int) -> Iterator[Segment]:
        """Yield the runs between two characters of a text, none left out."""
        within = [(a, b) for a, b in self._spans if a < end and b > start]
        cuts = sorted({start, end, *(max(a, start) for a, _ in within), *(min(b, end) for _, b in within)})
        for a, b in pairwise(cuts):
            claims = [c for x, y, c in self._evidence if x <= a and b <= y]
            known = {c.id for c in claims}
            yield Segment(
                start=a, end=b, text=text[a:b], harm=claims[0].harm.value if claims else None,
                claims=tuple(dict.fromkeys(c.id for c in claims)),
                roles=tuple(dict.fromkeys(role for x, y, role, c in self._roles if x <= a and b <= y and c in known)),
                begins=tuple(dict.fromkeys(c.id for c in claims if c.evidence.start == a)),
                refused=next((why for x, y, why in self._refused if x <= a and b <= y), None))


def _first_stand(text: str, start: int, end: int, repeats: Iterable[Repeat]) -> int | None:
    """Return where a paragraph stood first, if all of it stands again."""
    for repeat in repeats:
        a, b = repeat.again
        if not text[start:max(a, start)].strip() and not text[min(b, end):end].strip():
            return repeat.kept[0]
    return None
