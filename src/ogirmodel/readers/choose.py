"""Which reader a source gets: the one asked for, that of its suffix, or the first that knows it by its content."""

from collections.abc import Iterable

from ogirmodel.errors import OgirError, ReadError
from ogirmodel.readers.base import READERS, Reader
from ogirmodel.sources import Source, name_of, refuse_foreign, suffix_of

__all__ = ["choose"]

HEAD = 2**16
"""Bytes from the beginning of a source that readers sniff at: enough for the directory of a small package."""


def choose(chosen: str | Reader | None, data: bytes, source: Source) -> Reader:
    """Return the reader for ``source``, whose content is ``data``.

    Raises UnknownName and PluginUnavailable for one that is asked for, ReadError where none knows the content.
    """
    if isinstance(chosen, str):
        return READERS.get(chosen)()
    if chosen is not None:
        return chosen
    suffix = suffix_of(source)
    named = READERS.get(suffix)() if suffix in READERS.names() else None
    head, name = data[:HEAD], name_of(source)
    if named is not None and named.sniff(head, name):
        return named
    skipped = []
    for each in _once_each():
        try:
            reader = READERS.get(each)()
            if reader.sniff(head, name):
                return reader
        except OgirError as error:
            skipped.append(error)
    if named is not None:
        return named
    refuse_foreign(data)
    raise ReadError("no_reader", file=name or "-", formats=tuple(READERS.names()), skipped=tuple(skipped))


def _once_each() -> Iterable[str]:
    """Yield the names of readers, built-ins first, each class under one name."""
    seen = set()
    for entry in READERS.entries():
        if (key := (entry.distribution, entry.value)) not in seen:
            seen.add(key)
            yield entry.listed
