"""What the constructor of a report is given, turned into what a report holds; everything wrong is gathered."""

import datetime
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, SupportsIndex, TypeVar

from ogirmodel.errors import PROBLEMS_SHOWN, Problem, StructureError, nearest
from ogirmodel.forms import Form, form_of_year
from ogirmodel.model.cells import unfit
from ogirmodel.model.prose import paragraphs
from ogirmodel.model.table import Table
from ogirmodel.model.tables import cell_values, checked_table, table_of

__all__ = ["Intake", "to_date", "to_year"]

T = TypeVar("T")

ISO_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Intake:
    """Takes the parts of a report one by one and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def take(self, path: str, convert: Callable[[Any], T], value: object) -> T | None:
        """Return ``value`` converted; None where it is None or wrong."""
        return None if value is None else self.need(path, convert, value)

    def need(self, path: str, convert: Callable[[Any], T], value: object) -> T | None:
        """Return ``value`` converted, None being wrong as well."""
        try:
            return convert(value)
        except StructureError as error:
            self.problems += [problem.below(path) for problem in error.problems]
        return None

    def form_of(self, year: int | None) -> Form:
        """Return the form of ``year``; without a year nothing more can be said than what was wrong so far."""
        if year is None:
            raise StructureError.of(self.problems)
        return form_of_year(year)

    def table_is_faulty(self, table: str) -> bool:
        """Tell whether something is wrong with ``table``, or with the tables as a whole."""
        return any(p.path == "tables" or f"{p.path}.".startswith(f"tables.{table}.") for p in self.problems)

    def mapping(self, path: str, given: object) -> Mapping[Any, Any]:
        """Return what is given by key; nothing where it is None or no mapping."""
        if given is not None and not isinstance(given, Mapping):
            self.problems.append(Problem(path, "no_mapping"))
        return given if isinstance(given, Mapping) else {}

    def unknown(self, path: str, name: str, known: Iterable[str]) -> None:
        """Note a key that does not exist, with the near ones while they will be shown."""
        near = nearest(name, known) if len(self.problems) < PROBLEMS_SHOWN else ()
        self.problems.append(Problem(path, "unknown_key", {"near": near}))

    def prose(self, path: str, given: object, known: list[str]) -> dict[str, tuple[str, ...]]:
        """Return prose by its key."""
        found: dict[str, tuple[str, ...]] = {}
        for name, prose in self.mapping(path, given).items():
            if str(name) not in known:
                self.unknown(f"{path}.{name}", str(name), known)
            else:
                found[str(name)] = self.take(f"{path}.{name}", paragraphs, prose) or ()
        return found

    def tables(self, statute: Form, given: object) -> dict[str, Table]:
        """Return the tables, made or checked."""
        found: dict[str, Table] = {}
        for name, cells in self.mapping("tables", given).items():
            path = f"tables.{name}"
            if name not in statute.tables:
                self.unknown(path, str(name), statute.tables)
            elif isinstance(cells, Table):
                if (cells.edition, cells.id) == (statute.edition, name):
                    found[name] = table_of(statute, name, cells.values) if type(cells) is Table else cells
                else:
                    data = {"found": f"{cells.edition}/{cells.id}", "expected": f"{statute.edition}/{name}"}
                    self.problems.append(Problem(path, "other_table", data))
            elif isinstance(cells, Mapping):
                values, problems = cell_values(statute.tables[name], cells)
                self.problems.extend(problem.below(path) for problem in problems)
                if not problems:
                    found[name] = checked_table(statute, name, values)
            else:
                self.problems.append(Problem(path, "no_table_data"))
        return found


def to_year(value: object) -> int:
    """Return a year of four digits."""
    if type(value) is not int:
        value = None if isinstance(value, bool) or not isinstance(value, SupportsIndex) else operator.index(value)
    if value is None or not 1000 <= value <= 9999:
        raise unfit("no_year")
    return value


def to_date(value: object) -> datetime.date:
    """Return a date given as one or as ISO text."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise unfit("no_date")
