"""Who did it, as a sentence says: after "by", before a verb of attack, or before a means.

In: tokens, the count with its word of harm, the lexicon. Out: the words, or None.

Example: "rebel shelling killed 12" gives "rebel".
"""

from __future__ import annotations

from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.hanging import Hanging
from according.extract.tokens import Tokens
from according.records import Phrase
from according.words import MeansType

_PHRASE_END = word_list("frame", "phrase_end")


def find_perpetrator(
    tokens: Tokens, hanging: Hanging, hangings: tuple[Hanging, ...], lexicon: Lexicon
) -> Phrase | None:
    """Return the words for who did it: after "by", before a verb of attack, or before a means ("rebel shelling")."""
    trigger = hanging.trigger
    harmed = {i for h in hangings for i in range(h.counted.first, h.counted.end)}
    found: list[tuple[float, int, int]] = []
    for at in range(len(tokens)):
        near = abs(at - trigger.first)
        hit = match(lexicon.perpetrator_before, tokens.lower, at)
        reported = (
            at > 0 and match(lexicon.before, tokens.lower, at - 1) is not None
        )  # "as reported by state television"
        if hit is not None and not reported and (span := _agent_after(tokens, at + hit[0], lexicon)) is not None:
            found.append((near - 3, *span))
        elif tokens.lower[at] in lexicon.perpetrator_verbs and (span := _agent_before(tokens, at, lexicon)) is not None:
            found.append((near, *span))
        elif (
            (means := match(lexicon.means, tokens.lower, at)) is not None
            and means[1]
            not in (
                MeansType.CLASH,
                MeansType.ARREST,
            )
            and (span := _agent_of_means(tokens, at, lexicon)) is not None
        ):
            found.append((near + 1, *span))
    found = [f for f in found if harmed.isdisjoint(range(f[1], f[2]))]
    if not found:
        return None
    _, first, last = min(found)
    return tokens.phrase(first, last)


def find_attacker(tokens: Tokens, lexicon: Lexicon) -> Phrase | None:
    """Return the side that a sentence without a count tells of as attacking, by a verb or before a means; None: two."""
    found: set[tuple[int, int]] = set()
    for at in range(len(tokens)):
        if tokens.lower[at] in lexicon.perpetrator_verbs and (span := _agent_before(tokens, at, lexicon)) is not None:
            found.add(span)
        means = match(lexicon.means, tokens.lower, at)
        if means is not None and means[1] not in (MeansType.CLASH, MeansType.ARREST):
            span = _agent_of_means(tokens, at, lexicon)
            if span is not None:
                found.add(span)
    if len({" ".join(tokens.lower[first:last]) for first, last in found}) != 1:
        return None
    return tokens.phrase(*min(found))


def _agent_after(tokens: Tokens, start: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the agent after "by": up to its head and no further."""
    end, head = start, None
    while (
        end < len(tokens)
        and end - start < 12
        and (tokens.lower[end] not in _PHRASE_END or _side_follows(tokens, end, lexicon))
        and tokens.lower[end][0].isalnum()
    ):
        if _is_armed(tokens, end, lexicon) or tokens.lower[end] in _NATIONS or tokens.lower[end] in _FLOWN:
            head = end
        elif (
            head is not None
            and not tokens.is_capital(end)
            and tokens.lower[end] not in ("forces", "group", "fighters", "of", "and", "air")
        ):
            break
        end += 1
    while end > start and tokens.lower[end - 1] in ("of", "the"):
        end -= 1
    return (start, end) if head is not None and end > start else None


def _side_follows(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Say whether "and" joins one side to another: "by the regime and Russian forces"."""
    after = tokens.lower[at + 1 : at + 4]
    return tokens.lower[at] == "and" and any(
        word in _NATIONS or _is_armed(tokens, at + 1 + i, lexicon) for i, word in enumerate(after)
    )


def _agent_before(tokens: Tokens, verb: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the armed side that is the subject of a verb of attack, stepping over where it is ("located in ...")."""
    if verb and tokens.lower[verb - 1] in lexicon.be:
        return None
    for at in range(verb - 1, max(-1, verb - 15), -1):
        if (
            tokens.lower[at] in _AGENT_STOP
            or match(lexicon.verbs, tokens.lower, at)
            or tokens.lower[at] in lexicon.perpetrator_verbs
        ):
            return None
        if _is_armed(tokens, at, lexicon):
            first, last = _widen(tokens, at, lexicon)
            hit = first > 0 and tokens.lower[first - 1] in _AIMED
            return None if hit else (first, last)  # "strikes on the group's capital killed 25": those who were hit
    return None


_AIMED = word_list("frame", "aimed")


_AGENT_STOP = word_list("frame", "agent_stop")


_SIDES = word_list("frame", "sides")


def _is_armed(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    word = tokens.lower[at]
    if str(lexicon.people.get(word, "")) == "combatant" and word not in (
        "member",
        "members",
        "leader",
        "officer",
        "criminals",
        "agent",
        "agents",
    ):
        return True
    return word in _SIDES or (
        word in lexicon.combatant_qualifiers
        and word not in ("armed", "foreign", "suspected", "security", "intelligence", "special", "allied")
    )


def _widen(tokens: Tokens, head: int, lexicon: Lexicon) -> tuple[int, int]:
    """Return the head with its modifiers on both sides: "suspected ULFA militants", "the Islamic State group"."""
    first, last = head, head + 1
    while (
        first > 0
        and head - first < 8
        and (
            tokens.is_capital(first - 1)
            or _is_armed(tokens, first - 1, lexicon)
            or tokens.lower[first - 1].endswith(("-aligned", "-backed", "-led", "-linked", "-affiliated", "-allied"))
            or tokens.lower[first - 1]
            in (
                "the",
                "suspected",
                "unidentified",
                "armed",
                "unknown",
                "foreign",
                "allied",
                "(",
                ")",
                "and",
                "of",
                "pro",
                "so-called",
                "government-aligned",
                "government-backed",
                "us-led",
                "other",
            )
        )
    ):
        if tokens.lower[first - 1] in ("and", "of", "(", ")") and not (first > 1 and tokens.is_capital(first - 2)):
            break
        if tokens.lower[first - 1] in ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"):
            break
        first -= 1
    while last < len(tokens) and tokens.lower[last] in ("forces", "group", "groups", "fighters", "militants", "troops"):
        last += 1
    return first, last


def _agent_of_means(tokens: Tokens, means: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the side named right before a means: "government air strikes", "Russian jets", "rebel rocket fire"."""
    at = means - 1
    while at >= 0 and means - at < 4 and tokens.lower[at] in _MEANS_WORDS:
        at -= 1
    if at < 0:
        return None
    if tokens.lower[at] in _NATIONS:
        flown = tokens.lower[means] in _FLOWN
        return _joined(tokens, at, lexicon), means + 1 if flown and means == at + 1 else at + 1
    if not _is_armed(tokens, at, lexicon):
        return None
    first, last = _widen(tokens, at, lexicon)
    return _joined(tokens, first, lexicon), last


_NATIONS = word_list("frame", "nations")
_FLOWN = word_list("frame", "flown")


def _joined(tokens: Tokens, first: int, lexicon: Lexicon) -> int:
    """Return where a first side begins that is joined to a second: "the regime and Russian air strikes"."""
    at = first - 1
    if at > 0 and tokens.lower[at] in ("and", "or", "/"):
        at -= 1
    elif not (at >= 0 and tokens.lower[at] in _NATIONS):
        return first
    if tokens.lower[at] in _NATIONS:
        return at
    return _widen(tokens, at, lexicon)[0] if _is_armed(tokens, at, lexicon) else first


_MEANS_WORDS = word_list("frame", "means_words")
