"""The three statutory tables in the words of the field.

Each kind adds properties that ask the form by role, so they hold for every edition; a table of another kind is a
plain :class:`Table`. ``make_table`` builds one from nested dictionaries.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ogirmodel.errors import PROBLEMS_SHOWN, Problem, StructureError, nearest
from ogirmodel.forms import Form, TableForm
from ogirmodel.model.cells import CellValue, add, convert
from ogirmodel.model.table import Table, plain_counts
from ogirmodel.model.whole import whole

__all__ = [
    "KINDS",
    "ApplicationMatrix",
    "DisclosureTable",
    "ReviewLitigation",
    "as_held",
    "cell_values",
    "checked_table",
    "make_table",
    "table_of",
]


class _WithRoles(Table):
    """What the kinds share: cells found by the roles of their row and column."""

    __slots__ = ()

    def _in_total(self, role: str) -> CellValue:
        table = self.form
        (row,), (column,) = table.rows_with(role), table.columns_with("total")
        return self.filled[row, column]


class DisclosureTable(_WithRoles):
    """Proactive disclosure (section 2, Art. 20 of the Regulations): documents, decisions and fees.

    The columns differ between the editions: ``table["rules", "in_force"]`` is of 2021,
    ``table["rules", "public_total"]`` of 2019.

    >>> from ogirmodel import Report
    >>> Report("某局", 2025, tables={"disclosure": {"administrative_fees": {"amount": "0.37"}}}).disclosure.fees
    Money(value=Decimal('0.37'), unit='万元')
    """

    __slots__ = ()

    @property
    def licensing_decisions(self) -> CellValue:
        """Decisions on administrative licences."""
        return self._where("licensing", "decisions")

    @property
    def penalty_decisions(self) -> CellValue:
        """Decisions on administrative penalties."""
        return self._where("penalties", "decisions")

    @property
    def compulsion_decisions(self) -> CellValue:
        """Decisions on administrative compulsion."""
        return self._where("compulsion", "decisions")

    @property
    def fees(self) -> CellValue:
        """Administrative fees charged, 万元; None for 2019, whose form counts the items instead."""
        return self._where("fees", "charged")

    def _where(self, row_role: str, column_role: str) -> CellValue:
        table = self.form
        (row,), columns = table.rows_with(row_role), table.columns_with(column_role)
        return self[row, columns[0]] if columns else None


class ApplicationMatrix(_WithRoles):
    """Requests received and handled (section 3, Art. 50(2)): 25 x 7 counts (2021) or 23 x 7 (2019).

    Rows are what became of requests, columns who asked. The properties are the figures of the column 总计, derived
    where it is blank.

    >>> from ogirmodel import Report
    >>> table = Report("某局", 2025, tables={"applications": {"new_received": {"natural_person": 8}}}).applications
    >>> table["new_received", "natural_person"], table.received, table.replace({}).blanks_as_zero().received
    (8, None, 8)
    """

    __slots__ = ()

    @property
    def received(self) -> CellValue:
        """Requests newly received in the year."""
        return self._in_total("received")

    @property
    def carried_in(self) -> CellValue:
        """Requests carried over from the year before."""
        return self._in_total("carried_in")

    @property
    def answered(self) -> CellValue:
        """Requests with an outcome in the year."""
        return self._in_total("outcome_total")

    @property
    def carried_out(self) -> CellValue:
        """Requests carried over to the next year."""
        return self._in_total("carried_out")


class ReviewLitigation(_WithRoles):
    """Reconsideration and litigation (section 4, Art. 50(3)): three blocks of five counts.

    >>> from ogirmodel import blank
    >>> blank("某局", 2025).blanks_as_zero().review_litigation.lawsuits
    0
    """

    __slots__ = ()

    @property
    def reconsiderations(self) -> CellValue:
        """Administrative reconsiderations in all."""
        return self._blocks("reconsideration")

    @property
    def lawsuits(self) -> CellValue:
        """Administrative lawsuits in all, direct and after reconsideration; the form prints no such total."""
        return self._blocks("litigation", "litigation_after")

    def _blocks(self, *roles: str) -> CellValue:
        table = self.form
        (total,) = table.columns_with("total")
        found = add(self.filled[row, total] for role in roles for row in table.rows_with(role))
        return found if isinstance(found, int) else None


KINDS: dict[str, type[Table]] = {
    "applications": ApplicationMatrix,
    "disclosure": DisclosureTable,
    "review_litigation": ReviewLitigation,
}


def make_table(form: Form, table_id: str, cells: Mapping[Any, Any]) -> Table:
    """Build a table of ``form`` from nested dictionaries along the paths, dotted keys, or ``(row, column)`` pairs.

    Cells that are not named are blank. Raises StructureError with every place that is wrong.
    """
    values, problems = cell_values(form.table(table_id), cells)
    if problems:
        raise StructureError.of(problem.below(f"tables.{table_id}") for problem in problems)
    return checked_table(form, table_id, values)


def table_of(form: Form, table_id: str, values: tuple[CellValue, ...]) -> Table:
    """Build the table of the right kind from the complete tuple of its values."""
    return KINDS.get(form.table(table_id).kind, Table)(form.edition, table_id, values)


def checked_table(form: Form, table_id: str, values: tuple[CellValue, ...]) -> Table:
    """Build it of values that ``cell_values`` or ``as_held`` gave, which need no second look."""
    return KINDS.get(form.table(table_id).kind, Table).of_checked(form.edition, table_id, values)


def cell_values(table: TableForm, cells: Mapping[Any, Any]) -> tuple[tuple[CellValue, ...], list[Problem]]:
    """Place what ``cells`` names; return the values in the order of the form, and everything that is wrong."""
    given = whole(table, cells)
    held = None if given is None else as_held(table, given)
    if held is not None:
        return held, []
    values: list[CellValue] = [None] * len(table.cells)
    problems: list[Problem] = []
    placed: set[int] = set()
    for path, value in _leaves(table, cells, None):
        cell = table.by_path.get(path)
        if cell is None:
            near = nearest(path, table.by_path) if len(problems) < PROBLEMS_SHOWN else ()
            problems.append(Problem(path, "unknown_cell", {"near": near}))
        elif cell.index in placed:
            problems.append(Problem(path, "cell_twice"))
        else:
            placed.add(cell.index)
            try:
                values[cell.index] = convert(value, cell)
            except StructureError as error:
                problems += [problem.below(path) for problem in error.problems]
    return tuple(values), problems


def as_held(table: TableForm, given: list[Any]) -> tuple[CellValue, ...] | None:
    """Return the values of a table given whole as its cells hold them; None where one of them cannot be held."""
    if table.counts_only and plain_counts(given):
        return tuple(given)
    held = list(given)
    cells = table.others if plain_counts(table.counts_in(given)) else table.cells
    try:
        for cell in cells:
            held[cell.index] = convert(given[cell.index], cell)
    except StructureError:
        return None
    return tuple(held)


def _leaves(table: TableForm, cells: Mapping[Any, Any], above: str | None) -> Iterator[tuple[str, Any]]:
    """Yield the path and value of every cell that is named, and of every name that leads to none."""
    for key, value in cells.items():
        name = ".".join(map(str, key)) if isinstance(key, tuple) else str(key)
        path = name if above is None else f"{above}.{name}"
        if isinstance(value, Mapping) and path in table.above:
            yield from _leaves(table, value, path)
        else:
            yield path, value
