"""Samples with one thing wrong, for the codes that one report can show.

``sample(edition, "broken:S06")`` comes here. What is wrong stands in ``broken.toml``; the figures that break an
identity are found from the form, so that the identities of anybody's form have their samples as well.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ogirmodel.api import check
from ogirmodel.errors import UnknownName
from ogirmodel.findings import Severity
from ogirmodel.forms import Form, Number, TableForm, form
from ogirmodel.forms.equation import Relation
from ogirmodel.model import Money, Report
from ogirmodel.model.cells import CellValue
from ogirmodel.testing.samples import BROKEN, sample

__all__ = ["broken", "broken_kinds", "grave_codes"]

Changes = dict[tuple[str, str], CellValue]


def broken_kinds(edition: str = "2021") -> tuple[str, ...]:
    """Return the kinds of samples of ``edition`` that something is wrong with.

    >>> "broken:T01" in broken_kinds("2021"), "broken:S05" in broken_kinds("2019")
    (True, False)
    """
    return tuple(BROKEN + code for code in _reports(form(edition)))


def broken(edition: str, code: str) -> Report:
    """Return the sample that shows ``code``; raises UnknownName where no single report of the form can."""
    reports = _reports(form(edition))
    if code not in reports:
        raise UnknownName.of("sample", BROKEN + code, (BROKEN + known for known in reports))
    return reports[code]


def grave_codes(report: Report) -> set[str]:
    """Return the codes of what is wrong with ``report``: of the findings that are errors or warnings."""
    return {f.code for f in check(report) if f.severity in {Severity.ERROR, Severity.WARNING}}


@cache
def _reports(statute: Form) -> Mapping[str, Report]:
    """Try every case on the form, and keep those that show what they should."""
    identities = ((code, _off_balance(statute, code)) for code in _identities(statute))
    told = ((code, _changed(statute, case)) for code, case in _cases().items())
    found = ((code, report) for code, report in (*identities, *told) if report is not None)
    return {code: report for code, report in found if code in {finding.code for finding in check(report)}}


# -- what stands in the file --


@cache
def _cases() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("broken.toml").read_text(encoding="utf-8"))


def _changed(statute: Form, case: Mapping[str, Any]) -> Report | None:
    """Apply a case to a sample of the form; None where the form lacks what it would change."""
    report = sample(statute.edition, case.get("base", "typical"))
    sections = {**case.get("prose", {}), **case.get("instead", {})}
    without = case.get("without", ())
    untabled = case.get("untabled", ())
    if not {*sections, *without} <= set(report.sections) or not {*case.get("set", {}), *untabled} <= set(report.tables):
        return None
    facts = _facts(report)
    tables = {name: table for name, table in report.tables.items() if name not in untabled}
    for name, cells in case.get("set", {}).items():
        known = tables[name].form.by_path
        tables[name] = tables[name].replace({known[path].key: v or None for path, v in cells.items() if path in known})
    said = {
        name: (*report.sections[name], *more * case.get("times", 1)) for name, more in case.get("prose", {}).items()
    }
    prose = {name: [text.format(**facts) for text in texts] for name, texts in (said | case.get("instead", {})).items()}
    kept = {name: texts for name, texts in {**report.sections, **prose}.items() if name not in without}
    notes = {name: texts for name, texts in report.notes.items() if name in tables}
    return report.replace(tables=tables, sections=kept, notes=notes, **_filled(case.get("report", {}), facts))


def _facts(report: Report) -> dict[str, object]:
    years = {"year": report.year, "before": report.year - 1, "after": report.year + 1}
    figures = {name: getattr(report.tables.get("applications"), name, None) for name in ("received", "answered")}
    return years | figures


def _filled(fields: Mapping[str, Any], facts: Mapping[str, object]) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for name, value in fields.items():
        filled[name] = [each.format(**facts) for each in value] if isinstance(value, list) else value.format(**facts)
    return filled


# -- figures that break an identity --


def _identities(statute: Form) -> list[str]:
    return list(dict.fromkeys(each.code for table in statute.tables.values() for each in table.identities))


def _off_balance(statute: Form, code: str) -> Report | None:
    """State a figure or two in a nil report so that this identity breaks and, if it can be, no other."""
    nil = sample(statute.edition, "zero")
    tables = statute.tables.items()
    held = [(name, table, r) for name, table in tables for r in table.relations if r.identity.code == code]
    wrong = None
    for name, table, relation in held:
        if relation.across_years:
            continue
        for changes in _candidates(table, relation):
            report = nil.replace(tables={**nil.tables, name: nil.tables[name].replace(changes)})
            codes = grave_codes(report)
            if codes <= {code} and code in {finding.code for finding in check(report)}:
                return report
            if wrong is None and code in codes:
                wrong = report
    return wrong


def _candidates(table: TableForm, relation: Relation) -> Iterator[Changes]:
    """Yield single figures of the relation, then pairs: one of them, and one that another relation ties to it."""
    cells = _cells(relation)
    yield from ({cell: _one(table, cell)} for cell in cells)
    for cell in cells:
        for other in table.relations:
            if cell in (tied := _cells(other)):
                yield from ({cell: _one(table, cell), each: _one(table, each)} for each in tied if each != cell)


def _cells(relation: Relation) -> list[tuple[str, str]]:
    return [(term.row, term.column) for term in (*relation.left, *relation.right) if not term.last]


def _one(table: TableForm, key: tuple[str, str]) -> CellValue:
    cell = table.cells[table.index[key]]
    return Money("1", cell.unit) if cell.number == Number.MONEY else 1
