"""A table of which only the sequence of its cells is left, put back into rows.

What bounds a row is its label: the form's labels are known, and what follows one up to the next is its figures.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

import attrs

from ogirmodel.document.segments import Segment
from ogirmodel.document.values import looks_like_value
from ogirmodel.document.wordings import KnownLabels, known_labels, table_with
from ogirmodel.forms import Form, TableForm
from ogirmodel.labels import fold

__all__ = ["parted", "rows_from", "told_apart", "width_of"]


def rows_from(tokens: Sequence[str], form: Form) -> list[list[str]]:
    """Return the cells ``tokens`` as rows: heads, and each label with its groups before it and its figures after it."""
    table, _ = table_with(form, Counter(fold(token) for token in tokens if token.strip()))
    if table is None:
        return [list(tokens)]
    known = known_labels(table)
    rows = _labelled(tokens, table, known) if known.rows else _unlabelled(tokens, known)
    return [row for row in rows if any(row)]


@attrs.define
class _Entry:
    """A label with the cells that follow it up to the next; ``row`` is its number in the table if it labels one."""

    label: str
    cells: list[str]
    row: int | None = None


def _labelled(tokens: Sequence[str], table: TableForm, known: KnownLabels) -> Iterator[list[str]]:
    entries = list(_entries(tokens, table, known))
    if any(entry.row is not None and _surplus(entry, table) for entry in entries):
        for entry in entries:
            _without_fillers(entry, table)
    waiting: list[str] = []
    for entry in entries:
        if entry.label and not any(entry.cells) and (entry.row is None or len(entry.cells) != _width(table, entry.row)):
            waiting.append(entry.label)
            continue
        own = len(waiting)
        while own and entry.label and fold(waiting[own - 1]) in known.groups:
            own -= 1
        yield from _each_alone(waiting[:own])
        yield [*waiting[own:], *filter(None, [entry.label]), *entry.cells]
        waiting = []
    yield from _each_alone(waiting)


def _each_alone(heads: Sequence[str]) -> Iterator[list[str]]:
    """Yield a row for each head, for where it stood over its column is not known."""
    return ([head] for head in heads)


def _entries(tokens: Sequence[str], table: TableForm, known: KnownLabels) -> Iterator[_Entry]:
    last = -1
    number = 0
    while number < len(tokens):
        token = tokens[number]
        number += 1
        if not _is_label(token, known):
            yield _Entry("", [token])
            continue
        row = next((n for n in known.rows.get(fold(token), ()) if n > last), None)
        width = 0 if row is None else _width(table, row)
        cells: list[str] = []
        while number < len(tokens) and not _is_label(tokens[number], known):
            if not _may_be_value(tokens[number]) and len(cells) >= width:
                break
            cells.append(tokens[number])
            number += 1
        last = row if row is not None and any(cells) else last
        yield _Entry(token, cells, row)


def _surplus(entry: _Entry, table: TableForm) -> bool:
    """Tell whether empty cells follow the figures of a row: what merged labels left in the row below."""
    width = _width(table, entry.row or 0)
    return len(entry.cells) > width and not any(entry.cells[width:])


def _without_fillers(entry: _Entry, table: TableForm) -> None:
    """Drop the empty cells that belong to the labels of the next row: one for each group that goes on there."""
    if entry.row is None or entry.row + 1 >= len(table.rows):
        return
    chain, following = table.rows[entry.row].chain, table.rows[entry.row + 1].chain
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(chain, following, strict=False)))
    if shared and len(entry.cells) >= shared and not any(entry.cells[-shared:]):
        del entry.cells[-shared:]


def _width(table: TableForm, row: int) -> int:
    """Return how many figures a row has."""
    return sum(1 for cell in table.cells if cell.row == table.rows[row])


def _unlabelled(tokens: Sequence[str], known: KnownLabels) -> Iterator[list[str]]:
    heads: list[str] = []
    figures: list[str] = []
    for token in tokens:
        if _is_label(token, known):
            if figures:
                yield figures
                heads, figures = [], []
            heads.append(token)
            yield [token]
        elif token or figures or _enough(heads, known):
            figures.append(token)
    yield figures


def _enough(heads: list[str], known: KnownLabels) -> bool:
    """Tell whether all heads stand above: an empty cell after them is a figure, one among them is a filler."""
    return len(heads) >= sum(map(len, known.levels[0]))


def _is_label(token: str, known: KnownLabels) -> bool:
    return bool(token) and fold(token) in known.known


def _may_be_value(token: str) -> bool:
    return not token or looks_like_value(token)


def parted(line: Sequence[Segment], tables: Sequence[TableForm]) -> list[str]:
    """Return the cells of a line; figures that ran together are parted where there is one way to do it.

    >>> from ogirmodel.forms import form
    >>> table = form("2021").table("disclosure")
    >>> parted([Segment("规章", True, False), Segment("0012", False, False)], [table])
    ['规章', '0', '0', '12']
    """
    cells: list[str] = []
    for number, segment in enumerate(line):
        label = line[number - 1] if number else segment
        alone = number + 1 == len(line) or line[number + 1].is_label
        if segment.is_label or not label.is_label or not alone or not segment.text.isdecimal():
            cells.append(segment.text)
        else:
            cells += _cut(segment.text, width_of(label.text, tables)) or [segment.text]
    return cells


def told_apart(line: Sequence[Segment], tables: Sequence[TableForm]) -> bool:
    """Tell whether all the figures of a row stand glued to its label, and each could be told."""
    glued = len(line) > 1 and line[-2].is_label and not line[-1].is_label and not line[-1].parted
    return glued and len(_cut(line[-1].text, width := width_of(line[-2].text, tables)) or [""]) == width


def width_of(label: str, tables: Sequence[TableForm]) -> int:
    """Return how many figures follow a label: those of its row, or of a table without row labels; 0 if none do."""
    folded = fold(label)
    return max(_figures_after(folded, table) for table in tables)


def _figures_after(folded: str, table: TableForm) -> int:
    known = known_labels(table)
    if not known.rows:
        return len(table.cells) if folded in known.heads else 0
    rows = known.rows.get(folded, ())
    return _width(table, rows[0]) if rows else 0


def _cut(digits: str, cells: int) -> list[str] | None:
    """Part digits into so many figures if there is one way: all but the last are 0, for no figure begins with one."""
    zeros, last = digits[: cells - 1], digits[cells - 1 :]
    if cells < 2 or zeros.strip("0") or not last or (last[0] == "0" and last != "0"):
        return None
    return [*zeros, last]
