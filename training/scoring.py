"""Score held-out answers as the package would read them: decode, resolve, and the scoring of ``according evaluate``.

In: reports, answers of held-out windows, a policy. Out: ``Tally``: counts by part of the corpora, accuracy by role.

Example: ``tally(told, predict(told, read_with_patterns, books))["all"].claims``.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from corpus import Told

from according.books import Books
from according.evaluate import told as evaluated
from according.evaluate.agree import FULL
from according.evaluate.match import compare
from according.export.corpus import corpus_claim
from according.extract.answers import read_answers
from according.extract.decode import Policy, decode
from according.extract.windows import Window
from according.records import Draft
from according.resolve import resolve
from according.resolve.second_view import Second
from according.words import Scope, VictimsClass, Word

Plain = dict[str, Any]
Answers = Mapping[str, Sequence[tuple[Window, Sequence[np.ndarray]]]]
Reader = Callable[[Told], Sequence[Draft]]


@dataclass(slots=True)
class Tally:
    """What was matched, of how many read and how many told."""

    matched: int = 0
    read: int = 0
    told: int = 0
    full: int = 0
    roles: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: Counter[tuple[str, ...]] = field(default_factory=Counter)  # of matched claims that are not full

    @property
    def precision(self) -> float:
        """Share of the claims read that the gold has."""
        return self.matched / max(1, self.read)

    @property
    def recall(self) -> float:
        """Share of the gold's claims that were read."""
        return self.matched / max(1, self.told)

    @property
    def claims(self) -> float:
        """F1 of claims."""
        return 2 * self.matched / max(1, self.read + self.told)

    @property
    def whole(self) -> float:
        """F1 of claims that are right in class, source and scope, too."""
        return 2 * self.full / max(1, self.read + self.told)

    def role(self, name: str) -> float:
        """Accuracy of a role over matched claims."""
        found = self.roles[name]
        return found[True] / max(1, found.total())


def as_told(told: Told, claims: Sequence[Plain]) -> tuple[evaluated.Told, ...]:
    """Return claims of a report in the shape of the corpora as the records that are scored."""
    key = str(told.report.key)
    line = json.dumps({"id": key, "claims": list(claims)}).encode()
    return evaluated.read_told([line], origin=key, texts={key: told.report.text})[key]


def read_with_model(told: Told, answers: Answers, policy: Policy) -> tuple[Draft, ...]:
    """Return the drafts of a report from held-out answers."""
    rows = answers[str(told.report.key)]
    found = read_answers([w for w, _ in rows], [a for _, a in rows], len(told.candidates))
    return decode(told.gated, told.candidates, found, reader="model", policy=policy)


def read_with_patterns(told: Told) -> tuple[Draft, ...]:
    """Return the drafts of the pattern reader."""
    return tuple(d for c in told.candidates for d in c.drafts)


def read_alone(told: Told, answers: Answers) -> tuple[Draft, ...]:
    """Return the drafts of the model alone: what it takes for a claim, its class and its scope, its source."""
    policy = Policy(least=0.5, least_new=0.5, own_roles=("perpetrator", "time"))
    return tuple(
        replace(d, victims_class=_best(VictimsClass, d.odds.klass), scope=_best(Scope, d.odds.scope))
        for d in read_with_model(told, answers, policy)
        if d.odds is not None
    )


def _best(words: type[Word], odds: Sequence[float]) -> Any:
    return tuple(words)[int(np.argmax(odds))]


def predict(
    told: Sequence[Told], reader: Reader, books: Books, second: Callable[[Told], Second | None] = lambda _: None
) -> dict[str, list[Plain]]:
    """Return the claims of reports in the corpora's shape, resolvers and second step included."""
    out: dict[str, list[Plain]] = {}
    for one in told:
        drafts = sorted(reader(one), key=lambda d: (d.at, d.harm, d.harm_words.start))
        claims = resolve(
            drafts, report=one.report, text=one.text, sentences=one.sentences, books=books, second=second(one)
        )
        out[str(one.report.key)] = [corpus_claim(c) for c in claims]
    return out


def tally(told: Sequence[Told], predicted: Mapping[str, list[Plain]]) -> dict[str, Tally]:
    """Return tallies for all reports, each corpus, each outlet and each harm."""
    out: dict[str, Tally] = defaultdict(Tally)
    for one in told:
        key = str(one.report.key)
        found = compare(key, as_told(one, one.gold), as_told(one, predicted[key]))
        report = ("all", one.corpus, f"outlet {one.report.outlet}")
        for part in report:
            out[part].matched += len(found.pairs)
            out[part].read += len(found.read)
            out[part].told += len(found.gold)
        for claim in found.gold:
            out[f"harm {claim.harm}"].told += 1
        for claim in found.read:
            out[f"harm {claim.harm}"].read += 1
        for pair in found.pairs:
            out[f"harm {pair.gold.harm}"].matched += 1
            for part in (*report, f"harm {pair.gold.harm}"):
                _count(out[part], pair.roles)
    return dict(out)


def _count(tally: Tally, roles: Mapping[str, bool | None]) -> None:
    """Count one matched claim: whether it is full, and each role that the gold tells."""
    lost = tuple(k for k in FULL if not roles[k])
    tally.full += not lost
    tally.wrong.update([lost] if lost else [])
    for name, right in roles.items():
        if right is not None:
            tally.roles[name][bool(right)] += 1
