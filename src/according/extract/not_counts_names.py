"""Numbers that are part of a name or a list, ages behind names, and "one" as a pronoun.

In: ``Seen``. Out: ``Refused`` with designation, score, calibre, decimal, list number, age, repeat, compound, ordinal,
population, pronoun or things, or None.

Example: "13" in "Division 13", "24" in "Su-24", "9" and "720" in "9K720" are designations.
"""

from __future__ import annotations

from according.extract.head_nouns import Kind, find_head
from according.extract.number import DASHES
from according.extract.seen import Refused, Seen

_NAME_SIGNS = frozenset("#@_&=+№")
_NAME_WORDS = 6  # words of a person's name at most
_LOST_SPACE = 4  # letters of a word that ran into a number: "killed12", not "AK47"
_MOST_ITEMS = 99


def inside_word(seen: Seen) -> Refused | None:
    """Refuse digits glued to letters or signs: "Su-24", "9K720", "AK47", "#12", "3-2"; "killed12" is a lost space."""
    return _glued_before(seen) or _glued_behind(seen)


def _glued_before(seen: Seen) -> Refused | None:
    line, first = seen.line, seen.number.first
    if not line.glued(first):
        return None
    sign, joined = seen.before, line.glued(first - 1)
    if sign in _NAME_SIGNS:
        return seen.refuse("designation")
    if sign == "/" or (sign in DASHES and joined):
        return seen.refuse("score" if line.is_number(first - 2) else "designation")
    if sign in (".", ":") and joined and line.is_number(first - 2):
        return seen.refuse("decimal")
    if sign == "." and not joined:
        return seen.refuse("calibre")  # ".303"
    if sign.isalpha() and (len(sign) < _LOST_SPACE or not line.text[line.starts[first] - len(sign) + 1].islower()):
        return seen.refuse("designation")
    return None


def _glued_behind(seen: Seen) -> Refused | None:
    line, book, at = seen.line, seen.book, seen.number.last + 1
    if not line.glued(at):
        return None
    after = seen.after
    if after in ("/", "_") or (after in DASHES and line.is_number(at + 1) and line.glued(at + 1)):
        return seen.refuse("score")
    if not after.isalpha() or len(after) > 2:
        return None
    units = (book.distances, book.measures, book.clock_words, book.calibres, book.durations)
    return None if any(after in words for words in units) else seen.refuse("designation", at)


def code(seen: Seen) -> Refused | None:
    """Refuse numbers that no one counts with: "007", "9812345678"."""
    return seen.refuse("designation") if seen.number.code else None


def bracketed(seen: Seen) -> Refused | None:
    """Refuse the age behind a name ("(31)", ", 35, was killed") and the repeat in "two (2) persons"."""
    line, number = seen.line, seen.number
    if number.high is not None or seen.effects:
        return None
    behind = number.first - 2
    if seen.before == "(" and seen.after == ")":
        if number.first == 1:
            return seen.refuse("list number")
        same = line.words[behind] == str(number.value) or seen.book.units.get(line.words[behind]) == number.value \
            or seen.book.tens.get(line.words[behind]) == number.value
        if same:
            return seen.refuse("repeat")
    if not number.plain or number.value > seen.book.oldest["years"]:
        return None
    named = line.is_capital(behind) or line.word(behind) in (")", '"', "”")
    if named and seen.before == "(" and seen.after in (")", ","):
        return seen.refuse("age")
    return seen.refuse("age") if named and seen.before == seen.after == "," and number.value else None


def named_age(seen: Seen) -> Refused | None:
    """Refuse "identified as <Name> <Name> 54", "shot one <Name> <Name> 54": the commas were lost."""
    line, number = seen.line, seen.number
    if not number.plain or not 4 < number.value <= seen.book.oldest["years"] or seen.effects:
        return None
    at = number.first - 1
    while line.is_capital(at) and number.first - at < _NAME_WORDS:
        at -= 1
    cued = line.word(at) == "as" and line.word(at - 1) in seen.book.naming
    person = line.word(at) in ("one", "named", "alias") or line.word(at) in seen.book.people
    one = person and not line.is_capital(at) and at < number.first - 2
    return seen.refuse("age") if one or (cued and at < number.first - 1) else None


def list_number(seen: Seen) -> Refused | None:
    """Refuse "1." and "2)" at the start of a line."""
    line, number = seen.line, seen.number
    if not number.plain or number.value > _MOST_ITEMS or seen.after not in (".", ")") or line.glued(number.last + 2):
        return None
    first = number.first
    opens = first == 0 or "\n" in line.text[line.ends[first - 1]:line.starts[first]]
    return seen.refuse("list number", number.last + 1) if opens and line.word(number.last + 2) else None


def designation(seen: Seen) -> Refused | None:
    """Refuse the number in a name: "Division 13", "Resolution 2254", "No. 5", "ward 28", "47 Brigade"."""
    if seen.first != seen.number.first:
        return None
    return _behind_name(seen) or _unit_name(seen)


def _behind_name(seen: Seen) -> Refused | None:
    line, book, digits = seen.line, seen.book, seen.number.digits
    at = seen.number.first - 1
    if line.word(at) == "." and line.word(at - 1) in ("no", "nos"):
        at -= 1
    word, capital = line.word(at), line.is_capital(at)
    if word in book.designations and (len(word) > 1 or capital) and not (word == "no" and not digits):
        named = True
    elif word in book.designations_with_capital and capital:
        named = digits and not seen.people_follow()
    else:
        named = word in book.designations_unless_people
    if not named:
        return None
    sure = digits and word in book.designations
    return seen.refuse("designation") if sure or not seen.people_follow() else None


def _unit_name(seen: Seen) -> Refused | None:
    """Refuse "47 Brigade", "21 Assam Rifles", but not "21 Assam Rifles personnel"."""
    line, number, book = seen.line, seen.number, seen.book
    if not number.plain:
        return None
    for k in range(number.last + 1, number.last + 4):
        if not line.is_capital(k):
            return None
        if line.word(k) in book.unit_names:
            end = k + 1 if line.word(k + 1) in book.unit_names else k
            people = find_head(line, end + 1, book).kind is Kind.PEOPLE
            return None if people else seen.refuse("designation", end)
    return None


def compound(seen: Seen) -> Refused | None:
    """Refuse "12-member team", "five-star", "twenty-first"; "12-killed" and "five-member family" count people."""
    line, book, k = seen.line, seen.book, seen.number.last + 1
    hyphen = line.word(k) in ("-", "‑") and line.glued(k) and line.glued(k + 1)
    word = line.word(k + 1)
    if not hyphen or not word.isalpha() or seen.last > k or word in book.harm_states or word in book.people_plural:
        return None
    if word in book.member_words and line.word(k + 2) in book.member_groups:
        return None
    return seen.refuse("ordinal" if word in book.ordinals else "compound", k + 1)


def goes_on(seen: Seen) -> Refused | None:
    """Refuse what goes on with a list that was refused: "resolutions 2118, 2209 and 2254", "aged 4, 6 and 9"."""
    gap, previous, number = seen.gap(), seen.previous, seen.number
    if gap is None or previous is None or not number.plain or seen.effects:
        return None
    listed = gap in ([], [","], ["and"], [",", "and"], ["&"], ["or"])
    if previous.reason == "age":
        # also from name to name: "identified as <Name> <Name> 40 <Name> <Name> 42"
        names = 0 < len(gap) < _NAME_WORDS and all(
            word == "and" or seen.line.is_capital(previous.last + 1 + k) for k, word in enumerate(gap))
        listed = (names or (listed and bool(gap))) and seen.line.is_number(previous.last)
        listed = listed and number.value <= seen.book.oldest["years"]
    elif previous.reason != "designation":
        return None
    return seen.refuse(previous.reason) if listed and seen.after != "in" and not seen.people_follow() else None


def population(seen: Seen) -> Refused | None:
    """Refuse "a population of 12,000", "home to 300 families"."""
    pair = f"{seen.line.word(seen.first - 2)} {seen.line.word(seen.first - 1)}"
    return seen.refuse("population") if pair in seen.book.population else None


def zero(seen: Seen) -> Refused | None:
    """Refuse "Nine Zero", a place, and "0"; "zero casualties" is a count."""
    if seen.number.value or seen.people_follow():
        return None
    return seen.refuse("designation")


def one(seen: Seen) -> Refused | None:
    """Refuse "one another", "one by one", "the latest one", "on one hand", "one of the worst attacks"."""
    line, book, number = seen.line, seen.book, seen.number
    if number.digits or number.value != 1 or number.high is not None:
        return None
    if seen.after in book.one_fixed or line.words[number.first + 1:number.first + 3] == ["by", "one"]:
        return seen.refuse("pronoun", number.last + 1)
    if line.words[max(number.first - 2, 0):number.first] == ["one", "by"]:
        return seen.refuse("pronoun")
    if seen.before in ("of", "from") and seen.after in book.member_groups:
        return seen.refuse("things", number.last + 1)  # "members of one family"
    pronoun = seen.before in book.pronoun_one_after or seen.before in book.ordinals
    if pronoun and not seen.effects and not line.is_capital(number.last + 1) and seen.after not in book.harm_states:
        return None if seen.people_follow() else seen.refuse("pronoun")
    if seen.after == "of":
        at = number.last + 2
        while line.word(at) in book.determiners and at < number.last + 5:
            at += 1
        if line.word(at) in book.superlatives and not seen.people_follow():
            return seen.refuse("things", at)
    return None


def things(seen: Seen) -> Refused | None:
    """Refuse a number of houses, raids, shells, towns: the head of the noun phrase is no person."""
    return seen.refuse("things") if seen.head().kind is Kind.THINGS else None
