"""From claims of many reports to incidents, origins, figures and briefs.

In: nothing. Out: frozen records: Judgement, Incident, Origin, Figure, Brief and what they are made of.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.records.claim import Claim, Place, When
from according.records.report import Report
from according.words import Harm, JudgementKind, MeansType, SourceKind, VictimsClass


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
