"""Cases of the corpus: a sound sample with one thing changed, said in a TOML file.

``base`` and ``edition`` choose the sample. ``add`` changes stated figures by an amount, ``set`` states them (``""``
for a blank), ``prose`` adds paragraphs to sections, ``instead`` writes them anew, ``report`` changes other fields,
``without`` drops sections and tables. ``previous`` is the report of the year before, and ``components`` are the reports
that a government adds up, each a case of its own. ``parameters`` are those of the policy. ``paper`` changes what is
printed, before it is read back. ``carried`` is the report that the paper says it was made from.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from ogirmodel import Finding, Policy, Reading, Report, check, compose, recognise
from ogirmodel.carried import attachments, differences
from ogirmodel.checks import Parameters
from ogirmodel.document import Block, Document, Grid, GridCell, Heading, Paragraph, SignOff, Title
from ogirmodel.testing import sample

CORPUS = Path(__file__).parent


def paths() -> list[Path]:
    """Return every case of the corpus."""
    return sorted(CORPUS.glob("*/*/*.toml"))


def findings(path: Path) -> tuple[Finding, ...]:
    """Check the report that a case describes."""
    case, edition = load(path), path.parts[-3]
    report = made(case, edition)
    previous = made(case["previous"], edition) if "previous" in case else None
    components = [made(component, edition) for component in case.get("components", [])]
    policy = Policy(parameters=Parameters(**case.get("parameters", {})))
    subject: Report | Reading[Report] = report
    if "paper" in case:
        subject = recognise(printed(report, case["paper"]))
    if "carried" in case:
        changed_since = differences(attachments(made(case["carried"], edition)), report.filled)
        subject = Reading(report, changed_since)
    return check(subject, previous=previous, components=components, policy=policy)


def made(case: Mapping[str, Any], edition: str) -> Report:
    """Return the report of a case, or of the one before it, or of a component."""
    return changed(sample(case.get("edition", edition), case.get("base", "typical")), case)


def load(path: Path) -> dict[str, Any]:
    """Return what a case says."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def changed(report: Report, case: Mapping[str, Any]) -> Report:
    """Apply a case to a sample."""
    tables = dict(report.tables)
    for table, cells in case.get("add", {}).items():
        filled = report.filled.tables[table]
        for path, amount in cells.items():
            row, _, column = path.rpartition(".")
            before = filled[row, column]
            assert isinstance(before, int)
            tables[table] = tables[table].replace({(row, column): before + amount})
    for table, cells in case.get("set", {}).items():
        for path, value in cells.items():
            row, _, column = path.rpartition(".")
            tables[table] = tables[table].replace({(row, column): None if value == "" else value})
    without = case.get("without", [])
    added = {name: (*report.sections[name], *more) for name, more in case.get("prose", {}).items()}
    sections = {**report.sections, **added, **case.get("instead", {})}
    return report.replace(
        tables={name: table for name, table in tables.items() if name not in without},
        notes={},
        sections={name: prose for name, prose in sections.items() if name not in without},
        **case.get("report", {}),
    )


def printed(report: Report, paper: Mapping[str, Any]) -> Document:
    """Return the paper of a report with some of its words changed, as a reader would return it."""
    blocks = list(_blocks(report, paper))
    for line in paper.get("before_title", []):
        blocks.insert(0, Paragraph(line))
    return Document(tuple(blocks))


def _blocks(report: Report, paper: Mapping[str, Any]) -> Iterator[Block]:
    words: Mapping[str, str] = paper.get("replace", {})
    for block in compose(report).blocks:
        match block:
            case Title(lines=lines):
                yield from (Paragraph(line) for line in lines)
            case Heading(text=text):
                yield Paragraph(words.get(text, text))
            case Grid():
                yield _grid(block, paper)
            case SignOff(name=name, date=date):
                yield Paragraph(name)
                yield Paragraph(words.get(date, date))
            case Paragraph():
                yield block


def _grid(grid: Grid, paper: Mapping[str, Any]) -> Grid:
    assert grid.shape is not None
    figures = [paper.get("figures", {}).get(c.key, v) for c, v in zip(grid.shape.values, grid.values, strict=True)]
    words: Mapping[str, str] = paper.get("replace", {})
    rows = []
    for row in attrs.evolve(grid, values=tuple(figures)).rows():
        texts = [cell.text for cell in row]
        if not any(text in paper.get("drop_rows_with", []) for text in texts):
            rows.append(tuple(attrs.evolve(cell, text=words.get(cell.text, cell.text)) for cell in row))
        extra: list[list[str]] = paper.get("rows_after", {}).get(texts[0], [])
        rows.extend(tuple(GridCell(text) for text in row) for row in extra)
    return Grid(read=tuple(rows))
