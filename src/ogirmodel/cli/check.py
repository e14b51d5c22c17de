"""``ogirmodel check``: what is wrong with a report."""

import json
from collections import Counter
from enum import StrEnum
from typing import Annotated

import typer

from ogirmodel import api
from ogirmodel.checks import Policy
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
    show,
    take,
)
from ogirmodel.findings import Finding, Reading, Severity, as_data
from ogirmodel.messages import Language
from ogirmodel.model import Report

__all__ = ["FINDINGS_FORMAT", "check"]

FINDINGS_FORMAT = "ogirmodel-findings/1"


class Printed(StrEnum):
    """How the result is printed."""

    TEXT = "text"
    JSON = "json"


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
        typer.echo(api.explain(explained, chosen))
        return
    if source is None:
        raise CommandFault("need_input")
    with bounds(limit):
        wanted = Policy.from_toml(policy) if policy else Policy()
        reading = take(source, from_, organ, year)
        last = take(previous, None).report if previous else None
        organs = [take(component, None).report for component in components or ()]
        findings = api.check(reading, previous=last, components=organs, policy=wanted)
    if printed is Printed.JSON:
        put("-", _as_json(reading, findings, chosen))
    else:
        show(findings, chosen)
        typer.echo(_summary(findings, chosen))
    if any(finding.severity == Severity.ERROR for finding in findings):
        raise typer.Exit(1)


def _summary(findings: tuple[Finding, ...], chosen: Language) -> str:
    if not findings:
        return say("nothing", chosen)
    counts = Counter(finding.severity for finding in findings)
    return say(
        "summary",
        chosen,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        unjudged=counts[Severity.UNJUDGED],
    )


def _as_json(reading: Reading[Report], findings: tuple[Finding, ...], chosen: Language) -> bytes:
    report = reading.report
    counts = Counter(finding.severity for finding in findings)
    data = {
        "format": FINDINGS_FORMAT,
        "organ": report.organ.name,
        "year": report.year,
        "edition": report.edition,
        "summary": {severity.value: counts[severity] for severity in Severity},
        "findings": [as_data(finding, chosen) for finding in findings],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
