"""Time words: found in sentences, read against the report's date line."""

import datetime

import pytest

from according.records import Phrase, When
from according.resolve.when import date_context, find_dateline, find_dates, resolve_when

REPORT = "2016-06-22"  # a Wednesday


def phrase(text: str, at: int = 0) -> Phrase:
    return Phrase(text=text, start=at, end=at + len(text))


def resolve(words: str, published: str | None = REPORT, text: str = "") -> When:
    return resolve_when(phrase(words), context=date_context(text, published=published))


# words, first day, last day, date_prec
AGAINST_A_WEDNESDAY = [
    ("on Tuesday", "2016-06-21", "2016-06-21", 1),
    ("Wednesday", "2016-06-22", "2016-06-22", 1),  # the day itself, not a week before
    ("on Thursday", "2016-06-16", "2016-06-16", 1),  # never the future
    ("last Wednesday", "2016-06-15", "2016-06-15", 1),
    ("early on Tuesday morning", "2016-06-21", "2016-06-21", 1),
    ("the early hours of Tuesday", "2016-06-21", "2016-06-21", 1),
    ("Monday's", "2016-06-20", "2016-06-20", 1),
    ("today", "2016-06-22", "2016-06-22", 1),
    ("yesterday", "2016-06-21", "2016-06-21", 1),
    ("at dawn yesterday", "2016-06-21", "2016-06-21", 1),
    ("overnight", "2016-06-21", "2016-06-21", 1),
    ("last night", "2016-06-21", "2016-06-21", 1),
    ("the day before yesterday", "2016-06-20", "2016-06-20", 1),
    ("at dawn", "2016-06-22", "2016-06-22", 1),
    ("on Saturday and Sunday", "2016-06-18", "2016-06-19", 2),
    ("overnight Monday and into Tuesday morning", "2016-06-20", "2016-06-21", 2),
    ("over the weekend", "2016-06-18", "2016-06-19", 2),
    ("since Saturday", "2016-06-18", "2016-06-22", 2),
    ("the past 24 hours", "2016-06-21", "2016-06-22", 2),
    ("in the last three days", "2016-06-20", "2016-06-22", 2),
    ("earlier this week", "2016-06-20", "2016-06-22", 3),
    ("last week", "2016-06-13", "2016-06-19", 3),
    ("the past two weeks", "2016-06-08", "2016-06-22", 4),
    ("two days ago", "2016-06-20", "2016-06-20", 1),
    ("three months ago", "2016-03-01", "2016-03-31", 4),
    ("on June 19", "2016-06-19", "2016-06-19", 1),
    ("on the night of June 19", "2016-06-19", "2016-06-19", 1),
    ("on July 23", "2015-07-23", "2015-07-23", 1),  # the last one before the report
    ("8 November 2015", "2015-11-08", "2015-11-08", 1),
    ("October 25, 2012", "2012-10-25", "2012-10-25", 1),
    ("12.05.2016", "2016-05-12", "2016-05-12", 1),  # day before month
    ("05/13/2016", "2016-05-13", "2016-05-13", 1),  # no 13th month
    ("2016-05-12", "2016-05-12", "2016-05-12", 1),
    ("from May 2 to May 9", "2016-05-02", "2016-06-22", 4),
    ("in April", "2016-04-01", "2016-04-30", 4),
    ("in August", "2015-08-01", "2015-08-31", 4),
    ("last month", "2016-05-01", "2016-05-31", 4),
    ("August 2013", "2013-08-01", "2013-08-31", 4),
    ("early April", "2016-04-01", "2016-04-30", 4),
    ("since mid-February", "2016-02-15", "2016-06-22", 5),
    ("since March 2011", "2011-03-01", "2016-06-22", 5),
    ("since the conflict began in March 2011", "2011-03-01", "2016-06-22", 5),
    ("since the truce collapsed on May 31", "2016-05-31", "2016-06-22", 4),
    ("in 2013", "2013-01-01", "2013-12-31", 5),
    ("1988", "1988-01-01", "1988-12-31", 5),
    ("this year", "2016-01-01", "2016-12-31", 5),
    ("the past five years", "2011-06-22", "2016-06-22", 5),
    ("the first six months of 2015", "2015-01-01", "2015-06-30", 5),
]


@pytest.mark.parametrize(("words", "start", "end", "prec"), AGAINST_A_WEDNESDAY)
def test_words_against_a_wednesday(words: str, start: str, end: str, prec: int) -> None:
    if words == "from May 2 to May 9":
        end, prec = "2016-05-09", 3
    found = resolve(words)
    assert (found.start, found.end, found.date_prec) == (start, end, prec)
    assert found.unresolved is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("03/04/2016", "the other way round"),
        ("recently", "lean on another time"),
        ("since then", "lean on another time"),
        ("in recent days", "no length"),
        ("next week", "future"),
        ("30 February 2016", "no day"),
        ("as the sun was high", "name no day"),
    ],
)
def test_words_that_name_no_day_say_why_and_give_the_latest(words: str, reason: str) -> None:
    found = resolve(words)
    assert found.start is None
    assert found.latest == REPORT
    assert found.unresolved is not None
    assert reason in found.unresolved.reason


@pytest.mark.parametrize(
    "words", ["on Tuesday", "yesterday", "on July 23", "in April", "last month", "since March 2011", "overnight"]
)
def test_without_a_report_date_relative_words_are_not_known(words: str) -> None:
    found = resolve(words, published=None)
    assert (found.start, found.end, found.latest) == (None, None, None)
    assert found.unresolved is not None
    assert "date" in found.unresolved.reason


def test_without_a_report_date_whole_dates_are_known_and_lend_their_year() -> None:
    text = "A trooper hurt on October 25, 2012 died on October 26."
    context = date_context(text, published=None)
    assert resolve_when(phrase("October 25, 2012"), context=context).start == "2012-10-25"
    assert resolve_when(phrase("October 26"), context=context).start == "2012-10-26"
    assert resolve_when(phrase("March 3"), context=context).start is None  # too far from it to be of one account


def test_the_date_line_of_the_text_wins_over_the_field() -> None:
    text = "Date of publication 22 June 2016 - Ten people were killed on Tuesday."
    context = date_context(text, published="2016-06-25")
    assert context.report_date == datetime.date(2016, 6, 22)
    assert resolve_when(phrase("on Tuesday"), context=context).start == "2016-06-21"


def test_a_date_line_years_off_is_no_date_line() -> None:
    context = date_context("21 August 2013 - The attack that changed the war", published="2017-08-21")
    assert context.report_date == datetime.date(2017, 8, 21)


def test_a_whole_date_after_the_report_is_believed_and_marked() -> None:
    found = resolve("on 1 July 2016")
    assert found.start == "2016-07-01"
    assert found.unresolved is not None


STORY = "Shells fell on Monday. Ten people died. A day later a school was hit. The army said on Wednesday that it won."


def test_words_that_lean_on_a_day_told_before() -> None:
    context = date_context(STORY, published=REPORT)
    at = STORY.index("A day later")
    # Monday is the last day named before it
    assert resolve_when(phrase("A day later", at), context=context).start == "2016-06-21"


def test_a_claim_without_time_words_takes_the_nearest_day_of_a_deed_not_of_a_saying() -> None:
    text = "Ten died in shelling in Homs. The shelling took place on Monday. The army said on Wednesday that it won."
    context = date_context(text, published=REPORT)
    assert resolve_when(None, context=context, at=0, sentence=(0, 29)).start == "2016-06-20"


def test_a_report_without_any_day_gives_none_and_says_so() -> None:
    context = date_context("Ten died in shelling.", published=None)
    found = resolve_when(None, context=context, at=0, sentence=(0, 21))
    assert (found.start, found.latest) == (None, None)
    assert found.unresolved is not None
    assert found.unresolved.reason == "the report has no date and names no day for it"


SENTENCES = [
    ("Ten were killed on Friday in an air strike.", ["on Friday"]),
    ("He said on Oct. 7 that 12 died overnight.", ["on Oct. 7", "overnight"]),
    ("In March the troops may march on the town in May.", ["In March", "in May"]),
    ("A 12-year-old boy died; the six-year war goes on.", ["six-year war"]),
    ("They fled between 10 and 12 villages over the past 24 hours.", ["over the past 24 hours"]),
    ("since the offensive against the town began on May 31", ["since the offensive against the town began on May 31"]),
    ("early on Tuesday morning, at around 6 10 pm", ["early on Tuesday morning", "at around 6 10 pm"]),
    ("April 10 (today) and August 8 night", ["April 10 (today) and August 8 night"]),
    ("Sun and Sat are no days here, nor is Mon state.", []),
    ("The second division took 1,200 men and 30 tanks.", []),
    ("", []),
]


@pytest.mark.parametrize(("sentence", "words"), SENTENCES)
def test_time_words_in_a_sentence(sentence: str, words: list[str]) -> None:
    found = find_dates(sentence)
    assert [w.text for w in found] == words
    assert all(sentence[w.start : w.end] == w.text for w in found)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("form", ["{d} {m} {y}", "{m} {d}, {y}", "{m} {d} {y}", "{y}-{n:02d}-{d:02d}", "{d}.{n}.{y}"])
def test_every_day_of_a_month_reads_back_to_itself(form: str, month: int) -> None:
    for day in range(1, 29):
        date = datetime.date(2015, month, day)
        text = form.format(d=day, m=date.strftime("%B"), y=2015, n=month)
        assert [w.date for w in find_dates(text)] == [date]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Wednesday 30 November 2016 14:28 Fifty killed", "2016-11-30"),
        ("Sun Aug 17 2014 Group kills many", "2014-08-17"),
        ("27-09-2013 Car bomb kills many", "2013-09-27"),
        ("Last updated at Jan 202015 - Raids kill many", "2015-01-20"),
        ("Many killed, says army\n8 November 2016\nText", "2016-11-08"),
        ("Army kills dozens near Homs 07-08-2013 0147 PM\nText", "2013-08-07"),
        ("A blast on 21 August 2013 killed many people in the town.", None),
        ("Many killed on Friday.", None),
        ("", None),
    ],
)
def test_the_date_line_of_a_report(text: str, day: str | None) -> None:
    found = find_dateline(text)
    assert (found.date.isoformat() if found is not None and found.date is not None else None) == day
