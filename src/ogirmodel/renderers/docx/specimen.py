"""The specimen: a Word document built once with python-docx, in which every kind of paragraph stands with markers."""

import io
import zipfile
from functools import cache

import attrs
import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as WordPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Twips

from ogirmodel.renderers.docx.styles import LEAD_IDS
from ogirmodel.renderers.docx.table import twips
from ogirmodel.renderers.stencil import Stencil, marker
from ogirmodel.renderers.style import (
    DASH,
    FACES,
    PAGE,
    PITCH,
    face,
)

__all__ = ["Specimen", "specimen"]

DROPPED = {
    "stylesWithEffects",
    "webSettings",
    "fontTable",
    "theme",
    "customXml",
    "numbering",
    "thumbnail",
    "extended-properties",
    "core-properties",
}
"""What python-docx's template brings that no report needs, or that speaks of somebody else."""

NAMESPACE = nsdecls("w")
COMPATIBILITY = (
    '<w:compat {}><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat>'
)


@attrs.frozen(eq=False)
class Specimen:
    """The specimen, cut: parts in their order, paragraphs by kind, and the two parts that carry a report's words."""

    names: tuple[str, ...]
    constant: dict[str, bytes]
    document: Stencil
    core: Stencil
    paragraphs: dict[str, Stencil]


@cache
def specimen() -> Specimen:
    """Build and cut the specimen."""
    document = docx.Document()
    _prune(document)
    _settings(document)
    _page(document)
    _add_part(document, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, _core(), package=True)
    _add_part(document, "/word/fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, _font_table())
    document.add_paragraph(marker("body"))
    parts = _saved(document)
    text = parts["word/document.xml"].decode()
    start, end = text.index("<w:body>") + len("<w:body>"), text.index("<w:sectPr")
    core = parts.pop("docProps/core.xml").decode()
    names = ("[Content_Types].xml", *(name for name in parts if name != "[Content_Types].xml"), "docProps/core.xml")
    del parts["word/document.xml"], parts["word/styles.xml"]
    return Specimen(
        names=names,
        constant=parts,
        document=Stencil.cut(text[:start] + marker("body") + text[end:]),
        core=Stencil.cut(core),
        paragraphs={kind: Stencil.cut(xml) for kind, xml in _paragraphs().items()},
    )


def _paragraphs() -> dict[str, str]:
    text, indent = marker("text"), f'<w:ind w:left="{marker("left")}"/>'
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    lead = (
        '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr><w:t xml:space="preserve">' + marker("lead") + "</w:t></w:r>" + run
    )
    bodies = {"body0": run} | {f"body{level}": lead.format(style) for level, style in LEAD_IDS.items()}
    apart = f'<w:spacing w:before="{twips(PITCH, "pt")}"/>'
    return {
        **{kind: _paragraph("B", runs) for kind, runs in bodies.items()},
        **{f"{kind}_kept": _paragraph("B", runs, "<w:keepNext/>") for kind, runs in bodies.items()},
        "heading": _paragraph("H", run),
        "title": _paragraph("T", run),
        "signer": _paragraph("S", run, f"<w:keepNext/>{apart}{indent}"),
        "date": _paragraph("S", run, indent),
        "lone_date": _paragraph("S", run, apart + indent),
    }


def _paragraph(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _prune(document: WordDocument) -> None:
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in DROPPED:
                del relations[key]


def _add_part(document: WordDocument, name: str, kind: str, relation: str, xml: str, *, package: bool = False) -> None:
    owner = document.part.package if package else document.part
    owner.relate_to(WordPart(PackURI(name), kind, xml.encode(), document.part.package), relation)


def _saved(document: WordDocument) -> dict[str, bytes]:
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


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
        part.append(parse_xml(_paragraph("F", _page_number(), side).replace("<w:p>", f"<w:p {NAMESPACE}>", 1)))


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


def _core() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{marker('title')}</dc:title><dc:creator>{marker('organ')}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _font_table() -> str:
    """Name the faces with what may stand in for them."""
    fonts = "".join(
        f'<w:font w:name="{one.name}"><w:altName w:val="{",".join(one.others)}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{one.family}"/></w:font>'
        for one in map(face, FACES)
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {NAMESPACE}>{fonts}</w:fonts>'
