"""``according export training``: what was judged, as a corpus to train a reader on or to score one against.

In: a ledger with judgements. Out: a folder; how much it holds, and what was left out and why, on stderr.
"""

from __future__ import annotations

from pathlib import Path

from according.cli.looking import reading_ledger
from according.cli.screen import note
from according.errors import BadRequest
from according.export.training import export_training
from according.ledger.base import head_text
from according.lessons import lessons
from according.phrasing import plural
from according.settings import Settings

TRAINING = "training"  # what `according export` calls it


def teach(ledger: str | None, settings: Settings, *, to: Path, partial: bool) -> None:
    """Write the folder.

    Raises:
        BadRequest: no report of the ledger can be taught from; the message says what to judge.
    """
    with reading_ledger(ledger, settings) as opened:
        found, incidents, head = tuple(lessons(opened)), tuple(opened.incidents()), opened.head()
    wanted = tuple(lesson for lesson in found if partial or not lesson.unjudged)
    left = [lesson.unjudged for lesson in found if lesson not in wanted]
    told = (f"{plural(len(left), 'report')} left out: {plural(sum(left), 'claim')} of "
            f"{'it' if len(left) == 1 else 'them'} not judged yet (--partial takes what is unjudged as it was read)")
    if not wanted:
        raise BadRequest(told if left else "no claim of the ledger was confirmed, corrected or rejected yet: "
                                           "`according judge confirm ID --why ...` does")
    reports, claims = export_training(wanted, incidents, to=to)
    note(f"{to}: {plural(reports, 'report')}, {plural(claims, 'claim')}, ledger head {head_text(head)}")
    if left:
        note(told)
