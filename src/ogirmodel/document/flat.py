"""A table of which only the sequence of its cells is left, put back into rows.

What bounds a row is its label: the form's labels are known, and what follows one up to the next is its figures.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from ogirmodel.document.labels import fold
from ogirmodel.document.segments import Segment
from ogirmodel.document.values import looks_like_value
from ogirmodel.document.wordings import KnownLabels, best_table, known_labels
from ogirmodel.forms import Form, TableForm

__all__ = ["parted", "rows_from"]


def rows_from(tokens: Sequence[str], form: Form) -> list[list[str]]:
    """Return the cells ``tokens`` as rows: heads, and each label with its groups before it and its figures after it."""
    table, _ = best_table(form, Counter(fold(token) for token in tokens if token.strip()))
    if table is None:
        return [list(tokens)]
    known = known_labels(table)
    rows = _labelled(tokens, table, known) if known.rows else _unlabelled(tokens, known)
    return [row for row in rows if any(row)]


def _labelled(tokens: Sequence[str], table: TableForm, known: KnownLabels) -> Iterator[list[str]]:
    waiting: list[str] = []
    number = 0
    while number < len(tokens):
        token = tokens[number]
        end = number + 1
        if not _is_label(token, known):
            yield from (waiting, [token])
            waiting, number = [], end
            continue
        while end < len(tokens) and not _is_label(tokens[end], known) and _may_be_value(tokens[end]):
            end += 1
        width = _width(table, known, token)
        if width and not any(tokens[number + 1 + width : end]):
            end = min(end, number + 1 + width)  # empty cells beyond are what merged labels of the next row left
        values = list(tokens[number + 1 : end])
        if any(values) or (width and len(values) == width):
            own = len(waiting)
            while own and fold(waiting[own - 1]) in known.groups:
                own -= 1
            yield waiting[:own]
            yield [*waiting[own:], token, *values]
            waiting = []
        else:
            waiting.append(token)
        number = end
    yield waiting


def _width(table: TableForm, known: KnownLabels, label: str) -> int:
    """Return how many figures the row of a label has; 0 if it labels none."""
    numbers = known.rows.get(fold(label), ())
    return sum(1 for cell in table.cells if numbers and cell.row == table.rows[numbers[0]])


def _unlabelled(tokens: Sequence[str], known: KnownLabels) -> Iterator[list[str]]:
    row: list[str] = []
    of_labels = True
    for token in tokens:
        if _is_label(token, known) is not of_labels and (token or not of_labels or _enough(row, known)):
            yield row
            row, of_labels = [], not of_labels
        if token or not of_labels:
            row.append(token)
    yield row


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
            widths = (_width(table, known_labels(table), label.text) for table in tables)
            cells += _cut(segment.text, max(widths, default=0)) or [segment.text]
    return cells


def _cut(digits: str, cells: int) -> list[str] | None:
    """Part digits into so many figures if there is one way: all but the last are 0, for no figure begins with one."""
    zeros, last = digits[: cells - 1], digits[cells - 1 :]
    if cells < 2 or zeros.strip("0") or not last or (last[0] == "0" and last != "0"):
        return None
    return [*zeros, last]
