"""``ogirmodel check``: what is wrong with a report."""

from enum import StrEnum
from typing import Annotated

import typer

from ogirmodel import api
from ogirmodel.checks import Policy, explain
from ogirmodel.checks.diagnosis import diagnose
from ogirmodel.cli import language as spoken_here
from ogirmodel.cli.frame import (
    CommandFault,
    FromOption,
    LimitOption,
    OrganOption,
    YearOption,
    bounds,
    put,
    say,
    take,
)
from ogirmodel.cli.results import as_json, show_by_section, summary
from ogirmodel.findings import Severity
from ogirmodel.messages import Language

__all__ = ["check"]


class Printed(StrEnum):
    """How the result is printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class Spoken(StrEnum):
    """The language of the result."""

    ZH = "zh"
    EN = "en"


def check(
    source: Annotated[
        str | None, typer.Argument(metavar="[INPUT]", help=say("check_input"), show_default=False)
    ] = None,
    explained: Annotated[str | None, typer.Option("--explain", metavar="CODE", help=say("explain"))] = None,
    previous: Annotated[str | None, typer.Option("--previous", metavar="FILE", help=say("previous"))] = None,
    components: Annotated[list[str] | None, typer.Option("--component", metavar="FILE", help=say("component"))] = None,
    policy: Annotated[str | None, typer.Option("--policy", metavar="FILE", help=say("policy"))] = None,
    printed: Annotated[Printed, typer.Option("--format", help=say("format"))] = Printed.TEXT,
    spoken: Annotated[Spoken | None, typer.Option("--language", help=say("language"))] = None,
    from_: FromOption = None,
    organ: OrganOption = None,
    year: YearOption = None,
    limit: LimitOption = None,
) -> None:
    """Check a report: what was found while reading it, then what its figures and parts show; or explain a code."""
    chosen: Language = spoken.value if spoken else spoken_here()
    if explained is not None:
        typer.echo(explain(explained, chosen))
        return
    if source is None:
        raise CommandFault("need_input")
    with bounds(limit):
        wanted = Policy.from_toml(policy) if policy else Policy()
        reading = take(source, from_, organ, year)
        last = take(previous, None).report if previous else None
        organs = [take(component, None).report for component in components or ()]
        findings = api.check(reading, previous=last, components=organs, policy=wanted)
        diagnoses = diagnose(reading.report)
    match printed:
        case Printed.JSON:
            put("-", as_json(reading.report, findings, diagnoses, chosen))
        case Printed.HTML:
            put("-", api.render(api.compose(reading.report, findings), "html"))
        case Printed.TEXT:
            show_by_section(reading.report, findings, diagnoses, chosen)
            typer.echo(summary(findings, chosen))
    if any(finding.severity == Severity.ERROR for finding in findings):
        raise typer.Exit(1)
