import csv
import io
import json

import pytest

from according.books.states import read_states
from according.errors import BadRequest
from according.export import FORMS, Holdings, export
from according.records import Bound, Figure, Grade, Incident, Origin, Place
from according.words import Harm, MeansType, SourceKind, VictimsClass
from claim_factory import LATAKIA, make_claim, make_report, make_source, make_when

REPORT = make_report("=HYPERLINK() At least 13 soldiers were killed in Homs.", outlet="+Wire")
FIRST = make_claim(
    REPORT, low=13, best=13, high=None, source=make_source("state television", "party"), via=["AFP", "Wire"]
)
COUNTRY = Place(printed=None, name="Syria", id="country:SY", lat=35.0, lon=38.0, where_prec=6, country="SY")
SECOND = make_claim(REPORT, low=2, harm="wounded", place=COUNTRY, at=40)


def incident(name, claim, place):
    return Incident(
        name=name,
        key="k" + name,
        claims=(claim.id,),
        reports=(REPORT.id,),
        place=place,
        when=make_when("2025-03-06"),
        means=MeansType.SHELLING,
        links=(),
        pending=(),
    )


def figure(name):
    bound = Bound(value=13, claims=(FIRST.id,), rule="latest of the best standing")
    return Figure(
        incident=name,
        harm=Harm.KILLED,
        klass=VictimsClass.COMBATANT,
        side="army",
        profile="ucdp",
        low=bound,
        best=bound,
        high=bound,
        high_open=True,
        origins=1,
        origins_unknown=2,
        marks=("a", "b"),
        aside=(),
    )


ORIGIN = Origin(
    id="o-1",
    name="state television",
    kind=SourceKind.PARTY,
    party=None,
    independent=True,
    claims=(FIRST.id,),
    reports=(REPORT.id,),
    outlets=("+Wire",),
)
HOLDINGS = Holdings(
    reports={REPORT.id: REPORT},
    claims=(FIRST, SECOND),
    incidents=(incident("i-1", FIRST, FIRST.place), incident("i-2", SECOND, COUNTRY)),
    figures={"i-1": (figure("i-1"),)},
    origins={"i-1": (ORIGIN,)},
    grades={"i-1": Grade(word="weak", why="one origin", claims=())},
    head="7:abcd",
    states=read_states(),
)


def exported(tmp_path, what, ending):
    to = tmp_path / f"{what}{ending}"
    return export(what, HOLDINGS, to=to).rows, to


def csv_rows(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("what", "ending"), [(name, ending) for name in FORMS for ending in FORMS[name].endings])
def test_every_form_is_written_twice_alike(tmp_path, what, ending):
    if ending in (".parquet", ".zip"):
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    count, path = exported(tmp_path, what, ending)
    first = path.read_bytes()
    assert exported(tmp_path, what, ending)[0] == count
    assert path.read_bytes() == first
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("what", [name for name, form in FORMS.items() if ".csv" in form.endings])
def test_a_table_has_the_documented_columns_in_order(tmp_path, what):
    count, path = exported(tmp_path, what, ".csv")
    rows = csv_rows(path)
    assert len(rows) == count
    assert path.read_text("utf-8-sig").splitlines()[0].split(",") == list(FORMS[what].sheets[0].columns)


def test_a_claim_row_says_who_what_and_through_whom(tmp_path):
    row, other = csv_rows(exported(tmp_path, "claims", ".csv")[1])
    assert (row["harm"], row["low"], row["best"], row["high"]) == ("killed", "13", "13", "")
    assert (row["source"], row["source_kind"], row["via"]) == ("state television", "party", "AFP; Wire")
    assert (row["incident"], other["incident"]) == ("i-1", "i-2")
    assert row["outlet"] == "'+Wire"  # defused
    assert row["evidence"].startswith("'=HYPERLINK")


def test_an_incident_without_figures_keeps_its_row(tmp_path):
    count, path = exported(tmp_path, "incidents", ".csv")
    with_figure, without = csv_rows(path)
    assert count == 2
    assert (with_figure["low"], with_figure["high_open"], with_figure["grade"]) == ("13", "true", "weak")
    assert (without["incident"], without["harm"], without["claims"]) == ("i-2", "", "1")


def test_a_country_is_no_point(tmp_path):
    path = exported(tmp_path, "incidents", ".geojson")[1]
    collection = json.loads(path.read_text("utf-8"))
    town, country = collection["features"]
    assert town["geometry"] == {"type": "Point", "coordinates": [36.72, 34.73]}  # east first, as GeoJSON wants
    assert country["geometry"] is None
    assert country["properties"]["country"] == "Syria"
    assert country["properties"]["where_prec_label"] == "country"
    assert collection["according:head"] == "7:abcd"
    assert csv_rows(exported(tmp_path, "incidents", ".csv")[1])[1]["lat"] == ""


def test_a_province_without_a_point_has_no_geometry(tmp_path):
    holdings = Holdings(incidents=(incident("i-3", FIRST, LATAKIA),))
    export("incidents", holdings, to=tmp_path / "a.geojson")
    assert json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"][0]["geometry"] is None


def test_lines_hold_whole_records(tmp_path):
    claims = [json.loads(line) for line in exported(tmp_path, "claims", ".jsonl")[1].read_text("utf-8").splitlines()]
    assert [claim["id"] for claim in claims] == [FIRST.id, SECOND.id]
    whole = json.loads(exported(tmp_path, "incidents", ".jsonl")[1].read_text("utf-8").splitlines()[0])
    assert set(whole) == {"incident", "grade", "figures", "origins"}
    assert whole["figures"][0]["best"]["rule"] == "latest of the best standing"
    assert json.loads(exported(tmp_path, "reports", ".jsonl")[1].read_text("utf-8"))["text"] == REPORT.text


def test_parquet_keeps_types_and_the_head(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = parquet.read_table(exported(tmp_path, "claims", ".parquet")[1])
    assert table.column("low").to_pylist() == [13, 2]
    assert table.column("high").to_pylist() == [None, 2]
    assert table.column("outlet").to_pylist() == ["+Wire", "+Wire"]  # not defused: nothing runs it
    assert table.schema.metadata[b"according:head"] == b"7:abcd"


@pytest.mark.parametrize(
    ("what", "name", "told"),
    [
        ("claims", "a.geojson", "cannot be written as .geojson"),
        ("claims", "a", "needs a file whose ending says how"),
        ("stories", "a.csv", "cannot be exported"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_way_out(tmp_path, what, name, told):
    with pytest.raises(BadRequest, match=told):
        export(what, HOLDINGS, to=tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_run_cut_short_leaves_the_old_file(tmp_path):
    _, path = exported(tmp_path, "claims", ".jsonl")
    old = path.read_bytes()
    with pytest.raises(TypeError):
        export("claims", Holdings(claims=(FIRST, object())), to=path)  # type: ignore[arg-type]  # breaks in the middle
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]
