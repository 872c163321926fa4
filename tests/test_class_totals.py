"""The total of one harm over its classes: the whole rules, the parts that share nobody are added."""

from __future__ import annotations

import pytest

from according.reconcile.totals import total
from according.words import VictimsClass
from figure_factory import a_figure, ends


def civilians(low, best, high, **more):
    return a_figure(low, best, high, klass="civilian", **more)


def fighters(low, best, high, side=None, **more):
    return a_figure(low, best, high, klass="combatant", side=side, **more)


@pytest.mark.parametrize(("figures", "whole", "result"), [
    ([civilians(1, 2, 3)], None, (1, 2, 3)),
    ([civilians(1, 2, 3), fighters(10, 20, 30)], None, (11, 22, 33)),
    ([civilians(1, 2, 3), fighters(10, 20, 30, "a"), fighters(100, 200, 300, "b")], None, (111, 222, 333)),
    # fighters of any side hold those of a side: the whole of them rules, its parts raise the high
    ([fighters(10, 20, 30), fighters(4, 5, 6, "a")], None, (10, 20, 30)),
    ([fighters(10, 20, 30), fighters(4, 5, 66, "a")], None, (10, 20, 66)),
    ([fighters(4, 5, 6, "a")], None, (4, 5, 6)),
    # over everything
    ([civilians(1, 2, 3)], a_figure(5, 6, 7), (5, 6, 7)),
    ([civilians(1, 2, 30)], a_figure(5, 6, 7), (5, 6, 30)),
    ([civilians(9, 9, 9)], a_figure(5, 6, 7), (5, 6, 9)),
    ([civilians(3, 3, 3)], a_figure(None, 6, 7), (3, 6, 7)),
    ([civilians(9, 9, 9)], a_figure(None, 6, None), (6, 6, 9)),
    ([civilians(2, 3, 4)], a_figure(5, None, 7), (3, 3, 7)),
    ([civilians(2, 9, 9)], a_figure(5, None, 7), (5, 9, 9)),
    ([civilians(2, 3, 4)], a_figure(None, None, None), (2, 3, 4)),
    ([civilians(0, 0, 0)], a_figure(0, 0, 0), (0, 0, 0)),
    ([civilians(None, None, None)], a_figure(4, None, None), (4, None, None)),
    ([], a_figure(1, 2, 3), (1, 2, 3)),
    # an end that a class does not give is not counted as none dead
    ([civilians(1, None, 3), fighters(10, 20, 30)], None, (11, None, 33)),
    ([civilians(None, 2, 3), fighters(10, 20, 30)], None, (10, 22, 33)),
    ([civilians(None, None, None), fighters(None, None, None)], None, (None, None, None)),
    ([civilians(0, 0, 0), fighters(None, None, 0)], None, (0, None, 0)),
])
def test_the_ends_of_a_total(figures, whole, result):
    done = total([*figures, *([whole] if whole is not None else [])], whole)
    assert ends(done) == result
    assert (done.klass, done.side, done.aside) == (VictimsClass.MIXED, None, ())


@pytest.mark.parametrize(("figures", "whole", "opened"), [
    ([civilians(1, 2, 3)], None, False),
    ([civilians(1, 2, 3, high_open=True)], None, True),
    ([civilians(1, 2, 3), fighters(1, 2, 3)], None, False),
    ([civilians(1, 2, 3, high_open=True), fighters(1, 2, 3)], None, True),
    ([civilians(1, 2, 3), fighters(1, 2, None)], None, True),
    ([civilians(1, 2, 3, high_open=True)], a_figure(5, 6, 7), False),
    ([civilians(1, 2, 9, high_open=True)], a_figure(5, 6, 7), True),
    ([civilians(1, 2, 9)], a_figure(5, 6, 7), False),
    ([civilians(1, 2, 3)], a_figure(5, 6, 7, high_open=True), True),
])
def test_whether_its_high_is_open(figures, whole, opened):
    assert total([*figures, *([whole] if whole else [])], whole).high_open is opened


def test_the_most_origins_of_any_class_stand_behind_it_and_all_their_claims():
    done = total([civilians(1, 2, 3, origins=2, origins_unknown=5, claims=("c-2",), marks=("b",)),
                  fighters(1, 2, 3, origins=4, origins_unknown=1, claims=("c-1", "c-2"), marks=("a",))], None)
    assert (done.origins, done.origins_unknown, done.claims) == (4, 5, ("c-1", "c-2"))
    assert done.marks == ("a", "b", "total")


@pytest.mark.parametrize(("high", "passed"), [(7, False), (8, True), (6, False)])
def test_parts_that_pass_the_whole_are_marked(high, passed):
    whole = a_figure(5, 6, 7)
    done = total([civilians(1, 2, (high, "c-9")), whole], whole)
    assert ("classes together pass the whole" in done.marks) is passed
    assert done.high.claims == (("c-9",) if passed else ("c-0",))


@pytest.mark.parametrize(("whole", "parts", "passed"), [
    ((None, None, 0), (None, None, 0), False), ((0, 0, None), (0, 0, 0), False), ((0, 0, None), (1, 1, 1), True),
])
def test_nobody_dead_passes_no_high_that_is_not_known(whole, parts, passed):
    figure = a_figure(*whole)
    assert ("classes together pass the whole" in total([civilians(*parts), figure], figure).marks) is passed


def test_a_sum_says_of_how_many_classes():
    done = total([civilians((1, "c-1"), 2, 3), fighters((4, "c-4"), 5, 6)], None)
    assert done.low.rule == "sum over 2 classes that share nobody"
    assert done.low.claims == ("c-1", "c-4")
    partly = total([civilians(None, None, 3), fighters(4, 5, 6)], None)
    assert (partly.low.rule, partly.best.rule) == ("sum over 1 classes that share nobody", "a class has no best figure")
