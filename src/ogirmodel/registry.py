"""Plugins by name: found lazily through entry points, or registered by hand.

Listing reads metadata and imports nothing; only ``get`` imports, and only the one plugin that was asked for, so a
broken plugin fails the command that wants it and no other. A third party never shadows a built-in: where a name is
claimed twice, the built-in answers to it and the other answers to ``distribution:name``.
"""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Generic, TypeVar

import attrs

from ogirmodel.errors import OgirError, PluginConflict, PluginUnavailable, UnknownName

__all__ = ["OURS", "Entry", "Registry"]

OURS = "ogirmodel"
"""The distribution whose plugins are the built-ins."""

T = TypeVar("T")


@attrs.frozen
class Entry:
    """One claim to a name: by the entry point of a distribution, or registered in this process (None)."""

    name: str
    distribution: str | None
    load: Callable[[], object] = attrs.field(eq=False, repr=False)
    value: str = ""
    shadowed: bool = False

    @property
    def listed(self) -> str:
        """The name that ``get`` finds it by: its own, unless another has it as well."""
        return self.qualified if self.shadowed else self.name

    @property
    def builtin(self) -> bool:
        """Whether it ships with this library."""
        return self.distribution == OURS

    @property
    def qualified(self) -> str:
        """The name that is unique even where two distributions claim the same."""
        return f"{self.distribution}:{self.name}" if self.distribution else self.name


class Registry(Generic[T]):
    """The plugins of one entry-point group.

    ``kind`` names them in messages; ``build`` turns what an entry point loads into what ``get`` returns, and raises
    TypeError for what is not of that kind.
    """

    def __init__(self, group: str, kind: str, build: Callable[[str, object], T]) -> None:
        self._group = group
        self._kind = kind
        self._build = build
        self._lock = threading.RLock()
        self._installed: tuple[Entry, ...] | None = None
        self._registered: dict[str, Entry] = {}
        self._built: dict[str, T] = {}

    def entries(self) -> tuple[Entry, ...]:
        """Return every claim, built-ins first, importing nothing."""
        with self._lock:
            if self._installed is None:
                self._installed = self._discover()
            return (*self._installed, *self._registered.values())

    def names(self) -> tuple[str, ...]:
        """Return the names that ``get`` answers to, built-ins first."""
        return tuple(dict.fromkeys(e.listed for e in self.entries()))

    def get(self, name: str) -> T:
        """Return the plugin ``name``, importing it at the first call.

        Raises UnknownName, PluginConflict where two third parties claim it, PluginUnavailable where it cannot be
        imported or is not what its group holds.
        """
        if not isinstance(name, str):
            raise UnknownName.of(self._kind, name, self.names())
        with self._lock:
            if name not in self._built:
                self._built[name] = self._load(self._entry(name))
            return self._built[name]

    def register(self, name: str, plugin: object, *, replace: bool = False) -> None:
        """Make ``plugin`` answer to ``name`` in this process; raises PluginConflict if the name is taken."""
        if not isinstance(name, str):
            raise TypeError(f"a name is text, not {type(name).__name__}")
        with self._lock:
            taken = next((e for e in self.entries() if name in {e.name, e.qualified}), None)
            if taken and not (replace and taken.distribution is None):
                raise PluginConflict("name_taken", name=name, distribution=taken.distribution or "-")
            entry = Entry(name, None, lambda: plugin)
            built = self._load(entry)
            self._registered[name] = entry
            self._built[name] = built

    def unregister(self, name: str) -> None:
        """Forget what was registered under ``name``; what is installed stays."""
        with self._lock:
            if self._registered.pop(name, None):
                self._built.pop(name, None)

    def _entry(self, name: str) -> Entry:
        entries = self.entries()
        claims = [e for e in entries if name in (e.name, e.qualified)]
        chosen = [e for e in claims if e.builtin or e.qualified == name] or claims
        if not chosen:
            raise UnknownName.of(self._kind, name, self.names())
        if len(chosen) > 1:
            raise PluginConflict("claimed_twice", name=name, distributions=tuple(e.qualified for e in chosen))
        return chosen[0]

    def _load(self, entry: Entry) -> T:
        try:
            return self._build(entry.name, entry.load())
        except OgirError:
            raise
        except (Exception, SystemExit) as error:
            raise PluginUnavailable(
                "plugin_broken",
                name=entry.name,
                distribution=entry.distribution or "-",
                reason=f"{type(error).__name__}: {error}",
            ) from error

    def _discover(self) -> tuple[Entry, ...]:
        from importlib.metadata import entry_points  # noqa: PLC0415 - costs more than the rest of the import

        found: dict[tuple[str, str | None], Entry] = {}
        for point in entry_points(group=self._group):
            distribution = point.dist.name if point.dist else None
            found.setdefault((point.name, distribution), Entry(point.name, distribution, point.load, point.value))
        claims = sorted(found.values(), key=lambda e: (not e.builtin, e.name, e.distribution or ""))
        claimed = Counter(e.name for e in claims)
        return tuple(attrs.evolve(e, shadowed=not e.builtin and claimed[e.name] > 1) for e in claims)
