"""Lines of text on a sheet: what stands around the tables."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ogirmodel.document import Block, Heading, Paragraph, SignOff, Title
from ogirmodel.labels import display_width
from ogirmodel.renderers.style import POINTS_PER_MM
from ogirmodel.renderers.xlsx.formats import LINES, Formats

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["TALLEST", "height_of", "lines_of", "parts_of", "write_line"]

TEXT_LENGTH = 32_767
"""A cell holds no more characters, counted as UTF-16 does; a longer paragraph goes on in the next row."""

TALLEST = 409.0
"""Points; no row can be higher."""

PITCH = 1.4

FOLLOWING = 3
"""Lines up to which the height of a row that is typed into is left to the program: hints have no more."""


def lines_of(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of every line of a block that is no table."""
    match block:
        case Title(lines=lines):
            yield from (("title", line) for line in lines)
        case Heading(text=text):
            yield "heading", text
        case Paragraph():
            yield "body", block.text
        case SignOff(name=name, date=date):
            yield from (("signed", text) for text in (name, date) if text)


def parts_of(text: str) -> Iterator[str]:
    """Yield ``text``, in pieces where no cell could hold the whole."""
    if len(text) <= TEXT_LENGTH // 2 or len(text.encode("utf-16-le")) <= 2 * TEXT_LENGTH:
        yield text
        return
    for start in range(0, len(text), TEXT_LENGTH // 2):
        yield text[start : start + TEXT_LENGTH // 2]


def write_line(
    sheet: "Worksheet",
    row: int,
    text: str,
    kind: str,
    formats: Formats,
    widths: Sequence[float],
    *,
    typed: bool = False,
) -> None:
    """Write one line over the whole of ``widths``.

    Where somebody types in one column, programs let the height follow what is typed, unless it was set: it is only
    for long text. Where columns are merged none does: there is room for a second line.
    """
    look = formats.line(kind, typed=typed)
    size = LINES[kind][1]
    height = height_of(text or "\n" * typed, size, sum(widths))
    follows = typed and len(widths) == 1 and height <= FOLLOWING * size * PITCH + 4
    if height < TALLEST and not follows:
        sheet.set_row(row, height)
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", look)
    if text or not typed:
        sheet.write_string(row, 0, text, look)
    else:
        sheet.write_blank(row, 0, None, look)


def height_of(text: str, size: float, width: float) -> float:
    """Return the points that ``text`` needs in a cell that is ``width`` millimetres wide."""
    room = max(width * POINTS_PER_MM - 6, size)
    lines = sum(math.ceil(display_width(line) * size / 2 / room) or 1 for line in text.split("\n"))
    return min(TALLEST, lines * size * PITCH + 4)
