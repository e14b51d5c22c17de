"""Readers that break one promise each. They are imported by other processes, as plugins are."""

import time
from pathlib import Path
from typing import Any, ClassVar

import attrs

from ogirmodel.document import Document, Grid, Heading, Paragraph
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.readers.text import TextReader

TEXT = TextReader()
PLAIN = ReaderInfo("text/plain")


@attrs.frozen
class Honest:
    """Breaks none: what the others are compared with."""

    info: ClassVar[ReaderInfo] = PLAIN

    def sniff(self, head: bytes, name: str) -> bool:
        return TEXT.sniff(head, name)

    def read(self, data: bytes, /) -> Document:
        return TEXT.read(data)


@attrs.frozen
class WithoutInfo(Honest):
    info: ClassVar[Any] = None


@attrs.frozen
class CrashesOnDamage(Honest):
    def read(self, data: bytes, /) -> Document:
        data.decode("utf-8")
        return TEXT.read(data)


@attrs.frozen
class ReturnsBlocks(Honest):
    def read(self, data: bytes, /) -> Any:
        return TEXT.read(data).blocks


@attrs.frozen
class SniffsWithAnIndex(Honest):
    def sniff(self, head: bytes, name: str) -> bool:
        return head[0] != 0x50 and TEXT.sniff(head, name)


@attrs.frozen
class SniffsNothing(Honest):
    def sniff(self, head: bytes, name: str) -> Any:
        return None if head.startswith(b"\0") else TEXT.sniff(head, name)


@attrs.frozen
class ClaimsEverything(Honest):
    def sniff(self, head: bytes, name: str) -> bool:
        del head, name
        return True


@attrs.frozen
class SniffsByReading(Honest):
    def sniff(self, head: bytes, name: str) -> bool:
        return bool([(index, byte) for index, byte in enumerate(head * 4)]) and TEXT.sniff(head, name)


@attrs.frozen
class LosesWhatItDoesNotKnow(Honest):
    def read(self, data: bytes, /) -> Document:
        document = TEXT.read(data)
        kept = tuple(
            b
            for b in document.blocks
            if not (isinstance(b, Paragraph | Heading) and "Ω" in b.text and len(b.text) < 40)
        )
        return attrs.evolve(document, blocks=kept)


@attrs.frozen
class ReadsBlanksAsZero(Honest):
    def read(self, data: bytes, /) -> Document:
        document = TEXT.read(data)
        blocks = tuple(self._zeros(block) if isinstance(block, Grid) else block for block in document.blocks)
        return attrs.evolve(document, blocks=blocks)

    def _zeros(self, grid: Grid) -> Grid:
        rows = (tuple(attrs.evolve(cell, text=cell.text or "0") for cell in row) for row in grid.read)
        return attrs.evolve(grid, read=tuple(rows))


@attrs.frozen
class OpensAFile(Honest):
    def read(self, data: bytes, /) -> Document:
        assert Path(__file__).read_bytes()
        return TEXT.read(data)


@attrs.frozen
class Counts(Honest):
    seen: ClassVar[list[int]] = []

    def read(self, data: bytes, /) -> Document:
        self.seen.append(len(data))
        document = TEXT.read(data)
        return attrs.evolve(document, blocks=(*document.blocks, Paragraph(f"{len(self.seen)}")))


class SharesALine(Honest):
    line: ClassVar[list[bytes]] = [b""]
    __slots__ = ()

    def read(self, data: bytes, /) -> Document:
        self.line[0] = data
        time.sleep(0.001)
        return TEXT.read(self.line[0])
