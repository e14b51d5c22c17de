"""Where cells stand on the grid of their table: for figures that only their column can tell apart."""

from collections.abc import Sequence

import attrs

from ogirmodel.document.blocks import GridCell

__all__ = ["Place", "places_of", "spread", "without_residue"]

WIDEST = 1_000


@attrs.frozen
class Place:
    """The grid columns a cell reaches over, from ``start`` up to but not including ``end``."""

    start: int
    end: int


def places_of(rows: Sequence[Sequence[GridCell]], *, spans_known: bool) -> list[list[Place]]:
    """Return the place of every cell, row by row; without spans each cell is one column wide."""
    placed: list[list[Place]] = []
    taken: dict[int, int] = {}
    for row in rows:
        places: list[Place] = []
        column = 0
        below = {c: left - 1 for c, left in taken.items() if left > 1}
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            width = min(cell.colspan, WIDEST) if spans_known else 1
            places.append(Place(column, column + width))
            if spans_known and cell.rowspan > 1:
                below |= dict.fromkeys(range(column, column + width), cell.rowspan - 1)
            column += width
        taken = below
        placed.append(places)
    return placed


def spread(figures: Sequence[tuple[Place, str]], heads: Sequence[Place]) -> list[list[str]] | None:
    """Put each figure below the head it stands under; None where one stands under none, or under two.

    >>> spread([(Place(3, 4), "1"), (Place(5, 6), "2")], [Place(3, 5), Place(5, 7)])
    [['1'], ['2']]
    """
    under: list[list[str]] = [[] for _ in heads]
    for place, text in figures:
        if not text:
            continue
        over = [number for number, head in enumerate(heads) if place.start < head.end and head.start < place.end]
        if len(over) != 1:
            return None
        under[over[0]].append(text)
    return under


def without_residue(rows: Sequence[tuple[GridCell, ...]]) -> Sequence[tuple[GridCell, ...]]:
    """Drop the empty cells beside merged ones, where every merged cell has as many as it covers already.

    >>> [len(row) for row in without_residue([(GridCell("总计", 2), GridCell("")), (GridCell("1"), GridCell("2"))])]
    [1, 2]
    """
    merged = [(row, number) for row in rows for number, cell in enumerate(row) if cell.colspan > 1]
    if not merged or not all(_has_residue(row, number) for row, number in merged):
        return rows
    return [_without_residue(row) for row in rows]


def _has_residue(row: tuple[GridCell, ...], number: int) -> bool:
    beside = row[number + 1 : number + row[number].colspan]
    return len(beside) == row[number].colspan - 1 and not any(cell.text.strip() for cell in beside)


def _without_residue(row: tuple[GridCell, ...]) -> tuple[GridCell, ...]:
    kept: list[GridCell] = []
    left = 0
    for cell in row:
        if left:
            left -= 1
            continue
        kept.append(cell)
        left = cell.colspan - 1
    return tuple(kept)
