"""The laws of batches: any executor gives what a plain loop gives, and names are fit for every system."""

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import PureWindowsPath
from unicodedata import is_normalized

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ogirmodel import dump
from ogirmodel.batch import Job, map_partition, run
from ogirmodel.batch.names import named
from ogirmodel.testing.strategies import reports

DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}

NAMES = st.text(max_size=12) | st.text(st.sampled_from("aAäÄa\u0308. /\\-2"), max_size=4) | st.text(min_size=200)
SOURCES = st.binary(max_size=30) | reports().map(dump)


@pytest.fixture(scope="module", params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    with ThreadPoolExecutor(3) if request.param == "threads" else ProcessPoolExecutor(2) as made:
        yield made


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.builds(Job, NAMES, SOURCES, st.sampled_from(["", "json", "txt"])), max_size=6), st.booleans())
def test_any_executor_equals_a_plain_loop(executor: Executor, given_jobs: list[Job], checked: bool) -> None:  # noqa: FBT001
    """What is done with a report does not depend on where it is done, on its neighbours, or on who is first."""
    loop = partial(map_partition, to=["text", "json"], check=checked)
    expected = [outcome for job in named(given_jobs) for outcome in loop([job])]
    assert list(run(given_jobs, executor, to=["text", "json"], check=checked, workers=2)) == expected
    assert list(pickle.loads(pickle.dumps(loop))(named(given_jobs))) == expected  # noqa: S301 - our own


@given(st.lists(NAMES, max_size=12))
def test_names_cannot_leave_the_folder_clash_or_be_unfit(given_names: list[str]) -> None:
    """Every report of a batch has a file of its own, on every system, whatever the ids of the organs are."""
    made = [job.name for job in named(Job(name, b"") for name in given_names)]
    assert len({name.casefold() for name in made}) == len(given_names)
    for name in made:
        assert is_normalized("NFC", name)
        assert name.isprintable()
        assert not set(name) & set('<>:"/\\|?*')
        assert name == name.strip(". ")
        assert PureWindowsPath(name).name == name
        assert name.partition(".")[0].strip().casefold() not in DEVICES
        assert 0 < len(name.encode()) <= 200
    assert [job.name for job in named(Job(name, b"") for name in given_names[:3])] == made[:3]
