"""Plain JSON parsed and written by orjson, as ``usual`` does it without."""

from collections.abc import Mapping
from typing import Any

import orjson

from ogirmodel.serial.usual import Written

__all__ = ["parse", "write"]


def parse(data: bytes, text: str) -> Any:
    """Return what ``data`` holds, which as text is ``text``; raises ValueError."""
    del text
    return orjson.loads(data)


def write(data: Mapping[str, Any]) -> bytes:
    """Return ``data``, lists and dictionaries a member a line; what is written already stands as it is."""
    return orjson.dumps(data, _as_it_is, orjson.OPT_INDENT_2)


def _as_it_is(written: Written) -> orjson.Fragment:
    return orjson.Fragment(written.text)
