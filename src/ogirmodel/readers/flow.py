"""What the readers of structured formats share: the blocks of a document as they come, counted, and tables told apart.

A table holds figures, or it only arranges a page. The latter is taken apart: what stands in its cells are blocks.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import attrs

from ogirmodel import limits
from ogirmodel.document import Block, Grid, GridCell, Paragraph, grid_cell
from ogirmodel.errors import LimitExceeded
from ogirmodel.findings import Finding, Location
from ogirmodel.model.cells import NO_XML

__all__ = ["Box", "Budget", "Flow"]


@attrs.define
class Budget:
    """What is left of the limits of one document; the flows of its cells share it."""

    lines: int = attrs.field(factory=lambda: limits.current().lines)
    cells: int = attrs.field(factory=lambda: limits.current().cells)
    paragraphs: int = 0
    tables: int = 0

    def spend_line(self) -> None:
        """Count a paragraph; raises LimitExceeded."""
        self.lines -= 1
        if self.lines < 0:
            raise LimitExceeded.of("lines", limits.current().lines)

    def spend_cells(self, count: int) -> None:
        """Count cells; raises LimitExceeded."""
        self.cells -= count
        if self.cells < 0:
            raise LimitExceeded.of("cells", limits.current().cells)


class Box(NamedTuple):
    """A cell as it stands in the source; ``inner`` holds its blocks where it has more in it than text."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    inner: tuple[Block, ...] = ()


@attrs.define
class Flow:
    """Blocks in the making, with what had to be left out."""

    budget: Budget = attrs.field(factory=Budget)
    blocks: list[Block] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)

    def line(self, text: str, *, aside: bool = False) -> None:
        """Add a paragraph, or several where ``text`` has line breaks; blank ones are none, though they count."""
        self.budget.paragraphs += 1
        if not text:
            self.budget.spend_line()
            return
        plain = text.isprintable()
        for line in (text,) if plain else text.splitlines():
            shown = line.strip()
            if shown:
                self.budget.spend_line()
                origin = f"paragraph:{self.budget.paragraphs}"
                self.blocks.append(Paragraph(shown if plain else self.clean(shown, origin), origin=origin, aside=aside))

    def table(self, rows: Sequence[Sequence[Box]], *, spans_known: bool = True, aside: bool = False) -> None:
        """Add a table, or what stands in it where it only arranges the page."""
        arranges = any(_holds_table(box) for row in rows for box in row if box.inner)
        if not arranges and any(len(row) > 1 for row in rows):
            self.plain_table(list(map(_cells, rows)), spans_known=spans_known, aside=aside)
            return
        origin = self._begin_table(rows)
        run: list[list[GridCell]] = []
        for row in rows:
            if len(row) > 1 and not any(map(_holds_table, row)):
                run.append(_cells(row))
                continue
            self._grid(run, origin, spans_known=spans_known, aside=aside)
            run = []
            for box in row:
                if box.inner:
                    self.blocks += box.inner
                else:
                    self.line(box.text, aside=aside)
        self._grid(run, origin, spans_known=spans_known, aside=aside)

    def plain_table(self, rows: Sequence[Sequence[GridCell]], *, spans_known: bool = True, aside: bool = False) -> None:
        """Add a table whose cells hold nothing but text; one of a single column is lines."""
        origin = self._begin_table(rows)
        if any(len(row) > 1 for row in rows):
            self._grid(rows, origin, spans_known=spans_known, aside=aside)
            return
        for row in rows:
            for cell in row:
                self.line(cell.text, aside=aside)

    def _begin_table(self, rows: Sequence[Sequence[object]]) -> str:
        self.budget.tables += 1
        self.budget.spend_cells(sum(map(len, rows)))
        return f"table:{self.budget.tables}"

    def name(self, code: str, variant: str, quotes: Iterable[str], origin: str | None = None) -> None:
        """Quote what was left out, if there is any of it."""
        quote = " | ".join(text for text in (quote.strip() for quote in quotes) if text)
        if quote:
            self.findings.append(Finding.of(code, Location(origin=origin), variant, quote=quote))

    def note(self, code: str, variant: str) -> None:
        """Name something that has no words of its own."""
        self.findings.append(Finding.of(code, None, variant))

    def clean(self, text: str, origin: str) -> str:
        """Return ``text`` without characters that no document can hold; where it had any it is quoted."""
        if text.isprintable() or not NO_XML.search(text):
            return text
        self.findings.append(Finding.of("U06", Location(origin=origin), "control", quote=text))
        return NO_XML.sub("", text)

    def _grid(self, rows: Sequence[Sequence[GridCell]], origin: str, *, spans_known: bool, aside: bool) -> None:
        whole = "".join([cell.text for row in rows for cell in row])
        if not whole.strip():
            return
        if NO_XML.search(whole):
            rows = [[attrs.evolve(cell, text=self.clean(cell.text, origin)) for cell in row] for row in rows]
        read = tuple(map(tuple, rows))
        self.blocks.append(Grid(read=read, spans_known=spans_known, origin=origin, aside=aside))


def _holds_table(box: Box) -> bool:
    return any(isinstance(block, Grid) for block in box.inner)


def _cells(row: Sequence[Box]) -> list[GridCell]:
    return [grid_cell(box.text, box.colspan, box.rowspan) for box in row]
