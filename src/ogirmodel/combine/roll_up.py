"""The total of reports: the sum of their cells, who stands behind each, and what is wrong with the sum."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from ogirmodel.checks.components import other_kind, who_reports
from ogirmodel.checks.frame import Context
from ogirmodel.checks.parameters import Parameters
from ogirmodel.combine.components import Components
from ogirmodel.combine.gaps import gaps
from ogirmodel.combine.gather import Gathered, Kind, gather
from ogirmodel.errors import OgirError
from ogirmodel.findings import Finding
from ogirmodel.forms import TableForm, form, form_of_year
from ogirmodel.model import CellValue, Organ, Report, Table
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
    gathered = gather(reports)
    year = _most(kind.year for kind in gathered.kinds)
    edition = _edition([kind.edition for kind in gathered.kinds if kind.year == year], year)
    statute = form(edition)
    components, places = gathered.components(Kind(year, edition))
    sections = {section.id: () for section in statute.sections}
    tables = {name: _table(table, components) for name, table in statute.tables.items()}
    report = Report(organ, year, edition, sections=sections, tables=tables)
    seen = _who_reports(gathered, Kind(year, edition), places)
    context = Context(report, components=seen, parameters=Parameters(components=tuple(expected or ())))
    return Total(report, components, tuple(_findings(context, components, gathered, places)))


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


def _who_reports(gathered: Gathered, kind: Kind, places: Sequence[int]) -> tuple[Report, ...]:
    """Return the reports without what they say: those that are added up as of the kind of the total."""
    kinds = list(gathered.kinds)
    for place in places:
        kinds[place] = kind
    said = {one: attrs.asdict(Report("-", *one), recurse=False) for one in set(kinds)}
    pairs = zip(gathered.organs, kinds, strict=True)
    return tuple(Report.of_checked(**{**said[one], "organ": organ}) for organ, one in pairs)


def _table(table: TableForm, components: Components) -> Table:
    """Return the sums; a total that they do not derive is the sum of the components' totals."""
    values: list[CellValue] = components.sums(table)
    summed = table_of(form(components.edition), table.id, tuple(values))
    left_open = [index for index in sorted(table.derived) if summed.filled.values[index] is None]
    for index, value in zip(left_open, components.sums_of_totals(table, left_open) if left_open else (), strict=True):
        values[index] = value
    return attrs.evolve(summed, values=tuple(values))


def _findings(context: Context, components: Components, gathered: Gathered, places: Sequence[int]) -> Iterator[Finding]:
    yield from other_kind(context)
    yield from who_reports(context)
    for place in places:
        yield from gathered.broken.get(place, ())
    yield from gaps(context.report, components, [gathered.kinds[place].edition for place in places])
