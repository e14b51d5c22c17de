"""``ogirmodel new``: a report to be filled in."""

from typing import Annotated

import typer

from ogirmodel import api
from ogirmodel.cli.frame import STREAM, put, say, target
from ogirmodel.renderers.xlsx import XlsxRenderer

__all__ = ["new"]

WORKBOOK = "xlsx"


def new(
    organ: Annotated[str, typer.Argument(metavar="ORGAN", help=say("new_organ"))],
    year: Annotated[int, typer.Argument(metavar="YEAR", help=say("new_year"), min=1000, max=9999)],
    output: Annotated[str, typer.Option("-o", "--output", help=say("output"), show_default=False)] = STREAM,
    edition: Annotated[str | None, typer.Option("--edition", help=say("edition"))] = None,
) -> None:
    """Make a report with 0 in every cell and a hint in every section; totals are left to be derived.

    A workbook is for a clerk to type into, so its cells are blank: what nobody has filled in is not 0.
    """
    chosen = "json" if output == STREAM else target(output, None)
    report = api.blank(organ, year, edition)
    hints = {section.id: section.placeholder or () for section in report.form.sections}
    if chosen == WORKBOOK:
        put(output, api.render(report.replace(sections=hints), XlsxRenderer(workbook=True)))
    else:
        put(output, api.render(report.blanks_as_zero().replace(sections=hints), chosen))
