"""``ogirmodel batch``: any number of reports, from any readable formats to any writable ones."""

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from ogirmodel.batch import Outcome, jobs, run
from ogirmodel.checks import Policy
from ogirmodel.cli import language
from ogirmodel.cli.frame import CommandFault, FromOption, LimitOption, YearOption, bounds, say
from ogirmodel.messages import Verbatim
from ogirmodel.sources import replacing

__all__ = ["batch"]

FAILURES_SHOWN = 20
"""So many failures are told one by one; all of them stand in the findings."""


def batch(
    sources: Annotated[list[str], typer.Argument(metavar="INPUT...", help=say("batch_inputs"))],
    to: Annotated[list[str] | None, typer.Option("--to", help=say("batch_to"))] = None,
    out: Annotated[str | None, typer.Option("-o", "--out", metavar="FOLDER|FILE.zip", help=say("batch_out"))] = None,
    workers: Annotated[int | None, typer.Option("--workers", help=say("batch_workers"), min=1)] = None,
    resume: Annotated[bool, typer.Option("--resume", help=say("batch_resume"))] = False,
    findings: Annotated[str | None, typer.Option("--findings", metavar="FILE", help=say("batch_findings"))] = None,
    strict: Annotated[bool, typer.Option("--strict", help=say("strict"))] = False,
    policy: Annotated[str | None, typer.Option("--policy", metavar="FILE", help=say("policy"))] = None,
    from_: FromOption = None,
    year: YearOption = None,
    limit: LimitOption = None,
) -> None:
    """Do every report of the inputs; one that fails is named, costs no other, and makes the exit code 1."""
    if bool(to) != (out is not None):
        raise CommandFault("batch_to_and_out")
    if not to and findings is None:
        raise CommandFault("batch_nothing")
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
    begun = time.monotonic()
    done = failed = 0
    with bounds(limit), ExitStack() as stack:
        outcomes = run(
            jobs(sources, apart_from=out),
            to=to or (),
            out=out,
            resume=resume,
            workers=workers,
            check=findings is not None,
            strict=strict,
            policy=Policy.from_toml(policy) if policy else None,
            format=from_,
            year=year,
            language=language(),
        )
        stack.enter_context(closing(outcomes))
        kept = stack.enter_context(replacing(findings)) if findings is not None else None
        total = sum(1 for _ in jobs(sources, apart_from=out)) if console.is_terminal else 0
        for outcome in _watched(outcomes, total, console):
            done += 1
            if kept is not None:
                kept.write((json.dumps(outcome.as_data(), ensure_ascii=False) + "\n").encode())
            if outcome.error is not None:
                failed += 1
                if failed <= FAILURES_SHOWN:
                    console.print(Text(_failure(outcome)))
    if not done:
        raise CommandFault("batch_empty")
    seconds = time.monotonic() - begun
    console.print(Text(say("batch_summary", done=done - failed, failed=failed, rate=f"{done / seconds:.0f}")))
    if failed:
        raise typer.Exit(1)


def _watched(outcomes: Iterable[Outcome], total: int, console: Console) -> Iterator[Outcome]:
    """Yield ``outcomes``, showing how far it is and how fast where somebody looks on."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(say("batch_doing"), total=total, rate="")
        begun = time.monotonic()
        for number, outcome in enumerate(outcomes, 1):
            if console.is_terminal:
                rate = number / (time.monotonic() - begun)
                progress.update(task, completed=number, rate=say("batch_rate", rate=f"{rate:.0f}"))
            yield outcome


def _failure(outcome: Outcome) -> str:
    text = outcome.error["text"] if outcome.error else ""
    place = outcome.place or outcome.name
    return text if place in text else say("batch_failure", place=Verbatim(place), problem=Verbatim(text))
