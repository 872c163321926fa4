"""One number as the count grammar reads it, before it is known whether it counts people.

In: nothing. Out: the ``Number`` record and the signs that join two of them.

Example: "1,200" is ``Number(first=0, last=2, value=1200, digits=True)``: three pieces of a ``Line``.
"""

from __future__ import annotations

from dataclasses import dataclass

DASHES = frozenset("-–—‑")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Pieces ``first`` to ``last`` of a line, both inclusive."""

    first: int
    last: int
    value: int
    high: int | None = None  # the upper end of a range
    digits: bool = False  # printed in digits
    plain: bool = False  # one run of digits and nothing else: may be a year
    vague: bool = False  # "dozens": the value is the least that it can be
    decimal: bool = False  # 12.5: no count, whatever it is
    code: bool = False  # too long, or with a leading zero
