import pytest

from according.compare import read_records
from according.errors import BadInput

GED = (
    "id,date_start,date_end,country,adm_1,where_coordinates,latitude,longitude,where_prec,side_a,side_b,low,best,high\n"
    "7,2025-03-07,2025-03-07,Syria,Latakia,Jableh town,35.36,35.92,1,Government of Syria,Assad loyalists,9,12,15\n"
)
ACLED = (
    "event_id_cnty,event_date,time_precision,actor1,actor2,country,admin1,location,latitude,longitude,geo_precision,fatalities\n"
    "SYR7,07 March 2025,1,Military Forces of Syria,Civilians (Syria),Syria,Latakia,Jableh,35.36,35.92,2,12\n"
)


def read(text, *, encoding="utf-8"):
    return read_records(text.encode(encoding), name="a.csv")


def test_a_row_of_ged_is_read():
    found = read(GED)
    assert (found.data_set, found.unread) == ("UCDP GED", ())
    record = found.records[0]
    assert (record.id, record.line, record.start, record.low, record.best, record.high) == (
        "7",
        2,
        "2025-03-07",
        9,
        12,
        15,
    )
    assert record.actors == ("Government of Syria", "Assad loyalists")


def test_a_row_of_acled_is_read_and_civilians_are_no_side():
    record = read(ACLED).records[0]
    assert (record.start, record.end, record.best, record.low, record.where_prec) == (
        "2025-03-07",
        "2025-03-07",
        12,
        None,
        2,
    )
    assert record.actors == ("Military Forces of Syria",)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + GED,  # a byte-order mark
        GED.replace("2025-03-07", "2025-03-07 00:00:00.000"),  # the other form of date
        GED.replace("low,best,high", "low_est,best_est,high_est"),  # as older releases call them
        GED.upper().replace("SYRIA", "Syria"),  # headers in capitals
        "\n".join(",".join(reversed(line.split(","))) for line in GED.splitlines()),  # another order
        GED.replace(",", ";"),
        GED.splitlines()[0] + "\n#id,#date+start" + "," * 12 + "\n" + GED.splitlines()[1],  # HXL tags
    ],
)
def test_releases_differ_and_are_read_alike(text):
    record = read(text).records[0]
    assert (record.id, record.start, record.low, record.best, record.high, record.where_prec) == (
        "7",
        "2025-03-07",
        9,
        12,
        15,
        1,
    )


def test_minus_one_and_empty_cells_are_nothing():
    record = read(GED.replace(",9,12,15", ",-1,,")).records[0]
    assert (record.low, record.best, record.high) == (None, None, None)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2025-03-07,2025-03-07", "soon,2025-03-07", "date_start 'soon' is no date"),
        ("2025-03-07,2025-03-07", "2025-03-07,2025-03-01", "is before date_start"),
        ("9,12,15", "9,dozens,15", "'dozens' is no number"),
        ("9,12,15", "9,1.5,15", "'1.5' is no count"),
        ("9,12,15", "9,nan,15", "'nan' is no count"),
        ("35.36", "135.36", "beyond 90 degrees"),
        (",15\n", ",15,16\n", "15 cells where the header has 14"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(old, new, told):
    found = read(GED.replace(old, new) if "\n" not in old else GED.rstrip("\n") + ",16\n")
    assert found.records == ()
    ((line, reason),) = found.unread
    assert line == 2
    assert told in reason


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (GED.replace(",best,", ",deaths,").encode(), "no column best or best_est or deaths_best"),
        (b"a,b\n1,2\n", "neither UCDP GED"),
        (b"", "neither UCDP GED"),
        (GED.encode("utf-16"), "is not UTF-8"),
        (b'event_date\n"2025', "no column"),
    ],
)
def test_a_file_that_is_neither_says_what_is_missing(content, told):
    with pytest.raises(BadInput, match=told):
        read_records(content, name="a.csv")
