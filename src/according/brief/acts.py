"""The sentences of a brief for what reports say beside counts: measures, movements, control, statements, trends.

In: acts of one incident. Out: lines, each act told once however many reports tell it.

Example: "A curfew in Latakia was in force until 7 March 2025, state television said." carries the acts that tell it.

Words of a report stand in quotation marks, and only those of a speaker, at most a dozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from according.brief.phrases import day, joined
from according.phrasing import spoken
from according.records import Act, Line, Report
from according.words import ActForm, ActKind, ActStage, Scope, Status

_THING = {
    ActForm.CURFEW: "a curfew", ActForm.CEASEFIRE: "a ceasefire", ActForm.SIEGE: "a siege",
    ActForm.BLOCKADE: "a blockade", ActForm.EVACUATION: "an evacuation", ActForm.EMERGENCY: "a state of emergency",
    ActForm.CLOSURE: "a closure", ActForm.SHUTDOWN: "a general strike", ActForm.REINFORCEMENT: "reinforcements",
    ActForm.DEPLOYMENT: "a deployment", ActForm.WITHDRAWAL: "a withdrawal", ActForm.ADVANCE: "an advance",
    ActForm.CONVOY: "a convoy", ActForm.CLASH: "clashes", ActForm.AIRSTRIKE: "air strikes",
    ActForm.SHELLING: "shelling", ActForm.BOMBING: "a bombing", ActForm.ASSAULT: "an attack",
}
_MANY = (ActForm.REINFORCEMENT, ActForm.CLASH, ActForm.AIRSTRIKE)  # things told in the plural
_STAGE = {ActStage.DONE: "reported", ActStage.PLANNED: "announced or proposed", ActStage.ENDED: "said to have ended",
          ActStage.BROKEN: "said to have been broken"}
_TOOK = {ActForm.TAKEN: "took", ActForm.RETAKEN: "retook", ActForm.LOST: "lost"}
_SAID = {
    ActForm.THREAT: "threatened {whom}", ActForm.ULTIMATUM: "gave {whom} an ultimatum", ActForm.PLEDGE: "made a pledge",
    ActForm.DENIAL: "issued a denial", ActForm.ACCUSATION: "accused {whom}",
    ActForm.RESPONSIBILITY: "claimed responsibility", ActForm.DEMAND: "made a demand of {whom}",
    ActForm.SYMPATHY: "offered condolences", ActForm.CONDEMNATION: "condemned the violence",
}
_TO_NOBODY = {  # where the report does not say to whom
    ActForm.THREAT: "made a threat", ActForm.ULTIMATUM: "gave an ultimatum", ActForm.ACCUSATION: "made an accusation",
    ActForm.DEMAND: "made a demand",
}
_TREND = {ActForm.RISE: "more", ActForm.FALL: "less"}


def act_lines(acts: Iterable[Act], *, reports: Mapping[str, Report]) -> tuple[Line, ...]:
    """Return a sentence for each act, those that tell the same as one; condolences are left out.

    What is background, or is told with none of the incident's claims, stands apart.
    """
    alike: dict[tuple[object, ...], list[Act]] = {}
    for act in acts:
        if act.kind is not ActKind.CONDOLENCE:
            alike.setdefault(_key(act), []).append(act)
    return tuple(Line(role=_role(group), text=_sentence(group, reports), claims=tuple(sorted(act.id for act in group)))
                 for group in alike.values())


def _role(group: Sequence[Act]) -> str:
    told_with_it = group[0].scope is Scope.INCIDENT and any(act.beside for act in group)
    return "body" if told_with_it else "background"


def _key(act: Act) -> tuple[object, ...]:
    """What makes two acts the same: who tells of it is no part of it, save of a statement, whose speaker is."""
    until = act.until.end if act.until is not None else None
    return (act.form, act.stage, _name(act.actor), _name(act.target), _place(act), until, act.scope, spoken(act))


def _sentence(group: Sequence[Act], reports: Mapping[str, Report]) -> str:
    act = group[0]
    if act.kind in (ActKind.STATEMENT, ActKind.CONDOLENCE):
        return _capital(f"{_statement(act)}{_through(group)}{_doubt(act)}.")
    told = _trend(act) if act.kind is ActKind.TREND else _control(act) if act.kind is ActKind.CONTROL else _thing(act)
    return _capital(f"{told}, {_tellers(group, reports)} said{_doubt(act)}.")


def _thing(act: Act) -> str:
    """A measure, a movement or an attack."""
    told_by = _name(act.source)  # who tells of a measure is not therefore who took it
    by = f" by {_name(act.actor)}" if _name(act.actor) and _name(act.actor) != told_by else ""
    towards = f" against {_name(act.target)}" if act.kind is ActKind.ATTACK and _name(act.target) else ""
    were = "were" if act.form in _MANY else "was"
    until = f", until {day(act.until.end)}" if act.until is not None and act.until.end else ""
    near = " on the way to or in" if act.form is ActForm.REINFORCEMENT else " in"
    where = f"{near} {_place(act)}" if _place(act) else ""
    return f"{_THING[act.form]}{by}{towards} {were} {_STAGE[act.stage]}{where}{_on(act)}{until}"


def _control(act: Act) -> str:
    who, where = _name(act.actor) or "a side that is not named", _place(act) or "a place that is not named"
    return f"{who} {_TOOK[act.form]} {where}{_on(act)}"


def _trend(act: Act) -> str:
    where = f" in {_place(act)}" if _place(act) else ""
    towards = f" against {_name(act.target)}" if _name(act.target) else ""
    return f"there was {_TREND[act.form]} violence{towards}{where} than before"


def _statement(act: Act) -> str:
    speaker = _name(act.actor) or (act.source.name if act.source is not None else None) or "a speaker who is not named"
    whom = _name(act.target)
    said = _SAID[act.form].format(whom=whom) if whom or act.form not in _TO_NOBODY else _TO_NOBODY[act.form]
    what = spoken(act)
    return f"{speaker} {said}: “{what}”" if what else f"{speaker} {said}"


def _tellers(group: Sequence[Act], reports: Mapping[str, Report]) -> str:
    names = []
    for act in group:
        if act.source is not None and (name := act.source.name):
            names.append(f"{name}, quoted by {act.via[0]}," if act.via else name)
        elif (report := reports.get(act.report)) is not None and report.outlet:
            names.append(report.outlet)
    return joined(names) if names else "a report that names no source"


def _through(group: Sequence[Act]) -> str:
    carriers = [carrier for act in group for carrier in act.via]
    return f", through {joined(carriers)}" if carriers else ""


def _doubt(act: Act) -> str:
    return {Status.UNVERIFIED: ", which could not be verified", Status.DENIED: ", which is denied",
            Status.HEDGED: ", which was told with reserve"}.get(act.status, "")


def _on(act: Act) -> str:
    return f" on {day(act.when.start)}" if act.when.start is not None and act.when.start == act.when.end else ""


def _place(act: Act) -> str | None:
    if act.place is None:
        return None
    return act.place.name or (" ".join(act.place.printed.text.split()) if act.place.printed is not None else None)


def _name(party: object) -> str | None:
    name = getattr(party, "name", None)
    return " ".join(name.partition(",")[0].split()) if isinstance(name, str) and name.strip() else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
