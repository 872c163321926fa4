"""The report that the project began with, whole: its figures, its measures and statements, its brief (product.md)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from according.brief import brief
from according.brief.notes import Notes
from according.brief.page import brief_html, brief_page
from according.brief.text import brief_text
from according.ledger import open_ledger
from according.pipeline import open_tools, post, read, settle
from according.records import Brief, Hints, Page
from according.settings import Settings
from according.views import View, look

SHARED = Path(os.environ.get("ACCORDING_SHARED", Path(__file__).resolve().parents[2] / "shared"))
REPORT = SHARED / "reports" / "latakia.txt"
pytestmark = pytest.mark.skipif(not REPORT.is_file(), reason="the report is not part of the repository")
_WORD = re.compile(r"[^\W_]+")


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    settings = Settings()
    page = Page(kind="text", content=REPORT.read_bytes(), origin="latakia.txt",
                hints=Hints(outlet="BBC News", published="2025-03-07"))
    with open_ledger(":memory:") as ledger:
        post([read(page, tools=open_tools(settings, reader="patterns"), settings=settings)], ledger=ledger)
        settle(ledger)
        [incident] = ledger.incidents()
        yield look(ledger, incident.name)


@pytest.fixture(scope="module")
def written(view: View) -> Brief:
    return brief(view.incident, view.figures, view.origins, claims=view.claims, reports=view.reports, acts=view.acts)


def test_the_figures_are_those_of_the_report_and_never_98(view: View) -> None:
    rows = {(f.harm.value, f.side or ""): f for f in view.figures if "total" not in f.marks}
    soldiers = next(f for (harm, side), f in rows.items() if harm == "killed" and "government" in side)
    loyalists = next(f for (harm, side), f in rows.items() if harm == "killed" and "loyalists" in side)
    captured = next(f for (harm, _), f in rows.items() if harm == "captured")
    assert (soldiers.low.value, loyalists.low.value, loyalists.high.value, captured.low.value) == (13, 28, 70, 26)
    assert 98 not in {b.value for f in view.figures for b in (f.low, f.best, f.high)}


def test_every_measure_and_statement_is_tied_to_it(view: View) -> None:
    told = {act.form.value: act for act in view.acts}
    assert set(told) >= {"curfew", "reinforcement", "ultimatum", "rise", "clash", "pledge", "denial"}
    assert told["curfew"].until is not None
    assert told["curfew"].until.end == "2025-03-07"
    assert told["ultimatum"].actor is not None
    assert "Hassan Abdul Ghani" in (told["ultimatum"].actor.name or "")


def test_the_brief_says_no_number_without_its_source(view: View, written: Brief) -> None:
    names = {"Step News", "monitoring sources", "tate television", "SANA", "BBC News"}
    for line in written.lines:
        assert line.claims
        if re.search(r"\b(13|26|28|70)\b", line.text):
            assert any(name in line.text for name in names), line.text
    text = brief_text(written, claims=view.claims, reports=view.reports, acts=view.acts)
    assert not re.search(r"\b(98|83|41)\b", text.partition("\n[1]")[0])
    for said in ("curfew", "Reinforcements", "ultimatum", "pledge", "denial", "more violence", "lashes"):
        assert said in text.partition("\n[1]")[0]


def test_no_sentence_of_the_report_is_copied_beyond_quotations(view: View, written: Brief) -> None:
    [report] = view.reports.values()
    theirs = _WORD.findall(report.text.casefold())
    runs = {tuple(theirs[i:i + 8]) for i in range(len(theirs) - 7)}
    for line in written.lines:
        ours = _WORD.findall(re.sub("“[^”]*”", " | ", line.text).casefold())
        assert not {tuple(ours[i:i + 8]) for i in range(len(ours) - 7)} & runs, line.text


def test_nothing_is_said_twice(written: Brief) -> None:
    said = [line.text for line in written.lines]
    assert len(set(said)) == len(said)
    carried = [c for line in written.lines if line.role in ("body", "background") for c in line.claims]
    assert len(set(carried)) == len(carried)


def test_as_a_page_every_note_is_there_and_nothing_is_loaded(view: View, written: Brief) -> None:
    notes = Notes(claims=view.claims, reports=view.reports, acts=view.acts)
    whole = brief_page(written, notes, charts=["<svg></svg>"], facts="profile <ucdp>")
    assert set(re.findall(r'href="#note-(\d+)"', whole)) == set(re.findall(r'id="note-(\d+)"', whole))
    assert "profile &lt;ucdp&gt;" in whole
    assert not re.search(r"<script|src=|@import|url\(", whole)
    assert brief_html(written, notes) in whole
