"""Who speaks: the list of origins and outlets, and one origin's or outlet's habits over time.

In: summaries; for one of them the incidents that it speaks of. Out: ``Origins``, ``OriginPage``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from according.charts import Word, habits
from according.history import day_of
from according.phrasing import count_text, heading, plural
from according.records import Claim, Figure, Incident, Origin, Report
from according.sift import Summary, Voice
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


def make_origins(frame: Frame, summaries: Iterable[Summary], *, kind: str, part: int) -> Origins:
    """Return the list of those who vouch (``origins``) or publish (``outlets``), those of most incidents first."""
    counts: dict[str, list[Voice]] = {}
    for summary in summaries:
        for voice in summary.voices:
            if voice.publishes == (kind == "outlets"):
                counts.setdefault(voice.name, []).append(voice)
    ranked = sorted(counts.items(), key=lambda item: (-len(item[1]), item[0]))
    parts = max(1, -(-len(ranked) // ROWS))
    part = min(max(1, part), parts)
    return Origins(
        frame=frame, kind=kind, found=len(ranked), part=part, parts=parts,
        rows=tuple(_voice_row(name, voices, kind) for name, voices in ranked[(part - 1) * ROWS:part * ROWS]))


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


def _voice_row(name: str, voices: Sequence[Voice], kind: str) -> VoiceRow:
    kinds = sorted({voice.kind for voice in voices})
    doubt = "" if all(v.independent for v in voices) else "independence unknown" if any(
        v.independent is None for v in voices) else "not independent"
    return VoiceRow(name=name, href=address_of(kind, name), what=", ".join(k for k in kinds if k), doubt=doubt,
                    incidents=len(voices), words=sum(voice.claims for voice in voices))
