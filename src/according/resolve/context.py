"""What every slot of one report looks at: its dates, places and voices, found once for claims and acts alike.

In: a report, its clean text and sentences, the books. Out: ``Context``; and the ways back from the clean text to the
text as it came.

Example: ``open_context(report, text, sentences, books).country == "SY"``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from according.books import Books
from according.records import Phrase, Place, Report, Sentence, Source, Text, When
from according.resolve.antecedent import Voices
from according.resolve.place import PlaceContext, place_context
from according.resolve.place_context import without_desks, without_papers
from according.resolve.source import find_voices
from according.resolve.when import DateContext, date_context
from according.words import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every slot of one report looks at."""

    report: Report
    text: Text
    sentences: Sequence[Sentence]
    books: Books
    dates: DateContext
    places: PlaceContext
    voices: Voices
    country: str | None

    @property
    def on(self) -> date | None:
        """The day of the report."""
        return self.dates.report_date


def open_context(report: Report, text: Text, sentences: Sequence[Sentence], books: Books) -> Context:
    """Return what the slots of a report look at."""
    dates = date_context(text.clean, published=report.published)
    voices = find_voices(text.clean, books=books, on=dates.report_date, outlet=report.outlet)
    papers = [(start, end) for start, end, actor in voices.mentions if actor.kind is SourceKind.OUTLET]
    places = without_papers(place_context(text.clean, books=books, outlet=report.outlet), papers)
    places = without_desks(places, text.clean)
    return Context(
        report=report, text=text, sentences=sentences, books=books, places=places, dates=dates,
        voices=voices,
        country=places.countries[0] if places.countries else None)


# --- as it came: offsets into the raw text -------------------------------------------------------------------------


def raw(phrase: Phrase, text: Text) -> Phrase:
    """Return a phrase of the clean text as it came."""
    start, end = text.map.to_raw(phrase.start, phrase.end)
    return Phrase(text=text.raw[start:end], start=start, end=end)


def maybe_raw(phrase: Phrase | None, text: Text) -> Phrase | None:
    """Return a phrase as it came, where there is one."""
    return None if phrase is None else raw(phrase, text)


def raw_place(place: Place | None, text: Text) -> Place | None:
    """Return a place with its words as they came."""
    return None if place is None else replace(place, printed=maybe_raw(place.printed, text))


def raw_when(when: When, text: Text) -> When:
    """Return an interval with its words as they came."""
    return replace(when, printed=maybe_raw(when.printed, text))


def raw_source(source: Source | None, text: Text) -> Source | None:
    """Return a source with its words and its cue as they came."""
    if source is None:
        return None
    return replace(source, printed=maybe_raw(source.printed, text), cue=maybe_raw(source.cue, text))


def stands_again(evidence: Phrase, text: Text) -> tuple[tuple[int, int], ...]:
    """Return where the evidence stands again: the same words inside each repeat of the piece that holds it."""
    out: list[tuple[int, int]] = []
    for repeat in text.repeats:
        if repeat.kept[0] <= evidence.start and evidence.end <= repeat.kept[1] + 1:
            at = text.raw.find(evidence.text, repeat.again[0], repeat.again[1] + 1)
            out.append((at, at + len(evidence.text)) if at >= 0 else repeat.again)
    return tuple(out)
