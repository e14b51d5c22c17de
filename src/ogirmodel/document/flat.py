"""A table of which only the sequence of its cells is left, put back into rows.

What bounds a row is its label: the form's labels are known, and what follows one up to the next is its figures.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ogirmodel.document.values import looks_like_value
from ogirmodel.document.wordings import KnownLabels, best_table, known_labels
from ogirmodel.forms import Form, TableForm
from ogirmodel.labels import fold

__all__ = ["parted", "rows_from"]

GLUED = re.compile(r"(?P<label>[^0-9０-９]*[^0-9０-９\s])\s*(?P<figures>[0-9][0-9\s.+/-]*)")


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
        values = list(tokens[number + 1 : end])
        if any(values) or (fold(token) in known.rows and len(values) == _width(table, known, token)):
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
    row = table.rows[known.rows[fold(label)][0]]
    return sum(1 for cell in table.cells if cell.row == row)


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


def parted(line: str, known: frozenset[str], width: int) -> list[str] | None:
    """Part a line that is a label with its figures; None if it is no such line.

    Figures that run together are parted where there is one way to part them into ``width`` cells.

    >>> parted("规章 0 1 2", frozenset({"规章"}), 3), parted("规章000", frozenset({"规章"}), 3)
    (['规章', '0', '1', '2'], ['规章', '0', '0', '0'])
    >>> parted("规章125", frozenset({"规章"}), 2)
    ['规章', '125']
    """
    found = GLUED.fullmatch(line.strip())
    if not found or fold(found["label"]) not in known:
        return None
    figures = found["figures"].split()
    if len(figures) == 1 and figures[0].isdigit():
        figures = _cut(figures[0], width) or figures
    return [found["label"].strip(), *figures]


def _cut(digits: str, cells: int) -> list[str] | None:
    """Part digits into so many figures if there is one way: all but the last are 0, for no figure begins with one."""
    zeros, last = digits[: cells - 1], digits[cells - 1 :]
    if zeros.strip("0") or not last or (last[0] == "0" and last != "0"):
        return None
    return [*zeros, last]
