"""What every rule for acts needs: the record of an act in a sentence, and whether its verb tells what was done.

In: ``Tokens`` and the place of a verb. Out: ``Told``, ``ActStage``, spans of who did it.

Example: "will withdraw" is planned, "failed to withdraw" tells nothing that was done.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.books.acts import ActBook
from according.extract.act_phrases import Span, holds, object_after
from according.extract.tokens import Tokens
from according.words import ActForm, ActStage


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An act as spans of tokens of one sentence."""

    form: ActForm
    stage: ActStage
    first: int
    last: int
    actor: Span | None = None
    target: Span | None = None
    place: Span | None = None
    needs_place: bool = False
    cue: Span | None = None  # statements: the words of saying


def stage_of(tokens: Tokens, verb: int, book: ActBook) -> ActStage | None:
    """Return whether a verb tells what was done or what is planned; None where it tells what did not or may happen."""
    first = max(0, verb - 3)
    # "May" with a capital is the month
    before = tuple("" if tokens.printed[i] == "May" and i > 0 else tokens.lower[i] for i in range(first, verb))
    unreal = book.not_real & set(before)
    if unreal == {"to"} and before[-1] != "to":
        unreal = frozenset()  # "the road to the town was reopened"
    if unreal and not ("have" in before and "to" not in before and not book.small["modal"] & unreal):
        return None
    return ActStage.PLANNED if book.to_come & set(before) else ActStage.DONE


def is_passive(tokens: Tokens, verb: int, book: ActBook) -> bool:
    """Say whether a form of "to be" stands before a verb, adverbs stepped over."""
    at = verb - 1
    while at >= 0 and verb - at < 4 and tokens.lower[at].endswith("ly"):
        at -= 1
    return at >= 0 and tokens.lower[at] in book.small["be"]


def agent_after(tokens: Tokens, last: int, book: ActBook) -> Span | None:
    """Return who stands after "by", next to a verb in the passive."""
    for at in range(last, min(len(tokens) - 1, last + 4)):
        if tokens.lower[at] == "by":
            return object_after(tokens, at + 1, book)
    return None


def doer(tokens: Tokens, who: Span | None, book: ActBook, *, rules: bool = False) -> Span | None:
    """Return the span if those are people under arms or a name (``rules``: or one who gives orders); None else."""
    if who is None or who[0] >= who[1]:
        return None
    if holds(tokens, who, book.classes["armed"]) or (
        rules and any(tokens.lower[i] in book.lexicon.source_nouns for i in range(*who))
    ):
        return who
    if who[1] - who[0] == 1 and tokens.lower[who[0]] in ("they", "it"):
        return who
    named = [i for i in range(*who) if tokens.is_capital(i) and (i > 0 or len(tokens.lower[i]) > 3)]
    return who if named and named[-1] == who[1] - 1 else None
