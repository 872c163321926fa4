"""What people judged, in the form of the claims corpus, so that a reader can be trained on it or scored against it.

In: ``Lesson`` records and the incidents. Out: a folder with ``articles.jsonl`` and ``dev.jsonl``, which
``according evaluate`` and ``make train`` take.

Example: ``export_training(lessons, incidents, to=Path("desk"))`` returns how many reports and claims were written.

A count of a report that no gold claim stands at is taken as "no claim", by training and by scoring: so a report is
written only where all that was read in it was judged, or where the caller chose to let the rest stand as read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from according.export.corpus import Plain, corpus_claim, corpus_date
from according.export.lines import dump
from according.export.whole import write_whole
from according.records import Claim, Incident, Lesson, Phrase, Report
from according.words import MeansType, Scope

CORPUS = "ledger"  # what stands before the stroke in the ids of its reports
_OF_NO_INCIDENT = (Scope.PERIOD, Scope.CUMULATIVE)


def export_training(lessons: Iterable[Lesson], incidents: Iterable[Incident], *, to: Path) -> tuple[int, int]:
    """Write the two files and return how many reports and claims they hold.

    Args:
        lessons: reports with their claims, corrected, without the rejected ones.
        incidents: those that the claims were joined into.
        to: the folder; it is made where it is not there. Files of these names in it are replaced.
    """
    joined = {claim: incident for incident in incidents for claim in incident.claims}
    ordered = sorted(lessons, key=lambda lesson: lesson.report.id)
    gold = [gold_line(lesson, joined) for lesson in ordered]
    to.mkdir(parents=True, exist_ok=True)
    write_whole(to / "articles.jsonl", b"".join(dump(article_line(one.report)) + b"\n" for one in ordered))
    write_whole(to / "dev.jsonl", b"".join(dump(line) + b"\n" for line in gold))
    return len(ordered), sum(len(lesson.claims) for lesson in ordered)


def article_line(report: Report) -> Plain:
    """Return a report as the corpora write their articles."""
    line: Plain = {"id": lesson_id(report), "text": report.text}
    for name in ("title", "outlet", "published", "url", "lang"):
        if (value := getattr(report, name)) is not None:
            line[name] = value
    return line


def lesson_id(report: Report) -> str:
    """Return the id under which a report is written: its own, for two reports may bear one key of their files."""
    return f"{CORPUS}/{report.id}"


def gold_line(lesson: Lesson, joined: Mapping[str, Incident]) -> Plain:
    """Return the claims of a report as annotators write them: ids from one up, a whole before its parts.

    Args:
        lesson: the report and its claims.
        joined: claim id to the incident that holds it.
    """
    claims = _wholes_first(lesson.claims)
    names = {claim.id: f"c{number}" for number, claim in enumerate(claims, 1)}
    speaking = {claim.id: joined[claim.id] for claim in claims
                if claim.id in joined and claim.scope not in _OF_NO_INCIDENT}
    met = tuple({incident.name: incident for incident in speaking.values()}.values())
    numbers = {incident.name: f"i{number}" for number, incident in enumerate(met, 1)}
    return {
        "id": lesson_id(lesson.report),
        "incidents": [_incident(incident, numbers[incident.name]) for incident in met],
        "claims": [
            _claim(claim, lesson.report, names, numbers[speaking[claim.id].name] if claim.id in speaking else None)
            for claim in claims
        ],
    }


def _claim(claim: Claim, report: Report, names: Mapping[str, str], incident: str | None) -> Plain:
    evidence = _findable(claim.evidence, report.text)
    plain = corpus_claim(replace(claim, evidence=evidence), incident=incident)
    return {**plain, "id": names[claim.id], "evidence": evidence.text, "part_of": names.get(claim.part_of or "")}


def _incident(incident: Incident, name: str) -> Plain:
    return {
        "id": name, "type": (incident.means or MeansType.OTHER).value,
        "place": incident.place.name if incident.place is not None else None, "date": corpus_date(incident.when),
    }


def _findable(evidence: Phrase, text: str) -> Phrase:
    """Return the evidence with as many words before it as make it stand once: the corpus tells it by words alone."""
    start = evidence.start
    while start > 0 and text.find(text[start:evidence.end]) != start:
        start = max(text.rfind(" ", 0, start - 1), text.rfind("\n", 0, start - 1)) + 1
    return Phrase(text=text[start:evidence.end], start=start, end=evidence.end)


def _wholes_first(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims in order of the text, but for wholes that stand behind a part of theirs: those before it."""
    by_id = {claim.id: claim for claim in claims}
    out: dict[str, Claim] = {}
    for claim in claims:
        chain = [claim]
        while (whole := by_id.get(chain[-1].part_of or "")) is not None and whole not in chain:
            chain.append(whole)
        for one in reversed(chain):
            out.setdefault(one.id, one)
    return tuple(out.values())
