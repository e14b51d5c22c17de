"""Grids that are, cell for cell, a table as its form prints it: composed by us, or read and no different in any label.

``recognise`` asks here before it looks for labels and heads one by one. Every label and every span is compared; a grid
that departs from the form in one of them goes the long way.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import attrs

from ogirmodel.document.blocks import Grid, GridCell
from ogirmodel.document.layout import shape_of
from ogirmodel.document.shapes import Role, Shape
from ogirmodel.document.values import looks_like_value
from ogirmodel.forms import Form, TableForm
from ogirmodel.forms.equation import fetcher
from ogirmodel.labels import tight

__all__ = ["as_printed", "table_printed"]

Spans = list[tuple[int, int]]


def as_printed(grid: Grid, forms: Sequence[Form]) -> Grid:
    """Return ``grid`` with the shape of the table that it is; itself where it is none of ``forms``."""
    if not grid.spans_known or any(grid.shape in _tables(form) for form in forms):
        return grid
    rows = tuple(grid.rows())
    lengths = tuple(map(len, rows))
    candidates = [layout for form in forms for layout in _layouts(form).get(lengths, ())]
    if not candidates:
        return grid
    cells = [cell for row in rows for cell in row]
    spans = [(cell.colspan, cell.rowspan) for cell in cells]
    found = next((layout for layout in candidates if layout.is_of(cells, spans)), None)
    if found is None:
        return grid
    values = tuple([cell.text for cell in found.values_in(cells)])
    return attrs.evolve(grid, shape=found.shape, values=values, read=())


def table_printed(grid: Grid, form: Form) -> TableForm | None:
    """Return the table of ``form`` that ``grid`` has the shape of, if nothing but figures and marks stands in it."""
    table = _tables(form).get(grid.shape)
    if table is None or "".join(grid.values).isdecimal():
        return table
    return table if all(text.isdecimal() or not text or looks_like_value(text) for text in grid.values) else None


@attrs.frozen(eq=False)
class _Layout:
    """A table as a form prints it: its spans, its labels without blanks, and how to fetch what is no label."""

    shape: Shape
    spans: Spans
    labels: list[str]
    labels_in: Callable[[Sequence[GridCell]], Sequence[GridCell]]
    values_in: Callable[[Sequence[GridCell]], Sequence[GridCell]]

    def is_of(self, cells: Sequence[GridCell], spans: Spans) -> bool:
        """Tell whether ``cells`` are these, whatever figures stand among them."""
        return spans == self.spans and [tight(cell.text) for cell in self.labels_in(cells)] == self.labels


@lru_cache(maxsize=64)
def _shapes(form: Form) -> tuple[tuple[TableForm, Shape], ...]:
    captions = {section.table: section.heading for section in form.sections}
    return tuple((table, shape_of(table, captions[name])) for name, table in form.tables.items())


@lru_cache(maxsize=64)
def _tables(form: Form) -> Mapping[Shape | None, TableForm]:
    return {shape: table for table, shape in _shapes(form)}


@lru_cache(maxsize=64)
def _layouts(form: Form) -> Mapping[tuple[int, ...], list[_Layout]]:
    """Return the tables of a form by the number of cells in each of their rows."""
    found: dict[tuple[int, ...], list[_Layout]] = {}
    for _, shape in _shapes(form):
        cells = [cell for row in shape.rows for cell in row]
        labels = [number for number, cell in enumerate(cells) if cell.role != Role.VALUE]
        values = [number for number, cell in enumerate(cells) if cell.role == Role.VALUE]
        layout = _Layout(
            shape,
            [(cell.colspan, cell.rowspan) for cell in cells],
            [tight(cells[number].text) for number in labels],
            fetcher(labels),
            fetcher(values),
        )
        found.setdefault(tuple(map(len, shape.rows)), []).append(layout)
    return found
