"""Where on a page the text is that the page is about, told by structure alone: no words are known here.

From the body one goes down as long as one element holds nearly all that is no link, and what stands beside it is slight
or known for furniture. In doubt one stays: too much is a line to pass over, too little is a report lost.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

import attrs
from lxml import etree

from ogirmodel.lexicon import words
from ogirmodel.readers.html.names import GROUPS, TABLE_PARTS
from ogirmodel.readers.html.page import Element, storable

__all__ = ["set_apart"]

LEVELS = 40
"""One goes down no further than this."""

MOST = 2 / 3
"""The part of the substance that one element must hold."""

CELL = 2
"""What a cell counts beside its text, in characters."""

MANY_CELLS = 40
"""A table of so many cells is no furniture."""

SEVERAL = 3
"""A menu has so many links at least."""

STRAY = 4
"""What has more characters in no child is text."""

FEW, MANY = 30, 2000
"""What has more children than this is text: such that may be text, and whatever they are."""

SLIGHT = 300
"""The most characters, links apart, that may be left aside; none that are sentences."""

HINT = re.compile(
    r"(?:^|\s)(?:head|top|bottom|side|location|position|tools|links)"
    r"|(?:^|[\s_-])(?:foot|copyright|banner|logo|nav|menu|crumb|breadcrumb|search|login|share|sidebar|toolbar|print"
    r"|relat|prev|next|pager|pagination|pagelinks|friend|qrcode|weixin|wechat|bshare|jiathis|bdshare)"
)
"""How class and id of furniture begin, in the systems of the world; some of them only where they stand first."""

FURNITURE = ("nav", "aside", "header", "footer")
TEXT = frozenset({"p", "pre", "plain", "h2", "h3", "h4", "h5", "h6", "li", "dd", "blockquote"})
LEAVES = TEXT | {"h1", "ul", "ol", "dl", "article", "content"}
"""What holds text is not divided further; an ``article`` is a main part by its own word."""

PARTS = GROUPS | {"tr"}

LENGTH = etree.XPath("string-length(normalize-space())")
LIKE = etree.XPath("boolean(descendant::*[name()=$tag and string(@class)=$name and string(@style)=$style])")
COUNT = etree.XPath("count(descendant::td) + count(descendant::th)")


def set_apart(root: Element) -> Element:
    """Give tags of ours to the main part and to what stands aside, and return the main part.

    It becomes ``content``, and what is around it is then no table any more; menus and the like become ``aside``. Where
    the whole page is the main part it keeps its tag.
    """
    body = root.find("body")
    if body is None:
        return root
    for element in list(root.iter("content")):
        element.tag = "div"
    _furniture(body)
    path = _path(body)
    main = path[-1]
    if _number(LENGTH, main) == _number(LENGTH, body):
        return root
    for around in main.iterancestors():
        if around.tag in TABLE_PARTS:
            around.tag = "div"
    return _tag(main, "content")


@attrs.frozen
class _Weight:
    """What an element holds: characters in links and others, and cells."""

    linked: float
    solid: float
    cells: float

    @property
    def substance(self) -> float:
        return self.solid + CELL * self.cells


def _weigh(element: Element) -> _Weight:
    if element.tag == "aside":
        return _Weight(0, 0, 0)
    linked = sum(map(_linked, element.iter("a")))
    return _Weight(linked, _number(LENGTH, element) - linked, _number(COUNT, element))


def _furniture(body: Element) -> None:
    """Tell what stands aside by its own word, but for what was left open and has swallowed the page."""
    found = list(body.iter(*FURNITURE))
    half = _weigh(body).solid / 2 if found else 0
    for element in found:
        article = next(element.iterancestors("article", "main"), None)
        of_article = article is not None and element.tag in ("header", "footer")
        element.tag = "div"
        weight = _weigh(element)
        if not of_article and weight.cells < MANY_CELLS and weight.solid <= max(half, SLIGHT):
            element.tag = "aside"


def _path(body: Element) -> list[Element]:
    """Return the elements that one goes down through, the main part last."""
    path = [body]
    while len(path) < LEVELS and (heir := _heir(path[-1])) is not None:
        path.append(heir)
    table = next(path[-1].iter("table"), None)
    alone = _weigh(table).substance if table is not None and _holds_figures(table) else -1
    while len(path) > 1 and (path[-1].tag in PARTS or _weigh(path[-1]).substance <= alone):
        path.pop()
    return path


def _holds_figures(table: Element) -> bool:
    """Tell whether a table has no table in it: one that arranges a page mostly has."""
    return table.find(".//table") is None


def _heir(element: Element) -> Element | None:
    """Return the one child that holds nearly everything in ``element``; None where it is to stay whole."""
    if element.tag in LEAVES or len(element) > MANY:
        return None
    texts = (child for child in element.iterchildren(*TEXT) if not _hinted(child) and _number(LENGTH, child))
    if len(list(islice(texts, 2))) == 2:
        return None
    children = list(element)
    heir = children[0] if len(children) == 1 else _heaviest(element, children)
    if heir is None or (heir.tag in LEAVES and heir.tag != "article") or (heir.tag == "table" and _holds_figures(heir)):
        return None
    return heir


def _heaviest(element: Element, children: list[Element]) -> Element | None:
    """Return the child that all others are slight beside, if there is one; menus among them become ``aside``."""
    weights = [_weigh(child) for child in children]
    substance = [weight.substance for weight in weights]
    most = max(substance, default=0)
    if not most:
        return None
    heir = children[substance.index(most)]
    beside: list[tuple[Element, _Weight]] = []
    for child, weight in zip(children, weights, strict=True):
        if child is heir or not weight.linked + weight.solid:
            continue
        if _is_menu(child, weight):
            _tag(child, "aside")
        else:
            beside.append((child, weight))
    if len(beside) > FEW or most < MOST * (most + sum(weight.substance for _, weight in beside)):
        return None
    slight = _own_text(element) <= STRAY and all(_is_slight(child, weight, heir) for child, weight in beside)
    return heir if slight else None


def _is_menu(element: Element, weight: _Weight) -> bool:
    """Tell whether an element is mostly links, and several of them, or furniture by its name."""
    if weight.cells >= MANY_CELLS and weight.linked <= weight.solid:
        return False
    several = len(list(islice(element.iter("a"), SEVERAL))) == SEVERAL
    return (weight.linked > weight.solid and several) or (weight.solid <= 2 * SLIGHT and _hinted(element))


def _is_slight(element: Element, weight: _Weight, heir: Element) -> bool:
    """Tell whether ``element`` may be left aside when ``heir``, its sibling, is taken for the main part."""
    if weight.cells >= MANY_CELLS or _are_alike(element, heir):
        return False
    return weight.solid <= SLIGHT and _full_stop() not in "".join(_texts(element))


def _are_alike(element: Element, heir: Element) -> bool:
    """Tell whether an element, or a paragraph in it, looks like its sibling or what is in there, as one text does."""
    if element.tag == heir.tag and element.tag not in ("table", "td"):
        name = element.get("class")
        if name == heir.get("class") and (name or not (element.get("id") or heir.get("id"))):
            return True
    paragraph = next((part for part in element.iter("div", *TEXT) if part.text and part.text.strip()), None)
    if paragraph is None or paragraph.get("id"):
        return False
    name, style = paragraph.get("class", ""), paragraph.get("style", "")
    return LIKE(heir, tag=str(paragraph.tag), name=name, style=style) is True


def _linked(link: Element) -> float:
    """Return how many characters are a link: none are if it was left open and has swallowed what comes after it."""
    if link.get("href") is None:
        return 0
    if not len(link):
        return len((link.text or "").strip())
    swallows = link.find(".//p") is not None or link.find(".//table") is not None
    return 0 if swallows else _number(LENGTH, link)


def _own_text(element: Element) -> int:
    """Return how many characters stand in no child."""
    return sum(len(text.strip()) for text in (element.text, *(child.tail for child in element)) if text)


def _hinted(element: Element) -> bool:
    return HINT.search(f"{element.get('class', '')} {element.get('id', '')}".lower()) is not None


def _texts(element: Element) -> Iterator[str]:
    yield from (piece for piece in element.itertext() if isinstance(piece, str))


@cache
def _full_stop() -> str:
    return str(words("paper")["full_stop"])


def _number(query: etree.XPath, element: Element) -> float:
    found = query(element)
    return found if isinstance(found, float) else 0.0


def _tag(element: Element, tag: str) -> Element:
    """Give an element another tag; a table keeps its own and gets an element around it."""
    if element.tag != "table":
        element.tag = tag
        return element
    around = element.makeelement(tag)
    element.addprevious(around)
    around.tail, element.tail = storable(element.tail), None
    around.append(element)
    return around
