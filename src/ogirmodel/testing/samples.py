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


FIGURES: Mapping[str, Callable[[Cell], CellValue]] = {
    "typical": _typical,
    "zero": _zero,
    "max": _largest,
    "blank": _blank,
    "odd-text": _typical,
}
"""What each kind of sample puts into a cell that is no derivable total."""

KINDS = tuple(FIGURES)
"""The kinds of samples that nothing is wrong with; ``broken_kinds`` names the others."""

BROKEN = "broken:"


def sample(edition: str = "2021", kind: str = "typical") -> Report:
    """Return a complete report of ``edition`` whose figures add up: totals are left to be derived.

    ``kind``: ``typical`` (small figures that differ from cell to cell), ``zero`` (a nil report), ``max`` (figures of
    many digits), ``blank``, ``odd-text`` (prose of characters that formats trip over), or ``broken:T01`` for a report
    that shows just that code of the catalogue; ``broken_kinds(edition)`` lists those. Raises UnknownName.

    >>> sample("2019").disclosure["rules", "newly_made"]
    0
    """
    if kind.startswith(BROKEN):
        from ogirmodel.testing.broken import broken  # noqa: PLC0415 - made from samples itself

        return broken(edition, kind.removeprefix(BROKEN))
    if kind not in KINDS:
        raise UnknownName.of("sample", kind, KINDS)
    statute = form(edition)
    odd = kind == "odd-text"
    return Report(
        words()["organ"],
        statute.years.first,
        edition,
        sections={s.id: [*_prose(s.id), *(_odd() if odd else ())] for s in statute.sections},
        tables={table: _cells(statute, table, FIGURES[kind]) for table in statute.tables},
        notes={table: [words()["note"], *(_odd() if odd else ())] for table in statute.tables},
        preface=words()["preface"],
        signed_by=words()["organ"],
        signed_on=datetime.date(statute.years.first + 1, 1, 19),
    )


def _prose(section: str) -> list[str]:
    said: list[str] = words()["sections"].get(section, words()["paragraphs"])
    return said


def _odd() -> list[str]:
    """Return a paragraph for each odd piece of text, which begins and ends as paragraphs do."""
    opening = words()["paragraphs"][0]
    return [f"{opening}{piece}{opening}" for piece in words()["fragments"]]


def _cells(statute: Form, table_id: str, value: Callable[[Cell], CellValue]) -> dict[tuple[str, str], CellValue]:
    """Fill what is not derived, and make the balance hold in every column."""
    table = statute.tables[table_id]
    nil = table.rows_with("rules") if value is not _blank else ()  # a township makes no rules
    cells = {
        cell.key: _zero(cell) if cell.row.path in nil else value(cell)
        for cell in table.cells
        if cell.index not in table.derived
    }
    roles = [table.rows_with(role) for role in ("received", "carried_in", "outcome_total", "carried_out")]
    if all(roles):
        (received,), (carried_in,), (total,), (carried_out,) = roles
        outcomes = [row for row in table.row_of if row not in {received, carried_in, total, carried_out}]
        for column in table.column_of:
            _balance(cells, column, (received, carried_in), (*outcomes, carried_out))
    return cells


def _balance(
    cells: dict[tuple[str, str], CellValue], column: str, before: tuple[str, str], after: tuple[str, ...]
) -> None:
    """Make received + carried in = outcomes + carried out: receive as many as that takes, or carry the rest over."""
    received, carried_in = before
    figures = [cells.get((row, column)) for row in (carried_in, *after)]
    counts = [figure for figure in figures if isinstance(figure, int)]
    if len(counts) == len(figures):
        wanted = sum(counts[1:]) - counts[0]
        cells[received, column] = max(wanted, 0)
        cells[after[-1], column] = counts[-1] + max(-wanted, 0)
