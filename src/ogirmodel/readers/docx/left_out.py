"""What a document holds that is not live text: deleted in a tracked change, or hidden. It is taken out and named."""

from collections.abc import Iterable
from itertools import islice

from ogirmodel.readers.docx.names import Element, is_on, value, w
from ogirmodel.readers.docx.text import T, text_of
from ogirmodel.readers.flow import Flow

__all__ = ["CHANGES", "deletions", "former_properties", "hidden", "hidden_by_style", "leave_out", "remove"]

P, TBL, R, TC, TR = w("p"), w("tbl"), w("r"), w("tc"), w("tr")
PPR, RPR, TRPR, TCPR = w("pPr"), w("rPr"), w("trPr"), w("tcPr")
DELETION, MOVED, CELL_DELETION, DELETED_TEXT = w("del"), w("moveFrom"), w("cellDel"), w("delText")
VANISH, HIDDEN = w("vanish"), w("hidden")
BETWEEN = 50
"""So many bookmarks and the like may stand between two paragraphs that run on."""

CHANGES = tuple(w(f"{name}Change") for name in ("pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "sectPr"))


def former_properties(root: Element, _: Flow) -> None:
    """Forget how wide a cell was, or which list a paragraph was in, before a tracked change."""
    for element in list(root.iter(*CHANGES)):
        remove(element)


def deletions(root: Element, flow: Flow) -> None:
    """Take out what tracked changes deleted; a paragraph whose mark was deleted runs on into the next."""
    found = {_deleted(mark) for mark in root.iter(DELETION, MOVED, CELL_DELETION)}
    paragraphs = [p for p in root.iter(P) if _mark_is_deleted(p)]
    leave_out([e for e in root.iter(TR, TC, DELETION, MOVED) if e in found], flow, "deleted")
    leave_out(list(root.iter(DELETED_TEXT)), flow, "deleted")
    for paragraph in reversed(paragraphs):
        _run_on(paragraph)


def _deleted(mark: Element) -> Element | None:
    """Return what is deleted: a row or cell whose properties say so, or what stands in the deletion itself."""
    holder = mark.getparent()
    if holder is None or holder.tag in (PPR, RPR):
        return None
    return holder.getparent() if holder.tag in (TRPR, TCPR) else mark


def _mark_is_deleted(paragraph: Element) -> bool:
    mark = paragraph.find(f"{PPR}/{RPR}")
    return mark is not None and (mark.find(DELETION) is not None or mark.find(MOVED) is not None)


def _run_on(paragraph: Element) -> None:
    """Put the text of a paragraph in front of the next one's, whose mark is the one that stays."""
    near = islice(paragraph.itersiblings(), BETWEEN)
    following = next((sibling for sibling in near if sibling.tag in (P, TBL)), None)
    if following is None or following.tag != P:
        if not text_of(paragraph).strip():
            remove(paragraph)
        return
    own = next(iter(following), None)  # find() would search all that has run on already
    for child in reversed(paragraph.findall("*")):
        if child.tag == PPR:
            continue
        if own is not None and own.tag == PPR:
            own.addnext(child)
        else:
            following.insert(0, child)
    remove(paragraph)


def hidden(root: Element, flow: Flow) -> None:
    """Take out runs and rows that are set to be hidden."""
    holders = [mark.getparent() for mark in root.iter(VANISH, HIDDEN) if is_on(mark)]
    found = {holder.getparent() for holder in holders if holder is not None and holder.tag in (RPR, TRPR)}
    leave_out([element for element in root.iter(TR, R) if element in found], flow, "hidden")


def hidden_by_style(root: Element, flow: Flow, styles: frozenset[str]) -> None:
    """Take out text in ``styles`` that are hidden, but for runs that are set to be seen."""
    found: list[Element] = []
    for mark in root.iter(w("pStyle"), w("rStyle")):
        owner = next(mark.iterancestors(P, R), None) if value(mark) in styles else None
        if owner is not None:
            found += [owner] if owner.tag == R else owner.iterdescendants(R)
    leave_out((run for run in dict.fromkeys(found) if run.find(f"{RPR}/{VANISH}") is None), flow, "hidden")


def leave_out(elements: Iterable[Element], flow: Flow, variant: str) -> None:
    """Take elements out of their tree, outer ones first, and quote what they say; what is joined is quoted as one."""
    gone: dict[Element, None] = {}
    before: Element | None = None
    said: list[list[str]] = []
    for element in elements:
        if not gone.keys().isdisjoint(element.iterancestors()):
            continue
        texts = _texts(element)
        if before is not None and element.getprevious() is before and element.tag not in (TR, TC):
            said[-1][-1:] = ["".join([*said[-1][-1:], *texts[:1]]), *texts[1:]]
        else:
            said.append(texts)
        gone[element] = None
        before = element
    for element in gone:
        remove(element)
    for texts in said:
        flow.name("U09", variant, texts)


def _texts(element: Element) -> list[str]:
    """Return what an element says, paragraph by paragraph, text that was deleted included."""
    for deleted in element.iter(DELETED_TEXT):
        deleted.tag = T
    return [text_of(paragraph) for paragraph in element.iter(P)] or [text_of(element)]


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
