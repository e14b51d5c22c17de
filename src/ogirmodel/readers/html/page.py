"""A page parsed with care: what the parser would leave out in silence is an error."""

import re

from lxml import etree

from ogirmodel import limits
from ogirmodel.errors import LimitExceeded
from ogirmodel.model.cells import NO_XML
from ogirmodel.readers.html.attributes import without_excess
from ogirmodel.readers.markup import PARSER_DEPTH, Element, check_depth

__all__ = ["Element", "parse_page", "storable", "title_of", "without_sheets"]

TAGS_OF_A_LINE = 5
"""A page may have so many tags for each line that it may have."""

LONGEST_TEXT = 9_000_000
"""The parser stops at a longer text unless it is told that huge trees are meant."""


SHEET = re.compile(rb"<style\b[^<]*</style")


def parse_page(content: bytes) -> Element | None:
    """Return the root of ``content``, which is UTF-8; None where it holds nothing at all. Raises LimitExceeded."""
    bounds = limits.current()
    if content.count(b"<") > TAGS_OF_A_LINE * bounds.lines:
        raise LimitExceeded.of("lines", bounds.lines)
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=bounds.markup_depth > PARSER_DEPTH or len(content) > LONGEST_TEXT,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(without_excess(content), parser)
    except etree.XMLSyntaxError:
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise LimitExceeded.of("markup_depth", bounds.markup_depth)  # the rest of the page was dropped
    if root is not None:
        check_depth(root)
    return root


def title_of(root: Element) -> str:
    """Return the title in the head of the page, and take the head out: a system's own field says it best."""
    head = root.find("head")
    if head is None:
        return ""
    fields = {meta.get("name", "").lower(): meta.get("content", "") for meta in head.iter("meta")}
    title = fields.get("articletitle") or head.findtext("title") or ""
    root.remove(head)
    return title


def without_sheets(content: bytes) -> bytes:
    """Return a page without its style sheets, which mention much that no element of it has."""
    return SHEET.sub(b"", content)


def storable(text: str | None) -> str | None:
    """Return ``text`` fit to be put back into the tree, which takes no control characters although it may have some."""
    return text and NO_XML.sub("\ufffd", text)
