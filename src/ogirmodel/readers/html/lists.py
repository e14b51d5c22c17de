"""The numbers of lists, which a page does not hold and a browser shows."""

import re

from ogirmodel.lexicon import words
from ogirmodel.readers.flow import Flow
from ogirmodel.readers.html.page import Element
from ogirmodel.readers.numerals import numeral

__all__ = ["NUMBER", "number_lists"]

NUMBER = "data-number"
"""The attribute of a list item that holds its number as shown."""

INTEGER = re.compile(r"\s*(-?[0-9]{1,6})")
STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
CHINESE = words("numerals")["formats"]["chineseCounting"]
FORMATS = {("alpha", "latin"): "a", ("roman",): "i", ("cjk", "chinese"): CHINESE}
"""The formats of numbers, by words in the names that style sheets have for them."""

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
    kind = next((format for words, format in FORMATS.items() if any(word in style for word in words)), "1")
    if not 0 < number < BEYOND:
        kind = "1"
    shown = numeral(number, kind)
    if "upper" in style:
        shown = shown.upper()
    return shown + (". " if kind.isascii() else "\u3001")
