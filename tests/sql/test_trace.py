"""A figure can be followed back: as many ids as it says, and a statement that anybody can run."""

from typing import Any

import pytest
from sqlalchemy import Engine

from ogirmodel import ReadError, Register, UnknownName, tally, trace
from ogirmodel.ledger import RegisterMap
from sql_registers import MAP, ORGANS, PAPERS, SUITS, cases, fill

CELL = ("applications", "new_received", "natural_person")


@pytest.fixture
def register(database: Engine) -> Register:
    """Give a register of several organs."""
    fill(database, "cases", cases(1500, organs=ORGANS))
    fill(database, "proceedings", SUITS)
    fill(database, "documents", PAPERS)
    return Register(database, MAP)


def test_every_figure_has_as_many_rows_as_it_says(register: Register) -> None:
    """A clerk who is asked for the 8 requests behind an 8 would bring 7."""
    report = tally(register, year=2025, organ="甲局").report.filled
    seen = 0
    filled = [(name, *key, v) for name, table in report.tables.items() for key, v in table.items() if v is not None]
    for table, row, column, figure in filled:
        if figure or column == "total":
            found = trace(register, (table, row, column), year=2025, organ="甲局")
            assert len(found.ids) == figure, (table, row, column)
            assert list(found.ids) == sorted(set(found.ids))
            seen += len(found.ids)
    assert seen > 300


def test_the_rows_behind_a_figure_are_those_that_make_it(register: Register) -> None:
    """The ids would be as many as the figure says, but others."""
    rows = cases(1500, organs=ORGANS)
    found = trace(register, CELL, year=2025, organ="甲局")
    mine = [row for row in rows if row.id in found.ids and (row.organ or "甲局").strip() == "甲局"]
    alone = tally(mine, year=2025, organ="甲局", mapping=MAP)
    assert alone.findings == ()
    assert alone.report.applications["new_received", "natural_person"] == len(found.ids) == len(mine) > 10
    assert set(alone.report.applications.filled.row("new_received").values()) == {0, len(mine)}


def test_the_way_of_counting_is_that_of_the_tally(register: Register) -> None:
    """The rows behind a figure of one edition, or one way to count, would be those of another."""
    cell = ("review_litigation", "litigation_after_reconsideration", "not_concluded")
    options: Any
    for options in ({}, {"proceedings_by": "filed"}, {"edition": "2019"}):
        report = tally(register, year=2025, organ="甲局", **options).report
        figure = report.review_litigation["litigation_after_reconsideration", "not_concluded"]
        assert len(trace(register, cell, year=2025, organ="甲局", **options).ids) == figure


def test_the_statement_runs_by_hand(register: Register, database: Engine) -> None:
    """A clerk would be shown a statement that the database refuses, or that names applicants."""
    found = trace(register, CELL, year=2025, organ="甲局")
    with database.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        rows = driver.execute(found.statement).fetchall()
        assert all(len(row) == 1 for row in rows)
        assert tuple(number.rstrip(" ") for (number,) in rows) == found.ids


def test_a_cell_that_no_register_fills_is_named(sqlite: Engine) -> None:
    """A clerk would be told that no rows are behind a figure that was typed."""
    fill(sqlite, "cases", cases(20))
    fill(sqlite, "documents", PAPERS)
    for cell in (
        ("disclosure", "administrative_licensing", "decisions"),
        ("review_litigation", "reconsideration", "total"),
    ):
        with pytest.raises(ReadError, match=cell[1]):
            trace(Register(sqlite, RegisterMap(cases=MAP.cases)), cell, year=2025, organ="甲局")
    with pytest.raises(UnknownName, match="new_received"):
        trace(Register(sqlite, MAP), ("applications", "new_recieved", "total"), year=2025, organ="甲局")
