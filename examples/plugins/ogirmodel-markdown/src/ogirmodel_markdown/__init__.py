"""Reports in Markdown: the smallest useful renderer for ogirmodel."""

import re
from collections.abc import Iterator
from typing import ClassVar

import attrs

from ogirmodel.document import Document, Grid, Heading, Paragraph, Role, SignOff, Title, tabled
from ogirmodel.document.layout import grid_shape
from ogirmodel.renderers import RendererInfo

__all__ = ["MarkdownRenderer"]


@attrs.frozen
class MarkdownRenderer:
    """Renders Markdown with tables (GFM), in UTF-8."""

    info: ClassVar[RendererInfo] = RendererInfo("text/markdown; charset=utf-8")

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` in Markdown; charts become tables."""
        return ("\n\n".join(part for block in tabled(document).blocks for part in _parts(block)) + "\n").encode()


def _parts(block: object) -> Iterator[str]:
    match block:
        case Title(lines=lines):
            yield "# " + "<br>".join(map(_plain, lines))
        case Heading(level=level, text=text):
            yield "#" * (level + 1) + " " + _plain(text)
        case Paragraph(text=text):
            yield re.sub(r"^(\d+)\.", r"\1&#46;", _plain(text))
        case Grid():
            yield "\n".join(_table(block))
        case SignOff(name=name, date=date):
            yield "<br>".join(map(_plain, filter(None, (name, date))))


def _table(grid: Grid) -> Iterator[str]:
    """Spread groups over their rows and heads over their columns, all else stands once; the head becomes one row."""
    shape = grid_shape(grid)
    texts = [[""] * len(shape.widths) for _ in shape.rows]
    for places, cells in zip(shape.rows, grid.rows(), strict=True):
        for place, cell in zip(places, cells, strict=True):
            down = place.rowspan if place.role in {Role.GROUP, Role.HEAD} else 1
            across = place.colspan if place.role == Role.HEAD and shape.head_rows else 1
            for row in texts[place.row : place.row + down]:
                row[place.column : place.column + across] = [_plain(cell.text)] * across
    heads = zip(*texts[: shape.head_rows], strict=True) if shape.head_rows else [("",)] * len(shape.widths)
    rows = [
        [" / ".join(dict.fromkeys(filter(None, head))) for head in heads],
        ["---"] * len(shape.widths),
        *texts[shape.head_rows :],
    ]
    yield from ("| " + " | ".join(row) + " |" for row in rows)


def _plain(text: str) -> str:
    """Write what means something in Markdown as an entity."""
    return re.sub(r"[\\`*_{}\[\]<>#|~&=+-]|  ", lambda found: "".join(f"&#{ord(c)};" for c in found[0]), text)
