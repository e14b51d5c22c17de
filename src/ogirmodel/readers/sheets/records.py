"""The records that a binary workbook is a stream of, and the texts in them (BIFF 5 and 8)."""

import struct
from collections.abc import Iterator, Sequence

import attrs

from ogirmodel.errors import ReadError

__all__ = ["BOF", "EOF", "Record", "decode_real", "read_records", "shared_strings", "short_text", "text_at"]

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
CODEPAGES = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5hkscs", 1200: "utf-16-le", 32768: "mac-roman"}


@attrs.frozen
class Record:
    """A record: its kind, and its data in the pieces that it was cut into."""

    kind: int
    pieces: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """The first piece: all there is, of most kinds."""
        return self.pieces[0]


def read_records(stream: bytes, start: int, end: int) -> Iterator[Record]:
    """Yield the records of the part of the workbook that begins at ``start`` and is over before ``end``.

    Parts within it are left out. Raises ReadError where there is no such part.
    """
    depth = 0
    if stream[start : start + 2] != BOF.to_bytes(2, "little"):
        raise ReadError("bad_sheet", reason="BIFF")
    while start + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, start)
        pieces = [stream[start + 4 : start + 4 + length]]
        start += 4 + length
        while stream[start : start + 2] == CONTINUE.to_bytes(2, "little") and start + 4 <= end:
            length = int.from_bytes(stream[start + 2 : start + 4], "little")
            pieces.append(stream[start + 4 : start + 4 + length])
            start += 4 + length
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return
        if depth == 1:
            yield Record(kind, tuple(pieces))
    raise ReadError("bad_sheet", reason="BIFF")


def text_at(data: bytes, at: int, codepage: int | None, size: int = 2) -> str:
    """Return the text at ``at`` that begins with its length, of ``size`` bytes; ``codepage`` is None in BIFF 8."""
    count = int.from_bytes(data[at : at + size], "little")
    at += size
    if codepage is not None:
        return data[at : at + count].decode(CODEPAGES.get(codepage, f"cp{codepage}"))
    flags = data[at]
    at += 1 + 2 * bool(flags & 8) + 4 * bool(flags & 4)
    return _characters(data[at : at + count * (1 + (flags & 1))], flags)


def short_text(data: bytes, at: int, codepage: int | None) -> str:
    """Return the text at ``at`` whose length is one byte."""
    return text_at(data, at, codepage, 1)


def decode_real(packed: int) -> float:
    """Return the number that four bytes stand for.

    >>> decode_real(0x00000016), decode_real(0x40590001)
    (5.0, 1.0)
    """
    if packed & 2:
        number = float((packed >> 2) - ((packed >> 31) << 30))
    else:
        (number,) = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))
    return number / 100 if packed & 1 else number


def shared_strings(record: Record) -> list[str]:
    """Return the texts that cells refer to by number."""
    (count,) = struct.unpack_from("<I", record.data, 4)
    pieces = _Pieces(record.pieces, 8)
    found: list[str] = []
    while len(found) < count and pieces.more():
        found.append(pieces.text())
    return found


class _Pieces:
    """Reads on where a record was cut: within a text, the rest begins with its width anew."""

    def __init__(self, pieces: Sequence[bytes], at: int) -> None:
        self.pieces = pieces
        self.number = 0
        self.at = at

    def more(self) -> bool:
        """Tell whether anything is left, and go to where it begins."""
        while self.number < len(self.pieces) and self.at >= len(self.pieces[self.number]):
            self.at -= len(self.pieces[self.number])
            self.number += 1
        return self.number < len(self.pieces)

    def text(self) -> str:
        piece = self.pieces[self.number]
        count, flags = struct.unpack_from("<HB", piece, self.at)
        self.at += 3
        runs = extra = 0
        if flags & 8:
            (runs,) = struct.unpack_from("<H", piece, self.at)
            self.at += 2
        if flags & 4:
            (extra,) = struct.unpack_from("<I", piece, self.at)
            self.at += 4
        parts = []
        while count:
            if self.at >= len(self.pieces[self.number]):
                self.number, self.at = self.number + 1, 1
                if self.number >= len(self.pieces):
                    raise ReadError("bad_sheet", reason="BIFF")
                flags = self.pieces[self.number][0]
            width = 1 + (flags & 1)
            found = self.pieces[self.number][self.at : self.at + count * width]
            parts.append(_characters(found, flags))
            self.at += len(found)
            count -= -(-len(found) // width)
        self.at += 4 * runs + extra
        return "".join(parts)


def _characters(data: bytes, flags: int) -> str:
    return data.decode("utf-16-le", "replace") if flags & 1 else data.decode("latin-1")
