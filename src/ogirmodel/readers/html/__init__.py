"""Web pages: whole pages of any content management system, and fragments of them.

The report stands among menus, breadcrumbs and footers: what is around it comes too, marked as standing aside. Nothing
is fetched, no script is run. A reader knows no statute: which line is a heading is not its business.
"""

import re
from typing import ClassVar

import attrs

from ogirmodel import limits
from ogirmodel.document import Document, Properties
from ogirmodel.errors import LimitExceeded, ReadError
from ogirmodel.findings import Finding
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.readers.flow import Flow
from ogirmodel.readers.html.charset import decoded
from ogirmodel.readers.html.main_part import set_apart
from ogirmodel.readers.html.page import Element, parse_page, title_of, without_sheets
from ogirmodel.readers.html.spaces import collapse
from ogirmodel.readers.html.tidy import tidy
from ogirmodel.readers.html.walk import blocks_into
from ogirmodel.sources import BLANK, refuse_foreign

__all__ = ["HtmlReader"]

PACKAGE = b"PK\x03\x04"
MARKS = (b"\xff\xfe", b"\xfe\xff")
TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|meta|title|body|main|article|section|header|nav|div|table|tr|center|form"
    rb"|h[1-6]|p|ul|ol|span|font|b|strong|img|a|br|style|script)\b(?!\s*:)",
    re.IGNORECASE,
)
SMALL = re.compile(r"[01]?[0-9](?:px)?")
"""Sizes of pictures that show no report: spacers and icons."""


@attrs.frozen
class HtmlReader:
    """Reads html in whatever encoding it says or shows.

    >>> document = HtmlReader().read("<p>一、总体情况</p><table><tr><td>规章<td>0</table>".encode())
    >>> document.blocks[0].text, [cell.text for cell in document.blocks[1].read[0]]
    ('一、总体情况', ['规章', '0'])
    """

    info: ClassVar[ReaderInfo] = ReaderInfo("text/html")

    def sniff(self, head: bytes, name: str) -> bool:
        """Tell whether it begins with markup and has a tag of html in it."""
        del name
        start = head.replace(b"\0", b"") if head.startswith(MARKS) else head
        start = start.lstrip(BLANK + b"".join(MARKS))
        return start.startswith(b"<") and TAG.search(start) is not None and b"<office:document" not in start

    def read(self, data: bytes, /) -> Document:
        """Return the paragraphs and tables of ``data``; raises ReadError, LimitExceeded."""
        refuse_foreign(data)
        if data.startswith(PACKAGE):
            raise ReadError("binary")
        if len(data) > limits.current().part_bytes:
            raise LimitExceeded.of("part_bytes", limits.current().part_bytes)
        content = decoded(data).encode()
        root = parse_page(content)
        if root is None:
            return Document(())
        flow = Flow()
        title = flow.clean(collapse(title_of(root)).strip(), "")
        tidy(root, without_sheets(content.lower()), flow)
        main = set_apart(root)
        blocks_into(flow, root, aside=main is not root)
        if pictures := sum(map(_is_picture, main.iter("img"))):
            flow.findings.append(Finding.of("U10", None, "pictures", count=pictures))
        return Document(tuple(flow.blocks), Properties(title=title), findings=tuple(flow.findings))


def _is_picture(image: Element) -> bool:
    return not any(SMALL.fullmatch(image.get(side, "")) for side in ("width", "height"))
