"""``ogirmodel tidy``: the cells of many reports as a Parquet file."""

from collections.abc import Iterator
from typing import Annotated

import typer

from ogirmodel import batch
from ogirmodel.cli import language
from ogirmodel.cli.frame import FromOption, LimitOption, YearOption, bounds, refuse_clashes, say
from ogirmodel.columnar import write_parquet
from ogirmodel.errors import OgirError, UnknownName
from ogirmodel.messages import Verbatim
from ogirmodel.model import Report
from ogirmodel.sources import suffix_of

__all__ = ["tidy"]

PARQUET = "parquet"


def tidy(
    sources: Annotated[list[str], typer.Argument(metavar="INPUT...", help=say("batch_inputs"))],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE.parquet", help=say("tidy_output"))],
    from_: FromOption = None,
    year: YearOption = None,
    limit: LimitOption = None,
) -> None:
    """Write the cells of all reports that can be read; those that cannot are named and make the exit code 1."""
    if suffix_of(output) != PARQUET:
        raise UnknownName.of("output_format", suffix_of(output) or output, [PARQUET])
    refuse_clashes(sources, [output])
    failed: list[str] = []
    with bounds(limit):
        write_parquet(_reports(sources, from_, year, failed), output)
    if failed:
        typer.echo(say("tidy_failed", failed=len(failed)), err=True)
        raise typer.Exit(1)


def _reports(sources: list[str], format: str | None, year: int | None, failed: list[str]) -> Iterator[Report]:
    """Yield the reports that can be read; say which cannot, and note them in ``failed``."""
    for job in batch.jobs(sources):
        try:
            yield batch.read(job, format=format, year=year).report
        except OgirError as error:
            failed.append(job.place)
            typer.echo(
                say("batch_failure", place=Verbatim(job.place), problem=Verbatim(error.text(language()))), err=True
            )
