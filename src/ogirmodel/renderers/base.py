"""What a renderer is: a value with options that turns a document into bytes."""

from typing import ClassVar, Protocol, runtime_checkable

import attrs

from ogirmodel.document import Document
from ogirmodel.registry import Registry

__all__ = ["RENDERERS", "Renderer", "RendererInfo"]


@attrs.frozen
class RendererInfo:
    """What a renderer claims of itself; the conformance kit holds it to every claim.

    >>> RendererInfo("text/markdown; charset=utf-8").round_trips
    False
    """

    media_type: str
    textual: bool = True
    """Whether every label and figure can be found in the output (after decompression)."""
    round_trips: bool = False
    """Whether the reader of the same name gives the document's report back."""
    deterministic: bool = True
    """Whether the same document gives the same bytes, always and everywhere."""
    pure: bool = True
    """Whether it opens no file and no socket."""


@runtime_checkable
class Renderer(Protocol):
    """Turns a document into bytes; its options are the frozen fields of the instance."""

    info: ClassVar[RendererInfo]

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` in this format."""
        ...


def _build(_: str, loaded: object) -> type[Renderer]:
    if not isinstance(loaded, type) or not isinstance(getattr(loaded, "info", None), RendererInfo):
        raise TypeError("a renderer class with an info of type RendererInfo expected")
    if not callable(getattr(loaded, "render", None)):
        raise TypeError("a renderer class with render expected")
    return loaded


RENDERERS: Registry[type[Renderer]] = Registry("ogirmodel.renderers", "format", _build)
"""The renderer classes, by format name."""
