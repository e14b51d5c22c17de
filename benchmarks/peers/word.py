"""Word files written and read by python-docx, docxtpl, mammoth, docx2python, and by raw lxml."""

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import docx
import mammoth
from docx2python import docx2python
from docxtpl import DocxTemplate
from lxml import etree

from benchmarks.work import Blocks

__all__ = [
    "docx2python_text",
    "filled",
    "from_scratch",
    "iterated",
    "mammoth_html",
    "raw",
    "template_of",
    "texts_and_cells",
]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, TBL, TR, TC, T, SPAN, MERGE, VALUE = (
    W + name for name in ("p", "tbl", "tr", "tc", "t", "gridSpan", "vMerge", "val")
)


def filled(template: bytes, blocks: Blocks) -> bytes:
    """Fill a ready document with python-docx: its paragraphs in order, its cells by cached ``row.cells``."""
    document = docx.Document(io.BytesIO(template))
    for paragraph, text in zip(document.paragraphs, blocks.texts, strict=True):
        paragraph.text = text
    for table, rows in zip(document.tables, blocks.tables, strict=True):
        cells = list({id(cell._tc): cell for row in table.rows for cell in row.cells}.values())
        for cell, text in zip(cells, (text for row in rows for text, _, _ in row), strict=True):
            cell.paragraphs[0].text = text
    return _saved(document)


def from_scratch(blocks: Blocks) -> bytes:
    """Write a document with python-docx from its default template; ``row.cells`` once for each row."""
    document = docx.Document()
    texts = iter(blocks.texts)
    for number in blocks.order:
        if number is None:
            text = next(texts)
            document.add_heading(text, 1) if text in blocks.headings else document.add_paragraph(text)
            continue
        rows = blocks.tables[number]
        table = document.add_table(len(rows), max(sum(span for _, span, _ in row) for row in rows))
        grid = [list(row.cells) for row in table.rows]
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(rows):
            places = (column for column in count() if (at, column) not in taken)
            for text, colspan, rowspan in row:
                column = next(places)
                taken |= {(at + down, column + right) for down in range(rowspan) for right in range(colspan)}
                cell = grid[at][column]
                if colspan * rowspan > 1:
                    cell = cell.merge(grid[at + rowspan - 1][column + colspan - 1])
                cell.text = text
    return _saved(document)


def _saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def template_of(ours: bytes, blocks: Blocks) -> Callable[[Blocks], bytes]:
    """Return what docxtpl does with a slim template: one name for each paragraph and cell."""
    texts = iter(f"{{{{ p[{number}] }}}}" for number in count())
    cells = iter(f"{{{{ c[{number}] }}}}" for number in count())
    tables = [[[(next(cells), *spans) for _, *spans in row] for row in table] for table in blocks.tables]
    named = Blocks([next(texts) for _ in blocks.texts], set(), tables, blocks.order)
    template = filled(ours, named)

    def render(wanted: Blocks) -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render({"p": wanted.texts, "c": wanted.cells}, autoescape=True)
        return _saved(document)

    return render


def iterated(data: bytes) -> tuple[list[str], list[str]]:
    """Read paragraphs and cells with python-docx, the quick way: over the ``tc`` elements of a table."""
    document = docx.Document(io.BytesIO(data))
    cells = [
        "".join(text.text or "" for text in cell.iter(T)) for table in document.tables for cell in table._tbl.iter(TC)
    ]
    return [paragraph.text for paragraph in document.paragraphs], cells


def mammoth_html(data: bytes) -> str:
    """Turn a document into html with mammoth."""
    return mammoth.convert_to_html(io.BytesIO(data)).value


def docx2python_text(data: bytes) -> str:
    """Read a document with docx2python."""
    with docx2python(io.BytesIO(data)) as found:
        return found.text


def raw(data: bytes, parts: tuple[str, ...]) -> list[Any]:
    """Walk ``parts`` with lxml alone: paragraphs, and cells with their spans and merges. Nothing else is looked at."""
    blocks: list[Any] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in parts:
            root = etree.fromstring(package.read(part))
            body = root[0] if part.endswith("document.xml") else root
            for child in body:
                if child.tag == P:
                    blocks.append("".join([text.text or "" for text in child.iter(T)]))
                elif child.tag == TBL:
                    blocks.append(_rows(child))
    return blocks


def _rows(table: Any) -> list[list[list[Any]]]:
    rows: list[list[list[Any]]] = []
    cell: list[Any] = ["", 1, None]
    for piece in table.iter(TR, TC, T, SPAN, MERGE):
        tag = piece.tag
        if tag == T:
            cell[0] += piece.text or ""
        elif tag == TC:
            cell = ["", 1, None]
            rows[-1].append(cell)
        elif tag == TR:
            rows.append([])
        elif tag == SPAN:
            cell[1] = int(piece.get(VALUE))
        else:
            cell[2] = piece.get(VALUE, "continue")
    return rows


def texts_and_cells(blocks: list[Any]) -> tuple[list[str], list[str]]:
    """Part what a raw walk found."""
    return [block for block in blocks if isinstance(block, str)], list(_cells(blocks))


def _cells(blocks: list[Any]) -> Iterator[str]:
    return (cell[0] for block in blocks if not isinstance(block, str) for row in block for cell in row)
