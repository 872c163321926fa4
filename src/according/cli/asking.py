"""``according why``: what stands between two incidents, or between two claims.

In: a ledger and two ids. Out: the pair of accounts that comes closest, with the share of each feature; whether they
ever met in a block; the judgements that tie or part them.

Example: ``according why i-7f3a i-90bc``
"""

from __future__ import annotations

from according.cli.looking import IdArgument, one_id, reading_ledger
from according.cli.options import JsonOption, LedgerOption, settings_here
from according.cli.screen import flat, say, say_bytes, table
from according.errors import BadRequest
from according.export.lines import dump, plain
from according.phrasing import plural
from according.pipeline import Between, hold_together


def why(
    one: IdArgument,
    other: IdArgument,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why two incidents, or two claims, are joined or are not."""
    with reading_ledger(ledger, settings_here()) as opened:
        ids = [one_id(each, opened) for each in (one, other)]
        if any(each[:2] not in ("i-", "c-") for each in ids):
            raise BadRequest(f"{one} and {other}: name two incidents, or two claims: i-... or c-...")
        found = hold_together(opened, *ids)
        homes = opened.homes([found.closest.a, found.closest.b])
    joined = homes.get(found.closest.a) is not None and homes.get(found.closest.a) == homes.get(found.closest.b)
    if as_json:
        say_bytes(dump({"joined": joined, **dict(_fields(found))}, indent=1) + b"\n")
        return
    say(f"{ids[0]} and {ids[1]}: {'one incident' if joined else 'two incidents'}")
    for judgement in found.judgements:
        say(f"Judged {judgement.kind.value} by {flat(judgement.who)} on {judgement.when}: {flat(judgement.why)} "
            f"({judgement.id})")
    say(_met(found))
    say(f"Closest: {found.closest.a} and {found.closest.b}, {found.closest.score:+.2f}; above zero they would be one")
    table(("feature", "value", "share"),
          [(s.feature.replace("_", " "), flat(s.value), f"{s.weight:+.2f}") for s in found.closest.shares])


def _met(found: Between) -> str:
    """Tell whether the two met, and whether their pairs spoke for one incident."""
    if not found.met:
        return ("They never met: no account of the one shares with one of the other a province within two days, a "
                "number or a rare name within a day, or a country and month where one is vague")
    return (f"{found.met} of {plural(found.pairs, 'pair')} of accounts met, {found.above} of them spoke for one "
            "incident; groups join while the better half of their pairs does")


def _fields(found: Between) -> list[tuple[str, object]]:
    return [("closest", plain(found.closest)), ("pairs", found.pairs), ("met", found.met), ("above", found.above),
            ("judgements", plain(list(found.judgements)))]

