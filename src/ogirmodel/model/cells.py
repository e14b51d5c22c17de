"""What a cell can hold: a count, an amount of money, nothing, or the statement that it does not apply.

Blank, zero and not-applicable are three different things. ``convert`` is the one way in: the constructors and
``load`` both come through it.
"""

import operator
import re
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final, SupportsIndex, cast

import attrs

from ogirmodel.errors import Problem, StructureError
from ogirmodel.forms import Cell, Number
from ogirmodel.lexicon import words

__all__ = [
    "BOUND",
    "NOT_APPLICABLE",
    "CellValue",
    "Money",
    "NotApplicable",
    "add",
    "check_text",
    "convert",
    "fitting",
    "unfit",
]

BOUND = 10**15
"""Counts and amounts are below this; national totals stay far away from it."""

WHOLE_DIGITS = len(str(BOUND)) - 1

PLACES = 6
"""Decimals of an amount: a fen is 0.000001 万元, and there is nothing smaller."""

EXACT = Context(prec=60, Emax=999_999, Emin=-999_999, traps=[InvalidOperation])
"""Amounts are worked out in a context of our own: what a host program sets for its own sums does not count."""

MONEY_TEXT = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,30})?")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NotApplicable(Enum):
    """The type of :data:`NOT_APPLICABLE`."""

    MARK = "/"

    def __repr__(self) -> str:
        return "NOT_APPLICABLE"


NOT_APPLICABLE: Final = NotApplicable.MARK
"""The cell says that nothing applies: ``/`` in print. Neither zero nor blank."""


def unfit(key: str, /, **data: object) -> StructureError:
    """Return the error for one value that cannot stand where it was put; whoever knows the place adds its path."""
    return StructureError.of([Problem("", key, data)])


def _normalised(value: Decimal | int | str) -> Decimal:
    try:
        number = Decimal(value, EXACT)
    except InvalidOperation:
        raise unfit("no_amount") from None
    if not number.is_finite() or (number and (number.is_signed() or number.adjusted() >= WHOLE_DIGITS)):
        raise unfit("amount_out_of_range")
    if not number:
        return Decimal(0)
    _, digits, exponent = number.as_tuple()
    shown = "".join(map(str, digits)).rstrip("0")
    places = len(shown) - len(digits) - int(exponent)
    if places > PLACES:
        raise unfit("amount_too_fine", places=PLACES)
    return Decimal(int(shown) * 10**-places) if places <= 0 else Decimal(f"{shown}E-{places}")


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise unfit("no_amount")
    if isinstance(value, str) and not MONEY_TEXT.fullmatch(value):
        raise unfit("no_amount")
    return _normalised(value)


@attrs.frozen
class Money:
    """An amount of money: a decimal of at least 0, exact, and its unit (万元, 元, or None where none is stated).

    Equal amounts are equal values, however they were written; at most six decimals, the fen of an amount in 万元.
    Raises StructureError (a ValueError) for a float, a negative amount, or more decimals.

    >>> Money("0.370", "万元")
    Money(value=Decimal('0.37'), unit='万元')
    """

    value: Decimal = attrs.field(converter=_decimal)
    unit: str | None = attrs.field(default=None)

    @unit.validator
    def _known(self, _: object, unit: object) -> None:
        if unit is not None and unit not in units():
            raise unfit("no_unit", unit=str(unit))

    def __str__(self) -> str:
        return f"{self.value:f}"


def units() -> tuple[str, ...]:
    """Return the units that an amount may have, the larger first."""
    return tuple(words("marks")["units"])


CellValue = int | Money | NotApplicable | None
"""What a cell holds; None is blank."""


def convert(value: object, cell: Cell) -> CellValue:
    """Return ``value`` as ``cell`` holds it; raises StructureError.

    Counts are integers (anything with ``__index__`` but bool); money is a Money, a Decimal, an int, or as in JSON
    ``"0.37"`` or ``{"value": "0.37", "unit": "元"}``; ``"/"`` is NOT_APPLICABLE and None is blank.
    """
    if value is None or value is NOT_APPLICABLE:
        return value
    if isinstance(value, str) and value == NOT_APPLICABLE.value:
        return NOT_APPLICABLE
    return _money(value, cell) if cell.number == Number.MONEY else _count(value, cell)


def fitting(value: object, cell: Cell) -> CellValue:
    """Return ``value`` as ``cell`` holds it; blank where it cannot: below zero in a count, or beyond the bound."""
    if type(value) is int and 0 <= value < BOUND and cell.number == Number.COUNT:
        return value
    try:
        return convert(value, cell)
    except StructureError:
        return None


def _count(value: object, cell: Cell) -> int:
    if type(value) is not int:
        whole = _index(value)
        if whole is None:
            raise unfit("no_integer" if cell.number == Number.SIGNED else "no_count", value=_shown(value))
        value = whole
    if not -BOUND < value < BOUND:
        raise unfit("count_out_of_range")
    if cell.number == Number.COUNT and value < 0:
        raise unfit("negative", value=value)
    return value


def _index(value: object) -> int | None:
    """Return what anything but bool gives for an integer: int, or what numpy and databases have instead."""
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        return None
    try:
        return operator.index(value)
    except TypeError:
        return None


def _money(value: object, cell: Cell) -> Money:
    if not isinstance(value, str) and isinstance(value, Mapping):
        if set(value) != {"value", "unit"} or not isinstance(value["value"], str):
            raise unfit("no_amount")
        value = Money(value["value"], value["unit"])
    elif not isinstance(value, Money):
        return Money(value, cell.unit)
    if cell.unit is None or value.unit == cell.unit:
        return value
    if value.unit is not None:
        raise unfit("other_unit", unit=value.unit, expected=cell.unit)
    return attrs.evolve(value, unit=cell.unit)


def _shown(value: object) -> str:
    return repr(value) if isinstance(value, bool | int | float | str) else type(value).__name__


def add(values: Iterable[CellValue], less: Iterable[CellValue] = ()) -> int | Decimal | Money | None:
    """Add up cells exactly, and take others off; None as soon as one is blank, a mark, or of another kind or unit.

    >>> add([1, 2], less=[4]), add([1, None]), add([Money("0.5", "元"), Money("1", "元")])
    (-1, None, Money(value=Decimal('1.5'), unit='元'))
    """
    added, taken = list(values), list(less)
    if set(map(type, added)) | set(map(type, taken)) <= {int}:
        return sum(cast("list[int]", added)) - sum(cast("list[int]", taken))
    signed = [(1, value) for value in added] + [(-1, value) for value in taken]
    amounts = [(sign, value) for sign, value in signed if isinstance(value, Money)]
    if len(amounts) < len(signed) or len({value.unit for _, value in amounts}) > 1:
        return None
    total = Decimal(0)
    for sign, value in amounts:
        total = EXACT.add(total, value.value) if sign > 0 else EXACT.subtract(total, value.value)
    return Money(total, amounts[0][1].unit) if 0 <= total < BOUND else total


def check_text(text: str) -> None:
    """Raise StructureError for characters that no XML can hold."""
    if found := NO_XML.search(text):
        raise unfit("no_xml", character=f"U+{ord(found.group()):04X}")


def as_json(value: CellValue, cell: Cell) -> Any:
    """Return the JSON form of a cell: a number, text for money, ``"/"``, or None."""
    if isinstance(value, Money):
        return str(value) if value.unit == cell.unit else {"value": str(value), "unit": value.unit}
    return value.value if isinstance(value, NotApplicable) else value
