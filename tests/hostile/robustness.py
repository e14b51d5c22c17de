"""``poe robustness [PART ...] [--seconds N] [--workers N]``: measures parts of docs/robustness.md anew.

Each part that is done is stored in docs/data/robustness.json beside those measured before, and the page is written from
that file: none of its figures is typed by hand.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from hostile import page
from hostile.parts import PARTS, Figures, named

__all__ = ["main"]


def measured(part: str, seconds: float) -> Figures:
    """Measure one part, in a process of its own."""
    return PARTS[part](seconds)


def main(arguments: list[str]) -> int:
    """Measure what is named, several parts at a time; the code says whether nothing failed."""
    parser = argparse.ArgumentParser(prog="poe robustness")
    parser.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    parser.add_argument("--seconds", type=float, default=600, help="of processor time for each target of fuzz")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="parts that are measured at a time")
    given = parser.parse_args(arguments)
    try:
        wanted = named(given.parts)
    except KeyError as unknown:
        parser.error(f"no such part: {unknown}")
    failed = False
    with ProcessPoolExecutor(given.workers, get_context("spawn"), max_tasks_per_child=1) as pool:
        running = {pool.submit(measured, part, given.seconds): part for part in wanted}
        for done in as_completed(running):
            part, figures = running[done], done.result()
            page.store(part, figures)
            print(f"{part}: {figures.tried} tried, {len(figures.failed)} failed", *figures.failed, sep="\n", flush=True)
            failed |= bool(figures.failed)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
