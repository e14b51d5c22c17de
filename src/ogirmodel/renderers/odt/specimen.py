"""The specimen: an OpenDocument text built once with odfpy, in which every kind of paragraph stands with markers."""

import io
import zipfile
from functools import cache, lru_cache

import attrs
from lxml import etree
from odf import dc, meta, style, text
from odf.element import Element
from odf.namespaces import FONS, OFFICENS, STYLENS, SVGNS, TABLENS, TEXTNS
from odf.opendocument import OpenDocumentText

from ogirmodel.renderers.odt.table import cell_style, cell_style_names
from ogirmodel.renderers.stencil import Stencil, marker
from ogirmodel.renderers.style import (
    BODY,
    CELL,
    DASH,
    FACES,
    HEADING,
    LEADS,
    PAGE,
    PITCH,
    SIGN_OFF,
    TITLE,
    TRACKING,
    TextStyle,
    face,
)

__all__ = ["MIME_TYPE", "Specimen", "specimen", "styles"]

MIME_TYPE = "application/vnd.oasis.opendocument.text"
STYLE_NAMES = {"T": TITLE, "H": HEADING, "B": BODY, "S": SIGN_OFF}
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


@attrs.frozen(eq=False)
class Specimen:
    """The specimen, cut: parts in their order, paragraphs by kind, and the two parts that carry a report's words."""

    names: tuple[str, ...]
    constant: dict[str, bytes]
    content: Stencil
    meta: Stencil
    paragraphs: dict[str, Stencil]
    indents: dict[str, Stencil]


@cache
def specimen() -> Specimen:
    """Build and cut the specimen."""
    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=marker("title")))
    document.meta.addElement(meta.InitialCreator(text=marker("organ")))
    document.meta.addElement(dc.Creator(text=marker("organ")))
    document.meta.addElement(dc.Language(text="zh-CN"))
    for key in FACES:
        document.fontfacedecls.addElement(_font_face(key))
    document.text.addElement(text.P(text=marker("body")))
    parts = _saved(document)
    content = parts["content.xml"]
    body = f"<text:p>{marker('body')}</text:p>"
    automatic = f"<office:automatic-styles>{cell_style()}{marker('styles')}</office:automatic-styles>"
    content = content.replace("<office:automatic-styles/>", automatic).replace(body, marker("body"))
    constant = {name: parts[name].encode() for name in ("mimetype", "META-INF/manifest.xml")}
    return Specimen(
        names=("mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"),
        constant=constant,
        content=Stencil.cut(content),
        meta=Stencil.cut(parts["meta.xml"]),
        paragraphs={kind: Stencil.cut(xml) for kind, xml in _paragraphs().items()},
        indents={kind: Stencil.cut(_indented(kind)) for kind in ("signer", "date", "lone_date")},
    )


def _paragraphs() -> dict[str, str]:
    words = marker("text")
    lead = f'<text:span text:style-name="L{{}}">{marker("lead")}</text:span>{words}'
    bodies = {"body0": words} | {f"body{level}": lead.format(level) for level in LEADS}
    found = {
        f"{kind}{kept}": f'<text:p text:style-name="{style}">{inner}</text:p>'
        for kind, inner in bodies.items()
        for kept, style in (("", "B"), ("_kept", "K"))
    }
    found |= {kind: f'<text:p text:style-name="{kind}">{words}</text:p>' for kind in ("signer", "date", "lone_date")}
    return found | {
        "heading": f'<text:h text:style-name="H" text:outline-level="1">{words}</text:h>',
        "title": f'<text:p text:style-name="T">{words}</text:p>',
    }


def _indented(kind: str) -> str:
    apart = "" if kind == "date" else f' fo:margin-top="{PITCH:g}pt"'
    keep = ' fo:keep-with-next="always"' if kind == "signer" else ""
    return (
        f'<style:style style:name="{kind}" style:family="paragraph" style:parent-style-name="S">'
        f'<style:paragraph-properties fo:margin-left="{marker("left")}"{apart}{keep}/></style:style>'
    )


def _saved(document: OpenDocumentText) -> dict[str, str]:
    """Return the parts as text, with the namespaces that are used, and nothing of a program or a clock."""
    file = io.BytesIO()
    document.write(file)
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    found = {"mimetype": parts["mimetype"].decode()}
    for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
        root = etree.fromstring(parts[name], PARSER)
        for holder in root.iter():
            for generated in holder.findall("{*}generator"):
                holder.remove(generated)
        if name == "content.xml":
            etree.cleanup_namespaces(root, top_nsmap=PREFIXES, keep_ns_prefixes=list(PREFIXES))
        else:
            etree.cleanup_namespaces(root)
        xml = etree.tostring(root, encoding="unicode")
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


@lru_cache(maxsize=32)
def styles(sizes: tuple[float, ...]) -> bytes:
    """Return the styles part: those of the text, and those of cells for every type size in ``sizes``."""
    document = OpenDocumentText()
    for key in FACES:
        document.fontfacedecls.addElement(_font_face(key))
    for name, one in STYLE_NAMES.items():
        document.styles.addElement(_paragraph_style(name, one))
    kept = style.Style(name="K", displayname="OGI Body Kept", family="paragraph", parentstylename="B")
    kept.addElement(style.ParagraphProperties(keepwithnext="always"))
    document.styles.addElement(kept)
    for level, face_key in LEADS.items():
        lead = style.Style(name=f"L{level}", displayname=f"OGI Lead {level}", family="text")
        bold = {"fontweight": "bold", "fontweightasian": "bold"}
        properties = {"fontnameasian": face("lead").name} if face_key == "lead" else bold
        lead.addElement(style.TextProperties(**properties))
        document.styles.addElement(lead)
    for size in sizes:
        for label in (False, True):
            document.styles.addElement(_cell_paragraph(size, label=label))
    _page(document)
    return _saved(document)["styles.xml"].encode()


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


def _cell_paragraph(size: float, *, label: bool) -> Element:
    kind = "Label" if label else "Cell"
    made = style.Style(name=cell_style_names(size)[label], displayname=f"OGI {kind} {size:g}", family="paragraph")
    made.addElement(
        style.ParagraphProperties(
            lineheight=f"{size * CELL.pitch:g}pt",
            marginleft=f"{CELL.label_indent if label else 0:g}mm",
            textalign="start" if label else "center",
            snaptolayoutgrid="false",
        )
    )
    made.addElement(_text_properties("table", size))
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
