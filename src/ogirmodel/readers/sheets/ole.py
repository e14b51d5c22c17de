"""Compound files, the containers of the older Office formats: the names in one, and the content of a stream.

Everything in such a file is a chain of sectors; a chain that runs in a circle is found by its length.
"""

import struct
from collections.abc import Sequence

import attrs

from ogirmodel.errors import ReadError

__all__ = ["SIGNATURE", "Compound", "open_compound"]

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA
"""Numbers from here on are no sectors."""
ENTRY = 128
STORAGE, STREAM, ROOT = 1, 2, 5
IN_HEADER = 109
"""So many sectors of the allocation table are listed in the header."""


@attrs.frozen
class Compound:
    """An open compound file: ``entries`` are the kind, first sector and size of everything in it, by name."""

    data: bytes
    shift: int
    table: Sequence[int]
    entries: dict[str, tuple[int, int, int]]
    small_below: int
    small_table: Sequence[int]

    def stream(self, name: str) -> bytes:
        """Return the content of the stream ``name``."""
        _, first, size = self.entries[name]
        if size >= self.small_below:
            return _join(self.data, self.shift, 1, _chain(first, self.table))[:size]
        small = next(
            (
                _join(self.data, self.shift, 1, _chain(first, self.table))
                for kind, first, _ in self.entries.values()
                if kind == ROOT
            ),
            b"",
        )
        return _join(small, 6, 0, _chain(first, self.small_table))[:size]


def open_compound(data: bytes) -> Compound:
    """Return what is in a compound file; raises ReadError, or struct.error where it is cut off."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if not data.startswith(SIGNATURE) or shift not in {9, 12}:
        raise ReadError("bad_sheet", reason="OLE")
    directory, small_below, small_first = struct.unpack_from("<I4xII", data, 48)
    listing_first = struct.unpack_from("<I", data, 68)[0]
    listed = list(struct.unpack_from(f"<{IN_HEADER}I", data, 76))
    per_sector = (1 << shift) // 4 - 1
    seen = 0
    while listing_first < END:
        sector = _numbers(_join(data, shift, 1, [listing_first]))
        seen += 1
        if len(sector) <= per_sector or seen > len(data) >> shift:
            raise ReadError("bad_sheet", reason="OLE")
        listed += sector[:per_sector]
        listing_first = sector[per_sector]
    table = _numbers(_join(data, shift, 1, [sector for sector in listed if sector < END]))
    small_table = _numbers(_join(data, shift, 1, _chain(small_first, table)))
    entries = _entries(_join(data, shift, 1, _chain(directory, table)))
    return Compound(data, shift, table, entries, small_below, small_table)


def _entries(directory: bytes) -> dict[str, tuple[int, int, int]]:
    entries: dict[str, tuple[int, int, int]] = {}
    for start in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", directory, start + 64)
        if kind in {STORAGE, STREAM, ROOT}:
            name = directory[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", directory, start + 116)
            entries.setdefault(name, (kind, first, size))
    return entries


def _chain(first: int, table: Sequence[int]) -> list[int]:
    sectors = []
    while first < END:
        sectors.append(first)
        if first >= len(table) or len(sectors) > len(table):
            raise ReadError("bad_sheet", reason="OLE")
        first = table[first]
    return sectors


def _join(data: bytes, shift: int, before: int, sectors: Sequence[int]) -> bytes:
    """Return the sectors one after the other; ``before`` of them precede the first."""
    if len(sectors) > (len(data) >> shift) + 1:
        raise ReadError("bad_sheet", reason="OLE")
    return b"".join(data[(sector + before) << shift : (sector + before + 1) << shift] for sector in sectors)


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
