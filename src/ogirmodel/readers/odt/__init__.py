"""OpenDocument texts: paragraphs and tables in the order of the body, whoever wrote them, packed or flat.

Text that is not live (deleted, hidden, in comments and notes) is named, not read; nothing outside the file is followed,
and nothing in it is run. A reader knows no statute: which line is a heading is not its business.
"""

import codecs
from typing import ClassVar

import attrs

from ogirmodel import limits
from ogirmodel.archive import Archive, open_archive
from ogirmodel.document import Document, Paragraph, Properties
from ogirmodel.errors import LimitExceeded, ReadError
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.readers.flow import Flow
from ogirmodel.readers.markup import Element, parse_xml
from ogirmodel.readers.odt.attachments import attachments
from ogirmodel.readers.odt.left_out import Told, name_outside, name_told
from ogirmodel.readers.odt.names import DC, OFFICE
from ogirmodel.readers.odt.styles import Styles
from ogirmodel.readers.odt.walk import Walk, blocks
from ogirmodel.sources import refuse_foreign

__all__ = ["OdtReader"]

MIME_TYPE = "application/vnd.oasis.opendocument.text"
CONTENT, STYLES, META, MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
BODY = f"{OFFICE}body/{OFFICE}text"
TITLE = f"{OFFICE}meta/{DC}title"
AUTOMATIC, COMMON, MASTERS = f"{OFFICE}automatic-styles", f"{OFFICE}styles", f"{OFFICE}master-styles"
ENCRYPTED = b"encryption-data"
ZIP = b"PK\x03\x04"
FLAT = (b"<", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LIBRARIES = ("Basic/", "Scripts/")
LISTINGS = ("/", "script-lb.xml", "script-lc.xml")
"""Members that list macros, of which there may be none."""


@attrs.frozen
class OdtReader:
    """Reads odt as LibreOffice, Word and WPS write it.

    >>> import ogirmodel
    >>> report = ogirmodel.blank("某镇人民政府", 2025)
    >>> document = OdtReader().read(ogirmodel.render(report, "odt"))
    >>> document.blocks[0].text
    '某镇人民政府'
    """

    info: ClassVar[ReaderInfo] = ReaderInfo(MIME_TYPE)

    def sniff(self, head: bytes, name: str) -> bool:
        """Tell whether it is a package, or one file of XML, that calls itself a text of OpenDocument."""
        del name
        return MIME_TYPE.encode() in head and (head.startswith(ZIP) or b"office:document" in head)

    def read(self, data: bytes, /) -> Document:
        """Return the paragraphs and tables of ``data``; raises ReadError, LimitExceeded."""
        refuse_foreign(data)
        try:
            return _read_flat(data) if data.startswith(FLAT) else _read_package(open_archive(data))
        except RecursionError as error:
            raise LimitExceeded.of("markup_depth", limits.current().markup_depth) from error


def _read_package(package: Archive) -> Document:
    if MANIFEST in package and ENCRYPTED in package.read(MANIFEST):
        raise ReadError("encrypted")
    content = parse_xml(package.read(CONTENT), CONTENT)
    styles = parse_xml(package.read(STYLES), STYLES) if STYLES in package else None
    meta = parse_xml(package.read(META), META) if META in package else None
    document = _document(content, styles, meta, macros=_has_macros(package))
    return attrs.evolve(document, attachments=tuple(attachments(package)))


def _read_flat(data: bytes) -> Document:
    bound = limits.current().part_bytes
    if len(data) > bound:
        raise LimitExceeded.of("part_bytes", bound)
    root = parse_xml(data, "office:document")
    return _document(root, root, root, macros=False)


def _has_macros(package: Archive) -> bool:
    return any(name.startswith(LIBRARIES) and not name.endswith(LISTINGS) for name in package.names)


def _document(content: Element, styles: Element | None, meta: Element | None, *, macros: bool) -> Document:
    body = content.find(BODY)
    if body is None:
        raise ReadError("no_part", part="office:text")
    flow, told = Flow(), Told()
    blocks(body, Walk(_styles(content, styles), told), flow)
    if styles is not None:
        _margins(styles, told, flow)
    name_told(told, flow)
    name_outside([content] if styles in (None, content) else [content, styles], flow, macros=macros)
    title = "" if meta is None else meta.findtext(TITLE, "").strip()
    return Document(tuple(flow.blocks), Properties(title=title), findings=tuple(flow.findings))


def _styles(part: Element, common: Element | None) -> Styles:
    """Return the styles in force in ``part``; the names of automatic ones are its own."""
    groups = (None if common is None else common.find(COMMON), part.find(AUTOMATIC))
    return Styles(tuple(group for group in groups if group is not None))


def _margins(styles: Element, told: Told, flow: Flow) -> None:
    """Add what page headers and footers say, each line once, apart from the text."""
    masters = styles.find(MASTERS)
    if masters is None:
        return
    margins = Flow(flow.budget, findings=flow.findings)
    blocks(masters, Walk(_styles(styles, styles), told, aside=True), margins)
    lines = set()
    for block in margins.blocks:
        if not isinstance(block, Paragraph) or block.text not in lines:
            flow.blocks.append(block)
            lines.add(block.text if isinstance(block, Paragraph) else "")
