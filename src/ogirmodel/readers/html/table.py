"""The parts of a table as browsers take them apart: rows by groups, heads first, feet last, and what is in no cell."""

import attrs

from ogirmodel.readers.html.names import BLOCKS, CELLS, GROUPS
from ogirmodel.readers.html.page import Element

__all__ = ["Parts", "parts_of"]

Rows = list[list[Element]]

FIRST, BETWEEN, LAST = 0, 1, 2
PLACES = {"thead": FIRST, "tbody": BETWEEN, "tfoot": LAST}
UNSHOWN = ("col", "colgroup")


@attrs.frozen
class Parts:
    """The cells of a table row by row, in the groups that no cell reaches beyond; ``loose`` is what is in no cell."""

    groups: tuple[Rows, ...]
    loose: tuple[Element | str, ...]


def parts_of(table: Element) -> Parts:
    """Return the parts of ``table``."""
    groups: list[tuple[int, Rows]] = []
    loose: list[Element | str] = []
    _take(table, BETWEEN, groups, loose)
    groups.sort(key=lambda group: group[0])
    return Parts(tuple(rows for _, rows in groups), tuple(loose))


def _take(container: Element, place: int, groups: list[tuple[int, Rows]], loose: list[Element | str]) -> None:
    """Take the rows of a table, of a group, or of what wraps some of them."""
    rows: Rows = []
    groups.append((place, rows))
    unopened: list[Element] | None = None
    _text(container.text, loose)
    for child in container:
        tag = str(child.tag)
        if tag in CELLS:
            if unopened is None:
                rows.append(unopened := [])
            unopened.append(child)
        elif tag == "tr":
            unopened = None
            rows.append(_cells(child, loose))
        elif tag in GROUPS or _wraps(child, tag):
            unopened = None
            wanted = PLACES.get(tag, place)  # only the first head is shown above, and only the first foot below
            taken = wanted != BETWEEN and any(wanted == known for known, _ in groups)
            _take(child, BETWEEN if taken else wanted, groups, loose)
            groups.append((place, rows := []))
        elif tag not in UNSHOWN:
            loose.append(child)
        _text(child.tail, loose)


def _cells(row: Element, loose: list[Element | str]) -> list[Element]:
    cells: list[Element] = []
    _text(row.text, loose)
    for child in row:
        tag = str(child.tag)
        if tag in CELLS:
            cells.append(child)
        elif _wraps(child, tag):
            cells += _cells(child, loose)
        else:
            loose.append(child)
        if (text := child.tail) and not text.isspace():
            loose.append(text)
    return cells


def _wraps(element: Element, tag: str) -> bool:
    """Tell whether an element that has no business in a table has some of its cells in it; a form often does."""
    return (tag == "form" or tag not in BLOCKS) and element.find(".//td") is not None


def _text(text: str | None, loose: list[Element | str]) -> None:
    if text and not text.isspace():
        loose.append(text)
