"""The statement is standard: every dialect of SQLAlchemy compiles it, and what is bound stays bound."""

import importlib
from typing import Any

import pytest
import sqlalchemy as sa

from ogirmodel.ledger import RowMap
from ogirmodel.ledger.map import REGISTERS
from ogirmodel.ledger.rows import CODES, DATES, FIELDS
from ogirmodel.ledger.sql.dialects import Kind
from ogirmodel.ledger.sql.source import Held, Rows
from ogirmodel.ledger.sql.statements import Shelves, Sort, ids_behind, organs_of, rows_of, sorts_of

NAMES = ["sqlite", "postgresql", "mysql", "mssql", "oracle"]
PLACES = [*(f"sqlalchemy.dialects.{name}" for name in NAMES), "trino.sqlalchemy.dialect"]


def dialect_at(place: str) -> Any:
    module: Any = importlib.import_module(place)
    return module.TrinoDialect() if place.startswith("trino") else module.dialect()


@pytest.mark.parametrize("maker", PLACES)
@pytest.mark.parametrize("dated", [Kind.TEXT, Kind.MOMENT], ids=lambda kind: str(kind.name))
@pytest.mark.parametrize("register", list(REGISTERS))
def test_every_dialect_compiles_the_statements(maker: str, dated: Kind, register: str) -> None:
    """A register in the database of another maker could not be counted at all."""
    dialect = dialect_at(maker)
    place = sa.table("register", schema="ogi")
    kinds = dict.fromkeys(DATES[register], dated)
    fields = {name: Held(sa.column(name, _selectable=place), kinds.get(name, Kind.TEXT)) for name in FIELDS[register]}
    mapped = RowMap(table="register", blanks=dict.fromkeys(DATES[register], ("9999-12-31",)))
    rows = Rows(dialect.name, register, mapped, place, fields)
    shelves = Shelves({" it's ": "甲局", "甲局": "甲局", None: "甲局"}, everybody=False)
    codes = ("it's",) * len(CODES[register])
    sort = Sort("甲局", "2025/2025/0", codes, codes, 1, "1")
    statements: list[Any] = [sorts_of(rows, shelves), ids_behind(rows, shelves, "甲局", [sort]), organs_of(rows)]
    for statement in (*statements, rows_of(rows, FIELDS[register])):
        text = str(statement.compile(dialect=dialect))
        assert "it's" not in text
        assert text.startswith(("SELECT", "WITH"))
