"""What the command and the workbench tell of a report that its outlet changed."""

from __future__ import annotations

import csv
import io
import json

import pytest
from starlette.testclient import TestClient

from according.archive import keep
from according.ledger import open_ledger
from according.pipeline import caught, holding
from according.settings import Settings
from according.web.app import create_app
from according.web.state import Serving
from capture_factory import make_capture, make_note
from version_factory import FIRST, LATER, ONE, OTHER, SAID, THREE, TWO, A, B, fill, seen

SILENT = "Wire changed the report silently"


@pytest.fixture(params=[LATER, SAID], ids=["silent", "said"])
def desk(request, tmp_path):
    """A ledger in which Wire went from 12 to 15 and Herald took its report down."""
    path = tmp_path / "desk.sqlite"
    came = make_capture(0, address=A, body=b"<p>as it came</p>")
    kept = holding(caught(tmp_path / "desk.sqlite.archive", came), [ONE])
    with open_ledger(str(path)) as ledger:
        fill(ledger, [FIRST, kept, request.param, seen(60, request.param), OTHER, seen(5, OTHER),
                      make_note(90, status=404, address=B)])
        name = next(i.name for i in ledger.incidents() if request.param.report.id in i.reports)
    return path, name, request.param.report.id


def test_show_tells_what_was_changed_when_and_whether_it_was_said(run, desk):
    path, name, later = desk
    told = run("show", name, "--ledger", path).out
    assert "Changed by outlets" in told
    assert (SILENT in told) == (later == TWO)
    assert ("with a notice: Correction: an earlier version" in told) == (later == THREE)
    assert f"{ONE}, last seen so on 2025-03-07 12:00 UTC; {later}, seen on 2025-03-07 13:00 UTC" in told
    assert "was: " in told
    assert "is: " in told
    assert "Herald took the report down" in told
    assert "set aside, its page was gone on 2025-03-07 (the server answered 404)" in told
    changes = json.loads(run("show", name, "--ledger", path, "--json").out)["changes"]
    assert [(c["after"], [a["what"] for a in c["claims"]]) for c in changes] == [
        (None, ["dropped"]), (later, ["number", "dropped"])]
    report = run("show", ONE, "--ledger", path).out
    assert "it stands no longer: its outlet changed it, seen on 2025-03-07 13:00 UTC" in report
    assert f"{later} stands there now" in report
    newer = run("show", later, "--ledger", path).out
    assert "Changed by outlets" in newer
    assert ("it says that it was corrected or updated: “Correction: an earlier" in newer) == (later == THREE)
    assert "it stands no longer: its page was gone" in run("show", OTHER.report.id, "--ledger", path).out


def test_brief_and_toll_tell_it(run, desk):
    path, name, later = desk
    brief = run("brief", name, "--ledger", path).out
    said = "and did not say so" if later == TWO else "and said so"
    assert f"between 2025-03-07 12:00 UTC and 2025-03-07 13:00 UTC, {said}." in brief.replace("\n", " ")
    assert "Herald took down the report" in brief
    toll = run("toll", "state television", "--ledger", path).out
    assert "Changed by outlets" in toll
    assert "Herald" not in toll


def test_exports_of_reports_name_what_stands(run, desk, tmp_path):
    path, _, later = desk
    assert run("export", "reports", "--to", tmp_path / "reports.csv", "--ledger", path).code == 0
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO((tmp_path / "reports.csv").read_text("utf-8-sig")))}
    assert set(rows) == {ONE, later, OTHER.report.id}
    assert rows[ONE]["stands"] == later
    assert rows[later]["stands"] == rows[later]["withdrawn"] == ""
    assert rows[OTHER.report.id]["withdrawn"].startswith("its page was gone on 2025-03-07")
    assert run("export", "claims", "--to", tmp_path / "claims.csv", "--ledger", path).code == 0
    claims = list(csv.DictReader(io.StringIO((tmp_path / "claims.csv").read_text("utf-8-sig"))))
    assert [c["withdrawn"] for c in claims if c["report"] == later] == [""]
    assert all(c["withdrawn"] for c in claims if c["report"] != later)


def test_the_workbench_shows_both_sentences_and_the_page_as_it_came(desk, tmp_path):
    path, name, later = desk
    serving = Serving(ledger=str(path), archive=tmp_path / "desk.sqlite.archive")
    with TestClient(create_app(Settings(reader="patterns"), serving), base_url="http://127.0.0.1:8321",
                    headers={"Accept": "text/html"}) as client:
        page = client.get(f"/reports/{later}").text
        assert "<del" in page
        assert "At least 12 soldiers" in page
        assert "<ins" in page
        assert "At least 15 soldiers" in page
        assert ('class="silent"' in page) == (later == TWO)
        old = client.get(f"/reports/{ONE}").text
        assert "Its outlet changed this report" in old
        assert f'href="/reports/{later}"' in old
        assert "This report was withdrawn" in client.get(f"/reports/{OTHER.report.id}").text
        assert "Changed by outlets" in client.get(f"/incidents/{name}").text
        listed = client.get("/reports").text
        assert later in listed
        assert ONE not in listed
        copy = old.split('/captures/')[1].split('"')[0]
        answer = client.get(f"/reports/{ONE}/captures/{copy}")
        assert answer.content == b"<p>as it came</p>"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert client.get(f"/reports/{ONE}/captures/p-0").status_code == 404
        (tmp_path / "desk.sqlite.archive" / "turn").unlink()
        for file in (tmp_path / "desk.sqlite.archive").iterdir():
            file.unlink()
        assert client.get(f"/reports/{ONE}/captures/{copy}").status_code in (404, 500, 503)
        keep(tmp_path / "desk.sqlite.archive", make_capture())


def test_nothing_is_said_where_nothing_changed(run, tmp_path):
    path = tmp_path / "calm.sqlite"
    with open_ledger(str(path)) as ledger:
        fill(ledger, [FIRST, seen(0, FIRST), seen(9, FIRST)])
        name = next(i.name for i in ledger.incidents())
    for arguments in (("show", name), ("show", ONE), ("brief", name), ("toll", "state television")):
        told = run(*arguments, "--ledger", path).out
        assert "hanged" not in told
        assert "no longer" not in told
