"""A zip opened with care: docx, odt, xlsx and ods are such packages.

Readers come here for the parts of a package. Declared sizes lie and members can overlap, so what is inflated is counted
while it is inflated; nothing is ever written to a disk.
"""

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from mmap import mmap
from typing import IO, cast

import attrs

from ogirmodel import limits
from ogirmodel.errors import LimitExceeded, ReadError

__all__ = ["Archive", "open_archive"]

SIGNATURE = b"PK\x03\x04"
DIRECTORY_ENTRY = b"PK\x01\x02"
LOCAL = struct.Struct("<26xHH")
"""The header of a member; its name and extra fields follow, with these lengths."""
FREE_INFLATION = 2**20
"""The first MB of a member may inflate to any ratio: blanks and empty cells honestly do."""
CHUNK = 2**18
ENCRYPTED = 0x1


@attrs.frozen
class _Member:
    """Where the packed bytes of a member begin and end, and what they are."""

    start: int
    end: int
    info: zipfile.ZipInfo


@attrs.define(eq=False)
class Archive:
    """The members of a zip, inflated when they are asked for."""

    _data: bytes | mmap
    _members: dict[str, _Member]
    _inflated: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in the order of the directory."""
        return tuple(self._members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Return one member.

        Raises ReadError where it is missing, encrypted or damaged, LimitExceeded where it inflates to too much.
        """
        member = self._members.get(name)
        if member is None:
            raise ReadError("no_part", part=name)
        info = member.info
        if info.flag_bits & ENCRYPTED:
            raise ReadError("encrypted")
        packed = self._data[member.start : member.end]
        signed = self._data[info.header_offset : info.header_offset + len(SIGNATURE)] == SIGNATURE
        if not signed or len(packed) != info.compress_size:
            raise ReadError("damaged_archive", part=name)
        content = self._stored(packed) if info.compress_type == zipfile.ZIP_STORED else self._inflate(packed, info)
        if zlib.crc32(content) != info.CRC:
            raise ReadError("damaged_archive", part=name)
        return content

    def _stored(self, packed: bytes) -> bytes:
        self._count(len(packed), len(packed), 0)
        return packed

    def _inflate(self, packed: bytes, info: zipfile.ZipInfo) -> bytes:
        if info.compress_type != zipfile.ZIP_DEFLATED:
            raise ReadError("damaged_archive", part=info.filename)
        inflater = zlib.decompressobj(-15)
        pieces: list[bytes] = []
        size, rest = 0, packed
        try:
            while not inflater.eof:
                piece = inflater.decompress(rest, CHUNK)
                rest = inflater.unconsumed_tail
                if not piece and not rest:
                    break
                size += len(piece)
                self._count(len(piece), size, len(packed))
                pieces.append(piece)
        except zlib.error as error:
            raise ReadError("damaged_archive", part=info.filename) from error
        if not inflater.eof:
            raise ReadError("damaged_archive", part=info.filename)
        return b"".join(pieces)

    def _count(self, more: int, size: int, packed: int) -> None:
        bounds = limits.current()
        self._inflated += more
        if self._inflated > bounds.inflated_bytes:
            raise LimitExceeded.of("inflated_bytes", bounds.inflated_bytes)
        if size > bounds.part_bytes:
            raise LimitExceeded.of("part_bytes", bounds.part_bytes)
        if packed and size > FREE_INFLATION and size > bounds.inflation * packed:
            raise LimitExceeded.of("inflation", bounds.inflation)


def open_archive(data: bytes | mmap) -> Archive:
    """Return the members of a zip: of its bytes, or of a file that is mapped into memory and not loaded.

    Raises ReadError for bytes that are no zip, and for one whose members overlap or share a name; LimitExceeded where
    there are too many.
    """
    bound = limits.current().parts
    if _has_more(data, DIRECTORY_ENTRY, bound):
        raise LimitExceeded.of("parts", bound)
    try:
        with zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else cast("IO[bytes]", data)) as package:
            found = package.infolist()
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OverflowError, struct.error) as error:
        raise ReadError("no_archive") from error
    members = {info.filename: _place(data, info) for info in found}
    if len(members) < len(found):
        raise ReadError("damaged_archive", part=_doubled(info.filename for info in found))
    for before, after in pairwise(sorted(members.values(), key=lambda member: member.start)):
        if before.end > after.info.header_offset:
            raise ReadError("damaged_archive", part=after.info.filename)
    return Archive(data, members)


def _has_more(data: bytes | mmap, wanted: bytes, bound: int) -> bool:
    """Tell whether ``wanted`` stands in ``data`` more than ``bound`` times."""
    place = -1
    for _ in range(bound + 1):
        place = data.find(wanted, place + 1)
        if place < 0:
            return False
    return True


def _place(data: bytes | mmap, info: zipfile.ZipInfo) -> _Member:
    """Find where a member is packed; its own header says how far that is behind it, not the directory."""
    start = info.header_offset
    if start < 0:
        raise ReadError("damaged_archive", part=info.filename)
    header = data[start : start + LOCAL.size]
    start += LOCAL.size + (sum(LOCAL.unpack(header)) if len(header) == LOCAL.size else 0)
    return _Member(start, start + info.compress_size, info)


def _doubled(names: Iterable[str]) -> str:
    """Return a name that is there more than once."""
    return Counter(names).most_common(1)[0][0]
