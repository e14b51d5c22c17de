"""What a document holds that is not live text: deleted in a tracked change, or hidden. It is taken out and named."""

from collections.abc import Iterable

from ogirmodel.readers.docx.names import Element, is_on, value, w
from ogirmodel.readers.flow import Flow

__all__ = ["deletions", "hidden", "hidden_by_style", "hidden_styles", "remove"]

P, TBL, R, T, TC = w("p"), w("tbl"), w("r"), w("t"), w("tc")
PPR, RPR, TRPR = w("pPr"), w("rPr"), w("trPr")
DELETION, MOVED = w("del"), w("moveFrom")


def deletions(root: Element, flow: Flow) -> None:
    """Take out what tracked changes deleted; a paragraph whose mark was deleted runs on into the next."""
    rows = [_parent(mark) for mark in root.iter(TRPR) if mark.find(DELETION) is not None]
    cells = [next(mark.iterancestors(TC), None) for mark in root.iter(w("cellDel"))]
    paragraphs = [p for p in root.iter(P) if p.find(f"{PPR}/{RPR}/{DELETION}") is not None]
    _leave_out(rows, flow, "deleted")
    for cell in cells:
        _leave_out([] if cell is None else list(cell.iterchildren(P, TBL)), flow, "deleted")
    runs = [e for e in root.iter(DELETION, MOVED) if (_parent(e) is not None and _tag(_parent(e)) not in (RPR, TRPR))]
    _leave_out(runs, flow, "deleted")
    for paragraph in reversed(paragraphs):
        _run_on(paragraph)
    _leave_out(list(root.iter(w("delText"))), flow, "deleted")


def _run_on(paragraph: Element) -> None:
    following = paragraph.getnext()
    if following is not None and following.tag == P:
        for run in list(following):
            if run.tag != PPR:
                paragraph.append(run)
        remove(following)


def hidden(root: Element, flow: Flow) -> None:
    """Take out runs and rows that are set to be hidden."""
    properties = [_parent(mark) for mark in root.iter(w("vanish")) if is_on(mark)]
    runs = [_parent(p) for p in properties if p is not None]
    _leave_out([run for run in runs if _tag(run) == R], flow, "hidden")
    of_rows = [_parent(mark) for mark in root.iter(w("hidden")) if is_on(mark)]
    _leave_out([_parent(p) for p in of_rows if p is not None and p.tag == TRPR], flow, "hidden")


def hidden_by_style(root: Element, flow: Flow, styles: frozenset[str]) -> None:
    """Take out text in ``styles`` that are hidden."""
    of_runs = [_parent(mark) for mark in root.iter(w("rStyle")) if value(mark) in styles]
    of_paragraphs = [_parent(mark) for mark in root.iter(w("pStyle")) if value(mark) in styles]
    _leave_out([_parent(p) for p in of_runs if p is not None], flow, "hidden")
    for paragraph in [_parent(p) for p in of_paragraphs if p is not None]:
        if paragraph is not None:
            _leave_out(list(paragraph.iterchildren(R)), flow, "hidden")


def hidden_styles(styles: Element) -> frozenset[str]:
    """Return the styles whose text is hidden."""
    return frozenset(
        style.get(w("styleId"), "")
        for style in styles.iterchildren(w("style"))
        if is_on(style.find(f"{RPR}/{w('vanish')}"))
    )


def _leave_out(elements: Iterable[Element | None], flow: Flow, variant: str) -> None:
    for element in elements:
        if element is not None and element.getparent() is not None:
            flow.name("U09", variant, ["".join(piece.text or "" for piece in element.iter(T, w("delText")))])
            remove(element)


def remove(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _parent(element: Element | None) -> Element | None:
    return None if element is None else element.getparent()


def _tag(element: Element | None) -> str:
    return "" if element is None else str(element.tag)
