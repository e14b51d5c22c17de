"""Word documents in the statutory look: every document is the specimen's constant text joined with its own."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar

import attrs

from ogirmodel.document import Document, Grid, Heading, Paragraph, SignOff, Title
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.renderers.docx.specimen import Specimen, specimen
from ogirmodel.renderers.docx.styles import styles
from ogirmodel.renderers.docx.table import twips, write_table
from ogirmodel.renderers.package import Part, pack, part
from ogirmodel.renderers.stencil import Stencil, escape
from ogirmodel.renderers.style import BODY, GridLook, body_kind, grid_look, sign_off_indents

__all__ = ["DocxRenderer"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


@attrs.frozen
class DocxRenderer:
    """Renders docx: A4, GB/T 9704, the tables as the form has them.

    ``level`` is the effort of the deflater, 0 (stored: the same bytes with any zlib) to 9.
    """

    info: ClassVar[RendererInfo] = RendererInfo(MEDIA_TYPE)

    level: int = attrs.field(default=6, validator=[attrs.validators.ge(0), attrs.validators.le(9)])

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` as a docx file."""
        made = specimen()
        looks = {id(block): grid_look(block) for block in document.blocks if isinstance(block, Grid)}
        sizes = _sizes(looks.values())
        properties = document.properties
        body = "".join(_blocks(document, made, looks))
        own = {
            "word/document.xml": made.document.join([body]),
            "docProps/core.xml": made.core.fill(title=properties.title, organ=properties.organ),
        }
        constant = _constant(self.level, sizes)
        return pack(
            constant[name] if name in constant else part(name, own[name].encode(), self.level) for name in made.names
        )


def _sizes(looks: Iterable[GridLook]) -> tuple[float, ...]:
    return tuple(sorted({size for look in looks for size in (look.shape.type_size, look.value_size)}))


@lru_cache(maxsize=32)
def _constant(level: int, sizes: tuple[float, ...]) -> dict[str, Part]:
    """Return the parts that are the same in every document with tables of these type sizes, deflated once."""
    contents = {**specimen().constant, "word/styles.xml": styles(sizes)}
    return {name: part(name, content, level) for name, content in contents.items()}


@lru_cache(maxsize=64)
def _table(look: GridLook) -> Stencil:
    return Stencil.cut(write_table(look))


def _blocks(document: Document, made: Specimen, looks: dict[int, GridLook]) -> Iterator[str]:
    paragraphs = made.paragraphs
    for block, following in pairwise((*document.blocks, None)):
        match block:
            case Paragraph():
                kind, texts = body_kind(block, following)
                yield paragraphs[kind].join(map(escape, texts))
            case Grid():
                yield _table(looks[id(block)]).fill_in_order(block.texts())
            case Heading(text=text):
                yield paragraphs["heading"].join([escape(text)])
            case Title(lines=lines):
                yield paragraphs["title"].join([LINE_BREAK.join(map(escape, lines))])
            case SignOff(name=name, date=date):
                yield from _sign_off(name, date, made)


def _sign_off(name: str, date: str, made: Specimen) -> Iterator[str]:
    name_at, date_at = (str(twips(ems * BODY.size, "pt")) for ems in sign_off_indents(name, date))
    if name:
        yield made.paragraphs["signer"].fill(left=name_at, text=name)
    if date:
        yield made.paragraphs["date" if name else "lone_date"].fill(left=date_at if name else name_at, text=date)
