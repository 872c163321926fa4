"""Who speaks: the list of origins and outlets, and one origin's or outlet's habits over time.

In: the voices of incidents; for one of them the incidents that it speaks of. Out: ``Origins``, ``OriginPage``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from according.charts import Word, habits
from according.history import day_of
from according.phrasing import count_text, heading, plural
from according.records import Claim, Figure, Incident, Origin, Report, Voice
from according.web.compose.overview import chart_of
from according.web.links import address_of
from according.web.pages import OriginPage, Origins
from according.web.parts import Frame, SpokenRow, VoiceRow

ROWS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One incident of which an origin speaks."""

    incident: Incident
    origins: tuple[Origin, ...]
    figures: tuple[Figure, ...]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]


@dataclass(slots=True, kw_only=True)
class Speaker:
    """What the list says of one who vouches or publishes, counted over all incidents."""

    incidents: int = 0
    words: int = 0
    kinds: set[str] = field(default_factory=set)
    independent: set[bool | None] = field(default_factory=set)


def count_speakers(voices: Iterable[tuple[Voice, ...]]) -> dict[str, dict[str, Speaker]]:
    """Return who speaks and who publishes (``origins``, ``outlets``) by name, given the voices of each incident."""
    found: dict[str, dict[str, Speaker]] = {"origins": defaultdict(Speaker), "outlets": defaultdict(Speaker)}
    for voice in chain.from_iterable(voices):
        speaker = found["outlets" if voice.publishes else "origins"][voice.name]
        speaker.incidents += 1
        speaker.words += voice.claims
        speaker.kinds.add(voice.kind)
        speaker.independent.add(voice.independent)
    return found


def make_origins(frame: Frame, speakers: Mapping[str, Speaker], *, kind: str, part: int) -> Origins:
    """Return the list of those who vouch (``origins``) or publish (``outlets``), those of most incidents first."""
    ranked = sorted(speakers.items(), key=lambda item: (-item[1].incidents, item[0]))
    parts = max(1, -(-len(ranked) // ROWS))
    part = min(max(1, part), parts)
    return Origins(
        frame=frame, kind=kind, found=len(ranked), part=part, parts=parts,
        rows=tuple(_voice_row(name, speaker, kind) for name, speaker in ranked[(part - 1) * ROWS:part * ROWS]))


def make_origin(frame: Frame, name: str, told: Sequence[Told], *, of: int, kind: str) -> OriginPage:
    """Return one origin's or outlet's page.

    Args:
        frame: what stands around the page.
        name: of the origin or the outlet.
        told: incidents of which it speaks, as many as are shown.
        of: how many there are.
        kind: ``origins`` or ``outlets``.
    """
    words: list[Word] = []
    rows: list[SpokenRow] = []
    for one in told:
        for origin in one.origins:
            if kind == "origins" and origin.name != name:
                continue
            found = [c for c in (one.claims.get(c) for c in origin.claims) if c is not None
                     and (kind == "origins" or one.reports[c.report].outlet == name)]
            made = list(_words(one, found))
            words += [word for word, _ in made if word is not None]
            rows += [row for _, row in made]
    high = sum(1 for row in rows if row.against == "above best")
    low = sum(1 for row in rows if row.against == "below best")
    first = sum(1 for row in rows if row.first)
    revised = sum(1 for row in rows if row.change in ("up", "down"))
    return OriginPage(
        frame=frame, name=name, kind=kind, tally=f"{plural(len(rows), 'word')} on {plural(len(told), 'incident')}"
        + (f" of {of:,}; the latest are shown" if of > len(told) else ""),
        habits=(("first to speak, or first with others on that day", first), ("revised its own word", revised),
                ("above the best figure", high), ("below the best figure", low),
                ("at the best figure", sum(1 for row in rows if row.against == "at best"))),
        drawn=chart_of(habits(words)) if words else None, rows=tuple(rows))


def _words(told: Told, found: Sequence[Claim]) -> Iterable[tuple[Word | None, SpokenRow]]:
    """Return each word of a speaker on one incident beside the best figure of the same thing."""
    best = {(f.harm, f.klass): f.best.value for f in told.figures if "total" not in f.marks and f.side is None}
    days = [day for c in told.claims.values() if (day := day_of(c, told.reports))]
    earliest = min(days, default=None)
    last: dict[tuple[str, str], int] = {}
    for claim in sorted(found, key=lambda c: (day_of(c, told.reports) or "9999", c.id)):
        value = claim.count.best if claim.count.best is not None else claim.count.low
        if value is None:
            continue
        day, key = day_of(claim, told.reports), (claim.harm.value, claim.victims.klass.value)
        before = last.get(key)
        change = "first" if before is None else "up" if value > before else "down" if value < before else "same"
        if change == "same":
            continue
        last[key] = value
        first = day is not None and day == earliest
        held = best.get((claim.harm, claim.victims.klass))
        yield (
            None if held is None else Word(
                day=day, incident=told.incident.name, value=value, best=held, first=first, change=change),
            SpokenRow(
                day=day or "no date", incident=heading(told.incident), href=address_of("incidents", told.incident.name),
                claim=address_of("claims", claim.id), harm=claim.harm.value, count=count_text(claim),
                klass=claim.victims.klass.value, best="none" if held is None else f"{held:,}",
                against=_against(value, held), first=first, change=change))


def _against(value: int, best: int | None) -> str:
    if best is None:
        return "no best"
    return "at best" if best == value else "above best" if value > best else "below best"


def _voice_row(name: str, speaker: Speaker, kind: str) -> VoiceRow:
    doubt = "" if speaker.independent == {True} else (
        "independence unknown" if None in speaker.independent else "not independent")
    return VoiceRow(name=name, href=address_of(kind, name), what=", ".join(k for k in sorted(speaker.kinds) if k),
                    doubt=doubt, incidents=speaker.incidents, words=speaker.words)
