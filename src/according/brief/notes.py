"""The footnotes of a brief: one number for each sentence of a report, however many claims and acts it holds.

In: claims, acts, reports. Out: numbers for ids, and the list of notes.

Example: ``Notes(claims=claims, acts=acts, reports=reports).of(line.claims) == (1, 2)``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from according.brief.phrases import day
from according.records import Act, Claim, Report


class Notes:
    """Numbers evidence in the order in which it is asked for."""

    def __init__(self, *, claims: Mapping[str, Claim], reports: Mapping[str, Report], acts: Iterable[Act] = ()) -> None:
        self._told: dict[str, Claim | Act] = {**claims, **{act.id: act for act in acts}}
        self._reports = reports
        self._numbers: dict[tuple[str, str], int] = {}

    def of(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the evidence of claims and acts, sorted."""
        places = ((told.report, " ".join(told.evidence.text.split())) for told in (self._told[i] for i in ids))
        return tuple(sorted({self._numbers.setdefault(place, len(self._numbers) + 1) for place in places}))

    def all(self) -> Iterator[tuple[int, str, str]]:
        """Yield each note: its number, outlet and day, and the sentence."""
        for (report, words), number in self._numbers.items():
            yield number, self._source(report), words

    def _source(self, report: str) -> str:
        known = self._reports.get(report)
        if known is None:
            return report
        outlet = known.outlet or "unknown outlet"
        return f"{outlet}, {day(known.published)}" if known.published else outlet
