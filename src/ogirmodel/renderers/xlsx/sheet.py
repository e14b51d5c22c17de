"""One sheet of a workbook: its lines, its table, and how they are set."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ogirmodel import limits
from ogirmodel.document import Block, Grid, Heading, Paragraph, Role, Shape, ShapeCell, SignOff, Title
from ogirmodel.errors import LimitExceeded
from ogirmodel.labels import display_width
from ogirmodel.renderers.style import DASH, PAGE, POINTS_PER_MM, face, grid_look

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Formats", "grid_of", "write_sheet"]

COLUMNS = 16_384
TEXT_LENGTH = 32_767
"""A cell holds no more characters, counted as UTF-16 does; a longer paragraph goes on in the next row."""

FIGURE = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.([0-9]{0,5}[1-9]))?")
EXACT_DIGITS = 15
PIXELS_PER_MM = 96 / 25.4
A4 = 9
TALLEST = 409.0
"""Points; no row can be higher."""
PITCH = 1.4
LINES: dict[str, tuple[str, float, dict[str, object]]] = {
    "title": ("title", 18, {"align": "center"}),
    "heading": ("heading", 14, {}),
    "body": ("body", 12, {}),
    "signed": ("body", 12, {"align": "right"}),
}
"""Face, type size and what else there is to each kind of line."""


def grid_of(blocks: Sequence[Block]) -> Grid | None:
    """Return the first grid among ``blocks``."""
    return next((block for block in blocks if isinstance(block, Grid)), None)


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._made: dict[tuple[object, ...], Format] = {}

    def line(self, kind: str) -> "Format":
        """Return how a line of text is set."""
        key, size, more = LINES[kind]
        return self._format((kind,), font_name=face(key).name, font_size=size, text_wrap=True, valign="vcenter", **more)

    def cell(self, size: float, align: str, number: str = "") -> "Format":
        """Return how a cell of a table is set; ``number`` is the pattern of its figure."""
        fitting = {"num_format": number, "shrink": True} if number else {"text_wrap": True}
        look = {"font_name": face("table").name, "font_size": size, "align": align, "valign": "vcenter", "border": 1}
        return self._format((size, align, number), **look, **fitting)

    def _format(self, key: tuple[object, ...], **properties: object) -> "Format":
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def write_sheet(sheet: "Worksheet", blocks: Sequence[Block], formats: Formats) -> None:
    """Write ``blocks`` one below the other, on paper as wide as their table."""
    grid = grid_of(blocks)
    shape = grid_look(grid).shape if grid else None
    widths = shape.widths if shape and shape.widths else (PAGE.text_width,)
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, max(1, round(width * PIXELS_PER_MM)))
    sheet.set_paper(A4)
    sheet.set_margins(*(length / 25.4 for length in (PAGE.left, PAGE.right, PAGE.top, PAGE.bottom)))
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&C{DASH} &P {DASH}")
    row = 0
    for block in blocks:
        if isinstance(block, Grid):
            row = _Table(sheet, block, row, formats).write()
            continue
        for kind, text in _lines(block):
            for part in _parts(text):
                _line(sheet, row, part, kind, formats, widths)
                row += 1


def _lines(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Title(lines=lines):
            yield from (("title", line) for line in lines)
        case Heading(text=text):
            yield "heading", text
        case Paragraph():
            yield "body", block.text
        case SignOff(name=name, date=date):
            yield from (("signed", text) for text in (name, date) if text)


def _parts(text: str) -> Iterator[str]:
    """Yield ``text``, in pieces where no cell could hold the whole."""
    if len(text) <= TEXT_LENGTH // 2 or len(text.encode("utf-16-le")) <= 2 * TEXT_LENGTH:
        yield text
        return
    for start in range(0, len(text), TEXT_LENGTH // 2):
        yield text[start : start + TEXT_LENGTH // 2]


def _line(sheet: "Worksheet", row: int, text: str, kind: str, formats: Formats, widths: tuple[float, ...]) -> None:
    height = _height(text, LINES[kind][1], sum(widths))
    if height < TALLEST:
        sheet.set_row(row, height)
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", formats.line(kind))
    sheet.write_string(row, 0, text, formats.line(kind))


def _height(text: str, size: float, width: float) -> float:
    """Return the points that ``text`` needs in a cell that is ``width`` millimetres wide."""
    room = max(width * POINTS_PER_MM - 6, size)
    lines = sum(math.ceil(display_width(line) * size / 2 / room) or 1 for line in text.split("\n"))
    return min(TALLEST, lines * size * PITCH + 4)


class _Table:
    """Writes one grid from the row ``top`` down."""

    def __init__(self, sheet: "Worksheet", grid: Grid, top: int, formats: Formats) -> None:
        look = grid_look(grid)
        self.sheet = sheet
        self.shape: Shape = look.shape
        self.value_size = look.value_size
        self.values = iter(grid.texts())
        self.top = top
        self.formats = formats
        self.heights = [self.shape.row_height * POINTS_PER_MM] * len(self.shape.rows)
        self.rest: list[str] = []
        bound = min(limits.current().cells, COLUMNS * len(self.shape.rows))
        if len(self.shape.rows) * len(self.shape.widths) > bound:
            raise LimitExceeded.of("cells", bound)

    def write(self) -> int:
        """Write every cell, and return the row below."""
        covered: dict[int, int] = {}
        for number, row in enumerate(self.shape.rows):
            for cell in row:
                bottom = min(number + cell.rowspan, len(self.shape.rows)) - 1
                right = cell.column
                while right + 1 < cell.column + cell.colspan and covered.get(right + 1, -1) < number:
                    right += 1
                covered |= dict.fromkeys(range(cell.column, right + 1), bottom)
                self._cell(cell, number, bottom, right)
        for number, height in enumerate(self.heights):
            self.sheet.set_row(self.top + number, height)
        below = self.top + len(self.shape.rows)
        self.sheet.ignore_errors({"number_stored_as_text": f"A{self.top + 1}:XFD{below}"})
        if self.shape.head_rows:
            self.sheet.repeat_rows(self.top, self.top + self.shape.head_rows - 1)
        for number, text in enumerate(self.rest):
            _line(self.sheet, below + number, text, "body", self.formats, self.shape.widths)
        return below + len(self.rest)

    def _cell(self, cell: ShapeCell, number: int, bottom: int, right: int) -> None:
        is_value = cell.role == Role.VALUE
        text, *rest = _parts(next(self.values) if is_value else cell.text)
        self.rest += rest
        size = self.value_size if is_value else self.shape.type_size
        figure = FIGURE.fullmatch(text) if is_value and cell.number != "signed" else None
        if figure and len(text) - (figure[1] is not None) > EXACT_DIGITS:
            figure = None
        pattern = ("0." + "0" * len(figure[1]) if figure[1] else "0") if figure else ""
        look = self.formats.cell(size, cell.align, pattern)
        at = self.top + number, cell.column
        if (number, cell.column) != (bottom, right):
            self.sheet.merge_range(*at, self.top + bottom, right, "", look)
        if figure:
            self.sheet.write_number(*at, float(text) if figure[1] else int(text), look)
        elif text:
            self.sheet.write_string(*at, text, look)
        else:
            self.sheet.write_blank(*at, None, look)
        if not figure:
            needed = _height(text, size, sum(self.shape.widths[cell.column : right + 1]))
            short = needed - sum(self.heights[number : bottom + 1])
            if short > 0:
                self.heights[bottom] = min(TALLEST, self.heights[bottom] + short)
