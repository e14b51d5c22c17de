"""Plain text: lines as paragraphs; cells led or parted by tabs, parted by pipes, or drawn with lines, as grids.

A reader knows no statute: which line is a title or a heading is not its business.
"""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from ogirmodel import limits
from ogirmodel.document import Block, Document, Paragraph
from ogirmodel.encodings import decode
from ogirmodel.errors import LimitExceeded, ReadError
from ogirmodel.findings import Finding, Location
from ogirmodel.model.cells import NO_XML
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.readers.cells import PIPES, end_of_table, is_alone, read_table, table_kind
from ogirmodel.sources import BLANK, is_foreign, refuse_foreign

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
        kind = table_kind(line)
        end = end_of_table(lines, number, kind) if kind else number
        if kind is None or (end == number + 1 and is_alone(line, kind)):
            if line.strip():
                yield Paragraph(line.strip(), origin=f"line:{number + 1}")
            number += 1
            continue
        cells += sum(line.count("\t") + sum(map(line.count, PIPES)) for line in lines[number:end])
        _keep_within(cells if kind != "drawn" else 0)
        grid = read_table(lines[number:end], kind, f"line:{number + 1}")
        cells += sum(map(len, grid.read)) if kind == "drawn" else 0
        _keep_within(cells)
        yield grid
        number = end


def _keep_within(cells: int) -> None:
    if cells > limits.current().cells:
        raise LimitExceeded.of("cells", limits.current().cells)
