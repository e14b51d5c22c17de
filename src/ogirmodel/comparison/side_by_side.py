"""The comparison of two reports: what changed, and what should have gone on and did not."""

from collections.abc import Iterator, Mapping

import attrs

from ogirmodel.checks import RULES, Context, run
from ogirmodel.comparison.changes import Change, Key, changes
from ogirmodel.comparison.paper import paper
from ogirmodel.document import Document
from ogirmodel.errors import Problem, StructureError
from ogirmodel.findings import Finding, Location, row_examples
from ogirmodel.forms.succession import carrying
from ogirmodel.model import Report, carried
from ogirmodel.model.frozen import FrozenDict

__all__ = ["Comparison", "compare"]


@attrs.frozen
class Comparison:
    """Two reports with the ``changes`` of all cells, totals included, and what both together show (``findings``).

    ``changes`` maps table, row path and column key of the later edition to a Change.

    >>> from ogirmodel import Report, compare
    >>> last, this = (Report("某局", year, tables={"applications": {"carried_in": {"total": figure}}})
    ...     for year, figure in ((2024, 4), (2025, 3)))
    >>> compare(this, last).changes["applications", "carried_in", "total"].difference
    -1
    """

    now: Report
    before: Report
    changes: Mapping[Key, Change] = attrs.field(repr=False)
    findings: tuple[Finding, ...] = ()

    def document(self) -> Document:
        """Return tables of the changes, charts of requests and outcomes, and the findings, for any renderer."""
        return paper(self.now, self.before, self.changes, self.findings)


def compare(now: Report, before: Report) -> Comparison:
    """Set the report of a year beside that of another, ordinarily the year before, cell by cell.

    Where the editions differ, the figures of ``before`` are carried over to that of ``now``; what the other form did
    not ask is blank, and named. The findings are those that ``check`` has because it knows both years. Raises
    StructureError where neither edition succeeds the other.
    """
    earlier = carried(before, now.edition)
    if earlier is None:
        problem = Problem("before", "no_succession", {"found": before.edition, "expected": now.edition})
        raise StructureError.of([problem])
    alone = list(run(RULES, Context(now)))
    found = [finding for finding in run(RULES, Context(now, earlier)) if finding not in alone]
    return Comparison(now, before, FrozenDict(changes(now, earlier)), (*_not_compared(now, before), *found))


def _not_compared(now: Report, before: Report) -> Iterator[Finding]:
    """Name the cells that the other form did not ask, or asked otherwise."""
    for name, places in (carrying(before.form, now.form) or {}).items():
        table = now.form.tables[name]
        lost = [cell for cell, place in zip(table.cells, places, strict=True) if place is None]
        if lost and name in now.tables:
            place = Location(now.edition, table=name)
            yield Finding.of(
                "Y07",
                place,
                edition=before.edition,
                previous=before.year,
                count=len(lost),
                rows=row_examples(lost),
            )
