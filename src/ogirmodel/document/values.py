"""What the text of a cell says: a figure, a mark, nothing, or no figure of its kind.

Values are never folded. A figure that is not plainly one comes with a finding that quotes the text; what cannot be
read is left blank, never 0.
"""

import re
import unicodedata
from decimal import Context, Decimal, Inexact
from functools import cache
from typing import Any

import attrs

from ogirmodel.errors import StructureError
from ogirmodel.findings import Severity
from ogirmodel.forms import Cell, Number
from ogirmodel.lexicon import words
from ogirmodel.model import NOT_APPLICABLE, CellValue, Money
from ogirmodel.model.cells import convert, units

__all__ = ["CellText", "is_plain_count", "looks_like_value", "read_pieces", "read_value", "trim"]

FULL_WIDTH = str.maketrans("０１２３４５６７８９．，＋－（）", "0123456789.,+-()")
FIGURE = re.compile(r"(?P<digits>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?P<decimals>\.[0-9]+)?")
CONVERSION = Context(prec=60, traps=[Inexact])
LONGEST = 15
"""Digits of the longest figure that a cell may hold."""
REMARK = re.compile(r"\s*\([^()]*\)")


@attrs.frozen
class CellText:
    """What was read from a cell; ``code`` is empty where the text is plainly the value."""

    value: CellValue
    code: str = ""
    variant: str = ""
    severity: Severity | None = None
    facts: dict[str, Any] = attrs.field(factory=dict)


def trim(text: str) -> str:
    """Return ``text`` without blanks and invisible characters at its ends."""
    if text.isascii():
        return text.strip()
    start, end = 0, len(text)
    while start < end and _invisible(text[start]):
        start += 1
    while end > start and _invisible(text[end - 1]):
        end -= 1
    return text[start:end]


def _invisible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc")


def read_value(text: str, cell: Cell) -> CellText:
    """Read the text of one cell as a figure of the cell's kind."""
    shown = trim(text)
    if not shown:
        return CellText(None)
    if cell.number == Number.COUNT and is_plain_count(shown):
        return CellText(int(shown))
    if shown in words("marks")["marks"]:
        return CellText(NOT_APPLICABLE, "U01", facts={"quote": shown})
    read = _money(shown, cell) if cell.number == Number.MONEY else _integer(shown, cell)
    if read is not None:
        return read
    if any(unicodedata.category(c)[0] == "N" for c in shown) or _spelt_out(shown):
        return _no_figure(shown)
    return CellText(NOT_APPLICABLE, "U01", "words", Severity.WARNING, {"quote": shown})


def is_plain_count(text: str) -> bool:
    """Tell whether a text is a count as anyone would write it.

    >>> [is_plain_count(text) for text in ("0", "12", "012", "-1", "")]
    [True, True, False, False, False]
    """
    return text.isdecimal() and text.isascii() and (text[0] != "0" or text == "0") and len(text) <= LONGEST


def looks_like_value(text: str) -> bool:
    """Tell whether a text can only be what stands in a cell for figures: a figure with sign and unit, or a mark.

    >>> looks_like_value("-3"), looks_like_value("12件"), looks_like_value("规章"), looks_like_value("2025年")
    (True, True, False, False)
    """
    shown = trim(text)
    if shown.isascii() and shown.isdigit():
        return True
    marks = words("marks")
    if not shown or len(shown) > 40 or shown[0] not in _first_characters():
        return False
    if shown in marks["marks"]:
        return True
    _, rest, _ = _sign(shown.translate(FULL_WIDTH), shown)
    match = FIGURE.match(rest)
    return match is not None and _tail(rest[match.end() :], [*marks["counters"], *marks["money"]]) is not None


@cache
def _first_characters() -> frozenset[str]:
    """Return what a figure, a sign or a mark begins with."""
    marks = words("marks")
    spoken = "".join(word[0] for group in ("marks", "plus", "minus") for word in marks[group])
    return frozenset("0123456789" + "".join(map(chr, FULL_WIDTH)) + spoken)


def read_pieces(texts: list[str], cell: Cell) -> CellText:
    """Read one figure that stands in several cells, or in none."""
    if not texts:
        return CellText(None)
    shown = " | ".join(texts)
    joined = "".join(texts)
    if cell.number != Number.COUNT or not (joined.isascii() and joined.isdigit()):
        return _no_figure(shown)
    read = read_value(joined, cell)
    if read.code or read.value is None:
        return _no_figure(shown)
    return CellText(read.value, "U03", "split", Severity.WARNING, {"quote": shown, "value": joined})


def _no_figure(shown: str) -> CellText:
    return CellText(None, "T05", facts={"quote": shown})


def _spelt_out(shown: str) -> bool:
    """Tell whether it is a number in Chinese numerals, which no table should hold."""
    marks = words("marks")
    bare = shown.removesuffix(next((c for c in marks["counters"] if shown.endswith(c)), ""))
    return bool(bare) and all(c in marks["numerals"] for c in bare)


def _integer(shown: str, cell: Cell) -> CellText | None:
    narrow = shown.translate(FULL_WIDTH)
    sign, rest, spoken = _sign(narrow, shown) if cell.number == Number.SIGNED else (1, narrow, False)
    match = FIGURE.match(rest)
    if not match or match["decimals"]:
        return None
    tail = _tail(rest[match.end() :], words("marks")["counters"])
    digits = match["digits"].replace(",", "")
    if tail is None or len(digits) > LONGEST:
        return None
    value = sign * int(digits)
    plain = not spoken and shown == narrow and digits == match["digits"] and (digits[0] != "0" or digits == "0")
    plain = plain and (value != 0 or sign > 0)
    return _checked(value, shown, cell, tail or ("" if plain else "form"))


def _sign(narrow: str, shown: str) -> tuple[int, str, bool]:
    """Split off the sign; the last of the three says whether it was not plainly one."""
    for sign, group in ((1, "plus"), (-1, "minus")):
        for word in sorted(words("marks")[group], key=len, reverse=True):
            if narrow.startswith(word) or shown.startswith(word):
                rest = narrow[len(word) :]
                return sign, rest.lstrip(), word not in "+-" or rest[:1].isspace()
    return 1, narrow, False


def _tail(tail: str, units: list[str]) -> str | None:
    """Return what follows a figure: nothing, ``"unit"`` or ``"remark"``; None for what spoils it."""
    rest = tail.strip()
    unit = next((u for u in sorted(units, key=len, reverse=True) if rest.startswith(u)), "")
    rest = rest[len(unit) :]
    if rest and not REMARK.fullmatch(rest):
        return None
    return "remark" if rest else "unit" if unit else ""


def _checked(value: Any, shown: str, cell: Cell, interpreted: str = "") -> CellText:
    try:
        held = convert(value, cell)
    except StructureError:
        return _no_figure(shown)
    if not interpreted:
        return CellText(held)
    severity = Severity.WARNING if interpreted == "remark" else Severity.INFO
    return CellText(held, "U03", "", severity, {"quote": shown, "value": str(held)})


def _money(shown: str, cell: Cell) -> CellText | None:
    narrow = shown.translate(FULL_WIDTH)
    match = FIGURE.match(narrow)
    if not match:
        return None
    factors: dict[str, int] = words("marks")["money"]
    tail = narrow[match.end() :].strip()
    unit = next((u for u in sorted(factors, key=len, reverse=True) if tail.startswith(u)), None)
    rest = tail[len(unit or "") :]
    if unit is None and (bracketed := _unit_in_brackets(rest, factors)):
        unit, rest = bracketed, ""
    digits = match["digits"].replace(",", "")
    if (rest and not REMARK.fullmatch(rest)) or len(digits) > LONGEST or len(match["decimals"] or "") > 30:
        return None
    amount = Decimal(digits + (match["decimals"] or ""))
    wanted = cell.unit or (unit if unit is None or unit in units() else units()[0])
    if unit is not None and unit != wanted and wanted is not None:
        return _converted(amount, factors[unit], factors[wanted], wanted, shown, cell)
    shaped = shown == narrow and digits == match["digits"] and (digits[0] != "0" or digits == "0")
    plain = shaped and not rest and (cell.unit is None or unit is None)
    held = _amount(amount, wanted)
    if held is None:
        return _no_figure(shown)
    return _checked(held, shown, cell, "" if plain else "remark" if rest else "unit")


def _unit_in_brackets(rest: str, factors: dict[str, int]) -> str:
    """Return the unit that stands in brackets behind an amount, such as ``(元)``; empty where none does."""
    inner = rest.strip().removeprefix("(").removesuffix(")")
    for word in words("marks")["unit_words"]:
        inner = inner.removeprefix(word)
    return inner.strip() if rest.strip().startswith("(") and inner.strip() in factors else ""


def _converted(amount: Decimal, factor: int, wanted: int, unit: str, shown: str, cell: Cell) -> CellText:
    try:
        held = _amount(CONVERSION.divide(CONVERSION.multiply(amount, Decimal(factor)), Decimal(wanted)), unit)
    except Inexact:
        held = None
    if held is None:
        return _no_figure(shown)
    read = _checked(held, shown, cell)
    facts = {"quote": shown, "value": f"{held}{unit}"}
    return read if read.code else CellText(read.value, "U04", facts=facts)


def _amount(amount: Decimal, unit: str | None) -> Money | None:
    try:
        return Money(amount, unit)
    except StructureError:
        return None
