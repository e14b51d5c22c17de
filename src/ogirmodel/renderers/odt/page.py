"""How wide the text is on a page of a user's OpenDocument text."""

import re

from ogirmodel.renderers.house import Element, wide_enough
from ogirmodel.renderers.odt.names import q
from ogirmodel.renderers.style import PAGE, POINTS_PER_MM

__all__ = ["text_width"]

MASTERS = f"{q('office:master-styles')}/{q('style:master-page')}"
LAYOUTS = f"{q('office:automatic-styles')}/{q('style:page-layout')}"
NAME, LAYOUT, PROPERTIES = q("style:name"), q("style:page-layout-name"), q("style:page-layout-properties")
STANDARD = "Standard"
UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 1 / POINTS_PER_MM, "pc": 12 / POINTS_PER_MM, "px": 25.4 / 96}
MEASURE = re.compile(r"(\d*\.?\d+)(mm|cm|in|pt|pc|px)")


def text_width(common: Element, master: str) -> float:
    """Return the millimetres of text on a page of this master, in one of its columns; raises ReadError."""
    masters = {found.get(NAME, ""): found.get(LAYOUT, "") for found in common.iterfind(MASTERS)}
    layouts = {found.get(NAME, ""): found for found in common.iterfind(LAYOUTS)}
    named = masters.get(master) or masters.get(STANDARD) or next(iter(masters.values()), "")
    properties = layouts[named].find(PROPERTIES) if named in layouts else None
    if properties is None:
        return PAGE.text_width
    width = _length(properties, "fo:page-width", PAGE.width)
    for side in ("left", "right"):
        for around in ("fo:margin", "fo:padding"):
            width -= _length(properties, f"{around}-{side}", _length(properties, around, 0))
    columns = properties.find(q("style:columns"))
    number = columns.get(q("fo:column-count"), "1") if columns is not None else "1"
    if columns is not None and number.isdecimal() and int(number) > 1:
        width = (width - (int(number) - 1) * _length(columns, "fo:column-gap", 0)) / int(number)
    return wide_enough(width)


def _length(element: Element, name: str, default: float) -> float:
    found = MEASURE.fullmatch(element.get(q(name), ""))
    return float(found[1]) * UNITS[found[2]] if found else default
