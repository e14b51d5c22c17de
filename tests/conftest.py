"""What all tests share: how long hypothesis searches, papers as a web page flattens them, and "nothing is lost"."""

import os
import re
import signal
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from ogirmodel import Finding, Reading, Report, compose
from ogirmodel.document import Document, Grid, Heading, Paragraph, Role, ShapeCell, SignOff, Title
from ogirmodel.document.compose import date_text, printed
from ogirmodel.forms import Node, TableForm
from ogirmodel.labels import tight

settings.register_profile("ci", max_examples=100, deadline=None)
DEEP = "deep"
settings.register_profile(DEEP, max_examples=5000, deadline=None)
# A shell that runs the tests in the background lets them ignore Ctrl-C, and so would the commands that they try.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.load_profile(os.environ.get("OGIRMODEL_HYPOTHESIS_PROFILE", "ci"))

NothingLost = Callable[[str, Reading[Report]], None]
Tabbed = Callable[[Report], str]

SIGNED_ZERO = "+0"
"""In a cell that has signs this is 0, plainly."""
TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
STROKES = re.compile("[\u2500-\u257f\t]+")


@pytest.fixture(scope="session")
def nothing_lost() -> NothingLost:
    """Give the promise as a function: whatever a text source says is in the report or in a finding that quotes it."""
    return _nothing_lost


@pytest.fixture(scope="session")
def tabbed() -> Tabbed:
    """Give the function that flattens a report as web pages do: one cell a line, led by a tab."""
    return _tabbed


# -- nothing lost --


def _nothing_lost(source: str, reading: Reading[Report]) -> None:
    """Every figure as often as the source has it and no other, every line and every piece of a cell at least once."""
    said = list(_said(reading))
    source = _without_copies(source)
    counted = Counter(token for text in said for token in _tokens(text))
    missing = Counter(_tokens(source)) - counted
    assert not missing, f"figures neither in the report nor quoted: {dict(missing)}"
    invented = Counter(token for text in _figures(reading) for token in _tokens(text)) - Counter(_tokens(source))
    assert not invented, f"figures in the report that the source does not have: {dict(invented)}"
    silent = [w for s in reading.report.form.sections for w in (s.heading, *s.aliases)]
    labels = [w for table in reading.report.tables.values() for w in _wordings(table.form)]
    one_line = f"{reading.report.signed_by}{date_text(reading.report.signed_on)}" if reading.report.signed_on else ""
    trails = [f"{quote}{reading.report.full_title}" for text in said for quote in text.split(" | ")[:1]]
    known = "\n".join(map(tight, [*said, *silent, *labels, one_line, *trails, SIGNED_ZERO]))
    pieces = {tight(piece) for line in source.splitlines() for piece in STROKES.split(line)}
    lost = [piece for piece in pieces if piece not in known]
    assert not lost, f"words neither in the report nor quoted: {lost}"


def _without_copies(source: str) -> str:
    """Drop a label that follows itself: a cell that was merged may be copied into every column it reached over."""
    lines = source.splitlines()
    pairs = zip(lines, ["", *lines], strict=False)
    return "\n".join(line for line, before in pairs if line != before or not any(c > "\u4e00" for c in line))


def _tokens(text: str) -> Iterator[str]:
    """Yield the figures in ``text``, whatever digits they are written with; decimals end in no zero."""
    narrow = "".join(str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in text)
    for token in TOKEN.findall(narrow):
        yield token.rstrip("0").rstrip(".") if "." in token else token
    yield from (c for c in narrow if unicodedata.category(c) in {"Nl", "No"})


def _said(reading: Reading[Report]) -> Iterator[str]:
    """Yield every text that the reading accounts for, each as often as it does."""
    report, findings = reading.report, reading.findings
    yield from (str(f.params["quote"]) for f in findings if "quote" in f.params and f.code not in {"D04", "S01", "S02"})
    yield from (report.full_title, *report.preface, report.signed_by or "")
    dates = [str(f.params["quote"]) for f in findings if f.code == "D04"]
    yield from dates or ([date_text(report.signed_on)] if report.signed_on else [])
    renumbered = {f.location.section: str(f.params.get("quote", "")) for f in findings if f.code in {"S01", "S02"}}
    for section, prose in report.sections.items():
        yield from (renumbered.get(section, ""), *prose)
    for prose in report.notes.values():
        yield from prose
    reworded = {(f.location.table, f.location.row, f.params["expected"]) for f in findings if f.code == "T08"}
    unread = {(f.location.table, f.location.row) for f in findings if f.code == "T07"}
    for table in report.tables.values():
        for row in table.form.rows:
            if (table.id, row.path) not in unread and (table.id, row.path, row.node.label) not in reworded:
                yield row.node.label
    yield from _figures(reading)


def _figures(reading: Reading[Report]) -> Iterator[str]:
    """Yield the figures that were taken from the tables as they stood there, without a finding that quotes them."""
    quoted = {_cell_of(finding) for finding in reading.findings if "quote" in finding.params}
    for table in reading.report.tables.values():
        for cell, value in zip(table.form.cells, table.values, strict=True):
            if (table.id, *cell.key) not in quoted:
                yield printed(value, cell)


def _cell_of(finding: Finding) -> tuple[str, str, str] | None:
    place = finding.location
    return (place.table, place.row, place.column) if place.table and place.row and place.column else None


def _wordings(table: TableForm) -> Iterator[str]:
    yield table.corner or ""
    for panel in table.panels:
        yield panel.banner or ""
        for node in _nodes((*panel.columns, *panel.rows)):
            yield from (node.label, *node.aliases)


def _nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


# -- the layout of published reports that web pages flatten --

BLANKS = ("", "\u3000", "\u00a0", "  ", "\u3000\u3000")


def _tabbed(report: Report) -> str:
    return "\n".join(_tabbed_lines(compose(report))) + "\n"


def _tabbed_lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case Title(lines=lines):
                whole = "".join(lines)
                yield from (whole[:-4], whole[-4:])
            case Heading(text=text):
                yield text
            case Paragraph():
                yield "\u3000\u3000" + block.text
            case SignOff(name=name, date=date):
                yield from ("", "", name, date)
            case Grid():
                yield from _tabbed_grid(block)
                yield ""


def _tabbed_grid(grid: Grid) -> Iterator[str]:
    assert grid.shape is not None
    figures = iter(grid.values)
    covered: set[tuple[int, int]] = set()
    number = 0
    for row_number, row in enumerate(grid.shape.rows):
        starts = {cell.column: cell for cell in row}
        for column in range(len(grid.shape.widths)):
            if column in starts:
                cell = starts[column]
                text = next(figures) if cell.role == Role.VALUE else cell.text
                number += 1
                before, after = BLANKS[number % 5], BLANKS[number * 3 % 5]
                yield "\t" + (f"{before}{text}{after}" if cell.role == Role.VALUE else text)
                covered |= {(row_number + down, column) for down in range(1, cell.rowspan)}
            elif (row_number, column) in covered and _reaches(grid.shape.rows, row_number, column):
                yield "\t"
        yield ""


def _reaches(rows: tuple[tuple[ShapeCell, ...], ...], row: int, column: int) -> bool:
    """Tell whether a covered place shows as an empty cell: below the first column of a cell, as Word flattens it."""
    return any(cell.column == column and cell.row < row < cell.row + cell.rowspan for above in rows for cell in above)
