"""The parts of an xlsx package: how they are related, its strings, and the looks of its cells."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import attrs
from lxml import etree

from ogirmodel import limits
from ogirmodel.archive import Archive
from ogirmodel.errors import LimitExceeded
from ogirmodel.readers.markup import parse_xml
from ogirmodel.readers.sheets.book import Look
from ogirmodel.readers.sheets.figures import is_date_format, whole

__all__ = [
    "Element",
    "Relation",
    "looks",
    "namespace",
    "outermost",
    "parse_part",
    "pronounced",
    "related",
    "rich_text",
    "shared_strings",
]

Element = etree._Element  # noqa: SLF001 - the name that lxml has for it

TAGS_PER_CELL = 8
"""A cell has four tags with a number in it, six with text of its own."""

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
NO_RULE = ("", "none")


@attrs.frozen
class Relation:
    """What a part refers to: ``kind`` is the last word of its type, ``target`` a part, or anything if outside."""

    kind: str
    target: str
    outside: bool


def parse_part(data: bytes, part: str) -> Element:
    """Return the root of a part; raises LimitExceeded where it has more tags than cells can need."""
    bound = limits.current().cells
    if data.count(b"<") > TAGS_PER_CELL * bound + 10_000:
        raise LimitExceeded.of("cells", bound)
    return parse_xml(data, part)


def namespace(root: Element) -> str:
    """Return the namespace of ``root`` in braces, as tags begin with it.

    >>> namespace(etree.fromstring('<a xmlns="urn:b"/>'))
    '{urn:b}'
    """
    tag = str(root.tag)
    return tag[: tag.rfind("}") + 1]


def outermost(element: Element, ending: str) -> Iterator[Element]:
    """Yield the descendants whose tags end so, but none that stands in another."""
    for child in element:
        if str(child.tag).endswith(ending):
            yield child
        else:
            yield from outermost(child, ending)


def related(archive: Archive, part: str) -> dict[str, Relation]:
    """Return what ``part`` (empty: the package) refers to, by id."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return {}
    found = {}
    for element in parse_part(archive.read(path), path):
        kind = element.get("Type", "").rpartition("/")[2]
        target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
        found[element.get("Id", "")] = Relation(kind, target, outside)
    return found


def shared_strings(archive: Archive, part: str | None, readings: list[str]) -> list[str]:
    """Return the texts that cells refer to by number; how they are pronounced is put into ``readings``."""
    if part is None or part not in archive:
        return []
    root = parse_part(archive.read(part), part)
    readings += pronounced(root, namespace(root))
    return [rich_text(item, namespace(root)) for item in root]


def rich_text(element: Element, space: str) -> str:
    """Return the text of a string, of all its runs; how it is pronounced is no part of it."""
    if len(element) == 1 and element[0].tag == f"{space}t":
        return _unescaped(element[0].text or "")
    texts = element.iterfind(f"{space}t"), element.iterfind(f"{space}r/{space}t")
    return _unescaped("".join(text.text or "" for each in texts for text in each))


def pronounced(element: Element, space: str) -> list[str]:
    """Return what stands above characters in strings: how they are pronounced."""
    return [_unescaped(text.text or "") for each in element.iter(f"{space}rPh") for text in each.iter(f"{space}t")]


def looks(archive: Archive, part: str | None) -> dict[str, Look]:
    """Return what each style says about the cells that have it, by the number of the style as cells write it."""
    if part is None or part not in archive:
        return {}
    root = parse_part(archive.read(part), part)
    space = namespace(root)
    formats = {
        whole(element.get("numFmtId"), -1): element.get("formatCode", "")
        for element in root.iterfind(f"{space}numFmts/{space}numFmt")
    }
    ruled = [_ruled(border, space) for border in root.iterfind(f"{space}borders/{space}border")]
    found = _looks(root.iterfind(f"{space}cellXfs/{space}xf"), formats, ruled)
    return {str(number): look for number, look in enumerate(found)}


def _looks(styles: Iterator[Element], formats: Mapping[int, str], ruled: list[bool]) -> Iterator[Look]:
    for style in styles:
        number, border = whole(style.get("numFmtId"), 0), whole(style.get("borderId"), 0)
        yield Look(is_date_format(number, formats.get(number)), border < len(ruled) and ruled[border])


def _ruled(border: Element, space: str) -> bool:
    sides = (border.find(f"{space}{side}") for side in ("left", "right", "start", "end"))
    return any(side is not None and side.get("style", "") not in NO_RULE for side in sides)


def _unescaped(text: str) -> str:
    """Resolve the escapes of characters that XML cannot hold."""
    return ESCAPE.sub(lambda found: _character(found.group(1), found.group()), text) if "_x" in text else text


@lru_cache(maxsize=256)
def _character(digits: str, whole_escape: str) -> str:
    code = int(digits, 16)
    return whole_escape if 0xD800 <= code <= 0xDFFF else chr(code)
