"""The bare rows of a workbook, for a register that is kept in one: no tables are looked for, dates are ISO.

``read_register`` comes here. Rows that a filter hides are rows all the same; a hidden sheet is not read.
"""

import re
from collections.abc import Iterator

from ogirmodel import limits
from ogirmodel.archive import open_archive
from ogirmodel.errors import LimitExceeded
from ogirmodel.lexicon import words
from ogirmodel.readers.sheets.book import Book, Sheet
from ogirmodel.readers.sheets.ods import read_ods
from ogirmodel.readers.sheets.ole import SIGNATURE as OLE
from ogirmodel.readers.sheets.xls import read_xls
from ogirmodel.readers.sheets.xlsx import read_xlsx

__all__ = ["read_book", "sheet_rows"]

SPARSE = 20
"""A register has so many empty cells for each with text at most; a cell at the far end of every row is no register."""


def read_book(data: bytes) -> Book:
    """Return the sheets of a workbook of any of the three formats; raises ReadError where it is none."""
    if data.startswith(OLE):
        return read_xls(data)
    archive = open_archive(data)
    return read_ods(archive) if "content.xml" in archive else read_xlsx(archive)


def sheet_rows(data: bytes) -> Iterator[list[tuple[int, list[str]]]]:
    """Yield the visible sheets of a workbook, each as its rows: the number of the row, and its cells as text."""
    for sheet in read_book(data).sheets:
        if not sheet.hidden:
            yield list(_rows(sheet))


def _rows(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    year, month, day = words("paper")["date"]["marks"]
    shown = re.compile(
        f"([0-9]{{4}}){year}([0-9]{{1,2}}){month}([0-9]{{1,2}}){day}(?: [0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})?"
    )
    room = SPARSE * limits.current().cells
    for number, row in sorted(sheet.rows.items()):
        width = 1 + max(row.cells, default=-1)
        room -= width
        if room < 0:
            raise LimitExceeded.of("cells", limits.current().cells)
        cells = [""] * width
        for column, cell in row.cells.items():
            text = cell.text.strip()
            date = shown.fullmatch(text)
            cells[column] = "{:0>4}-{:0>2}-{:0>2}".format(*date.groups()) if date else text
        yield number + 1, cells
