"""The cells of a table, row by row, with how far each reaches.

A cell that continues the one above or before it is no cell of its own.
"""

from collections.abc import Iterator

from ogirmodel import limits
from ogirmodel.errors import LimitExceeded
from ogirmodel.readers.docx.names import VALUE, Element, number, value, w
from ogirmodel.readers.docx.text import TEXT, T, character, text_of

__all__ = ["TBL", "Cell", "P", "cells_of", "merge"]

P, TBL, TR, TC = w("p"), w("tbl"), w("tr"), w("tc")
GRID_SPAN, V_MERGE, H_MERGE, GRID_BEFORE = w("gridSpan"), w("vMerge"), w("hMerge"), w("gridBefore")
PROPERTIES = (GRID_SPAN, V_MERGE, H_MERGE)
PLACES = (*PROPERTIES, GRID_BEFORE, P, TC, TR)


class Cell:
    """A cell while its table is read: its paragraphs as lines; ``rowspan`` is known once all rows are.

    ``elements`` are kept where the table holds others: what stands in them is more than text.
    """

    text = ""
    elements: tuple[Element, ...] = ()
    colspan = rowspan = 1
    merged = continues = joins = False

    def reach(self, tag: str, said: str) -> None:
        """Take in what a property says of how far the cell reaches."""
        if tag == V_MERGE:
            self.merged, self.continues = True, said != "restart"
        elif tag == GRID_SPAN:
            self.colspan = _span(said)
        else:
            self.joins = said != "restart"


def cells_of(table: Element, room: int, tags: tuple[str, ...] = TEXT) -> tuple[list[list[Cell]], bool]:
    """Return the rows of a table, and whether it holds other tables, whose text is then in no cell.

    ``tags`` are those of text that may be in it. Raises LimitExceeded where there are more cells than ``room``.
    """
    if next(table.iterdescendants(TBL), None) is not None:
        return [list(_own_cells(row)) for row in _own(table, TR)], True
    return _plain_cells(table, room, tags), False


def _plain_cells(table: Element, room: int, tags: tuple[str, ...]) -> list[list[Cell]]:
    """Return the rows of a table that holds no other, in one walk."""
    rows: list[list[Cell]] = [[]]
    cell, text = Cell(), ""
    for piece in table.iter(*tags, *PLACES):
        tag = piece.tag
        if tag == T:
            text += piece.text or ""
        elif tag == P:
            text += "\n" if text else ""
        elif tag == TC:
            cell.text, text = text.strip(), ""
            cell = Cell()
            room -= 1
            if room < 0:
                raise LimitExceeded.of("cells", limits.current().cells)
            rows[-1].append(cell)
        elif tag == TR:
            rows.append([])
        elif tag in PROPERTIES:
            cell.reach(tag, piece.get(VALUE, ""))
        elif tag == GRID_BEFORE:
            rows[-1] = rows[-1] or [_filler(piece)]
        else:
            text += character(piece)
    cell.text = text.strip()
    return rows if rows[0] else rows[1:]


def _filler(piece: Element) -> Cell:
    """Return the columns that a row leaves free before its first cell."""
    cell = Cell()
    cell.colspan = _span(value(piece))
    return cell


def _span(said: str) -> int:
    return max(1, min(number(said, 1), limits.current().column_span))


def _own_cells(row: Element) -> Iterator[Cell]:
    before = row.find(f"{w('trPr')}/{GRID_BEFORE}")
    if before is not None:
        yield _filler(before)
    for element in _own(row, TC):
        cell = Cell()
        cell.elements = (element,)
        for piece in element.iterfind(f"{w('tcPr')}/*"):
            if piece.tag in PROPERTIES:
                cell.reach(piece.tag, value(piece))
        cell.text = "\n".join(text_of(paragraph) for paragraph in _own(element, P)).strip()
        yield cell


def _own(element: Element, wanted: str) -> Iterator[Element]:
    """Yield rows, the cells of a row, or the paragraphs of a cell, whatever wraps them; not those of a table inside."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag not in (TBL, P, TC, TR):
            yield from _own(child, wanted)


def merge(rows: list[list[Cell]]) -> tuple[list[list[Cell]], list[Cell]]:
    """Return the rows without the cells that continue others, which reach as much further; and those cells.

    A cell that says it continues another, where there is none above it, is a cell of its own.
    """
    tallest = limits.current().row_span
    above: dict[int, Cell] = {}
    kept: list[list[Cell]] = []
    covered: list[Cell] = []
    joined = False
    for row in rows:
        column = 0
        here: dict[int, Cell] = {}
        own: list[Cell] = []
        for cell in row:
            if cell.continues and column in above:
                owner = here[column] = above[column]
                owner.rowspan = min(owner.rowspan + 1, tallest)
                covered.append(cell)
            else:
                own.append(cell)
                if cell.merged:
                    here[column] = cell
                if cell.joins:
                    joined = True
            column += cell.colspan
        kept.append(own)
        above = here
    return [list(_joined(row)) for row in kept] if joined else kept, covered


def _joined(row: list[Cell]) -> Iterator[Cell]:
    """Yield the cells of a row; those that an older Word joined to the one before are part of it."""
    groups: list[list[Cell]] = []
    for cell in row:
        if groups and cell.joins:
            groups[-1].append(cell)
        else:
            groups.append([cell])
    for group in groups:
        first = group[0]
        first.colspan = min(sum(cell.colspan for cell in group), limits.current().column_span)
        first.text = "\n".join(cell.text for cell in group).strip()
        first.elements = tuple(element for cell in group for element in cell.elements)
        yield first
