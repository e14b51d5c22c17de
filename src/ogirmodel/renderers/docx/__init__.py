"""Word documents in the statutory look: every document is the specimen's constant text joined with its own.

The specimen is our own, or a user's file of which page, letterhead and styles are kept.
"""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import ClassVar

import attrs

from ogirmodel.document import Document, SignOff, tabled
from ogirmodel.renderers.assemble import lay_out, signed
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.renderers.docx.carrier import carried
from ogirmodel.renderers.docx.house import house_specimen
from ogirmodel.renderers.docx.own import own_specimen
from ogirmodel.renderers.docx.specimen import Specimen
from ogirmodel.renderers.docx.styles import cell_styles
from ogirmodel.renderers.docx.table import twips, write_table
from ogirmodel.renderers.house import BODY, facts
from ogirmodel.renderers.package import Part, close, part
from ogirmodel.renderers.stencil import Run, Stencil, escape, weave
from ogirmodel.renderers.style import GridLook, sign_off_indents

__all__ = ["DocxRenderer"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINE_BREAK = b'</w:t><w:br/><w:t xml:space="preserve">'


@attrs.frozen
class DocxRenderer:
    """Renders docx: A4, GB/T 9704, the tables as the form has them.

    ``level`` is the effort of the deflater, 0 (stored: the same bytes with any zlib) to 9.

    ``template`` is the content of a docx or dotx of one's own. The report stands in place of its paragraph
    ``{{正文}}``, or at the end; ``{{标题}}``, ``{{机关}}`` and ``{{年度}}`` are filled in wherever they stand. Its
    styles called ``OGI Title``, ``OGI Heading``, ``OGI Body``, ``OGI Lead 2``, ``OGI Sign-off``, ``OGI Table`` or
    ``OGI Cell 9`` win over ours. Raises ReadError for one that cannot be used, LimitExceeded for one too large.
    """

    info: ClassVar[RendererInfo] = RendererInfo(MEDIA_TYPE, round_trips=True)

    level: int = attrs.field(default=6, validator=[attrs.validators.ge(0), attrs.validators.le(9)])
    template: bytes | None = attrs.field(
        default=None, repr=False, validator=attrs.validators.optional(attrs.validators.instance_of(bytes))
    )

    def __attrs_post_init__(self) -> None:
        if self.template is not None:
            house_specimen(self.template)

    def _specimen(self, *, carrying: bool) -> Specimen:
        if self.template is None:
            return own_specimen(carrying=carrying)
        return house_specimen(self.template, carrying=carrying)

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` as a docx file."""
        made = self._specimen(carrying=bool(document.attachments))
        laid_out = lay_out(
            tabled(document),
            made.text_width,
            made.paragraphs,
            table=partial(_table, made),
            line_break=LINE_BREAK,
            sign_off=partial(_sign_off, made),
        )
        contents = facts(document.properties)
        contents[BODY] = weave(laid_out.runs, escape)
        contents["attachments"] = carried(document.attachments).encode()
        own = {name: stencil.join([contents[slot] for slot in stencil.names]) for name, stencil in made.own.items()}
        return close(made.names, _constant(made, self.level, laid_out.type_sizes), own, self.level)


@lru_cache(maxsize=32)
def _constant(made: Specimen, level: int, sizes: tuple[float, ...]) -> dict[str, Part]:
    """Return the parts that are the same in every document with tables of these type sizes, deflated once."""
    styles = made.styles.join([cell_styles(sizes, made.sheet).encode()])
    contents = {**made.constant, made.styles_part: styles}
    return {name: part(name, content, level) for name, content in contents.items()}


@lru_cache(maxsize=64)
def _table(made: Specimen, look: GridLook) -> Stencil:
    return Stencil.cut(write_table(look, made.sheet))


def _sign_off(made: Specimen, block: SignOff) -> Iterator[Run]:
    size = made.sheet.sign_off_size
    indents = sign_off_indents(block.name, block.date, made.text_width, size)
    name_at, date_at = (str(twips(ems * size, "pt")) for ems in indents)
    for kind, text in signed(block):
        yield made.paragraphs[kind], (date_at if kind == "date" else name_at, text)
