"""Figures of reports that were published: what is right in them raises no alarm, and survives every way there is."""

import json
from pathlib import Path
from typing import Any

import pytest

from ogirmodel import Finding, Money, Report, Severity, check, dump, load, read, render
from ogirmodel.document import Grid, compose
from ogirmodel.testing import sample

TABLES = ("disclosure", "applications", "review_litigation")
FACTS = json.loads((Path(__file__).parents[1] / "data" / "figures.json").read_text(encoding="utf-8"))["reports"]


def report(facts: dict[str, Any]) -> Report:
    tables = {table: facts[table] for table in TABLES}
    return Report(
        facts["organ"], facts["year"], facts["edition"], tables=tables, sections=sample(facts["edition"]).sections
    )


REPORTS = [report(facts) for facts in FACTS]


def grave(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return what is a warning or an error."""
    return [finding for finding in findings if finding.severity in {Severity.WARNING, Severity.ERROR}]


def name(one: Report) -> str:
    return f"{one.organ.name}-{one.year}"


@pytest.mark.parametrize("one", REPORTS, ids=name)
def test_what_was_published_and_adds_up_raises_no_alarm(one: Report) -> None:
    """A false alarm on a sound report makes an office distrust every other finding."""
    blank = any(None in table.filled.values for table in one.tables.values())
    assert [f.text() for f in grave(check(one)) if not (blank and f.code == "T06")] == []


@pytest.mark.parametrize("one", REPORTS, ids=name)
def test_totals_are_derived_as_they_were_printed(one: Report) -> None:
    """A builder who leaves the totals out gets those that the office printed."""
    for table in one.tables.values():
        derived = {cell.key: None for cell in table.form.cells if cell.index in table.form.derived}
        without = table.replace(derived)
        if None not in [v for c, v in zip(table.form.cells, table.values, strict=True) if c.key not in derived]:
            assert without.filled == table


def test_last_year_agrees_with_this_year() -> None:
    """121 requests went on from 2023 to 2024, column by column, and the documents in force follow."""
    (before, now) = [one for one in REPORTS if one.organ.name == "宿迁市"]
    assert (before.applications.carried_out, now.applications.carried_in) == (121, 121)
    assert grave(check(now, previous=before)) == []


@pytest.mark.parametrize("one", REPORTS, ids=name)
def test_every_figure_survives(one: Report) -> None:
    """Blank stays blank, zero stays zero, and seven digits stay seven digits."""
    assert load(dump(one)) == one
    assert read(render(one, "text")).report == one.filled
    printed = [text for block in compose(one).blocks if isinstance(block, Grid) for text in block.values]
    assert len(printed) == sum(len(table) for table in one.tables.values())


def test_one_request_in_the_wrong_column_is_found() -> None:
    """自然人 60 against 61, 其他 1 against 0: the totals agree, and two columns do not."""
    sound = next(one for one in REPORTS if one.organ.name == "上海市科学技术委员会")
    received = sound.applications
    person, other = ("new_received", "natural_person"), ("new_received", "other_organization")
    before = received[person], received[other]
    assert isinstance(before[0], int)
    assert isinstance(before[1], int)
    moved = received.replace({person: before[0] - 1, other: before[1] + 1})
    findings = grave(check(sound.replace(tables={**sound.tables, "applications": moved})))
    assert [(f.code, f.location.column) for f in findings] == [("T01", "natural_person"), ("T01", "other_organization")]


def test_section_two_speaks_in_the_words_of_the_field() -> None:
    """Whoever asks for the penalties of a city need not know which column of which edition holds them."""
    city = next(one for one in REPORTS if one.organ.name == "宿迁市").disclosure
    assert (city.licensing_decisions, city.penalty_decisions, city.compulsion_decisions) == (1808595, 2822652, 20163)
    assert city.fees == Money("59237.2449", "万元")
    older = sample("2019").disclosure
    assert older.penalty_decisions == older["administrative_penalties", "decisions"]
    assert older.fees is None
