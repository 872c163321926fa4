"""Who is let in: names of hosts, roles, requests of other sites, headers, bounds."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute

from according.errors import BadRequest
from according.web.app import check_serving, create_app
from according.web.state import Serving
from web.conftest import OURS, sign_in


def changing_routes(client):
    """Every route that changes something, from the application itself, with what stands in for its path's parts."""
    included = [inner for route in client.app.routes for inner in getattr(route, "original_router", client.app).routes]
    found = {
        (method, re.sub(r"\{[^}]+\}", "x-0000", route.path))
        for route in (*client.app.routes, *included) if isinstance(route, APIRoute)
        for method in route.methods - {"GET", "HEAD"}
    }
    assert len(found) >= 2
    return sorted(found)


@pytest.mark.parametrize("name", [None, "rhea"], ids=["nobody", "a reader"])
def test_every_changing_route_refuses_who_may_not(open_bench, own, people, name):
    client = open_bench(own, access=people)
    if name:
        sign_in(client, name)
    routes = [route for route in changing_routes(client) if route[1] not in ("/sign-in", "/sign-out")]
    for method, path in routes:
        done = client.request(method, path, headers=OURS)
        assert done.status_code in (401, 403), (method, path)


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
    {"Origin": "http://elsewhere.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:9999"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8321"}, {},
], ids=str)
def test_every_changing_route_refuses_other_sites(open_bench, own, people, headers):
    client = open_bench(own, access=people)
    sign_in(client, "olga")
    for method, path in changing_routes(client):
        assert client.request(method, path, headers=headers).status_code == 403, (method, path)


def test_a_page_of_ours_may_change_something(open_bench, own, people):
    client = open_bench(own, access=people)
    sign_in(client, "olga")
    assert client.post("/sign-out", headers={"Origin": "http://127.0.0.1:8321"}).status_code == 303


def test_adding_needs_an_owner(open_bench, own, people):
    client = open_bench(own, access=people)
    sign_in(client, "rosa")
    assert client.get("/add").status_code == 403
    assert client.post("/add", headers=OURS).status_code == 403


def test_who_only_looks_changes_nothing(shown):
    for method, path in changing_routes(shown):
        if path not in ("/sign-in", "/sign-out"):
            assert shown.request(method, path, headers=OURS).status_code == 403, (method, path)
    assert shown.get("/add").status_code == 403
    assert shown.get("/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "", "169.254.1.1"])
def test_a_name_that_only_leads_to_this_machine_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]:8321", "localhost:8321"])
def test_this_machine_may_be_asked_by_its_own_names(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_name_that_was_given_is_served(open_bench, own, people):
    client = open_bench(own, access=people, host="0.0.0.0", hosts=("desk.example",))
    assert client.get("/sign-in", headers={"Host": "desk.example"}).status_code == 200
    assert client.get("/sign-in", headers={"Host": "other.example"}).status_code == 400


def test_pages_lead_to_the_door_and_from_there_on(open_bench, own, people):
    client = open_bench(own, access=people)
    done = client.get("/?harm=killed")
    assert (done.status_code, done.headers["location"]) == (303, "/sign-in?to=%2F%3Fharm%3Dkilled")
    assert client.get("/api/incidents", headers={"Accept": "application/json"}).status_code == 401
    given = {"name": "rhea", "password": "correct horse battery", "to": "/?harm=killed"}
    done = client.post("/sign-in", data=given, headers=OURS)
    assert done.headers["location"] == "/?harm=killed"
    cookie = done.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/").status_code == 200
    client.post("/sign-out", headers=OURS)
    assert client.get("/").status_code == 303


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\nb"])
def test_the_door_leads_to_no_other_site(open_bench, own, people, to):
    client = open_bench(own, access=people)
    given = {"name": "rhea", "password": "correct horse battery", "to": to}
    assert client.post("/sign-in", data=given, headers=OURS).headers["location"] == "/"


def test_guessing_is_braked(open_bench, own, people):
    client = open_bench(own, access=people)
    for _ in range(5):
        assert client.post("/sign-in", data={"name": "olga", "password": "no"}, headers=OURS).status_code == 403
    given = {"name": "olga", "password": "correct horse battery"}
    assert client.post("/sign-in", data=given, headers=OURS).status_code == 429


def test_every_answer_carries_the_headers(client):
    for path in ("/", "/static/base.css", "/nothing", "/api/openapi.json"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"], path
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_more_than_its_bound_is_not_read(client):
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    def endless():
        for _ in range(30):
            yield b"x" * 100_000

    assert client.post("/sign-in", content=endless(), headers={**OURS, **form}).status_code == 413


@pytest.mark.parametrize("path", [
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fsettings.py", "/static/%5c..%5capp.py", "/static/",
    "//etc/passwd", "/static//etc/passwd",
])
def test_no_folder_of_the_machine_is_reachable(client, path):
    done = client.get(path)
    assert done.status_code in (400, 404, 405), path
    assert "import" not in done.text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "desk.example"])
def test_other_addresses_ask_who_comes(host):
    with pytest.raises(BadRequest, match="--password-file or --users"):
        create_app(None, Serving(ledger=":memory:", host=host))  # type: ignore[arg-type]  # refused before it is used
    check_serving(Serving(ledger=":memory:", host="127.0.0.1"))
