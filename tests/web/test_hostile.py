"""A report that holds script, addresses that run, event handlers, is shown as the text that it is."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from web.conftest import fill

EVIL = "<script>alert(1)</script>"
HANDLER = '"><img src=x onerror=alert(1)>'
TEXT = (
    f"At least 13 soldiers were killed in an ambush near Homs in Syria on Thursday, {EVIL} state television said. "
    f"The ambush killed 15 soldiers, the {HANDLER} Observatory for Human Rights said.\n\n"
    "Gunmen <svg/onload=alert(1)> wounded 4 civilians in Homs, javascript:alert(1) the governor said. "
    "</title></textarea></script><iframe srcdoc='<script>alert(2)</script>'> {{ 7*7 }} {% raw %}\n"
)


ADDRESSES = ("javascript:alert(1)", f"https://example.org/{HANDLER}", "data:text/html,x", " JavaScript:x")


class Seen(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.scripts += 1
            if dict(attrs).get("src") != "/static/app.js":
                self.bad.append(f"script {attrs}")
        if tag in ("iframe", "object", "embed", "base", "img", "textarea") and tag != "textarea":
            self.bad.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.bad.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction") and (value or "").strip().lower().startswith(
                    ("javascript:", "data:", "vbscript:")):
                self.bad.append(f"{tag} {name}={value}")


@pytest.fixture
def evil(tmp_path, open_bench):
    source = tmp_path / "evil.jsonl"
    rows = [
        {"id": f"x{n}{EVIL}", "title": f"Ambush {EVIL} {HANDLER}", "outlet": f"Out{HANDLER}", "published": "2025-03-06",
         "url": address, "text": TEXT + str(n)}
        for n, address in enumerate(ADDRESSES)
    ]
    source.write_text("\n".join(json.dumps(row) for row in rows))
    ledger = tmp_path / "evil.sqlite"
    fill(ledger, [str(source)])
    return open_bench(ledger)


def test_no_page_runs_what_a_report_holds(evil):
    incident = evil.get("/api/incidents").json()["incidents"][0]["incident"]["name"]
    reports = [row["id"] for row in evil.get("/api/reports").json()["reports"]]
    claim = evil.get(f"/api/incidents/{incident}").json()["claims"][0]["id"]
    pages = ["/", "/reports", "/review", "/origins", "/outlets", "/add", f"/incidents/{incident}", f"/claims/{claim}",
             f"/incidents/{incident}/brief", f"/incidents/{incident}/brief?form=html", f"/review?claim={claim}",
             *(f"/reports/{name}?refusals=shown" for name in reports), f"/?text={EVIL}", "/?outlet=out%22%3E%3Cimg",
             f"/reports?words={EVIL}", f"/nothing{EVIL}", f"/?harm={EVIL}"]
    shown = 0
    for path in pages:
        page = evil.get(path)
        seen = Seen()
        seen.feed(page.text)
        assert seen.bad == [], path
        assert seen.scripts == (0 if "form=html" in path else 1), path
        assert "49" not in page.text or "{{ 7*7 }}" in page.text or "7*7" not in page.text
        shown += "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert shown >= 6


def test_an_address_that_runs_is_told_and_never_linked(evil):
    linked = []
    for row in evil.get("/api/reports").json()["reports"]:
        page = evil.get(f"/reports/{row['id']}").text
        linked.append("the original</a>" in page)
    assert sorted(linked) == [False, False, False, True]
