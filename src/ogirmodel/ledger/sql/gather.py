"""From a database to the groups that ``tally`` makes of rows itself: the same sorts, judged by the same code.

Every register that the map names is counted, all of them in one snapshot.
"""

from collections import Counter
from collections.abc import Mapping

import attrs
from sqlalchemy import Connection

from ogirmodel.errors import ReadError
from ogirmodel.ledger.codes import code_text
from ogirmodel.ledger.group import NOBODY, Groups, Key, KeyOf, group, organ_of
from ogirmodel.ledger.map import REGISTERS, RegisterMap
from ogirmodel.ledger.rows import CODES, FIELDS, key_of
from ogirmodel.ledger.sql.connect import snapshot
from ogirmodel.ledger.sql.dates import stand_ins
from ogirmodel.ledger.sql.register import Source
from ogirmodel.ledger.sql.source import Rows, look
from ogirmodel.ledger.sql.statements import (
    ENDS,
    IDS,
    SMALLEST,
    TIMES,
    Shelves,
    Sort,
    organs_of,
    rows_of,
    sorts_of,
)

__all__ = ["grouped", "key_of_sort", "named_registers", "shelves_of", "sorts_in"]

BATCH = 10_000


def grouped(
    source: Source, mapping: RegisterMap, organs: Mapping[str, str], unnamed: str
) -> dict[str, dict[str, Groups]]:
    """Return the groups of rows, by register and by organ; raises ReadError where the map names no register."""
    names = named_registers(mapping)
    with snapshot(source) as connection:
        looked = [look(connection, name, getattr(mapping, name)) for name in names]
        return {rows.register: _grouped(connection, rows, organs, unnamed) for rows in looked}


def named_registers(mapping: RegisterMap) -> list[str]:
    """Return the registers for which a map names a table or a query."""
    maps = {name: getattr(mapping, name) for name in REGISTERS}
    names = [name for name, mapped in maps.items() if mapped.table is not None or mapped.query is not None]
    if not names:
        raise ReadError("no_table")
    return names


def shelves_of(connection: Connection, rows: Rows, organs: Mapping[str, str], unnamed: str) -> Shelves | None:
    """Return whose rows are counted; None for a register that says nothing of organs."""
    if "organ" not in rows.fields:
        return None
    held = list(connection.scalars(organs_of(rows)))
    found = {raw: organ_of(raw, organs, unnamed) for raw in held}
    names = {raw: name for raw, name in found.items() if name is not None}
    return Shelves(names, everybody=len(names) == len(found))


def sorts_in(connection: Connection, rows: Rows, shelves: Shelves | None) -> list[tuple[Sort, int | None]]:
    """Return the sorts of rows in a register, each with how many ids it has if they are those that stand again."""
    found = []
    for record in connection.execute(sorts_of(rows, shelves)).mappings():
        codes = tuple(record[field] for field in CODES[rows.register])
        exact = tuple(record.get(f"{field}_exact", record[field]) for field in CODES[rows.register])
        count, smallest = int(record[TIMES]), code_text(record[SMALLEST]).rstrip(" ")
        sort = Sort(record.get("organ"), record["dates"], codes, exact, count, smallest)
        found.append((sort, record[IDS] if record["dates"] is None else None))
    return found


def key_of_sort(register: str, sort: Sort, key: KeyOf) -> Key:
    """Return what rows count as: the key of a row that stands in for them."""
    last = 3 if register == "documents" else None
    return key((None, None, *stand_ins(sort.dates, ENDS[register], last), *sort.codes))


@attrs.define
class _Heap:
    """The rows of one organ as they come in."""

    counts: Counter[Key] = attrs.field(factory=Counter)
    examples: dict[Key, str] = attrs.field(factory=dict)
    repeated: tuple[int, int] = (0, 0)
    repeated_id: str = ""
    nameless: int = 0

    def add(self, key: Key, sort: Sort) -> None:
        """Put rows to those that count alike."""
        self.counts[key] += sort.count
        self.examples[key] = min(self.examples.get(key, sort.smallest), sort.smallest)

    def set_apart(self, sort: Sort, ids: int) -> None:
        """Keep rows apart whose ids stand more than once, or that have none."""
        if ids:
            self.repeated, self.repeated_id = (ids, sort.count), sort.smallest
        else:
            self.nameless += sort.count

    def groups(self) -> Groups:
        """Return what came in."""
        return Groups(dict(self.counts), self.examples, self.repeated, self.repeated_id, self.nameless)


def _grouped(connection: Connection, rows: Rows, organs: Mapping[str, str], unnamed: str) -> dict[str, Groups]:
    if rows.streamed:
        asked = rows_of(rows, FIELDS[rows.register])
        records = connection.execute(asked, execution_options={"stream_results": True, "yield_per": BATCH})
        return group(map(tuple, records), key_of(rows.register, rows.mapped.blanks), organs, unnamed)
    shelves = shelves_of(connection, rows, organs, unnamed)
    heaps = {organ: _Heap() for organ in (*organs.values(), NOBODY, unnamed)}
    key = key_of(rows.register, {})
    for sort, ids in sorts_in(connection, rows, shelves):
        heap = heaps.setdefault(unnamed if shelves is None else str(sort.organ), _Heap())
        heap.add(key_of_sort(rows.register, sort, key), sort) if ids is None else heap.set_apart(sort, int(ids))
    return {organ: heap.groups() for organ, heap in heaps.items()}
