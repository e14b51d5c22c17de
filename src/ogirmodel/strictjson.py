"""JSON text to plain data, strictly: no duplicate keys, no NaN, bounded depth, and every fault with its path."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from ogirmodel import limits
from ogirmodel.errors import LimitExceeded, Problem, ReadError, StructureError

__all__ = ["check_depth", "parse"]

LONGEST_NUMBER = 40
"""Digits beyond which a number is kept out of ``int``, which refuses thousands of them."""

LONG_NUMBER = re.compile(f"[0-9]{{{LONGEST_NUMBER + 1}}}")


class _Twice(dict[str, Any]):
    """An object some of whose keys stood twice."""

    twice: tuple[str, ...] = ()


class _Odd:
    """A number that JSON does not have, or that no cell could hold; ``key`` names the problem."""

    def __init__(self, key: str, found: str) -> None:
        self.problem = key, {"found": found}


def parse(text: str, file: str) -> Any:
    """Return what ``text`` holds; ``file`` is named in errors.

    Raises ReadError for what is no JSON, StructureError for what JSON should not hold, LimitExceeded.
    """
    odd: list[object] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            found = _Twice(found)
            found.twice = tuple(key for key, count in Counter(key for key, _ in items).items() if count > 1)
            odd.append(found)
        return found

    def number(key: str, found: str) -> _Odd:
        odd.append(key)
        return _Odd(key, found)

    def integer(digits: str) -> object:
        return int(digits) if len(digits) <= LONGEST_NUMBER else number("count_out_of_range", digits)

    read = partial(json.loads, text, object_pairs_hook=pairs, parse_constant=partial(number, "no_number"))
    try:
        data = read(parse_int=integer) if LONG_NUMBER.search(text) else read()
    except RecursionError:
        raise LimitExceeded.of("json_depth", limits.current().json_depth) from None
    except json.JSONDecodeError as error:
        raise ReadError("no_json", file=file, line=error.lineno, column=error.colno) from error
    if odd and not isinstance(data, _Odd):
        check_depth(data)
        raise StructureError.of(_odd(data))
    return data


def check_depth(data: Any) -> None:
    """Raise LimitExceeded if ``data`` nests deeper than ``Limits.json_depth``."""
    bound = limits.current().json_depth
    level = [data]
    for _ in range(bound):
        level = [child for item in level for child in _children(item) if isinstance(child, dict | list)]
        if not level:
            return
    raise LimitExceeded.of("json_depth", bound)


def _children(item: Any) -> Iterable[Any]:
    return item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()


def _odd(data: Any) -> Iterator[Problem]:
    """Name everything odd in ``data``, level by level."""
    level: list[tuple[str, Any]] = [("", data)]
    while level:
        below: list[tuple[str, Any]] = []
        for path, item in level:
            if isinstance(item, _Odd):
                yield Problem(path, *item.problem)
                continue
            if isinstance(item, _Twice):
                yield from (Problem(_step(path, key), "key_twice") for key in item.twice)
            items = item.items() if isinstance(item, dict) else enumerate(item)
            below += [(_step(path, key), child) for key, child in items if isinstance(child, dict | list | _Odd)]
        level = below


def _step(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)
