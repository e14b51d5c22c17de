"""A figure whose digits stand in two cells side by side, "1 | 2" for 12, where joining them mends an identity (T09).

The rule of T09 asks. Every pair is tried by itself, whatever else is wrong in the table.
"""

from collections.abc import Iterator
from itertools import pairwise

import attrs

from ogirmodel.checks.diagnosis.patterns import side_by_side
from ogirmodel.checks.diagnosis.system import Standing, bits, standing
from ogirmodel.forms import Cell
from ogirmodel.model import Table
from ogirmodel.model.cells import BOUND

__all__ = ["Joined", "joined_digits"]


@attrs.frozen
class Joined:
    """Two cells side by side, and the figure that their digits make; it belongs into ``cell``, 0 into the other.

    >>> from ogirmodel.testing import sample
    >>> sound = sample().review_litigation.filled
    >>> cells = {("reconsideration", column): 0 for column in ("result_corrected", "other_result", "not_concluded")}
    >>> cells |= {("reconsideration", "result_upheld"): 1, ("reconsideration", "total"): 12}
    >>> [found.figure for found in joined_digits(sound.replace({**cells, ("reconsideration", "result_corrected"): 2}))]
    [12]
    """

    left: Cell
    right: Cell
    cell: Cell
    figure: int


def joined_digits(table: Table) -> Iterator[Joined]:
    """Yield the pairs that, joined, mend a broken identity and break none."""
    stands = standing(table)
    if not stands.broken & stands.judged:
        return
    cells, values = table.form.cells, table.values
    for left, right in pairwise(cells):
        first, second = values[left.index], values[right.index]
        if not side_by_side(left, right) or type(first) is not int or type(second) is not int:
            continue
        if first < 1 or second < 0 or (figure := int(f"{first}{second}")) >= BOUND:
            continue
        for cell, after in ((left, (figure, 0)), (right, (0, figure))):
            if _mends(stands, {left.index: after[0] - first, right.index: after[1] - second}):
                yield Joined(left, right, cell, figure)
                break


def _mends(stands: Standing, changes: dict[int, int]) -> bool:
    """Tell whether every identity of the changed cells can be judged and holds then, and a sum did not before.

    That a figure is at most another proves nothing: any long enough row of digits would do.
    """
    touched = 0
    for index, change in changes.items():
        if change:
            touched |= stands.system.touching.get(index, 0)
    if not touched & stands.broken & stands.system.exact or touched & ~stands.judged:
        return False
    for number in bits(touched):
        line = stands.system.lines[number]
        residual = stands.residuals[number] + sum(line.factors.get(i, 0) * change for i, change in changes.items())
        if residual < 0 or (residual and not line.at_least):
            return False
    return True
