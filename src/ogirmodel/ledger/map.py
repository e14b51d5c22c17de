"""A map: where a register has what, and what its codes mean.

``load_map`` reads one; ``tally`` takes it for the codes, ``files`` and the database for tables and columns. A map may
hold a query, so a map is code: take it from whom you would take a script.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import attrs

from ogirmodel.errors import PROBLEMS_SHOWN, Problem, ReadError, nearest
from ogirmodel.forms import editions
from ogirmodel.ledger.case import Case, NormativeDocument, Proceeding
from ogirmodel.ledger.codes import Field, known_keys
from ogirmodel.model.frozen import FrozenDict

__all__ = ["NO_MAP", "REGISTERS", "RegisterMap", "RowMap", "missing_columns", "unknown_keys"]

REGISTERS: Mapping[str, type[Any]] = {"cases": Case, "proceedings": Proceeding, "documents": NormativeDocument}
"""The registers there are, and what a row of each becomes."""


class Record(Protocol):
    """A row by the names of its columns: a dictionary, or what the cursor of a database gives."""

    def keys(self) -> Iterable[str]:
        """Return the names of the columns."""

    def __getitem__(self, column: str, /) -> Any:
        """Return what stands in a column."""


OPTIONAL = ("organ", "published", "repealed", "expires")
"""Fields that a register need not have."""


def _texts(given: Mapping[str, str]) -> FrozenDict[str, str]:
    return FrozenDict(given)


def _codes(given: Mapping[str, Mapping[str, str]]) -> FrozenDict[str, Mapping[str, str]]:
    return FrozenDict({field: FrozenDict(codes) for field, codes in given.items()})


def _blanks(given: Mapping[str, Iterable[str]]) -> FrozenDict[str, tuple[str, ...]]:
    return FrozenDict({field: tuple(texts) for field, texts in given.items()})


@attrs.frozen
class RowMap:
    """How the rows of one register are read: from a ``table`` or the result of a ``query``.

    ``columns`` says which column holds a field, where it has another name; ``codes`` what the codes of a field mean,
    as keys of the form (``natural_person``, ``disclosed``); ``blanks`` which texts say nothing in a field, such as
    ``9999-12-31`` for a request that is open. The labels of the form and its keys need no map.

    >>> RowMap(columns={"id": "申请编号"}, codes={"applicant": {"1": "natural_person"}}).columns["id"]
    '申请编号'
    """

    table: str | None = None
    query: str | None = None
    columns: Mapping[str, str] = attrs.field(factory=dict, converter=_texts)
    codes: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict, converter=_codes)
    blanks: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=_blanks)

    def column(self, field: str) -> str:
        """Return the column that holds ``field``."""
        return self.columns.get(field, field)

    def needs(self, field: str) -> bool:
        """Tell whether a register without the column of ``field`` is not the one that was meant."""
        return field in self.columns or field not in OPTIONAL


@attrs.frozen
class RegisterMap:
    """How the registers of an office are read; a register that is not named here is read by the names of its fields.

    Immutable, and picklable. Raises ReadError with every place that is wrong.

    >>> RegisterMap(documents=RowMap(codes={"kind": {"1": "rule"}}))
    Traceback (most recent call last):
    ogirmodel.errors.ReadError: 台账对照表有误：documents.codes.kind.1：没有名为“rule”的项（是否为rules）。
    """

    cases: RowMap = RowMap()
    proceedings: RowMap = RowMap()
    documents: RowMap = RowMap()

    def __attrs_post_init__(self) -> None:
        if problems := [problem for name in REGISTERS for problem in _faults(name, getattr(self, name))]:
            raise ReadError("bad_map", problems=tuple(problems))

    @property
    def by_field(self) -> Mapping[Field, RowMap]:
        """The fields that hold codes, and how the register of each is read."""
        return {
            field: getattr(self, name)
            for name, kind in REGISTERS.items()
            for field in Field
            if field in attrs.fields_dict(kind)
        }

    def rows(self, register: str, records: Iterable[Record]) -> Iterator[Any]:
        """Yield a Case, Proceeding or NormativeDocument for each record, by the columns of ``register``.

        A record is what a cursor or ``csv.DictReader`` gives: column to value. Raises ReadError for a column that it
        lacks.

        >>> rows = [{"id": 1, "received": "2025-03-01", "applicant": "自然人", "outcome": None, "concluded": None}]
        >>> next(RegisterMap().rows("cases", rows)).received
        '2025-03-01'
        """
        mapped: RowMap = getattr(self, register)
        make, fields = REGISTERS[register], attrs.fields_dict(REGISTERS[register])
        names: list[tuple[str, str]] | None = None
        for record in records:
            if names is None:
                held = tuple(record.keys())
                names = [(f, c) for f in fields if (c := mapped.column(f)) in held or mapped.needs(f)]
                missing_columns([column for _, column in names], held)
            yield make(**{field: record[column] for field, column in names})


def missing_columns(wanted: Iterable[str], held: tuple[str, ...]) -> None:
    """Raise ReadError if a register lacks a column, with the columns that it has."""
    if lacking := tuple(column for column in wanted if column not in held):
        raise ReadError("no_column", missing=lacking, known=held)


def _faults(register: str, mapped: RowMap) -> Iterator[Problem]:
    """Hold a map to the fields of the register and to the keys of the forms."""
    fields = attrs.fields_dict(REGISTERS[register])
    if mapped.table is not None and mapped.query is not None:
        yield Problem(register, "table_and_query")
    coded = {field for field in fields if field in set(Field)}
    dated = set(fields) - coded - {"id", "organ"}
    for name, known in (("columns", set(fields)), ("codes", coded), ("blanks", coded | dated)):
        yield from unknown_keys(f"{register}.{name}", getattr(mapped, name), known)
    for field, codes in mapped.codes.items():
        if field in coded and codes:
            keys = frozenset().union(*(known_keys(form, Field(field)) for form in editions().values()))
            for number, (code, key) in enumerate((c, k) for c, k in codes.items() if k not in keys):
                near = nearest(key, keys) if number < PROBLEMS_SHOWN else ()
                yield Problem(f"{register}.codes.{field}.{code}", "unknown_meaning", {"name": key, "near": near})


def unknown_keys(path: str, given: Mapping[str, object], known: Iterable[str]) -> Iterator[Problem]:
    """Name the keys that do not exist, with those that look like them."""
    names = tuple(known)
    for key in given:
        if key not in names:
            yield Problem(f"{path}.{key}".lstrip("."), "unknown_key", {"near": nearest(key, names)})


NO_MAP = RegisterMap()
"""For a register that says everything in the words of the form."""
