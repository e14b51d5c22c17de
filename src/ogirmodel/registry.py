"""Plugins by name: found lazily through entry points, or registered by hand.

Listing reads metadata and imports nothing; only ``get`` imports, and only the one plugin that was asked for, so a
broken plugin fails the command that wants it and no other. A third party never shadows a built-in: where a name is
claimed twice, the built-in answers to it and the other answers to ``distribution:name``. Whatever a plugin raises
while it is imported or at work becomes one error that names it and its distribution.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from ogirmodel.errors import OgirError, PluginConflict, PluginUnavailable, UnknownName

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

__all__ = ["OURS", "Entry", "Registry", "State", "answerable"]

OURS = "ogirmodel"
"""The distribution whose plugins are the built-ins."""

UNKNOWN = "?"
"""Stands for a name that the metadata do not give."""

T = TypeVar("T")


class State(StrEnum):
    """How a plugin came here, as its metadata tell; whether it works is seen when it is asked for."""

    BUILT_IN = "built_in"
    INSTALLED = "installed"
    REGISTERED = "registered"
    SHADOWED = "shadowed"
    UNREADABLE = "unreadable"


@contextmanager
def answerable(name: str, distribution: str | None) -> Iterator[None]:
    """Let whatever is raised inside become a PluginUnavailable about this plugin; our own errors and Ctrl-C pass."""
    try:
        yield
    except (OgirError, KeyboardInterrupt):
        raise
    except BaseException as error:
        reason = _words_of(error)
        raise PluginUnavailable("plugin_broken", name=name, distribution=distribution or "-", reason=reason) from error


def _words_of(error: BaseException) -> str:
    """Return what an error says; one of a plugin may even fail to say it."""
    kind = type(error).__name__
    try:
        return f"{kind}: {error}"
    except Exception:  # noqa: BLE001 - whatever it is, the plugin is told by its name
        return kind


@attrs.frozen
class Entry:
    """One claim to a name: by the entry point of a distribution, or registered in this process (None).

    >>> from ogirmodel.renderers import RENDERERS
    >>> entry = RENDERERS.entries()[0]
    >>> entry.name, entry.distribution, entry.builtin
    ('docx', 'ogirmodel', True)
    """

    name: str
    distribution: str | None
    load: Callable[[], object] = attrs.field(eq=False, repr=False)
    value: str = ""
    shadowed: bool = False

    @property
    def listed(self) -> str:
        """The name that ``get`` finds it by: its own, unless another has it as well."""
        return self.qualified if self.shadowed or self.name == UNKNOWN else self.name

    @property
    def builtin(self) -> bool:
        """Whether it ships with this library."""
        return self.distribution == OURS

    @property
    def state(self) -> State:
        """How it came here."""
        if self.name == UNKNOWN:
            return State.UNREADABLE
        if self.shadowed:
            return State.SHADOWED
        return State.BUILT_IN if self.builtin else State.INSTALLED if self.distribution else State.REGISTERED

    @property
    def qualified(self) -> str:
        """The name that is unique even where two distributions claim the same."""
        return f"{self.distribution}:{self.name}" if self.distribution else self.name


class Registry(Generic[T]):
    """The plugins of one entry-point group.

    ``kind`` names them in messages; ``build`` turns what an entry point loads into what ``get`` returns, and raises
    TypeError for what is not of that kind.

    >>> from ogirmodel.renderers import RENDERERS
    >>> "docx" in RENDERERS.names(), RENDERERS.get("text").__name__
    (True, 'TextRenderer')
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
                self._built[name] = self._load(self.entry(name))
            return self._built[name]

    def entry(self, name: str) -> Entry:
        """Return the claim that ``get`` follows; raises UnknownName, PluginConflict."""
        entries = self.entries()
        claims = [e for e in entries if name in (e.name, e.qualified)]
        chosen = [e for e in claims if e.builtin or e.qualified == name] or claims
        if not chosen:
            raise UnknownName.of(self._kind, name, self.names())
        if len(chosen) > 1:
            raise PluginConflict("claimed_twice", name=name, distributions=tuple(e.qualified for e in chosen))
        return chosen[0]

    def entry_of(self, plugin: T) -> Entry | None:
        """Return the claim that ``plugin`` was got by; None where nobody got it here."""
        with self._lock:
            names = [name for name, built in self._built.items() if built is plugin]
        return self.entry(names[0]) if names else None

    def version_of(self, name: str) -> str:
        """Return the distribution that brings ``name``, and its version; raises UnknownName, PluginConflict.

        >>> from ogirmodel.renderers import RENDERERS
        >>> RENDERERS.version_of("docx").partition(" ")[0]
        'ogirmodel'
        """
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - costs more than the rest of the import

        distribution = self.entry(name).distribution or UNKNOWN
        try:
            return f"{distribution} {version(distribution)}"
        except (PackageNotFoundError, ValueError, KeyError):  # registered in this process, or metadata that lack it
            return distribution

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

    def _load(self, entry: Entry) -> T:
        with answerable(entry.name, entry.distribution):
            try:
                return self._build(entry.name, entry.load())
            except PluginUnavailable:
                raise
            except OgirError as error:
                if entry.builtin or entry.distribution is None:
                    raise
                raise PluginUnavailable(
                    "plugin_broken", name=entry.name, distribution=entry.distribution, reason=error
                ) from error

    def _discover(self) -> tuple[Entry, ...]:
        found: dict[tuple[str, str | None], Entry] = {}
        for entry in map(self._claim, self._points()):
            found.setdefault((entry.name, entry.distribution), entry)
        claims = sorted(found.values(), key=lambda e: (not e.builtin, e.name, e.distribution or ""))
        claimed = Counter(e.name for e in claims if e.name != UNKNOWN)
        return tuple(attrs.evolve(e, shadowed=not e.builtin and claimed[e.name] > 1) for e in claims)

    def _points(self) -> "Iterable[EntryPoint | Entry]":
        """Return the entry points of the group; a distribution whose metadata cannot be read hides no other."""
        from importlib.metadata import distributions, entry_points  # noqa: PLC0415 - costs more than the rest of the import

        try:
            return entry_points(group=self._group)
        except Exception:  # noqa: BLE001 - whichever it is, it is looked for one by one
            return [point for each in distributions() for point in self._points_of(each)]

    def _points_of(self, distribution: "Distribution") -> "Iterable[EntryPoint | Entry]":
        try:
            return distribution.entry_points.select(group=self._group)
        except Exception as error:  # noqa: BLE001 - told to whoever asks for it
            fault = error
        try:
            concerned = f"[{self._group}]" in (distribution.read_text("entry_points.txt") or "")
        except UnicodeDecodeError:
            concerned = True

        def load() -> object:
            raise fault

        return [Entry(UNKNOWN, name_of(distribution), load)] if concerned else []

    def _claim(self, point: "EntryPoint | Entry") -> Entry:
        if isinstance(point, Entry):
            return point
        return Entry(point.name, name_of(point.dist) if point.dist else None, point.load, point.value)


def name_of(distribution: "Distribution") -> str:
    """Return the name of a distribution; where its metadata have none, that of the folder they stand in."""
    try:
        name: str | None = distribution.name
    except Exception:  # noqa: BLE001 - metadata that cannot be read name nobody
        name = None
    return name or str(getattr(getattr(distribution, "_path", None), "name", UNKNOWN))
