"""The rules that find statements in a sentence: threats, ultimatums, pledges, denials, accusations, demands.

In: ``Tokens``, the book of acts. Out: ``Told`` whose ``actor`` is the speaker.

Example: in "The ministry denied using cluster bombs" the speaker is "The ministry" and the cue "denied".
"""

from __future__ import annotations

from collections.abc import Iterator

from according.books.acts import ActBook
from according.books.lexicon import match
from according.extract.act_phrases import Span, object_after, opening, subject
from according.extract.act_told import Told
from according.extract.tokens import Tokens
from according.words import ActForm, ActStage

# Verbs that take a noun of saying: "reiterated its commitment to"


def find_statements(tokens: Tokens, book: ActBook) -> Iterator[Told]:
    """Yield the statements of a sentence, in order of their words."""
    for at in range(len(tokens)):
        if (hit := match(book.says, tokens.lower, at)) is not None:
            yield from _said(tokens, at, at + hit[0], hit[1], book)
        elif tokens.lower[at] in book.rejects and book.rejected & set(tokens.lower[at + 1 : at + 6]):
            yield from _said(tokens, at, at + 1, ActForm.DENIAL, book)
        if (noun := match(book.nouns_said, tokens.lower, at)) is not None:
            yield from _by_noun(tokens, at, at + noun[0], noun[1], book)
        if (claimed := match(book.claimed, tokens.lower, at)) is not None:
            yield from _claimed(tokens, at, at + claimed[0], book)


def _said(tokens: Tokens, first: int, last: int, form: ActForm, book: ActBook) -> Iterator[Told]:
    before = tokens.lower[max(0, first - 3) : first]
    if book.small["hardly"] & set(before) or (
        before and before[-1] in book.small["be"] and not tokens.lower[first].endswith("ing")
    ):
        return
    if before and before[-1] in ("for", '"', "“", "been", "being", "the", "his", "their", "its", "of", "a"):
        return
    if tokens.lower[last : last + 1] == ("by",) or "resolution" in before:
        return  # "accused by", "a draft resolution condemning"
    if set(tokens.lower[last : last + 1]) & book.not_after.get(form, frozenset()):
        return
    speaker = find_speaker(tokens, first, book)
    if speaker is None:
        return
    if form is ActForm.PLEDGE and book.harmful & set(tokens.lower[last : last + 2]):
        form = ActForm.THREAT
    yield Told(
        form=form,
        stage=ActStage.DONE,
        first=first,
        last=last,
        actor=speaker,
        cue=(first, last),
        target=_addressed(tokens, last, form, book),
    )


def find_speaker(tokens: Tokens, verb: int, book: ActBook) -> Span | None:
    """Return who speaks: the subject of the verb; of a participle after a comma or of a paper, that of the sentence."""
    speaker = subject(tokens, verb, book)
    participle = tokens.lower[verb].endswith("ing")
    paper = speaker is not None and bool(book.small["papers"] & set(tokens.lower[speaker[0] : speaker[1]]))
    if participle and verb == 0:
        comma = next((at for at in range(len(tokens)) if tokens.lower[at] == ","), None)
        speaker = object_after(tokens, comma + 1, book) if comma is not None else None
    elif participle and speaker is not None and tokens.lower[speaker[1] - 1] in book.small["no_speaker"]:
        speaker = None  # "protests calling for"
    elif participle:
        speaker = _sayer_before(tokens, verb, book) or opening(tokens, book) or speaker
    elif paper and speaker is not None:
        speaker = subject(tokens, speaker[0], book) or speaker
    return speaker if speaker is not None and _speaks(tokens, speaker, book) else None


def _sayer_before(tokens: Tokens, verb: int, book: ActBook) -> Span | None:
    """Return the subject of the verb of saying that a participle hangs on: "the agency said, blaming rebels"."""
    for at in range(verb - 1, 0, -1):
        if match(book.lexicon.verbs, tokens.lower, at) is not None and not tokens.lower[at].endswith("ing"):
            said = subject(tokens, at, book)
            if said is not None and _speaks(tokens, said, book):
                return said
    return None


def _speaks(tokens: Tokens, span: Span, book: ActBook) -> bool:
    words = tokens.lower[span[0] : span[1]]
    if words[-1] in book.small["no_speaker"] or words[0] in ("no", "nobody", "none", "neither"):
        return False
    if len(words) == 1 and words[0] in book.lexicon.pronouns:
        return words[0] in ("it", "he", "she", "they")
    known = any(
        w.removesuffix("'s").rpartition("-")[2] in book.lexicon.source_nouns
        or w in book.lexicon.people
        or "secretary" in w
        for w in words
    )
    return known or tokens.is_capital(span[1] - 1)


def _addressed(tokens: Tokens, last: int, form: ActForm, book: ActBook) -> Span | None:
    """Return whom the words blame or address."""
    if (
        form not in (ActForm.ACCUSATION, ActForm.DEMAND)
        or last >= len(tokens)
        or tokens.lower[last] in ("for", "an", "a")
        or tokens.lower[last - 1] == "for"
    ):
        return None
    found = object_after(tokens, last, book)
    blamed = found is not None and tokens.lower[last - 1] in ("blamed", "blames", "blaming")
    if found is not None and blamed and tokens.lower[found[1] : found[1] + 1] == ("on",):
        return object_after(tokens, found[1] + 1, book)  # "blamed the attack on the rebels"
    if found is not None and tokens.lower[found[0] : found[1]] in (("them",), ("him",), ("her",)):
        to = [
            at for at in range(last - 1) if tokens.lower[at] == "to" and form is ActForm.DEMAND
        ]  # "delivered a message to the loyalists, urging them"
        return object_after(tokens, to[-1] + 1, book) if to else None
    return found


def _by_noun(tokens: Tokens, first: int, last: int, form: ActForm, book: ActBook) -> Iterator[Told]:
    """Read "denials by the army", "the minister articulated the government's commitment to dismantle"."""
    if form is ActForm.DENIAL:
        speaker = object_after(tokens, last, book)
        if speaker is not None and _speaks(tokens, speaker, book):
            yield Told(form=form, stage=ActStage.DONE, first=first, last=last, actor=speaker, cue=(first, last))
        return
    if (
        last >= len(tokens)
        or not tokens.lower[last].isalpha()
        or tokens.lower[last] in ("the", "a", "an", "its", "this", "his", "their", "peace", "human", "international")
        or tokens.is_capital(last)
    ):
        return
    giving = next(
        (at for at in range(first - 1, max(-1, first - 9), -1) if tokens.lower[at] in book.small["giving"]), None
    )
    speaker = find_speaker(tokens, giving, book) if giving is not None else None
    if speaker is not None and giving is not None:
        yield Told(form=form, stage=ActStage.DONE, first=first, last=last, actor=speaker, cue=(giving, giving + 1))


def _claimed(tokens: Tokens, first: int, last: int, book: ActBook) -> Iterator[Told]:
    """Read "the attack was claimed by the group"."""
    before = tokens.lower[max(0, first - 9) : first]
    speaker = object_after(tokens, last, book)
    if (
        before
        and (book.small["be"] & set(before[-3:]))
        and book.claimed_events & set(before)
        and not book.small["hardly"] & set(before[-4:])
        and speaker is not None
    ):
        yield Told(
            form=ActForm.RESPONSIBILITY, stage=ActStage.DONE, first=first, last=last, actor=speaker, cue=(first, last)
        )


def find_giver(tokens: Tokens, book: ActBook) -> tuple[Span, Span] | None:
    """Return who gives an ultimatum, and the verb.

    "the army gave the rebels 48 hours to surrender or face an assault".
    """
    for at in range(len(tokens)):
        if tokens.lower[at] in book.small["gives"] and (speaker := find_speaker(tokens, at, book)) is not None:
            return speaker, (at, at + 1)
    return None


def find_or_else(tokens: Tokens, book: ActBook) -> Span | None:
    """Return the words of an ultimatum that names no verb of saying: "lay down your weapons or face your fate"."""
    for at in range(len(tokens)):
        if (hit := match(book.or_else, tokens.lower, at)) is None:
            continue
        for back in range(at - 1, max(-1, at - 12), -1):
            if (told := match(book.yielding, tokens.lower, back)) is not None and back + told[0] <= at:
                end = at + hit[0]
                while end < len(tokens) and end - at < 8 and (tokens.lower[end][0].isalnum()):
                    end += 1
                return back, end
    return None
