"""How an office document is put together, whatever its markup: each block by the stencil of its kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

import attrs

from ogirmodel.document import Document, Grid, Heading, Paragraph, SignOff, Title
from ogirmodel.renderers.stencil import Run, Stencil
from ogirmodel.renderers.style import LEADS, GridLook, grid_look

__all__ = ["LaidOut", "lay_out", "signed"]

PLAIN = {level: f"body{level}" for level in (0, *LEADS)}
KEPT = {level: f"{kind}_kept" for level, kind in PLAIN.items()}
"""The kinds of paragraphs by level, and of the last, which is kept with the sign-off: nobody signs a date alone."""


@attrs.frozen(eq=False)
class LaidOut:
    """The blocks of a document as stencils with their texts, and how its grids are set, in their order."""

    runs: list[Run] = attrs.field(factory=list)
    looks: list[GridLook] = attrs.field(factory=list)

    @property
    def type_sizes(self) -> tuple[float, ...]:
        """The type sizes that the tables need."""
        return tuple(sorted({size for look in self.looks for size in (look.shape.type_size, look.value_size)}))


def lay_out(
    document: Document,
    text_width: float,
    paragraphs: Mapping[str, Stencil],
    *,
    table: Callable[[GridLook], Stencil],
    line_break: bytes,
    sign_off: Callable[[SignOff], Iterable[Run]],
) -> LaidOut:
    """Choose the stencil of every block, for a text that is so many millimetres wide."""
    made = LaidOut()
    add = made.runs.append
    for block, following in pairwise((*document.blocks, None)):
        match block:
            case Paragraph(level=level, lead=lead, rest=rest):
                kinds = KEPT if isinstance(following, SignOff) else PLAIN
                if not lead:
                    add((paragraphs[kinds[0]], (rest,)))
                elif level in LEADS:
                    add((paragraphs[kinds[level]], (lead, rest)))
                else:
                    add((paragraphs[kinds[0]], (lead + rest,)))
            case Grid():
                look = grid_look(block, text_width)
                made.looks.append(look)
                add((table(look), block.texts()))
            case Heading(text=text):
                add((paragraphs["heading"], (text,)))
            case Title(lines=lines):
                add((_of_lines(paragraphs["title"], len(lines), line_break), lines))
            case SignOff():
                made.runs.extend(sign_off(block))
    return made


def _of_lines(stencil: Stencil, number: int, line_break: bytes) -> Stencil:
    """Return a stencil of one slot with one for each line."""
    before, after = stencil.pieces
    return Stencil((before, *[line_break] * (number - 1), after) if number else (before + after,))


def signed(block: SignOff) -> Iterator[tuple[str, str]]:
    """Yield the lines of a sign-off, each with its kind; a date without a name stands alone."""
    if block.name:
        yield "signer", block.name
    if block.date:
        yield ("date" if block.name else "lone_date"), block.date
