"""What reading and showing need: weights, books, the engine that draws.

In: settings. Out: findings.

Example: ``books().said == "235,172 places, 1,025 actors and outlets"``
"""

from __future__ import annotations

import sqlite3
from importlib import import_module
from importlib.util import find_spec

from according.books import open_books
from according.doctor.finding import OK, WARNING, Finding
from according.errors import BadBook
from according.settings import Settings

_PLACE = "Damascus"  # a name that every edition of the book of places has


def reader(settings: Settings) -> Finding:
    """Look at what reads where nobody names a reader."""
    if settings.reader != "trained":
        return Finding(what="reader", state=WARNING, said=f"ACCORDING_READER is {settings.reader}: the trained reader "
                       "finds more; unset it to read with that")
    model = import_module("according.extract.model")  # loaded by name: the runtime of models takes a while
    return Finding(what="reader", state=OK, said=model.check_weights(model.FOLDER).name)


def books() -> Finding:
    """Open every book and look one place up."""
    found = open_books()
    try:
        known = found.places.lookup(_PLACE)
    except sqlite3.Error as error:
        raise BadBook(f"the book of places is damaged ({error}); install the package anew") from None
    if not known:
        raise BadBook(f"the book of places does not know {_PLACE}; install the package anew")
    return Finding(what="books", state=OK, said="places, actors, outlets and numbers open, each by its own rules")


def charts() -> Finding:
    """Draw a word: pictures and PDF come out of an engine with fonts of its own."""
    if find_spec("vl_convert") is None:
        return Finding(what="charts", state=WARNING, said="vl-convert-python is not installed: no charts, no workbench")
    drawing = import_module("according.charts.drawing")
    told = drawing.nothing("doctor", "doctor", "every letter is drawn")
    blank = drawing.nothing("doctor", "doctor", " " * len(told.text))
    if drawing.png(told) == drawing.png(blank):
        return Finding(what="charts", state=WARNING, said="pictures come out without letters: install a font")
    return Finding(what="charts", state=OK, said="pictures come out with their letters")
