"""``ogirmodel new``: a report to be filled in."""

from typing import Annotated

import typer

from ogirmodel import api
from ogirmodel.cli.frame import STREAM, put, say, target

__all__ = ["new"]


def new(
    organ: Annotated[str, typer.Argument(metavar="ORGAN", help=say("new_organ"))],
    year: Annotated[int, typer.Argument(metavar="YEAR", help=say("new_year"), min=1000, max=9999)],
    output: Annotated[str, typer.Option("-o", "--output", help=say("output"), show_default=False)] = STREAM,
    edition: Annotated[str | None, typer.Option("--edition", help=say("edition"))] = None,
) -> None:
    """Make a report with 0 in every cell and a hint in every section; totals are left to be derived."""
    chosen = "json" if output == STREAM else target(output, None)
    report = api.blank(organ, year, edition).blanks_as_zero()
    hints = {section.id: section.placeholder or () for section in report.form.sections}
    put(output, api.render(report.replace(sections=hints), chosen))
