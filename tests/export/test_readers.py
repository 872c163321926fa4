"""Every form read back by a public reader of it; hostile text in every cell."""

import csv
import hashlib
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.errors import BadRequest
from according.export import FORMS, export, render
from according.export.forms import Column
from according.export.package import write_description
from according.export.table import defuse
from according.export.workbook import write_workbook
from claim_factory import make_claim, make_report
from export_factory import make_holdings, make_incident_of
from made_up_holdings import HOSTILE, holdings

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
TEXTS = [name for name, form in FORMS.items() if form.sheets and ".csv" in form.endings]


def written(form, held, *, ending=None, **told):
    stream = io.BytesIO()
    render(form, held, stream, ending=ending, **told)
    return stream.getvalue()


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_rows(content, name=None):
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[name] if name else book.worksheets[0]
    assert not any(cell.data_type == "f" or cell.hyperlink for row in sheet.iter_rows() for cell in row)
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(holdings())
def test_no_cell_of_any_table_runs_and_the_same_holdings_give_the_same_bytes(held):
    for form in TEXTS:
        content = written(form, held, ending=".csv")
        assert content == written(form, held, ending=".csv")
        columns = FORMS[form].sheets[0].columns
        for row in rows_of(content)[1:]:
            texts = [cell for cell, column in zip(row, columns.values(), strict=True) if column.kind is str]
            assert not any(cell.startswith(FORMULA) for cell in texts)
    for form in ("plover", "ucdp-aec", "geojson", "xlsx"):
        assert written(form, held) == written(form, held)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(holdings())
def test_a_workbook_holds_what_the_csv_holds(held):
    for form in ("ucdp-ged", "acled"):
        head, *rows = rows_of(written(form, held, ending=".csv"))
        again, *cells = sheet_rows(written(form, held, ending=".xlsx"))
        assert again == head
        assert [[_text(cell) for cell in row] for row in cells] == [[_number(cell) for cell in row] for row in rows]


def _text(cell):
    return "" if cell is None else _number(cell.replace("\r\n", "\n") if isinstance(cell, str) else str(cell))


def _number(cell):
    try:
        return str(float(cell))
    except ValueError:
        return cell


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
        st.tuples(
            st.sampled_from(FORMULA[:5]), st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]))
        ).map("".join),
    )
)
def test_hostile_text_in_a_workbook_is_text_and_comes_back(text):
    stream = io.BytesIO()
    write_workbook([("a", {"text": Column(str, "")}, [{"text": text}, {"text": "end"}], None)], [], stream)
    cell = sheet_rows(stream.getvalue(), "a")[1][0]
    assert (cell or "") == defuse(text)


def test_a_workbook_keeps_numbers_cuts_long_text_with_a_sign_and_says_what_it_is():
    held = [{"n": -3, "x": 0.5, "yes": True, "text": "a" * 40_000}]
    columns = {"n": Column(int, "a number"), "x": Column(float, ""), "yes": Column(bool, ""), "text": Column(str, "")}
    stream = io.BytesIO()
    write_workbook([("a", columns, held, {"n": "#affected"})], [("head", "7:ab")], stream)
    head, tags, row = sheet_rows(stream.getvalue(), "a")
    assert (head, tags[0]) == (["n", "x", "yes", "text"], "#affected")
    assert row[:3] == [-3, 0.5, True]
    assert len(row[3]) == 32_767
    assert row[3].endswith("[...]")
    about = sheet_rows(stream.getvalue(), "about")
    assert ["head", "7:ab"] in about
    assert ["a.n", "a number"] in about


def test_more_rows_than_a_sheet_can_hold_are_refused(monkeypatch):
    monkeypatch.setattr("according.export.workbook._ROWS", 3)
    with pytest.raises(BadRequest, match="holds 3 rows"):
        write_workbook([("a", {"n": Column(int, "")}, [{"n": n} for n in range(3)], None)], [], io.BytesIO())


def test_half_a_character_is_written_as_its_escape():
    stream = io.BytesIO()
    write_workbook([("a", {"text": Column(str, "")}, [{"text": "a\ud83d"}], None)], [], stream)
    assert sheet_rows(stream.getvalue(), "a")[1] == ["a\\ud83d"]


def test_the_workbook_of_the_demo_is_read_by_openpyxl(demo):
    content = written("xlsx", demo("ucdp"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["incidents", "claims", "links", "reports", "about"]
    assert content == written("xlsx", demo("ucdp"))
    assert sheet_rows(content, "claims")[1:] != []


def test_geojson_is_read_by_pyogrio(demo, tmp_path):
    pyogrio = pytest.importorskip("pyogrio")
    held = demo("ucdp")
    export("geojson", held, to=tmp_path / "a.geojson")
    meta, _, shapes, fields = pyogrio.raw.read(tmp_path / "a.geojson")
    columns = dict(zip(meta["fields"], fields, strict=True))
    assert len(shapes) == len(held.incidents)
    assert meta["geometry_type"] == "Point"
    country = [shape is None for shape, prec in zip(shapes, columns["where_prec"], strict=True) if prec == 6]
    assert country
    assert all(country)
    assert sum(shape is not None for shape in shapes) > 20
    assert set(columns["where_prec_label"]) >= {"exact place", "country"}
    assert list(columns["relid"]) == [incident.name for incident in held.incidents]


def test_parquet_is_read_by_pyarrow_with_nullable_32_bit_counts(demo):
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    held = demo("acled")
    content = written("parquet", held)
    assert content == written("parquet", held)
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.namelist() == ["claims.parquet", "incidents.parquet", "links.parquet", "datapackage.json"]
    tables = {name: parquet.read_table(io.BytesIO(archive.read(name))) for name in archive.namelist()[:3]}
    for name, table in tables.items():
        told = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
        assert told["according:profile"] == "acled", name
        assert told["according:head"] == held.head
        assert told["according:version"]
    for column in ("low", "best", "high"):
        assert tables["claims.parquet"].schema.field(column).type == pa.int32()
        assert tables["incidents.parquet"].schema.field(column).type == pa.int32()
    assert tables["claims.parquet"].column("high").null_count > 0  # an open end is null, never a number
    assert tables["claims.parquet"].num_rows == len(held.claims)
    assert tables["links.parquet"].num_rows == sum(len(incident.links) for incident in held.incidents) > 0
    described = json.loads(archive.read("datapackage.json"))
    for resource in described["resources"]:
        data = archive.read(resource["path"])
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert [field["name"] for field in resource["schema"]["fields"]] == tables[resource["path"]].column_names
        assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize("form", ["ucdp-ged", "acled"])
def test_parquet_of_a_format_holds_its_wide_numbers(demo, form, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    export(form, demo("ucdp"), to=tmp_path / "a.parquet")
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.column_names == list(FORMS[form].sheets[0].columns)
    assert table.num_rows > 12


@pytest.mark.parametrize("form", ["ucdp-ged", "acled", "incidents"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_hxl_tags_are_the_second_row(demo, form, ending):
    content = written(form, demo("ucdp"), ending=ending, hxl=True)
    head, tags, first = (rows_of(content) if ending == ".csv" else sheet_rows(content))[:3]
    found = {name: tag for name, tag in zip(head, tags, strict=True) if tag}
    assert found == dict(FORMS[form].sheets[0].tags)
    assert all(tag.startswith("#") for tag in found.values())
    assert not str(first[0]).startswith("#")


def test_the_tags_of_ged_are_those_of_its_humanitarian_copy():
    tags = FORMS["ucdp-ged"].sheets[0].tags
    assert (tags["best"], tags["adm_1"], tags["latitude"]) == ("#affected+killed", "#adm1+name", "#geo+lat")


@pytest.mark.parametrize(("form", "ending"), [("claims", ".csv"), ("ucdp-ged", ".parquet"), ("plover", ".jsonl")])
def test_tags_where_there_are_none_are_refused(demo, form, ending):
    with pytest.raises(BadRequest, match="has no HXL tags"):
        written(form, demo("ucdp"), ending=ending, hxl=True)


def test_raw_forms_hold_the_text_as_it_is():
    report = make_report("=1+1 killed 12.", outlet="=cmd", title="@SUM(A1)")
    claim = make_claim(report, low=12)
    held = make_holdings([make_incident_of("i-00000000000000aa", [claim])], [claim], [report])
    assert json.loads(written("plover", held))["cite_info"][0]["title"] == "@SUM(A1)"
    assert json.loads(written("reports", held, ending=".jsonl"))["outlet"] == "=cmd"
    assert rows_of(written("reports", held, ending=".csv"))[1][2] == "'=cmd"


def test_a_description_stands_beside_the_file(demo, tmp_path):
    held = demo("ucdp")
    to = tmp_path / "a.csv"
    export("ucdp-ged", held, to=to)
    described = json.loads(write_description(to, FORMS["ucdp-ged"], held).read_text("utf-8"))
    (resource,) = described["resources"]
    assert (tmp_path / "a.csv.datapackage.json").exists()
    assert described["according:head"] == held.head
    assert described["according:profile"] == "ucdp"
    assert resource["hash"] == f"sha256:{hashlib.sha256(to.read_bytes()).hexdigest()}"
    assert len(resource["schema"]["fields"]) == 49
