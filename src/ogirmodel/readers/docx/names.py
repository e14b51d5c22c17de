"""The names of WordprocessingML that reading a document needs, and its on-off and number values."""

from lxml import etree

__all__ = ["MC", "RELATIONS", "VALUE", "Element", "R", "W", "is_on", "number", "value", "w"]

Element = etree._Element  # noqa: SLF001 - the name that lxml has for it

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

DIGITS = 9


def w(name: str) -> str:
    """Return a name as lxml spells it."""
    return f"{{{W}}}{name}"


VALUE = w("val")


def value(element: Element | None) -> str:
    """Return the ``w:val`` of an element; empty where there is none."""
    return "" if element is None else element.get(VALUE, "")


def number(text: str | None, default: int) -> int:
    """Return a number as the file has it; ``default`` for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= DIGITS else default


def is_on(element: Element | None) -> bool:
    """Tell whether a property is there and not switched off."""
    return element is not None and value(element) not in ("0", "false", "off")
