"""Reading: bytes to a document, to a report, and a report made out of a document."""

from collections.abc import Callable, Iterator
from typing import Any

import ogirmodel
from benchmarks.harness import Contender, Row
from benchmarks.peers import opendocument, sheets, word
from benchmarks.work import Work, contains, page_contains, text_contains
from ogirmodel import Document, Reading, Report
from ogirmodel.document import Grid
from ogirmodel.readers import READERS

__all__ = ["rows"]

PARTS = {
    "docx": ("word/document.xml", "word/footer1.xml", "word/footer2.xml"),
    "odt": ("content.xml", "styles.xml"),
}
"""The parts that hold text."""


def rows(work: Work) -> Iterator[Row]:
    """Yield a row for each format, and one for recognising."""
    blocks = work.blocks
    files = {
        name: [ogirmodel.render(report, name) for report in work.reports]
        for name in ("docx", "odt", "xlsx", "html", "text")
    }

    def holds(number: int, found: tuple[list[str], list[str]]) -> None:
        contains(blocks[number], *found)

    def equal(number: int, reading: Reading[Report]) -> None:
        assert reading.report == work.reports[number].filled
        assert not [finding for finding in reading.findings if finding.severity != "info"]

    def document_holds(number: int, document: Document) -> None:
        grids = [block for block in document.blocks if isinstance(block, Grid)]
        texts = [block.text for block in document.blocks if hasattr(block, "text")]
        contains(blocks[number], texts, [text for grid in grids for text in grid.texts()])

    def ours(name: str) -> tuple[Contender, Contender]:
        reader = READERS.get(name)()
        return (
            Contender(f"{name} to a Document", "ours", reader.read, files[name].__getitem__, document_holds),
            Contender("read(bytes) to a Report", "ours", ogirmodel.read, files[name].__getitem__, equal),
        )

    def raw(name: str, walk: Callable[[bytes, tuple[str, ...]], list[Any]]) -> Contender:
        return Contender(
            "floor: raw lxml over the same parts",
            "floor",
            lambda data: walk(data, PARTS[name]),
            files[name].__getitem__,
            lambda number, found: holds(number, word.texts_and_cells(found)),
        )

    def page_holds(number: int, page: str) -> None:
        page_contains(blocks[number], page)

    def text_holds(number: int, text: str) -> None:
        text_contains(blocks[number], text)

    def peer(name: str, title: str, call: Callable[[bytes], Any], verify: Callable[[int, Any], None]) -> Contender:
        return Contender(title, "peer", call, files[name].__getitem__, verify)

    yield Row(
        "docx",
        (
            *ours("docx"),
            peer("docx", "python-docx, iterating tc", word.iterated, holds),
            peer("docx", "mammoth", word.mammoth_html, page_holds),
            peer("docx", "docx2python", word.docx2python_text, text_holds),
            raw("docx", word.raw),
        ),
        "a Document within 1.5 x of raw lxml",
    )
    yield Row(
        "odt",
        (*ours("odt"), peer("odt", "odfpy", opendocument.read, holds), raw("odt", opendocument.raw)),
        "a Document within 1.5 x of raw lxml",
    )
    yield Row("xlsx", (*ours("xlsx"), peer("xlsx", "openpyxl", sheets.read, holds)))
    for name in ("html", "text"):
        yield Row(name, ours(name))
    documents = [ogirmodel.compose(report) for report in work.reports]
    read_back = [READERS.get("docx")().read(data) for data in files["docx"]]
    flat = [READERS.get("text")().read(_flattened(document)) for document in documents]
    yield Row(
        "recognise",
        (
            Contender("our own document", "ours", ogirmodel.recognise, documents.__getitem__, equal),
            Contender("our docx read back", "ours", ogirmodel.recognise, read_back.__getitem__, equal),
            Contender("tables flattened to a cell a line", "ours", ogirmodel.recognise, flat.__getitem__, equal),
        ),
        "our own documents below 0.6 ms, published reports below 3 ms",
    )


def _flattened(document: Document) -> bytes:
    """Return a report as it stands when it was copied from a page: a cell a line, led by a tab, blanks between rows."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            for row in block.rows():
                lines += [f"\t{cell.text}" for cell in row] + [""]
        else:
            lines += getattr(block, "lines", None) or [getattr(block, "text", "") or f"{block.name}\n{block.date}"]
    return "\n".join(lines).encode()
