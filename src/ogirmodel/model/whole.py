"""A table that was given whole, every cell in its place, as JSON has it: read a row at once.

What is given in part, in another shape or with keys of its own is read cell by cell, where each fault is named.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any

import attrs

from ogirmodel.forms import TableForm

__all__ = ["keys_of", "whole"]

Fetch = Callable[[Any], tuple[Any, ...]]
Step = tuple[Fetch, int]


def whole(table: TableForm, cells: Mapping[Any, Any]) -> list[Any] | None:
    """Return what nested dictionaries hold for every cell, in the order of the form; None if they are not whole.

    >>> from ogirmodel.forms import form
    >>> whole(form("2021").table("disclosure"), {"rules": {"made": 1}})
    """
    plan = _plan(table)
    nodes: list[Any] = [cells]
    values: list[Any] = []
    try:
        for number, (children, size) in plan.groups:
            node = nodes[number]
            if type(node) is not dict or len(node) != size:
                return None
            nodes += children(node)
        for number, (figures, size) in plan.rows:
            row = nodes[number]
            if type(row) is not dict or len(row) != size:
                return None
            values += figures(row)
    except (KeyError, TypeError):
        return None
    return values


@attrs.frozen(eq=False)
class _Plan:
    """How to go through a table given whole.

    Nodes are numbered as they are met: the table is 0, and each group adds those below it. ``groups`` and ``rows``
    hold the number of a node, how to fetch all that is in it, and how much that is; ``keys`` counts all keys.
    """

    groups: tuple[tuple[int, Step], ...]
    rows: tuple[tuple[int, Step], ...]
    keys: int


def keys_of(table: TableForm) -> int:
    """Return how many keys ``table`` has in JSON where it is whole."""
    return _plan(table).keys


@lru_cache(maxsize=64)
def _plan(table: TableForm) -> _Plan:
    columns: dict[tuple[str, ...], list[str]] = {}
    below: dict[tuple[str, ...], dict[str, None]] = {}
    for cell in table.cells:
        path = tuple(cell.row.path.split("."))
        columns.setdefault(path, []).append(cell.column.key)
        for depth in range(len(path)):
            below.setdefault(path[:depth], {})[path[depth]] = None
    numbers: dict[tuple[str, ...], int] = {(): 0}
    groups = []
    for path in sorted(below, key=len):
        numbers |= {(*path, key): len(numbers) + n for n, key in enumerate(below[path])}
        groups.append((numbers[path], _step(list(below[path]))))
    rows = [(numbers[path], _step(keys)) for path, keys in columns.items()]
    return _Plan(tuple(groups), tuple(rows), sum(size for _, (_, size) in (*groups, *rows)))


def _step(keys: list[str]) -> Step:
    if len(keys) > 1:
        return itemgetter(*keys), len(keys)
    (key,) = keys
    return lambda node: (node[key],), 1
