"""The figures of one table in many reports, cell by cell: a byte or two each, so that a nation's fit into memory.

``gather`` fills them report by report, ``Components`` asks them. What is added up and what for is not known here.
"""

from array import array
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from ogirmodel.forms import Cell, Number, TableForm
from ogirmodel.model import NOT_APPLICABLE, CellValue, Money
from ogirmodel.model.cells import EXACT, PLACES, add

__all__ = ["Column", "Figures"]

BLANK, MARK, OTHER = -1, -2, -3
"""What stands in a column for a cell without a figure, and for one that is kept apart; counts below 0 come after."""

WIDTHS = "bhiq"
"""How the numbers of a column are held: a column begins with the narrowest, and widens when one does not fit."""

AT_ONCE = 64
"""Reports whose cells are sorted into the columns together, which is quicker than one by one."""

SCALE = Decimal(10**PLACES)
"""An amount is held as a whole number of the smallest there is."""


class Column:
    """What many reports have in one cell, in their order."""

    __slots__ = ("_is_money", "_is_plain", "_numbers", "_others", "_unit")

    def __init__(self, cell: Cell) -> None:
        self._is_money = cell.number == Number.MONEY
        self._unit = cell.unit
        self._numbers = array(WIDTHS[0])
        self._others: dict[int, CellValue] = {}
        self._is_plain = not self._is_money

    def extend(self, values: Sequence[CellValue]) -> None:
        """Take the cells of more reports."""
        if not (self._is_plain and self._hold_all(cast("Sequence[int]", values))):
            for value in values:
                self.add(value)

    def _hold_all(self, values: Sequence[int]) -> bool:
        """Append ``values`` if all of them are counts that fit, and tell whether it was done."""
        try:
            numbers = array(self._numbers.typecode, values)
        except (TypeError, OverflowError):
            return False
        if min(numbers) < 0:
            return False
        self._numbers.extend(numbers)
        return True

    def add(self, value: CellValue) -> None:
        """Take the cell of one more report."""
        number = self._number(value)
        if number is None or not self._hold(number):
            self._others[len(self._numbers)] = value
            self._hold(OTHER)
            number = OTHER
        self._is_plain = self._is_plain and number >= 0

    def _number(self, value: CellValue) -> int | None:
        """Return what stands for ``value`` in this column; None for what has to be kept as it is."""
        if isinstance(value, int):
            return value if value >= 0 else value + OTHER
        if value is None:
            return BLANK
        if value is NOT_APPLICABLE:
            return MARK
        return int(EXACT.multiply(value.value, SCALE)) if value.unit == self._unit else None

    def _hold(self, number: int) -> bool:
        """Append ``number``, in a wider column if need be; tell whether the widest can hold it."""
        try:
            self._numbers.append(number)
        except OverflowError:
            if self._numbers.typecode == WIDTHS[-1]:
                return False
            wider = WIDTHS[WIDTHS.index(self._numbers.typecode) + 1]
            self._numbers = array(wider, self._numbers)
            return self._hold(number)
        return True

    def __len__(self) -> int:
        """Return how many reports there are."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[CellValue]:
        """Yield the cell of each report."""
        return iter(self._numbers) if self._is_plain else map(self._value, range(len(self)), self._numbers)

    def _value(self, place: int, number: int) -> CellValue:
        if number == OTHER:
            return self._others[place]
        if number < 0:
            return None if number == BLANK else NOT_APPLICABLE if number == MARK else number - OTHER
        return Money(EXACT.divide(Decimal(number), SCALE), self._unit) if self._is_money else number

    def sum(self) -> int | Decimal | Money | None:
        """Return the sum as ``add`` makes it: None where a report has no figure, or one of another unit."""
        return sum(self._numbers) if self._is_plain else add(self)


class Figures:
    """The tables of one kind that many reports have, in the order in which they were added."""

    def __init__(self, table: TableForm) -> None:
        self._columns: Sequence[Column] = tuple(map(Column, table.cells))
        self._there = bytearray()
        self._nothing: Sequence[CellValue] = (None,) * len(table.cells)
        self._waiting: list[Sequence[CellValue]] = []

    def add(self, values: Sequence[CellValue] | None) -> None:
        """Take the cells of one more report; None for one that lacks the table."""
        self._there.append(values is not None)
        self._waiting.append(self._nothing if values is None else values)
        if len(self._waiting) == AT_ONCE:
            self._sort_in()

    def _sort_in(self) -> None:
        for column, values in zip(self._columns, zip(*self._waiting, strict=True), strict=False):
            column.extend(values)
        self._waiting.clear()

    @property
    def columns(self) -> Sequence[Column]:
        """A column for each cell of the form."""
        self._sort_in()
        return self._columns

    def rows(self) -> Iterator[tuple[CellValue, ...] | None]:
        """Yield the cells of each report; None for one that lacks the table."""
        for there, values in zip(self._there, zip(*self.columns, strict=True), strict=True):
            yield values if there else None
