"""Who really spoke: the origins behind an incident's claims, however many outlets printed them.

In: an incident, its claims and reports, and which reports copy which. Out: ``Origin`` records that partition the
claims.

Example: three outlets print "12 dead, the Observatory says", a fourth prints the agency's text with "a monitor says":
one origin of four outlets, since the fourth copies a report that names the Observatory.

Source: method.md, "From claims to origins", rule 1. Chains decide first: the source, wherever it was printed; a body
speaks with one voice, whether its bulletin or its director is named (docs/decisions/0019). A count
in a report's own voice is that of the source whom the same report names for it (a headline is no second witness), else
of the report that it copies, else of the agency that carries it, else the outlet's own. An unnamed source is an
origin of unknown independence for each carrier, unless the report, or one that it copies, says whose.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from according.identity import origin_id
from according.records import Claim, Copy, Incident, Origin, Report, Source
from according.words import SourceKind, VictimsClass

Voices = Callable[[str], Source | None]
_T = TypeVar("_T")

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = ("the ", "a ", "an ")
_NO_OUTLET = "unknown outlet"
_HEAD = 400  # characters at the start of a report in which its headline may stand
_COPIED = 0.4  # share of the evidence's four-word runs that stand in the report it copies


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """Whose word a claim is."""

    key: str
    name: str
    kind: SourceKind
    party: str | None


def origins(incident: Incident, *, claims: Mapping[str, Claim], reports: Mapping[str, Report],
            copies: Iterable[Copy] = (), voices: Voices = lambda name: None,
            bodies: Voices = lambda key: None) -> tuple[Origin, ...]:
    """Group an incident's claims by who vouches for them.

    Args:
        incident: whose claims are grouped.
        claims: at least those of the incident, by id.
        reports: at least theirs, by id.
        copies: near copies among any reports, from ``find_copies``.
        voices: what the books know of an outlet or an agency as a source: its canonical name, kind and party.
        bodies: what they know of the body of that id that speaks with one voice, whoever speaks for it.

    Returns:
        Origins that partition the claims, the first to speak first.
    """
    told = sorted((claims[c] for c in incident.claims), key=lambda c: _when_printed(c, reports))
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        by_report[claim.report].append(claim)
    copied = _originals(copies, by_report)
    own = {c.id: _own_voice(c, reports, voices, bodies) for c in told}
    voice = dict(own)
    for claim in told:  # in order of print: an original's voice is settled before its copy's
        if claim.source is None or claim.source.kind is SourceKind.UNNAMED:
            voice[claim.id] = _whose(claim, by_report, copied, reports, voice)
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        groups[voice[claim.id].key].append(claim)
    return tuple(_origin(incident, rows, [voice[c.id] for c in rows], reports) for rows in groups.values())


def _own_voice(claim: Claim, reports: Mapping[str, Report], voices: Voices, bodies: Voices) -> _Voice:
    """The voice that the claim itself names: its source, else its carrier, else its outlet."""
    source = claim.source
    carrier = claim.via[0] if claim.via else _outlet(claim, reports)
    if carrier == _NO_OUTLET:  # two reports without an outlet are not one outlet
        carrier = f"{_NO_OUTLET}, {claim.report}"
    if source is not None and source.name and source.kind is not SourceKind.UNNAMED:
        if source.id is not None and (body := bodies(source.id)) is not None:
            return _Voice(key=_fold(body.name or source.id), name=body.name or source.name, kind=source.kind,
                          party=source.party)
        known = voices(source.name)
        if known is not None and source.kind is SourceKind.OUTLET:
            return _known(known, source.name)
        return _Voice(key=_fold(source.name), name=source.name, kind=source.kind, party=source.party)
    if source is not None:
        name = source.name or (source.printed.text if source.printed else "a source")
        return _Voice(key=f"unnamed {_fold(name)} {_fold(carrier)}", name=f"{name} ({carrier})",
                      kind=SourceKind.UNNAMED, party=source.party)
    known = voices(carrier)
    return _known(known, carrier) if known is not None else _Voice(
        key=_fold(carrier), name=carrier, kind=SourceKind.OUTLET, party=None)


def _known(source: Source, printed: str) -> _Voice:
    name = source.name or printed
    return _Voice(key=_fold(name), name=name, kind=source.kind, party=source.party)


def _whose(claim: Claim, by_report: Mapping[str, Sequence[Claim]], copied: Mapping[str, Sequence[str]],
           reports: Mapping[str, Report], voice: Mapping[str, _Voice]) -> _Voice:
    """Find who vouches for a count that names nobody: this report first, then the reports that it copies."""
    named = [other for other in by_report[claim.report] if other.source is not None and _restates(claim, other)
             and other.source.kind is not SourceKind.UNNAMED]
    if not named and claim.source is None:
        named = [other for other in by_report[claim.report] if other.source is not None and _restates(claim, other)]
    if not named and _in_headline(claim, reports.get(claim.report)):
        named = _spoken_below(claim, by_report[claim.report])
    if named:
        return voice[named[0].id]
    for original in copied.get(claim.report, ()):
        same = [other for other in by_report[original] if _restates(claim, other)]
        if same and _stands_in(claim, reports.get(original)):
            return voice[min(same, key=lambda c: (voice[c.id].kind is SourceKind.UNNAMED, c.source is None, c.id)).id]
    for original in copied.get(claim.report, ()):
        alike = [other for other in by_report[original] if other.harm is claim.harm and other.source is None]
        if alike and claim.source is None and _stands_in(claim, reports.get(original)):
            return voice[alike[0].id]
    return voice[claim.id]


def _in_headline(claim: Claim, report: Report | None) -> bool:
    """Say whether the claim stands in the headline and nobody is named for it."""
    if claim.source is not None or report is None or not report.title:
        return False
    at = report.text.find(report.title, 0, _HEAD + len(report.title))
    return at >= 0 and claim.evidence.start < at + len(report.title)


def _spoken_below(claim: Claim, told: Sequence[Claim]) -> list[Claim]:
    """The first counts below a headline with a source, of the same harm: a headline sums up what that source said.

    An outlet that counted for itself says so in its text; taken for a second witness, a headline that adds up two
    places would lose to the source's count of one of them.
    """
    named = [other for other in told if other.source is not None and other.harm is claim.harm
             and other.scope is claim.scope and _same_people(claim, other)]
    return sorted(named, key=lambda c: (c.source is not None and c.source.kind is SourceKind.UNNAMED,
                                        c.evidence.start, c.id))


def _restates(claim: Claim, other: Claim) -> bool:
    """Say whether the other claim puts the same count on the same harm to people who can be the same."""
    if claim.id == other.id or claim.harm is not other.harm:
        return False
    mine, yours = ((c.count.low, c.count.best, c.count.high) for c in (claim, other))
    # "12 killed" over a text that says "at least 12": the same number all the same
    if mine != yours and (claim.count.best is None or claim.count.best != other.count.best):
        return False
    return _same_people(claim, other)


def _same_people(claim: Claim, other: Claim) -> bool:
    """Say whether two claims can count the same people."""
    classes = {claim.victims.klass, other.victims.klass}
    return len(classes) == 1 or VictimsClass.UNKNOWN in classes or VictimsClass.MIXED in classes


def _stands_in(claim: Claim, original: Report | None) -> bool:
    """Say whether the claim's evidence is worded as the original words it."""
    if original is None:
        return False
    mine = _runs(claim.evidence.text)
    return bool(mine) and len(mine & _runs(original.text)) >= _COPIED * len(mine)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [w.casefold() for w in _WORD.findall(text)]
    return set(zip(*(words[i:] for i in range(4)), strict=False))


def _originals(copies: Iterable[Copy], by_report: Mapping[str, object]) -> dict[str, list[str]]:
    """Which reports of this incident each report copies, the closest first."""
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for copy in copies:
        if copy.copier in by_report and copy.original in by_report:
            found[copy.copier].append((-copy.share, copy.original))
    return {copier: [original for _, original in sorted(rows)] for copier, rows in found.items()}


def _origin(incident: Incident, rows: Sequence[Claim], spoken: Sequence[_Voice],
            reports: Mapping[str, Report]) -> Origin:
    name = _most(v.name for v in spoken)
    kind = _most(v.kind for v in spoken)
    return Origin(
        id=origin_id(incident.name, spoken[0].key), name=name, kind=kind,
        party=next((v.party for v in spoken if v.party), None),
        independent=None if kind is SourceKind.UNNAMED else True,
        claims=tuple(c.id for c in rows), reports=tuple(dict.fromkeys(c.report for c in rows)),
        outlets=tuple(dict.fromkeys(_outlet(c, reports) for c in rows)),
        chains=tuple(dict.fromkeys(_chain(name, c, reports) for c in rows)))


def _chain(name: str, claim: Claim, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """The way from the source to the reader, each station once."""
    stations = [name, *claim.via, _outlet(claim, reports)]
    return (name, *(b for a, b in pairwise(stations) if _fold(a) != _fold(b) and _fold(b) != _fold(name)))


def _most(values: Iterable[_T]) -> _T:
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], str(v)))


def _outlet(claim: Claim, reports: Mapping[str, Report]) -> str:
    report = reports.get(claim.report)
    return report.outlet if report is not None and report.outlet else _NO_OUTLET


def _when_printed(claim: Claim, reports: Mapping[str, Report]) -> tuple[str, str, int, str]:
    report = reports.get(claim.report)
    at = claim.count_words.start if claim.count_words else claim.evidence.start
    return (report.published if report and report.published else "9999", claim.report, at, claim.id)


def _fold(name: str) -> str:
    folded = " ".join(_WORD.findall(name.casefold()))
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded
