"""The commands, put together."""

from typing import Annotated

import typer

from ogirmodel import __version__
from ogirmodel.cli.batch import batch
from ogirmodel.cli.check import check
from ogirmodel.cli.compare import compare
from ogirmodel.cli.convert import convert
from ogirmodel.cli.frame import say
from ogirmodel.cli.ledger import ledger
from ogirmodel.cli.lists import editions, formats
from ogirmodel.cli.new import new
from ogirmodel.cli.schema import schema
from ogirmodel.cli.tidy import tidy
from ogirmodel.cli.total import total

__all__ = ["app"]

app = typer.Typer(
    help=say("app"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ogirmodel {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    _: Annotated[
        bool, typer.Option("--version", help=say("version"), callback=_version, is_eager=True, show_default=False)
    ] = False,
) -> None:
    """Hold the options of the command as a whole."""


app.command(help=say("convert"))(convert)
app.command(help=say("check"))(check)
app.command(help=say("ledger"))(ledger)
app.command(help=say("total"))(total)
app.command(help=say("compare"))(compare)
app.command(help=say("batch"))(batch)
app.command(help=say("tidy"))(tidy)
app.command(help=say("new"))(new)
app.command(help=say("schema"))(schema)
app.command(help=say("formats"))(formats)
app.command(help=say("editions"))(editions)
