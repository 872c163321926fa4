"""A first account of an incident, in an editor's order, every sentence footnoted to its claims.

In: an incident, its figures and origins, claims and reports. Out: a ``Brief``: lines with their role and the claims
that carry them. ``text.py`` makes Markdown of it.

Example: the line "Step News said that about 70 former regime fighters were killed, which could not be verified;
monitoring sources, quoted by AFP, said that 28 were killed, which could not be verified." carries two claims.

No number stands without its source, each origin's word stands once in the body, and no sentence of a report is copied:
only names, the noun for the victims, and vague counts in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from according.brief import phrases
from according.brief.acts import act_lines
from according.brief.changed import change_lines
from according.records import Act, Brief, Change, Claim, Figure, Incident, Line, Origin, Report
from according.words import CountKind, Harm, Scope, Status, VictimsClass

__all__ = ["brief"]

_HARMS = (Harm.KILLED, Harm.CASUALTIES, Harm.WOUNDED, Harm.CAPTURED, Harm.MISSING, Harm.DISPLACED)
_CLASSES = (VictimsClass.CIVILIAN, VictimsClass.COMBATANT, VictimsClass.MIXED, VictimsClass.UNKNOWN)
_SUPERSEDED = "superseded"
_PART = "a part of"


def brief(incident: Incident, figures: Iterable[Figure], origins: Iterable[Origin], *, claims: Mapping[str, Claim],
          reports: Mapping[str, Report], acts: Iterable[Act] = (), changes: Iterable[Change] = ()) -> Brief:
    """Write the brief of an incident.

    Args:
        incident: what is told of.
        figures: its figures under one profile, in any order.
        origins: its origins.
        claims: at least its claims, by id.
        reports: their reports, by id.
        acts: what else the reports say of it.
        changes: what outlets changed of its reports.
    """
    account = _Account(incident, origins, claims, reports)
    rows = sorted((f for f in figures if "total" not in f.marks), key=_editor_order)
    lines = [account.summary(), account.headline(rows), account.standfirst(rows)]
    for figure in rows:
        lines += account.body(figure)
    lines += [*act_lines(acts, reports=reports), *account.background(), *account.notes(rows),
              *change_lines(changes, claims=account.claims, reports=account.reports)]
    return Brief(incident=incident.name, lines=_once(line for line in lines if line is not None))


def _against(lines: Sequence[Line], figure: Figure, claims: Mapping[str, Claim]) -> list[Line | None]:
    """Set live words that differ against each other, two to a sentence; what is older or a part stands alone."""
    out: list[Line | None] = []
    waiting: Line | None = None
    for line in lines:
        live = not set(line.claims).isdisjoint(figure.claims)
        if waiting is not None and live and _numbers(waiting, claims) != _numbers(line, claims):
            text = f"{waiting.text[:-1]}, while {line.text}"
            out.append(replace(waiting, text=text, claims=tuple(sorted({*waiting.claims, *line.claims}))))
            waiting = None
            continue
        if waiting is not None:
            out.append(waiting)
        waiting = line if live else None
        if not live:
            out.append(line)
    return [*out, waiting] if waiting is not None else out


def _numbers(line: Line, claims: Mapping[str, Claim]) -> set[tuple[int | None, int | None]]:
    return {(claims[c].count.low, claims[c].count.high) for c in line.claims}


def _once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Give two lines of the same words one place, with the claims of both."""
    found: dict[tuple[str, str], Line] = {}
    for line in lines:
        line = replace(line, text=_capital(line.text))
        before = found.get((line.role, line.text))
        claims = {*line.claims, *(before.claims if before is not None else ())}
        found[line.role, line.text] = replace(line, claims=tuple(sorted(claims)))
    return tuple(found.values())


def _editor_order(figure: Figure) -> tuple[int, int, int, str]:
    """The dead before the wounded, civilians before fighters, the larger before the smaller."""
    size = max((b.value for b in (figure.high, figure.best, figure.low) if b.value is not None), default=-1)
    return _HARMS.index(figure.harm), _CLASSES.index(figure.klass), -size, figure.side or ""


def _leading(rows: Sequence[Figure]) -> list[Figure]:
    """Return the figure for the headline: the first with a number, or what counts all of whom it is a smaller part."""
    counted = [f for f in rows if any(end is not None for end in _ends(f))]
    wholes = [f for f in counted if f.harm is counted[0].harm and f.klass in (VictimsClass.MIXED, VictimsClass.UNKNOWN)
              and (f.low.value or 0) > max(end or 0 for end in _ends(counted[0]))]
    return (wholes or counted)[:1]


def _ends(figure: Figure) -> tuple[int | None, ...]:
    return figure.low.value, figure.best.value, figure.high.value


class _Account:
    """One brief in the making: what was said already is not said again."""

    def __init__(self, incident: Incident, origins: Iterable[Origin], claims: Mapping[str, Claim],
                 reports: Mapping[str, Report]) -> None:
        self.incident, self.claims, self.reports = incident, claims, reports
        self.origins = tuple(origins)
        self.origin_of = {c: o for o in self.origins for c in o.claims}
        self.outlets = {r.outlet for i in incident.reports if (r := reports.get(i)) is not None and r.outlet}
        self.said: set[str] = set()

    def summary(self) -> Line:
        independent = sum(1 for o in self.origins if o.independent)
        unknown = len(self.origins) - independent
        behind = _many(independent, "independent origin")
        behind += f", {unknown} more of unknown independence" if unknown else ""
        text = (f"{phrases.event(self.incident)} {phrases.where(self.incident)} {phrases.when(self.incident)}: "
                f"{_many(len(self.incident.reports), 'report')}"
                + (f" of {phrases.joined(sorted(self.outlets))}" if self.outlets else "") + f", {behind}.")
        return Line(role="summary", text=text, claims=self.incident.claims)

    def headline(self, rows: Sequence[Figure]) -> Line:
        for figure in _leading(rows):
            ends = figure.low.value, figure.best.value, figure.high.value
            count = phrases.span(*ends, open_end=figure.high_open)
            setters = tuple(sorted({*figure.low.claims, *figure.best.claims, *figure.high.claims}))
            names = [self.origin_of[c].name for c in setters if c in self.origin_of]
            whom = phrases.victims(self.claims[setters[0]]) if len(setters) == 1 else phrases.kind(figure)
            return Line(role="headline", claims=setters, text=(
                f"{_capital(count)} {whom} {self._reported(setters)}{phrases.done(figure.harm)} "
                f"{phrases.where(self.incident)}, "
                f"according to {phrases.joined(sorted(set(names)))}"))
        return Line(role="headline", claims=self.incident.claims,
                    text=f"{phrases.event(self.incident)} {phrases.where(self.incident)}, no number given")

    def standfirst(self, rows: Sequence[Figure]) -> Line | None:
        disputed = [f for f in rows if len({self._ends(c) for c in f.claims}) > 1]
        live = [c for f in rows for c in f.claims]
        parts = []
        if disputed:
            what = phrases.joined([f"{phrases.kind(f)} {phrases.done(f.harm)}" for f in disputed])
            parts.append(f"Accounts differ on the number of {what}.")
        if live and all(self.claims[c].status is Status.UNVERIFIED for c in live):
            parts.append("None of the numbers could be verified.")
        elif any(self.claims[c].status is Status.UNVERIFIED for c in live):
            parts.append("Not all of the numbers could be verified.")
        if any("single belligerent claim" in f.marks or "belligerents' claims only" in f.marks for f in rows):
            parts.append("Some losses are known only from the enemy of those who suffered them.")
        return Line(role="standfirst", text=" ".join(parts), claims=tuple(sorted(live))) if parts else None

    def body(self, figure: Figure) -> list[Line]:
        """The live word of each origin set against each other, then parts, then what was said before."""
        best_first = sorted((self.claims[c] for c in figure.claims), key=lambda c: (
            c.id not in figure.best.claims, -(c.count.best or c.count.low or 0), c.id))
        lines = [self._line([*self._alike(claim, best_first), *self._again(claim, figure)], claim)
                 for claim in best_first]
        earlier = [self.claims[a.claim] for a in figure.aside if a.reason.startswith(_SUPERSEDED)]
        lines += [self._line([c], c, before=True) for c in earlier]
        parts = [self.claims[a.claim] for a in figure.aside if a.reason.startswith(_PART)]
        lines += [self._line([c], c) for c in parts]
        lines = _against([line for line in lines if line is not None], figure, self.claims)
        told = {c for line in lines if line is not None for c in line.claims}
        if not told:
            vague = [self.claims[a.claim] for a in figure.aside if a.reason.startswith("gives no number")]
            lines += [self._line([c], c) for c in vague]
        return [line for line in lines if line is not None]

    def background(self) -> list[Line]:
        told = (self.claims[c] for c in self.incident.claims)
        rows = sorted((c for c in told if c.scope is Scope.BACKGROUND), key=lambda c: c.id)
        lines = [self._line([c], c, role="background") for c in rows]
        return [line for line in lines if line is not None]

    def notes(self, rows: Sequence[Figure]) -> list[Line]:
        denied = [self.claims[a.claim] for f in rows for a in f.aside if a.reason == "reported as denied"]
        lines = [self._line([c], c, role="note") for c in denied]
        if self.incident.pending:
            lines.append(Line(role="note", claims=self.incident.claims,
                              text=f"Kept as pending: no report gives the {phrases.joined(self.incident.pending)}."))
        return [line for line in lines if line is not None]

    def _line(self, group: Sequence[Claim], claim: Claim, *, role: str = "body", before: bool = False) -> Line | None:
        """One sentence for one origin's word, unless it was said already."""
        if claim.id in self.said:
            return None
        self.said.update(c.id for c in group)
        origin = self.origin_of.get(claim.id)
        if origin is None:
            return None
        hedge, tail = phrases.put(claim.status)
        one = claim.count.best == 1 and claim.count.high == 1
        verb = "was" if one else "were"
        doer = f" by {claim.perpetrator.name}" if claim.perpetrator is not None and claim.perpetrator.name else ""
        said = "had said before" if before else "said"
        joint = phrases.joined([phrases.who(self.origin_of[c.id], c, self._outlet_of(c)) for c in group
                                if c.id in self.origin_of and self.origin_of[c.id].id == origin.id][:1])
        part = self._whole(claim)
        text = (f"{joint} {said} that {phrases.count(claim)} {phrases.victims(claim)} {verb} {hedge}"
                f"{phrases.done(claim.harm)}{doer}{part}{tail}.")
        return Line(role=role, text=text, claims=tuple(sorted({c.id for c in group})))

    def _alike(self, claim: Claim, others: Sequence[Claim]) -> list[Claim]:
        """Parts that were added make one sentence each; a claim stands for itself."""
        return [claim, *(c for c in others if c.id != claim.id and c.report == claim.report and self._ends(c.id) ==
                         self._ends(claim.id) and self.origin_of.get(c.id) is self.origin_of.get(claim.id)
                         and phrases.victims(c) == phrases.victims(claim))]

    def _again(self, claim: Claim, figure: Figure) -> list[Claim]:
        """The same number of the same origin, printed elsewhere: more footnotes, no second sentence."""
        return [self.claims[a.claim] for a in figure.aside if a.reason.startswith("the same number")
                and self.origin_of.get(a.claim) is self.origin_of.get(claim.id)]

    def _reported(self, claims: Sequence[str]) -> str:
        """A headline says ``reported`` where nobody puts it as simply so."""
        return "" if any(self.claims[c].status is Status.STATED for c in claims) else "reported "

    def _whole(self, claim: Claim) -> str:
        whole = self.claims.get(claim.part_of) if claim.part_of else None
        if whole is None or not _counted(whole):
            return ""
        return f", of the {phrases.count(whole)} {phrases.victims(whole)}"

    def _outlet_of(self, claim: Claim) -> str | None:
        """The outlet that quotes, where there is more than one: else the summary has named it."""
        report = self.reports.get(claim.report)
        return report.outlet if report is not None and len(self.outlets) > 1 else None

    def _ends(self, claim: str) -> tuple[int | None, int | None, int | None]:
        count = self.claims[claim].count
        return count.low, count.best, count.high


def _counted(claim: Claim) -> bool:
    return claim.count.kind not in (CountKind.VAGUE, CountKind.BARE)


def _many(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
