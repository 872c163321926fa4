"""Who says it, who did it and whose people, on any war: texts of our own, one row for each way of telling."""

from __future__ import annotations

import pytest

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.patterns import PatternReader
from according.resolve import resolve
from according.split import split
from report_factory import a_report

BOOKS = open_books()


def claims_of(text: str, published: str = "2025-03-14"):
    report = a_report(text, published=published)
    cleaned = clean(report)
    sentences = split(cleaned, title=report.title)
    found = extract(sentences, reader=PatternReader())
    return resolve(found.drafts, report=report, text=cleaned, sentences=sentences, books=BOOKS)


SPEAKERS = [
    (
        "a role between commas",
        "Elena Duarte, mayor of the town, said the rebels had kidnapped 12 farmers.",
        "Elena Duarte, mayor of the town",
        (),
    ),
    (
        "a role between commas, and who was told",
        "Yusuf Adan, director of the main hospital in Baidoa, told Reuters that 12 people were wounded.",
        "Yusuf Adan, director of the main hospital in Baidoa",
        ("Reuters",),
    ),
    (
        "a role with a comma in it, at the end",
        "As many as 113 people were killed, Audu Bako, head of the council in Bokkos, Plateau State, told AFP.",
        "Audu Bako, head of the council in Bokkos, Plateau State",
        ("AFP",),
    ),
    ("a clause is no role", "The mayor, who lost his house, said 12 people were killed.", "mayor", ()),
    (
        "a party inside a description",
        "Lago, a think tank, said the rebels had killed 14 villagers.",
        "Lago",
        (),
    ),
    ("two without an article", "Shelling killed 12 people, villagers and a local medic said.",
     "villagers and a local medic", ()),
    ("three", "Shelling killed 12 people, a doctor, a resident and a police officer said.",
     "doctor, a resident and a police officer", ()),
    ("what describes a nameless one", "A former provincial official said 12 people were killed.",
     "former provincial official", ()),
    ("a number of them is no part of the name", "Two security sources said 12 people were killed.", "security sources",
     ()),
    ("one who is close to a side", "A source close to Hezbollah told AFP that 12 fighters were killed.",
     "source close to Hezbollah", ("AFP",)),
    ("he who was told of", "A resident told Reuters that he had counted 12 people dead.", "resident", ("Reuters",)),
    ("a bare name", "The army said nothing, while Baku said 14 civilians were killed.", "Baku", ()),
    ("a speaker is done at a semicolon", "Uganda said one soldier was killed; Kenya lost two soldiers.", None, ()),
    ("a person and some others", "Shelling hurt 12 people, a hospital official and two witnesses said.",
     "hospital official and two witnesses", ()),
    ("a state's service", "Kenya's air force said 12 people were killed.", "Kenya's air force", ()),
    ("the place of a harm is no speaker", "Shelling killed 12 people in Raqqa, the group's stronghold.", None, ()),
    ("what an agency has seen did not come through it",
     "Rebels killed 12 soldiers, the group said in a statement seen by AFP.", "group", ()),
    ("an agency after the last full stop", "The police said 12 people were killed.\n\nNo group claimed it. Reuters",
     "police", ("Reuters",)),
]


@pytest.mark.parametrize(("tried", "text", "source", "via"), SPEAKERS, ids=[row[0] for row in SPEAKERS])
def test_on_whose_word(tried: str, text: str, source: str | None, via: tuple[str, ...]) -> None:
    found = claims_of(text)
    claim = next((c for c in found if c.count.low == 12), found[-1])
    assert (claim.source.name if claim.source is not None else None) == source
    assert claim.via == via


DOERS = [
    ("a ministry's forces", "Russia's defence ministry said its forces had hit a barracks, killing 60 soldiers.",
     "russia-forces"),
    ("an army's jets", "The Israeli army said its jets had killed 12 people in Tyre.", "israel-forces"),
    ("a force with an aside", "The Rapid Support Forces said its fighters, backed by its allies, killed 12 people.",
     "sudan-rsf"),
    ("our men", '"Our troops destroyed a column and killed 25 militants," the Russian defence ministry said.',
     "russia-forces"),
    ("a name that no word arms", "The governor said the ELN had kidnapped dozens of people in Colombia.", "eln"),
    ("a name after by", "Twelve people were killed in Butembo by suspected fighters of the ADF.", "adf-drc"),
    ("who holds a town did not shell it", "Twelve people were killed in a district held by the ELN.", None),
    ("what was shot at did nothing", "Strikes on the ELN killed twelve people.", None),
]


@pytest.mark.parametrize(("tried", "text", "key"), DOERS, ids=[row[0] for row in DOERS])
def test_who_did_it(tried: str, text: str, key: str | None) -> None:
    claim = claims_of(text)[0]
    assert (claim.perpetrator.id if claim.perpetrator is not None else None) == key


SIDES = [
    ("of its soldiers", "Rwanda said two of its soldiers were killed.", "Rwanda"),
    ("of their own", "The Taliban said they had lost three of their own fighters.", "Taliban government"),
    ("not the side named between",
     "Israel's military said its troops had killed 60 Hezbollah fighters and that six of its soldiers had died.",
     "Israel Defense Forces"),
    ("one who lost", "Shelling killed 14 soldiers; Malawi lost three soldiers.", "Malawi"),
    ("soldiers at home are their state's", "Gunmen killed five soldiers near Maiduguri in Nigeria.",
     "Nigerian Armed Forces"),
    ("rebels of another war", "Rebels killed five Islamist rebels near Beni in DR Congo.", None),
]


@pytest.mark.parametrize(("tried", "text", "side"), SIDES, ids=[row[0] for row in SIDES])
def test_whose_people(tried: str, text: str, side: str | None) -> None:
    assert claims_of(text)[-1].victims.side == side


NEAR = [
    ("who claimed it", "A bomb killed nine people in Mogadishu. The al-Shabaab group claimed responsibility.",
     "al-shabaab"),
    ("who is blamed", "A raid killed nine people in Gimbi. Witnesses blamed the Oromo Liberation Army.",
     "ola-ethiopia"),
    ("two are blamed", "A raid killed nine people. Some blamed the Oromo Liberation Army, some blamed the Fano.", None),
    ("fighters killed by others",
     "JNIM killed nine villagers near Djibo. The army killed 30 jihadists. Djibo is far. Four villagers were wounded.",
     "jnim"),
]


@pytest.mark.parametrize(("tried", "text", "key"), NEAR, ids=[row[0] for row in NEAR])
def test_who_did_it_is_told_beside_the_claim(tried: str, text: str, key: str | None) -> None:
    claims = claims_of(text)
    open_claim = claims[-1] if tried == "fighters killed by others" else claims[0]
    assert (open_claim.perpetrator.id if open_claim.perpetrator is not None else None) == key


def test_nobody_killed_his_own_by_saying_whom_he_killed() -> None:
    first, second = claims_of(
        "The Sudanese army said its forces had killed 70 fighters and six of its soldiers had died."
    )
    assert first.perpetrator is not None
    assert first.perpetrator.id == "sudan-saf"
    assert second.perpetrator is None
