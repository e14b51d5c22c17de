"""Where the figures of one edition stand in another, by what ``[succeeds]`` of the later one says.

Whoever sets figures of two editions side by side or adds them up asks here. It knows cells and paths, and no figure.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache, reduce
from itertools import pairwise

from ogirmodel.errors import OgirError
from ogirmodel.forms.load import form
from ogirmodel.forms.spec import Form, Succession

__all__ = ["Carrying", "Place", "carrying"]

Place = tuple[str, int]
"""A cell: the id of its table, and where it stands there."""

Carrying = Mapping[str, tuple[tuple[Place, ...] | None, ...]]
"""For each cell of each table: the cells of the other edition that add up to it, or None where none can say it."""


@lru_cache(maxsize=32)
def carrying(source: Form, target: Form) -> Carrying | None:
    """Return where ``target`` finds its figures in ``source``; None where neither edition succeeds the other.

    From the later to the earlier, the parts of what was split add up; the other way a part cannot be told.

    >>> way = carrying(form("2021"), form("2019"))
    >>> cell = form("2019").tables["applications"].place("outcomes.other_outcomes", "total")
    >>> way and len(way["applications"][cell] or ())
    3
    """
    if source is target:
        return _same(target)
    forward = _line(target, source)
    if forward:
        return reduce(_then, [_to_later(earlier, later) for later, earlier in reversed(list(pairwise(forward)))])
    backward = _line(source, target)
    return reduce(_then, [_to_earlier(later, earlier) for later, earlier in pairwise(backward)]) if backward else None


def _line(later: Form, earlier: Form) -> list[Form]:
    """Return the editions from ``later`` back to ``earlier``; none where they are of different lines."""
    line = [later, *_before(later)]
    return line[: line.index(earlier) + 1] if earlier in line else []


def _before(later: Form) -> Iterator[Form]:
    seen = {later.edition}
    while later.succeeds and later.succeeds.edition not in seen:
        seen.add(later.succeeds.edition)
        try:
            later = form(later.succeeds.edition)
        except OgirError:  # an edition of a third party that is not installed
            return
        yield later


def _same(statute: Form) -> Carrying:
    return {name: tuple(((name, cell.index),) for cell in table.cells) for name, table in statute.tables.items()}


def _to_later(earlier: Form, later: Form) -> Carrying:
    heirs = {
        targets[0]: place
        for path, place in _places(earlier).items()
        if len(targets := _targets(later.succeeds, path)) == 1
    }
    return {
        name: tuple((heirs[path],) if (path := f"{name}.{cell.path}") in heirs else None for cell in table.cells)
        for name, table in later.tables.items()
    }


def _to_earlier(later: Form, earlier: Form) -> Carrying:
    held = _places(later)

    def found(path: str) -> tuple[Place, ...] | None:
        targets = _targets(later.succeeds, path)
        return tuple(held[target] for target in targets) if targets and held.keys() >= set(targets) else None

    return {name: tuple(found(f"{name}.{cell.path}") for cell in table.cells) for name, table in earlier.tables.items()}


def _places(statute: Form) -> Mapping[str, Place]:
    return {f"{name}.{c.path}": (name, c.index) for name, table in statute.tables.items() for c in table.cells}


def _targets(succession: Succession | None, path: str) -> tuple[str, ...]:
    """Return the paths that a cell of the earlier edition has in the later: several where it is split."""
    if succession is None:
        return (path,)
    if any(_is_below(path, name) for name in succession.dropped):
        return ()
    heirs = {**{name: (target,) for name, target in succession.renamed.items()}, **succession.split}
    for name, targets in heirs.items():
        if _is_below(path, name):
            return tuple(target + path.removeprefix(name) for target in targets)
    return (path,)


def _is_below(path: str, name: str) -> bool:
    return path == name or path.startswith(f"{name}.")


def _then(first: Carrying, second: Carrying) -> Carrying:
    """Go both ways, one after the other."""

    def through(places: tuple[Place, ...] | None) -> tuple[Place, ...] | None:
        steps = [first[table][index] for table, index in places or ()]
        known = [step for step in steps if step is not None]
        return tuple(place for step in known for place in step) if known and len(known) == len(steps) else None

    return {name: tuple(map(through, cells)) for name, cells in second.items()}
