"""A user's own OpenDocument text, taken in hand: what could run or reach outside is refused, markers are made whole.

A template (ott) becomes a document; what an office program keeps for itself, such as thumbnails, is left out.
"""

import re
from collections.abc import Iterator

from ogirmodel.errors import ReadError
from ogirmodel.renderers.house import BODY, Element, is_xml, markers_in, parse, spelt, unpack, whole, written
from ogirmodel.renderers.odt.names import q
from ogirmodel.renderers.odt.specimen import CONTENT, MANIFEST, META, MIME_TYPE, STYLES

__all__ = ["PARAGRAPHS", "Piece", "pieces", "said", "vetted"]

MIMETYPE = "mimetype"
ACCEPTED = (MIME_TYPE, f"{MIME_TYPE}-template")
LEFT_OUT = ("Thumbnails/", "Configurations2/", "layout-cache", "Basic/", "Scripts/", "META-INF/", "ogirmodel/")
LIBRARIES, LISTINGS = ("Basic/", "Scripts/"), ("script-lb.xml", "script-lc.xml")
"""Where macros are, and what lists them: there may be lists of none."""

SCRIPT = q("office:script")
RUNS = (SCRIPT, q("script:event-listener"), q("text:script"), q("text:execute-macro"))
EXCHANGES = (q("text:dde-connection-decl"), q("office:dde-source"))
OUTSIDE = re.compile(r"(?!data:)[A-Za-z][A-Za-z0-9+.-]*:|/|\\|\.\./")
"""How a reference begins that leaves the package."""

PARAGRAPHS = (q("text:p"), q("text:h"))
APART = (q("draw:frame"), q("draw:custom-shape"), q("office:annotation"), q("text:note"), q("text:tracked-changes"))
"""What stands in a paragraph with paragraphs of its own."""

ENTRY, PATH, KIND = q("manifest:file-entry"), q("manifest:full-path"), q("manifest:media-type")

Piece = tuple[Element, str]
"""A place for text in a paragraph: an element, and its ``text`` or ``tail``."""


def vetted(template: bytes) -> dict[str, bytes]:
    """Return the parts of ``template``, evened out; raises ReadError, LimitExceeded."""
    parts = unpack(template)
    if parts.get(MIMETYPE, b"").decode("latin-1").strip() not in ACCEPTED or CONTENT not in parts:
        raise ReadError("template_kind", expected="odt, ott")
    manifest = parse(parts.get(MANIFEST, b""), MANIFEST)
    if next(manifest.iter(q("manifest:encryption-data")), None) is not None:
        raise ReadError("encrypted")
    for name, content in parts.items():
        if name.startswith(LIBRARIES) and not name.endswith(LISTINGS):
            raise ReadError("template_macros", part=name)
        if is_xml(content) and name not in (META, MANIFEST):
            _refuse(parse(content, name), name)
    kept = {name: content for name, content in parts.items() if not name.startswith(LEFT_OUT)}
    kept |= {name: _with_whole_markers(parse(kept.get(name, b""), name), name) for name in (CONTENT, STYLES)}
    rest = {name: content for name, content in kept.items() if name != MIMETYPE}
    return {MIMETYPE: MIME_TYPE.encode(), **rest, MANIFEST: written(_listing(manifest, {*rest, META}))}


def _refuse(root: Element, name: str) -> None:
    for element in root.iter(*RUNS):
        if element.tag != SCRIPT or element.xpath("normalize-space()"):
            raise ReadError("template_macros", part=name)
    for element in root.iter(*EXCHANGES):
        raise ReadError("template_external", part=name, target=element.tag.rpartition("}")[2])
    for element in root.iter():
        target = element.get(q("xlink:href"), "")
        if OUTSIDE.match(target):
            raise ReadError("template_external", part=name, target=target)


def _listing(manifest: Element, names: set[str]) -> Element:
    """Return the manifest of what is kept."""
    for entry in manifest.findall(ENTRY):
        path = entry.get(PATH, "")
        if path == "/":
            entry.set(KIND, MIME_TYPE)
        elif path not in names and not (path.endswith("/") and any(name.startswith(path) for name in names)):
            manifest.remove(entry)
    if META not in {entry.get(PATH) for entry in manifest}:
        entry = manifest.makeelement(ENTRY, {PATH: META, KIND: "text/xml"})
        manifest.append(entry)
    return manifest


def _with_whole_markers(root: Element, name: str) -> bytes:
    for paragraph in root.iter(*PARAGRAPHS):
        found = markers_in(said(paragraph), name)
        if BODY in found and name != CONTENT:
            raise ReadError("template_anchor_place", marker=spelt(BODY), part=name)
        if found:
            places = list(pieces(paragraph))
            texts = whole([getattr(element, side) or "" for element, side in places])
            for (element, side), text in zip(places, texts, strict=True):
                setattr(element, side, text)
    return written(root)


def pieces(paragraph: Element) -> Iterator[Piece]:
    """Yield where text stands in a paragraph, not in frames and notes in it."""
    yield paragraph, "text"
    for child in paragraph:
        if child.tag not in APART:
            yield from pieces(child)
        yield child, "tail"


def said(paragraph: Element) -> str:
    """Return what a paragraph says."""
    return "".join(getattr(element, side) or "" for element, side in pieces(paragraph))
