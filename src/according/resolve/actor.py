"""By whom: words for armed sides against the book of actors, for the day and the country of the report.

In: the words as printed. Out: ``Party`` (perpetrators) and side (victims). A proper name that the report uses is kept
as the name, and the book gives the id; where the report only describes ("regime troops"), the book gives both.

Example: "regime troops" in a report on Syria of 2016 is "Syrian government forces" (``syria-assad``).
"""

from __future__ import annotations

import datetime
import re

from according.books import Books
from according.books.actors import Actor
from according.books.folding import fold_name
from according.records import Party, Phrase, Unresolved
from according.words import SourceKind

_LEAD = re.compile(
    r"^(?:(?:which|who|whom|the|a|an|some|several|many|other|another|new|against|its|their|his|these|those|all|both|one|two|three|four|five|\d+)\s+)+"
    r"|^(?:so-called|suspected|alleged|unknown|criminal)\s+"
    r"(?=[A-Z])",
    re.IGNORECASE,
)
_GARBAGE = re.compile(r"[\x80-\x9f][^\sA-Za-z]*")
_LOST_APOSTROPHE = re.compile(
    r"\b([A-Z]\w+[a-rt-z])s ((?:government|regime|army|military|air force|forces|state)\b)"
)  # "Syrias army"
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
# what stands around the name of a side and adds nothing to it
_TAIL = re.compile(
    r"(?:\s+(?:militants?|terrorists?|fighters?|cadres?|members?|rebels?|gunmen|jihadists?|insurgents?|soldiers?|troops|forces|troopers?|"
    r"personnel|commanders?|leaders?|operatives?|combatants?|extremists?|militiamen|servicemen|pilots?|officers?|warplanes?|aircrafts?|"
    r"(?:fighter\s+)?jets?|planes|helicopters?|air\s*strikes?|raids?|group|organi[sz]ation|movement|militia|positions?|units?|"
    r"suicide\s+bombers?|war\s+planes|drones?|elements))+$",
    re.IGNORECASE,
)
# a name that ends so describes what a side flies or sends; it is no name of the side
_DESCRIBES = re.compile(
    r"(?:jets|war\s?planes|aircrafts?|planes|helicopters|drones|soldiers|fighters|militants|terrorists|rebels|troops|units)$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?:(?:members?|fighters?|militants?|terrorists?|cadres?|personnel|troops|soldiers?|jets|aircrafts?|warplanes|forces|commanders?|leaders?|gunmen|elements|"
    r"suicide\s+bombers?|snipers?)\s+(?:of|from|belonging\s+to|loyal\s+to|linked\s+to|affiliated\s+(?:to|with))\s+(?:the\s+)?)+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|;|\band\b|\bor\b|/|\bas well as\b|\balong with\b|\bbacked by\b)\s*")
_PLURALS = {
    "terrorist": "terrorists",
    "rebel": "rebels",
    "militant": "militants",
    "insurgent": "insurgents",
    "jihadist": "jihadists",
    "islamist": "Islamists",
    "maoist": "Maoists",
    "naxal": "Naxals",
    "naxalite": "Naxalites",
    "opposition": "opposition",
    "gunman": "gunmen",
    "suicide bomb": "suicide bomber",
}
# words that make a bare people a fighting one: "Russian jets" are Russia's forces
_ARMS = "forces"
_FLOWN = re.compile(
    r"\b(?:air\s*strikes?|war\s?planes?|aircrafts?|jets?|air\s*raids?|planes|helicopters?)$", re.IGNORECASE
)


def resolve_actor(
    phrase: Phrase | None, *, books: Books, on: datetime.date | None = None, country: str | None = None
) -> Party | None:
    """Resolve the words for a perpetrator.

    Args:
        phrase: the words as printed; None where the report names nobody.
        books: the books.
        on: the day of the report: actors have dates of life.
        country: of the report, ISO 3166 alpha-2: decides what "the army" is.

    Returns:
        The party; ``unresolved`` where the book does not know it or several sides are named.
    """
    if phrase is None:
        return None
    printed = _tidy(phrase.text)
    if _NOBODY.search(printed):
        return None
    printed = _PLURALS.get(printed.lower(), printed)
    found = _actors(printed, books, on, country)
    if not found:
        return Party(printed=phrase, name=printed or None, unresolved=Unresolved(reason="not in the book of actors"))
    if len(_sides(found, books)) > 1:
        return Party(
            printed=phrase,
            name=_several(printed, found, books),
            unresolved=Unresolved(reason="several sides are named", candidates=tuple(actor.id for actor, _ in found)),
        )
    actor, words = found[0]
    return Party(printed=phrase, name=_name(words, actor, books), id=actor.id)


def side_of(
    text: str, *, books: Books, on: datetime.date | None = None, country: str | None = None
) -> tuple[str | None, str | None]:
    """Return the side that victims' words name ("Daesh fighters"): its name and id, both None where they name none."""
    found = _actors(_tidy(text), books, on, country) or _by_a_word(text, books, on, country)
    if not found:
        return None, None
    if len(_sides(found, books)) > 1:
        return " and ".join(dict.fromkeys(_name(words, actor, books) for actor, words in found)), None
    actor, words = found[0]
    return _name(words, actor, books), actor.id


_Found = list[tuple[Actor, str]]  # actor and the words that name it


def _tidy(text: str) -> str:
    text = _GARBAGE.sub(" ", text)
    text = " ".join(text.replace("’", "'").split()).strip(" ,.;:'\"")
    text = _LOST_APOSTROPHE.sub(r"\1's \2", text)
    while (shorter := _LEAD.sub("", text, count=1)) != text and shorter:
        text = shorter
    return text


def _bare(text: str) -> str:
    """Cut away what is said of a side and does not belong to its name: "fighters from", "militants"."""
    bare = _HEAD.sub("", text)
    return _TAIL.sub("", bare) or bare


# a number, a word of harm, a bare rank or means: words that were taken for a side and are none
_NOBODY = re.compile(
    r"(?<![\w-])\d|\b(?:killed|wounded|died|dead)\b"
    r"|^(?:air\s*strikes?|air\s*raids?|shelling|bombardments?|strikes|clashes|attacks?|general|colonel|captain|major)$",
    re.IGNORECASE,
)


_FOES = re.compile(
    r"^(?P<of>\S+)\s+(?P<who>rebels?|insurgents?|opposition|jihadists?|militants?|extremists?|terrorists?)(?:\s+\w+)?$",
    re.IGNORECASE,
)


def _foes(text: str, books: Books, on: datetime.date | None, country: str | None) -> _Found | None:
    """Read "Syria rebels", "Nigerian militants": those who fight a state are not the state. None: other words."""
    found = _FOES.match(text)
    if found is None:
        return None
    of = fold_name(found["of"])
    if of not in books.places.people and not any(e.kind == "country" for e in books.places.lookup(found["of"])):
        return None
    who = _PLURALS.get(found["who"].lower(), found["who"].lower())
    named = books.actors.lookup(text, on=on, country=country) or books.actors.lookup(who, on=on, country=country)
    return [(named[0], named[0].name)] if named else []


def _actors(printed: str, books: Books, on: datetime.date | None, country: str | None) -> _Found:
    """Return the actors that the words name, in order: by the whole words, else piece by piece."""
    plain = _BRACKETS.sub("", printed)
    if (foes := _foes(plain, books, on, country)) is not None:
        return foes
    for words in dict.fromkeys((printed, plain, _bare(plain), *_BRACKETS.findall(printed))):
        if words and (found := books.actors.lookup(words, on=on, country=country)):
            return [(found[0], words)]
    pieces = [piece for piece in _AND.split(plain) if piece]
    shared = _arms(pieces[-1]) if len(pieces) > 1 else None
    out: dict[str, tuple[Actor, str]] = {}
    for piece in pieces:
        for actor, words in _of_piece(piece, shared, books, on, country):
            out.setdefault(actor.id, (actor, words))
    return list(out.values())


def _of_piece(piece: str, shared: str | None, books: Books, on: datetime.date | None, country: str | None) -> _Found:
    bare = _tidy(_bare(piece))
    people = fold_name(bare) in books.places.people
    tries = (
        piece,
        f"{bare} air force" if _FLOWN.search(piece) else "",
        bare,
        f"{bare} {shared}" if shared else "",
        f"{piece} {shared}" if shared else "",
        f"{bare} {_ARMS}" if people else "",
    )
    for words in filter(None, dict.fromkeys(_tidy(one) for one in tries)):
        if found := books.actors.lookup(words, on=on, country=country):
            return [(found[0], words if words in piece else found[0].name)]
    return [
        (m.actor, m.text) for m in books.actors.find(piece, on=on, country=country) if m.actor.kind is SourceKind.PARTY
    ]


def _by_a_word(text: str, books: Books, on: datetime.date | None, country: str | None) -> _Found:
    """Find a side by one word of the phrase that describes it in this country: "an injured policeman"."""
    for word in re.findall(r"[A-Za-z]+", text):
        plain = books.actors.lookup(word, on=on)
        if country is not None and not plain and (found := books.actors.lookup(word, on=on, country=country)):
            return [(found[0], found[0].name)]
    return []


def _arms(piece: str) -> str | None:
    """Return the word that joined names share: "Russian and Syrian regime forces"."""
    match = _TAIL.search(piece)
    return match.group().strip() if match is not None else None


def _sides(found: _Found, books: Books) -> tuple[str, ...]:
    return tuple(dict.fromkeys(books.actors.side_of(actor.id) or actor.id for actor, _ in found))


def _several(printed: str, found: _Found, books: Books) -> str:
    """Name several sides in the words of the book, joined as the report joins them."""
    names: dict[str, str] = {}
    for actor, words in found:
        side = books.actors.get(books.actors.side_of(actor.id) or actor.id) or actor
        names.setdefault(side.id, _name(words, actor, books) if actor.id == side.id else side.name)
    link = " or " if re.search(r"\bor\b", printed) else " and "
    return ", ".join([*list(names.values())[:-2], link.join(list(names.values())[-2:])])


def _name(words: str, actor: Actor, books: Books) -> str:
    """Keep the report's own proper name for a side; a description or a short acronym takes the book's name."""
    plain = _BRACKETS.sub("", words)
    for one in (plain, _bare(plain), words):
        short = sum(c.isupper() for c in one) >= len(one) - 1 and len(one) <= 3
        if (
            one[:1].isupper()
            and not short
            and fold_name(one) not in books.places.people
            and not _DESCRIBES.search(one)
            and fold_name(one) in {fold_name(n) for n in (actor.name, *actor.aliases) if n[:1].isupper()}
        ):
            return _PLURALS.get(one.lower(), one)
    return actor.name
