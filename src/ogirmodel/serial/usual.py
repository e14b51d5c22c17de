"""Plain JSON parsed and written by the standard library, in the layout of ``dump``."""

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, NoReturn

import attrs

__all__ = ["Written", "encode", "figures", "lay_out", "parse", "write"]


@attrs.frozen
class Written:
    """Text that is JSON already."""

    text: str


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_decode = json.JSONDecoder(parse_constant=_refuse).decode
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def parse(data: bytes) -> Any:
    """Return what ``data`` holds; raises ValueError, RecursionError.

    Of a key that stands twice the last is taken.
    """
    return _decode(data.decode())


def figures(values: Sequence[object]) -> list[str]:
    """Return each of ``values``, counts and blanks, as it is written."""
    return ["null" if value is None else str(value) for value in values]


def encode(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, str):
        return encode_basestring(value)
    return "null" if value is None else _encode(value)


def write(data: Mapping[str, Any]) -> bytes:
    """Return ``data``, lists and dictionaries a member a line; what is written already stands as it is."""
    return lay_out(data).encode()


def lay_out(value: Any, indent: int = 0) -> str:
    """Return nested data as text; ``indent`` is the level at which it stands."""
    margin = "  " * (indent + 1)
    parting, end = f",\n{margin}", "\n" + "  " * indent
    if isinstance(value, dict) and value:
        members = [f"{encode_basestring(key)}: {lay_out(member, indent + 1)}" for key, member in value.items()]
        return f"{{\n{margin}{parting.join(members)}{end}}}"
    if isinstance(value, list) and value:
        return f"[\n{margin}{parting.join(map(encode, value))}{end}]"
    return value.text if isinstance(value, Written) else encode(value)
