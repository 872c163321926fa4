"""``according judge``: keep what a person decided, and join the claims anew.

In: a kind of judgement, what it is about, and why. Out: the judgement in the ledger, never changed afterwards.
"""

from __future__ import annotations

import getpass
import importlib
import json
from datetime import UTC, datetime
from pathlib import Path
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
from according.reviewing import spell_figure_pin
from according.settings import Settings
from according.words import JudgementKind, SourceKind

_KINDS = {kind.value: kind for kind in JudgementKind}
_WITH_FIELD = (JudgementKind.CORRECT, JudgementKind.PIN)
_KINDS_OF_SOURCE = tuple(kind.value for kind in SourceKind)
_PAIRS = (JudgementKind.SAME, JudgementKind.DIFFERENT)


def judge(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(_KINDS)}.")],
    subject: Annotated[str, typer.Argument(
        metavar="ID", help="A claim; for undo, a judgement; for pin, also an incident or a source's name.")],
    other: Annotated[str | None, typer.Argument(
        metavar="[ID]", show_default=False, help="The second claim, for same and different.")] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it is kept with the judgement.")] = ...,  # type: ignore[assignment]  # typer's mark for a required option
    who: Annotated[str | None, typer.Option(
        "--who", metavar="NAME", show_default=False, help="Default: your login name.")] = None,
    field: Annotated[str | None, typer.Option(
        "--field", metavar="NAME", show_default=False,
        help="For correct: harm, status, scope, class or count. For pin: what the figure counts, \"killed civilian\" "
             "or \"killed all\", or standing.")] = None,
    value: Annotated[str | None, typer.Option(
        "--value", metavar="JSON", show_default=False,
        help='For correct: the value as JSON, "wounded" or [12, 12, null]. For pin: low, best, high as [12, 12, 15], '
             "null where the rules choose; or party, monitor, official, outlet, unnamed.")] = None,
    seen: Annotated[int | None, typer.Option(
        "--seen", metavar="ENTRY", min=0, show_default=False,
        help="The entry up to which you saw the ledger, as show tells it: what others did since then stops the "
             "judgement.")] = None,
    ledger: LedgerOption = None,
) -> None:
    """Keep what you decided about claims, and join them anew."""
    if kind not in _KINDS:
        raise typer.BadParameter(f"{kind!r} is no kind of judgement: choose {', '.join(_KINDS)}")
    word = _KINDS[kind]
    if (other is not None) != (word in _PAIRS):
        raise typer.BadParameter("same and different take two claims, every other kind one")
    given = field is not None and value is not None
    if (field is None) != (value is None) or (given and word not in _WITH_FIELD) or (
            not given and word is JudgementKind.CORRECT):
        raise typer.BadParameter("--field and --value go together, with correct and pin and with nothing else")
    settings = settings_here()
    by = allowed(who or _login(), settings)
    with open_ledger(address(ledger, settings)) as opened:
        first, second = subject, None
        if word is JudgementKind.PIN and field is not None and value is not None:
            first, field, value = _pinned(subject, field, value, opened)
        else:
            first = one_id(subject, opened, start="j-" if word is JudgementKind.UNDO else "c-")
            second = one_id(other, opened, start="c-") if other is not None else None
        if word is JudgementKind.CORRECT:
            check_correction(opened.claim(first), field, value)
        _keep(_judgement(word, first, second, field, value, who=by, why=why), opened, seen)


def _pinned(subject: str, field: str, value: str, ledger: Ledger) -> tuple[str, str, str]:
    """Return subject, field and value of a pin: where a source stands, or a figure of an incident."""
    if field == "standing":
        if value.strip('"') not in _KINDS_OF_SOURCE:
            raise BadRequest(f"{value} is no standing: choose {', '.join(_KINDS_OF_SOURCE)}")
        return " ".join(subject.split()), field, json.dumps(value.strip('"'))
    name = one_id(subject, ledger, start="i-")
    try:
        ends = json.loads(value)
    except ValueError:
        ends = None
    if not isinstance(ends, list) or any(end is not None and type(end) is not int for end in ends):
        raise BadRequest(f"{value} is no figure: write low, best and high as [12, 12, 15], null where the rules choose")
    return name, "figure", spell_figure_pin(ledger, name, field, ends)


def _judgement(kind: JudgementKind, subject: str, other: str | None, field: str | None, value: str | None, *,
               who: str, why: str) -> Judgement:
    when = datetime.now(UTC).isoformat(timespec="seconds")
    return new_judgement(kind, subject, other=other, field=field, value=value, who=who, when=when, why=why)


def allowed(who: str, settings: Settings) -> str:
    """Return the name if it may judge: anybody where no users are named, else a reviewer or an owner.

    It keeps honest people from a slip: whoever can write the ledger's file can write anything, and the chain shows it.

    Raises:
        BadRequest: the file of users does not name him, or names him as a reader.
    """
    if settings.users is None:
        return who
    access = importlib.import_module("according.web.access")  # hashing passwords need not be loaded by other verbs
    path = Path(settings.users).expanduser()
    users = access.read_users(path.read_text(encoding="utf-8"), where=str(path)).users
    if who not in users:
        raise BadRequest(f"{who}: {path} names no such user; say who decides with --who")
    if users[who][0] < access.Role.REVIEWER:
        raise BadRequest(f"{who} is a reader by {path}: reviewers and owners judge")
    return who


def _keep(judgement: Judgement, ledger: Ledger, seen: int | None) -> None:
    keep(judgement, ledger=ledger, seen=seen)
    done = settle(ledger)
    say(f"{judgement.id} kept; the ledger now holds {done.incidents} incidents. "
        f"`according judge undo {judgement.id} --why ...` takes it back")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user: KeyError until Python 3.13, OSError since
        raise BadRequest("nobody is logged in by name: say who decides with --who") from None
