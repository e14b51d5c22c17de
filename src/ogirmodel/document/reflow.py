"""Tables that lost their shape on the way, as grids again; headings and notes that stand in a table, as lines.

Web pages and copied text give one cell a line, one cell a row, a label broken over lines, or a row with its figures
glued on. What is no part of a table stays where it is.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from ogirmodel.document.blocks import Grid, GridCell
from ogirmodel.document.flat import parted, rows_from
from ogirmodel.document.items import Item, Line
from ogirmodel.document.paper import match_heading
from ogirmodel.document.values import looks_like_value
from ogirmodel.document.wordings import best_table, known_labels, labels_in
from ogirmodel.findings import Finding, Location
from ogirmodel.forms import Form, TableForm
from ogirmodel.labels import fold

__all__ = ["in_rows", "lacking_tables"]

LONGEST_LINE = 80
"""A line of more characters than this is prose."""

PIECES = 40
"""A label is broken into no more lines than this."""

FEWEST = 2
"""Lines are a table if they hold at least so many labels, and as many figures."""


def in_rows(items: Sequence[Item], form: Form, findings: list[Finding]) -> list[Item]:
    """Return ``items`` with flattened tables as grids, and headings and notes out of the tables they stand in."""
    found: list[Item] = []
    for item in items:
        found += _taken_apart(item, form) if isinstance(item, Grid) else [item]
    lacking = lacking_tables(found, form)
    return list(_gathered(found, form, lacking, findings)) if lacking else found


def lacking_tables(items: Sequence[Item], form: Form) -> tuple[TableForm, ...]:
    """Return the tables that no grid looks like."""
    held = {table.id for item in items if isinstance(item, Grid) and (table := best_table(form, labels_in(item))[0])}
    return tuple(table for name, table in form.tables.items() if name not in held)


# -- grids --


def _taken_apart(grid: Grid, form: Form) -> Iterator[Item]:
    """Part a grid at headings and at notes in a row of their own; re-flow one that is a single row or column."""
    rows = list(grid.rows())
    if len(rows) == 1 or all(len(row) == 1 for row in rows):
        tokens = [cell.text.strip() for row in rows for cell in row]
        table, points = best_table(form, labels_in(grid))
        if table is not None and points >= FEWEST and len(tokens) > FEWEST:
            yield from _reflowed([Line(token, grid.origin, grid.aside) for token in tokens], form)
            return
    start = 0
    for number, row in enumerate(rows):
        text = _alone(row)
        if text and (match_heading(text, form) or _is_note(row, text, number in (0, len(rows) - 1), form)):
            yield from _some_of(grid, rows, start, number)
            yield Line(text, f"{grid.origin} row:{number + 1}" if grid.origin else f"row:{number + 1}", grid.aside)
            start = number + 1
    yield from _some_of(grid, rows, start, len(rows))


def _some_of(grid: Grid, rows: Sequence[tuple[GridCell, ...]], start: int, end: int) -> Iterator[Grid]:
    if end - start == len(rows):
        yield grid
    elif start < end:
        yield attrs.evolve(grid, shape=None, values=(), read=tuple(rows[start:end]))


def _alone(row: Sequence[GridCell]) -> str:
    """Return the text of the one cell of a row that has any; empty where there is none or more."""
    texts = [cell.text for cell in row if cell.text.strip()]
    return texts[0].strip() if len(texts) == 1 else ""


def _is_note(row: Sequence[GridCell], text: str, at_the_edge: bool, form: Form) -> bool:  # noqa: FBT001 - a fact
    if not at_the_edge and len(row) > 1:
        return False
    folded = fold(text)
    return not looks_like_value(text) and not any(folded in known_labels(t).known for t in form.tables.values())


# -- lines --


def _gathered(
    items: Sequence[Item], form: Form, lacking: tuple[TableForm, ...], findings: list[Finding]
) -> Iterator[Item]:
    """Yield ``items`` with runs of lines that are cells of the ``lacking`` tables as grids."""
    run: list[Line] = []
    labels = figures = 0
    number = 0
    while number <= len(items):
        item = items[number] if number < len(items) else None
        cells, used = _cells_at(items, number, form, lacking) if isinstance(item, Line) else ([], 1)
        if cells:
            run += cells
            labels += 1 if not looks_like_value(cells[0].text) else 0
            figures += sum(1 for cell in cells if looks_like_value(cell.text))
            if len(cells) > 1:
                _name_glued(item, cells, findings)
            number += used
            continue
        if run:
            enough = labels >= FEWEST and figures >= FEWEST
            yield from _reflowed(run, form) if enough else run
            run, labels, figures = [], 0, 0
        if item is not None:
            yield item
        number += 1


def _cells_at(items: Sequence[Item], number: int, form: Form, lacking: tuple[TableForm, ...]) -> tuple[list[Line], int]:
    """Return the cells that the line at ``number`` is, and how many lines they take; none where it is prose."""
    line = items[number]
    if not isinstance(line, Line) or len(line.text) > LONGEST_LINE or match_heading(line.text, form):
        return [], 1
    if looks_like_value(line.text):
        return [line], 1
    known = _labels(lacking)
    if fold(line.text) in known:
        return [line], 1
    for table in lacking:
        labels = known_labels(table)
        if row := parted(line.text, frozenset(labels.rows), _width(table, line.text)):
            return [attrs.evolve(line, text=text) for text in row], 1
    return _rejoined(items, number, lacking)


def _width(table: TableForm, text: str) -> int:
    """Return how many figures the row has whose label ``text`` begins with."""
    labels = known_labels(table)
    folded = fold(text).rstrip("0123456789")
    numbers = labels.rows.get(folded, ())
    return sum(1 for cell in table.cells if numbers and cell.row == table.rows[numbers[0]])


def _rejoined(items: Sequence[Item], number: int, lacking: tuple[TableForm, ...]) -> tuple[list[Line], int]:
    """Join a label that was broken over lines, up to one character a line."""
    prefixes, known = _prefixes(lacking), _labels(lacking)
    text, best = "", 0
    first = items[number]
    label = ""
    for offset in range(PIECES):
        item = items[number + offset] if number + offset < len(items) else None
        if not isinstance(item, Line) or not isinstance(first, Line):
            break
        text += item.text.strip()
        folded = fold(text)
        if folded not in prefixes:
            break
        if folded in known and offset:
            label, best = text, offset + 1
    return ([attrs.evolve(first, text=label)], best) if best and isinstance(first, Line) else ([], 1)


@lru_cache(maxsize=64)
def _labels(tables: tuple[TableForm, ...]) -> frozenset[str]:
    return frozenset().union(*(known_labels(table).known for table in tables))


@lru_cache(maxsize=64)
def _prefixes(tables: tuple[TableForm, ...]) -> frozenset[str]:
    return frozenset(label[:end] for label in _labels(tables) for end in range(1, len(label) + 1))


def _name_glued(line: Item | None, cells: Sequence[Line], findings: list[Finding]) -> None:
    """Quote a row whose figures ran together."""
    if isinstance(line, Line) and not any(c.isspace() for c in line.text.strip()):
        values = ", ".join(cell.text for cell in cells[1:])
        where = Location(origin=line.origin)
        findings.append(Finding.of("U03", where, "glued", quote=line.text, value=values))


def _reflowed(tokens: Sequence[Line], form: Form) -> Iterator[Item]:
    """Yield a run of cells as grids, and the headings among them as lines."""
    run: list[Line] = []
    for token in (*tokens, None):
        heading = token is not None and token.text and match_heading(token.text, form)
        if token is not None and not heading:
            run.append(token)
            continue
        if any(cell.text for cell in run):
            rows = rows_from([cell.text for cell in run], form)
            read = tuple(tuple(GridCell(text) for text in row) for row in rows)
            yield Grid(read=read, spans_known=False, origin=run[0].origin, aside=run[0].aside)
        run = []
        if token is not None:
            yield token
