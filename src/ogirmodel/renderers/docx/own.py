"""Our own document: a Word file built once with python-docx, in the statutory look."""

from collections.abc import Iterable
from functools import cache

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Twips
from lxml import etree

from ogirmodel.renderers.docx.parts import DECLARATION, add_carrier, add_part, core_properties, drop, saved
from ogirmodel.renderers.docx.specimen import Specimen, paragraph, paragraphs
from ogirmodel.renderers.docx.styles import own_styles
from ogirmodel.renderers.docx.table import twips
from ogirmodel.renderers.sheet import Sheet
from ogirmodel.renderers.stencil import Stencil, marker
from ogirmodel.renderers.style import DASH, FACES, PAGE, PITCH, face

__all__ = ["fonts", "own_specimen"]

MAIN, STYLES = "word/document.xml", "word/styles.xml"

DROPPED = frozenset(
    (
        "stylesWithEffects",
        "webSettings",
        "fontTable",
        "theme",
        "customXml",
        "numbering",
        "thumbnail",
        "extended-properties",
        "core-properties",
    )
)
"""What python-docx's template brings that no report needs, or that speaks of somebody else."""

NAMESPACE = nsdecls("w")
IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
COMPATIBILITY = (
    '<w:compat {}><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat>'
)


@cache
def own_specimen(*, carrying: bool = False) -> Specimen:
    """Build and cut our own document."""
    document = docx.Document()
    drop(document, DROPPED)
    _settings(document)
    _page(document)
    table = f"{DECLARATION}<w:fonts {NAMESPACE}>{fonts()}</w:fonts>"
    add_part(document, "/word/fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, table)
    core = core_properties(document)
    carrier = add_carrier(document) if carrying else ""
    document.add_paragraph(marker("body"))
    _without_idle_namespaces(document)
    parts = saved(document)
    text = parts[MAIN].decode()
    start, end = text.index("<w:body>") + len("<w:body>"), text.index("<w:sectPr")
    open_parts = {MAIN: text[:start] + marker("body") + text[end:]}
    open_parts |= {name: parts[name].decode() for name in (core, carrier) if name}
    sheet = Sheet()
    return Specimen(
        names=tuple(sorted(parts, key=lambda name: name == core)),
        main=MAIN,
        constant={name: content for name, content in parts.items() if name not in {*open_parts, STYLES}},
        own={name: Stencil.cut(xml) for name, xml in open_parts.items()},
        styles_part=STYLES,
        styles=own_styles(),
        sheet=sheet,
        paragraphs=paragraphs(sheet),
        carrier=carrier,
    )


def _without_idle_namespaces(document: WordDocument) -> None:
    """Declare only the namespaces that are used: python-docx's template has seventeen, and each document would pay."""
    root = document.element
    root.attrib.pop(IGNORABLE, None)
    etree.cleanup_namespaces(root)


def _settings(document: WordDocument) -> None:
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    settings.attrib.clear()
    for xml in (
        '<w:zoom {} w:percent="100"/>',
        '<w:defaultTabStop {} w:val="420"/>',
        "<w:evenAndOddHeaders {}/>",
        '<w:characterSpacingControl {} w:val="compressPunctuation"/>',
        COMPATIBILITY,
        '<w:themeFontLang {} w:val="en-US" w:eastAsia="zh-CN"/>',
    ):
        settings.append(parse_xml(xml.format(NAMESPACE)))


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE.width), Mm(PAGE.height)
    section.top_margin, section.bottom_margin = Twips(twips(PAGE.top)), Twips(twips(PAGE.bottom))
    section.left_margin, section.right_margin = Twips(twips(PAGE.left)), Twips(twips(PAGE.right))
    section.header_distance = section.footer_distance = Twips(twips(PAGE.footer))
    properties = document.element.body.get_or_add_sectPr()
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(parse_xml(f'<w:docGrid {NAMESPACE} w:type="lines" w:linePitch="{twips(PITCH, "pt")}"/>'))
    indent = twips(PAGE.number_size, "pt")
    for footer, side in (
        (section.footer, f'<w:ind w:right="{indent}"/><w:jc w:val="right"/>'),
        (section.even_page_footer, f'<w:ind w:left="{indent}"/><w:jc w:val="left"/>'),
    ):
        footer.is_linked_to_previous = False
        part = footer.part.element
        for empty in list(part):
            part.remove(empty)
        part.append(parse_xml(paragraph("F", _page_number(), side).replace("<w:p>", f"<w:p {NAMESPACE}>", 1)))


def _page_number() -> str:
    """Return the number between two dashes: a real field, with 1 as what was last shown."""

    def run(inner: str) -> str:
        return f"<w:r>{inner}</w:r>"

    dash = f'<w:t xml:space="preserve">{DASH}</w:t>'
    field = (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>1</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )
    return run(dash.replace(DASH, DASH + " ")) + field + run(dash.replace(DASH, " " + DASH))


def fonts(known: Iterable[str] = ()) -> str:
    """Name the faces, but those that are known, with what may stand in for them."""
    return "".join(
        f'<w:font w:name="{one.name}"><w:altName w:val="{",".join(one.others)}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{one.family}"/></w:font>'
        for one in map(face, FACES)
        if one.name not in known
    )
