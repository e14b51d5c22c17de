"""Where in a house template the report goes: in place of the marked paragraph, or at the end of the body.

What hangs on the marked paragraph stays: the break of a page or section, bookmarks, pictures and text boxes.
"""

import re
from collections.abc import Iterator

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from ogirmodel.errors import ReadError
from ogirmodel.renderers.docx.template import own_texts
from ogirmodel.renderers.house import BODY, Element, markers_in, place, spelt, stands_alone, wide_enough
from ogirmodel.renderers.style import POINTS_PER_MM

__all__ = ["make_room", "text_width"]

MAIN = "document.xml"
P, PPR, TBL, SECTION = qn("w:p"), qn("w:pPr"), qn("w:tbl"), qn("w:sectPr")
BREAK, BREAK_TYPE, BREAK_BEFORE = qn("w:br"), qn("w:type"), qn("w:pageBreakBefore")
CHANGES = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange")))
DRAWN = tuple(map(qn, ("w:drawing", "w:pict", "w:object")))
RANGES = tuple(qn(f"w:{kind}{end}") for kind in ("bookmark", "commentRange", "perm") for end in ("Start", "End"))
FLAT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""For a paragraph that stays, empty, for what hangs on it: a point high."""

UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 1 / POINTS_PER_MM, "pc": 12 / POINTS_PER_MM, "pi": 12 / POINTS_PER_MM}
MEASURE = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?")
LETTER = {"w": 215.9, "left": 25.4, "right": 25.4}
"""What Word takes where a section says nothing, millimetres."""


def make_room(body: Element) -> Element | None:
    """Put the marker of the report into ``body`` itself; return the page set-up that holds there."""
    anchors = [p for p in body.iter(P) if BODY in markers_in(_text(p), MAIN)]
    if len(anchors) > 1:
        raise ReadError("template_anchors", marker=spelt(BODY), count=len(anchors))
    following = _cleared(anchors[0], body) if anchors else body.find(SECTION)
    if following is None:
        body.append(place(BODY))
        return None
    following.addprevious(place(BODY))
    return next(_sections(following), None)


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in own_texts(paragraph))


def _cleared(anchor: Element, body: Element) -> Element:
    """Take the marked paragraph away, but for what hangs on it; return the element before which the report goes."""
    if anchor.getparent() is not body or not stands_alone(_text(anchor)):
        raise ReadError("template_anchor_place", marker=spelt(BODY), part=MAIN)
    if next(anchor.iter(*CHANGES), None) is not None:
        raise ReadError("template_changes", marker=spelt(BODY))
    for mark in list(anchor.iter(*RANGES)):
        anchor.addprevious(mark)
    section, following = anchor.find(f"{PPR}/{SECTION}"), anchor.getnext()
    if section is not None or following is None or following.tag == TBL:
        following = _flat("", section)
        anchor.addnext(following)
    if next(anchor.iter(*DRAWN), None) is not None:
        for text in own_texts(anchor):
            text.text = ""
        return following
    if anchor.find(f"{PPR}/{BREAK_BEFORE}") is not None or any(
        mark.get(BREAK_TYPE) in ("page", "column") for mark in anchor.iter(BREAK)
    ):
        anchor.addprevious(_flat("<w:pageBreakBefore/>"))
    body.remove(anchor)
    return following


def _flat(properties: str, section: Element | None = None) -> Element:
    """Return an empty paragraph, a point high, that holds a break or the end of a section."""
    paragraph = parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{properties}{FLAT}</w:pPr></w:p>")
    if section is not None:
        paragraph[0].append(section)
    return paragraph


def _sections(following: Element) -> Iterator[Element]:
    """Yield the page set-ups from ``following`` on: the first is the one that holds there."""
    for element in (following, *following.itersiblings()):
        section = element if element.tag == SECTION else element.find(f"{PPR}/{SECTION}")
        if section is not None:
            yield section


def text_width(section: Element | None) -> float:
    """Return how wide the text is on a page of this set-up, in one of its columns, in millimetres."""
    page, margins, columns = (
        None if section is None else section.find(qn(f"w:{name}")) for name in ("pgSz", "pgMar", "cols")
    )
    left, right = (_millimetres(margins, side, LETTER[side]) for side in ("left", "right"))
    width = _millimetres(page, "w", LETTER["w"]) - left - right - _millimetres(margins, "gutter", 0)
    unequal = [] if columns is None else [_millimetres(column, "w", width) for column in columns]
    number = columns.get(qn("w:num"), "1") if columns is not None else "1"
    if unequal:
        width = min(unequal)
    elif number.isdecimal() and int(number) > 1:
        width = (width - (int(number) - 1) * _millimetres(columns, "space", 12.7)) / int(number)
    return wide_enough(width)


def _millimetres(element: Element | None, name: str, default: float) -> float:
    """Return a length: twentieths of a point, or a number with its unit."""
    found = None if element is None else MEASURE.fullmatch(element.get(qn(f"w:{name}"), "").lstrip("-"))
    if found is None:
        return default
    return float(found[1]) * (UNITS[found[2]] if found[2] else 1 / (20 * POINTS_PER_MM))
