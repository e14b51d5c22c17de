"""From groups of rows to a report with its findings: shared by the counting here and that in a database.

It knows which register fills which table, and writes what no register counts: decisions, and the fee in a sentence.
"""

from collections.abc import Iterable, Iterator, Mapping

from ogirmodel.findings import Finding, Location, Reading
from ogirmodel.forms import Form
from ogirmodel.ledger.case import Decisions, ProcessingFee
from ogirmodel.ledger.codes import table_of_kind
from ogirmodel.ledger.count import Cells, ProceedingsBy, count_register
from ogirmodel.ledger.dirt import Dirt
from ogirmodel.ledger.group import Groups
from ogirmodel.ledger.judges import Judges
from ogirmodel.lexicon import words
from ogirmodel.model import Organ, Report

__all__ = ["TABLES", "report_of"]

TABLES = {"cases": "applications", "proceedings": "review_litigation", "documents": "disclosure"}
"""The kind of table that each register fills."""

NONE: Mapping[str, Groups] = {}


def report_of(
    found: Mapping[str, Groups],
    organ: Organ,
    year: int,
    judges: Judges,
    nobody: Mapping[str, Groups] = NONE,
    proceedings_by: ProceedingsBy = "concluded",
    decisions: Decisions | None = None,
    fee: ProcessingFee | None = None,
    sections: Mapping[str, str | Iterable[str]] | None = None,
) -> Reading[Report]:
    """Make the report of one organ from its groups, register by register; ``nobody`` are rows that name no organ."""
    statute = judges.form
    tables: dict[str, Cells] = {table: {} for table in statute.tables}
    findings: list[Finding] = []
    for name, groups in found.items():
        table = table_of_kind(statute, TABLES[name])
        if table is None:
            continue
        place = Location(statute.edition, table=table.id)
        dirt = Dirt(place)
        tables[table.id] |= count_register(name, groups, year, judges, dirt, proceedings_by)
        findings += [*dirt.findings(), *dirt.of_ids(groups)]
        findings += _homeless(nobody.get(name, Groups()), place)
    if decisions is not None:
        _decide(tables, statute, decisions)
    prose: dict[str, str | Iterable[str]] = {section.id: () for section in statute.sections}
    prose |= sections or {}
    if fee is not None:
        _charge(prose, fee)
    return Reading(Report(organ, year, statute.edition, sections=prose, tables=tables), tuple(findings))


def _homeless(groups: Groups, place: Location) -> Iterator[Finding]:
    """Tell that rows name no organ: they may be anybody's."""
    if groups.smallest:
        yield Finding.of("C09", place, count=groups.rows, id=groups.smallest)
    elif groups.rows:
        yield Finding.of("C09", place, "nameless", count=groups.rows)


def _decide(tables: dict[str, Cells], statute: Form, decisions: Decisions) -> None:
    """State how many decisions there were, where somebody knows."""
    for table in statute.tables.values():
        for role in ("licensing", "penalties", "compulsion"):
            count = getattr(decisions, role)
            for row in table.rows_with(role) if count is not None else ():
                tables[table.id] |= {(row, column): count for column in table.columns_with("decisions")}


def _charge(prose: dict[str, str | Iterable[str]], fee: ProcessingFee) -> None:
    """Add the sentence on the information processing fee to its section."""
    said = words("register")["fee"]
    sentence = said["sentence"].format(
        notices=fee.notices, notified=fee.amount_notified, collected=fee.amount_collected
    )
    before = prose.get(said["section"], ())
    prose[said["section"]] = [*([before] if isinstance(before, str) else before), sentence]
