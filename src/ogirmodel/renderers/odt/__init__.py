"""OpenDocument text in the statutory look: constant text of the specimen joined with the report's own.

The specimen is our own, or a user's file of which page, letterhead and styles are kept.
"""

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import ClassVar

import attrs

from ogirmodel.document import Document, Shape, SignOff, tabled
from ogirmodel.renderers.assemble import lay_out, signed
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.renderers.house import BODY, facts
from ogirmodel.renderers.odt.carrier import file_entries, path_of
from ogirmodel.renderers.odt.house import house_specimen
from ogirmodel.renderers.odt.own import own_specimen
from ogirmodel.renderers.odt.specimen import MANIFEST, MIME_TYPE, STYLES, Specimen
from ogirmodel.renderers.odt.table import cell_styles, table_styles, write_table
from ogirmodel.renderers.package import Part, close, part
from ogirmodel.renderers.stencil import Run, Stencil, escape, weave
from ogirmodel.renderers.style import GridLook, sign_off_indents

__all__ = ["OdtRenderer"]

LINE_BREAK = b"<text:line-break/>"
COLLAPSING = re.compile("(?<![^\0]) | {2,}|\t")
"""What OpenDocument would collapse in a paragraph: a leading blank, a run of blanks, a tab."""


@attrs.frozen
class OdtRenderer:
    """Renders odt: A4, GB/T 9704, the tables as the form has them.

    ``level`` is the effort of the deflater, 0 (stored: the same bytes with any zlib) to 9.

    ``template`` is the content of an odt or ott of one's own. The report stands in place of its paragraph ``{{正文}}``,
    or at the end; ``{{标题}}``, ``{{机关}}`` and ``{{年度}}`` are filled in wherever they stand. Its styles called
    ``OGI Title``, ``OGI Heading``, ``OGI Body``, ``OGI Lead 2``, ``OGI Sign-off`` or ``OGI Cell 9`` win over ours.
    Raises ReadError for one that cannot be used, LimitExceeded for one too large.
    """

    info: ClassVar[RendererInfo] = RendererInfo(MIME_TYPE, round_trips=True)

    level: int = attrs.field(default=6, validator=[attrs.validators.ge(0), attrs.validators.le(9)])
    template: bytes | None = attrs.field(
        default=None, repr=False, validator=attrs.validators.optional(attrs.validators.instance_of(bytes))
    )

    def __attrs_post_init__(self) -> None:
        if self.template is not None:
            house_specimen(self.template)

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` as an odt file."""
        made = own_specimen() if self.template is None else house_specimen(self.template)
        indents: list[bytes] = []
        laid_out = lay_out(
            tabled(document),
            made.text_width,
            made.paragraphs,
            table=partial(_table, made),
            line_break=LINE_BREAK,
            sign_off=partial(_sign_off, made, indents),
        )
        sizes = laid_out.type_sizes
        automatic = dict.fromkeys([*(_styles(made, look.shape) for look in laid_out.looks), *indents])
        contents = facts(document.properties)
        contents |= {BODY: weave(laid_out.runs, _clean), "styles": b"".join(automatic)}
        own = {name: stencil.join([contents[slot] for slot in stencil.names]) for name, stencil in made.own.items()}
        if made.styles.names != ("cells",):
            contents["cells"] = cell_styles(sizes, made.sheet).encode()
            own[STYLES] = made.styles.join([contents[slot] for slot in made.styles.names])
        names = made.names
        if document.attachments:
            own[MANIFEST] = made.manifest.join([file_entries(document.attachments).encode()])
            files = {path_of(attachment): attachment.data for attachment in document.attachments}
            own, names = own | files, (*names, *files)
        return close(names, _constant(made, self.level, sizes), own, self.level)


@lru_cache(maxsize=32)
def _constant(made: Specimen, level: int, sizes: tuple[float, ...]) -> dict[str, Part]:
    """Return the parts that are the same in every document with tables of these type sizes, deflated once."""
    contents = {**made.constant, MANIFEST: made.manifest.join([b""])}
    if made.styles.names == ("cells",):
        contents[STYLES] = made.styles.join([cell_styles(sizes, made.sheet).encode()])
    return {name: part(name, content, level, stored=name == "mimetype") for name, content in contents.items()}


@lru_cache(maxsize=64)
def _table(made: Specimen, look: GridLook) -> Stencil:
    return Stencil.cut(write_table(look, made.sheet))


@lru_cache(maxsize=64)
def _styles(made: Specimen, shape: Shape) -> bytes:
    return table_styles(shape, made.sheet).encode()


def _clean(texts: str) -> str:
    escaped = escape(texts)
    if "  " in escaped or "\t" in escaped or "\0 " in escaped or escaped.startswith(" "):
        return COLLAPSING.sub(_blank, escaped)
    return escaped


def _blank(found: re.Match[str]) -> str:
    run = found.group()
    return "<text:tab/>" if run == "\t" else f'<text:s text:c="{len(run)}"/>'


def _sign_off(made: Specimen, automatic: list[bytes], block: SignOff) -> Iterator[Run]:
    """Yield the lines of a sign-off; how far each stands in depends on its words, and is a style of its own."""
    size = made.sheet.sign_off_size
    indents = sign_off_indents(block.name, block.date, made.text_width, size)
    name_at, date_at = (f"{ems * size:g}pt" for ems in indents)
    for kind, text in signed(block):
        automatic.append(made.indents[kind].fill(left=date_at if kind == "date" else name_at))
        yield made.paragraphs[kind], (text,)
