"""What later captures set aside, as the last settle found it: reports that stand no longer, claims that are said anew.

In: a ``Store`` and a ``Supersession``. Out: ``Passed`` records, claims of earlier versions, and the part of a query
that leaves them out. Like all that a settle makes, it may be dropped and is made again.

Example: ``passed(store, ["r-1"])[0].stands == "r-2"``
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from according.ledger.engines import Store
from according.ledger.rows import add, lots, pages
from according.ledger.tables import PASSED, RESTATED
from according.records import Passed, Supersession

SUPERSEDED = (PASSED, RESTATED)


def put_superseded(connection: Connection, said: Supersession | None, *, whole: bool) -> None:
    """Put what was set aside of some reports in the place of what was before; of all with ``whole``."""
    if whole:
        for table in SUPERSEDED:
            connection.execute(delete(table))
    if said is None:
        return
    if not whole:
        for lot in lots(said.reports):
            for table in SUPERSEDED:
                connection.execute(delete(table).where(table.c.report.in_(lot)))
    add(connection, PASSED, ({"report": one.report, "kind": one.kind, "stands": one.stands, "since": one.since,
                              "reason": one.reason} for one in said.passed))
    add(connection, RESTATED, ({"claim": claim, "report": report, "heir": heir} for claim, report, heir in said.heirs))


def passed(store: Store, reports: Iterable[str] | None) -> tuple[Passed, ...]:
    """Return which reports stand no longer, by id."""
    if reports is None:
        rows = list(pages(store.reading, select(PASSED), (PASSED.c.report,)))
    else:
        with store.reading() as connection:
            rows = [row for lot in lots(sorted(set(reports))) for row in connection.execute(
                select(PASSED).where(PASSED.c.report.in_(lot)).order_by(PASSED.c.report))]
    return tuple(Passed(report=row.report, kind=row.kind, stands=row.stands, since=row.since, reason=row.reason)
                 for row in rows)


def restated(store: Store, heirs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the claims of earlier versions that some claims say anew, by these claims."""
    found: dict[str, list[str]] = {}
    with store.reading() as connection:
        for lot in lots(sorted(set(heirs))):
            for row in connection.execute(select(RESTATED).where(RESTATED.c.heir.in_(lot)).order_by(RESTATED.c.claim)):
                found.setdefault(row.heir, []).append(row.claim)
    return {heir: tuple(claims) for heir, claims in sorted(found.items())}
