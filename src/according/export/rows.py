"""The columns of the tables that leave the house, and the row of each record.

In: ``Holdings``, what a ledger held at one moment. Out: flat rows, one dictionary each, keys as in ``CLAIM_COLUMNS``,
``FIGURE_COLUMNS``, ``LINK_COLUMNS`` and ``REPORT_COLUMNS``; docs/exports.md is written from the meanings here.

Example: ``next(claim_rows(holdings))["low"] == 13``
"""

from __future__ import annotations

from collections.abc import Iterator

from according.export.forms import Column, Row
from according.holdings import Holdings
from according.records import Claim, Figure, Link, Place, Report, When

PLACE_COLUMNS: dict[str, Column] = {
    "place": Column(str, "the place as looked up, most exact first"),
    "place_id": Column(str, "its entry in the book of places"),
    "lat": Column(float, "degrees north; empty where only a country is known"),
    "lon": Column(float, "degrees east"),
    "where_prec": Column(int, "1 exact, 2 near, 3 district, 4 province, 5 vague, 6 country, 7 water or air"),
    "country": Column(str, "ISO 3166 code"),
    "adm1": Column(str, "province"),
    "adm2": Column(str, "district"),
}

WHEN_COLUMNS: dict[str, Column] = {
    "start": Column(str, "first possible day, YYYY-MM-DD"),
    "end": Column(str, "last possible day"),
    "date_prec": Column(int, "1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year"),
    "latest": Column(str, "the latest possible day, where the day itself is not known"),
}

CLAIM_COLUMNS: dict[str, Column] = {
    "id": Column(str, "the claim"),
    "report": Column(str, "the report that makes it"),
    "incident": Column(str, "the incident that it was joined to; empty for totals over several events"),
    "outlet": Column(str, "who published the report"),
    "published": Column(str, "day of publication"),
    "harm": Column(str, "what was done: see words.md"),
    "count": Column(str, "the count as printed"),
    "low": Column(int, "lower end; empty is open"),
    "best": Column(int, "value; empty is none"),
    "high": Column(int, "upper end; empty is open"),
    "approximate": Column(bool, "about, some, nearly"),
    "victims": Column(str, "who was harmed, as printed"),
    "victims_class": Column(str, "civilian, combatant, mixed, unknown"),
    "side": Column(str, "the victims' side"),
    "perpetrator": Column(str, "who did it, as claimed"),
    "means": Column(str, "with what"),
    **PLACE_COLUMNS,
    "place_printed": Column(str, "the place as printed"),
    **WHEN_COLUMNS,
    "when_printed": Column(str, "the time as printed"),
    "source": Column(str, "who vouches for the number; empty is the report's own voice"),
    "source_kind": Column(str, "party, monitor, official, outlet, unnamed"),
    "cue": Column(str, "the reporting word"),
    "via": Column(str, "through whom it came, in order towards the reader"),
    "status": Column(str, "stated, hedged, denied, unverified"),
    "withdrawn": Column(str, "why its outlet no longer says so: it counts towards no figure"),
    "scope": Column(str, "incident, period, cumulative, background"),
    "part_of": Column(str, "the claim whose count holds this one"),
    "evidence": Column(str, "the sentence that makes the claim"),
    "evidence_start": Column(int, "where it starts in the report's text, in characters"),
    "evidence_end": Column(int, "where it ends"),
    "reader": Column(str, "what read it: name and version"),
    "review": Column(str, "reviewed: a person confirmed, corrected or pinned it; else candidate"),
}

FIGURE_COLUMNS: dict[str, Column] = {
    "incident": Column(str, "the incident; one row for each of its figures, one row where it has none"),
    **PLACE_COLUMNS,
    **WHEN_COLUMNS,
    "means": Column(str, "type of the incident"),
    "grade": Column(str, "confirmed, fair, weak, contested, discounted"),
    "harm": Column(str, "what the figure counts"),
    "victims_class": Column(str, "of which class of victims"),
    "side": Column(str, "of which side"),
    "low": Column(int, "lower end; empty is open"),
    "best": Column(int, "best value after the profile; empty is none"),
    "high": Column(int, "upper end; empty is open"),
    "high_open": Column(bool, "an 'at least' with nothing above it"),
    "profile": Column(str, "the rules that chose"),
    "rule": Column(str, "the rule that chose best"),
    "origins": Column(int, "independent origins behind the figure"),
    "origins_unknown": Column(int, "more, of unknown independence"),
    "marks": Column(str, "cautions, by semicolon"),
    "low_claims": Column(str, "ids of the claims that set low, by semicolon"),
    "best_claims": Column(str, "ids of the claims that set best"),
    "high_claims": Column(str, "ids of the claims that set high"),
    "claims": Column(int, "claims of the incident"),
    "reports": Column(int, "reports of the incident"),
    "pending": Column(str, "what is missing: place, date, number"),
    "review": Column(str, "reviewed: a person looked at the claims that set its figures; else candidate"),
}

LINK_COLUMNS: dict[str, Column] = {
    "incident": Column(str, "the incident"),
    "a": Column(str, "a claim of it"),
    "b": Column(str, "another, held to speak of the same event"),
    "score": Column(float, "how strongly the two belong together"),
    "why": Column(str, "what added to the score: feature, value, weight"),
}

REPORT_COLUMNS: dict[str, Column] = {
    "id": Column(str, "the report"),
    "key": Column(str, "the id that its file gave it"),
    "outlet": Column(str, "who published it"),
    "title": Column(str, "its headline"),
    "published": Column(str, "day of publication, YYYY-MM-DD"),
    "published_printed": Column(str, "the date as printed"),
    "url": Column(str, "its address"),
    "lang": Column(str, "its language"),
    "captured": Column(str, "when it was fetched or archived"),
    "sha256": Column(str, "of the text's UTF-8 bytes"),
    "characters": Column(int, "length of its text"),
    "claims": Column(int, "live claims read out of it"),
    "stands": Column(str, "the report that stands at its address now, where its outlet changed it"),
    "withdrawn": Column(str, "why it stands no longer"),
    "report": Column(str, "its key, else its id: how other files name it"),
    "incident": Column(str, "the one that its headline and lead tell of; its own id where they tell of none"),
}


def claim_rows(holdings: Holdings) -> Iterator[Row]:
    """Yield one row a claim, in the order of the holdings."""
    joined = {claim: incident.name for incident in holdings.incidents for claim in incident.claims}
    for claim in holdings.claims:
        yield {**_claim_row(claim, holdings.reports.get(claim.report), joined.get(claim.id)),
               "review": review(claim.id, holdings)}


def figure_rows(holdings: Holdings) -> Iterator[Row]:
    """Yield one row a figure; an incident without figures keeps one row, so that none is lost."""
    for incident in holdings.incidents:
        grade = holdings.grades.get(incident.name)
        shared = {
            "incident": incident.name, **place_row(incident.place), **_when_row(incident.when),
            "means": incident.means.value if incident.means else None, "grade": grade.word if grade else None,
            "claims": len(incident.claims), "reports": len(incident.reports), "pending": "; ".join(incident.pending),
            "review": review(incident.name, holdings),
        }
        figures = holdings.figures.get(incident.name, ())
        yield from ({**shared, **_figure_row(figure)} for figure in figures)
        if not figures:
            yield {**dict.fromkeys(FIGURE_COLUMNS), **shared}


def link_rows(holdings: Holdings) -> Iterator[Row]:
    """Yield one row a link: why two claims of an incident are held to speak of one event."""
    for incident in holdings.incidents:
        for link in incident.links:
            yield {"incident": incident.name, "a": link.a, "b": link.b, "score": link.score, "why": _why(link)}


def report_rows(holdings: Holdings) -> Iterator[Row]:
    """Yield one row a report, without its text; earlier versions of pages that changed come after the others."""
    counts: dict[str, int] = {}
    for claim in holdings.claims:
        counts[claim.report] = counts.get(claim.report, 0) + 1
    for report in (*holdings.reports.values(), *holdings.superseded):
        passed = holdings.passed.get(report.id)
        yield {
            "id": report.id, "key": report.key, "outlet": report.outlet, "title": report.title,
            "published": report.published, "published_printed": report.published_printed, "url": report.url,
            "lang": report.lang, "captured": report.captured, "sha256": report.sha256,
            "characters": len(report.text), "claims": counts.get(report.id, 0),
            "stands": passed.stands if passed else None, "withdrawn": passed.reason if passed else None,
            **main_of(report, holdings),
        }


def main_of(report: Report, holdings: Holdings) -> Row:
    """Return how other files name a report, and its main incident.

    A report that is about none stands under its own id: two such reports must not look as if they shared one.
    """
    return {"report": report.key or report.id, "incident": holdings.main.get(report.id, report.id)}


def review(name: str, holdings: Holdings) -> str:
    """Say whether a person has looked at a claim or an incident: reviewed, else candidate."""
    return "reviewed" if name in holdings.reviewed else "candidate"


def place_row(place: Place | None) -> Row:
    """Return the place columns; a country's centre is no point, so a bare country has none (method.md)."""
    if place is None:
        return dict.fromkeys(PLACE_COLUMNS)
    point = place.where_prec != 6
    return {
        "place": place.name, "place_id": place.id, "lat": place.lat if point else None,
        "lon": place.lon if point else None, "where_prec": place.where_prec, "country": place.country,
        "adm1": place.adm1, "adm2": place.adm2,
    }


def _when_row(when: When) -> Row:
    return {"start": when.start, "end": when.end, "date_prec": when.date_prec, "latest": when.latest}


def _claim_row(claim: Claim, report: Report | None, incident: str | None) -> Row:
    source, place = claim.source, claim.place
    return {
        "id": claim.id, "report": claim.report, "incident": incident,
        "outlet": report.outlet if report else None, "published": report.published if report else None,
        "harm": claim.harm.value, "count": claim.count_words.text if claim.count_words else None,
        "low": claim.count.low, "best": claim.count.best, "high": claim.count.high,
        "approximate": claim.count.approximate,
        "victims": claim.victims.printed.text if claim.victims.printed else None,
        "victims_class": claim.victims.klass.value, "side": claim.victims.side,
        "perpetrator": claim.perpetrator.name if claim.perpetrator else None,
        "means": claim.means.type.value if claim.means else None,
        **place_row(place), "place_printed": place.printed.text if place and place.printed else None,
        **_when_row(claim.when), "when_printed": claim.when.printed.text if claim.when.printed else None,
        "source": (source.name or (source.printed.text if source.printed else None)) if source else None,
        "source_kind": source.kind.value if source else None,
        "cue": source.cue.text if source and source.cue else None,
        "via": "; ".join(claim.via), "status": claim.status.value,
        "withdrawn": claim.withdrawn, "scope": claim.scope.value,
        "part_of": claim.part_of, "evidence": claim.evidence.text, "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end, "reader": claim.reader,
    }


def _figure_row(figure: Figure) -> Row:
    return {
        "harm": figure.harm.value, "victims_class": figure.klass.value, "side": figure.side,
        "low": figure.low.value, "best": figure.best.value, "high": figure.high.value,
        "high_open": figure.high_open, "profile": figure.profile, "rule": figure.best.rule,
        "origins": figure.origins, "origins_unknown": figure.origins_unknown, "marks": "; ".join(figure.marks),
        "low_claims": "; ".join(figure.low.claims), "best_claims": "; ".join(figure.best.claims),
        "high_claims": "; ".join(figure.high.claims),
    }


def _why(link: Link) -> str:
    return "; ".join(f"{share.feature} {share.value} ({share.weight:+.2f})" for share in link.shares)
