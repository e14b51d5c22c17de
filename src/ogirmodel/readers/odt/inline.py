"""The text of a paragraph as it is shown: fields, links and spans looked through, blanks as OpenDocument has them.

What is no live text (comments, notes, hidden words) is handed to ``Told``; what is anchored in the paragraph is kept
for whoever walks the blocks.
"""

import re
from collections.abc import Callable, Mapping

import attrs

from ogirmodel.readers.markup import Element
from ogirmodel.readers.odt.left_out import Told
from ogirmodel.readers.odt.names import DC, DISPLAY, DRAW, IS_HIDDEN, META, OFFICE, STYLE_NAME, TEXT, H, P, count
from ogirmodel.readers.odt.styles import Styles

__all__ = ["Inline", "quote", "squeezed", "text_of"]

BLANK, TAB, BREAK, HIDES = "\x01", "\x02", "\x03", "\x04"
"""Stand for blanks that are not collapsed while a text is gathered; no XML can hold them."""

COLLAPSED = re.compile("[ \t\r\n]+")
SHOWN = str.maketrans({BLANK: " ", TAB: "\t", BREAK: "\n", HIDES: None})
BLANKS_BOUND = 1_000
BLANK_COUNT, STRING_VALUE = f"{TEXT}c", f"{TEXT}string-value"

Handler = Callable[["Inline", Element, list[str]], None]


@attrs.define(eq=False)
class Inline:
    """What gathering a text needs to know, and what it leaves for later."""

    styles: Styles
    told: Told
    anchored: list[Element] = attrs.field(factory=list)


def text_of(paragraph: Element, inline: Inline) -> str | None:
    """Return the text of a paragraph; None where it is hidden (then it is quoted)."""
    hidden = inline.styles.hidden
    if hidden and ("paragraph", paragraph.get(STYLE_NAME, "")) in hidden:
        quote(paragraph, "hidden", inline)
        return None
    if not len(paragraph):
        return squeezed(paragraph.text or "")
    pieces: list[str] = []
    _gather(paragraph, pieces, inline, LIVE)
    text = squeezed("".join(pieces))
    if HIDES in text:
        inline.anchored.clear()
        quote(paragraph, "hidden", inline)
        return None
    return text if text.isprintable() else text.translate(SHOWN)


def squeezed(text: str) -> str:
    """Return ``text`` with blanks collapsed, as it is shown."""
    if text.isprintable() and "  " not in text and not text.startswith(" "):
        return text
    return COLLAPSED.sub(" ", text).lstrip(" ")


def quote(element: Element, variant: str, inline: Inline) -> None:
    """Hand over everything that ``element`` says, a line for each paragraph."""
    pieces: list[str] = []
    _gather(element, pieces, inline, SAID)
    inline.told.quote(variant, squeezed("".join(pieces)).translate(SHOWN).splitlines())


def _gather(element: Element, pieces: list[str], inline: Inline, handlers: Mapping[str, Handler]) -> None:
    if element.text:
        pieces.append(element.text)
    for child in element:
        handler = handlers.get(child.tag)
        if handler is None:
            _gather(child, pieces, inline, handlers)
        else:
            handler(inline, child, pieces)
        if child.tail:
            pieces.append(child.tail)


# -- what stands for characters --


def _blanks(inline: Inline, element: Element, pieces: list[str]) -> None:
    pieces.append(inline.told.write_blanks(count(element.get(BLANK_COUNT), BLANKS_BOUND)).replace(" ", BLANK))


def _tab(_: Inline, __: Element, pieces: list[str]) -> None:
    pieces.append(TAB)


def _break(_: Inline, __: Element, pieces: list[str]) -> None:
    pieces.append(BREAK)


def _skip(_: Inline, __: Element, ___: list[str]) -> None:
    """Leave out what is never shown as text."""


# -- what is no live text --


def _span(inline: Inline, element: Element, pieces: list[str]) -> None:
    hidden = inline.styles.hidden
    if hidden and ("text", element.get(STYLE_NAME, "")) in hidden:
        quote(element, "hidden", inline)
    else:
        _gather(element, pieces, inline, LIVE)


def _field(inline: Inline, element: Element, pieces: list[str]) -> None:
    if element.get(DISPLAY) == "none":
        quote(element, "hidden", inline)
    else:
        _gather(element, pieces, inline, LIVE)


def _hidden_text(inline: Inline, element: Element, pieces: list[str]) -> None:
    """Read words that a condition shows now; name those that it hides."""
    if element.get(IS_HIDDEN) == "true" or not (element.text or len(element)):
        inline.told.quote("hidden", [element.get(STRING_VALUE, "")])
        quote(element, "hidden", inline)
    else:
        _gather(element, pieces, inline, LIVE)


def _hidden_paragraph(inline: Inline, element: Element, pieces: list[str]) -> None:
    if element.get(IS_HIDDEN) == "true":
        pieces.append(HIDES)
    _gather(element, pieces, inline, LIVE)


def _said_hidden(inline: Inline, element: Element, pieces: list[str]) -> None:
    pieces.append(element.get(STRING_VALUE, ""))
    _gather(element, pieces, inline, SAID)


def _comment(inline: Inline, element: Element, _: list[str]) -> None:
    quote(element, "comment", inline)


def _note(inline: Inline, element: Element, _: list[str]) -> None:
    quote(element, "note", inline)


# -- what is no text of this paragraph --


def _anchored(inline: Inline, element: Element, _: list[str]) -> None:
    inline.anchored.append(element)


def _live_line(inline: Inline, element: Element, pieces: list[str]) -> None:
    pieces.append(BREAK)
    _gather(element, pieces, inline, LIVE)


def _said_line(inline: Inline, element: Element, pieces: list[str]) -> None:
    pieces.append(BREAK)
    _gather(element, pieces, inline, SAID)


CHARACTERS: Mapping[str, Handler] = {
    f"{TEXT}s": _blanks,
    f"{TEXT}tab": _tab,
    f"{TEXT}line-break": _break,
    f"{TEXT}ruby-text": _skip,
    f"{TEXT}script": _skip,
    f"{TEXT}number": _skip,
    f"{OFFICE}event-listeners": _skip,
    f"{OFFICE}binary-data": _skip,
}
SAID: Mapping[str, Handler] = {
    **CHARACTERS,
    **dict.fromkeys((P, H), _said_line),
    **dict.fromkeys((f"{DC}creator", f"{DC}date", f"{META}creator-initials", f"{META}date-string"), _skip),
    **dict.fromkeys((f"{OFFICE}change-info", f"{TEXT}note-citation"), _skip),
    f"{TEXT}hidden-text": _said_hidden,
}
"""For quotes: nothing in them is told apart."""

FIELDS = ("expression", "user-field-get", "user-field-input", "variable-get", "variable-input", "variable-set")
SHAPES = (
    *("a", "caption", "circle", "connector", "control", "custom-shape", "ellipse", "frame", "g", "line", "measure"),
    *("path", "polygon", "polyline", "rect", "regular-polygon"),
)
LIVE: Mapping[str, Handler] = {
    **CHARACTERS,
    f"{TEXT}ruby-text": _note,
    **dict.fromkeys((P, H), _live_line),
    **dict.fromkeys((f"{TEXT}{name}" for name in FIELDS), _field),
    **dict.fromkeys((f"{DRAW}{name}" for name in SHAPES), _anchored),
    f"{TEXT}span": _span,
    f"{TEXT}hidden-text": _hidden_text,
    f"{TEXT}hidden-paragraph": _hidden_paragraph,
    f"{OFFICE}annotation": _comment,
    f"{TEXT}note": _note,
}
