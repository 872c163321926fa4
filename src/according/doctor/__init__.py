"""Is everything here that According needs, and is it whole: one finding a question.

In: settings, the address of a ledger, the folder of its archive, the clock. Out: ``Finding`` records, in a fixed order.
No question stops the others, nothing is changed, and nothing leaves the machine but to a ledger's own server.

Example: ``[f.what for f in examine(...) if f.state == "bad"] == []``
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from according.doctor import keeping, machine, reading
from according.doctor.finding import BAD, OK, WARNING, Finding
from according.errors import AccordingError
from according.settings import Settings

__all__ = ["BAD", "OK", "WARNING", "Finding", "examine"]


def examine(settings: Settings, ledger: str, archive: Path | None, now: Callable[[], datetime]) -> Iterator[Finding]:
    """Yield one finding for each thing that is looked at.

    Args:
        settings: what the door read from the environment.
        ledger: its address; there need be none yet.
        archive: its folder; None: turned off.
        now: the clock, which is one of the things looked at.
    """
    health = keeping.Looked(ledger)
    questions: tuple[tuple[str, Callable[[], Finding]], ...] = (
        ("reader", lambda: reading.reader(settings)),
        ("books", reading.books),
        ("charts", reading.charts),
        ("sqlite", machine.sqlite),
        ("postgresql", lambda: machine.postgresql(ledger)),
        ("disk", lambda: machine.disk(ledger, archive)),
        ("ledger", health.ledger),
        ("chain", health.chain),
        ("clock", lambda: health.clock(now())),
        ("archive", lambda: health.archive(archive)),
        ("jobs", health.jobs),
    )
    for what, ask in questions:
        try:
            yield ask()
        except (AccordingError, OSError) as error:
            yield Finding(what=what, state=BAD, said=" ".join(str(error).split()))
