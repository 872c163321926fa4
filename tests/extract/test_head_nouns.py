"""What a number counts: people, things, or what the book does not know."""

from __future__ import annotations

import pytest

from according.books.numbers import open_numbers
from according.extract.head_nouns import Kind, age_length, find_head
from according.extract.line import break_line

BOOK = open_numbers()


# What stands behind a number above one
@pytest.mark.parametrize(("words", "kind", "noun"), [
    ("villagers were shot", Kind.PEOPLE, "villagers"),
    ("Syrian army soldiers", Kind.PEOPLE, "soldiers"),
    ("Syrian army vehicles", Kind.THINGS, "vehicles"),
    ("car bombs", Kind.THINGS, "bombs"),
    ("car bomb victims", Kind.PEOPLE, "victims"),
    ("rebel-held towns", Kind.THINGS, "towns"),
    ("rebel groups", Kind.THINGS, "groups"),
    ("rebel", Kind.PEOPLE, "rebel"),  # a lost plural
    ("of the truck drivers", Kind.PEOPLE, "drivers"),
    ("of the 12 houses", Kind.THINGS, "houses"),
    ("killed in raids", Kind.PEOPLE, "killed"),
    ("wounded Damascus raids", Kind.PEOPLE, "wounded"),  # a headline without its comma
    ("country's population", Kind.PEOPLE, "population"),
    ("Central Reserve Police Force (CRPF) personnel", Kind.PEOPLE, "personnel"),
    ("in raids on houses", Kind.NEITHER, "in"),
    ("Syrian state TV said", Kind.NEITHER, ""),
    ("cases of suffocation", Kind.NEITHER, "cases"),
])
def test_behind_a_number(words: str, kind: Kind, noun: str) -> None:
    line = break_line(words)
    head = find_head(line, 0, BOOK)
    assert head.kind is kind
    if kind is not Kind.NEITHER:
        assert line.words[head.at] == noun.lower()


# What stands behind an article
@pytest.mark.parametrize(("words", "kind"), [
    ("child was shot", Kind.PEOPLE),
    ("children", Kind.NEITHER),
    ("retired police officer", Kind.PEOPLE),
    ("truck driver", Kind.PEOPLE),
    ("truck", Kind.THINGS),
    ("rebel opened fire", Kind.PEOPLE),
    ("rebel stronghold", Kind.THINGS),
    ("local custom", Kind.NEITHER),
    ("Communist Party of India cadre", Kind.PEOPLE),
    ("10-year-old girl", Kind.PEOPLE),
    ("two-day-old baby", Kind.PEOPLE),
    ("newspaperman", Kind.PEOPLE),
    ("firm stand", Kind.THINGS),
])
def test_behind_an_article(words: str, kind: Kind) -> None:
    assert find_head(break_line(words), 0, BOOK, single=True).kind is kind


@pytest.mark.parametrize(("words", "length"), [
    ("10-year-old girl", 5), ("two day old baby", 3), ("30 yearold man", 2), ("10 girls", 0), ("10-year war", 0),
])
def test_age_length(words: str, length: int) -> None:
    assert age_length(break_line(words), 0) == length
