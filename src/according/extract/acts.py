"""Find what a report tells beside counts of harm: measures, movements, control, attacks, statements, trends.

In: the sentences of a clean text and the drafts of claims found in them. Out: ``ActDraft`` in order of the text.

Example: "A curfew was imposed until Friday morning" gives form curfew, stage done, until "until Friday morning".

Every sentence is looked at, also one without a word of harm; one without a word of the book of acts is left at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from according.books.acts import ActBook, open_acts
from according.books.dates import find_dates
from according.extract.act_measures import find_measures
from according.extract.act_phrases import Span
from according.extract.act_places import place_near
from according.extract.act_rules import find_deeds, find_trends
from according.extract.act_statements import find_giver, find_or_else, find_statements
from according.extract.act_told import Told
from according.extract.attribution import choose, find_attributions, headline_source
from according.extract.frame import find_scope, find_status
from according.extract.tokens import Tokens, tokenise
from according.records import ActDraft, Draft, Phrase, Sentence
from according.words import ActForm, ActKind, ActStage, Status

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SPOKEN = (ActKind.STATEMENT, ActKind.CONDOLENCE)
_PLACED = (ActKind.MOVEMENT, ActKind.CONTROL, ActKind.ATTACK)  # one form may be told of several places in a sentence
_UNTIL = re.compile(r"(?i)\b(?:until|till|through|up to)\s+(?:(?:early|late|the)\s+)?$")
_OPEN_END = re.compile(r"(?i)\b(?:until further notice|indefinitely|until tomorrow|until today)\b")
_TOO_LONG = 600  # tokens from which a text without an end is no sentence; the rules look at a sentence many times
_LINKS, _CAPITALS = 25, 0.6  # words, and the share of them with a capital, from which a sentence is taken for links
_LASTING = (ActForm.CEASEFIRE, ActForm.CURFEW, ActForm.EMERGENCY, ActForm.SHUTDOWN)


def find_acts(
    sentences: Sequence[Sentence], drafts: Sequence[Draft] = (), *, book: ActBook | None = None
) -> tuple[ActDraft, ...]:
    """Return the acts that the sentences of one report tell.

    Args:
        sentences: the sentences of the clean text, in order.
        drafts: the claims found in them: an attack told with a count of people is theirs.
        book: words for acts; the packaged ones by default.
    """
    book = book or open_acts()
    counted = frozenset(d.sentence for d in drafts)
    found: list[ActDraft] = []
    for sentence in sentences:
        if book.gate.isdisjoint(_WORD.findall(sentence.text.lower())):
            continue
        tokens = tokenise(sentence)
        if len(tokens) > _TOO_LONG or _is_navigation(tokens):
            continue
        for told in _tell(tokens, book, is_counted=sentence.index in counted):
            found.append(_draft(sentence, tokens, told, book))
        _add_ultimatum(found, sentence, tokens, book)
    return tuple(sorted(found, key=lambda a: (a.at, a.form)))


def _is_navigation(tokens: Tokens) -> bool:
    """Say whether a sentence is a run of links, tags and headlines: long, and nearly all in capitals."""
    words = [i for i, word in enumerate(tokens.lower) if word.isalpha()]
    return len(words) > _LINKS and sum(tokens.is_capital(i) for i in words) > _CAPITALS * len(words)


def _tell(tokens: Tokens, book: ActBook, *, is_counted: bool) -> list[Told]:
    """Return the acts of a sentence, each once; where two overlap, the one that begins first."""
    every = [
        *find_measures(tokens, book),
        *find_deeds(tokens, book),
        *find_statements(tokens, book),
        *find_trends(tokens, book),
    ]
    out: list[Told] = []
    for told in sorted(every, key=lambda t: (t.first, -t.last)):
        kind = book.kinds[told.form]
        if kind is ActKind.ATTACK and is_counted:
            continue
        if any(_is_same(told, other, kind) for other in out):
            continue
        out.append(told)
    return out


def _is_same(told: Told, other: Told, kind: ActKind) -> bool:
    overlap = told.first < other.last and other.first < told.last
    return overlap or (told.form is other.form and (kind not in _PLACED or told.place == other.place))


def _draft(sentence: Sentence, tokens: Tokens, told: Told, book: ActBook) -> ActDraft:
    kind = book.kinds[told.form]
    place = _phrase(
        tokens, told.place or place_near(tokens, (told.first, told.last), book, goes=kind is ActKind.MOVEMENT)
    )
    until = _until(sentence, tokens, told)
    time = _time(sentence, tokens.starts[told.first], until)
    source, cue, carrier = _voice(sentence, tokens, told, kind, book)
    status, status_words = find_status(tokens, told.first, book.lexicon)
    if _is_own(status_words, tokens.phrase(told.first, told.last), cue) or (
        kind in _SPOKEN and status is not Status.UNVERIFIED
    ):
        status, status_words = Status.STATED, None
    scope, _ = find_scope(tokens, told.first, book.lexicon)
    words = tokens.phrase(told.first, told.last)
    return ActDraft(
        sentence=sentence.index,
        last_sentence=sentence.index,
        kind=kind,
        form=told.form,
        stage=told.stage,
        at=words.start,
        words=words,
        actor=_actor(tokens, told, book),
        target=_phrase(tokens, told.target),
        place=place,
        needs_place=told.needs_place,
        time=time,
        until=until,
        source=source,
        cue=cue,
        carrier=carrier,
        status=status,
        status_words=status_words,
        scope=scope,
    )


def _is_own(status: Phrase | None, *words: Phrase | None) -> bool:
    """Say whether words of doubt are those of the act ("withdrew", "denied") or of the cue ("detailed reports of")."""
    return status is not None and any(w is not None and w.start <= status.start < w.end for w in words)


def _actor(tokens: Tokens, told: Told, book: ActBook) -> Phrase | None:
    """Return the words for who acts, with those on whose behalf he speaks."""
    if told.actor is None:
        return None
    first, last = told.actor
    if (
        last < len(tokens)
        and tokens.lower[last] == ","
        and any(tokens.lower[last + 1 : last + 1 + len(p)] == p for rows in book.behalf.values() for p, _ in rows)
    ):
        end = next((i for i in range(last + 1, len(tokens)) if tokens.lower[i] in (",", ".", ";")), last)
        last = end
    return tokens.phrase(first, last)


def _voice(
    sentence: Sentence, tokens: Tokens, told: Told, kind: ActKind, book: ActBook
) -> tuple[Phrase | None, Phrase | None, Phrase | None]:
    """Return source, cue and carrier.

    Of a statement its speaker and the media it came through, else who tells the act.
    """
    attributions = find_attributions(tokens, book.lexicon)
    if kind in _SPOKEN and told.actor is not None and told.cue is not None:
        carrier = _through(tokens, book)
        return _actor(tokens, told, book), tokens.phrase(*told.cue), _phrase(tokens, carrier)
    if not attributions and sentence.index < 3 and (head := headline_source(tokens, book.lexicon)) is not None:
        attributions = (head,)
    best, outer = choose(attributions, told.first, tokens, book.lexicon)
    if best is None:
        return None, None, None
    last = best.last
    while (
        last - best.first > 1
        and tokens.lower[last - 1] in book.lexicon.verbs
        and tokens.lower[last - 1] not in book.lexicon.source_nouns
    ):
        last -= 1  # "the agency detailed reports of"
    cue = (
        tokens.phrase(min(last, best.cue_first) if last < best.last else best.cue_first, best.cue_last)
        if best.cue_last > best.cue_first
        else None
    )
    carried = best.to or (
        outer.to or (outer.first, outer.last) if outer is not None and outer.kind != "pronoun" else None
    )
    return tokens.phrase(best.first, last), cue, _phrase(tokens, carried)


def _through(tokens: Tokens, book: ActBook) -> Span | None:
    """Return the media that words came through: "through state media", "told the agency"."""
    for at in range(len(tokens) - 1):
        if tokens.lower[at] in book.through:
            for end in range(at + 1, min(len(tokens), at + 5)):
                if tokens.lower[end] in book.media:
                    return at + 1, end + 1
    return None


def _time(sentence: Sentence, at: int, until: Phrase | None) -> Phrase | None:
    """Return the time words of the sentence nearest to an act, save those of its end and bare lengths of time."""
    best: tuple[int, Phrase] | None = None
    for words in find_dates(sentence.text):
        start, end = sentence.start + words.start, sentence.start + words.end
        if words.kind == "duration" or (until is not None and start < until.end and until.start < end):
            continue
        distance = start - at if start >= at else at - end
        if best is None or distance < best[0]:
            best = (distance, Phrase(text=words.text, start=start, end=end))
    return best[1] if best is not None else None


def _until(sentence: Sentence, tokens: Tokens, told: Told) -> Phrase | None:
    """Return the words for the end of an act: "until Friday morning", "for 48 hours", "until further notice"."""
    text, offset = sentence.text, sentence.start
    if (open_end := _OPEN_END.search(text)) is not None:
        return Phrase(text=open_end.group(), start=offset + open_end.start(), end=offset + open_end.end())
    first, last = tokens.starts[told.first] - offset, tokens.ends[told.last - 1] - offset
    for words in find_dates(text):
        if words.text.lower().startswith(("until", "till", "through")) or _UNTIL.search(text[: words.start]):
            return Phrase(text=words.text, start=offset + words.start, end=offset + words.end)
        beside = first - 25 <= words.start <= last or (
            words.text.lower().startswith("for ") and 0 <= words.start - last <= 25
        )
        if words.kind == "duration" and told.form in _LASTING and beside:
            return Phrase(text=words.text, start=offset + words.start, end=offset + words.end)
    return None


def _add_ultimatum(found: list[ActDraft], sentence: Sentence, tokens: Tokens, book: ActBook) -> None:
    """Read "surrender or face your fate".

    An ultimatum of the speaker in its sentence, or of the quotation that goes on.
    """
    words = find_or_else(tokens, book)
    if words is None:
        return
    own = [a for a in found if a.kind is ActKind.STATEMENT and a.sentence == sentence.index]
    before = [
        a
        for a in found
        if a.kind is ActKind.STATEMENT
        and a.sentence == sentence.index - 1
        and a.form in (ActForm.DEMAND, ActForm.THREAT)
    ]
    if own or before:
        said = (own or before)[-1]
        found.remove(said)
        found.append(replace(said, form=ActForm.ULTIMATUM, last_sentence=sentence.index, words=tokens.phrase(*words)))
        return
    given = find_giver(tokens, book)
    if given is None and (said_by := find_attributions(tokens, book.lexicon)):
        given = (
            (said_by[0].first, said_by[0].last),
            (said_by[0].cue_first, max(said_by[0].cue_last, said_by[0].cue_first + 1)),
        )
    if given is not None:
        told = Told(
            form=ActForm.ULTIMATUM, stage=ActStage.DONE, first=words[0], last=words[1], actor=given[0], cue=given[1]
        )
        found.append(_draft(sentence, tokens, told, book))


def _phrase(tokens: Tokens, span: Span | None) -> Phrase | None:
    return tokens.phrase(*span) if span is not None and span[1] > span[0] else None
