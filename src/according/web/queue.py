"""The review queue of a workbench: what to look at next, for each who looks.

In: a listing's tasks, the judgements that stand, what each put off. Out: tasks, heaviest first.

The queue is sorted behind the pages, when the ledger was settled; to give the next task is to pass over those that were
decided since. So a decision never waits for sorting or settling.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from threading import Lock

from according.catalogue import Listing
from according.records import Judgement, Task
from according.words import JudgementKind

LONGEST = 2_000  # tasks held ready; the next ones come when the ledger is settled again
_ABOUT_CLAIMS = (JudgementKind.CONFIRM, JudgementKind.REJECT, JudgementKind.CORRECT)
_ABOUT_PAIRS = (JudgementKind.SAME, JudgementKind.DIFFERENT)


class Queue:
    """Tasks in order, and what each person put off; safe to be asked by several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listing: Listing | None = None
        self._tasks: tuple[Task, ...] = ()
        self._later: dict[str, set[str]] = {}  # who -> keys of tasks
        self._done: dict[str, int] = {}  # who -> decisions since the server began

    def refill(self, listing: Listing) -> None:
        """Take the heaviest tasks of a listing."""
        with self._lock:
            if self._listing is not listing:
                self._tasks = listing.heaviest_tasks(LONGEST)
                self._listing = listing

    @property
    def empty(self) -> bool:
        """Whether it was never filled."""
        return self._listing is None

    def open_tasks(self, who: str, decided: Collection[str], *, incident: str | None = None,
                   hand: Collection[str] = ()) -> Iterator[Task]:
        """Yield the tasks that are still to be decided, heaviest first.

        Args:
            who: whose put-off tasks are left out.
            decided: keys of the tasks that were decided, see ``decided_keys``.
            incident: only those of this incident.
            hand: keys of the tasks that are in hand already.
        """
        later = self._later.get(who, set())
        for task in self._tasks:
            key = task_key(task)
            if key not in decided and key not in later and key not in hand and incident in (None, task.incident):
                yield task

    def find(self, key: str) -> Task | None:
        """Return a task by its key, decided or not."""
        return next((task for task in self._tasks if task_key(task) == key), None)

    def put_off(self, who: str, key: str) -> None:
        """Leave a task for later; it comes again when the server is started anew."""
        with self._lock:
            self._later.setdefault(who, set()).add(key)

    def count(self, who: str, more: int = 0) -> int:
        """Return how many decisions somebody made since the server began, after adding some."""
        with self._lock:
            self._done[who] = max(0, self._done.get(who, 0) + more)
            return self._done[who]


def task_key(task: Task) -> str:
    """Return what tells a task from others: its claim, or its two claims."""
    return pair_key(task.subject, task.other)


def pair_key(subject: str, other: str | None) -> str:
    """Return the key of a claim, or of two claims in any order."""
    return subject if other is None else "+".join(sorted((subject, other)))


def decided_keys(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Return the keys of the tasks that judgements which stand have decided."""
    return frozenset(
        pair_key(j.subject, j.other if j.kind in _ABOUT_PAIRS else None)
        for j in judgements if j.kind in _ABOUT_CLAIMS or j.kind in _ABOUT_PAIRS)
