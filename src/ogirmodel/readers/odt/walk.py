"""The blocks of an OpenDocument text in their order: paragraphs, headings, lists and tables.

What is only wrapped around blocks (sections, indexes, frames, shapes) is looked through, in one walk over the tree.
"""

from collections.abc import Callable, Mapping

import attrs

from ogirmodel.readers.flow import Flow
from ogirmodel.readers.markup import Element
from ogirmodel.readers.odt.inline import Inline, quote, text_of
from ogirmodel.readers.odt.left_out import Told
from ogirmodel.readers.odt.names import (
    DISPLAY,
    DRAW,
    IS_HIDDEN,
    OFFICE,
    STYLE,
    STYLE_NAME,
    SVG,
    TABLE,
    TEXT,
    XML,
    H,
    P,
    count,
)
from ogirmodel.readers.odt.numbering import Counts, Place, advance, labelled
from ogirmodel.readers.odt.styles import DEEPEST, START_BOUND, Styles
from ogirmodel.readers.odt.table import boxes_of

__all__ = ["Walk", "blocks"]

LIST, ITEM, NUMBERED = f"{TEXT}list", f"{TEXT}list-item", f"{TEXT}numbered-paragraph"
CONTINUES, CONTINUED = f"{TEXT}continue-numbering", f"{TEXT}continue-list"
LIST_ID, START, LEVEL = f"{TEXT}list-id", f"{TEXT}start-value", f"{TEXT}level"
OUTLINE_LEVEL, IS_HEADER, RESTARTS = f"{TEXT}outline-level", f"{TEXT}is-list-header", f"{TEXT}restart-numbering"
PICTURES = tuple(f"{DRAW}{name}" for name in ("image", "object", "object-ole"))

Handler = Callable[["Walk", Element, Flow], None]


@attrs.define(eq=False)
class Walk:
    """What a walk over one part knows: its styles, what was told, and how far lists and headings have counted."""

    styles: Styles
    told: Told
    aside: bool = False
    inline: Inline = attrs.field(init=False)
    headings: Counts = attrs.field(factory=Counts)
    lists: dict[str, Counts] = attrs.field(factory=dict)
    last_list: tuple[str | None, Counts] | None = None

    def __attrs_post_init__(self) -> None:
        self.inline = Inline(self.styles, self.told)


def blocks(element: Element, walk: Walk, flow: Flow) -> None:
    """Put the blocks in ``element`` into ``flow``."""
    for child in element:
        _block(child, walk, flow)


def _block(element: Element, walk: Walk, flow: Flow) -> None:
    handler = HANDLERS.get(element.tag)
    if handler is None:
        blocks(element, walk, flow)
    else:
        handler(walk, element, flow)


def _paragraph(walk: Walk, element: Element, flow: Flow, place: Place | None = None) -> None:
    text = text_of(element, walk.inline)
    if text is not None:
        label = _label(element, walk, place) if place or element.tag == H else ""
        flow.line(labelled(label, text) if label else text, aside=walk.aside)
    if walk.inline.anchored:
        anchored, walk.inline.anchored = walk.inline.anchored, []
        for frame in anchored:
            _block(frame, walk, flow)


def _label(element: Element, walk: Walk, place: Place | None) -> str:
    """Count a paragraph of a list, or a heading, and return its label."""
    own = walk.styles.list_of(element.get(STYLE_NAME)) if place is None or place.levels is None else None
    if place is not None:
        levels = place.levels if place.levels is not None else walk.styles.lists.get(own or "", {})
        return advance(place.counts, levels, place.level)
    if not walk.styles.outline or own == "" or element.get(IS_HEADER) == "true":
        return ""
    level = max(1, count(element.get(OUTLINE_LEVEL), DEEPEST))
    if element.get(RESTARTS) == "true":
        walk.headings.set_before(level, count(element.get(START), START_BOUND))
    return advance(walk.headings, walk.styles.outline, level)


# -- lists --


def _list(walk: Walk, element: Element, flow: Flow, around: Place | None = None) -> None:
    style = element.get(STYLE_NAME)
    if around is not None and style in (None, around.style):
        place = attrs.evolve(around, level=min(around.level + 1, DEEPEST))
    else:
        counts = _continued(walk, element, style) or Counts()
        levels = walk.styles.lists.get(style, {}) if style is not None else None
        place = Place(style, levels, counts, min(around.level + 1, DEEPEST) if around else 1)
        if identity := element.get(f"{XML}id"):
            walk.lists[identity] = counts
    for item in element:
        start = item.get(START)
        if start is not None:
            place.counts.set_before(place.level, count(start, START_BOUND))
        _item(walk, item, flow, place)
    if around is None:
        walk.last_list = style, place.counts


def _continued(walk: Walk, element: Element, style: str | None) -> Counts | None:
    """Return the counts that a list goes on with, where it goes on with any."""
    if continued := element.get(CONTINUED):
        return walk.lists.get(continued)
    goes_on = element.get(CONTINUES) == "true" and walk.last_list is not None and walk.last_list[0] == style
    return walk.last_list[1] if goes_on and walk.last_list else None


def _item(walk: Walk, item: Element, flow: Flow, place: Place) -> None:
    """Walk an item: its first paragraph is numbered, unless it is the header of a list."""
    pending = place if item.tag == ITEM else None
    for child in item:
        if child.tag in (P, H):
            _paragraph(walk, child, flow, pending)
            pending = None
        elif child.tag == LIST:
            _list(walk, child, flow, place)
        else:
            _block(child, walk, flow)


def _numbered(walk: Walk, element: Element, flow: Flow) -> None:
    style = element.get(STYLE_NAME)
    counts = walk.lists.setdefault(element.get(LIST_ID, ""), Counts())
    level = max(1, count(element.get(LEVEL), DEEPEST))
    levels = walk.styles.lists.get(style, {}) if style is not None else None
    if element.get(START) is not None:
        counts.set_before(level, count(element.get(START), START_BOUND))
    for paragraph in element.iterchildren(P, H):
        _paragraph(walk, paragraph, flow, Place(style, levels, counts, level))


# -- tables, sections, frames --


def _table(walk: Walk, element: Element, flow: Flow) -> None:
    rows = boxes_of(element, flow, walk.inline, lambda cell, inside: blocks(cell, walk, inside))
    flow.table(rows, aside=walk.aside)


def _section(walk: Walk, element: Element, flow: Flow) -> None:
    if element.get(DISPLAY) == "none" or element.get(IS_HIDDEN) == "true":
        quote(element, "hidden", walk.inline)
    else:
        blocks(element, walk, flow)


def _frame(walk: Walk, element: Element, flow: Flow) -> None:
    if next(element.iterchildren(*PICTURES), None) is not None:
        walk.told.pictures += 1
    blocks(element, walk, flow)


def _margin(walk: Walk, element: Element, flow: Flow) -> None:
    if element.get(f"{STYLE}display") == "false":
        quote(element, "hidden", walk.inline)
    else:
        blocks(element, walk, flow)


def _skip(_: Walk, __: Element, ___: Flow) -> None:
    """Leave out what is never shown as text."""


def _quoted(variant: str) -> Handler:
    return lambda walk, element, _: quote(element, variant, walk.inline)


SOURCES = ("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index")
SILENT = (
    *(f"{TEXT}{name}-source" for name in (*SOURCES, "bibliography", "section")),
    *(f"{TEXT}{name}" for name in ("sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls")),
    *(f"{OFFICE}{name}" for name in ("forms", "event-listeners", "dde-source", "binary-data")),
    *(f"{TABLE}{name}" for name in ("table-source", "title", "desc")),
    *(f"{SVG}{name}" for name in ("title", "desc")),
    *(f"{DRAW}{name}" for name in ("object", "object-ole")),
)
HANDLERS: Mapping[str, Handler] = {
    **dict.fromkeys(SILENT, _skip),
    **dict.fromkeys((P, H), _paragraph),
    **dict.fromkeys(
        (f"{STYLE}{kind}{page}" for kind in ("header", "footer") for page in ("", "-left", "-first")), _margin
    ),
    LIST: _list,
    NUMBERED: _numbered,
    f"{TABLE}table": _table,
    f"{TEXT}section": _section,
    f"{DRAW}frame": _frame,
    f"{TEXT}tracked-changes": _quoted("deleted"),
    f"{OFFICE}annotation": _quoted("comment"),
    f"{TEXT}note": _quoted("note"),
}
