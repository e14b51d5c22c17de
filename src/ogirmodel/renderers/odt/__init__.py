"""OpenDocument text in the statutory look: constant text of the specimen joined with the report's own."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

import attrs

from ogirmodel.document import Document, Shape, SignOff, tabled
from ogirmodel.renderers.assemble import grid_looks, signed, type_sizes, write_blocks
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.renderers.odt.specimen import MIME_TYPE, specimen, styles
from ogirmodel.renderers.odt.table import table_styles, write_table
from ogirmodel.renderers.package import Part, close, part
from ogirmodel.renderers.stencil import Stencil, escape
from ogirmodel.renderers.style import BODY, PAGE, GridLook, sign_off_indents

__all__ = ["OdtRenderer"]

LINE_BREAK = "<text:line-break/>"
COLLAPSING = re.compile("^ | {2,}|\t")
"""What OpenDocument would collapse in a paragraph: a leading blank, a run of blanks, a tab."""


@attrs.frozen
class OdtRenderer:
    """Renders odt: A4, GB/T 9704, the tables as the form has them.

    ``level`` is the effort of the deflater, 0 (stored: the same bytes with any zlib) to 9.
    """

    info: ClassVar[RendererInfo] = RendererInfo(MIME_TYPE, round_trips=True)

    level: int = attrs.field(default=6, validator=[attrs.validators.ge(0), attrs.validators.le(9)])

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` as an odt file."""
        made = specimen()
        document = tabled(document)
        looks = grid_looks(document, PAGE.text_width)
        automatic = dict.fromkeys([*(_styles(look.shape) for look in looks), *_indents(document)])
        blocks = write_blocks(
            document,
            looks,
            made.paragraphs,
            table=_table,
            text=_text,
            line_break=LINE_BREAK,
            sign_off=_sign_off,
        )
        properties = document.properties
        own = {
            "content.xml": made.content.join(["".join(automatic), "".join(blocks)]),
            "meta.xml": made.meta.fill(title=properties.title, organ=properties.organ),
        }
        return close(made.names, _constant(self.level, type_sizes(looks)), own, self.level)


@lru_cache(maxsize=32)
def _constant(level: int, sizes: tuple[float, ...]) -> dict[str, Part]:
    """Return the parts that are the same in every document with tables of these type sizes, deflated once."""
    contents = {**specimen().constant, "styles.xml": styles(sizes)}
    return {name: part(name, content, level, stored=name == "mimetype") for name, content in contents.items()}


@lru_cache(maxsize=64)
def _table(look: GridLook) -> Stencil:
    return Stencil.cut(write_table(look))


@lru_cache(maxsize=64)
def _styles(shape: Shape) -> str:
    return table_styles(shape)


def _text(text: str) -> str:
    escaped = escape(text)
    return COLLAPSING.sub(_blank, escaped) if COLLAPSING.search(escaped) else escaped


def _blank(found: re.Match[str]) -> str:
    run = found.group()
    return "<text:tab/>" if run == "\t" else f'<text:s text:c="{len(run)}"/>'


def _sign_off(block: SignOff) -> Iterator[str]:
    return (specimen().paragraphs[kind].join([_text(text)]) for kind, text in signed(block))


def _indents(document: Document) -> Iterator[str]:
    """Yield the styles of a sign-off: how far it stands in depends on its own words."""
    for block in document.blocks:
        if isinstance(block, SignOff):
            name_at, date_at = (f"{ems * BODY.size:g}pt" for ems in sign_off_indents(block.name, block.date))
            for kind, _ in signed(block):
                yield specimen().indents[kind].fill(left=date_at if kind == "date" else name_at)
