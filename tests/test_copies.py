"""Near copies between reports."""

from __future__ import annotations

import random

from according.copies import find_copies
from claim_factory import make_report

WORDS = [
    f"{a}{b}" for a in ("ba", "ko", "li", "mur", "ne", "po") for b in ("dan", "fel", "gor", "hin", "kas", "lom", "tir")
]


def prose(seed: int, length: int = 150) -> str:
    """Words of no language, so that no two texts share a run by design."""
    return " ".join(random.Random(seed).choices(WORDS, k=length)) + "."


WIRE = make_report(prose(1), outlet="Wire", published="2025-03-06")


def test_a_reprint_under_a_new_headline_is_a_copy_of_the_earlier_report() -> None:
    again = make_report("A new headline of the desk. " + WIRE.text, outlet="Daily", published="2025-03-07")
    other = make_report(prose(2), outlet="Post", published="2025-03-07")
    found = find_copies([again, other, WIRE])
    assert [(c.copier, c.original) for c in found] == [(again.id, WIRE.id)]
    assert found[0].share > 0.95
    assert found[0].words.split()[:3] == WIRE.text.split()[:3]


def test_a_copy_that_changes_the_number_and_cuts_the_end_is_still_a_copy() -> None:
    words = WIRE.text.split()
    words[10] = "twelve"
    cut = make_report(" ".join(words[:90]), outlet="Daily", published="2025-03-07")
    assert [c.original for c in find_copies([WIRE, cut])] == [WIRE.id]


def test_one_shared_sentence_is_no_copy() -> None:
    shared = " ".join(WIRE.text.split()[:12])
    quoting = make_report(f"{prose(3)} {shared} {prose(4)}", outlet="Daily")
    assert find_copies([WIRE, quoting]) == ()


def test_an_outlets_standing_text_is_no_copy() -> None:
    foot = prose(5, 60)
    one, two = (make_report(f"{prose(n)} {foot}", outlet="Daily") for n in (6, 7))
    assert find_copies([one, two]) == ()


def test_order_never_matters_and_the_passage_is_short() -> None:
    rows = [WIRE, *(make_report(f"{prose(n, 20)} {WIRE.text}", outlet=f"Outlet {n}") for n in range(8, 12))]
    found = find_copies(rows)
    assert found == find_copies(rows[::-1])
    assert all(len(c.words.split()) <= 25 for c in found)
