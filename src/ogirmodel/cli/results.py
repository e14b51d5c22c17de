"""The result of a check as people and programs read it: by section with a summary, or as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from ogirmodel.checks.diagnosis import Diagnosis
from ogirmodel.cli.frame import heading, say, show
from ogirmodel.findings import Finding, Location, Severity, as_data
from ogirmodel.messages import Language
from ogirmodel.model import Report
from ogirmodel.model.cells import CellValue
from ogirmodel.model.cells import as_json as cell_as_json

__all__ = ["FINDINGS_FORMAT", "as_json", "show_by_section", "summary"]

FINDINGS_FORMAT = "ogirmodel-findings/1"


def show_by_section(
    report: Report, findings: Sequence[Finding], diagnoses: Sequence[Diagnosis], spoken: Language
) -> None:
    """Print findings under the sections they are about, those on the whole first, and what would mend the tables."""
    if not findings:
        return
    sections = {None: say("whole", spoken)} | {section.id: section.heading for section in report.form.sections}
    found: dict[str | None, list[Finding]] = {section: [] for section in sections}
    for finding in findings:
        found[_section(report, finding.location)].append(finding)
    for section, title in sections.items():
        here = found[section]
        mends = [one.text(spoken) for one in diagnoses if report.form.section_of(one.table)[1].id == section]
        if here or mends:
            heading(title)
            show(here, spoken, hints=mends)


def _section(report: Report, place: Location) -> str | None:
    if place.table in report.form.tables:
        return report.form.section_of(place.table or "")[1].id
    known = any(section.id == place.section for section in report.form.sections)
    return place.section if known else None


def summary(findings: Iterable[Finding], spoken: Language) -> str:
    """Return the line that counts the findings."""
    counts = Counter(finding.severity for finding in findings)
    if not counts:
        return say("nothing", spoken)
    return say(
        "summary",
        spoken,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        unjudged=counts[Severity.UNJUDGED],
    )


def as_json(report: Report, findings: Sequence[Finding], diagnoses: Sequence[Diagnosis], spoken: Language) -> bytes:
    """Return the result as JSON: docs/findings.md says what stands in it."""
    counts = Counter(finding.severity for finding in findings)
    data = {
        "format": FINDINGS_FORMAT,
        "organ": report.organ.name,
        "year": report.year,
        "edition": report.edition,
        "summary": {severity.value: counts[severity] for severity in Severity},
        "findings": [as_data(finding, spoken) for finding in findings],
        "diagnoses": [_diagnosis(report, one, spoken) for one in diagnoses],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _diagnosis(report: Report, found: Diagnosis, spoken: Language) -> dict[str, object]:
    table = report.form.table(found.table)

    def change(row: str, column: str, before: CellValue, after: CellValue) -> dict[str, object]:
        cell = table.cells[table.place(row, column)]
        return {
            "row": row,
            "column": column,
            "before": cell_as_json(before, cell),
            "after": cell_as_json(after, cell),
        }

    return {
        "table": found.table,
        "unique": found.unique,
        "more": found.more,
        "repairs": [
            {
                "pattern": repair.pattern.value,
                "changes": [change(c.row, c.column, c.before, c.after) for c in repair.changes],
            }
            for repair in found.repairs
        ],
        "text": found.text(spoken),
    }
