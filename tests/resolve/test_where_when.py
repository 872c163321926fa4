"""Where, when and with what, in reports of many regions; reports of our own, read whole by the pattern reader."""

from __future__ import annotations

import pytest

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.patterns import PatternReader
from according.resolve import resolve
from according.split import split
from report_factory import a_report


def claims_of(text: str, *, published: str):
    report = a_report(text, published=published)
    cleaned = clean(report)
    sentences = split(cleaned, title=report.title)
    found = extract(sentences, reader=PatternReader())
    return resolve(found.drafts, report=report, text=cleaned, sentences=sentences, books=open_books())


# report, count words, how the place's name begins, country
WHERE = [
    # "the city of" needs no preposition, and a date line's town is no event's
    ("KYIV, Sept 3 (Reuters) - Two missiles hit the eastern Ukrainian city of Poltava, killing 41 people.", "41",
     "Poltava", "UA"),
    # an event is not where the deadliest before it was
    ("A missile hit the centre of the city of Kharkiv, killing six people in the deadliest strike on Ukraine.",
     "six", "Kharkiv", "UA"),
    # what follows a comma and "in" holds what stands before it
    ("Gunmen stormed a market in Kumba, in Cameroon's restive South West region, and killed six traders.", "six",
     "Kumba", "CM"),
    # no place is known by the first word of a longer name; a code of letters is none
    ("A jet bombed the village of Oe Htwin Lay in Sagaing region of Myanmar, killing 20 people.", "20", "Oe Htwin Lay",
     "MM"),
    # a place that the book lacks lies in the report's country
    ("Four soldiers of the Philippine army were killed in Datu Zzqx in the Philippines.", "Four", "Datu Zzqx", "PH"),
    # months and letters are no places
    ("More than 600 people have been killed in Myanmar since the army took power on Feb. 1, 2021.", "600", "Myanmar",
     "MM"),
    # where something was said, and where a speaker sits
    ("The town of Palma in Mozambique was attacked. One miner was among the dead, his family told Reuters in Durban.",
     "One", "Palma", "MZ"),
    ("Rebels attacked Komanda in Congo. A spokesman for the army in Ituri province confirmed 10 dead.", "10", "Komanda",
     "CD"),
    ("Gunmen attacked Makurdi in Benue State, Nigeria. Amnesty International Nigeria said 100 people were killed.",
     "100", "Makurdi", "NG"),
    ("Shells fell on Zamzam camp in Sudan. The El Fasher Resistance Committees put the number of dead at 57.", "57",
     "Zamzam", "SD"),
    # a sentence that begins with its place
    ("A bomb hit Sadr City in Baghdad. In Kirkuk, gunmen shot dead two policemen at a checkpoint.", "two", "Kirkuk",
     "IQ"),
    # a town before the province that it lies in
    ("In El Fasher, capital of North Darfur, shelling killed 12 people, medics in Sudan said.", "12", "El Fasher",
     "SD"),
    # whose strikes they were says little of where
    ("Israeli strikes killed a family of five in Khan Younis. Israeli jets and Israeli drones flew over Gaza.", "five",
     "Khan Younis", "PS"),
    # what is one of a kind bears no place's name
    ("Fifteen people were killed in an attack on a Catholic church in the village of Essakane in Burkina Faso.",
     "Fifteen", "Essakane", "BF"),
    ("Two men were killed in an RSF artillery attack on Nyala in Sudan.", "Two", "Nyala", "SD"),
    # where they fled from, and not where to; where the wounded were taken
    ("A battle began in Garowe in Somalia. Some 800 people fled Las Anod since then.", "800", "Las Anod", "SO"),
    ("Insurgents attacked Palma in Mozambique. Some 800 people fled to Mueda and Montepuez.", "800", "Palma", "MZ"),
    ("Rebels attacked Bijapur in Chhattisgarh, India. Five men were hurt and airlifted to Raipur.", "Five", "Bijapur",
     "IN"),
    # an old event is called by its year and place
    ("It was India's worst attack since the 2008 Mumbai shootings, which killed 166.",
     "166", "Mumbai", "IN"),
    # a village is taken over with the province that holds it
    ("Fighters stormed the village of Zzqxireha in Gezira state in Sudan, killing 124.\n\nSome 200 people were hurt.",
     "200", "Zzqxireha", "SD"),
]


@pytest.mark.parametrize(("text", "words", "name", "country"), WHERE, ids=[case[2] + case[1] for case in WHERE])
def test_where(text, words, name, country):
    (claim,) = [c for c in claims_of(text, published="2025-03-10") if words in c.count_words.text]
    assert claim.place is not None
    assert claim.place.name.startswith(name)
    assert claim.place.country == country


# report, published, start, end
WHEN = [
    ("Some 2,880 people were wounded in Goma between 26 and 30 January.", "2025-02-04", "2025-01-26", "2025-01-30"),
    ("Twelve people were shot dead in Merawi on 3-5 August 2023.", "2023-08-14", "2023-08-03", "2023-08-05"),
    ("Forty people were killed in Borno from March 3 to 5.", "2025-03-10", "2025-03-03", "2025-03-05"),
    # the same month a year ago; a weekend told at the next one; a year that is not over
    ("More than 2,100 people have been killed in Lebanon since last October.", "2024-10-11", "2023-10-01",
     "2024-10-11"),
    ("Twelve people were killed in Solino last weekend.", "2024-10-05", "2024-09-28", "2024-09-29"),
    ("Eighty people were killed in Bastar so far this year.", "2025-02-10", "2025-01-01", "2025-02-10"),
    # a date line dates the report, and no event
    ("TUNIS, Jan 5 - Thirty cadets were killed in Tripoli late on Saturday.", "2020-01-06", "2020-01-04", "2020-01-04"),
    ("KYIV, July 8 (Reuters) - Six people were killed in Kyiv on Monday.", "2024-07-16", "2024-07-08", "2024-07-08"),
    # the year of an old event; since when it is, and when it was
    ("It was the worst attack since the 2008 Mumbai shootings, which killed 166 people.", "2025-04-23", "2008-01-01",
     "2008-12-31"),
    ("It was the worst attack in Russia since March, when gunmen killed 145 people.", "2024-06-24", "2024-03-01",
     "2024-03-31"),
    # the day of a saying is looked past
    ("On Tuesday gunmen hit Bamako, a minister said on Thursday. Some 200 people were hurt.\n\nIt began on August 25.",
     "2024-09-19", "2024-09-17", "2024-09-17"),
]


@pytest.mark.parametrize(("text", "published", "start", "end"), WHEN, ids=[case[0][:30] for case in WHEN])
def test_when(text, published, start, end):
    (claim,) = claims_of(text, published=published)
    assert (claim.when.start, claim.when.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Herdsmen killed 45 people in an overnight raid on Yelwata in Nigeria.", "other"),
        ("Bandits kidnapped traders and executed 23 villagers in Sokoto in Nigeria.", "execution"),
        ("Warplanes killed 45 people in a raid on Nyala in Sudan.", "airstrike"),
        ("Eleven people were killed in Saudi-led raids on Saada in Yemen.", "airstrike"),
    ],
)
def test_with_what(text, means):
    # a raid is of the air with words of the air alone; no capture kills where another means is told
    claim = next(c for c in claims_of(text, published="2025-03-10") if c.harm.value == "killed")
    assert claim.means is not None
    assert claim.means.type.value == means


# text, count words, scope
AS_WIDE = [
    ("At least 803 people were killed between 6 and 10 March.\n\nIn Latakia 185 people were killed, a monitor said.",
     "185", "period"),
    ("More than 200 people have been killed in three days of fighting. Around 140 of them died in attacks on villages.",
     "Around 140", "period"),
    ("Gunmen killed 69 men on Thursday and Friday in two villages. The army lost three men in Homs.", "three",
     "incident"),
]


@pytest.mark.parametrize(("text", "words", "scope"), AS_WIDE)
def test_what_takes_over_a_total_s_days_or_is_a_part_of_it_is_as_wide(text: str, words: str, scope: str) -> None:
    claims = claims_of(text, published="2025-03-11")
    (found,) = [c for c in claims if c.count_words is not None and c.count_words.text == words]
    assert found.scope.value == scope


def test_a_day_that_begins_a_stretch_dates_nothing_told_elsewhere() -> None:
    text = ("More than 1,450 people were killed on the coast of Syria within a few days of 6 March, a monitor said.\n\n"
            "A charity speaks of 1,000 people killed.")
    (found,) = [c for c in claims_of(text, published="2025-03-13") if c.count.low == 1000]
    assert found.when.start != "2025-03-06" or found.when.end != "2025-03-06"
