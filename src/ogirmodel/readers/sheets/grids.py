"""From sheets to blocks: which rows are a table, and which are lines that stand alone.

A row with several filled cells belongs to a table. A row with one is a line, a heading or a sentence, unless it is
ruled like a table, or looks like a row of a table without rules: merged over the whole width of the row below, as a
banner is, or between two rows as wide as each other, as a label with blank figures is. A row that is ruled and empty
is one of a table all of whose figures are blank.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import attrs

from ogirmodel import limits
from ogirmodel.document import Document, Grid, GridCell, Paragraph
from ogirmodel.errors import LimitExceeded
from ogirmodel.findings import Finding, Severity
from ogirmodel.readers.flow import Flow
from ogirmodel.readers.sheets.book import Book, Row, Sheet
from ogirmodel.readers.sheets.own import take_out

__all__ = ["lay_out"]

BLANK = GridCell("")

Spans = dict[int, tuple[int, int, int]]
"""Merged areas in one row: by the left column, the right one, the top row and the bottom row."""


def lay_out(book: Book) -> Document:
    """Return the visible sheets of ``book`` as a document; what is not shown is quoted."""
    flow = Flow()
    own: list[str] = []
    for number, sheet in enumerate(book.sheets, 1):
        origin = f"sheet:{number}"
        if sheet.hidden:
            shown = (cell.text for _, row in sorted(sheet.rows.items()) for _, cell in sorted(row.cells.items()))
            flow.name("U09", "hidden", [*shown, *sheet.beside], origin)
        else:
            own += take_out(sheet)
            _Layout(sheet, origin, flow).write()
        flow.name("U09", "comment", sheet.comments, origin)
    if own:
        flow.findings.append(Finding.of("U06", variant="workbook", severity=Severity.INFO, quote=" | ".join(own)))
    flow.name("U09", "hidden", book.unseen)
    flow.name("U09", "note", book.readings)
    flow.name("U09", "deleted", book.deleted)
    flow.name("U11", "link", book.links)
    if book.macros:
        flow.findings.append(Finding.of("U11", variant="macros"))
    if book.pictures:
        flow.findings.append(Finding.of("U10", variant="pictures", count=book.pictures))
    return Document(tuple(flow.blocks), findings=tuple(flow.findings))


@attrs.define
class _Place:
    """A cell as it stands in its row, or the part of a merged area that only continues there (``text`` is None)."""

    left: int
    right: int
    bottom: int
    text: str | None
    ruled: bool


@attrs.define
class _Line:
    """A row that shows something: ``at`` counts the visible rows."""

    number: int
    at: int
    places: list[_Place]
    filled: list[_Place]
    ruled: bool

    @property
    def several(self) -> bool:
        return len(self.filled) > 1


class _Layout:
    """Writes one sheet."""

    def __init__(self, sheet: Sheet, origin: str, flow: Flow) -> None:
        self.sheet = sheet
        self.origin = origin
        self.flow = flow
        self.unseen: list[str] = []
        self.tables = 0
        self.hidden_rows = _Hidden(sheet.hidden_rows)
        self.hidden_columns = _Hidden(sheet.hidden_columns)

    def write(self) -> None:
        """Write the rows, then what stands in no cell."""
        lines = list(self._lines())
        tabular = [self._tabular(lines, number) for number in range(len(lines))]
        start = 0
        for end in range(1, len(lines) + 1):
            goes_on = end < len(lines) and lines[end].at == lines[end - 1].at + 1
            if not goes_on or tabular[end] != tabular[start]:
                self._run(lines[start:end], tabular=tabular[start])
                start = end
        for text in self.sheet.beside:
            self._paragraph(text, self.origin, aside=True)
        self.flow.name("U09", "hidden", self.unseen, self.origin)

    def _tabular(self, lines: list[_Line], number: int) -> bool:
        line = lines[number]
        if line.several or line.ruled:
            return True
        below = lines[number + 1] if number + 1 < len(lines) else None
        if below is None or not below.several or below.ruled or below.at != line.at + 1:
            return False
        edge, (place,) = below.filled[-1].right, line.filled
        if place.right > place.left:
            return place.right == edge
        above = lines[number - 1] if number else None
        return above is not None and above.several and above.at == line.at - 1 and above.filled[-1].right == edge

    def _run(self, lines: list[_Line], *, tabular: bool) -> None:
        if tabular and any(line.several for line in lines):
            self._table(lines)
            return
        for line in lines:
            for place in line.filled:
                self._paragraph(place.text or "", f"{self.origin} row:{line.number + 1}")

    def _paragraph(self, text: str, origin: str, *, aside: bool = False) -> None:
        for part in text.splitlines():
            if shown := part.strip():
                self.flow.budget.spend_line()
                self.flow.blocks.append(Paragraph(self.flow.clean(shown, origin), origin=origin, aside=aside))

    def _table(self, lines: list[_Line]) -> None:
        self.tables += 1
        origin = f"{self.origin} table:{self.tables}"
        left = min(place.left for line in lines for place in line.filled)
        right = max(place.right for line in lines for place in line.filled)
        numbers = [line.number for line in lines]
        rows = []
        for at, line in enumerate(lines):
            cells: list[GridCell] = []
            column = left
            for place in line.places:
                if place.right < left or place.left > right:
                    continue
                if column < place.left:
                    self._blanks(cells, self._visible(column, place.left - 1))
                column = place.right + 1
                width = self._visible(max(place.left, left), min(place.right, right))
                if place.text is not None and width:
                    height = 1 if place.bottom == line.number else bisect_right(numbers, place.bottom) - at
                    cells.append(GridCell(self.flow.clean(place.text, origin), width, height))
            if column <= right:
                self._blanks(cells, self._visible(column, right))
            self.flow.budget.spend_cells(len(cells))
            rows.append(tuple(cells))
        self.flow.blocks.append(Grid(read=tuple(rows), origin=origin))

    def _blanks(self, cells: list[GridCell], count: int) -> None:
        if count > self.flow.budget.cells:
            raise LimitExceeded.of("cells", limits.current().cells)
        cells += [BLANK] * count

    def _visible(self, first: int, last: int) -> int:
        """Return how many of the columns are shown."""
        if last < first:
            return 0
        return last + 1 - first - self.hidden_columns.before(last + 1) + self.hidden_columns.before(first)

    def _lines(self) -> Iterator[_Line]:
        """Yield the visible rows in which there is something."""
        numbers = sorted(self.sheet.rows)
        spans = self._spans(numbers)
        for number in numbers:
            row = self.sheet.rows[number]
            before = self.hidden_rows.before(number)
            if self.hidden_rows.before(number + 1) > before:
                self.unseen += [cell.text for _, cell in sorted(row.cells.items())]
                continue
            places = list(self._places(number, row, spans.get(number, {})))
            filled = [place for place in places if place.text and not place.text.isspace()]
            ruled = any(place.ruled for place in filled) if filled else row.ruled > 1
            if filled or ruled:
                yield _Line(number, number - before, places, filled, ruled)

    def _places(self, number: int, row: Row, spans: Spans) -> Iterator[_Place]:
        reach = -1
        for column in sorted({*row.cells, *spans}):
            cell = row.cells.get(column)
            right, top, bottom = spans.get(column, (column, number, number))
            covered = column <= reach or top < number
            unseen = covered or not self._visible(column, right)
            if unseen and cell:
                self.unseen.append(cell.text)
            if column > reach:
                text = None if unseen else cell.text if cell else ""
                yield _Place(column, right, bottom, text, cell.ruled if cell else False)
                reach = right

    def _spans(self, numbers: list[int]) -> dict[int, Spans]:
        """Return the merged areas by the rows that show something."""
        spans: dict[int, Spans] = {}
        room = limits.current().cells
        for top, left, bottom, right in self.sheet.merged:
            first, end = bisect_left(numbers, top), bisect_right(numbers, bottom)
            room -= end - first
            if room < 0:
                raise LimitExceeded.of("cells", limits.current().cells)
            for number in numbers[first:end]:
                spans.setdefault(number, {}).setdefault(left, (right, top, bottom))
        return spans


class _Hidden:
    """Tells how many rows or columns before one are hidden."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self.firsts: list[int] = []
        self.lasts: list[int] = []
        self.counts: list[int] = [0]
        for first, last in sorted(ranges):
            begin = max(first, self.lasts[-1] + 1) if self.lasts else first
            if begin <= last:
                self.firsts.append(begin)
                self.lasts.append(last)
                self.counts.append(self.counts[-1] + last + 1 - begin)

    def before(self, number: int) -> int:
        """Return how many before ``number`` are hidden."""
        if not self.firsts:
            return 0
        at = bisect_left(self.firsts, number)
        return self.counts[at] - max(0, self.lasts[at - 1] + 1 - number) if at else 0
