"""The cells of a table, row by row, with how far each reaches.

A cell that continues the one above or before it is no cell of its own.
"""

from collections.abc import Iterator

from ogirmodel import limits
from ogirmodel.readers.docx.names import Element, number, value, w
from ogirmodel.readers.docx.text import TEXT, T, character, text_of

__all__ = ["TBL", "Cell", "P", "cells_of", "merge"]

P, TBL, TR, TC = w("p"), w("tbl"), w("tr"), w("tc")
GRID_SPAN, V_MERGE, H_MERGE, GRID_BEFORE = w("gridSpan"), w("vMerge"), w("hMerge"), w("gridBefore")
PROPERTIES = (GRID_SPAN, V_MERGE, H_MERGE)
ALL = (*TEXT, *PROPERTIES, GRID_BEFORE, P, TC, TR)


class Cell:
    """A cell while its table is read; ``rowspan`` is known once all rows are."""

    __slots__ = ("colspan", "continues", "element", "joins", "merged", "pieces", "rowspan")

    def __init__(self, element: Element | None, colspan: int = 1) -> None:
        self.element = element
        self.colspan = colspan
        self.rowspan = 1
        self.pieces: list[str] = []
        self.merged = False
        self.continues = False
        self.joins = False

    @property
    def text(self) -> str:
        """The text of the cell, its paragraphs as lines."""
        return "".join(self.pieces).strip()

    def reach(self, piece: Element) -> None:
        """Take in what a property says of how far the cell reaches."""
        if piece.tag == GRID_SPAN:
            self.colspan = _span(piece)
        elif piece.tag == V_MERGE:
            self.merged, self.continues = True, value(piece) != "restart"
        else:
            self.joins = value(piece) != "restart"


def cells_of(table: Element) -> tuple[list[list[Cell]], bool]:
    """Return the rows of a table, and whether it holds other tables, whose text is then in no cell."""
    if next(table.iterdescendants(TBL), None) is not None:
        return [list(_own_cells(row)) for row in _own(table, TR)], True
    rows: list[list[Cell]] = []
    cell = Cell(None)
    for piece in table.iter(*ALL):
        tag = piece.tag
        if tag == T:
            cell.pieces.append(piece.text or "")
        elif tag == P:
            cell.pieces.append("\n")
        elif tag == TC:
            cell = Cell(piece)
            if rows:
                rows[-1].append(cell)
        elif tag == TR:
            rows.append([])
        elif tag in PROPERTIES:
            cell.reach(piece)
        elif tag == GRID_BEFORE:
            rows[-1:] = [[Cell(None, _span(piece))]]
        else:
            cell.pieces.append(character(piece))
    return rows, False


def _span(piece: Element) -> int:
    return max(1, min(number(value(piece), 1), limits.current().column_span))


def _own_cells(row: Element) -> Iterator[Cell]:
    for element in _own(row, TC):
        cell = Cell(element)
        for piece in element.iterfind(f"{w('tcPr')}/*"):
            if piece.tag in PROPERTIES:
                cell.reach(piece)
        cell.pieces = ["\n".join(text_of(paragraph) for paragraph in element.iterchildren(P))]
        yield cell


def _own(element: Element, wanted: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, whatever wraps them; not those of a table inside."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag not in (TBL, P, TC, TR):
            yield from _own(child, wanted)


def merge(rows: list[list[Cell]]) -> Iterator[list[Cell]]:
    """Yield the rows without the cells that continue others, which reach as much further.

    A cell that says it continues another, where there is none above it, is a cell of its own.
    """
    tallest = limits.current().row_span
    above: dict[int, Cell] = {}
    kept: list[list[Cell]] = []
    for row in rows:
        column = 0
        here: dict[int, Cell] = {}
        kept.append([])
        for cell in row:
            owner = above.get(column) if cell.continues else None
            if owner is not None:
                owner.rowspan = min(owner.rowspan + 1, tallest)
                here[column] = owner
            else:
                cell.continues = False
                kept[-1].append(cell)
                if cell.merged:
                    here[column] = cell
            column += cell.colspan
        above = here
    return (list(_joined(row)) for row in kept)


def _joined(row: list[Cell]) -> Iterator[Cell]:
    """Yield the cells of a row; those that an older Word joined to the one before are part of it."""
    held: Cell | None = None
    for cell in row:
        if held is not None and cell.joins:
            held.colspan += cell.colspan
            held.pieces += ["\n", *cell.pieces]
            continue
        if held is not None:
            yield held
        held = cell
    if held is not None:
        yield held
