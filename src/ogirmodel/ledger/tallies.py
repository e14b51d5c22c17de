"""From the rows of registers to a report: ``tally`` for one organ, ``tally_all`` for every organ of a register.

One pass over any iterator; what is kept is one entry an id. The figures balance by construction, and what is carried
out of a year is what is carried into the next.
"""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Protocol, runtime_checkable

from ogirmodel.findings import Reading
from ogirmodel.ledger.assemble import report_of
from ogirmodel.ledger.case import Case, Decisions, NormativeDocument, Proceeding, ProcessingFee
from ogirmodel.ledger.count import ProceedingsBy
from ogirmodel.ledger.group import ANY, NOBODY, Groups, group
from ogirmodel.ledger.judges import judges_of
from ogirmodel.ledger.map import NO_MAP, RegisterMap
from ogirmodel.ledger.rows import FIELDS, key_of
from ogirmodel.model import Organ, Report
from ogirmodel.model.cells import unfit

__all__ = ["tally", "tally_all"]


@runtime_checkable
class Counting(Protocol):
    """What counts its rows itself, as a ``Register`` in a database does, and knows how it is read."""

    @property
    def mapping(self) -> RegisterMap:
        """How its rows are read."""

    def grouped(self, organs: Mapping[str, str], unnamed: str) -> Mapping[str, Mapping[str, Groups]]:
        """Return the groups of rows by register and by organ, as :func:`ogirmodel.ledger.group.group` has them."""


Registers = Mapping[str, Iterable[Case] | Iterable[Proceeding] | Iterable[NormativeDocument] | None]


def tally(
    cases: Iterable[Case] | Counting | None,
    *,
    year: int,
    organ: Organ | str,
    edition: str | None = None,
    proceedings: Iterable[Proceeding] | None = None,
    documents: Iterable[NormativeDocument] | None = None,
    decisions: Decisions | None = None,
    fee: ProcessingFee | None = None,
    sections: Mapping[str, str | Iterable[str]] | None = None,
    mapping: RegisterMap = NO_MAP,
    proceedings_by: ProceedingsBy = "concluded",
) -> Reading[Report]:
    """Count registers into the report of ``organ`` on ``year``: ``Reading(report, findings)``.

    A request is newly received if it came in the year, carried in if it came before and was not concluded before,
    counts as its outcome if concluded in the year, and is carried out if it was open at its end. Rows that cannot be
    counted are in the findings, each in one. A register that is None leaves its cells blank, an empty one makes them
    zero. Rows of another organ do not count. ``sections`` is prose for the report, ``fee`` adds its sentence.

    In place of requests there may be a ``Register`` in a database, which brings its own map and counts every register
    that this names; what is given beside it counts instead of its own.

    ``proceedings_by="filed"`` counts only proceedings filed in the year. Raises UnknownName for a year or edition
    that has no form, StructureError for prose that no report can hold.

    >>> cases = [Case(1, "2025-03-01", "自然人", "予以公开", "2025-03-20"), Case(2, "2025-12-30", "natural_person")]
    >>> report = tally(cases, year=2025, organ="某县教育局").report
    >>> report.applications.received, report.applications.answered, report.applications.carried_out
    (2, 1, 1)
    """
    holder = organ if isinstance(organ, Organ) else Organ(organ)
    mapping = _own(cases, mapping)
    judges = judges_of(year, edition, mapping)
    grouped = _grouped(cases, {"proceedings": proceedings, "documents": documents}, mapping, [holder], holder.name)
    found = {name: groups[holder.name] for name, groups in grouped.items()}
    nobody = {name: groups[NOBODY] for name, groups in grouped.items()}
    return report_of(found, holder, year, judges, nobody, proceedings_by, decisions, fee, sections)


def tally_all(
    cases: Iterable[Case] | Counting | None,
    *,
    year: int,
    organs: Iterable[Organ | str] | None = None,
    edition: str | None = None,
    proceedings: Iterable[Proceeding] | None = None,
    documents: Iterable[NormativeDocument] | None = None,
    mapping: RegisterMap = NO_MAP,
    proceedings_by: ProceedingsBy = "concluded",
) -> dict[str, Reading[Report]]:
    """Count registers of many organs into a report of each, by name: of ``organs``, or of all that rows name.

    Rows that name no organ may be anybody's: a finding of every report says how many there are. Of a ``Register`` in
    a database all organs are counted together.

    >>> cases = [Case(1, "2025-03-01", "自然人", organ="甲局"), Case(1, "2025-03-01", "自然人", organ="乙局")]
    >>> {name: reading.report.applications.received for name, reading in tally_all(cases, year=2025).items()}
    {'乙局': 1, '甲局': 1}
    """
    asked = None if organs is None else [one if isinstance(one, Organ) else Organ(one) for one in organs]
    mapping = _own(cases, mapping)
    judges = judges_of(year, edition, mapping)
    grouped = _grouped(cases, {"proceedings": proceedings, "documents": documents}, mapping, asked, NOBODY)
    nobody = {name: groups[NOBODY] for name, groups in grouped.items()}
    named = {name for groups in grouped.values() for name in groups if name != NOBODY}
    holders = asked if asked is not None else [Organ(name) for name in sorted(named)]
    readings = {}
    for holder in holders:
        found = {name: groups.get(holder.name, Groups()) for name, groups in grouped.items()}
        readings[holder.name] = report_of(found, holder, year, judges, nobody, proceedings_by)
    return readings


def _own(cases: Iterable[Case] | Counting | None, mapping: RegisterMap) -> RegisterMap:
    """Return the map that explains the codes: a database brings its own."""
    if not isinstance(cases, Counting):
        return mapping
    if mapping is not NO_MAP:
        raise unfit("two_maps")
    return cases.mapping


def _grouped(
    cases: Iterable[Case] | Counting | None,
    others: Registers,
    mapping: RegisterMap,
    organs: list[Organ] | None,
    unnamed: str,
) -> dict[str, Mapping[str, Groups]]:
    names = ANY if organs is None else {name: o.name for o in organs for name in (o.code, o.name) if name}
    found: dict[str, Mapping[str, Groups]] = {}
    if isinstance(cases, Counting):
        found |= cases.grouped(names, unnamed)
    else:
        others = {"cases": cases, **others}
    for name, rows in others.items():
        if rows is not None:
            row = map(attrgetter(*FIELDS[name]), rows)
            found[name] = group(row, key_of(name, getattr(mapping, name).blanks), names, unnamed)
    return found
