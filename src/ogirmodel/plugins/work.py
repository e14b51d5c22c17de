"""A plugin at work: made by name, called, and held to what it returns.

Every plugin is called through here. What a plugin of a third party raises or returns against its promises becomes
a PluginUnavailable that names it and its distribution; our own renderers and readers have no such cover, so that
their faults are seen as what they are.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Any, Generic, TypeVar

import attrs

from ogirmodel.document import Document
from ogirmodel.errors import PluginUnavailable
from ogirmodel.readers import READERS, Reader
from ogirmodel.registry import OURS, Registry, answerable
from ogirmodel.renderers import RENDERERS, Renderer

__all__ = ["Plugin", "read_with", "reader", "render_with", "renderer", "sniffs"]

T = TypeVar("T")


@attrs.frozen
class Plugin(Generic[T]):
    """A renderer or reader, the name that it was asked for by, and the distribution that brings it."""

    value: T
    name: str
    distribution: str

    def at_work(self) -> AbstractContextManager[None]:
        """Return the context in which it is called: what a third party raises there is told as its fault."""
        ours = type(self.value).__module__.partition(".")[0] == OURS
        return nullcontext() if ours else answerable(self.name, self.distribution)

    def returned(self, key: str, value: object) -> PluginUnavailable:
        """Return the error that it returned ``value``."""
        found = repr(value) if isinstance(value, bytes) else type(value).__name__
        return PluginUnavailable(key, name=self.name, distribution=self.distribution, found=found)


def renderer(chosen: str | Renderer) -> Plugin[Renderer]:
    """Return a renderer by name, or as it is given; raises UnknownName, PluginConflict, PluginUnavailable."""
    return _plugin(RENDERERS, chosen)


def reader(chosen: str | Reader) -> Plugin[Reader]:
    """Return a reader by name, or as it is given; raises UnknownName, PluginConflict, PluginUnavailable."""
    return _plugin(READERS, chosen)


def render_with(plugin: Plugin[Renderer], document: Document) -> bytes:
    """Return what a renderer makes of a document; raises PluginUnavailable where that is no file."""
    with plugin.at_work():
        rendered: Any = plugin.value.render(document)
    if not isinstance(rendered, bytes) or not rendered:
        raise plugin.returned("no_bytes", rendered)
    return rendered


def sniffs(plugin: Plugin[Reader], head: bytes, name: str) -> bool:
    """Tell whether a reader takes a source for its own."""
    with plugin.at_work():
        return bool(plugin.value.sniff(head, name))


def read_with(plugin: Plugin[Reader], data: bytes) -> Document:
    """Return what a reader reads; raises PluginUnavailable where that is no document."""
    with plugin.at_work():
        document: Any = plugin.value.read(data)
    if not isinstance(document, Document):
        raise plugin.returned("no_document", document)
    return document


def _plugin(registry: Registry[type[T]], chosen: str | T) -> Plugin[T]:
    if not isinstance(chosen, str):
        entry = registry.entry_of(type(chosen))
        name = entry.name if entry else type(chosen).__qualname__
        return Plugin(chosen, name, (entry and entry.distribution) or "-")
    kind, entry = registry.get(chosen), registry.entry(chosen)
    with answerable(entry.name, entry.distribution):
        return Plugin(kind(), entry.name, entry.distribution or "-")
