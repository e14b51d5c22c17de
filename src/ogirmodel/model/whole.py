"""A table that was given whole, every cell in its place, as JSON has it: read a row at once.

What is given in part, in another shape or with keys of its own is read cell by cell, where each fault is named.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any

from ogirmodel.forms import TableForm

__all__ = ["whole"]

Row = tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], int]


def whole(table: TableForm, cells: Mapping[Any, Any]) -> list[Any] | None:
    """Return what nested dictionaries hold for every cell, in the order of the form; None if they are not whole.

    >>> from ogirmodel.forms import form
    >>> whole(form("2021").table("disclosure"), {"rules": {"made": 1}})
    """
    rows, sizes = _plan(table)
    values: list[Any] = []
    try:
        for path, size in sizes:
            node: Any = cells
            for key in path:
                node = node[key]
            if type(node) is not dict or len(node) != size:
                return None
        for path, figures, size in rows:
            node = cells
            for key in path:
                node = node[key]
            if type(node) is not dict or len(node) != size:
                return None
            values += figures(node)
    except (KeyError, TypeError, IndexError):
        return None
    return values


@lru_cache(maxsize=64)
def _plan(table: TableForm) -> tuple[tuple[Row, ...], tuple[tuple[tuple[str, ...], int], ...]]:
    """Return where the rows of a table stand with their columns, and how many keys each place above them has."""
    columns: dict[tuple[str, ...], list[str]] = {}
    below: dict[tuple[str, ...], set[str]] = {}
    for cell in table.cells:
        path = tuple(cell.row.path.split("."))
        columns.setdefault(path, []).append(cell.column.key)
        for depth in range(len(path)):
            below.setdefault(path[:depth], set()).add(path[depth])
    rows = tuple((path, _getter(keys), len(keys)) for path, keys in columns.items())
    return rows, tuple((path, len(keys)) for path, keys in below.items())


def _getter(keys: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(keys) > 1:
        return itemgetter(*keys)
    (key,) = keys
    return lambda row: (row[key],)
