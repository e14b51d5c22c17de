"""Why a figure of a total is blank, or not to be trusted: A04, A05 and A06."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from ogirmodel.checks.frame import Context
from ogirmodel.checks.identities import identities
from ogirmodel.combine.components import Components, is_figure
from ogirmodel.findings import Finding, Location, Severity, row_examples
from ogirmodel.forms import Cell, form
from ogirmodel.forms.succession import Carrying, carrying
from ogirmodel.model import Money, Report, Table

__all__ = ["broken_identities", "gaps"]

Ways = Mapping[str, Carrying | None]
"""How the figures of each other edition were carried over."""


def broken_identities(component: Report) -> Iterator[Finding]:
    """Name the identities that do not hold in a component: its figures are added up as they are."""
    for found in identities(Context(component)):
        if found.severity != Severity.UNJUDGED:
            params = {**found.params, "organ": component.organ.name}
            yield attrs.evolve(found, code="A06", variant="", params=params)


def gaps(total: Report, components: Components, editions: Sequence[str]) -> Iterator[Finding]:
    """Name the components, whose reports were of ``editions``, that leave a cell of ``total`` without a sum."""
    ways = {edition: carrying(form(edition), total.form) for edition in editions if edition != total.edition}
    for table in total.tables.values():
        open_cells = [cell for cell in table.form.cells if _is_open(table, cell)]
        if open_cells:
            yield from _not_carried(table, open_cells, components, editions, ways)
            yield from _left_blank(table, open_cells, components, editions, ways)
            yield from _not_addable(table, open_cells, components)


def _is_open(table: Table, cell: Cell) -> bool:
    return cell.index not in table.form.derived and table.values[cell.index] is None


def _not_carried(
    table: Table, cells: Sequence[Cell], components: Components, editions: Sequence[str], ways: Ways
) -> Iterator[Finding]:
    """Name, edition by edition, what an earlier or later form did not ask."""
    for edition, way in ways.items():
        gone = [cell for cell in cells if not _can_carry(way, table.id, cell)]
        if gone:
            pairs = zip(components.organs, editions, strict=True)
            organs = tuple(organ for organ, of in pairs if of == edition)
            yield Finding.of(
                "A05",
                _place(table, gone),
                edition=edition,
                organs=organs,
                number=len(organs),
                count=len(gone),
                rows=row_examples(gone),
            )


def _left_blank(
    table: Table, cells: Sequence[Cell], components: Components, editions: Sequence[str], ways: Ways
) -> Iterator[Finding]:
    asked_of = {
        edition: [cell for cell in cells if _can_carry(ways.get(edition), table.id, cell)] for edition in set(editions)
    }
    rows = components.figures[table.id].rows()
    for organ, edition, row in zip(components.organs, editions, rows, strict=True):
        asked = asked_of[edition]
        if row is None:
            if asked:
                yield Finding.of("A04", Location(table.edition, table=table.id), "table", organ=organ)
            continue
        empty = [cell for cell in asked if not is_figure(row[cell.index])]
        if empty:
            yield Finding.of(
                "A04",
                _place(table, empty),
                "cell" if len(empty) == 1 else "cells",
                organ=organ,
                count=len(empty),
                rows=row_examples(empty),
            )


def _not_addable(table: Table, cells: Sequence[Cell], components: Components) -> Iterator[Finding]:
    """Name the cells of which every component has a figure, and yet there is no sum."""
    for cell in cells:
        held = components.figures[table.id].columns[cell.index]
        if all(map(is_figure, held)):
            units = tuple(sorted({value.unit or "" for value in held if isinstance(value, Money)}))
            place = _place(table, [cell])
            if len(units) > 1:
                yield Finding.of("A04", place, "units", units=tuple(unit or "?" for unit in units))
            else:
                yield Finding.of("A04", place, "large")


def _can_carry(way: Carrying | None, table: str, cell: Cell) -> bool:
    return way is None or way[table][cell.index] is not None


def _place(table: Table, cells: Sequence[Cell]) -> Location:
    """Return the cell, or the table where there are several."""
    one = cells[0] if len(cells) == 1 else None
    row, column = (one.row.path, one.column.key) if one else (None, None)
    return Location(table.edition, table=table.id, row=row, column=column)
