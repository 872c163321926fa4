"""Make a large ledger of invented reports: python bench/big_ledger.py --claims 100000 --to FILE [--seed 1]

In: about how many claims, and where the ledger goes. Out: a ledger as ``according add`` leaves it, not settled unless
--settle is given. Places are real names of the book, everything else is invented: shapes of sentences filled in by
chance with a fixed seed, so that every run makes the same reports.

What it holds is shaped like the news of several wars: per event one to nine reports over four days; an agency's text
that outlets print under a headline of their own (one in three without credit); a monitor whose toll rises, an enemy
that claims more, a source without a name; every seventh report recalls an older event, every eighth adds up a week.
Time grows with the ledger, at about 200 claims a day, so that its days are as dense at 10,000 claims as at 100,000.

Example: ``python bench/big_ledger.py --claims 10000 --to .bench/10k.sqlite --settle``
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from according.books import open_books
from according.identity import claim_id, report_id, text_hash
from according.ledger import open_ledger
from according.pipeline import settle
from according.records import Claim, Count, Means, Party, Phrase, Place, Reading, Report, Source, Victims, When
from according.words import CountKind, Harm, MeansType, Scope, SourceKind, Status, VictimsClass

READER = "invented 1"
FIRST_DAY = date(2021, 1, 1)
CLAIMS_A_DAY = 200
TOWNS = {
    "SY": "Aleppo|Homs|Hama|Idlib|Jableh|Baniyas|Tartus|Deir ez-Zor|Raqqa|Douma|Palmyra|Daraa|Manbij|Afrin",
    "IQ": "Mosul|Kirkuk|Tikrit|Ramadi|Fallujah|Baqubah|Samarra|Tal Afar|Basra|Sinjar|Hawija",
    "UA": "Kharkiv|Kherson|Bakhmut|Mariupol|Kramatorsk|Sumy|Chernihiv|Melitopol|Kupiansk|Izium",
    "YE": "Marib|Hodeidah|Taiz|Aden|Saada|Sanaa|Ibb|Dhamar", "NG": "Maiduguri|Damaturu|Kaduna|Jos|Katsina|Gusau",
    "SD": "El Fasher|Khartoum|Omdurman|Nyala|El Obeid|Kassala", "CD": "Goma|Bukavu|Beni|Bunia|Butembo|Uvira",
    "SO": "Mogadishu|Baidoa|Kismayo|Beledweyne|Jowhar", "PK": "Quetta|Peshawar|Bannu|Turbat|Dera Ismail Khan",
    "AF": "Kabul|Kandahar|Kunduz|Jalalabad|Herat|Lashkar Gah",
}
# means, what it is called in a headline, how it is told
MEANS = (
    (MeansType.AIRSTRIKE, "Air strike", "warplanes struck a market in"), (MeansType.SHELLING, "Shelling",
     "artillery shells fell on houses in"), (MeansType.BOMBING, "Car bomb", "a car bomb went off at a crossing in"),
    (MeansType.SHOOTING, "Shooting", "gunmen opened fire on a bus outside"),
    (MeansType.CLASH, "Clashes", "fighters attacked a checkpoint near"),
)
DETAIL = ("a bakery", "the old bridge", "a school yard", "the grain silos", "a petrol station", "the bus depot",
          "a clinic", "the livestock market", "a row of workshops", "a wedding hall", "the customs post")
# A sentence of colour is one of each, so that two reports seldom share five words unless one prints the other.
COLOUR = (
    ("Smoke", "Dust", "A crowd", "An ambulance", "A row of stalls", "Broken glass", "Traffic", "Gunfire"),
    ("was seen", "could be heard", "stood still", "was reported", "remained", "was filmed", "drew people", "lingered"),
    ("near", "behind", "along the road to", "across the river from", "not far from", "in front of", "two streets from"),
    DETAIL, ("until dusk", "before noon", "for an hour", "well into the night", "at first light"),
    ("said a shopkeeper", "a driver recalled", "according to a teacher", "as a guard put it", "wrote a local page"),
)
OUTLETS = ("Courier", "Morning Post", "Gazette", "Channel Nine", "Daily Mirror of the North", "Observer Online",
           "Tribune", "Radio Levant", "Herald", "Evening Star", "Chronicle", "Frontline News")
AGENCIES = ("Meridian Agency", "Continental Wire", "Press Union")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as only the generator knows."""

    place: Place
    day: date
    means: tuple[MeansType, str, str]
    dead: int
    hurt: int
    civil: bool
    doer: str
    detail: str


@dataclass(frozen=True, slots=True)
class Told:
    """One count on its way into a report."""

    sentence: str
    words: str  # the count as printed in the sentence
    low: int
    harm: Harm
    source: Source | None
    klass: VictimsClass
    scope: Scope = Scope.INCIDENT
    event: Event | None = None
    at_least: bool = False
    days: int = 1  # up to and including the event's day


def places() -> list[Place]:
    """Return the towns as the book of places knows them."""
    book = open_books().places
    found = []
    for country, names in TOWNS.items():
        for name in names.split("|"):
            if entries := book.lookup(name, country=country):
                e = entries[0]
                found.append(Place(printed=None, name=e.name, id=e.id, lat=e.lat, lon=e.lon, where_prec=1,
                                   country=e.country, adm1=e.adm1, adm2=e.adm2))
    return found


def readings(claims: int, seed: int) -> Iterator[Reading]:
    """Yield readings until they hold so many claims; the same seed gives the same ones."""
    chance, towns, made = random.Random(seed), places(), 0
    days = max(5, claims // CLAIMS_A_DAY)
    past: list[Event] = []
    while made < claims:
        event = an_event(chance, towns, FIRST_DAY + timedelta(days=chance.randrange(days)))
        past.append(event)
        for reading in reports_of(event, past, chance):
            yield reading
            made += len(reading.claims)


def an_event(chance: random.Random, towns: list[Place], day: date) -> Event:
    """Return an event of a day: small tolls are common, large ones rare."""
    dead = 1 + int(chance.paretovariate(1.1)) % 180
    return Event(chance.choice(towns), day, chance.choice(MEANS), dead, dead + chance.randrange(2 * dead + 3),
                 chance.random() < 0.6, chance.choice(("the army", "rebels", "an armed group", "militants")),
                 chance.choice(DETAIL))


def reports_of(event: Event, past: list[Event], chance: random.Random) -> Iterator[Reading]:
    """Yield the reports of an event: an agency's text, those who print it, and those who wrote their own."""
    monitor = Source(printed=None, name=f"Monitors of {event.place.name}", cue=None, kind=SourceKind.MONITOR)
    ministry = Source(printed=None, name=f"Ministry of Defence of {event.place.country}", cue=None,
                      kind=SourceKind.PARTY, party=f"government {event.place.country}")
    unnamed = Source(printed=None, name="activists", cue=None, kind=SourceKind.UNNAMED)
    toll, agency, shared = max(1, event.dead // 2), chance.choice(AGENCIES), ""
    for number in range(1 + min(8, int(chance.expovariate(0.45)))):
        lag = min(3, number // 2)
        toll = min(event.dead, toll + chance.randrange(event.dead // 4 + 2)) if number else toll
        source = chance.choice((monitor, monitor, ministry, unnamed, None))
        told = list(body_of(event, toll, source, chance))
        if number % 7 == 6 and len(past) > 20:
            told.append(recalled(chance.choice(past[:-10])))
        if number % 8 == 3:
            told.append(added_up(event, toll, monitor, chance))
        outlet = agency if number == 0 else chance.choice(OUTLETS)
        if shared and chance.random() < 0.35:  # prints the agency's text, with credit or without
            via = (agency,) if chance.random() < 0.66 else ()
            yield make(event, toll, told[:1], shared, outlet, lag, via, monitor)
            continue
        reading = make(event, toll, told, "", outlet, lag, (), source)
        shared = shared or reading.report.text.partition("\n\n")[2]
        yield reading


def body_of(event: Event, toll: int, source: Source | None, chance: random.Random) -> Iterator[Told]:
    """Yield the sentences that count, of one report."""
    who = source.name if source is not None else None
    klass = VictimsClass.CIVILIAN if event.civil else VictimsClass.COMBATANT
    people = "people" if event.civil else "soldiers"
    at_least = chance.random() < 0.4
    tail = f", {who} said." if who else "."
    words = f"at least {toll}" if at_least else f"{toll}"
    yield Told(f"{event.means[2][0].upper()}{event.means[2][1:]} {event.place.name} on {event.day:%A}, killing {words} "
               f"{people} by {event.detail}{tail}", words, toll, Harm.KILLED, source, klass, at_least=at_least)
    if event.hurt:
        yield Told(f"Another {event.hurt} were wounded{tail}", str(event.hurt), event.hurt, Harm.WOUNDED, source, klass)
    if not event.civil and chance.random() < 0.5:
        many = event.dead * 2 + 1
        yield Told(f"The other side put its enemy's dead at {many}.", str(many), many, Harm.KILLED,
                   Source(printed=None, name=event.doer, cue=None, kind=SourceKind.PARTY, party=event.doer), klass)
    if event.civil and toll > 4 and chance.random() < 0.4:
        part = toll // 4
        yield Told(f"The dead included {part} children.", str(part), part, Harm.KILLED, source, klass)


def recalled(event: Event) -> Told:
    """Return a sentence about an older event."""
    return Told(f"On {event.day:%d %B %Y} an attack on {event.place.name} had killed {event.dead} people.",
                str(event.dead), event.dead, Harm.KILLED, None, VictimsClass.UNKNOWN, Scope.BACKGROUND, event)


def added_up(event: Event, toll: int, source: Source, chance: random.Random) -> Told:
    """Return a sentence that adds up a week."""
    total = toll + chance.randrange(5, 120)
    return Told(f"In the past week {total} people were killed in {event.place.adm1}, {source.name} said.", str(total),
                total, Harm.KILLED, source, VictimsClass.UNKNOWN, Scope.PERIOD, days=7)


def make(event: Event, toll: int, told: list[Told], shared: str, outlet: str, lag: int, via: tuple[str, ...],
         source: Source | None) -> Reading:
    """Return one report with its claims; ``shared`` is the agency's body where the report prints it."""
    title = f"{event.means[1]} in {event.place.name}: {toll} dead, {outlet.split()[0]} learns"
    chance = random.Random(f"{title} {lag} {told[0].sentence}")
    seen = " ".join(" ".join(chance.choice(part) for part in COLOUR) + "." for _ in range(4))
    lines = [told[0].sentence] if shared else [t.sentence for t in told]
    text = "\n\n".join([title, *([*lines, shared] if shared else [*lines, seen])])
    published = (event.day + timedelta(days=lag)).isoformat()
    report = Report(
        id=report_id(outlet, text), key=None, outlet=outlet, title=title, published=published, published_printed=None,
        url=None, lang="en", text=text, sha256=text_hash(text))
    klass = VictimsClass.CIVILIAN if event.civil else VictimsClass.COMBATANT
    head = Told(title, str(toll), toll, Harm.KILLED, None, klass)
    return Reading(report=report, reader=READER, refusals=(), repeats=(), claims=tuple(
        a_claim(report, t, t.event or event, via, source) for t in (head, *told)))


def a_claim(report: Report, told: Told, event: Event, via: tuple[str, ...], source: Source | None) -> Claim:
    """Return the claim that a sentence makes, with its offsets."""
    start = report.text.index(told.sentence)
    at = start + told.sentence.rindex(told.words)
    last, first = event.day, event.day - timedelta(days=told.days - 1)
    said = told.source or (source if told.scope is Scope.INCIDENT and start else None)
    side = None if event.civil else f"government {event.place.country}"
    return Claim(
        id=claim_id(report.id, at, told.harm, told.words), report=report.id, again=(), harm=told.harm,
        evidence=Phrase(text=told.sentence, start=start, end=start + len(told.sentence)),
        harm_words=Phrase(text=told.words, start=at, end=at + len(told.words)),
        count=Count(low=told.low, best=told.low, high=None if told.at_least else told.low, kind=CountKind.NUMBER),
        count_words=Phrase(text=told.words, start=at, end=at + len(told.words)),
        victims=Victims(printed=None, klass=told.klass, side=side), means=Means(printed=None, type=event.means[0]),
        perpetrator=Party(printed=None, name=event.doer), place=event.place, source=said, via=via,
        when=When(printed=None, start=first.isoformat(), end=last.isoformat(), date_prec=1 if told.days == 1 else 3),
        status=Status.STATED, status_words=None, scope=told.scope, part_of=None, reader=READER)


def main() -> int:
    """Make the ledger and say what is in it and how long that took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, required=True, help="how many claims, about")
    parser.add_argument("--to", required=True, help="the ledger: a file that is not there yet, or postgresql://...")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--settle", action="store_true", help="settle it too")
    args = parser.parse_args()
    if "://" not in args.to and Path(args.to).exists():
        parser.error(f"{args.to} is there already: name a new file")
    started = time.perf_counter()
    with open_ledger(args.to) as ledger:
        receipt = ledger.post(readings(args.claims, args.seed))
        posted = time.perf_counter()
        sys.stdout.write(f"{receipt.claims} claims of {receipt.new} reports in {posted - started:.1f} s\n")
        if args.settle:
            done = settle(ledger)
            took = time.perf_counter() - posted
            sys.stdout.write(f"settled: {done.incidents} incidents, {done.figures} figures in {took:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
