"""What each component puts into each figure of a total.

``total`` builds it and adds it up; a clerk asks it who stands behind a figure.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from ogirmodel.combine.figures import Column, Figures
from ogirmodel.forms import Form, TableForm, form
from ogirmodel.model import NOT_APPLICABLE, CellValue, Money, Table
from ogirmodel.model.cells import fitting
from ogirmodel.model.tables import table_of

__all__ = ["Components", "is_figure", "settled"]

Key = tuple[str, str, str]


@attrs.frozen(eq=False)
class Components(Mapping[Key, tuple[tuple[str, CellValue], ...]]):
    """Cell (table, row path, column key) to the organs and their figures, in the order in which they were given.

    A total of a component is what its other cells make it, and what it states only where they cannot tell. Raises
    UnknownName (a KeyError) for a cell that the form lacks.

    >>> from ogirmodel import Report, total
    >>> one, other = (Report(organ, 2025, tables={"applications": {"carried_out": {"natural_person": figure}}})
    ...     for organ, figure in (("甲局", 1), ("乙局", 2)))
    >>> total([one, other], organ="某县人民政府").components["applications", "carried_out", "natural_person"]
    (('甲局', 1), ('乙局', 2))
    """

    edition: str
    organs: tuple[str, ...]
    figures: Mapping[str, Figures] = attrs.field(repr=False)

    def __getitem__(self, key: Key) -> tuple[tuple[str, CellValue], ...]:
        table, row, column = key
        held = form(self.edition).table(table)
        index = held.place(str(row), str(column))
        values = self.totals[table][index] if index in held.derived else self.figures[table].columns[index]
        return tuple(zip(self.organs, values, strict=True))

    def __iter__(self) -> Iterator[Key]:
        return ((name, *cell.key) for name in self.figures for cell in form(self.edition).tables[name].cells)

    def __len__(self) -> int:
        return sum(len(form(self.edition).tables[name].cells) for name in self.figures)

    @cached_property
    def totals(self) -> Mapping[str, Mapping[int, Column]]:
        """The cells of each table that are totals, settled."""
        statute = form(self.edition)
        return {name: _settled_totals(statute, name, figures) for name, figures in self.figures.items()}

    def sums(self, table: TableForm) -> list[CellValue]:
        """Return the sum of each cell that is no total; a total is left to be derived."""
        pairs = zip(table.cells, self.figures[table.id].columns, strict=True)
        return [None if cell.index in table.derived else fitting(column.sum(), cell) for cell, column in pairs]

    def sums_of_totals(self, table: TableForm, indexes: Iterable[int]) -> list[CellValue]:
        """Return the sums of some totals of one table over the components."""
        return [fitting(self.totals[table.id][index].sum(), table.cells[index]) for index in indexes]


def _settled_totals(statute: Form, table_id: str, figures: Figures) -> Mapping[int, Column]:
    table = statute.tables[table_id]
    totals = {index: Column(table.cells[index]) for index in sorted(table.derived)}
    for row in figures.rows() if totals else ():
        values = None if row is None else settled(table_of(statute, table_id, row)).values
        for index, column in totals.items():
            column.add(None if values is None else values[index])
    return totals


def is_figure(value: CellValue) -> bool:
    """Tell whether a cell holds a figure, not a blank or a mark."""
    return isinstance(value, int | Money)


def settled(table: Table) -> Table:
    """Return ``table`` with its totals worked out from the other cells, and as stated only where these cannot tell.

    So the sum of settled tables is settled, in whatever order and in whatever groups they are added up.
    """
    derived = table.form.derived
    if _is_consistent(table) or all(table.values[index] is None for index in derived):
        return table.filled
    bare = (None if index in derived else value for index, value in enumerate(table.values))
    known = attrs.evolve(table, values=tuple(bare)).filled.values
    stated = (
        one if one is not None or not is_figure(other) else other
        for one, other in zip(known, table.values, strict=True)
    )
    return attrs.evolve(table, values=tuple(stated)).filled


def _is_consistent(table: Table) -> bool:
    """Tell quickly that no stated total differs from what it is derived from: then filling settles the table."""
    if not table.form.counts_only or NOT_APPLICABLE in table.values:
        return False
    for relation in table.form.relations:
        if relation.identity.derives and relation.greater and relation.smaller:
            try:
                if sum(relation.greater(table.values)) != sum(relation.smaller(table.values)):
                    return False
            except TypeError:  # a blank
                continue
    return True
