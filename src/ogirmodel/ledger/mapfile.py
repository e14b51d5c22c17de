"""A map from a TOML file, strictly: every key that is not understood is named with its path.

Offices write these files; ``load_map`` is the way in. What a map means is not known here.
"""

import tomllib
from collections.abc import Iterator

import attrs

from ogirmodel.errors import Problem, ReadError
from ogirmodel.ledger.map import REGISTERS, RegisterMap, RowMap, unknown_keys
from ogirmodel.sources import Source, path_of, read_text

__all__ = ["load_map"]


def load_map(source: Source) -> RegisterMap:
    """Read a map from the TOML file ``source``, a path or bytes.

    Raises ReadError, which names every key and code that is not understood, with those that look like it.

    >>> load_map(b'[cases.columns]\\nid = "serial"\\n').cases.column("id")
    'serial'
    """
    try:
        return _load(read_text(source))
    except ReadError as error:
        raise error.named(path_of(source)) from error.__cause__


def _load(text: str) -> RegisterMap:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReadError("bad_map", problems=(Problem("", "toml", {"reason": str(error)}),)) from error
    problems = list(unknown_keys("", data, REGISTERS))
    maps: dict[str, RowMap] = {}
    for name in REGISTERS.keys() & data.keys():
        found = list(_shape(name, data[name]))
        problems += found
        if not found:
            maps[name] = RowMap(**data[name])
    if problems:
        raise ReadError("bad_map", problems=tuple(problems))
    return RegisterMap(**maps)


def _shape(path: str, given: object) -> Iterator[Problem]:
    """Hold what a file says of one register to the types of a RowMap."""
    if not isinstance(given, dict):
        yield Problem(path, "no_mapping")
        return
    yield from unknown_keys(path, given, attrs.fields_dict(RowMap))
    for name in ("table", "query"):
        yield from _text(f"{path}.{name}", given.get(name, ""))
    for name in ("columns", "codes", "blanks"):
        held = given.get(name, {})
        if not isinstance(held, dict):
            yield Problem(f"{path}.{name}", "no_mapping")
            continue
        for field, value in held.items():
            below = f"{path}.{name}.{field}"
            if name == "columns":
                yield from _text(below, value)
            elif name == "codes":
                pairs = value.items() if isinstance(value, dict) else ()
                yield from (fault for code, key in pairs for fault in _text(f"{below}.{code}", key))
                yield from () if isinstance(value, dict) else (Problem(below, "no_mapping"),)
            elif not isinstance(value, list) or not all(isinstance(text, str) for text in value):
                yield Problem(below, "no_texts")


def _text(path: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(path, "no_text")
