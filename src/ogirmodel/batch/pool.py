"""The process pool that a batch runs in unless it is given another executor.

Workers are spawned, so that it is the same on every system; they are warm before their first job; and they end with
their batch, whether it is finished, interrupted or killed: each watches a pipe whose other end dies with the parent.
"""

import gc
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection

from ogirmodel import api
from ogirmodel.batch.work import Recipe
from ogirmodel.errors import OgirError

__all__ = ["Pool", "cores"]

MOST_WORKERS = 61
"""More than these a pool cannot have on Windows."""


def cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return min(len(affinity(0)) if affinity else os.cpu_count() or 1, MOST_WORKERS)


class Pool(ProcessPoolExecutor):
    """A pool whose workers can be ended at once and never outlive their parent."""

    def __init__(self, workers: int, recipe: Recipe) -> None:
        context = multiprocessing.get_context("spawn")
        self._theirs, self._lifeline = context.Pipe(duplex=False)
        super().__init__(min(workers, MOST_WORKERS), context, _begin, (self._theirs, recipe))

    def end(self) -> None:
        """End every worker at once, whatever it is doing, and wait until they are gone."""
        self._lifeline.close()
        self.shutdown(wait=True, cancel_futures=True)
        self._theirs.close()


def _begin(lifeline: Connection, recipe: Recipe) -> None:
    """Prepare a worker: Ctrl-C is the parent's to answer, and what all reports need is loaded before the first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(lifeline,), daemon=True).start()
    for edition in api.editions():
        with suppress(OgirError):  # whoever asks for it will be told
            trial = api.blank("-", 2025, edition)
            api.check(trial)
            for how in recipe.renderers.values():
                api.render(trial, how)
    gc.freeze()  # forms and specimens stay for ever and need not be looked through again


def _watch(lifeline: Connection) -> None:
    """End this process when the other end of ``lifeline`` is closed, by its owner or by the death of its owner."""
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os._exit(1)
