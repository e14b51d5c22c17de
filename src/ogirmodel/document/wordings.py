"""The labels of a table as a reader knows them: every wording of the form, folded, and what it stands for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

import attrs

from ogirmodel.document.blocks import Grid, GridCell
from ogirmodel.document.geometry import Place, places_of, without_residue
from ogirmodel.document.shapes import Shape
from ogirmodel.forms import Form, Node, TableForm
from ogirmodel.labels import fold

__all__ = ["KnownLabels", "Part", "best_table", "known_labels", "nodes_of", "parts_of", "table_with", "wordings"]


@attrs.frozen(eq=False)
class KnownLabels:
    """The labels of one table, folded: every wording that the form knows."""

    rows: Mapping[str, tuple[int, ...]]
    """The numbers of the rows that a wording labels, from the top."""
    groups: frozenset[str]
    """The labels of groups of rows."""
    heads: Mapping[str, str]
    """The heads of all panels, and the label that each wording means; empty for banners and the corner."""
    furniture: Mapping[str, str]
    """The banners and the corner, and how each is printed."""
    meanings: tuple[Mapping[str, str], ...]
    """The same panel by panel, since a wording may mean one thing here and another there."""
    levels: tuple[tuple[tuple[str, ...], ...], ...]
    """The heads of each panel, level by level, as they must follow each other."""
    known: frozenset[str]
    """All of them."""


@lru_cache(maxsize=64)
def known_labels(table: TableForm) -> KnownLabels:
    """Return the labels of ``table``; the same object at every call."""
    rows: dict[str, list[int]] = {}
    for number, row in enumerate(table.rows):
        for wording in wordings(row.node):
            rows.setdefault(wording, []).append(number)
    has_rows = {n for n, panel in enumerate(table.panels) if panel.rows}
    labelled = {w: tuple(n for n in found if table.rows[n].panel in has_rows) for w, found in rows.items()}
    groups = {w for row in table.rows if row.panel in has_rows for node in row.chain[:-1] for w in wordings(node)}
    heads = {w: fold(node.label) for panel in table.panels for node in nodes_of(panel.columns) for w in wordings(node)}
    furniture = {fold(text): text for text in (*(panel.banner for panel in table.panels), table.corner) if text}
    heads |= dict.fromkeys(furniture, "")
    meanings = tuple(
        {wording: fold(node.label) for node in nodes_of(panel.columns) for wording in reversed(wordings(node))}
        for panel in table.panels
    )
    levels = tuple(tuple(_levels(panel.columns)) for panel in table.panels)
    rows_found = {wording: found for wording, found in labelled.items() if found}
    return KnownLabels(
        rows_found, frozenset(groups), heads, furniture, meanings, levels, frozenset({*rows_found, *groups, *heads})
    )


def wordings(node: Node) -> list[str]:
    """Return every wording of a label, folded, its own first."""
    return [fold(wording) for wording in (node.label, *node.aliases, *node.seen)]


def nodes_of(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield the nodes of an axis, outer before inner."""
    for node in nodes:
        yield node
        yield from nodes_of(node.children)


def _levels(nodes: tuple[Node, ...]) -> Iterator[tuple[str, ...]]:
    while nodes:
        yield tuple(fold(node.label) for node in nodes)
        nodes = tuple(child for node in nodes for child in node.children)


def best_table(form: Form, grid: Grid) -> tuple[TableForm | None, int]:
    """Return the table of ``form`` that ``grid`` looks most like, and how many of its labels are that table's.

    The table is None where no label is known.
    """
    if grid.shape is not None and grid.labels is grid.shape.folded:
        return _best_by_shape(form, grid.shape)
    return table_with(form, grid.labels)


@lru_cache(maxsize=1024)
def _best_by_shape(form: Form, shape: Shape) -> tuple[TableForm | None, int]:
    return table_with(form, shape.folded)


def table_with(form: Form, labels: Counter[str]) -> tuple[TableForm | None, int]:
    """Return the same of the ``labels`` of a grid."""
    scored = [(sum(labels[one] for one in known_labels(t).known & labels.keys()), t) for t in form.tables.values()]
    points, table = max(scored, key=lambda pair: pair[0], default=(0, None))
    return (table, points) if points else (None, 0)


@attrs.define(eq=False)
class Part:
    """The rows of a grid that belong to one table, or to none; ``first`` is the number of the first, from 1."""

    table: TableForm | None
    first: int
    rows: list[tuple[GridCell, ...]]
    spans_known: bool = True

    @cached_property
    def places(self) -> list[list[Place]]:
        """Where the cells stand on the grid, row by row."""
        return places_of(self.rows, spans_known=self.spans_known)


def parts_of(form: Form, grid: Grid) -> Iterator[Part]:
    """Cut ``grid`` where a row of nothing but heads of another table begins: tables that ran into each other."""
    table, _ = best_table(form, grid)
    part = Part(table, 1, [], grid.spans_known)
    rows = list(grid.rows())
    for number, row in enumerate(without_residue(rows) if grid.spans_known else rows, 1):
        other = _begins(form, part.table, row)
        if other is not None:
            if part.rows:
                yield part
            part = Part(other, number, [], grid.spans_known)
        part.rows.append(row)
    if part.rows:
        yield part


def _begins(form: Form, current: TableForm | None, row: tuple[GridCell, ...]) -> TableForm | None:
    """Return the other table whose heads, and no label of the current one, are all that a row holds."""
    texts = {fold(cell.text) for cell in row if cell.text.strip() and not cell.text.strip().isdigit()}
    figures = any(cell.text.strip().isdigit() for cell in row)
    if not texts or figures or (current is not None and texts & known_labels(current).known):
        return None
    return next((table for table in form.tables.values() if texts <= known_labels(table).heads.keys()), None)
