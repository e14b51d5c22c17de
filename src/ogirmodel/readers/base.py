"""What a reader is: a value that turns bytes into a document."""

from typing import ClassVar, Protocol, runtime_checkable

import attrs

from ogirmodel.document import Document
from ogirmodel.registry import Registry

__all__ = ["READERS", "Reader", "ReaderInfo"]


@attrs.frozen
class ReaderInfo:
    """What a reader claims of itself.

    >>> ReaderInfo("text/markdown; charset=utf-8").media_type
    'text/markdown; charset=utf-8'
    """

    media_type: str


@runtime_checkable
class Reader(Protocol):
    """Turns bytes into a document; it knows its format and no statute."""

    info: ClassVar[ReaderInfo]

    def sniff(self, head: bytes, name: str) -> bool:
        """Tell whether a source that begins with ``head`` and is called ``name`` is of this format."""
        ...

    def read(self, data: bytes, /) -> Document:
        """Return what ``data`` holds; raises ReadError where it is not of this format."""
        ...


def _build(_: str, loaded: object) -> type[Reader]:
    if not isinstance(loaded, type) or not isinstance(getattr(loaded, "info", None), ReaderInfo):
        raise TypeError("a reader class with an info of type ReaderInfo expected")
    if not all(callable(getattr(loaded, verb, None)) for verb in ("sniff", "read")):
        raise TypeError("a reader class with sniff and read expected")
    return loaded


READERS: Registry[type[Reader]] = Registry("ogirmodel.readers", "format", _build)
"""The reader classes, by format name."""
