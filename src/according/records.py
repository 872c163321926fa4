"""Every record that crosses a step, in the order in which the data meets them.

In: nothing. Out: frozen records without behaviour. What was printed stands beside what was understood;
what is not known is ``None`` beside an ``Unresolved`` that says why.

Offsets are characters, end exclusive. Up to ``Draft`` they point into the *clean* text of the report;
from ``Claim`` on they point into ``Report.text``, the text as it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from according.spans import TextMap
from according.words import (
    ActForm,
    ActKind,
    ActStage,
    CountKind,
    Harm,
    JudgementKind,
    MeansType,
    Scope,
    SourceKind,
    Status,
    VictimsClass,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """Why a value is not known, and what it might have been."""

    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words as printed, with where they stand."""

    text: str
    start: int
    end: int


# --- the way of one report -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of a report from outside its text: the command line, a feed, an archive's record."""

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None  # ISO date, or as printed
    url: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One document as it came, before anything was understood of it."""

    kind: str  # text | html | record (one JSON object of a report) | raw (fetched, kind not told yet)
    content: bytes
    origin: str  # file path, path#member, or address: for messages
    encoding: str | None = None
    captured: str | None = None  # ISO date-time of capture, where an archive or a fetch says so
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What came over the wire when an address was asked once."""

    address: str  # as it was asked for
    landed: str  # where its redirects ended; the same where there were none
    at: datetime  # UTC
    status: int  # of HTTP
    headers: tuple[tuple[str, str], ...]
    body: bytes  # unpacked and bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where a capture lies in the archive."""

    file: str  # its name within the archive's folder
    offset: int  # bytes
    length: int  # bytes
    sha256: str  # of the capture's body


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureNote:
    """A capture as the ledger notes it: when an address held what, and which reports that was."""

    id: str
    address: str
    landed: str
    at: str  # ISO date-time with microseconds, UTC: sorts as text
    status: int | None  # None: an archive of others does not say
    sha256: str | None  # of the body; None: it was not at hand
    size: int | None  # bytes of the body
    kept: Kept | None  # None: not in our archive (it was turned off, or others captured it)
    reports: tuple[str, ...]  # sorted; none where nothing could be read, or the page was gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source, or a part of one, that could not be read; a door prints ``origin: reason`` and ends with 1."""

    origin: str  # file, file:line, file#entry, address, or - for standard input
    reason: str  # what is wrong and the way out, in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document of one outlet."""

    id: str
    key: str | None  # the id that its file gave it, kept as printed
    outlet: str | None
    title: str | None
    published: str | None  # YYYY-MM-DD
    published_printed: str | None
    url: str | None
    lang: str | None
    text: str
    sha256: str  # of the text's UTF-8 bytes
    captured: str | None = None
    unknown: tuple[tuple[str, str], ...] = ()  # (field, reason) for outlet, title, published, lang that are None
    # What the page itself says; used for outlets whose report stands in another's page
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A headline, paragraph or sentence that stands again. Spans point into ``Report.text``."""

    kept: tuple[int, int]
    again: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a report as it is read: mojibake mended, what stands again kept once, with the way back."""

    raw: str
    clean: str
    map: TextMap
    repeats: tuple[Repeat, ...]


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


# --- pages that change -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of a page, and when it was seen there."""

    report: str
    seen: str  # ISO date-time of the first capture that found it
    last: str  # of the last, before another text stood there


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """A report whose page was captured more than once: its versions in the order in which they stood."""

    page: str  # its address
    versions: tuple[Version, ...]  # the last one stands; a text that came back is a version again
    gone: str | None = None  # ISO date-time of the capture that found the page gone, where it is
    status: int | None = None  # of HTTP, with ``gone``


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A report that no longer stands at its address."""

    report: str
    kind: str  # changed | gone
    stands: str | None  # the report that stands there now, if any
    since: str  # ISO date-time of the capture that found it so
    reason: str  # in words, for a claim that was set aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Supersession:
    """What later captures set aside, of some reports."""

    reports: tuple[str, ...]  # all that were looked at, sorted
    passed: tuple[Passed, ...]  # by report
    heirs: tuple[tuple[str, str, str], ...]  # claim, its report, the claim of the standing version that says it anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One claim as two versions of a page have it."""

    what: str  # number: another count; dropped; added
    before: Claim | None
    after: Claim | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an outlet changed of a report after it was read."""

    page: str
    before: str  # report id
    after: str | None  # report id; None: the page is gone
    last: str  # ISO date-time at which the earlier text was last seen
    seen: str  # at which the later one was first seen
    notice: str | None  # what the later text prints of a correction; None: it says nothing
    claims: tuple[Amendment, ...]  # in order of the text

    @property
    def silent(self) -> bool:
        """Whether a count was changed or dropped and the later text says nothing of it."""
        return self.after is not None and self.notice is None and any(a.what != "added" for a in self.claims)


# --- the way of many claims ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided. Never changed: taking it back is another judgement of kind ``undo``."""

    id: str
    kind: JudgementKind
    subject: str  # claim id, incident name, judgement id (undo)
    other: str | None  # the second claim (same, different)
    field: str | None  # the field that is corrected or pinned
    value: str | None  # JSON of the value
    who: str
    when: str  # ISO date-time, UTC
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One named feature of a join, with its value and what it added to the score."""

    feature: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two claims of an incident are held to speak of one event."""

    a: str
    b: str
    score: float
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A report of which at least one claim was judged, as it can be taught to a reader."""

    report: Report
    claims: tuple[Claim, ...]  # in order of the text, corrected; rejected ones left out
    unjudged: int  # claims among them that nobody confirmed, corrected or rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A violent event that claims speak of; derived, never typed in."""

    name: str  # i-xxxx, what people link to; outlives re-joining
    key: str  # hash of the claims: the same whatever the order in which they came
    claims: tuple[str, ...]  # sorted
    reports: tuple[str, ...]  # sorted
    place: Place | None
    when: When
    means: MeansType | None
    links: tuple[Link, ...]
    pending: tuple[str, ...]  # what is missing: place, date, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One source speaking once: all claims that go back to the same statement."""

    id: str
    name: str
    kind: SourceKind
    party: str | None
    independent: bool | None  # None: an unnamed source, independence unknown
    claims: tuple[str, ...]  # in order of publication
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...] = ()  # each way that it took: source, via ..., outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One end of a figure: its value, the claims that set it and the rule that chose."""

    value: int | None
    claims: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A claim that did not count towards a figure, and why."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The reconciled low / best / high of one harm for one class of victims (and side) in one incident."""

    incident: str
    harm: Harm
    klass: VictimsClass
    side: str | None
    profile: str
    low: Bound
    best: Bound
    high: Bound
    high_open: bool  # an "at least" with nothing above it
    origins: int  # independent origins behind it
    origins_unknown: int  # more of unknown independence
    marks: tuple[str, ...]  # e.g. "single belligerent claim"
    aside: tuple[Aside, ...]
    claims: tuple[str, ...] = ()  # the live word of each origin, whether it set an end or lies between


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of a brief with the claims and acts that carry it."""

    role: str  # summary | headline | standfirst | body | background | note
    text: str
    claims: tuple[str, ...]  # ids; those of acts begin with a-


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    incident: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A report that shares the wording of an earlier one, credited or not."""

    copier: str
    original: str
    runs: int  # shared five-word runs
    share: float  # of the runs of the shorter report
    words: str  # the longest shared run of words, as the copier prints it


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainNode:
    """A station on the way of an incident's claims: who vouched, who carried, the report that printed."""

    id: str  # origin id, ``via `` and the carrier's name, or report id
    kind: str  # origin | carrier | report
    name: str  # of a report: its outlet
    day: str | None  # origin: its first word; report: when it was published; YYYY-MM-DD
    independent: bool | None = None  # of an origin; None: not known, or no origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEdge:
    """One step of the way, towards the reader; of copies, from the original to its copy."""

    start: str  # node id
    end: str
    how: str  # vouches | carries | copies | reruns (an outlet prints its own text again)
    claims: tuple[str, ...]  # that went this way; none for a copy
    credited: bool | None = None  # of a copy: does it name whom it copies
    share: float | None = None  # of a copy: shared five-word runs, of those of the shorter report
    words: str | None = None  # of a copy: the longest shared passage, as the copier prints it


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainGraph:
    """Who vouched for an incident's claims, through whom they went, who copied whom, who was first."""

    incident: str
    nodes: tuple[ChainNode, ...]  # origins, then carriers, then reports; each kind in order of time
    edges: tuple[ChainEdge, ...]
    independent: int  # origins of known independence
    unknown: int  # more of unknown independence
    first_day: str | None  # the earliest day on which a claim was published
    first: tuple[str, ...]  # origins that spoke on that day: a day cannot tell which of them was earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A side or monitor from which the ledger has no word on an incident, although one could be expected."""

    name: str
    id: str | None  # entry in the book of actors
    kind: str  # victim | accused | neighbour
    why: str  # in one line
    claims: tuple[str, ...]  # of this incident that name it; of a neighbour, those that it vouches for elsewhere
    incidents: tuple[str, ...]  # a neighbour's: where it spoke


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalWord:
    """What a source gave as its total on a day."""

    day: str | None  # on which it was published, YYYY-MM-DD
    low: int | None
    high: int | None
    claim: str
    report: str  # that prints it
    chain: tuple[str, ...]  # through whom it came, from the source's side, and the outlet that prints it


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One source's total over days, places or a campaign, as it grew, beside the sum of what it covers."""

    source: str
    harm: Harm
    klass: VictimsClass
    start: str  # the day since when it counts, YYYY-MM-DD
    end: str | None  # up to which its last word counts
    words: tuple[TotalWord, ...]  # in order of print
    reports: tuple[str, ...]  # that print them, in that order, each once
    covers: tuple[str, ...]  # incidents with a figure of this harm
    sum_low: int  # of their lows, all classes together
    sum_high: int | None  # of their highs; None: one of them is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What joining keeps of one report, so that a new report is held against it without its being told anew."""

    report: str
    claims: int  # that stand in it, of any scope
    tellings: tuple[tuple[str, str], ...]  # (first claim, piece: what it may be joined with has the same)
    blocks: tuple[str, ...]  # under which another report finds it, sorted
    payload: str  # the tellings, as joining spells them


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What a settle leaves behind for the next one, beside incidents, figures and origins."""

    recipe: int  # of the rules and weights that made it: another recipe cannot build upon it
    accounts: tuple[Account, ...]  # of the reports that were told anew
    gone: tuple[str, ...]  # reports that have no account any more
    pieces: tuple[tuple[str, str], ...]  # (first claim, piece) of tellings of other reports that moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What came since the last settle."""

    recipe: int  # of the last settle
    reports: tuple[str, ...]  # new, read anew or with a fuller record, sorted
    judgements: tuple[str, ...]  # ids, sorted


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Incidents under the names that outlive re-joining, and where names that were given up lead."""

    incidents: tuple[Incident, ...]
    redirects: tuple[tuple[str, str], ...]  # (old name, name that it lives on in), sorted


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How well an incident stands: Confirmed, Fair, Weak, Contested, Discounted (method.md)."""

    word: str
    why: str
    claims: tuple[str, ...]  # that decided it


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One step of a toll history: what an origin said, or what the figure would have been, on a day."""

    day: str | None  # YYYY-MM-DD on which it was published; None: not known
    origin: str | None  # origin id; None: the figure
    harm: Harm
    klass: VictimsClass
    side: str | None
    low: int | None
    best: int | None
    high: int | None
    claims: tuple[str, ...]
    change: str  # first | up | down (a correction downward) | same | wider | narrower
    until: str | None = None  # the day on which a later word superseded it; None: it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How the claims of each origin, and the figure, moved with time."""

    incident: str
    origins: tuple[Moment, ...]
    figure: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one origin says of one harm to one class of victims: its latest word, and how it came to it."""

    origin: str
    harm: Harm
    klass: VictimsClass
    side: str | None
    low: int | None
    best: int | None
    high: int | None
    status: Status  # of its claims the least firm
    day: str | None  # on which it was published
    claims: tuple[str, ...]  # that carry it; more than one where parts of a whole were added
    standing: str  # where the origin stands when it says this (method.md)
    sets: tuple[str, ...]  # the ends of the figure that it sets: low, best, high
    aside: str | None  # why it counts towards no figure; None: it does
    others: tuple[Aside, ...]  # what else this origin says of the same, and why that does not count
    steps: tuple[Moment, ...]  # its history, the last one being the word that stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One harm to one class of victims, with its figure; None where no claim counts towards one."""

    harm: Harm
    klass: VictimsClass
    side: str | None
    figure: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One line of why a figure is as it is: what set an end, or why a claim set none."""

    harm: Harm
    klass: VictimsClass
    side: str | None
    total: bool
    what: str  # low | best | high | aside
    value: int | None
    claims: tuple[str, ...]
    rule: str  # what was done
    reason: str  # why that is a rule (method.md)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One end of a figure that two profiles do not agree on."""

    incident: str
    harm: Harm
    klass: VictimsClass
    side: str | None
    total: bool
    end: str  # low | best | high
    profile: str
    against: str
    now: Bound  # under profile
    before: Bound  # under against
    why: tuple[str, ...]  # the rules that make the difference, each alone where one alone does


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A judgement that a person should look at again: what it was made on is not as it was."""

    judgement: Judgement
    reason: str
    claims: tuple[str, ...]  # to look at: live claims that it may be about now


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Origins against what they count: who says what of one incident."""

    incident: str
    profile: str
    columns: tuple[Column, ...]
    rows: tuple[str, ...]  # origin ids, those with most cells that count first
    cells: tuple[Cell, ...]  # by row, then column; where an origin says nothing there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A claim, or a join of two claims, that is worth a person's look."""

    incident: str
    subject: str  # claim id
    other: str | None  # the second claim of a join
    weight: float  # how much hangs on it times how doubtful it is; comparable within one ledger
    why: str  # in one line
