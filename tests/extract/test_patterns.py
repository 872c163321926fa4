"""What the pattern reader makes of a sentence.

Harm, low, high, class. The sentence stands first; the comment says what is tried.
"""

import time

import pytest

from according.books.lexicon import open_lexicon
from according.extract import extract
from according.extract.patterns import PatternReader
from according.split import split
from according.words import Harm, Scope, Status
from report_factory import a_text

CASES = [
    # passive
    ("Twelve soldiers were killed near the bridge.", [("killed", 12, 12, "combatant")]),
    ("At least 12 people have been wounded since dawn.", [("wounded", 12, None, "unknown")]),
    # active
    ("Shells killed 12 civilians in the market.", [("killed", 12, 12, "civilian")]),
    ("The blast claimed the lives of nine villagers.", [("killed", 9, 9, "civilian")]),
    ("The raid left 12 dead and 30 wounded.", [("killed", 12, 12, "unknown"), ("wounded", 30, 30, "unknown")]),
    ("The brigade lost 30 fighters in the valley.", [("killed", 30, 30, "combatant")]),
    # nominal and headline style
    ("The death toll rose to 41.", [("killed", 41, 41, "unknown")]),
    ("Death toll from the market strike at least 52", [("killed", 52, None, "unknown")]),
    ("12 killed, 30 wounded in shelling of town", [("killed", 12, 12, "unknown"), ("wounded", 30, 30, "unknown")]),
    ("The attack left 12 martyrs.", [("killed", 12, 12, "unknown")]),
    ("There were seven deaths among the evacuees.", [("killed", 7, 7, "civilian")]),
    # co-ordination and ellipsis
    ("The mine killed six people and injured 32.", [("killed", 6, 6, "unknown"), ("wounded", 32, 32, "unknown")]),
    ("Six civilians were killed and 32 injured.", [("killed", 6, 6, "civilian"), ("wounded", 32, 32, "civilian")]),
    ("A woman and her three children were killed.", [("killed", 1, 1, "civilian"), ("killed", 3, 3, "civilian")]),
    (
        "Eleven soldiers were killed along with six rebels.",
        [("killed", 11, 11, "combatant"), ("killed", 6, 6, "combatant")],
    ),
    # nested parts
    (
        "Twenty people, including six civilians and a child, were killed.",
        [("killed", 20, 20, "unknown"), ("killed", 6, 6, "civilian"), ("killed", 1, 1, "civilian")],
    ),
    (
        "Raids killed 16 civilians including a child and wounded 22.",
        [("killed", 16, 16, "civilian"), ("killed", 1, 1, "civilian"), ("wounded", 22, 22, "civilian")],
    ),
    (
        "Eleven civilians were killed, among them a child and two women.",
        [("killed", 11, 11, "civilian"), ("killed", 1, 1, "civilian"), ("killed", 2, 2, "civilian")],
    ),
    # killed or wounded, not told apart
    ("The shelling killed or wounded 15 people.", [("casualties", 15, 15, "unknown")]),
    # single persons without a count word
    ("The commander was killed in the ambush.", [("killed", 1, 1, "combatant")]),
    ("Gunmen abducted the mayor.", [("captured", 1, 1, "civilian")]),
    ("A 10-year-old girl was killed.", [("killed", 1, 1, "civilian")]),
    # the person stands before what is said of them
    ("The driver of a lorry, taking goods to troops in Exland, was killed.", [("killed", 1, 1, "civilian")]),
    ("The owner of a hotel who was shot at by the outfit in Exam District succumbed.", [("killed", 1, 1, "civilian")]),
    ("A 207th Battalion trooper of the north identified as Ex Ample was injured.", [("wounded", 1, 1, "combatant")]),
    ("Ex Ample, the engineer of a dam in Exam District, was abducted.", [("captured", 1, 1, "unknown")]),
    ("The head of the union of Exam District, identified as Ex Ample (59), was shot dead.",
     [("killed", 1, 1, "unknown")]),
    ("Ex Ample (42), the driver of a bus, was hacked to death.", [("killed", 1, 1, "civilian")]),
    ("Two drivers received multiple wounds in the attack and died.",
     [("wounded", 2, 2, "civilian"), ("killed", 2, 2, "civilian")]),
    ("Two soldiers laid down their lives.", [("killed", 2, 2, "combatant")]),
    ("The group captured most of the surrounding province.", []),
    ("It was one of the worst massacres committed against the people of the town.", []),
    # the doers of a deed are not the harmed
    ("Nearly 150 cadres have abducted two workers of a mine.", [("captured", 2, 2, "civilian")]),
    ("Some men have executed the crime.", []),
    ("Some 20 cadres allegedly killed Ex Ample (20), a young driver.", [("killed", 1, 1, "civilian")]),
    ("Two commanders — Ex and Ample of the second company — were killed.", [("killed", 2, 2, "combatant")]),
    ("Another 240 have gone missing.", [("missing", 240, 240, "unknown")]),
    ("Rebels abducted three villagers and subsequently killed them.",
     [("captured", 3, 3, "civilian"), ("killed", 3, 3, "civilian")]),
    ("The bodies bore multiple injuries.", []),
    # what became of some of them
    ("Two of those wounded died in hospital.", [("killed", 2, 2, "unknown")]),
    ("The old base in the town was captured.", []),
    ("The driver was killed and his assistant received critical injuries.",
     [("killed", 1, 1, "civilian"), ("wounded", 1, 1, "civilian")]),
    ("Men gunned down EXA (Second group) chairman Ex Ample (28) alias Exa.", [("killed", 1, 1, "civilian")]),
    ("Gunmen shot dead the caretaker of a shrine.", [("killed", 1, 1, "civilian")]),
    # told of those counted already, or as speaking
    ("All the victims belonged to one family.", []),
    ("A rival is behind the killing of the chairman, said a town police source.", [("killed", 1, 1, "civilian")]),
    # captured, missing, displaced
    ("Rebels captured 14 soldiers and seized the base.", [("captured", 14, 14, "combatant")]),
    ("Nine fishermen are missing.", [("missing", 9, 9, "civilian")]),
    ("Some 3,000 families fled the district.", [("displaced", 3000, 3000, "civilian")]),
    # an absence is a claim
    ("No casualties were reported.", [("casualties", 0, 0, "unknown")]),
    # those who did it are not those it was done to
    ("Two unidentified assailants shot dead a trader in Quetta.", [("killed", 1, 1, "civilian")]),
    ("Two gunmen were killed in a raid.", [("killed", 2, 2, "combatant")]),
    ("A suicide bomber killed at least five worshippers.", [("killed", 5, None, "civilian")]),
    # two deeds, each with a count of its own
    (
        "The group killed 12 soldiers and captured five others.",
        [("killed", 12, 12, "combatant"), ("captured", 5, 5, "combatant")],
    ),
    ("Two children were among the dead and 15 children were among the injured.",
     [("killed", 2, 2, "civilian"), ("wounded", 15, 15, "civilian")]),
    # a verb that ends behind its people
    ("The men took 17 prisoners.", [("captured", 17, 17, "unknown")]),
    ("The blast killed two and sent 20 others to hospital.",
     [("killed", 2, 2, "unknown"), ("wounded", 20, 20, "unknown")]),
    ("The men took the town and sent 20 others to the front.", []),
    # a share, and what it is taken of
    ("Of the 30 sailors on board, 12 were killed.", [("killed", 12, 12, "unknown")]),
    ("Of the 14 killed, six were children.", [("killed", 14, 14, "unknown"), ("killed", 6, 6, "civilian")]),
    # the kin of the harmed
    ("Reporters spoke to over 200 families of victims and to 40 officials.", []),
    # no claims: things, threats, nothing of people
    ("Four tanks and two drones were destroyed and a depot was hit.", []),
    ("The group threatened to kill 20 hostages.", []),
    ("The army captured 12 villages.", []),
    ("An officer said that the camp had been wiped out.", []),
    ("A soldier was sentenced to death for desertion.", []),
    ("The square was full of dozens of burned out vehicles.", []),
    ("The toll was not known, and no casualty figures were given.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_claims_of_a_sentence(sentence, expected):
    drafts = extract(split(a_text(sentence)), reader=PatternReader()).drafts
    read = [(d.harm.value, d.count.low, d.count.high, d.victims_class.value) for d in drafts]
    assert sorted(read, key=str) == sorted(expected, key=str)


def read_one(sentence):
    (draft, *_) = extract(split(a_text(sentence)), reader=PatternReader()).drafts
    return draft


SOURCES = [
    # sentence, source, cue, who carried it
    ("Twelve people were killed, a monitor said.", "a monitor", "said", None),
    ("Twelve people were killed in the town a monitor said on Sunday", "a monitor", "said", None),  # no comma
    ("The Defence Ministry said 12 soldiers were killed.", "The Defence Ministry", "said", None),
    ("According to state television, 12 soldiers were killed.", "state television", "According to", None),
    ("Twelve people died, said the district police chief.", "the district police chief", "said", None),
    ("Twelve rebels were killed on Monday, reports Dawn.", "Dawn", "reports", None),
    ("The AFP, quoting monitors, stated that 12 rebels were killed.", "monitors", "quoting", "The AFP"),
    ("Twelve people were killed, a doctor told Reuters.", "a doctor", "told", "Reuters"),
    (
        "The agency quoted the health minister as saying that 12 people were killed.",
        "the health minister",
        "quoted",
        None,
    ),
    ("Twelve people were killed in the United States on Monday.", None, None, None),
    ("It is claimed that 12 people were killed.", None, None, None),
    ("The blast claimed the lives of 12 people.", None, None, None),
    ("The Observatory, which tracks violence in the war, said 12 people were killed.", "The Observatory", "said", None),
]


@pytest.mark.parametrize(("sentence", "source", "cue", "carrier"), SOURCES)
def test_who_vouches(sentence, source, cue, carrier):
    draft = read_one(sentence)
    assert (draft.source.text if draft.source else None) == source
    assert (draft.cue.text if draft.cue else None) == cue
    assert (draft.carrier.text if draft.carrier else None) == carrier


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Twelve people were reportedly killed.", Status.HEDGED),
        ("Twelve people are feared dead.", Status.HEDGED),
        ("The ministry denied that 12 soldiers were killed.", Status.DENIED),
        ("Twelve people were killed, a claim that could not be independently verified.", Status.UNVERIFIED),
        ("Twelve people were killed, the ministry said.", Status.STATED),
    ],
)
def test_how_firmly(sentence, status):
    assert read_one(sentence).status is status


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Twelve people were killed in a blast on Monday.", Scope.INCIDENT),
        ("Forty people were killed in the past 24 hours.", Scope.PERIOD),
        ("More than 4,000 people were killed since the start of the offensive.", Scope.CUMULATIVE),
        ("Forty people were killed in a similar attack last year.", Scope.BACKGROUND),
    ],
)
def test_of_what_the_sentence_says_it_is_a_count(sentence, scope):
    assert read_one(sentence).scope is scope


def test_parts_point_to_their_whole():
    whole, part, child = extract(
        split(a_text("Twenty people, including six women and a child, were killed.")), reader=PatternReader()
    ).drafts
    assert whole.part_of is None
    assert part.part_of == whole.at
    assert child.part_of in (whole.at, part.at)


def test_parts_in_a_sentence_of_their_own():
    text = a_text("A bomb killed nine people at a checkpoint. Six of them were soldiers and the rest civilians.")
    whole, soldiers, rest = extract(split(text), reader=PatternReader()).drafts
    assert (soldiers.harm, soldiers.count.low, soldiers.part_of) == (Harm.KILLED, 6, whole.at)
    assert (rest.victims_class.value, rest.part_of) == ("civilian", whole.at)


def test_every_number_beside_a_word_of_harm_is_a_claim_or_a_refusal_with_a_reason():
    text = a_text(
        "On 7 March 2025 a 155mm shell killed 12 people, 40% of them children, 3 km from Division 13, in 2 houses."
    )
    found = extract(split(text), reader=PatternReader())
    told = {d.count_words.text for d in found.drafts} | {r.words.text for r in found.refusals}
    for number in ("7", "2025", "155", "12", "40", "3", "13", "2"):
        assert any(number in words for words in told), number
    assert all(r.reason for r in found.refusals)


def test_the_lexicon_is_in_lower_case_and_every_voice_known():
    lexicon = open_lexicon()
    assert all(phrase == tuple(w.lower() for w in phrase) for rows in lexicon.harm.values() for phrase, _ in rows)


def test_a_page_without_a_full_stop_takes_time_with_its_length_alone():
    def seconds(length):
        piece = "Shells killed 12 people and nobody could say why "
        sentences = split(a_text(piece * (length // len(piece))))
        started = time.process_time()
        found = extract(sentences, reader=PatternReader())
        taken = time.process_time() - started
        assert len(found.drafts) > length / 60
        return taken

    seconds(5_000)  # the word lists are loaded
    short = min(seconds(6_000), seconds(6_000))
    assert min(seconds(24_000), seconds(24_000)) < 10 * short  # four times the text; square growth would be sixteen


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Two drivers of vans carrying fuel to troops in Exland were killed at a bend near Town.", "a bend near Town"),
        ("At least 12 people were killed in Syrian regime air strikes on the Exam area.", "the Exam area"),
        ("At least 12 people were killed in the Russian city of Exam.", "the Russian city of Exam"),
    ],
)
def test_where_the_sentence_says_that_it_was(sentence, place):
    assert read_one(sentence).place.text == place


def test_others_that_became_a_claim_are_no_refusal():
    found = extract(split(a_text("The raid killed two people and wounded others.")), reader=PatternReader())
    assert [d.harm for d in found.drafts] == [Harm.KILLED, Harm.WOUNDED]
    assert not found.refusals


def test_those_who_were_struck_did_not_strike():
    draft = read_one("Air strikes on the Islamic State group's stronghold killed 25 civilians.")
    assert draft.perpetrator is None
