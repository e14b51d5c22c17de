"""Tables drawn with lines, for plain text: column widths, wrapped cells, and the strokes between them.

A drawing is a canvas of terminal columns; a wide character takes two of them. Widths follow the millimetres of the
shape, so the drawing has the proportions of the paper; a figure that is wider than its column widens it.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from ogirmodel.document import Grid, Role, Shape, ShapeCell
from ogirmodel.document.layout import grid_shape
from ogirmodel.labels import display_width
from ogirmodel.lexicon import words
from ogirmodel.renderers.stencil import Run, Stencil, marker

__all__ = ["drawing"]

MILLIMETRES = 1.5
"""Millimetres of paper for one column of the terminal."""

LINES = Stencil.cut(f"{marker()}\n")
NARROWEST = 4
WIDEST_READ = 24
"""Terminal columns that a column of a grid read from a file gets at the most; longer texts are wrapped."""


def drawing(grid: Grid) -> Run:
    """Return the drawing of ``grid``, as a stencil and its texts.

    The drawing of a shape is compiled once, with a slot of fixed width for each value; only figures that are wider
    than their column make it be drawn anew.
    """
    texts = grid.texts()
    if grid.shape is not None:
        stencil, rooms = _compiled(grid.shape)
        padded = [_centred(text, room) for text, room in zip(texts, rooms, strict=True)]
        if None not in padded:
            return stencil, [text for text in padded if text is not None]
    shape = grid_shape(grid)
    filled = iter(texts)
    cells = [cell for row in shape.rows for cell in row]
    written = [next(filled) if cell.role == Role.VALUE else cell.text for cell in cells]
    if not cells:
        return LINES, ("",)
    return LINES, (_drawn(cells, written, _widths(cells, written, _base_widths(grid, cells, written))),)


@lru_cache(maxsize=8192)
def _centred(text: str, room: int) -> str | None:
    """Return ``text`` in the middle of its slot; None where it does not fit. Small figures come again and again."""
    width = display_width(text)
    left = (room - width) // 2
    return " " * left + text + " " * (room - width - left) if width <= room else None


@lru_cache(maxsize=64)
def _compiled(shape: Shape) -> tuple[Stencil, tuple[int, ...]]:
    """Draw ``shape`` with a marker in every slot; return it cut, and the width of each slot."""
    cells = [cell for row in shape.rows for cell in row]
    labels = [cell.text for cell in cells]
    widths = _widths(cells, labels, [_columns(width) for width in shape.widths])
    rooms = tuple(_room(cell, widths) for cell in shape.values)
    return Stencil.cut(_drawn(cells, labels, widths, slots=True) + "\n"), rooms


def _columns(millimetres: float) -> int:
    return max(NARROWEST, round(millimetres / MILLIMETRES))


def _room(cell: ShapeCell, widths: Sequence[int]) -> int:
    return sum(widths[cell.column : cell.column + cell.colspan]) + cell.colspan - 1


def _base_widths(grid: Grid, cells: Sequence[ShapeCell], written: Sequence[str]) -> list[int]:
    if grid.shape is not None:
        return [_columns(width) for width in grid.shape.widths]
    widths = [NARROWEST] * max(cell.column + cell.colspan for cell in cells)
    for cell, text in zip(cells, written, strict=True):
        if cell.colspan == 1:
            widths[cell.column] = max(widths[cell.column], min(WIDEST_READ, display_width(text)))
    return widths


def _widths(cells: Sequence[ShapeCell], written: Sequence[str], base: list[int]) -> list[int]:
    """Widen columns until nothing that must not be broken is wider than its cell."""
    widths = list(base)
    for cell, text in zip(cells, written, strict=True):
        needed = max(map(display_width, _pieces(text)), default=0)
        widths[cell.column + cell.colspan - 1] += max(0, needed - _room(cell, widths))
    return widths


def _drawn(cells: Sequence[ShapeCell], written: Sequence[str], widths: Sequence[int], *, slots: bool = False) -> str:
    """Return the lines of a drawing; with ``slots`` every value is a marker as wide as its cell."""
    wrapped = [_wrap(text, _room(cell, widths)) for cell, text in zip(cells, written, strict=True)]
    canvas = _Canvas(widths, _heights(cells, wrapped))
    for cell, lines in zip(cells, wrapped, strict=True):
        canvas.border(cell)
        if slots and cell.role == Role.VALUE:
            canvas.slot(cell)
        else:
            canvas.write(cell, lines)
    return canvas.text()


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
        if pieces and not _breaks(pieces[-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _breaks(before: str, after: str) -> bool:
    """Tell whether a line may break between a piece and a character."""
    if display_width(after) == 0 or after.isspace():
        return False
    if before[-1].isspace():
        single = len(before) > 1 and before[-1] == " " and not before[-2].isspace()
        return single and display_width(before[-2]) == 1 and display_width(after) == 1
    return display_width(before[-1]) == 2 or display_width(after) == 2


def _heights(cells: Sequence[ShapeCell], wrapped: Sequence[tuple[str, ...]]) -> list[int]:
    heights = [1] * (max(cell.row + cell.rowspan for cell in cells))
    for cell, lines in sorted(zip(cells, wrapped, strict=True), key=lambda pair: pair[0].rowspan):
        span = slice(cell.row, cell.row + cell.rowspan)
        heights[cell.row + cell.rowspan - 1] += max(0, len(lines) - sum(heights[span]) - cell.rowspan + 1)
    return heights


class _Canvas:
    """Characters by line and terminal column, with the strokes of the borders gathered apart."""

    def __init__(self, widths: Sequence[int], heights: Sequence[int]) -> None:
        self._x = [sum(widths[:n]) + n for n in range(len(widths) + 1)]
        self._y = [sum(heights[:n]) + n for n in range(len(heights) + 1)]
        self._text: list[list[str]] = [[" "] * (self._x[-1] + 1) for _ in range(self._y[-1] + 1)]
        self._strokes: dict[tuple[int, int], set[str]] = {}

    def _edges(self, cell: ShapeCell) -> tuple[int, int, int, int]:
        top, bottom = self._y[cell.row], self._y[cell.row + cell.rowspan]
        return top, bottom, self._x[cell.column], self._x[cell.column + cell.colspan]

    def border(self, cell: ShapeCell) -> None:
        """Draw the border of a cell."""
        top, bottom, left, right = self._edges(cell)
        for x in range(left, right + 1):
            sides = ("r" if x < right else "") + ("l" if x > left else "")
            self._stroke(top, x, sides)
            self._stroke(bottom, x, sides)
        for y in range(top, bottom + 1):
            sides = ("d" if y < bottom else "") + ("u" if y > top else "")
            self._stroke(y, left, sides)
            self._stroke(y, right, sides)

    def write(self, cell: ShapeCell, lines: Sequence[str]) -> None:
        """Write lines in the middle of a cell, or from its left edge."""
        top, bottom, left, right = self._edges(cell)
        first = top + 1 + (bottom - top - 1 - len(lines)) // 2
        for number, line in enumerate(lines):
            margin = 0 if cell.align == "left" else (right - left - 1 - display_width(line)) // 2
            self._write(first + number, left + 1 + margin, line)

    def slot(self, cell: ShapeCell) -> None:
        """Leave a marker where a value of one line goes, in place of the whole width of the cell."""
        top, bottom, left, right = self._edges(cell)
        middle = top + 1 + (bottom - top - 2) // 2
        self._text[middle][left + 1 : right] = [marker(), *[""] * (right - left - 2)]

    def text(self) -> str:
        """Return the finished lines."""
        glyphs = _glyphs()
        for (y, x), sides in self._strokes.items():
            self._text[y][x] = glyphs[frozenset(sides)]
        return "\n".join("".join(line) for line in self._text)

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
