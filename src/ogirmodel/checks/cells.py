"""Cells that hold no figure (T06): a blank or a mark where the form expects 0."""

from collections.abc import Iterator

from ogirmodel.checks.frame import Context, rule
from ogirmodel.findings import Finding, Severity
from ogirmodel.model import NOT_APPLICABLE

__all__ = ["blank_or_mark"]


@rule("T06")
def blank_or_mark(context: Context) -> Iterator[Finding]:
    """Name every cell that is blank or marked not applicable; a mark in a total is an error.

    A derivable total that is blank is not named: it is blank because one of its addends is, and that one is named.
    """
    for table in context.filled.tables.values():
        if set(map(type, table.values)) == {int}:
            continue
        derived = table.form.derived
        for cell, value in zip(table.form.cells, table.values, strict=True):
            if value is None and cell.index not in derived:
                place = context.at(table=table.id, row=cell.row.path, column=cell.column.key)
                yield Finding.of("T06", place, "blank")
            elif value is NOT_APPLICABLE:
                place = context.at(table=table.id, row=cell.row.path, column=cell.column.key)
                severity = Severity.ERROR if cell.index in derived else None
                yield Finding.of("T06", place, "mark", severity=severity)
