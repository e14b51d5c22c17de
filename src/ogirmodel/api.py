"""The verbs: what a program does with reports. Each is thread-safe, changes nothing it is given, and prints nothing.

``load``/``dump`` JSON, ``read``/``render``/``write`` files, ``compose``/``recognise`` the two hubs, ``check``,
``total``/``compare`` reports.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

from ogirmodel import registry
from ogirmodel.document import Document, compose, recognise
from ogirmodel.errors import CheckFailed, LimitExceeded, OgirError, PluginUnavailable, ReadError, UnknownName
from ogirmodel.findings import Finding, Location, Reading, Severity
from ogirmodel.forms import editions
from ogirmodel.json_schema import schema
from ogirmodel.model import Organ, Report, blank
from ogirmodel.readers import READERS, Reader
from ogirmodel.renderers import RENDERERS, Renderer
from ogirmodel.serial import dump, load
from ogirmodel.sources import Source, fetch, name_of, path_of, refuse_foreign, suffix_of
from ogirmodel.sources import write as write_bytes

if TYPE_CHECKING:
    from ogirmodel.checks import Policy
    from ogirmodel.combine import Total
    from ogirmodel.comparison import Comparison

__all__ = [
    "Format",
    "blank",
    "check",
    "compare",
    "compose",
    "dump",
    "editions",
    "formats",
    "load",
    "read",
    "recognise",
    "render",
    "schema",
    "total",
    "write",
]

HEAD = 2**16
"""Bytes from the beginning of a source that readers sniff at: enough for the directory of a small package."""


def read(
    source: Source,
    *,
    format: str | Reader | None = None,
    organ: str | Organ | None = None,
    year: int | None = None,
    edition: str | None = None,
) -> Reading[Report]:
    """Read a published report: ``Reading(report, findings)``.

    ``source`` is bytes or a path. The reader is ``format`` (a name or a Reader), else that of the path's suffix if the
    content is of its kind, else the first that recognises the content. ``organ``, ``year`` and ``edition`` are for
    paper that does not say them. Whatever the source says is in the report or in a finding that quotes it.

    Raises ReadError, LimitExceeded, or UnknownName for a format that does not exist.

    >>> paper = "某县教育局2025年政府信息公开工作年度报告\\n一、总体情况\\n一切照常。"
    >>> reading = read(paper.encode(), format="text")
    >>> reading.report.organ.name, reading.report.sections["overview"]
    ('某县教育局', ('一切照常。',))
    """
    try:
        data = fetch(source)
        document = _reader(format, data, source).read(data)
        return recognise(document, organ=organ, year=year, edition=edition)
    except (ReadError, LimitExceeded) as error:
        raise error.named(path_of(source)) from error.__cause__


def render(report: Report | Document, format: str | Renderer) -> bytes:
    """Return ``report`` in ``format``: the name of a renderer or a Renderer with options; ``"json"`` is ``dump``.

    Totals that were not stated are printed as derived. Raises UnknownName, PluginUnavailable.

    >>> render(blank("某镇人民政府", 2025), "text").decode().split()[0]
    '某镇人民政府'
    """
    if format == "json":
        if isinstance(report, Document):
            raise UnknownName.of("format", "json", RENDERERS.names())
        return dump(report)
    renderer = RENDERERS.get(format)() if isinstance(format, str) else format
    document = report if isinstance(report, Document) else compose(report)
    rendered: Any = renderer.render(document)
    if not isinstance(rendered, bytes):
        raise PluginUnavailable("no_bytes", name=str(format), found=type(rendered).__name__)
    return rendered


def write(
    report: Report | Document,
    path: str | os.PathLike[str],
    *,
    format: str | Renderer | None = None,
) -> None:
    """Write ``report`` to ``path`` in ``format``, by default that of the suffix.

    All or nothing: the earlier file stays until the new one is complete. Raises what ``render`` raises, and
    WriteError.
    """
    write_bytes(path, render(report, format or writer_of(path)))


def writer_of(path: str | os.PathLike[str]) -> str:
    """Return the name of the format to write for a path; raises UnknownName where its suffix is none."""
    suffix = suffix_of(path)
    names = ("json", *RENDERERS.names())
    if suffix not in names:
        raise UnknownName.of("output_format", suffix or name_of(path), names)
    return suffix


def check(
    report: Report | Reading[Report],
    *,
    previous: Report | None = None,
    components: Iterable[Report] = (),
    policy: "Policy | None" = None,
    strict: bool = False,
) -> tuple[Finding, ...]:
    """Return what is wrong with ``report``, as findings in the order of the rules.

    With a Reading, what was found while reading comes first, and a blank that reading has already explained is not
    named again. ``previous`` is the report of the year before, for what holds across years; ``components`` are the
    reports that a government's adds up; ``policy`` says which codes count, how gravely, and what the rules are told.
    ``strict`` raises CheckFailed if there is an error.

    >>> from ogirmodel import Report
    >>> cells = {"new_received": {"natural_person": 5, "total": 6}}
    >>> [f.code for f in check(Report("某局", 2025, tables={"applications": cells})) if f.severity == "error"][:1]
    ['S01']
    """
    from ogirmodel import checks  # noqa: PLC0415 - only who checks pays for it

    policy = policy or checks.Policy()
    reading = report if isinstance(report, Reading) else Reading(report)
    explained = {_place(finding.location) for finding in reading.findings if finding.severity != Severity.INFO}
    found = [*reading.findings]
    context = checks.Context(reading.report, previous, tuple(components), policy.parameters)
    for finding in (*checks.run(checks.RULES, context), *checks.rules_of_others(context)):
        place = finding.location
        by_reading = _place(place) in explained or _place(attrs.evolve(place, column=None)) in explained
        if not (finding.code == "T06" and by_reading):
            found.append(finding)
    findings = tuple(policy.apply(found))
    errors = [finding for finding in findings if finding.severity == Severity.ERROR]
    if strict and errors:
        raise CheckFailed("check_failed", findings=findings, count=len(errors), first=errors[0])
    return findings


def total(reports: Iterable[Report], *, organ: Organ | str, expected: Iterable[str] | None = None) -> "Total":
    """Add ``reports`` up into that of ``organ``: ``Total(report, components, findings)``.

    Cell by cell; totals are derived, prose is left to write, figures of another edition are carried over.
    ``components`` says who stands behind each figure. ``expected`` names the organs that must report. Whatever makes
    the sum doubtful is a finding. Raises StructureError without any report.

    >>> from ogirmodel import Report
    >>> cells = {"applications": {"carried_out": {"natural_person": 3}}}
    >>> added = total([Report("甲局", 2025, tables=cells), Report("乙局", 2025, tables=cells)], organ="某县人民政府")
    >>> added.report.applications["carried_out", "natural_person"]
    6
    """
    from ogirmodel import combine  # noqa: PLC0415 - only who adds up pays for it

    return combine.total(reports, organ=organ, expected=expected)


def compare(now: Report, before: Report) -> "Comparison":
    """Set a report beside that of the year before: ``Comparison(now, before, changes, findings)``.

    ``changes`` has every cell, also from 2020 to 2021; ``findings`` what both years together show; ``document()``
    gives tables and charts for any renderer. Raises StructureError where neither edition succeeds the other.

    >>> from ogirmodel import Report
    >>> last, this = (Report("某局", year, tables={"applications": {"carried_in": {"total": figure}}})
    ...     for year, figure in ((2024, 4), (2025, 3)))
    >>> compare(this, last).changes["applications", "carried_in", "total"].difference
    -1
    """
    from ogirmodel import comparison  # noqa: PLC0415 - only who compares pays for it

    return comparison.compare(now, before)


def _place(location: Location) -> tuple[str | None, ...] | None:
    return (location.table, location.row, location.column) if location.table and location.row else None


@attrs.frozen
class Format:
    """A format by name: whether it can be read and written, and the distribution that brings it."""

    name: str
    reads: bool
    writes: bool
    distribution: str


def formats() -> tuple[Format, ...]:
    """Return every format that is installed or registered, without importing any.

    >>> next(f for f in formats() if f.name == "text").reads
    True
    """
    claims = {("json", registry.OURS): {"reads", "writes"}}
    for side, entries in (("reads", READERS.entries()), ("writes", RENDERERS.entries())):
        for entry in entries:
            claims.setdefault((entry.listed, entry.distribution or "-"), set()).add(side)
    return tuple(
        Format(name, "reads" in sides, "writes" in sides, distribution)
        for (name, distribution), sides in claims.items()
    )


def _reader(chosen: str | Reader | None, data: bytes, source: Source) -> Reader:
    if isinstance(chosen, str):
        return READERS.get(chosen)()
    if chosen is not None:
        return chosen
    suffix = suffix_of(source)
    named = READERS.get(suffix)() if suffix in READERS.names() else None
    head, name = data[:HEAD], name_of(source)
    if named is not None and named.sniff(head, name):
        return named
    skipped = []
    for each in _once_each():
        try:
            reader = READERS.get(each)()
            if reader.sniff(head, name):
                return reader
        except OgirError as error:
            skipped.append(error)
    if named is not None:
        return named
    refuse_foreign(data)
    raise ReadError("no_reader", file=name or "-", formats=tuple(READERS.names()), skipped=tuple(skipped))


def _once_each() -> Iterable[str]:
    """Yield the names of readers, built-ins first, each class under one name."""
    seen = set()
    for entry in READERS.entries():
        if (key := (entry.distribution, entry.value)) not in seen:
            seen.add(key)
            yield entry.listed
