"""``ogirmodel formats`` and ``ogirmodel editions``: what there is, who brings it, and whether it works."""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ogirmodel import api, messages, plugins
from ogirmodel.cli import language
from ogirmodel.cli.frame import say
from ogirmodel.errors import OgirError
from ogirmodel.forms.load import FORMS
from ogirmodel.registry import State

__all__ = ["editions", "formats"]

VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help=say("verbose"))]


def formats(verbose: VerboseOption = False) -> None:
    """List the formats with the distribution that brings each; only --verbose imports them, and says which work."""
    heads = ["name", "reads", "writes", "distribution", "state"]
    rows = []
    for each in api.formats():
        row = (each.name, _yes(each.reads), _yes(each.writes), each.distribution, _state(each.state))
        rows.append((*row, _works(_sides(each))) if verbose else row)
    _print([*heads, "works"] if verbose else heads, rows)


def editions(verbose: VerboseOption = False) -> None:
    """List the editions of the form with the years they are for; --verbose says why one cannot be used."""
    rows = []
    for entry in FORMS.entries():
        try:
            form = FORMS.get(entry.listed)
        except OgirError as error:
            years, authority = say("unusable"), error.text(language()) if verbose else ""
        else:
            span = "span" if form.years.last else "onward"
            years, authority = say(span, first=form.years.first, last=form.years.last), form.authority
        rows.append((entry.listed, years, entry.distribution or "-", _state(entry.state), authority))
    _print(("name", "years", "distribution", "state", "authority"), rows)


def _sides(each: api.Format) -> Iterator[Callable[[], object]]:
    """Yield what makes the reader and the renderer of a format."""
    if each.name != "json":
        if each.reads:
            yield lambda: plugins.reader(each.name)
        if each.writes:
            yield lambda: plugins.renderer(each.name)


def _works(makers: Iterable[Callable[[], object]]) -> str:
    try:
        for make in makers:
            make()
    except OgirError as error:
        return error.text(language())
    return say("works_well")


def _state(state: State) -> str:
    return messages.text(f"states.{state}", language())


def _yes(wanted: bool) -> str:
    return say("yes") if wanted else ""


def _print(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*(say(head) for head in heads), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False, emoji=False).print(table)
