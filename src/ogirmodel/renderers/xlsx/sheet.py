"""One sheet of a plain workbook: its lines and its table, one below the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ogirmodel.document import Block, Grid
from ogirmodel.renderers.style import DASH, PAGE, grid_look
from ogirmodel.renderers.xlsx.formats import Formats
from ogirmodel.renderers.xlsx.lines import lines_of, parts_of, write_line
from ogirmodel.renderers.xlsx.table import Table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["grid_of", "set_paper", "write_sheet"]

PIXELS_PER_MM = 96 / 25.4
A4 = 9


def grid_of(blocks: Sequence[Block]) -> Grid | None:
    """Return the first grid among ``blocks``."""
    return next((block for block in blocks if isinstance(block, Grid)), None)


def write_sheet(sheet: "Worksheet", blocks: Sequence[Block], formats: Formats) -> None:
    """Write ``blocks`` one below the other, on paper as wide as their table."""
    widths = set_paper(sheet, grid_of(blocks))
    row = 0
    for block in blocks:
        lines = lines_of(block)
        if isinstance(block, Grid):
            table = Table(sheet, block, row, formats)
            row = table.write()
            lines = (("body", text) for text in table.rest)
        for kind, text in lines:
            for part in parts_of(text):
                write_line(sheet, row, part, kind, formats, widths)
                row += 1


def set_paper(sheet: "Worksheet", grid: Grid | None, width: float = PAGE.text_width) -> tuple[float, ...]:
    """Set up a page of A4 as wide as the table, and return the widths of the columns in millimetres.

    Without a table there is one column of ``width``.
    """
    shape = grid_look(grid).shape if grid else None
    widths = shape.widths if shape and shape.widths else (width,)
    for column, each in enumerate(widths):
        sheet.set_column_pixels(column, column, max(1, round(each * PIXELS_PER_MM)))
    sheet.set_paper(A4)
    sheet.set_margins(*(length / 25.4 for length in (PAGE.left, PAGE.right, PAGE.top, PAGE.bottom)))
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&C{DASH} &P {DASH}")
    return widths
