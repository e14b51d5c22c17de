"""A web page: one semantic, self-contained document, or the bare fragment for a site's own page.

Headings are headings, every table has a caption and scopes, every value names its cell (``data-cell``). Findings that
a document is marked with are listed above it and shown at their places. No script, and nothing from elsewhere. The
style sheet follows the statutory look and prints on A4. Charts are drawn.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import ClassVar

import attrs

from ogirmodel.document import (
    Chart,
    Document,
    Grid,
    Heading,
    Paragraph,
    Properties,
    Role,
    Shape,
    ShapeCell,
    SignOff,
    Title,
)
from ogirmodel.document.layout import grid_shape
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.renderers.chart import CHARTED, draw
from ogirmodel.renderers.marks import MARKED, listed, marked, marked_cells, marks_of
from ogirmodel.renderers.stencil import Run, Stencil, escape, marker, weave
from ogirmodel.renderers.style import PAGE, face

__all__ = ["HtmlRenderer"]

SCOPES = {Role.HEAD: "col", Role.CORNER: "col", Role.BANNER: "colgroup", Role.LABEL: "row", Role.GROUP: "rowgroup"}

WIDE = 7
"""A table of more columns than this is scrolled on a narrow screen, not squeezed."""

SHEET = """\
.ogi{{color:#000;background:#fff;max-width:{width}mm;margin:0 auto;padding:8mm 4mm;font:16px/1.8 {body}}}
.ogi h1{{font:normal 22px/1.6 {title};text-align:center;margin:0 0 1.2em}}
.ogi h1 span{{display:block}}
.ogi h2{{font:normal 16px/1.8 {heading};margin:1em 0 .4em;text-indent:2em}}
.ogi p{{margin:0;text-indent:2em;text-align:justify;white-space:pre-wrap;overflow-wrap:anywhere}}
.ogi .lead-2{{font-family:{lead}}}
.ogi .lead-3{{font-weight:bold}}
.ogi .grid{{overflow-x:auto;margin:.6em 0}}
.ogi table{{border-collapse:collapse;width:100%;font:13px/1.35 {table}}}
.ogi table.wide{{min-width:590px}}
.ogi caption{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
.ogi th,.ogi td{{border:1px solid #000;padding:3px 2px;text-align:center;vertical-align:middle}}
.ogi th{{font-weight:normal;text-wrap:balance}}
.ogi th.left{{text-align:left}}
.ogi td{{font-variant-numeric:tabular-nums;min-width:2em}}
.ogi footer{{margin:2em 2em 0 0;text-align:right}}
.ogi footer p{{text-align:right;text-indent:0}}
@media print{{
@page{{size:A4;margin:{top}mm {right}mm {bottom}mm {left}mm}}
.ogi{{max-width:none;padding:0;font-size:16pt;line-height:28.95pt}}
.ogi h1{{font-size:22pt}}
.ogi h2{{font-size:16pt;break-after:avoid}}
.ogi .grid{{overflow:visible}}
.ogi table{{font-size:9pt}}
.ogi table.wide{{min-width:0}}
.ogi thead{{display:table-header-group}}
.ogi tr{{break-inside:avoid}}
.ogi footer{{break-before:avoid;break-inside:avoid}}
}}
"""


HEAD = Stencil.cut(
    f"""\
<!DOCTYPE html>
<html lang="{marker()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{marker()}</title>
"""
)
META = Stencil.cut(f'<meta name="dcterms.{marker()}" content="{marker()}">\n')
OPENING = Stencil.cut(f'<article class="ogi" lang="{marker()}">\n')
CLOSING = Stencil.cut("</article>\n")
END = Stencil.cut("</body>\n</html>\n")
PARAGRAPH = Stencil.cut(f"<p>{marker()}</p>\n")


@attrs.frozen
class HtmlRenderer:
    """Renders html; ``fragment`` gives the article alone, to be put into a page of one's own.

    >>> from ogirmodel import Report, compose
    >>> page = HtmlRenderer(fragment=True).render(compose(Report("某县教育局", 2025)))
    >>> page.decode().splitlines()[0]
    '<article class="ogi" lang="zh-CN">'
    """

    info: ClassVar[RendererInfo] = RendererInfo("text/html; charset=utf-8", round_trips=True)

    fragment: bool = False

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` as a page, in UTF-8."""
        properties = document.properties
        article = [(OPENING, (properties.language,)), *_blocks(document), (CLOSING, ())]
        marks = tuple(dict.fromkeys(marks_of(document)))
        if marks:
            article.insert(0, _ready(f"<style>\n{MARKED}</style>\n{listed(marks)}"))
        if Chart in set(map(type, document.blocks)):
            article.insert(0, _ready(f"<style>\n{CHARTED}</style>"))
        page = article if self.fragment else [*_head(properties), *article, (END, ())]
        return weave(page, escape)


def _head(properties: Properties) -> Iterator[Run]:
    yield HEAD, (properties.language, properties.title)
    issued = properties.published_on.isoformat() if properties.published_on else ""
    facts = (("creator", properties.organ), ("temporal", str(properties.year or "")), ("issued", issued))
    for name, content in facts:
        if content:
            yield META, (name, content)
    yield _body(), ()


@cache
def _body() -> Stencil:
    return Stencil.cut(f"<style>\n{_sheet()}</style>\n</head>\n<body>\n")


@cache
def _sheet() -> str:
    def family(key: str) -> str:
        one = face(key)
        names = ",".join(f'"{name}"' for name in (one.latin, one.name, *one.others))
        return f"{names},{'sans-serif' if one.family == 'swiss' else 'serif'}"

    return SHEET.format(
        width=PAGE.text_width + 14,
        top=PAGE.top,
        right=PAGE.right,
        bottom=PAGE.bottom,
        left=PAGE.left,
        **{key: family(key) for key in ("body", "title", "heading", "lead", "table")},
    )


def _blocks(document: Document) -> Iterator[Run]:
    for block in document.blocks:
        match block:
            case Paragraph():
                yield _paragraph(block)
            case Grid(marks=()):
                yield _table(grid_shape(block)), block.texts()
            case Grid():
                yield Stencil((_table(grid_shape(block)).join(text.encode() for text in marked_cells(block)),)), ()
            case Heading(level=level, text=text, marks=marks):
                yield _ready(f"<h{level + 1}>{marked(escape(text), marks)}</h{level + 1}>")
            case Title(lines=lines, marks=marks):
                whole = "".join(f"<span>{escape(line)}</span>" for line in lines)
                yield _ready(f"<h1>{marked(whole, marks)}</h1>")
            case Chart():
                yield _ready(draw(block))
            case SignOff(name=name, date=date):
                signed = "".join(f"<p>{escape(text)}</p>" for text in (name, date) if text)
                yield _ready(f"<footer>{signed}</footer>")


def _paragraph(block: Paragraph) -> Run:
    if block.marks:
        opening = f'<span class="lead-{block.level}">{escape(block.lead)}</span>' if block.lead else ""
        return _ready(f"<p>{marked(opening + escape(block.rest), block.marks)}</p>")
    return (_led(block.level), (block.lead, block.rest)) if block.lead else (PARAGRAPH, (block.rest,))


@lru_cache(maxsize=8)
def _led(level: int) -> Stencil:
    """Return the stencil of a paragraph with a lead."""
    return Stencil.cut(f'<p><span class="lead-{level}">{marker()}</span>{marker()}</p>\n')


def _ready(markup: str) -> Run:
    """Return markup in which nothing is left to fill in."""
    return Stencil((markup.encode() + b"\n",)), ()


@lru_cache(maxsize=64)
def _table(shape: Shape) -> Stencil:
    """Compile the table of one shape."""
    rows = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in shape.rows]
    head, body = rows[: shape.head_rows], rows[shape.head_rows :]
    caption = escape(shape.caption)
    wide = ' class="wide"' if len(shape.widths) > WIDE else ""
    parts = [f'<div class="grid" role="region" tabindex="0" aria-label="{caption}">', f"<table{wide}>"]
    parts += [f"<caption>{caption}</caption>"] if caption else []
    whole = sum(shape.widths)
    parts.append("".join(f'<col style="width:{100 * width / whole:.4g}%">' for width in shape.widths))
    parts += ["<thead>", *head, "</thead>"] if head else []
    parts += ["<tbody>", *body, "</tbody>", "</table>", "</div>"]
    return Stencil.cut("\n".join(parts) + "\n")


def _cell(cell: ShapeCell) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    if cell.role == Role.VALUE:
        key = f' data-cell="{escape(cell.key)}"' if cell.key else ""
        return f"<td{key}{spans}>{marker()}</td>"
    scope = SCOPES[cell.role] + ("group" if cell.role == Role.HEAD and cell.colspan > 1 else "")
    align = ' class="left"' if cell.align == "left" else ""
    return f'<th scope="{scope}"{align}{spans}>{escape(cell.text)}</th>'
