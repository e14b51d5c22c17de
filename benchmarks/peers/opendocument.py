"""OpenDocument texts written and read by odfpy, relatorio, and by raw lxml."""

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from lxml import etree
from odf import teletype
from odf.opendocument import OpenDocumentText, load
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import H, P
from relatorio.templates.opendocument import Template

from benchmarks.work import Blocks

__all__ = ["from_scratch", "raw", "read", "template_of"]

ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, OFFICE = (ODF % name for name in ("text", "table", "office"))
ROW, CELL, PARAGRAPH = f"{TABLE}table-row", f"{TABLE}table-cell", f"{TEXT}p"
COLUMNS, ROWS = f"{TABLE}number-columns-spanned", f"{TABLE}number-rows-spanned"


def from_scratch(blocks: Blocks) -> bytes:
    """Write a document with odfpy."""
    document = OpenDocumentText()
    texts = iter(blocks.texts)
    for number in blocks.order:
        if number is None:
            text = next(texts)
            heading = text in blocks.headings
            document.text.addElement(H(outlinelevel=1, text=text) if heading else P(text=text))
            continue
        table = Table()
        for cells in blocks.tables[number]:
            row = TableRow()
            for text, colspan, rowspan in cells:
                cell = TableCell(numbercolumnsspanned=colspan, numberrowsspanned=rowspan)
                cell.addElement(P(text=text))
                row.addElement(cell)
                for _ in range(colspan - 1):
                    row.addElement(CoveredTableCell())
            table.addElement(row)
        document.text.addElement(table)
    target = io.BytesIO()
    document.write(target)
    return target.getvalue()


def template_of(ours: bytes) -> Callable[[Blocks], bytes]:
    """Return what relatorio does with a slim template, made once and used again: a name for each paragraph and cell."""
    with zipfile.ZipFile(io.BytesIO(ours)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["content.xml"])
    texts, cells = count(), count()
    for element in root.iter(PARAGRAPH, f"{TEXT}h"):
        in_cell = next(element.iterancestors(CELL), None) is not None
        for child in list(element):
            element.remove(child)
        element.text = None
        mark = etree.SubElement(element, f"{TEXT}placeholder")
        mark.set(f"{TEXT}placeholder-type", "text")
        mark.text = f"<c[{next(cells)}]>" if in_cell else f"<p[{next(texts)}]>"
    parts["content.xml"] = etree.tostring(root)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    template = Template(source=io.BytesIO(target.getvalue()))

    def render(wanted: Blocks) -> bytes:
        return template.generate(p=wanted.texts, c=wanted.cells).render().getvalue()

    return render


def read(data: bytes) -> tuple[list[str], list[str]]:
    """Read paragraphs and cells with odfpy."""
    document = load(io.BytesIO(data))
    cells = [teletype.extractText(cell) for cell in document.getElementsByType(TableCell)]
    texts = [teletype.extractText(each) for kind in (P, H) for each in document.getElementsByType(kind)]
    return texts, cells


def raw(data: bytes, parts: tuple[str, ...]) -> list[Any]:
    """Walk ``parts`` with lxml alone: paragraphs, and cells with their spans. Nothing else is looked at."""
    blocks: list[Any] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in parts:
            root = etree.fromstring(package.read(part))
            body = root.find(f"{OFFICE}body/{OFFICE}text")
            if body is None:
                blocks += ["".join(element.itertext()) for element in root.iter(PARAGRAPH)]
                continue
            blocks += _blocks(body)
    return blocks


def _blocks(body: Any) -> Iterator[Any]:
    for element in body:
        if element.tag in {PARAGRAPH, f"{TEXT}h"}:
            yield "".join(element.itertext())
        elif element.tag == f"{TABLE}table":
            rows: list[list[list[Any]]] = []
            cell: list[Any] = ["", 1, 1]
            for piece in element.iter(ROW, CELL, PARAGRAPH):
                if piece.tag == PARAGRAPH:
                    cell[0] += "".join(piece.itertext()) if len(piece) else piece.text or ""
                elif piece.tag == CELL:
                    cell = ["", int(piece.get(COLUMNS, 1)), int(piece.get(ROWS, 1))]
                    rows[-1].append(cell)
                else:
                    rows.append([])
            yield rows
