"""What the verbs share: options, reading an input, writing an output, showing findings."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Annotated, Any

import attrs
import typer
from rich.console import Console
from rich.progress import track
from rich.text import Text

from ogirmodel import api, limits, messages
from ogirmodel.cli import language
from ogirmodel.errors import OgirError, ReadError
from ogirmodel.findings import Finding, Reading, Severity
from ogirmodel.messages import Language
from ogirmodel.model import Report
from ogirmodel.renderers import RENDERERS, Renderer
from ogirmodel.sources import fetch, name_of, refusal, suffix_of, write

__all__ = [
    "STREAM",
    "FromOption",
    "LimitOption",
    "OrganOption",
    "ToOption",
    "YearOption",
    "bounds",
    "heading",
    "in_template",
    "one_by_one",
    "put",
    "refuse_clashes",
    "say",
    "show",
    "take",
    "target",
    "waiting",
]

STREAM = "-"

MANY = 20
"""Inputs from which on progress is shown."""

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan", Severity.UNJUDGED: "dim"}


def say(key: str, spoken: Language | None = None, **params: object) -> str:
    """Return a sentence of the command line."""
    return messages.text(f"cli.{key}", spoken or language(), **params)


FromOption = Annotated[str | None, typer.Option("--from", help=say("from"))]
OrganOption = Annotated[str | None, typer.Option("--organ", help=say("organ"))]
ToOption = Annotated[str | None, typer.Option("--to", help=say("to"))]
YearOption = Annotated[int | None, typer.Option("--year", help=say("year"), min=1000, max=9999)]
LimitOption = Annotated[list[str] | None, typer.Option("--limit", help=say("limit"), metavar="NAME=NUMBER")]


class CommandFault(OgirError):
    """Arguments that cannot be used together."""

    def text(self, language: Language = "zh") -> str:
        """Return the sentence, from the words of the command line."""
        return messages.text(f"cli.{self.key}", language, **self.data)


def bounds(given: Sequence[str] | None) -> AbstractContextManager[None]:
    """Return a context with the limits of ``--limit NAME=NUMBER``."""
    known = {field.name for field in attrs.fields(limits.Limits)}
    chosen = {}
    for item in given or ():
        name, _, number = item.partition("=")
        if name not in known or not (number.isascii() and number.isdigit() and 0 < len(number) < 16 and int(number)):
            raise CommandFault("bad_limit", given=item, known=", ".join(sorted(known)))
        chosen[name] = int(number)
    return limits.using(attrs.evolve(limits.current(), **chosen))


def take(source: str, name: str | None, organ: str | None = None, year: int | None = None) -> Reading[Report]:
    """Read an input: JSON by ``load``, anything else by its reader."""
    data: bytes | str = _standard_input() if source == STREAM else source
    chosen = name or (suffix_of(data) if isinstance(data, str) else None)
    if chosen == "json" or (not name and isinstance(data, bytes) and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"):
        if organ or year:
            raise CommandFault("paper_only")
        return Reading(api.load(data))
    return api.read(data, format=name, organ=organ, year=year)


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read(limits.current().input_bytes + 1)
    except OSError as error:
        raise ReadError("unreadable", file=STREAM, reason=refusal(error)) from error


def target(output: str, name: str | None) -> str:
    """Return the format to write to ``output``; raises for a name or suffix that none has."""
    if name is None and output == STREAM:
        raise CommandFault("need_to")
    chosen = name or api.writer_of(output)
    if chosen != "json":
        RENDERERS.get(chosen)
    return chosen


TEMPLATES = {"docx": "docx", "dotx": "docx", "odt": "odt", "ott": "odt"}
"""The format that a report in a template of each suffix has."""


def in_template(formats: Sequence[str], template: str) -> list[str | Renderer]:
    """Return the renderers for ``formats``, those of the template's format with it."""
    suited = TEMPLATES.get(suffix_of(template), "")
    if suited not in formats:
        raise CommandFault("no_template", file=name_of(template), formats=", ".join(dict.fromkeys(formats)))
    maker: Any = RENDERERS.get(suited)
    try:
        renderer = maker(template=fetch(template))
    except OgirError as error:
        raise error.named(template) from error.__cause__
    return [renderer if name == suited else name for name in formats]


def put(output: str, data: bytes) -> None:
    """Write ``data`` to a file, all or nothing, or to standard output."""
    if output != STREAM:
        write(output, data)
    elif sys.__stdout__ is None:
        raise CommandFault("no_stdout")
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def same_file(one: str, other: str) -> bool:
    """Tell whether two arguments name the same file; a name that no system takes is no file."""
    try:
        return STREAM not in {one, other} and os.path.realpath(one) == os.path.realpath(other)
    except ValueError:
        return False


def refuse_clashes(inputs: Sequence[str], outputs: Sequence[str]) -> None:
    """Raise for an output that is an input, and for streams that are used twice."""
    if inputs.count(STREAM) > 1:
        raise CommandFault("one_stdin")
    if outputs.count(STREAM) > 1:
        raise CommandFault("one_stdout")
    for output in outputs:
        if any(same_file(source, output) for source in inputs):
            raise CommandFault("same_file", file=output)


def one_by_one(sources: Sequence[str], words: str) -> Iterator[str]:
    """Yield ``sources``, showing how far it is where somebody looks on and it takes long."""
    console = Console(stderr=True)
    quiet = not console.is_terminal or len(sources) < MANY
    yield from track(sources, words, console=console, transient=True, disable=quiet)


def waiting(words: str) -> AbstractContextManager[object]:
    """Show that something is done, where somebody looks on."""
    console = Console(stderr=True)
    return console.status(words) if console.is_terminal else nullcontext()


def heading(text: str) -> None:
    """Print a heading."""
    _console(to_stderr=False).print(Text(text, "bold"))


def show(findings: Iterable[Finding], spoken: Language, *, to_stderr: bool = False, hints: Iterable[str] = ()) -> None:
    """Print findings, one a line, and ``hints`` below them; those that could not be judged are only counted."""
    lines: list[tuple[str, str, str]] = []
    unjudged = 0
    for finding in findings:
        if finding.severity == Severity.UNJUDGED:
            unjudged += 1
            continue
        severity = messages.text(f"severity.{finding.severity}", spoken)
        lines.append((STYLES[finding.severity], f"{severity} {finding.code}", f" {finding.text(spoken)}"))
    lines += [("green", say("hint", spoken), f" {hint}") for hint in hints]
    if unjudged:
        lines.append((STYLES[Severity.UNJUDGED], say("unjudged", spoken, count=unjudged), ""))
    console = _console(to_stderr=to_stderr)
    if console.is_terminal:
        for style, lead, rest in lines:
            console.print(Text.assemble((lead, style), rest))
    elif lines:  # there may be a hundred thousand, and nobody who sees colours
        typer.echo("\n".join(lead + rest for _, lead, rest in lines), err=to_stderr)


def _console(*, to_stderr: bool) -> Console:
    return Console(stderr=to_stderr, soft_wrap=True, highlight=False, markup=False, emoji=False)
