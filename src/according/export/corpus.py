"""A claim in the shape of the claims corpus, so that its scorer and its readers take ours as they are.

In: ``Reading``. Out: one dictionary a report, ``{"id", "claims"}``, in the order of the text; roles hold the words
where they stand inside the evidence and ``"text": None`` where the value is known from elsewhere in the report.

Example: ``corpus_line(reading)["claims"][0]["effect"] == {"type": "killed", "text": "killed"}``
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from according.records import Claim, Phrase, Reading, Refusal, When

Plain = dict[str, object]


def corpus_line(reading: Reading, *, refusals: bool = False, incidents: Mapping[str, str] | None = None) -> Plain:
    """Return one report's claims as the corpus writes them.

    Args:
        reading: what was read.
        refusals: add the numbers that became no claim.
        incidents: claim id to incident name, where the claims were joined; else every ``incident`` is null.

    Returns:
        ``{"id", "claims"}``, and ``"refusals"`` where asked for. The id is the one that the report's file gave it.
    """
    joined = incidents or {}
    line: Plain = {
        "id": reading.report.key or reading.report.id,
        "claims": [corpus_claim(claim, incident=joined.get(claim.id)) for claim in reading.claims],
    }
    if refusals:
        line["refusals"] = [corpus_refusal(refusal) for refusal in reading.refusals]
    return line


def corpus_claim(claim: Claim, *, incident: str | None = None) -> Plain:
    """Return a claim with the keys of the corpus guidelines; ``evidence`` is ``{"start", "end", "text"}``."""
    at = claim.evidence
    return {
        "id": claim.id,
        "evidence": _span(at),
        "effect": {"type": claim.harm.value, "text": _inside(claim.harm_words, at)},
        "count": {"text": _inside(claim.count_words, at),
                  "low": claim.count.low, "high": claim.count.high},
        "victims": {"text": _inside(claim.victims.printed, at), "class": claim.victims.klass.value,
                    "side": claim.victims.side},
        "perpetrator": None if claim.perpetrator is None else {
            "text": _inside(claim.perpetrator.printed, at), "name": claim.perpetrator.name},
        "means": None if claim.means is None else {
            "text": _inside(claim.means.printed, at), "type": claim.means.type.value},
        "place": None if claim.place is None else {
            "text": _inside(claim.place.printed, at), "name": claim.place.name},
        "time": _time(claim.when, at),
        "source": None if claim.source is None else {
            "text": _inside(claim.source.printed, at), "name": claim.source.name, "cue": _inside(claim.source.cue, at)},
        "via": list(claim.via),
        "status": claim.status.value,
        "scope": claim.scope.value,
        "incident": incident,
        "part_of": claim.part_of,
    }


def corpus_refusal(refusal: Refusal) -> Plain:
    """Return a refused number with its words, its sentence and the reason."""
    return {"words": _span(refusal.words), "sentence": _span(refusal.sentence), "reason": refusal.reason}


def corpus_date(when: When) -> str | None:
    """Write an interval as a day, a month, a year or two days with a stroke between; None where it is not known."""
    if when.start is None or when.end is None:
        return None
    if when.start == when.end:
        return when.start
    first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return when.start[:4]
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return when.start[:7]
    return f"{when.start}/{when.end}"


def _time(when: When, evidence: Phrase) -> Plain | None:
    told, words = corpus_date(when), _inside(when.printed, evidence)
    return None if told is None and words is None else {"text": words, "date": told}


def _inside(phrase: Phrase | None, evidence: Phrase) -> str | None:
    """Return the words where they stand inside the evidence, else None."""
    if phrase is None or phrase.start < evidence.start or phrase.end > evidence.end:
        return None
    return phrase.text


def _span(phrase: Phrase) -> Plain:
    return {"start": phrase.start, "end": phrase.end, "text": phrase.text}
