"""Tables drawn with lines, read back: rectangles found by their borders, on a canvas of terminal columns."""

from collections.abc import Sequence
from functools import cache

from ogirmodel.document import GridCell
from ogirmodel.document.labels import display_width
from ogirmodel.lexicon import words

__all__ = ["is_drawn", "read_drawing"]


@cache
def _strokes() -> dict[str, str]:
    boxes = words("boxes")
    return {**boxes["strokes"], **boxes["others"]}


def is_drawn(line: str) -> bool:
    """Tell whether ``line`` belongs to a drawing: it begins and ends with a stroke.

    >>> is_drawn("│ 规章 │"), is_drawn("规章 │")
    (True, False)
    """
    bare = line.strip()
    return len(bare) > 1 and bare[0] in _strokes() and bare[-1] in _strokes()


def read_drawing(lines: Sequence[str]) -> tuple[tuple[GridCell, ...], ...]:
    """Return the cells of a drawing row by row, with their spans.

    A drawing whose lines do not meet (edited by hand, or in other widths) is read line by line instead, a cell
    between two strokes.
    """
    canvas = [_columns(line.strip()) for line in lines]
    if len({len(line) for line in canvas}) > 1:
        return _line_by_line(lines)
    strokes = [[_strokes().get(character, "") for character in line] for line in canvas]
    ys = [y for y, line in enumerate(strokes) if (line[0] and "r" in line[0]) or "l" in line[-1]]
    xs = sorted({x for line in strokes for x, sides in enumerate(line) if "u" in sides or "d" in sides})
    if len(ys) < 2 or len(xs) < 2:
        return _line_by_line(lines)
    ys = sorted({*ys, *(y for y, line in enumerate(strokes) if any("l" in sides for sides in line))})
    return _rectangles(canvas, strokes, ys, xs)


def _columns(line: str) -> list[str]:
    """Spread a line over terminal columns: a wide character is followed by an empty one."""
    spread: list[str] = []
    for character in line:
        width = display_width(character)
        if width == 0 and spread:
            spread[-1] += character
        else:
            spread += [character, ""][:width]
    return spread


def _rectangles(
    canvas: list[list[str]], strokes: list[list[str]], ys: list[int], xs: list[int]
) -> tuple[tuple[GridCell, ...], ...]:
    taken: set[tuple[int, int]] = set()
    rows: list[tuple[GridCell, ...]] = []
    for row in range(len(ys) - 1):
        cells: list[GridCell] = []
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(xs) - 1 and not strokes[ys[row] + 1][xs[right]]:
                right += 1
            bottom = row + 1
            while bottom < len(ys) - 1 and not strokes[ys[bottom]][xs[column] + 1]:
                bottom += 1
            taken |= {(r, c) for r in range(row, bottom) for c in range(column, right)}
            inside = (canvas[y][xs[column] + 1 : xs[right]] for y in range(ys[row] + 1, ys[bottom]))
            text = "".join("".join(line).strip() for line in inside)
            cells.append(GridCell(text, right - column, bottom - row))
        rows.append(tuple(cells))
    return tuple(rows)


def _line_by_line(lines: Sequence[str]) -> tuple[tuple[GridCell, ...], ...]:
    upright = [glyph for glyph, sides in _strokes().items() if sides == "ud"]
    rows = []
    for line in lines:
        bare = line.strip()
        for glyph in upright:
            bare = bare.replace(glyph, upright[0])
        if upright[0] in bare:
            rows.append(tuple(GridCell(text.strip()) for text in bare.strip(upright[0]).split(upright[0])))
    return tuple(rows)
