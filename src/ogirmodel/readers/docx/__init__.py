"""Word documents: paragraphs and tables in the order of the body, whoever wrote them.

Text that is not live (deleted, hidden, in comments and notes) is named, not read; nothing outside the file is followed,
and nothing in it is run. A reader knows no statute: which line is a heading is not its business.
"""

import re
from collections.abc import Iterable, Iterator
from posixpath import dirname, normpath
from typing import ClassVar

import attrs

from ogirmodel.archive import Archive, open_archive
from ogirmodel.document import Document, Properties
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.readers.docx.left_out import hidden_styles
from ogirmodel.readers.docx.names import Element, transitional, w
from ogirmodel.readers.docx.numbering import show_numbers
from ogirmodel.readers.docx.text import text_of
from ogirmodel.readers.docx.tidy import tidy
from ogirmodel.readers.docx.walk import blocks_into
from ogirmodel.readers.flow import Flow
from ogirmodel.readers.markup import parse_xml
from ogirmodel.sources import refuse_foreign

__all__ = ["DocxReader"]

MAIN = "word/document.xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ZIP = b"PK\x03\x04"
MARGINS = re.compile(r"(header|footer)[0-9]*\.xml$")
ASIDES = (("footnotes", "footnote", "note"), ("endnotes", "endnote", "note"), ("comments", "comment", "comment"))
HARMLESS = ("/hyperlink",)
"""External relations that are only offered to the reader of the paper."""


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
        package = open_archive(data)
        flow = Flow()
        main = _main_part(package)
        folder = dirname(main)
        styles_data = _part(package, f"{folder}/styles.xml")
        content = transitional(package.read(main))
        root = parse_xml(content, main)
        needs_styles = b":vanish" in styles_data or b":numPr" in styles_data
        styles = parse_xml(transitional(styles_data), f"{folder}/styles.xml") if needs_styles else None
        hidden = hidden_styles(styles) if styles is not None else frozenset[str]()
        tidy(root, flow, hidden)
        if (b":numPr" in content or b":numPr" in styles_data) and f"{folder}/numbering.xml" in package:
            lists = parse_xml(transitional(package.read(f"{folder}/numbering.xml")), f"{folder}/numbering.xml")
            show_numbers(root, lists, styles)
        body = root.find(w("body"))
        blocks_into(flow, root if body is None else body)
        _asides(package, folder, flow)
        _margins(package, folder, flow, hidden)
        _outside(package, flow)
        return Document(tuple(flow.blocks), Properties(title=_title(package)), findings=tuple(flow.findings))


def _part(package: Archive, name: str) -> bytes:
    return package.read(name) if name in package else b""


def _main_part(package: Archive) -> str:
    """Return the name of the part that holds the text, as the package says it."""
    if MAIN in package:
        return MAIN
    if "_rels/.rels" in package:
        for relation in _relations(package, "_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return normpath(relation.get("Target", "").lstrip("/"))
    return MAIN


def _relations(package: Archive, name: str) -> Iterator[Element]:
    return parse_xml(package.read(name), name).iter(f"{{{RELATIONS}}}Relationship")


def _asides(package: Archive, folder: str, flow: Flow) -> None:
    """Name what comments and notes say."""
    for part, element, variant in ASIDES:
        name = f"{folder}/{part}.xml"
        if name not in package:
            continue
        for note in parse_xml(transitional(package.read(name)), name).iter(w(element)):
            if note.get(w("type"), "normal") == "normal":
                flow.name("U09", variant, (text_of(paragraph) for paragraph in note.iter(w("p"))))


def _margins(package: Archive, folder: str, flow: Flow, hidden: frozenset[str]) -> None:
    """Add what page headers and footers say, apart from the text."""
    for name in _sorted(name for name in package.names if MARGINS.search(name) and dirname(name) == folder):
        root = parse_xml(transitional(package.read(name)), name)
        tidy(root, flow, hidden)
        blocks_into(flow, root, aside=True)


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (len(name), name))


def _outside(package: Archive, flow: Flow) -> None:
    """Name macros, and whatever the file would fetch from outside."""
    if any(name.endswith("vbaProject.bin") for name in package.names):
        flow.note("U11", "macros")
    for name in package.names:
        if name.endswith(".rels") and b"External" in (content := package.read(name)):
            for relation in parse_xml(content, name).iter(f"{{{RELATIONS}}}Relationship"):
                if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith(HARMLESS):
                    flow.name("U11", "link", [relation.get("Target", "")])


def _title(package: Archive) -> str:
    """Return the title among the file's properties."""
    if "docProps/core.xml" not in package:
        return ""
    core = parse_xml(package.read("docProps/core.xml"), "docProps/core.xml")
    found = core.find("{http://purl.org/dc/elements/1.1/}title")
    return (found.text or "").strip() if found is not None else ""
