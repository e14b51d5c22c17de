"""A table of one shape as OpenDocument, with a marker for each value, and the styles it needs."""

import zlib
from collections.abc import Iterator

from ogirmodel.document import Role, Shape, ShapeCell
from ogirmodel.renderers.sheet import Sheet, cell_name
from ogirmodel.renderers.stencil import escape, marker
from ogirmodel.renderers.style import CELL, GridLook, face

__all__ = ["cell_style", "cell_styles", "table_styles", "write_table"]


def cell_styles(sizes: tuple[float, ...], sheet: Sheet) -> str:
    """Return the paragraph styles of cells for every type size in ``sizes`` that a house lacks."""
    house = set(sheet.house.values())
    kinds = ((size, label) for size in sizes for label in (False, True) if sheet.cell_ids(size)[label] not in house)
    return "".join(_paragraph_style(size, sheet, label=label) for size, label in kinds)


def _paragraph_style(size: float, sheet: Sheet, *, label: bool) -> str:
    one, points = face("table"), f"{size:g}pt"
    return (
        f'<style:style style:name="{sheet.cell_ids(size)[label]}" style:display-name="{cell_name(size, label=label)}"'
        f' style:family="paragraph"><style:paragraph-properties fo:line-height="{size * CELL.pitch:g}pt"'
        f' fo:margin-left="{CELL.label_indent if label else 0:g}mm" fo:margin-right="0mm" fo:margin-top="0mm"'
        f' fo:margin-bottom="0mm" fo:text-indent="0mm" fo:text-align="{"start" if label else "center"}"'
        ' style:snap-to-layout-grid="false"/>'
        f'<style:text-properties style:font-name-asian="{one.name}" fo:font-family="\'{one.latin}\'"'
        f' fo:font-size="{points}" style:font-size-asian="{points}" fo:language="en" fo:country="US"'
        ' style:language-asian="zh" style:country-asian="CN"/></style:style>'
    )


def _name(shape: Shape, sheet: Sheet) -> str:
    """Return a name that shapes of the same measures share, in every process."""
    measures = repr((shape.widths, shape.row_height))
    return f"{sheet.prefix}t{zlib.crc32(measures.encode()):08x}"


def table_styles(shape: Shape, sheet: Sheet) -> str:
    """Return the automatic styles of the table: its width, its columns and its rows."""
    name = _name(shape, sheet)
    columns = "".join(
        f'<style:style style:name="{name}.{column}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:g}mm"/></style:style>'
        for column, width in enumerate(shape.widths)
    )
    return (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties'
        f' style:width="{sum(shape.widths):g}mm" table:align="center" table:border-model="collapsing"'
        ' style:may-break-between-rows="true"/></style:style>'
        f"{columns}"
        f'<style:style style:name="{name}.row" style:family="table-row"><style:table-row-properties'
        f' style:min-row-height="{shape.row_height:g}mm" fo:keep-together="always"/></style:style>'
    )


def cell_style(sheet: Sheet) -> str:
    """Return the automatic style of every cell: rules, padding, and text in the middle."""
    side, above = f"{CELL.side:g}mm", f"{CELL.above:g}mm"
    return (
        f'<style:style style:name="{_cell_name(sheet)}" style:family="table-cell"><style:table-cell-properties'
        f' style:vertical-align="middle" fo:border="{CELL.rule:g}pt solid #000000" fo:padding-top="{above}"'
        f' fo:padding-bottom="{above}" fo:padding-left="{side}" fo:padding-right="{side}"/></style:style>'
    )


def _cell_name(sheet: Sheet) -> str:
    return f"{sheet.prefix}cell"


def write_table(look: GridLook, sheet: Sheet) -> str:
    """Return the table of one look: spanned and covered cells, rows that stay whole, heads that repeat."""
    shape = look.shape
    name = _name(shape, sheet)
    columns = "".join(f'<table:table-column table:style-name="{name}.{n}"/>' for n in range(len(shape.widths)))
    rows = [
        f'<table:table-row table:style-name="{name}.row">{"".join(cells)}</table:table-row>'
        for cells in _rows(look, sheet)
    ]
    heads = "".join(rows[: shape.head_rows])
    header = f"<table:table-header-rows>{heads}</table:table-header-rows>" if heads else ""
    return (
        f'<table:table table:name="{escape(shape.caption)}" table:style-name="{name}">{columns}{header}'
        f"{''.join(rows[shape.head_rows :])}</table:table>"
    )


def _rows(look: GridLook, sheet: Sheet) -> Iterator[list[str]]:
    shape = look.shape
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(shape.rows):
        begins = {cell.column: cell for cell in row}
        cells: list[str] = []
        for column in range(len(shape.widths)):
            cell = begins.get(column)
            if cell is not None:
                cells.append(_cell(cell, look, sheet))
                reach = range(cell.row, cell.row + cell.rowspan), range(column, column + cell.colspan)
                covered |= {(r, c) for r in reach[0] for c in reach[1]}
            elif (number, column) in covered:
                cells.append("<table:covered-table-cell/>")
        yield cells


def _cell(cell: ShapeCell, look: GridLook, sheet: Sheet) -> str:
    size = look.value_size if cell.role == Role.VALUE else look.shape.type_size
    spans = f' table:number-columns-spanned="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' table:number-rows-spanned="{cell.rowspan}"' if cell.rowspan > 1 else ""
    style = sheet.cell_ids(size)[cell.align == "left"]
    text = marker() if cell.role == Role.VALUE else escape(cell.text)
    return (
        f'<table:table-cell table:style-name="{_cell_name(sheet)}"{spans}>'
        f'<text:p text:style-name="{style}">{text}</text:p></table:table-cell>'
    )
