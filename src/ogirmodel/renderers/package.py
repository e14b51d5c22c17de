"""A canonical zip: the same parts give the same bytes, whatever the clock, and constant parts are deflated once.

Word and OpenDocument files are such packages. Members keep the order they are given in, carry the one date that a
zip can have least, no attributes and no extra fields. A part of less than 2 kB is stored, a larger one deflated.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping

import attrs

__all__ = ["Part", "close", "pack", "part"]

STORED_BELOW = 2048
DOS_EPOCH = 0x0021 << 16
"""1 January 1980, midnight: the earliest date of a zip."""

LOCAL = struct.Struct("<4sHHHIIIIHH")
CENTRAL = struct.Struct("<4sHHHHIIIIHHHHHI")
OFFSET = struct.Struct("<I")
END = struct.Struct("<4sHHHHIIH")
UTF8_NAMES = 0x0800


@attrs.frozen(eq=False)
class Part:
    """A member of a package, ready to be written: itself, and its entry in the directory around its place."""

    member: bytes
    entry: bytes
    name: bytes


def part(name: str, content: bytes, level: int = 6, *, stored: bool = False) -> Part:
    """Return ``content`` as a member; ``level`` is that of zlib, 0 stores."""
    if stored or level == 0 or len(content) < STORED_BELOW:
        method, data = 0, content
    else:
        deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
        method, data = 8, deflater.compress(content) + deflater.flush()
    called = name.encode()
    facts = (UTF8_NAMES, method, DOS_EPOCH, zlib.crc32(content), len(data), len(content), len(called))
    local = LOCAL.pack(b"PK\x03\x04", 20, *facts, 0)
    entry = CENTRAL.pack(b"PK\x01\x02", 20, 20, *facts, 0, 0, 0, 0, 0)
    return Part(local + called + data, entry, called)


def close(names: Iterable[str], constant: Mapping[str, Part], own: Mapping[str, bytes], level: int) -> bytes:
    """Return the package of the parts called ``names``: those deflated before, and a document's own."""
    return pack(part(name, own[name], level) if name in own else constant[name] for name in names)


def pack(parts: Iterable[Part]) -> bytes:
    """Return the package of ``parts``, in their order."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for one in parts:
        body.append(one.member)
        directory += (one.entry, OFFSET.pack(offset), one.name)
        offset += len(one.member)
    central, count = b"".join(directory), len(body)
    end = END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*body, central, end))
