"""From groups of rows to the cells of a year: what each sort of row counts as, or why it counts as nothing.

``report_of`` calls it, for rows that were grouped here or in a database. A sort is clean or at fault whatever the year;
the year only says whether a clean one counts.
"""

from collections import Counter
from typing import Literal, get_args

from ogirmodel.findings import Location
from ogirmodel.forms import Form, TableForm
from ogirmodel.ledger.codes import OPEN, Field, table_of_kind
from ogirmodel.ledger.dirt import FAULTS, Dirt, Fault
from ogirmodel.ledger.group import Groups, Key
from ogirmodel.ledger.judges import Judges
from ogirmodel.model.cells import unfit

__all__ = ["Cells", "ProceedingsBy", "cells_of", "count_register", "counted_cells"]

Cells = dict[tuple[str, str], int]

ProceedingsBy = Literal["concluded", "filed"]
"""Which proceedings a year counts: those concluded in it or open at its end, or only those filed in it."""


def count_cases(groups: Groups, year: int, judges: Judges, dirt: Dirt) -> Cells:
    """Count requests: each that is clean and of the year came in or was carried in, and ended or is carried out."""
    table = _needed(judges.form, "applications")
    (received,), (before,), (after,) = (table.rows_with(r) for r in ("received", "carried_in", "carried_out"))
    ends, kinds = judges.counted[Field.OUTCOME].keys, judges.counted[Field.APPLICANT].keys
    cells = Counter({(row, kind): 0 for row in (received, before, *ends, after) for kind in kinds})
    for key, count in groups.counts.items():
        found = _judged("cases", key, (Field.APPLICANT, Field.OUTCOME), judges)
        if isinstance(found, Fault):
            dirt.add(found, count, groups.examples[key])
            continue
        kind, outcome = found
        opened, closed = int(key[0]), int(key[1])
        if opened > year or 0 < closed < year:
            continue
        cells[received if opened == year else before, kind] += count
        cells[outcome if closed == year else after, kind] += count
    return dict(cells)


def count_proceedings(groups: Groups, year: int, judges: Judges, dirt: Dirt, by: ProceedingsBy = "concluded") -> Cells:
    """Count reconsiderations and lawsuits: by result if concluded in the year, else as not concluded at its end."""
    if by not in get_args(ProceedingsBy):
        raise unfit("no_choice", value=str(by), known=get_args(ProceedingsBy))
    table = _needed(judges.form, "review_litigation")
    (pending,) = table.columns_with("not_concluded")
    ends, channels = judges.counted[Field.RESULT].keys, judges.counted[Field.CHANNEL].keys
    cells = Counter({(channel, end): 0 for channel in channels for end in (*ends, pending)})
    for key, count in groups.counts.items():
        found = _judged("proceedings", key, (Field.CHANNEL, Field.RESULT), judges)
        if isinstance(found, Fault):
            dirt.add(found, count, groups.examples[key])
            continue
        channel, result = found
        opened, closed = int(key[0]), int(key[1])
        if opened > year or 0 < closed < year or (by == "filed" and opened < year):
            continue
        cells[channel, result if closed == year else pending] += count
    return dict(cells)


def cells_of(
    register: str, key: Key, year: int, judges: Judges, by: ProceedingsBy = "concluded"
) -> set[tuple[str, str]]:
    """Return the cells that a row of a sort counts in: none if it is at fault, or of another time."""
    cells = count_register(register, Groups({key: 1}, {key: ""}), year, judges, Dirt(Location()), by)
    return {cell for cell, number in cells.items() if number}


def count_register(
    register: str, groups: Groups, year: int, judges: Judges, dirt: Dirt, by: ProceedingsBy = "concluded"
) -> Cells:
    """Count the rows of a register, and put to ``dirt`` what cannot be counted."""
    if register == "cases":
        return count_cases(groups, year, judges, dirt)
    if register == "proceedings":
        return count_proceedings(groups, year, judges, dirt, by)
    return count_documents(groups, year, judges, dirt)


def counted_cells(register: str, year: int, judges: Judges) -> frozenset[tuple[str, str]]:
    """Return every cell that a register fills, if only with 0."""
    return frozenset(count_register(register, Groups(), year, judges, Dirt(Location())))


def _judged(register: str, key: Key, fields: tuple[Field, Field], judges: Judges) -> tuple[str, str] | Fault:
    """Return what a sort of request or proceeding is about and how it ended, or the one thing that is wrong."""
    opened, closed, kind, ending = int(key[0]), int(key[1]), str(key[2]), str(key[3])
    if opened < 0:
        return FAULTS[register][-1 - opened]
    about = judges.find(fields[0], kind)
    if not about:
        return _unknown(fields[0], kind, about)
    ended = judges.ending(fields[1], ending, closed)
    if ended is None:
        return _unknown(fields[1], ending, ended)
    if closed and ended == OPEN:
        return Fault("C05", fields[1])
    if ended != OPEN and not closed:
        return Fault("C06", fields[1])
    return about, ended


def _unknown(field: Field, code: str, found: str | None) -> Fault:
    return Fault("C01", field, quote=code.strip() if found is None else "")


def count_documents(groups: Groups, year: int, judges: Judges, dirt: Dirt) -> Cells:
    """Count rules and normative documents: made, published and repealed in the year, in force and public at its end."""
    table = _needed(judges.form, "disclosure")
    columns = {role: table.columns_with(role) for role in ("made", "published", "repealed", "in_force", "public")}
    kinds = judges.counted[Field.KIND].keys
    counted = [column for found in columns.values() for column in found]
    cells = Counter({(kind, column): 0 for kind in kinds for column in counted if (kind, column) in table.index})
    for key, count in groups.counts.items():
        made, published, repealed, lapsed = (int(part) for part in key[:4])
        kind = judges.find(Field.KIND, str(key[4])) if made > 0 else None
        if not kind:
            dated = made > 0
            fault = _unknown(Field.KIND, str(key[4]), kind) if dated else FAULTS["documents"][-1 - made]
            dirt.add(fault, count, groups.examples[key])
            continue
        holds = {
            "made": made == year,
            "published": published == year,
            "repealed": repealed == year,
            "in_force": made <= year and not 0 < repealed <= year and not 0 < lapsed <= year,
            "public": 0 < published <= year,
        }
        for role, held in holds.items():
            for column in columns[role]:
                cells[kind, column] += count * held
    return dict(cells)


def _needed(statute: Form, kind: str) -> TableForm:
    table = table_of_kind(statute, kind)
    assert table is not None  # noqa: S101 - tally asks only for tables that the form has
    return table
