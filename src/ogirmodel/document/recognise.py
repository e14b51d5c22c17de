"""From a document to a report: the inverse of ``compose``, for our own paper and for other people's.

Whatever the document says is in the report or in a finding that quotes it. No guess is silent, and no cell is zero
because it could not be read.
"""

import re
from collections.abc import Iterator

import attrs

from ogirmodel.document.as_printed import as_printed
from ogirmodel.document.blocks import Chart, Document, Grid, Heading, Paragraph, SignOff, Title
from ogirmodel.document.body import Body
from ogirmodel.document.charts import as_table
from ogirmodel.document.extent import extent_of
from ogirmodel.document.items import Item, Line
from ogirmodel.document.paper import (
    TitleMatch,
    looks_like_organ,
    match_heading,
    match_title,
    read_date,
    split_sign_off,
)
from ogirmodel.document.reflow import in_rows, lacking_tables
from ogirmodel.document.wordings import best_table, known_labels
from ogirmodel.errors import OgirError, ReadError
from ogirmodel.findings import Finding, Location, Reading, Severity
from ogirmodel.forms import Form, form
from ogirmodel.forms.load import FORMS
from ogirmodel.labels import fold, tight
from ogirmodel.lexicon import words
from ogirmodel.model import Organ, Report
from ogirmodel.model.report import standard_title

__all__ = ["recognise"]

LABEL_LINE = 60
"""A line of more characters than this is no label."""


@attrs.define
class _Paper:
    """What has been made out so far."""

    title: TitleMatch | None = None
    title_lines: tuple[str, ...] = ()
    signed_by: str | None = None
    signed_on: str | None = None
    items: list[Item] = attrs.field(factory=list)
    findings: list[Finding] = attrs.field(factory=list)


def recognise(
    document: Document,
    *,
    organ: str | Organ | None = None,
    year: int | None = None,
    edition: str | None = None,
) -> Reading[Report]:
    """Make out the report that ``document`` is.

    ``organ`` and ``year`` are for paper that does not say them, and win where it says something else; ``edition`` is
    decided by the labels of the tables unless it is given. Raises ReadError where neither the paper nor the caller
    names organ and year.

    >>> from ogirmodel import Report, compose
    >>> report = Report("某县教育局", 2025, sections={"overview": "一切照常。"})
    >>> recognise(compose(report)).report == report
    True
    """
    paper = _Paper(findings=list(document.findings))
    forms = [form(edition)] if edition else list(_forms(paper))
    _split(document, forms, paper)
    known_year = year or (paper.title.year if paper.title else None)
    statute = _statute(forms, known_year, paper)
    _sign_off(paper, statute)
    name = organ or (paper.title.organ if paper.title else None) or paper.signed_by
    if name is None or known_year is None:
        raise ReadError("organ_or_year", missing=tuple(_missing(name, known_year)))
    body = Body(statute, paper.findings)
    body.read(in_rows(paper.items, statute, paper.findings))
    _pictured(paper, statute, body)
    signed = read_date(paper.signed_on) if paper.signed_on else None
    if signed and not signed.well_formed:
        paper.findings.append(Finding.of("D04", quote=paper.signed_on))
    holder = name if isinstance(name, Organ) else Organ(name)
    report = Report(
        holder,
        known_year,
        statute.edition,
        sections=body.sections,
        tables=body.tables(),
        notes=body.notes,
        title=_title(paper, statute, holder, known_year),
        preface=body.preface,
        signed_by=paper.signed_by,
        signed_on=signed.date if signed else None,
    )
    return Reading(report, tuple(body.findings))


def _missing(name: object, year: object) -> Iterator[str]:
    if name is None:
        yield "--organ"
    if year is None:
        yield "--year"


def _forms(paper: _Paper) -> Iterator[Form]:
    """Yield the forms that can be loaded; one of a third party that cannot is named and passed over."""
    for name in FORMS.names():
        try:
            yield form(name)
        except OgirError as error:
            paper.findings.append(Finding.of("U08", variant="form", reason=error))


def _split(document: Document, forms: list[Form], paper: _Paper) -> None:
    """Set title and sign-off apart from the rest, and the report from the page around it."""
    blocks = document.blocks
    items: list[Item] = []
    for block in blocks:
        match block:
            case Title(lines=lines) if not paper.title_lines:
                paper.title_lines = lines
            case SignOff(name=name, date=date) if block is blocks[-1] and (not date or read_date(date)):
                paper.signed_by, paper.signed_on = name or None, date or None
            case _:
                items += [as_printed(block, forms)] if isinstance(block, Grid) else _items(block)
    found = extent_of(items, forms, paper.title_lines)
    paper.title, paper.title_lines, paper.items = found.title, found.title_lines, found.items
    if paper.title is None and not paper.title_lines:
        paper.title = _title_of_the_file(document.properties.title, forms)
    for line in found.before:
        paper.findings.append(Finding.of("U06", Location(origin=line.origin), "before_title", quote=line.text))
    if found.furniture:
        quote = " | ".join(found.furniture)
        severity = Severity.INFO
        finding = Finding.of("U06", None, "furniture", severity=severity, count=len(found.furniture), quote=quote)
        paper.findings.append(finding)


def _items(block: Title | Heading | Paragraph | Chart | SignOff) -> list[Item]:
    match block:
        case Title(lines=lines):
            return [Line(line, block.origin) for line in lines]
        case SignOff(name=name, date=date):
            return [Line(text, block.origin) for text in (name, date) if text]
        case Paragraph():
            return [Line(block.text, block.origin, block.aside)]
        case Heading():
            return [Line(block.text, block.origin)]
        case Chart():
            heading, grid = as_table(block)
            return [Line(heading.text), grid]


def _title_of_the_file(title: str, forms: list[Form]) -> TitleMatch | None:
    """Match what a file says of itself where its text has no title; a page adds the name of its site."""
    pieces = [title, *(piece for piece in re.split(f"[{re.escape(words('paper')['title']['parting'])}]", title))]
    return next((match for piece in pieces if (match := match_title([piece.strip()], forms))), None)


def _statute(forms: list[Form], year: int | None, paper: _Paper) -> Form:
    """Return the form that the labels of the tables speak for; between equals, that of the year."""
    points = [_points(statute, paper.items) for statute in forms]
    best = [statute for statute, found in zip(forms, points, strict=True) if found == max(points)]
    builtin = {entry.name for entry in FORMS.entries() if entry.builtin}
    of_year = [s for s in best if year is not None and year in s.years and s.edition in builtin]
    rivals = [s for s in best if s.edition in builtin] if of_year else best  # no one else's form casts doubt on ours
    if len(rivals) > 1 and any(isinstance(item, Grid) for item in paper.items):
        chosen = (of_year or best)[0]
        names = ", ".join(statute.edition for statute in rivals)
        severity = Severity.INFO if of_year else None  # the year decides, where it is known
        paper.findings.append(Finding.of("U07", severity=severity, editions=names, chosen=chosen.edition))
    return (of_year or best)[0]


def _points(statute: Form, items: list[Item]) -> int:
    """Count the labels and headings of a form among ``items``; labels on lines where a table has no grid."""
    lines = [item.text for item in items if isinstance(item, Line)]
    points = sum(best_table(statute, item)[1] for item in items if isinstance(item, Grid))
    points += sum(1 for line in lines if match_heading(line, statute))
    for table in lacking_tables(items, statute):
        known = known_labels(table).known
        points += sum(1 for line in lines if len(line) <= LABEL_LINE and fold(line) in known)
    return points


def _pictured(paper: _Paper, statute: Form, body: Body) -> None:
    """Say that tables may be among the pictures, where tables are missing and there are any."""
    pictures = [finding for finding in paper.findings if finding.code == "U10"]
    if pictures and len(body.tables()) < len(statute.tables):
        count = sum(int(finding.params["count"]) for finding in pictures)
        paper.findings[:] = [finding for finding in paper.findings if finding.code != "U10"]
        paper.findings.append(Finding.of("U10", None, "tables", severity=Severity.WARNING, count=count))


def _title(paper: _Paper, statute: Form, organ: Organ, year: int) -> str | None:
    """Return the title where it is not the standard one; blanks in it do not count."""
    text = paper.title.text if paper.title else "".join(line.strip() for line in paper.title_lines)
    return None if tight(text) == tight(standard_title(statute, organ, year)) else text or None


def _sign_off(paper: _Paper, statute: Form) -> None:
    """Find the name and the date at the very end."""
    if paper.signed_by or paper.signed_on:
        return
    organ = paper.title.organ if paper.title else None
    last = paper.items[-1] if paper.items else None
    if isinstance(last, Line) and (both := split_sign_off(last.text)):
        paper.signed_by, paper.signed_on = both
        paper.items.pop()
        return
    if isinstance(last, Line) and read_date(last.text):
        paper.signed_on = last.text
        paper.items.pop()
        last = paper.items[-1] if paper.items else None
    if not isinstance(last, Line) or match_heading(last.text, statute):
        return
    if last.text.strip() == organ or (paper.signed_on and looks_like_organ(last.text)):
        paper.signed_by = last.text.strip()
        paper.items.pop()
