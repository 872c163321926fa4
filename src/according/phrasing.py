"""Counts, places, days and figures in the words that a person reads, on a screen and on a page alike.

In: records. Out: short phrases; nothing is rounded and an open end is said to be open.

Example: ``ends(13, None) == "13 or more"``
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from according.records import Act, Amendment, Change, Claim, Count, Figure, Incident, Place, Source, When
from according.words import ActForm, ActKind, ActStage, Harm, Scope, Status

_PREC = {1: "exact", 2: "near", 3: "district", 4: "province", 5: "vague", 6: "country", 7: "water or air"}


def ends(low: int | None, high: int | None) -> str:
    """Return a range in words."""
    if low is None and high is None:
        return "no number"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def count_text(claim: Claim) -> str:
    """Return the count as printed, with what was understood where the words do not say it in digits."""
    understood = ends(claim.count.low, claim.count.high) + (", about" if claim.count.approximate else "")
    if claim.count_words is None:
        return f"({understood})"
    printed = claim.count_words.text
    return printed if printed.replace(",", "") == str(claim.count.best) else f"{printed} ({understood})"


def victims_text(claim: Claim) -> str:
    """Return the victims as printed, their class and side."""
    printed = claim.victims.printed.text if claim.victims.printed else "people"
    known = [claim.victims.klass.value, *([claim.victims.side] if claim.victims.side else [])]
    return f"{printed} [{', '.join(known)}]"


def place_text(place: Place | None) -> str:
    """Return a place as looked up, with its precision; as printed with the reason where it was not found."""
    if place is None:
        return "place not given"
    if place.name is None or place.unresolved is not None:
        printed = place.printed.text if place.printed else place.name or "place"
        return f"{printed} (not placed: {place.unresolved.reason if place.unresolved else 'unknown'})"
    precision = f", {_PREC[place.where_prec]}" if place.where_prec in _PREC else ""
    return f"{place.name} ({place.country or '?'}{precision})"


def place_name(place: Place | None) -> str:
    """Return a place in few words, for a list."""
    if place is None:
        return "not given"
    if place.name is None or place.unresolved is not None:
        return f"{place.printed.text if place.printed else place.name or 'a place'}, not placed"
    return place_text(place)


def when_text(when: When) -> str:
    """Return an interval of days."""
    if when.start is None:
        return f"by {when.latest}" if when.latest else "not known"
    return when.start if when.start == when.end else f"{when.start} to {when.end}"


def source_text(source: Source | None, via: Iterable[str] = ()) -> str:
    """Return who vouches, and through whom it came."""
    if source is None:
        name = "the report itself"
    else:
        name = source.name or (source.printed.text if source.printed else "a source without a name")
    return name + "".join(f", via {carrier}" for carrier in via)


_SPOKEN = 12  # words of a speaker that are quoted; a longer one is cut, and says so
_ENDS = re.compile(
    r"[.,;:!?“”\"«»()\n]"
    r"|\s(?:and|but|while|as|after|when|according)\s+(?:\w+ly\s+)?(?:[a-z]+ed\b|\w+ing\b|to\s)"
)
_LEADS = re.compile(r"^(?:that|to|of|for|on)\s+")
_BARE = (ActForm.SYMPATHY, ActForm.CONDEMNATION)


def spoken(act: Act) -> str | None:
    """Return what a statement says, in its report's words, to be put between quotation marks: at most a dozen words.

    What was pledged, threatened, denied or demanded stands right after the verb of saying; an ultimatum is its own
    words. None where nothing follows, and for acts that are no statements.
    """
    if act.kind is not ActKind.STATEMENT or act.form in _BARE:
        return None
    words = act.words.text.split()
    if len(words) > 2:
        return _cut(words)
    told = act.evidence.text[max(0, act.words.end - act.evidence.start):].lstrip()
    target = act.target.printed if act.target is not None else None
    bare = told.removeprefix("the ")
    if target is not None and bare.startswith(target.text.removeprefix("the ")):
        told = bare[len(target.text.removeprefix("the ")):].lstrip()
    if act.form is ActForm.ACCUSATION and _LEADS.match(told) is None:
        return None  # "blamed the rebels": whom, and no more
    end = _ENDS.search(told)
    told = _LEADS.sub("", told[: end.start() if end is not None else len(told)])
    return _cut(told.split()) if told.strip() else None


def _cut(words: Sequence[str]) -> str:
    return " ".join(words) if len(words) <= _SPOKEN else f"{' '.join(words[:_SPOKEN])} …"


def act_text(act: Act) -> str:
    """Return an act in one line: what, who, towards whom, where, until when, on whose word."""
    stage = "" if act.stage is ActStage.DONE else f" ({act.stage.value})"
    by = f" by {act.actor.name}" if act.actor is not None and act.actor.name else ""
    towards = f" towards {act.target.name}" if act.target is not None and act.target.name else ""
    where = f", {place_name(act.place)}" if act.place is not None else ""
    until = f", until {when_text(act.until)}" if act.until is not None else ""
    said = f": “{what}”" if (what := spoken(act)) else ""
    scope = "" if act.scope is Scope.INCIDENT else f"; {act.scope.value}"
    firm = "" if act.status is Status.STATED else f"; {act.status.value}"
    return (f"{act.kind.value}: {act.form.value}{stage}{by}{towards}{said}{where}{until}; "
            f"{source_text(act.source, act.via)}{firm}{scope}")


def count_ends(count: Count) -> str:
    """Return a count as understood."""
    return ends(count.low, count.high)


def figure_text(figure: Figure) -> str:
    """Return low and high of a figure in words, and best where it is not both."""
    low, best, high = figure.low.value, figure.best.value, figure.high.value
    span = ends(low, high)
    if figure.high_open and high is not None:
        span = f"{high:,} or more" if low == high else f"{span} or more"
    return span if best is None or low == high else f"{span}, best {best:,}"


def figure_whom(figure: Figure) -> str:
    """Return of whom a figure is: its class and side, or ``all`` where it is the total of the classes."""
    if "total" in figure.marks:
        return "all"
    return f"{figure.klass.value}, {figure.side}" if figure.side else str(figure.klass.value)


def headline_figures(figures: Sequence[Figure]) -> list[Figure]:
    """Return one figure a harm where the profile gives a total for it, else all of that harm."""
    totals = {figure.harm for figure in figures if "total" in figure.marks}
    return [figure for figure in figures if figure.harm not in totals or "total" in figure.marks]


def killed(figures: Sequence[Figure]) -> tuple[int | None, int | None, int | None]:
    """Return the ends of the figure of all who were killed, where there is one."""
    told = [f for f in headline_figures(figures) if f.harm is Harm.KILLED]
    if len(told) != 1:  # of several classes without a total the sum is nobody's figure
        return None, None, None
    return told[0].low.value, told[0].best.value, told[0].high.value


def heading(incident: Incident) -> str:
    """Return what an incident is called: its means, place and day."""
    what = incident.means.value if incident.means else "harm"
    place = incident.place.name if incident.place and incident.place.name else "place not known"
    return f"{what}, {place}, {when_text(incident.when)}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 report``, ``2 reports``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def change_text(change: Change, outlet: str | None) -> str:
    """Return what an outlet changed of a report, in one line, without its claims."""
    who, before = outlet or "the outlet", f"{change.before}, last seen so on {moment_text(change.last)}"
    if change.after is None:
        return f"{who} took the report down: {before}, found gone on {moment_text(change.seen)}"
    how = ("silently" if change.silent else f"with a notice: {change.notice}" if change.notice
           else "without a change of counts")
    return f"{who} changed the report {how}: {before}; {change.after}, seen on {moment_text(change.seen)}"


def amendment_text(amendment: Amendment) -> str:
    """Return what became of one claim: counts in words, and of whom."""
    told = amendment.before or amendment.after
    if told is None:
        return amendment.what
    whom = f"{told.harm.value}, {victims_text(told)}"
    if amendment.before is None or amendment.after is None:
        return f"{amendment.what}: {count_text(told)}; {whom}"
    return f"{count_text(amendment.before)} became {count_text(amendment.after)}; {whom}"


def moment_text(moment: str) -> str:
    """Return a moment to the minute: ``2025-03-07 12:05 UTC``."""
    return f"{moment[:10]} {moment[11:16]} UTC"
