"""The closed vocabularies: one word per thing, with its meaning in one line.

In: nothing. Out: enumerations whose values are what stands in the ledger, in exports and on pages.
Source of the words: the word table of the product (docs/words.md is written from this file).

Example: ``Harm("killed") is Harm.KILLED`` and ``Harm.KILLED.meaning`` says what it covers.
"""

from __future__ import annotations

from enum import Enum


class Word(str, Enum):
    """A word of a closed vocabulary; ``meaning`` is its one-line explanation."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Word:
        """Make a member; looked up by value alone, the meaning is the one that it was made with."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        return word

    def __str__(self) -> str:
        return str(self.value)


class Harm(Word):
    """What was done to people."""

    KILLED = "killed", "people who died of it"
    WOUNDED = "wounded", "people hurt who lived, as far as the report says"
    CAPTURED = "captured", "captured, detained, arrested, abducted or taken hostage"
    MISSING = "missing", "people whose fate the report says is not known"
    DISPLACED = "displaced", "people who fled, were driven out or were evacuated"
    CASUALTIES = "casualties", "killed or wounded, not told apart"


class VictimsClass(Word):
    """Who was harmed, as far as the law of war cares."""

    CIVILIAN = "civilian", "civilians, residents, children, women, journalists, medics, aid workers"
    COMBATANT = "combatant", "soldiers, police and security forces, fighters, militants, rebels"
    MIXED = "mixed", "a total said to hold civilians and combatants"
    UNKNOWN = "unknown", "people of whom the report does not say what they were"


class Status(Word):
    """How firmly the report puts the claim."""

    STATED = "stated", "put forward as so, by the report or by its source"
    HEDGED = "hedged", "reportedly, feared, may have, preliminary"
    DENIED = "denied", "the claim is reported as denied"
    UNVERIFIED = "unverified", "the report says that it could not be verified or confirmed"


class Scope(Word):
    """What the count is a count of."""

    INCIDENT = "incident", "one event or one connected fight"
    PERIOD = "period", "a total over several events, days or places"
    CUMULATIVE = "cumulative", "the total of a whole war or campaign"
    BACKGROUND = "background", "an older single event, told as context"


class MeansType(Word):
    """With what the harm was done; also the type of an incident."""

    CLASH = "clash", "a fight between armed sides"
    AIRSTRIKE = "airstrike", "bombs, missiles or barrels from aircraft and drones"
    SHELLING = "shelling", "artillery, mortars, rockets"
    BOMBING = "bombing", "a suicide, car or roadside bomb, a mine"
    SHOOTING = "shooting", "firearms, snipers"
    EXECUTION = "execution", "killing of people in the killer's power"
    CHEMICAL = "chemical", "gas and other toxic means"
    ABDUCTION = "abduction", "taking people by force outside any law"
    ARREST = "arrest", "taking people in the name of an authority"
    OTHER = "other", "a means named that is none of these"


class CountKind(Word):
    """What kind of expression a count was printed as."""

    NUMBER = "number", "digits or number words, with or without a modifier"
    RANGE = "range", "two ends: 10 to 12, between 10 and 12"
    VAGUE = "vague", "several, dozens, scores, many"
    SINGLE = "single", "an article, a name or a definite noun standing for one person"
    NONE = "none", "an absence: no civilians, without casualties"
    BARE = "bare", "a plural with no number: harm happened, nothing counted"


class SourceKind(Word):
    """What a source is, for its standing when figures are chosen (method.md)."""

    PARTY = "party", "an armed side or a state that fights, its officials and its media"
    MONITOR = "monitor", "a named monitor, a UN body, medics, hospitals, registries"
    OFFICIAL = "official", "a named official not party to the fight"
    OUTLET = "outlet", "a local or national outlet in its own voice"
    UNNAMED = "unnamed", "activists, sources, a monitor without a name"


class JudgementKind(Word):
    """What a person decided."""

    SAME = "same", "two claims speak of one incident"
    DIFFERENT = "different", "two claims speak of two incidents"
    CONFIRM = "confirm", "the claim is read rightly"
    REJECT = "reject", "the claim is no claim"
    CORRECT = "correct", "a field of the claim is to be read otherwise"
    PIN = "pin", "a figure or a source's standing is fixed by a person"
    UNDO = "undo", "an earlier judgement is taken back"


class ActKind(Word):
    """What else a report says than a count of people, by what kind of thing is done or said."""

    MEASURE = "measure", "an order or an agreement that binds people or sides: a curfew, a ceasefire, a siege"
    MOVEMENT = "movement", "armed people or goods that go somewhere: reinforcements, a convoy, a withdrawal"
    CONTROL = "control", "a place that a side took, took back or lost"
    ATTACK = "attack", "a strike or a fight told without a number of people"
    STATEMENT = "statement", "words that bind or blame their speaker or another: a threat, a pledge, a denial"
    CONDOLENCE = "condolence", "sympathy or condemnation; kept apart, for it says nothing of what happened"
    TREND = "trend", "more or less violence than before"


class ActForm(Word):
    """Which one of its kind an act is (books/data/acts.yaml says which kind each form is of)."""

    CURFEW = "curfew", "people are ordered to stay indoors"
    CEASEFIRE = "ceasefire", "sides stop fighting: a ceasefire, a truce, a cessation of hostilities"
    SIEGE = "siege", "a place is surrounded and cut off"
    BLOCKADE = "blockade", "goods or people are kept from passing"
    EVACUATION = "evacuation", "people are told to leave, or a deal lets them"
    EMERGENCY = "emergency", "a state of emergency or martial law"
    CLOSURE = "closure", "roads, schools, crossings or airports are closed, or opened again"
    SHUTDOWN = "shutdown", "a general strike that a side calls or enforces"
    REINFORCEMENT = "reinforcement", "more armed people or arms come to those who are there"
    DEPLOYMENT = "deployment", "armed people are put in place"
    WITHDRAWAL = "withdrawal", "armed people leave a place"
    ADVANCE = "advance", "armed people gain ground, no place named as taken"
    CONVOY = "convoy", "vehicles with people or goods reach, leave or cross a place"
    TAKEN = "taken", "a side took a place"
    RETAKEN = "retaken", "a side took a place back"
    LOST = "lost", "a side lost a place"
    CLASH = "clash", "a fight between armed sides"
    AIRSTRIKE = "airstrike", "bombs or missiles from the air"
    SHELLING = "shelling", "artillery, mortars, rockets"
    BOMBING = "bombing", "an explosive device"
    ASSAULT = "assault", "a raid, an ambush, an offensive, an attack of another sort"
    THREAT = "threat", "the speaker will do harm"
    ULTIMATUM = "ultimatum", "the speaker will do harm unless he is obeyed"
    PLEDGE = "pledge", "the speaker will do something that is no harm"
    DENIAL = "denial", "the speaker says that it is not so, or that it was not he"
    ACCUSATION = "accusation", "the speaker says that another did it"
    RESPONSIBILITY = "responsibility", "the speaker says that he did it"
    DEMAND = "demand", "the speaker wants another to do something"
    SYMPATHY = "sympathy", "condolences"
    CONDEMNATION = "condemnation", "the speaker says that it was wrong"
    RISE = "rise", "more violence than before"
    FALL = "fall", "less violence than before"


class ActStage(Word):
    """How far an act has come, as told."""

    DONE = "done", "done, set or in force"
    PLANNED = "planned", "told as to come, or only offered"
    ENDED = "ended", "lifted, expired or given up"
    BROKEN = "broken", "told as violated while it should hold"


VOCABULARIES: tuple[type[Word], ...] = (
    Harm,
    VictimsClass,
    Status,
    Scope,
    MeansType,
    CountKind,
    SourceKind,
    JudgementKind,
    ActKind,
    ActForm,
    ActStage,
)
