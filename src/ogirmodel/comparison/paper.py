"""The document of a comparison, in its order: tables, charts, and what is to be verified."""

from collections.abc import Iterator, Mapping

from ogirmodel.comparison.changes import Change, Key
from ogirmodel.comparison.charts import charts
from ogirmodel.comparison.grids import change_grid, difference_grid
from ogirmodel.document import Block, Document, Heading, Paragraph, Properties, Title
from ogirmodel.findings import Finding, Severity
from ogirmodel.forms import TableForm
from ogirmodel.labels import split_numbering, tight
from ogirmodel.lexicon import words
from ogirmodel.model import Report

__all__ = ["paper"]


def paper(now: Report, before: Report, changes: Mapping[Key, Change], findings: tuple[Finding, ...]) -> Document:
    """Return the document that shows ``changes`` and ``findings`` of two reports."""
    title = words("comparison")["title"].format(now=now.year, before=before.year)
    properties = Properties(title=f"{now.organ.name}{title}", organ=now.organ.name, year=now.year)
    blocks = [Title((now.organ.name, title)), *_blocks(now, before, changes), *_findings(findings)]
    return Document(tuple(blocks), properties)


def _blocks(now: Report, before: Report, changes: Mapping[Key, Change]) -> Iterator[Block]:
    said = words("comparison")
    years = {"now": now.year, "before": before.year}
    yield Paragraph(said["intro"].format(now_organ=now.organ.name, before_organ=before.organ.name, **years))
    compared = {table for table, _, _ in changes}
    for name, table in now.form.tables.items():
        if name not in compared:
            continue
        caption = _caption(now, table)
        yield Heading(1, caption)
        yield change_grid(table, caption, (now.year, before.year), changes)
        yield from charts(table, now, before)
        by_column = said["differences"].format(**years)
        grid = difference_grid(table, f"{caption} {by_column}", changes)
        if grid:
            yield Heading(1, by_column)
            yield grid


def _caption(report: Report, table: TableForm) -> str:
    _, section = report.form.section_of(table.id)
    return split_numbering(tight(section.heading))[1]


def _findings(findings: tuple[Finding, ...]) -> Iterator[Block]:
    """Yield what was found, a paragraph each; what could not be judged for a blank is no news here."""
    said = words("comparison")
    yield Heading(1, said["findings"])
    shown = [finding for finding in findings if finding.severity != Severity.UNJUDGED]
    yield from (Paragraph(finding.text()) for finding in shown)
    if not shown:
        yield Paragraph(said["nothing"])
