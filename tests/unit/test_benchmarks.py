"""The benchmark itself: its reports are what it says, and it times what it verified. Nothing here looks at a time."""

import pytest
from benchmarks import judging
from benchmarks.harness import measure
from benchmarks.report import Measured, as_markdown
from benchmarks.work import Work, contains

import ogirmodel


def test_the_reports_differ_and_have_no_fault() -> None:
    """Equal reports would be answered from caches, and faulty ones would time the findings."""
    work = Work(3)
    assert len({paragraph for blocks in work.blocks for paragraph in blocks.texts}) > 3 * 35
    for number in range(3):
        codes = {finding.code for finding in ogirmodel.check(work.fresh(number))}
        assert codes <= {"S05", "U12"}  # long, and an organ known by its name


def test_an_output_that_lacks_something_is_not_timed() -> None:
    """A peer that leaves out a paragraph, or a figure, would win."""
    blocks = Work(1).blocks[0]
    contains(blocks, blocks.texts, blocks.cells)
    with pytest.raises(AssertionError):
        contains(blocks, blocks.texts[1:], blocks.cells)
    with pytest.raises(AssertionError):
        contains(blocks, blocks.texts, blocks.cells[:-1])


def test_rows_become_a_table() -> None:
    """A figure that is missing from the table has been measured for nobody."""
    work = Work(2)
    for row in judging.rows(work):
        results = measure(row, reports=2, rounds=1)
        table = as_markdown([Measured("judging", row.title, row.goal, results)])
        assert all(contender.name in table for contender in row.contenders)
