"""A short look for new finds on every run; ``poe fuzz`` looks for ten minutes at each target."""

import random

import pytest

from hostile import fuzz
from hostile.fuzz import TARGETS, executed
from hostile.mutate import mutated, mutated_package, mutated_text
from hostile.seeds import seed

EACH = 60


@pytest.mark.parametrize("target", TARGETS)
def test_a_mutant_ends_in_a_report_or_in_words(target: str) -> None:
    """A traceback for a file that was damaged on its way, or made to harm, tells a clerk nothing."""
    count, _, finds = executed(target, seconds=60, most=EACH)
    assert finds == []
    assert count > 0


def test_mutants_differ_from_what_they_are_made_of() -> None:
    """Mutants that are all alike would look for nothing."""
    chance = random.Random(1)
    for change, suffix in ((mutated, "xls"), (mutated_text, "html"), (mutated_package, "docx")):
        assert len({change(seed(suffix), chance) for _ in range(20)}) > 15


def test_a_mutant_that_takes_for_ever_is_a_find(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that hangs would hang the search as well, and nobody would learn of either."""

    def hang(_: random.Random) -> None:
        while True:
            pass

    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    monkeypatch.setattr(fuzz, "TARGETS", {"hang": hang})
    _, _, finds = fuzz.executed("hang", seconds=1, most=1)
    assert "TimeoutError" in finds[0]
