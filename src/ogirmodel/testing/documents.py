"""The documents that the contracts render: of every form and kind of sample, and some that no form makes."""

from decimal import Decimal
from functools import cache

import attrs

from ogirmodel.api import check
from ogirmodel.document import (
    Chart,
    Document,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Series,
    SignOff,
    Title,
    compose,
)
from ogirmodel.forms import Number
from ogirmodel.model import Money, Report
from ogirmodel.testing.samples import sample, words

__all__ = ["document_of", "facts", "odd_document", "plain_document", "telling_report"]


@cache
def document_of(edition: str, kind: str) -> Document:
    """Return the document of a sample, with its findings as marks: a renderer may show them or not."""
    report = sample(edition, kind)
    return compose(report, check(report))


@cache
def telling_report(edition: str) -> Report:
    """Return a report in which every figure that is no total is another, so that none can stand for one dropped."""
    report = sample(edition)
    tables = {}
    for number, (name, table) in enumerate(report.tables.items(), 1):
        figures = {cell.key: 10_000 * number + 7 * cell.index + 1_001 for cell in table.form.cells}
        tables[name] = table.replace(
            {
                cell.key: Money(f"{figures[cell.key]}.25", cell.unit)
                if cell.number == Number.MONEY
                else figures[cell.key]
                for cell in table.form.cells
                if cell.index not in table.form.derived
            }
        )
    return report.replace(tables=tables)


@cache
def odd_document() -> Document:
    """Return a document that no form makes: charts, spans read from a file, levels, empty cells, odd words."""
    odd = words()["odd"]
    opening = words()["paragraphs"][0]
    series = Series("2024", (3_107, None)), Series("2025", (Decimal("0.37"), 9_241))
    across, formula, down, figure, other, note = odd["spans"]
    spans = (
        (GridCell(across, colspan=2), GridCell(formula)),
        (GridCell(down, rowspan=2), GridCell(figure), GridCell("")),
        (GridCell(other), GridCell(note)),
    )
    return Document(
        (
            Title(tuple(odd["title"])),
            Heading(1, odd["heading"]),
            Paragraph(odd["rest"], 2, odd["lead"]),
            Paragraph(odd["rest"], 3, odd["item"]),
            *(Paragraph(f"{opening}{piece}{opening}") for piece in words()["fragments"]),
            Grid(read=spans),
            Chart(odd["caption"], tuple(odd["categories"]), series, odd["unit"]),
            SignOff(odd["title"][0], ""),
        )
    )


def plain_document() -> Document:
    """Return a document that says nothing."""
    return Document(())


def facts(document: Document) -> object:
    """Return all that a document holds, as plain data, to see afterwards whether somebody changed it."""
    return attrs.asdict(document)
