"""A disk that fills up and a run that is interrupted cost nobody the earlier file; ``poe faults`` tries many more."""

import os

import pytest

from hostile.faults import full_disks, interrupted_batches, interruptions

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only there are sizes bounded and signals sent like this")


def test_a_disk_that_fills_up_leaves_the_earlier_file() -> None:
    """Half a report under the name of the whole one would be published."""
    injected = full_disks(("docx",), mounted=False)
    assert injected.wrong == []
    assert injected.count >= 8


def test_an_interrupted_run_leaves_the_earlier_file_or_the_whole_new_one() -> None:
    """Ctrl-C in the moment of writing is no rare event where people wait."""
    injected = interruptions(5, ("docx",))
    assert injected.wrong == []
    assert injected.count == 15


def test_an_interrupted_batch_is_resumed_to_the_same_files() -> None:
    """A night's work that was stopped in the morning would have to be done again."""
    injected = interrupted_batches(1, reports=4)
    assert injected.wrong == []
    assert injected.count == 3
