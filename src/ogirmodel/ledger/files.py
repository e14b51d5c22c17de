"""Registers in files: from the cells of a CSV or a workbook to the rows that ``tally`` counts.

``read_register`` of the library comes here with text or with the rows of a sheet. The head is the first row that has
every column that the map asks for; what stands above it, a title mostly, is no row of the register.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import attrs

from ogirmodel.errors import ReadError
from ogirmodel.ledger.map import REGISTERS, RegisterMap, RowMap, missing_columns

__all__ = ["Line", "csv_lines", "fit", "rows_of"]

Line = tuple[int, Sequence[str]]
"""A row as a file has it: the number of its line, and its cells."""

DELIMITERS = (",", ";", "\t")
HEAD_WITHIN = 50
"""The head is among so many first rows."""


def csv_lines(text: str, register: str, mapping: RegisterMap) -> Iterator[Line]:
    """Yield the rows of a CSV, delimited by what makes its head one: a comma, a semicolon or a tab.

    Raises ReadError where it is no sound CSV.

    >>> text = "id;received;applicant;outcome;concluded\\n1;2025-03-01;自然人;;\\n"
    >>> [cells for _, cells in csv_lines(text, "cases", RegisterMap())][1]
    ['1', '2025-03-01', '自然人', '', '']
    """

    def fits(delimiter: str) -> int:
        try:
            return fit(_lines(text, delimiter), register, mapping)
        except ReadError:
            return -1

    yield from _lines(text, max(DELIMITERS, key=fits))


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise ReadError("bad_csv", line=reader.line_num, reason=str(error)) from error


def fit(lines: Iterable[Line], register: str, mapping: RegisterMap) -> int:
    """Return how many of the columns that are asked for the best head among ``lines`` has."""
    wanted = set(_needed(register, getattr(mapping, register)))
    return max((len(wanted & set(cells)) for _, cells in islice(lines, HEAD_WITHIN)), default=0)


def rows_of(lines: Iterable[Line], register: str, mapping: RegisterMap) -> Iterator[Any]:
    """Yield a Case, Proceeding or NormativeDocument for each row below the head; empty rows are none.

    Raises ReadError for a column that is missing or doubled, and for a row that is longer than the head.
    """
    mapped: RowMap = getattr(mapping, register)
    lines = iter(lines)
    head = _head(lines, _needed(register, mapped))
    held = Counter(head)
    make = REGISTERS[register]
    places = {}
    for field in attrs.fields_dict(make):
        column = mapped.column(field)
        if held[column] > 1:
            raise ReadError("column_twice", name=column, count=held[column])
        if held[column]:
            places[field] = head.index(column)
    width = len(head)
    for number, cells in lines:
        if not any(cells):
            continue
        if any(cells[width:]):
            raise ReadError("long_row", line=number, found=len(cells), expected=width)
        full = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
        yield make(**{field: full[place] for field, place in places.items()})


def _needed(register: str, mapped: RowMap) -> list[str]:
    return [mapped.column(field) for field in attrs.fields_dict(REGISTERS[register]) if mapped.needs(field)]


def _head(lines: Iterator[Line], wanted: list[str]) -> list[str]:
    """Return the cells of the head; what comes before it is passed over."""
    best: list[str] = []
    for _, cells in islice(lines, HEAD_WITHIN):
        if set(wanted) <= set(cells):
            return list(cells)
        row = list(filter(None, cells))
        best = max(best, row, key=lambda held: len(set(wanted) & set(held))) if best else row
    missing_columns(wanted, tuple(best))
    return best
