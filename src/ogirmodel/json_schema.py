"""The JSON Schema of a form: what systems in other languages need to write reports that ``load`` takes.

Everything in it follows from the form and the envelope of :mod:`ogirmodel.serial`; no edition is known here. It says
all that is said of the shape of a report; what no schema can say is listed in ``docs/json.md``.
"""

from collections.abc import Iterable, Mapping
from typing import Any, get_args
from urllib.parse import quote

from ogirmodel.forms import Cell, Form, Number, Panel, Row, Section, TableForm, form, form_of_year
from ogirmodel.lexicon import words
from ogirmodel.model.cells import BOUND, NOT_APPLICABLE, units
from ogirmodel.model.organ import OrganKind, OrganLevel
from ogirmodel.serial import FORMAT

__all__ = ["schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
AMOUNT = r"^[0-9]{1,15}(\.[0-9]{1,6}0{0,24})?$"
DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
NOT_BLANK = r"\S"
FIRST_YEAR, LAST_YEAR = 1000, 9999

Schema = dict[str, Any]


def schema(edition: str | None = None) -> Schema:
    """Return the JSON Schema (2020-12) of the reports of ``edition``, as plain data; raises UnknownName.

    By default it is that of the built-in edition in force: the reports that are written now are of it.

    >>> schema("2021")["properties"]["tables"]["properties"]["applications"]["title"]
    '三、收到和处理政府信息公开申请情况'
    """
    statute = form_of_year(LAST_YEAR) if edition is None else form(edition)
    spoken: Mapping[str, list[str]] = words("schema")["keys"]
    parts = _envelope(statute)
    return {
        "$schema": DIALECT,
        "$id": f"urn:{FORMAT.replace('/', ':')}:{quote(statute.edition, safe='')}",
        "title": statute.name,
        "description": statute.authority,
        **_object(
            {key: {"title": title, "description": said, **parts[key]} for key, (title, said) in spoken.items()},
            required=("format", "edition", "organ", "year"),
        ),
        "allOf": [_note_needs_table(table) for table in statute.tables],
        "$defs": _definitions(statute),
    }


def _envelope(statute: Form) -> Mapping[str, Schema]:
    headings = {section.table: section.heading for section in statute.sections if section.table}
    tables = {key: {"title": headings[key], **_table(table)} for key, table in statute.tables.items()}
    date = {"type": ["string", "null"], "format": "date", "pattern": DATE}
    return {
        "format": {"const": FORMAT},
        "edition": {"const": statute.edition},
        "organ": _organ(),
        "year": {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
        "title": {"type": ["string", "null"]},
        "preface": {"type": ["array", "null"], "items": {"type": "string"}},
        "sections": _optional({section.id: _section(section) for section in statute.sections}),
        "tables": _optional(tables),
        "notes": _optional({key: {"title": headings[key], **_ref("paragraphs")} for key in statute.tables}),
        "signed_by": {"type": ["string", "null"]},
        "signed_on": date,
        "published_on": date,
    }


def _organ() -> Schema:
    line: Schema = {"type": ["string", "null"], "pattern": NOT_BLANK}
    fields: dict[str, Schema] = {
        "name": {"type": "string", "pattern": NOT_BLANK},
        "kind": {"enum": [*get_args(OrganKind), None]},
        "level": {"enum": [*get_args(OrganLevel), None]},
        "code": line,
        "parent": line,
    }
    return _object({key: {"title": words("schema")["organ"][key], **field} for key, field in fields.items()}, ["name"])


def _section(section: Section) -> Schema:
    said: Mapping[str, str] = words("schema")["cells"]
    hints = [said["covers"].format(covers=said["between"].join(section.covers))] if section.covers else []
    hints += [said["limit"].format(limit=section.limit)] if section.limit else []
    return {"title": section.heading, **({"description": "".join(hints)} if hints else {}), **_ref("paragraphs")}


# -- tables --


def _table(table: TableForm) -> Schema:
    """Nest the rows along their paths, as JSON does."""
    nested = _object({})
    for row in table.rows:
        place = nested
        *groups, own = _named(row)
        for key, label in groups:
            place = place["properties"].setdefault(key, {"title": label, **_object({})})
        place["properties"][own[0]] = {"title": own[1], **_row(table, row)}
    return nested


def _named(row: Row) -> list[tuple[str, str]]:
    """Return the steps of a row's path, each with its label."""
    steps = row.path.split(".")
    labels = [node.label for node in row.chain if node.key][-len(steps) :]
    return list(zip(steps, labels, strict=True))


def _row(table: TableForm, row: Row) -> Schema:
    """Return one row: that of its panel, unless its columns are its own."""
    cells = [cell for cell in table.cells if cell.row == row]
    if not table.panels[row.panel].rows:
        return _cells(table, [[cell] for cell in cells])
    derived = table.derived.issuperset(cell.index for cell in cells)
    said = {"description": words("schema")["cells"]["derived"]} if derived else {}
    return {**said, **_ref(_row_name(table, row.panel))}


def _row_name(table: TableForm, panel: int) -> str:
    return f"{table.id}_row" if len(table.panels) == 1 else f"{table.id}_row_{panel + 1}"


def _rows_of(table: TableForm, number: int, panel: Panel, heading: str) -> Schema:
    """Return what all rows of a panel share: its columns."""
    cells = [cell for cell in table.cells if cell.row.panel == number]
    columns = {cell.column.key: [c for c in cells if c.column == cell.column] for cell in cells}
    return {"title": panel.banner or heading, **_cells(table, columns.values())}


def _cells(table: TableForm, columns: Iterable[list[Cell]]) -> Schema:
    return _object({column[0].column.key: _cell(table, column) for column in columns})


def _cell(table: TableForm, column: list[Cell]) -> Schema:
    """Return the cells of one column in the rows that share it."""
    cell = column[0]
    said: Mapping[str, str] = words("schema")["cells"]
    hints = [said["derived"]] if table.derived.issuperset(each.index for each in column) else []
    if cell.number == Number.MONEY:
        hints += [said["unit"].format(unit=cell.unit)] if cell.unit else []
        hints += [said["money"]]
    kind = _money(cell.unit) if cell.number == Number.MONEY else _ref(cell.number.value)
    return {"title": cell.column.node.label, **({"description": "".join(hints)} if hints else {}), **kind}


def _money(unit: str | None) -> Schema:
    spelt = {"value": _ref("amount"), "unit": {"enum": [*([unit] if unit else units()), None]}}
    return {"anyOf": [_ref("amount"), _object(spelt, ["value", "unit"]), _nothing()]}


def _note_needs_table(table: str) -> Schema:
    """Say that a note with words in it stands below a table that is there."""
    noted = {"type": "array", "contains": {"type": "string", "pattern": NOT_BLANK}}
    return {
        "if": _has("notes", {"type": "object", **_has(table, noted)}),
        "then": _has("tables", {"type": "object", "required": [table]}),
    }


# -- the pieces --


def _definitions(statute: Form) -> Schema:
    spoken: Mapping[str, str] = words("schema")["defs"]
    kinds: Mapping[str, Schema] = {
        "paragraphs": {"type": "array", "items": {"type": "string"}},
        "count": {"anyOf": [{"type": "integer", "minimum": 0, "maximum": BOUND - 1}, _nothing()]},
        "signed": {"anyOf": [{"type": "integer", "minimum": 1 - BOUND, "maximum": BOUND - 1}, _nothing()]},
        "amount": {"type": "string", "pattern": AMOUNT},
    }
    rows = {
        _row_name(table, number): _rows_of(table, number, panel, statute.section_of(table.id)[1].heading)
        for table in statute.tables.values()
        for number, panel in enumerate(table.panels)
        if panel.rows
    }
    return {**{key: {"title": spoken[key], **kind} for key, kind in kinds.items()}, **rows}


def _nothing() -> Schema:
    return {"enum": [NOT_APPLICABLE.value, None]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _has(key: str, part: Schema) -> Schema:
    return {"properties": {key: part}, "required": [key]}


def _object(properties: Schema, required: Iterable[str] = ()) -> Schema:
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def _optional(properties: Schema) -> Schema:
    return {**_object(properties), "type": ["object", "null"]}
