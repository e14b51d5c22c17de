"""Packages that are bombs, lie about themselves, overlap, are cut off, locked, or something else altogether."""

import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from hostile.seeds import PACKAGES, SUFFIXES, compound, packed, parts_of, seed
from hostile.trial import Answer, Trial, reading

__all__ = ["trials"]

MAIN = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "xlsx": "xl/workbook.xml",
    "ods": "content.xml",
}
DIRECTORY, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
MEGABYTE = 2**20
FAMILY = "packages"


def trials() -> Iterator[Trial]:
    """Yield a trial for each way of being no honest package, in each format that is one."""
    for suffix in PACKAGES:
        whole, parts, main = seed(suffix), parts_of(seed(suffix)), MAIN[suffix]
        for name, content in _wrong(whole, parts, main):
            yield reading(FAMILY, f"{suffix} {name}", f"in.{suffix}", content, Answer.REFUSED)
        for name, content in _odd(whole, parts, main):
            yield reading(FAMILY, f"{suffix} {name}", f"in.{suffix}", content)
        for name, limit, made in _bombs(parts, main):
            yield reading(FAMILY, f"{suffix} {name}", f"in.{suffix}", made, Answer.REFUSED, (limit,))
    for suffix in SUFFIXES:
        for name, content in _foreign():
            yield reading(FAMILY, f"{name} named {suffix}", f"in.{suffix}", content, Answer.REFUSED)
        for other in SUFFIXES:
            if other != suffix:
                yield reading(FAMILY, f"{other} named {suffix}", f"in.{suffix}", partial(seed, other))


def _wrong(whole: bytes, parts: dict[str, bytes], main: str) -> Iterator[tuple[str, bytes]]:
    """Yield what can only be refused."""
    yield "empty", b""
    yield "signature", LOCAL
    yield "end of directory alone", b"PK\x05\x06" + bytes(18)
    for tenth in range(1, 10):
        yield f"cut at {tenth} tenths", whole[: len(whole) * tenth // 10]
    yield "cut by a byte", whole[:-1]
    yield "without its main part", packed({name: part for name, part in parts.items() if name != main})
    yield "main part twice", packed([*parts.items(), (main, parts[main])])
    yield "main part twice, the second empty", packed([*parts.items(), (main, b"")])
    yield "main part empty", packed({**parts, main: b""})
    yield "main part of noise", packed({**parts, main: bytes(range(256)) * 9})
    yield "main part of another kind", packed({**parts, main: b"<html/>"})
    yield "locked", _patched(packed(parts), main, 8, 6, struct.pack("<H", 1))
    for method in (1, 6, 8, 9, 12, 14, 93, 98, 99, 65535):
        bare = packed(parts, zipfile.ZIP_STORED)
        yield f"method {method}", _patched(bare, main, 10, 8, struct.pack("<H", method))
    yield "wrong checksum", _patched(packed(parts), main, 16, None, b"\1\2\3\4")
    yield "packed size too large", _patched(packed(parts), main, 20, None, struct.pack("<I", 2**31))
    yield "packed size too small", _patched(packed(parts), main, 20, None, struct.pack("<I", 3))
    yield "place beyond the file", _patched(packed(parts), main, 42, None, struct.pack("<I", 2**31))
    yield "place of another member", _patched(packed(parts), main, 42, None, struct.pack("<I", 0))
    yield "all members in one place", _overlapping(parts)


def _odd(whole: bytes, parts: dict[str, bytes], main: str) -> Iterator[tuple[str, bytes]]:
    """Yield what is odd, and may be read or refused."""
    yield "size that is told too large", _patched(packed(parts), main, 24, None, struct.pack("<I", 2**31))
    yield "size that is told too small", _patched(packed(parts), main, 24, None, struct.pack("<I", 1))
    yield "after noise", bytes(1000) + whole
    yield "before noise", whole + bytes(70_000)
    yield "long comment", packed(parts, comment=b"PK\x05\x06" * 16_000)
    yield "directories of it in its comment", packed(parts, comment=whole[-60_000:])
    yield "stored", packed(parts, zipfile.ZIP_STORED)
    for name in (
        "../../x",
        "/etc/passwd",
        "C:\\x",
        "a\\..\\b",
        "CON",
        "x" * 60_000,
        "\u202e.xml",
        "a\nb",
        "\x1b[31m",
        "",
    ):
        yield f"member {name[:12]!r}", packed({**parts, name: b"x"})
    yield "package in itself", packed({**parts, "in.zip": whole})
    yield "noise at every tenth byte", _noise(whole)
    for cut in (1, 2, 4):
        yield f"main part cut by {cut}", packed({**parts, main: parts[main][: -cut * 7]})
    yield "main part of 2 MB of blanks", packed({**parts, main: parts[main] + b" " * 2 * MEGABYTE})


def _bombs(parts: dict[str, bytes], main: str) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Yield what would take all memory, with the limit that must be named."""
    yield "main part of 2 GB", "part_bytes", partial(_bomb, parts, main, 2 * 1024)
    yield "main part of 60 MB", "inflation", partial(_bomb, parts, main, 60)
    yield "20,000 members", "parts", lambda: packed({**parts, **{f"x/{n}": b"" for n in range(20_000)}})
    yield (
        "main part of 60 MB, stored",
        "part_bytes",
        lambda: packed({**parts, main: parts[main] + b" " * 60 * MEGABYTE}, zipfile.ZIP_STORED),
    )
    yield "more than 64 MB", "input_bytes", lambda: packed({**parts, "x": bytes(65 * MEGABYTE)}, zipfile.ZIP_STORED)


def _bomb(parts: dict[str, bytes], main: str, megabytes: int) -> bytes:
    """Return a package whose main part inflates to ``megabytes`` of blanks, without ever holding them."""
    import zlib

    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    content, crc = parts[main], zlib.crc32(parts[main])
    stream = deflater.compress(content)
    for _ in range(megabytes):
        stream += deflater.compress(b" " * MEGABYTE)
        crc = zlib.crc32(b" " * MEGABYTE, crc)
    stream += deflater.flush()
    size = len(content) + megabytes * MEGABYTE
    bare = packed({name: part for name, part in parts.items() if name != main})
    at = bare.index(DIRECTORY)
    name = main.encode()
    head = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, crc, len(stream), size)
    local = LOCAL + head + struct.pack("<HH", len(name), 0) + name + stream
    entry = DIRECTORY + struct.pack("<H", 20) + head + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at) + name
    directory = bare[at : bare.rindex(b"PK\x05\x06")] + entry
    count = len(parts)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), at + len(local), 0)
    return bare[:at] + local + directory + b"PK\x05\x06" + end


def _patched(package: bytes, member: str, at: int, local_at: int | None, value: bytes) -> bytes:
    """Change a field of one member in the directory, and in its own header where it has one there."""
    data = bytearray(package)
    name = member.encode()
    entry = data.index(DIRECTORY)
    while data[entry + 46 : entry + 46 + len(name)] != name:
        entry = data.index(DIRECTORY, entry + 4)
    place = int.from_bytes(data[entry + 42 : entry + 46], "little")
    data[entry + at : entry + at + len(value)] = value
    if local_at is not None:
        data[place + local_at : place + local_at + len(value)] = value
    return bytes(data)


def _overlapping(parts: dict[str, bytes]) -> bytes:
    data = bytearray(packed(parts))
    entry = data.find(DIRECTORY)
    while entry >= 0:
        data[entry + 42 : entry + 46] = bytes(4)
        entry = data.find(DIRECTORY, entry + 4)
    return bytes(data)


def _noise(whole: bytes) -> bytes:
    chance, data = random.Random(9), bytearray(whole)
    for place in range(0, len(data), 10):
        data[place] = chance.randrange(256)
    return bytes(data)


def _foreign() -> Iterator[tuple[str, bytes]]:
    """Yield files of kinds that no reader is for."""
    yield "pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(999)
    yield "rtf", b"{\\rtf1\\ansi{\\object\\objdata 0105}}"
    yield "old doc", compound({"WordDocument": bytes(9000), "1Table": bytes(9000)})
    yield "encrypted office file", compound({"EncryptionInfo": bytes(9000), "EncryptedPackage": bytes(9000)})
    yield "gzip", b"\x1f\x8b\x08" + bytes(99)
    yield "rar", b"Rar!\x1a\x07\x01\x00" + bytes(99)
    yield "7z", b"7z\xbc\xaf\x27\x1c" + bytes(99)
    yield "png", b"\x89PNG\r\n\x1a\n" + bytes(99)
    yield "program", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 4
    yield "zeros", bytes(5000)
    yield "noise", random.Random(1).randbytes(50_000)
    yield "compound file of zeros", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)
