"""One finding: what was looked at, how it stands, and in words why.

In: nothing. Out: ``Finding``.
"""

from __future__ import annotations

from dataclasses import dataclass

OK, WARNING, BAD = "ok", "warning", "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one thing stands."""

    what: str
    state: str  # ok | warning | bad
    said: str  # in one line, with the way out where there is one
