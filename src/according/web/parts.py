"""The small records that pages are made of.

In: nothing. Out: frozen records; templates print them and think nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.web.access import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page."""

    title: str
    here: str  # which entry of the navigation is this page's
    user: str  # name of who is signed in; empty where nobody need be
    role: Role
    asks: bool  # do people sign in here
    read_only: bool
    ledger: str  # what the ledger is called
    head: str  # the head of its chain, as people keep it
    busy: bool  # decisions are being joined in behind the page
    trouble: str | None  # why the last joining failed

    @property
    def reviews(self) -> bool:
        """Whether who looks may judge."""
        return self.role >= Role.REVIEWER and not self.read_only

    @property
    def adds(self) -> bool:
        """Whether who looks may add reports."""
        return self.role >= Role.OWNER and not self.read_only


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A table in another form, at the address of the page that shows it."""

    label: str  # CSV
    href: str
    what: str  # what it is, for a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value that a filter can take."""

    value: str
    label: str
    help: str
    count: int | None  # incidents that have it, among those found
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One group of choices."""

    name: str  # as the query calls it
    label: str
    choices: tuple[Choice, ...]

    @property
    def used(self) -> bool:
        """Whether one of them is chosen."""
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure as a list or a table tells it."""

    harm: str
    who: str  # class and side; "all" for a total
    text: str  # the range in words
    best: int | None
    bar: str  # an SVG of ours: the range, drawn; the numbers stand beside it
    href: str  # where its sentences and its rule are
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident of a list."""

    name: str
    href: str
    what: str  # the means, or "harm"
    place: str
    when: str
    grade: str
    grade_why: str
    figures: tuple[Told, ...]
    reports: str  # "12 reports, 3 origins"
    changed: str | None
    pending: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing with its text equivalent."""

    name: str
    title: str
    text: str  # what it shows, in words
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    page: str  # markup of ours for the page
    narrow: str | None = None  # the same for a phone, where the wide one would be too small to read
    downloads: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """One claim with its roles and its sentence."""

    id: str
    href: str
    harm: str
    count: str  # as printed, with what was understood
    victims: str
    roles: tuple[tuple[str, str], ...]  # label, value
    status: str
    scope: str
    source: str
    sentence: tuple[Segment, ...]
    report: str  # report id
    report_href: str  # to the place in the report
    outlet: str
    published: str
    note: str | None = None  # why it counts, or why not, where a figure is told
    judged: tuple[str, ...] = ()  # what people decided about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of letters that carries the same marks from its start to its end."""

    start: int  # characters of the report's text, end exclusive
    end: int
    text: str
    harm: str | None = None  # of the first claim whose evidence it is
    claims: tuple[str, ...] = ()  # whose evidence it is
    roles: tuple[str, ...] = ()  # what it says in them: count, victims, source, ...
    begins: tuple[str, ...] = ()  # claims whose evidence begins here: their anchors
    refused: str | None = None  # why the number that stands here became no claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of a report's text."""

    start: int
    end: int
    segments: tuple[Segment, ...]
    again: int | None = None  # it stands again: where it was first, in characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One of several ways to see the same."""

    label: str
    help: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure of an incident with what stands behind it."""

    told: Told
    origins: str
    rule: str  # that chose best
    between: bool  # drawn apart: one side of a class, counted in another row too


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What one origin says of one thing."""

    text: str
    href: str
    status: str
    sets: str  # which ends of the figure it sets
    aside: str | None  # why it does not count
    history: str  # its words in order of print, for a title
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """One harm to one class of victims."""

    harm: str
    who: str
    figure: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One origin: its name, what it is, and a cell for each column; None where it says nothing."""

    name: str
    href: str
    kind: str
    doubt: str
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Why two claims were joined."""

    a: ClaimCard
    b: ClaimCard
    score: str
    shares: tuple[tuple[str, str, str], ...]  # feature, value, weight


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCards:
    """One origin with its claims."""

    name: str
    href: str
    what: str  # kind, party, doubt
    outlets: str
    cards: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTold:
    """One end of a figure with its rule."""

    name: str  # low, best, high
    value: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The part of a report around a claim's evidence."""

    outlet: str
    published: str
    href: str
    lang: str | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChoice:
    """A field of a claim that can be corrected by choosing a word."""

    name: str
    label: str
    now: str
    words: tuple[tuple[str, str], ...]  # word, meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One task of the review queue."""

    key: str
    subject: str
    other: str | None
    why: str  # it is worth a look
    cards: tuple[ClaimCard, ...]  # the claim, or both claims of a join
    contexts: tuple[Context, ...]
    incident: str
    incident_href: str
    figures: tuple[str, ...]  # that it counts towards
    fields: tuple[FieldChoice, ...]
    count: tuple[tuple[str, str], ...]  # low, best, high as a form writes them


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """One sentence of an account."""

    role: str
    label: str
    text: str
    notes: tuple[int, ...]
    more: bool  # it has more notes than are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """The sentence of a report that carries a sentence of an account."""

    number: int
    outlet: str
    published: str
    href: str
    sentence: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """An origin or an outlet in the list of them."""

    name: str
    href: str
    what: str
    doubt: str
    incidents: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenRow:
    """One word of an origin on one incident, beside the best figure of the same thing."""

    day: str
    incident: str
    href: str
    claim: str  # where its sentence is
    harm: str
    klass: str
    count: str
    best: str
    against: str  # above best | at best | below best | no best
    first: bool
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report of a list."""

    href: str
    title: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedName:
    """A name of a book with the claims that use it."""

    name: str
    what: str  # as what it is used
    claims: int
    href: str | None  # incidents with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a name may mean."""

    id: str  # entry of the book
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownName:
    """A name as printed that no book knows."""

    printed: str
    reason: str
    claims: str
    example: str  # the address of one of its claims
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """What a report says is done, ordered or said, beside the counts."""

    kind: str
    form: str  # with how far it has come, where it is not done
    help: str  # what the form means
    who: str
    when: str
    where: str
    source: str
    status: str
    evidence: str
    outlet: str
    published: str
    href: str
