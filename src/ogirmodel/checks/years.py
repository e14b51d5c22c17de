"""This year beside the last: T14, Y05 and Y06. What must be equal across years is an identity of the form."""

from collections.abc import Iterator

from ogirmodel.checks.frame import OVERVIEW, PROBLEMS, Context, amount, rule
from ogirmodel.findings import Finding, Location
from ogirmodel.model import Report
from ogirmodel.model.cells import CellValue

__all__ = ["jumps", "same_prose", "suits_from_nowhere"]

SHINGLE = 5
"""Characters of the pieces that two texts are compared by."""

ALIKE = 0.8
"""Texts that share so much of their pieces are nearly the same."""

SHORTEST = 100
"""A text of fewer characters than this may well say the same every year."""

JUMP = 10
NOTABLE = 20
"""Figures below this jump for no reason worth telling."""


@rule("Y05")
def same_prose(context: Context) -> Iterator[Finding]:
    """Name a section that says nearly what it said last year."""
    if context.last is None:
        return
    for section in (OVERVIEW, PROBLEMS):
        now = _pieces(context.said(section))
        before = _pieces("\n".join(context.last.sections.get(section, ())))
        if min(len(now), len(before)) >= SHORTEST:
            share = len(now & before) / min(len(now), len(before))
            if share >= ALIKE:
                yield Finding.of("Y05", context.at(section=section), share=f"{share:.0%}")


def _pieces(text: str) -> set[str]:
    """Return every run of characters of one length; figures do not count, they differ from year to year."""
    bare = "".join(c for c in text if c.isalpha())
    return {bare[start : start + SHINGLE] for start in range(len(bare) - SHINGLE + 1)}


@rule("Y06")
def jumps(context: Context) -> Iterator[Finding]:
    """Ask to explain a figure that is more than ten times last year's, or 0 after many."""
    if context.last is None:
        return
    for place, value, before in _pairs(context, context.last):
        now, then = amount(value), amount(before)
        if max(now, then) >= NOTABLE and (now == 0 or now > JUMP * then):
            yield Finding.of("Y06", place, "zero" if now == 0 else "", value=value, previous=before)


def _pairs(context: Context, last: Report) -> Iterator[tuple[Location, CellValue, CellValue]]:
    """Yield the figures that a reader compares: totals, and those that no total sums up."""
    for table in context.filled.tables.values():
        other = last.filled.tables.get(table.id)
        summed = {index for derivation in table.form.derivations for index in (*derivation.plus, *derivation.minus)}
        for cell in table.form.cells:
            if other is None or cell.index in summed or cell.key not in other.form.index:
                continue
            if table.values[cell.index] is not None and other[cell.key] is not None:
                place = context.at(table=table.id, row=cell.row.path, column=cell.column.key)
                yield place, table.values[cell.index], other[cell.key]


@rule("T14")
def suits_from_nowhere(context: Context) -> Iterator[Finding]:
    """Name lawsuits after reconsideration where neither this year's report nor the last has a reconsideration."""
    if context.last is None:
        return
    for table in context.filled.tables.values():
        other = context.last.filled.tables.get(table.id)
        reconsidered = table.form.rows_with("reconsideration")
        total = table.form.columns_with("total")
        if other is None or not reconsidered or not total or other.form.index.keys() != table.form.index.keys():
            continue
        if any(held[row, column] != 0 for held in (table, other) for row in reconsidered for column in total):
            continue
        for row in table.form.rows_with("litigation_after"):
            value = table[row, total[0]]
            if isinstance(value, int) and value:
                yield Finding.of("T14", context.at(table=table.id, row=row), value=value)
