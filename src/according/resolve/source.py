"""Who vouches for a number, in full, and through whom it came: over the whole report in order.

In: drafts with the source words of their sentence, the report, the clean text, the books. Out: for each draft its
``Source`` (None: the report's own voice) and the ``via`` chain.

Example: "the group" three sentences after "the Syrian Network for Human Rights" is that network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from according.books import Books
from according.books.actors import Actor
from according.books.grammar import word_list
from according.books.lexicon import open_lexicon
from according.records import Draft, Phrase, Report, Sentence, Source, Unresolved
from according.resolve.antecedent import GENERIC, NAME_AT_END, Voices, antecedent, full_name, monitor
from according.resolve.speaking_words import joined_speakers, without_what_it_is
from according.words import SourceKind

_LEAD = re.compile(
    r"^(?:(?:later|earlier|meanwhile|also|separately)\s+)?(?:the|a|an)\s+(?:so-called\s+)?", re.IGNORECASE
)
_NAME = re.compile(r"^(?:[A-Z][\w'’-]+|al-[A-Z]\w+|de|bin|ben|abu|el)(?:\s+(?:[A-Z][\w'’-]+|al-[A-Z]\w+))*$")
_WATCHING = re.compile(
    r"^(?:group|organi[sz]ation|network|body|ngo)\s+"
    r"(?:monitoring|tracking|documenting|that (?:monitors|tracks|documents))\b",
    re.IGNORECASE,
)
_OF_MONITOR = re.compile(
    r"\b(head|director|chief|founder|spokes\w+)\b.*\b(?:monitor\w*|observatory|watchdog)\b", re.IGNORECASE
)


def find_voices(text: str, *, books: Books, on: date | None, outlet: str | None) -> Voices:
    """Return the organisations that a clean text names, and its agency credits other than its own outlet."""
    mentions = tuple((m.start, m.end, m.actor) for m in books.actors.find(text, on=on))
    own = books.outlets.lookup(outlet) if outlet else None
    names: list[str] = []
    for credit in books.outlets.find_credits(text):
        if (
            (own is None or credit.outlet.id != own.id)
            and credit.outlet.name != outlet
            and credit.outlet.name not in names
        ):
            names.append(credit.outlet.name)
    return Voices(text=text, mentions=mentions, credits=tuple(names))


def resolve_sources(
    drafts: Sequence[Draft],
    *,
    sentences: Sequence[Sentence],
    voices: Voices,
    books: Books,
    on: date | None,
    report: Report,
    country: str | None = None,
) -> tuple[tuple[Source | None, tuple[str, ...]], ...]:
    """Return source and via of each draft, in the order of the drafts.

    Earlier sources are what "it said" goes back to.
    """
    out: list[tuple[Source | None, tuple[str, ...]]] = []
    before: list[Source] = []
    papers = _newspapers(drafts, report)
    voices = replace(voices, credits=(*voices.credits, *(p for p in papers if p not in voices.credits)))
    for draft in drafts:
        source, via = _resolve(draft, before, voices=voices, books=books, on=on, report=report)
        source = _of_state(source, books=books, on=on, country=country)
        if source is not None and source.printed is not None:
            before.append(source)
        out.append((source, via))
    return tuple(out)


_STATE = re.compile(
    r"\bstate(?:-run|-owned| run)?\s+(?:television|tv|media|news|radio|broadcaster|newspaper)"
    r"|\bofficial (?:news agency|media)|\barmy\b|\bdefen[cs]e ministry|\binterior ministry|\bpolice\b"
    r"|\bsecurity (?:source|official|forces)|\bmilitary (?:source|official|officer|spokes\w+)",
    re.IGNORECASE,
)


def _of_state(source: Source | None, *, books: Books, on: date | None, country: str | None) -> Source | None:
    """Say of a state's nameless media and offices whose they are: in a report on one country, that country's."""
    if source is None or source.party is not None or source.name is None or not _STATE.search(source.name):
        return source
    found = books.actors.lookup("government forces", on=on, country=country) if country else ()
    party = found[0].side or found[0].id if found else None
    return replace(source, kind=SourceKind.PARTY, party=party)


def _newspapers(drafts: Sequence[Draft], report: Report) -> tuple[str, ...]:
    """Return the newspapers credited for the whole item ("..., reports Dawn"): they carry what others vouch for."""
    names = [
        _tidy_keep(d.source.text)
        for d in drafts
        if d.source is not None
        and d.cue is not None
        and d.cue.text.lower() in ("reports", "reported", "report")
        and d.cue.start < d.source.start
    ]
    return tuple(n for n in dict.fromkeys(names) if n != report.outlet)


def _tidy_keep(text: str) -> str:
    return " ".join(text.split()).strip(" ,.'\"")


def _resolve(
    draft: Draft, before: Sequence[Source], *, voices: Voices, books: Books, on: date | None, report: Report
) -> tuple[Source | None, tuple[str, ...]]:
    via = voices.credits
    if draft.source is None:
        return None, via
    source = _name(draft.source, draft.cue, before, voices=voices, books=books, on=on)
    if draft.source_before is not None:
        named = _name(draft.source_before, None, before, voices=voices, books=books, on=on)
        source = replace(named, printed=draft.source, cue=draft.cue)
    if draft.carrier is not None:
        carrier = _name(draft.carrier, None, before, voices=voices, books=books, on=on)
        name = _LOST_APOSTROPHE.sub("", carrier.name or "")
        if name and name not in via:
            via = (name, *via)
    own = source.name or ""
    known = tuple(name for name in (own, report.outlet) if name)
    return source, tuple(v for v in via if not own.startswith(f"{v} (") and not any(_same(v, k, books) for k in known))


_LOST_APOSTROPHE = re.compile(r"(?<=[A-Z]{3})s$")  # "told SANAs correspondent"


def _same(one: str, other: str, books: Books) -> bool:
    """Say whether two names are of one outlet: "Times of India" and "The Times of India"."""
    a, b = (_LEAD.sub("", name).casefold() for name in (one, other))
    if a == b:
        return True
    outlets = [books.outlets.lookup(name) for name in (one, other)]
    return outlets[0] is not None and outlets[1] is not None and outlets[0].id == outlets[1].id


def _name(
    phrase: Phrase, cue: Phrase | None, before: Sequence[Source], *, voices: Voices, books: Books, on: date | None
) -> Source:
    """Return who the words of a source stand for.

    An entry of the book, somebody named before, or the words themselves.
    """
    if (both := joined_speakers(phrase)) is not None:
        one, other = (_name(p, cue, before, voices=voices, books=books, on=on) for p in both)
        kind = _kind_of(_tidy(phrase.text))
        name = f"{one.name} and {other.name}"
        return Source(printed=phrase, name=name, cue=cue, kind=kind, unresolved=other.unresolved)
    phrase = without_what_it_is(_whose(phrase), actors=books.actors, outlets=books.outlets, on=on)
    words = _tidy(phrase.text)
    found = [m for m in voices.mentions if phrase.start <= m[0] < phrase.end and not _only_where(phrase, m)]
    tokens = words.lower().split()
    generic = bool(tokens) and all(t in GENERIC for t in tokens)
    if found and not generic and not _OF_MONITOR.search(words):
        return _of_actor(phrase, cue, words, found)
    if _WATCHING.match(words) and (actor := monitor(phrase.start, voices)) is not None:
        return _source(phrase, actor.name, cue, actor)
    if generic:
        known = antecedent(phrase.start, tokens, before, voices)
        if isinstance(known, Source):
            return replace(known, printed=phrase, cue=cue)
        if known is not None:
            return _source(phrase, known.name, cue, known)
    if _OF_MONITOR.search(words) and (actor := monitor(phrase.start, voices)) is not None:
        return _source(phrase, _of_post(words, actor, [" ".join(voices.text[m[0] : m[1]].split()) for m in found]),
                       cue, actor)
    entries = books.actors.lookup(words, on=on)
    if entries:
        return _source(phrase, entries[0].name, cue, entries[0])
    if not generic and _NAME.match(words) and (known_person := full_name(phrase.start, words, voices)) is not None:
        return _of_person(phrase, cue, known_person, voices)
    kind = _kind_of(words)
    reason = "the report does not say whose" if kind is SourceKind.UNNAMED else "not in the book of actors"
    return Source(printed=phrase, name=words, cue=cue, kind=kind, unresolved=Unresolved(reason=reason))


def _of_post(words: str, actor: Actor, bodies: Sequence[str]) -> str:
    """Name one who speaks for a monitor; the end of the body's own name is no person's ("... for Human Rights")."""
    role = _OF_MONITOR.search(words)
    person = NAME_AT_END.search(words)
    if person and role and not any(person.group() in body for body in bodies):
        return f"{person.group()}, {role.group(1)} of {actor.name}"
    return words if actor.name in words else f"{words} ({actor.name})"


def _whose(phrase: Phrase) -> Phrase:
    """Return who stands behind a document: of "a new toll from the Observatory" the Observatory."""
    found = _DOCUMENT_OF.match(phrase.text)
    if found is None or found.end() == len(phrase.text):
        return phrase
    return Phrase(text=phrase.text[found.end() :], start=phrase.start + found.end(), end=phrase.end)


_DOCUMENT_OF = re.compile(
    r"^(?:(?:a|an|the|its|their|new|latest|preliminary|initial|official|recent|joint|written|updated)\s+)*"
    r"(?:toll|tally|count|statements?|reports?|figures|data|information|statistics|estimates?|bulletin)"
    r"(?:\s+(?:compiled|distributed|issued|posted|provided|published|released))?\s+(?:from|by)\s+",
    re.IGNORECASE,
)


def _only_where(phrase: Phrase, mention: tuple[int, int, Actor]) -> bool:
    """Say whether a name of a side is only where a speaker is: "a correspondent working in Damascus"."""
    before = phrase.text[: mention[0] - phrase.start]
    return mention[2].kind is SourceKind.PARTY and _WHERE.search(before) is not None


_WHERE = re.compile(r"\b(?:in|at|near|from|around|outside|inside)\s+(?:the\s+)?$")
_EMPTY = word_list("source", "empty")


def _of_actor(phrase: Phrase, cue: Phrase | None, words: str, mentions: Sequence[tuple[int, int, Actor]]) -> Source:
    """Name a source after the actors in its words; a person or a post of one keeps its own words too."""
    names = list(dict.fromkeys(_as_printed(m, phrase) for m in mentions))
    actor = mentions[-1][2]
    rest = phrase.text
    for start, end, _ in reversed(mentions):
        rest = rest[: max(0, start - phrase.start)] + rest[max(0, end - phrase.start) :]
    told = [
        w for w in re.findall(r"[\w-]+", rest.lower()) if w not in _EMPTY and not w.endswith("-based") and len(w) > 1
    ]
    if not told and " and " not in rest:
        return _source(phrase, " and ".join(names), cue, actor)
    missing = [n for n in dict.fromkeys(m[2].name for m in mentions) if n.lower() not in words.lower()]
    return _source(phrase, f"{words} ({', '.join(missing)})" if missing else words, cue, actor)


def _as_printed(mention: tuple[int, int, Actor], phrase: Phrase) -> str:
    """Return an actor's name, with the report's own name for it where the two share no word: "Islamic State (ISIS)"."""
    name = mention[2].name
    printed = " ".join(phrase.text[max(0, mention[0] - phrase.start) : mention[1] - phrase.start].split())
    words = re.findall(r"[a-z]+", printed.lower())
    shared = set(words) & set(re.findall(r"[a-z]+", name.lower()))
    return name if shared or not printed[:1].isupper() else f"{name} ({printed})"


def _of_person(phrase: Phrase, cue: Phrase | None, person: tuple[str, Actor | None], voices: Voices) -> Source:
    name, actor = person
    if actor is not None:
        return _source(phrase, f"{name} ({actor.name})", cue, actor)
    return Source(
        printed=phrase,
        name=name,
        cue=cue,
        kind=SourceKind.OFFICIAL,
        unresolved=Unresolved(reason="not in the book of actors"),
    )


def _source(phrase: Phrase, name: str, cue: Phrase | None, actor: Actor) -> Source:
    return Source(printed=phrase, name=name, cue=cue, kind=actor.kind, id=actor.id, party=actor.side)


def _tidy(text: str) -> str:
    return " ".join(_LEAD.sub("", text).split()).strip(" ,.'\"")


def _kind_of(words: str) -> SourceKind:
    """Return what a source outside the books is, by the words for it."""
    lower = words.lower().split()
    named = any(w[:1].isupper() for w in words.split())
    if not named or (lower and lower[-1] in open_lexicon().unnamed and len(lower) <= 3):
        return SourceKind.UNNAMED
    for kind, list_name in _KINDS:
        if not word_list("source", list_name).isdisjoint(lower):
            return kind
    return SourceKind.OFFICIAL


_KINDS = (
    (SourceKind.PARTY, "party_words"),
    (SourceKind.MONITOR, "monitor_words"),
    (SourceKind.OUTLET, "outlet_words"),
)
