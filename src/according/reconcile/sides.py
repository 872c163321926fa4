"""Which side victims are of: one key to compare by, one name to show.

In: origins and claims; what a book knows of sides. Out: keys, and the name under which each is shown.

Example: ``plain_side("the Rebels") == "rebels"``
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from according.reconcile.standing import Sides
from according.records import Claim, Origin


def plain_side(name: str) -> str | None:
    """Return a side's name as it is compared where no book knows it: lower case, without an article."""
    words = [w for w in name.casefold().replace("-", " ").split() if w not in ("the", "a", "an")]
    return " ".join(words) or None


def side_names(origins: Sequence[Origin], claims: Mapping[str, Claim], sides: Sides) -> dict[str, str]:
    """Return the name under which each side is shown: the one that most claims print, then the first by letters."""
    printed: dict[str, list[str]] = {}
    for claim in (claims[c] for origin in origins for c in origin.claims):
        raw = claim.victims.side_id or claim.victims.side
        if raw and (key := sides(raw)):
            printed.setdefault(key, []).append(claim.victims.side or raw)
    return {key: min(set(names), key=lambda n: (-names.count(n), n)) for key, names in printed.items()}
