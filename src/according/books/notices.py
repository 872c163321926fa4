"""Words by which an outlet says that it changed a report.

In: ``data/notices.yaml``. Out: a pattern over them.

Example: ``read_notices().search("Correction: an earlier version said 12.")`` finds the word.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from according.errors import BadBook


@cache
def read_notices() -> re.Pattern[str]:
    """Return a pattern that finds any of the words, in any case.

    Raises:
        BadBook: the list is empty, repeats itself, or holds what is no lower-case text.
    """
    found = yaml.safe_load(files("according.books").joinpath("data/notices.yaml").read_text(encoding="utf-8"))
    if not isinstance(found, list) or not found or any(
            not isinstance(word, str) or word != " ".join(word.casefold().split()) for word in found):
        raise BadBook("notices.yaml: a list of lower-case words is wanted")
    if len(set(found)) != len(found):
        raise BadBook("notices.yaml: a word stands twice")
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(found, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
