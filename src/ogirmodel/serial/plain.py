"""JSON that is plain: everything in its place and of its type, as ``dump`` and most programs write it.

Taken as a whole and checked as a whole: each test here is on all of the text, all keys, or all figures of a table.
Whatever fails one is no matter of this file: ``plainly`` returns None, and the strict reader takes the text again and
names what is wrong, or finds that it is right in another way.
"""

import datetime
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Any

from ogirmodel import limits
from ogirmodel.errors import OgirError
from ogirmodel.forms import Form, form
from ogirmodel.model import Organ, Report, Table
from ogirmodel.model.frozen import FrozenDict
from ogirmodel.model.intake import to_date, to_year
from ogirmodel.model.report import standard_title
from ogirmodel.model.table import plain_counts
from ogirmodel.model.tables import as_held, checked_table
from ogirmodel.model.whole import keys_of, whole
from ogirmodel.serial.engine import parse
from ogirmodel.serial.envelope import FORMAT, KEYS, REQUIRED

__all__ = ["DEEPEST", "plainly"]

DEEPEST = 16
"""No report of any form nests deeper than this."""

LARGEST = 2**20
"""Bytes: a report has a hundredth of them. What is larger may be meant to fill the memory, and the quick parser does
not survive that."""

ESCAPE = b"\\"

ODD = ("\x85", "\u2028", "\u2029", "\ufffe", "\uffff")
"""Line breaks that JSON lets stand in a text, and what XML cannot hold; JSON itself bars other controls."""

KNOWN, NEEDED = frozenset(KEYS), frozenset(REQUIRED)
CONSTANT = ("format", "edition")
LINES = ("title", "signed_by", "signed_on", "published_on")


def plainly(data: bytes) -> Report | None:
    """Return the report that ``data`` holds if it is plain; None where anything needs a closer look."""
    try:
        if len(data) > LARGEST or ESCAPE in data or limits.current().json_depth < DEEPEST:
            return None
        return _report(parse(data), data.count(b'"'))
    except (ValueError, LookupError, TypeError, RecursionError, OgirError):
        return None


def _report(data: Any, quotes: int) -> Report | None:
    """Return the report, if all is plain and so many quotation marks are just those around its keys and texts.

    A key that stood twice would have more of them.
    """
    if type(data) is not dict or not NEEDED <= data.keys() <= KNOWN or data["format"] != FORMAT:
        return None
    statute = form(data["edition"])
    organ, sections, notes, tables = (_object(data, key) for key in ("organ", "sections", "notes", "tables"))
    preface = data.get("preface")
    prose = [*sections.values(), *notes.values(), [] if preface is None else preface]
    if set(map(type, prose)) != {list}:
        return None
    lines = [line for line in (*organ.values(), *map(data.get, LINES)) if line is not None]
    texts = [*chain.from_iterable(prose), *lines]
    if set(map(type, texts)) != {str} or len(texts) > limits.current().lines or _are_odd("".join(texts)):
        return None
    held = {name: _table(statute, name, cells) for name, cells in tables.items()}
    keys = sum(map(len, (data, organ, sections, notes, tables)))
    inside = sum(keys_of(table.form) + strings for table, strings in held.values())
    if quotes != 2 * (len(texts) + len(CONSTANT) + keys + inside):
        return None
    return _assembled(statute, data, {name: table for name, (table, _) in held.items()})


def _are_odd(texts: str) -> bool:
    return any(odd in texts for odd in ODD)


def _object(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = data.get(key)
    if found is not None and type(found) is not dict:
        raise TypeError(key)
    return {} if found is None else found


def _table(statute: Form, name: str, cells: Any) -> tuple[Table, int]:
    """Return a table that is given whole, and how many texts are in it: amounts and marks."""
    table = statute.tables[name]
    given = whole(table, cells)
    if given is not None and table.counts_only and plain_counts(given):
        return checked_table(statute, name, tuple(given)), 0
    values = None if given is None else as_held(table, given)
    if given is None or values is None:
        raise ValueError(name)
    if any(type(given[amount]) is not str and given[amount] is not None for amount in table.amounts):
        raise ValueError(name)  # an amount that is a number, or has a unit of its own
    return checked_table(statute, name, values), list(map(type, given)).count(str)


def _assembled(statute: Form, data: Mapping[str, Any], tables: Mapping[str, Table]) -> Report:
    """Put the parts together as the constructor does; only what it would not change or refuse comes here."""
    organ, year = Organ(**data["organ"]), to_year(data["year"])
    sections = _prose(data, "sections", {section.id for section in statute.sections})
    notes = {table: prose for table, prose in _prose(data, "notes", tables.keys()).items() if prose}
    title, signed_by = _line(data, "title"), _line(data, "signed_by")
    return Report.of_checked(
        organ=organ,
        year=year,
        edition=statute.edition,
        sections=FrozenDict(
            {s.id: sections.get(s.id, ()) for s in statute.sections if s.id in sections or s.table in tables}
        ),
        tables=FrozenDict({table: tables[table] for table in statute.tables if table in tables}),
        notes=FrozenDict({table: notes[table] for table in statute.tables if table in notes}),
        title=None if title == standard_title(statute, organ, year) else title,
        preface=_paragraphs(data.get("preface") or ()),
        signed_by=signed_by,
        signed_on=_date(data, "signed_on"),
        published_on=_date(data, "published_on"),
    )


def _prose(data: Mapping[str, Any], key: str, known: AbstractSet[str]) -> dict[str, tuple[str, ...]]:
    given = data.get(key) or {}
    if not given.keys() <= known:
        raise LookupError(key)
    return {name: _paragraphs(texts) for name, texts in given.items()}


def _paragraphs(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple([line for text in texts if (line := text.strip())])


def _line(data: Mapping[str, Any], key: str) -> str | None:
    return (data.get(key) or "").strip() or None


def _date(data: Mapping[str, Any], key: str) -> datetime.date | None:
    written = data.get(key)
    return None if written is None else to_date(written)
