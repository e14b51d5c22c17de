"""Grids: what the form's nesting becomes on the paper, held cell by cell against the facts of the two notices."""

import json
from collections import Counter
from math import lcm
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogirmodel import blank, compose
from ogirmodel.document import Grid, Role, Shape
from ogirmodel.document.layout import shape_of
from ogirmodel.forms import Node, Panel, TableForm, form

EDITIONS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "layouts.json").read_text(encoding="utf-8"),
)["editions"]

TABLES = [(edition, table) for edition, facts in EDITIONS.items() for table in facts["tables"]]
six_tables = pytest.mark.parametrize(("edition", "table"), TABLES)

DERIVING = {"T02", "T03", "T04"}
"""The relations whose left side is a total that nobody needs to type."""


def facts_of(edition: str, table: str) -> dict[str, Any]:
    facts: dict[str, Any] = EDITIONS[edition]["tables"][table]
    return facts


def shape(edition: str, table: str) -> Shape:
    return shape_of(form(edition).table(table), "caption")


def values_of(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Give row path and column key of every value, in reading order."""
    return [(cell[6], cell[7]) for row in facts["rows"] for cell in row if cell[0] == "value"]


@six_tables
def test_every_cell_of_the_grid_is_that_of_the_notice(edition: str, table: str) -> None:
    """A label, span or alignment that differs from the notice would be printed in every report."""
    expected = [
        [
            (Role(role), text, number, column, colspan, rowspan, align, ".".join((table, *key)) if key else "")
            for role, text, column, colspan, rowspan, align, *key in row
        ]
        for number, row in enumerate(facts_of(edition, table)["rows"])
    ]
    found = [
        [(c.role, c.text, c.row, c.column, c.colspan, c.rowspan, c.align, c.key) for c in row]
        for row in shape(edition, table).rows
    ]
    assert found == expected


@six_tables
def test_cells_of_the_form_stand_in_the_order_of_the_values(edition: str, table: str) -> None:
    """Values in another order than the places would print every figure in a wrong cell."""
    statute = form(edition).table(table)
    keys = values_of(facts_of(edition, table))
    assert [cell.key for cell in statute.cells] == keys
    assert [cell.index for cell in statute.cells] == list(range(len(keys)))
    assert [place.key for place in shape(edition, table).values] == [f"{table}.{cell.path}" for cell in statute.cells]


@six_tables
def test_places_know_the_kind_of_their_figure(edition: str, table: str) -> None:
    """A workbook would format a fee as a count, or a change without its sign."""
    facts = facts_of(edition, table)
    others = {(row, column): kind for row, column, kind, _ in facts["not_counts"]}
    expected = [others.get(key, "count") for key in values_of(facts)]
    assert [place.number for place in shape(edition, table).values] == expected


@six_tables
def test_a_figure_is_printed_in_its_own_cell(edition: str, table: str) -> None:
    """A figure would be printed beside the wrong label."""
    places = shape(edition, table)
    grid = Grid(places, tuple(f"figure {number}" for number in range(len(places.values))))
    printed = [[(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in grid.rows()]
    numbers = iter(range(len(places.values)))
    expected = [
        [(f"figure {next(numbers)}" if cell[0] == "value" else cell[1], cell[3], cell[4]) for cell in row]
        for row in facts_of(edition, table)["rows"]
    ]
    assert printed == expected


@six_tables
def test_widths_are_those_of_the_text_block(edition: str, table: str) -> None:
    """A table would run over the margin, or a renderer would stumble over a column without width."""
    widths = shape(edition, table).widths
    assert len(widths) == facts_of(edition, table)["grid_columns"]
    assert sum(widths) == pytest.approx(156, abs=0.5)
    assert min(widths) > 0


@six_tables
def test_head_rows_are_those_that_repeat_on_the_next_page(edition: str, table: str) -> None:
    """The second page of a table would begin without its heads, or repeat figures as if they were heads."""
    places = shape(edition, table)
    assert places.head_rows == facts_of(edition, table)["head_rows"]
    repeated = {cell.role for row in places.rows[: places.head_rows] for cell in row}
    assert repeated <= {Role.CORNER, Role.HEAD}


@six_tables
def test_sums_are_the_relations_of_the_notice(edition: str, table: str) -> None:
    """A workbook would compute a total from the wrong cells."""
    facts = facts_of(edition, table)
    values = values_of(facts)
    known = set(values)
    expected = set()
    for code, per, left, _, right in facts["relations"]:
        if code not in DERIVING:
            continue
        for at in {key[1] if per == "column" else key[0] for key in values}:
            (total,), addends = (
                [(name, at) if per == "column" else (at, name) for name in side] for side in (left, right)
            )
            if {total, *addends} <= known:
                expected.add((total, frozenset(addends)))
    sums = shape(edition, table).sums
    assert {(values[each.total], frozenset(values[i] for i in each.plus)) for each in sums} == expected
    assert len(sums) == len(expected)
    assert all(not each.minus and len(set(each.plus)) == len(each.plus) for each in sums)


@six_tables
def test_a_shape_is_one_object(edition: str, table: str) -> None:
    """Renderers would compile the same table anew for every report."""
    statute = form(edition)
    caption = statute.section_of(table)[1].heading
    composed = [
        block.shape
        for organ in ("甲县教育局", "乙县教育局")
        for block in compose(blank(organ, statute.years.first)).blocks
        if isinstance(block, Grid) and block.shape and block.shape.caption == caption
    ]
    assert len(composed) == 2
    assert all(found is shape_of(statute.table(table), caption) for found in composed)


def test_tables_of_two_editions_have_shapes_of_their_own() -> None:
    """The table of section 4 is the same in both editions; its values must still not be taken for each other's."""
    shapes = {shape(edition, table) for edition, table in TABLES}
    assert len(shapes) == len(TABLES)


def nodes(depth: int) -> st.SearchStrategy[tuple[Node, ...]]:
    """Make axes nested up to ``depth`` levels, ragged as they come."""
    leaf = st.just(Node("leaf", "key"))
    if depth == 1:
        return st.lists(leaf, min_size=1, max_size=3).map(tuple)
    group = st.builds(Node, st.just("group"), children=nodes(depth - 1))
    return st.lists(leaf | group, min_size=1, max_size=3).map(tuple)


panels = st.builds(Panel, nodes(3), nodes(3), st.none() | st.just("banner"))


def even(table: TableForm) -> bool:
    """Tell whether the grid has few enough columns to be paper."""
    return lcm(*(sum(1 for top in panel.columns for _ in top.leaves()) for panel in table.panels)) <= 60


@given(st.lists(panels, min_size=1, max_size=3).map(lambda found: TableForm("plain", tuple(found))).filter(even))
def test_any_nesting_covers_the_grid_once(table: TableForm) -> None:
    """A form with other axes would be printed with holes, or with cells on top of each other."""
    places = shape_of.__wrapped__(table, "caption")
    covered = Counter(
        (row, column)
        for line in places.rows
        for cell in line
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    )
    assert covered == Counter((row, column) for row in range(len(places.rows)) for column in range(len(places.widths)))
    assert len(places.values) == len(table.cells)
    assert {cell.role for row in places.rows[: places.head_rows] for cell in row} <= {Role.CORNER, Role.HEAD}
    assert sum(places.widths) == pytest.approx(156)
