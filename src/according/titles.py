"""Where a report's title stands in its text.

In: a text and a title as the page gives it. Out: spans in the text.

Example: ``find_title("12 die in raid Twelve people ...", "12 die in raid - Region - Outlet") == [(0, 14)]``.
"""

from __future__ import annotations

import re

# "Headline - Region - Outlet", "Headline | Outlet": what follows is the page's, not the report's
_SITE = re.compile(r"\s+[|–—-]+\s+(?=[A-Z])")
# A title of fewer words stands in a text by chance
_FEWEST_WORDS = 4
_HEAD = 600  # characters of a text in which its title is looked for


def headline_words(title: str | None) -> tuple[str, ...]:
    """Return the words of the headline proper, or none where they are too few to be told from chance."""
    for piece in (_SITE.split(title or "")[0], title or ""):
        words = tuple(re.findall(r"\w+", piece))
        if len(words) >= _FEWEST_WORDS:
            return words
    return ()


def find_title(text: str, title: str | None) -> list[tuple[int, int]]:
    """Return the spans where the title stands in the head of a text, in order: it often runs on without a full stop."""
    words = headline_words(title)
    if not words:
        return []
    return [m.span() for m in re.finditer(r"[\W_]+".join(map(re.escape, words)), text[:_HEAD], re.IGNORECASE)]
