"""Who did it, by name: the side of the book of actors that a sentence makes the doer of the deed.

In: a claim's draft without a perpetrator, its sentence, the sides that the report names. Out: its words, or None.

Example: "The governor said the ELN had kidnapped dozens": the National Liberation Army; a reader that knows words, not
names, sees nobody armed there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from according.books.actors import Actor
from according.books.grammar import word_list
from according.books.lexicon import open_lexicon
from according.records import Draft, Phrase, Sentence, Victims
from according.resolve.own_deed import MEN, is_armed
from according.words import SourceKind

_NOT_DEEDS = word_list("doer", "not_deeds")
_VERBS = "|".join(sorted(open_lexicon().perpetrator_verbs - _NOT_DEEDS))
_NOT_BY = word_list("doer", "not_by")  # "areas held by", "as reported by": who did something else
_BODIES = "|".join(sorted(word_list("doer", "bodies")))
_AFTER = re.compile(
    rf"(?:'s)?(?: (?:{MEN}|{_BODIES})){{0,2}}(?: \([^)]{{1,20}}\))?"
    rf"(?: (?:had|has|have|also|then|later|since|reportedly|allegedly)){{0,3}} (?:{_VERBS})\b",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"\b(?:by|blamed on) (?:(?:the|suspected|alleged|armed) ){{0,3}}"
    rf"(?:(?:{MEN}|{_BODIES}) (?:of|from|belonging to|loyal to) (?:the )?)?$",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"\b(?:on|against|at|targeting|with|in|for|by|near|to|hit|killed|wounded) (?:the )?$", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but|was|were|said|says)\b", re.IGNORECASE)
_NEAR = 160  # characters between "by" its doer and the count


def named_doer(
    draft: Draft, victims: Victims, sentence: Sentence, mentions: Sequence[tuple[int, int, Actor]]
) -> Phrase | None:
    """Return the words for the side named as doer: subject of the last verb of attack before the count, or after "by".

    Args:
        draft: a claim that tells of no perpetrator.
        victims: of the claim; nobody is made to have harmed his own.
        sentence: the claim's own.
        mentions: the actors that the report names, with offsets into its clean text.
    """
    found: list[Phrase] = []
    for start, end, actor in mentions:
        inside = sentence.start <= start and end <= sentence.end
        if not inside or not is_armed(actor) or victims.side_id in (actor.id, actor.side or actor.id):
            continue
        before, after = sentence.text[: start - sentence.start], sentence.text[end - sentence.start :]
        deed = _AFTER.match(after)
        at = draft.at - end
        subject = deed is not None and at > 0 and _NO_SUBJECT.search(before) is None
        did = subject and deed is not None and _CLAUSE.search(after[deed.end() : at]) is None
        if did or _by(before, draft, sentence):
            text = sentence.text[start - sentence.start : end - sentence.start]
            found.append(Phrase(text=text, start=start, end=end))
    return min(found, key=lambda p: (abs(draft.at - p.start), p.start), default=None)


def _by(before: str, draft: Draft, sentence: Sentence) -> bool:
    found = _BY.search(before)
    if found is None or not _NOT_BY.isdisjoint(w.lower() for w in before[: found.start()].split()[-1:]):
        return False
    low, high = sorted((draft.at - sentence.start, found.start()))
    between = sentence.text[max(0, low) : high]
    return high - low < _NEAR and not re.search(r"[;:]|\b(?:while|whereas|but|said)\b", between)


_CUT = re.compile(r"U\.S\.(?:-led coalition| \w+)?")
_OF = re.compile(r" (?:of|from|belonging to|loyal to)(?: the)? ", re.IGNORECASE)


def fuller(words: Phrase | None, sentence: Sentence, mentions: Sequence[tuple[int, int, Actor]]) -> Phrase | None:
    """Return the words for a perpetrator with the side that they are told to be of: "fighters" of "the ADF"."""
    if words is None:
        return None
    cut = _CUT.match(sentence.text, max(0, words.start - sentence.start))
    if cut is not None and words.text in ("U", "U.S"):  # a reader that stops at the full stop of "U.S. jets"
        return Phrase(text=cut.group(), start=words.start, end=words.start + len(cut.group()))
    for start, end, actor in mentions:
        between = sentence.text[max(0, words.end - sentence.start) : max(0, start - sentence.start)]
        if start >= words.end and actor.kind is SourceKind.PARTY and _OF.fullmatch(between):
            return Phrase(text=sentence.text[start - sentence.start : end - sentence.start], start=start, end=end)
    return words
