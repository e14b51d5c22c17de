"""One figure in two years, and the change from the one to the other."""

from decimal import ROUND_HALF_UP, Context, Decimal

import attrs

from ogirmodel.model import CellValue, Money, Report
from ogirmodel.model.cells import add

__all__ = ["Change", "Key", "changes", "difference_text", "rate_text"]

Key = tuple[str, str, str]
"""Table, row path and column key."""

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
TENTH = Decimal("0.1")


@attrs.frozen
class Change:
    """A cell as it is now and as it was before; None where a year has no such cell, or leaves it blank.

    >>> change = Change(now=9, before=12)
    >>> change.difference, change.rate
    (-3, Decimal('-25.0'))
    """

    now: CellValue
    before: CellValue

    @property
    def difference(self) -> int | Decimal | None:
        """How much more it is now; None where a year has no figure, or the two are of different units."""
        found = add([self.now], [self.before])
        return found.value if isinstance(found, Money) else found

    @property
    def rate(self) -> Decimal | None:
        """The change in per cent of the figure before, to a tenth; None where there is none to divide by."""
        before = self.before.value if isinstance(self.before, Money) else self.before
        if self.difference is None or not isinstance(before, int | Decimal) or before <= 0:
            return None
        share = EXACT.divide(EXACT.multiply(Decimal(self.difference), Decimal(100)), Decimal(before))
        return share.quantize(TENTH, context=EXACT)


def changes(now: Report, before: Report) -> dict[Key, Change]:
    """Return the change of every cell of the tables of either report; both are of one edition."""
    found: dict[Key, Change] = {}
    for name, table in now.form.tables.items():
        one, other = now.filled.tables.get(name), before.filled.tables.get(name)
        if one or other:
            for key, index in table.index.items():
                found[name, *key] = Change(one.values[index] if one else None, other.values[index] if other else None)
    return found


def difference_text(change: Change) -> str:
    """Return a difference as printed, with its sign; nothing where there is none."""
    difference = change.difference
    if difference is None:
        return ""
    if not difference:
        return "0"
    return f"{difference:+d}" if isinstance(difference, int) else f"{difference:+f}"


def rate_text(change: Change) -> str:
    """Return the change in per cent as printed."""
    if change.rate is None:
        return ""
    return f"{change.rate:+f}%" if change.rate else "0%"
