"""What a document carries of the report that it was made from, and what of it was changed by hand since.

``render(..., attach=True)`` puts the report as JSON and its digest into a docx or odt; ``read`` comes here when it
finds them. The visible text is always what is read. What is carried is not trusted: it is only compared.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from posixpath import commonprefix

from ogirmodel.document import Attachment
from ogirmodel.document.compose import printed
from ogirmodel.errors import OgirError, Phrase
from ogirmodel.findings import Finding, Location
from ogirmodel.forms import Cell
from ogirmodel.model import Report, Table
from ogirmodel.model.cells import CellValue
from ogirmodel.serial import dump, load

__all__ = ["attachments", "differences"]

REPORT, DIGEST = "report.json", "report.json.sha256"
JSON, PLAIN = "application/json", "text/plain"
ALIGNED = 10_000
"""Pairs of paragraphs up to which an inserted one is told from many that changed."""

AROUND = 8
"""Characters quoted on either side of what was changed."""


def attachments(report: Report) -> tuple[Attachment, ...]:
    """Return what a document made from ``report`` carries: the whole report, derived totals too, and its digest.

    >>> [one.name for one in attachments(Report("某局", 2025))]
    ['report.json', 'report.json.sha256']
    """
    data = dump(report.filled)
    return Attachment(REPORT, JSON, data), Attachment(DIGEST, PLAIN, _digest(data))


def _digest(data: bytes) -> bytes:
    return f"{hashlib.sha256(data).hexdigest()}  {REPORT}\n".encode()


def differences(found: Iterable[Attachment], report: Report) -> tuple[Finding, ...]:
    """Return how ``report``, as it is read, differs from what its document carries; nothing where it carries none."""
    files = {one.name: one.data for one in found}
    if REPORT not in files:
        return ()
    if files.get(DIGEST, b"").split()[:1] != _digest(files[REPORT]).split()[:1]:
        return (Finding.of("U13", None, "broken"),)
    try:
        carried = load(files[REPORT])
    except OgirError as error:
        return (Finding.of("U13", None, "unfit", reason=error),)
    if _identity(carried) != _identity(report):
        other = f"{carried.full_title} ({carried.edition})"
        return (Finding.of("U13", None, "foreign", carried=other),)
    return tuple(_changes(report, carried))


def _identity(report: Report) -> tuple[str, int, str]:
    return report.organ.name, report.year, report.edition


def _changes(report: Report, carried: Report) -> Iterator[Finding]:
    edition = report.edition
    for now, before in zip(_lines(report), _lines(carried), strict=True):
        yield from _texts(Location(), now, before)
    yield from _texts(Location(), report.preface, carried.preface)
    for section in report.form.sections:
        prose = (one.sections.get(section.id, ()) for one in (report, carried))
        yield from _texts(Location(edition, section.id), *prose)
    for table_id in report.form.tables:
        place = Location(edition, table=table_id)
        yield from _texts(place, *(one.notes.get(table_id, ()) for one in (report, carried)))
        if table_id in report.tables and table_id in carried.tables:
            yield from _cells(place, report.tables[table_id], carried.tables[table_id])


def _lines(report: Report) -> Iterator[list[str]]:
    """Yield what stands outside the sections, each apart: one is not taken for another."""
    date = report.signed_on.isoformat() if report.signed_on else ""
    for line in (report.full_title, report.signed_by, date):
        yield [line] if line else []


def _cells(place: Location, now: Table, before: Table) -> Iterator[Finding]:
    for cell, visible, carried in zip(now.form.cells, now.values, before.values, strict=True):
        if visible != carried:
            here = Location(place.edition, table=place.table, row=cell.row.path, column=cell.column.key)
            yield Finding.of("U13", here, found=_shown(visible, cell), carried=_shown(carried, cell))


def _shown(value: CellValue, cell: Cell) -> str | Phrase:
    return Phrase("terms.blank") if value is None else printed(value, cell)


def _texts(place: Location, now: Sequence[str], before: Sequence[str]) -> Iterator[Finding]:
    """Name the paragraphs that were changed, added and taken away."""
    whole = [("replace", 0, len(before), 0, len(now))]
    aligned = len(now) * len(before) <= ALIGNED
    runs = SequenceMatcher(None, before, now, autojunk=False).get_opcodes() if aligned else whole
    for kind, start, end, first, last in runs:
        pairs = zip_longest(now[first:last], before[start:end]) if kind != "equal" else ()
        for number, (text, carried) in enumerate(pairs, first + 1):
            here = Location(place.edition, place.section, place.table, paragraph=number if place.section else None)
            if carried is None:
                yield Finding.of("U13", here, "added", quote=text)
            elif text is None:
                yield Finding.of("U13", place, "removed", quote=carried)
            elif text != carried:
                quote, other = _apart(text, carried)
                yield Finding.of("U13", here, "text", quote=quote, carried=other)


def _apart(text: str, other: str) -> tuple[str, str]:
    """Return what of two paragraphs differs, with a few characters around it.

    >>> _apart("全年主动公开政府信息486条，比上年多12条。", "全年主动公开政府信息468条，比上年多12条。")
    ('…动公开政府信息486条，比上年多12…', '…动公开政府信息468条，比上年多12…')
    """
    before = len(commonprefix((text, other)))
    after = len(commonprefix((text[before:][::-1], other[before:][::-1])))
    return _excerpt(text, before, after), _excerpt(other, before, after)


def _excerpt(text: str, before: int, after: int) -> str:
    start, end = max(0, before - AROUND), min(len(text), len(text) - after + AROUND)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
