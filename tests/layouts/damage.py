"""One figure in a hundred spoilt, in each way that figures are spoilt in published reports."""

import random
from collections.abc import Callable, Mapping, Sequence

import attrs

from layouts.raster import Piece, Raster, Row, Slot
from ogirmodel.document import Role

__all__ = ["KINDS", "OF_ROWS", "Spoil", "spoilt"]

SHARE = 0.01

Spoil = Callable[[str, random.Random], str]


def _between(text: str, inner: str) -> str:
    middle = len(text) // 2
    return text[:middle] + inner + text[middle:]


def _other_digits(text: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(c)) if c in "0123456789" else c for c in text)


KINDS: Mapping[str, Spoil] = {
    "unit": lambda text, rng: text + rng.choice(["件", " 项", "个", "宗", "人次"]),
    "remark": lambda text, _: f"{text}（其中修订{text}件）",
    "sign": lambda text, rng: rng.choice(["+", "-", "增", "减", "－"]) + text,
    "about": lambda text, rng: rng.choice(["约", "近", "不足"]) + text,
    "and more": lambda text, rng: text + rng.choice(["余", "余件", "多", "+", "以上"]),
    "decimals": lambda text, _: f"{text}.5",
    "a range": lambda text, _: f"{text}-{text}",
    "a sum": lambda text, _: f"{text}+{text}",
    "full-width digits": lambda text, _: _other_digits(text, "０"),
    "Arabic-Indic digits": lambda text, _: _other_digits(text, "\u0660"),
    "superscript": lambda text, _: f"{text}\u00b2",
    "separators": lambda text, rng: _between(text, rng.choice([",", "，", ".", "、", "_", "'"])),
    "blank inside": lambda text, rng: _between(text, rng.choice([" ", "\u3000", "\u00a0"])),
    "letters for digits": lambda text, rng: text.replace("0", rng.choice("Oo")).replace("1", rng.choice("lI")),
    "mark": lambda _, rng: rng.choice(["/", "／", "-", "—", "无", "不涉及", "N/A"]),
    "words": lambda _, rng: rng.choice(["本单位没有此项", "见附件", "同上", "未统计", "若干"]),
    "numerals": lambda _, rng: rng.choice(["十二件", "三", "〇", "两件", "百余件"]),
    "percentage": lambda text, _: f"{text}%",
    "deleted": lambda _, __: "",
}
"""Ways to spoil a figure in its cell."""


def _twice(cell: Row) -> Row:
    return (*cell, *cell)


def _in_two(cell: Row) -> Row:
    text = cell[0].text
    return (attrs.evolve(cell[0], text=text[:1]), attrs.evolve(cell[0], text=text[1:]), *cell[1:])


OF_ROWS: Mapping[str, Callable[[Row], Row]] = {
    "cell dropped": lambda _: (),
    "cell doubled": _twice,
    "split in two cells": _in_two,
}
"""Ways to spoil a row so that it has a cell more or less."""


def spoilt(pieces: Sequence[Piece], kind: str, rng: random.Random) -> list[Piece]:
    """Return the paper with some figures spoilt."""
    slots = [
        slot for piece in pieces if isinstance(piece, Raster) for row in piece.rows for slot in row if _may(slot, kind)
    ]
    long = kind == "split in two cells"
    keys = sorted({slot.key for slot in slots if not long or (len(slot.text) > 1 and slot.text.isdigit())})
    hit = set(rng.sample(keys, min(len(keys), max(1, round(len(keys) * SHARE)))))
    return [piece if isinstance(piece, str) else _spoil(piece, kind, hit, rng) for piece in pieces]


def _may(slot: Slot, kind: str) -> bool:
    plain = kind == "decimals" and slot.key.endswith(".amount")  # an amount may have decimals
    return slot.role == Role.VALUE and any(map(str.isdigit, slot.text)) and not plain


def _spoil(raster: Raster, kind: str, hit: set[str], rng: random.Random) -> Raster:
    if kind in KINDS:
        texts: dict[str, str] = {}

        def change(slot: Slot) -> Slot:
            if slot.key not in hit:
                return slot
            return attrs.evolve(slot, text=texts.setdefault(slot.key, KINDS[kind](slot.text, rng)))

        return raster.map(change)
    return raster.replace([_spoilt_row(row, kind, hit) for row in raster.rows])


def _spoilt_row(row: Row, kind: str, hit: set[str]) -> Row:
    found: list[Slot] = []
    done: set[str] = set()
    for slot in row:
        if slot.key not in hit:
            found.append(slot)
        elif slot.key not in done:
            done.add(slot.key)
            found += OF_ROWS[kind](tuple(other for other in row if other.key == slot.key))
    return tuple(found)
