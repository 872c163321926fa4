"""What else a sentence tells: the sentence first, then form and stage, and the words for who, where, until when."""

import pytest

from according.extract.acts import find_acts
from according.records import ActDraft
from according.split import split
from report_factory import a_text


def acts(text: str) -> tuple[ActDraft, ...]:
    return find_acts(split(a_text(text)))


def told(text: str) -> list[str]:
    return [f"{act.form}/{act.stage}" for act in acts(text)]


FOUND = [
    # measures
    ("A curfew was imposed in Goma on Monday.", ["curfew/done"]),
    ("The curfew in Imphal was lifted on Sunday, police said.", ["curfew/ended"]),
    ("A 72-hour truce took effect in Khartoum on Tuesday.", ["ceasefire/done"]),
    ("The ceasefire in Gaza collapsed on Friday.", ["ceasefire/ended"]),
    ("A truce agreed by both armies in May has collapsed.", ["ceasefire/ended"]),  # what became of it counts
    ("Both sides violated the ceasefire near Stepanakert.", ["ceasefire/broken"]),
    ("The army proposed a ceasefire for the holiday.", ["ceasefire/planned"]),
    ("El Fasher has been under siege since May.", ["siege/done"]),
    ("Rebels broke the siege of the town of Deir Hafer.", ["siege/ended"]),
    ("The paramilitaries have surrounded the town of Babanusa.", ["siege/done"]),
    ("The navy imposed a blockade on the port of Hodeidah.", ["blockade/done"]),
    ("The governor declared a state of emergency in Borno.", ["emergency/done"]),
    ("Residents of Avdiivka were ordered to leave.", ["evacuation/done"]),
    ("Police closed the road to the airport.", ["closure/done"]),
    ("The border crossing was closed by the authorities.", ["closure/done"]),
    ("The road to Kidal was reopened on Monday.", ["closure/ended"]),
    ("A bandh was called by the Maoists in Gaya on Monday.", ["shutdown/done"]),
    # movements
    ("The army sent reinforcements to Bunia.", ["reinforcement/done"]),
    ("Reinforcements are on the way to Goma.", ["reinforcement/done"]),
    ("The army will deploy troops to the border.", ["deployment/planned"]),
    ("The peacekeepers withdrew from the town of Kidal.", ["withdrawal/done"]),
    ("Government troops advanced towards the city of Wad Madani.", ["advance/done"]),
    ("A convoy of aid trucks entered the town of Madaya.", ["convoy/done"]),
    # control
    ("M23 rebels seized the town of Rutshuru.", ["taken/done"]),
    ("The town of Menaka fell to the militants on Saturday.", ["taken/done"]),
    ("The village was recaptured by government forces.", ["retaken/done"]),
    ("Government forces recaptured the town of Ramadi.", ["retaken/done"]),
    ("Ukrainian forces lost control of the village of Robotyne.", ["lost/done"]),
    # attacks
    ("Heavy fighting broke out in Sake on Monday.", ["clash/done"]),
    ("Russian warplanes bombed the village of Atarib.", ["airstrike/done"]),
    ("Rockets hit the town of Sderot on Sunday.", ["shelling/done"]),
    ("A car bomb went off near the town of Azaz.", ["bombing/done"]),
    ("Gunmen attacked a military base in Galmudug.", ["assault/done"]),
    # statements
    ("The group threatened to attack oil pipelines.", ["threat/done"]),
    ("The minister vowed to retaliate.", ["threat/done"]),  # a promise of harm
    ("The government pledged to protect civilians.", ["pledge/done"]),
    ("The president reiterated his commitment to disarm the militias.", ["pledge/done"]),
    ("Moscow denied bombing the hospital.", ["denial/done"]),
    ("The army rejected the accusations.", ["denial/done"]),
    ("The report repeats denials by the ministry of any torture.", ["denial/done"]),
    ("Kigali accused Kinshasa of arming militias.", ["accusation/done"]),
    ("The group claimed responsibility for the bombing.", ["responsibility/done"]),
    ("The attack was claimed by Islamic State.", ["responsibility/done"]),
    ("The United Nations called on both sides to let aid through.", ["demand/done"]),
    ("The army gave the rebels 48 hours to surrender or face an assault.", ["ultimatum/done"]),
    ('"Leave the city or be destroyed," the commander told residents of Tawila.', ["ultimatum/done"]),
    ("The secretary-general condemned the attack.", ["condemnation/done"]),
    ("The president expressed condolences to the families.", ["sympathy/done"]),
    # trends
    ("Residents reported a surge in attacks on farmers in Plateau.", ["rise/done"]),
    ("Violence has eased in the east, the mission said.", ["fall/done"]),
]


@pytest.mark.parametrize(("sentence", "expected"), FOUND, ids=[s[:48] for s, _ in FOUND])
def test_what_is_told(sentence, expected):
    assert told(sentence) == expected


NOTHING = [
    "No ceasefire has been agreed, the mediator said.",
    "The rebels were trying to capture the city of Goma.",  # not done
    "The army failed to retake the bridge.",
    "Two besieged towns received food.",  # an adjective
    "Militants hid in the cut off area.",
    "No group has claimed responsibility for the bombing.",
    "The regime was accused of using chlorine.",  # nobody accuses
    "Soldiers took up positions near the school.",
    "Troops took their positions on the ridge.",
    "Policemen captured on Monday were freed.",
    "The seized rifles were shown to reporters.",
    "The latest escalation of violence began at dawn.",  # names an event
    "There are fears of an increase in attacks.",
    "A missile slammed into a residential area.",
    "The death toll from the blast on the convoy reached 12.",
    "The bank denied them access to their savings.",
    "The council agreed on a budget for new schools and roads.",
    "The striker hit the post and the team lost the match.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_tells_no_act(sentence):
    assert [a for a in told(sentence) if not a.startswith("demand")] == []


def test_a_call_for_a_truce_is_a_demand_and_no_truce():
    assert told("Diplomats called for a ceasefire in Sudan.") == ["demand/done"]


def test_a_denied_loss_is_a_denial_and_a_denied_change_of_control():
    denial, taken = acts("The army denied that the town had fallen to the rebels.")
    assert (denial.form, denial.status) == ("denial", "stated")
    assert (taken.form, taken.status) == ("taken", "denied")


WORDS = [
    # sentence, field, words
    ("A curfew was imposed in Goma until Friday morning.", "until", "until Friday morning"),
    ("The army imposed a curfew in Goma until further notice.", "until", "until further notice"),
    ("A 72-hour truce took effect in Khartoum on Tuesday.", "until", "72-hour"),
    ("A 72-hour truce took effect in Khartoum on Tuesday.", "time", "on Tuesday"),
    ("The governor declared a state of emergency for two weeks.", "until", "for two weeks"),
    ("The army imposed a curfew in Goma.", "actor", "The army"),
    ("Rebels backed by Rwanda seized the town of Rutshuru.", "actor", "Rebels"),  # not the backer
    ("The town of Menaka fell to the militants.", "actor", "militants"),
    ("The village was recaptured by government forces.", "actor", "government forces"),
    ("Clashes with tribal fighters have intensified in the southern regions.", "target", "tribal fighters"),
    ("Reinforcements are on the way to secure the city of Goma.", "place", "city of Goma"),
    ("The army, in an interview on state radio, denied the killings.", "actor", "The army"),  # not the radio
    ("Kigali accused Kinshasa of arming militias.", "target", "Kinshasa"),
    ("A surge in attacks was reported by residents of Plateau.", "source", "residents of Plateau"),
    ("The radio said reinforcements had arrived in Bunia.", "source", "The radio"),
    ("The colonel threatened to storm the town through state media.", "carrier", "state media"),
]


@pytest.mark.parametrize(("sentence", "field", "words"), WORDS, ids=[f"{f}: {s[:40]}" for s, f, _ in WORDS])
def test_the_words_of_an_act(sentence, field, words):
    phrase = getattr(acts(sentence)[0], field)
    assert phrase is not None
    assert phrase.text == words


def test_an_ultimatum_goes_on_in_the_quotation():
    text = (
        "The general, speaking on behalf of the ministry, sent a message to the rebels on television, urging them to "
        'give up: "Many have come over. The way is open: lay down your arms or face the end."'
    )
    (found,) = acts(text)
    assert found.form == "ultimatum"
    assert found.words.text == "lay down your arms or face the end"
    assert found.source is not None
    assert found.source.text == "The general, speaking on behalf of the ministry"
    assert found.last_sentence >= found.sentence


def test_offsets_point_into_the_clean_text():
    text = a_text("A truce holds. The army imposed a curfew in Goma until Friday morning, the radio said.")
    for act in find_acts(split(text)):
        for phrase in (act.words, act.actor, act.place, act.until, act.source, act.cue):
            if phrase is not None:
                assert text.clean[phrase.start : phrase.end] == phrase.text


def test_links_and_tags_are_passed_over():
    links = " ".join(["Related Army Seizes Town Near Border As Rebels Flee Tags War News Share"] * 3)
    assert acts(links) == ()
