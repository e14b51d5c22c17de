"""Which reader a source gets: the one asked for, that of its suffix, or the first that knows it by its content."""

from collections.abc import Iterable

from ogirmodel.errors import OgirError, ReadError
from ogirmodel.plugins.work import Plugin, reader, sniffs
from ogirmodel.readers import READERS, Reader
from ogirmodel.sources import Source, name_of, refuse_foreign, suffix_of

__all__ = ["HEAD", "choose"]

HEAD = 2**16
"""Bytes from the beginning of a source that readers sniff at: enough for the directory of a small package."""


def choose(chosen: str | Reader | None, data: bytes, source: Source) -> Plugin[Reader]:
    """Return the reader for ``source``, whose content is ``data``.

    Raises UnknownName and PluginUnavailable for one that is asked for, ReadError where none knows the content.
    """
    if chosen is not None:
        return reader(chosen)
    suffix = suffix_of(source)
    head, name = data[:HEAD], name_of(source)
    named = reader(suffix) if suffix in READERS.names() else None
    if named is not None and sniffs(named, head, name):
        return named
    skipped = []
    for each in _once_each():
        try:
            found = reader(each)
            if sniffs(found, head, name):
                return found
        except OgirError as error:
            skipped.append(error)
    if named is not None:
        return named
    refuse_foreign(data)
    key = "no_reader_skipped" if skipped else "no_reader"
    raise ReadError(key, file=name or "-", formats=tuple(READERS.names()), skipped=tuple(skipped))


def _once_each() -> Iterable[str]:
    """Yield the names of readers, built-ins first, each class under one name."""
    seen = set()
    for entry in READERS.entries():
        if (key := (entry.distribution, entry.value)) not in seen:
            seen.add(key)
            yield entry.listed
