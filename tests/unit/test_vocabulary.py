"""The enumerations: exactly the keys of the built-in forms, no more and no fewer."""

from enum import StrEnum

import pytest

from ogirmodel import Applicant, Disclosure, DisclosureColumn, Flow, Outcome, Proceeding, Result, blank
from ogirmodel.forms import form

EDITIONS = ("2019", "2021")


def rows(table: str) -> set[str]:
    return {path for edition in EDITIONS for path in form(edition).table(table).row_of}


def columns(table: str) -> set[str]:
    return {key for edition in EDITIONS for key in form(edition).table(table).column_of}


@pytest.mark.parametrize(
    ("enumerations", "keys"),
    [
        ((Flow, Outcome), rows("applications")),
        ((Applicant,), columns("applications")),
        ((Disclosure,), rows("disclosure")),
        ((DisclosureColumn,), columns("disclosure")),
        ((Proceeding,), rows("review_litigation")),
        ((Result,), columns("review_litigation")),
    ],
    ids=lambda given: " ".join(e.__name__ for e in given) if isinstance(given, tuple) else "",
)
def test_enumerations_are_the_keys_of_the_forms(enumerations: tuple[type[StrEnum], ...], keys: set[str]) -> None:
    """A member would name no cell, or a cell have no member, and a type checker not notice."""
    members = [str(member) for enumeration in enumerations for member in enumeration.__members__.values()]
    assert set(members) == keys
    assert len(members) == len(keys)


def test_outcomes_are_what_is_below_outcomes() -> None:
    """A row of requests that came in would be offered as an outcome."""
    assert {str(outcome) for outcome in Outcome} == {path for path in rows("applications") if "." in path}
    assert all(outcome.startswith("outcomes.") for outcome in Outcome)


@pytest.mark.parametrize("enumeration", [Applicant, Disclosure, DisclosureColumn, Flow, Outcome, Proceeding])
def test_members_are_named_as_their_keys(enumeration: type[StrEnum]) -> None:
    """A member would stand for the key of another: the name is all that a reader of the code sees."""
    for name, member in enumeration.__members__.items():
        assert name == str(member).removeprefix("outcomes.").replace(".", "_").upper()


@pytest.mark.parametrize("year", [2020, 2025])
def test_members_reach_their_cells(year: int) -> None:
    """Cells could be reached by text only."""
    report = blank("某镇人民政府", year)
    held = report.applications.replace({(Flow.NEW_RECEIVED, Applicant.NATURAL_PERSON): 4, (Outcome.TOTAL, "total"): 4})
    assert held["new_received", "natural_person"] == held[Outcome.TOTAL, Applicant.TOTAL] == 4
    cases = report.review_litigation.replace({(Proceeding.LITIGATION_DIRECT, Result.UPHELD): 2})
    assert cases["litigation_direct", "result_upheld"] == 2
    column = DisclosureColumn.PUBLIC_TOTAL if year == 2020 else DisclosureColumn.IN_FORCE
    assert report.disclosure.replace({(Disclosure.RULES, column): 7})["rules", str(column)] == 7
