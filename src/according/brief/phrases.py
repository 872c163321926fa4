"""The phrases of a brief: counts, victims, harms, sources and verbs that are true to the status.

In: one claim (or one end of a figure). Out: English phrases, never words of a report beyond names, the noun for the
victims and quoted vague counts.

Example: an unverified claim of 28 dead becomes "monitors, quoted by AFP, said that 28 loyalists were killed, which
could not be verified".
"""

from __future__ import annotations

from collections.abc import Sequence

from according.records import Claim, Figure, Incident, Origin
from according.words import CountKind, Harm, MeansType, Status, VictimsClass

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")
_OF = ("dozens", "scores", "tens", "hundreds", "thousands")  # "dozens of people", but "several people"
_NOUN = 6  # words of a report that may stand for its victims
_PRONOUNS = ("them", "others", "those", "these", "us", "we")  # stand for people told before: they name nobody
_DONE = {Harm.KILLED: "killed", Harm.WOUNDED: "wounded", Harm.CAPTURED: "captured", Harm.MISSING: "missing",
         Harm.DISPLACED: "displaced", Harm.CASUALTIES: "killed or wounded"}
_PEOPLE = {VictimsClass.CIVILIAN: ("civilian", "civilians"), VictimsClass.COMBATANT: ("combatant", "combatants"),
           VictimsClass.MIXED: ("person", "people"), VictimsClass.UNKNOWN: ("person", "people")}
_EVENT = {MeansType.CLASH: "Clashes", MeansType.AIRSTRIKE: "Air strikes", MeansType.SHELLING: "Shelling",
          MeansType.BOMBING: "A bombing", MeansType.SHOOTING: "A shooting", MeansType.EXECUTION: "An execution",
          MeansType.CHEMICAL: "A chemical attack", MeansType.ABDUCTION: "An abduction", MeansType.ARREST: "Arrests",
          MeansType.OTHER: "Violence"}
# How a claim is put, by its status: before the count, after the sentence.
_PUT = {Status.STATED: ("", ""), Status.HEDGED: ("reportedly ", ""),
        Status.UNVERIFIED: ("", ", which could not be verified"), Status.DENIED: ("", ", which is denied")}


def done(harm: Harm) -> str:
    """Return the participle of a harm."""
    return _DONE[harm]


def event(incident: Incident) -> str:
    """Return what kind of event it was."""
    return _EVENT[incident.means] if incident.means is not None else "Violence"


def put(status: Status) -> tuple[str, str]:
    """Return the words before the participle and after the sentence that are true to the status."""
    return _PUT[status]


def count(claim: Claim) -> str:
    """Return a claim's count in our words; what gives no number is quoted."""
    low, best, high = claim.count.low, claim.count.best, claim.count.high
    if claim.count.kind in (CountKind.VAGUE, CountKind.BARE):
        if claim.count_words is None:
            return "an unknown number of"
        words = claim.count_words.text
        return f"“{words}” of" if words.casefold().endswith(_OF) else f"“{words}”"
    return span(low, best, high, about=claim.count.approximate)


def span(low: int | None, best: int | None, high: int | None, *, about: bool = False, open_end: bool = False) -> str:
    """Return three ends as words: ``at least 12``, ``up to 12``, ``10 to 12``, ``about 12``, ``no``."""
    if low == high == 0:
        return "no"
    if (low is not None and high is None) or (open_end and low == high):
        return f"at least {number(low)}"
    if high is not None and low is None:
        return f"up to {number(high)}"
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)}" + (" or more" if open_end else "")
    return ("about " if about else "") + number(best if best is not None else low)


def number(value: int | None) -> str:
    """Return a number with separators, small ones as digits too: they are looked up, not read aloud."""
    return "an unknown number of" if value is None else f"{value:,}"


def victims(claim: Claim) -> str:
    """Return the noun for those who were harmed, as printed where it was, without its article."""
    one = claim.count.best == 1 and claim.count.high == 1
    printed = claim.victims.printed
    if printed is not None and printed.text.strip():
        words = " ".join(printed.text.split())
        for article in ("the ", "a ", "an "):
            words = words.removeprefix(article).removeprefix(article.capitalize())
        if len(words.split()) <= _NOUN and words.casefold() not in _PRONOUNS:
            return words
    if claim.victims.side and claim.victims.klass is VictimsClass.COMBATANT:
        return f"{_PEOPLE[VictimsClass.COMBATANT][0 if one else 1]} ({claim.victims.side})"
    return _PEOPLE[claim.victims.klass][0 if one else 1]


def kind(figure: Figure) -> str:
    """Return whom a figure counts."""
    if figure.side is not None:
        return f"{figure.side}"
    return _PEOPLE[figure.klass][1]


def who(origin: Origin, claim: Claim, outlet: str | None) -> str:
    """Return the source and how its word reached the reader; the outlet is None where it need not be named again."""
    name = claim.source.name or (claim.source.printed.text if claim.source.printed else "") if claim.source else ""
    name = " ".join((name or origin.name).split())
    via = [v for v in claim.via if v.casefold() != name.casefold()]
    if via:
        return f"{name}, quoted by {via[0]},"
    if claim.source is not None and outlet and outlet.casefold() != name.casefold():
        return f"{name}, quoted by {outlet},"
    return name


def joined(items: Sequence[str], *, most: int = 3) -> str:
    """Return a list in words, cut after a few."""
    shown = list(dict.fromkeys(items))
    if len(shown) > most:
        left = len(shown) - most
        shown = [*shown[:most], "another" if left == 1 else f"{left} others"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def day(iso: str) -> str:
    """Return a day in words: 6 March 2025."""
    year, month, number_ = iso.split("-")
    return f"{int(number_)} {_MONTHS[int(month) - 1]} {year}"


def where(incident: Incident) -> str:
    """Return the place with the words that its precision allows."""
    place = incident.place
    if place is None or not place.name:
        return "at a place that no report names"
    region = f", {place.adm1}" if place.adm1 and place.adm1 not in place.name and (place.where_prec or 9) < 4 else ""
    near = {2: "near", 3: "around"}.get(place.where_prec or 0, "in")
    return f"{near} {place.name}{region}"


def when(incident: Incident) -> str:
    """Return the date with the words that its precision allows."""
    start, end = incident.when.start, incident.when.end
    if start is None or end is None:
        latest = incident.when.latest
        return f"on a day not told, by {day(latest)} at the latest" if latest else "on a day that no report tells"
    if start == end:
        return f"on {day(start)}"
    if incident.when.date_prec == 4:
        return f"in {_MONTHS[int(start[5:7]) - 1]} {start[:4]}"
    return f"in {start[:4]}" if incident.when.date_prec == 5 else f"between {day(start)} and {day(end)}"
