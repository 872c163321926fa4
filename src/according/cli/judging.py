"""``according judge``: keep what a person decided, and join the claims anew.

In: a kind of judgement, what it is about, and why. Out: the judgement in the ledger, never changed afterwards.
"""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from according.cli.looking import one_id
from according.cli.options import LedgerOption, address, settings_here
from according.cli.screen import say
from according.errors import BadRequest
from according.judged import new_judgement
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.pipeline import check_correction, settle
from according.pipeline import judge as keep
from according.records import Judgement
from according.words import JudgementKind

_KINDS = {kind.value: kind for kind in JudgementKind}
_PAIRS = (JudgementKind.SAME, JudgementKind.DIFFERENT)


def judge(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(_KINDS)}.")],
    subject: Annotated[str, typer.Argument(metavar="ID", help="A claim; for undo, a judgement.")],
    other: Annotated[str | None, typer.Argument(
        metavar="[ID]", show_default=False, help="The second claim, for same and different.")] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it is kept with the judgement.")] = ...,  # type: ignore[assignment]  # typer's mark for a required option
    who: Annotated[str | None, typer.Option(
        "--who", metavar="NAME", show_default=False, help="Default: your login name.")] = None,
    field: Annotated[str | None, typer.Option(
        "--field", metavar="NAME", show_default=False,
        help="For correct: harm, status, scope, class or count.")] = None,
    value: Annotated[str | None, typer.Option(
        "--value", metavar="JSON", show_default=False,
        help='For correct: the value as JSON, "wounded" or [12, 12, null].')] = None,
    ledger: LedgerOption = None,
) -> None:
    """Keep what you decided about claims, and join them anew."""
    if kind not in _KINDS:
        raise typer.BadParameter(f"{kind!r} is no kind of judgement: choose {', '.join(_KINDS)}")
    word = _KINDS[kind]
    if (other is not None) != (word in _PAIRS):
        raise typer.BadParameter("same and different take two claims, every other kind one")
    if (field is not None and value is not None) != (word is JudgementKind.CORRECT):
        raise typer.BadParameter("--field and --value go together, with correct and with nothing else")
    with open_ledger(address(ledger, settings_here())) as opened:
        start = "j-" if word is JudgementKind.UNDO else "c-"
        first = one_id(subject, opened, start=start)
        second = one_id(other, opened, start="c-") if other is not None else None
        if word is JudgementKind.CORRECT:
            check_correction(opened.claim(first), field, value)
        _keep(_judgement(word, first, second, field, value, who=who or _login(), why=why), opened)


def _judgement(kind: JudgementKind, subject: str, other: str | None, field: str | None, value: str | None, *,
               who: str, why: str) -> Judgement:
    when = datetime.now(UTC).isoformat(timespec="seconds")
    return new_judgement(kind, subject, other=other, field=field, value=value, who=who, when=when, why=why)


def _keep(judgement: Judgement, ledger: Ledger) -> None:
    keep(judgement, ledger=ledger)
    done = settle(ledger)
    say(f"{judgement.id} kept; the ledger now holds {done.incidents} incidents. "
        f"`according judge undo {judgement.id} --why ...` takes it back")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user: KeyError until Python 3.13, OSError since
        raise BadRequest("nobody is logged in by name: say who decides with --who") from None
