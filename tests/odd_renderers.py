"""Renderers that behave as no renderer should, for workers to import."""

import os
import signal
import threading
from typing import ClassVar

import attrs

from ogirmodel.document import Document
from ogirmodel.renderers.base import RendererInfo

__all__ = ["Deadly", "Unsendable"]


@attrs.frozen
class Deadly:
    """Kills its process, as a fault in a library written in C would, over documents whose title has ``word``."""

    info: ClassVar[RendererInfo] = RendererInfo("text/plain")
    word: str

    def render(self, document: Document, /) -> bytes:  # noqa: D102 - as the protocol has it
        if self.word in document.properties.title:
            os.kill(os.getpid(), signal.SIGKILL)
        return document.properties.title.encode()


class _Locked(bytes):
    """Bytes that cannot be sent to another process."""

    def __reduce__(self) -> tuple[object, ...]:
        return (threading.Lock(),)


@attrs.frozen
class Unsendable:
    """Returns for some documents what no process can send."""

    info: ClassVar[RendererInfo] = RendererInfo("text/plain")
    word: str

    def render(self, document: Document, /) -> bytes:  # noqa: D102 - as the protocol has it
        title = document.properties.title.encode()
        return _Locked(title) if self.word in document.properties.title else title
