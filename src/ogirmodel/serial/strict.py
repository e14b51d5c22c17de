"""Data to a report, whatever is in it: everything that is wrong is named at once, each fault with its path.

The room's door comes here with what is not plain. Nothing is taken that is not understood: no unknown keys, no bool,
float or text as a count.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ogirmodel import limits
from ogirmodel.errors import PROBLEMS_SHOWN, LimitExceeded, Problem, StructureError, nearest
from ogirmodel.forms import Form, Number, TableForm, form
from ogirmodel.model import Report
from ogirmodel.model.whole import whole
from ogirmodel.serial.envelope import FAMILY, FORMAT, KEYS, REQUIRED

__all__ = ["check_lines", "from_data"]


def check_lines(data: Any) -> None:
    """Raise LimitExceeded if the prose in ``data`` has more lines than ``Limits.lines``."""
    bound = left = limits.current().lines
    for paragraph in _paragraphs(data):
        left -= len(paragraph.splitlines()) or 1
        if left < 0:
            raise LimitExceeded.of("lines", bound)


def _paragraphs(data: Any) -> Iterator[str]:
    """Yield the texts where prose may be."""
    held = data if isinstance(data, dict) else {}
    rooms = [held.get(key) for key in ("sections", "notes")]
    prose = [held.get("preface"), *(each for room in rooms if isinstance(room, dict) for each in room.values())]
    for texts in prose:
        yield from (text for text in texts if isinstance(text, str)) if isinstance(texts, list) else ()


def from_data(data: Any) -> Report:
    """Return the report that plain data as of ``to_data`` describes; raises StructureError."""
    problems = list(_envelope(data))
    if not isinstance(data, dict) or not isinstance(data.get("edition"), str):
        raise StructureError.of(problems)
    problems += _strict(form(data["edition"]), data)
    fields = {key: value for key, value in data.items() if key in KEYS and key != "format" and value is not None}
    try:
        report = Report(**{"organ": None, "year": None, **fields})
    except StructureError as error:
        named = {problem.path for problem in problems}
        problems += [problem for problem in error.problems if problem.path not in named]
        raise StructureError.of(problems) from None
    if problems:
        raise StructureError.of(problems)
    return report


def _envelope(data: Any) -> Iterator[Problem]:
    """Name what keeps ``data`` from being an envelope of ours."""
    if not isinstance(data, dict):
        yield Problem("", "no_object")
        return
    for key in REQUIRED:
        if data.get(key) is None:
            yield Problem(key, "missing_key")
    written = data.get("format")
    if written is not None and written != FORMAT:
        family, _, version = written.partition("/") if isinstance(written, str) else ("", "", "")
        newer = family == FAMILY and version[:1].isdecimal()
        yield Problem("format", "newer_format" if newer else "other_format", {"found": written, "expected": FORMAT})
    if data.get("edition") is not None and not isinstance(data["edition"], str):
        yield Problem("edition", "no_text")
    unknown = [key for key in data if key not in KEYS]
    for number, key in enumerate(unknown):
        yield Problem(key, "unknown_key", {"near": nearest(key, KEYS) if number < PROBLEMS_SHOWN else ()})


def _strict(statute: Form, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Name what the constructor would take from a program but JSON must not hold."""
    known = {"sections": [section.id for section in statute.sections], "notes": statute.tables}
    for key in ("organ", "sections", "tables", "notes"):
        if data.get(key) is not None and not isinstance(data[key], dict):
            yield Problem(key, "no_object")
    for key, names in known.items():
        held = data.get(key)
        given = held if isinstance(held, dict) else {}
        for name in names:
            if name in given and not _is_prose(given[name]):
                yield Problem(f"{key}.{name}", "no_paragraphs")
    if data.get("preface") is not None and not _is_prose(data["preface"]):
        yield Problem("preface", "no_paragraphs")
    tables = data.get("tables")
    for name, cells in (tables if isinstance(tables, dict) else {}).items():
        if name in statute.tables and isinstance(cells, dict) and not _is_whole(statute.tables[name], cells):
            yield from (problem.below(f"tables.{name}") for problem in _cells(statute.tables[name], cells))


def _is_whole(table: TableForm, cells: Mapping[str, Any]) -> bool:
    """Tell whether every cell is in its place, and no amount a number: then there is nothing to name."""
    values = whole(table, cells)
    return values is not None and (table.counts_only or not any(type(values[n]) is int for n in table.amounts))


def _is_prose(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _cells(table: TableForm, cells: Mapping[str, Any], above: str = "") -> Iterator[Problem]:
    """Name keys with a dot, since each cell has one place in JSON, and amounts written as numbers."""
    for key, value in cells.items():
        path = f"{above}.{key}" if above else key
        cell = table.by_path.get(path)
        if "." in key:
            yield Problem(path, "dotted_key")
        elif path in table.above and isinstance(value, dict):
            yield from _cells(table, value, path)
        elif cell is not None and cell.number == Number.MONEY and isinstance(value, int):
            yield Problem(path, "amount_as_number")
