"""One sheet of the workbook that a clerk types into: what may be written is open, all else is locked.

Lines of prose have rows to spare; tables hold their totals as formulas, refuse what is no figure of the kind, and
show what does not agree. It knows no statute: kinds, sums and balances come with the shape of the grid.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ogirmodel.document import Block, Grid, Heading, Paragraph, SignOff, Title
from ogirmodel.document.layout import grid_shape
from ogirmodel.lexicon import words
from ogirmodel.renderers.xlsx.checks import Checks
from ogirmodel.renderers.xlsx.formats import Formats
from ogirmodel.renderers.xlsx.lines import lines_of, parts_of, write_line
from ogirmodel.renderers.xlsx.sheet import grid_of, set_paper
from ogirmodel.renderers.xlsx.sums import Sums
from ogirmodel.renderers.xlsx.table import Table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write_clerks_sheet"]

SPARE = {Title: 1, Heading: 6, Grid: 2}
"""Open rows below the text that follows each of these: for a preface, a section, the notes of a table."""

STATUS = 1
"""The row in which the checks of a table say what they come to."""

FROZEN = 3
"""A table that begins further down than this scrolls with its heads: what stands above would fill the screen."""

WRITING_WIDTH = 130.0
"""Millimetres: programs measure columns by fonts that they may lack, and none shrinks a single column to the page."""

ZOOM = 120
LOCKS = {"format_rows": True, "format_columns": True}
ROWS = {"insert_rows": True, "delete_rows": True}


def write_clerks_sheet(sheet: "Worksheet", blocks: Sequence[Block], formats: Formats) -> None:
    """Write ``blocks`` one below the other, to be filled in."""
    _Writer(sheet, blocks, formats).write()


class _Writer:
    def __init__(self, sheet: "Worksheet", blocks: Sequence[Block], formats: Formats) -> None:
        self.sheet = sheet
        self.blocks = blocks
        self.formats = formats
        self.grid = grid_of(blocks)
        self.widths = set_paper(sheet, self.grid, WRITING_WIDTH)
        self.row = 0

    def write(self) -> None:
        """Write the hint, then the blocks, with open rows where text may follow."""
        said: dict[str, Any] = words("sheets")["clerk"]
        self._line("hint", said["hint_table" if self.grid else "hint_prose"], typed=False)
        if self.grid:
            self.row = STATUS + 1
        first = self.row
        opened: type[Block] | None = None
        for block in self.blocks:
            if isinstance(block, Heading | SignOff):
                self._spare(opened)
            if isinstance(block, Grid):
                self._table(block)
            elif isinstance(block, SignOff):
                self._sign_off(block)
            else:
                for kind, text in lines_of(block):
                    self._line(kind, text, typed=isinstance(block, Paragraph))
            if not isinstance(block, Paragraph):
                opened = type(block)
        self._spare(opened)
        self.sheet.print_area(first, 0, self.row - 1, len(self.widths) - 1)
        self.sheet.set_zoom(ZOOM)
        self.sheet.hide_gridlines(2)
        self.sheet.protect("", LOCKS | ({} if self.grid else ROWS))

    def _line(self, kind: str, text: str, *, typed: bool) -> None:
        for part in parts_of(text):
            write_line(self.sheet, self.row, part, kind, self.formats, self.widths, typed=typed)
            self.row += 1

    def _spare(self, opened: type[Block] | None) -> None:
        if opened is Heading and self.grid:
            return
        for _ in range(SPARE.get(opened, 0) if opened else 0):
            self._line("body", "", typed=True)

    def _sign_off(self, block: SignOff) -> None:
        for key, text in (("signed_by", block.name), ("signed_on", block.date)):
            said = words("sheets")["clerk"][key]
            asked = {"validate": "any", "input_title": said["title"], "input_message": said["text"]}
            self.sheet.data_validation(self.row, 0, self.row, 0, asked)
            self._line("signed", text, typed=True)

    def _table(self, grid: Grid) -> None:
        sums = Sums(grid_shape(grid), grid.texts())
        table = Table(self.sheet, grid, self.row, self.formats, sums)
        below = table.write()
        self.row = Checks(self.sheet, table, sums, below, self.formats).write(STATUS)
        for text in table.rest:
            self._line("body", text, typed=True)
        if table.shape.values:
            self.sheet.set_selection(*table.at(0), *table.at(0))
            if table.shape.head_rows and table.top <= FROZEN:
                self.sheet.freeze_panes(table.top + table.shape.head_rows, table.at(0)[1])
