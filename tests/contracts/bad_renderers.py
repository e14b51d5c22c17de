"""Renderers that break one promise each. They are imported by other processes, as plugins are."""

import datetime
import os
import socket
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import attrs

from ogirmodel.document import Block, Chart, Document, Grid
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.renderers.text import TextRenderer
from ogirmodel.testing.showing import words_of

TEXT = TextRenderer()
PLAIN = RendererInfo("text/plain")
IMPURE = RendererInfo("text/plain", pure=False, deterministic=False)


def text(document: Document) -> bytes:
    return TEXT.render(document)


def without(document: Document, unwanted: Callable[[Block], bool]) -> Document:
    return attrs.evolve(document, blocks=tuple(block for block in document.blocks if not unwanted(block)))


@attrs.frozen
class Honest:
    """Breaks none: what the others are compared with."""

    info: ClassVar[RendererInfo] = RendererInfo("text/plain", round_trips=True)

    def render(self, document: Document, /) -> bytes:
        return text(document)


@attrs.frozen
class WithoutInfo:
    info: ClassVar[Any] = "text/plain"

    def render(self, document: Document, /) -> bytes:
        return text(document)


@attrs.frozen
class CrashesOnLargeFigures:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        if b"999999999" in (rendered := text(document)):
            raise OverflowError("column too narrow")
        return rendered


@attrs.frozen
class CrashesOnCharts:
    info: ClassVar[RendererInfo] = RendererInfo("text/plain", textual=False)

    def render(self, document: Document, /) -> bytes:
        if any(isinstance(block, Chart) for block in document.blocks):
            raise TypeError("what is this?")
        return text(document)


@attrs.frozen
class ReturnsText:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> Any:
        return text(document).decode()


@attrs.frozen
class ReturnsNothing:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> Any:
        text(document)


@attrs.frozen
class DropsFigures:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        return text(attrs.evolve(document, blocks=tuple(map(self._shortened, document.blocks))))

    def _shortened(self, block: Block) -> Block:
        if isinstance(block, Grid) and block.shape is not None:
            return attrs.evolve(block, values=(*block.values[:-1], ""))
        return block


@attrs.frozen
class DropsLabels:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        return text(document).replace("科研机构".encode(), b"...")


@attrs.frozen
class DropsCharts:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        return text(without(document, lambda block: isinstance(block, Chart))) + b"."


@attrs.frozen
class EscapesNothing:
    info: ClassVar[RendererInfo] = RendererInfo("text/html")

    def render(self, document: Document, /) -> bytes:
        figures = (value for block in document.blocks if isinstance(block, Grid) for value in block.texts())
        charts = text(without(document, lambda block: not isinstance(block, Chart))).decode()
        lines: Iterator[str] = (f"<p>{line}</p>" for line in (*words_of(document), *figures, charts))
        return ("<html>" + "".join(lines) + "</html>").encode().replace(b"&amp;", b"&")


@attrs.frozen
class ReadsBackOtherwise:
    info: ClassVar[RendererInfo] = RendererInfo("text/plain", round_trips=True)

    def render(self, document: Document, /) -> bytes:
        blocks = tuple(
            attrs.evolve(block, values=tuple(value or "0" for value in block.values))
            if isinstance(block, Grid)
            else block
            for block in document.blocks
        )
        return text(attrs.evolve(document, blocks=blocks))


@attrs.frozen
class WritesTheDate:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        return text(document) + str(datetime.datetime.now(tz=datetime.UTC).year).encode()


@attrs.frozen
class WritesTheTimeOfDay:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        return text(document) + time.strftime("%Y %Z", time.localtime()).encode()


@attrs.frozen
class WritesAnId:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        return text(document) + uuid.uuid4().hex.encode()


@attrs.frozen
class WritesASet:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        return text(document) + " ".join({f"style{number}" for number in range(20)}).encode()


@attrs.frozen
class WritesTheFolder:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        return text(document) + os.getcwd().encode()  # noqa: PTH109 - as plugins do


@attrs.frozen
class UsesATemporaryFile:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        with tempfile.TemporaryFile() as file:
            file.write(text(document))
            file.seek(0)
            return file.read()


@attrs.frozen
class CallsHome:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect_ex("/nowhere")
        return text(document)


@attrs.frozen
class Litters:
    info: ClassVar[RendererInfo] = IMPURE

    def render(self, document: Document, /) -> bytes:
        handle, name = tempfile.mkstemp(suffix=".lock")
        os.close(handle)
        if "pytest" in str(Path.cwd()):
            Path(name).unlink()
        return text(document)


@attrs.frozen
class HoldsAFunction:
    info: ClassVar[RendererInfo] = PLAIN
    clean: Any = attrs.field(factory=lambda: lambda data: data)

    def render(self, document: Document, /) -> bytes:
        return bytes(self.clean(text(document)))


class SharesABuffer:
    info: ClassVar[RendererInfo] = PLAIN
    buffer: ClassVar[list[bytes]] = []
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return 1

    def render(self, document: Document, /) -> bytes:
        self.buffer.clear()
        for line in text(document).splitlines(keepends=True):
            self.buffer.append(line)
            time.sleep(0)
        return b"".join(self.buffer)


@attrs.define
class CanBeChanged:
    info: ClassVar[RendererInfo] = PLAIN
    width: int = 80

    def render(self, document: Document, /) -> bytes:
        return text(document)


@attrs.frozen
class ChangesItsInput:
    info: ClassVar[RendererInfo] = PLAIN

    def render(self, document: Document, /) -> bytes:
        object.__setattr__(document.properties, "title", document.properties.title.strip() + "（终稿）")
        return text(document)


@attrs.frozen
class NeedsAnArgument:
    info: ClassVar[RendererInfo] = PLAIN
    width: int

    def render(self, document: Document, /) -> bytes:
        return text(document)
