"""From a tidy tree to blocks: paragraphs and tables in the order of the body."""

from ogirmodel.readers.docx.names import Element, w
from ogirmodel.readers.docx.table import TBL, Cell, P, cells_of, merge
from ogirmodel.readers.docx.text import text_of
from ogirmodel.readers.flow import Box, Flow

__all__ = ["blocks_into"]

PROPERTIES = frozenset({w("sectPr"), w("sdtPr"), w("sdtEndPr"), w("customXmlPr"), w("smartTagPr"), w("tcPr")})


def blocks_into(flow: Flow, container: Element, *, aside: bool = False) -> None:
    """Add what stands in ``container`` to ``flow``; what wraps paragraphs and tables is looked through."""
    for child in container:
        tag = child.tag
        if tag == P:
            flow.line(text_of(child), aside=aside)
        elif tag == TBL:
            _table_into(flow, child, aside=aside)
        elif tag not in PROPERTIES:
            blocks_into(flow, child, aside=aside)


def _table_into(flow: Flow, table: Element, *, aside: bool) -> None:
    rows, nested = cells_of(table)
    flow.name("U09", "hidden", (cell.text for row in rows for cell in row if cell.continues and cell.text))
    flow.table([[_box(flow, cell, nested=nested) for cell in row] for row in merge(rows)], aside=aside)


def _box(flow: Flow, cell: Cell, *, nested: bool) -> Box:
    if not nested or cell.element is None:
        return Box(cell.text, cell.colspan, cell.rowspan)
    inner = Flow(flow.budget, findings=flow.findings)
    blocks_into(inner, cell.element)
    return Box(cell.text, cell.colspan, cell.rowspan, tuple(inner.blocks))
