"""How a judgement goes in: appended once, and not over what its maker did not see.

In: a ``Store``, a judgement, what its maker saw. Out: whether it is new.

Example: ``judge(store, judgement, now, seen=412)``
"""

from __future__ import annotations

from sqlalchemy import select

from according.errors import Overtaken
from according.ledger.engines import Store
from according.ledger.payloads import JUDGEMENT, payload
from according.ledger.posting import Clock, append
from according.ledger.since import news
from according.ledger.tables import ENTRIES
from according.records import Judgement


def judge(store: Store, judgement: Judgement, now: Clock, seen: int | None) -> bool:
    """Append a judgement unless one of its id is there; see ``Ledger.judge``."""
    text = payload(judgement)
    there = select(ENTRIES.c.seq).where(ENTRIES.c.kind == JUDGEMENT, ENTRIES.c.key == judgement.id).limit(1)
    with store.writing() as connection:
        if connection.execute(there).first() is not None:
            return False
        if seen is not None and (told := news(connection, judgement, seen)):
            raise Overtaken(f"{judgement.subject} is not as it was at entry {seen}: {'; '.join(told)}; nothing was "
                            "kept: look again, then decide", told)
        append(connection, [(JUDGEMENT, judgement.id, text)], now)
    return True
