"""The tables of a comparison: each cell of a year beside that of the other, laid out from the form.

A table with totals shows its column of totals, and the changes of all columns in its own shape; another shows every
cell. Which of the two is said by roles and nesting, never by name.
"""

from collections.abc import Mapping
from functools import lru_cache

from ogirmodel.comparison.changes import Change, Key, difference_text, rate_text
from ogirmodel.document import Grid
from ogirmodel.document.compose import printed
from ogirmodel.document.layout import TEXT_WIDTH, shape_of
from ogirmodel.forms import Cell, Node, Panel, TableForm
from ogirmodel.lexicon import words

__all__ = ["change_grid", "difference_grid"]

FIGURES = 18.0
"""Millimetres of each of the four columns of figures."""

LABELS = {1: (1.0,), 2: (0.42, 0.58), 3: (0.075, 0.175, 0.75)}
"""How the columns of labels share what is left, by their number."""

TYPE_SIZE = 9.0
ROW_HEIGHT = 6.0


def change_grid(table: TableForm, caption: str, years: tuple[int, int], changes: Mapping[Key, Change]) -> Grid:
    """Return the figures of both years (now, before) with difference and rate, a line for each cell shown."""
    texts = []
    for cell in _shown(table):
        change = changes[table.id, *cell.key]
        texts += [printed(change.before, cell), printed(change.now, cell), difference_text(change), rate_text(change)]
    return Grid(shape_of(_lines(table, years), caption), tuple(texts))


def difference_grid(table: TableForm, caption: str, changes: Mapping[Key, Change]) -> Grid | None:
    """Return the differences of all cells in the shape of the form; None where the other table shows all."""
    if _total(table) is None:
        return None
    texts = tuple(difference_text(changes[table.id, *key]) for key in table.index)
    return Grid(shape_of(table, caption), texts)


def _total(table: TableForm) -> str | None:
    """Return the column of totals of a table of rows and columns."""
    totals = table.columns_with("total")
    one_panel = len(table.panels) == 1 and bool(table.panels[0].rows)
    return totals[0] if one_panel and totals else None


def _shown(table: TableForm) -> list[Cell]:
    total = _total(table)
    return [cell for cell in table.cells if total in (None, cell.column.key)]


@lru_cache(maxsize=64)
def _lines(table: TableForm, years: tuple[int, int]) -> TableForm:
    """Return a table with a row for each cell that is shown, and the columns of a comparison."""
    now, before = years
    said = words("comparison")
    heads = (text.format(now=now, before=before) for text in said["columns"])
    columns = tuple(Node(text, f"column{number}") for number, text in enumerate(heads))
    panels = tuple(Panel(columns, _rows(table, panel), panel.banner) for panel in table.panels)
    depth = max(node.depth() for panel in panels for node in panel.rows)
    room = TEXT_WIDTH - FIGURES * len(columns)
    shares = LABELS.get(depth, (1 / depth,) * depth)
    return TableForm(
        "comparison",
        panels,
        corner=said["item"],
        widths=(*(room * share for share in shares), *(FIGURES for _ in columns)),
        type_size=TYPE_SIZE,
        row_height=ROW_HEIGHT,
        id=table.id,
    )


def _rows(table: TableForm, panel: Panel) -> tuple[Node, ...]:
    """Return the labels of the lines: rows alone where totals are shown, else each row with its columns below."""
    if not panel.rows:
        return panel.columns
    return panel.rows if _total(table) is not None else tuple(_with(node, panel.columns) for node in panel.rows)


def _with(node: Node, columns: tuple[Node, ...]) -> Node:
    children = tuple(_with(child, columns) for child in node.children) if node.children else columns
    return Node(node.label, node.key, children=children)
