"""The heads that stand over the rows of a table as the rows come, one grid after the other.

Heads hold until others come. A page that begins anew may repeat those of the first block, or end right below heads
whose rows are on the next: neither may change what a figure is under.
"""

from collections.abc import Mapping, Sequence

from ogirmodel.document.columns import Columns, Head, columns_under
from ogirmodel.document.wordings import Part, known_labels
from ogirmodel.forms import TableForm

__all__ = ["Standing"]


class Standing:
    """What the heads of one table say so far; ``widths`` are the columns of a row, panel by panel.

    ``pending`` are the heads since the last figures, ``unquoted`` those under which nothing was placed.
    """

    def __init__(self, table: TableForm, widths: Mapping[int, int]) -> None:
        self.columns: Columns | None = None
        self.pending: list[Head] = []
        self.unquoted: list[Head] = []
        self._table = table
        self._widths = widths
        self._part = Part(table, 1, [])
        self._settled: set[tuple[str, ...]] = set()
        self._left: tuple[list[Head], Part] | None = None

    def begin(self, part: Part) -> None:
        """Go on to the rows of another grid."""
        if self.pending:
            self._left = self.pending, self._part
        self._part, self.pending = part, []

    def add(self, heads: Sequence[Head]) -> None:
        """Take a row of heads."""
        self.pending += heads
        self.unquoted += heads

    def over(self, panel: int) -> Columns:
        """Return what the heads since the last figures make of the rows that follow."""
        standing = self.columns if self.columns is not None and self.columns.panel == panel else None
        if standing is not None and not self.pending:
            return standing
        found = self._under(self.pending, panel, self._part)
        fresh = self._without_repeated(found.heads)
        if found.heads and (found.columns is not None or fresh == found.heads):
            return found
        if fresh:
            return self._under(fresh, panel, self._part)
        if standing is None and self._left is not None:
            above = self._under(self._left[0], panel, self._left[1])
            standing = above if above.heads and above.columns is not None else None
        return standing or found

    def settle(self, columns: Columns) -> None:
        """Hold to what the heads say."""
        if columns.columns is not None:
            self._settled.add(_words(columns.heads))
        self.columns = columns
        self.pending = []

    def placed(self) -> None:
        """Take note that figures were placed below the heads, or quoted with them."""
        self.unquoted = []

    def _under(self, heads: Sequence[Head], panel: int, part: Part) -> Columns:
        return columns_under(heads, self._table, known_labels(self._table), panel, self._widths[panel], part)

    def _without_repeated(self, heads: tuple[Head, ...]) -> tuple[Head, ...]:
        """Return ``heads`` without those of a block above that stand first among them."""
        words = _words(heads)
        return heads[max((len(known) for known in self._settled if words[: len(known)] == known), default=0) :]


def _words(heads: Sequence[Head]) -> tuple[str, ...]:
    return tuple(head.folded for head in heads)
