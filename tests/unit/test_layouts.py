"""Every layout of published reports comes back: each figure placed or named, none wrong."""

import random
import re
from pathlib import Path

import attrs
import pytest

from conftest import NothingLost
from layouts import grids
from layouts.catalogue import LAYOUTS, Layout, read_paper
from layouts.damage import KINDS, OF_ROWS
from layouts.raster import Piece, Row, Slot, pieces_of
from layouts.reports import REPORTS
from layouts.table import renewed
from layouts.trial import can_be_spoilt, tried
from ogirmodel import Document
from ogirmodel.document import Grid, Paragraph

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
PAPERS_OF_A_KIND = 2

each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: str(layout.name))


def source_of(document: Document) -> str:
    """Return the text of a document, cells parted by tabs."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            lines += ["\t" + "\t".join("".join(cell.text.split()) for cell in row) for row in block.rows()]
        elif isinstance(block, Paragraph):
            lines.append(block.text)
    return "\n".join(lines)


@each_layout
def test_every_figure_comes_back(layout: Layout) -> None:
    """A figure in the wrong cell is published again; one that is lost was counted for nothing."""
    for name, report in REPORTS.items():
        _, reading, verdict = tried(layout, name, 1)
        assert verdict.wrong == {}, name
        assert (reading.report.organ, reading.report.year) == (report.organ, report.year)
        assert reading.report.edition == report.edition
        if layout.bounds:
            assert verdict.named == 0, [f.text() for f in reading.findings]
            assert set(reading.report.sections) == set(report.sections)


@each_layout
@pytest.mark.parametrize("name", ["沭阳县发展和改革局 2023", "made 2019 10% blank"])
def test_nothing_else_is_lost_on_the_way(layout: Layout, name: str, nothing_lost: NothingLost) -> None:
    """A word that is neither in the report nor quoted is gone for good."""
    paper, reading, _ = tried(layout, name, 2)
    if isinstance(paper, Document):
        nothing_lost(source_of(paper), reading)
    elif layout.bounds:
        nothing_lost(re.sub(r"\|[-| ]*", "\t", paper.decode()), reading)


@pytest.mark.parametrize("spoil", [*KINDS, *OF_ROWS])
def test_one_figure_in_a_hundred_spoilt_is_never_wrong_in_silence(spoil: str) -> None:
    """Published reports are full of slips; whoever reads on must see each, and its neighbours must be right."""
    rng = random.Random(spoil)  # noqa: S311 - the same papers every time
    for layout in LAYOUTS:
        for seed in range(PAPERS_OF_A_KIND):
            name = rng.choice([name for name in REPORTS if can_be_spoilt(layout, name, spoil)] or [""])
            if name:
                assert tried(layout, name, seed, spoil)[2].wrong == {}, (layout.name, name, seed)


COLUMNS = ["科研机构", "法律服务机构", "自然人", "总计"]


@pytest.mark.parametrize("label", COLUMNS)
@pytest.mark.parametrize("blocks", [grids.merged, grids.filled, grids.copied], ids=lambda blocks: str(blocks.__name__))
@pytest.mark.parametrize("name", ["宿迁市 2023", "made 2019 10% blank"])
def test_a_column_that_an_organ_left_out(name: str, blocks: grids.Blocks, label: str) -> None:
    """An organ's own table lacks a column: the others keep their figures, and the one is named once."""
    report = REPORTS[name]
    table = report.applications
    column = next(c for c in table.form.columns if c.node.label == label)

    def without(piece: Piece) -> Piece:
        if isinstance(piece, str) or piece.table != "applications":
            return piece
        place = next(s.column for row in piece.rows for s in row if s.key.endswith(f".{column.key}"))
        return piece.replace([shrunk(row, place) for row in piece.rows])

    reading = read_paper(grids.as_document([without(piece) for piece in pieces_of(report)], blocks))
    kept = {key: value for key, value in table.items() if key[1] != column.key}
    assert {key: value for key, value in reading.report.applications.items() if key in kept} == kept
    assert set(reading.report.applications.column(column.key).values()) == {None}
    missing = [f.location.column for f in reading.findings if (f.code, f.variant) == ("T07", "column")]
    assert missing == [column.key]


def shrunk(row: Row, place: int) -> Row:
    """Return a row without the column at ``place``; what reached over it is one column narrower."""
    cells: list[Slot] = []
    for slot in row:
        start = slot.column - slot.right
        over = start <= place < start + slot.colspan and slot.colspan > 1
        if slot.column != place:
            moved = attrs.evolve(slot, right=slot.right - (over and slot.column > place))
            cells.append(attrs.evolve(moved, colspan=slot.colspan - over))
    return tuple(cells)


def test_the_table_in_the_docs_is_true() -> None:
    """A table that is not renewed promises what no longer holds."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == renewed(page), "run: poe docs-tables"
    assert all(line.endswith("| 0 |") for line in page.splitlines() if line.startswith("| grid,"))


def test_the_example_in_the_docs_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """An example that does not do what it says costs more trust than none."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, PAGE.name, "exec"), {})  # noqa: S102 - it is our own page
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "12"
    assert [line.split()[1] for line in printed[1:3]] == ["U01", "U03"]
