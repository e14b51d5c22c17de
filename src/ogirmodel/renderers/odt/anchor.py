"""Where in a house template the report goes: in place of the marked paragraph, or at the end of the text.

What hangs on the marked paragraph stays: the break to a page of another kind, pictures and frames.
"""

from itertools import takewhile

from ogirmodel.errors import ReadError
from ogirmodel.renderers.house import BODY, Element, markers_in, place, spelt, stands_alone
from ogirmodel.renderers.odt.names import q
from ogirmodel.renderers.odt.specimen import CONTENT
from ogirmodel.renderers.odt.styles import Styles
from ogirmodel.renderers.odt.template import PARAGRAPHS, pieces, said

__all__ = ["make_room"]

TEXT = f"{q('office:body')}/{q('office:text')}"
TABLE = q("table:table")
STYLED = {**dict.fromkeys(PARAGRAPHS, (q("text:style-name"), "paragraph")), TABLE: (q("table:style-name"), "table")}
STYLE, PROPERTIES, TEXT_PROPERTIES = q("style:style"), q("style:paragraph-properties"), q("style:text-properties")
MASTER, BREAK, PAGE_NUMBER = q("style:master-page-name"), q("fo:break-before"), q("style:page-number")
CHANGE, CHANGE_START, CHANGE_END = q("text:change"), q("text:change-start"), q("text:change-end")
CHANGE_ID = q("text:change-id")
FLAT = {q(f"fo:margin-{side}"): "0pt" for side in ("top", "bottom")} | {q("fo:line-height"): "1pt"}
TINY = {q("fo:font-size"): "1pt", q("style:font-size-asian"): "1pt"}
DRAWN = q("draw:")


def make_room(content: Element, automatic: Element, styles: Styles, flat_name: str) -> str:
    """Leave the place of the report open in ``content``; return the name of the master page that holds there."""
    text = content.find(TEXT)
    if text is None:
        raise ReadError("template_kind", expected="odt, ott")
    anchors = [element for element in text.iter(*PARAGRAPHS) if BODY in markers_in(said(element), CONTENT)]
    if len(anchors) > 1:
        raise ReadError("template_anchors", marker=spelt(BODY), count=len(anchors))
    if not anchors:
        text.append(place(BODY))
        return _master(list(text.iter(*STYLED)), styles)
    anchor = anchors[0]
    if anchor.getparent() is not text or not stands_alone(said(anchor)):
        raise ReadError("template_anchor_place", marker=spelt(BODY), part=CONTENT)
    if _is_changed(anchor, text):
        raise ReadError("template_changes", marker=spelt(BODY))
    master = _master([*takewhile(lambda element: element is not anchor, text.iter(*STYLED)), anchor], styles)
    anchor.addnext(place(BODY))
    if any(element.tag.startswith(DRAWN) for element in anchor.iter("*")):
        for element, side in pieces(anchor):
            setattr(element, side, "")
        return master
    breaking = _breaking(anchor, styles, flat_name)
    if breaking is not None:
        automatic.append(breaking)
        anchor.addprevious(anchor.makeelement(PARAGRAPHS[0], {q("text:style-name"): flat_name}))
    text.remove(anchor)
    return master


def _is_changed(anchor: Element, text: Element) -> bool:
    """Tell whether a tracked change touches the paragraph, or begins before and ends behind it."""
    running: set[str | None] = set()
    for element in text.iter():
        if element is anchor:
            return bool(running) or next(anchor.iter(CHANGE, CHANGE_START, CHANGE_END), None) is not None
        if element.tag == CHANGE_START:
            running.add(element.get(CHANGE_ID))
        elif element.tag == CHANGE_END:
            running.discard(element.get(CHANGE_ID))
    return False


def _master(before: list[Element], styles: Styles) -> str:
    """Return the master page that the last of these elements set up."""
    for element in reversed(before):
        attribute, family = STYLED[element.tag]
        for style in styles.chain(family, element.get(attribute)):
            if style.get(MASTER):
                return style.get(MASTER, "")
    return ""


def _breaking(anchor: Element, styles: Styles, name: str) -> Element | None:
    """Return the style of an empty paragraph, a point high, that breaks the page as ``anchor`` does, if it does."""
    kept: dict[str, str] = {}
    master = ""
    for style in styles.chain("paragraph", anchor.get(q("text:style-name"))):
        master = master or style.get(MASTER, "")
        properties = style.find(PROPERTIES)
        if properties is not None:
            kept = {key: properties.get(key, "") for key in (BREAK, PAGE_NUMBER) if properties.get(key)} | kept
    if not master and kept.get(BREAK, "auto") == "auto":
        return None
    facts = {q("style:name"): name, q("style:family"): "paragraph"} | ({MASTER: master} if master else {})
    made = anchor.makeelement(STYLE, facts)
    made.append(anchor.makeelement(PROPERTIES, FLAT | kept))
    made.append(anchor.makeelement(TEXT_PROPERTIES, TINY))
    return made
