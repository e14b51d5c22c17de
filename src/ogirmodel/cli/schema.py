"""``ogirmodel schema``: the JSON Schema of a form."""

import json
from typing import Annotated

import typer

from ogirmodel import api
from ogirmodel.cli.frame import STREAM, put, say

__all__ = ["schema"]


def schema(
    edition: Annotated[str | None, typer.Argument(metavar="[EDITION]", help=say("schema_edition"))] = None,
    output: Annotated[str, typer.Option("-o", "--output", help=say("output"), show_default=False)] = STREAM,
) -> None:
    """Write the JSON Schema of an edition, by default of the one in force: the reports written now are of it."""
    put(output, (json.dumps(api.schema(edition), ensure_ascii=False, indent=2) + "\n").encode())
