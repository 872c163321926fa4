"""Score the claims that a reader read against claims that people annotated.

In: gold and read claims by report, as ``told.read_told`` returns them. Out: ``Evaluation``: figures for all reports, by
corpus, by outlet and by kind of claim, each with its interval; and the outcomes that they were counted from.

Example: ``evaluate({"x/1": gold}, {"x/1": read}).score.claims.f1``

Nothing is read or fetched here: what read the claims, and from where, is the caller's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from according.errors import BadRequest
from according.evaluate.match import Outcome, compare
from according.evaluate.tally import KINDS, Measure, Score, kinds_told, score
from according.evaluate.told import Told

Plain = dict[str, object]
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What an evaluation found."""

    score: Score
    corpora: Mapping[str, Score]  # by what stands before the first stroke of a report's id
    kinds: Mapping[str, Mapping[str, Score]]  # harm, class, scope, outlet -> word -> figures
    outcomes: tuple[Outcome, ...]
    resamples: int
    seed: int


def evaluate(
    gold: Mapping[str, Sequence[Told]], read: Mapping[str, Sequence[Told]], *, outlets: Mapping[str, str] | None = None,
    bare: bool = False, resamples: int = 1000, seed: int = 0,
) -> Evaluation:
    """Score read claims against gold ones.

    Args:
        gold: the annotated claims of each report.
        read: the read claims of each report; a report of the gold that is absent here has none, others are passed over.
        outlets: who published each report, where known.
        bare: score claims without a number, too.
        resamples: drawings for each interval; 0: no intervals.
        seed: of the drawings.

    Raises:
        BadRequest: gold and reading have no report in common.
    """
    if not set(gold) & set(read):
        raise BadRequest("no report of the gold was read: check that both files give their reports the same ids")
    outcomes = tuple(
        compare(key, claims, read.get(key, ()), outlet=(outlets or {}).get(key, UNKNOWN), bare=bare)
        for key, claims in gold.items()
    )

    def figures(chosen: Sequence[Outcome], kind: tuple[str, str] | None = None) -> Score:
        return score(chosen, kind=kind, resamples=resamples, seed=seed)

    corpora = _grouped(outcomes, lambda o: o.report.partition("/")[0] if "/" in o.report else UNKNOWN)
    published = _grouped(outcomes, lambda o: o.outlet)
    kinds = {name: {word: figures(outcomes, (name, word)) for word in kinds_told(outcomes, name)} for name in KINDS}
    return Evaluation(
        score=figures(outcomes),
        corpora={name: figures(chosen) for name, chosen in corpora.items()},
        kinds={**kinds, "outlet": {name: figures(chosen) for name, chosen in published.items()}},
        outcomes=outcomes, resamples=resamples, seed=seed,
    )


def evaluation_plain(evaluation: Evaluation, *, reader: str | None) -> Plain:
    """Return an evaluation as JSON has it: the keys of the corpora's scorer, and more beside them.

    Args:
        evaluation: what was found.
        reader: name and version of what read; None: claims from a file.
    """
    return {
        "reader": reader,
        **score_plain(evaluation.score),
        "corpora": {name: score_plain(one) for name, one in evaluation.corpora.items()},
        "kinds": {kind: {word: score_plain(one, kind=kind != "outlet") for word, one in words.items()}
                  for kind, words in evaluation.kinds.items()},
        "resamples": evaluation.resamples,
        "seed": evaluation.seed,
    }


def score_plain(one: Score, *, kind: bool = False) -> Plain:
    """Return one set of figures as JSON has it.

    Args:
        one: the figures.
        kind: they are of one kind of claim: what is found of the gold and what is right of the read are then two
            counts, and the articles are those of the whole evaluation.
    """
    out: Plain = {} if kind else {"articles": one.articles}
    for name, measure in (("claims", one.claims), ("lenient", one.lenient), ("full", one.full)):
        out[name] = _measure_plain(measure, kind=kind)
    out["roles"] = {role: asdict(accuracy) for role, accuracy in sorted(one.roles.items())}
    return out


def _measure_plain(measure: Measure, *, kind: bool) -> Plain:
    out: Plain = {"precision": measure.precision, "recall": measure.recall, "f1": measure.f1,
                  "matched": measure.matched, "predicted": measure.predicted, "gold": measure.gold}
    if kind:
        out["matched_read"] = measure.matched_read
    if measure.interval:
        out["interval"] = {name: list(ends) for name, ends in measure.interval.items()}
    return out


def _grouped(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    out: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        out.setdefault(key(outcome), []).append(outcome)
    return dict(sorted(out.items()))
