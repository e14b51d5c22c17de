"""A house template as a specimen: a user's own Word file, with its page, letterhead and styles.

A style of the template that is called as ours wins; where there is none ours is added, based on nothing, so that
nothing of the template's own text leaks in.
"""

import io
from functools import lru_cache

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from ogirmodel.errors import OgirError, ReadError
from ogirmodel.renderers.docx.anchor import make_room, text_width
from ogirmodel.renderers.docx.own import STYLES, fonts
from ogirmodel.renderers.docx.parts import CARRIED, add_carrier, add_styles_part, core_properties, drop, saved
from ogirmodel.renderers.docx.specimen import Specimen, paragraphs
from ogirmodel.renderers.docx.styles import NEUTRAL, added_styles, own_styles
from ogirmodel.renderers.docx.template import PREFIXES, vetted
from ogirmodel.renderers.house import Element, cut, elements, parse, place, written
from ogirmodel.renderers.sheet import STYLE_IDS, Sheet, own_id
from ogirmodel.renderers.stencil import Stencil
from ogirmodel.renderers.style import BODY

__all__ = ["house_specimen"]

DROPPED = frozenset(("extended-properties", "core-properties", "thumbnail", "origin"))
"""What speaks of the template and not of the report; an origin is that of signatures."""

STYLE, NAME = qn("w:style"), qn("w:name")
STYLE_ID, VALUE, TYPE = qn("w:styleId"), qn("w:val"), qn("w:type")
BASED_ON, SIZE, NUMBERING = qn("w:basedOn"), f"{qn('w:rPr')}/{qn('w:sz')}", f"{qn('w:pPr')}/{qn('w:numPr')}"
DEFAULT_RUN = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
PREFIX = "OGI"


@lru_cache(maxsize=8)
def house_specimen(template: bytes, *, carrying: bool = False) -> Specimen:
    """Build and cut the document that ``template`` is; raises ReadError, LimitExceeded."""
    package = vetted(template)
    try:
        return _specimen(docx.Document(io.BytesIO(package)), carrying=carrying)
    except OgirError:
        raise
    except (OpcError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ReadError("template_broken", reason=str(error)) from error


def _specimen(document: WordDocument, *, carrying: bool) -> Specimen:
    drop(document, DROPPED)
    _drop_carriers(document)
    width = text_width(make_room(document.element.body))
    main, styles_part, sheet = document.part.partname.membername, STYLES, Sheet()
    if RT.STYLES in {relation.reltype for relation in document.part.rels.values()}:
        styles = document.part.part_related_by(RT.STYLES)
        styles_part, sheet = styles.partname.membername, _sheet(document.styles.element)
        document.styles.element.extend([*elements(added_styles(sheet), PREFIXES), place("cells")])
    else:
        add_styles_part(document, own_styles().join([b""]))
    core = core_properties(document)
    carrier = add_carrier(document) if carrying else ""
    parts = saved(document)
    _name_fonts(parts, document)
    own = {name: Stencil.cut(parts[name].decode()) for name in (core, carrier) if name}
    for name, content in parts.items():
        if name not in own and name != styles_part and name.endswith(".xml"):
            stencil = cut(content.decode())
            own |= {name: stencil} if stencil.names else {}
    return Specimen(
        names=tuple(parts),
        main=main,
        constant={name: content for name, content in parts.items() if name not in {*own, styles_part}},
        own=own,
        styles_part=styles_part,
        styles=cut(parts[styles_part].decode()) if sheet.prefix else own_styles(),
        sheet=sheet,
        paragraphs=paragraphs(sheet),
        carrier=carrier,
        text_width=width,
    )


def _drop_carriers(document: WordDocument) -> None:
    """Drop what an earlier report left behind in the template."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype == RT.CUSTOM_XML and CARRIED.encode() in relation.target_part.blob:
            del document.part.rels[key]


def _name_fonts(parts: dict[str, bytes], document: WordDocument) -> None:
    """Add our faces, with what may stand in for them, to the fonts that the template names."""
    for relation in document.part.rels.values():
        if relation.reltype == RT.FONT_TABLE:
            name = relation.target_part.partname.membername
            root = parse(parts[name], name)
            root.extend(elements(fonts({font.get(NAME, "") for font in root}), PREFIXES))
            parts[name] = written(root)


def _sheet(styles: Element) -> Sheet:
    """Return which styles the template has, and what of them must be taken back."""
    by_id = {style.get(STYLE_ID, ""): style for style in styles.iterfind(STYLE)}
    house = {}
    for style_id, style in by_id.items():
        name = style.find(NAME)
        own = own_id("" if name is None else name.get(VALUE, ""), style.get(TYPE, ""))
        if own:
            house[own] = style_id
    prefix = PREFIX
    while any(style_id.startswith(prefix) for style_id in by_id):
        prefix += "_"
    run = styles.find(DEFAULT_RUN)
    defaults = frozenset() if run is None else frozenset(child.tag.rpartition("}")[2] for child in run)
    size = _inherited(by_id, house.get("S"), SIZE)
    points = None if size is None else size.get(VALUE, "")
    return Sheet(
        house=house,
        prefix=prefix,
        numbered=frozenset(own for own in STYLE_IDS if _inherited(by_id, house.get(own), NUMBERING) is not None),
        undone=defaults & NEUTRAL.keys(),
        sign_off_size=int(points) / 2 if points and points.isdecimal() and int(points) else BODY.size,
    )


def _inherited(styles: dict[str, Element], style_id: str | None, path: str) -> Element | None:
    """Return a property of a style, or of the nearest that it is based on."""
    seen = set()
    while style_id in styles and style_id not in seen:
        seen.add(style_id)
        found = styles[style_id].find(path)
        if found is not None:
            return found
        base = styles[style_id].find(BASED_ON)
        style_id = None if base is None else base.get(VALUE)
    return None
