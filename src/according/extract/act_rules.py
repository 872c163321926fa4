"""The rules that find deeds in a sentence: movements, changes of control, attacks; and trends of violence.

In: ``Tokens`` and the book of acts. Out: ``Told``: form, stage, words, who and where, as spans of tokens.

Example: in "M23 rebels seized the town of Rutshuru" the verb "seized" tells control, its actor and its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from according.books.acts import ActBook, VerbRule
from according.books.lexicon import match
from according.extract.act_phrases import Span, clause, holds, object_after, subject
from according.extract.act_places import place_after, place_near
from according.extract.act_told import Told, doer, is_passive, stage_of
from according.extract.tokens import Tokens
from according.words import ActForm, ActStage

_ATTACKS = frozenset({ActForm.AIRSTRIKE, ActForm.SHELLING, ActForm.BOMBING, ActForm.ASSAULT})
_WINDOW = 14  # tokens back in which a fight or a weapon stands before its verb
_AHEAD = 7  # tokens ahead in which what is sent stands
_STRUCK = 5  # and what is launched
# Classes that are looked for in the clause, not only in the subject
_LOOSE = frozenset({"event", "airstrikes", "shells", "bombs", "airpower", "reinforcements", "convoy"})


def find_deeds(tokens: Tokens, book: ActBook) -> Iterator[Told]:
    """Yield movements, changes of control and attacks: a verb with what its rule wants before and after it."""
    at = 0
    while at < len(tokens):
        hit = match(book.verbs, tokens.lower, at)
        if hit is None:
            at += 1
            continue
        told = next((t for rule in hit[1] if (t := _deed(tokens, at, at + hit[0], rule, book)) is not None), None)
        if told is not None:
            yield told
        at += hit[0]


def _deed(tokens: Tokens, first: int, last: int, rule: VerbRule, book: ActBook) -> Told | None:
    stage = stage_of(tokens, first, book)
    if stage is None or not _voice_fits(tokens, first, rule, book):
        return None
    around = clause(tokens, first, book)
    who = _before(tokens, first, rule, around, book)
    what = _after(tokens, last, rule, around, book)
    if who is None or what is None:
        return None
    if rule.form is ActForm.ADVANCE and tokens.lower[who[0] : who[1]] in (("they",), ("it",), ("he",)):
        return None  # "they entered the house"
    if rule.form is ActForm.CLASH:
        start = who[0] if rule.before == "event" else first
        actor, target = _parties(tokens, first, last, rule, (start, around[1]), book)
    else:
        actor, target = _agent(tokens, first, who, what, rule, book), _struck(tokens, last, rule, book)
    place, needs_place = _where(tokens, last, who, target, rule, book)
    if rule.after == "place" and place is None:
        return None
    return Told(
        form=rule.form, stage=stage, first=who[0] if rule.before in _LOOSE else first, last=last, actor=actor,
        target=target, place=place, needs_place=needs_place)  # fmt: skip


def _voice_fits(tokens: Tokens, first: int, rule: VerbRule, book: ActBook) -> bool:
    passive = is_passive(tokens, first, book)
    if rule.passive or not passive:
        return passive or not rule.passive
    return rule.before in _LOOSE or tokens.lower[first].endswith("ing")


def _agent(tokens: Tokens, first: int, who: Span, what: Span, rule: VerbRule, book: ActBook) -> Span | None:
    if rule.before == "airpower":
        flown = subject(tokens, first, book)
        return doer(tokens, flown, book) or _flyer(tokens, flown, rule)
    if rule.before in _LOOSE:
        return None
    return doer(tokens, what if rule.before == "place" else who, book)


def _struck(tokens: Tokens, last: int, rule: VerbRule, book: ActBook) -> Span | None:
    """Return the people whom an attack struck: "struck Alawite gunmen near the town" names no place after its verb."""
    if rule.after != "place" or rule.form not in _ATTACKS:
        return None
    found, needs_place = place_after(tokens, last, book)
    if found is None or not needs_place or found[1] >= len(tokens):
        return None
    following = tokens.lower[found[1]]
    return (
        object_after(tokens, last, book)
        if following in book.lexicon.people or following in book.classes["armed"]
        else None
    )


def _where(
    tokens: Tokens, last: int, who: Span, target: Span | None, rule: VerbRule, book: ActBook
) -> tuple[Span | None, bool]:
    """Return the place of a deed, and whether only its name says that it is one."""
    if rule.before == "place":
        return place_after(tokens, who[0], book)
    if rule.after != "place":
        return None, False
    if target is not None:
        return place_near(tokens, (last, target[1]), book, goes=False), True
    return place_after(tokens, last, book)


def _flyer(tokens: Tokens, who: Span | None, rule: VerbRule) -> Span | None:
    """Return whose aircraft struck, where their words say it: "Russian warplanes"."""
    if rule.before != "airpower" or who is None:
        return None
    return (
        who
        if any(tokens.is_capital(i) and i > 0 for i in range(*who))
        or (who[1] - who[0] > 1 and tokens.is_capital(who[0]))
        else None
    )


def _before(tokens: Tokens, first: int, rule: VerbRule, around: Span, book: ActBook) -> Span | None:
    who = subject(tokens, first, book)
    if who is not None and {"no", "none", "nobody"} & set(tokens.lower[who[0] : who[1]]):
        return None
    if rule.before == "any":
        return who if who is not None else (first, first)
    if rule.before in _LOOSE:
        for at in range(first - 1, max(around[0], first - _WINDOW) - 1, -1):
            if (hit := match(book.classes[rule.before], tokens.lower, at)) is not None and at + hit[0] <= first:
                return at, first
        return None
    if who is None:
        return None
    if rule.before == "place":
        return who if place_after(tokens, who[0], book)[0] is not None else None
    return who if doer(tokens, who, book) is not None else None


def _after(tokens: Tokens, last: int, rule: VerbRule, around: Span, book: ActBook) -> Span | None:
    if rule.after == "any":
        return (last, last)
    if rule.after == "place":
        return place_after(tokens, last, book)[0]
    span = (last, min(around[1], last + (_STRUCK if rule.after in ("airstrikes", "offensive") else _AHEAD)))
    if rule.after == "armed" and rule.before == "place":
        found = object_after(tokens, last, book)
        return found if doer(tokens, found, book) is not None else None
    return span if holds(tokens, span, book.classes[rule.after]) else None


def _parties(
    tokens: Tokens, first: int, last: int, rule: VerbRule, around: Span, book: ActBook
) -> tuple[Span | None, Span | None]:
    """Return who fought whom: "clashes between A and B", "clashes with B", "A clashed with B"."""
    for at in range(around[0], min(around[1], last + _AHEAD)):
        if tokens.lower[at] == "between":
            sides = object_after(tokens, at + 1, book)
            return ((sides[0], min(sides[1], first)) if sides is not None and at < first else sides), None
        if tokens.lower[at] in ("with", "against"):
            return (subject(tokens, first, book) if rule.before == "armed" else None), object_after(
                tokens, at + 1, book
            )
    if rule.before == "armed":
        return subject(tokens, first, book), object_after(tokens, last, book)
    return None, None


def find_trends(tokens: Tokens, book: ActBook) -> Iterator[Told]:
    """Yield what is told of violence as more or less than before."""
    for at in range(len(tokens)):
        if (noun_told := _trend(tokens, at, book)) is not None:
            yield noun_told
        hit = match(book.trend_verbs, tokens.lower, at)
        if hit is not None and at > 0 and stage_of(tokens, at, book) is not None:
            noun = next((i for i in range(at - 1, max(-1, at - 5), -1) if tokens.lower[i] in book.violence), None)
            if noun is not None and tokens.lower[noun] in (
                "violence",
                "hostilities",
                "attacks",
                "killings",
                "kidnappings",
                "abductions",
            ):
                yield Told(form=hit[1], stage=ActStage.DONE, first=noun, last=at + hit[0])


def _trend(tokens: Tokens, at: int, book: ActBook) -> Told | None:
    """Read "an uptick in violence"; not "the latest escalation of violence", which names an event."""
    form = book.trends.get(tokens.lower[at])
    if form is None or tokens.lower[at + 1 : at + 2] not in (("in",), ("of",)):
        return None
    end = next((i for i in range(at + 2, min(len(tokens), at + 6)) if tokens.lower[i] in book.violence), None)
    if end is None or book.no_trend_before & set(tokens.lower[max(0, at - 4) : at]):
        return None
    return Told(form=form, stage=ActStage.DONE, first=at, last=end + 1, target=_against(tokens, end + 1, book))


def _against(tokens: Tokens, at: int, book: ActBook) -> Span | None:
    return object_after(tokens, at + 1, book) if at + 1 < len(tokens) and tokens.lower[at] == "against" else None
