"""The books as used: what no book knew becomes what a person says, by a judgement on each claim."""

import json
from dataclasses import replace

from according.books import open_books
from according.ledger import open_ledger
from according.pipeline import settle
from according.records import Party, Place, Unresolved
from according.web.compose.books import place_value
from according.web.usage import count_names
from claim_factory import make_claim, make_report
from web.conftest import OURS


def test_each_book_is_shown_with_what_it_does_not_know(client):
    for kind in ("actors", "places", "outlets"):
        page = client.get(f"/books/{kind}")
        assert page.status_code == 200
        assert "In use" in page.text
    assert "Not looked up" in client.get("/books/places").text
    assert client.get("/books/kings").status_code == 404


def test_names_are_counted_by_claim_and_unknown_ones_keep_their_claims():
    report = make_report("Shells fell.", outlet="Wire")
    known = make_claim(report, low=1)
    lost = replace(make_claim(report, low=2), place=Place(
        printed=known.evidence, name=None, unresolved=Unresolved(reason="the book has none")),
        perpetrator=Party(printed=known.evidence, name=None))
    used = count_names([known, lost], [report])
    assert used.unknown_places[known.evidence.text] == ("the book has none", (), [lost.id])
    assert used.unknown_actors[known.evidence.text][2] == [lost.id]
    assert used.outlets[("Wire", report.lang or "")] == 2


def test_a_name_that_a_person_explains_becomes_a_judgement_on_each_of_its_claims(client, own):
    bench = client.app.state.bench
    printed, (_, _, claims) = next(
        (name, row) for name, row in sorted(bench.used_names().unknown_places.items()) if len(row[2]) >= 1)
    entry = open_books().places.lookup("Jableh", country="SY")[0]
    done = client.post("/books/places", data={"printed": printed, "entry": entry.id}, headers=OURS)
    assert done.status_code == 303
    with open_ledger(str(own)) as ledger:
        made = [j for j in ledger.judgements() if j.field == "place"]
        assert sorted(j.subject for j in made) == sorted(claims)
        assert {j.value for j in made} == {place_value(entry)}
        settle(ledger)
        home = ledger.homes(claims)
        assert all(ledger.incident(name).place is not None for name in home.values())
    assert printed not in bench.used_names().unknown_places


def test_what_is_in_no_book_is_refused(client):
    printed = next(iter(client.app.state.bench.used_names().unknown_places))
    assert client.post("/books/places", data={"printed": printed, "entry": "gn:0"}, headers=OURS).status_code == 404
    assert client.post("/books/places", data={"printed": "Atlantis", "entry": "gn:1"}, headers=OURS).status_code == 404
    assert client.post("/books/outlets", data={"printed": printed, "entry": "gn:1"}, headers=OURS).status_code == 404


def test_the_value_of_a_place_is_an_entry_of_the_book():
    entry = open_books().places.lookup("Jableh", country="SY")[0]
    told = json.loads(place_value(entry))
    assert told["id"] == entry.id
    assert told["where_prec"] == 1


def test_a_reader_is_shown_proposals_and_no_button(shown):
    page = shown.get("/books/places").text
    assert 'name="entry"' not in page
    assert shown.post("/books/places", data={}, headers=OURS).status_code == 403
