import io

import pytest

from according.errors import BadInput, BadRequest
from according.export import render
from according.releases import Release, compare_releases, read_release, release_of
from claim_factory import ALEPPO, make_claim, make_report
from export_factory import make_holdings, make_incident_of

REPORT = make_report("Shells fell on Homs and Aleppo.")
HOMS = make_claim(REPORT, low=12, at=1)
ALEPPO_CLAIM = make_claim(REPORT, low=3, place=ALEPPO, at=2)


def holdings(*, low=12, with_aleppo=True, redirects=None):
    claims = [make_claim(REPORT, low=low, at=1), *([ALEPPO_CLAIM] if with_aleppo else [])]
    incidents = [make_incident_of(f"i-{n:04x}{0:012x}", [claim]) for n, claim in enumerate(claims)]
    return make_holdings(incidents, claims, [REPORT], redirects=redirects)


def release(form, ending, held):
    stream = io.BytesIO()
    render(form, held, stream, ending=ending)
    return read_release(stream.getvalue(), name=f"a{ending}")


def rows(**told):
    return Release(form="claims", rows={name: {"cell": cell} for name, cell in told.items()})


def test_rows_are_added_changed_merged_and_gone():
    changes = compare_releases(
        rows(a="1", b="1", c="1", d="1"), rows(a="1", b="2", e="1"), redirects={"c": "x", "x": "e"}
    )
    assert changes.added == ("e",)
    assert [(change.id, change.cells) for change in changes.changed] == [("b", (("cell", "1", "2"),))]
    assert changes.merged == (("c", "e"),)  # along every redirect
    assert changes.gone == ("d",)
    assert changes.same == 1


def test_a_name_that_leads_nowhere_or_round_in_a_circle_is_gone():
    changes = compare_releases(rows(a="1", b="1"), rows(), redirects={"a": "b", "b": "a"})
    assert (changes.merged, changes.gone) == ((), ("a", "b"))


def test_a_column_that_came_or_went_is_a_change():
    old, new = Release(form="f", rows={"a": {"x": "1"}}), Release(form="f", rows={"a": {"y": "2"}})
    assert compare_releases(old, new, redirects={}).changed[0].cells == (("x", "1", ""), ("y", "", "2"))


def test_two_forms_are_not_set_beside_each_other():
    with pytest.raises(BadRequest, match="claims cannot be set beside acled"):
        compare_releases(rows(), Release(form="acled", rows={}), redirects={})


@pytest.mark.parametrize(
    ("form", "ending"),
    [
        ("claims", ".csv"),
        ("reports", ".csv"),
        ("incidents", ".csv"),
        ("ucdp-ged", ".csv"),
        ("acled", ".csv"),
        ("claims", ".jsonl"),
        ("reports", ".jsonl"),
        ("incidents", ".jsonl"),
        ("ucdp-aec", ".jsonl"),
        ("plover", ".jsonl"),
    ],
)
def test_every_form_is_read_back_by_its_ids(form, ending):
    before, after = release(form, ending, holdings()), release(form, ending, holdings(low=14))
    assert compare_releases(before, before, redirects={}).same == len(before.rows) > 0
    if form in ("claims", "reports"):
        return
    assert len(compare_releases(before, after, redirects={}).changed) == 1


def test_the_figures_of_an_incident_stand_beside_each_other():
    cells = release("incidents", ".csv", holdings()).rows[f"i-{0:016x}"]
    assert (cells["killed civilian: best"], cells["place"]) == ("12", "Homs")


def test_a_ledger_is_the_same_release_as_its_file():
    assert release_of(holdings()) == release("incidents", ".csv", holdings())


def test_hxl_tags_are_no_row():
    stream = io.BytesIO()
    render("ucdp-ged", holdings(), stream, hxl=True)
    assert read_release(stream.getvalue(), name="a.csv") == release("ucdp-ged", ".csv", holdings())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\r\n1,2\r\n", "is no release"),
        (b"", "is no release"),
        (b"\xff\xfe", "is no text"),
        (b"{", "is no JSON-lines"),
        (b'{"a": 1}\n', "of no form"),
        (b'{"id": "a", "quad_code": 4}\n[]\n', "a line holds no object"),
        (b'{"id": "a", "quad_code": 4}\n{"id": "a", "quad_code": 4}\n', "two rows have the id 'a'"),
        (b'{"id": "a", "quad_code": 4}\n{"quad_code": 4}\n', "a line has no id"),
        (b"id,sha256\r\n1\r\n", "more or fewer cells"),
        (b"id,sha256\r\n1,2\r\n1,3\r\n", "two rows have the id '1'"),
    ],
)
def test_what_is_no_release_is_refused_with_the_way_out(content, told):
    with pytest.raises(BadInput, match=told):
        read_release(content, name="a")
