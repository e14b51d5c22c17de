"""Binary workbooks of Excel 5 to 2003, and what WPS saves as .et: from a compound file to a :class:`Book`."""

import struct
from collections.abc import Callable, Iterator
from itertools import pairwise

import attrs

from ogirmodel.errors import ReadError
from ogirmodel.readers.sheets.book import Book, Look, Sheet
from ogirmodel.readers.sheets.figures import is_date_format, number_text, serial_text
from ogirmodel.readers.sheets.ole import Compound, open_compound
from ogirmodel.readers.sheets.records import (
    Record,
    decode_real,
    read_records,
    shared_strings,
    short_text,
    text_at,
)

__all__ = ["read_xls"]

STREAMS = ("Workbook", "Book")
ENCRYPTED_PACKAGE = "EncryptedPackage"
MACROS = "_VBA_PROJECT_CUR"
BIFF8, BIFF5 = 0x0600, 0x0500
LATIN = 1252
WORKSHEET = 0
PLAIN = Look()
FAULTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
NO_NUMBER = b"\xff\xff"
ON_LOAD = 2
NOTE, PICTURE = 25, 8


def read_xls(data: bytes) -> Book:
    """Return the sheets of a compound file; raises ReadError where it is none, or no workbook."""
    try:
        compound = open_compound(data)
        name = next((name for name in STREAMS if name in compound.entries), None)
        if name is None:
            raise ReadError("encrypted" if ENCRYPTED_PACKAGE in compound.entries else "foreign_ole")
        return _read(compound, compound.stream(name))
    except (struct.error, IndexError, UnicodeDecodeError, LookupError) as error:
        raise ReadError("bad_sheet", reason=str(error)) from error


def _read(compound: Compound, stream: bytes) -> Book:
    (version,) = struct.unpack_from("<4xH", stream)
    if version not in {BIFF8, BIFF5}:
        raise ReadError("bad_sheet", reason=f"BIFF {version:04X}")
    book = Book(macros=MACROS in compound.entries)
    common = _Common(book, wide=version == BIFF8)
    for record in read_records(stream, 0, len(stream)):
        common.take(record)
    ends = dict(pairwise(sorted({at for at, _ in common.places} | {len(stream)})))
    for at, hidden in common.places:
        sheet = book.add(Sheet(hidden))
        _Reading(common, sheet).read(read_records(stream, at, ends.pop(at, at)))
    return book


@attrs.define
class _Common:
    """What all sheets share: the first part of the stream says it."""

    book: Book
    wide: bool
    codepage: int | None = attrs.field(
        default=attrs.Factory(lambda self: None if self.wide else LATIN, takes_self=True)
    )
    strings: list[str] = attrs.field(factory=list)
    formats: dict[int, str] = attrs.field(factory=dict)
    looks: list[Look] = attrs.field(factory=list)
    places: list[tuple[int, bool]] = attrs.field(factory=list)
    since_1904: bool = False

    def take(self, record: Record) -> None:
        data = record.data
        match record.kind:
            case 0x002F:
                raise ReadError("encrypted")
            case 0x0042 if not self.wide:
                (self.codepage,) = struct.unpack_from("<H", data)
            case 0x0022:
                self.since_1904 = data[0] == 1
            case 0x00FC:
                self.strings = shared_strings(record)
            case 0x041E:
                self.formats[int.from_bytes(data[:2], "little")] = (
                    text_at(data, 2, None) if self.wide else short_text(data, 2, self.codepage)
                )
            case 0x00E0:
                self.looks.append(self._look(data))
            case 0x0085:
                at, state, kind = struct.unpack_from("<IBB", data)
                if kind == WORKSHEET:
                    self.places.append((at, state & 3 > 0))
            case 0x01AE if len(data) > 4 and data[2:4] not in (b"\x01\x04", b"\x01\x3a"):
                self.book.links.append("".join(filter(str.isprintable, text_at(data, 2, None))))

    def _look(self, data: bytes) -> Look:
        number = int.from_bytes(data[2:4], "little")
        (borders,) = struct.unpack_from("<I", data, 10 if self.wide else 12)
        ruled = borders & 0xFF if self.wide else borders >> 3 & 0x3F
        return Look(is_date_format(number, self.formats.get(number)), bool(ruled))

    def look(self, number: int) -> Look:
        return self.looks[number] if number < len(self.looks) else PLAIN


@attrs.define
class _Reading:
    """Reads one sheet."""

    common: _Common
    sheet: Sheet
    awaited: tuple[int, int, int] | None = None
    """The place of a formula whose result is a text that comes in a record of its own."""
    box: int = 0
    """The kind of the last box that was drawn."""

    def read(self, records: Iterator[Record]) -> None:
        takers: dict[int, Callable[[Record], None]] = {
            0x0203: self._number,
            0x027E: self._real,
            0x00BD: self._reals,
            0x00FD: self._shared,
            0x0204: self._label,
            0x00D6: self._label,
            0x0205: self._flag,
            0x0006: self._formula,
            0x0207: self._result,
            0x0201: self._blank,
            0x00BE: self._blanks,
            0x00E5: self._merged,
            0x0208: self._row,
            0x007D: self._columns,
            0x005D: self._object,
            0x01B6: self._box_text,
        }
        for record in records:
            if (taker := takers.get(record.kind)) is not None:
                taker(record)
        self.sheet.rows = {number: row for number, row in self.sheet.rows.items() if row.cells or row.ruled > 1}

    def _put(self, row: int, column: int, style: int, text: str) -> None:
        look = self.common.look(style)
        target = self.sheet.row(row)
        if text:
            self.common.book.put(target, column, text, look)
        else:
            target.ruled += look.ruled

    def _put_number(self, row: int, column: int, style: int, number: float) -> None:
        dated = self.common.look(style).date
        text = serial_text(number, since_1904=self.common.since_1904) if dated else number_text(number)
        self._put(row, column, style, text)

    def _number(self, record: Record) -> None:
        self._put_number(*struct.unpack_from("<HHHd", record.data))

    def _real(self, record: Record) -> None:
        row, column, style, packed = struct.unpack_from("<HHHI", record.data)
        self._put_number(row, column, style, decode_real(packed))

    def _reals(self, record: Record) -> None:
        row, column = struct.unpack_from("<HH", record.data)
        for at in range(4, len(record.data) - 7, 6):
            style, packed = struct.unpack_from("<HI", record.data, at)
            self._put_number(row, column, style, decode_real(packed))
            column += 1

    def _shared(self, record: Record) -> None:
        row, column, style, number = struct.unpack_from("<HHHI", record.data)
        self._put(row, column, style, self.common.strings[number])

    def _label(self, record: Record) -> None:
        row, column, style = struct.unpack_from("<HHH", record.data)
        self._put(row, column, style, text_at(record.data, 6, self.common.codepage))

    def _flag(self, record: Record) -> None:
        row, column, style, value, fault = struct.unpack_from("<HHHBB", record.data)
        self._put(row, column, style, _flag_text(value, fault=bool(fault)))

    def _formula(self, record: Record) -> None:
        row, column, style, result, flags = struct.unpack_from("<HHH8sH", record.data)
        (number,) = struct.unpack("<d", result)
        if result.endswith(NO_NUMBER):
            if result[0] == 0:
                self.awaited = row, column, style
            elif result[0] in {1, 2}:
                self._put(row, column, style, _flag_text(result[2], fault=result[0] == 2))
            else:
                self._put(row, column, style, "=" if flags & ON_LOAD else "")
        elif number == 0 and flags & ON_LOAD:  # written by a program that calculates nothing
            self._put(row, column, style, "=")
        else:
            self._put_number(row, column, style, number)

    def _result(self, record: Record) -> None:
        if self.awaited:
            row, column, style = self.awaited
            self._put(row, column, style, text_at(record.data, 0, self.common.codepage))
            self.awaited = None

    def _blank(self, record: Record) -> None:
        row, column, style = struct.unpack_from("<HHH", record.data)
        self._put(row, column, style, "")

    def _blanks(self, record: Record) -> None:
        row, column = struct.unpack_from("<HH", record.data)
        for at in range(4, len(record.data) - 3, 2):
            self._put(row, column, int.from_bytes(record.data[at : at + 2], "little"), "")
            column += 1

    def _merged(self, record: Record) -> None:
        for at in range(2, len(record.data) - 7, 8):
            top, bottom, left, right = struct.unpack_from("<HHHH", record.data, at)
            self.sheet.merged.append((top, left, bottom, right))

    def _row(self, record: Record) -> None:
        number, flags = struct.unpack_from("<H10xH", record.data)
        if flags & 0x20:
            self.sheet.hidden_rows.append((number, number))

    def _columns(self, record: Record) -> None:
        first, last, flags = struct.unpack_from("<HH4xH", record.data)
        if flags & 1:
            self.sheet.hidden_columns.append((first, last))

    def _object(self, record: Record) -> None:
        self.box = int.from_bytes(record.data[4:6], "little")
        self.common.book.pictures += self.box == PICTURE

    def _box_text(self, record: Record) -> None:
        """Take the text of a note or a box: it comes in the pieces after the first, each with its width."""
        count = int.from_bytes(record.data[10:12], "little")
        text = ""
        for piece in record.pieces[1:]:
            if len(text) < count:
                text += piece[1:].decode("utf-16-le" if piece[:1] == b"\1" else "latin-1", "replace")
        (self.sheet.comments if self.box == NOTE else self.sheet.beside).append(text[:count])


def _flag_text(value: int, *, fault: bool) -> str:
    if fault:
        return FAULTS.get(value, f"#{value}")
    return "TRUE" if value else "FALSE"
