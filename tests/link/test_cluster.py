"""Average linkage under must-link and cannot-link."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from according.link.cluster import bind, cluster, pair, pieces

ITEMS = "abcdefgh"
PAIRS = list(combinations(ITEMS, 2))
SCORES = st.dictionaries(st.sampled_from(PAIRS), st.floats(-5, 5), max_size=20)
BONDS = st.lists(st.sampled_from(PAIRS), max_size=4)


def test_two_that_fit_are_one() -> None:
    assert cluster("abc", {("a", "b"): 2.0}, apart=-4.0) == (("a", "b"), ("c",))


def test_one_stray_pair_does_not_chain_two_groups() -> None:
    tight = dict.fromkeys((*combinations("abc", 2), *combinations("def", 2)), 3.0)
    assert cluster("abcdef", {**tight, ("c", "d"): 1.0}, apart=-4.0) == (("a", "b", "c"), ("d", "e", "f"))


def test_must_and_cannot() -> None:
    assert cluster("abc", {("a", "b"): 2.0}, apart=-4.0, cannot=[("b", "a")]) == (("a",), ("b",), ("c",))
    assert cluster("abc", {}, apart=-4.0, must=[("c", "a")]) == (("a", "c"), ("b",))


def test_a_bond_that_would_break_a_cannot_is_left_out() -> None:
    assert bind("abc", [("a", "b"), ("b", "c")], {("a", "c")}) == [("a", "b"), ("c",)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PAIRS), max_size=12))
def test_pieces_are_those_of_an_independent_union_find(edges: list[tuple[str, str]]) -> None:
    root = {item: item for item in ITEMS}
    for a, b in edges:
        keep, drop = sorted((root[a], root[b]))
        root = {item: keep if at == drop else at for item, at in root.items()}
    groups: dict[str, list[str]] = {}
    for item in ITEMS:
        groups.setdefault(root[item], []).append(item)
    assert pieces(ITEMS, edges) == sorted(groups.values())


@settings(max_examples=200, deadline=None)
@given(SCORES, BONDS, BONDS, st.randoms())
def test_groups_partition_obey_and_do_not_depend_on_order(
    scores: dict[tuple[str, str], float],
    must: list[tuple[str, str]],
    cannot: list[tuple[str, str]],
    order: random.Random,
) -> None:
    groups = cluster(ITEMS, scores, apart=-4.0, must=must, cannot=cannot)
    assert sorted(x for g in groups for x in g) == list(ITEMS)
    home = {x: g for g in groups for x in g}
    assert all(home[a] != home[b] for a, b in cannot)
    if not cannot:
        assert all(home[a] == home[b] for a, b in must)
    mixed = list(ITEMS)
    order.shuffle(mixed)
    assert cluster(mixed, dict(reversed(scores.items())), apart=-4.0, must=must, cannot=cannot[::-1]) == groups


@settings(max_examples=100, deadline=None)
@given(SCORES, SCORES)
def test_another_piece_changes_nothing(
    scores: dict[tuple[str, str], float], others: dict[tuple[str, str], float]
) -> None:
    far = {pair(a.upper(), b.upper()): s for (a, b), s in others.items()}
    both = cluster(ITEMS + ITEMS.upper(), {**scores, **far}, apart=-4.0)
    assert set(cluster(ITEMS, scores, apart=-4.0)) <= set(both)
