"""Who did it, where the speaker says "it": a side that tells of its own deed.

In: a claim's draft, its source and its sentence. Out: the party, or None.

Example: "The army said it had killed 45 fighters": the army did it, on its own word.
"""

from __future__ import annotations

import re

from according.books.grammar import word_list
from according.records import Draft, Party, Sentence, Source
from according.words import SourceKind

_MEN = "|".join(sorted(word_list("own_deed", "men")))
_DEEDS = "|".join(sorted(word_list("own_deed", "deeds")))
_MAY = (SourceKind.PARTY, SourceKind.OFFICIAL)
_SELF = rf"(?:it|they|he|we|(?:its|their|his|our)(?: own)? (?:{_MEN}))"
_OWN = re.compile(
    rf"\b(?:that )?{_SELF} (?:(?:had|have|has|also|since|then) ){{0,2}}(?:{_DEEDS})\b[^.;]*$", re.IGNORECASE
)
_PRONOUN = re.compile(rf"{_SELF}", re.IGNORECASE)


def own_deed(draft: Draft, source: Source | None, sentence: Sentence) -> Party | None:
    """Return the speaker as the one who did it, where the sentence has a side say so of itself.

    Args:
        draft: the claim; its words for the perpetrator, if any, are a pronoun.
        source: who vouches for it; a group that no book knows is read as an official.
        sentence: the claim's own.
    """
    if source is None or source.kind not in _MAY or draft.cue is None or source.name is None:
        return None
    between = sentence.text[max(0, draft.cue.end - sentence.start) : max(0, draft.at - sentence.start)]
    if _OWN.search(between) is None:
        return None
    return Party(printed=draft.perpetrator, name=source.name, id=source.id)


def is_pronoun(words: str) -> bool:
    """Say whether the words for a perpetrator only point at somebody: "it", "its forces"."""
    return _PRONOUN.fullmatch(words.strip()) is not None
