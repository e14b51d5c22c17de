"""The columns that the rows of a grid have, as the heads above them say, and what stands in each of them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import attrs

from ogirmodel.document.geometry import Place, spread
from ogirmodel.document.heads import Slot, match_heads
from ogirmodel.document.wordings import KnownLabels, Part, known_labels
from ogirmodel.forms import Cell, Row, TableForm

__all__ = ["Columns", "Figures", "Head", "cells_and_widths", "columns_under", "figures_beside_blanks", "figures_in"]


WIDEST = 200
"""Spans that make a table wider than so many columns say nothing of where its cells stand."""


@attrs.frozen
class Head:
    """A head as it stands in a grid: its words, and the row and cell of each place where it stands.

    A merged head may have been copied into every place that it reached over.
    """

    text: str
    folded: str
    places: tuple[tuple[int, int], ...]


@attrs.frozen(eq=False)
class Columns:
    """What the rows that follow are made of.

    ``columns`` are the numbers of the form's columns, None if the heads are not the form's; ``corner`` is a corner
    that the form words otherwise.
    """

    panel: int
    columns: tuple[int, ...] | None
    heads: tuple[Head, ...] = ()
    slots: tuple[Slot, ...] = ()
    corner: Head | None = None
    part: Part | None = None


@attrs.frozen(eq=False)
class Figures:
    """What stands in each column of a row; ``copies`` are what merged cells left beside it, ``guessed`` if in doubt."""

    texts: list[list[str]]
    copies: tuple[str, ...] = ()
    guessed: bool = False


@lru_cache(maxsize=64)
def cells_and_widths(table: TableForm) -> tuple[Mapping[Row | int, list[Cell]], Mapping[int, int]]:
    """Return the cells of each row and of each panel, and how many a row of each panel has."""
    cells: dict[Row | int, list[Cell]] = {}
    for cell in table.cells:
        cells.setdefault(cell.row, []).append(cell)
        cells.setdefault(cell.row.panel, []).append(cell)
    of_a_row = {row.panel: row for row in reversed(table.rows)}
    has_rows = bool(known_labels(table).rows)
    return cells, {panel: len(cells[row if has_rows else panel]) for panel, row in of_a_row.items()}


def columns_under(
    heads: Sequence[Head], table: TableForm, labels: KnownLabels, panel: int, width: int, part: Part
) -> Columns:
    """Return what ``heads`` make of the rows of ``panel`` below them; ``width`` is the number of all its columns."""
    heads = tuple(head for head in heads if labels.heads.get(head.folded) != "")
    if not heads:
        return Columns(panel, tuple(range(width)))
    for given in _readings(heads, part):
        found = match_heads(table, panel, tuple(head.folded for head in given))
        if found is not None:
            return Columns(panel, found.columns, given, found.slots, None, part)
        if given[0].folded not in labels.heads:
            rest = match_heads(table, panel, tuple(head.folded for head in given[1:]))
            if rest is not None and len(rest.columns) == width:
                return Columns(panel, rest.columns, given[1:], rest.slots, given[0], part)
    return Columns(panel, None, heads)


def _readings(heads: tuple[Head, ...], part: Part) -> Iterator[tuple[Head, ...]]:
    """Yield the heads with copies of one taken as one, and, where that makes a difference, each for itself."""
    merged: list[Head] = []
    at: dict[tuple[int, int], int] = {}
    for head in heads:
        ((row, cell),) = head.places
        beside = at.get((row, cell - 1), -1)
        above = -1 if part.spans_known else at.get((row - 1, cell), -1)
        number = next((n for n in (beside, above) if n >= 0 and merged[n].folded == head.folded), len(merged))
        if number == len(merged):
            merged.append(head)
        else:
            merged[number] = attrs.evolve(head, text=merged[number].text, places=(*merged[number].places, (row, cell)))
        at[row, cell] = number
    yield tuple(merged)
    if len(merged) < len(heads):
        yield heads


def figures_in(columns: Columns, part: Part, row: int, texts: list[str], first: int) -> Figures | None:
    """Return what stands in each of the columns, from cell ``first`` on; None where that cannot be told.

    As many cells as there are columns stand in their order; otherwise it is the place on the grid that says which
    figure is under which head. That is not asked of a row that ends elsewhere than the heads do: a cell of it was lost,
    or is one too many. Where cells are empty, the place decides even if they are as many as the columns: an empty one
    may be what a merged label left, or a stray column.
    """
    wanted = columns.columns or ()
    rest = texts[first:]
    exact = len(rest) == len(wanted)
    if exact and (all(rest) or (first and part.rows[row][first - 1].colspan > 1)):
        return Figures([[text] for text in rest])
    heads, here = _places_of_heads(columns, wanted), part.places[row]
    if heads is None or (first and heads[0].start < here[first - 1].end):
        return Figures([[text] for text in rest]) if exact else None
    under = spread(list(zip(here[first:], rest, strict=True)), heads) if _ends_with(columns, here) else None
    if under is None:
        return None
    once = [_once(place, found) for place, found in zip(heads, under, strict=True)]
    copies = tuple(text for one, found in zip(once, under, strict=True) for text in found[len(one) :])
    return Figures(once, copies)


def _ends_with(columns: Columns, here: Sequence[Place]) -> bool:
    """Tell whether a row ends where the heads do."""
    above = columns.part.places if columns.part else []
    ends = [above[row][-1].end for head in columns.heads for row, _ in head.places]
    return bool(here) and here[-1].end == max(ends)


def _places_of_heads(columns: Columns, wanted: Sequence[int]) -> list[Place] | None:
    """Return the place of the head over each column; None where they do not stand side by side in their order."""
    if columns.part is None:
        return None
    above = columns.part.places
    found: dict[int, Place] = {}
    for head, slot in zip(columns.heads, columns.slots, strict=True):
        if slot.column is not None:
            places = [above[row][cell] for row, cell in head.places]
            found[slot.column] = Place(min(p.start for p in places), max(p.end for p in places))
    places = [found[column] for column in wanted]
    in_order = all(one.end <= other.start for one, other in pairwise(places))
    return places if in_order and places[-1].end <= WIDEST else None


def _once(place: Place, texts: list[str]) -> list[str]:
    """Return one text where it was copied into every place below a head."""
    copied = len(texts) == place.end - place.start and len(set(texts)) == 1
    return texts[:1] if copied else texts


def figures_beside_blanks(columns: Columns, texts: list[str], first: int) -> Figures | None:
    """Return the cells that are not empty if they are as many as the columns, and empty ones stand before them alone.

    That is a guess.
    """
    filled = [text for text in texts[first:] if text]
    last = texts[len(texts) - len(filled) :]
    if len(filled) != len(columns.columns or ()) or last != filled:
        return None
    return Figures([[text] for text in filled], guessed=True)
