"""What an outlet changed of a report, claim by claim, and whether it said so.

In: lineages, the reports and claims of their versions. Out: ``Change`` records.

Example: "at least 12 killed" became "15 killed" and no sentence of the later text speaks of a correction: a change of
number without a notice, a silent one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from according.books.notices import read_notices
from according.records import Amendment, Change, Claim, Lineage
from according.versions import restated

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_SHOWN = 300  # letters of a notice


def changes(found: Iterable[Lineage], *, text: Callable[[str], str],
            claims: Callable[[str], Sequence[Claim]]) -> tuple[Change, ...]:
    """Return the changes of lineages, by page and time; a change of words that moves no claim is one too.

    Args:
        found: from ``lineages``.
        text: gives the text of a report by its id.
        claims: gives the claims of a report as they were read, in order of the text.
    """
    return tuple(change for lineage in found for change in _of(lineage, text, claims))


def _of(lineage: Lineage, text: Callable[[str], str], claims: Callable[[str], Sequence[Claim]]) -> Iterator[Change]:
    for before, after in zip(lineage.versions, lineage.versions[1:], strict=False):
        yield Change(
            page=lineage.page, before=before.report, after=after.report, last=before.last, seen=after.seen,
            notice=notice_in(text(after.report), text(before.report)),
            claims=amended(claims(before.report), claims(after.report)))
    if lineage.gone is not None:
        last = lineage.versions[-1]
        yield Change(page=lineage.page, before=last.report, after=None, last=last.last, seen=lineage.gone, notice=None,
                     claims=tuple(Amendment(what="dropped", before=claim, after=None) for claim in claims(last.report)))


def amended(before: Sequence[Claim], after: Sequence[Claim]) -> tuple[Amendment, ...]:
    """Return where two versions count otherwise: other numbers and what is dropped first, then what is added."""
    anew, later = restated(before, after), {claim.id: claim for claim in after}
    found = []
    for claim in before:
        heir = later.get(anew.get(claim.id, ""))
        if heir is None:
            found.append(Amendment(what="dropped", before=claim, after=None))
        elif _ends(heir) != _ends(claim):
            found.append(Amendment(what="number", before=claim, after=heir))
    told = set(anew.values())
    return (*found, *(Amendment(what="added", before=None, after=claim) for claim in after if claim.id not in told))


def _ends(claim: Claim) -> tuple[int | None, int | None, int | None]:
    return claim.count.low, claim.count.best, claim.count.high


def notice_in(text: str, before: str = "") -> str | None:
    """Return the first sentence of a text that speaks of a change and was not there before."""
    words = read_notices()
    for match in words.finditer(text):
        sentence = next((s for s in _SENTENCE.finditer(text) if s.start() <= match.start() < s.end()), None)
        told = " ".join((sentence or match).group().split())
        if told and told not in " ".join(before.split()):
            return told[:_SHOWN]
    return None
