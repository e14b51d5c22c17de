"""The numbers of lists, which a page does not hold and a browser shows."""

import re
from collections.abc import Iterator

from ogirmodel.lexicon import words
from ogirmodel.readers.flow import Flow
from ogirmodel.readers.html.page import Element

__all__ = ["NUMBER", "number_lists"]

NUMBER = "data-number"
"""The attribute of a list item that holds its number as shown."""

INTEGER = re.compile(r"\s*(-?[0-9]{1,6})")
STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v"}
ROMAN |= {4: "iv", 1: "i"}
BEYOND = 4000
"""Letters, Roman and Chinese numerals are written below this; what is more is in Arabic figures, as browsers do."""


def number_lists(root: Element, _: Flow) -> None:
    """Mark the items of all ordered lists with their numbers."""
    for held in root.iter("ol"):
        items = list(held.iterchildren("li"))
        style = _style(held) or TYPES.get(held.get("type", ""), "decimal")
        down = held.get("reversed") is not None
        number = _integer(held.get("start"), len(items) if down else 1)
        for item in items:
            number = _integer(item.get("value"), number)
            item.set(NUMBER, _shown(number, _style(item) or style))
            number += -1 if down else 1


def _style(element: Element) -> str:
    found = STYLE.search(element.get("style", ""))
    return found[1].lower() if found else ""


def _integer(text: str | None, default: int) -> int:
    found = INTEGER.match(text or "")
    return int(found[1]) if found else default


def _shown(number: int, style: str) -> str:
    """Return a number with what follows it; empty where the list shows no numbers, or bullets."""
    if any(word in style for word in ("none", "disc", "circle", "square")):
        return ""
    if 0 < number < BEYOND and ("alpha" in style or "latin" in style):
        shown = "".join(_letters(number))[::-1]
    elif 0 < number < BEYOND and "roman" in style:
        shown = _roman(number)
    elif 0 < number < 100 and ("cjk" in style or "chinese" in style):
        return _chinese(number) + "\u3001"
    else:
        return f"{number}. "
    return f"{shown.upper() if 'upper' in style else shown}. "


def _letters(number: int) -> Iterator[str]:
    letters = words("numerals")["letters"]
    while number:
        number, place = divmod(number - 1, len(letters))
        yield letters[place]


def _roman(number: int) -> str:
    shown = ""
    for value, letters in ROMAN.items():
        times, number = divmod(number, value)
        shown += letters * times
    return shown


def _chinese(number: int) -> str:
    numerals = words("numerals")
    tens, ones = divmod(number, 10)
    head = (numerals["digits"][tens] if tens > 1 else "") + (numerals["ten"] if tens else "")
    return head + (numerals["digits"][ones] if ones else "")
