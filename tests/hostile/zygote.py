"""The process that runs trials: everything is imported once, each command is a fork of it with bounds of its own.

The driver starts it and writes a job a line; it answers with a line. What the fork opens, and whether it reaches for
the network or for another program, is seen by an audit hook.
"""

import io
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

import ogirmodel
import ogirmodel.cli.app
from ogirmodel.cli import main
from ogirmodel.readers import READERS
from ogirmodel.renderers import RENDERERS

REACHING_OUT = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "webbrowser.")
ROOTS: tuple[str | Path, ...] = (
    sys.prefix,
    sys.base_prefix,
    Path(ogirmodel.__file__).parents[1],
    *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)),
)
OWN = tuple(str(Path(root).resolve()) for root in ROOTS)
GRACE = 60
"""Seconds that a fork may wait for the processor beyond those that it may use."""


def serve() -> None:
    """Answer jobs until there are no more."""
    for entry in READERS.entries():
        if entry.builtin:
            READERS.get(entry.name)
    for entry in RENDERERS.entries():
        if entry.builtin:
            ogirmodel.render(ogirmodel.blank("x", 2025), entry.name)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


def _run(job: dict[str, Any]) -> dict[str, Any]:
    begun = time.monotonic()
    pid = os.fork()
    if pid == 0:
        _become(job)
    deadline = begun + job["seconds"] + GRACE
    pause = 0.001
    while True:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            break
        if time.monotonic() > deadline:
            os.kill(pid, 9)
            _, status, usage = os.wait4(pid, 0)
            break
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": usage.ru_utime + usage.ru_stime,
        "kilobytes": usage.ru_maxrss,
    }


def _become(job: dict[str, Any]) -> None:
    """Be the command; never return."""
    code = 70
    try:
        os.environ.clear()
        os.environ.update(job["environment"])
        os.chdir(job["folder"])
        for number, (path, flags) in enumerate(
            (
                (job["stdin"], os.O_RDONLY),
                (job["stdout"], os.O_WRONLY | os.O_CREAT),
                (job["stderr"], os.O_WRONLY | os.O_CREAT),
            )
        ):
            os.dup2(os.open(path, flags, 0o600), number)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(open(n, mode, closefd=False), encoding="utf-8")  # noqa: SIM115 - descriptors
            for n, mode in ((0, "rb"), (1, "wb"), (2, "wb"))
        )
        resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"] + 1))
        resource.setrlimit(resource.RLIMIT_AS, (job["bytes"], job["bytes"]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _watch(os.open(job["watched"], os.O_WRONLY | os.O_CREAT, 0o600), job["folder"])
        code = main(job["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _watch(told: int, folder: str) -> None:
    """Write down whatever reaches out of the folder and of the library."""

    def seen(event: str, details: tuple[Any, ...]) -> None:
        if event.startswith(REACHING_OUT):
            os.write(told, f"{event} {str(details)[:200]!r}\n".encode("utf-8", "replace"))
        elif event == "open" and isinstance(details[0], str | bytes):
            path = os.path.normpath(os.path.join(folder, os.fsdecode(details[0])))  # noqa: PTH118 - may be no path
            if not path.startswith((*OWN, folder)) and path != os.devnull:
                os.write(told, f"opened {path[:200]!r}\n".encode("utf-8", "replace"))

    sys.addaudithook(seen)


if __name__ == "__main__":
    serve()
