"""Word documents in the statutory look: every document is the specimen's constant text joined with its own."""

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

import attrs

from ogirmodel.document import Document, SignOff, tabled
from ogirmodel.renderers.assemble import grid_looks, signed, type_sizes, write_blocks
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.renderers.docx.specimen import specimen
from ogirmodel.renderers.docx.styles import styles
from ogirmodel.renderers.docx.table import twips, write_table
from ogirmodel.renderers.package import Part, close, part
from ogirmodel.renderers.stencil import Stencil, escape
from ogirmodel.renderers.style import BODY, GridLook, sign_off_indents

__all__ = ["DocxRenderer"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


@attrs.frozen
class DocxRenderer:
    """Renders docx: A4, GB/T 9704, the tables as the form has them.

    ``level`` is the effort of the deflater, 0 (stored: the same bytes with any zlib) to 9.
    """

    info: ClassVar[RendererInfo] = RendererInfo(MEDIA_TYPE, round_trips=True)

    level: int = attrs.field(default=6, validator=[attrs.validators.ge(0), attrs.validators.le(9)])

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` as a docx file."""
        made = specimen()
        document = tabled(document)
        looks = grid_looks(document)
        blocks = write_blocks(
            document,
            looks,
            made.paragraphs,
            table=_table,
            text=escape,
            line_break=LINE_BREAK,
            sign_off=_sign_off,
        )
        properties = document.properties
        own = {
            "word/document.xml": made.document.join(["".join(blocks)]),
            "docProps/core.xml": made.core.fill(title=properties.title, organ=properties.organ),
        }
        return close(made.names, _constant(self.level, type_sizes(looks)), own, self.level)


@lru_cache(maxsize=32)
def _constant(level: int, sizes: tuple[float, ...]) -> dict[str, Part]:
    """Return the parts that are the same in every document with tables of these type sizes, deflated once."""
    contents = {**specimen().constant, "word/styles.xml": styles(sizes)}
    return {name: part(name, content, level) for name, content in contents.items()}


@lru_cache(maxsize=64)
def _table(look: GridLook) -> Stencil:
    return Stencil.cut(write_table(look))


def _sign_off(block: SignOff) -> Iterator[str]:
    name_at, date_at = (str(twips(ems * BODY.size, "pt")) for ems in sign_off_indents(block.name, block.date))
    for kind, text in signed(block):
        yield specimen().paragraphs[kind].fill(left=date_at if kind == "date" else name_at, text=text)
