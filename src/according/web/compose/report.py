"""One report's page.

In: a reading and the judgements that stand. Out: ``ReportPage``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from according.phrasing import heading
from according.records import Claim, Incident, Judgement, Reading, Report
from according.web.compose.claims import claim_cards
from according.web.compose.marking import paragraphs
from according.web.links import address_of
from according.web.pages import ReportPage
from according.web.parts import Download, Frame


def make_report(frame: Frame, reading: Reading, claims: Sequence[Claim], *, judgements: Sequence[Judgement],
                incidents: Mapping[str, Incident], refused: bool) -> ReportPage:
    """Return the page of a report.

    Args:
        frame: what stands around the page.
        reading: the live reading.
        claims: its claims as judgements left them.
        judgements: those that stand.
        incidents: that its claims were joined to, by name.
        refused: whether numbers that became no claim are marked in the text.
    """
    report = reading.report
    told = sorted(claims, key=lambda c: (c.evidence.start, c.count_words.start if c.count_words else 0, c.id))
    return ReportPage(
        frame=frame, id=report.id, heading=report_heading(report), outlet=report.outlet or "outlet not known",
        published=report.published or "date not known", facts=_facts(reading), url=safe_address(report.url),
        lang=report.lang,
        paragraphs=paragraphs(report.text, claims=told, refusals=reading.refusals if refused else (),
                              repeats=reading.repeats),
        cards=claim_cards(told, reports={report.id: report}, judgements=judgements),
        harms=tuple(sorted(Counter(c.harm.value for c in told).items())),
        refusals=tuple((r.words.text, r.sentence.text, r.reason) for r in reading.refusals), refused=refused,
        incidents=tuple((heading(i), address_of("incidents", i.name)) for i in incidents.values()),
        downloads=(
            Download(label="CSV", href=address_of("reports", report.id, form="csv"), what="its claims as a table"),
            Download(label="JSON", href=address_of("reports", report.id, form="json"), what="its whole record"),
        ))


def report_heading(report: Report) -> str:
    """Return what a report is called."""
    return report.title or report.key or report.id


def safe_address(url: str | None) -> str | None:
    """Return an address that a link may lead to: http or https and nothing else (a report may hold javascript:)."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _facts(reading: Reading) -> tuple[tuple[str, str], ...]:
    report = reading.report
    rows = (
        ("id", report.id), ("id in its file", report.key), ("date as printed", report.published_printed),
        ("captured", report.captured), ("address", report.url), ("language", report.lang),
        ("SHA-256 of the text", report.sha256), ("read by", reading.reader),
        *((f"{field} not known", reason) for field, reason in report.unknown),
    )
    return tuple((label, value) for label, value in rows if value)
