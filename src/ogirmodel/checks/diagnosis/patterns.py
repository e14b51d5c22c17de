"""The human errors that a change of figures can look like; ``diagnose`` ranks its answers by them.

Digits are compared as they are typed. Nothing is known here of identities.
"""

from collections.abc import Sequence
from enum import StrEnum

import attrs

from ogirmodel.forms import Cell
from ogirmodel.model.cells import CellValue

__all__ = ["Altered", "Pattern", "doubt", "pattern_of", "side_by_side"]


class Pattern(StrEnum):
    """What somebody may have done; the first that fits names a repair.

    >>> Pattern("transposed")
    <Pattern.TRANSPOSED: 'transposed'>
    """

    BLANK = "blank"
    SPLIT = "split"
    SWAPPED = "swapped"
    SHIFTED = "shifted"
    TRANSPOSED = "transposed"
    DIGIT = "digit"
    EXTRA_ZERO = "extra_zero"
    MISSING_DIGIT = "missing_digit"
    STALE_TOTAL = "stale_total"
    OTHER = "other"


@attrs.frozen(eq=False)
class Altered:
    """A cell with what it holds and what it would hold; ``derived`` if it is a total."""

    cell: Cell
    before: CellValue
    after: CellValue
    derived: bool


TELLING = frozenset({Pattern.SPLIT, Pattern.SWAPPED, Pattern.TRANSPOSED})
"""Patterns that hardly any two figures fit by chance."""


def doubt(pattern: Pattern) -> int:
    """Return how doubtful ``pattern`` is: 0 if it fits nothing by chance, 2 if it is no error that people make."""
    return 2 if pattern == Pattern.OTHER else int(pattern not in TELLING)


def pattern_of(changes: Sequence[Altered]) -> Pattern:
    """Return the human error that ``changes`` look like."""
    if all(change.before is None for change in changes):
        return Pattern.BLANK
    if len(changes) == 2 and (pattern := _of_two(*changes)):
        return pattern
    slips = {_slip(str(change.before or 0), str(change.after)) for change in changes}
    slip = slips.pop() if len(slips) == 1 else None
    if slip:
        return slip
    return Pattern.STALE_TOTAL if all(change.derived for change in changes) else Pattern.OTHER


def side_by_side(one: Cell, other: Cell) -> bool:
    """Tell whether ``other`` is the next cell to the right of ``one``."""
    return other.index - one.index == 1 and one.row == other.row


def _of_two(one: Altered, other: Altered) -> Pattern | None:
    joined = f"{one.before}{other.before}"
    if side_by_side(one.cell, other.cell) and {str(one.after), str(other.after)} == {joined, "0"}:
        return Pattern.SPLIT
    if one.cell.row != other.cell.row and one.cell.column.key != other.cell.column.key:
        return None
    figures = [change.before or 0 for change in (one, other)], [change.after for change in (one, other)]
    before, after = ([figure for figure in pair if isinstance(figure, int)] for pair in figures)
    if len(before) < 2 or len(after) < 2:
        return None
    if before == after[::-1] and abs(before[0] - before[1]) > 1:  # by one, a case in the wrong cell is as likely
        return Pattern.SWAPPED
    return Pattern.SHIFTED if sum(before) == sum(after) else None


def _slip(before: str, after: str) -> Pattern | None:
    """Return what happened if somebody meant to type ``after`` and typed ``before``."""
    if len(before) == len(after):
        wrong = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
        if len(wrong) == 1 and (before[wrong[0]] + after[wrong[0]]).isdigit():
            return Pattern.DIGIT
        if (
            len(wrong) == 2
            and wrong[1] - wrong[0] == 1
            and before[wrong[0] : wrong[1] + 1] == after[wrong[1]] + after[wrong[0]]
        ):
            return Pattern.TRANSPOSED
    elif "0" in _left_out(before, after):
        return Pattern.EXTRA_ZERO
    elif _left_out(after, before):
        return Pattern.MISSING_DIGIT
    return None


def _left_out(longer: str, shorter: str) -> set[str]:
    """Return the digits that, left out of ``longer`` at one place, leave ``shorter``."""
    if len(longer) - len(shorter) != 1:
        return set()
    return {longer[n] for n in range(len(longer)) if longer[:n] + longer[n + 1 :] == shorter and longer[n].isdigit()}
