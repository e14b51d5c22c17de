"""A report to JSON: as plain data, and as text with a row of a table on each line.

What is the same in every report of a form, the braces and keys of its tables, is laid out once and filled in.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs

from ogirmodel.forms import TableForm
from ogirmodel.model import Organ, Report, Table
from ogirmodel.model.cells import NotApplicable, as_json
from ogirmodel.serial.engine import figures, write
from ogirmodel.serial.envelope import FORMAT
from ogirmodel.serial.usual import Written, encode, lay_out

__all__ = ["to_bytes", "to_data"]

ORGAN = tuple(field.name for field in attrs.fields(Organ))

SLOT = "\N{LEFT WHITE SQUARE BRACKET}"
"""Stands for a cell while a table is laid out."""

BELOW = 2
"""The level at which tables stand."""


def to_data(report: Report) -> dict[str, Any]:
    """Return ``report`` as the plain data that ``dump`` writes."""
    return _data(report, {name: _nested(table.form, _cells(table)) for name, table in report.tables.items()})


def to_bytes(report: Report) -> bytes:
    """Return ``report`` as JSON: a key a line; the organ, and each row of a table, on one."""
    data = _data(report, {name: _laid_out(table) for name, table in report.tables.items()})
    return write({**data, "organ": Written(encode(data["organ"]))}) + b"\n"


def _data(report: Report, tables: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "edition": report.edition,
        "organ": {name: value for name in ORGAN if (value := getattr(report.organ, name)) is not None},
        "year": report.year,
        "title": report.full_title,
        "preface": list(report.preface),
        "sections": {section: list(prose) for section, prose in report.sections.items()},
        "tables": tables,
        "notes": {table: list(prose) for table, prose in report.notes.items()},
        "signed_by": report.signed_by,
        "signed_on": report.signed_on.isoformat() if report.signed_on else None,
        "published_on": report.published_on.isoformat() if report.published_on else None,
    }


def _cells(table: Table) -> list[Any]:
    return [as_json(value, cell) for value, cell in zip(table.values, table.form.cells, strict=True)]


def _nested(form: TableForm, values: list[Any]) -> dict[str, Any]:
    """Return the values of a table as dictionaries along the paths of its cells."""
    nested: dict[str, Any] = {}
    for cell, value in zip(form.cells, values, strict=True):
        place = nested
        for key in cell.row.path.split("."):
            place = place.setdefault(key, {})
        place[cell.column.key] = value
    return nested


def _laid_out(table: Table) -> Written:
    kinds = set(map(type, table.values))
    if kinds <= {int, type(None)}:
        return Written(_woven(_layout(table.form), figures(table.values)))
    if NotApplicable in kinds:
        shown = _cells(table)
    else:
        shown = list(table.values)
        for cell in table.form.others:
            shown[cell.index] = as_json(shown[cell.index], cell)
    if dict in map(type, shown):  # an amount in a unit of its own takes lines of its own
        return Written(lay_out(_rows_closed(_nested(table.form, shown)), BELOW))
    return Written(
        _woven(_layout(table.form), [str(value) if type(value) is int else encode(value) for value in shown])
    )


@lru_cache(maxsize=64)
def _layout(form: TableForm) -> tuple[str, ...]:
    """Return a table of ``form`` cut where its cells stand."""
    return tuple(lay_out(_rows_closed(_nested(form, [SLOT] * len(form.cells))), BELOW).split(encode(SLOT)))


def _woven(pieces: Sequence[str], values: Sequence[str]) -> str:
    whole = [""] * (2 * len(values) + 1)
    whole[::2] = pieces
    whole[1::2] = values
    return "".join(whole)


def _rows_closed(nested: Mapping[str, Any]) -> Any:
    """Write dictionaries of single values on one line each."""
    if any(isinstance(value, dict) for value in nested.values()):
        return {key: _rows_closed(value) if isinstance(value, dict) else value for key, value in nested.items()}
    return Written(encode(nested))
