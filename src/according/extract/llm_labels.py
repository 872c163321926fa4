"""The closed words that a language model gives a claim: taken where the sentence prints what they rest on.

In: what the model says, and the words that it says this of, found in the sentence. Out: class, means, status, scope.

Example: "denied" is taken of a claim whose sentence prints "denied" and whose answer quotes it; else our rules say
how firm the sentence is. So an order elsewhere in a report ("all of this is denied") changes no other claim.

Words that our books know keep the meaning that the books give them; what the model adds is what the books do not know.
"""

from __future__ import annotations

from according.books.lexicon import Lexicon, match, open_lexicon
from according.extract.candidates import Candidate
from according.extract.frame import find_scope, find_status
from according.extract.noun_phrases import class_of
from according.extract.tokens import Tokens
from according.records import Phrase
from according.words import MeansType, Scope, Status, VictimsClass


def victims_class(told: VictimsClass, words: Phrase | None, candidate: Candidate, tokens: Tokens) -> VictimsClass:
    """Return the class of the victims: by their words where a book knows them, else as told of those words.

    Args:
        told: what the model says.
        words: the words for the victims.
        candidate: the count; without words for victims the class is that of our own reading of it.
        tokens: of the sentence.
    """
    if words is None:
        return candidate.drafts[0].victims_class if candidate.drafts else VictimsClass.UNKNOWN
    lexicon, printed = open_lexicon(), _words(tokens, words)
    known = any(w in lexicon.people or w in lexicon.combatant_qualifiers for w in printed)
    return class_of(printed, lexicon) if known else told


def means_type(told: MeansType | None, words: Phrase | None, tokens: Tokens) -> MeansType | None:
    """Return the type of the means; none without words for it."""
    if words is None:
        return None
    return _known_means(_words(tokens, words), open_lexicon()) or told


def status_of(
    told: Status, words: Phrase | None, candidate: Candidate, tokens: Tokens
) -> tuple[Status, Phrase | None]:
    """Return how firmly the claim is put: as told of words that the sentence prints, else by our rules."""
    if words is not None and told is not Status.STATED:
        return told, words
    return find_status(tokens, tokens.at(candidate.at), open_lexicon())


def scope_of(told: Scope, words: Phrase | None, candidate: Candidate, tokens: Tokens) -> tuple[Scope, Phrase | None]:
    """Return what the count is a count of: as told of words that the sentence prints, else by our rules."""
    if words is not None and told is not Scope.INCIDENT:
        return told, words
    return find_scope(tokens, tokens.at(candidate.at), open_lexicon())


def _known_means(printed: tuple[str, ...], lexicon: Lexicon) -> MeansType | None:
    hits = [hit for at in range(len(printed)) if (hit := match(lexicon.means, printed, at)) is not None]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None


def _words(tokens: Tokens, phrase: Phrase) -> tuple[str, ...]:
    """Return the words of a phrase in lower case."""
    return tuple(word for word, start, end in zip(tokens.lower, tokens.starts, tokens.ends, strict=True)
                 if start >= phrase.start and end <= phrase.end)
