"""Money, shares, ages, spans of time, distances and other measures.

In: ``Seen``. Out: ``Refused`` with money, percentage, age, duration, distance, calibre, measure, decimal or rate; None.

Example: "12" in "a 12-year-old boy" is an age, "155" in "155mm shells" a calibre.
"""

from __future__ import annotations

from according.extract.number import DASHES
from according.extract.seen import Refused, Seen

_MOST_OF_A_RATE = 10
_LONGEST_CURRENCY = 3  # "5 million US dollars"
_LONGEST_PHRASE = 7  # words behind the number of a whole that may say that it is of the harmed
_RELATIVES = frozenset({"who", "that", "which", "whom"})


def money(seen: Seen) -> Refused | None:
    """Refuse "$5", "Rs. 500", "5 million US dollars", "a ransom of 5 lakh"."""
    line, book, number = seen.line, seen.book, seen.number
    at = number.first - 1
    if seen.before == "." and line.glued(at):
        at -= 1
    if line.word(at) in book.currencies_before:
        return seen.refuse("money")
    for k in range(seen.noun_at, seen.noun_at + _LONGEST_CURRENCY):
        word = line.word(k)
        weight = word in book.measures and k == seen.noun_at  # "a 500-pound bomb"
        if word in book.currencies and not weight:
            return seen.refuse("money", k)
        if not word.isalpha() or word in book.stops or word in book.people_plural:
            break
    if any(line.word(seen.first - back) in book.money_nouns for back in (1, 2)) and not seen.people_follow():
        return seen.refuse("money")
    return None


def percentage(seen: Seen) -> Refused | None:
    """Refuse "40%", "40 per cent"."""
    at = seen.noun_at
    if seen.line.word(at) in seen.book.percent:
        return seen.refuse("percentage", at)
    if seen.line.words[at:at + 2] == ["per", "cent"]:
        return seen.refuse("percentage", at + 1)
    return None


def age(seen: Seen) -> Refused | None:
    """Refuse "12-year-old", "12 years of age", "aged 5 to 12", "under 18", "aged 4, 6 and 9"."""
    line, book, number = seen.line, seen.book, seen.number
    at = seen.noun_at
    if line.word(at) in book.age_units:
        behind = at + 2 if line.word(at + 1) in DASHES else at + 1
        if line.word(behind) in book.ages:
            return seen.refuse("age", behind)
        if line.words[behind:behind + 2] == ["of", "age"]:
            return seen.refuse("age", behind + 1)
    if line.word(at) in ("yearold", "yearolds"):
        return seen.refuse("age", at)
    if number.value > book.oldest["years"] or seen.people_follow():
        return None
    for back in range(1, 6):
        word = line.word(number.first - back)
        if word in book.ages:
            return seen.refuse("age")
        if word not in book.age_links:
            break
    minor = number.value <= book.oldest["minor"] and line.word(at) not in book.things_plural
    return seen.refuse("age") if seen.before in ("under", "below") and minor else None


def duration(seen: Seen) -> Refused | None:
    """Refuse "three days", "24-hour", "five more bloody years"."""
    line, book = seen.line, seen.book
    for k in range(seen.noun_at, seen.noun_at + 3):
        if line.word(k) in book.durations and (seen.number.digits or line.word(k) != "min"):
            return seen.refuse("duration", k)
        if line.word(k) not in book.duration_adjectives:
            break
    return None


def unit(seen: Seen) -> Refused | None:
    """Refuse "12 km", "155-mm", "five tonnes", "hundreds of miles"."""
    book, at = seen.book, seen.noun_at
    word = seen.line.word(at)
    for words, reason in ((book.distances, "distance"), (book.calibres, "calibre"), (book.measures, "measure")):
        if word in words:
            return seen.refuse(reason, at)
    return None


def decimal(seen: Seen) -> Refused | None:
    """Refuse 12.5: people are whole."""
    return seen.refuse("decimal") if seen.number.decimal else None


def rate(seen: Seen) -> Refused | None:
    """Refuse "per 100,000 people", "one in five people", "nine out of ten"."""
    line, last = seen.line, seen.number.last
    if seen.before == "per":
        return seen.refuse("rate")
    if seen.after != "in" or seen.number.value > _MOST_OF_A_RATE or seen.effects:
        return None
    whole = line.is_number(last + 2) or line.word(last + 2) in seen.book.number_stops
    people = not seen.book.people_plural.isdisjoint(line.words[last + 3:last + 5])
    of_them = line.words[last + 3:last + 5] == ["of", "the"]  # "one in five of the 100 wounded"
    return seen.refuse("rate", last + 2) if whole and (people or of_them) else None


def whole(seen: Seen) -> Refused | None:
    """Refuse what a share was taken of, where nothing says that all of it were harmed; and what a share leaves out.

    "Of the 30 people on board, 12 were killed", "half of the 40 hostages were shot"; "all but three of the 17 were
    killed". Not "of the 14 killed, six were children", nor "two of the 12 wounded".
    """
    line, book = seen.line, seen.book
    if line.words[max(seen.first - 2, 0):seen.first] == ["all", "but"]:
        return seen.refuse("fraction")
    at = seen.first - 1
    while line.word(at) in book.determiners:
        at -= 1
    if line.word(at) != "of" or not _shared(seen, at - 1) or not seen.people_follow():
        return None
    return None if _harmed(seen) else seen.refuse("population")


def _shared(seen: Seen, at: int) -> bool:
    """Say whether the word before "of" is a share, a number, or the end of what came before the sentence's phrase."""
    line, book = seen.line, seen.book
    word = line.word(at)
    if word == "out" or not word or not (word[0].isalnum()):
        return True
    share = word in book.fractions or word in book.percent or word in ("most", "majority", "cent", "all")
    return share or line.is_number(at) or word in book.units or word in book.tens


def _harmed(seen: Seen) -> bool:
    """Say whether the number's own noun phrase tells of harm: "the 12 soldiers wounded", "the 12 who were killed"."""
    line, book = seen.line, seen.book
    for k in range(seen.last + 1, seen.last + 1 + _LONGEST_PHRASE):
        word = line.word(k)
        if word in book.harm_states or word in book.harm_nouns or word in ("victims", "deceased"):
            return True
        closed = word in book.be and word not in _RELATIVES and line.word(k - 1) not in _RELATIVES
        if not word or not word[0].isalnum() or closed:
            return False
    return False
