"""Registers from files: joins what reads the cells of a workbook to what knows the rows of a register.

A program calls ``read_register`` and gives what it yields to ``tally``. How a cell is stored and what a row means is
known below.
"""

from collections.abc import Iterator
from typing import Any, Literal, overload

from ogirmodel.encodings import decode
from ogirmodel.errors import LimitExceeded, ReadError
from ogirmodel.ledger import Case, NormativeDocument, Proceeding, RegisterMap
from ogirmodel.ledger.files import Line, csv_lines, fit, rows_of
from ogirmodel.ledger.map import NO_MAP
from ogirmodel.readers.sheets import SheetsReader
from ogirmodel.readers.sheets.rows import sheet_rows
from ogirmodel.sources import Source, fetch, name_of, path_of, refuse_foreign

__all__ = ["read_register"]


@overload
def read_register(source: Source, mapping: RegisterMap = ..., register: Literal["cases"] = ...) -> Iterator[Case]: ...
@overload
def read_register(
    source: Source, mapping: RegisterMap = ..., *, register: Literal["proceedings"]
) -> Iterator[Proceeding]: ...
@overload
def read_register(
    source: Source, mapping: RegisterMap = ..., *, register: Literal["documents"]
) -> Iterator[NormativeDocument]: ...
def read_register(source: Source, mapping: RegisterMap = NO_MAP, register: str = "cases") -> Iterator[Any]:
    """Yield the rows of a register that is kept in a file: CSV of any encoding and delimiter, xlsx, xls or ods.

    ``mapping`` says how the columns are called; without one they are called as the fields of a Case are. Of a
    workbook the visible sheet is read whose head fits best. Raises ReadError, LimitExceeded.

    >>> text = "id,received,applicant,outcome,concluded\\n1,2025-03-01,自然人,予以公开,2025-03-20\\n"
    >>> [case.outcome for case in read_register(text.encode("gbk"))]
    ['予以公开']
    """
    try:
        data = fetch(source)
        yield from rows_of(_lines(data, name_of(source), register, mapping), register, mapping)
    except (ReadError, LimitExceeded) as error:
        raise error.named(path_of(source)) from error.__cause__


def _lines(data: bytes, name: str, register: str, mapping: RegisterMap) -> Iterator[Line]:
    if SheetsReader().sniff(data, name):
        sheets = list(sheet_rows(data))
        return iter(max(sheets, key=lambda lines: fit(lines, register, mapping), default=[]))
    refuse_foreign(data)
    return csv_lines(decode(data), register, mapping)
