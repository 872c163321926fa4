"""The overview: filters find what they ask for, every state is a permalink, every table is the command's export."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from according.catalogue import Catalogue, find_incidents
from according.cli import main
from according.errors import BadRequest
from according.ledger import open_ledger
from according.sift import NAMES, Query, fold, query_pairs, read_query, sift


@pytest.fixture(scope="module")
def listing(demo):
    with open_ledger(str(demo), read_only=True) as ledger:
        yield Catalogue().of(ledger)


@pytest.mark.parametrize(("query", "holds"), [
    ("harm=wounded", lambda s: "wounded" in s.harms),
    ("harm=wounded&harm=missing", lambda s: s.harms & {"wounded", "missing"}),
    ("victims=civilian", lambda s: "civilian" in s.classes),
    ("grade=Fair", lambda s: s.grade == "Fair"),
    ("status=hedged", lambda s: "hedged" in s.statuses),
    ("outlet=ndtv", lambda s: "ndtv" in s.outlets),
    ("origin=observatory", lambda s: any("observatory" in name for name in s.sources)),
    ("actor=assad", lambda s: any("assad" in name for name in s.actors)),
    ("since=2025-03-08", lambda s: (s.when.end or s.when.latest or "9999") >= "2025-03-08"),
    ("until=2025-03-07", lambda s: (s.when.start or "") <= "2025-03-07"),
    ("pending=place", lambda s: "place" in s.pending),
    ("box=35,35,36,36", lambda s: s.place and s.place.lat and 35 <= s.place.lat <= 36 and 35 <= s.place.lon <= 36),
    ("harm=killed&grade=Weak&victims=civilian",
     lambda s: "killed" in s.harms and s.grade == "Weak" and "civilian" in s.classes),
])
def test_a_filter_finds_what_it_asks_for_and_all_of_it(listing, query, holds):
    found = find_incidents(listing, read_query(parse_qsl(query)))
    assert found
    assert {s.name for s in found} == {s.name for s in listing.sketches.values() if holds(s)}
    assert len(found) < len(listing.sketches)


def test_words_are_looked_for_in_titles_and_evidence_and_all_that_hold_them_are_found(listing):
    found = find_incidents(listing, read_query(parse_qsl("text=gunmen+villages")))
    assert found
    holding = {s.sketch.name for s in listing.whole(listing.sketches) if "gunmen" in s.text and "villages" in s.text}
    assert {s.name for s in found} == holding
    assert len(found) < len(listing.sketches)


def test_a_place_is_looked_up_in_the_book(listing):
    found = find_incidents(listing, Query(place="Jableh"))
    assert found
    assert all(s.place is not None for s in found)
    with pytest.raises(BadRequest, match="no place is called"):
        find_incidents(listing, Query(place="Nowhereville"))


@pytest.mark.parametrize(("sort", "key"), [
    ("size", lambda s: -s.size), ("dispute", lambda s: -s.dispute), ("reports", lambda s: -s.reports),
    ("day", lambda s: s.when.start or "9999"),
])
def test_sorting(listing, sort, key):
    found = find_incidents(listing, Query(sort=sort))
    assert [key(s) for s in found] == sorted(map(key, found))
    backwards = sift(list(listing.sketches.values())[::-1], Query(sort=sort))
    assert backwards == found


@pytest.mark.parametrize("query", [
    Query(), Query(since="2025-03-06", harm=("killed", "missing"), text="a b&c=d", actor="الجيش", sort="size"),
    Query(grade=("Fair", "Weak"), status=("hedged",), victims=("unknown",), pending=("date",), box="1,2,3,4"),
], ids=["nothing", "some", "more"])
def test_a_query_is_read_back_as_it_was_written(query):
    assert read_query(query_pairs(query)) == query


@pytest.mark.parametrize("asked", [
    "since=yesterday", "until=2025-02-30", "harm=dead", "grade=fair", "status=x", "sort=up", "box=1,2,3", "box=5,1,4,2",
    "box=nan,nan,nan,nan", "victims=soldier", "pending=sleep",
])
def test_what_is_no_query_is_told_with_a_way_out(client, asked):
    done = client.get(f"/?{asked}")
    assert done.status_code == 404
    assert "choose" in done.text or "write" in done.text or "each within the globe" in done.text


def test_every_state_is_a_permalink(client):
    page = client.get("/?harm=killed&grade=Fair&since=2025-03-06&until=2025-03-10&text=observatory&sort=size")
    assert page.status_code == 200
    assert re.search(r'name="since" type="date" value="2025-03-06"', page.text)
    assert re.search(r'value="killed" checked', page.text)
    assert re.search(r'value="Fair" checked', page.text)
    assert re.search(r'<option value="size" selected', page.text)
    for href in re.findall(r'<li><a href="(/[^"]*)" title="Take this filter out"', page.text):
        fewer = read_query(parse_qsl(urlsplit(href.replace("&amp;", "&")).query))
        assert len(query_pairs(fewer)) == 5


def test_names_that_no_filter_has_are_passed_over():
    assert "form" not in NAMES
    assert read_query([("form", "csv"), ("part", "3"), ("harm", "killed")]) == Query(harm=("killed",))
    assert fold("  Al-Mayadeen \n TV ") == "al-mayadeen tv"


QUERIES = ["", "harm=killed&grade=Fair", "text=observatory&sort=size", "place=Jableh"]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson"])
def test_a_table_is_the_command_s_export_byte_for_byte(client, own, tmp_path, query, form):
    to = tmp_path / f"out.{form}"
    assert main(["export", "incidents", "--to", str(to), "--query", query, "--ledger", str(own)]) == 0
    done = client.get(f"/?{query}&form={form}")
    assert done.status_code == 200
    assert done.content == to.read_bytes()
    assert done.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("query", QUERIES)
def test_json_is_the_command_s_byte_for_byte(client, own, capfdbinary, query):
    assert main(["incidents", "--json", "--query", query, "--ledger", str(own)]) == 0
    assert client.get(f"/?{query}&form=json").content == capfdbinary.readouterr().out


def test_the_tables_of_an_incident_are_the_command_s(client, own, tmp_path, capfdbinary):
    name = client.get("/api/incidents").json()["incidents"][0]["incident"]["name"]
    for form in ("csv", "xlsx"):
        to = tmp_path / f"claims.{form}"
        assert main(["export", "claims", "--of", name, "--to", str(to), "--ledger", str(own)]) == 0
        assert client.get(f"/incidents/{name}?form={form}").content == to.read_bytes()
        to = tmp_path / f"figures.{form}"
        given = ["--of", name, "--profile", "airwars", "--to", str(to), "--ledger", str(own)]
        assert main(["export", "incidents", *given]) == 0
        asked = f"/incidents/{name}?form={form}&rows=figures&profile=airwars"
        assert client.get(asked).content == to.read_bytes()
    capfdbinary.readouterr()
    assert main(["show", name, "--json", "--profile", "range", "--as-of", "2025-03-08", "--ledger", str(own)]) == 0
    asked = f"/incidents/{name}?form=json&profile=range&as_of=2025-03-08"
    assert client.get(asked).content == capfdbinary.readouterr().out
    assert main(["show", name, "--json", "--ledger", str(own)]) == 0
    assert client.get(f"/api/incidents/{name}").content == capfdbinary.readouterr().out
    assert main(["brief", name, "--ledger", str(own)]) == 0
    assert client.get(f"/incidents/{name}/brief?form=md").content.strip() == capfdbinary.readouterr().out.strip()


def test_the_tables_of_reports_are_the_command_s(client, own, tmp_path, capfdbinary):
    for form in ("csv", "xlsx", "jsonl"):
        to = tmp_path / f"reports.{form}"
        assert main(["export", "reports", "--to", str(to), "--ledger", str(own)]) == 0
        assert client.get(f"/reports?form={form}").content == to.read_bytes()
    name = client.get("/api/reports").json()["reports"][0]["id"]
    to = tmp_path / "claims.csv"
    assert main(["export", "claims", "--of", name, "--to", str(to), "--ledger", str(own)]) == 0
    assert client.get(f"/reports/{name}?form=csv").content == to.read_bytes()
    capfdbinary.readouterr()
    assert main(["show", name, "--json", "--ledger", str(own)]) == 0
    assert client.get(f"/reports/{name}?form=json").content == capfdbinary.readouterr().out


def test_long_lists_come_in_parts(client, monkeypatch):
    monkeypatch.setattr("according.web.compose.overview.ROWS", 12)
    first, last = client.get("/?sort=day").text, client.get("/?sort=day&part=3").text
    assert 'rel="next" href="/?sort=day&amp;part=2"' in first
    assert 'rel="next"' not in last
    row = r'<th scope="row"[^>]*><a href="/incidents/(i-[0-9a-f]+)"'
    names = [re.findall(row, client.get(f"/?sort=day&part={n}").text) for n in (1, 2, 3)]
    found = client.get("/api/incidents").json()["found"]
    assert [len(set(part)) for part in names] == [12, 12, found - 24]
    assert len({name for part in names for name in part}) == found
