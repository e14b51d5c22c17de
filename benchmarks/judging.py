"""Judging: no peer does it, so the goals are our own."""

from collections.abc import Iterator

import ogirmodel
from benchmarks.harness import Contender, Row
from benchmarks.work import Work
from ogirmodel import Finding, Report
from ogirmodel.checks import Context, run
from ogirmodel.checks.identities import identities

__all__ = ["rows"]


def rows(work: Work) -> Iterator[Row]:
    """Yield the catalogue as a whole, and the identities of the tables alone."""
    faulty = [
        report.replace(tables={**report.filled.tables, "applications": {("new_received", "total"): 1}})
        for report in work.reports
    ]

    def nothing_grave(_: int, findings: tuple[Finding, ...]) -> None:
        assert not [finding for finding in findings if finding.severity == "error"]

    def something(_: int, findings: tuple[Finding, ...]) -> None:
        assert findings

    yield Row(
        "check",
        (
            Contender("check(report): the whole catalogue", "ours", ogirmodel.check, work.fresh, nothing_grave),
            Contender("check(report), of a table nearly blank", "ours", ogirmodel.check, faulty.__getitem__, something),
        ),
        "at most 2 ms",
    )
    yield Row(
        "identities",
        (
            Contender(
                "of a report whose totals are stated", "ours", _identities, lambda n: work.reports[n].filled, None
            ),
            Contender("of a report whose totals are derived first", "ours", _identities, work.fresh, None),
        ),
        "at most 0.05 ms",
    )


def _identities(report: Report) -> list[Finding]:
    return list(run([identities], Context(report)))
