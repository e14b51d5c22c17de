"""XML parsed with care, for the readers of formats that are made of it.

No entity is resolved, nothing is fetched, and a document type is refused: no office file has one.
"""

from functools import lru_cache

from lxml import etree

from ogirmodel import limits
from ogirmodel.errors import LimitExceeded, ReadError

__all__ = ["check_depth", "parse_xml"]

PARSER_DEPTH = 250
"""The parser itself refuses deeper nesting unless it is told that huge trees are meant."""

Element = etree._Element  # noqa: SLF001 - the name that lxml has for it


def parse_xml(data: bytes, part: str) -> Element:
    """Return the root of ``data``, the content of ``part``.

    Raises ReadError where it is not well-formed or has a document type, LimitExceeded where it is nested too deeply.
    """
    depth = limits.current().markup_depth
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=depth > PARSER_DEPTH,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT or "depth" in str(error.msg):
            raise LimitExceeded.of("markup_depth", depth) from error
        raise ReadError("bad_xml", part=part, line=error.lineno or 0) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError("doctype", part=part)
    check_depth(root)
    return root


def check_depth(root: Element) -> None:
    """Raise LimitExceeded where ``root`` has more levels than may be."""
    depth = limits.current().markup_depth
    if _deeper_than(depth)(root):
        raise LimitExceeded.of("markup_depth", depth)


@lru_cache(maxsize=8)
def _deeper_than(depth: int) -> etree.XPath:
    return etree.XPath("boolean(" + "/*" * (depth + 1) + ")")
