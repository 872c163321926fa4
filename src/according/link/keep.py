"""What one report tells, put into words that a ledger keeps, and out of them again.

In: a ``Told``. Out: an ``Account``; and back, the same to the last digit, so that a settle which builds upon kept
accounts joins as one that tells every report anew. Bags of words are kept as words: their weights are the book's.

Example: ``unpack(pack(told, claims=3, pieces={}), lexis) == told``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from according.books.weights import Lexis, Weights
from according.codec import decode, encode
from according.identity import digest
from according.link.block import stands_in
from according.link.tell import NOWHERE, Around, Telling
from according.link.within import Told
from according.link.wording import EMPTY, Bag, bag_again
from according.records import Account, Link

_SHAPE = 1  # raised when tellings, features, blocks or clusters change: what was joined before is then joined anew


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    around: Around  # its bags are empty here
    bags: tuple[tuple[str, ...], ...]  # title words, lead words, lead names
    tellings: tuple[tuple[Telling, tuple[str, ...], tuple[str, ...]], ...]  # without bags; words; names
    apart: tuple[tuple[str, str, float], ...]
    links: tuple[Link, ...]


def recipe(weights: Weights) -> int:
    """Return a number that is another one whenever the rules or the weights of joining are others."""
    lexis = weights.lexis
    parts = (sorted(weights.within.items()), sorted(weights.across.items()), weights.apart, weights.threshold_within,
             weights.threshold_across, sorted(lexis.stop), sorted(lexis.words.items()), sorted(lexis.names.items()),
             lexis.rare)
    return 1 + (int(digest(_SHAPE, repr(parts))[:15], 16) >> 1)


def pack(report: str, told: Told, *, claims: int, pieces: Mapping[str, str]) -> Account:
    """Return the account of a report.

    Args:
        report: its id.
        told: what it tells.
        claims: how many stand in it, of any scope.
        pieces: first claim of a telling to the piece that it is in.
    """
    around = told.tellings[0].around if told.tellings else NOWHERE
    kept = _Kept(
        around=replace(around, title_words=EMPTY, lead_words=EMPTY, lead_names=EMPTY),
        bags=(_words(around.title_words), _words(around.lead_words), _words(around.lead_names)),
        tellings=tuple((replace(t, words=EMPTY, names=EMPTY, around=NOWHERE), _words(t.words), _words(t.names))
                       for t in told.tellings),
        apart=tuple((a, b, score) for (a, b), score in sorted(told.apart.items())), links=told.links)
    return Account(
        report=report, claims=claims, tellings=tuple((t.head, pieces[t.head]) for t in told.tellings),
        blocks=tuple(sorted({key for t in told.tellings for key in stands_in(t)})), payload=encode(kept).decode())


def unpack(account: Account, lexis: Lexis) -> Told:
    """Return what a report tells, from its account.

    Raises:
        BadInput: the account was not made by ``pack``.
    """
    kept = decode(account.payload, _Kept)
    title, lead, names = kept.bags
    around = replace(kept.around, title_words=bag_again(title, lexis, of_names=False),
                     lead_words=bag_again(lead, lexis, of_names=False),
                     lead_names=bag_again(names, lexis, of_names=True))
    tellings = tuple(
        replace(t, around=around, words=bag_again(words, lexis, of_names=False),
                names=bag_again(named, lexis, of_names=True)) for t, words, named in kept.tellings)
    return Told(tellings=tellings, apart={(a, b): score for a, b, score in kept.apart}, links=kept.links)


def _words(bag: Bag) -> tuple[str, ...]:
    return tuple(sorted(bag.weights))
