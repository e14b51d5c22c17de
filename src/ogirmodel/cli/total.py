"""``ogirmodel total``: the reports of many organs added up into one."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from ogirmodel import api
from ogirmodel.cli import language
from ogirmodel.cli.frame import (
    FromOption,
    LimitOption,
    ToOption,
    bounds,
    one_by_one,
    put,
    refuse_clashes,
    say,
    show,
    take,
    target,
)
from ogirmodel.findings import Severity
from ogirmodel.model import Report
from ogirmodel.sources import read_text

__all__ = ["total"]


def total(
    sources: Annotated[list[str], typer.Argument(metavar="INPUT...", help=say("total_inputs"))],
    organ: Annotated[str, typer.Option("--organ", help=say("total_organ"))],
    outputs: Annotated[list[str], typer.Option("-o", "--output", help=say("total_outputs"))],
    expected: Annotated[str | None, typer.Option("--expected", metavar="FILE", help=say("expected"))] = None,
    from_: FromOption = None,
    to: ToOption = None,
    strict: Annotated[bool, typer.Option("--strict", help=say("strict"))] = False,
    limit: LimitOption = None,
) -> None:
    """Add reports up; nothing is written until all were read and everything could be rendered."""
    refuse_clashes(sources, outputs)
    formats = [target(output, to) for output in outputs]
    with bounds(limit):
        names = [line.strip() for line in read_text(expected).splitlines() if line.strip()] if expected else None
        added = api.total(_reports(sources, from_), organ=organ, expected=names)
        show(added.findings, language(), to_stderr=True)
        if strict and any(finding.severity == Severity.ERROR for finding in added.findings):
            raise typer.Exit(1)
        rendered = [api.render(added.report, name) for name in formats]
    for output, data in zip(outputs, rendered, strict=True):
        put(output, data)


def _reports(sources: Sequence[str], format: str | None) -> Iterator[Report]:
    """Yield one report after the other, telling what was found while it was read."""
    for source in one_by_one(sources, say("reading")):
        reading = take(source, format)
        if reading.findings:
            typer.echo(say("of_file", file=source), err=True)
            show(reading.findings, language(), to_stderr=True)
        yield reading.report
