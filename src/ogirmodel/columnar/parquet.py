"""The cells of reports as Arrow record batches and as a Parquet file: the same rows as ``tidy``, column by column.

What is the same for a whole report or a whole table is not repeated cell by cell but encoded as a dictionary; a batch
is given away when it is complete, so a million reports need the memory of a few hundred.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ogirmodel.columnar.rows import CellRow, mark, unit
from ogirmodel.errors import PluginUnavailable
from ogirmodel.model import CellValue, Money, NotApplicable, Report
from ogirmodel.sources import replacing

if TYPE_CHECKING:
    import pyarrow

__all__ = ["record_batches", "write_parquet"]

ROWS = 2**18
"""Rows from which on a batch is complete; it ends with a whole report and becomes a row group."""


def write_parquet(reports: Iterable[Report], path: str | os.PathLike[str]) -> None:
    """Write every cell of ``reports`` to a Parquet file with the columns of ``tidy``, all or nothing.

    Figures are ``decimal(38, 6)``, texts are encoded as dictionaries. Raises PluginUnavailable without pyarrow
    (the extra ``arrow``), and WriteError.
    """
    _need_arrow()
    from pyarrow import parquet  # noqa: PLC0415 - an extra

    with (
        replacing(path) as file,
        parquet.ParquetWriter(file, _schema(), compression="zstd", store_schema=False) as writer,
    ):
        for batch in record_batches(reports):
            writer.write_batch(batch)


def record_batches(reports: Iterable[Report], rows: int = ROWS) -> "Iterator[pyarrow.RecordBatch]":
    """Yield the rows of ``tidy`` as Arrow record batches of a bit more than ``rows`` rows.

    Raises PluginUnavailable without pyarrow (the extra ``arrow``).
    """
    _need_arrow()
    held = _Columns()
    for report in reports:
        held.add(report)
        if len(held) >= rows:
            yield held.batch()
            held = _Columns()
    if len(held):
        yield held.batch()


class _Words:
    """A column of words, as a dictionary and the place of each in it."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._places: list[int | None] = []
        self._series: dict[tuple[str, str], list[int]] = {}

    def repeat(self, word: str, times: int) -> None:
        self._places += [self._known.setdefault(word, len(self._known))] * times

    def add(self, words: Iterable[str | None]) -> None:
        known = self._known
        self._places += [None if word is None else known.setdefault(word, len(known)) for word in words]

    def add_series(self, name: tuple[str, str], words: Iterable[str]) -> None:
        """Add words that are the same whenever ``name`` is."""
        if name not in self._series:
            self._series[name] = [self._known.setdefault(word, len(self._known)) for word in words]
        self._places += self._series[name]

    def array(self) -> "pyarrow.Array":
        import pyarrow  # noqa: PLC0415 - an extra

        places = pyarrow.array(self._places, pyarrow.int32())
        return pyarrow.DictionaryArray.from_arrays(places, pyarrow.array(list(self._known), pyarrow.string()))


class _Columns:
    """The rows of a batch that is not complete yet."""

    def __init__(self) -> None:
        self._words = {name: _Words() for name in WORDS}
        self._years: list[int] = []
        self._stated: list[int | Decimal | None] = []
        self._filled: list[int | Decimal | None] = []

    def __len__(self) -> int:
        return len(self._years)

    def add(self, report: Report) -> None:
        words, before = self._words, len(self)
        filled = report.filled.tables
        for name, table in report.tables.items():
            series = report.edition, name
            count = len(table.values)
            words["table"].repeat(name, count)
            words["row"].add_series(series, (cell.row.path for cell in table.form.cells))
            words["column"].add_series(series, (cell.column.key for cell in table.form.cells))
            worked_out = filled[name].values
            words["unit"].add(_none_of(worked_out, Money) or map(unit, worked_out))
            words["mark"].add(_none_of(table.values, NotApplicable) or map(mark, table.values))
            self._stated += _figures(table.values)
            self._filled += _figures(worked_out)
            self._years += [report.year] * count
        words["organ"].repeat(report.organ.name, len(self) - before)
        words["edition"].repeat(report.edition, len(self) - before)

    def batch(self) -> "pyarrow.RecordBatch":
        import pyarrow  # noqa: PLC0415 - an extra

        schema = _schema()
        made = {name: words.array() for name, words in self._words.items()}
        made["year"] = pyarrow.array(self._years, schema.field("year").type)
        made["stated"] = pyarrow.array(self._stated, schema.field("stated").type)
        made["filled"] = pyarrow.array(self._filled, schema.field("filled").type)
        return pyarrow.RecordBatch.from_arrays([made[name] for name in CellRow._fields], schema=schema)


WORDS = ("organ", "edition", "table", "row", "column", "unit", "mark")


def _none_of(values: Sequence[CellValue], kind: type) -> list[None] | None:
    """Return as many None as there are values where none is of ``kind``, as in nearly every table."""
    return None if any(type(value) is kind for value in values) else [None] * len(values)


def _figures(values: Sequence[CellValue]) -> Iterable[int | Decimal | None]:
    return [value.value if isinstance(value, Money) else value if isinstance(value, int) else None for value in values]


def _schema() -> "pyarrow.Schema":
    import pyarrow  # noqa: PLC0415 - an extra

    words = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    figures = pyarrow.decimal128(38, 6)
    types = {"year": pyarrow.int32(), "stated": figures, "filled": figures}
    return pyarrow.schema([(name, types.get(name, words)) for name in CellRow._fields])


def _need_arrow() -> None:
    try:
        import pyarrow  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise PluginUnavailable("no_arrow") from error
