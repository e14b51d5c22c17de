"""The statutory look: page, faces and styles, in the units of the field. docx, odt and html all read them here.

Facts of GB/T 9704-2012, which offices follow by custom: A4, a text block of 156 x 225 mm with 22 lines of 28
characters, body in size 3 (16 pt), black. Lengths are millimetres, type sizes and line pitches points.
"""

from functools import lru_cache
from typing import Literal

import attrs

from ogirmodel.document import Grid, Shape
from ogirmodel.document.layout import grid_shape
from ogirmodel.labels import display_width
from ogirmodel.lexicon import words

__all__ = [
    "BODY",
    "CELL",
    "DASH",
    "FACES",
    "HEADING",
    "LEADS",
    "PAGE",
    "PITCH",
    "SIGN_OFF",
    "TITLE",
    "TRACKING",
    "Face",
    "GridLook",
    "Page",
    "TextStyle",
    "face",
    "grid_look",
    "sign_off_indents",
]

POINTS_PER_MM = 72 / 25.4

LEAST_SIZE = 4.0
"""Points below which no figure is shrunk, whatever its length."""

DASH = "—"
"""On either side of the page number."""

TRACKING = -0.25
"""Points off each character of the body: then 28 of them fill a line."""

FACES = ("title", "heading", "body", "lead", "table")
LEADS: dict[int, Literal["lead", "bold"]] = {2: "lead", 3: "bold"}
"""How the lead of a numbered paragraph is set off, by its level."""

Align = Literal["left", "center", "right", "justify"]

PITCH = 28.95
"""Points from line to line: 22 lines fill the page."""


@attrs.frozen
class Face:
    """A typeface by the name that a file should give, and what may stand in for it."""

    name: str
    others: tuple[str, ...]
    latin: str
    family: str


def face(key: str) -> Face:
    """Return the face for ``title``, ``heading``, ``body``, ``lead`` or ``table``."""
    found = words("fonts")[key]
    return Face(found["name"], tuple(found["others"]), found["latin"], found["family"])


@attrs.frozen
class Page:
    """The sheet and its margins, millimetres; the page number stands 7 mm under the text."""

    width: float = 210
    height: float = 297
    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26
    footer: float = 22
    number_size: float = 14

    @property
    def text_width(self) -> float:
        """Between the side margins."""
        return self.width - self.left - self.right


PAGE = Page()


@attrs.frozen
class TextStyle:
    """How a kind of paragraph is set; ``first_line`` counts characters, spaces before and after are points."""

    name: str
    face: str
    size: float
    line: float
    align: Align = "left"
    first_line: float = 0
    before: float = 0
    after: float = 0
    keep_next: bool = False
    outline: int | None = None


TITLE = TextStyle("OGI Title", "title", 22, 35, "center", after=PITCH, keep_next=True)
HEADING = TextStyle("OGI Heading", "heading", 16, PITCH, first_line=2, keep_next=True, outline=1)
BODY = TextStyle("OGI Body", "body", 16, PITCH, "justify", first_line=2)
SIGN_OFF = TextStyle("OGI Sign-off", "body", 16, PITCH)


@attrs.frozen
class CellLook:
    """How tables are set: padding and rules."""

    side: float = 0.5
    above: float = 0.3
    label_indent: float = 0.6
    rule: float = 0.5
    pitch: float = 1.2


CELL = CellLook()
"""Side and upper padding and the indent of labels in millimetres, rules in points, line pitch in type sizes."""

LINE_CHARACTERS = 25.5
"""Where a sign-off ends: two characters short of the right margin, less what spacing may add."""


def sign_off_indents(
    name: str, date: str, text_width: float = PAGE.text_width, size: float = BODY.size
) -> tuple[float, float]:
    """Return how many characters name and date stand in from the left: the date begins two right of the name.

    >>> sign_off_indents("云溪县教育局", "2026年1月15日")
    (16.5, 18.5)
    """
    end = LINE_CHARACTERS + (text_width / size - PAGE.text_width / BODY.size) * POINTS_PER_MM
    if _ems(name) > end - 2:  # a name of more than one line: the date at the right, by itself
        return 0.0, max(0.0, end - _ems(date) - 0.5)
    start = max(0.0, end - max(_ems(name), _ems(date) + 2.5))
    return start, start + 2


def _ems(text: str) -> float:
    return display_width(text) / 2


@attrs.frozen
class GridLook:
    """A shape and the type size of its values: that of the table, unless a figure would be broken over lines."""

    shape: Shape
    value_size: float


def grid_look(grid: Grid, text_width: float = PAGE.text_width) -> GridLook:
    """Return how ``grid`` is set where the text is so many millimetres wide."""
    shape = _fitted(grid_shape(grid), text_width)
    if grid.shape is None or not grid.values:
        return GridLook(shape, shape.type_size)
    if max(map(len, grid.values)) <= _fitting_digits(shape) and "".join(grid.values).isascii():
        return GridLook(shape, shape.type_size)
    needed = ((width, _ems(text)) for width, text in zip(_value_rooms(shape), grid.values, strict=True) if _ems(text))
    fitting = min((width / ems for width, ems in needed), default=shape.type_size)
    return GridLook(shape, max(LEAST_SIZE, min(shape.type_size, int(fitting * 2) / 2)))


@lru_cache(maxsize=64)
def _fitted(shape: Shape, text_width: float) -> Shape:
    """Return ``shape`` as wide as its share of the text; itself on our own page."""
    scale = text_width / PAGE.text_width
    return shape if scale == 1 else attrs.evolve(shape, widths=tuple(width * scale for width in shape.widths))


@lru_cache(maxsize=64)
def _value_rooms(shape: Shape) -> tuple[float, ...]:
    """Return the points between the padding of each place for a value."""
    reach = (shape.widths[cell.column : cell.column + cell.colspan] for cell in shape.values)
    return tuple((sum(widths) - 2 * CELL.side) * POINTS_PER_MM for widths in reach)


@lru_cache(maxsize=64)
def _fitting_digits(shape: Shape) -> int:
    """Return how many digits fit into any place for a value."""
    return int(2 * min(_value_rooms(shape)) / shape.type_size)
