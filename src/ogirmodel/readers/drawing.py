"""Tables drawn with lines, read back: rectangles found by their borders, on a canvas of terminal columns.

A drawing that does not come out even, because it was edited by hand or drawn in other widths, is read line by line
instead, a cell between two strokes. Either way every character that is no stroke is in a cell.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from ogirmodel import limits
from ogirmodel.document import GridCell, grid_cell
from ogirmodel.errors import LimitExceeded
from ogirmodel.labels import character_width, display_width
from ogirmodel.lexicon import words

__all__ = ["is_drawn", "read_drawing"]

UPRIGHTS_PER_CELL = 20
"""A drawing with more upright strokes than this for each cell of the limit is refused before it is spread out."""

HALF, SHARED = "\0", "\1"
"""Stand for the second column of a wide character, and before a character without width; no text holds them."""

COLUMN = re.compile(f".(?:{SHARED}.)*")

Rows = tuple[tuple[GridCell, ...], ...]


@cache
def _strokes() -> dict[str, str]:
    boxes = words("boxes")
    return {**boxes["strokes"], **boxes["others"]}


@cache
def _uprights() -> frozenset[str]:
    return frozenset(glyph for glyph, sides in _strokes().items() if set(sides) & {"u", "d"})


@cache
def _rules() -> frozenset[str]:
    return frozenset(glyph for glyph, sides in _strokes().items() if "l" in sides)


@cache
def _unlike_narrow() -> re.Pattern[str]:
    return re.compile(f"[^ -~{re.escape(''.join(_strokes()))}]+")


@cache
def _unsaid() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_strokes()))}\\s]+")


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
    if sum(map(len, lines)) > UPRIGHTS_PER_CELL * bound:
        strokes = sum(line.count(glyph) for line in lines for glyph in _uprights())
        if strokes > UPRIGHTS_PER_CELL * bound:
            raise LimitExceeded.of("cells", bound)
    canvas = [_columns(line.strip()) for line in lines]
    even = _rectangles(canvas) if len({len(line) for line in canvas}) == 1 else None
    if even is None or _said([cell.text for row in even for cell in row]) != _said(lines):
        return _line_by_line(lines)
    return even


def _said(texts: Sequence[str]) -> Counter[str]:
    """Count every character that is neither a stroke nor blank."""
    return Counter(_unsaid().sub("", "".join(texts)))


def _columns(line: str) -> Sequence[str]:
    """Spread a line over terminal columns: a wide character takes two, one without width stays with that before it."""
    spread = _unlike_narrow().sub(lambda run: "".join(map(_spread, run[0])), line)
    return spread if SHARED not in spread else tuple(column.replace(SHARED, "") for column in COLUMN.findall(spread))


@lru_cache(maxsize=4096)
def _spread(character: str) -> str:
    width = character_width(character)
    return character + HALF if width == 2 else character if width else SHARED + character


def _rectangles(canvas: list[Sequence[str]]) -> Rows | None:
    """Find the cells as rectangles between borders; None where there is no grid."""
    known, uprights = _strokes(), _uprights()
    xs = sorted({x for line in {*canvas} for x, character in enumerate(line) if character in uprights})
    ys = [y for y, line in enumerate(canvas) if not _rules().isdisjoint(line)]
    ys = [*([-1] if ys[:1] != [0] else []), *ys, *([len(canvas)] if ys[-1:] != [len(canvas) - 1] else [])]
    if len(xs) < 2 or any(below - above < 2 for above, below in pairwise(ys)):
        return None
    if len(xs) * len(ys) > limits.current().cells * 2:
        raise LimitExceeded.of("cells", limits.current().cells)
    taken: set[tuple[int, int]] = set()
    rows: list[tuple[GridCell, ...]] = []
    for row in range(len(ys) - 1):
        cells: list[GridCell] = []
        first = canvas[ys[row] + 1]
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(xs) - 1 and first[xs[right]] not in known:
                right += 1
            bottom = row + 1
            while bottom < len(ys) - 1 and canvas[ys[bottom]][min(xs[column] + 1, len(first) - 1)] not in known:
                bottom += 1
            taken |= {(r, c) for r in range(row, bottom) for c in range(column, right)}
            inside = ["".join(canvas[y][xs[column] + 1 : xs[right]]) for y in range(ys[row] + 1, ys[bottom])]
            text = _joined([line.replace(HALF, "").strip() for line in inside])
            cells.append(grid_cell(text, right - column, bottom - row))
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
