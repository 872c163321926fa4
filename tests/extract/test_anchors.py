"""Count expressions: what they are worth, where they stand, and what is refused with which reason."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.books.numbers import open_numbers
from according.extract.anchors import find_anchors
from according.records import Anchor
from according.words import CountKind

BOOK = open_numbers()
OPEN = (None, None, None)


def exactly(value: int) -> tuple[int, int, int]:
    return value, value, value


def counts(text: str) -> list[Anchor]:
    return [anchor for anchor in find_anchors(text, BOOK) if anchor.refused is None]


def refusals(text: str) -> list[tuple[str, str]]:
    return [(anchor.phrase.text, anchor.refused) for anchor in find_anchors(text, BOOK) if anchor.refused is not None]


def values(text: str) -> list[tuple[str, tuple[int | None, int | None, int | None]]]:
    return [(a.phrase.text, (a.count.low, a.count.best, a.count.high)) for a in counts(text)]


# The table of method.md, "Reading a count", row by row
@pytest.mark.parametrize(("sentence", "words", "expected"), [
    ("12 villagers were killed.", "12", exactly(12)),
    ("Twelve villagers were killed.", "Twelve", exactly(12)),
    ("A dozen villagers were killed.", "A dozen", exactly(12)),
    ("At least 12 villagers were killed.", "At least 12", (12, 12, None)),
    ("No fewer than 12 villagers were killed.", "No fewer than 12", (12, 12, None)),
    ("More than 12 villagers were killed.", "More than 12", (13, 13, None)),
    ("Over 12 villagers were killed.", "Over 12", (13, 13, None)),
    ("Up to 12 villagers were killed.", "Up to 12", (None, 12, 12)),
    ("As many as 12 villagers were killed.", "As many as 12", (None, 12, 12)),
    ("About 12 villagers were killed.", "About 12", exactly(12)),
    ("Some 12 villagers were killed.", "Some 12", exactly(12)),
    ("Nearly 12 villagers were killed.", "Nearly 12", exactly(12)),
    ("Around 12 villagers were killed.", "Around 12", exactly(12)),
    ("10 to 12 villagers were killed.", "10 to 12", (10, 11, 12)),
    ("Between 10 and 13 villagers were killed.", "Between 10 and 13", (10, 11, 13)),
    ("A villager was killed.", "A", exactly(1)),
    ("One villager was killed.", "One", exactly(1)),
    ("Several villagers were killed.", "Several", OPEN),
    ("A number of villagers were killed.", "A number of", OPEN),
    ("Many villagers were killed.", "Many", OPEN),
    ("Tens of villagers were killed.", "Tens", (20, None, None)),
    ("Dozens of villagers were killed.", "Dozens", (24, None, None)),
    ("Scores of villagers were killed.", "Scores", (40, None, None)),
    ("Hundreds of villagers were killed.", "Hundreds", (200, None, None)),
    ("Thousands of villagers were killed.", "Thousands", (2000, None, None)),
    ("No civilians were killed.", "No", exactly(0)),
    ("The raid ended without casualties.", "without", exactly(0)),
])
def test_the_table_of_the_method(sentence: str, words: str, expected: tuple[int | None, ...]) -> None:
    assert values(sentence) == [(words, expected)]


@pytest.mark.parametrize(("sentence", "words", "expected"), [
    # separators
    ("1,200 people fled.", "1,200", exactly(1200)),
    ("12 000 people fled.", "12 000", exactly(12000)),
    ("1 300 people fled.", "1 300", exactly(1300)),
    ("12\u00a0000 people fled.", "12\u00a0000", exactly(12000)),
    ("1.200 people fled.", "1.200", exactly(1200)),
    ("40, 000 people fled.", "40, 000", exactly(40000)),
    ("1,00,000 people fled.", "1,00,000", exactly(100000)),
    ("200000 people fled.", "200000", exactly(200000)),
    # words and scales
    ("Twenty-two people died.", "Twenty-two", exactly(22)),
    ("Sixty nine people died.", "Sixty nine", exactly(69)),
    ("One thousand two hundred and five people died.", "One thousand two hundred and five", exactly(1205)),
    ("Two thousand, three hundred people died.", "Two thousand, three hundred", exactly(2300)),
    ("Twelve hundred people died.", "Twelve hundred", exactly(1200)),
    ("1.2 million people fled.", "1.2 million", exactly(1200000)),
    ("1.2m people fled.", "1.2m", exactly(1200000)),
    ("300k people fled.", "300k", exactly(300000)),
    ("some 5 thousand people fled.", "some 5 thousand", exactly(5000)),
    ("two and a half million people fled.", "two and a half million", exactly(2500000)),
    ("half a million people fled.", "half a million", exactly(500000)),
    ("more than a quarter of a million people fled.", "more than a quarter of a million", (250001, 250001, None)),
    ("two lakh people fled.", "two lakh", exactly(200000)),
    ("two dozen people died.", "two dozen", exactly(24)),
    ("half a dozen people died.", "half a dozen", exactly(6)),
    ("a hundred and one people died.", "a hundred and one", exactly(101)),
    ("at least a couple of fighters died.", "at least a couple", (2, 2, None)),
    # plurals
    ("tens of thousands of people fled.", "tens of thousands", (20000, None, None)),
    ("hundreds of thousands of people fled.", "hundreds of thousands", (200000, None, None)),
    ("millions of people fled.", "millions", (2000000, None, None)),
    ("100s of people fled.", "100s", (200, None, None)),
    ("several hundred people fled.", "several hundred", (200, None, None)),
    ("a few dozen people fled.", "a few dozen", (24, None, None)),
    ("many thousands of people fled.", "many thousands", (2000, None, None)),
    # modifiers
    ("at least 20 or more people died.", "at least 20 or more", (20, 20, None)),
    ("20 or more people died.", "20 or more", (20, 20, None)),
    ("20+ people died.", "20+", (20, 20, None)),
    ("20-odd people died.", "20-odd", exactly(20)),
    ("they killed 20 civilians at least, it said.", "20", (20, 20, None)),
    ("an estimated at least 50 people died.", "an estimated at least 50", (50, 50, None)),
    ("upwards of 500 people died.", "upwards of 500", (501, 501, None)),
    ("the toll surpasses 130.", "surpasses 130", (131, 131, None)),
    ("as high as 40 dead were counted.", "as high as 40", (None, 40, 40)),
    ("fewer than 12 people died.", "fewer than 12", (None, 11, 11)),
    ("no more than 12 people died.", "no more than 12", (None, 12, 12)),
    ("well over 1000 people died.", "well over 1000", (1001, 1001, None)),
    ("nearly a hundred people died.", "nearly a hundred", exactly(100)),
    ("A total of 14 fighters died.", "A total of 14", exactly(14)),
    ("another 12 were hurt.", "another 12", exactly(12)),
    ("all five passengers died.", "all five", exactly(5)),
    ("six more were hurt.", "six more", exactly(6)),
    ("dozens more were hurt.", "dozens more", (24, None, None)),
    # ranges
    ("10-12 people died.", "10-12", (10, 11, 12)),
    ("10–12 people died.", "10–12", (10, 11, 12)),
    ("10 or 12 people died.", "10 or 12", (10, 11, 12)),
    ("two to three million people fled.", "two to three million", (2000000, 2500000, 3000000)),
    ("2 to 3 million people fled.", "2 to 3 million", (2000000, 2500000, 3000000)),
    # a time behind a count is none of its own
    ("They killed 12 last week.", "12", exactly(12)),
    ("They killed 12 and days later fled.", "12", exactly(12)),
    # definite and possessive
    ("The two men died.", "two", exactly(2)),
    ("His two sons died.", "two", exactly(2)),
    ("The three were shot.", "three", exactly(3)),
    ("Both were killed.", "Both", exactly(2)),
    ("Both of them died.", "Both", exactly(2)),
    # open quantities
    ("Some were killed.", "Some", OPEN),
    ("They died, some of them children.", "some", OPEN),
    ("Most of the dead were women.", "Most", OPEN),
    ("More than half of the victims were women.", "More than half", OPEN),
    ("Half the population fled.", "Half", OPEN),
    ("A third of the victims were women.", "A third", OPEN),
    ("two thirds of the dead were women.", "two thirds", OPEN),
    ("two-thirds of them were women.", "two-thirds", OPEN),
    ("Numerous fighters died.", "Numerous", OPEN),
    ("A few fighters died.", "A few", OPEN),
    ("Large numbers of civilians fled.", "Large numbers of", OPEN),
    ("The rest were wounded.", "The rest", OPEN),
    ("The vast majority of the dead were women.", "The vast majority of", OPEN),
    ("The army suffered heavy losses.", "heavy", OPEN),
    ("many more were hurt.", "many more", OPEN),
    ("Bystanders died, others were hurt.", "others", OPEN),
    # one person
    ("A child died.", "A", exactly(1)),
    ("An elderly Syrian woman died.", "An", exactly(1)),
    ("A truck driver died.", "A", exactly(1)),
    ("A Central Reserve Police Force (CRPF) trooper died.", "A", exactly(1)),
    ("Another was wounded.", "Another", exactly(1)),
    ("A ninth man was executed.", "A ninth", exactly(1)),
    # absence
    ("No one was hurt.", "No one", exactly(0)),
    ("None of the workers was hurt.", "None", exactly(0)),
    ("There were no reports of any casualties.", "no", exactly(0)),
    ("The shells fell without causing any injuries.", "without", exactly(0)),
    # a lost space
    ("The army killed12 rebels.", "12", exactly(12)),
    ("The army killed 20people.", "20", exactly(20)),
])
def test_counts(sentence: str, words: str, expected: tuple[int | None, ...]) -> None:
    assert values(sentence) == [(words, expected)]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("Between 30 and 35 fighters and a child died, 12 of them in hospital.",
     [("Between 30 and 35", (30, 32, 35)), ("a", exactly(1)), ("12", exactly(12))]),
    ("A 12-year-old boy and his two sisters died.", [("A", exactly(1)), ("two", exactly(2))]),
    ("A 35-year-old was shot.", [("A", exactly(1))]),
    ("October 3 2016 - Four killed in Homs.", [("Four", exactly(4))]),
    ("Mon 4 Jul 2016 More than 60 dead in Idlib.", [("More than 60", (61, 61, None))]),
    ("3 October 2016 - 14 killed in Homs.", [("14", exactly(14))]),
    ("The toll rose from 12 to 15.", [("12", exactly(12)), ("15", exactly(15))]),
    ("They wounded 20 and killed at least 5.", [("20", exactly(20)), ("at least 5", (5, 5, None))]),
    ("Two thousand men and 2011 women were held.", [("Two thousand", exactly(2000)), ("2011", exactly(2011))]),
    ("In April 30 people were killed.", [("30", exactly(30))]),
    ("Strikes kill 21 hundreds flee.", [("21", exactly(21)), ("hundreds", (200, None, None))]),
    ("Gunmen shot two (2) farmers.", [("two", exactly(2))]),
    ("Two car bombs killed three.", [("three", exactly(3))]),
    ("6 Brigade soldiers and five-member family", [("6", exactly(6)), ("five", exactly(5))]),
    ("21 Assam Rifles personnel were hurt.", [("21", exactly(21))]),
    ("50 cases of suffocation were treated.", [("50", exactly(50))]),
    ("A rebel stronghold, a child hospital and a militant attack.", []),
    ("Both towns and both sides suffered.", []),
    ("both rebels and soldiers died", []),
    ("both President and parliament fell", []),
    ("Three of the 12 wounded died.", [("Three", exactly(3)), ("12", exactly(12))]),
    ("Of the 30 people on board, 12 were killed.", [("12", exactly(12))]),
    ("Three of the 12 soldiers who were wounded died.", [("Three", exactly(3)), ("12", exactly(12))]),
    ("Under 20 people and below 5 soldiers died.", [("Under 20", (None, 19, 19)), ("below 5", (None, 4, 4))]),
    ("12 others were hurt, as were dozens of others.", [("12", exactly(12)), ("dozens", (24, None, None))]),
    ("", []),
])
def test_counts_beside_others(sentence: str, expected: list[tuple[str, tuple[int | None, ...]]]) -> None:
    assert values(sentence) == expected


@pytest.mark.parametrize(("sentence", "words", "reason"), [
    # dates
    ("It fell on 7 March.", "7 March", "date"),
    ("It fell on March 7.", "7", "date"),
    ("It fell on the 7th of March.", "7th of March", "date"),
    ("It fell on Nov. 7.", "7", "date"),
    ("It fell on may 9.", "9", "date"),
    ("It fell on 2025-03-07.", "2025-03-07", "date"),
    ("It fell on 07/03/2025.", "07/03/2025", "date"),
    ("Police recalled the May 22, 2012 killing of a trader.", "2012", "date"),
    ("It was on August 5, 2013 killings were told of.", "2013", "date"),
    ("It fell in May 2025.", "2025", "date"),
    ("It fell on 7-9 March.", "7-9 March", "date"),
    ("It fell since 2011.", "2011", "year"),
    ("It fell in 2016, civilians fled.", "2016", "year"),
    ("It fell in mid-2012.", "2012", "year"),
    ("It fell in the 1990s.", "1990s", "year"),
    ("It fell between 2011 and 2015.", "between 2011 and 2015", "year"),
    # times
    ("It fell at 6 am.", "6 am", "time"),
    ("It fell at 6.30pm.", "6.30pm", "time"),
    ("It fell at 18:14.", "18:14", "time"),
    ("It fell at 0830 GMT.", "0830 GMT", "time"),
    ("It fell at 8 o'clock.", "8 o'clock", "time"),
    ("It fell around 5 in the morning.", "5 in the morning", "time"),
    # ages
    ("He was aged 12.", "12", "age"),
    ("He was 12 years old.", "12 years old", "age"),
    ("He was under 18.", "18", "age"),
    ("He was in his 30s.", "30s", "age"),
    ("The Mayor (31) fled.", "31", "age"),
    ("The Mayor, 31, fled.", "31", "age"),
    ("They shot one Ex Ample 40 at home.", "40", "age"),
    ("They took a man Ex Ample 29 away.", "29", "age"),
    # measures
    ("It lasted three days.", "three days", "duration"),
    ("It lasted 24 hours.", "24 hours", "duration"),
    ("It was a 24-hour truce.", "24-hour", "duration"),
    ("It lasted two and a half years.", "two and a half years", "duration"),
    ("It lasted 12 more hours.", "12 more hours", "duration"),
    ("It lasted 10 or so days.", "10 or so days", "duration"),
    ("It lasted several months.", "several", "duration"),
    ("It is 60 km away.", "60 km", "distance"),
    ("It is hundreds of miles away.", "hundreds of miles", "distance"),
    ("155mm shells fell.", "155mm", "calibre"),
    ("A .303 rifle was found.", "303", "calibre"),
    ("It weighs five tonnes.", "five tonnes", "measure"),
    ("It costs $5 million.", "5 million", "money"),
    ("It costs 5 million US dollars.", "5 million US dollars", "money"),
    ("It costs Rs. 500.", "500", "money"),
    ("40% of it burnt.", "40%", "percentage"),
    ("40 per cent of it burnt.", "40 per cent", "percentage"),
    ("It rose by 12.5.", "12.5", "decimal"),
    ("One in five people fled.", "One in five", "rate"),
    ("One in five of the dead fled.", "One in five", "rate"),
    # what a share is taken of, and what it leaves out
    ("Of the 30 people on board, many fled.", "30", "population"),
    ("Half of the 40 hostages were shot.", "40", "population"),
    ("All but three of them were shot.", "three", "fraction"),
    # names
    ("They stormed Division 13.", "13", "designation"),
    ("The 4th Division came.", "4th", "ordinal"),
    ("It was a Su-24.", "24", "designation"),
    ("It was an AK47.", "47", "designation"),
    ("It broke Resolution 2254.", "2254", "designation"),
    ("They came from Brigade 105.", "105", "designation"),
    ("They blocked Highway 4.", "4", "designation"),
    ("He lived in Sector 5.", "5", "designation"),
    ("It was flight No. 17.", "17", "designation"),
    ("47 Brigade came.", "47 Brigade", "designation"),
    ("963 Media told of it.", "963 Media", "designation"),
    ("Call 9812345678.", "9812345678", "designation"),
    ("The vote was 13-0.", "13", "score"),
    ("1. Homs.", "1.", "list number"),
    ("(1) Homs.", "1", "list number"),
    ("A five-star hotel burnt.", "five-star", "compound"),
    # things and words
    ("Twelve houses burnt.", "Twelve", "things"),
    ("Four Syrian army vehicles burnt.", "Four", "things"),
    ("Two rebel-held towns fell.", "Two", "things"),
    ("Dozens of homes burnt.", "Dozens", "things"),
    ("A number of shells fell.", "A number of", "things"),
    ("They hit one of the deadliest camps.", "one", "things"),
    ("They shot one another.", "one another", "pronoun"),
    ("A population of 12,000 lives there.", "12,000", "population"),
    ("No one claimed responsibility.", "No one", "responsibility"),
    ("It was some of the fiercest fighting.", "some", "things"),
    ("They were members of one family.", "one", "things"),
    ("Crews shot down 87 of 123 drones.", "87", "things"),
    ("It was a 500-pound bomb.", "500-pound", "measure"),
    ("The 2003 invasion killed many.", "2003", "year"),
    ("Nine in ten displaced households left.", "Nine in ten", "rate"),
    ("There was no immediate word on casualties.", "no", "unknown"),
    ("An official said so.", "An", "speaker"),
    ("They were shot by a sniper.", "a", "perpetrator"),
    ("Two Belgian F-16 combat jets came.", "Two", "things"),
    ("Three Russian and Syrian air raids followed.", "Three", "things"),
    ("He worked as a driver.", "a", "role"),
    ("See https://example.org/12 now.", "12", "address"),
])
def test_refused(sentence: str, words: str, reason: str) -> None:
    assert (words, reason) in refusals(sentence)
    assert all(words not in phrase for phrase, _ in values(sentence)), "the refused words are a count as well"


@pytest.mark.parametrize(("sentence", "expected"), [
    ("on March 7, 2025", ["date", "date"]),
    ("on December 11 and 12 2016", ["date", "date", "date"]),
    ("on 7 and 8 March", ["date", "date"]),
    ("the 9K720", ["designation", "designation"]),
    ("resolutions 2118, 2209 and 2254", ["designation"] * 3),
    ("children aged 4, 6 and 9", ["age"] * 3),
    ("identified as Truck Driver 40 Shop Owner 45 and Night Guard 36", ["age"] * 3),
    ("a 2-1/2 year war", ["score"] * 3),
    ("at 1849 UTC+3", ["time", "designation"]),
    ("Nine Zero", ["designation"]),  # "Nine" stays a count
])
def test_refused_in_a_row(sentence: str, expected: list[str]) -> None:
    assert [reason for _, reason in refusals(sentence)] == expected


@pytest.mark.parametrize(("sentence", "kind"), [
    ("12 died", CountKind.NUMBER),
    ("10 to 12 died", CountKind.RANGE),
    ("dozens died", CountKind.VAGUE),
    ("many died", CountKind.VAGUE),
    ("a child died", CountKind.SINGLE),
    ("no civilians died", CountKind.NONE),
    ("others died", CountKind.BARE),
    ("both died", CountKind.NUMBER),
])
def test_kinds(sentence: str, kind: CountKind) -> None:
    assert [anchor.count.kind for anchor in counts(sentence)] == [kind]


@pytest.mark.parametrize("modifier", ["about", "some", "nearly", "around", "approximately", "almost", "roughly",
                                      "an estimated", "close to"])
def test_approximate_is_flagged(modifier: str) -> None:
    (anchor,) = counts(f"They killed {modifier} 12 fighters.")
    assert anchor.count.approximate
    assert not counts("They killed 12 fighters.")[0].count.approximate


PIECES = ["12", "1,200", "2016", "March", "a", "child", "of", "at least", "between", "and", "10-12", "hundred", "no",
          "casualties", "(", ")", "-", "’s", "İ", "another", "one", "the", "half", "killed", "٣", "%", "km", "\n", "."]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=25))
def test_anchors_lie_in_the_text_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for anchor in find_anchors(text, BOOK):
        assert text[anchor.phrase.start:anchor.phrase.end] == anchor.phrase.text
        assert anchor.phrase.start >= end
        end = anchor.phrase.end
        known = [v for v in (anchor.count.low, anchor.count.best, anchor.count.high) if v is not None]
        assert known == sorted(known)
        assert all(value >= 0 for value in known)


HOSTILE = ["1,", "1 ", "a ", "at least ", "twenty-", "1", "1,000,", "one hundred and ", "(", "a (", "of ", "1.1.",
           "1-", "half a ", "tens of thousands of ", "between 1 and ", "large ", "10:", "one thousand ", "Syrian ", "'",
           "no ", "March 7 ", "İ", "12, ", "x", "identified as A ", "million ", "1.\n", "aged 1 ", "as many ", "\n",
           "https", "_"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    text = (piece * 50_000)[:50_000] + " http"
    start = time.process_time()
    find_anchors(text, BOOK)
    assert time.process_time() - start < 6, "about 1 s was measured for the worst"


def test_a_report_of_500_words_takes_milliseconds() -> None:
    sentence = ("At least 12 people, including three children and an elderly woman, were killed and dozens were "
                "wounded when two car bombs went off near a market in the northern town on Friday 7 March, it said. ")
    report = sentence * 14
    assert 480 < len(report.split()) < 530
    find_anchors(report, BOOK)
    start = time.process_time()
    for _ in range(20):
        find_anchors(report, BOOK)
    per_report = (time.process_time() - start) / 20
    assert per_report < 0.02, f"{per_report * 1000:.1f} ms; about 2 ms were measured"
