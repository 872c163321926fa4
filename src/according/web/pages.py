"""One frozen dataclass per template: its whole context, each field with its help.

In: nothing. Out: page records for ``rendering``. ``tests/web/test_pages.py`` holds templates to them.

Example: ``SignIn(frame=frame, to="/", failed=False, wait=0)`` fills ``templates/sign_in.html``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from according.sift import Query
from according.web.changed import ChangeRow
from according.web.parts import (
    ActRow,
    Asked,
    BriefLine,
    Chart,
    ClaimCard,
    Download,
    EndTold,
    FigureRow,
    Filter,
    Footnote,
    Frame,
    IncidentRow,
    Joined,
    MatrixColumn,
    MatrixRow,
    OriginCards,
    Paragraph,
    ReportRow,
    SpokenRow,
    Switch,
    Told,
    UnknownName,
    UsedName,
    VoiceRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A request that cannot be answered."""

    template: ClassVar[str] = "trouble.html"
    frame: Annotated[Frame, "what stands around the page"]
    status: Annotated[int, "the HTTP status"]
    message: Annotated[str, "what is wrong and the way out, in one line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """The door, where people sign in."""

    template: ClassVar[str] = "sign_in.html"
    frame: Annotated[Frame, "what stands around the page"]
    to: Annotated[str, "the page to go on to"]
    failed: Annotated[bool, "name and password did not fit"]
    wait: Annotated[int, "seconds until the next try is heard; 0: now"]
    named: Annotated[bool, "whether several people have names here, or one password opens"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Incidents as map, timeline and list, under filters."""

    template: ClassVar[str] = "overview.html"
    frame: Annotated[Frame, "what stands around the page"]
    query: Annotated[Query, "what is asked for; the page's address writes it"]
    filters: Annotated[tuple[Filter, ...], "groups of choices with how many incidents have each"]
    orders: Annotated[tuple[tuple[str, str], ...], "ways to sort: value and label"]
    rows: Annotated[tuple[IncidentRow, ...], "the incidents of this part of the list"]
    found: Annotated[int, "how many incidents the query finds"]
    total: Annotated[int, "how many the ledger holds"]
    part: Annotated[int, "which part of the list this is, from 1"]
    parts: Annotated[int, "how many parts it has"]
    names: Annotated[dict[str, tuple[str, ...]], "names to choose from: actors, outlets, origins"]
    chosen: Annotated[tuple[tuple[str, str], ...], "the filters that are set: what, and the address without it"]
    world: Annotated[Chart | None, "the map of what was found"]
    time: Annotated[Chart | None, "the timeline of what was found, the days asked for shaded"]
    downloads: Annotated[tuple[Download, ...], "the list in other forms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One report: its text as read, with its claims."""

    template: ClassVar[str] = "report.html"
    frame: Annotated[Frame, "what stands around the page"]
    id: Annotated[str, "the report"]
    heading: Annotated[str, "its title, or what stands for it"]
    outlet: Annotated[str, "who published it"]
    published: Annotated[str, "when, as far as known"]
    facts: Annotated[tuple[tuple[str, str], ...], "further facts of its record: label and value"]
    url: Annotated[str | None, "its address, where it is one that a browser may open"]
    lang: Annotated[str | None, "the language of its text"]
    paragraphs: Annotated[tuple[Paragraph, ...], "its text, whole, in order"]
    cards: Annotated[tuple[ClaimCard, ...], "its claims in the order of the text"]
    harms: Annotated[tuple[tuple[str, int], ...], "which harms are underlined, and how many claims each"]
    refusals: Annotated[tuple[tuple[str, str, str], ...], "numbers that became no claim: words, sentence, reason"]
    refused: Annotated[bool, "whether these are shown in the text"]
    acts: Annotated[tuple[ActRow, ...], "what else it says: measures, movements, statements"]
    stands: Annotated[tuple[str, str | None] | None, "why it stands no longer, and the address of what does"]
    changes: Annotated[tuple[ChangeRow, ...], "what its outlet changed of it"]
    captures: Annotated[tuple[tuple[str, str, str | None], ...], "when its page was captured, what came, its copy"]
    incidents: Annotated[tuple[tuple[str, str], ...], "the incidents that it tells of: heading and address"]
    downloads: Annotated[tuple[Download, ...], "its claims in other forms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """One incident: figures, who says what, how it moved, where it came from."""

    template: ClassVar[str] = "incident.html"
    frame: Annotated[Frame, "what stands around the page"]
    name: Annotated[str, "the incident's lasting name"]
    heading: Annotated[str, "what, where, when"]
    tally: Annotated[str, "claims, reports, origins"]
    grade: Annotated[str, "how well it stands"]
    grade_why: Annotated[str, "why"]
    pending: Annotated[tuple[str, ...], "what no claim tells: place, date, number"]
    profile: Annotated[str, "the rules under which the figures are reconciled"]
    profiles: Annotated[tuple[Switch, ...], "other rules, each replays the page"]
    as_of: Annotated[str | None, "only what was in print by this day counts; None: all"]
    days: Annotated[tuple[str, ...], "days on which a report of it was published"]
    figures: Annotated[tuple[FigureRow, ...], "its figures"]
    files: Annotated[tuple[Download, ...], "these as files"]
    asides: Annotated[tuple[tuple[str, tuple[tuple[str, str], ...]], ...], "why claims do not count: reason, claims"]
    columns: Annotated[tuple[MatrixColumn, ...], "harms and classes that somebody counts"]
    matrix: Annotated[tuple[MatrixRow, ...], "origins against these"]
    toll: Annotated[Chart | None, "how the words of each origin, and the figure, moved"]
    tolls: Annotated[tuple[Switch, ...], "of which harm and class the toll is drawn"]
    chain: Annotated[Chart | None, "who vouched, who carried, who copied"]
    first: Annotated[str | None, "who was first, and when"]
    copies: Annotated[tuple[str, ...], "reports that print the words of others"]
    silent: Annotated[tuple[tuple[str, str], ...], "of whom there is no word: name and why one could be expected"]
    acts: Annotated[tuple[ActRow, ...], "what else reports say of it: measures, movements, statements"]
    world: Annotated[Chart | None, "where it was"]
    place: Annotated[str, "where it was, in words, with the precision"]
    origins: Annotated[tuple[OriginCards, ...], "its claims by origin, with their sentences"]
    joined: Annotated[tuple[Joined, ...], "why claims were joined, the weakest joins first"]
    joins: Annotated[int, "how many joins there are in all"]
    changes: Annotated[tuple[ChangeRow, ...], "what outlets changed of its reports"]
    judgements: Annotated[tuple[str, ...], "what people decided about its claims"]
    brief: Annotated[str, "where its first account is"]
    downloads: Annotated[tuple[Download, ...], "its tables in other forms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Where one figure comes from: its ends, the rules that chose them, the sentences."""

    template: ClassVar[str] = "why.html"
    frame: Annotated[Frame, "what stands around the page"]
    inset: Annotated[bool, "shown beside a page, not as one"]
    back: Annotated[tuple[str, str], "the incident: heading and address"]
    told: Annotated[Told, "the figure"]
    profile: Annotated[str, "the rules"]
    about: Annotated[str, "what these rules do"]
    ends: Annotated[tuple[EndTold, ...], "low, best and high with the rule that chose each"]
    marks: Annotated[tuple[str, ...], "cautions"]
    counted: Annotated[tuple[ClaimCard, ...], "claims that set an end or lie between"]
    aside: Annotated[tuple[ClaimCard, ...], "claims that do not count, with the reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What one origin says of one harm and class, and how it came to it."""

    template: ClassVar[str] = "says.html"
    frame: Annotated[Frame, "what stands around the page"]
    inset: Annotated[bool, "shown beside a page, not as one"]
    back: Annotated[tuple[str, str], "the incident: heading and address"]
    origin: Annotated[str, "who speaks"]
    harm: Annotated[str, "the harm"]
    who: Annotated[str, "of whom"]
    text: Annotated[str, "its latest count"]
    standing: Annotated[str, "where the origin stands when it says this"]
    effect: Annotated[str, "which ends of the figure it sets, or why it counts towards none"]
    steps: Annotated[tuple[tuple[str, str, str], ...], "its words in order of print: day, count, change"]
    cards: Annotated[tuple[ClaimCard, ...], "the claims that carry the latest word"]
    others: Annotated[tuple[ClaimCard, ...], "what else it says of the same, and why that does not count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """One claim with its sentence, where it stands, what was decided about it."""

    template: ClassVar[str] = "claim.html"
    frame: Annotated[Frame, "what stands around the page"]
    inset: Annotated[bool, "shown beside a page, not as one"]
    card: Annotated[ClaimCard, "the claim"]
    incident: Annotated[tuple[str, str] | None, "the incident that it was joined to: heading and address"]
    reader: Annotated[str, "what read it"]
    span: Annotated[str, "characters of the report's text"]
    scope: Annotated[str, "what its count is a count of"]
    review: Annotated[str, "where it can be judged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One task of the review queue."""

    template: ClassVar[str] = "review.html"
    frame: Annotated[Frame, "what stands around the page"]
    inset: Annotated[bool, "only the task, for the script that puts it into the page"]
    asked: Annotated[Asked | None, "what is asked; None: nothing is left"]
    left: Annotated[str, "tasks that are still to be decided"]
    done: Annotated[int, "decisions of this person since the workbench was started"]
    tally: Annotated[str, "the same in words"]
    last: Annotated[str | None, "the last decision of this person"]
    keys: Annotated[tuple[tuple[str, str], ...], "keys and what they do"]
    only: Annotated[str | None, "the incident whose tasks alone are shown"]
    moved: Annotated[tuple[str, ...], "what others did to it since the page was made that a decision came from"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    """The first account of an incident, every sentence with its footnotes."""

    template: ClassVar[str] = "brief.html"
    frame: Annotated[Frame, "what stands around the page"]
    style: Annotated[str, "of a file of its own: its whole style sheet; empty on a page"]
    heading: Annotated[str, "the incident"]
    back: Annotated[str, "its address"]
    profile: Annotated[str, "the rules under which its figures are reconciled"]
    as_of: Annotated[str | None, "only what was in print by this day counts"]
    lines: Annotated[tuple[BriefLine, ...], "the account, in order"]
    notes: Annotated[tuple[Footnote, ...], "the sentences that carry it"]
    head: Annotated[str, "the head of the ledger's chain"]
    downloads: Annotated[tuple[Download, ...], "the account as a file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """The form by which reports are handed over."""

    template: ClassVar[str] = "add.html"
    frame: Annotated[Frame, "what stands around the page"]
    most: Annotated[str, "how much is taken at once"]
    endings: Annotated[str, "of files that can be read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a handing over has come, and what was new."""

    template: ClassVar[str] = "progress.html"
    frame: Annotated[Frame, "what stands around the page"]
    running: Annotated[bool, "not done yet: the page loads itself anew"]
    state: Annotated[str, "what is being done"]
    names: Annotated[tuple[str, ...], "what was handed over"]
    tally: Annotated[str, "reports read, new, known, refused"]
    claims: Annotated[str, "how many claims were new"]
    failures: Annotated[tuple[tuple[str, str], ...], "what could not be read, and why"]
    reports: Annotated[tuple[tuple[str, str, str], ...], "new reports: title, outlet, address"]
    incidents: Annotated[tuple[tuple[str, str], ...], "incidents that they tell of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Those who vouch, or those who publish."""

    template: ClassVar[str] = "origins.html"
    frame: Annotated[Frame, "what stands around the page"]
    kind: Annotated[str, "origins or outlets"]
    found: Annotated[int, "how many there are"]
    part: Annotated[int, "which part of the list this is, from 1"]
    parts: Annotated[int, "how many parts it has"]
    rows: Annotated[tuple[VoiceRow, ...], "those of most incidents first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginPage:
    """The habits of one origin or outlet over time."""

    template: ClassVar[str] = "origin.html"
    frame: Annotated[Frame, "what stands around the page"]
    name: Annotated[str, "who"]
    kind: Annotated[str, "origins or outlets"]
    tally: Annotated[str, "words and incidents"]
    habits: Annotated[tuple[tuple[str, int], ...], "how often: what, and the number of words"]
    drawn: Annotated[Chart | None, "its words against each incident's best over time"]
    rows: Annotated[tuple[SpokenRow, ...], "each word with its evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The reports of the ledger."""

    template: ClassVar[str] = "reports.html"
    frame: Annotated[Frame, "what stands around the page"]
    words: Annotated[str, "that stand in a title or an outlet's name; empty: all"]
    found: Annotated[int, "how many reports are like that"]
    total: Annotated[int, "how many the ledger holds"]
    part: Annotated[int, "which part of the list this is, from 1"]
    parts: Annotated[int, "how many parts it has"]
    rows: Annotated[tuple[ReportRow, ...], "the latest published first"]
    downloads: Annotated[tuple[Download, ...], "all reports in other forms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksPage:
    """One book as the ledger uses it, and names that it does not know."""

    template: ClassVar[str] = "books.html"
    frame: Annotated[Frame, "what stands around the page"]
    kind: Annotated[str, "actors, places or outlets"]
    kinds: Annotated[tuple[Switch, ...], "the other books"]
    rows: Annotated[tuple[UsedName, ...], "names in use, those of most claims first"]
    found: Annotated[int, "how many are in use"]
    unknown: Annotated[tuple[UnknownName, ...], "names that no book knows, with what each may mean"]
    unknown_found: Annotated[int, "how many there are"]
