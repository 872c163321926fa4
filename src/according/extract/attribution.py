"""On whose word: the attributions of a sentence and the one that vouches for a count.

In: ``Tokens`` and the lexicon. Out: ``Attribution`` records; ``choose`` picks one for a place in the sentence.

Example: "12 were killed a monitor said" gives source "a monitor", cue "said".
"""

from __future__ import annotations

from dataclasses import dataclass

from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.source_phrase import (
    DETERMINERS,
    PREPOSITIONS,
    backward,
    find_inverted,
    find_quoted,
    find_told,
    forward,
    is_acronym,
)
from according.extract.speakers import apposed_speaker, names_alone, whole_speaker
from according.extract.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source tokens ``first`` to before ``last``, cue tokens.

    ``kind``: after | before | inverted | headline | pronoun.
    """

    first: int
    last: int
    cue_first: int
    cue_last: int
    kind: str
    to: tuple[int, int] | None = None  # who was told: "told Reuters"
    strong: bool = True  # the words are of the kind that vouches for numbers


_TOLL_ONLY = word_list("attribution", "toll_only")
_TOLL = word_list("attribution", "toll")


# "the toll of the Observatory" names a source, "the toll of the war" names none
_COUNTING = word_list("attribution", "counting")


def find_attributions(tokens: Tokens, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """Return every attribution of a sentence, in order of their cues."""
    found: list[Attribution] = []
    at = 0
    while at < len(tokens):
        if (hit := match(lexicon.before, tokens.lower, at)) is not None:
            source = forward(tokens, at + hit[0], lexicon)
            counting = tokens.lower[at] in _COUNTING
            if source is not None and (not counting or _vouches(tokens, *source, lexicon)):
                found.append(
                    Attribution(
                        first=source[0],
                        last=source[1],
                        cue_first=at,
                        cue_last=at + hit[0],
                        kind="before",
                        strong=_vouches(tokens, *source, lexicon),
                    )
                )
            at += hit[0]
            continue
        if (verb := match(lexicon.verbs, tokens.lower, at)) is not None:
            if (one := _around_verb(tokens, at, at + verb[0], lexicon)) is not None:
                found.append(one)
            at += verb[0]
            continue
        at += 1
    return tuple(found)


def headline_source(tokens: Tokens, lexicon: Lexicon) -> Attribution | None:
    """Return the source that a headline names without a verb: "... kills 12: monitor", "SANA: ...", "Monitor - ..."."""
    first, end = 0, len(tokens)
    while end and not tokens.lower[end - 1][0].isalnum():
        end -= 1
    for length in (3, 2, 1):
        start = end - length
        if start <= 3 or (hit := match(lexicon.headline, tokens.lower, start)) is None or hit[0] != length:
            continue
        marked = tokens.lower[start - 1] in (":", "-", "–", "|")
        if not marked and hit[1] == "weak":
            continue
        while start > 3 and tokens.lower[start - 1] in _OF_WHERE:
            start -= 1
        return Attribution(first=start, last=end, cue_first=end, cue_last=end, kind="headline")
    for at in range(1, min(6, end)):
        if tokens.lower[at] == ":" and _has_noun(tokens, 0, at, lexicon):
            return Attribution(first=0, last=at, cue_first=at, cue_last=at, kind="headline")
    hit = match(lexicon.headline, tokens.lower, first)
    if (
        hit is not None
        and hit[1] == "strong"
        and end > hit[0] + 3
        and (tokens.lower[hit[0]][0].isdigit() or tokens.is_capital(hit[0]))
    ):
        return Attribution(first=0, last=hit[0], cue_first=hit[0], cue_last=hit[0], kind="headline")
    return None


_OF_WHERE = word_list("attribution", "of_where")


def choose(
    attributions: tuple[Attribution, ...], at: int, tokens: Tokens, lexicon: Lexicon
) -> tuple[Attribution | None, Attribution | None]:
    """Return the attribution that vouches for the count at a token, and the one that carries it, if another does.

    The innermost voice vouches (the corpus guidelines): of "the agency, quoting monitors, said" the monitors.
    """
    free = [a for a in attributions if not a.first <= at < a.last and not _over(a, at, tokens)]
    usable = [a for a in free if a.strong] or free
    if not usable:
        return None, None
    ranked = sorted(usable, key=lambda a: (_distance(a, at, tokens, lexicon), a.cue_first))
    best = ranked[0]
    if best.kind == "pronoun" and (speaker := _speaker_before(best, usable)) is not None:
        best, ranked = speaker, [speaker, *(a for a in ranked if a is not best and a is not speaker)]
    if len(ranked) == 1:
        return best, None
    if best.kind == "inverted" and tokens.lower[best.cue_first] in ("reports", "reported", "report"):
        voices = [a for a in ranked[1:] if not _parted(a, at, tokens, lexicon) and a.strong]
        if voices:
            return voices[0], best  # a newspaper credited for the item carries what somebody else vouches for
    if best.kind != "before":
        inner = [
            a
            for a in ranked[1:]
            if a.kind == "before"
            and abs(a.cue_first - best.cue_first) <= (_FAR if tokens.lower[a.cue_first] in _INNER else _NEAR)
            and (_parted(best, at, tokens, lexicon) or not _parted(a, at, tokens, lexicon))
        ]
        if inner:
            return inner[0], best
    others = [
        a
        for a in ranked[1:]
        if (a.kind in ("after", "inverted") or best.kind != "before") and not _parted(a, at, tokens, lexicon)
    ]
    return best, others[0] if others else None


def _over(a: Attribution, at: int, tokens: Tokens) -> bool:
    """Say whether a speaker is done before the count, or begins after it: "X said one had died; Y said three had"."""
    if a.kind == "after" and a.first > at and tokens.lower[a.first - 1] == ";":
        return True
    between = tokens.lower[a.cue_last : at]
    if a.kind != "after" or a.cue_first > at or ";" not in between:
        return False
    after = between[len(between) - between[::-1].index(";") :]
    return bool(after) and tokens.is_capital(at - len(after)) and after[0] not in ("that", "and", "he", "she", "it")


def _speaker_before(inner: Attribution, usable: list[Attribution]) -> Attribution | None:
    """Return who "he" is in "a resident told the agency that he had counted 23 bodies"."""
    before = [a for a in usable if a.kind == "after" and 0 <= inner.first - a.cue_last <= _THAT]
    return before[-1] if before else None


_THAT = 8  # tokens between a cue and the pronoun of its clause
_NEAR, _FAR = 12, 45  # tokens between two cues of one sentence
_INNER = word_list("attribution", "inner")  # "citing the ministry" is inside whatever voice the sentence has


def _distance(a: Attribution, at: int, tokens: Tokens, lexicon: Lexicon) -> float:
    gap = a.cue_first - at if a.cue_first >= at else at - max(a.cue_last, a.last)
    strong = 12 * _parted(a, at, tokens, lexicon)
    weak = 14.0 if tokens.lower[a.cue_first : a.cue_first + 1] and tokens.lower[a.cue_first] in _NOT_OF_COUNTS else 0.0
    before_bonus = weak - 1.5 if a.cue_first < at else weak  # "X said 12 died and Y said 3 did"
    return max(gap, 0) + strong + before_bonus


# These verbs tell of other things more often than of counts
_NOT_OF_COUNTS = word_list("attribution", "not_of_counts")


def _parted(a: Attribution, at: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    low, high = (a.cue_last, at) if a.cue_first < at else (at, a.cue_first)
    return any(w in lexicon.strong for w in tokens.lower[low:high])


def _around_verb(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> Attribution | None:
    """Return the attribution that a verb of saying makes with the noun phrase before it or, inverted, after it."""
    words = tokens.lower
    if not _says(tokens, first, last, lexicon):
        return None
    told = find_told(tokens, last) if words[first] in ("told", "tells") else None
    if words[first] in _QUOTING and (quoted := find_quoted(tokens, last, lexicon)) is not None:
        return Attribution(first=quoted[0], last=quoted[1], cue_first=first, cue_last=last, kind="before")
    spoken = find_inverted(tokens, first, last, lexicon)
    if spoken is None and (whole := apposed_speaker(tokens, first, lexicon)) is not None:
        return Attribution(first=whole[0], last=whole[1], cue_first=first, cue_last=last, kind="after", to=told)
    back = backward(tokens, first, lexicon)
    if (
        back is not None
        and back[1] - back[0] == 1
        and words[back[0]] in lexicon.pronouns
        and not is_acronym(tokens, back[0])
    ):
        if words[back[0]] not in ("which", "who"):
            return Attribution(first=back[0], last=back[1], cue_first=first, cue_last=last, kind="pronoun", to=told)
        back = None
    if back is not None and _has_said(tokens, back[1] - 1, lexicon):
        return None  # "the network said adding that ...": one speaker, told already
    back = _outer(tokens, back, lexicon)
    if back is None or not _has_noun(tokens, *back, lexicon) or _in_clause(tokens, back[0]):
        back = _before_clause(tokens, first, lexicon) or back
    forward = spoken
    inverted = (
        forward is not None and (_has_noun(tokens, *forward, lexicon) or _is_newspaper(tokens, first, forward))
    ) or (forward is not None and first > 0 and words[first - 1] in _QUOTE_END)
    good = back is not None and _has_noun(tokens, *back, lexicon)
    if forward is not None and inverted and (not good or forward[1] >= len(tokens) - 1):
        return Attribution(first=forward[0], last=forward[1], cue_first=first, cue_last=last, kind="inverted", to=told)
    if back is None:
        return None
    named = tokens.is_capital(back[1] - 1) or words[back[0]] in DETERMINERS
    good = good or (words[first] in _SURE and names_alone(tokens, back))
    if good and _has_noun(tokens, *back, lexicon):
        back = whole_speaker(tokens, back, lexicon)
    if good or (named and words[first] in _SURE):
        return Attribution(
            first=back[0], last=back[1], cue_first=first, cue_last=last, kind="after", to=told, strong=good
        )
    return None


def _has_said(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    verb = match(lexicon.verbs, tokens.lower, at) is not None and tokens.lower[at] not in _NOUN_TOO
    return verb and tokens.lower[at] in _SURE and not tokens.is_capital(at)


def _is_newspaper(tokens: Tokens, cue: int, source: tuple[int, int]) -> bool:
    """Say whether a sentence ends in "reports Daily Example".

    A name in capitals, or an address, and nothing after it.
    """
    if tokens.lower[cue] not in ("reports", "reported", "report"):
        return False
    named = all(tokens.is_capital(i) or tokens.lower[i] in ("the", "of", ".") for i in range(*source))
    return source[1] >= len(tokens) - 1 and (named or "." in tokens.lower[source[0] : source[1]])


def _outer(tokens: Tokens, back: tuple[int, int] | None, lexicon: Lexicon) -> tuple[int, int] | None:
    """Step over "quoting monitors" in "the agency, quoting monitors, stated": the subject stands before it."""
    if back is None:
        return None
    for length in (1, 2, 3):
        at = back[0] - length
        if at > 0 and (hit := match(lexicon.before, tokens.lower, at)) is not None and hit[0] == length:
            return backward(tokens, at, lexicon) or back
    return back


_QUOTING = word_list("attribution", "quoting")
_QUOTE_END = word_list("attribution", "quote_end")
_SURE = word_list("attribution", "sure")


def _says(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> bool:
    """Turn away the same words meant otherwise.

    "claimed the lives of", "United States", "it is claimed", "the reports of".
    """
    words = tokens.lower
    rest = words[last : last + 3]
    if words[first] in ("claimed", "claims", "claiming", "claim") and (
        any(rest[: len(p)] == p for p in lexicon.not_before) or {"lives", "life"} & set(words[last : last + 8])
    ):
        return False
    if words[first] in _TOLL_ONLY and not set(words[last : last + 5]) & _TOLL:
        return False
    before = words[first - 1] if first else ""
    if words[first] in ("states", "state") and before == "united":
        return False
    if tokens.printed[first] == "Said" and first and tokens.is_capital(first - 1):
        return False  # a name
    if before in ("been", "is", "was", "were", "being", "be", "are") and words[first] not in ("saying",):
        return False
    return not (words[first] in _NOUN_TOO and (not first or before in _NOUN_BEFORE or last >= len(words)))


_NOUN_TOO = word_list("attribution", "noun_too")
_NOUN_BEFORE = word_list("attribution", "noun_before")


def _has_noun(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> bool:
    return any(w.removesuffix("'s") in lexicon.source_nouns for w in tokens.lower[first:last])


def _after_preposition(tokens: Tokens, back: tuple[int, int] | None) -> bool:
    return back is None or (
        back[0] > 0 and tokens.lower[back[0] - 1] in PREPOSITIONS | {"on", "near", "by", "targeting", "hit"}
    )


def _in_clause(tokens: Tokens, first: int) -> bool:
    """Say whether a noun phrase is the object of a clause: "the group, which backs the opposition, said"."""
    return any(w in ("which", "who") for w in tokens.lower[max(0, first - 4) : first]) and not set(
        tokens.lower[max(0, first - 4) : first]
    ) & {",", ".", '"'}


def _before_clause(tokens: Tokens, cue: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the noun phrase before "which tracks violence ..." where a verb of saying ends such a clause."""
    for at in range(cue - 1, max(0, cue - 26), -1):
        if tokens.lower[at] in (".", ";", '"'):
            return None
        if tokens.lower[at] in ("which", "who", "whose") and at > 0:
            found = backward(tokens, at, lexicon)
            return found if found is not None and _has_noun(tokens, *found, lexicon) else None
    return None


def _vouches(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> bool:
    words = tokens.lower[first:last]
    if not words:
        return False
    return any(w.removesuffix("'s") in lexicon.source_nouns for w in words) or all(
        tokens.is_capital(i) or tokens.lower[i] in ("the", "of", "and", "for", "al", "-", "(", ")", ",")
        for i in range(first, last)
    )
