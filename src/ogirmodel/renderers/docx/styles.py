"""The styles part of a Word document: those of the text, and those of cells for the type sizes in use."""

from functools import lru_cache

from docx.oxml.ns import nsdecls

from ogirmodel.renderers.docx.table import cell_style_ids, twips
from ogirmodel.renderers.stencil import escape
from ogirmodel.renderers.style import (
    BODY,
    CELL,
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

__all__ = ["LEAD_IDS", "styles"]

STYLE_IDS = {"T": TITLE, "H": HEADING, "B": BODY, "S": SIGN_OFF}
LEAD_IDS = {2: "L2", 3: "L3"}
ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
NAMESPACE = nsdecls("w")


@lru_cache(maxsize=32)
def styles(sizes: tuple[float, ...]) -> bytes:
    """Return the styles part: those of the text, and those of cells for every type size in ``sizes``."""
    made = [_defaults(), _built_in()]
    made += [_paragraph_style(style_id, style) for style_id, style in STYLE_IDS.items()]
    made += [_lead_style(level) for level in LEAD_IDS]
    made.append(_footer_style())
    made += [_cell_style(size, label=label) for size in sizes for label in (False, True)]
    made.append(_table_style())
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {NAMESPACE}>{"".join(made)}</w:styles>'
    return xml.encode()


def _fonts(key: str) -> str:
    one = face(key)
    latin = escape(one.latin)
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{one.name}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _defaults() -> str:
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    run = f"<w:rPrDefault><w:rPr>{_fonts(BODY.face)}{_size(BODY.size)}{language}</w:rPr></w:rPrDefault>"
    return f"<w:docDefaults>{run}<w:pPrDefault/></w:docDefaults>"


def _built_in() -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="D"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="N"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="X"><w:name w:val="No List"/></w:style>'
    )


def _style(kind: str, style_id: str, name: str, inner: str) -> str:
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"<w:qFormat/>{inner}</w:style>"
    )


def _paragraph_style(style_id: str, style: TextStyle) -> str:
    first_line = twips(style.first_line * style.size, "pt")
    first = f'<w:ind w:firstLineChars="{round(style.first_line * 100)}" w:firstLine="{first_line}"/>'
    outline = f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    paragraph = (
        ("<w:keepNext/>" if style.keep_next else "")
        + ("" if style.line == PITCH else '<w:snapToGrid w:val="0"/>')
        + f'<w:spacing w:before="{twips(style.before, "pt")}" w:after="{twips(style.after, "pt")}"'
        + f' w:line="{twips(style.line, "pt")}" w:lineRule="exact"/>'
        + (first if style.first_line else "")
        + f'<w:jc w:val="{ALIGN[style.align]}"/>'
        + outline
    )
    tracking = f'<w:spacing w:val="{twips(TRACKING, "pt")}"/>' if style.face == BODY.face else ""
    return _style(
        "paragraph",
        style_id,
        style.name,
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{_fonts(style.face)}{tracking}{_size(style.size)}</w:rPr>",
    )


def _lead_style(level: int) -> str:
    run = _fonts("lead") if LEADS[level] == "lead" else "<w:b/><w:bCs/>"
    return _style("character", LEAD_IDS[level], f"OGI Lead {level}", f"<w:rPr>{run}</w:rPr>")


def _footer_style() -> str:
    run = f"<w:rPr>{_fonts('table')}{_size(PAGE.number_size)}</w:rPr>"
    return _style("paragraph", "F", "OGI Page Number", run)


def _cell_style(size: float, *, label: bool) -> str:
    style_id = cell_style_ids(size)[label]
    line = twips(size * CELL.pitch, "pt")
    indent = f'<w:ind w:left="{twips(CELL.label_indent)}"/>' if label else ""
    align = "left" if label else "center"
    paragraph = (
        '<w:pPr><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:line="{line}" w:lineRule="exact"/>{indent}<w:jc w:val="{align}"/></w:pPr>'
    )
    name = f"OGI {'Label' if label else 'Cell'} {size:g}"
    return _style("paragraph", style_id, name, f"{paragraph}<w:rPr>{_fonts('table')}{_size(size)}</w:rPr>")


def _table_style() -> str:
    rule = f'w:val="single" w:sz="{round(CELL.rule * 8)}" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    side, above = twips(CELL.side), twips(CELL.above)
    margins = "".join(
        f'<w:{edge} w:w="{width}" w:type="dxa"/>'
        for edge, width in (("top", above), ("left", side), ("bottom", above), ("right", side))
    )
    properties = f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    return _style("table", "G", "OGI Table", f'{properties}<w:tcPr><w:vAlign w:val="center"/></w:tcPr>')
