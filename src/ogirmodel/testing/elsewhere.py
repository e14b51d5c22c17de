"""The same work in another process: another hash seed, time zone, locale, folder, and a clock years ahead.

The contracts send a plugin's work there and get back what it gave, what it opened, and what it left lying about.
Run as a module this is the other process.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import attrs

__all__ = ["PATIENCE", "Ran", "run_elsewhere"]

PATIENCE = 600
"""Seconds after which the other process is given up."""

YEARS = 4 * 366 * 86_400

WATCHED = (
    "open", "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile",
    "os.mkdir", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "shutil.", "tempfile.",
    "sqlite3.", "ctypes.dlopen", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.",
)  # fmt: skip
"""Beginnings of the audit events of whatever reaches out of the process."""

LOOKING = ("open", "os.listdir", "os.scandir", "ctypes.dlopen")
"""Events that a first call may raise where nothing is written: it imports modules and reads its own resources."""

T = TypeVar("T")


@attrs.frozen
class Ran:
    """What became of the work: a result for each input, what was opened, files left behind, and the fault if any."""

    results: tuple[Any, ...] = ()
    opened: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    fault: str = ""


def run_elsewhere(work: Callable[[T], object], inputs: Sequence[T], *, seed: int = 1, zone: str = "UTC") -> Ran:
    """Do ``work`` on every input twice in another process, and return what became of it.

    ``opened`` has whatever was opened in the second round, and in the first what no import needs.
    """
    try:
        job = pickle.dumps((work, tuple(inputs)))
    except Exception as error:  # noqa: BLE001 - whatever a plugin raises is its fault to be told
        return Ran(fault=f"{type(error).__name__}: {error}")
    with tempfile.TemporaryDirectory() as folder:
        given = {"HOME": folder, "TMPDIR": folder, "TZ": zone, "PYTHONHASHSEED": str(seed), "LC_ALL": "tr_TR.UTF-8"}
        environment = os.environ | given | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": _path()}
        try:
            done = subprocess.run(  # noqa: S603 - this very module
                [sys.executable, "-m", __name__],
                input=job, cwd=folder, env=environment, capture_output=True, timeout=PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Ran(fault=f"no answer within {PATIENCE} seconds")
        left = tuple(sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*")))
    if done.returncode or not done.stdout:
        return Ran(left=left, fault=done.stderr.decode(errors="replace")[-2000:] or f"exit code {done.returncode}")
    results, opened, fault = pickle.loads(done.stdout)  # noqa: S301 - written by the process that was just started
    return Ran(results, opened, left, fault)


def _path() -> str:
    """Return where modules are looked for, to be found from another folder as well."""
    return os.pathsep.join(str(Path(folder).resolve()) for folder in sys.path)


# -- in the other process --


def _main() -> None:
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a plugin may print
    _set_the_clock_ahead()
    try:
        ran = _run(sys.stdin.buffer.read())
    except BaseException as error:  # noqa: BLE001 - the fault is told to whoever asked
        ran = Ran(fault="".join(traceback.format_exception(error))[-2000:])
    answer.write(pickle.dumps((ran.results, ran.opened, ran.fault)))
    answer.flush()
    os._exit(0)  # whatever threads the plugin left


def _run(job: bytes) -> Ran:
    work, inputs = pickle.loads(job)  # noqa: S301 - written by the process that started this one
    opened: list[str] = []
    first = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(WATCHED) and not (first and _is_looking(event, arguments)):
            opened.append(f"{event} {', '.join(map(repr, arguments))}"[:200])

    sys.addaudithook(watch)
    for each in inputs:
        work(each)
    first = False
    results = tuple(work(each) for each in inputs)
    seen = tuple(opened)
    return Ran(results, seen)


def _is_looking(event: str, arguments: tuple[Any, ...]) -> bool:
    if not event.startswith(LOOKING):
        return False
    flags = arguments[2] if event == "open" and isinstance(arguments[2], int) else 0
    return not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)


def _set_the_clock_ahead() -> None:
    """Let this process live some years later, so that whoever writes the date down is found out."""
    import datetime  # noqa: PLC0415 - to be changed before any plugin sees it
    import time  # noqa: PLC0415

    now, local, universal, real = time.time, time.localtime, time.gmtime, datetime.datetime

    def local_time(seconds: float | None = None) -> time.struct_time:
        return local(time.time() if seconds is None else seconds)

    def universal_time(seconds: float | None = None) -> time.struct_time:
        return universal(time.time() if seconds is None else seconds)

    class Kind(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, real)

    class Later(datetime.datetime, metaclass=Kind):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Any:
            return real.fromtimestamp(time.time(), tz)

        @classmethod
        def utcnow(cls) -> Any:
            return real.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)

    vars(time).update(
        time=lambda: now() + YEARS,
        time_ns=lambda: int((now() + YEARS) * 1e9),
        localtime=local_time,
        gmtime=universal_time,
    )
    vars(datetime).update(datetime=Later)


if __name__ == "__main__":
    _main()
