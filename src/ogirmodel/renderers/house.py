"""House templates: an office's own file in which a report is set, whatever its markup.

What Word and OpenDocument have in common: the file is opened with care, its markers are found, also where a word
processor tore them apart, and parts are cut at them. One marker is the place of the report, the others stand for facts
of it; how they are spelt is in the lexicon.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from lxml import etree

from ogirmodel.archive import open_archive
from ogirmodel.document import Properties
from ogirmodel.errors import ReadError
from ogirmodel.lexicon import words
from ogirmodel.renderers.stencil import Stencil, escape, marker
from ogirmodel.sources import fetch

__all__ = [
    "BODY",
    "Element",
    "cut",
    "elements",
    "facts",
    "is_xml",
    "markers_in",
    "parse",
    "place",
    "spelt",
    "stands_alone",
    "unpack",
    "whole",
    "wide_enough",
    "with_prefixes",
    "written",
]

BODY = "body"
"""The marker in whose place the report goes."""

LEAST_WIDTH = 60.0
"""Millimetres of text; tables of fifteen columns need some."""

LONGEST_NAME = 40
"""What stands between the brackets of a marker is no longer."""

Element = etree._Element  # noqa: SLF001 - the name that lxml has for it

XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")
DOCTYPE = b"<!DOCTYPE"
SLOT_BRACKET, ITS_REFERENCE = marker()[0], f"&#{ord(marker()[0])};"
TARGET = "ogirmodel"
PLACE = re.compile(rf"<\?{TARGET} ([a-z]+)\?>")


def unpack(template: bytes) -> dict[str, bytes]:
    """Return the parts of a template by name; raises ReadError, LimitExceeded."""
    archive = open_archive(fetch(template))
    return {name: archive.read(name) for name in archive.names if not name.endswith("/")}


def is_xml(content: bytes) -> bool:
    """Tell whether a part is XML, whatever it is called."""
    return content.startswith(XML_STARTS)


def parse(content: bytes, part: str) -> Element:
    """Return the root of a part; raises ReadError where it is not well-formed or has a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if DOCTYPE in content:
            raise ReadError("doctype", part=part) from error
        raise ReadError("bad_xml", part=part, line=error.lineno or 0) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError("doctype", part=part)
    return root


def written(root: Element) -> bytes:
    """Return the part of which ``root`` is the root, in UTF-8."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def elements(xml: str, prefixes: Mapping[str, str]) -> list[Element]:
    """Return the elements that our own markup, which uses these prefixes, consists of."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in prefixes.items())
    return list(parse(f"<all {declared}>{xml}</all>".encode(), ""))


def with_prefixes(root: Element, prefixes: Mapping[str, str]) -> Element:
    """Return ``root`` with the prefixes that our markup uses, all of them declared in one order."""
    others = {prefix: uri for prefix, uri in root.nsmap.items() if prefix is not None}
    attributes: dict[str, str] = {str(name): str(value) for name, value in root.attrib.items()}
    same = etree.Element(root.tag, attributes, dict(sorted({**others, **prefixes}.items())))
    same.text = root.text
    same.extend(list(root))
    return same


@cache
def _pattern() -> re.Pattern[str]:
    pairs = words("template")["brackets"]
    inside = "".join(sorted({character for pair in pairs for bracket in pair for character in bracket}))
    name = f"[^{re.escape(inside)}]{{0,{LONGEST_NAME}}}"
    return re.compile("|".join(f"{re.escape(opening)}({name}){re.escape(closing)}" for opening, closing in pairs))


@cache
def _names() -> dict[str, str]:
    return {word: key for key, spellings in words("template")["markers"].items() for word in spellings}


def spelt(key: str) -> str:
    """Return a marker as people spell it.

    >>> len(spelt("body"))
    6
    """
    opening, closing = words("template")["brackets"][0]
    return f"{opening}{words('template')['markers'][key][0]}{closing}"


def markers_in(text: str, part: str) -> list[str]:
    """Return which markers stand in ``text``; raises ReadError for one that nobody knows."""
    found = []
    for match in _pattern().finditer(text):
        name = match[match.lastindex or 0].strip()
        if name not in _names():
            raise ReadError(
                "template_marker", part=part, marker=match[0], known=tuple(map(spelt, set(_names().values())))
            )
        found.append(_names()[name])
    return found


def whole(texts: Sequence[str]) -> list[str]:
    """Return the pieces of a paragraph with each marker in the piece in which it begins.

    >>> whole(["{", "{a}", "} b"])
    ['{{a}}', '', ' b']
    """
    owners = [number for number, text in enumerate(texts) for _ in text]
    joined = "".join(texts)
    for match in _pattern().finditer(joined):
        owners[match.start() : match.end()] = [owners[match.start()]] * len(match[0])
    pieces = [""] * len(texts)
    for owner, character in zip(owners, joined, strict=True):
        pieces[owner] += character
    return pieces


def wide_enough(width: float) -> float:
    """Return the width of the text where the report goes, in millimetres; raises ReadError where no table fits."""
    if width < LEAST_WIDTH:
        raise ReadError("template_narrow", width=f"{width:.0f}", least=f"{LEAST_WIDTH:.0f}")
    return width


def stands_alone(text: str) -> bool:
    """Tell whether ``text`` is one marker and nothing else."""
    return _pattern().fullmatch(text.strip()) is not None


def place(name: str) -> Element:
    """Return a node that leaves a place open among elements; no template can hold one of its own."""
    return etree.ProcessingInstruction(TARGET, name)


def cut(xml: str) -> Stencil:
    """Cut a part at the markers of its user and at the places left open; what looks like a slot of ours is text."""
    marked = _pattern().sub(_slot, xml.replace(SLOT_BRACKET, ITS_REFERENCE))
    return Stencil.cut(PLACE.sub(lambda match: marker(match[1]), marked))


def _slot(match: re.Match[str]) -> str:
    key = _names().get(match[match.lastindex or 0].strip())
    return marker(key) if key else match[0]


def facts(properties: Properties) -> dict[str, bytes]:
    """Return what stands in the place of each marker but that of the report, as markup."""
    year = "" if properties.year is None else str(properties.year)
    texts = {"title": properties.title, "organ": properties.organ, "year": year}
    return {name: escape(text).encode() for name, text in texts.items()}
