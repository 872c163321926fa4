"""The one table of features by which two tellings are held to speak of one incident, or not.

In: two tellings. Out: a score in log-odds and the share of each feature. Each feature is a small function with a
value from 0 to 1; the weights are data (books/data/link_weights.yaml), learned by training/link_weights.py.
A new reason to join is one function and one line of the table.

Source: method.md, "Joining claims into incidents": place and date agree within their precision, harm and victims can
be the same; different numbers are no reason to part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import asin, cos, exp, log, radians, sin, sqrt

from according.link.tell import Spot, Telling
from according.link.wording import Bag, likeness, rarest
from according.records import Share

Feature = Callable[[Telling, Telling], float]

_EXACT = 3  # where_prec up to the district can be held against another place by distance
# How seldom a means is in the news of a war: gas in one of 25 accounts of the corpora, bombs in one of five.
_RARE_MEANS = {"chemical": 1.0, "execution": 0.7, "abduction": 0.7, "bombing": 0.5}
_REACH_KM = {1: 5.0, 2: 25.0, 3: 40.0}  # how far the truth may lie from the point, by where_prec (UCDP)


# --- where ---------------------------------------------------------------------------------------


def _same_place(a: Telling, b: Telling) -> float:
    ids = {s.id for s in a.spots if s.prec <= _EXACT and s.id} & {s.id for s in b.spots if s.prec <= _EXACT and s.id}
    return 1.0 if ids else 0.0


def _near(a: Telling, b: Telling) -> float:
    km = _kilometres(a, b)
    return 0.0 if km is None else exp(-km / 20.0)


def _far(a: Telling, b: Telling) -> float:
    km = _kilometres(a, b)
    return 0.0 if km is None else 1.0 - exp(-km / 40.0)


def _same_province(a: Telling, b: Telling) -> float:
    return 1.0 if _adm1(a) & _adm1(b) else 0.0


def _other_province(a: Telling, b: Telling) -> float:
    return 1.0 if _adm1(a) and _adm1(b) and not _adm1(a) & _adm1(b) else 0.0


def _place_words(a: Telling, b: Telling) -> float:
    return _share(a.place_words, b.place_words)


def _place_unknown(a: Telling, b: Telling) -> float:
    return 1.0 if not (_precise(a) and _precise(b)) else 0.0


def _holds(a: Telling, b: Telling) -> float:
    """One names the province, the other a place in it: a report's lead is often vaguer than its body."""
    coarse = [t for t in (a, b) if t.spots and not _precise(t)]
    return 1.0 if len(coarse) == 1 and _adm1(a) & _adm1(b) else 0.0


def _place_missing(a: Telling, b: Telling) -> float:
    return 1.0 if not (a.spots or a.place_words) or not (b.spots or b.place_words) else 0.0


# --- when ----------------------------------------------------------------------------------------


def _same_day(a: Telling, b: Telling) -> float:
    return 1.0 if a.dated and b.dated and _gap(a, b) == 0 and max(_width(a), _width(b)) == 0 else 0.0


def _days_meet(a: Telling, b: Telling) -> float:
    return 1.0 if _gap(a, b) == 0 and max(_width(a), _width(b)) > 0 else 0.0


def _day_apart(a: Telling, b: Telling) -> float:
    return 1.0 if _gap(a, b) == 1 else 0.0


def _days_apart(a: Telling, b: Telling) -> float:
    gap = _gap(a, b)
    return 0.0 if gap is None or gap < 2 else min(1.0, log(gap) / log(30))


def _day_missing(a: Telling, b: Telling) -> float:
    return 1.0 if not (a.dated and b.dated) else 0.0


def _print_apart(a: Telling, b: Telling) -> float:
    if a.published is None or b.published is None or (a.dated and b.dated and _gap(a, b) == 0):
        return 0.0  # where both texts date it alike, a late print is only late, and feeds often print a wrong day
    return min(1.0, log(max(1, abs(a.published - b.published))) / log(30))  # the next day's report is no other event


def _agree(a: Telling, b: Telling) -> float:
    """Place and day agree as far as they are told, and no other means is named: what the method asks for."""
    where = (_adm1(a) & _adm1(b) and not _far(a, b) > 0.5) or not a.spots or not b.spots
    when = _gap(a, b) in (0, None)
    return 1.0 if where and when and not _other_means(a, b) else 0.0


# --- what was done, to whom, by whom ---------------------------------------------------------------


def _same_means(a: Telling, b: Telling) -> float:
    return 1.0 if a.means & b.means else 0.0


def _rare_means(a: Telling, b: Telling) -> float:
    """The rarest means that both name: gas says more of which event is meant than an air strike does."""
    return max((_RARE_MEANS.get(m, 0.0) for m in a.means & b.means), default=0.0)


def _other_means(a: Telling, b: Telling) -> float:
    """Means that cannot be one: "other" names none, and a fight is told by the shots of it."""
    mine, yours = (_kinds(t.means) for t in (a, b))
    return 1.0 if mine and yours and not mine & yours else 0.0


def _kinds(means: frozenset[str]) -> frozenset[str]:
    return frozenset("clash" if m == "shooting" else m for m in means if m != "other")


def _same_count(a: Telling, b: Telling) -> float:
    """Equal counts of one harm: weak for small numbers, which fall together by chance."""
    shared = [n for _, n in a.counts & b.counts]
    return min(1.0, log(max(shared)) / log(40)) if shared and max(shared) > 1 else 0.0


def _same_toll(a: Telling, b: Telling) -> float:
    """The largest number of dead is the same in both, and no small one."""
    tolls = [max((n for harm, n in t.counts if harm == "killed"), default=0) for t in (a, b)]
    return 1.0 if tolls[0] == tolls[1] > 2 else 0.0


def _same_head(a: Telling, b: Telling) -> float:
    """The first sentences that count give one number of one harm, and no small one."""
    shared = [n for _, n in a.head_counts & b.head_counts]
    return min(1.0, log(max(shared)) / log(20)) if shared and max(shared) > 1 else 0.0


def _counts_shared(a: Telling, b: Telling) -> float:
    """A second and third equal count."""
    return min(1.0, max(0, len({x for x in a.counts & b.counts if x[1] > 1}) - 1) / 2)


def _count_near(a: Telling, b: Telling) -> float:
    """The best ratio between counts of one harm, where none is equal: tolls grow."""
    best = 0.0
    for harm, n in a.counts:
        for other, m in b.counts:
            if harm == other and n != m and min(n, m) > 1:
                best = max(best, min(n, m) / max(n, m))
    return best


def _same_class(a: Telling, b: Telling) -> float:
    return 1.0 if {x for x in a.classes if x[1] != "unknown"} & b.classes else 0.0


def _other_class(a: Telling, b: Telling) -> float:
    """One tells of civilians only, the other of combatants only."""
    mine, yours = ({k for _, k in t.classes} - {"unknown"} for t in (a, b))
    return 1.0 if mine and yours and not mine & yours and "mixed" not in mine | yours else 0.0


def _same_doer(a: Telling, b: Telling) -> float:
    return 1.0 if a.doers & b.doers else 0.0


def _other_doer(a: Telling, b: Telling) -> float:
    return 1.0 if a.doers and b.doers and not a.doers & b.doers else 0.0


def _same_side(a: Telling, b: Telling) -> float:
    return 1.0 if a.sides & b.sides else 0.0


def _foes(a: Telling, b: Telling) -> float:
    """Those harmed in the one are the doers of the other: two sides of one fight."""
    return 1.0 if a.sides & b.doers or b.sides & a.doers else 0.0


# --- in which words -----------------------------------------------------------------------------


def _words(a: Telling, b: Telling) -> float:
    return likeness(a.words, b.words)


def _rare_name(a: Telling, b: Telling) -> float:
    """The rarest name that both have: Atareb says more than Aleppo."""
    return max(rarest(x, y) for x in _name_bags(a) for y in _name_bags(b)) ** 2


def _runs(a: Telling, b: Telling) -> float:
    return min(1.0, len(a.runs & b.runs) / 10)


def _title_words(a: Telling, b: Telling) -> float:
    return likeness(a.around.title_words, b.around.title_words) if a.leads and b.leads else 0.0


def _lead_words(a: Telling, b: Telling) -> float:
    return likeness(a.around.lead_words, b.around.lead_words) if a.leads and b.leads else 0.0


def _same_voice(a: Telling, b: Telling) -> float:
    return 1.0 if a.voices & b.voices else 0.0


# --- inside one report --------------------------------------------------------------------------


def _same_sentence(a: Telling, b: Telling) -> float:
    return 1.0 if a.sentences & b.sentences else 0.0


def _whole_and_part(a: Telling, b: Telling) -> float:
    return 1.0 if a.wholes & set(b.claims) or b.wholes & set(a.claims) or a.wholes & b.wholes else 0.0


def _characters_apart(a: Telling, b: Telling) -> float:
    return min(1.0, max(0, max(a.start, b.start) - min(a.end, b.end)) / 1500)


def _title_and_lead(a: Telling, b: Telling) -> float:
    """The headline tells of what the next sentences tell of."""
    return 1.0 if a.in_title != b.in_title and max(a.start, b.start) < 700 else 0.0


def _lone(a: Telling, b: Telling) -> float:
    """The report names no second place or day."""
    return 1.0 if a.around.lone and b.around.lone else 0.0


def _background(a: Telling, b: Telling) -> float:
    return 1.0 if a.background != b.background else 0.0


FEATURES: Mapping[str, Feature] = {
    "same_place": _same_place, "near": _near, "far": _far, "same_province": _same_province,
    "other_province": _other_province, "place_words": _place_words, "holds": _holds, "place_unknown": _place_unknown,
    "place_missing": _place_missing, "day_missing": _day_missing,
    "same_day": _same_day, "days_meet": _days_meet, "day_apart": _day_apart, "days_apart": _days_apart,
    "print_apart": _print_apart, "agree": _agree,
    "same_means": _same_means, "rare_means": _rare_means, "other_means": _other_means, "same_count": _same_count,
    "same_toll": _same_toll, "same_head": _same_head, "counts_shared": _counts_shared, "count_near": _count_near,
    "same_class": _same_class, "other_class": _other_class,
    "same_doer": _same_doer, "other_doer": _other_doer, "same_side": _same_side, "foes": _foes,
    "words": _words, "rare_name": _rare_name, "runs": _runs, "title_words": _title_words,
    "lead_words": _lead_words, "same_voice": _same_voice,
    "same_sentence": _same_sentence, "whole_and_part": _whole_and_part, "characters_apart": _characters_apart,
    "title_and_lead": _title_and_lead, "background": _background, "lone": _lone,
}
BIAS = "bias"  # what speaks for or against joining before any feature does


def score(a: Telling, b: Telling, weights: Mapping[str, float]) -> float:
    """Return the log-odds that the two speak of one incident; the order of the two never matters."""
    return weights.get(BIAS, 0.0) + sum(w * FEATURES[name](a, b) for name, w in weights.items() if name != BIAS)


def shares(a: Telling, b: Telling, weights: Mapping[str, float]) -> tuple[Share, ...]:
    """Return what each feature added, heaviest first; features that are silent are left out."""
    found = [Share(feature=BIAS, value="1", weight=round(weights.get(BIAS, 0.0), 4))]
    for name, weight in weights.items():
        if name != BIAS and (value := FEATURES[name](a, b)) and weight:
            found.append(Share(feature=name, value=f"{value:.2f}", weight=round(weight * value, 4)))
    return tuple(sorted(found, key=lambda s: (-abs(s.weight), s.feature)))


def _name_bags(t: Telling) -> tuple[Bag, ...]:
    return (t.names, t.around.lead_names) if t.leads else (t.names,)


def _precise(t: Telling) -> tuple[Spot, ...]:
    return tuple(s for s in t.spots if s.prec <= _EXACT and s.lat is not None and s.lon is not None)


def _adm1(t: Telling) -> frozenset[str]:
    return frozenset(s.adm1 for s in t.spots if s.adm1)


def _kilometres(a: Telling, b: Telling) -> float | None:
    """The least distance between two precise places, less what their precision leaves open."""
    found = [
        max(0.0, _distance(s, t) - max(_REACH_KM[s.prec], _REACH_KM[t.prec]))
        for s in _precise(a) for t in _precise(b)
    ]
    return min(found) if found else None


def _distance(a: Spot, b: Spot) -> float:
    lat1, lon1, lat2, lon2 = (radians(x or 0.0) for x in (a.lat, a.lon, b.lat, b.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, half)))


def _gap(a: Telling, b: Telling) -> int | None:
    """Days between the two intervals; 0 where they meet."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    return max(0, a.first - b.last, b.first - a.last)


def _width(t: Telling) -> int:
    return 0 if t.first is None or t.last is None else t.last - t.first


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
