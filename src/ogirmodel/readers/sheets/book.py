"""A workbook as all three formats are read: the texts of its cells by row and column, what is merged and hidden.

The readers of xlsx, xls and ods fill it; ``grids`` lays it out. It is sparse: what a cell costs is paid only for cells
that hold text. Rows and columns count from 0.
"""

import attrs

from ogirmodel import limits
from ogirmodel.errors import LimitExceeded

__all__ = ["Book", "Cell", "Look", "Row", "Sheet"]


@attrs.frozen
class Look:
    """What the style of a cell says about it: it shows a date, it has a rule at its left or right."""

    date: bool = False
    ruled: bool = False


@attrs.define
class Cell:
    """A cell with text; ``ruled`` says that a line is drawn at its left or right."""

    text: str
    ruled: bool


@attrs.define
class Row:
    """A row: its cells with text by column, and how many of its cells are ruled, with text or without."""

    cells: dict[int, Cell] = attrs.field(factory=dict)
    ruled: int = 0


@attrs.define
class Sheet:
    """A sheet. A merged area is (top, left, bottom, right), what is hidden (first, last)."""

    hidden: bool = False
    rows: dict[int, Row] = attrs.field(factory=dict)
    merged: list[tuple[int, int, int, int]] = attrs.field(factory=list)
    hidden_rows: list[tuple[int, int]] = attrs.field(factory=list)
    hidden_columns: list[tuple[int, int]] = attrs.field(factory=list)
    beside: list[str] = attrs.field(factory=list)
    """Text that stands in no cell: in headers, footers and boxes."""
    comments: list[str] = attrs.field(factory=list)

    def row(self, number: int) -> Row:
        """Return the row ``number``, a new one where it has none yet."""
        return self.rows.setdefault(number, Row())


@attrs.define
class Book:
    """A workbook; ``room`` is how many more cells with text it may have, ``length`` how long all texts may be."""

    sheets: list[Sheet] = attrs.field(factory=list)
    unseen: list[str] = attrs.field(factory=list)
    """What a cell holds besides its first text: no program shows it."""
    readings: list[str] = attrs.field(factory=list)
    """How characters are pronounced, said above them."""
    deleted: list[str] = attrs.field(factory=list)
    links: list[str] = attrs.field(factory=list)
    macros: bool = False
    pictures: int = 0
    room: int = attrs.field(factory=lambda: limits.current().cells)
    length: int = attrs.field(factory=lambda: limits.current().part_bytes)

    def add(self, sheet: Sheet) -> Sheet:
        """Add a sheet; raises LimitExceeded where there are too many."""
        self.sheets.append(sheet)
        if len(self.sheets) > limits.current().parts:
            raise LimitExceeded.of("parts", limits.current().parts)
        return sheet

    def put(self, row: Row, column: int, text: str, look: Look) -> None:
        """Put ``text`` into a cell; text that many cells share counts as often as it is shown."""
        self.spend(1, len(text))
        if column in row.cells:
            self.unseen.append(text)
            return
        row.cells[column] = Cell(text if text.isprintable() else "\n".join(text.splitlines()), look.ruled)
        row.ruled += look.ruled

    def spend(self, cells: int, length: int) -> None:
        """Count cells with text, and their characters; raises LimitExceeded."""
        self.room -= cells
        self.length -= length
        if self.room < 0:
            raise LimitExceeded.of("cells", limits.current().cells)
        if self.length < 0:
            raise LimitExceeded.of("part_bytes", limits.current().part_bytes)
