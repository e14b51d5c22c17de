"""Tables drawn with lines, for plain text: column widths, wrapped cells, and the strokes between them.

A drawing is a canvas of terminal columns; a wide character takes two of them. Widths follow the millimetres of the
shape, so the drawing has the proportions of the paper; a figure that is wider than its column widens it.
"""

from collections.abc import Iterator
from functools import cache

import attrs

from ogirmodel.document import Grid, GridCell, Shape
from ogirmodel.document.labels import display_width
from ogirmodel.lexicon import words

__all__ = ["draw"]

MILLIMETRES = 1.5
"""Millimetres of paper for one column of the terminal."""

NARROWEST = 4


@attrs.frozen
class _Placed:
    """A cell with its place in the grid and what is written in it."""

    cell: GridCell
    row: int
    column: int
    left: bool = False


def draw(grid: Grid) -> Iterator[str]:
    """Yield the lines of the drawing."""
    placed, columns = _shaped(grid.shape, grid) if grid.shape else _place(grid)
    if not placed:
        return
    widths = _widths(grid, placed, columns)
    texts = [_wrap(p.cell.text, sum(widths[p.column : p.column + p.cell.colspan]) + p.cell.colspan - 1) for p in placed]
    heights = _heights(placed, texts)
    canvas = _Canvas(widths, heights)
    for each, lines in zip(placed, texts, strict=True):
        canvas.put(each, lines)
    yield from canvas.lines()


def _shaped(shape: Shape, grid: Grid) -> tuple[list[_Placed], int]:
    """Take the places from the shape."""
    places = (place for row in shape.rows for place in row)
    cells = (cell for row in grid.rows() for cell in row)
    placed = [_Placed(c, p.row, p.column, p.align == "left") for p, c in zip(places, cells, strict=True)]
    return placed, len(shape.widths)


def _place(grid: Grid) -> tuple[list[_Placed], int]:
    """Give every cell its row and column by the usual table algorithm: covered places are skipped."""
    placed: list[_Placed] = []
    covered: dict[int, int] = {}
    columns = 0
    for number, row in enumerate(grid.rows()):
        column = 0
        for cell in row:
            while covered.get(column, 0) > number:
                column += 1
            placed.append(_Placed(cell, number, column))
            covered |= dict.fromkeys(range(column, column + cell.colspan), number + cell.rowspan)
            column += cell.colspan
        columns = max(columns, column)
    return placed, columns


def _widths(grid: Grid, placed: list[_Placed], columns: int) -> list[int]:
    if grid.shape is not None:
        widths = [max(NARROWEST, round(width / MILLIMETRES)) for width in grid.shape.widths]
    else:
        widths = [NARROWEST] * columns
        for each in placed:
            if each.cell.colspan == 1:
                widths[each.column] = max(widths[each.column], min(24, display_width(each.cell.text)))
    for each in placed:
        needed = max(map(display_width, _pieces(each.cell.text)), default=0)
        span = slice(each.column, each.column + each.cell.colspan)
        missing = needed - sum(widths[span]) - each.cell.colspan + 1
        if missing > 0:
            widths[each.column + each.cell.colspan - 1] += missing
    return widths


def _wrap(text: str, width: int) -> tuple[str, ...]:
    """Break ``text`` into the fewest lines that fit ``width``, about equally long."""
    total = display_width(text)
    if total <= width:
        return (text,)
    target = -(-total // -(-total // width))
    target += target % 2  # a wide character is not cut
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and display_width(line + piece) > min(width, target):
            lines.append(line)
            line = ""
        line += piece
    return (*lines, line)


def _pieces(text: str) -> list[str]:
    """Cut ``text`` where a line may break and be joined again without loss.

    A wide character stands alone, a run of narrow ones is not cut, and a blank is a break between narrow ones only.
    """
    pieces: list[str] = []
    for character in text:
        glued = pieces and not _breaks(pieces[-1][-1], character)
        pieces[-1:] = [pieces[-1] + character] if glued else [*pieces[-1:], character]
    return pieces


def _breaks(before: str, after: str) -> bool:
    """Tell whether a line may break between two characters."""
    if display_width(after) == 0 or before.isspace():
        return False
    if after.isspace():
        return False
    return display_width(before) == 2 or display_width(after) == 2


def _heights(placed: list[_Placed], texts: list[tuple[str, ...]]) -> list[int]:
    heights = [1] * (max(p.row + p.cell.rowspan for p in placed))
    for each, lines in sorted(zip(placed, texts, strict=True), key=lambda pair: pair[0].cell.rowspan):
        span = slice(each.row, each.row + each.cell.rowspan)
        missing = len(lines) - sum(heights[span]) - each.cell.rowspan + 1
        if missing > 0:
            heights[each.row + each.cell.rowspan - 1] += missing
    return heights


class _Canvas:
    """Characters by line and terminal column, with the strokes of the borders gathered apart."""

    def __init__(self, widths: list[int], heights: list[int]) -> None:
        self._x = [sum(widths[:n]) + n for n in range(len(widths) + 1)]
        self._y = [sum(heights[:n]) + n for n in range(len(heights) + 1)]
        self._text: list[list[str]] = [[" "] * (self._x[-1] + 1) for _ in range(self._y[-1] + 1)]
        self._strokes: dict[tuple[int, int], set[str]] = {}

    def put(self, placed: _Placed, lines: tuple[str, ...]) -> None:
        """Draw the border of a cell and write its lines in the middle of it."""
        cell = placed.cell
        top, bottom = self._y[placed.row], self._y[placed.row + cell.rowspan]
        left, right = self._x[placed.column], self._x[placed.column + cell.colspan]
        for x in range(left, right + 1):
            sides = ("r" if x < right else "") + ("l" if x > left else "")
            self._stroke(top, x, sides)
            self._stroke(bottom, x, sides)
        for y in range(top, bottom + 1):
            sides = ("d" if y < bottom else "") + ("u" if y > top else "")
            self._stroke(y, left, sides)
            self._stroke(y, right, sides)
        first = top + 1 + (bottom - top - 1 - len(lines)) // 2
        for number, line in enumerate(lines):
            margin = 0 if placed.left else (right - left - 1 - display_width(line)) // 2
            self._write(first + number, left + 1 + margin, line)

    def lines(self) -> Iterator[str]:
        """Yield the finished lines."""
        glyphs = _glyphs()
        for (y, x), sides in self._strokes.items():
            self._text[y][x] = glyphs[frozenset(sides)]
        yield from ("".join(line) for line in self._text)

    def _stroke(self, y: int, x: int, sides: str) -> None:
        self._strokes.setdefault((y, x), set()).update(sides)

    def _write(self, y: int, x: int, text: str) -> None:
        for character in text:
            width = display_width(character)
            if width == 0:
                self._text[y][x - 1] += character
                continue
            self._text[y][x] = character
            if width == 2:
                self._text[y][x + 1] = ""
            x += width


@cache
def _glyphs() -> dict[frozenset[str], str]:
    return {frozenset(sides): glyph for glyph, sides in words("boxes")["strokes"].items()}
