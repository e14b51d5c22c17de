"""Numbers as lists write them, by the formats of OpenDocument; other formats have names of their own for these."""

from functools import cache

from ogirmodel.lexicon import words

__all__ = ["numeral"]

LETTERS = 26
TEN = 10
ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
ROMAN_SIGNS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
ROMAN_BOUND = 10_000
SPELLED_BOUND = 10_000
REPEATED_BOUND = 20
FEW = 3
"""A format shows so many of its figures."""


def numeral(number: int, format: str, *, repeat: bool = False) -> str:
    """Return ``number`` in ``format``, in Arabic figures where the format is unknown or ends before it.

    ``repeat``: letters go on with aa, bb, not aa, ab.

    >>> [numeral(12, format) for format in ("1", "a", "I", "一, 二, 三, ...", "甲, 乙, 丙, ...")]
    ['12', 'l', 'XII', '十二', '12']
    """
    if format in ("a", "A"):
        letters = _letters(number, repeat=repeat)
        return letters.upper() if format == "A" else letters
    if format in ("i", "I"):
        roman = _roman(number)
        return roman.upper() if format == "I" else roman
    return str(number) if format.isascii() else _eastern(number, format)


def _letters(number: int, *, repeat: bool) -> str:
    if number < 1 or (repeat and number > LETTERS * REPEATED_BOUND):
        return str(number)
    if repeat:
        times, place = divmod(number - 1, LETTERS)
        return chr(ord("a") + place) * (times + 1)
    letters = ""
    while number:
        number, place = divmod(number - 1, LETTERS)
        letters = chr(ord("a") + place) + letters
    return letters


def _roman(number: int) -> str:
    if not 0 < number < ROMAN_BOUND:
        return str(number)
    letters = ""
    for value, sign in zip(ROMAN_VALUES, ROMAN_SIGNS, strict=True):
        times, number = divmod(number, value)
        letters += sign * times
    return letters


@cache
def _systems() -> tuple[tuple[str, str, str, bool], ...]:
    """Return (kind, the figures from one on, the rest of what the kind needs) for every system of the lexicon."""
    lists = words("counting")
    return (
        *(("spelled", each["digits"], each["units"], each["short_ten"]) for each in lists["spelled"]),
        *(("placed", each["digits"], "", False) for each in lists["placed"]),
        *(("ended", f"0{each['glyphs']}", "", False) for each in lists["ended"]),
    )


def _eastern(number: int, format: str) -> str:
    shown = "".join(format.replace(",", " ").split())[:FEW].rstrip(".\u2026")
    for kind, digits, units, short_ten in _systems():
        if not digits.startswith(shown, 1):
            continue
        if kind == "placed":
            return "".join(digits[int(digit)] for digit in str(number))
        if kind == "ended" and 0 < number < len(digits):
            return digits[number]
        if kind == "spelled" and 0 < number < SPELLED_BOUND:
            return _spelled(number, digits, units, short_ten=short_ten)
        break
    return str(number)


def _spelled(number: int, digits: str, units: str, *, short_ten: bool) -> str:
    """Spell a number out: places that are empty between others become one zero."""
    if short_ten and TEN <= number < 2 * TEN:
        return units[0] + (digits[number - TEN] if number > TEN else "")
    text, gap = "", False
    for place in range(len(units), -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + (units[place - 1] if place else "")
        gap = not digit
    return text
