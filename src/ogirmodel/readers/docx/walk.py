"""From a tidy tree to blocks: paragraphs and tables in the order of the body."""

from ogirmodel.document import grid_cell
from ogirmodel.readers.docx.names import Element, w
from ogirmodel.readers.docx.table import TBL, Cell, P, cells_of, merge
from ogirmodel.readers.docx.text import tags_of_text, text_of
from ogirmodel.readers.flow import Box, Flow

__all__ = ["blocks_into"]

PROPERTIES = frozenset({w("sectPr"), w("sdtPr"), w("sdtEndPr"), w("customXmlPr"), w("smartTagPr"), w("tcPr")})


def blocks_into(flow: Flow, container: Element, *, aside: bool = False) -> None:
    """Add what stands in ``container`` to ``flow``; what wraps paragraphs and tables is looked through."""
    _blocks_into(flow, container, tags_of_text(container), aside=aside)


def _blocks_into(flow: Flow, container: Element, tags: tuple[str, ...], *, aside: bool) -> None:
    for child in container:
        tag = child.tag
        if tag == P:
            flow.line(text_of(child, tags), aside=aside)
        elif tag == TBL:
            _table_into(flow, child, tags, aside=aside)
        elif tag not in PROPERTIES:
            _blocks_into(flow, child, tags, aside=aside)


def _table_into(flow: Flow, table: Element, tags: tuple[str, ...], *, aside: bool) -> None:
    rows, nested = cells_of(table, flow.budget.cells, tags)
    kept, covered = merge(rows)
    for cell in covered:
        if cell.text or cell.elements:
            inner = (text_of(each) for element in cell.elements for each in element.iter(TBL))
            flow.name("U09", "hidden", [cell.text, *inner])
    if nested:
        flow.table([[_box(flow, cell, aside=aside) for cell in row] for row in kept], aside=aside)
    else:
        cells = [[grid_cell(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in kept]
        flow.plain_table(cells, aside=aside)


def _box(flow: Flow, cell: Cell, *, aside: bool) -> Box:
    """Return a cell with the blocks in it, which may be tables."""
    inner = Flow(flow.budget, findings=flow.findings)
    for element in cell.elements:
        blocks_into(inner, element, aside=aside)
    return Box(cell.text, cell.colspan, cell.rowspan, tuple(inner.blocks))
