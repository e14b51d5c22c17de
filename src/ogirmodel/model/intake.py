"""What the constructor of a report is given, turned into what a report holds; everything wrong is gathered."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ogirmodel.errors import Problem, StructureError, nearest
from ogirmodel.forms import Form
from ogirmodel.model.cells import unfit
from ogirmodel.model.prose import paragraphs
from ogirmodel.model.table import Table
from ogirmodel.model.tables import cell_values, table_of

__all__ = ["Intake", "to_date", "to_year"]

T = TypeVar("T")


class Intake:
    """Takes the parts of a report one by one and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def take(self, path: str, convert: Callable[[Any], T], value: object) -> T | None:
        """Return ``value`` converted; None where it is None or wrong."""
        if value is None:
            return None
        try:
            return convert(value)
        except StructureError as error:
            self.problems += [problem.below(path) for problem in error.problems]
        return None

    def prose(self, path: str, given: Mapping[str, Any], known: list[str]) -> dict[str, tuple[str, ...]]:
        """Return prose by its key."""
        found = {}
        for name, prose in given.items():
            if str(name) not in known:
                data = {"near": nearest(str(name), known)}
                self.problems.append(Problem(f"{path}.{name}", "unknown_key", data))
            else:
                found[str(name)] = self.take(f"{path}.{name}", paragraphs, prose) or ()
        return found

    def tables(self, statute: Form, given: Mapping[str, Any]) -> dict[str, Table]:
        """Return the tables, made or checked."""
        found = {}
        for name, cells in given.items():
            path = f"tables.{name}"
            if name not in statute.tables:
                self.problems.append(Problem(path, "unknown_key", {"near": nearest(str(name), statute.tables)}))
            elif isinstance(cells, Table):
                if (cells.edition, cells.id) == (statute.edition, name):
                    found[name] = cells
                else:
                    data = {"found": f"{cells.edition}/{cells.id}", "expected": f"{statute.edition}/{name}"}
                    self.problems.append(Problem(path, "other_table", data))
            elif isinstance(cells, Mapping):
                values, problems = cell_values(statute.tables[name], cells)
                self.problems.extend(problem.below(path) for problem in problems)
                if not problems:
                    found[name] = table_of(statute, name, values)
            else:
                self.problems.append(Problem(path, "no_table_data"))
        return found


def to_year(value: object) -> int:
    """Return a year of four digits."""
    if type(value) is not int or not 1000 <= value <= 9999:
        raise unfit("no_year")
    return value


def to_date(value: object) -> datetime.date:
    """Return a date given as one or as ISO text."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and len(value) == len("2025-01-19"):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise unfit("no_date")
