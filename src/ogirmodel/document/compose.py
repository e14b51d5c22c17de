"""From a report to the document in the statutory template: the only code that says how a report is laid out.

It prints ``report.filled``: totals that nobody typed are there. ``recognise`` is its inverse.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from ogirmodel.document.blocks import (
    Block,
    Document,
    Grid,
    Heading,
    Mark,
    Paragraph,
    Properties,
    SignOff,
    Title,
)
from ogirmodel.document.layout import shape_of
from ogirmodel.findings import Finding, Side
from ogirmodel.forms import Cell, Number
from ogirmodel.labels import numbering
from ogirmodel.lexicon import words
from ogirmodel.model import Money, NotApplicable, Report, Table
from ogirmodel.model.cells import CellValue

__all__ = ["compose", "date_text", "printed"]

HAN = range(0x4E00, 0xA000)
"""The Han characters that are the same in every form of Unicode."""

SMALL = tuple(map(str, range(1000)))
"""Nearly all figures of nearly all reports, as printed."""

LEAD_LENGTH = 40
"""A lead longer than this is no heading but a sentence."""


def compose(report: Report, findings: Sequence[Finding] = ()) -> Document:
    """Lay ``report`` out as a document; ``findings`` become marks at their cells, paragraphs and headings.

    Those on the report as a whole stand at the title. Only what is present is printed: a section that the report
    lacks has no heading either.

    >>> from ogirmodel import Report
    >>> compose(Report("某县教育局", 2025)).blocks[0].lines
    ('某县教育局', '2025年政府信息公开工作年度报告')
    """
    filled = report.filled
    properties = Properties(
        title=report.full_title, organ=report.organ.name, year=report.year, published_on=report.published_on
    )
    return Document(tuple(_blocks(filled, _Marks(findings))), properties)


def _blocks(report: Report, marks: "_Marks") -> Iterator[Block]:
    yield Title(_title_lines(report), marks.of(None))
    yield from _prose(report.preface, marks, None)
    for section in report.form.sections:
        if section.id not in report.sections:
            continue
        yield Heading(1, section.heading, (*marks.of(section.id), *marks.of_table(section.table)))
        yield from _prose(report.sections[section.id], marks, section.id)
        table = report.tables.get(section.table or "")
        if table is not None:
            yield _grid(table, section.heading, marks)
            yield from (_paragraph(text) for text in report.notes.get(table.id, ()))
    if report.signed_by or report.signed_on:
        yield SignOff(report.signed_by or "", date_text(report.signed_on) if report.signed_on else "")


def _title_lines(report: Report) -> tuple[str, ...]:
    """Break the title after the organ's name, so that no word is broken by the width of the line."""
    title, organ = report.full_title, report.organ.name
    rest = title.removeprefix(organ)
    return (organ, rest) if rest and rest != title and not rest[0].isspace() else (title,)


def _prose(texts: Sequence[str], marks: "_Marks", section: str | None) -> Iterable[Paragraph]:
    if not marks.of_prose:
        return map(_paragraph, texts)
    return (_paragraph(text, marks.of(section, number)) for number, text in enumerate(texts, 1))


def _paragraph(text: str, marks: tuple[Mark, ...] = ()) -> Paragraph:
    if not _may_number(text[0]):
        return Paragraph(text, 0, "", marks)
    level, lead = _lead(text)
    return Paragraph(text[len(lead) :], level, lead, marks)


@lru_cache(maxsize=4096)
def _may_number(first: str) -> bool:
    """Tell whether a numbering can begin with this character: with nearly all that paragraphs begin with, it cannot."""
    paper = words("paper")
    openings = (*paper["numeral_characters"], *(opening[0] for opening, _ in paper["part_prefixes"]))
    return ord(first) not in HAN or first in openings


def _lead(text: str) -> tuple[int, str]:
    """Return the level of a numbered paragraph and its lead: up to the first full stop, if that comes early."""
    level = _level(text[:8])
    if not level:
        return 0, ""
    stop = text.find(_full_stop(), 0, LEAD_LENGTH)
    if stop >= 0:
        return level, text[: stop + 1]
    return (level, text) if len(text) <= LEAD_LENGTH else (level, "")


@lru_cache(maxsize=4096)
def _level(beginning: str) -> int:
    """Return 2 for （一） and the like, 3 for 1. and the like, 0 where there is no numbering."""
    mark = numbering(beginning)
    if not mark:
        return 0
    return 3 if any(c.isascii() and c.isdigit() for c in mark) and mark[0] != "(" else 2


@cache
def _full_stop() -> str:
    full_stop: str = words("paper")["full_stop"]
    return full_stop


def _grid(table: Table, caption: str, marks: "_Marks") -> Grid:
    values: tuple[Any, ...] = table.values
    form = table.form
    if form.counts_only and set(map(type, values)) == {int}:
        texts = [SMALL[count] if count < len(SMALL) else str(count) for count in values]
    else:
        texts = list(map(printed, values, form.cells))
    return Grid(shape_of(form, caption), tuple(texts), marks=marks.of_cells(table))


def printed(value: CellValue, cell: Cell) -> str:
    """Return what stands in the cell: nothing for a blank, ``/`` for not applicable, ``+3`` for a change.

    The unit of money is printed only where the label has none.
    """
    if value is None:
        return ""
    if isinstance(value, NotApplicable):
        return str(value.value)
    if isinstance(value, Money):
        return str(value) if cell.unit or value.unit is None else f"{value}{value.unit}"
    return f"{value:+d}" if cell.number == Number.SIGNED and value else str(value)


def date_text(date: datetime.date) -> str:
    """Return a date as official documents have it: Arabic, no zero in front (GB/T 9704).

    >>> import datetime
    >>> date_text(datetime.date(2026, 1, 9))
    '2026年1月9日'
    """
    year, month, day = words("paper")["date"]["marks"]
    return f"{date.year}{year}{date.month}{month}{date.day}{day}"


class _Marks:
    """Findings by their place, as marks: those of an identity at each of its figures."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.of_prose: dict[tuple[str | None, int | None], list[Mark]] = {}
        self._tables: dict[str, list[tuple[Finding, Mark]]] = {}
        for finding in findings:
            place, mark = finding.location, Mark(finding.severity, finding.text())
            if place.table:
                self._tables.setdefault(place.table, []).append((finding, mark))
            else:
                self.of_prose.setdefault((place.section, place.paragraph), []).append(mark)

    def of(self, section: str | None, paragraph: int | None = None) -> tuple[Mark, ...]:
        return tuple(self.of_prose.get((section, paragraph), ()))

    def of_table(self, table: str | None) -> tuple[Mark, ...]:
        return tuple(mark for finding, mark in self._tables.get(table or "", ()) if not _has_cells(finding))

    def of_cells(self, table: Table) -> tuple[tuple[int, Mark], ...]:
        return tuple(
            (cell.index, mark)
            for finding, mark in self._tables.get(table.id, ())
            if _has_cells(finding)
            for cell in table.form.cells
            if _is_about(finding, cell)
        )


def _has_cells(finding: Finding) -> bool:
    return bool(finding.location.row or finding.location.column)


def _is_about(finding: Finding, cell: Cell) -> bool:
    terms = [addend.term for side in finding.params.values() if isinstance(side, Side) for addend in side.addends]
    if terms:
        return any((term.row, term.column) == cell.key and not term.last for term in terms)
    place = finding.location
    return place.row in (None, cell.row.path) and place.column in (None, cell.column.key)
