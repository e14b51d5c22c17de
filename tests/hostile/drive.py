"""Runs a trial in a process that has ten seconds and a gigabyte, and tells what it did to the world.

The families say what to run, ``judge`` says what was wrong.
"""

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Self

import attrs

from hostile.bait import bait
from hostile.trial import Installed, Trial, content_of

__all__ = ["BYTES", "SECONDS", "Driver", "Outcome"]

SECONDS = 10
BYTES = 2**30
TESTS = Path(__file__).parents[1]
RUN = ("HOME", "TMPDIR")
"""The folders, beside the working directory, in which nothing may be left."""


@attrs.frozen(eq=False)
class Outcome:
    """What a command did; a signal is a negative code. ``folder`` is there until the next trial."""

    code: int
    stdout: bytes
    stderr: bytes
    seconds: float
    megabytes: float
    folder: Path
    new: frozenset[str]
    litter: frozenset[str]
    changed: frozenset[str]
    reached: str


@attrs.define(eq=False)
class Driver:
    """A process that trials are forked from, one for each set of distributions installed, and a folder for their files.

    >>> with Driver() as driver:
    ...     driver.run(Trial("none", "a list", ("editions",))).code
    0
    """

    root: Path = attrs.field(factory=lambda: Path(tempfile.mkdtemp(prefix="hostile-")))
    processes: "dict[Installed, subprocess.Popen[str]]" = attrs.field(factory=dict)

    def __enter__(self) -> Self:
        """Be ready; a process is started when the first trial wants it."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes and take the folder away."""
        for process in self.processes.values():
            process.communicate()
        shutil.rmtree(self.root, ignore_errors=True)

    def _process(self, installed: Installed) -> "subprocess.Popen[str]":
        if installed not in self.processes:
            site = self.root / f"site-{len(self.processes)}"
            for name, content in installed:
                (site / name).parent.mkdir(parents=True, exist_ok=True)
                (site / name).write_bytes(content)
            self.processes[installed] = subprocess.Popen(
                [sys.executable, "-W", "default", "-B", Path(__file__).with_name("zygote.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TESTS, site)))},
            )
        return self.processes[installed]

    def run(self, trial: Trial) -> Outcome:
        """Run one trial in a folder of its own."""
        work, beside = self.root / "work", self.root / "beside"
        for folder in (work, beside):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        for name, content in trial.files.items():
            (work / name).write_bytes(content_of(content))
        if trial.prepare:
            trial.prepare(work)
        (beside / "stdin").write_bytes(trial.stdin)
        for name in RUN:
            (beside / name).mkdir()
        before = _state(work)
        answer = self._ask(trial, work, beside)
        after = _state(work)
        return Outcome(
            answer["code"],
            (beside / "stdout").read_bytes(),
            (beside / "stderr").read_bytes(),
            answer["seconds"],
            answer["kilobytes"] / 1024,
            work,
            frozenset(after.keys() - before.keys()),
            frozenset(str(path) for name in RUN for path in (beside / name).rglob("*")),
            frozenset(name for name, state in before.items() if after.get(name) != state),
            (beside / "watched").read_text(encoding="utf-8") + ("somebody came for the bait" if bait().taken() else ""),
        )

    def _ask(self, trial: Trial, work: Path, beside: Path) -> dict[str, Any]:
        for name in ("stdout", "stderr", "watched"):
            (beside / name).touch()
        job = {
            "arguments": [*trial.arguments],
            "folder": str(work),
            "environment": {
                "PATH": os.environ["PATH"],
                **{name: str(beside / name) for name in RUN},
                **trial.environment,
            },
            **{name: str(beside / name) for name in ("stdin", "stdout", "stderr", "watched")},
            "seconds": SECONDS,
            "bytes": BYTES,
        }
        process = self._process(trial.installed)
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline())
        return answer


def _state(folder: Path) -> dict[str, str]:
    """Return what each thing in a folder is, and a plain file holds."""
    found = {}
    for path in sorted(folder.iterdir()):
        status = path.lstat()
        digest = ""
        if stat.S_ISREG(status.st_mode) and status.st_size < BYTES:
            digest = hashlib.blake2b(path.read_bytes()).hexdigest()
        found[path.name] = f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {digest}"
    return found
