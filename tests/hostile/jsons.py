"""JSON that goes to extremes: at every leaf, in its structure, and as bytes."""

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ogirmodel
from hostile.seeds import seed
from hostile.trial import Answer, Content, Trial

__all__ = ["EXTREMES", "LEAVES", "trials"]

FAMILY = "JSON"
EVERY_FORMAT = ("out.json", "out.txt", "out.html", "out.docx", "out.odt", "out.xlsx")
PLACE = "\ue000"
"""Stands where the extreme is put, as text."""

EXTREMES: Mapping[str, str] = {
    "NaN": "NaN",
    "Infinity": "Infinity",
    "-Infinity": "-Infinity",
    "null": "null",
    "true": "true",
    "false": "false",
    "0": "0",
    "-0": "-0",
    "-1": "-1",
    "1.0": "1.0",
    "1e2": "1e2",
    "1E400": "1E400",
    "-1e-400": "-1e-400",
    "0.1": "0.1",
    "2^63": str(2**63),
    "10^15": str(10**15),
    "10^15-1": str(10**15 - 1),
    "4,299 digits": "9" * 4_299,
    "4,301 digits": "9" * 4_301,
    "100,000 digits": "1" * 100_000,
    "a million digits and a dot": "1" * 1_000_000 + ".5",
    "empty text": '""',
    "digits in text": '"5"',
    "slash": '"/"',
    "Arabic digits": '"٥"',
    "money": '"0.37"',
    "money in exponents": '"1e999999"',
    "negative money": '"-1"',
    "NaN as text": '"NaN"',
    "underscore": '"1_000"',
    "date": '"2026-02-30"',
    "date of year 0": '"0000-01-01"',
    "lone surrogate": r'"\ud800"',
    "lone low surrogate": r'"\udc00x"',
    "pair of surrogates": r'"\ud83d\ude00"',
    "NUL": r'"\u0000"',
    "escape": r'"\u001b[31m"',
    "noncharacter": r'"\uffff"',
    "separators": r'"a\u2028b\u0085c\rd"',
    "override": r'"\u202e\u2066"',
    "a long text": '"' + "x" * 1_000_000 + '"',
    "markup": '"<script>alert(1)</script>]]>&amp;"',
    "formula": '"=1+1"',
    "marker": '"⟦body.text⟧"',
    "path": '"../../../etc/passwd"',
    "format": '"{0.__class__}%s%n${x}"',
    "empty list": "[]",
    "empty object": "{}",
    "list of lists": "[[[[[[]]]]]]",
    "99 levels": "[" * 99 + "]" * 99,
    "101 levels": "[" * 101 + "]" * 101,
    "100,000 levels": "[" * 100_000,
    "objects in objects": '{"a":' * 5_000 + "1" + "}" * 5_000,
    "key twice": '{"a": 1, "a": 2}',
    "unknown key": '{"\\u001b\\ud800": 1}',
    "unit": '{"value": "0.37", "unit": "\\u0000"}',
    "list of 100,000": "[" + "1," * 99_999 + "1]",
    "comment": "/* x */ 1",
    "hex": "0x10",
    "leading zero": "007",
    "plus": "+1",
    "single quotes": "'x'",
    "nothing": "",
    "two values": "1 2",
    "comma": "1,",
    "open text": '"x',
}

LEAVES: Mapping[str, tuple[str, ...]] = {
    "format": ("format",),
    "edition": ("edition",),
    "organ": ("organ",),
    "organ name": ("organ", "name"),
    "organ kind": ("organ", "kind"),
    "year": ("year",),
    "title": ("title",),
    "preface": ("preface",),
    "paragraph": ("preface", "0"),
    "sections": ("sections",),
    "section": ("sections", "overview"),
    "section paragraph": ("sections", "overview", "0"),
    "tables": ("tables",),
    "table": ("tables", "applications"),
    "row": ("tables", "applications", "new_received"),
    "group": ("tables", "applications", "outcomes"),
    "count": ("tables", "applications", "new_received", "natural_person"),
    "money": ("tables", "disclosure", "administrative_fees", "amount"),
    "deep count": ("tables", "applications", "outcomes", "withheld", "state_secret", "natural_person"),
    "notes": ("notes",),
    "note": ("notes", "applications"),
    "signer": ("signed_by",),
    "date": ("signed_on",),
    "published": ("published_on",),
    "unknown": ("no_such_key",),
    "whole": (),
}
"""Where it is put."""


def trials() -> Iterator[Trial]:
    """Yield each extreme at each place, then what is odd about the bytes or the whole."""
    data = json.loads(seed("json"))
    for leaf, path in LEAVES.items():
        frame = json.dumps(_with(data, path), ensure_ascii=False)
        for name, extreme in EXTREMES.items():
            yield _loading(f"{leaf} is {name}", frame.replace(f'"{PLACE}"', extreme).encode())
    for name, content, answer in _wholes():
        yield _loading(name, content, answer, ("out.json", "out.docx"))


def _loading(
    name: str, content: Content, answer: Answer = Answer.EITHER, outputs: tuple[str, ...] = EVERY_FORMAT
) -> Trial:
    arguments = ("convert", "in.json", *outputs)
    return Trial(FAMILY, name, arguments, {"in.json": content}, answer, inspect=_strict)


def _with(data: Any, path: tuple[str, ...]) -> Any:
    if not path:
        return PLACE
    changed = copy.deepcopy(data)
    holder = changed
    for step in path[:-1]:
        holder = holder[int(step) if isinstance(holder, list) else step]
        if not isinstance(holder, dict | list):
            return changed
    if isinstance(holder, list):
        holder[int(path[-1])] = PLACE
    else:
        holder[path[-1]] = PLACE
    return changed


def _strict(folder: Path) -> Iterator[str]:
    """Yield what is wrong where the extreme was taken: what is written is read again, and says the same everywhere."""
    report = ogirmodel.load(folder / "out.json")
    if ogirmodel.dump(report) != (folder / "out.json").read_bytes():
        yield "it is written otherwise once it was read"
    for table in report.tables.values():
        for value in table.values:
            if isinstance(value, bool | float):
                yield f"a figure is {value!r}"


def _wholes() -> Iterator[tuple[str, Content, Answer]]:
    whole = seed("json")
    refused, read, either = Answer.REFUSED, Answer.READ, Answer.EITHER
    yield "with the mark", b"\xef\xbb\xbf" + whole, read
    yield "in UTF-16", whole.decode().encode("utf-16"), either
    yield "in UTF-32", whole.decode().encode("utf-32"), refused
    yield "in GBK", whole.decode().encode("gbk"), either
    yield "in Latin-1", whole.decode().encode("latin-1", "replace"), either
    yield "cut", whole[: len(whole) // 2], refused
    yield "twice", whole + whole, refused
    yield "with noise behind", whole + b"\0", refused
    yield "with blanks around", b"\n \t" + whole + b"\n\n\n", read
    yield "bytes that are no UTF-8", whole.replace(b"2021", b"\xff\xfe", 1), refused
    yield "every control character", whole.replace("。".encode(), bytes(range(32))), refused
    yield "every key twice", lambda: _doubled(whole), refused
    yield (
        "a million unknown keys",
        lambda: whole.rstrip()[:-1] + b"," + b",".join(b'"k%d":1' % n for n in range(1_000_000)) + b"}",
        refused,
    )
    yield (
        "a million unknown rows",
        lambda: whole.replace(
            b'"applications": {', b'"applications": {' + b"".join(b'"k%d":{"x":1},' % n for n in range(300_000)), 1
        ),
        refused,
    )
    yield "a million paragraphs", lambda: _paragraphs(b'"x"', 1_000_000), refused
    yield "a million empty paragraphs", lambda: _paragraphs(b'""', 1_000_000), refused
    yield "a million lines", lambda: _paragraphs(b'"' + rb"x\n" * 1_000_000 + b'"', 1), refused
    yield "60 MB of one text", lambda: _paragraphs(b'"' + b"x" * 60_000_000 + b'"', 1), either
    yield "60 MB of escapes", lambda: _paragraphs(b'"' + rb"\u4e00" * 10_000_000 + b'"', 1), either
    yield "60 MB of brackets", lambda: b"[" * 60_000_000, refused
    yield "30 MB of empty lists", lambda: b"[" + b"[]," * 10_000_000 + b"[]]", refused
    yield "30 MB of objects", lambda: b"[" + b'{"a":1},' * 4_000_000 + b"{}]", refused
    yield "70 MB", lambda: b" " * 70_000_000, refused
    yield "40 MB of digits", lambda: b"1" * 40_000_000, refused
    yield "a key of 30 MB", lambda: b'{"' + b"k" * 30_000_000 + b'":1}', refused


def _paragraphs(paragraph: bytes, count: int) -> bytes:
    listed = b"[" + b",".join([paragraph] * count) + b"]"
    data = json.loads(seed("json"))
    data["sections"]["overview"] = PLACE
    return json.dumps(data).encode().replace(b'"\\ue000"', listed)


def _doubled(whole: bytes) -> bytes:
    def written(item: Any) -> str:
        if isinstance(item, dict):
            return "{" + ",".join(f"{json.dumps(k)}:{written(v)}" for k, v in [*item.items()] * 2) + "}"
        return json.dumps(item)

    return written({k: v for k, v in json.loads(whole).items() if k != "tables"}).encode()
