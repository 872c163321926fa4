"""A guard taken out of the code for the time of a control, and put back.

In: an owner, a name, what stands there meanwhile. Out: nothing.

Example: ``with swapped(engines, "wal_is_safe", lambda version: False): ...``
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def swapped(owner: object, name: str, stand_in: object) -> Iterator[None]:
    """Let another thing stand under a name of a module or class."""
    kept = vars(owner)[name]  # not getattr: of a class, the descriptor itself
    setattr(owner, name, stand_in)
    try:
        yield
    finally:
        setattr(owner, name, kept)
