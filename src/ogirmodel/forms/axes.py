"""The axes of a table: nested labels, and the rows, columns and cells that follow from the nesting."""

from collections.abc import Iterator
from enum import StrEnum

import attrs

__all__ = ["Cell", "Column", "Node", "Number", "Panel", "Row", "cells_of"]


class Number(StrEnum):
    """What kind of figure a cell holds."""

    COUNT = "count"
    SIGNED = "signed"
    MONEY = "money"


@attrs.frozen(cache_hash=True)
class Node:
    """One label of an axis; a node without children is a leaf and has cells.

    ``aliases`` are wordings accepted in silence, ``seen`` wordings that are recognised with a finding.

    >>> group = Node("法人或其他组织", children=(Node("商业企业", "enterprise"), Node("其他", "other")))
    >>> [leaf.key for leaf in group.leaves()], group.depth()
    (['enterprise', 'other'], 2)
    """

    label: str = ""
    key: str | None = None
    role: str | None = None
    number: Number = Number.COUNT
    unit: str | None = None
    aliases: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    children: "tuple[Node, ...]" = ()

    def leaves(self) -> Iterator["Node"]:
        """Yield the leaves at or below this node, in order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def depth(self) -> int:
        """Return how many levels of labels stand from here down."""
        return 1 + max((child.depth() for child in self.children), default=0)


@attrs.frozen
class Panel:
    """A block of a table with columns of its own; panels stack. Without rows, column groups take their place.

    >>> Panel((Node("本年处理决定数量", "decisions"),), (Node("行政许可", "administrative_licensing"),)).banner is None
    True
    """

    columns: tuple[Node, ...]
    rows: tuple[Node, ...] = ()
    banner: str | None = None


@attrs.frozen(cache_hash=True)
class Row:
    """A row of cells: its path, and its labels from the outermost group to its own.

    >>> from ogirmodel.forms import form
    >>> form("2021").table("applications").row_of["outcomes.withheld.state_secret"].node.label
    '1.属于国家秘密'
    """

    path: str
    chain: tuple[Node, ...]
    panel: int

    @property
    def node(self) -> Node:
        """The node of its own label."""
        return self.chain[-1]


@attrs.frozen(cache_hash=True)
class Column:
    """A column of cells in one panel: its key, and its labels from the outermost group to its own.

    >>> from ogirmodel.forms import form
    >>> form("2021").table("applications").column_of["total"].node.label
    '总计'
    """

    key: str
    chain: tuple[Node, ...]
    panel: int

    @property
    def node(self) -> Node:
        """The node of its own label."""
        return self.chain[-1]


@attrs.frozen(eq=False)
class Cell:
    """A place for one figure: where it stands and what kind of figure it takes.

    >>> from ogirmodel.forms import form
    >>> cell = form("2021").table("disclosure").by_path["administrative_fees.amount"]
    >>> cell.key, cell.number.value, cell.unit
    (('administrative_fees', 'amount'), 'money', '万元')
    """

    row: Row
    column: Column
    index: int

    @property
    def key(self) -> tuple[str, str]:
        """Row path and column key, as ``table[row, column]`` takes them."""
        return self.row.path, self.column.key

    @property
    def path(self) -> str:
        """Row path and column key joined by a dot, as paths in JSON are."""
        return f"{self.row.path}.{self.column.key}"

    @property
    def number(self) -> Number:
        """The kind of figure."""
        return self.column.node.number

    @property
    def unit(self) -> str | None:
        """The unit that the label prints, if any."""
        return self.column.node.unit


def cells_of(panels: tuple[Panel, ...]) -> tuple[Cell, ...]:
    """Return every place for a figure, row by row from the top."""
    pairs = [pair for number, panel in enumerate(panels) for pair in _pairs(panel, number)]
    return tuple(Cell(row, column, index) for index, (row, column) in enumerate(pairs))


def _pairs(panel: Panel, number: int) -> Iterator[tuple[Row, Column]]:
    if panel.rows:
        columns = [Column(_key(c), c, number) for c in _chains(panel.columns)]
        for chain in _chains(panel.rows):
            row = Row(".".join(node.key for node in chain if node.key), chain, number)
            for column in columns:
                yield row, column
    else:
        for chain in _chains(panel.columns):
            yield Row(chain[-2].key or "", chain[:-1], number), Column(_key(chain), chain, number)


def _chains(nodes: tuple[Node, ...], above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, ...]]:
    for node in nodes:
        chain = (*above, node)
        if node.children:
            yield from _chains(node.children, chain)
        else:
            yield chain


def _key(chain: tuple[Node, ...]) -> str:
    return chain[-1].key or ""
