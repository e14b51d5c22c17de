"""Word documents: paragraphs and tables in the order of the body, whoever wrote them.

Text that is not live (deleted, hidden, in comments and notes) is named, not read; nothing outside the file is followed,
and nothing in it is run. A reader knows no statute: which line is a heading is not its business.
"""

from typing import ClassVar

import attrs

from ogirmodel.document import Document, Properties
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.readers.docx.attachments import attachments
from ogirmodel.readers.docx.names import w
from ogirmodel.readers.docx.numbering import Lists, lists_of, show_numbers
from ogirmodel.readers.docx.package import Package, check_main, open_package
from ogirmodel.readers.docx.styles import hidden_styles
from ogirmodel.readers.docx.text import text_of
from ogirmodel.readers.docx.tidy import tidy
from ogirmodel.readers.docx.walk import blocks_into
from ogirmodel.readers.flow import Flow
from ogirmodel.readers.markup import parse_xml
from ogirmodel.sources import refuse_foreign

__all__ = ["DocxReader"]

ZIP = b"PK\x03\x04"
CORE = "docProps/core.xml"
ASIDES = (("footnotes", "footnote", "note"), ("endnotes", "endnote", "note"), ("comments", "comment", "comment"))
MARGINS = ("header", "footer")
HARMLESS = "hyperlink"
"""External relations that are only offered to the reader of the paper."""
CHUNK = "aFChunk"
"""A whole file of another format, which Word would convert when it opens the document."""


@attrs.frozen
class DocxReader:
    """Reads docx as Word, WPS and LibreOffice write it.

    >>> import ogirmodel
    >>> report = ogirmodel.blank("某镇人民政府", 2025)
    >>> document = DocxReader().read(ogirmodel.render(report, "docx"))
    >>> document.blocks[0].text
    '某镇人民政府'
    """

    info: ClassVar[ReaderInfo] = ReaderInfo("application/vnd.openxmlformats-officedocument.wordprocessingml.document")

    def sniff(self, head: bytes, name: str) -> bool:
        """Tell whether it is a package with a part of Word in it."""
        del name
        return head.startswith(ZIP) and b"word/" in head

    def read(self, data: bytes, /) -> Document:
        """Return the paragraphs and tables of ``data``; raises ReadError, LimitExceeded."""
        refuse_foreign(data)
        package = open_package(data)
        flow = Flow()
        hidden = _body(package, flow)
        _asides(package, flow)
        _margins(package, flow, hidden)
        _outside(package, flow)
        about, carried = Properties(title=_title(package)), tuple(attachments(package))
        return Document(tuple(flow.blocks), about, carried, tuple(flow.findings))


def _body(package: Package, flow: Flow) -> frozenset[str]:
    """Add what stands in the body; return the styles that hide text. No two parts are held as trees for long."""
    content = package.content(package.main)
    hidden, lists = _styles(package, numbered=b"numPr" in content)
    root = parse_xml(content, package.main)
    check_main(root)
    tidy(root, flow, hidden)
    if lists is not None:
        show_numbers(root, lists)
    body = root.find(w("body"))
    blocks_into(flow, root if body is None else body)
    return hidden


def _styles(package: Package, *, numbered: bool) -> tuple[frozenset[str], Lists | None]:
    """Return the styles that hide text, and the lists, if there can be any."""
    name, content = package.one("styles")
    numbered = numbered or b"numPr" in content
    styles = parse_xml(content, name) if b"numPr" in content or b"vanish" in content else None
    hidden = hidden_styles(styles) if styles is not None else frozenset[str]()
    numbering = package.related("numbering") if numbered else []
    return hidden, lists_of(package.root(numbering[0]), styles) if numbering else None


def _margins(package: Package, flow: Flow, hidden: frozenset[str]) -> None:
    """Add what page headers and footers say, apart from the text."""
    for part in (name for kind in MARGINS for name in package.related(kind)):
        root = package.root(part)
        tidy(root, flow, hidden)
        blocks_into(flow, root, aside=True)


def _asides(package: Package, flow: Flow) -> None:
    """Name what comments and notes say."""
    for kind, element, variant in ASIDES:
        for part in package.related(kind):
            for note in package.root(part).iter(w(element)):
                if note.get(w("type"), "normal") == "normal":
                    flow.name("U09", variant, (text_of(paragraph) for paragraph in note.iter(w("p"))))


def _outside(package: Package, flow: Flow) -> None:
    """Name macros, and whatever would be fetched or converted when the document is opened."""
    if any(name.endswith("vbaProject.bin") for name in package.archive.names):
        flow.note("U11", "macros")
    for relation in package.all_relations((b"External", CHUNK.encode())):
        if (relation.outside and relation.kind != HARMLESS) or relation.kind == CHUNK:
            flow.name("U11", "link", [relation.target])


def _title(package: Package) -> str:
    """Return the title among the file's properties."""
    if CORE not in package.archive:
        return ""
    found = package.root(CORE).find("{http://purl.org/dc/elements/1.1/}title")
    return (found.text or "").strip() if found is not None else ""
