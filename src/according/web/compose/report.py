"""One report's page.

In: a reading and the judgements that stand. Out: ``ReportPage``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from according.changes import notice_in
from according.ledger.base import Shelved
from according.phrasing import heading, moment_text
from according.records import CaptureNote, Change, Claim, Incident, Judgement, Passed, Reading, Report
from according.sift import fold
from according.web.compose.acts import act_rows
from according.web.compose.changes import capture_rows, change_rows
from according.web.compose.claims import claim_cards
from according.web.compose.marking import paragraphs
from according.web.links import address_of
from according.web.pages import ReportPage, Reports
from according.web.parts import Download, Frame, ReportRow

_ROWS = 100  # reports of one part of the list
_FORMS = (("CSV", "csv", "all reports as a table"), ("XLSX", "xlsx", "all reports as a workbook"),
          ("JSON lines", "jsonl", "all reports whole, one a line"))


def make_report(frame: Frame, reading: Reading, claims: Sequence[Claim], *, judgements: Sequence[Judgement],
                incidents: Mapping[str, Incident], refused: bool, passed: Passed | None = None,
                changes: Sequence[Change] = (), captures: Sequence[CaptureNote] = ()) -> ReportPage:
    """Return the page of a report.

    Args:
        frame: what stands around the page.
        reading: the live reading.
        claims: its claims as judgements left them.
        judgements: those that stand.
        incidents: that its claims were joined to, by name.
        refused: whether numbers that became no claim are marked in the text.
        passed: why it stands at its address no longer.
        changes: what its outlet changed of it.
        captures: of its page.
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
        acts=act_rows(reading.acts or (), reports={report.id: report}),
        refusals=tuple((r.words.text, r.sentence.text, r.reason) for r in reading.refusals), refused=refused,
        stands=_stands(passed), changes=change_rows(changes, {report.id: report.outlet}),
        captures=capture_rows(captures, report.id),
        incidents=tuple((heading(i), address_of("incidents", i.name)) for i in incidents.values()),
        downloads=(
            Download(label="CSV", href=address_of("reports", report.id, form="csv"), what="its claims as a table"),
            Download(label="JSON", href=address_of("reports", report.id, form="json"), what="its whole record"),
        ))


def make_reports(frame: Frame, shelf: Sequence[Shelved], *, words: str, part: int) -> Reports:
    """Return the list of reports in whose title or outlet all of some words stand."""
    wanted = fold(words).split()
    found = [row for row in shelf if all(word in fold(f"{row.title or ''} {row.outlet or ''}") for word in wanted)]
    parts = max(1, -(-len(found) // _ROWS))
    part = min(max(1, part), parts)
    return Reports(
        frame=frame, words=words, found=len(found), total=len(shelf), part=part, parts=parts,
        rows=tuple(
            ReportRow(href=address_of("reports", row.id), title=row.title or row.id,
                      outlet=row.outlet or "outlet not known", published=row.published or "not known")
            for row in found[(part - 1) * _ROWS:part * _ROWS]),
        downloads=tuple(Download(label=label, href=address_of("reports", form=form), what=what)
                        for label, form, what in _FORMS))


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


def _stands(passed: Passed | None) -> tuple[str, str | None] | None:
    """Return why a report stands no longer, and where what stands in its place is shown."""
    if passed is None:
        return None
    if passed.stands is None:
        return f"This report was withdrawn: {passed.reason}.", None
    return (f"Its outlet changed this report: another text was seen at its address on {moment_text(passed.since)}.",
            address_of("reports", passed.stands))


def _facts(reading: Reading) -> tuple[tuple[str, str], ...]:
    report = reading.report
    rows = (
        ("id", report.id), ("id in its file", report.key), ("date as printed", report.published_printed),
        ("captured", report.captured), ("address", report.url), ("language", report.lang),
        ("says that it was corrected or updated", notice_in(report.text)),
        ("SHA-256 of the text", report.sha256), ("read by", reading.reader),
        *((f"{field} not known", reason) for field, reason in report.unknown),
    )
    return tuple((label, value) for label, value in rows if value)
