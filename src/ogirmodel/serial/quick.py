"""Plain JSON parsed and written by orjson, as ``usual`` does it without."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from ogirmodel.serial.usual import Written

__all__ = ["figures", "parse", "write"]


def parse(data: bytes) -> Any:
    """Return what ``data`` holds; raises ValueError."""
    return orjson.loads(data)


def figures(values: Sequence[object]) -> list[str]:
    """Return each of ``values``, counts and blanks, as it is written."""
    return orjson.dumps(values)[1:-1].decode().split(",")


def write(data: Mapping[str, Any]) -> bytes:
    """Return ``data``, lists and dictionaries a member a line; what is written already stands as it is."""
    return orjson.dumps(data, _as_it_is, orjson.OPT_INDENT_2)


def _as_it_is(written: Written) -> orjson.Fragment:
    return orjson.Fragment(written.text)
