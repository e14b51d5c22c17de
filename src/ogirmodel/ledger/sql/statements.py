"""The statements that count a register, and that tell the rows behind a count: built here, run elsewhere.

One statement a register: it groups the ids once to know those that stand more than once, and the rows once by what
they count as. It is the same for every database; what differs stands in ``dialects``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, CompoundSelect, Select, Subquery

from ogirmodel.ledger.rows import CODES, DATES
from ogirmodel.ledger.sql.dates import Dated, span
from ogirmodel.ledger.sql.dialects import Kind, exactly, text_of, words
from ogirmodel.ledger.sql.source import Rows

__all__ = ["ENDS", "IDS", "SMALLEST", "TIMES", "Shelves", "Sort", "ids_behind", "organs_of", "rows_of", "sorts_of"]

ENDS = {"cases": (1,), "proceedings": (1,), "documents": (2, 3)}
"""The places, among the dates of a row, of those that may not be before the first."""

TIMES, SMALLEST, IDS = "rows_alike", "smallest", "ids_alike"


@attrs.frozen
class Shelves:
    """Whose rows are counted: what stands in the column of organs (None for nothing), and the name that it means."""

    names: Mapping[Any, str]
    everybody: bool
    """Whether these are all that stand there."""


@attrs.frozen
class Sort:
    """Rows that count alike: whose they are, their dates in short, their codes, how many, and the smallest id."""

    organ: str | None
    dates: str
    codes: tuple[Any, ...]
    exact: tuple[Any, ...]
    """The codes as they are compared."""
    count: int
    smallest: Any


def organs_of(rows: Rows) -> Select[tuple[Any]]:
    """Return what asks for the organs that a register names."""
    return sa.select(_organ_as_held(rows)).select_from(rows.place).distinct()


def rows_of(rows: Rows, fields: Iterable[str]) -> Select[Any]:
    """Return what asks for the rows themselves."""
    held = (rows.fields.get(field) for field in fields)
    return sa.select(*(each.column if each else sa.null() for each in held)).select_from(rows.place)


def sorts_of(rows: Rows, shelves: Shelves | None) -> CompoundSelect[Any]:
    """Return what counts the rows of a register, by organ if there are ``shelves``.

    Its columns are those of the keys, then how many rows, the smallest id, and how many ids. What has no dates are
    the rows of repeated ids, and, with no ids at all, the rows without any.
    """
    repeated = _repeated(rows, shelves)
    each = _each(rows, shelves, repeated)
    keys = [column for column in each.c if column.key != "id"]
    one = sa.func.count().label(TIMES), sa.func.min(_smallest(rows, each.c.id)).label(SMALLEST)
    counted = sa.select(*keys, *one, sa.null().label(IDS)).group_by(*keys)
    named = sa.case((_says_nothing(rows, repeated.c.id), 0), else_=1).label("named")
    kept = sa.select(repeated, named).subquery("kept")
    mine = [kept.c[key.key] if key.key == "organ" else sa.null() for key in keys]
    again = sa.select(
        *mine, sa.func.sum(kept.c.times), sa.func.min(_smallest(rows, kept.c.id)), sa.func.sum(kept.c.named)
    )
    return sa.union_all(counted, again.group_by(*(column for column in kept.c if column.key in {"organ", "named"})))


def ids_behind(rows: Rows, shelves: Shelves | None, organ: str, behind: Iterable[Sort]) -> Select[tuple[Any]]:
    """Return what asks for the ids of an organ that are in some sorts of rows, in the order of their text."""
    each = _each(rows, shelves, _repeated(rows, shelves))
    compared = [each.c.get(f"{field}_exact", each.c[field]) for field in CODES[rows.register]]
    firsts: dict[tuple[str, Any], set[Any]] = {}
    for sort in behind:
        firsts.setdefault((sort.dates, sort.exact[-1]), set()).add(sort.exact[0])
    lasts: dict[tuple[str, frozenset[Any]], set[Any]] = {}
    for (dates, last), some in firsts.items():
        lasts.setdefault((dates, frozenset(some)), set()).add(last)
    spans: dict[tuple[frozenset[Any], frozenset[Any]], list[str]] = {}
    for (dates, first), ends in lasts.items():
        spans.setdefault((first, frozenset(ends)), []).append(dates)
    wanted = [
        sa.and_(
            each.c.dates.in_(sorted(dates)),
            _is_among(compared[0], first),
            *([_is_among(compared[-1], last)] if len(compared) > 1 else []),
        )
        for (first, last), dates in spans.items()
    ]
    mine = [each.c.organ == organ] if shelves else []
    return sa.select(each.c.id).where(*mine, sa.or_(sa.false(), *wanted)).order_by(_smallest(rows, each.c.id))


def _repeated(rows: Rows, shelves: Shelves | None) -> CTE:
    """Return the ids that stand on more than one row of an organ, and those that say nothing."""
    number = _number(rows).label("id")
    organ = [] if shelves is None else [_organ(rows, shelves)]
    held = sa.select(*organ, number).select_from(rows.place).where(*_asked(rows, shelves)).subquery("held")
    keys = list(held.c)
    odd = sa.or_(sa.func.count() > 1, _says_nothing(rows, held.c.id))
    return sa.select(*keys, sa.func.count().label("times")).group_by(*keys).having(odd).cte("repeated")


def _each(rows: Rows, shelves: Shelves | None, repeated: CTE) -> Subquery:
    """Return the rows whose id stands once, by what they count as."""
    number = _number(rows)
    organ = [] if shelves is None else [_organ(rows, shelves)]
    on = [number == repeated.c.id, *(one == repeated.c.organ for one in organ)]
    once = rows.place.outerjoin(repeated, sa.and_(*on))
    where = [repeated.c.times.is_(None), number.is_not(None), *_asked(rows, shelves)]
    columns = [*organ, _span(rows).label("dates"), *_codes(rows), number.label("id")]
    return sa.select(*columns).select_from(once).where(*where).subquery("each")


def _number(rows: Rows) -> ColumnElement[Any]:
    """Return the id of a row as it is compared."""
    number = rows.fields["id"].column
    return number if rows.number_by == Kind.NUMBER else exactly(rows.dialect, text_of(number, rows.number_by))


def _smallest(rows: Rows, number: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return an id as it is ordered."""
    return exactly(rows.dialect, text_of(number, Kind.NUMBER)) if rows.number_by == Kind.NUMBER else number


def _says_nothing(rows: Rows, number: ColumnElement[Any]) -> ColumnElement[bool]:
    if rows.number_by == Kind.NUMBER:
        return number.is_(None)
    return sa.or_(number.is_(None), sa.func.rtrim(number) == words(""))


def _organ_as_held(rows: Rows) -> ColumnElement[Any]:
    held = rows.fields["organ"]
    return exactly(rows.dialect, text_of(held.column, held.kind))


def _organ(rows: Rows, shelves: Shelves) -> ColumnElement[Any]:
    """Return whose a row is: what its column says, but where that is not the name."""
    held = _organ_as_held(rows)
    others: dict[str, list[Any]] = {}
    for raw, name in shelves.names.items():
        if raw != name:
            others.setdefault(name, []).append(raw)
    arms = [(_is_among(held, frozenset(raws)), sa.literal(name)) for name, raws in others.items()]
    return (sa.case(*arms, else_=held) if arms else held).label("organ")


def _asked(rows: Rows, shelves: Shelves | None) -> list[ColumnElement[bool]]:
    if shelves is None or shelves.everybody:
        return []
    return [_is_among(_organ_as_held(rows), frozenset(shelves.names))]


def _is_among(column: ColumnElement[Any], held: frozenset[Any]) -> ColumnElement[bool]:
    """Return whether a column holds one of some values, nothing being one as well."""
    said = [value for value in held if value is not None]
    found = column.in_(sorted(said, key=repr)) if said else sa.false()
    return sa.or_(found, column.is_(None)) if None in held else found


def _codes(rows: Rows) -> list[ColumnElement[Any]]:
    """Return the codes of a row as they stand, and beside those that are no plain type what they are compared as."""
    found: list[ColumnElement[Any]] = []
    for field in CODES[rows.register]:
        held = rows.fields[field]
        if held.kind in {Kind.TEXT, Kind.ANY}:
            found.append(exactly(rows.dialect, held.column).label(field))
        else:
            found.append(held.column.label(field))
        if held.kind == Kind.OTHER:
            found.append(exactly(rows.dialect, text_of(held.column, held.kind)).label(f"{field}_exact"))
    return found


def _span(rows: Rows) -> ColumnElement[str]:
    """Return the dates of a row in short."""
    dates = []
    for field in DATES[rows.register]:
        held, blanks = rows.fields.get(field), rows.mapped.blanks.get(field, ())
        dates.append(Dated(rows.dialect, held.column, held.kind, blanks) if held else Dated(rows.dialect))
    ends = [dates[place] for place in ENDS[rows.register]]
    return span(dates[0], dates[1:], ends, dates[-1] if rows.register == "documents" else None)
