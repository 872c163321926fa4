"""What is told over incidents: copies and chains, totals, histories, the matrix, and what joining keeps.

In: nothing. Out: frozen records: ChainGraph, Total, History, Matrix and what they are made of.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.records.figure import Aside, Bound, Figure, Incident, Judgement
from according.words import Harm, Status, VictimsClass


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
