"""A batch: any number of jobs through an executor, and the outcome of each; into a folder, a zip, or to the caller.

The command line and programs call ``run``. It joins what the other rooms know: names, chunks, pool, stream, journal.
"""

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import attrs

from ogirmodel.batch.jobs import Job
from ogirmodel.batch.journal import Journal
from ogirmodel.batch.names import named
from ogirmodel.batch.outcome import Outcome
from ogirmodel.batch.packed import Packed
from ogirmodel.batch.pool import Pool, cores
from ogirmodel.batch.stream import Chunk, Crew, in_order
from ogirmodel.batch.work import Formats, Recipe
from ogirmodel.checks import Policy
from ogirmodel.errors import OgirError, ReadError
from ogirmodel.messages import Language
from ogirmodel.sources import fetch, shown_path, suffix_of, sweep, unwritable

__all__ = ["run"]

MOST_JOBS = 16
"""Jobs in one task: enough for the way to a worker and back to cost next to nothing."""
MOST_BYTES = 2**20
"""Bytes of sources from which on a task takes no further job."""
WINDOW = 4
"""Tasks for each worker that are handed out at once."""


def run(
    jobs: Iterable[Job],
    executor: Executor | Callable[[], Executor] | None = None,
    *,
    to: Formats = (),
    out: str | os.PathLike[str] | None = None,
    resume: bool = False,
    workers: int | None = None,
    check: bool = False,
    strict: bool = False,
    policy: Policy | None = None,
    format: str | None = None,
    year: int | None = None,
    language: Language = "zh",
) -> Generator[Outcome, None, None]:
    """Do ``jobs``, and yield the outcome of each, in their order, as soon as it and those before it are there.

    ``to`` names formats, or maps the suffixes of files to renderers with options. ``out`` is a folder, or a zip where
    its suffix says so; without it outcomes carry the ``documents``. ``check`` adds the findings of a check to those of
    reading; ``strict`` lets a report with errors fail. ``format`` and ``year`` are for sources that do not say them.

    ``resume`` continues in a folder where an earlier run ended, however it ended: whatever has the same name, source
    and recipe, and whose files are there, is not done again, and its outcome is the same. Only one run at a time may
    write to a folder.

    ``executor`` is any of ``concurrent.futures``, or a function that makes one, by default a pool of processes, one
    for each core; ``workers`` says how many tasks run at once. A job that ends its worker is found and named, and the
    others go on, with a new executor from the same function; an executor that was given itself is not replaced.

    However many jobs there are, only a few are held at once. One that fails is an outcome with an ``error``. Raises
    UnknownName or PluginUnavailable for ``to`` before anything is begun, WriteError for an ``out`` that cannot be
    written, WorkerLost where no worker can be had.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> from ogirmodel import blank, dump
    >>> reports = [Job(f"organ/{n}", dump(blank("某局", 2025))) for n in range(3)]
    >>> [list(outcome.documents) for outcome in run(reports, ThreadPoolExecutor, to=["docx", "odt"])][0]
    ['organ_0.docx', 'organ_0.odt']
    """
    packed = out is not None and suffix_of(os.fspath(out)) == "zip" and not Path(out).is_dir()
    folder = None if out is None or packed else os.path.realpath(out)
    if resume and folder is None:
        raise OgirError("resume_folder")
    recipe = Recipe.of(
        to,
        folder=folder,
        checked=check or strict,
        strict=strict,
        policy=policy,
        source_format=format,
        year=year,
        language=language,
    )
    if folder is not None:
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise unwritable(folder, error) from error
    hands = workers or cores()
    make = partial(Pool, hands, recipe) if executor is None else executor
    sink = Packed(out) if packed and out is not None else None
    return _run(jobs, make, recipe, hands, resume=resume, sink=sink)


def _run(
    jobs: Iterable[Job],
    executor: Executor | Callable[[], Executor],
    recipe: Recipe,
    hands: int,
    *,
    resume: bool,
    sink: Packed | None,
) -> Generator[Outcome, None, None]:
    with ExitStack() as stack:
        journal = None
        if recipe.folder is not None:
            journal = stack.enter_context(Journal(Path(recipe.folder), resume=resume))
            if resume:
                sweep(recipe.folder)
        if sink is not None:
            stack.enter_context(sink)
        crew = stack.enter_context(Crew.of(executor, recipe.folder))
        items = _items(jobs, recipe, journal if resume else None)
        for chunk, outcomes in in_order(crew, recipe, _chunks(items, hands), WINDOW * hands):
            if journal is not None and isinstance(chunk[0], Job):
                journal.add(outcomes)
            yield from outcomes if sink is None else map(sink.take, outcomes)


def _items(jobs: Iterable[Job], recipe: Recipe, journal: Journal | None) -> Iterator[Job | Outcome]:
    """Yield the jobs, named; for one that an earlier run has done, its outcome."""
    for job in named(jobs):
        if recipe.folder is not None and _lies_in(recipe.folder, job):
            yield attrs.evolve(job, fault=ReadError("input_in_output", file=shown_path(str(job.source))))
        elif journal is not None and job.fault is None:
            yield _done_before(job, recipe, journal) or job
        else:
            yield job


def _lies_in(folder: str, job: Job) -> bool:
    """Tell whether the source of a job lies where files are about to be written."""
    return isinstance(job.source, str) and os.path.realpath(Path(job.source).parent) == folder


def _done_before(job: Job, recipe: Recipe, journal: Journal) -> Outcome | None:
    try:
        return journal.find(job.name, recipe.digest(job, fetch(job.source)))
    except OgirError:
        return None  # the worker will say what is wrong


def _chunks(items: Iterable[Job | Outcome], hands: int) -> Iterator[Chunk]:
    """Yield what goes to a worker at once: a single job at first, so that few jobs are spread too, then more.

    Outcomes are kept apart from jobs.
    """
    jobs: list[Job] = []
    size = handed = 0
    for item in items:
        if isinstance(item, Outcome):
            if jobs:
                yield jobs
            yield [item]
            jobs, size = [], 0
            continue
        jobs.append(item)
        size += len(item.source) if isinstance(item.source, bytes) else 0
        if len(jobs) > handed // (WINDOW * hands) or len(jobs) == MOST_JOBS or size >= MOST_BYTES:
            yield jobs
            jobs, size, handed = [], 0, handed + 1
    if jobs:
        yield jobs
