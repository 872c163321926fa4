from dataclasses import replace

import pytest

from according.compare import Record, Records, compare
from claim_factory import JABLEH, LATAKIA, make_claim, make_report
from export_factory import make_holdings, make_incident_of

RECORD = Record(
    id="7",
    data_set="UCDP GED",
    line=2,
    start="2025-03-07",
    end="2025-03-07",
    country="Syria",
    province="Latakia governorate",
    place="Jableh town",
    lat=35.36,
    lon=35.92,
    where_prec=1,
    actors=("Government of Syria", "Assad loyalists"),
    low=9,
    best=12,
    high=15,
)
REPORT = make_report("Soldiers and loyalists fought in Jableh.")


def holdings(*, day="2025-03-07", end=None, place=JABLEH, low=9, high=15):
    claim = make_claim(
        REPORT,
        low=low,
        best=low,
        high=high,
        klass="combatant",
        side="Assad loyalists",
        side_id="assad-loyalists",
        means="clash",
        place=place,
        day=day,
        end=end,
    )
    return make_holdings([make_incident_of("i-00000000000000aa", [claim])], [claim], [REPORT])


def set_beside(record, ours):
    return compare(Records(data_set="UCDP GED", records=(record,), unread=()), ours)


def test_a_record_of_the_same_day_and_place_is_a_match_with_both_numbers():
    found = set_beside(RECORD, holdings())
    (match,) = found.matches
    assert (match.incident, match.days, match.actors) == ("i-00000000000000aa", 0, True)
    assert (match.low, match.high, match.record.best, match.verdict) == (9, 15, 12, "within")
    assert (found.theirs, found.ours, found.outside) == ((), (), 0)


@pytest.mark.parametrize(
    ("best", "verdict"), [(9, "same"), (15, "within"), (16, "higher"), (8, "lower"), (None, "no number")]
)
def test_the_verdict_says_how_their_number_stands_to_ours(best, verdict):
    assert set_beside(replace(RECORD, best=best), holdings()).matches[0].verdict == verdict


@pytest.mark.parametrize(
    ("ours", "is_match"),
    [
        ({"day": "2025-03-08"}, True),  # a night between
        ({"day": "2025-03-09"}, False),
        ({"day": "2025-03-01", "end": "2025-03-31"}, True),  # a month that holds it
        ({"place": replace(JABLEH, lat=35.52, lon=35.79)}, True),  # the next town, 21 km
        ({"place": replace(JABLEH, lat=34.73, lon=36.72)}, False),  # 100 km away
        ({"place": LATAKIA}, True),  # its province
        ({"place": replace(LATAKIA, name="Homs", adm1="Homs")}, False),
        ({"place": replace(JABLEH, country="IQ")}, False),
    ],
)
def test_days_and_place_decide(ours, is_match):
    assert bool(set_beside(RECORD, holdings(**ours)).matches) is is_match


def test_what_each_has_alone_is_told_both_ways():
    far = replace(RECORD, lat=34.73, lon=36.72, province="Homs", place="Homs")
    found = set_beside(far, holdings())
    assert (found.matches, found.theirs, found.ours) == ((), (far,), ("i-00000000000000aa",))


@pytest.mark.parametrize("other", [{"country": "Iraq"}, {"start": "2024-03-07", "end": "2024-03-07"}])
def test_records_of_other_days_and_countries_are_counted_only(other):
    found = set_beside(replace(RECORD, **other), holdings())
    assert (found.matches, found.theirs, found.outside) == ((), (), 1)
    assert found.ours == ()  # nor is an incident missed where the records do not look


def test_one_incident_is_matched_once_and_the_better_record_has_it():
    worse = replace(RECORD, id="8", line=3, end="2025-03-20")
    records = Records(data_set="UCDP GED", records=(worse, replace(RECORD, line=4)), unread=())
    found = compare(records, holdings())
    assert [match.record.id for match in found.matches] == ["7"]
    assert found.theirs == (worse,)
