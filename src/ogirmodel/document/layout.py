"""Span arithmetic, all of it: from the nested axes of a form's table to the grid on the paper.

Spans are never written down; they follow from nesting. Label columns are as many as the row axis is deep, value
columns the least common multiple of the panels' columns, so that panels of two and three columns share one grid.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import lcm

from ogirmodel.document.balances import balances
from ogirmodel.document.blocks import Grid, Role, Shape, ShapeCell, Sum
from ogirmodel.forms import Node, Panel, TableForm

__all__ = ["grid_shape", "shape_of"]

TEXT_WIDTH = 156.0
"""Millimetres between the margins (GB/T 9704)."""


@lru_cache(maxsize=64)
def shape_of(table: TableForm, caption: str) -> Shape:
    """Return the shape of ``table``; the same object at every call, so that renderers can compile it once."""
    labels = max((node.depth() for panel in table.panels for node in panel.rows), default=0)
    values = lcm(*(_leaves(panel.columns) for panel in table.panels))
    rows: list[tuple[ShapeCell, ...]] = []
    for number in range(len(table.panels)):
        rows += _Panel(table, number, labels, values, len(rows)).rows()
    single = table.panels[0] if len(table.panels) == 1 else None
    return Shape(
        caption=caption,
        widths=table.widths or (TEXT_WIDTH / (labels + values),) * (labels + values),
        type_size=table.type_size,
        row_height=table.row_height,
        head_rows=_depth(single.columns) if single and not single.banner else 0,
        rows=tuple(rows),
        sums=tuple(Sum(d.target, d.plus, d.minus) for d in table.derivations),
        balances=tuple(balances(table)),
    )


def grid_shape(grid: Grid) -> Shape:
    """Return the shape of ``grid``; for one read from a file, one in which every cell is a value."""
    if grid.shape is not None:
        return grid.shape
    placed, columns = _placed(grid)
    width = TEXT_WIDTH / max(columns, 1)
    return Shape("", (width,) * columns, 10.5, 6.0, 0, placed)


def _placed(grid: Grid) -> tuple[tuple[tuple[ShapeCell, ...], ...], int]:
    """Give every cell its row and column by the usual table algorithm: covered places are skipped."""
    rows: list[tuple[ShapeCell, ...]] = []
    covered: dict[int, int] = {}
    columns = 0
    for number, row in enumerate(grid.read):
        column = 0
        cells: list[ShapeCell] = []
        for cell in row:
            while covered.get(column, 0) > number:
                column += 1
            cells.append(ShapeCell(Role.VALUE, "", number, column, cell.colspan, cell.rowspan))
            covered |= dict.fromkeys(range(column, column + cell.colspan), number + cell.rowspan)
            column += cell.colspan
        columns = max(columns, column)
        rows.append(tuple(cells))
    return tuple(rows), columns


class _Panel:
    """Lays out one panel of a table, from the grid row ``top`` down."""

    def __init__(self, table: TableForm, number: int, labels: int, values: int, top: int) -> None:
        self.table = table
        self.panel: Panel = table.panels[number]
        self.number = number
        self.label_columns = labels
        self.unit = values // _leaves(self.panel.columns)
        self.width = labels + values
        self.top = top
        self.label_align = "left" if labels > 1 else "center"

    def rows(self) -> Iterator[tuple[ShapeCell, ...]]:
        row = self.top
        if self.panel.banner:
            yield (ShapeCell(Role.BANNER, self.panel.banner, row, 0, colspan=self.width),)
            row += 1
        depth = _depth(self.panel.columns)
        heads: list[list[ShapeCell]] = [[] for _ in range(depth)]
        if self.label_columns:
            corner = ShapeCell(Role.CORNER, self.table.corner or "", row, 0, self.label_columns, depth)
            heads[0].append(corner)
        self._heads(self.panel.columns, row, row, self.label_columns, heads)
        yield from map(tuple, heads)
        row += depth
        labels: list[list[ShapeCell]] = [[] for _ in range(_leaves(self.panel.rows) if self.panel.rows else 1)]
        self._labels(self.panel.rows, row, row, 0, labels)
        for offset, cells in enumerate(labels):
            yield (*cells, *self._values(row + offset, offset))

    def _heads(self, nodes: tuple[Node, ...], top: int, row: int, column: int, heads: list[list[ShapeCell]]) -> None:
        for node in nodes:
            span = sum(1 for _ in node.leaves()) * self.unit
            rowspan = 1 if node.children else len(heads) - (row - top)
            heads[row - top].append(ShapeCell(Role.HEAD, node.label, row, column, span, rowspan))
            self._heads(node.children, top, row + 1, column, heads)
            column += span

    def _labels(self, nodes: tuple[Node, ...], top: int, row: int, column: int, labels: list[list[ShapeCell]]) -> None:
        for node in nodes:
            span = sum(1 for _ in node.leaves())
            if node.children:
                cell = ShapeCell(Role.GROUP, node.label, row, column, 1, span)
            else:
                width = self.label_columns - column
                cell = ShapeCell(Role.LABEL, node.label, row, column, width, 1, align=self.label_align)
            labels[row - top].append(cell)
            self._labels(node.children, top, row, column + 1, labels)
            row += span

    def _values(self, row: int, offset: int) -> Iterator[ShapeCell]:
        cells = [cell for cell in self.table.cells if cell.row.panel == self.number]
        per_row = _leaves(self.panel.columns)
        for number, cell in enumerate(cells[offset * per_row : (offset + 1) * per_row]):
            yield ShapeCell(
                Role.VALUE,
                "",
                row,
                self.label_columns + number * self.unit,
                self.unit,
                key=f"{self.table.id}.{cell.path}",
                number=cell.number.value,
                unit=cell.unit or "",
            )


def _leaves(nodes: tuple[Node, ...]) -> int:
    return sum(1 for node in nodes for _ in node.leaves())


def _depth(nodes: tuple[Node, ...]) -> int:
    return max(node.depth() for node in nodes)
