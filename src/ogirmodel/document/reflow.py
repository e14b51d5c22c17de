"""Tables that lost their shape on the way, as grids again; headings and notes that stand in a table, as lines.

Web pages and copied text give one cell a line, one cell a row, a label broken over lines, or a row with its figures
glued on. What is no part of a table stays where it is.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from ogirmodel.document.as_printed import table_printed
from ogirmodel.document.blocks import Grid, GridCell
from ogirmodel.document.flat import parted, rows_from, told_apart, width_of
from ogirmodel.document.items import Item, Line
from ogirmodel.document.paper import match_heading
from ogirmodel.document.segments import LABEL_LENGTH, label_ends, may_be_cell, may_go_on, segments
from ogirmodel.document.values import looks_like_value
from ogirmodel.document.wordings import best_table, known_labels
from ogirmodel.findings import Finding, Location
from ogirmodel.forms import Form, TableForm
from ogirmodel.labels import fold
from ogirmodel.lexicon import words

__all__ = ["in_rows", "lacking_tables"]

LONGEST_LINE = 250
"""A line of more characters than this is prose."""

PIECES = 60
"""A label is broken into no more lines than this."""

WIDEST = 40
"""A row has no more cells than this."""

FEWEST = 2
"""Lines are a table if they hold at least so many labels, and a figure."""


def in_rows(items: Sequence[Item], form: Form, findings: list[Finding]) -> list[Item]:
    """Return ``items`` with flattened tables as grids, and headings and notes out of the tables they stand in."""
    found: list[Item] = []
    for item in items:
        found += _taken_apart(item, form) if isinstance(item, Grid) else [item]
    lacking = lacking_tables(found, form)
    return list(_gathered(found, form, lacking, findings)) if lacking else found


def lacking_tables(items: Sequence[Item], form: Form) -> tuple[TableForm, ...]:
    """Return the tables that no grid looks like."""
    held = {table.id for item in items if isinstance(item, Grid) and (table := best_table(form, item)[0])}
    return tuple(table for name, table in form.tables.items() if name not in held)


# -- grids --


def _taken_apart(grid: Grid, form: Form) -> Iterator[Item]:
    """Part a grid at headings and at notes in a row of their own; re-flow one that is a single row or column."""
    if table_printed(grid, form) is not None:
        yield grid
        return
    rows = list(grid.rows())
    if len(rows) == 1 or all(len(row) == 1 for row in rows):
        tokens = [cell.text.strip() for row in rows for cell in row]
        table, points = best_table(form, grid)
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
    start = number = 0
    while number < len(items):
        cells, used = _cells_at(items, number, form, lacking, run)
        if not cells:
            yield from _table_or_lines(run, items[start:number], form, lacking, findings)
            yield items[number]
            run, start = [], number + 1
        run += cells
        number += used
    yield from _table_or_lines(run, items[start:], form, lacking, findings)


def _table_or_lines(
    run: Sequence[Line],
    lines: Sequence[Item],
    form: Form,
    lacking: tuple[TableForm, ...],
    findings: list[Finding],
) -> Iterator[Item]:
    """Yield the cells of a ``run`` as a table if they are one, else the ``lines`` that they were read from."""
    known = _labels(lacking)
    others = [cell.text for cell in run if fold(cell.text) not in known]
    if len(run) - len(others) < FEWEST or not any(looks_like_value(t) or any(map(str.isdigit, t)) for t in others):
        yield from lines
        return
    for line in lines:
        found = segments(line.text.strip(), known) if isinstance(line, Line) else None
        if isinstance(line, Line) and found and told_apart(found, lacking):
            values = ", ".join(parted(found, lacking)[1:])
            findings.append(Finding.of("U03", Location(origin=line.origin), "glued", quote=line.text, value=values))
    yield from _reflowed(run, form)


def _cells_at(
    items: Sequence[Item],
    number: int,
    form: Form,
    lacking: tuple[TableForm, ...],
    run: Sequence[Line],
) -> tuple[list[Line], int]:
    """Return the cells that the line at ``number`` is, and how many lines they take; none where it is prose.

    ``run`` are the cells before it.
    """
    line = items[number]
    if not isinstance(line, Line) or len(line.text) > LONGEST_LINE or match_heading(line.text, form):
        return [], 1
    known = _labels(lacking)
    if looks_like_value(line.text):
        numeral = _closed_below(items, number)
        return (_rejoined(items, number, known) or ([], 1)) if numeral else ([line], 1)
    if not run and not may_go_on(line.text.strip()[:1], known):
        return [], 1
    if fold(line.text) in known:
        return [line], 1
    if joined := _rejoined(items, number, known):
        return joined
    found = segments(line.text.strip(), known, loosely=bool(run))
    if found and not (len(found) == 1 and found[0].is_label):
        return [attrs.evolve(line, text=text) for text in parted(found, lacking)], 1
    return ([line], 1) if may_be_cell(line.text) and _has_room(run, lacking) else ([], 1)


def _has_room(run: Sequence[Line], lacking: tuple[TableForm, ...]) -> bool:
    """Tell whether the row that the last cells belong to has a place for one more."""
    known = _labels(lacking)
    last = run[-WIDEST:]
    after = next((number for number, cell in enumerate(reversed(last)) if fold(cell.text) in known), None)
    return after is not None and after < width_of(last[-1 - after].text, lacking)


def _closed_below(items: Sequence[Item], number: int) -> bool:
    """Tell whether a figure is the numeral of a label: what closes a numeral begins the next line."""
    below = items[number + 1] if number + 1 < len(items) else None
    text = below.text.strip() if isinstance(below, Line) else ""
    return text[:1] in tuple(words("paper")["numeral_closers"]) and not any(map(str.isdigit, text))


def _rejoined(items: Sequence[Item], number: int, known: frozenset[str]) -> tuple[list[Line], int] | None:
    """Join a label that was broken over lines, up to one character a line."""
    first = items[number]
    text, ends = "", list[int]()
    for item in items[number : number + PIECES]:
        if not isinstance(item, Line) or len(text) > LABEL_LENGTH or not may_go_on(text, known):
            break
        text += item.text.strip()
        ends.append(len(text))
    if len(ends) < 2 or not isinstance(first, Line):
        return None
    end = max((end for end in label_ends(text, 0, known) if end in ends[1:]), default=0)
    return ([attrs.evolve(first, text=text[:end])], ends.index(end) + 1) if end else None


@lru_cache(maxsize=64)
def _labels(tables: tuple[TableForm, ...]) -> frozenset[str]:
    return frozenset().union(*(known_labels(table).known for table in tables))


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
