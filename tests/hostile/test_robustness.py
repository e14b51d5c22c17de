"""The figures of docs/robustness.md are those that were measured."""

import pytest

from hostile import page
from hostile.parts import PARTS, Figures, named


def test_the_page_says_what_was_measured() -> None:
    """A figure typed by hand, or left from another measurement, would be believed."""
    said = page.PAGE.read_text(encoding="utf-8")
    assert page.renewed(said, page.stored()) == said


def test_parts_are_measured_one_by_one() -> None:
    """Who measured one target anew would lose the figures of all others, or had to measure them as well."""
    assert named([]) == list(PARTS)
    assert named(["fuzz"]) == [part for part in PARTS if part.startswith("fuzz:")]
    assert named(["determinism", "fuzz:docx"]) == ["fuzz:docx", "determinism"]
    with pytest.raises(KeyError, match="fuzz:nothing"):
        named(["fuzz:nothing"])


def test_a_part_that_nobody_measured_is_not_on_the_page() -> None:
    """A zero for what was never tried would be a lie."""
    docx = Figures(
        12_345, ["docx --seed 7"], {"seconds": 600, "longest": 0.5, "on": "ogirmodel 1, CPython 3.11, Linux"}
    )
    said = page.as_markdown({"fuzz:docx": docx})
    assert "| docx | 600 s | 12,345 | 500.0 ms | 1 |" in said
    assert "xlsx" not in said
    assert "hostile" not in said
    assert "Branch" not in said
