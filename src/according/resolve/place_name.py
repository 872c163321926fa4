"""What a place is called: the most exact first, the province as the report spells it.

In: parts of a place phrase and their entries. Out: names.

Example: ``merged("Millis, Idlib", "Idlib province, Syria") == "Millis, Idlib, Syria"``.
"""

from __future__ import annotations

from according.books.folding import fold_name
from according.books.place_words import open_place_words
from according.books.places import PlaceEntry
from according.resolve.place_context import PlaceContext
from according.resolve.place_parts import Part


def called(part: Part, entry: PlaceEntry | None) -> str:
    """Return what a part is called: with its direction, and with "province" or "district" where it is one."""
    name = part.name
    if part.word is not None and entry is not None and entry.kind in ("adm1", "adm2") and part.kind == entry.kind:
        name = f"{name} {part.word}"
    if part.direction is not None and not name.lower().startswith(part.direction):
        name = f"{part.direction} {name}"
    return name


def merged(inner: str, outer: str) -> str:
    """Join two names and tell nothing twice: "Millis, Idlib" in "Idlib province, Syria" is "Millis, Idlib, Syria"."""
    words = open_place_words()

    def core(name: str) -> str:
        return " ".join(w for w in fold_name(name).split() if w not in words.kinds and w not in words.directions)

    told = {core(name) for name in inner.split(", ")}
    return ", ".join([inner, *(name for name in outer.split(", ") if core(name) not in told)])


def holder_of(names: list[str], entry: PlaceEntry, context: PlaceContext) -> list[str]:
    """Return the province to add to a name, as the report spells it; none where it names none or has told it already.

    ``Place.adm1`` carries the province in any case.
    """
    if entry.kind in ("country", "region", "water", "adm1") or entry.adm1_id is None:
        return []
    spelled = {
        fold_name(m.text): m.text
        for m in context.mentions
        if m.entries[0].kind == "adm1" and m.entries[0].id == entry.adm1_id
    }
    told = {fold_name(n) for n in names}
    if any(key in one or one in key for key in spelled for one in told):
        return []
    return list(spelled.values())[:1]
