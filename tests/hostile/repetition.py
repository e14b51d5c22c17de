"""Text that repeats one token a megabyte long: time must follow the length, whatever the token.

``tokens`` are all words that the library knows. They are screened in this process at a length at which anything worse
than linear shows, and the worst are then tried whole, as any trial.
"""

import json
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

import ogirmodel
from hostile.seeds import seed
from hostile.trial import Answer, Trial
from ogirmodel.forms import form

__all__ = ["SHAPES", "screened", "tokens", "trials"]

FAMILY = "repetition"
MEGABYTE = 1_000_000
SCREENED = 20_000
"""Bytes of the first look at a token."""
WORST = 4
"""So many of the slowest tokens of each shape are tried whole."""

HEAD = "某县教育局2025年政府信息公开工作年度报告\n"
GLUE = (
    "（",
    "(",
    "[",
    "{",
    "<",
    "&",
    "|",
    "│",
    "┌",
    "─",
    "\t",
    " ",
    "\u3000",
    "1",
    "0",
    ".",
    ",",
    "，",
    "、",
    "。",
    "：",
    "；",
    "“",
    "%",
    "+",
    "-",
    "/",
    "年",
    "月",
    "日",
    "件",
    "亿",
    "万",
    "一",
    "二十",
    "1,",
    "1.",
    "（一）",
    "一、",
    "第一部分",
    "<p>",
    "<td>",
    "<table>",
    "<b>",
    "<div>",
    "<br>",
    "&amp;",
    "&#1;",
    "规章0",
    "规章 0 ",
    "\\u0041",
    "a\u0301",
    "\u200b",
    "𠀀",
    "2025年",
    "2025年1月1日",
    "0|",
    "|0|\n",
    "\t0\n",
    "│0│\n",
    "0\n",
    "规章\n",
    "一、总体情况\n",
    "1.\n",
    "某局\n",
)


@cache
def tokens() -> tuple[str, ...]:
    """Return every word of the lexicon and every label of the forms, and what glues them."""
    found = dict.fromkeys(GLUE)
    for path in sorted((Path(ogirmodel.__file__).parent / "lexicon").glob("*.toml")):
        if path.stem not in ("codes", "encodings"):
            found |= dict.fromkeys(_words(tomllib.loads(path.read_text(encoding="utf-8"))))
    for edition in ogirmodel.editions():
        statute = form(edition)
        found |= dict.fromkeys(w for s in statute.sections for w in (s.heading, *s.aliases, *s.seen))
        for table in statute.tables.values():
            found |= dict.fromkeys(row.node.label for row in table.rows)
            found |= dict.fromkeys(node.label for cell in table.cells for node in cell.column.chain)
    return tuple(found)


def _words(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)


# -- shapes: a token, and how it is repeated up to a length --


def _whole(token: str, length: int) -> str:
    return token * (length // len(token.encode()) + 1)


def _glued(token: str, length: int) -> str:
    return HEAD + _whole(token, length)


def _lines(token: str, length: int) -> str:
    return HEAD + _whole(token.strip("\n") * 40 + "\n", length)


def _each_a_line(token: str, length: int) -> str:
    return HEAD + _whole(token.strip("\n") + "\n", min(length, 400_000))


def _counted(token: str, length: int) -> str:
    return HEAD + "一、总体情况\n" + _whole(f"{token}12件，", length)


def _page(token: str, length: int) -> str:
    return f"<p>{HEAD}</p><p>" + _whole(token, length)


def _rows(token: str, length: int) -> str:
    return f"<p>{HEAD}</p><table>" + _whole(f"<tr><td>{token.replace('<', '')}<td>0", length)


def _said(token: str, length: int, section: str) -> str:
    data: dict[str, Any] = json.loads(seed("json"))
    data["sections"][section] = [_whole(token, length)]
    return json.dumps(data, ensure_ascii=False)


SHAPES: Mapping[str, tuple[str, Callable[[str, int], str]]] = {
    "glued": ("in.txt", _glued),
    "forty a line": ("in.txt", _lines),
    "each a line": ("in.txt", _each_a_line),
    "counted": ("in.txt", _counted),
    "page": ("in.html", _page),
    "rows of a page": ("in.html", _rows),
    "said in section one": ("in.json", partial(_said, section="overview")),
    "said in section five": ("in.json", partial(_said, section="problems")),
    "said in section six": ("in.json", partial(_said, section="other_matters")),
}


def screened(shape: str) -> list[tuple[float, str]]:
    """Return the tokens of a shape, the slowest first, with the seconds that a short repetition took."""
    file, build = SHAPES[shape]
    found = []
    for token in tokens():
        if not token.strip():
            continue
        data = build(token, SCREENED).encode("utf-8", "ignore")
        begun = time.process_time()
        with suppress(ogirmodel.OgirError):
            ogirmodel.check(ogirmodel.load(data) if file == "in.json" else ogirmodel.read(data, format=file[3:]))
        found.append((time.process_time() - begun, token))
    return sorted(found, reverse=True)


def trials() -> Iterator[Trial]:
    """Yield the slowest tokens of each shape, a megabyte of each; the screening takes a minute or more."""
    for shape in SHAPES:
        for _, token in screened(shape)[:WORST]:
            yield trial(shape, token)


def trial(shape: str, token: str) -> Trial:
    """Return the trial that checks a megabyte of ``token``."""
    file, build = SHAPES[shape]

    def made() -> bytes:
        return build(token, MEGABYTE).encode("utf-8", "ignore")

    return Trial(FAMILY, f"{token[:30]!r} {shape}", ("check", file), {file: made}, Answer.EITHER, heavy=True)
