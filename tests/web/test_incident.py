"""An incident's page: every number opens onto its sentences, rules and days can be switched."""

from __future__ import annotations

import html
import re

import pytest

from according.books.profiles import read_profiles


@pytest.fixture
def name(client):
    return client.get("/api/incidents").json()["incidents"][0]["incident"]["name"]


def links(text, part):
    return [html.unescape(href) for href in re.findall(rf'href="([^"]*{part}[^"]*)"', text)]


def test_every_number_opens_onto_its_sentences(client, name):
    page = client.get(f"/incidents/{name}").text
    whys, says = links(page, "/why"), links(page, "/says")
    assert len(whys) >= 6
    assert len(says) >= 8
    for href in {*whys, *says}:
        behind = client.get(href)
        assert behind.status_code == 200, href
        assert "<blockquote" in behind.text
        assert "<mark" in behind.text
        inset = client.get(f"{href}&inset=yes").text
        assert inset.startswith('<div id="inset">')
        assert "<html" not in inset


def test_every_figure_of_the_list_opens_onto_its_sentences(client):
    hrefs = links(client.get("/").text, "/why")
    assert len(hrefs) > 20
    for href in hrefs[:25]:
        assert client.get(href).status_code == 200, href


@pytest.mark.parametrize("profile", read_profiles())
def test_a_profile_replays_the_page(client, name, profile):
    page = client.get(f"/incidents/{name}?profile={profile}")
    assert page.status_code == 200
    assert re.search(rf'aria-current="true">{profile}</a>', page.text)
    for href in links(page.text, "/why")[:3]:
        assert f"profile={profile}" in href
        assert client.get(href).status_code == 200


@pytest.mark.parametrize("profile", ["nobody", "../../../etc/passwd.yaml", "/etc/desk.yaml", "desk.yml#x", ""])
def test_a_file_is_no_profile_here(client, name, profile):
    done = client.get(f"/incidents/{name}", params={"profile": profile})
    assert done.status_code == 404
    assert "there is no profile" in html.unescape(done.text)


def test_as_of_leaves_out_what_came_later(client, name):
    then = client.get(f"/incidents/{name}?as_of=2025-03-07").text
    assert "Only what was in print by 2025-03-07 counts" in then
    assert then.count('class="claim"') < client.get(f"/incidents/{name}").text.count('class="claim"')
    assert client.get(f"/incidents/{name}?as_of=tomorrow").status_code == 404
    assert client.get(f"/incidents/{name}?as_of=1999-01-01").status_code == 404


@pytest.mark.parametrize("chart", ["toll", "chain"])
@pytest.mark.parametrize(("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_charts_are_files_too(client, name, chart, form, start):
    done = client.get(f"/incidents/{name}/{chart}.{form}")
    assert done.status_code == 200
    assert done.content.startswith(start)


@pytest.mark.parametrize("form", ["html", "pdf", "md"])
def test_the_account_is_a_file_too(client, name, form):
    done = client.get(f"/incidents/{name}/brief?form={form}")
    assert done.status_code == 200
    assert done.headers["content-disposition"].startswith("attachment")
    if form == "html":
        assert "<style>" in done.text
        assert not re.search(r'(?:src|href)="(?!#)', done.text), "one file asks for nothing"
    if form == "pdf":
        assert done.content.startswith(b"%PDF")


def test_every_footnote_of_the_account_leads_to_a_sentence(client, name):
    page = client.get(f"/incidents/{name}/brief").text
    named = set(re.findall(r'href="#(note-\d+)"', page))
    assert named
    assert named <= set(re.findall(r'id="(note-\d+)"', page))
    for href in links(page, "/reports/")[:5]:
        path, _, anchor = href.partition("#")
        assert f'id="{anchor}"' in client.get(path).text


def test_what_is_not_there_says_so(client):
    for path in ("/incidents/i-nothing", "/reports/r-nothing", "/claims/c-nothing", "/origins/nobody",
                 "/outlets/nobody", "/nothing", "/incidents/i-nothing/brief", "/add/nothing"):
        done = client.get(path)
        assert done.status_code == 404, path
        assert "<h1>Not found</h1>" in done.text
        assert client.get(path, headers={"Accept": "application/json"}).json()["error"]


def test_speakers_have_their_pages(client):
    for kind in ("origins", "outlets"):
        page = client.get(f"/{kind}").text
        hrefs = links(page, f"/{kind}/")
        assert len(hrefs) > 5
        for href in hrefs[:4]:
            one = client.get(href)
            assert one.status_code == 200, href
            assert "Each word with its evidence" in one.text


def test_reports_are_found_by_words(client):
    everything = client.get("/reports").text
    some = client.get("/reports?words=ndtv").text
    assert "66 in the ledger" in everything
    assert re.search(r"\d+ of 66", some)
    assert len(links(some, "/reports/r-")) < len(links(everything, "/reports/r-"))


def test_what_else_reports_say_is_shown_with_its_sentence(client):
    names = [row["incident"]["name"] for row in client.get("/api/incidents").json()["incidents"]]
    pages = [client.get(f"/incidents/{name}").text for name in names]
    told = [page for page in pages if "Measures and statements" in page]
    assert told
    assert all('<tr class="said"><td colspan="4"><q' in page for page in told)
    reports = [row["id"] for row in client.get("/api/reports").json()["reports"]]
    assert sum("What else it says" in client.get(f"/reports/{name}").text for name in reports) > 5
