"""What an outlet changed, as a part of a page.

In: nothing. Out: ``ChangeRow``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What an outlet changed of a report after it was read."""

    text: Annotated[str, "who changed what, when it was last and first seen so, and whether it said so"]
    silent: Annotated[bool, "whether a count was changed without a word"]
    before: Annotated[str, "address of the earlier version"]
    after: Annotated[str | None, "address of the later one; None: the page is gone"]
    claims: Annotated[tuple[tuple[str, str | None, str | None], ...], "what became of a count, old and new sentence"]
