"""``python -m benchmarks``: everything measured in one run, in an environment that holds the peers.

The table goes to ``docs/benchmarks.md`` and ``docs/data/benchmarks.json``; ``--quick`` only shows that all works.
"""

import argparse
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.environment import ROOT, python_with_peers

FAMILIES = ("writing", "reading", "interchange", "judging")
"""The modules whose ``rows(work)`` are measured, in the order of the table."""


def main() -> None:
    """Run in the environment of the peers, whichever Python was called."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("families", nargs="*", help=f"only some of: {' '.join(FAMILIES)} importing")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--reports", type=int, default=24)
    parser.add_argument("--quick", action="store_true", help="a round of two reports, written nowhere")
    parser.add_argument("--here", action="store_true", help="in this environment, which holds the peers already")
    asked = parser.parse_args()
    if not asked.here:
        command = [python_with_peers(), "-m", "benchmarks", "--here", *sys.argv[1:]]
        sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)
    measure_all(asked)


def measure_all(asked: argparse.Namespace) -> None:
    """Measure what was asked for and write the table."""
    from benchmarks.harness import measure
    from benchmarks.importing import GOAL, measure_imports
    from benchmarks.report import Measured, as_markdown, write
    from benchmarks.work import Work

    rounds, reports = (1, 2) if asked.quick else (asked.rounds, asked.reports)
    wanted = asked.families or [*FAMILIES, "importing"]
    work = Work(reports)
    measured: list[Measured] = []
    for family in FAMILIES:
        for row in import_module(f"benchmarks.{family}").rows(work) if family in wanted else ():
            measured.append(Measured(family, row.title, row.goal, measure(row, reports=reports, rounds=rounds)))
            print(as_markdown(measured[-1:]), file=sys.stderr)
    if "importing" in wanted:
        measured.append(Measured("importing", "import", GOAL, measure_imports(rounds=rounds)))
        print(as_markdown(measured[-1:]), file=sys.stderr)
    if not asked.quick and not asked.families:
        write(Path(ROOT), work.describe(), measured)


if __name__ == "__main__":
    main()
