"""One paper from a report to the verdict: laid out, spoilt if that is asked for, read, and judged."""

import random

from layouts.catalogue import Layout, Paper, read_paper
from layouts.damage import OF_ROWS, spoilt
from layouts.judge import Verdict, judge
from layouts.raster import pieces_of, texts_in
from layouts.reports import REPORTS
from ogirmodel import Reading, Report

__all__ = ["can_be_spoilt", "tried"]

COMPLETE = frozenset(
    name for name, report in REPORTS.items() if all(None not in table.values for table in report.tables.values())
)


def tried(layout: Layout, name: str, seed: int, spoil: str = "") -> tuple[Paper, Reading[Report], Verdict]:
    """Return a paper of the report called ``name``, what was read, and the verdict on it."""
    rng = random.Random(f"{layout.name} {name} {seed} {spoil}")  # noqa: S311 - the same paper every time
    report = REPORTS[name]
    pieces = layout.dressed(pieces_of(report), report.form, rng)
    whole = dict.fromkeys(texts_in(pieces), "")
    if spoil:
        pieces = spoilt(pieces, spoil, rng)
    paper = layout.write(pieces, rng)
    reading = read_paper(paper)
    return paper, reading, judge(report, reading, whole | texts_in(pieces))


def can_be_spoilt(layout: Layout, name: str, spoil: str) -> bool:
    """Tell whether the damage leaves a trace: not where it only moves figures to other cells of their row.

    That is so where a row is cut by columns, and where blank cells have vanished already.
    """
    return spoil not in OF_ROWS or (layout.by_rows and (layout.bounds or name in COMPLETE))
