"""A report as lines and rasters: every place of the grid with its text, before any layout has lost something."""

from collections.abc import Callable, Iterator, Sequence

import attrs

from ogirmodel import Report, compose
from ogirmodel.document import Block, Grid, Heading, Paragraph, Role, SignOff, Title

__all__ = ["Key", "Piece", "Raster", "Row", "Slot", "pieces_of", "texts_in"]


@attrs.frozen
class Slot:
    """A place of the grid: its text, what it is for, and how far it is from the corner of its cell."""

    text: str
    role: Role
    key: str = ""
    right: int = 0
    down: int = 0
    colspan: int = 1
    rowspan: int = 1
    column: int = 0

    @property
    def begins(self) -> bool:
        """Whether its cell begins here."""
        return not self.right and not self.down


Row = tuple[Slot, ...]


@attrs.frozen
class Raster:
    """The places of one table, row by row; ``panels`` are the numbers of the rows at which its blocks begin."""

    table: str
    rows: tuple[Row, ...]

    def replace(self, rows: Sequence[Row]) -> "Raster":
        """Return the table with other rows."""
        return attrs.evolve(self, rows=tuple(rows))

    def map(self, change: Callable[[Slot], Slot]) -> "Raster":
        """Return the table with every place changed."""
        return self.replace([tuple(map(change, row)) for row in self.rows])

    def blocks(self) -> Iterator["Raster"]:
        """Yield the blocks of a table that has banners, each as a table."""
        starts = [n for n, row in enumerate(self.rows) if row[0].role == Role.BANNER] or [0]
        for start, end in zip(starts, [*starts[1:], len(self.rows)], strict=True):
            yield self.replace(self.rows[start:end])

    def heads(self) -> int:
        """Return how many rows of heads stand on top."""
        return next(n for n, row in enumerate(self.rows) if any(slot.role == Role.VALUE for slot in row))


Piece = str | Raster
Key = tuple[str, str, str]


def pieces_of(report: Report) -> list[Piece]:
    """Return the report as lines and rasters, in their order."""
    return [piece for block in compose(report).blocks for piece in _pieces(block)]


def texts_in(pieces: Sequence[Piece]) -> dict[Key, str]:
    """Return what stands in each cell of the tables."""
    found: dict[str, str] = {}
    for piece in pieces:
        for slot in (slot for row in piece.rows for slot in row) if isinstance(piece, Raster) else ():
            if slot.key and slot.begins:
                found[slot.key] = f"{found[slot.key]} {slot.text}" if slot.key in found else slot.text
    return {_key(key): text for key, text in found.items()}


def _key(key: str) -> Key:
    table, _, path = key.partition(".")
    row, _, column = path.rpartition(".")
    return table, row, column


def _pieces(block: Block) -> Iterator[Piece]:
    match block:
        case Title(lines=lines):
            yield "".join(lines)
        case Heading(text=text) | Paragraph(rest=text, lead=""):
            yield text
        case Paragraph():
            yield block.text
        case SignOff(name=name, date=date):
            yield from filter(None, (name, date))
        case Grid():
            yield _raster(block)


def _raster(grid: Grid) -> Raster:
    assert grid.shape is not None
    figures = iter(grid.values)
    places: dict[tuple[int, int], Slot] = {}
    for row in grid.shape.rows:
        for cell in row:
            text = next(figures) if cell.role == Role.VALUE else cell.text
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    column = cell.column + right
                    slot = Slot(text, cell.role, cell.key, right, down, cell.colspan, cell.rowspan, column)
                    places[cell.row + down, column] = slot
    width = len(grid.shape.widths)
    rows = tuple(tuple(places[row, column] for column in range(width)) for row in range(len(grid.shape.rows)))
    return Raster(next(s.key for s in places.values() if s.key).partition(".")[0], rows)
