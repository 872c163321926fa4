"""What no proof tries, and what is known not to hold: a part of docs/tested.md.

In: nothing. Out: lines for the page, in the order in which a user would care.

Example: ``LIMITS[0]``
"""

from __future__ import annotations

# Tables and columns whose tampering no seal finds, with the reason. All others are tried; one to come is, too.
UNSEALED = {
    "migrations.applied": "when a table was made: nothing follows from it",
    "jobs": "what `watch` has still to fetch: no fact, and it is asked again",
    "hosts": "when `watch` may ask a host again: no fact",
    "robots": "what a host lets robots do, as it was last said: no fact",
}

LIMITS: tuple[str, ...] = (
    """Whether a claim is read rightly is no matter of proof: it is measured, on reports that the reader has not seen
    (`make gate`, training/CARD.md), and it is wrong more often than any figure above.""",
    """A hash chain shows tampering to one who kept its head elsewhere. If nobody did, one who can write the file can
    make another chain that holds: keep what `according verify` prints.""",
    "Not under any seal, as no fact hangs on it: " + "; ".join(f"`{name}` ({why})" for name, why in UNSEALED.items())
    + ".",
    """Seals over what is derived find what was changed and not settled. They are no secret: one who knows the code can
    write a false figure with a fitting seal. `according settle --rebuild` makes all of it anew from the chain.""",
    """Power cuts are simulated from what the SQLite of the tests asks of the disk; no plug was pulled, and a disk that
    says it has written what it has not is outside the promise. PostgreSQL answers for its own files.""",
    """Everything runs on Linux, on local disks. A ledger file on a network share is not tested: use PostgreSQL.""",
    """Nobody from outside has looked at the code for holes.""",
)
