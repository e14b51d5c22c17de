"""The ways in which plain text shows the cells of a table, and how each is read.

``tabs``: a tab leads each cell, one or several a line, and blank lines part the rows; or tabs part the cells of a row,
a row a line. ``piped``: pipes part or close the cells, a row a line; or each line is one cell with a pipe at its end.
``drawn``: lines of box characters.
"""

from collections.abc import Sequence
from typing import Literal

from ogirmodel.document import Grid, GridCell
from ogirmodel.labels import split_numbering, tight
from ogirmodel.readers.drawing import is_drawn, read_drawing

__all__ = ["PIPES", "Kind", "end_of_table", "is_alone", "read_table", "table_kind"]

PIPES = "|｜"
RULE = frozenset("-:=+ \t" + PIPES)

BLANKS = " \u3000"
FEWEST = 3
"""A line alone with fewer tabs than this is text."""

Kind = Literal["tabs", "piped", "drawn"]


def table_kind(line: str) -> Kind | None:
    """Return the way in which ``line`` shows cells; None where it is a line of text.

    >>> table_kind("\\t规章"), table_kind("规章\\t0\\t0"), table_kind("规章 | 0 | 0 |"), table_kind("0 |")
    ('tabs', 'tabs', 'piped', 'piped')
    >>> table_kind("规章"), table_kind("一、\\t总体情况")
    (None, None)
    """
    if "\t" in line.rstrip(BLANKS) or line.startswith("\t"):
        first, _, rest = line.strip(BLANKS).partition("\t")
        listed = not line.startswith("\t") and "\t" not in rest and not split_numbering(tight(first))[1]
        return None if listed else "tabs"
    if is_drawn(line):
        return "drawn"
    if any(pipe in line for pipe in PIPES):
        bare = line.strip()
        if bare[0] in PIPES or bare[-1] in PIPES or sum(map(bare.count, PIPES)) > 1:
            return "piped"
    return None


def is_alone(line: str, kind: Kind) -> bool:
    """Tell whether a line that might be a row, with no other beside it, is rather text with a stray tab or pipe."""
    return (kind == "piped" and sum(map(line.count, PIPES)) == 1) or (
        kind == "tabs" and not line.startswith("\t") and line.strip().count("\t") < FEWEST
    )


def end_of_table(lines: Sequence[str], start: int, kind: Kind) -> int:
    """Return the number of the line after the table: blank lines inside one part its rows."""
    end = start
    for number in range(start, len(lines)):
        if table_kind(lines[number]) == kind:
            end = number + 1
        elif kind == "drawn" or lines[number].strip():
            break
    return end


def read_table(lines: Sequence[str], kind: Kind, origin: str) -> Grid:
    """Return the table that ``lines`` show; raises LimitExceeded."""
    if kind == "drawn":
        return Grid(read=read_drawing(lines), origin=origin)
    rows = _tabbed(lines) if kind == "tabs" else _piped(lines)
    return Grid(
        read=tuple(tuple(GridCell(text.strip()) for text in row) for row in rows if row),
        spans_known=False,
        origin=origin,
    )


def _tabbed(lines: Sequence[str]) -> list[list[str]]:
    """Read rows parted by blank lines if every line is led by a tab and none has cells beside each other's labels."""
    if any(line.strip() and not line.startswith("\t") for line in lines):
        return [line.split("\t") for line in lines if line.strip()]
    rows: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("\t"):
            rows[-1] += line[1:].split("\t")
        elif rows[-1]:
            rows.append([])
    return rows


def _piped(lines: Sequence[str]) -> list[list[str]]:
    """Read a row from each line, or, where each line is one cell, a row from each run of them."""
    held = [line.strip().replace(PIPES[1], PIPES[0]) for line in lines]
    single = [line for line in held if line.count(PIPES[0]) == 1 and line.endswith(PIPES[0])]
    if len(single) == sum(1 for line in held if line):
        rows: list[list[str]] = [[]]
        for line in held:
            if line:
                rows[-1].append(line[:-1])
            elif rows[-1]:
                rows.append([])
        return rows
    return [_cells(line) for line in held if line and not RULE.issuperset(line)]


def _cells(line: str) -> list[str]:
    return line.removeprefix(PIPES[0]).removesuffix(PIPES[0]).split(PIPES[0])
