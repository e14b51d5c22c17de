"""Reports as JSON: the envelope ``ogirmodel/1``, strict on the way in, stable and exact on the way out.

``dump`` writes the same bytes for equal reports, a row of a table on each line. ``load`` takes nothing that it does
not understand: no duplicate or unknown keys, no NaN, no bool, float or text as a count; everything that is wrong is
named at once, with its path. ``converter`` does the same for cattrs users who hold reports in classes of their own.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from cattrs import Converter

from ogirmodel import limits
from ogirmodel.errors import PROBLEMS_SHOWN, OgirError, Problem, StructureError, nearest
from ogirmodel.forms import Form, Number, TableForm, form
from ogirmodel.model import Report
from ogirmodel.model.cells import as_json
from ogirmodel.model.whole import whole
from ogirmodel.sources import Source, path_of, read_text
from ogirmodel.strictjson import check_depth, parse

__all__ = ["FORMAT", "converter", "dump", "from_data", "load", "to_data"]

FORMAT = "ogirmodel/1"
FAMILY = FORMAT.partition("/")[0]

KEYS = (
    "format", "edition", "organ", "year", "title", "preface", "sections", "tables", "notes",
    "signed_by", "signed_on", "published_on",
)  # fmt: skip
DEEPEST = 16
"""No report of any form nests deeper than this."""

REQUIRED = ("format", "edition", "organ", "year")


def load(source: Source) -> Report:
    """Return the report that ``source`` holds as JSON: bytes, or the path of a file.

    Raises StructureError (``problems`` with their paths), ReadError for what is no JSON, LimitExceeded, and
    UnknownName for an edition that is not known here.

    >>> from ogirmodel import blank
    >>> load(dump(blank("某镇人民政府", 2025))) == blank("某镇人民政府", 2025)
    True
    """
    file = path_of(source)
    try:
        data = parse(read_text(source), file or "JSON")
        if limits.current().json_depth < DEEPEST:
            check_depth(data)
        return _from_parsed(data)
    except OgirError as error:
        raise error.named(file) from error.__cause__


def _from_parsed(data: Any) -> Report:
    try:
        return from_data(data)
    except StructureError:
        check_depth(data)  # what is nested too deep is refused for that, not for its first unknown key
        raise


def dump(report: Report) -> bytes:
    """Return ``report`` as JSON in UTF-8: what was stated, every cell of its tables, blank as null.

    >>> from ogirmodel import Report
    >>> dump(Report("某县教育局", 2025)).decode().splitlines()[1]
    '  "format": "ogirmodel/1",'
    """
    return ("".join(_lines(to_data(report))) + "\n").encode()


def to_data(report: Report) -> dict[str, Any]:
    """Return ``report`` as the plain data that ``dump`` writes."""
    organ = {key: value for key, value in attrs.asdict(report.organ).items() if value is not None}
    data: dict[str, Any] = {
        "format": FORMAT,
        "edition": report.edition,
        "organ": organ,
        "year": report.year,
        "title": report.full_title,
        "preface": list(report.preface),
        "sections": {section: list(prose) for section, prose in report.sections.items()},
        "tables": {},
        "notes": {table: list(prose) for table, prose in report.notes.items()},
        "signed_by": report.signed_by,
        "signed_on": report.signed_on.isoformat() if report.signed_on else None,
        "published_on": report.published_on.isoformat() if report.published_on else None,
    }
    for table_id, table in report.tables.items():
        nested: dict[str, Any] = {}
        for cell, value in zip(table.form.cells, table.values, strict=True):
            place = nested
            for key in cell.row.path.split("."):
                place = place.setdefault(key, {})
            place[cell.column.key] = as_json(value, cell)
        data["tables"][table_id] = nested
    return data


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


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _lines(value: Any, indent: int = 0) -> Iterator[str]:
    """Write nested data a key a line; a dictionary of single values, such as a row of a table, on one."""
    margin = "  " * (indent + 1)
    if isinstance(value, dict) and any(isinstance(child, dict | list) for child in value.values()):
        yield "{\n"
        for number, (key, child) in enumerate(value.items()):
            yield f"{margin}{_encode(key)}: "
            yield from _lines(child, indent + 1)
            yield ",\n" if number < len(value) - 1 else "\n"
        yield "  " * indent + "}"
    elif isinstance(value, list) and value:
        yield "[\n"
        yield ",\n".join(margin + _encode(child) for child in value)
        yield "\n" + "  " * indent + "]"
    else:
        yield _encode(value)


def converter() -> Converter:
    """Return a cattrs converter that takes reports to plain data and back, as ``load`` and ``dump`` do."""
    made = Converter()
    made.register_unstructure_hook(Report, to_data)
    made.register_structure_hook(Report, lambda data, _: from_data(data))
    return made
