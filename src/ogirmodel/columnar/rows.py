"""The cells of reports as plain tuples."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ogirmodel.model import NOT_APPLICABLE, CellValue, Money, Report

__all__ = ["CellRow", "figure", "mark", "tidy", "unit"]


class CellRow(NamedTuple):
    """One cell of one report: whose and of which year, where it stands, and what it says.

    ``row`` and ``column`` are the keys of the form. ``stated`` is what the report says and ``filled`` what its totals
    come to where it does not state them; both exact, at most 38 digits of which 6 are decimals. ``mark`` is ``/``
    where the cell says that nothing applies; a cell without figure and mark is blank. ``unit`` is that of an amount.
    """

    organ: str
    year: int
    edition: str
    table: str
    row: str
    column: str
    stated: Decimal | None
    filled: Decimal | None
    unit: str | None
    mark: str | None


def tidy(reports: Iterable[Report]) -> Iterator[CellRow]:
    """Yield a row for every cell of every table that the reports have, in the order of the form; one report at a time.

    >>> from ogirmodel import Report
    >>> cells = {"new_received": {"natural_person": 2, "total": "/"}}
    >>> first = next(tidy([Report("某局", 2025, tables={"applications": cells})]))
    >>> first.row, first.column, first.stated, first.mark
    ('new_received', 'natural_person', Decimal('2'), None)
    """
    for report in reports:
        filled = report.filled.tables
        for name, table in report.tables.items():
            for cell, stated, worked_out in zip(table.form.cells, table.values, filled[name].values, strict=True):
                yield CellRow(
                    report.organ.name,
                    report.year,
                    report.edition,
                    name,
                    *cell.key,
                    figure(stated),
                    figure(worked_out),
                    unit(worked_out),
                    mark(stated),
                )


def figure(value: CellValue) -> Decimal | None:
    """Return the figure of a cell; None where it is blank or a mark."""
    if isinstance(value, Money):
        return value.value
    return Decimal(value) if isinstance(value, int) else None


def unit(value: CellValue) -> str | None:
    """Return the unit of an amount."""
    return value.unit if isinstance(value, Money) else None


def mark(value: CellValue) -> str | None:
    """Return the mark of a cell that says that nothing applies."""
    return value.value if value is NOT_APPLICABLE else None
