"""A batch over a real cluster of several processes: dask.distributed, not a stand-in."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster

import ogirmodel
from odd_renderers import Deadly
from ogirmodel.batch import Job, map_partition, run
from ogirmodel.testing import sample

pytestmark = pytest.mark.filterwarnings("default")  # what a cluster says about its own machine is not ours


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1, "distributed.admin.log-format": "%(message)s"}),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            host="127.0.0.1",
            silence_logs=50,
        ) as cluster,
        Client(cluster) as made,
    ):
        yield made


def called(name: str) -> Job:
    return Job(name, ogirmodel.dump(sample("2021").replace(organ=name, signed_by=None)))


REPORTS = [*(called(f"organ{number}") for number in range(40)), Job("bad", b"{")]


def test_a_cluster_gives_what_a_loop_gives(client: Client, tmp_path: Path) -> None:
    """Where one machine is not enough the outcomes are the same, in the same order, and the files are there."""
    loop = list(map_partition(REPORTS, to=["docx"], check=True))
    assert list(run(REPORTS, client.get_executor(), workers=2, to=["docx"], check=True)) == loop
    written = list(run(REPORTS, client.get_executor(), workers=2, to=["docx"], out=tmp_path))
    assert len(list(tmp_path.glob("*.docx"))) == sum(outcome.ok for outcome in written) == 40


def test_partitions_can_be_sent(client: Client) -> None:
    """An engine that brings its own partitions takes the function as it is."""
    make = partial(map_partition, to=["text"])
    parts = client.gather(client.map(lambda part: list(make(part)), [REPORTS[:20], REPORTS[20:]], pure=False))
    assert [outcome for part in parts for outcome in part] == list(make(REPORTS))


def test_a_worker_that_is_killed_costs_no_report(client: Client, tmp_path: Path) -> None:
    """A machine that fails in the middle of a batch is made up for by the others."""
    outcomes = run(REPORTS * 5, client.get_executor(), workers=2, to=["docx"], out=tmp_path, check=True)
    names = [next(outcomes).name for _ in range(10)]
    victim = next(iter(client.run(os.getpid).values()))
    os.kill(victim, 9)
    rest = list(outcomes)
    assert len(names) + len(rest) == 205
    assert sum(outcome.ok for outcome in rest) == 190
    assert len(list(tmp_path.glob("*.docx"))) == 200


def test_the_report_that_kills_every_worker_is_found(client: Client) -> None:
    """The cluster goes on without it."""
    reports = [called("fatal" if number == 5 else f"organ{number}") for number in range(12)]
    outcomes = list(run(reports, client.get_executor(), workers=2, to={"txt": Deadly("fatal")}))
    assert [number for number, outcome in enumerate(outcomes) if not outcome.ok] == [5]
