"""The formats of one workbook: how lines of text and cells of tables are set, and the empty result of a formula."""

from typing import TYPE_CHECKING

from ogirmodel.renderers.style import face

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

__all__ = ["LINES", "NOTHING", "Formats"]

LINES: dict[str, tuple[str, float, dict[str, object]]] = {
    "title": ("title", 18, {"align": "center"}),
    "heading": ("heading", 14, {}),
    "body": ("body", 12, {}),
    "signed": ("body", 12, {"align": "right"}),
    "hint": ("table", 10, {"font_color": "#1F4E79"}),
    "check": ("table", 10, {"font_color": "#1F4E79", "valign": "top"}),
    "mark": ("table", 9, {"font_color": "#C00000", "bold": True, "align": "center", "valign": "top"}),
}
"""Face, type size and what else there is to each kind of line."""

RULE = "#A6A6A6"
TYPED: dict[str, object] = {"locked": False, "border": 4, "border_color": RULE, "num_format": "@", "valign": "top"}
"""A line to be typed into: what is typed there is text, whatever it begins with."""

TOTAL = "#EDEDED"
OPEN: dict[str, object] = {"bg_color": "#FFF8D5"}
WRONG: dict[str, object] = {"bg_color": "#FFC7CE"}


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._made: dict[tuple[object, ...], Format] = {}

    def line(self, kind: str, *, typed: bool = False) -> "Format":
        """Return how a line of text is set; ``typed`` if a clerk may write there."""
        key, size, more = LINES[kind]
        look = {"font_name": face(key).name, "font_size": size, "text_wrap": True, "valign": "vcenter"} | more
        return self._format((kind, typed), look | (TYPED if typed else {}))

    def cell(self, size: float, align: str, number: str = "", *, typed: bool = False, total: bool = False) -> "Format":
        """Return how a cell of a table is set; ``number`` is the pattern of its figure."""
        fitting: dict[str, object] = {"num_format": number, "shrink": True} if number else {"text_wrap": True}
        look = {"font_name": face("table").name, "font_size": size, "align": align, "valign": "vcenter", "border": 1}
        more = ({"locked": False} if typed else {}) | ({"bg_color": TOTAL} if total else {})
        return self._format((size, align, number, typed, total), look | fitting | more)

    def open(self) -> "Format":
        """Return how a cell shows that it waits for a figure."""
        return self._format(("open",), OPEN)

    def wrong(self) -> "Format":
        """Return how a figure shows that it does not agree with others."""
        return self._format(("wrong",), WRONG)

    def _format(self, key: tuple[object, ...], properties: dict[str, object]) -> "Format":
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


class _NoText(str):
    """An empty text that XlsxWriter writes as one: a plain one it would leave to other programs to work out."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return False


NOTHING = _NoText()
"""The stored result of a formula that shows nothing."""
