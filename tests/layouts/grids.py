"""Tables as grids: what a reader of Word, OpenDocument or HTML finds there, in all the ways that cells are merged."""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import attrs

from layouts.raster import Piece, Raster, Row, Slot
from ogirmodel.document import Block, Document, Grid, GridCell, Paragraph, Role

__all__ = [
    "as_document",
    "copied",
    "cut",
    "doubly_merged",
    "every_block_alone",
    "filled",
    "in_three",
    "merged",
    "oddly_spanned",
    "one_grid",
    "otherwise_merged",
    "stray",
    "with_heading",
    "with_notes",
]

Blocks = Callable[[Raster], Sequence[Block]]


def as_document(pieces: Sequence[Piece], blocks: Blocks) -> Document:
    """Return the paper as a document of paragraphs and grids, its tables laid out by ``blocks``."""
    laid: list[Block] = []
    for piece in pieces:
        laid += [Paragraph(piece)] if isinstance(piece, str) else blocks(piece)
    return Document(tuple(laid))


def _grid(rows: Sequence[Sequence[GridCell]], *, spans: bool) -> Grid:
    return Grid(read=tuple(map(tuple, rows)), spans_known=spans)


def _cell(slot: Slot) -> GridCell:
    return GridCell(slot.text, slot.colspan, slot.rowspan)


def _own(rows: Sequence[Row]) -> list[list[GridCell]]:
    return [[_cell(slot) for slot in row if slot.begins] for row in rows]


def _fillers(rows: Sequence[Row]) -> list[list[GridCell]]:
    return [[GridCell(slot.text if slot.begins else "") for slot in row] for row in rows]


def merged(raster: Raster) -> list[Block]:
    """Merge by spans, as the form has it."""
    return [_grid(_own(raster.rows), spans=True)]


def filled(raster: Raster) -> list[Block]:
    """Leave every covered place as an empty cell; no spans."""
    return [_grid(_fillers(raster.rows), spans=False)]


def doubly_merged(raster: Raster) -> list[Block]:
    """Merge heads and labels by spans and keep the covered places of their rows as empty cells besides."""
    rows = [
        [_cell(slot) if slot.begins else GridCell("") for slot in row if slot.begins or (slot.right and not slot.down)]
        for row in raster.rows
    ]
    return [_grid(rows, spans=True)]


def copied(raster: Raster) -> list[Block]:
    """Copy a merged cell into every place that it covered."""
    return [_grid([[GridCell(slot.text) for slot in row] for row in raster.rows], spans=False)]


def otherwise_merged(raster: Raster) -> list[Block]:
    """Merge the heads by spans and leave the rows of figures in single cells beside empty ones."""
    rows: list[list[GridCell]] = []
    for row in raster.rows:
        value = any(slot.role == Role.VALUE for slot in row)
        cells: list[GridCell] = []
        for slot in row:
            if value and slot.role == Role.VALUE:
                cells.append(GridCell(slot.text if slot.begins else ""))
            elif slot.begins:
                cells.append(_cell(slot))
        rows.append(cells)
    return [_grid(rows, spans=True)]


def oddly_spanned(rng: random.Random) -> Blocks:
    """Give heads and labels spans of 0 or of absurd size, as clamped by a reader."""

    def blocks(raster: Raster) -> list[Block]:
        rows = [
            [
                cell if slot.role == Role.VALUE else attrs.evolve(cell, colspan=rng.choice([cell.colspan, 1000]))
                for slot, cell in ((slot, _cell(slot)) for slot in row if slot.begins)
            ]
            for row in raster.rows
        ]
        return [_grid(rows, spans=True)]

    return blocks


def every_block_alone(raster: Raster) -> list[Block]:
    """Make each block of the disclosure table a table of its own."""
    return [_grid(_own(block.rows), spans=True) for block in raster.blocks()]


def cut(*, heads: bool, between: str) -> Blocks:
    """Cut tables by page breaks, with the heads repeated or not, and with a page number between."""

    def blocks(raster: Raster) -> Iterator[Block]:
        head = raster.heads()
        ends = sorted({head, head + (len(raster.rows) - head) // 2, len(raster.rows) - 1, len(raster.rows)})
        for number, (start, end) in enumerate(pairwise([0, *ends[1:]])):
            if start == end:
                continue
            if number and between:
                yield Paragraph(between.format(number))
            rows = _fillers([*(raster.rows[:head] if heads and number else ()), *raster.rows[start:end]])
            yield _grid(rows, spans=False)

    return lambda raster: list(blocks(raster))


def in_three(*, stacked: bool, outer: bool) -> Blocks:
    """Give each group of five columns of the table without row labels its own three rows."""

    def blocks(raster: Raster) -> list[Block]:
        if any(slot.role == Role.LABEL for row in raster.rows for slot in row):
            return merged(raster)
        grids: list[list[list[GridCell]]] = []
        for start in (0, 5, 10):
            rows = [row[start : start + 5] for row in raster.rows]
            names = list(dict.fromkeys(row[0].text for row in rows[:-2] if len({slot.text for slot in row}) == 1))
            grids.append([[GridCell(name, 5)] for name in names[0 if outer else -1 :]])
            grids[-1] += [[GridCell(slot.text) for slot in row] for row in rows[-2:]]
        if stacked:
            return [_grid([row for rows in grids for row in rows], spans=True)]
        return [_grid(rows, spans=True) for rows in grids]

    return blocks


def stray(rng: random.Random) -> Blocks:
    """Put empty rows and columns in between: the same column in all rows of a table."""

    def blocks(raster: Raster) -> list[Block]:
        rows = _fillers(raster.rows)
        for place in sorted({rng.randint(0, len(rows[0])), len(rows[0])}, reverse=True):
            for row in rows:
                row.insert(place, GridCell(""))
        for _ in range(2):
            rows.insert(rng.randint(0, len(rows)), [GridCell("") for _ in rows[0]])
        return [_grid(rows, spans=False)]

    return blocks


def with_notes(raster: Raster) -> list[Block]:
    """Put a note into the last row of the table."""
    note = [GridCell("注：表中数据均由本机关统计。", len(raster.rows[0]))]
    return [_grid([*_own(raster.rows), note], spans=True)]


def one_grid(pieces: Sequence[Piece], *, headings: bool) -> list[Piece]:
    """Move all tables into one, with the headings between them as rows or without."""
    rows: list[Row] = []
    kept: list[Piece] = []
    tables = [number for number, piece in enumerate(pieces) if isinstance(piece, Raster)]
    for number, piece in enumerate(pieces):
        if isinstance(piece, Raster):
            if headings:
                rows.append((Slot(str(pieces[number - 1]), Role.BANNER, colspan=len(piece.rows[0])),))
            rows += piece.rows
            if number == tables[-1]:
                kept.append(attrs.evolve(piece, rows=tuple(rows)))
        elif number + 1 not in tables or (not headings and number + 1 == tables[0]):
            kept.append(piece)
    return kept


def with_heading(pieces: Sequence[Piece]) -> list[Piece]:
    """Move the heading of each table into its first row."""
    kept: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Raster):
            heading = Slot(str(kept.pop()), Role.BANNER, colspan=len(piece.rows[0]))
            kept.append(piece.replace([(heading,), *piece.rows]))
        else:
            kept.append(piece)
    return kept
