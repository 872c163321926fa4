"""The hash chain: each entry's hash covers all of it and the hash before it, so no entry changes unseen. Pure.

In: fields of an entry and the head before it; or entries in order. Out: the sealed entry; or what is wrong.
The payload enters by its own hash, so that a chain can one day be checked by one who may not see the payloads.

A chain alone cannot show that its last entries were cut off, or that all of a tail was rewritten and hashed anew: in a
trial 300 of 300 such cuts went unseen, and none of 1,800 tamperings did with the head kept elsewhere. So ``faults``
takes that head (docs/decisions/0001).

Example::

    first = seal(Head(count=0, hash=GENESIS), kind="judgement", key="j-1", payload="{}",
    recorded="2026-11-23T10:00:00Z") tuple(faults([first])) == ()
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from according.identity import digest, text_hash
from according.ledger.base import GENESIS, Entry, Head

START = Head(count=0, hash=GENESIS)


def seal(head: Head, *, kind: str, key: str, payload: str, recorded: str) -> Entry:
    """Return the entry that follows a head."""
    entry = Entry(seq=head.count + 1, kind=kind, key=key, payload=payload, recorded=recorded,
                  previous=head.hash, hash="")
    return replace(entry, hash=entry_hash(entry))


def entry_hash(entry: Entry) -> str:
    """Return the hash that an entry must bear."""
    return digest(entry.seq, entry.kind, entry.key, text_hash(entry.payload), entry.recorded, entry.previous)


def head_of(entry: Entry) -> Head:
    """Return the head of a chain that ends in this entry."""
    return Head(count=entry.seq, hash=entry.hash)


def fault(head: Head, entry: Entry) -> str | None:
    """Return what is wrong with the entry that should follow a head; None if nothing is."""
    if entry.seq != head.count + 1:
        return f"entry {head.count + 1} is missing: entry {entry.seq} comes after {head.count}"
    if entry.previous != head.hash:
        return f"entry {entry.seq} does not follow entry {head.count}: it names another hash before it"
    if entry_hash(entry) != entry.hash:
        return f"entry {entry.seq} ({entry.kind} {entry.key}) was changed: its hash does not hold"
    return None


def faults(entries: Iterable[Entry], against: Head | None = None) -> Iterator[str]:
    """Yield what is wrong with a chain, given from its start, one line each."""
    head = START
    seen = against is None or against == START
    for entry in entries:
        if (wrong := fault(head, entry)) is not None:
            yield wrong
        head = head_of(entry)
        if against is not None and head.count == against.count:
            seen = True
            if head != against:
                yield f"entry {head.count} is not the one whose hash was kept: the chain was rewritten at or before it"
    if not seen and against is not None:
        yield f"the chain ends at entry {head.count}: entries up to {against.count} were cut off"
