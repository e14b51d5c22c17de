"""Where the rows of a register are: the table or query of a map, which columns it has and what they hold.

``gather`` and ``follow`` look here before they count. Names and values of a map never become part of a statement but
quoted or as parameters; the text of a query does, as it stands.
"""

import datetime
from collections.abc import Mapping
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, Connection, CursorResult, FromClause, TableClause

from ogirmodel.ledger.map import REGISTERS, RowMap, missing_columns
from ogirmodel.ledger.sql.dialects import Kind

__all__ = ["Held", "Rows", "look"]


@attrs.frozen(eq=False)
class Held:
    """A column of a register, and what it holds."""

    column: ColumnElement[Any]
    kind: Kind


@attrs.frozen(eq=False)
class Rows:
    """The rows of one register in a database: where they are, and the column of each field that it has."""

    dialect: str
    register: str
    mapped: RowMap
    place: FromClause
    fields: Mapping[str, Held]
    number_by: Kind = Kind.TEXT
    """What ids are compared as: to the letter, as whole numbers, or as the text of what they are."""
    streamed: bool = False
    """Whether ids are binary fractions, which only Python writes as it does: then rows are counted here."""


def look(connection: Connection, register: str, mapped: RowMap) -> Rows:
    """Return the rows of a register; raises ReadError for columns that it lacks."""
    place = _place(connection, mapped)
    found: CursorResult[Any] = connection.execute(
        sa.select(sa.literal_column("*")).select_from(place).where(sa.false())
    )
    names = tuple(found.keys())
    asked = {field: mapped.column(field) for field in attrs.fields_dict(REGISTERS[register])}
    missing_columns([column for field, column in asked.items() if mapped.needs(field)], names)
    kinds = _kinds(connection, found.cursor.description)
    kinds |= _declared(connection, place)
    fields = {f: Held(_of(place, column), kinds[column]) for f, column in asked.items() if column in names}
    rows = Rows(connection.dialect.name, register, mapped, place, fields)
    return attrs.evolve(rows, **_numbering(connection, place, fields["id"]))


def _of(place: FromClause, column: str) -> ColumnElement[Any]:
    return sa.column(column, _selectable=place)


def _place(connection: Connection, mapped: RowMap) -> TableClause | CTE:
    """Return a table, with its schema where a name has one (``ogi.requests``), or the rows of a query."""
    if mapped.query is not None:
        query = mapped.query.rstrip().rstrip(";").replace(":", r"\:")
        return sa.text(f"{query}\n").columns().cte("register")
    name = mapped.table or ""
    schema, _, bare = name.rpartition(".")
    if schema and not sa.inspect(connection).has_table(name):
        return sa.table(bare, schema=schema)
    return sa.table(name)


def _kinds(connection: Connection, description: Any) -> dict[str, Kind]:
    """Return what each column of a result holds, by what the driver says of it."""
    if connection.dialect.name == "sqlite":
        return {name: Kind.ANY for name, *_ in description}
    driver: Any = connection.dialect.loaded_dbapi
    return {name: _kind(code, driver) for name, code, *_ in description}


def _kind(code: object, driver: Any) -> Kind:
    if code in {datetime.date, datetime.datetime} or code == driver.DATETIME:
        return Kind.MOMENT
    if code == driver.STRING:
        return Kind.TEXT
    return Kind.NUMBER if code == driver.NUMBER else Kind.OTHER


def _declared(connection: Connection, place: FromClause) -> dict[str, Kind]:
    """Return which columns of a SQLite table are dates by declaration: what is written there is text, with a time."""
    if connection.dialect.name != "sqlite" or not isinstance(place, TableClause):
        return {}
    columns = sa.inspect(connection).get_columns(place.name, schema=place.schema)
    return {each["name"]: Kind.STAMP for each in columns if isinstance(each["type"], sa.DateTime | sa.Date)}


def _numbering(connection: Connection, place: FromClause, held: Held) -> dict[str, Any]:
    """Return how the ids of a register are compared; binary fractions cannot be but by Python."""
    if connection.dialect.name == "sqlite":
        types = set(connection.scalars(sa.select(sa.func.typeof(held.column)).select_from(place).distinct()))
        kind = {"text": Kind.TEXT, "integer": Kind.NUMBER}
        plain = types - {"null"}
        one = kind[plain.pop()] if len(plain) == 1 and plain <= set(kind) else Kind.OTHER
        return {"number_by": one, "streamed": bool(types & {"real", "blob"})}
    if held.kind != Kind.NUMBER:
        return {"number_by": held.kind if held.kind == Kind.TEXT else Kind.OTHER}
    first = sa.select(held.column).select_from(place).where(held.column.is_not(None)).limit(1)
    sample = connection.scalar(first)
    return {"number_by": Kind.NUMBER if isinstance(sample, int) else Kind.OTHER, "streamed": isinstance(sample, float)}
