"""Plain text: lines as paragraphs; cells led by tabs, or drawn with lines, as grids.

A reader knows no statute: which line is a title or a heading is not its business.
"""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from ogirmodel import limits
from ogirmodel.document import Block, Document, Grid, GridCell, Paragraph
from ogirmodel.errors import LimitExceeded, ReadError
from ogirmodel.findings import Finding, Location
from ogirmodel.model.cells import NO_XML
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.readers.drawing import is_drawn, read_drawing
from ogirmodel.sources import BLANK, decode, is_foreign, refuse_foreign

__all__ = ["TextReader"]

LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What ``str.splitlines`` parts lines at."""

PACKAGE = b"PK\x03\x04"


@attrs.frozen
class TextReader:
    """Reads plain text in UTF-8, UTF-16 or GB18030.

    >>> document = TextReader().read("一、总体情况\\n\\t规章\\n\\t0\\n".encode())
    >>> document.blocks[0].text, [cell.text for cell in document.blocks[1].read[0]]
    ('一、总体情况', ['规章', '0'])
    """

    info: ClassVar[ReaderInfo] = ReaderInfo("text/plain")

    def sniff(self, head: bytes, name: str) -> bool:
        """Tell whether it may be plain text: no known binary signature, no markup, no JSON."""
        start = head.lstrip(BLANK)
        return (
            not is_foreign(start)
            and not start.startswith(PACKAGE)
            and not start.startswith((b"<", b"{"))
            and not name.endswith(".json")
        )

    def read(self, data: bytes, /) -> Document:
        """Return the lines and tables of ``data``; raises ReadError for bytes that are no text."""
        refuse_foreign(data)
        if data.startswith(PACKAGE):
            raise ReadError("binary")
        text = decode(data)
        if len(text) - len(NO_XML.sub("", text)) > len(text) / 10:
            raise ReadError("binary")
        if sum(map(text.count, LINE_ENDS)) > limits.current().lines:
            raise LimitExceeded.of("lines", limits.current().lines)
        lines = text.splitlines()
        odd = tuple(_odd_characters(lines))
        return Document(tuple(_blocks([NO_XML.sub("", line) for line in lines] if odd else lines)), findings=odd)


def _odd_characters(lines: list[str]) -> Iterator[Finding]:
    """Name every line that holds characters which no document can store; they are left out."""
    for number, line in enumerate(lines, 1):
        if NO_XML.search(line):
            yield Finding.of("U06", Location(origin=f"line:{number}"), "control", quote=line)


def _blocks(lines: list[str]) -> Iterator[Block]:
    number, cells = 0, 0
    while number < len(lines):
        line = lines[number]
        kind = _table_kind(line)
        if kind is None:
            if line.strip():
                yield Paragraph(line.strip(), origin=f"line:{number + 1}")
            number += 1
            continue
        end = _end(lines, number, kind)
        grid = _grid(lines[number:end], kind, f"line:{number + 1}")
        cells += sum(map(len, grid.read))
        if cells > limits.current().cells:
            raise LimitExceeded.of("cells", limits.current().cells)
        yield grid
        number = end


def _table_kind(line: str) -> str | None:
    if line.startswith("\t"):
        return "tabs"
    return "drawn" if is_drawn(line) else None


def _end(lines: list[str], start: int, kind: str) -> int:
    """Return where the table ends: blank lines inside a table led by tabs part its rows."""
    end = start
    for number in range(start, len(lines)):
        if _table_kind(lines[number]) == kind:
            end = number + 1
        elif kind == "drawn" or lines[number].strip():
            break
    return end


def _grid(lines: list[str], kind: str, origin: str) -> Grid:
    if kind == "drawn":
        return Grid(read=read_drawing(lines), origin=origin)
    if sum(line.count("\t") for line in lines) > limits.current().cells:
        raise LimitExceeded.of("cells", limits.current().cells)
    rows: list[list[GridCell]] = [[]]
    for line in lines:
        if line.startswith("\t"):
            rows[-1] += [GridCell(text.strip()) for text in line[1:].split("\t")]
        elif rows[-1]:
            rows.append([])
    return Grid(read=tuple(tuple(row) for row in rows if row), spans_known=False, origin=origin)
