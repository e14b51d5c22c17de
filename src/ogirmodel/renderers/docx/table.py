"""A table of one shape as WordprocessingML, with a marker for each value."""

from collections.abc import Iterator

from ogirmodel.document import Role, Shape, ShapeCell
from ogirmodel.renderers.sheet import TABLE_ID, Sheet
from ogirmodel.renderers.stencil import escape, marker
from ogirmodel.renderers.style import POINTS_PER_MM, GridLook

__all__ = ["twips", "write_table"]


def twips(length: float, unit: str = "mm") -> int:
    """Return a length in twentieths of a point."""
    return round(length * (POINTS_PER_MM if unit == "mm" else 1) * 20)


def write_table(look: GridLook, sheet: Sheet) -> str:
    """Return the table of one look: merged heads and labels, rows that stay whole, heads that repeat."""
    shape = look.shape
    widths = [twips(width) for width in shape.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    height = twips(shape.row_height)
    rows = []
    for number, cells in enumerate(_rows(shape)):
        head = "<w:tblHeader/>" if number < shape.head_rows else ""
        properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{height}"/>{head}</w:trPr>'
        rows.append(f"<w:tr>{properties}{''.join(_cell(cell, number, widths, look, sheet) for cell in cells)}</w:tr>")
    style = sheet.id_of(TABLE_ID)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _rows(shape: Shape) -> Iterator[list[ShapeCell]]:
    """Yield each row with the cells that begin in it and those that reach into it from above."""
    for number, row in enumerate(shape.rows):
        above = [cell for earlier in shape.rows[:number] for cell in earlier if cell.row + cell.rowspan > number]
        yield sorted([*row, *above], key=lambda cell: cell.column)


def _cell(cell: ShapeCell, row: int, widths: list[int], look: GridLook, sheet: Sheet) -> str:
    width = sum(widths[cell.column : cell.column + cell.colspan])
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    continued = row > cell.row
    merge = ("<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>') if cell.rowspan > 1 else ""
    size = look.value_size if cell.role == Role.VALUE else look.shape.type_size
    style = sheet.cell_ids(size)[cell.align == "left"]
    text = marker() if cell.role == Role.VALUE else escape(cell.text)
    run = "" if continued else f"<w:r><w:t>{text}</w:t></w:r>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p></w:tc>'
    )
