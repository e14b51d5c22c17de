"""``ogirmodel convert``: one report from any readable format to any writable ones."""

from typing import Annotated

import typer

from ogirmodel import api
from ogirmodel.cli import language
from ogirmodel.cli.frame import (
    FromOption,
    LimitOption,
    OrganOption,
    ToOption,
    YearOption,
    bounds,
    in_template,
    put,
    refuse_clashes,
    say,
    show,
    take,
    target,
)
from ogirmodel.findings import Severity

__all__ = ["convert"]


def convert(
    source: Annotated[str, typer.Argument(metavar="INPUT", help=say("convert_input"))],
    outputs: Annotated[list[str], typer.Argument(metavar="OUTPUT...", help=say("convert_outputs"))],
    from_: FromOption = None,
    to: ToOption = None,
    organ: OrganOption = None,
    year: YearOption = None,
    template: Annotated[str | None, typer.Option("--template", metavar="FILE", help=say("template"))] = None,
    attach: Annotated[bool, typer.Option("--attach", help=say("attach"))] = False,
    strict: Annotated[bool, typer.Option("--strict", help=say("strict"))] = False,
    limit: LimitOption = None,
) -> None:
    """Convert a report; nothing is written until everything could be rendered."""
    refuse_clashes([source], outputs)
    formats = [target(output, to) for output in outputs]
    with bounds(limit):
        writers = in_template(formats, template) if template else formats
        reading = take(source, from_, organ, year)
        findings = api.check(reading) if strict else reading.findings
        show(findings, language(), to_stderr=True)
        if strict and any(finding.severity == Severity.ERROR for finding in findings):
            raise typer.Exit(1)
        rendered = [api.render(reading.report, writer, attach=attach) for writer in writers]
    for output, data in zip(outputs, rendered, strict=True):
        put(output, data)
