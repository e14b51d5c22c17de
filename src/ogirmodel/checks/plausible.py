"""Figures that can hardly be right: T10, T11, T15."""

import re
from collections.abc import Iterator

from ogirmodel.checks.frame import Context, amount, rule
from ogirmodel.checks.organs import known_organ
from ogirmodel.findings import Finding, Severity
from ogirmodel.lexicon import words
from ogirmodel.model import Money, Table

__all__ = ["all_zero", "rules_without_power", "unit_of_the_fee"]

JUMP = 1000
"""So many times the amount of last year is rather another unit than more money."""

SEPARATOR = ","

WITHOUT_RULES = ("county", "township")


@rule("T10")
def unit_of_the_fee(context: Context) -> Iterator[Finding]:
    """Name an amount that looks as if it were typed in a smaller unit than the label has."""
    yuan = words("marks")["units"][-1]
    for table in context.report.tables.values():
        if Money not in set(map(type, table.values)):
            continue
        last = context.last.tables.get(table.id) if context.last else None
        for cell, value in zip(table.form.cells, table.values, strict=True):
            if not isinstance(value, Money) or cell.unit in (None, yuan) or not value.value:
                continue
            before = last[cell.key] if last is not None and cell.key in last.form.index else None
            place = context.at(table=table.id, row=cell.row.path, column=cell.column.key)
            if isinstance(before, Money) and before.unit == value.unit and 0 < before.value * JUMP < value.value:
                yield Finding.of("T10", place, "jump", value=value, previous=before)
            elif value.value >= JUMP and _says(context, f"{value}{yuan}"):
                yield Finding.of("T10", place, "said", value=value, quote=f"{value}{yuan}")


def _says(context: Context, printed: str) -> bool:
    """Tell whether the prose has an amount, with separators or without, that is not the end of a longer one."""
    pattern = re.compile(rf"(?<![0-9.]){re.escape(printed)}")
    said = ("".join(context.said(section).split(SEPARATOR)) for section in context.report.sections)
    return any(pattern.search(text) for text in said)


@rule("T11")
def rules_without_power(context: Context) -> Iterator[Finding]:
    """Name rules of an organ that can make none: those of a county or a township, and their departments."""
    level = known_organ(context.report.organ).level
    if level is not None and level not in WITHOUT_RULES:
        return
    for table in context.report.tables.values():
        for row in table.form.rows_with("rules"):
            cells = {c.column.key: table[c.key] for c in table.form.cells if c.row.path == row}
            for column, value in cells.items():
                if isinstance(value, int) and value > 0:
                    severity, variant = (None, "") if level else (Severity.UNJUDGED, "unknown")
                    place = context.at(table=table.id, row=row, column=column)
                    yield Finding.of("T11", place, variant, severity=severity, value=value)


@rule("T15")
def all_zero(context: Context) -> Iterator[Finding]:
    """Ask to confirm a report all of whose figures are 0."""
    tables = context.report.tables.values()
    if tables and all(map(_is_nil, tables)):
        yield Finding.of("T15", context.at())


def _is_nil(table: Table) -> bool:
    stated = [value for value in table.values if value is not None]
    return bool(stated) and all(isinstance(value, int | Money) and amount(value) == 0 for value in stated)
