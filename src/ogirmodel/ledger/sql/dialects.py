"""What databases do not agree on, in two tables: how they compare text to the letter, and what they call a part of it.

All else is built from the standard constructs of SQLAlchemy Core, so a dialect that is not named here needs only a
database that compares text by code point on its own, as Trino and Oracle do.
"""

from enum import Enum, auto
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

__all__ = ["Kind", "exactly", "part", "text_of", "words"]

COLLATIONS = {
    "sqlite": "BINARY",
    "postgresql": "C",
    "mysql": "utf8mb4_0900_bin",
    "mariadb": "utf8mb4_nopad_bin",
    "mssql": "Latin1_General_100_BIN2",
}
"""The collation by which a database compares text by code point, whatever a column's own one is."""

PARTS = {"mssql": "substring"}
"""What the function is called that gives a part of a text, where it is not ``substr``."""

LONGEST = 4000
"""So long is text that a value of another type becomes: what every database allows."""


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    MOMENT = auto()
    """A date, or a date with a time."""
    NUMBER = auto()
    ANY = auto()
    """Of SQLite: each value has a type of its own."""
    STAMP = auto()
    """Of SQLite: text that was declared to be a date, with or without a time."""
    OTHER = auto()


def words(text: str) -> ColumnElement[str]:
    """Return a text of our own as it stands in a statement; what comes from outside is always a bound parameter."""
    return sa.literal_column(f"'{text}'", sa.String(LONGEST))


def part(dialect: str, column: ColumnElement[Any], first: int, length: int) -> ColumnElement[str]:
    """Return ``length`` characters of a text from the one at ``first`` on, which counts from 1."""
    call = getattr(sa.func, PARTS.get(dialect, "substr"))
    found: ColumnElement[str] = call(column, _number(first), _number(length), type_=sa.String(LONGEST))
    return found


def _number(value: int) -> ColumnElement[int]:
    return sa.literal_column(str(value), sa.Integer)


def exactly(dialect: str, text: ColumnElement[Any]) -> ColumnElement[str]:
    """Return a text that is compared to the letter, and ordered by code point."""
    typed: ColumnElement[str] = sa.type_coerce(text, sa.String(LONGEST))
    return typed.collate(COLLATIONS[dialect]) if dialect in COLLATIONS else typed


def text_of(column: ColumnElement[Any], kind: Kind) -> ColumnElement[Any]:
    """Return what a column holds as text."""
    return column if kind in {Kind.TEXT, Kind.ANY, Kind.STAMP} else sa.cast(column, sa.String(LONGEST))
