"""Origins against what they count: who says what of one incident.

In: a ``View``. Out: ``MatrixColumn`` and ``MatrixRow`` records.
"""

from __future__ import annotations

from according.phrasing import ends, figure_text
from according.records import Cell, Column, Moment
from according.views import View
from according.web.compose.lists import why_address
from according.web.links import address_of
from according.web.parts import MatrixCell, MatrixColumn, MatrixRow

_DOUBT = {True: "", False: "not independent", None: "independence unknown"}


def matrix_columns(view: View) -> tuple[MatrixColumn, ...]:
    """Return the heads of the matrix, each with its figure."""
    return tuple(
        MatrixColumn(
            harm=column.harm.value, who=column.klass.value + (f", {column.side}" if column.side else ""),
            figure=figure_text(column.figure) if column.figure else "no figure",
            href=None if column.figure is None else why_address(
                view.incident.name, column.figure, profile=view.profile, as_of=view.as_of))
        for column in view.matrix.columns)


def matrix_rows(view: View) -> tuple[MatrixRow, ...]:
    """Return a row for each origin that says anything, in the order of the matrix."""
    origins = {origin.id: origin for origin in view.origins}
    cells = {(cell.origin, _key(cell)): cell for cell in view.matrix.cells}
    return tuple(
        MatrixRow(
            name=origins[name].name, href=address_of("origins", origins[name].name), kind=origins[name].kind.value,
            doubt=_DOUBT[origins[name].independent],
            cells=tuple(_cell(cells.get((name, _key(column))), view) for column in view.matrix.columns))
        for name in view.matrix.rows if name in origins)


def tell_steps(steps: tuple[Moment, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return the words of an origin in order of print: day, count, change."""
    return tuple((step.day or "no date", ends(step.low, step.high), step.change) for step in steps)


def effect(cell: Cell) -> str:
    """Return which ends of the figure a word sets, or why it counts towards none."""
    if cell.aside is not None:
        return f"does not count: {cell.aside}"
    return f"sets {', '.join(cell.sets)}" if cell.sets else "counts, and lies between the ends"


def _key(at: Cell | Column) -> tuple[str, str, str | None]:
    return at.harm.value, at.klass.value, at.side


def _cell(cell: Cell | None, view: View) -> MatrixCell | None:
    if cell is None:
        return None
    told = [f"{day}: {count}" + (f" ({change})" if change != "first" else "")
            for day, count, change in tell_steps(cell.steps)]
    return MatrixCell(
        text=ends(cell.low, cell.high), status=cell.status.value, sets=", ".join(cell.sets), aside=cell.aside,
        history="; ".join([effect(cell), *told]), steps=len(cell.steps),
        href=address_of("incidents", view.incident.name, "says", origin=cell.origin, harm=cell.harm.value,
                        victims=cell.klass.value, side=cell.side, profile=view.profile, as_of=view.as_of))
