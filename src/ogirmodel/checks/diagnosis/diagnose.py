"""From broken identities to answers: which cells may change, the smallest sets that do, and the likeliest first.

Only identities within the year are looked at, and only cells that were stated, or left blank. Blanks are read as zero
here; where nothing that could be judged is broken, the one blank that explains all is the only answer.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ogirmodel.checks.diagnosis.answer import Change, Diagnosis, Repair
from ogirmodel.checks.diagnosis.patterns import Altered, doubt, pattern_of
from ogirmodel.checks.diagnosis.search import MOST_CELLS, Found, smallest
from ogirmodel.checks.diagnosis.solve import Room
from ogirmodel.checks.diagnosis.system import Standing, standing
from ogirmodel.forms import Cell, Number
from ogirmodel.model import NOT_APPLICABLE, Money, Report, Table
from ogirmodel.model.cells import BOUND, EXACT, PLACES, CellValue

__all__ = ["diagnose"]


def diagnose(report: Report, limit: int = 10) -> tuple[Diagnosis, ...]:
    """Return, for identities of ``report`` that are broken, the fewest cells whose change would mend all.

    One answer for each group of identities that share cells, with at most ``limit`` repairs, the likeliest first.
    Nothing for a report that is sound.

    >>> from ogirmodel.testing import sample
    >>> sound = sample().filled
    >>> wrong = sound.applications.replace({("carried_in", "natural_person"): 76})
    >>> (found,) = diagnose(sound.replace(tables={**sound.tables, "applications": wrong}))
    >>> found.unique, found.repairs[0].changes
    (True, (Change(row='carried_in', column='natural_person', before=76, after=7),))
    """
    return tuple(found for table in report.tables.values() for found in _of_table(table, limit))


def _of_table(table: Table, limit: int) -> Iterator[Diagnosis]:
    stands = standing(table)
    if not stands.broken:
        return
    rooms = {
        cell.index: _room(cell, stands.figures[cell.index])
        for cell, value in zip(table.form.cells, table.values, strict=True)
        if cell.index in stands.system.touching and value is not NOT_APPLICABLE
        if value is not None or cell.index not in table.form.derived
    }
    for part in stands.system.parts:
        if stands.broken & part:
            found = _found(table, stands, part & stands.live, rooms)
            if found is not None:
                yield _diagnosis(table, stands, found, limit)


def _found(table: Table, stands: Standing, within: int, rooms: Mapping[int, Room]) -> Found | None:
    """Search with blanks as zeros; then, if that mends nothing, without what a blank keeps from being judged."""
    if not stands.broken & within & stands.judged:
        blanks = {index: room for index, room in rooms.items() if table.values[index] is None}
        found = smallest(stands, within, blanks, most=1)
        return found if found.only else None
    found = smallest(stands, within, rooms)
    unjudged = stands.broken & within & ~stands.judged
    if found.changes or not unjudged:
        return found
    stated = {index: room for index, room in rooms.items() if table.values[index] is not None}
    return smallest(stands, within & ~unjudged, stated, most=MOST_CELLS)


def _room(cell: Cell, figure: int) -> Room:
    bound = BOUND * 10**PLACES if cell.number == Number.MONEY else BOUND
    return (1 - bound if cell.number == Number.SIGNED else 0) - figure, bound - 1 - figure


def _diagnosis(table: Table, stands: Standing, found: Found, limit: int) -> Diagnosis:
    repairs = [_repair(table, stands, changes) for changes in found.changes]
    repairs.sort(key=lambda repair: doubt(repair.pattern))
    listed = tuple(repairs[:limit])
    return Diagnosis(table.edition, table.id, listed, found.only, len(repairs) - len(listed))


def _repair(table: Table, stands: Standing, changes: Mapping[int, int]) -> Repair:
    altered = [
        Altered(
            cell, table.values[index], _value(table, cell, stands.figures[index] + change), index in table.form.derived
        )
        for index, change in changes.items()
        for cell in [table.form.cells[index]]
    ]
    return Repair(tuple(Change(*a.cell.key, a.before, a.after) for a in altered), pattern_of(altered))


def _value(table: Table, cell: Cell, figure: int) -> CellValue:
    if cell.number != Number.MONEY:
        return figure
    before = table.values[cell.index]
    return Money(EXACT.scaleb(Decimal(figure), -PLACES), before.unit if isinstance(before, Money) else cell.unit)
