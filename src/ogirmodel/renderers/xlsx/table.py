"""One table of a sheet: its cells with their spans, heights and figures."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ogirmodel import limits
from ogirmodel.document import Grid, Role, Shape, ShapeCell
from ogirmodel.errors import LimitExceeded
from ogirmodel.renderers.style import POINTS_PER_MM, grid_look
from ogirmodel.renderers.xlsx.formats import NOTHING, Formats
from ogirmodel.renderers.xlsx.lines import TALLEST, height_of, parts_of
from ogirmodel.renderers.xlsx.sums import Sums, figure

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Table"]

COLUMNS = 16_384
TYPED_PATTERNS = {"count": "0", "signed": "+0;-0;0", "money": "0.00####"}
"""How figures look in a workbook that is typed into."""


class Table:
    """Writes one grid from the row ``top`` down; with ``sums``, as one that is typed into."""

    def __init__(self, sheet: "Worksheet", grid: Grid, top: int, formats: Formats, sums: Sums | None = None) -> None:
        look = grid_look(grid)
        self.sheet = sheet
        self.shape: Shape = look.shape
        self.value_size = look.value_size
        self.values = enumerate(grid.texts())
        self.top = top
        self.formats = formats
        self.sums = sums
        self.heights = [self.shape.row_height * POINTS_PER_MM] * len(self.shape.rows)
        self.rest: list[str] = []
        """What no cell could hold: it goes on below the table."""
        bound = min(limits.current().cells, COLUMNS * len(self.shape.rows))
        if len(self.shape.rows) * len(self.shape.widths) > bound:
            raise LimitExceeded.of("cells", bound)

    def at(self, value: int) -> tuple[int, int]:
        """Return where a value stands on the sheet."""
        place = self.shape.values[value]
        return self.top + place.row, place.column

    def write(self) -> int:
        """Write every cell, and return the row below."""
        for cell, number, bottom, right in _spread(self.shape):
            self._cell(cell, number, bottom, right)
        for number, height in enumerate(self.heights):
            self.sheet.set_row(self.top + number, height)
        below = self.top + len(self.shape.rows)
        self.sheet.ignore_errors(
            dict.fromkeys(("number_stored_as_text", "formula_differs", "formula_range"), f"A{self.top + 1}:XFD{below}")
        )
        if self.shape.head_rows:
            self.sheet.repeat_rows(self.top, self.top + self.shape.head_rows - 1)
        return below

    def _cell(self, cell: ShapeCell, number: int, bottom: int, right: int) -> None:
        is_value = cell.role == Role.VALUE
        index, printed = next(self.values) if is_value else (0, cell.text)
        text, *rest = parts_of(printed)
        self.rest += rest
        at = self.top + number, cell.column
        formula = self.sums.formula(index, self.at) if self.sums and is_value else ""
        size = self.value_size if is_value else self.shape.type_size
        pattern = self._pattern(cell, text) if is_value else ""
        look = self.formats.cell(
            size, cell.align, pattern, typed=bool(self.sums and is_value and not formula), total=bool(formula)
        )
        if (number, cell.column) != (bottom, right):
            self.sheet.merge_range(*at, self.top + bottom, right, "", look)
        if self._put(at, cell, text, formula, look) and is_value:
            return
        needed = height_of(text, size, sum(self.shape.widths[cell.column : right + 1]))
        short = needed - sum(self.heights[number : bottom + 1])
        if short > 0:
            self.heights[bottom] = min(TALLEST, self.heights[bottom] + short)

    def _put(self, at: tuple[int, int], cell: ShapeCell, text: str, formula: str, look: "Format") -> bool:
        """Write the content of a cell; return whether it is a figure, which needs no second line."""
        found = self._figure(cell, text)
        number = None if found is None else int(text) if "." not in text else float(text)
        if formula:
            self.sheet.write_formula(*at, formula, look, NOTHING if number is None else number)
        elif number is not None:
            self.sheet.write_number(*at, number, look)
        elif text:
            self.sheet.write_string(*at, text, look)
        else:
            self.sheet.write_blank(*at, None, look)
        return number is not None

    def _figure(self, cell: ShapeCell, text: str) -> object:
        """Return the figure of a cell, if a sheet shows it as it is printed; a sign is shown only by a pattern."""
        if cell.role != Role.VALUE or (cell.number == "signed" and self.sums is None):
            return None
        return figure(text, cell.number)

    def _pattern(self, cell: ShapeCell, text: str) -> str:
        if self.sums is not None and cell.number in TYPED_PATTERNS:
            return TYPED_PATTERNS[cell.number]
        if self._figure(cell, text) is None:
            return ""
        decimals = len(text.partition(".")[2])
        return "0." + "0" * decimals if decimals else "0"


def _spread(shape: Shape) -> Iterator[tuple[ShapeCell, int, int, int]]:
    """Yield every cell with its row, and how far down and to the right it reaches."""
    covered: dict[int, int] = {}
    for number, row in enumerate(shape.rows):
        for cell in row:
            bottom = min(number + cell.rowspan, len(shape.rows)) - 1
            right = cell.column
            while right + 1 < cell.column + cell.colspan and covered.get(right + 1, -1) < number:
                right += 1
            covered |= dict.fromkeys(range(cell.column, right + 1), bottom)
            yield cell, number, bottom, right
