"""A part of the hostile corpus on every run; ``poe hostile`` runs all of it."""

import os
import random
from collections.abc import Iterator
from itertools import islice

import pytest

from hostile.corpus import FAMILIES
from hostile.drive import Driver
from hostile.judge import faults
from hostile.trial import Trial

EACH = 14
"""So many trials of each family are run every time, chosen by chance that is always the same."""

QUICK = tuple(family for family in FAMILIES if family != "repetition")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes can be forked and bounded")


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    """Start the process that trials are forked from."""
    with Driver() as started:
        yield started


def some_of(family: str) -> list[Trial]:
    """Return trials of a family, few of those that are large."""
    found = [trial for trial in islice(FAMILIES[family](), 5000) if not trial.heavy]
    return random.Random(family).sample(found, min(EACH, len(found)))


@pytest.mark.parametrize("family", QUICK)
def test_harm_ends_in_a_result_or_in_one_sentence(family: str, driver: Driver) -> None:
    """A file or a command that means harm costs a sentence, and never a figure, a file or the machine."""
    failed = {trial.title: wrong for trial in some_of(family) if (wrong := faults(trial, driver.run(trial)))}
    assert failed == {}


def test_the_driver_sees_what_it_looks_for(driver: Driver) -> None:
    """A driver that finds nothing whatever happens would let everything pass."""
    silent = Trial("none", "nothing", ("editions",), says=("no such words",))
    assert faults(silent, driver.run(silent)) == ["does not say 'no such words'"]
    refused = Trial("none", "refused", ("editions", "--no-such-option"))
    assert faults(refused, driver.run(refused)) == []
    left = Trial(
        "none",
        "litter",
        ("convert", "in.txt", "litter.json"),
        {"in.txt": "某局2025年政府信息公开工作年度报告\n一、总体情况\n好。".encode()},
    )
    assert faults(left, driver.run(left)) == ["left ['litter.json'] beside the outputs"]


def test_the_families_are_as_large_as_they_claim() -> None:
    """A family that has become empty by mistake would pass for ever."""
    counts = {family: sum(1 for _ in FAMILIES[family]()) for family in ("figures", "encodings", "places", "arguments")}
    assert all(count > 100 for count in counts.values())
