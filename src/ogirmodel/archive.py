"""A zip opened with care: docx, odt, xlsx and ods are such packages.

Readers come here for the parts of a package. Declared sizes lie and members can overlap, so what is inflated is counted
while it is inflated; nothing is ever written to a disk.
"""

import io
import struct
import zipfile
import zlib
from itertools import pairwise

import attrs

from ogirmodel import limits
from ogirmodel.errors import LimitExceeded, ReadError

__all__ = ["Archive", "open_archive"]

SIGNATURE = b"PK\x03\x04"
DIRECTORY_ENTRY = b"PK\x01\x02"
LOCAL = struct.Struct("<4s22xHH")
FREE_INFLATION = 2**20
"""The first MB of a member may inflate to any ratio: blanks and empty cells honestly do."""
CHUNK = 2**18
ENCRYPTED = 0x1


@attrs.define(eq=False)
class Archive:
    """The members of a zip, inflated when they are asked for."""

    _data: bytes
    _members: dict[str, zipfile.ZipInfo]
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
        if member.flag_bits & ENCRYPTED:
            raise ReadError("encrypted")
        start = member.header_offset
        signature, name_length, extra_length = LOCAL.unpack(self._data[start : start + LOCAL.size].ljust(LOCAL.size, b"\0"))
        start += LOCAL.size + name_length + extra_length
        packed = self._data[start : start + member.compress_size]
        if signature != SIGNATURE or len(packed) != member.compress_size:
            raise ReadError("damaged_archive", part=name)
        content = self._stored(packed) if member.compress_type == zipfile.ZIP_STORED else self._inflate(packed, member)
        if zlib.crc32(content) != member.CRC:
            raise ReadError("damaged_archive", part=name)
        return content

    def _stored(self, packed: bytes) -> bytes:
        self._count(len(packed), len(packed), 0)
        return packed

    def _inflate(self, packed: bytes, member: zipfile.ZipInfo) -> bytes:
        if member.compress_type != zipfile.ZIP_DEFLATED:
            raise ReadError("damaged_archive", part=member.filename)
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
            raise ReadError("damaged_archive", part=member.filename) from error
        if not inflater.eof:
            raise ReadError("damaged_archive", part=member.filename)
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


def open_archive(data: bytes) -> Archive:
    """Return the members of a zip.

    Raises ReadError for bytes that are no zip, and for one whose members overlap or share a name; LimitExceeded where
    there are too many.
    """
    bound = limits.current().parts
    if data.count(DIRECTORY_ENTRY) > bound:
        raise LimitExceeded.of("parts", bound)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = package.infolist()
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OverflowError, struct.error) as error:
        raise ReadError("no_archive") from error
    in_place = sorted(found, key=lambda member: member.header_offset)
    for before, after in pairwise(in_place):
        least = before.header_offset + LOCAL.size + len(before.filename.encode()) + before.compress_size
        if least > after.header_offset:
            raise ReadError("damaged_archive", part=after.filename)
    members = {member.filename: member for member in found}
    if len(members) < len(found) or any(member.header_offset < 0 for member in found):
        raise ReadError("damaged_archive", part=found[-1].filename)
    return Archive(data, members)
