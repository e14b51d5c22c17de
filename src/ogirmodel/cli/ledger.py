"""``ogirmodel ledger``: from a register, in a database or in a file, to the report; or the rows behind a figure."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from ogirmodel import Reading, Report, api, read_register, tally, trace
from ogirmodel.cli import language
from ogirmodel.cli.frame import (
    CommandFault,
    LimitOption,
    ToOption,
    bounds,
    put,
    refuse_clashes,
    say,
    show,
    target,
    waiting,
)
from ogirmodel.findings import Severity
from ogirmodel.ledger import Case, RegisterMap, load_map
from ogirmodel.ledger.map import NO_MAP
from ogirmodel.ledger.sql import Register, Trace

__all__ = ["ledger"]

SQLITE = b"SQLite format 3\0"
"""How a file of SQLite begins."""

STEPS = 3
"""A cell is named by its table, row and column."""


def ledger(
    source: Annotated[str, typer.Argument(metavar="URL-OR-FILE", help=say("ledger_source"))],
    organ: Annotated[str, typer.Option("--organ", help=say("ledger_organ"))],
    year: Annotated[int, typer.Option("--year", help=say("ledger_year"), min=1000, max=9999)],
    outputs: Annotated[
        list[str] | None, typer.Argument(metavar="OUTPUT...", help=say("ledger_outputs"), show_default=False)
    ] = None,
    mapped: Annotated[str | None, typer.Option("--map", metavar="FILE", help=say("ledger_map"))] = None,
    proceedings: Annotated[str | None, typer.Option(metavar="FILE", help=say("ledger_proceedings"))] = None,
    documents: Annotated[str | None, typer.Option(metavar="FILE", help=say("ledger_documents"))] = None,
    edition: Annotated[str | None, typer.Option("--edition", help=say("edition"))] = None,
    cell: Annotated[str | None, typer.Option("--trace", metavar="TABLE/ROW/COLUMN", help=say("ledger_trace"))] = None,
    to: ToOption = None,
    strict: Annotated[bool, typer.Option("--strict", help=say("strict"))] = False,
    limit: LimitOption = None,
) -> None:
    """Count a register; nothing is written until everything could be rendered."""
    given = [name for name in (mapped, proceedings, documents) if name]
    refuse_clashes([*given, *([] if "://" in source else [source])], outputs or [])
    if not outputs and cell is None:
        raise CommandFault("need_output")
    formats = [target(output, to) for output in outputs or ()]
    with bounds(limit):
        mapping = load_map(mapped) if mapped else NO_MAP
        held = _held(source, mapping)
        traced = None if cell is None else _traced(held, cell, year, organ, edition)
        rendered = []
        if outputs:
            with waiting(say("counting")):
                reading = _counted(held, mapping, year, organ, edition, proceedings, documents)
            findings = api.check(reading) if strict else reading.findings
            show(findings, language(), to_stderr=True)
            if strict and any(finding.severity == Severity.ERROR for finding in findings):
                raise typer.Exit(1)
            rendered = [api.render(reading.report, name) for name in formats]
    for output, data in zip(outputs or (), rendered, strict=True):
        put(output, data)
    if traced is not None:
        typer.echo(say("traced", count=len(traced.ids), cell=cell), err=True)
        typer.echo(traced.statement, err=True)
        for number in traced.ids:
            typer.echo(number)


def _held(source: str, mapping: RegisterMap) -> Register | Iterable[Case]:
    """Return a register in a database, which a file may be as well, or the rows of a file."""
    if "://" in source:
        return Register(source, mapping)
    path = Path(source)
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(SQLITE)) == SQLITE:
                return Register.of_file(path, mapping)
    return read_register(source, mapping)


def _counted(
    held: Register | Iterable[Case],
    mapping: RegisterMap,
    year: int,
    organ: str,
    edition: str | None,
    proceedings: str | None,
    documents: str | None,
) -> Reading[Report]:
    return tally(
        held,
        year=year,
        organ=organ,
        edition=edition,
        proceedings=read_register(proceedings, mapping, register="proceedings") if proceedings else None,
        documents=read_register(documents, mapping, register="documents") if documents else None,
        mapping=NO_MAP if isinstance(held, Register) else mapping,
    )


def _traced(held: Register | Iterable[Case], cell: str, year: int, organ: str, edition: str | None) -> Trace:
    if not isinstance(held, Register):
        raise CommandFault("trace_database")
    steps = cell.split("/")
    if len(steps) != STEPS:
        raise CommandFault("bad_cell", given=cell)
    with waiting(say("counting")):
        return trace(held, (steps[0], steps[1], steps[2]), year=year, organ=organ, edition=edition)
