"""From a tidy tree to blocks: lines and tables in the order of the page."""

import re
from collections.abc import Sequence

import attrs

from ogirmodel import limits
from ogirmodel.document import Paragraph
from ogirmodel.errors import LimitExceeded
from ogirmodel.readers.flow import Box, Flow
from ogirmodel.readers.html.lists import NUMBER
from ogirmodel.readers.html.names import BLOCKS
from ogirmodel.readers.html.page import Element
from ogirmodel.readers.html.spaces import collapse, guard, unguard
from ogirmodel.readers.html.table import parts_of

__all__ = ["blocks_into"]

SPAN = re.compile(r"\s*\+?0*([0-9]{1,9})")
PROSE = 1000
"""A table with a cell of several lines that are longer than this altogether arranges the page."""

KEEPS = {"pre": True, "listing": True, "xmp": True, "keep": True, "plain": False, "loose": False}


def blocks_into(flow: Flow, element: Element, *, aside: bool = False) -> None:
    """Add what stands in ``element``; ``aside`` until an element comes that says where the main part is."""
    walk = _Walk(flow, aside)
    walk.through(element, keeps=False)
    walk.end()


@attrs.define
class _Walk:
    """Where the walk is: the line in the making, and for a cell of plain text its lines so far."""

    flow: Flow
    aside: bool
    pieces: list[str] = attrs.field(factory=list)
    lines: list[str] | None = None
    number: str = ""
    guards: bool = False

    def through(self, element: Element, *, keeps: bool) -> None:
        """Take in everything in ``element``."""
        if text := element.text:
            self._text(text, keeps=keeps)
        for child in element:
            tag = child.tag
            if tag == "br":
                self.end()
            elif tag == "table":
                self.end()
                self._table(child, keeps=keeps)
            elif tag in BLOCKS:
                self.end()
                self._block(child, str(tag), keeps=keeps)
                self.end()
            else:
                self.through(child, keeps=KEEPS.get(str(tag), keeps))
            if text := child.tail:
                self._text(text, keeps=keeps)

    def end(self) -> None:
        """End the line."""
        if not self.pieces:
            return
        line = collapse("".join(self.pieces)).strip(" ")
        self.pieces.clear()
        if self.guards:
            line = unguard(line)
            self.guards = False
        if not line:
            return
        if self.number:
            line, self.number = self.number + line, ""
        if self.lines is None:
            self.flow.line(line, aside=self.aside)
        else:
            self.lines.append(line)

    def _text(self, text: str, *, keeps: bool) -> None:
        if keeps:
            text = guard(text)
            self.guards = True
        self.pieces.append(text)

    def _block(self, element: Element, tag: str, *, keeps: bool) -> None:
        if tag in ("content", "aside"):
            before, self.aside = self.aside, tag == "aside"
            self.through(element, keeps=keeps)
            self.end()
            self.aside = before
        elif tag == "li":
            self.number = element.get(NUMBER, "")
            self.through(element, keeps=keeps)
            self.end()
            self.number = ""
        else:
            self.through(element, keeps=KEEPS.get(tag, keeps))

    def _table(self, table: Element, *, keeps: bool) -> None:
        parts = parts_of(table)
        for loose in parts.loose:
            self._loose(loose, keeps=keeps)
        nested = table.find(".//table") is not None
        bounds = limits.current()
        rows: list[Sequence[Box]] = []
        claimed = 0
        for group in parts.groups:
            for number, row in enumerate(group):
                boxes = []
                left = min(len(group) - number, bounds.row_span)
                for cell in row:
                    colspan = _span(across, bounds.column_span) or 1 if (across := cell.get("colspan")) else 1
                    rowspan = _span(down, left) or left if (down := cell.get("rowspan")) else 1
                    claimed += colspan * rowspan
                    boxes.append(self._box(cell, colspan, rowspan, nested=nested, keeps=keeps))
                rows.append(boxes)
                if claimed > bounds.cells:
                    raise LimitExceeded.of("cells", bounds.cells)
        if any(len(box.text) > PROSE and "\n" in box.text for row in rows for box in row):
            rows = [(box,) for row in rows for box in row]
        self.flow.table(rows, aside=self.aside)

    def _box(self, cell: Element, colspan: int, rowspan: int, *, nested: bool, keeps: bool) -> Box:
        if not len(cell) and not keeps:
            return Box(collapse(cell.text or "").strip(" "), colspan, rowspan)
        if nested and cell.find(".//table") is not None:
            inner = Flow(self.flow.budget, findings=self.flow.findings)
            walk = _Walk(inner, self.aside)
            walk.through(cell, keeps=keeps)
            walk.end()
            text = "\n".join(block.text for block in inner.blocks if isinstance(block, Paragraph))
            return Box(text, colspan, rowspan, tuple(inner.blocks))
        before, self.lines = self.lines, []
        self.through(cell, keeps=keeps)
        self.end()
        text = "\n".join(self.lines)
        self.lines = before
        return Box(text, colspan, rowspan)

    def _loose(self, loose: Element | str, *, keeps: bool) -> None:
        """Take in what stands in a table and in no cell; a browser shows it above."""
        if isinstance(loose, str):
            self._text(loose, keeps=keeps)
        else:
            self.through(loose, keeps=keeps)
        self.end()


def _span(text: str, bound: int) -> int:
    """Return how far a cell reaches, at most ``bound``: 1 where it is no number."""
    found = SPAN.match(text)
    return min(int(found[1]), bound) if found else 1
