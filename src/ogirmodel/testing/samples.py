"""Complete reports of any edition, made from its form."""

import datetime
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ogirmodel.errors import UnknownName
from ogirmodel.forms import Cell, Form, Number, form
from ogirmodel.model import CellValue, Money, Report
from ogirmodel.model.cells import BOUND

__all__ = ["KINDS", "sample", "words"]


@cache
def words() -> Mapping[str, Any]:
    """Return the example words."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _typical(cell: Cell) -> CellValue:
    figure = cell.index % 10
    if cell.number == Number.MONEY:
        return Money(f"{figure}.25", cell.unit)
    return figure - 5 if cell.number == Number.SIGNED else figure


def _zero(cell: Cell) -> CellValue:
    return Money("0", cell.unit) if cell.number == Number.MONEY else 0


def _largest(cell: Cell) -> CellValue:
    if cell.number == Number.MONEY:
        return Money("999999999999999.999999", cell.unit)
    return (BOUND - 1) // 1000


def _blank(_: Cell) -> CellValue:
    return None


KINDS: Mapping[str, Callable[[Cell], CellValue]] = {
    "typical": _typical,
    "zero": _zero,
    "max": _largest,
    "blank": _blank,
}
"""The kinds of samples, and what each puts into a cell that is no derivable total."""


def sample(edition: str = "2021", kind: str = "typical") -> Report:
    """Return a complete report of ``edition`` whose figures add up: totals are left to be derived.

    ``kind``: ``typical`` (small figures that differ from cell to cell), ``zero`` (a nil report), ``max`` (figures of
    many digits), ``blank``. Raises UnknownName.

    >>> sample("2019").disclosure["rules", "newly_made"]
    0
    """
    if kind not in KINDS:
        raise UnknownName.of("sample", kind, KINDS)
    statute = form(edition)
    return Report(
        words()["organ"],
        statute.years.first,
        edition,
        sections={section.id: words()["paragraphs"] for section in statute.sections},
        tables={table: _cells(statute, table, KINDS[kind]) for table in statute.tables},
        notes={table: words()["note"] for table in statute.tables},
        preface=words()["paragraphs"][:1],
        signed_by=words()["organ"],
        signed_on=datetime.date(statute.years.first + 1, 1, 19),
    )


def _cells(statute: Form, table_id: str, value: Callable[[Cell], CellValue]) -> dict[tuple[str, str], CellValue]:
    """Fill what is not derived; what the balance demands of other cells is worked out by ``_balanced``."""
    table = statute.tables[table_id]
    cells = {cell.key: value(cell) for cell in table.cells if cell.index not in table.derived}
    for column in table.columns_with("total") and table.column_of:
        _balance(cells, statute, table_id, column)
    return cells


def _balance(cells: dict[tuple[str, str], CellValue], statute: Form, table_id: str, column: str) -> None:
    """Make received + carried in = outcomes + carried out, by what was newly received."""
    table = statute.tables[table_id]
    ends = [table.rows_with(role) for role in ("received", "carried_in", "outcome_total", "carried_out")]
    if not all(ends):
        return
    (received,), (carried_in,), (total,), (carried_out,) = ends
    outcomes = [row for row in table.row_of if row not in {received, carried_in, total, carried_out}]
    figures = [cells.get((row, column)) for row in (*outcomes, carried_out)]
    before = cells.get((carried_in, column))
    if (received, column) in cells and isinstance(before, int) and all(isinstance(f, int) for f in figures):
        wanted = sum(f for f in figures if isinstance(f, int)) - before
        cells[received, column] = max(wanted, 0)
        cells[carried_out, column] = max(wanted, 0) - wanted + (figures[-1] if isinstance(figures[-1], int) else 0)
