import csv
import io
import json

import pytest

GED = (
    "id,date_start,date_end,country,adm_1,where_coordinates,latitude,longitude,where_prec,side_a,side_b,low,best,high\r\n"
    "7,2025-03-06,2025-03-06,Syria,Homs,Homs,34.73,36.72,1,Government of Syria,,12,14,14\r\n"
)


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "ged.csv"
    path.write_text(GED, encoding="utf-8-sig")
    return path


def test_compare_says_what_they_have_where_the_ledger_has_another_number(run, ledger, records):
    done = run("compare", records, "--ledger", ledger)
    assert done.code == 0, done.err
    assert "they have 14 where the ledger has 13 to 15, best 13 (within;" in done.out
    told = json.loads(run("compare", records, "--ledger", ledger, "--json").out)
    assert told["matches"][0]["verdict"] == "within"
    assert (told["theirs"], told["ours"], told["unread"]) == ([], [], [])


def test_compare_stores_nothing(run, ledger, records):
    head = run("verify", "--ledger", ledger).out
    run("compare", records, "--ledger", ledger)
    assert run("verify", "--ledger", ledger).out == head


def test_compare_tells_rows_that_it_cannot_read_and_fails(run, ledger, records):
    records.write_text(GED.replace("2025-03-06,2025-03-06", "soon,2025-03-06"), encoding="utf-8")
    done = run("compare", records, "--ledger", ledger)
    assert done.code == 1
    assert f"{records}:2: date_start 'soon' is no date" in done.err


def test_compare_says_what_is_no_file(run, ledger, tmp_path):
    done = run("compare", tmp_path / "no.csv", "--ledger", ledger)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"according: {tmp_path / 'no.csv'}: is no file\n"


def test_diff_of_two_ledgers_and_of_their_files_tells_the_same(run, ledger, reports, tmp_path):
    before = tmp_path / "before.csv"
    assert run("export", "incidents", "--to", before, "--ledger", ledger).code == 0
    old = tmp_path / "old.sqlite"
    old.write_bytes(ledger.read_bytes())
    later = reports / "later.txt"
    later.write_text(
        "Shells killed six people in Idlib in Syria on Friday, the Syrian Observatory for Human Rights said.\n"
    )
    done = run("add", later, "--ledger", ledger, "--published", "2025-03-08", "--outlet", "Herald")
    assert done.code == 0, done.err
    by_ledger = run("diff", old, ledger)
    assert by_ledger.out.startswith("incidents: 1 added, 0 changed, 0 merged, 0 gone, 1 the same\n")
    after = tmp_path / "after.csv"
    run("export", "incidents", "--to", after, "--ledger", ledger)
    assert run("diff", before, after).out == by_ledger.out
    back = json.loads(run("diff", ledger, old, "--json", "--tombstones", tmp_path / "gone.csv").out)
    assert len(back["gone"]) == 1
    rows = list(csv.DictReader(io.StringIO((tmp_path / "gone.csv").read_bytes().decode("utf-8-sig"))))
    assert [(row["id"], row["status"], row["into"]) for row in rows] == [(back["gone"][0], "gone", "")]


def test_diff_says_what_is_no_release(run, ledger, tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    assert "is no release" in run("diff", tmp_path / "a.csv", ledger).err
    assert "is no file and no address" in run("diff", tmp_path / "b.csv", ledger).err
