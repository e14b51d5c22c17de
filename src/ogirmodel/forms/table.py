"""What a statutory table is: panels of nested axes, the identities of its figures, and how it is printed.

Its nested axes say everything about a table; the cells, their keys and their order follow from the nesting and are
worked out here once. Who needs the figures' relations asks :mod:`ogirmodel.forms.equation`, who needs the picture of
the grid asks :mod:`ogirmodel.document.layout`.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any

import attrs

from ogirmodel.errors import UnknownName
from ogirmodel.forms.axes import Cell, Column, Number, Panel, Row, cells_of
from ogirmodel.forms.equation import Derivation, Relation, derivations, fetcher, relations

__all__ = ["Basis", "Identity", "Per", "Severity", "TableForm"]


class Basis(StrEnum):
    """On whose word a rule speaks."""

    PRINTED = "printed"
    STATUTORY = "statutory"
    IMPLIED = "implied"
    CUSTOMARY = "customary"


class Severity(StrEnum):
    """How grave a finding is; ``UNJUDGED`` is apart from pass and fail: a side of the rule is blank."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    UNJUDGED = "unjudged"


class Per(StrEnum):
    """Whether the names of an equation are rows (it holds in every column) or columns (in every row)."""

    COLUMN = "column"
    ROW = "row"


@attrs.frozen
class Identity:
    """A linear relation between figures (勾稽关系), held in every row or column where its names exist."""

    code: str
    name: str
    basis: Basis
    per: Per
    equation: str
    derives: str | None = None
    severity: Severity | None = None


@attrs.frozen(eq=False)
class TableForm:
    """One statutory table: its panels, identities and looks; ``cells`` fixes the order of its figures.

    >>> from ogirmodel.forms import form
    >>> len(form("2021").table("applications").cells)
    175
    """

    kind: str
    panels: tuple[Panel, ...]
    identities: tuple[Identity, ...] = ()
    corner: str | None = None
    widths: tuple[float, ...] = ()
    type_size: float = 10.5
    row_height: float = 8.0
    id: str = ""

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every place for a figure, row by row from the top."""
        return cells_of(self.panels)

    @cached_property
    def index(self) -> Mapping[tuple[str, str], int]:
        """Where the cell of a row path and a column key stands in ``cells``."""
        return {cell.key: cell.index for cell in self.cells}

    @cached_property
    def by_path(self) -> Mapping[str, Cell]:
        """The cells by their dotted path."""
        return {cell.path: cell for cell in self.cells}

    @cached_property
    def above(self) -> frozenset[str]:
        """The paths that lead to cells and are none: where dictionaries may nest."""
        parts = (path.split(".") for path in self.by_path)
        return frozenset(".".join(steps[:n]) for steps in parts for n in range(1, len(steps)))

    @cached_property
    def counts_only(self) -> bool:
        """Whether every cell holds a count."""
        return not self.others

    @cached_property
    def others(self) -> tuple[Cell, ...]:
        """The cells that hold something else."""
        return tuple(cell for cell in self.cells if cell.number != Number.COUNT)

    @cached_property
    def counts_in(self) -> Callable[[Sequence[Any]], Sequence[Any]]:
        """A function that fetches from a table's values those that are counts."""
        return fetcher([cell.index for cell in self.cells if cell.number == Number.COUNT])

    @cached_property
    def amounts(self) -> tuple[int, ...]:
        """The cells that hold money."""
        return tuple(cell.index for cell in self.cells if cell.number == Number.MONEY)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that have cells, from the top."""
        return tuple(dict.fromkeys(cell.row for cell in self.cells))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns by key, each as it first appears."""
        return tuple({cell.column.key: cell.column for cell in reversed(self.cells)}.values())[::-1]

    @cached_property
    def row_of(self) -> Mapping[str, Row]:
        """The rows by path."""
        return {row.path: row for row in self.rows}

    @cached_property
    def column_of(self) -> Mapping[str, Column]:
        """The columns by key, each as it first appears."""
        return {column.key: column for column in self.columns}

    def place(self, row: str, column: str) -> int:
        """Return the index of a cell; raises UnknownName with the keys that look like it."""
        try:
            return self.index[row, column]
        except KeyError:
            raise UnknownName.of("cell", f"{row}.{column}", self.by_path) from None

    def rows_with(self, role: str) -> tuple[str, ...]:
        """Return the paths of the rows that play ``role``."""
        return tuple(row.path for row in self.rows if row.node.role == role)

    def columns_with(self, role: str) -> tuple[str, ...]:
        """Return the keys of the columns that play ``role``."""
        return tuple(column.key for column in self.columns if column.node.role == role)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The identities, written out for every row and column in which they hold."""
        return relations(self)

    @cached_property
    def derivations(self) -> tuple[Derivation, ...]:
        """How each derivable cell follows from others, in the order of the form."""
        return derivations(self)

    @cached_property
    def derived(self) -> frozenset[int]:
        """The cells that some identity derives: the totals."""
        return frozenset(derivation.target for derivation in self.derivations)
