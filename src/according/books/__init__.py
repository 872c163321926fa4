"""The books: lists that resolvers look things up in. Data with loaders that check it, nothing else.

In: nothing. Out: ``Books``, opened once per process; the places stay on disk and are asked name by name.

Example: ``open_books().actors.lookup("SOHR")[0].name == "Syrian Observatory for Human Rights"``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from according.books.actor_list import open_actors
from according.books.actors import Actors
from according.books.mentions import PlaceMention, find_places
from according.books.numbers import NumberBook, open_numbers
from according.books.outlets import Outlets, open_outlets
from according.books.places import Places, open_places

__all__ = ["Actors", "Books", "NumberBook", "Outlets", "PlaceMention", "Places", "find_places", "open_books"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Every book that a resolver looks into."""

    places: Places
    actors: Actors
    outlets: Outlets
    numbers: NumberBook


@cache
def open_books() -> Books:
    """Open every book.

    Raises:
        BadBook: a list breaks its own rules.
    """
    outlets = open_outlets()
    return Books(places=open_places(), actors=open_actors(outlets), outlets=outlets, numbers=open_numbers())
