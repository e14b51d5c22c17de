"""All layouts by name: how a report is written, and whether the paper still shows where each cell ends."""

import random
from collections.abc import Callable, Sequence

import attrs

from layouts import flat, grids
from layouts.raster import Piece, Raster
from layouts.wording import FIGURES, LABELS, Dress
from ogirmodel import Document, Reading, Report, read, recognise, render
from ogirmodel.document import Role
from ogirmodel.forms import Form

__all__ = ["LAYOUTS", "Layout", "Paper", "read_paper"]

Paper = bytes | Document
Write = Callable[[Sequence[Piece], random.Random], Paper]


def _unchanged(raster: Raster, _: Form, __: random.Random) -> Raster:
    return raster


@attrs.frozen
class Layout:
    """One way of publishing: tables changed, then written.

    ``bounds`` where the bounds of cells are still seen; ``by_rows`` where a row stays in one piece.
    """

    name: str
    write: Write
    change: Dress = _unchanged
    bounds: bool = True
    by_rows: bool = True

    def dressed(self, pieces: Sequence[Piece], statute: Form, rng: random.Random) -> list[Piece]:
        """Return ``pieces`` with labels and figures as this layout words them."""
        return [piece if isinstance(piece, str) else self.change(piece, statute, rng) for piece in pieces]


def read_paper(paper: Paper) -> Reading[Report]:
    """Read a paper of either kind."""
    return read(paper, format="text") if isinstance(paper, bytes) else recognise(paper)


def _text(lines: flat.Lines) -> Write:
    return lambda pieces, _: flat.as_text(pieces, lines)


def _grids(blocks: grids.Blocks) -> Write:
    return lambda pieces, _: grids.as_document(pieces, blocks)


def _any(pieces: Sequence[Piece], rng: random.Random) -> Paper:
    """Write in one of the layouts that are most common; for labels and figures in other wordings."""
    return rng.choice(COMMON)(pieces, rng)


COMMON: tuple[Write, ...] = (
    _grids(grids.merged),
    _grids(grids.filled),
    _grids(grids.copied),
)


def _without(role: Role) -> Dress:
    """Return the change that drops rows of nothing but ``role``."""
    return lambda raster, _, __: raster.replace([r for r in raster.rows if any(s.role != role for s in r)])


def _folded(raster: Raster, _: Form, __: random.Random) -> Raster:
    """Fold the rows of heads into one that has the innermost heads alone."""
    heads = raster.heads()
    single = len(list(raster.blocks())) > 1 or raster.rows[0][0].role == Role.BANNER
    if single or heads < 2:
        return raster
    last = tuple(attrs.evolve(slot, down=0, rowspan=1) for slot in raster.rows[heads - 1])
    return raster.replace([last, *raster.rows[heads:]])


def _without_outer(raster: Raster, _: Form, __: random.Random) -> Raster:
    """Drop the outermost row of heads."""
    if raster.rows[0][0].role == Role.BANNER:
        return raster
    rows = [
        tuple(attrs.evolve(s, down=s.down - 1, rowspan=s.rowspan - 1) if s.down == n else s for s in row)
        for n, row in enumerate(raster.rows[1:], 1)
    ]
    return raster.replace(rows)


def _one_grid(headings: bool) -> Write:  # noqa: FBT001 - a fact
    return lambda pieces, _: grids.as_document(grids.one_grid(pieces, headings=headings), grids.merged)


def _drawn(pieces: Sequence[Piece], _: random.Random) -> Paper:
    return render(grids.as_document(pieces, grids.merged), "text")


LAYOUTS: tuple[Layout, ...] = (
    Layout("one cell a line, led by a tab", _text(flat.tab_led)),
    Layout("a row a line, tabs, merged cells as empty ones", _text(flat.tabbed_rows)),
    Layout("a row a line, tabs, merged cells once", _text(flat.tabbed_anchors)),
    Layout("a row a line between pipes, with a rule", _text(flat.marked_down)),
    Layout("a row a line, pipes, residue of spans (`0 | ||`)", _text(flat.residue)),
    Layout("one cell a line with a pipe behind it, rows parted", _text(flat.piped_lines)),
    Layout("one cell a line with a pipe behind it, rows not parted", _text(flat.one_a_line)),
    Layout("drawn with lines", _drawn),
    Layout("grid, merged by spans", _grids(grids.merged)),
    Layout("grid, merged cells as empty ones", _grids(grids.filled)),
    Layout("grid, merged by spans and by empty cells", _grids(grids.doubly_merged)),
    Layout("grid, merged cells copied into every place", _grids(grids.copied)),
    Layout("grid, heads merged, figures not", _grids(grids.otherwise_merged)),
    Layout("grid, spans of absurd size", lambda pieces, rng: grids.as_document(pieces, grids.oddly_spanned(rng))),
    Layout("grid, each block of the disclosure table alone", _grids(grids.every_block_alone)),
    Layout("grid, all tables in one", _one_grid(headings=False)),
    Layout("grid, all tables in one, headings as rows", _one_grid(headings=True)),
    Layout(
        "grid, heading in the first row", lambda pieces, _: grids.as_document(grids.with_heading(pieces), grids.merged)
    ),
    Layout("grid, cut by pages, heads repeated", _grids(grids.cut(heads=True, between="— {} —"))),
    Layout("grid, cut by pages, heads not repeated", _grids(grids.cut(heads=False, between="— {} —"))),
    Layout("grid, cut with nothing between", _grids(grids.cut(heads=True, between=""))),
    Layout("grid, fifteen columns as three tables", _grids(grids.in_three(stacked=False, outer=True)), by_rows=False),
    Layout("grid, fifteen columns stacked", _grids(grids.in_three(stacked=True, outer=True)), by_rows=False),
    Layout(
        "grid, fifteen columns as three, outer heads missing",
        _grids(grids.in_three(stacked=False, outer=False)),
        by_rows=False,
    ),
    Layout("grid, rows of heads folded into one", _grids(grids.merged), _folded),
    Layout("grid, outermost heads missing", _grids(grids.merged), _without_outer),
    Layout("grid, banners missing", _grids(grids.merged), _without(Role.BANNER)),
    Layout("grid, stray empty rows and columns", lambda pieces, rng: grids.as_document(pieces, grids.stray(rng))),
    Layout("grid, notes in the last row", _grids(grids.with_notes)),
    *(Layout(name, _any, dress) for name, dress in LABELS.items()),
    *(Layout(name, _any, dress) for name, dress in FIGURES.items()),
    Layout("one cell a line, no delimiter", _text(flat.undelimited), bounds=False),
    Layout("the same, labels one character a line", _text(flat.broken), bounds=False),
    Layout("a row a line, parted by blanks", _text(flat.parted_by_blanks), bounds=False),
    Layout("a row a line, glued (`规章000`)", _text(flat.glued), bounds=False),
)
