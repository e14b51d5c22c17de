"""A document made plain before it is walked: what is not live text is taken out, what floats is put in line.

Each oddity has a function of its own, which runs only where the part mentions it; after it the tree holds nothing but
paragraphs, tables and text.
"""

from collections.abc import Callable

from lxml import etree

from ogirmodel.findings import Finding
from ogirmodel.readers.docx.fields import FIELDS, fields
from ogirmodel.readers.docx.left_out import (
    CHANGES,
    deletions,
    former_properties,
    hidden,
    hidden_by_style,
    leave_out,
    remove,
)
from ogirmodel.readers.docx.names import MC, Element, w
from ogirmodel.readers.docx.text import T, text_of
from ogirmodel.readers.flow import Flow

__all__ = ["tidy"]

P, R, TAB = w("p"), w("r"), w("tab")
ALTERNATIVE = f"{{{MC}}}AlternateContent"
DRAWN = (w("drawing"), w("pict"), w("object"))
SHOWING = frozenset({"blip", "imagedata", "OLEObject", "chart", "relIds"})
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def tidy(root: Element, flow: Flow, styles: frozenset[str]) -> None:
    """Make ``root`` plain; what is left out, text in hidden ``styles`` too, is named."""
    present = {element.tag for element in root.iter(*ODD)}
    for step, tags in STEPS.items() if present else ():
        if not present.isdisjoint(tags):
            step(root, flow)
    if styles:
        hidden_by_style(root, flow, styles)


def _alternatives(root: Element, flow: Flow) -> None:
    """Keep one of the alternatives of a drawing: the first that has text in it, else the first."""
    for element in reversed(list(root.iterdescendants(ALTERNATIVE))):
        texts = [(option, text_of(option).strip()) for option in element]
        kept, shown = next((pair for pair in texts if pair[1]), texts[0] if texts else (element, ""))
        flow.name("U09", "hidden", (text for _, text in texts if text not in shown))
        _unwrap(kept, element)


def _unwrap(kept: Element, instead_of: Element) -> None:
    """Put what stands in ``kept`` where an element stood."""
    for child in list(kept):
        instead_of.addprevious(child)
    remove(instead_of)


def _other_names(root: Element, _: Flow) -> None:
    """Read the text of formulas, and tabs to a margin, as any other."""
    for element in root.iter(FORMULA_TEXT):
        element.tag = T
    for element in root.iter(w("ptab")):
        element.tag = TAB


def _ruby(root: Element, flow: Flow) -> None:
    leave_out(list(root.iter(w("rt"))), flow, "note")


def _tab_stops(root: Element, _: Flow) -> None:
    """Tab stops have the name of the tab itself."""
    for element in list(root.iter(w("tabs"))):
        remove(element)


def _word_art(root: Element, _: Flow) -> None:
    """Put the words that a drawing bends into shape into a text box of their own."""
    for path in list(root.iter(WORD_ART)):
        box = etree.SubElement(path, w("txbxContent"))
        etree.SubElement(etree.SubElement(etree.SubElement(box, P), R), T).text = path.get("string", "")


def _text_boxes(root: Element, _: Flow) -> None:
    """Put what stands in a text box behind the paragraph it hangs on."""
    for box in reversed(list(root.iter(w("txbxContent")))):
        anchor = next(box.iterancestors(P), None)
        if anchor is not None and anchor is not root:
            remove(box)
            for child in reversed(list(box)):
                anchor.addnext(child)


def _pictures(root: Element, flow: Flow) -> None:
    """Count what is drawn and not written."""
    drawn = [element for element in root.iter(*DRAWN) if next(element.iterancestors(*DRAWN), None) is None]
    count = sum(1 for element in drawn if not SHOWING.isdisjoint(_names(element)))
    if count:
        flow.findings.append(Finding.of("U10", None, "pictures", count=count))


def _names(element: Element) -> set[str]:
    return {etree.QName(inner).localname for inner in element.iter(etree.Element)}


Step = Callable[[Element, Flow], None]

STEPS: dict[Step, tuple[str, ...]] = {
    _alternatives: (ALTERNATIVE,),
    former_properties: CHANGES,
    _other_names: (FORMULA_TEXT, w("ptab")),
    _tab_stops: (w("tabs"),),
    deletions: (w("del"), w("moveFrom"), w("cellDel"), w("delText")),
    hidden: (w("vanish"), w("hidden")),
    fields: FIELDS,
    _ruby: (w("rt"),),
    _word_art: (WORD_ART,),
    _text_boxes: (w("txbxContent"), WORD_ART),
    _pictures: DRAWN,
}
"""What is done where one of these elements is there, in this order."""

ODD = tuple({tag: None for tags in STEPS.values() for tag in tags})
