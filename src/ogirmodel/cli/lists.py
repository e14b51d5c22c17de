"""``ogirmodel formats`` and ``ogirmodel editions``: what there is."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from ogirmodel import api
from ogirmodel.cli.frame import say

__all__ = ["editions", "formats"]


def formats() -> None:
    """List the formats with the distribution that brings each; no plugin is imported."""
    rows = (
        (f.name, say("yes") if f.reads else "", say("yes") if f.writes else "", f.distribution) for f in api.formats()
    )
    _print(("name", "reads", "writes", "distribution"), rows)


def editions() -> None:
    """List the editions of the form with the years they are for."""
    rows = (
        (
            form.edition,
            say("span", first=form.years.first, last=form.years.last)
            if form.years.last
            else say("onward", first=form.years.first),
            form.authority,
        )
        for form in api.editions().values()
    )
    _print(("name", "years", "authority"), rows)


def _print(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*(say(head) for head in heads), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False, emoji=False).print(table)
