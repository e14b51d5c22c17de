"""Digits of one figure in two cells (T09): "1 | 2" where 12 would make the identities hold."""

from collections.abc import Iterator

from ogirmodel.checks.diagnosis import joined_digits
from ogirmodel.checks.frame import Context, rule
from ogirmodel.findings import Finding

__all__ = ["split_figure"]


@rule("T09")
def split_figure(context: Context) -> Iterator[Finding]:
    """Name two cells side by side whose digits, put into one of them, mend an identity that is broken."""
    for table in context.report.tables.values():
        for found in joined_digits(table):
            place = context.at(table=table.id, row=found.cell.row.path, column=found.cell.column.key)
            left, right = (table[cell.key] for cell in (found.left, found.right))
            yield Finding.of("T09", place, left=left, right=right, figure=found.figure)
