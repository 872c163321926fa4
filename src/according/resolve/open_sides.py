"""What "terrorist shelling" is by: the report's own fuller words for those whom it tells by one open word.

In: the claims of a report and its clean text. Out: the same claims; the printed words stay.

Example: "militant fire" in a report that speaks of "militant groups" elsewhere is by "militant groups".

Tried and set aside: the one side that the report ties to the word ("militants of the Eastern Front"). It was right for
one claim in three: reports say "the militants" of others, too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from according.books.grammar import word_list
from according.records import Claim, Party

_OPEN = word_list("open_sides", "words")  # in the singular
_BODIES = "|".join(sorted(word_list("open_sides", "bodies")))


def name_open_sides(claims: tuple[Claim, ...], text: str) -> tuple[Claim, ...]:
    """Return the claims of a report with perpetrators told by an open word named as the report names them most."""
    known: dict[str, str | None] = {}
    out: list[Claim] = []
    for claim in claims:
        party = claim.perpetrator
        word = _open_word(party)
        if party is not None and word is not None:
            name = known.setdefault(word, _fuller(word, text))
            if name is not None:
                claim = replace(claim, perpetrator=replace(party, name=name))
        out.append(claim)
    return tuple(out)


def _open_word(party: Party | None) -> str | None:
    """Return the open word in the singular that a party is told by, and by nothing more: "the terrorists"."""
    if party is None or party.id is not None or party.name is None:
        return None
    words = party.name.lower().split()
    singular = words[-1].removesuffix("s") if words else ""
    return singular if len(words) == 1 and singular in _OPEN else None


def _fuller(word: str, text: str) -> str | None:
    bodies = Counter(m.group(1).lower() for m in re.finditer(rf"\b{word}s?\s+({_BODIES})\b", text, re.IGNORECASE))
    if not bodies:
        return None
    return f"{word} {sorted(bodies.items(), key=lambda item: (-item[1], item[0]))[0][0]}"
