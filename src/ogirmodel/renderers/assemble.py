"""How an office document is put together, whatever its markup: each block by the stencil of its kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from ogirmodel.document import Document, Grid, Heading, Paragraph, SignOff, Title
from ogirmodel.renderers.stencil import Stencil
from ogirmodel.renderers.style import LEADS, GridLook, grid_look

__all__ = ["grid_looks", "signed", "type_sizes", "write_blocks"]


def grid_looks(document: Document, text_width: float) -> list[GridLook]:
    """Return how each grid of ``document`` is set where the text is so many millimetres wide, in their order."""
    return [grid_look(block, text_width) for block in document.blocks if isinstance(block, Grid)]


def type_sizes(looks: Iterable[GridLook]) -> tuple[float, ...]:
    """Return the type sizes that tables of these looks need."""
    return tuple(sorted({size for look in looks for size in (look.shape.type_size, look.value_size)}))


def write_blocks(
    document: Document,
    looks: Iterable[GridLook],
    paragraphs: Mapping[str, Stencil],
    *,
    table: Callable[[GridLook], Stencil],
    text: Callable[[str], str],
    line_break: str,
    sign_off: Callable[[SignOff], Iterator[str]],
) -> Iterator[str]:
    """Yield the markup of every block; ``text`` escapes as the markup asks for."""
    each_look = iter(looks)
    for block, following in pairwise((*document.blocks, None)):
        match block:
            case Paragraph():
                kind, texts = _body_kind(block, following)
                yield paragraphs[kind].join(map(text, texts))
            case Grid():
                yield table(next(each_look)).fill_in_order(block.texts())
            case Heading():
                yield paragraphs["heading"].join([text(block.text)])
            case Title(lines=lines):
                yield paragraphs["title"].join([line_break.join(map(text, lines))])
            case SignOff():
                yield from sign_off(block)


def _body_kind(paragraph: Paragraph, following: object) -> tuple[str, tuple[str, ...]]:
    """Return which stencil a paragraph is written with, and the texts of its slots.

    The last paragraph is kept with the sign-off: a date alone on a page is no document that an office would sign.
    """
    kept = "_kept" if isinstance(following, SignOff) else ""
    if paragraph.lead and paragraph.level in LEADS:
        return f"body{paragraph.level}{kept}", (paragraph.lead, paragraph.rest)
    return f"body0{kept}", (paragraph.text,)


def signed(block: SignOff) -> Iterator[tuple[str, str]]:
    """Yield the lines of a sign-off, each with its kind; a date without a name stands alone."""
    if block.name:
        yield "signer", block.name
    if block.date:
        yield ("date" if block.name else "lone_date"), block.date
