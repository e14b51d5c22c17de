"""The samples that are shipped: sound ones in which nothing is found, and one for each code that a report can show."""

import subprocess
import sys

import pytest

from ogirmodel import UnknownName, check
from ogirmodel.forms import load_form, register, unregister
from ogirmodel.testing import KINDS, broken_kinds, sample
from ogirmodel.testing.broken import grave_codes

TOLD_ONLY = {"T15", "N09", "S12", "U12"}
"""Codes that are an info, no fault."""

IMPLIED = {("2021", "T13"): {"S08"}, ("2021", "S10"): {"S08"}}
"""Faults that cannot be had alone: a report that is silent on the fee says so nowhere."""

COMMON = {
    *("Y03", "T01", "T02", "T03", "T04", "T06", "T07", "T11", "T13", "T15"),
    *("N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08", "N09", "N10", "N11"),
    *("S01", "S04", "S06", "S07", "S09", "S10", "S11", "S12", "D01", "D02", "D03", "D05", "U12"),
}

CODES = {"2019": COMMON, "2021": COMMON - {"Y03"} | {"T10", "S03", "S05", "S08"}}

BROKEN = [(edition, kind) for edition in CODES for kind in broken_kinds(edition)]


@pytest.mark.parametrize("edition", CODES)
def test_there_is_a_sample_for_each_code_that_one_report_can_show(edition: str) -> None:
    """Whoever shows findings tries all of them."""
    assert set(broken_kinds(edition)) == {f"broken:{code}" for code in CODES[edition]}


@pytest.mark.parametrize(("edition", "kind"), BROKEN)
def test_a_broken_sample_shows_its_code_and_no_other(edition: str, kind: str) -> None:
    """A sample with three faults says nothing about any."""
    code = kind.removeprefix("broken:")
    report = sample(edition, kind)
    assert code in {finding.code for finding in check(report)}
    expected = set() if code in TOLD_ONLY else {code} | IMPLIED.get((edition, code), set())
    assert grave_codes(report) == expected


@pytest.mark.parametrize("edition", CODES)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "blank"])
def test_nothing_is_wrong_with_the_others(edition: str, kind: str) -> None:
    """A sound sample with a fault hides the fault that a test is about."""
    assert grave_codes(sample(edition, kind)) == set()


def test_odd_text_is_odd() -> None:
    """The characters that formats trip over are in it."""
    said = "".join(text for prose in sample("2021", "odd-text").sections.values() for text in prose)
    assert all(piece in said for piece in ("<b>&amp;</b>", "=1+1", "\\", "😀", "\u200f", "a  b"))


def test_the_identities_of_anybodys_form_have_samples() -> None:
    """A form of a third party is tried on its own codes, and on those of the library that fit it."""
    own = """
edition = "sums"
authority = "Rule 1"
name = "Sums"
years = { from = 2015 }
title = "{organ} {year}"
[[sections]]
id = "sums"
heading = "Sums"
table = "sums"
[tables.sums]
kind = "sums"
[[tables.sums.panels]]
columns = [{ key = "figure", label = "Figure" }]
rows = [{ key = "one", label = "One" }, { key = "two", label = "Two" }]
[[tables.sums.identities]]
code = "Z01"
name = "order"
basis = "printed"
per = "column"
equation = "one <= two"
"""
    register(load_form(own))
    try:
        assert "broken:Z01" in broken_kinds("sums")
        assert grave_codes(sample("sums", "broken:Z01")) == {"Z01"}
    finally:
        unregister("sums")


@pytest.mark.parametrize("kind", ["", "typicl", "broken:", "broken:T99", "broken:S05"])
def test_a_kind_that_is_not_there_is_named(kind: str) -> None:
    """A slip in the kind is one sentence."""
    with pytest.raises(UnknownName) as caught:
        sample("2019", kind)
    assert caught.value.text("en").endswith(".")


def test_samples_need_neither_pytest_nor_hypothesis() -> None:
    """A program that shows a sample is installed without the tools of testers."""
    code = (
        "import sys; from ogirmodel.testing import sample; sample(); print({'pytest', 'hypothesis'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
