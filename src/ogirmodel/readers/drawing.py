"""Tables drawn with lines, read back: rectangles found by their borders, on a canvas of terminal columns.

A drawing that does not come out even, because it was edited by hand or drawn in other widths, is read line by line
instead, a cell between two strokes. Either way every character that is no stroke is in a cell.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from ogirmodel import limits
from ogirmodel.document import GridCell
from ogirmodel.errors import LimitExceeded
from ogirmodel.labels import character_width, display_width
from ogirmodel.lexicon import words

__all__ = ["is_drawn", "read_drawing"]

UPRIGHTS_PER_CELL = 20
"""A drawing with more upright strokes than this for each cell of the limit is refused before it is spread out."""

Rows = tuple[tuple[GridCell, ...], ...]


@cache
def _strokes() -> dict[str, str]:
    boxes = words("boxes")
    return {**boxes["strokes"], **boxes["others"]}


@cache
def _uprights() -> frozenset[str]:
    return frozenset(glyph for glyph, sides in _strokes().items() if set(sides) & {"u", "d"})


def is_drawn(line: str) -> bool:
    """Tell whether ``line`` belongs to a drawing: it has an upright at both ends, or is nothing but strokes.

    >>> is_drawn("│ 规章 │"), is_drawn("规章 │"), is_drawn("─ 12 ─")
    (True, False, False)
    """
    bare = line.strip()
    if len(bare) < 2 or bare[0] not in _strokes() or bare[-1] not in _strokes():
        return False
    return (bare[0] in _uprights() and bare[-1] in _uprights()) or all(c in _strokes() for c in bare)


def read_drawing(lines: Sequence[str]) -> Rows:
    """Return the cells of a drawing row by row, with their spans; raises LimitExceeded."""
    bound = limits.current().cells
    if sum(line.count(glyph) for line in lines for glyph in _uprights()) > UPRIGHTS_PER_CELL * bound:
        raise LimitExceeded.of("cells", bound)
    canvas = [_columns(line.strip()) for line in lines]
    even = _rectangles(canvas) if len({len(line) for line in canvas}) == 1 else None
    if even is None or _said(cell.text for row in even for cell in row) != _said(lines):
        return _line_by_line(lines)
    return even


def _said(texts: Iterable[str]) -> list[str]:
    """Return every character that is neither a stroke nor blank, in no order."""
    known = _strokes()
    return sorted(c for text in texts for c in text if c not in known and not c.isspace())


def _columns(line: str) -> list[str]:
    """Spread a line over terminal columns: a wide character is followed by an empty one."""
    spread: list[str] = []
    for character in line:
        width = character_width(character)
        if width == 0 and spread:
            spread[-1] += character
        else:
            spread += [character, ""][:width]
    return spread


def _rectangles(canvas: list[list[str]]) -> Rows | None:
    """Find the cells as rectangles between borders; None where there is no grid."""
    known, uprights = _strokes(), _uprights()
    strokes = [[known.get(character, "") for character in line] for line in canvas]
    xs = sorted({x for line in canvas for x, character in enumerate(line) if character in uprights})
    ys = [y for y, line in enumerate(strokes) if any("l" in sides for sides in line)]
    ys = [*([-1] if ys[:1] != [0] else []), *ys, *([len(canvas)] if ys[-1:] != [len(canvas) - 1] else [])]
    if len(xs) < 2 or any(below - above < 2 for above, below in pairwise(ys)):
        return None
    if len(xs) * len(ys) > limits.current().cells * 2:
        raise LimitExceeded.of("cells", limits.current().cells)
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
            while bottom < len(ys) - 1 and not strokes[ys[bottom]][min(xs[column] + 1, len(strokes[0]) - 1)]:
                bottom += 1
            taken |= {(r, c) for r in range(row, bottom) for c in range(column, right)}
            inside = ["".join(canvas[y][xs[column] + 1 : xs[right]]).strip() for y in range(ys[row] + 1, ys[bottom])]
            cells.append(GridCell(_joined(inside), right - column, bottom - row))
        rows.append(tuple(cells))
    return tuple(rows)


def _joined(lines: Sequence[str]) -> str:
    """Join the lines of a cell: wide characters run on, narrow ones were parted by a blank."""
    text = ""
    for line in filter(None, lines):
        parted = text and display_width(text[-1]) == 1 and display_width(line[0]) == 1
        text += f" {line}" if parted else line
    return text


def _line_by_line(lines: Sequence[str]) -> Rows:
    rows = []
    for line in lines:
        if all(c in _strokes() or c.isspace() for c in line):
            continue
        bare = line.strip()
        for glyph in _uprights():
            bare = bare.replace(glyph, "\0")
        cells = bare.removeprefix("\0").removesuffix("\0").split("\0")
        rows.append(tuple(GridCell(text.strip()) for text in cells))
    if sum(map(len, rows)) > limits.current().cells:
        raise LimitExceeded.of("cells", limits.current().cells)
    return tuple(rows)
