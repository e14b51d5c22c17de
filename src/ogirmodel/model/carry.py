"""A report in the cells of another edition: for figures that are set side by side or added up.

``check``, ``total`` and ``compare`` call it. What became of a cell is said by the forms alone.
"""

from collections.abc import Mapping

from ogirmodel.forms import Cell, form
from ogirmodel.forms.succession import Place, carrying
from ogirmodel.model.cells import CellValue, add, fitting
from ogirmodel.model.report import Report
from ogirmodel.model.table import Table
from ogirmodel.model.tables import table_of

__all__ = ["carried"]


def carried(report: Report, edition: str) -> Report | None:
    """Return the figures of ``report``, totals included, in the cells of ``edition``, with the prose both have.

    What ``edition`` asks and the report's own does not say is blank; a table of nothing else is absent. None where
    neither edition succeeds the other. Raises UnknownName for an edition that does not exist.

    >>> from ogirmodel import Report
    >>> old = Report("某局", 2020, tables={"applications": {"carried_out": {"total": 3}}})
    >>> carried(old, "2021").applications.carried_out
    3
    """
    if report.edition == edition:
        return report
    statute = form(edition)
    way = carrying(report.form, statute)
    if way is None:
        return None
    held = report.filled.tables
    tables = {}
    for name, cells in way.items():
        if any(table in held for places in cells for table, _ in places or ()):
            pairs = zip(cells, statute.tables[name].cells, strict=True)
            tables[name] = table_of(statute, name, tuple(_value(held, places, cell) for places, cell in pairs))
    known = {section.id for section in statute.sections}
    sections = {section: prose for section, prose in report.sections.items() if section in known}
    return Report(report.organ, report.year, edition, sections=sections, tables=tables)


def _value(held: Mapping[str, Table], places: tuple[Place, ...] | None, cell: Cell) -> CellValue:
    values: list[CellValue] = [held[table].values[index] if table in held else None for table, index in places or ()]
    if not values or None in values:
        return None
    return fitting(values[0] if len(values) == 1 else add(values), cell)
