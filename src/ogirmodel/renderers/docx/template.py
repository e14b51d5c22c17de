"""A user's own Word file, taken in hand: what could run or reach outside is refused, its oddities are evened out.

Word's "strict" vocabulary becomes the usual one, a template (dotx) a document, and markers that were torn apart over
runs are whole again. What comes out is a package that python-docx opens.
"""

import re
from collections.abc import Iterator
from posixpath import basename

from docx.oxml.ns import nsmap, qn

from ogirmodel.errors import ReadError
from ogirmodel.renderers.house import (
    BODY,
    Element,
    is_xml,
    markers_in,
    parse,
    spelt,
    unpack,
    whole,
    with_prefixes,
    written,
)
from ogirmodel.renderers.package import pack, part

__all__ = ["PREFIXES", "own_texts", "vetted"]

TYPES = "[Content_Types].xml"
DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
UTF8 = {None, "UTF-8", "utf-8", "ASCII", "US-ASCII"}
MACRO_ENABLED = b"macroEnabled"
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
RENAMED = ((b"/extendedProperties", b"/extended-properties"), (b"/customProperties", b"/custom-properties"))
CONFORMANCE = qn("w:conformance")
WORD = nsmap["w"]
PREFIXES = {"w": WORD}

RUNS = frozenset(("vbaProject", "wordVbaData", "control", "keyMapCustomizations"))
ATTACHED = "attachedTemplate"
CONVERTED = "aFChunk"
REACHING = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE)\b", re.IGNORECASE)
"""Fields that fetch something when they are updated."""

MAIN, SPACE = qn("w:document"), "{http://www.w3.org/XML/1998/namespace}space"
P, T, INSTRUCTION, SIMPLE = qn("w:p"), qn("w:t"), qn("w:instrText"), qn("w:fldSimple")


def vetted(template: bytes) -> bytes:
    """Return the package that ``template`` is, evened out; raises ReadError, LimitExceeded."""
    parts = {name: _plain(content, name) for name, content in unpack(template).items()}
    types = parts.get(TYPES, b"")
    if MACRO_ENABLED in types:
        raise ReadError("template_macros", part=TYPES)
    if DOCUMENT not in types and TEMPLATE not in types:
        raise ReadError("template_kind", expected="docx, dotx")
    parts[TYPES] = types.replace(TEMPLATE, DOCUMENT)
    return pack(part(name, content, 0) for name, content in parts.items())


def _plain(content: bytes, name: str) -> bytes:
    """Return a part under the usual names of the vocabulary, with whole markers; raises ReadError for what is unfit."""
    if not is_xml(content):
        return content
    root = parse(content, name)
    if name.endswith(".rels"):
        _refuse_relations(root, name)
    content = content if root.getroottree().docinfo.encoding in UTF8 else written(root)
    usual = STRICT.sub(USUAL, content)
    for strict, renamed in RENAMED if usual != content else ():
        usual = usual.replace(strict, renamed)
    if usual != content:
        root = parse(usual, name)
        root.attrib.pop(CONFORMANCE, "")
        usual = written(root)
    return _word_part(root, name) if root.tag.startswith(f"{{{WORD}}}") else usual


def _refuse_relations(root: Element, name: str) -> None:
    for relation in root:
        kind, target = basename(relation.get("Type", "")), relation.get("Target", "")
        if kind in RUNS:
            raise ReadError("template_macros", part=target)
        if kind == ATTACHED:
            raise ReadError("template_attached", part=name, target=target)
        if relation.get("TargetMode") == "External" or kind == CONVERTED:
            raise ReadError("template_external", part=name, target=target)


def _word_part(root: Element, name: str) -> bytes:
    instructions = "".join(element.text or "" for element in root.iter(INSTRUCTION))
    instructions += " ".join(element.get(qn("w:instr"), "") for element in root.iter(SIMPLE))
    reaching = REACHING.search(instructions)
    if reaching:
        raise ReadError("template_external", part=name, target=reaching[0])
    for zoom in root.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), zoom.get(qn("w:percent"), "100"))
    for paragraph in root.iter(P):
        texts = list(own_texts(paragraph))
        found = markers_in("".join(text.text or "" for text in texts), name)
        if BODY in found and root.tag != MAIN:
            raise ReadError("template_anchor_place", marker=spelt(BODY), part=name)
        if found:
            for text, piece in zip(texts, whole([text.text or "" for text in texts]), strict=True):
                text.text = piece
                text.set(SPACE, "preserve")
    return written(with_prefixes(root, PREFIXES))


def own_texts(paragraph: Element) -> Iterator[Element]:
    """Yield the texts of a paragraph, not those of text boxes in it."""
    for text in paragraph.iter(T):
        if next(text.iterancestors(P)) is paragraph:
            yield text
