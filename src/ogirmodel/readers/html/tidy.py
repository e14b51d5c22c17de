"""A page made plain before it is walked: what is no live text is taken out, what styles say is said with tags.

Each oddity has a function of its own, which runs only where the page mentions it. After it the tree holds blocks,
tables and text; ``gone`` is a tag of ours for an element that was emptied, ``pre`` and ``plain`` are blocks and
``keep`` and ``loose`` runs of text that keep and do not keep their white space.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from ogirmodel.readers.flow import Flow
from ogirmodel.readers.html.lists import number_lists
from ogirmodel.readers.html.names import BLOCKS, INLINE, TABLE_PARTS
from ogirmodel.readers.html.page import Element, storable
from ogirmodel.readers.html.spaces import collapse

__all__ = ["tidy"]

NO_TEXT = ("script", "style", "template", "noscript", "xml", "textarea", "input", "rp", "datalist")
"""What no browser shows as text of the page: programs, what stands in for them, brackets for those that have no ruby;
and fields, which somebody is to fill in."""

FRAMES = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
CONTROLS = ("button", "select", "svg", "math", "video", "audio", "canvas")
SAID_OF_DRAWINGS = ("title", "desc", "metadata")
"""What a drawing says of itself and does not show."""

PARTED = BLOCKS | {"text"}
STRUCK = ("del", "s", "strike")

ODD = re.compile("display|visibility|white-space|line-through", re.IGNORECASE)
HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
STRUCK_OUT = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
BLOCK = re.compile(r"(?:^|;)\s*display\s*:\s*block", re.IGNORECASE)
WHITE_SPACE = re.compile(r"(?:^|;)\s*white-space\s*:\s*(pre|break-spaces|)", re.IGNORECASE)
COMMENT = re.compile(r"\bmsocom|mso-element\s*:\s*comment", re.IGNORECASE)
NOTE = re.compile(r"mso-element\s*:\s*(?:foot|end)note|mso-(?:foot|end)note-id|\bsd(?:foot|end)note", re.IGNORECASE)
RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")

MARKED = etree.XPath("descendant::*[@style or @class or @id]")
STYLED = etree.XPath("descendant::*[@style or @hidden]")

Step = Callable[[Element, Flow], None]


def tidy(root: Element, said: bytes, flow: Flow) -> None:
    """Make ``root`` plain; ``said`` is the page in lower case, and what is left out of it is named in ``flow``."""
    _controls(root)
    etree.strip_elements(root, *NO_TEXT, with_tail=False)
    for step, mentions in BY_WORD.items():
        if any(mention in said for mention in mentions):
            step(root, flow)
    present = {element.tag for element in root.iter(*ODD_TAGS)}
    for step, tags in BY_TAG.items() if present else ():
        if not present.isdisjoint(tags):
            step(root, flow)
    etree.strip_tags(root, *INLINE)


def _controls(root: Element) -> None:
    """Take out controls, which are to be used and not read, but not one that was left open and swallowed the page."""
    for element in list(root.iter(*CONTROLS)):
        if element.find(".//p") is not None or element.find(".//table") is not None:
            element.tag = "div"
        elif element.tag in ("button", "select"):
            _empty(element)


def _struck(root: Element, flow: Flow) -> None:
    """Leave out what is struck, by whatever tag: a figure that is struck out is no live figure."""
    _leave_out(list(root.iter(*STRUCK)), flow, "deleted")


def _readings(root: Element, flow: Flow) -> None:
    """Leave out how characters are pronounced, as it would stand within a name."""
    _leave_out(list(root.iter("rt")), flow, "note")


def _drawings(root: Element, flow: Flow) -> None:
    """Leave out what is drawn; words stand in it at places, not in an order."""
    for element in list(root.iter(*SAID_OF_DRAWINGS)):
        if next(element.iterancestors("svg"), None) is not None:
            _empty(element)
    _leave_out(list(root.iter("svg")), flow, "drawing")


def _comments(root: Element, flow: Flow) -> None:
    _leave_out((e for e in _found(MARKED, root) if COMMENT.search(_marks(e))), flow, "comment")


def _notes(root: Element, flow: Flow) -> None:
    _leave_out((e for e in _found(MARKED, root) if NOTE.search(_marks(e))), flow, "note")


def _margins(root: Element, _: Flow) -> None:
    """Set aside the header and the footer of a page that LibreOffice has made of a document."""
    for element in root.iter("div"):
        if element.get("title") in ("header", "footer"):
            element.tag = "aside"


def _frames(root: Element, flow: Flow) -> None:
    """Name what the page shows from elsewhere; it is not fetched."""
    shown: dict[str, None] = {}
    for element in list(root.iter(*FRAMES)):
        address = element.get(FRAMES[str(element.tag)], "").strip()
        shown[address.partition(",")[0] if address.lower().startswith("data:") else address] = None
        if element.tag == "iframe":
            _empty(element)
        else:
            element.tag = "div"
    flow.name("U11", "link", shown)


def _raised(root: Element, _: Flow) -> None:
    """Keep a raised figure, the mark of a note, apart from the figure that it stands at."""
    for element in root.iter("sup"):
        if next(element.iterancestors("sup"), None) is None:
            for inner in element.iter():
                inner.text = storable(inner.text and inner.text.translate(RAISED))
                if inner is not element:
                    inner.tail = storable(inner.tail and inner.tail.translate(RAISED))


def _own_pages(root: Element, _: Flow) -> None:
    """Do as the style sheet of our own pages: it keeps white space in paragraphs and shows no captions."""
    for article in root.iter("article"):
        if "ogi" in article.get("class", "").split():
            for element in list(article.iter("p", "caption")):
                if element.tag == "p":
                    element.tag = "pre"
                else:
                    _empty(element)


def _styles(root: Element, flow: Flow) -> None:
    """Take out what a style hides or strikes out, and turn what else it says of text into tags."""
    gone: set[Element] = set()
    keeps_somewhere = False
    for element in _found(STYLED, root):
        style = element.get("style", "")
        if element in gone or not (element.get("hidden") is not None or ODD.search(style)):
            continue
        if element.get("hidden") is not None or HIDDEN.search(style):
            gone.update(_left_out(element, flow, "hidden"))
        elif STRUCK_OUT.search(style):
            gone.update(_left_out(element, flow, "deleted"))
        else:
            if element.tag in INLINE and BLOCK.search(style):
                element.tag = "div"
            keeps_somewhere = _white_space(element, style, set_back=keeps_somewhere) or keeps_somewhere


def _white_space(element: Element, style: str, *, set_back: bool) -> bool:
    """Tag what keeps its white space, and with ``set_back`` what does not; tell whether it keeps it."""
    found = WHITE_SPACE.search(style)
    if not found or not (found[1] or set_back):
        return False
    if element.tag in BLOCKS and element.tag not in (*TABLE_PARTS, "li"):
        element.tag = "pre" if found[1] else "plain"
    else:
        _wrap(element, "keep" if found[1] else "loose")
    return bool(found[1])


def _wrap(element: Element, tag: str) -> None:
    inner = element.makeelement(tag)
    inner.text, element.text = storable(element.text), None
    inner.extend(list(element))
    element.append(inner)


BY_WORD: dict[Step, tuple[bytes, ...]] = {
    _styles: (b"hidden", b"display", b"line-through", b"white-space"),
    _comments: (b"msocom", b"mso-element"),
    _notes: (b"mso-element", b"note-id", b"sdfootnote", b"sdendnote"),
    _margins: (b'title="header"', b'title="footer"'),
}
"""What is done first, if any of these words is in the page."""

BY_TAG: dict[Step, tuple[str, ...]] = {
    _struck: STRUCK,
    _readings: ("rt",),
    _drawings: ("svg",),
    _frames: tuple(FRAMES),
    _raised: ("sup",),
    _own_pages: ("article",),
    number_lists: ("ol",),
}
"""What is done then, if any of these tags is."""

ODD_TAGS = tuple(tag for tags in BY_TAG.values() for tag in tags)


def _found(query: etree.XPath, root: Element) -> Iterator[Element]:
    found = query(root)
    if isinstance(found, list):
        yield from (element for element in found if isinstance(element, Element))


def _marks(element: Element) -> str:
    return " ".join(element.get(name, "") for name in ("class", "id", "style"))


def _leave_out(elements: Iterable[Element], flow: Flow, variant: str) -> None:
    gone: set[Element] = set()
    for element in elements:
        if element not in gone:
            gone.update(_left_out(element, flow, variant))


def _left_out(element: Element, flow: Flow, variant: str) -> Iterable[Element]:
    """Quote ``element``, empty it, and return what was in it: that went with it."""
    flow.budget.spend_line()
    flow.name("U09", variant, [_quote(element)])
    inside = list(element.iterdescendants())
    _empty(element)
    return inside


def _quote(element: Element) -> str:
    parted = any(inner.tag in PARTED for inner in element.iterdescendants())
    pieces = (piece for piece in element.itertext() if isinstance(piece, str))
    return collapse((" " if parted else "").join(pieces)).strip()


def _empty(element: Element) -> None:
    del element[:]
    element.tag, element.text = "gone", None
