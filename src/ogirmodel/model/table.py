"""A table of figures: the cells of one statutory table, in the order of its form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

import attrs

from ogirmodel.errors import Problem, StructureError, UnknownName
from ogirmodel.forms import Number, TableForm, form
from ogirmodel.forms.equation import Derivation
from ogirmodel.model.cells import BOUND, CellValue, Money, NotApplicable, add, convert, fitting, unfit

__all__ = ["Table", "plain_counts"]


@attrs.frozen(init=False)
class Table:
    """The figures of one table: ``values`` holds one cell value for each cell of the form, row by row.

    Read a cell as ``table[row, column]``; change by copy with ``replace``. ``filled`` has the totals that the form
    derives stated as well. The constructor takes complete ``values``; tables are usually made by ``Report(...)`` from
    dictionaries. Raises StructureError for a value that its cell cannot hold.

    >>> from ogirmodel import Report
    >>> table = Report("某局", 2025, tables={"applications": {"carried_in": {"total": 3}}}).tables["applications"]
    >>> table["carried_in", "total"], table.row("carried_in")["natural_person"]
    (3, None)
    """

    edition: str
    id: str
    values: tuple[CellValue, ...] = attrs.field(repr=False)

    def __init__(self, edition: str, id: str, values: Iterable[CellValue]) -> None:  # noqa: A002 - its field
        held = _as_tuple(values)
        _hold_to(form(edition).table(id), id, held)
        self.__attrs_init__(edition=edition, id=id, values=held)

    @classmethod
    def of_checked(cls, edition: str, table_id: str, values: tuple[CellValue, ...]) -> Self:
        """Return a table of values that were held to the form already: for those who just did so."""
        table = object.__new__(cls)
        table.__attrs_init__(edition=edition, id=table_id, values=values)
        return table

    @property
    def form(self) -> TableForm:
        """The table of the form that says what each cell is."""
        return form(self.edition).table(self.id)

    def __getitem__(self, key: tuple[str, str]) -> CellValue:
        """Return the cell of a row path and a column key; raises UnknownName (a KeyError) with the near keys."""
        return self.values[self._place(key)]

    def _place(self, key: object) -> int:
        row, column = key if isinstance(key, tuple) and len(key) == 2 else (key, "")
        return self.form.place(str(row), str(column))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield the keys of all cells, row by row."""
        return iter(self.form.index)

    def __len__(self) -> int:
        return len(self.values)

    def items(self) -> Iterator[tuple[tuple[str, str], CellValue]]:
        """Yield every key with its cell."""
        return zip(self.form.index, self.values, strict=True)

    def row(self, path: str) -> dict[str, CellValue]:
        """Return one row: column key to cell."""
        found = {column: value for (row, column), value in self.items() if row == path}
        if not found:
            raise UnknownName.of("row", path, self.form.row_of)
        return found

    def column(self, key: str) -> dict[str, CellValue]:
        """Return one column: row path to cell."""
        found = {row: value for (row, column), value in self.items() if column == key}
        if not found:
            raise UnknownName.of("column", key, self.form.column_of)
        return found

    def replace(self, cells: Mapping[tuple[str, str], Any]) -> Self:
        """Return a copy with some cells changed; raises StructureError for values that do not fit.

        >>> from ogirmodel import blank
        >>> table = blank("某镇人民政府", 2025).applications
        >>> table.replace({("new_received", "natural_person"): 3})["new_received", "natural_person"]
        3
        """
        if not isinstance(cells, Mapping):
            raise StructureError.of([Problem(f"tables.{self.id}", "no_mapping")])
        values = list(self.values)
        problems = []
        for key, value in cells.items():
            cell = self.form.cells[self._place(key)]
            try:
                values[cell.index] = convert(value, cell)
            except StructureError as error:
                problems += [problem.below(f"tables.{self.id}.{cell.path}") for problem in error.problems]
        if problems:
            raise StructureError.of(problems)
        return attrs.evolve(self, values=tuple(values))

    @cached_property
    def filled(self) -> Self:
        """The table with every blank total stated that the form derives from cells that are stated."""
        if None not in self.values:
            return self
        cells, derivations = self.form.cells, self.form.derivations
        values = list(self.values)
        before: list[CellValue] = []
        while None in values and before != values:  # a total may be an addend of one that was tried before
            before = list(values)
            for derivation in derivations:
                target = derivation.target
                if values[target] is None:
                    total = _total(derivation, values)
                    if type(total) is int and 0 <= total < BOUND and derivation.counts:
                        values[target] = total
                    elif total is not None:
                        values[target] = fitting(total, cells[target])
        return self if tuple(values) == self.values else self.of_checked(self.edition, self.id, tuple(values))

    def blanks_as_zero(self) -> Self:
        """Return a copy with 0 in every blank cell that is not a derivable total."""
        cells = self.form.cells
        values = tuple(
            convert(0, cell) if value is None and cell.index not in self.form.derived else value
            for cell, value in zip(cells, self.values, strict=True)
        )
        return attrs.evolve(self, values=values)


def _total(derivation: Derivation, values: Sequence[Any]) -> CellValue | Decimal:
    try:
        counts: int = sum(derivation.added(values))
        if derivation.minus:
            counts -= sum(derivation.taken(values))
    except TypeError:  # a blank, a mark or money
        return None if derivation.counts else add(derivation.added(values), derivation.taken(values))
    return counts


def _as_tuple(values: object) -> tuple[CellValue, ...]:
    if not isinstance(values, Iterable) or isinstance(values, str | bytes | Mapping):
        raise StructureError.of([Problem("values", "no_table_data")])
    return tuple(values)


def _hold_to(table: TableForm, table_id: str, values: tuple[CellValue, ...]) -> None:
    """Raise StructureError for values that the cells of ``table`` cannot hold."""
    if len(values) != len(table.cells):
        expected = {"expected": len(table.cells), "found": len(values)}
        raise StructureError.of([Problem(f"tables.{table_id}", "cell_count", expected)])
    if table.counts_only and plain_counts(values):
        return
    problems = []
    for cell, value in zip(table.cells, values, strict=True):
        try:
            if convert(value, cell) != value or type(value) not in _HELD:
                raise unfit("no_count" if cell.number != Number.MONEY else "no_amount", value=repr(value))
        except StructureError as error:
            problems += [problem.below(f"tables.{table_id}.{cell.path}") for problem in error.problems]
    if problems:
        raise StructureError.of(problems)


_HELD = (int, Money, NotApplicable, type(None))


def plain_counts(values: Sequence[Any]) -> bool:
    """Tell quickly what nearly every table is: counts and blanks, none below zero, none beyond the bound."""
    if not set(map(type, values)) <= {int, type(None)}:
        return False
    counts = [*filter(None, values)]
    return not counts or (min(counts) > 0 and max(counts) < BOUND)
