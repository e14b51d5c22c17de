"""Figures of one edition in the cells of another: what is carried over, and what no one can say."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogirmodel import Report, UnknownName, blank
from ogirmodel.forms import Form, form, load_form, register, unregister
from ogirmodel.forms.succession import carrying
from ogirmodel.model import carried
from ogirmodel.testing import sample
from ogirmodel.testing.strategies import reports

LINE = """
edition = "{edition}"
authority = "No. 1"
name = "Line"
years = {{ from = 1900, to = 1999 }}
title = "{{organ}} {{year}}"

[[sections]]
id = "counts"
heading = "Counts"
table = "room"

[tables.room]
kind = "line"

[[tables.room.panels]]
columns = [{{ key = "all", label = "All" }}]
rows = [{rows}]

{succeeds}
"""

ROWS = {
    "line-1": ["visits", "loans", "fines"],
    "line-2": ["calls", "books", "films", "new"],
    "line-3": ["calls", "books", "films", "new"],
}
SUCCEEDS = {
    "line-1": "",
    "line-2": """[succeeds]
edition = "line-1"
renamed = { "room.visits" = "room.calls" }
dropped = ["room.fines"]
split = { "room.loans" = ["room.books", "room.films"] }""",
    "line-3": '[succeeds]\nedition = "line-2"',
}


@pytest.fixture
def line() -> Iterator[list[Form]]:
    """Make three editions of one line known."""
    made = []
    for edition, rows in ROWS.items():
        nodes = ", ".join(f'{{ key = "{row}", label = "{row}" }}' for row in rows)
        made.append(load_form(LINE.format(edition=edition, rows=nodes, succeeds=SUCCEEDS[edition])))
        register(made[-1])
    yield made
    for each in made:
        unregister(each.edition)


def counts(edition: str, *figures: int | None) -> Report:
    cells = {(row, "all"): figure for row, figure in zip(ROWS[edition], figures, strict=True)}
    return Report("Room", 1950, edition, tables={"room": cells})


def held(report: Report | None) -> Mapping[str, object]:
    assert report is not None
    return report.tables["room"].column("all")


def test_what_is_renamed_is_carried_and_what_is_split_or_dropped_is_not(line: list[Form]) -> None:
    """A renamed row that is lost, or a split one counted in one of its parts, is a wrong figure."""
    later = held(carried(counts("line-1", 4, 9, 2), "line-2"))
    assert later == {"calls": 4, "books": None, "films": None, "new": None}
    assert line[0].succeeds is None


def test_the_parts_of_what_was_split_add_up_in_the_earlier_edition(line: list[Form]) -> None:
    """The other way round the figure is known: it is the sum of the parts."""
    earlier = held(carried(counts("line-2", 4, 5, 4, 7), "line-1"))
    assert earlier == {"visits": 4, "loans": 9, "fines": None}
    assert held(carried(counts("line-2", 4, 5, None, 7), "line-1"))["loans"] is None
    assert len(line) == 3


def test_editions_that_are_two_steps_apart_are_carried_too(line: list[Form]) -> None:
    """A series over many years crosses more than one change of the form."""
    assert held(carried(counts("line-1", 4, 9, 2), "line-3"))["calls"] == 4
    assert held(carried(counts("line-3", 4, 5, 4, 7), "line-1")) == {"visits": 4, "loans": 9, "fines": None}
    assert carrying(line[0], line[2]) is not None


def test_nothing_is_carried_between_editions_of_different_lines(line: list[Form]) -> None:
    """Two forms that have nothing to do with each other may well use the same key for other things."""
    assert carried(counts("line-1", 1, 2, 3), "2021") is None
    assert carrying(form("2021"), line[0]) is None
    with pytest.raises(UnknownName):
        carried(counts("line-1", 1, 2, 3), "line-9")


def test_a_line_that_breaks_off_is_followed_as_far_as_it_goes(line: list[Form]) -> None:
    """A form of a third party whose predecessor is not installed still serves."""
    unregister("line-1")
    try:
        assert carrying(line[0], line[2]) is None
        assert carrying(line[1], line[2]) is not None
    finally:
        register(line[0])


def test_2019_in_2021_keeps_requests_and_cases_and_loses_what_is_asked_otherwise() -> None:
    """Section 3 and 4 compare across 2020 and 2021, section 2 does not (it counts other things)."""
    old = sample("2019")
    new = carried(old, "2021")
    assert new is not None
    assert (new.organ, new.year, new.edition) == (old.organ, old.year, "2021")
    assert "disclosure" not in new.tables
    assert new.sections["overview"] == old.sections["overview"]
    assert new.review_litigation.values == old.filled.review_litigation.values
    for key, value in new.applications.items():
        expected = None if key[0].startswith("outcomes.other_outcomes.") else old.filled.applications[key]
        assert value == expected, key


def test_2021_in_2019_adds_the_three_other_outcomes_up() -> None:
    """A report on the wrong form of the year can still be added to the others."""
    new = sample("2021").filled
    old = carried(new, "2019")
    assert old is not None
    parts = [
        new.applications[f"outcomes.other_outcomes.{k}", "total"]
        for k in ("correction_overdue", "fee_overdue", "other")
    ]
    assert old.applications["outcomes.other_outcomes", "total"] == sum(p for p in parts if isinstance(p, int))
    assert old.applications.answered == new.applications.answered


@given(reports())
def test_carrying_changes_no_figure(report: Report) -> None:
    """Whatever a report holds, a figure is found unchanged in the other edition, or is blank there."""
    assert carried(report, report.edition) is report
    other = carried(report, "2019" if report.edition == "2021" else "2021")
    assert other is not None
    for table_id, table in other.tables.items():
        for key, value in table.items():
            if value is not None and key in report.tables[table_id].form.index:
                assert value == report.filled.tables[table_id][key]


@given(st.sampled_from(["2019", "2021"]))
def test_blanks_are_carried_as_blanks(edition: str) -> None:
    """A blank that becomes 0 on the way is a figure that nobody stated."""
    other = carried(blank("某局", 2020, edition), "2019" if edition == "2021" else "2021")
    assert other is not None
    assert {v for t in other.tables.values() for v in t.values} == {None}
