"""Chunks of jobs through an executor: in order, a bounded number at once, and on past a worker that dies.

``run`` gives it the chunks and the function. Results come in the order of the jobs, so that a journal, a zip and a
list of findings are the same however many workers there are; a slow job holds back what follows it, but the others
work on while the window is open.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager
from typing import Self
from uuid import uuid4

import attrs

from ogirmodel.batch.jobs import Job
from ogirmodel.batch.outcome import Outcome
from ogirmodel.batch.pool import Pool
from ogirmodel.batch.work import Recipe, work
from ogirmodel.errors import OgirError
from ogirmodel.sources import sweep

__all__ = ["Crew", "WorkerLost", "in_order"]

Chunk = Sequence[Job] | Sequence[Outcome]
Handed = tuple[Chunk, "Future[list[Outcome]]"]


class WorkerLost(OgirError):
    """A job whose worker ended without an answer, or that no worker could be found for."""


@attrs.define
class Crew(AbstractContextManager["Crew"]):
    """An executor, and how to make another when it breaks: ``make`` is None where it is somebody else's."""

    executor: Executor
    make: Callable[[], Executor] | None
    folder: str | None

    @classmethod
    def of(cls, given: Executor | Callable[[], Executor], folder: str | None) -> Self:
        """Return the crew of an executor, or of a function that makes one, whose workers write to ``folder``."""
        return cls(given, None, folder) if isinstance(given, Executor) else cls(given(), given, folder)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let our own executor go: when something went wrong, without waiting for what is under way."""
        if self.make is not None:
            if kind is not None and isinstance(self.executor, Pool):
                self.executor.end()
            self._dismiss(clean=kind is None)

    def _dismiss(self, *, clean: bool) -> None:
        """Wait until all workers are gone; those that were ended in the middle of a file have left a part of it."""
        self.executor.shutdown(wait=True, cancel_futures=True)
        if self.folder is not None and not clean:
            sweep(self.folder)

    def renew(self) -> None:
        """Replace a broken executor by a new one; raises WorkerLost where that cannot be had."""
        if self.make is None:
            raise WorkerLost("executor_broken")
        self._dismiss(clean=False)
        self.executor = self.make()
        try:
            self.executor.submit(int).result()
        except BrokenExecutor as error:
            raise WorkerLost("no_workers") from error


def in_order(crew: Crew, recipe: Recipe, chunks: Iterable[Chunk], window: int) -> Iterator[tuple[Chunk, list[Outcome]]]:
    """Yield each chunk with its outcomes, in order, with at most ``window`` chunks handed out at once.

    A chunk of outcomes is done already and passes through. When a chunk fails as a whole nobody knows whose fault it
    was, for a worker that dies takes its neighbours' work with it: all that is under way ends first, and what failed
    is done again, one chunk at a time and at last one job at a time, until the job at fault stands alone. Raises
    WorkerLost where no executor can be had any more.
    """
    source = iter(chunks)
    waiting: deque[Handed] = deque()
    try:
        while True:
            while len(waiting) < window and (chunk := next(source, None)) is not None:
                waiting.append((chunk, _hand_out(crew, recipe, chunk)))
            if not waiting:
                return
            if waiting[0][1].exception() is None:
                chunk, future = waiting.popleft()
                yield chunk, future.result()
                continue
            errors = [future.exception() for _, future in waiting]
            if any(isinstance(error, BrokenExecutor) for error in errors):
                crew.renew()
            while waiting:
                chunk, future = waiting.popleft()
                failed = future.exception() is not None
                yield chunk, list(_alone(crew, recipe, chunk)) if failed else future.result()
    finally:
        for _, future in waiting:
            future.cancel()


def _hand_out(crew: Crew, recipe: Recipe, chunk: Chunk) -> "Future[list[Outcome]]":
    future: Future[list[Outcome]] = Future()
    jobs = [job for job in chunk if isinstance(job, Job)]
    if not jobs:
        future.set_result([outcome for outcome in chunk if isinstance(outcome, Outcome)])
        return future
    try:
        return crew.executor.submit(work, recipe, jobs, uuid4().hex)
    except BrokenExecutor as error:
        future.set_exception(error)
        return future


def _alone(crew: Crew, recipe: Recipe, chunk: Chunk) -> Iterator[Outcome]:
    """Do a chunk while nothing else is being done, so that it is known whose fault it is if it fails again."""
    future = _hand_out(crew, recipe, chunk)
    error = future.exception()
    if error is None:
        yield from future.result()
        return
    if isinstance(error, BrokenExecutor):
        crew.renew()
        error = WorkerLost("worker_died")
    for job in chunk:
        if isinstance(job, Job):
            yield from _alone(crew, recipe, [job]) if len(chunk) > 1 else [Outcome.failed(job, error, recipe.language)]
