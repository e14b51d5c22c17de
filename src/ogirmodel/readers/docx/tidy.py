"""A document made plain before it is walked: what is not live text is taken out, what floats is put in line.

Each oddity has a function of its own, which runs only where the part mentions it; after it the tree holds nothing but
paragraphs, tables and text.
"""

from collections.abc import Callable

from lxml import etree

from ogirmodel.findings import Finding
from ogirmodel.readers.docx.left_out import deletions, hidden, hidden_by_style, remove
from ogirmodel.readers.docx.names import MC, Element, w
from ogirmodel.readers.docx.text import text_of
from ogirmodel.readers.flow import Flow

__all__ = ["tidy"]

P = w("p")
ALTERNATIVE = f"{{{MC}}}AlternateContent"
DRAWN = (w("drawing"), w("pict"), w("object"))
SHOWING = frozenset({"blip", "imagedata", "OLEObject", "chart", "relIds"})
REACHING_OUT = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DATABASE", "RD", "IMPORT", "INCLUDE"}
)
"""Fields that bring in something from outside when they are brought up to date."""


def tidy(root: Element, flow: Flow, styles: frozenset[str]) -> None:
    """Make ``root`` plain; what is left out, text in hidden ``styles`` too, is named."""
    present = {element.tag for element in root.iter(*ODD)}
    for step, tags in STEPS.items() if present else ():
        if not present.isdisjoint(tags):
            step(root, flow)
    if styles:
        hidden_by_style(root, flow, styles)


def _alternatives(root: Element, _: Flow) -> None:
    """Keep one of the alternatives of a drawing: the first that has text in it, else the first."""
    for element in list(root.iter(ALTERNATIVE)):
        parent = element.getparent()
        options = list(element)
        if parent is None or not options:
            continue
        kept = next((option for option in options if text_of(option).strip()), options[0])
        at = parent.index(element)
        for child in reversed(list(kept)):
            parent.insert(at, child)
        remove(element)


def _fields(root: Element, flow: Flow) -> None:
    """Name the fields that reach outside; what a field shows stays."""
    written = [element.text or "" for element in root.iter(w("instrText"))]
    written += [element.get(w("instr"), "") for element in root.iter(w("fldSimple"))]
    for instruction in written:
        if REACHING_OUT.intersection(instruction.upper().split()[:1]):
            flow.name("U11", "field", [instruction])


def _ruby(root: Element, _: Flow) -> None:
    for element in list(root.iter(w("rt"))):
        remove(element)


def _tab_stops(root: Element, _: Flow) -> None:
    """Tab stops have the name of the tab itself."""
    for element in list(root.iter(w("tabs"))):
        remove(element)


def _text_boxes(root: Element, _: Flow) -> None:
    """Put what stands in a text box behind the paragraph it hangs on."""
    for box in reversed(list(root.iter(w("txbxContent")))):
        anchor = next(box.iterancestors(P), None)
        parent = None if anchor is None else anchor.getparent()
        if anchor is None or parent is None:
            continue
        content = list(box)
        remove(box)
        at = parent.index(anchor) + 1
        for child in reversed(content):
            parent.insert(at, child)


def _pictures(root: Element, flow: Flow) -> None:
    """Count what is drawn and not written."""
    drawn = [element for element in root.iter(*DRAWN) if next(element.iterancestors(*DRAWN), None) is None]
    count = sum(1 for element in drawn if not SHOWING.isdisjoint(_names(element)))
    if count:
        flow.findings.append(Finding.of("U10", None, "pictures", count=count))


def _names(element: Element) -> set[str]:
    return {etree.QName(inner).localname for inner in element.iter(etree.Element)}


def _chunks(root: Element, flow: Flow) -> None:
    """Name whole files of another format that Word would convert when it opens the document."""
    for element in root.iter(w("altChunk")):
        flow.name("U11", "link", map(str, element.attrib.values()))


Step = Callable[[Element, Flow], None]

STEPS: dict[Step, tuple[str, ...]] = {
    _alternatives: (ALTERNATIVE,),
    deletions: (w("del"), w("moveFrom"), w("cellDel"), w("delText")),
    hidden: (w("vanish"), w("hidden")),
    _fields: (w("instrText"), w("fldSimple")),
    _ruby: (w("rt"),),
    _tab_stops: (w("tabs"),),
    _text_boxes: (w("txbxContent"),),
    _pictures: DRAWN,
    _chunks: (w("altChunk"),),
}
"""What is done where one of these elements is there, in this order."""

ODD = tuple(tag for tags in STEPS.values() for tag in tags)
