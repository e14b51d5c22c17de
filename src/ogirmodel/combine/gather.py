"""What a total needs of the reports that it adds up, and no more of them: a nation's do not fit into memory whole.

``total`` gathers first, for only when the last has come it is known of which year and edition most of them are.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import attrs

from ogirmodel.combine.components import Components, settled
from ogirmodel.combine.figures import Figures
from ogirmodel.combine.gaps import broken_identities
from ogirmodel.errors import Problem, StructureError
from ogirmodel.findings import Finding
from ogirmodel.forms import form
from ogirmodel.forms.succession import carrying
from ogirmodel.model import CellValue, Organ, Report, carried
from ogirmodel.model.tables import table_of

__all__ = ["Gathered", "Kind", "gather"]


class Kind(NamedTuple):
    """What reports can be added up together without more ado."""

    year: int
    edition: str


@attrs.frozen(eq=False)
class Gathered:
    """Who reported, of which kind each report is, its figures by the tables of its kind, and what broke in it."""

    organs: list[Organ] = attrs.field(factory=list)
    kinds: list[Kind] = attrs.field(factory=list)
    figures: dict[Kind, dict[str, Figures]] = attrs.field(factory=dict)
    broken: dict[int, tuple[Finding, ...]] = attrs.field(factory=dict)

    def components(self, kind: Kind) -> tuple[Components, list[int]]:
        """Return the figures that can be added up to a report of ``kind``, and the places of their reports."""
        added = {one for one in self.figures if _can_be_added(one, kind)}
        places = [place for place, one in enumerate(self.kinds) if one in added]
        figures = self.figures[kind] if added == {kind} else self._carried(kind, added)
        return Components(kind.edition, tuple(self.organs[place].name for place in places), figures), places

    def _carried(self, kind: Kind, added: Iterable[Kind]) -> dict[str, Figures]:
        """Return the figures of several kinds in the cells of one, in the order of the reports."""
        figures = _empty(kind)
        rows = {one: self._rows(one) for one in added}
        for organ, one in zip(self.organs, self.kinds, strict=True):
            if one in rows:
                tables = next(rows[one])
                _put(figures, tables if one == kind else _carried_over(Report(organ, *one), tables, kind.edition))
        return figures

    def _rows(self, kind: Kind) -> Iterator[dict[str, Sequence[CellValue]]]:
        """Yield the tables of each report of a kind."""
        figures = self.figures[kind]
        for rows in zip(*(held.rows() for held in figures.values()), strict=True):
            yield {name: row for name, row in zip(figures, rows, strict=True) if row is not None}


def gather(reports: Iterable[Report]) -> Gathered:
    """Take one report after the other; raises StructureError without any."""
    gathered = Gathered()
    kinds: dict[Kind, Kind] = {}
    for place, report in enumerate(reports):
        kind = Kind(report.year, report.edition)
        kind = kinds.setdefault(kind, kind)
        if kind not in gathered.figures:
            gathered.figures[kind] = _empty(kind)
        gathered.organs.append(report.organ)
        gathered.kinds.append(kind)
        _put(gathered.figures[kind], {name: table.values for name, table in report.tables.items()})
        if broken := tuple(broken_identities(report)):
            gathered.broken[place] = broken
    if not gathered.organs:
        raise StructureError.of([Problem("reports", "no_reports")])
    return gathered


def _can_be_added(one: Kind, to: Kind) -> bool:
    return one.year == to.year and carrying(form(one.edition), form(to.edition)) is not None


def _empty(kind: Kind) -> dict[str, Figures]:
    return {name: Figures(table) for name, table in form(kind.edition).tables.items()}


def _put(figures: dict[str, Figures], tables: dict[str, Sequence[CellValue]]) -> None:
    for name, held in figures.items():
        held.add(tables.get(name))


def _carried_over(
    report: Report, tables: dict[str, Sequence[CellValue]], edition: str
) -> dict[str, Sequence[CellValue]]:
    """Return the tables of ``report`` in the cells of another edition, their totals settled."""
    stated = {name: table_of(report.form, name, tuple(values)) for name, values in tables.items()}
    known = {name: settled(table) for name, table in stated.items()}
    sound = all(known[name] is table.filled for name, table in stated.items())
    figures = carried(report.replace(tables=stated if sound else known), edition)
    return {name: table.values for name, table in figures.tables.items()} if figures else {}
