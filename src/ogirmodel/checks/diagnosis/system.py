"""The equations of a table over the cells that were stated, and how the figures stand to them.

A derivable total that nobody stated is no cell that can be wrong: what it follows from takes its place. A blank is
read as zero, as a second reading; whether an equation could be judged at all is kept apart. ``diagnose`` asks; which
cells to change is not known here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter

import attrs

from ogirmodel.forms import TableForm
from ogirmodel.forms.equation import Relation
from ogirmodel.model import NOT_APPLICABLE, Money, Table
from ogirmodel.model.cells import EXACT, PLACES, CellValue

__all__ = ["Line", "Standing", "System", "bits", "scaled", "standing"]


Figures = tuple[int, ...]


@attrs.frozen(eq=False)
class Line:
    """One equation: the sum of the cells times their factors is zero, or at least zero.

    ``plus`` and ``minus`` fetch the figures to add and to take off.
    """

    factors: Mapping[int, int]
    at_least: bool
    plus: Callable[[Figures], Figures]
    minus: Callable[[Figures], Figures]


@attrs.frozen(eq=False)
class System:
    """All equations of a table; a set of them is the bits of a number.

    ``touching`` says for each cell in which equations it stands, ``exact`` which of them say ``=``, and ``parts``
    holds the sets that share no cell with each other.
    """

    lines: tuple[Line, ...]
    touching: Mapping[int, int]
    exact: int
    parts: tuple[int, ...]


@attrs.frozen(eq=False)
class Standing:
    """How the figures of a table stand to its equations.

    ``figures`` are whole numbers (money in its smallest decimal) and 0 for what is no figure, with one 0 more at the
    end; ``live`` are the equations between figures of one kind, ``judged`` those of them without a blank, ``broken``
    those that do not hold.
    """

    system: System
    figures: Figures
    residuals: tuple[int, ...]
    live: int
    judged: int
    broken: int


def standing(table: Table) -> Standing:
    """Work out every equation with the figures of ``table``."""
    form = table.form
    unstated = frozenset(index for index in form.derived if table.values[index] is None)
    values = table.values
    marked = frozenset(index for index, value in enumerate(values) if value is NOT_APPLICABLE)
    system = _system(form, unstated, marked)
    kinds = set(map(type, values))
    figures = (*(value if type(value) is int else scaled(value) for value in values), 0)
    plain, whole = kinds <= {int, type(None)}, None not in values
    residuals = [0] * len(system.lines)
    live = judged = broken = 0
    for number, line in enumerate(system.lines):
        if not plain and not _of_one_kind(values[index] for index in line.factors):
            continue
        residuals[number] = residual = sum(line.plus(figures)) - sum(line.minus(figures))
        live |= 1 << number
        if whole or all(values[index] is not None for index in line.factors):
            judged |= 1 << number
        if residual < 0 or (residual > 0 and not line.at_least):
            broken |= 1 << number
    return Standing(system, figures, tuple(residuals), live, judged, broken)


def scaled(value: CellValue) -> int:
    """Return a figure as a whole number: a count itself, money in its smallest decimal; 0 for anything else."""
    if isinstance(value, Money):
        return int(EXACT.scaleb(value.value, PLACES))
    return value if isinstance(value, int) else 0


def bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _of_one_kind(values: Iterable[CellValue]) -> bool:
    kinds = {value.unit or "" if isinstance(value, Money) else type(value) for value in values if value is not None}
    return len(kinds) < 2 and all(kind is int or isinstance(kind, str) for kind in kinds)


@lru_cache(maxsize=64)
def _system(form: TableForm, unstated: frozenset[int], marked: frozenset[int]) -> System:
    """Write out the equations of a form, for tables that leave the totals ``unstated`` to be derived.

    Nothing follows from cells that are ``marked`` as not applicable, and no equation holds between them.
    """
    known = _spelled_out(form, unstated, marked)
    lines = []
    for relation in form.relations:
        factors = None if relation.across_years else _factors(form, relation, known)
        if factors:
            lines.append(_line(factors, len(form.cells), at_least=relation.at_most))
    touching: dict[int, int] = {}
    for number, line in enumerate(lines):
        for index in line.factors:
            touching[index] = touching.get(index, 0) | 1 << number
    exact = sum(1 << number for number, line in enumerate(lines) if not line.at_least)
    return System(tuple(lines), touching, exact, _parts(touching.values()))


def _line(factors: Mapping[int, int], zero: int, *, at_least: bool) -> Line:
    plus = [index for index, factor in factors.items() for _ in range(factor)]
    minus = [index for index, factor in factors.items() for _ in range(-factor)]
    return Line(factors, at_least, itemgetter(zero, zero, *plus), itemgetter(zero, zero, *minus))


def _spelled_out(form: TableForm, unstated: frozenset[int], marked: frozenset[int]) -> dict[int, dict[int, int]]:
    """Return each cell as a sum of cells that are not derived, in the order in which totals are filled in."""
    known = {cell.index: {cell.index: 1} for cell in form.cells if cell.index not in unstated | marked}
    before = -1
    while before != len(known):
        before = len(known)
        for derivation in form.derivations:
            parts = {*derivation.plus, *derivation.minus}
            if derivation.target in unstated - known.keys() and parts <= known.keys():
                signed = [(index, 1) for index in derivation.plus] + [(index, -1) for index in derivation.minus]
                known[derivation.target] = _sum(signed, known)
    return known


def _sum(signed: Iterable[tuple[int, int]], known: Mapping[int, Mapping[int, int]]) -> dict[int, int]:
    factors: dict[int, int] = {}
    for index, sign in signed:
        for part, factor in known[index].items():
            factors[part] = factors.get(part, 0) + sign * factor
    return {index: factor for index, factor in factors.items() if factor}


def _factors(form: TableForm, relation: Relation, known: Mapping[int, Mapping[int, int]]) -> dict[int, int] | None:
    signed = [(form.index[t.row, t.column], t.sign) for t in relation.right]
    signed += [(form.index[t.row, t.column], -t.sign) for t in relation.left]
    return _sum(signed, known) if all(index in known for index, _ in signed) else None


def _parts(masks: Iterable[int]) -> tuple[int, ...]:
    parts: list[int] = []
    for mask in masks:
        merged = mask
        apart = []
        for part in parts:
            if part & merged:
                merged |= part
            else:
                apart.append(part)
        parts = [*apart, merged]
    return tuple(sorted(parts, key=lambda part: part & -part))
