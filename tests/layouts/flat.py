"""Tables as text: rows of tabs and pipes, a cell a line, and the ways that lose where a cell ends."""

from collections.abc import Callable, Iterator, Sequence

from layouts.raster import Piece, Raster, Row, Slot
from ogirmodel.document import Role

__all__ = [
    "as_text",
    "broken",
    "glued",
    "marked_down",
    "one_a_line",
    "parted_by_blanks",
    "piped_lines",
    "residue",
    "tab_led",
    "tabbed_anchors",
    "tabbed_rows",
    "undelimited",
]

Lines = Callable[[Raster], list[str]]


def as_text(pieces: Sequence[Piece], lines: Lines) -> bytes:
    """Return the paper as a text file, its tables written by ``lines``."""
    written: list[str] = []
    for piece in pieces:
        written += [piece] if isinstance(piece, str) else lines(piece)
    return ("\n".join(written) + "\n").encode()


def _own(row: Row) -> list[str]:
    """Return the texts of a row: merged cells once, empty where they go on from above."""
    return [slot.text if slot.begins else "" for slot in row if not slot.right]


def _all(row: Row) -> list[str]:
    """Return the texts of a row with an empty cell for every covered place."""
    return [slot.text if slot.begins else "" for slot in row]


def _new(row: Row) -> list[Slot]:
    """Return the cells that begin in a row."""
    return [slot for slot in row if slot.begins]


def tab_led(raster: Raster) -> list[str]:
    """Lead each cell by a tab, a cell a line, and part the rows by blank lines, as the published sample does."""
    odd = ("", "\u3000", "\u00a0", "  ", "\u200b")
    count = 0
    lines: list[str] = []
    for row in raster.rows:
        for text in _own(row):
            count += 1
            lines.append(f"\t{odd[count % 5]}{text}{odd[count * 3 % 5]}")
        lines.append("")
    return lines


def tabbed_rows(raster: Raster) -> list[str]:
    """Write a row a line, tabs between the places: pasted from a spreadsheet."""
    return ["\t".join(_all(row)) for row in raster.rows]


def tabbed_anchors(raster: Raster) -> list[str]:
    """Write a row a line, tabs between the cells: pasted from a word processor."""
    return ["\t".join(_own(row)) for row in raster.rows]


def marked_down(raster: Raster) -> list[str]:
    """Write a row a line between pipes, with a rule below the first."""
    rows = [f"| {' | '.join(_own(row))} |" for row in raster.rows]
    return [rows[0], "|" + " --- |" * len(_own(raster.rows[0])), *rows[1:]]


def residue(raster: Raster) -> list[str]:
    """Write a row a line with a pipe after each cell, and pipes that merged cells left behind."""
    return [_residue(row) for row in raster.rows]


def _residue(row: Row) -> str:
    written = ""
    for slot in row:
        if slot.right:
            written += "|"
        else:
            written += f"{' ' if written else ''}{slot.text if slot.begins else ''} |"
    return written


def piped_lines(raster: Raster) -> list[str]:
    """Write a cell a line, a pipe after each, a blank line after each row."""
    return [line for row in raster.rows for line in (*(f"{text} |" for text in _own(row)), "")]


def one_a_line(raster: Raster) -> list[str]:
    """Write a cell a line, a pipe after each; nothing says where a row ends."""
    return [f"{text} |" for row in raster.rows for text in _own(row)]


# -- the bounds of cells are lost --


def undelimited(raster: Raster) -> list[str]:
    """Write a cell a line and nothing for an empty one."""
    return [slot.text for row in raster.rows for slot in _new(row) if slot.text]


def broken(raster: Raster) -> list[str]:
    """Write the same, and labels one character a line."""
    lines: list[str] = []
    for row in raster.rows:
        for slot in _new(row):
            lines += [slot.text] if slot.role == Role.VALUE else list(slot.text)
    return [line for line in lines if line]


def parted_by_blanks(raster: Raster) -> list[str]:
    """Write a row a line, one blank between the cells."""
    return [line for row in raster.rows if (line := " ".join(s.text for s in _new(row) if s.text))]


def glued(raster: Raster) -> list[str]:
    """Write a row a line with nothing between the cells."""
    return list(_glued(raster.rows))


def _glued(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        if line := "".join(slot.text for slot in _new(row)):
            yield line
