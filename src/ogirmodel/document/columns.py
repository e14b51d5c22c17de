"""The columns that the rows of a grid have, as the heads above them say, and what stands in each of them."""

from collections.abc import Sequence

import attrs

from ogirmodel.document.geometry import Place, spread
from ogirmodel.document.heads import Slot, match_heads
from ogirmodel.document.wordings import KnownLabels, Part
from ogirmodel.forms import TableForm

__all__ = ["Columns", "Head", "columns_under", "figures_in"]


@attrs.frozen
class Head:
    """A head as it stands in a grid: its words, and the numbers of its row and its cell there."""

    text: str
    folded: str
    row: int
    cell: int


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


def columns_under(
    heads: Sequence[Head], table: TableForm, labels: KnownLabels, panel: int, width: int, part: Part
) -> Columns:
    """Return what ``heads`` make of the rows of ``panel`` below them; ``width`` is the number of all its columns."""
    heads = tuple(head for head in heads if labels.heads.get(head.folded) != "")
    if not heads:
        return Columns(panel, tuple(range(width)))
    found = match_heads(table, panel, tuple(head.folded for head in heads))
    if found is not None:
        return Columns(panel, found.columns, heads, found.slots, None, part)
    if heads[0].folded not in labels.heads:
        rest = match_heads(table, panel, tuple(head.folded for head in heads[1:]))
        if rest is not None and len(rest.columns) == width:
            return Columns(panel, rest.columns, heads[1:], rest.slots, heads[0], part)
    return Columns(panel, None, heads)


def figures_in(columns: Columns, part: Part, row: int, texts: list[str], first: int) -> list[list[str]] | None:
    """Return what stands in each of the columns, from cell ``first`` on; None where that cannot be told.

    As many cells as there are columns stand in their order, and so do as many that are not empty; otherwise it is the
    place on the grid that says which figure is under which head.
    """
    wanted = columns.columns or ()
    rest = texts[first:]
    filled = [text for text in rest if text]
    for cells in (rest, filled):
        if len(cells) == len(wanted):
            return [[text] for text in cells]
    if columns.part is None:
        return None
    above, here = columns.part.places, part.places
    if above is not here and _width(above) != _width(here):
        return None
    slots = zip(columns.heads, columns.slots, strict=True)
    under = {slot.column: above[head.row][head.cell] for head, slot in slots if slot.column is not None}
    return spread(list(zip(here[row][first:], rest, strict=True)), [under[column] for column in wanted])


def _width(places: Sequence[Sequence[Place]]) -> int:
    return max((place.end for row in places for place in row), default=0)
