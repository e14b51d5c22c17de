"""What grids of one form share: which cells there are, what each is for, and how the table is set.

Blocks hold grids; a renderer compiles a shape once and fills in the values of every grid that has it.
"""

from collections import Counter
from enum import StrEnum
from functools import cached_property, lru_cache

import attrs

from ogirmodel.findings import Severity
from ogirmodel.labels import fold

__all__ = ["Balance", "GridCell", "Mark", "Role", "Shape", "ShapeCell", "Sum"]


LABEL = 40
"""Texts of at most so many characters may stand in many tables."""


class Role(StrEnum):
    """What a cell of a grid is for."""

    BANNER = "banner"
    CORNER = "corner"
    HEAD = "head"
    LABEL = "label"
    GROUP = "group"
    VALUE = "value"


@attrs.frozen
class Mark:
    """A finding shown at a place: renderers that can show it do, others ignore it.

    >>> Mark(Severity.WARNING, "应填写0").severity.value
    'warning'
    """

    severity: Severity
    text: str


@attrs.frozen
class GridCell:
    """A cell of a grid as it stands in a row: cells that are covered by a span do not appear.

    >>> GridCell("申请人情况", colspan=7).rowspan
    1
    """

    text: str
    colspan: int = 1
    rowspan: int = 1
    mark: Mark | None = attrs.field(default=None, eq=False)


def grid_cell(text: str, colspan: int, rowspan: int) -> GridCell:
    """Return a cell that was read; the same object for the labels and small figures that every table holds.

    >>> grid_cell("0", 1, 1) is grid_cell("0", 1, 1)
    True
    """
    return _known_cell(text, colspan, rowspan) if len(text) <= LABEL else GridCell(text, colspan, rowspan)


@lru_cache(maxsize=4096)
def _known_cell(text: str, colspan: int, rowspan: int) -> GridCell:
    return GridCell(text, colspan, rowspan)


@attrs.frozen
class ShapeCell:
    """A place in a shape: its label, or where a value goes (``key`` is opaque and unique in the grid).

    >>> ShapeCell(Role.LABEL, "规章", row=2, column=0).text
    '规章'
    """

    role: Role
    text: str
    row: int
    column: int
    colspan: int = 1
    rowspan: int = 1
    key: str = ""
    number: str = ""
    align: str = "center"
    unit: str = ""


@attrs.frozen
class Sum:
    """A linear relation inside a grid: the values at ``plus`` less those at ``minus`` are the value at ``total``.

    >>> Sum(total=2, plus=(0, 1)).minus
    ()
    """

    total: int
    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()


@attrs.frozen
class Balance:
    """What the figures of a grid must fulfil: those at ``left`` add up to those at ``right``, or to no more.

    ``text`` says it in the words of the labels.

    >>> Balance((0, 1), (2,), text="一＋二＝三").at_most
    False
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    at_most: bool = False
    text: str = ""


@attrs.frozen(eq=False)
class Shape:
    """All that grids of one form share; it is compared and hashed by identity, so a renderer compiles it once.

    Widths are millimetres, one for each grid column; ``type_size`` is points, ``row_height`` the least height of a
    row in millimetres. The first ``head_rows`` rows repeat on every page. ``sums`` say how totals follow from other
    cells, ``balances`` what must hold of the figures, totals included.

    >>> from ogirmodel import blank, compose
    >>> shape = next(block for block in compose(blank("某局", 2025)).blocks if hasattr(block, "shape")).shape
    >>> len(shape.widths), sum(shape.widths), shape.values[0].key
    (4, 156, 'disclosure.rules.made')
    """

    caption: str
    widths: tuple[float, ...]
    type_size: float
    row_height: float
    head_rows: int
    rows: tuple[tuple[ShapeCell, ...], ...]
    sums: tuple[Sum, ...] = ()
    balances: tuple[Balance, ...] = ()

    @cached_property
    def values(self) -> tuple[ShapeCell, ...]:
        """The places of the values, in the order in which a grid holds them."""
        return tuple(cell for row in self.rows for cell in row if cell.role == Role.VALUE)

    @cached_property
    def folded(self) -> Counter[str]:
        """The folded texts of its labels, with how often each stands there."""
        texts = (cell.text for row in self.rows for cell in row if cell.role != Role.VALUE)
        return Counter(fold(text) for text in texts if text and not text.isdigit())

    @cached_property
    def labels(self) -> tuple[tuple[GridCell | None, ...], ...]:
        """The rows with None wherever a value goes."""
        return tuple(
            tuple(None if c.role == Role.VALUE else GridCell(c.text, c.colspan, c.rowspan) for c in row)
            for row in self.rows
        )
