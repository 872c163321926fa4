"""Incidents as rows of a list.

In: ``Summary`` records. Out: ``IncidentRow`` records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from according.charts import range_bar
from according.phrasing import figure_text, figure_whom, headline_figures, place_name, plural, when_text
from according.records import Figure, Summary
from according.web.links import address_of
from according.web.parts import IncidentRow, Told
from according.words import Harm


def incident_rows(found: Iterable[Summary]) -> tuple[IncidentRow, ...]:
    """Return the rows of a list; their bars are drawn on one scale, so that they can be compared."""
    rows = tuple(found)
    most = max((top(f) for summary in rows for f in headline_figures(summary.figures)), default=1)
    return tuple(_row(summary, most) for summary in rows)


def tell_figures(figures: Sequence[Figure], *, most: int, profile: str | None = None,
                 as_of: str | None = None) -> tuple[Told, ...]:
    """Return figures as a table tells them, each with the address of its sentences."""
    return tuple(tell_figure(figure, most=most, profile=profile, as_of=as_of) for figure in figures)


def in_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return figures as a page tells them: the killed first, in each harm those without a number last."""
    harms = list(Harm)
    return tuple(sorted(figures, key=lambda f: (harms.index(f.harm), not top(f))))


def tell_figure(figure: Figure, *, most: int, profile: str | None = None, as_of: str | None = None) -> Told:
    """Return one figure as a table tells it."""
    return Told(
        harm=figure.harm.value, who=figure_whom(figure), text=figure_text(figure), best=figure.best.value,
        bar=range_bar(figure.low.value, figure.best.value, figure.high.value, most=max(1, most),
                      open_above=figure.high_open),
        href=why_address(figure.incident, figure, profile=profile, as_of=as_of),
        marks=tuple(mark for mark in figure.marks if mark != "total"))


def why_address(incident: str, figure: Figure, *, profile: str | None = None, as_of: str | None = None) -> str:
    """Return where the sentences and the rule of a figure stand."""
    return address_of(
        "incidents", incident, "why", harm=figure.harm.value, victims=figure.klass.value, side=figure.side,
        total="yes" if "total" in figure.marks else None, profile=profile, as_of=as_of)


def top(figure: Figure) -> int:
    """Return the largest end of a figure that is known."""
    return max((end for end in (figure.low.value, figure.best.value, figure.high.value) if end is not None), default=0)


def reports_and_origins(reports: int, origins: int, unknown: int) -> str:
    """Return ``12 reports, 3 origins``, with what is not known of independence."""
    more = f" + {unknown:,} of unknown independence" if unknown else ""
    return f"{plural(reports, 'report')}, {plural(origins, 'origin')}{more}"


def _row(summary: Summary, most: int) -> IncidentRow:
    sketch = summary.sketch
    return IncidentRow(
        name=sketch.name, href=address_of("incidents", sketch.name),
        what=summary.means.value if summary.means else "harm", place=place_name(summary.place),
        when=when_text(summary.when), grade=summary.grade.word, grade_why=summary.grade.why,
        figures=tell_figures(in_order(headline_figures(summary.figures)), most=most),
        reports=reports_and_origins(sketch.reports, summary.origins, summary.origins_unknown),
        changed=sketch.changed, pending=sketch.pending)
