import csv
import io
import json

import pytest

from according.export import FORMS, render
from according.gather import gather
from according.ledger import open_ledger


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("form", FORMS)
def test_the_command_writes_the_bytes_that_every_door_writes(run, ledger, tmp_path, form):
    ending = FORMS[form].endings[0]
    done = run("export", form, "--to", tmp_path / f"a{ending}", "--ledger", ledger)
    assert done.code == 0, done.err
    with open_ledger(str(ledger), read_only=True) as opened:
        holdings = gather(opened, profile=FORMS[form].profile)
    stream = io.BytesIO()
    render(form, holdings, stream)
    assert (tmp_path / f"a{ending}").read_bytes() == stream.getvalue()
    assert f"profile {FORMS[form].profile}, ledger head {holdings.head}" in done.err


def test_the_profile_and_the_bounds_are_followed(run, ledger, tmp_path):
    to = tmp_path / "a.csv"
    run("export", "ucdp-ged", "--to", to, "--ledger", ledger)
    (row,) = rows(to)
    assert (row["low"], row["best"], row["high"], row["country_id"]) == ("13", "13", "15", "652")
    run("export", "ucdp-ged", "--to", to, "--ledger", ledger, "--profile", "range")
    assert rows(to)[0]["best"] == "13"  # the low stands for a best that the profile does not give
    run("export", "ucdp-ged", "--to", to, "--ledger", ledger, "--since", "2025-04-01")
    assert rows(to) == []
    assert run("export", "ucdp-ged", "--to", to, "--ledger", ledger, "--near", "Homs").code == 0
    assert len(rows(to)) == 1


def test_what_a_form_cannot_take_is_said(run, ledger, tmp_path, reports):
    (reports / "late.txt").write_text(
        "The Syrian Observatory for Human Rights said that the raid wounded six people in Idlib in Syria on Friday."
    )
    run("add", reports / "late.txt", "--ledger", ledger, "--published", "2025-03-08", "--outlet", "Herald")
    done = run("export", "ucdp-ged", "--to", tmp_path / "a.csv", "--ledger", ledger)
    assert "left out, no number of dead: i-" in done.err


def test_describe_writes_a_dictionary_beside_the_file(run, ledger, tmp_path):
    assert run("export", "acled", "--to", tmp_path / "a.csv", "--ledger", ledger, "--describe").code == 0
    told = json.loads((tmp_path / "a.csv.datapackage.json").read_text("utf-8"))
    assert [field["name"] for field in told["resources"][0]["schema"]["fields"]][:2] == ["event_id_cnty", "event_date"]
    assert told["according:profile"] == "acled"


def test_hxl_is_the_second_row(run, ledger, tmp_path):
    run("export", "ucdp-ged", "--to", tmp_path / "a.csv", "--ledger", ledger, "--hxl")
    assert rows(tmp_path / "a.csv")[0]["best"] == "#affected+killed"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("stories", "a.csv"), "'stories' cannot be exported: choose claims"),
        (("ucdp-ged", "a.jsonl"), "ucdp-ged cannot be written as .jsonl: choose .csv, .xlsx, .parquet"),
        (("claims", "a.csv", "--hxl"), "claims as .csv has no HXL tags"),
        (("claims", "a.csv", "--profile", "desk"), "there is no profile 'desk'"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_no_file(run, ledger, tmp_path, arguments, told):
    form, name, *more = arguments
    done = run("export", form, "--to", tmp_path / name, "--ledger", ledger, *more)
    assert done.code == 1
    assert told in done.err
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / name).exists()
