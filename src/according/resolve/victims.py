"""The class of victims from the whole report: what one sentence leaves open another may say.

In: drafts in order of the text. Out: the class for each.

Rules (reader.md, "Where quality comes from"): the other claims with the same harm and number agree; a whole of which
named parts are of two classes is mixed; a part of a civilian whole is civilian; "people", some of whom are told as
civilians, are open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from according.books.grammar import word_list
from according.books.lexicon import open_lexicon
from according.records import Draft, Sentence
from according.words import CountKind, Harm, Scope, VictimsClass

_OPEN = (VictimsClass.UNKNOWN,)


def resolve_classes(drafts: Sequence[Draft], text: str = "") -> tuple[VictimsClass, ...]:
    """Return the class of victims of each draft, in the order of the drafts.

    Args:
        drafts: of one report, in order of the text.
        text: the clean text: what it calls a person elsewhere.
    """
    classes = [d.victims_class for d in drafts]
    for i in range(len(drafts)):
        if classes[i] in _OPEN and (same := _same_number(i, drafts, classes)) is not None:
            classes[i] = same
    _wholes(drafts, classes)
    _same_persons(drafts, classes, text)
    for i, draft in enumerate(drafts):
        if classes[i] in _OPEN and draft.part_of is not None:
            whole = [j for j, d in enumerate(drafts) if d.at == draft.part_of and d.harm is draft.harm]
            if whole and classes[whole[0]] in (VictimsClass.CIVILIAN, VictimsClass.COMBATANT):
                classes[i] = classes[whole[0]]
    return tuple(classes)


def _same_number(index: int, drafts: Sequence[Draft], classes: Sequence[VictimsClass]) -> VictimsClass | None:
    """Return the class that every other claim of the same harm and number gives, if they give one."""
    draft = drafts[index]
    value = draft.count.low if draft.count.low is not None else draft.count.high
    if value is None or draft.count.kind is CountKind.SINGLE:
        return None
    found = {
        classes[j]
        for j, d in enumerate(drafts)
        if j != index
        and d.harm is draft.harm
        and classes[j] not in _OPEN
        and (d.count.low if d.count.low is not None else d.count.high) == value
    }
    return found.pop() if len(found) == 1 else None


def _wholes(drafts: Sequence[Draft], classes: list[VictimsClass]) -> None:
    """A total over named parts of two classes is mixed."""
    for i, whole in enumerate(drafts):
        if classes[i] is not VictimsClass.UNKNOWN or whole.harm is Harm.DISPLACED:
            continue
        parts = {classes[j] for j, d in enumerate(drafts) if d.part_of == whole.at and d.harm is whole.harm}
        if VictimsClass.COMBATANT in parts and VictimsClass.CIVILIAN in parts:
            classes[i] = VictimsClass.MIXED


_PRONOUNS = word_list("victims", "pronouns")


def _same_persons(drafts: Sequence[Draft], classes: list[VictimsClass], text: str) -> None:
    """A single person told of again by name or pronoun is of the class first given, or of their title."""
    known: list[tuple[frozenset[str], VictimsClass]] = []
    for i, draft in enumerate(drafts):
        if draft.count.kind is not CountKind.SINGLE or draft.victims is None:
            continue
        words = draft.victims.text.split()
        names = frozenset(w for w in words if w[:1].isupper())
        if classes[i] in _OPEN and words[0].lower() in _PRONOUNS and known:
            classes[i] = known[-1][1]
        elif classes[i] in _OPEN:
            classes[i] = next((klass for other, klass in reversed(known) if names & other), classes[i])
            if classes[i] in _OPEN:
                classes[i] = _called(names, text)
        if classes[i] not in _OPEN:
            known.append((names, classes[i]))


_NAMING = word_list("victims", "naming")
_LOOK = 70  # characters before a name in which its title stands


def _called(names: frozenset[str], text: str) -> VictimsClass:
    """Return the class of what the report calls a person: "Constable Anil Rao" later on for "Rao"."""
    people = open_lexicon().people
    for name in sorted(n for n in names if len(n) > 2 and n.lower() not in people):
        for found in re.finditer(rf"\b{re.escape(name)}\b", text):
            for word in reversed(text[max(0, found.start() - _LOOK) : found.start()].split()[-4:]):
                klass = people.get(word.strip(",()").lower())
                if klass is not None and klass is not VictimsClass.UNKNOWN:
                    return klass
                if not word[:1].isupper() and word.lower() not in _NAMING:
                    break
    return VictimsClass.UNKNOWN


_ANYBODY = word_list("victims", "anybody")
_EVERYONE = word_list("victims", "everyone")
_CIVILIANS = word_list("victims", "civilians")


def open_totals(
    drafts: Sequence[Draft],
    classes: Sequence[VictimsClass],
    scopes: Sequence[Scope],
    sentences: Sequence[Sentence],
) -> tuple[VictimsClass, ...]:
    """Return the classes, "people" left open where what gave them a class holds of a part of them only.

    A total of all dead is easily taken for one of the side that the headline speaks of. "1,130 people, including 830
    civilians" are not 1,130 civilians, nor are 1,311 dead, "everyone counted", in a report of 830 civilians.

    Args:
        drafts: of one report, in order of the text.
        classes: what the rules and the second step made of each.
        scopes: of each.
        sentences: of the report.
    """
    out = list(classes)
    for i, draft in enumerate(drafts):
        if draft.side is not None or not _are_anybody(draft):
            continue
        total = draft.part_of is None and scopes[i] in _TOTALS
        if classes[i] is VictimsClass.COMBATANT and total and draft.victims is not None:
            out[i] = VictimsClass.UNKNOWN
        everyone = total and not _EVERYONE.isdisjoint(re.findall(r"\w+", sentences[draft.sentence].text.lower()))
        if classes[i] is VictimsClass.CIVILIAN and _civilians_within(draft, drafts, everyone=everyone):
            out[i] = VictimsClass.UNKNOWN
    return tuple(out)


_TOTALS = (Scope.PERIOD, Scope.CUMULATIVE)


def _are_anybody(draft: Draft) -> bool:
    """Say whether no word of a count says who they were."""
    words = draft.victims.text.lower().split() if draft.victims is not None else []
    return _ANYBODY.issuperset(words)


def _civilians_within(whole: Draft, drafts: Sequence[Draft], *, everyone: bool) -> bool:
    """Say whether fewer are called civilians: as a part or, in a count of everyone, before it.

    Not where the same number is told of civilians elsewhere; and women and children are no contrast to the others.
    """
    size = whole.count.low if whole.count.low is not None else whole.count.high
    called = [
        (d, d.count.low if d.count.low is not None else d.count.high)
        for d in drafts
        if d.harm is whole.harm and d.victims is not None and _CIVILIANS & set(d.victims.text.lower().split())
    ]
    return all(n != size for _, n in called) and any(
        (n or 0) < (size or 0) and (d.part_of == whole.at or (everyone and d.at < whole.at)) for d, n in called
    )
