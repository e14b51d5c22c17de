"""Mutators: bytes of any file, and parts of a package with the checksums set right again."""

import random
import re
from collections.abc import Callable, Sequence

from hostile.seeds import packed, parts_of

__all__ = ["mutated", "mutated_package", "mutated_text"]

TOKEN = re.compile(rb"<[^>]*>|[^<]+")
NUMBER = re.compile(rb"[0-9]+")
NUMBERS = (b"0", b"-1", b"65536", b"999999999", b"2147483648", b"9" * 30, b"", b"1.5", b"x", "３".encode())
TEXTS = (
    "，",
    "。",
    "一、",
    "\n",
    "\t",
    "|",
    "│",
    "0",
    "12",
    "1_000",
    "\u200b",
    "\x01",
    "\ud7ff",
    "件",
    "规章",
    "总计",
    "<",
    "&",
    "一、总体情况\n",
    "2025年",
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with a few bytes changed, dropped, doubled or cut."""
    found = bytearray(data)
    for _ in range(chance.randrange(1, 9)):
        if not found:
            break
        at = chance.randrange(len(found))
        kind = chance.randrange(6)
        if kind == 0:
            found[at] = chance.randrange(256)
        elif kind == 1:
            found[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del found[at : at + chance.randrange(1, 40)]
        elif kind == 3:
            found[at:at] = found[at : at + chance.randrange(1, 200)]
        elif kind == 4:
            found[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\x80\0\0\0"))
        elif chance.randrange(20) == 0:
            del found[at:]
    return bytes(found)


def mutated_text(data: bytes, chance: random.Random) -> bytes:
    """Return text with pieces put in, taken out, moved and doubled."""
    text = data.decode("utf-8", "replace")
    for _ in range(chance.randrange(1, 12)):
        at, length = chance.randrange(len(text) + 1), chance.randrange(1, 60)
        piece = text[at : at + length]
        kind = chance.randrange(5)
        if kind == 0:
            text = text[:at] + chance.choice(TEXTS) * chance.randrange(1, 4) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + length :]
        elif kind == 2:
            text = text[:at] + piece * 2 + text[at + length :]
        elif kind == 3:
            to = chance.randrange(len(text) + 1)
            text = text[:to] + piece + text[to:]
        else:
            text = text[:at] + chance.choice(TEXTS) + text[at + 1 :]
    return text.encode("utf-8", "replace")


def mutated_markup(content: bytes, chance: random.Random) -> bytes:
    """Return markup with tags dropped, doubled, moved and renumbered; mostly still well-formed enough to be walked."""
    pieces = TOKEN.findall(content)
    for _ in range(chance.randrange(1, 8)):
        if not pieces:
            break
        at = chance.randrange(len(pieces))
        kind = chance.randrange(5)
        if kind == 0:
            pieces[at] = NUMBER.sub(lambda _: chance.choice(NUMBERS), pieces[at], count=1)
        elif kind == 1:
            end = at + chance.randrange(1, 30)
            pieces[at:at] = _balanced(pieces[at:end])
        elif kind == 2:
            element = _balanced(pieces[at : at + 30])
            del pieces[at : at + len(element)]
        elif kind == 3:
            to = chance.randrange(len(pieces))
            pieces[to:to] = _balanced(pieces[at : at + 40])
        elif not pieces[at].startswith(b"<"):
            pieces[at] = chance.choice(TEXTS[:9] + TEXTS[13:16]).encode()
        else:
            pieces[at] = mutated(pieces[at], chance)
    return b"".join(pieces)


def _balanced(pieces: Sequence[bytes]) -> list[bytes]:
    """Return the pieces from the beginning that form whole elements."""
    depth, end = 0, 0
    for number, piece in enumerate(pieces, 1):
        if piece.startswith(b"</"):
            depth -= 1
        elif piece.startswith(b"<") and not piece.endswith((b"/>", b"?>")):
            depth += 1
        if depth < 0:
            break
        if depth == 0:
            end = number
    return list(pieces[:end])


def mutated_package(data: bytes, chance: random.Random) -> bytes:
    """Return a package one part of which was changed; its checksum is right again."""
    parts = parts_of(data)
    weights = [len(content) for content in parts.values()]
    (name,) = chance.choices(list(parts), weights)
    change: Callable[[bytes, random.Random], bytes] = mutated_markup if chance.randrange(5) else mutated
    parts[name] = change(parts[name], chance)
    if chance.randrange(40) == 0:
        parts.pop(chance.choice(list(parts)))
    return packed(parts, 0)
