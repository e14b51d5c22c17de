"""``ogirmodel compare``: a report beside that of the year before, as a document."""

from typing import Annotated

import typer

from ogirmodel import api
from ogirmodel.cli import language
from ogirmodel.cli.frame import (
    FromOption,
    LimitOption,
    ToOption,
    bounds,
    put,
    refuse_clashes,
    say,
    show,
    take,
    target,
)

__all__ = ["compare"]


def compare(
    now: Annotated[str, typer.Argument(metavar="NOW", help=say("compare_now"))],
    before: Annotated[str, typer.Argument(metavar="BEFORE", help=say("compare_before"))],
    outputs: Annotated[list[str], typer.Argument(metavar="OUTPUT...", help=say("compare_outputs"))],
    from_: FromOption = None,
    to: ToOption = None,
    limit: LimitOption = None,
) -> None:
    """Compare two reports; nothing is written until everything could be rendered."""
    refuse_clashes([now, before], outputs)
    formats = [target(output, to) for output in outputs]
    with bounds(limit):
        readings = [take(source, from_) for source in (now, before)]
        for source, reading in zip((now, before), readings, strict=True):
            if reading.findings:
                typer.echo(say("of_file", file=source), err=True)
                show(reading.findings, language(), to_stderr=True)
        compared = api.compare(*(reading.report for reading in readings))
        show(compared.findings, language(), to_stderr=True)
        document = compared.document()
        rendered = [api.render(document, name) for name in formats]
    for output, data in zip(outputs, rendered, strict=True):
        put(output, data)
