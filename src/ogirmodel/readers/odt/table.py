"""The tables of an OpenDocument text: rows of cells with their spans, however they are grouped and repeated."""

from collections.abc import Callable, Iterator

from ogirmodel import limits
from ogirmodel.document import Grid, Paragraph
from ogirmodel.errors import LimitExceeded
from ogirmodel.readers.flow import Box, Flow
from ogirmodel.readers.markup import Element
from ogirmodel.readers.odt.inline import Inline, quote, squeezed
from ogirmodel.readers.odt.names import TABLE, P, count

__all__ = ["boxes_of"]

ROW, CELL, COVERED = f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
GROUPS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
COLUMNS_SPANNED, ROWS_SPANNED = f"{TABLE}number-columns-spanned", f"{TABLE}number-rows-spanned"
COLUMNS_REPEATED, ROWS_REPEATED = f"{TABLE}number-columns-repeated", f"{TABLE}number-rows-repeated"
REACHING = frozenset({COLUMNS_SPANNED, ROWS_SPANNED, COLUMNS_REPEATED})
VISIBILITY = f"{TABLE}visibility"
UNSEEN = ("collapse", "filter")

Fill = Callable[[Element, Flow], None]


def boxes_of(table: Element, flow: Flow, inline: Inline, fill: Fill) -> list[list[Box]]:
    """Return the rows of ``table``; ``fill`` puts the blocks of a cell into a flow. Raises LimitExceeded."""
    bounds = limits.current()
    rows: list[list[Box]] = []
    left = flow.budget.cells
    for row in _rows(table):
        if row.get(VISIBILITY) in UNSEEN:
            quote(row, "hidden", inline)
            boxes = []  # the row keeps its place, for the spans that reach over it
        else:
            boxes = _boxes(row, flow, inline, fill, left)
        repeated = row.get(ROWS_REPEATED)
        says = repeated is not None and (not boxes or any(box.text or box.inner for box in boxes))
        times = max(1, count(repeated, bounds.row_span)) if says else 1
        left -= len(boxes) if times == 1 else max(1, len(boxes)) * times
        if left < 0:
            raise LimitExceeded.of("cells", bounds.cells)
        rows += [boxes] * times
    return rows


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == ROW:
            yield child
        elif child.tag in GROUPS:
            yield from _rows(child)


def _boxes(row: Element, flow: Flow, inline: Inline, fill: Fill, left: int) -> list[Box]:
    """Return the cells of a row, ``left`` at most; a covered one is none, and shows nothing."""
    boxes: list[Box] = []
    simple = not inline.styles.hidden
    for cell in row:
        tag = cell.tag
        if tag == CELL:
            colspan, rowspan, repeated = (1, 1, 0) if REACHING.isdisjoint(cell.keys()) else _reach(cell)
            children = len(cell)
            if simple and children == 1 and (first := cell[0]).tag == P and not len(first):
                box = Box(squeezed(first.text or "").strip(), colspan, rowspan)
            else:
                box = _filled(cell, flow, fill, colspan, rowspan) if children else Box("", colspan, rowspan)
            boxes.append(box)
            if repeated:
                boxes += [box] * (_times(box, repeated) - 1)
                if len(boxes) > left:
                    raise LimitExceeded.of("cells", limits.current().cells)
        elif tag == COVERED and len(cell):
            quote(cell, "hidden", inline)
    return boxes


def _reach(cell: Element) -> tuple[int, int, int]:
    """Return how many columns and rows a cell spans, and how often it says that it stands there."""
    bounds = limits.current()
    columns, rows, repeated = cell.get(COLUMNS_SPANNED), cell.get(ROWS_SPANNED), cell.get(COLUMNS_REPEATED)
    return (
        max(1, count(columns, bounds.column_span)),
        max(1, count(rows, bounds.row_span)),
        count(repeated, bounds.column_span + 1, 0),
    )


def _times(box: Box, repeated: int) -> int:
    """Return how often a cell stands there: one stands for blank ones that only fill the sheet they came from."""
    bound = limits.current().column_span
    return min(repeated, bound) if repeated <= bound or box.text or box.inner else 1


def _filled(cell: Element, flow: Flow, fill: Fill, colspan: int, rowspan: int) -> Box:
    inside = Flow(flow.budget, findings=flow.findings)
    fill(cell, inside)
    if any(isinstance(block, Grid) for block in inside.blocks):
        return Box("", colspan, rowspan, tuple(inside.blocks))
    text = "\n".join(block.text for block in inside.blocks if isinstance(block, Paragraph))
    return Box(text, colspan, rowspan)
