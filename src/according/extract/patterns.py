"""The pattern reader: claims by rules over counts and words of harm. The baseline that a trained reader must beat.

In: gated sentences. Out: drafts and the reasons for counts that are none.

Example: ``PatternReader().read(gated).drafts``.
"""

from __future__ import annotations

from collections.abc import Sequence

from according.books.grammar import word_list
from according.books.lexicon import Lexicon, open_lexicon
from according.extract import Gated, Read
from according.extract.attach import attach
from according.extract.attribution import Attribution, choose, find_attributions, headline_source
from according.extract.counted import find_counts
from according.extract.frame import find_means, find_scope, find_status, find_time
from according.extract.hanging import Counted, Hanging
from according.extract.noun_phrases import NounPhrase, class_of
from according.extract.parts import read_parts
from according.extract.perpetrator import find_attacker, find_perpetrator
from according.extract.place_phrase import find_place
from according.extract.singles import find_singles
from according.extract.tokens import Tokens, tokenise
from according.extract.told_people import find_told_people
from according.extract.triggers import Trigger, find_triggers
from according.records import Draft, Phrase, Sentence
from according.words import CountKind, Harm, VictimsClass

VERSION = "patterns 1"


class PatternReader:
    """Reads by rules alone: no model, nothing to load but the lexicon."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or open_lexicon()

    @property
    def name(self) -> str:
        """Name and version, kept with every claim."""
        return VERSION

    def read(self, gated: Sequence[Gated]) -> Read:
        """Return the drafts of the sentences, and why each other count is none."""
        drafts: list[Draft] = []
        reasons: dict[int, str] = {}
        for one in gated:
            found, why = _read_sentence(one, self._lexicon)
            if not found:
                before = tuple(d for d in drafts if d.sentence == one.sentence.index - 1)
                found = read_parts(one, before, self._lexicon, VERSION)
            drafts += found
            reasons |= why
        return Read(drafts=tuple(drafts), reasons=reasons)


def _read_sentence(one: Gated, lexicon: Lexicon) -> tuple[list[Draft], dict[int, str]]:
    tokens = tokenise(one.sentence)
    triggers = find_triggers(tokens, lexicon)
    if not triggers:
        return [], {}
    counts, reasons = find_counts(one, tokens, triggers, lexicon)
    hangings = attach(tokens, counts, triggers, lexicon)
    hangings = tuple(h for h in hangings if not _is_unreal(tokens, h, lexicon, reasons))
    hangings += find_singles(tokens, triggers, hangings, counts, lexicon)
    hangings = tuple(sorted(hangings, key=lambda h: (h.counted.first, h.trigger.first)))
    attributions = find_attributions(tokens, lexicon)
    if not attributions and _may_be_headline(one.sentence) and (head := headline_source(tokens, lexicon)) is not None:
        attributions = (head,)
    hangings = tuple(h for h in hangings if not _speaks(h, attributions))
    drafts: list[Draft] = []
    for hanging in hangings:
        people = _people(hanging, hangings, tokens, lexicon)
        draft = _draft(one, tokens, hanging, people, hangings, attributions, lexicon)
        drafts.append(draft)
        drafts += _second_harm(draft, tokens, hanging, triggers)
    for counted in counts:
        reasons.setdefault(counted.anchor.phrase.start, "no word of harm stands close enough")
    return drafts, reasons


def _speaks(hanging: Hanging, attributions: tuple[Attribution, ...]) -> bool:
    """Say whether a single person is the one who tells: "a doctor in the town said five people were killed"."""
    at = hanging.counted.first
    single = hanging.counted.anchor.count.kind is CountKind.SINGLE
    return single and any(a.first <= at < a.last and a.kind == "after" for a in attributions)


def _may_be_headline(sentence: Sentence) -> bool:
    return sentence.is_title or sentence.index < 4 or sentence.text[-1].isalnum()


def _is_unreal(tokens: Tokens, hanging: Hanging, lexicon: Lexicon, reasons: dict[int, str]) -> bool:
    """Turn away threats and predictions: "would kill", "threatened to execute"."""
    at = hanging.trigger.first
    before = tokens.lower[max(0, at - 4) : at]
    unreal = [w for w in before if w in lexicon.unreal]
    if not unreal or "have" in before or "has" in before:
        return False
    if hanging.trigger.voice not in ("active", "passive", "subject"):
        return False
    reasons[hanging.counted.anchor.phrase.start] = f"speaks of what may come, not of what happened: {unreal[-1]}"
    return True


def _people(
    hanging: Hanging, hangings: tuple[Hanging, ...], tokens: Tokens, lexicon: Lexicon
) -> tuple[NounPhrase, bool]:
    """Return the people counted.

    Where the words are left out ("and 32 wounded"), those of the count before, else after.
    """
    own = hanging.counted.people
    if (told := find_told_people(tokens, hanging, lexicon)) is not None:
        return told, True
    if not own.elided:
        return own, False
    if (
        own.head is not None
        and tokens.lower[own.head] == "them"
        and (named := _named_before(tokens, own.head, lexicon)) is not None
    ):
        return named, True
    others = [
        h.counted.people
        for h in hangings
        if not h.counted.people.elided and not h.part and not _of_a_kind(tokens, h.counted.people)
    ]
    before = [p for p in others if p.first < hanging.counted.first]
    after = [p for p in others if 0 < p.first - hanging.counted.last < 8]
    found = before[-1:] or after[:1]
    return (found[0], True) if found else (own, False)


_NUMBERISH = word_list("patterns", "numberish")
_KINDS = word_list("patterns", "kinds")


def _of_a_kind(tokens: Tokens, people: NounPhrase) -> bool:
    """Say whether people are named by age or sex.

    "a woman was killed and 30 others injured" does not make the others women.
    """
    return people.head is not None and tokens.lower[people.head] in _KINDS


def _named_before(tokens: Tokens, at: int, lexicon: Lexicon) -> NounPhrase | None:
    """Return the plural noun for people that "them" goes back to in its sentence."""
    for i in range(at - 2, -1, -1):
        word = tokens.lower[i]
        if word in lexicon.people and word.endswith(("s", "men", "people")) and word not in ("others", "them", "those"):
            return NounPhrase(first=i, last=i + 1, head=i, klass=lexicon.people[word], thing=False, elided=False)
    return None


def _draft(
    one: Gated,
    tokens: Tokens,
    hanging: Hanging,
    people: tuple[NounPhrase, bool],
    hangings: tuple[Hanging, ...],
    attributions: tuple[Attribution, ...],
    lexicon: Lexicon,
) -> Draft:
    counted, trigger = hanging.counted, hanging.trigger
    source, cue, carrier = _source(tokens, counted.first, attributions, lexicon)
    named = _named_before_it(one, source, lexicon)
    means, means_type = find_means(tokens, counted.first, trigger.harm, trigger.first, lexicon)
    status, status_words = find_status(tokens, counted.first, lexicon)
    scope, scope_words = find_scope(tokens, counted.first, lexicon)
    phrase = counted.anchor.phrase
    return Draft(
        sentence=one.sentence.index,
        count=counted.anchor.count,
        count_words=phrase if phrase.text else None,
        at=phrase.start,
        harm=trigger.harm,
        harm_words=tokens.phrase(trigger.first, trigger.last),
        victims=_victims(tokens, counted, people),
        victims_class=_class(tokens, counted, people, lexicon),
        side=tokens.phrase(people[0].first, people[0].last) if people[1] and people[0].last > people[0].first else None,
        perpetrator=find_perpetrator(tokens, hanging, hangings, lexicon) or _attacker_before(one, lexicon),
        means=means,
        means_type=means_type,
        place=find_place(tokens, counted.first),
        time=find_time(one.sentence, phrase.start),
        source=source,
        cue=cue,
        status=status,
        status_words=status_words,
        scope=scope,
        scope_words=scope_words,
        part_of=_whole(hanging, hangings),
        reader=VERSION,
        carrier=carrier,
        source_before=named,
    )


def _victims(tokens: Tokens, counted: Counted, people: tuple[NounPhrase, bool]) -> Phrase | None:
    own = counted.people
    if own.last > own.first:
        return tokens.phrase(own.first, own.last)
    found = people[0]
    return tokens.phrase(found.first, found.last) if people[1] and found.last > found.first else None


def _class(tokens: Tokens, counted: Counted, people: tuple[NounPhrase, bool], lexicon: Lexicon) -> VictimsClass:
    """Return the class of the people; a family, however many it counts, is of civilians.

    Words left out keep their noun and its class ("six people were killed and 32 wounded"), not what was said of the
    others besides ("six people, most of them civilians").
    """
    found, copied = people
    family = tokens.lower[max(0, counted.first - 2) : counted.first] == ("family", "of")
    if family and found.klass is VictimsClass.UNKNOWN:
        return VictimsClass.CIVILIAN
    if copied and found.klass is VictimsClass.MIXED:
        return class_of(tokens.lower[found.first : found.last], lexicon)
    return found.klass


def _source(
    tokens: Tokens, at: int, attributions: tuple[Attribution, ...], lexicon: Lexicon
) -> tuple[Phrase | None, Phrase | None, Phrase | None]:
    """Return the words of the source, of its cue, and of the one who carried it."""
    best, outer = choose(attributions, at, tokens, lexicon)
    if best is None:
        return None, None, None
    cue = tokens.phrase(best.cue_first, best.cue_last) if best.cue_last > best.cue_first else None
    told = best.to or (outer.to if outer is not None else None)
    carrier = told or ((outer.first, outer.last) if outer is not None and outer.kind != "pronoun" else None)
    return tokens.phrase(best.first, best.last), cue, tokens.phrase(*carrier) if carrier is not None else None


def _named_before_it(one: Gated, source: Phrase | None, lexicon: Lexicon) -> Phrase | None:
    """Return the source that the sentence before names, where this one only says "he" or "it"."""
    if source is None or one.before is None or source.text.lower() not in lexicon.pronouns:
        return None
    tokens = tokenise(one.before)
    named = [a for a in find_attributions(tokens, lexicon) if a.kind != "pronoun" and a.strong]
    return tokens.phrase(named[-1].first, named[-1].last) if named else None


def _attacker_before(one: Gated, lexicon: Lexicon) -> Phrase | None:
    """Return who attacked in the sentence before, told without a count: "Rebels shelled the town. Nine died"."""
    if one.before is None or one.before.paragraph != one.sentence.paragraph or one.before.is_title:
        return None
    return find_attacker(tokenise(one.before), lexicon)


def _whole(hanging: Hanging, hangings: tuple[Hanging, ...]) -> int | None:
    """Return where the whole hangs that a part belongs to.

    The nearest count before that is of the same harm and not smaller.
    """
    if not hanging.part:
        return None
    value = hanging.counted.anchor.count.low or hanging.counted.anchor.count.high or 0
    for other in reversed([h for h in hangings if h.counted.first < hanging.counted.first]):
        count = other.counted.anchor.count
        if (
            other.trigger.harm is hanging.trigger.harm
            and not other.part
            and (count.low or count.high or value) >= value
        ):
            return other.counted.anchor.phrase.start
    return None


def _second_harm(draft: Draft, tokens: Tokens, hanging: Hanging, triggers: tuple[Trigger, ...]) -> list[Draft]:
    """Abducted and then killed is two claims of one count; so is wounded, and died later."""
    trigger = hanging.trigger
    for other in triggers:
        clause = tokens.lower[hanging.counted.end : trigger.first]
        if (
            trigger.harm is Harm.WOUNDED
            and other.harm is Harm.KILLED
            and other.voice == "subject"
            and other.first > trigger.last
            and ("who" in clause or _and_then(tokens, trigger, other))
        ):
            return [_replace(draft, other, tokens)]
        if trigger.harm is Harm.CAPTURED and other.harm is Harm.KILLED and _them_too(tokens, trigger, other):
            return [_replace(draft, other, tokens)]
        near = tokens.lower[min(trigger.last, other.last) : max(trigger.first, other.first)]
        if (
            other.harm is not trigger.harm
            and {other.harm, trigger.harm} == {Harm.CAPTURED, Harm.KILLED}
            and len(near) <= 3
            and ("and" in near or "then" in near)
            and not any(word in _NUMBERISH or word[0].isdigit() for word in near)
        ):
            return [_replace(draft, other, tokens)]
    return []


def _and_then(tokens: Tokens, first: Trigger, then: Trigger) -> bool:
    """Say whether one word of harm follows on another of the same people: "received wounds in the attack and died"."""
    words = tokens.lower[first.last : then.first]
    joined = words[-1:] == ("and",) or words[-2:] in (("and", "later"), ("and", "then"))
    own = any(word in _NUMBERISH or word[0].isdigit() or word == "," for word in words)
    return joined and not own and len(words) <= _CLAUSE


def _them_too(tokens: Tokens, first: Trigger, then: Trigger) -> bool:
    """Say whether a later deed was done to the same people: "abducted three men and subsequently killed them"."""
    joined = {"and", "then", "later", "before", "subsequently"} & set(tokens.lower[max(then.first - 2, 0) : then.first])
    return then.first > first.last and bool(joined) and tokens.lower[then.last : then.last + 1] in _THEM


_THEM = (("them",), ("him",), ("her",))
_CLAUSE = 9  # tokens between two deeds that one subject shares


def _replace(draft: Draft, trigger: Trigger, tokens: Tokens) -> Draft:
    values = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    return Draft(**(values | {"harm": trigger.harm, "harm_words": tokens.phrase(trigger.first, trigger.last)}))
