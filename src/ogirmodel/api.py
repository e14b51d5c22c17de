"""The verbs: what a program does with reports. Each is thread-safe, changes nothing it is given, and prints nothing.

``load``/``dump`` JSON, ``read``/``render``/``write`` files, ``compose``/``recognise`` the two hubs, ``check``,
``total``/``compare`` reports.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from ogirmodel import limits, plugins, registry
from ogirmodel.document import Document, compose, recognise
from ogirmodel.errors import CheckFailed, LimitExceeded, ReadError, UnknownName
from ogirmodel.findings import Finding, Location, Reading, Severity
from ogirmodel.forms import editions
from ogirmodel.json_schema import schema
from ogirmodel.model import Organ, Report, blank
from ogirmodel.plugins import choose, read_with, render_with
from ogirmodel.readers import READERS, Reader
from ogirmodel.renderers import RENDERERS, Renderer
from ogirmodel.serial import dump, load
from ogirmodel.sources import Source, fetch, name_of, path_of, suffix_of
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


def read(
    source: Source,
    *,
    format: str | Reader | None = None,
    name: str | None = None,
    organ: str | Organ | None = None,
    year: int | None = None,
    edition: str | None = None,
) -> Reading[Report]:
    """Read a published report: ``Reading(report, findings)``.

    ``source`` is a path, or bytes that may have a ``name``. The reader is ``format`` (a name or a Reader), else that
    of the suffix if the content is of its kind, else the first that recognises the content. ``organ``, ``year`` and
    ``edition`` are for paper that does not say them. What the source says is in the report or quoted in a finding.

    Raises ReadError, LimitExceeded, or UnknownName for a format that does not exist.

    >>> paper = "某县教育局2025年政府信息公开工作年度报告\\n一、总体情况\\n一切照常。"
    >>> reading = read(paper.encode(), format="text")
    >>> reading.report.organ.name, reading.report.sections["overview"]
    ('某县教育局', ('一切照常。',))
    """
    try:
        data = fetch(source)
        document = read_with(choose(format, data, source if name is None else name), data)
        reading = recognise(document, organ=organ, year=year, edition=edition)
    except (ReadError, LimitExceeded) as error:
        raise error.named(path_of(source)) from error.__cause__
    except RecursionError:  # whoever calls may stand deep already
        raise LimitExceeded.of("markup_depth", limits.current().markup_depth).named(path_of(source)) from None
    if document.attachments:
        from ogirmodel import carried  # noqa: PLC0415 - only a document that carries its report pays for it

        changed = carried.differences(document.attachments, reading.report)
        return attrs.evolve(reading, findings=(*reading.findings, *changed))
    return reading


def render(report: Report | Document, format: str | Renderer, *, attach: bool = False) -> bytes:
    """Return ``report`` in ``format``: the name of a renderer or a Renderer with options; ``"json"`` is ``dump``.

    Totals that were not stated are printed as derived. With ``attach`` a docx or odt carries the report as JSON, so
    that ``read`` can tell what was changed by hand; other formats carry nothing. Raises UnknownName, PluginUnavailable.

    >>> render(blank("某镇人民政府", 2025), "text").decode().split()[0]
    '某镇人民政府'
    """
    if format == "json":
        if isinstance(report, Document):
            raise UnknownName.of("format", "json", RENDERERS.names())
        return dump(report)
    document = report if isinstance(report, Document) else compose(report)
    if attach and isinstance(report, Report):
        from ogirmodel import carried  # noqa: PLC0415 - only who attaches pays for it

        document = attrs.evolve(document, attachments=carried.attachments(report))
    return render_with(plugins.renderer(format), document)


def write(
    report: Report | Document,
    path: str | os.PathLike[str],
    *,
    format: str | Renderer | None = None,
    attach: bool = False,
) -> None:
    """Write ``report`` to ``path`` in ``format``, by default that of the suffix; ``attach`` is as for ``render``.

    All or nothing: the earlier file stays until the new one is complete. Raises what ``render`` raises, and
    WriteError.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(blank("某镇人民政府", 2025), f"{folder}/report.docx")
    """
    write_bytes(path, render(report, format or writer_of(path), attach=attach))


def writer_of(path: str | os.PathLike[str]) -> str:
    """Return the name of the format to write for a path; raises UnknownName where its suffix is none."""
    suffix = suffix_of(path)
    if suffix != "json" and not any(entry.name == suffix for entry in RENDERERS.entries()):
        raise UnknownName.of("output_format", suffix or name_of(path), ("json", *RENDERERS.names()))
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

    policy = policy or checks.policy.STANDARD
    reading = report if isinstance(report, Reading) else Reading(report)
    explained = {_place(finding.location) for finding in reading.findings if finding.severity != Severity.INFO}
    context = checks.Context(reading.report, previous, tuple(components), policy.parameters)
    found = (*checks.run(checks.RULES, context), *checks.rules_of_others(context))
    new = [each for each in found if each.code != "T06" or explained.isdisjoint(_cell_and_row(each.location))]
    findings = tuple(policy.apply((*reading.findings, *new)))
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


def _cell_and_row(location: Location) -> tuple[tuple[str | None, ...], ...]:
    return (location.table, location.row, location.column), (location.table, location.row, None)


@attrs.frozen
class Format:
    """A format by name: whether it can be read and written, the distribution that brings it, and how it came here.

    ``state``: ``built_in``, ``installed``, ``registered``, ``shadowed`` (its short name is another's), or
    ``unreadable`` (the distribution's metadata are broken). Whether a plugin works is seen when it is asked for.
    """

    name: str
    reads: bool
    writes: bool
    distribution: str
    state: registry.State = registry.State.BUILT_IN


def formats() -> tuple[Format, ...]:
    """Return every format that is installed or registered, without importing any.

    >>> next(f for f in formats() if f.name == "text").reads
    True
    """
    claims = {("json", registry.OURS): ({"reads", "writes"}, registry.State.BUILT_IN)}
    for side, entries in (("reads", READERS.entries()), ("writes", RENDERERS.entries())):
        for entry in entries:
            sides, _ = claims.setdefault((entry.listed, entry.distribution or "-"), (set(), entry.state))
            sides.add(side)
    return tuple(
        Format(name, "reads" in sides, "writes" in sides, distribution, state)
        for (name, distribution), (sides, state) in claims.items()
    )
