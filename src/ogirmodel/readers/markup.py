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

DOCTYPE = b"<!DOCTYPE"
FREE = 2**20
NODE = 11
"""A part of the largest size may hold a node in so many of its bytes, which documents do not reach; as a tree a node
takes 130 bytes, so that the largest one takes 600 MB."""

Element = etree._Element  # noqa: SLF001 - the name that lxml has for it


def parse_xml(data: bytes, part: str) -> Element:
    """Return the root of ``data``, the content of ``part``.

    Raises ReadError where it is not well-formed or has a document type, LimitExceeded where it is nested too deeply or
    would be too large a tree.
    """
    if len(data) > FREE:
        _check_weight(data)
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
        raise _refusal(error, data, part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError("doctype", part=part)
    check_depth(root)
    return root


def _check_weight(data: bytes) -> None:
    elements = data.count(b"<") - data.count(b"</")
    texts = data.count(b">") - data.count(b"><")
    bound = limits.current().part_bytes
    if NODE * (elements + texts + 2 * data.count(b"=")) > bound:
        raise LimitExceeded.of("part_bytes", bound)


def _refusal(error: etree.XMLSyntaxError, data: bytes, part: str) -> ReadError | LimitExceeded:
    """Say what the parser refused: too much of something, or what is no XML."""
    bounds, message = limits.current(), str(error.msg)
    if DOCTYPE in data:
        return ReadError("doctype", part=part)
    if "depth" in message:
        return LimitExceeded.of("markup_depth", bounds.markup_depth)
    if "Resource limit" in message:
        return LimitExceeded.of("part_bytes", bounds.part_bytes)
    return ReadError("bad_xml", part=part, line=error.lineno or 0)


def check_depth(root: Element) -> None:
    """Raise LimitExceeded where ``root`` has more levels than may be."""
    depth = limits.current().markup_depth
    if _deeper_than(depth)(root):
        raise LimitExceeded.of("markup_depth", depth)


@lru_cache(maxsize=8)
def _deeper_than(depth: int) -> etree.XPath:
    return etree.XPath("boolean(" + "/*" * (depth + 1) + ")")
