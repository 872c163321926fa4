"""Properties over made-up texts: what is read stands where it says, and the ends of a count and a figure are in order.

hypothesis makes the texts, out of the words that the grammar looks at and of any letters at all, a hundred thousand of
them for each property; a failing one is made small before it is told.

Example: ``python -m prove --only offsets``
"""

from __future__ import annotations

import random
from collections.abc import Callable
from unittest import mock

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from according import spans
from according.books.profiles import read_profiles
from according.clean import clean
from according.records import Claim, Report
from claim_factory import make_report
from prove import fuzz_targets
from prove.frame import Outcome, Proof, Scale
from test_reconcile import settle, told

_LOT = 1_000  # examples between two looks at the clock
_WORDS = (
    "at least", "more than", "between", "and", "to", "up to", "12", "1,204", "5-7", "a", "dozen", "dozens of",
    "hundred", "people", "soldiers", "children", "were killed", "killed", "wounded", "died", ",", ".", "\n", "\n\n",
    "“", "”", "(", ")", "the army said", "according to", "medics", "Homs", "in", "on Monday", "7 March 2025",
    "two days ago", "since", "last", "week", "at dawn", "of them", "including", "no one", "both", "Two",
    "The Observatory said that", "â€œ", "\u200b", "\u00ad", "Read more about the war here", "٥٠", "million",
    "per cent", "2nd", "–", "'s", "shells",
)
_TEXT = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=5)), min_size=1, max_size=24).map(" ".join)


def _offsets_of_clean(text: str) -> None:
    """Each letter of the clean text maps to itself in the text as it came, and a span back to one that holds it."""
    found = clean(make_report(text))
    assert found.raw == text
    for start, end, clean_start, clean_end, copied in found.map.pieces:
        assert not copied or found.clean[clean_start:clean_end] == text[start:end]
    for start in range(0, len(found.clean), 3):
        end = min(len(found.clean), start + 4)
        a, b = found.map.to_raw(start, end)
        assert 0 <= a <= b <= len(text)
        c, d = found.map.to_clean(a, b)
        assert c <= start
        assert d >= end


def _figures(world: tuple[list[Claim], list[Report]]) -> None:
    for profile in read_profiles():
        for figure in settle(*world, profile):
            ends = [end.value for end in (figure.low, figure.best, figure.high) if end.value is not None]
            assert ends == sorted(ends)


_PROPERTIES: dict[str, tuple[st.SearchStrategy, Callable[..., None]]] = {  # type: ignore[type-arg]  # of many kinds
    "counts": (_TEXT, lambda text: fuzz_targets.count(text.encode("utf-8", "replace"))),
    "dates": (_TEXT, lambda text: fuzz_targets.date(text.encode("utf-8", "replace"))),
    "sources": (_TEXT, lambda text: fuzz_targets.attribution(text.encode("utf-8", "replace"))),
    "clean text": (_TEXT, _offsets_of_clean),
    "figures": (told(), _figures),
}


def run(scale: Scale) -> Outcome:
    """Try each property over many examples."""
    done, bad, lines = 0, 0, []
    for at, name in enumerate(_PROPERTIES):
        most = scale.pick(short=60, whole=100_000)
        until = scale.left() * (1 - 1 / (len(_PROPERTIES) - at))
        tried, wrong = _try(name, most, scale, until)
        done, bad = done + tried, bad + bool(wrong)
        lines.append(f"{name} {tried:,}" + (f" ({wrong})" if wrong else ""))
    return Outcome(tried=done, bad=bad, said=f"examples: {', '.join(lines)}; {bad} properties broken")


def control(scale: Scale) -> Outcome:
    """The same for the clean text, with a map that is one letter off behind each edit."""
    def off(map: spans.TextMap, start: int, end: int) -> tuple[int, int]:
        return start, end

    with mock.patch.object(spans.TextMap, "to_raw", off):
        tried, wrong = _try("clean text", 2_000, scale, 0.0)
    return Outcome(tried=tried, bad=int(bool(wrong)), said=f"broken: {wrong}" if wrong else "nothing was seen")


def _try(name: str, most: int, scale: Scale, until: float) -> tuple[int, str]:
    """Return how many examples were tried, and what the smallest that fails said; stop when less time is left."""
    strategy, holds = _PROPERTIES[name]
    tried = 0

    def counted(example: object) -> None:
        nonlocal tried
        tried += 1
        holds(example)

    while tried < most and (not tried or scale.left() > until):
        lot = settings(max_examples=min(_LOT, most - tried), database=None, deadline=None,
                       suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink))
        begun = tried
        try:
            seed(random.Random(f"{scale.seed}/{name}/{tried}").getrandbits(32))(lot(given(strategy)(counted)))()
        except Exception as error:  # an assertion, or whatever the code under test raises
            return tried, f"{type(error).__name__}: {str(error)[:100]}"
        if tried == begun:
            break
    return tried, ""


PROOF = Proof(
    key="offsets",
    title="Offsets and ends, over made-up texts",
    does="Texts are made of the words that the grammar looks at and of any letters; counts, dates, sources and the map "
         "from the clean text to the text as it came are held against the letters, figures against their own ends.",
    passes="text[a:b] is what is quoted; low <= best <= high, in every example",
    guard="the map from the clean text to the text as it came",
    run=run, control=control, seconds=1_000,
)
