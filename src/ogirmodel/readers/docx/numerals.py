"""Numbers as Word's lists write them."""

from ogirmodel.lexicon import words
from ogirmodel.readers.numerals import numeral

__all__ = ["written"]


def written(count: int, style: str) -> str:
    """Return a number as Word writes it in a format; in Arabic figures where the format is another.

    >>> [written(12, style) for style in ("chineseCounting", "decimalEnclosedParen", "lowerRoman", "decimalZero")]
    ['十二', '⑿', 'xii', '12']
    >>> written(27, "lowerLetter"), written(2, "decimalZero"), written(3, "none"), written(10, "ideographDigital")
    ('aa', '02', '', '一〇')
    """
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{count:02}"
    numerals = words("numerals")
    if style in numerals["placed"]:
        return "".join(numerals["digits"][int(digit)] for digit in str(count))
    return numeral(count, numerals["formats"].get(style, "1"), repeat=True)
