"""The sums of a grid as formulas of a sheet: our own, over places only; nothing that a report says gets into one.

A total is a formula where the sheet works out just what is printed; what was stated otherwise is a figure like any
other, and the balance that it breaks is one to watch. Places are indexes of values, ``at`` says where each stands.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from ogirmodel.document import Balance, Shape, Sum

__all__ = ["BOUND", "PLACES", "Sums", "cell_name", "figure", "ranges"]

At = Callable[[int], tuple[int, int]]

FIGURE = re.compile(r"[+-]?((?:0|[1-9][0-9]{0,14})(?:\.([0-9]{0,5}[1-9]))?)")
EXACT_DIGITS = 15
"""So many digits a sheet shows and keeps."""

BOUND = "1000000000000000"
AMOUNT_BOUND = "1000000000"
"""Sums of amounts are exact to six decimals below this, those of counts below the other; a sheet knows only floats."""

PLACES = 6
ARGUMENTS = 255


def figure(text: str, number: str) -> Decimal | None:
    """Return what a sheet can hold as a number, exactly as it is printed.

    >>> figure("1.25", "money"), figure("+3", "signed"), figure("-3", "count"), figure("/", "count")
    (Decimal('1.25'), Decimal('3'), None, None)
    """
    found = FIGURE.fullmatch(text)
    if found is None or len(found[1].replace(".", "")) > EXACT_DIGITS or (text[0] in "+-" and number != "signed"):
        return None
    return Decimal(text)


def cell_name(row: int, column: int, fixed: str = "") -> str:
    """Return the name of a cell.

    >>> cell_name(0, 27), cell_name(4, 0, "$")
    ('AB1', '$A$5')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{fixed}{letters}{fixed}{row + 1}"


class Sums:
    """The totals of one grid that follow from other cells, and the balances that do not hold by themselves."""

    def __init__(self, shape: Shape, texts: Sequence[str]) -> None:
        self._shape = shape
        places = shape.values
        self.figures = [figure(text, place.number) for text, place in zip(texts, places, strict=True)]
        shown = ((total, self._shown(ways, texts[total])) for total, ways in _without_circles(shape.sums).items())
        self._ways = {total: ways for total, ways in shown if ways}
        held = {sides for ways in self._ways.values() for way in ways for sides in _both_ways(way)}
        self.open = tuple(b for b in shape.balances if b.at_most or (frozenset(b.left), frozenset(b.right)) not in held)

    def _shown(self, ways: Sequence[Sum], text: str) -> list[Sum]:
        """Return the ways by which a sheet would show what is printed."""
        figure_of_total = self.figures[ways[0].total]
        results = [(way, self._result(way)) for way in ways]
        if text == "":
            return [way for way, _ in results] if all(result is None for _, result in results) else []
        return [way for way, result in results if result is not None and result == figure_of_total]

    def _result(self, way: Sum) -> Decimal | None:
        gap = self._gap(way.plus, way.minus)
        return gap if gap is not None and abs(gap) < Decimal(self._bound(way.total)) else None

    def _gap(self, plus: Iterable[int], minus: Iterable[int]) -> Decimal | None:
        """Return by how much ``plus`` is more than ``minus``; None while a figure is missing."""
        more, less = ([self.figures[i] for i in side] for side in (plus, minus))
        if None in more or None in less:
            return None
        return sum(filter(None, more), Decimal(0)) - sum(filter(None, less), Decimal(0))

    def _bound(self, total: int) -> str:
        return AMOUNT_BOUND if self._shape.values[total].number == "money" else BOUND

    def is_total(self, place: int) -> bool:
        """Tell whether the sheet works the figure out."""
        return place in self._ways

    def formula(self, total: int, at: At) -> str:
        """Return what works the total out: empty while an addend is; empty text if it is not to be worked out."""
        result = '""'
        for way in reversed(self._ways.get(total, ())):
            cells = ",".join(ranges(map(at, (*way.plus, *way.minus))))
            added = _difference(way.plus, way.minus, at)
            filled = f"COUNT({cells})={len(way.plus) + len(way.minus)}"
            result = f"IF(AND({filled},ABS({added})<{self._bound(total)}),{added},{result})"
        return f"={result}" if total in self._ways else ""

    def mark(self, balance: Balance, at: At, more: str, less: str) -> str:
        """Return the term that says by how much ``balance`` fails, as ``more`` or ``less``; if it does not, nothing."""
        cells = ",".join(ranges(map(at, (*balance.left, *balance.right))))
        gap = _difference(balance.left, balance.right, at)
        says = f'IF({gap}>0,"{more}"&{gap},' + ('"")' if balance.at_most else f'IF({gap}<0,"{less}"&-{gap},""))')
        return f'IF(COUNT({cells})={len(balance.left) + len(balance.right)},{says},"")'

    def marked(self, balance: Balance, more: str, less: str) -> str:
        """Return what ``mark`` says of the figures as they are."""
        gap = self._gap(balance.left, balance.right) or Decimal(0)
        if gap > 0:
            return f"{more}{gap.normalize():f}"
        return f"{less}{-gap.normalize():f}" if gap < 0 and not balance.at_most else ""


def _without_circles(sums: Iterable[Sum]) -> dict[int, list[Sum]]:
    """Return the ways to each total, in their order, without any that leads back to what it comes from."""
    ways: dict[int, list[Sum]] = {}

    def needs(place: int, wanted: int) -> bool:
        below = (addend for way in ways.get(place, ()) for addend in (*way.plus, *way.minus))
        return place == wanted or any(needs(addend, wanted) for addend in below)

    for way in sums:
        addends = (*way.plus, *way.minus)
        if len(addends) <= ARGUMENTS and not any(needs(addend, way.total) for addend in addends):
            ways.setdefault(way.total, []).append(way)
    return ways


def _both_ways(way: Sum) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """Yield the balance that a sum makes good, written from either side."""
    sides = frozenset((way.total, *way.minus)), frozenset(way.plus)
    yield sides
    yield sides[::-1]


def _difference(plus: Iterable[int], minus: Iterable[int], at: At) -> str:
    more, less = (",".join(ranges(map(at, cells))) for cells in (plus, minus))
    return f"ROUND({f'SUM({more})' if more else 0}{f'-SUM({less})' if less else ''},{PLACES})"


def ranges(cells: Iterable[tuple[int, int]]) -> list[str]:
    """Name cells as the arguments of a function: those that follow each other in a row or a column as a range.

    >>> ranges([(0, 0), (1, 0), (2, 0), (2, 1), (5, 5)])
    ['A1:A3', 'B3', 'F6']
    """
    runs: list[list[tuple[int, int]]] = []
    for row, column in cells:
        if runs and any((row - down, column - right) == runs[-1][-1] for down, right in _steps(runs[-1])):
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    return [cell_name(*run[0]) + (f":{cell_name(*run[-1])}" if len(run) > 1 else "") for run in runs]


def _steps(run: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the ways in which a run may go on: down or to the right, and then the same way."""
    for down, right in ((1, 0), (0, 1)):
        if len(run) == 1 or (run[0][0] + down, run[0][1] + right) == run[1]:
            yield down, right
