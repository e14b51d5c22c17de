"""Our own document: an OpenDocument text built once with odfpy, in the statutory look, and its styles for others."""

import io
import zipfile
from functools import cache

from lxml import etree
from odf import dc, meta, style, text
from odf.element import Element
from odf.namespaces import FONS, OFFICENS, STYLENS, SVGNS, TABLENS, TEXTNS
from odf.opendocument import OpenDocumentText

from ogirmodel.renderers.house import with_prefixes
from ogirmodel.renderers.odt.specimen import (
    CONTENT,
    MANIFEST,
    META,
    STYLES,
    Specimen,
    indents,
    paragraphs,
)
from ogirmodel.renderers.odt.table import cell_style
from ogirmodel.renderers.sheet import STYLE_IDS, Sheet
from ogirmodel.renderers.stencil import Stencil, marker
from ogirmodel.renderers.style import BODY, DASH, FACES, LEADS, PAGE, TRACKING, TextStyle, face

__all__ = ["PREFIXES", "meta_part", "own_specimen", "text_styles"]

ALIGN = {"left": "start", "center": "center", "right": "end", "justify": "justify"}
PREFIXES = {
    "office": OFFICENS,
    "style": STYLENS,
    "text": TEXTNS,
    "table": TABLENS,
    "fo": FONS,
    "svg": SVGNS,
}
"""What the blocks of a document use, whichever of them the specimen itself holds."""

FOOTER_HEIGHT = PAGE.bottom - PAGE.footer
FOOTER_GAP = 7.0
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
COMMON = "</office:styles>"
FILES = "</manifest:manifest>"


@cache
def own_specimen() -> Specimen:
    """Build and cut our own document."""
    document = OpenDocumentText()
    for key in FACES:
        document.fontfacedecls.addElement(_font_face(key))
    document.text.addElement(text.P(text=marker("body")))
    parts = _saved(document)
    content = parts[CONTENT]
    body = f"<text:p>{marker('body')}</text:p>"
    automatic = f"<office:automatic-styles>{cell_style(Sheet())}{marker('styles')}</office:automatic-styles>"
    content = content.replace("<office:automatic-styles/>", automatic).replace(body, marker("body"))
    sheet = Sheet()
    return Specimen(
        names=("mimetype", CONTENT, STYLES, META, MANIFEST),
        constant={"mimetype": parts["mimetype"].encode()},
        own={CONTENT: Stencil.cut(content), META: meta_part()},
        styles=Stencil.cut(_styles_part(sheet).replace(COMMON, marker("cells") + COMMON)),
        manifest=Stencil.cut(parts[MANIFEST].replace(FILES, marker("files") + FILES)),
        sheet=sheet,
        paragraphs=paragraphs(sheet),
        indents=indents(sheet),
    )


@cache
def meta_part() -> Stencil:
    """Return what the file says of itself, a report's words left open."""
    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=marker("title")))
    document.meta.addElement(meta.InitialCreator(text=marker("organ")))
    document.meta.addElement(dc.Creator(text=marker("organ")))
    document.meta.addElement(dc.Language(text="zh-CN"))
    return Stencil.cut(_saved(document)[META])


def _saved(document: OpenDocumentText) -> dict[str, str]:
    """Return the parts as text, with the namespaces that are used, and nothing of a program or a clock."""
    file = io.BytesIO()
    document.write(file)
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    found = {"mimetype": parts["mimetype"].decode()}
    for name in (CONTENT, STYLES, META, MANIFEST):
        root = etree.fromstring(parts[name], PARSER)
        for holder in root.iter():
            for generated in holder.findall("{*}generator"):
                holder.remove(generated)
        etree.cleanup_namespaces(root)
        xml = etree.tostring(with_prefixes(root, PREFIXES if name == CONTENT else {}), encoding="unicode")
        found[name] = f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}'
    return found


def _font_face(key: str) -> Element:
    one = face(key)
    families = ", ".join(f"'{name}'" for name in (one.name, *one.others))
    return style.FontFace(name=one.name, fontfamily=families, fontfamilygeneric=one.family, fontpitch="variable")


def _text_properties(key: str, size: float, **more: str) -> Element:
    one = face(key)
    return style.TextProperties(
        fontnameasian=one.name,
        fontfamily=f"'{one.latin}'",
        fontsize=f"{size:g}pt",
        fontsizeasian=f"{size:g}pt",
        language="en",
        country="US",
        languageasian="zh",
        countryasian="CN",
        **more,
    )


def _styles_part(sheet: Sheet) -> str:
    document = OpenDocumentText()
    _add_styles(document, sheet)
    _page(document)
    return _saved(document)[STYLES]


def text_styles(sheet: Sheet) -> bytes:
    """Return a styles part with the faces and the styles that a house lacks."""
    document = OpenDocumentText()
    _add_styles(document, sheet)
    return _saved(document)[STYLES].encode()


def _add_styles(document: OpenDocumentText, sheet: Sheet) -> None:
    for key in FACES:
        document.fontfacedecls.addElement(_font_face(key))
    for own, one in STYLE_IDS.items():
        if own not in sheet.house:
            document.styles.addElement(_paragraph_style(sheet.id_of(own), one))
    kept = style.Style(
        name=sheet.id_of("K"), displayname="OGI Body Kept", family="paragraph", parentstylename=sheet.id_of("B")
    )
    kept.addElement(style.ParagraphProperties(keepwithnext="always"))
    document.styles.addElement(kept)
    for level, face_key in LEADS.items():
        if f"L{level}" in sheet.house:
            continue
        lead = style.Style(name=sheet.id_of(f"L{level}"), displayname=f"OGI Lead {level}", family="text")
        bold = {"fontweight": "bold", "fontweightasian": "bold"}
        properties = {"fontnameasian": face("lead").name} if face_key == "lead" else bold
        lead.addElement(style.TextProperties(**properties))
        document.styles.addElement(lead)


def _paragraph_style(name: str, one: TextStyle) -> Element:
    made = style.Style(name=name, displayname=one.name, family="paragraph")
    if one.outline:
        made.setAttribute("defaultoutlinelevel", str(one.outline))
        made.setAttribute("liststylename", "")  # else outline numbering takes the first-line indent away
    made.addElement(
        style.ParagraphProperties(
            textindent=f"{one.first_line * one.size:g}pt",
            margintop=f"{one.before:g}pt",
            marginbottom=f"{one.after:g}pt",
            marginleft="0pt",
            marginright="0pt",
            lineheight=f"{one.line:g}pt",
            textalign=ALIGN[one.align],
            keepwithnext="always" if one.keep_next else "auto",
            orphans="2",
            widows="2",
        )
    )
    tracking = {"letterspacing": f"{TRACKING:g}pt"} if one.face == BODY.face else {}
    made.addElement(_text_properties(one.face, one.size, **tracking))
    return made


def _page(document: OpenDocumentText) -> None:
    layout = style.PageLayout(name="page")
    layout.addElement(
        style.PageLayoutProperties(
            pagewidth=f"{PAGE.width:g}mm",
            pageheight=f"{PAGE.height:g}mm",
            printorientation="portrait",
            margintop=f"{PAGE.top:g}mm",
            marginbottom=f"{PAGE.footer:g}mm",
            marginleft=f"{PAGE.left:g}mm",
            marginright=f"{PAGE.right:g}mm",
        )
    )
    below = style.FooterStyle()
    below.addElement(style.HeaderFooterProperties(minheight=f"{FOOTER_HEIGHT:g}mm", margintop=f"{FOOTER_GAP:g}mm"))
    layout.addElement(below)
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="Standard", pagelayoutname=layout)
    for side, footer in (("right", style.Footer()), ("left", style.FooterLeft())):
        name = f"number-{side}"
        made = style.Style(name=name, family="paragraph")
        margin = {f"margin{side}": f"{PAGE.number_size:g}pt"}
        made.addElement(style.ParagraphProperties(textalign=ALIGN[side], **margin))
        made.addElement(_text_properties("table", PAGE.number_size))
        document.automaticstyles.addElement(made)
        number = text.P(stylename=made, text=f"{DASH} ")
        number.addElement(text.PageNumber(selectpage="current", text="1"))
        number.addText(f" {DASH}")
        footer.addElement(number)
        master.addElement(footer)
    document.masterstyles.addElement(master)
