"""The total of reports: the sum of their cells, who stands behind each, and what is wrong with the sum."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from ogirmodel.checks.components import other_kind, who_reports
from ogirmodel.checks.frame import Context
from ogirmodel.checks.parameters import Parameters
from ogirmodel.combine.components import Components, settled
from ogirmodel.combine.gaps import Part, broken_identities, gaps
from ogirmodel.errors import OgirError, Problem, StructureError
from ogirmodel.findings import Finding
from ogirmodel.forms import TableForm, form, form_of_year
from ogirmodel.forms.succession import carrying
from ogirmodel.model import CellValue, Organ, Report, Table, carried
from ogirmodel.model.tables import table_of

__all__ = ["Total", "total"]


@attrs.frozen
class Total:
    """A report that adds up others; ``components`` say who stands behind each figure, ``findings`` what is wrong.

    >>> from ogirmodel import Report, total
    >>> one = Report("甲局", 2025).replace(tables={"applications": {}}).blanks_as_zero()
    >>> added = total([one, one.replace(organ="乙局")], organ="某县人民政府", expected=["甲局", "丙局"])
    >>> added.report.applications.received, [finding.code for finding in added.findings]
    (0, ['A02', 'A04', 'A04', 'A04', 'A04'])
    """

    report: Report
    components: Components
    findings: tuple[Finding, ...] = ()


def total(reports: Iterable[Report], *, organ: Organ | str, expected: Iterable[str] | None = None) -> Total:
    """Add ``reports`` up into that of ``organ``: cell by cell, totals derived, every section there to be written.

    The year is that of most reports, the edition that of the year if a report has it, else that of most; figures of
    another edition are carried over. A cell is blank where a component has no figure for it; a total above such a
    cell is the sum of the components' totals. ``expected`` names the organs that must report. What was not added up,
    is missing, doubled, blank or does not add up in itself is a finding. Raises StructureError without any report.
    """
    given = tuple(reports)
    if not given:
        raise StructureError.of([Problem("reports", "no_reports")])
    year = _most(report.year for report in given)
    edition = _edition([report.edition for report in given if report.year == year], year)
    taken = [_part(report, edition) if report.year == year else None for report in given]
    parts = [part for part in taken if part is not None]
    statute = form(edition)
    components = Components(
        edition,
        tuple(part.report.organ.name for part in parts),
        {name: tuple(part.figures.tables.get(name) for part in parts) for name in statute.tables},
    )
    sections = {section.id: () for section in statute.sections}
    tables = {name: _table(table, components) for name, table in statute.tables.items()}
    report = Report(organ, year, edition, sections=sections, tables=tables)
    seen = tuple(part.figures if part else one for part, one in zip(taken, given, strict=True))
    context = Context(report, components=seen, parameters=Parameters(components=tuple(expected or ())))
    return Total(report, components, tuple(_findings(context, parts)))


def _most(held: Iterable[int]) -> int:
    return max(Counter(held).items(), key=lambda item: (item[1], item[0]))[0]


def _edition(editions: Sequence[str], year: int) -> str:
    """Return the edition of the year if a report has it, else that of most reports."""
    try:
        statutory = form_of_year(year).edition
    except OgirError:
        statutory = ""
    if statutory in editions:
        return statutory
    return max(Counter(editions).items(), key=lambda item: (item[1], item[0]))[0]


def _part(report: Report, edition: str) -> Part | None:
    """Return a component with its figures in the edition of the total; None where they cannot be carried over."""
    if report.edition == edition:
        return Part(report, report, None)
    way = carrying(report.form, form(edition))
    tables = {name: settled(table) for name, table in report.tables.items()}
    sound = all(tables[name] is table.filled for name, table in report.tables.items())
    figures = carried(report if sound else report.replace(tables=tables), edition)
    return Part(report, figures, way) if figures and way else None


def _table(table: TableForm, components: Components) -> Table:
    """Return the sums; a total that they do not derive is the sum of the components' totals."""
    values: list[CellValue] = components.sums(table)
    summed = table_of(form(components.edition), table.id, tuple(values))
    left_open = [index for index in sorted(table.derived) if summed.filled.values[index] is None]
    for index, value in zip(left_open, components.sums_of_totals(table, left_open) if left_open else (), strict=True):
        values[index] = value
    return attrs.evolve(summed, values=tuple(values))


def _findings(context: Context, parts: Sequence[Part]) -> Iterator[Finding]:
    yield from other_kind(context)
    yield from who_reports(context)
    for part in parts:
        yield from broken_identities(part.report)
    yield from gaps(context.report, parts)
