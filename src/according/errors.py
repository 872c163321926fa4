"""The exception family. Messages name the thing that failed and the way out, in one line.

AccordingError                 exit code 1
|-- BadInput                   a source could not be read: what, where, why
|   |-- TooLarge               a stated bound was passed
|   |-- Forbidden              an address that may not be fetched
|   `-- Unreached              no answer for now; a later try may have one
|-- BadBook                    a list shipped with the package, or given by a user, breaks its own rules
|-- BadReader                  a reader that is unknown, absent or damaged
|   `-- ReaderFailed           a reader had no answer for one report; the next may fare better
|-- BadRequest                 an id, date or option that names nothing
|-- Overtaken                  what is decided on is not as it was when it was looked at
`-- LedgerError                the ledger cannot be opened or written
    |-- LedgerTooNew           it was written by a later version
    `-- LedgerBroken           its chain or its rows do not hold
"""

from __future__ import annotations


class AccordingError(Exception):
    """Anything that this package raises on purpose."""


class BadInput(AccordingError):
    """A source that cannot be read: the message says which, where and why."""


class TooLarge(BadInput):
    """A source that passed a stated bound (bytes, attributes, depth, time, memory)."""


class Forbidden(BadInput):
    """An address that may not be fetched (private, loopback, not http)."""


class Unreached(BadInput):
    """An address that gave no whole answer in time; a later try may have one."""


class BadBook(AccordingError):
    """A book whose entries break its own rules."""


class BadReader(AccordingError):
    """A reader that is unknown, absent or damaged."""


class ReaderFailed(BadReader):
    """A reader that had no answer for one report; the batch goes on without it."""


class BadRequest(AccordingError):
    """An id, date, place or option that names nothing."""


class Overtaken(AccordingError):
    """A decision on what others changed since it was looked at; nothing was kept. ``told`` says what, line by line."""

    def __init__(self, message: str, told: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.told = told


class LedgerError(AccordingError):
    """The ledger cannot be opened, read or written."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a later version of According."""


class LedgerBroken(LedgerError):
    """The ledger's chain or rows do not hold."""
