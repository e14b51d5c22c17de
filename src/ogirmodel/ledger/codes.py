"""What a code of a register means: a key of the form, for one field of one edition.

A code is known if a map explains it, if it is a key of the form (or the end of one, ``disclosed``), or if it folds to
a label of the form. ``meanings`` puts these together once; after that a code is one look-up. Nothing here counts.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

import attrs

from ogirmodel.forms import Form, Node, TableForm
from ogirmodel.forms.succession import carrying
from ogirmodel.labels import fold

__all__ = ["OPEN", "Field", "Meanings", "code_text", "known_keys", "meanings", "table_of_kind"]

OPEN = ""
"""What a code means that says nothing, or that nothing is decided yet."""


class Field(StrEnum):
    """The fields of a register that hold codes."""

    APPLICANT = "applicant"
    OUTCOME = "outcome"
    CHANNEL = "channel"
    RESULT = "result"
    KIND = "kind"


TABLES = {
    Field.APPLICANT: "applications",
    Field.OUTCOME: "applications",
    Field.CHANNEL: "review_litigation",
    Field.RESULT: "review_litigation",
    Field.KIND: "disclosure",
}
"""The kind of table that each field is counted in."""

COLUMNS = {Field.APPLICANT, Field.RESULT}
"""Fields whose codes are columns of the table; those of the others are rows."""

PENDING = {Field.OUTCOME: "carried_out", Field.RESULT: "not_concluded"}
"""The role of what stands for no decision yet."""


@attrs.frozen
class Meanings:
    """The codes of one field: those that are known to the letter, and labels by what is left of them when folded."""

    keys: tuple[str, ...]
    """The keys of the form, in its order."""
    exact: Mapping[str, str]
    folded: Mapping[str, str]

    def find(self, code: str) -> str | None:
        """Return the key that ``code`` means, OPEN where it says nothing, None where nobody knows it."""
        bare = code.strip()
        found = self.exact.get(bare)
        return found if found is not None or not bare else self.folded.get(fold(bare))


def code_text(raw: object) -> str:
    """Return a code or an id as text; the nothing of a data frame is none.

    >>> code_text(7), code_text(7.0), code_text(None), code_text(float("nan"))
    ('7', '7', '', '')
    """
    if raw is None:
        return ""
    if isinstance(raw, Decimal):
        return f"{raw:f}"
    if isinstance(raw, float):
        return "" if math.isnan(raw) else str(int(raw)) if raw.is_integer() else str(raw)
    return str(raw)


def table_of_kind(statute: Form, kind: str) -> TableForm | None:
    """Return the table of ``kind``; None where the form has none."""
    return next((table for table in statute.tables.values() if table.kind == kind), None)


def meanings(
    statute: Form, field: Field, own: Mapping[str, str], blanks: tuple[str, ...], others: tuple[Form, ...]
) -> Meanings:
    """Put together what the codes of ``field`` mean in ``statute``.

    ``own`` are the codes of a map and the keys they stand for, ``blanks`` those that say nothing. What ``others``
    call by another name is understood where it has a place in ``statute``.
    """
    keys: dict[str, str] = {}
    labels: dict[str, str] = {}
    for source in (statute, *(other for other in others if other is not statute)):
        heirs = _heirs(source, statute, field)
        for name, key in _names(source, field):
            if key in heirs:
                keys.setdefault(name, heirs[key])
        for label, key in _labels(source, field):
            if key in heirs:
                labels.setdefault(label, heirs[key])
    explained = {code.strip(): keys[key] for code, key in own.items() if key in keys}
    unknown_here = {code.strip() for code, key in own.items() if key not in keys}
    exact = {**keys, **explained, **dict.fromkeys((text.strip() for text in blanks), OPEN), "": OPEN}
    folded = {label: key for label, key in labels.items() if label not in set(map(fold, unknown_here))}
    return Meanings(tuple(key for key, _ in _leaves(statute, field)), exact, folded)


def known_keys(statute: Form, field: Field) -> frozenset[str]:
    """Return every name that a map may give to what it explains."""
    return frozenset(name for name, _ in _names(statute, field))


def _heirs(source: Form, target: Form, field: Field) -> Mapping[str, str]:
    """Return where the keys of ``source`` stand in ``target``; OPEN is the same in both."""
    if source is target:
        return {key: key for key, _ in _leaves(source, field)} | {OPEN: OPEN}
    way = carrying(source, target)
    table, held = table_of_kind(target, TABLES[field]), table_of_kind(source, TABLES[field])
    if way is None or table is None or held is None:
        return {}
    found = {OPEN: OPEN}
    for cell, places in zip(table.cells, way[table.id], strict=True):
        for name, index in places or ():
            if name == held.id:
                origin = held.cells[index]
                found[_key(origin.key, field)] = _key(cell.key, field)
    return found


def _key(cell: tuple[str, str], field: Field) -> str:
    return cell[field in COLUMNS]


def _names(statute: Form, field: Field) -> Iterator[tuple[str, str]]:
    """Yield the keys of a field and every end of one that no other key has: ``disclosed``."""
    keys = [key for key, _ in _leaves(statute, field)]
    ends = Counter(end for key in keys for end in _ends(key))
    for key in keys:
        yield key, key
        yield from ((end, key) for end in _ends(key) if ends[end] == 1)
    for key, _ in _pending(statute, field):
        yield key, OPEN


def _ends(key: str) -> Iterator[str]:
    while "." in key:
        key = key.partition(".")[2]
        yield key


def _labels(statute: Form, field: Field) -> Iterator[tuple[str, str]]:
    for key, node in _leaves(statute, field):
        yield from ((fold(wording), key) for wording in (node.label, *node.aliases, *node.seen))
    for _, node in _pending(statute, field):
        yield from ((fold(wording), OPEN) for wording in (node.label, *node.aliases, *node.seen))


def _leaves(statute: Form, field: Field) -> Iterator[tuple[str, Node]]:
    """Yield what a field can say: the rows or columns that are counted by it, no totals."""
    table = table_of_kind(statute, TABLES[field])
    if table is None:
        return
    if field in COLUMNS:
        for column in table.columns:
            if column.node.role not in {"total", PENDING.get(field, "total")}:
                yield column.key, column.node
        return
    for row in table.rows:
        roles = {node.role for node in row.chain}
        if field == Field.OUTCOME and ("outcomes" not in roles or "outcome_total" in roles):
            continue
        if field == Field.KIND and not roles & {"rules", "normative_documents"}:
            continue
        yield row.path, row.node


def _pending(statute: Form, field: Field) -> Iterator[tuple[str, Node]]:
    table = table_of_kind(statute, TABLES[field])
    if table is None or field not in PENDING:
        return
    if field in COLUMNS:
        yield from ((column.key, column.node) for column in table.columns if column.node.role == PENDING[field])
    else:
        yield from ((row.path, row.node) for row in table.rows if row.node.role == PENDING[field])
