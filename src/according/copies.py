"""Near copies: reports that share an earlier report's wording, whether they credit it or not.

In: reports. Out: ``Copy`` records (copier, original, shared five-word runs, their share of the shorter text, the
longest shared passage). The original is the report published first; of two on one day the one whose id sorts first.

Example: an agency's text of 300 words that another outlet prints with a new headline and two sentences of its own
shares nearly all its runs with the agency's.

Source: method.md, "One origin, one vote": near-identical wording (shared five-word runs above chance) ties a report to
the report it copies. What is chance was measured on news of one war from 15 outlets: two reports of different
incidents seldom share 15 per cent of their runs, unless one outlet's standing text is in both; hence the higher bar
for two reports of one outlet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from according.records import Copy, Report

_LENGTH = 5  # words of a run
_LEAST_RUNS = 12
_LEAST_SHARE = 0.15
_LEAST_SHARE_SAME_OUTLET = 0.5  # an outlet's standing text is no copy
_SAMPLE = 8  # candidates are found by every eighth run, then every run is counted
_COMMON = 200  # a sampled run in more reports than this says nothing and would cost their square
_SHOWN = 25  # words of the passage that is shown: enough to recognise it, too few to replace the report

_WORD = re.compile(r"[^\W_]+")


def find_copies(reports: Iterable[Report]) -> tuple[Copy, ...]:
    """Return every pair of near copies, sorted by copier and original."""
    ordered = sorted({r.id: r for r in reports}.values(), key=lambda r: (r.published or "9999", r.id))
    runs = lru_cache(maxsize=4096)(lambda at: _runs(_words(ordered[at].text)))
    found = []
    for first, later in _candidates(ordered):
        shared = runs(first) & runs(later)
        shorter = min(len(runs(first)), len(runs(later)))
        share = len(shared) / shorter if shorter else 0.0
        least = _LEAST_SHARE_SAME_OUTLET if ordered[first].outlet == ordered[later].outlet else _LEAST_SHARE
        if len(shared) >= min(_LEAST_RUNS, shorter) and share >= least:
            found.append(Copy(
                copier=ordered[later].id, original=ordered[first].id, runs=len(shared), share=round(share, 3),
                words=_passage(ordered[later].text, ordered[first].text)))
    return tuple(sorted(found, key=lambda c: (c.copier, c.original)))


def share_of_runs(one: str, other: str) -> float:
    """Return the share of the shorter text's five-word runs that stand in both; 0.0 for a text without any."""
    runs, others = _runs(_words(one)), _runs(_words(other))
    shorter = min(len(runs), len(others))
    return len(runs & others) / shorter if shorter else 0.0


def _candidates(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Pairs that share at least one sampled run (short texts: any run)."""
    where: dict[int, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        codes = {crc32(run.encode("utf-8", "surrogatepass")) for run in _runs(_words(report.text))}
        for code in codes:
            if code % _SAMPLE == 0 or len(codes) < _SAMPLE * _LEAST_RUNS:
                where[code].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in where.values():
        if len(holders) <= _COMMON:
            shared.update(combinations(holders, 2))
    return sorted(shared)


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(c for c in bare if not unicodedata.combining(c) and c not in "'’‘ʿʾ`"))


def _runs(words: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(words[i:i + _LENGTH]) for i in range(len(words) - _LENGTH + 1))


def _passage(copier: str, original: str) -> str:
    """The longest passage that both print, as the copier prints it, cut to a few words."""
    spans = list(_WORD.finditer(copier))
    mine, theirs = [m.group().casefold() for m in spans], [m.group().casefold() for m in _WORD.finditer(original)]
    match = SequenceMatcher(None, mine, theirs, autojunk=False).find_longest_match()
    if not match.size:
        return ""
    last = match.a + min(match.size, _SHOWN) - 1
    return " ".join(copier[spans[match.a].start():spans[last].end()].split())
