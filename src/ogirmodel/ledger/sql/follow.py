"""From a figure back to the rows behind it: which sorts of rows count in a cell, and the ids that are in them.

What a sort counts as is asked of the code that counts, and what a total is made of of the table that derives it, so a
trace has as many ids as the figure says.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select

from ogirmodel.errors import ReadError
from ogirmodel.forms import form
from ogirmodel.ledger.assemble import TABLES
from ogirmodel.ledger.codes import code_text
from ogirmodel.ledger.count import ProceedingsBy, cells_of, counted_cells
from ogirmodel.ledger.judges import judges_of
from ogirmodel.ledger.map import RegisterMap
from ogirmodel.ledger.rows import key_of
from ogirmodel.ledger.sql.connect import snapshot
from ogirmodel.ledger.sql.gather import key_of_sort, named_registers, shelves_of, sorts_in
from ogirmodel.ledger.sql.register import Source
from ogirmodel.ledger.sql.source import look
from ogirmodel.ledger.sql.statements import ids_behind
from ogirmodel.model import Organ, Table

__all__ = ["trace"]

Place = tuple[str, str, str]
Cell = tuple[str, str]


def trace(
    source: Source,
    mapping: RegisterMap,
    cell: Place,
    year: int,
    organ: Organ,
    edition: str | None,
    by: ProceedingsBy,
) -> tuple[str, tuple[str, ...]]:
    """Return the statement that selects the rows behind a cell, and their ids."""
    judges = judges_of(year, edition, mapping)
    table = judges.form.table(cell[0])
    wanted = table.cells[table.place(cell[1], cell[2])].key
    register = next((name for name in named_registers(mapping) if TABLES[name] == table.kind), "")
    added = (
        _added_up(judges.form.edition, table.id, counted_cells(register, year, judges), wanted)
        if register
        else frozenset()
    )
    if not added:
        raise ReadError("not_counted", table=cell[0], row=cell[1], column=cell[2])
    names = {name: organ.name for name in (organ.code, organ.name) if name}
    with snapshot(source) as connection:
        rows = look(connection, register, getattr(mapping, register))
        shelves = shelves_of(connection, rows, names, organ.name)
        key = key_of(register, {})
        behind = [
            sort
            for sort, ids in sorts_in(connection, rows, shelves)
            if ids is None
            and (shelves is None or sort.organ == organ.name)
            and added & cells_of(register, key_of_sort(register, sort, key), year, judges, by)
        ]
        asked = ids_behind(rows, shelves, organ.name, behind)
        ids = tuple(code_text(number).rstrip(" ") for number in connection.scalars(asked))
        return _written(connection, asked), ids


@lru_cache(maxsize=256)
def _added_up(edition: str, table_id: str, cells: frozenset[Cell], wanted: Cell) -> frozenset[Cell]:
    """Return which of the cells that are counted make up a cell: it itself, or what it is the total of."""
    table = form(edition).table(table_id)
    if wanted in cells:
        return frozenset({wanted})

    def total_with(one: Cell) -> object:
        figures = (int(cell.key == one) if cell.key in cells else None for cell in table.cells)
        return Table(edition, table.id, tuple(figures)).filled[wanted]

    return frozenset(cell for cell in cells if total_with(cell) == 1)


def _written(connection: Connection, asked: Select[Any]) -> str:
    """Return a statement as a person may run it, every value in its place."""
    plain: Any = type(connection.dialect)
    return str(asked.compile(dialect=plain(paramstyle="named"), compile_kwargs={"literal_binds": True}))
