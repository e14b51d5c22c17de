"""Our styles of a Word document: those of the text, and those of cells for the type sizes in use."""

from docx.oxml.ns import nsdecls

from ogirmodel.renderers.docx.parts import DECLARATION
from ogirmodel.renderers.docx.table import twips
from ogirmodel.renderers.sheet import LEAD_IDS, STYLE_IDS, TABLE_ID, Sheet, cell_name
from ogirmodel.renderers.stencil import Stencil, escape, marker
from ogirmodel.renderers.style import BODY, CELL, LEADS, PAGE, PITCH, TRACKING, TextStyle, face

__all__ = ["added_styles", "cell_styles", "own_styles"]

ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
NAMESPACE = nsdecls("w")
NEUTRAL = dict.fromkeys(("b", "i", "caps", "smallCaps", "strike", "vanish", "spacing", "kern", "position"), "0") | {
    "color": "auto",
    "w": "100",
    "u": "none",
}
"""What the defaults of a document may set for all text, and the value that takes it back."""


def own_styles() -> Stencil:
    """Return the styles part of our own document, open where those of cells go."""
    sheet = Sheet()
    cells = marker("cells")
    made = "".join([_defaults(), _built_in(), *_text_styles(sheet), _footer_style(), cells, _table_style(sheet)])
    return Stencil.cut(f"{DECLARATION}<w:styles {NAMESPACE}>{made}</w:styles>")


def added_styles(sheet: Sheet) -> str:
    """Return the styles that a house lacks, but for those of cells."""
    table = "" if TABLE_ID in sheet.house else _table_style(sheet)
    return "".join([*_text_styles(sheet), table])


def _text_styles(sheet: Sheet) -> list[str]:
    made = [_paragraph_style(own, style, sheet) for own, style in STYLE_IDS.items() if own not in sheet.house]
    return made + [_lead_style(level, sheet) for level, own in LEAD_IDS.items() if own not in sheet.house]


def cell_styles(sizes: tuple[float, ...], sheet: Sheet) -> str:
    """Return the styles of cells for every type size in ``sizes`` that a house lacks."""
    house = set(sheet.house.values())
    kinds = ((size, label) for size in sizes for label in (False, True) if sheet.cell_ids(size)[label] not in house)
    return "".join(_cell_style(size, sheet, label=label) for size, label in kinds)


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


def _undone(sheet: Sheet, *stated: str) -> str:
    """Return what takes back the defaults of a house, but for what a style states itself."""
    return "".join(f'<w:{name} w:val="{NEUTRAL[name]}"/>' for name in NEUTRAL if name in sheet.undone - {*stated})


def _paragraph_style(own: str, style: TextStyle, sheet: Sheet) -> str:
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
    tracked = style.face == BODY.face
    tracking = f'<w:spacing w:val="{twips(TRACKING, "pt")}"/>' if tracked else ""
    undone = _undone(sheet, "spacing") if tracked else _undone(sheet)
    return _style(
        "paragraph",
        sheet.id_of(own),
        style.name,
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{_fonts(style.face)}{undone}{tracking}{_size(style.size)}</w:rPr>",
    )


def _lead_style(level: int, sheet: Sheet) -> str:
    run = _fonts("lead") if LEADS[level] == "lead" else "<w:b/><w:bCs/>"
    return _style("character", sheet.id_of(LEAD_IDS[level]), f"OGI Lead {level}", f"<w:rPr>{run}</w:rPr>")


def _footer_style() -> str:
    run = f"<w:rPr>{_fonts('table')}{_size(PAGE.number_size)}</w:rPr>"
    return _style("paragraph", "F", "OGI Page Number", run)


def _cell_style(size: float, sheet: Sheet, *, label: bool) -> str:
    line = twips(size * CELL.pitch, "pt")
    indent = f'<w:ind w:left="{twips(CELL.label_indent)}"/>' if label else ""
    align = "left" if label else "center"
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    paragraph = f'<w:pPr><w:snapToGrid w:val="0"/>{spacing}{indent}<w:jc w:val="{align}"/></w:pPr>'
    run = f"<w:rPr>{_fonts('table')}{_undone(sheet)}{_size(size)}</w:rPr>"
    return _style("paragraph", sheet.cell_ids(size)[label], cell_name(size, label=label), paragraph + run)


def _table_style(sheet: Sheet) -> str:
    rule = f'w:val="single" w:sz="{round(CELL.rule * 8)}" w:space="0" w:color="000000"'
    borders = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    side, above = twips(CELL.side), twips(CELL.above)
    margins = "".join(
        f'<w:{edge} w:w="{width}" w:type="dxa"/>'
        for edge, width in (("top", above), ("left", side), ("bottom", above), ("right", side))
    )
    properties = f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    return _style(
        "table", sheet.id_of(TABLE_ID), "OGI Table", f'{properties}<w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
    )
