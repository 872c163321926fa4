"""What stands in one report: from a sentence to the claims and acts of its reading.

In: nothing. Out: frozen records: Count, Draft, Claim, Act, Reading and what they are made of.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.records.report import Phrase, Repeat, Report, Unresolved
from according.words import (
    ActForm,
    ActKind,
    ActStage,
    CountKind,
    Harm,
    MeansType,
    Scope,
    SourceKind,
    Status,
    VictimsClass,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the clean text."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    is_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count as understood: ``None`` is an open end (or, for ``best``, no number at all)."""

    low: int | None
    best: int | None
    high: int | None
    kind: CountKind
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A count expression in the clean text; ``refused`` says why it can be no count of people."""

    phrase: Phrase
    count: Count
    refused: str | None = None  # date, time, year, age, distance, calibre, money, percentage, designation, ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What a trained reader holds of a claim: a probability for each word of the vocabulary, in its order."""

    klass: tuple[float, ...]
    scope: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim as one sentence prints it, before names, places and dates are looked up."""

    sentence: int
    count: Count
    count_words: Phrase | None
    at: int  # where the claim hangs, in the clean text: the anchor's start
    harm: Harm
    harm_words: Phrase
    victims: Phrase | None
    victims_class: VictimsClass
    side: Phrase | None
    perpetrator: Phrase | None
    means: Phrase | None
    means_type: MeansType | None
    place: Phrase | None
    time: Phrase | None
    source: Phrase | None
    cue: Phrase | None
    status: Status
    status_words: Phrase | None
    scope: Scope
    scope_words: Phrase | None
    part_of: int | None  # ``at`` of the draft whose count includes this one
    reader: str  # name and version
    score: float | None = None
    source_before: Phrase | None = None  # for "he said": the source that the sentence before names
    carrier: Phrase | None = None  # the outer voice: of "the agency, quoting monitors, said" the agency
    odds: Odds | None = None  # of a trained reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDraft:
    """An act as its sentence prints it, before names, places and dates are looked up."""

    sentence: int
    last_sentence: int  # a quotation may go on: the words of an ultimatum stand in the sentence after its speaker
    kind: ActKind
    form: ActForm
    stage: ActStage
    at: int  # where the act hangs, in the clean text: the start of its words
    words: Phrase
    actor: Phrase | None  # who did, set or said it
    target: Phrase | None  # against whom, or to whom it was said
    place: Phrase | None
    needs_place: bool  # only a name that the book knows as a place makes it an act ("seized Ramun", "seized power")
    time: Phrase | None
    until: Phrase | None  # time words of its end
    source: Phrase | None
    cue: Phrase | None
    carrier: Phrase | None
    status: Status
    status_words: Phrase | None
    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A number near a word of harm that became no claim, and why."""

    words: Phrase
    sentence: Phrase
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Victims:
    printed: Phrase | None
    klass: VictimsClass
    side: str | None
    side_id: str | None = None  # entry in the book of actors


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An armed side, state or group, as claimed."""

    printed: Phrase | None
    name: str | None
    id: str | None = None
    unresolved: Unresolved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    printed: Phrase | None
    type: MeansType


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where; ``where_prec`` after UCDP: 1 exact, 2 near, 3 district, 4 province, 5 vague, 6 country, 7 water or air."""

    printed: Phrase | None
    name: str | None
    id: str | None = None
    lat: float | None = None  # degrees
    lon: float | None = None
    where_prec: int | None = None
    country: str | None = None  # ISO 3166 alpha-2
    adm1: str | None = None
    adm2: str | None = None
    unresolved: Unresolved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When, as an interval; ``date_prec`` after UCDP: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year."""

    printed: Phrase | None
    start: str | None  # YYYY-MM-DD
    end: str | None
    date_prec: int | None = None
    latest: str | None = None  # the latest possible day, where the day itself is not known
    unresolved: Unresolved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The one who vouches for the number, nearest to the event."""

    printed: Phrase | None
    name: str | None
    cue: Phrase | None
    kind: SourceKind
    id: str | None = None  # entry in the book of actors or outlets
    party: str | None = None  # the side that it belongs to or speaks for
    unresolved: Unresolved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement in a report that puts a count, even a vague one, on harm to people."""

    id: str
    report: str
    evidence: Phrase
    again: tuple[tuple[int, int], ...]  # where the same words stand again in the report
    harm: Harm
    harm_words: Phrase
    count: Count
    count_words: Phrase | None
    victims: Victims
    perpetrator: Party | None
    means: Means | None
    place: Place | None
    when: When
    source: Source | None  # None: the report's own voice
    via: tuple[str, ...]
    status: Status
    status_words: Phrase | None
    scope: Scope
    part_of: str | None
    reader: str
    score: float | None = None
    withdrawn: str | None = None  # why its outlet no longer says so; no reading has it: it follows from later captures


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a report says is done, ordered or said, other than a count of harm to people.

    The word: a claim "states a measure, an action or a pledge" (product.md); all three are things done, the last one
    with words, so one word covers them: an act. "Statement" would name one of its own kinds, "remark" is what a report
    says of figures, and "event" is kept for the formats.
    """

    id: str
    report: str
    evidence: Phrase
    again: tuple[tuple[int, int], ...]  # where the same words stand again in the report
    kind: ActKind
    form: ActForm
    stage: ActStage
    words: Phrase
    actor: Party | None
    target: Party | None
    place: Place | None
    when: When
    until: When | None  # its end, where told; start and end are one day
    source: Source | None  # None: the report's own voice
    via: tuple[str, ...]
    status: Status
    status_words: Phrase | None
    scope: Scope
    beside: tuple[str, ...]  # claims that it is told with: it belongs to their incident; none: to no counted one
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader read out of one report."""

    report: Report
    reader: str
    claims: tuple[Claim, ...]
    refusals: tuple[Refusal, ...]
    repeats: tuple[Repeat, ...]
    acts: tuple[Act, ...] | None = None  # None: they were not looked for
