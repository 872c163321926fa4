"""Who keeps which name, as a pure function of what was and what is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.identity import incident_name
from according.ledger.naming import Named, Past, assign


class History:
    """Plays the ledger: keeps what each naming moved, and asks for the next."""

    def __init__(self) -> None:
        self.bearers: dict[str, str] = {}
        self.firsts: dict[str, str] = {}
        self.born: dict[str, int] = {}
        self.leads: dict[str, str] = {}
        self.entry = 0

    def past(self, **orphans) -> Past:
        return Past(bearers=self.bearers, firsts=self.firsts, born=self.born, leads=self.leads, entry=self.entry + 1,
                    orphans=orphans.get("orphans", {}), reports=orphans.get("reports", {}))

    def name(self, *groups: str, **orphans) -> tuple[str, ...]:
        """Name groups of one-letter claims: ``name("ab", "c")``."""
        named = assign([set(group) for group in groups], self.past(**orphans))
        self.keep(named)
        return named.names

    def keep(self, named: Named) -> None:
        if named.moved or named.leads:
            self.entry += 1
        for name, claims in named.moved.items():
            self.born.setdefault(name, self.entry)
            self.leads.pop(name, None)
            for claim in claims:
                self.bearers[claim] = name
                self.firsts.setdefault(claim, name)
        for old, new in named.leads.items():
            self.leads = {name: new if to == old else to for name, to in self.leads.items()} | {old: new}
            self.bearers = {claim: new if name == old else name for claim, name in self.bearers.items()}


A, B, C, D = (incident_name(claim) for claim in "abcd")

# First what was, one settle after another; then what is now; then the names it must bear, and where old names lead.
CASES = [
    ("a new incident is named after its first claim", [], ["cab"], [A], {}),
    ("it keeps its name while claims join", [["b"]], ["ab"], [B], {}),
    ("it keeps its name while most of its claims stay", [["abc"]], ["ab", "c"], [A, C], {}),
    ("the larger part keeps the name, though the first claim left", [["abc"]], ["bc", "a"], [A, None], {}),
    ("halves: the one with the smallest claim keeps it", [["abcd"]], ["cd", "ab"], [C, A], {}),
    ("a merge keeps the older name", [["c"], ["c", "ab"]], ["abc"], [C], {A: C}),
    ("a merge of two that are equally old keeps the one that sorts first", [["a", "b"]], ["ab"], [min(A, B)], None),
    ("three names merged, one after another, all lead to the oldest",
     [["d"], ["d", "c"], ["d", "c", "b"], ["cd", "b"]], ["bcd"], [D], {C: D, B: D}),
    ("a merge undone gives both their names back", [["a"], ["a", "bcd"], ["abcd"]], ["a", "bcd"], [A, B], {}),
    ("a merge undone and a claim moved", [["a"], ["a", "bcd"], ["abcd"]], ["ab", "cd"], [A, B], {}),
    ("half of what was merged is no return", [["ab"], ["ab", "cd"], ["abcd"]], ["abc", "d"], [A, D], {C: A}),
    ("one claim moves to another incident, and no name with it", [["abc", "de"]], ["ab", "cde"], [A, D], {}),
    ("two swap a claim: each name goes where most of its claims go", [["abc", "def"]], ["cde", "abf"], [D, A], {}),
    ("a claim whose own name another bears gets one all the same", [["abc"]], ["bc", "a"], [A, None], {}),
]


@pytest.mark.parametrize(("what", "before", "now", "names", "leads"), CASES, ids=[case[0] for case in CASES])
def test_names(what, before, now, names, leads):
    history = History()
    for groups in before:
        history.name(*groups)
    given_names = history.name(*now)
    assert [name for name, wanted in zip(given_names, names, strict=True) if wanted not in (None, name)] == []
    assert len(set(given_names)) == len(given_names)
    if leads is not None:
        assert history.leads == leads


def test_a_name_whose_claims_are_gone_goes_by_its_report():
    history = History()
    history.name("a", "b")
    orphans = {A: {"r-1": 1}}
    assert history.name("b", "c", orphans=orphans, reports={"c": "r-1"}) == (B, A)


def test_a_name_without_claims_never_takes_the_place_of_a_living_one():
    history = History()
    history.name("a")
    history.name("a", "b")
    assert history.name("bc", orphans={A: {"r-1": 1}}, reports={"c": "r-1"}) == (B,)
    assert history.leads == {A: B}


def test_a_name_whose_claims_and_reports_are_gone_stays_unborne():
    history = History()
    history.name("a", "b")
    assert history.name("b", orphans={A: {"r-1": 1}}) == (B,)
    assert history.leads == {}


partitions = st.lists(st.integers(0, 5), min_size=1, max_size=12).map(
    lambda homes: ["".join(chr(97 + n) for n, home in enumerate(homes) if home == at) for at in sorted(set(homes))])


@given(st.lists(partitions, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_whatever_happens(settles: list[list[str]], shuffled: random.Random):
    history = History()
    for groups in settles:
        before, leads = dict(history.bearers), dict(history.leads)
        mixed = list(groups)
        shuffled.shuffle(mixed)
        other_order = dict(zip(mixed, assign(mixed, history.past()).names, strict=True))
        names = history.name(*groups)
        assert dict(zip(groups, names, strict=True)) == other_order, "the order of incidents changes no name"
        assert len(set(names)) == len(names), "no name is borne twice"
        assert not set(names) & set(history.leads), "no incident bears a name that leads elsewhere"
        assert set(history.leads.values()) <= set(history.bearers.values()), "every redirect leads to a name in use"
        for group, name in zip(groups, names, strict=True):
            kept = {before.get(claim) for claim in group}
            if len(kept) == 1 and (old := kept.pop()) is not None and leads == {}:
                held = [claim for claim, bore in before.items() if bore == old]
                if 2 * len(group) > len(held):
                    assert name == old, "it keeps its name while most of its claims stay"
        again = assign([set(group) for group in groups], history.past())
        assert (again.names, again.moved, again.leads) == (names, {}, {}), "naming the same again moves nothing"


@given(partitions, partitions)
def test_a_merge_of_all_undone_gives_every_name_back(groups, more):
    history = History()
    history.name(*groups)
    names = history.name(*groups)
    history.name("".join(groups))
    assert history.name(*groups) == names
    assert history.leads == {}
