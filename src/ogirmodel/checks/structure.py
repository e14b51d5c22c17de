"""Parts that are missing: sections (S01) and tables (T07), and the edition that is not the year's."""

from collections.abc import Iterator

from ogirmodel.checks.frame import Context, rule
from ogirmodel.findings import Finding

__all__ = ["missing_sections", "missing_tables"]


@rule("S01")
def missing_sections(context: Context) -> Iterator[Finding]:
    """Name every section of the form that the report lacks."""
    for section in context.report.form.sections:
        if section.id not in context.report.sections:
            yield Finding.of("S01", context.at(section=section.id), "missing", expected=section.heading)


@rule("T07")
def missing_tables(context: Context) -> Iterator[Finding]:
    """Name every table that the report lacks, and an edition that is not for its year."""
    report = context.report
    if report.year not in report.form.years:
        yield Finding.of("T07", context.at(), "edition", edition=report.edition, year=report.year)
    for table in report.form.tables:
        if table not in report.tables:
            yield Finding.of("T07", context.at(table=table), "table")
