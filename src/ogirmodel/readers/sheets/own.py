"""What the workbook that a clerk fills in says of itself: hints, and marks at figures that do not agree.

They are no part of the report, and are told by how they begin; whoever reads the sheet is shown them.
"""

from ogirmodel.lexicon import words
from ogirmodel.readers.sheets.book import Sheet

__all__ = ["take_out"]


def take_out(sheet: Sheet) -> list[str]:
    """Take the words of the workbook out of ``sheet`` and return them, from the top."""
    signs = tuple(words("sheets")["own"])
    taken: list[str] = []
    for _, row in sorted(sheet.rows.items()):
        own = sorted(column for column, cell in row.cells.items() if cell.text.startswith(signs))
        taken += [row.cells.pop(column).text for column in own]
    return taken
