"""Numbers as prose writes them: Arabic, full-width, with separators, Chinese, or both in one (``14万``).

The tokeniser calls ``number``, and all patterns of the prose ask for ``characters``; what is counted is no matter here.
"""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ogirmodel.lexicon import words

__all__ = ["Amount", "Characters", "characters", "number"]


class Amount(NamedTuple):
    """A number as printed: its value, and the step of its last digit (1.2万 is exact to 1,000).

    >>> number("1.2", "万").step
    1000
    """

    value: int | Decimal
    step: int | Decimal


class Characters(NamedTuple):
    """The characters of numerals, as sets for patterns: ``chinese`` are digits and powers together.

    ``more`` follows a number that is none exactly (101余), ``many`` goes before a power (数百).

    >>> "十" in characters().powers, "三" in characters().chinese
    (True, True)
    """

    chinese: str
    powers: str
    more: str
    many: str


@cache
def characters() -> Characters:
    """Return the characters of the lexicon's numerals."""
    numerals = words("prose")["numerals"]
    powers = "".join([*numerals["units"], *numerals["powers"]])
    return Characters(
        "".join(numerals["digits"]) + powers, powers, "".join(numerals["vague"]), "".join(numerals["many"])
    )


@cache
def _tables() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    table = words("prose")["numerals"]
    return table["digits"], table["units"], table["powers"]


def number(digits: str, scale: str = "") -> Amount:
    """Return the amount of ``digits`` (with separators already off) times the powers in ``scale``.

    >>> number("一百二十").value, number("两万零五").value, number("1295").value, number("14", "万").value
    (120, 20005, 1295, 140000)
    """
    factor = 1
    for power in scale:
        factor *= _tables()[1].get(power) or _tables()[2][power]
    if not digits[:1].isascii():
        return _plain(Decimal(_chinese(digits)), Decimal(factor))
    places = len(digits.partition(".")[2])
    return _plain(Decimal(digits), Decimal(factor), places)


def _plain(value: Decimal, factor: Decimal, places: int = 0) -> Amount:
    return Amount(_whole(value * factor), _whole(factor.scaleb(-places)))


def _whole(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _chinese(text: str) -> int:
    """Read a Chinese numeral from the left: a digit waits for its unit, units for their power.

    A numeral that only lists digits (二〇二五) is read digit by digit.
    """
    digits, units, powers = _tables()
    if not any(character in units or character in powers for character in text):
        return int("".join(str(digits[character]) for character in text))
    total = section = waiting = 0
    last = 1
    for character in text:
        if character in digits:
            waiting = digits[character]
            last = 10 if waiting == 0 else last
        elif character in units:
            section += (waiting or 1) * units[character]
            waiting, last = 0, units[character]
        else:
            power = powers[character]
            total = (total + section + waiting) * power if power > total else total + (section + waiting) * power
            section, waiting, last = 0, 0, power
    short = last // 10 if last > 10 and waiting else 1  # 一百二 is 120
    return total + section + waiting * short
