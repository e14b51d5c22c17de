"""``poe faults``: a disk that fills up at every kind of place, and signals at many instants of a run.

What is there afterwards is the earlier file or the whole new one, and nothing beside it; only ``kill -9`` may leave a
draft, and a draft is in nobody's way.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import attrs

import ogirmodel
from hostile.judge import faults_of_lines
from hostile.seeds import report, seed

__all__ = ["Injected", "full_disks", "interrupted_batches", "interruptions"]

SUFFIXES = ("docx", "odt", "html", "txt", "xlsx", "json")
EARLIER = b"the earlier file"
PAGE = 4096
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
ENDS = {signal.SIGINT: {130, -signal.SIGINT}, signal.SIGTERM: {143, -signal.SIGTERM}, signal.SIGKILL: {-signal.SIGKILL}}
"""How a command ends that was sent a signal: with the code of it, or by it before there was anybody to answer."""


@attrs.define
class Injected:
    """How many faults were injected, and what was wrong afterwards."""

    count: int = 0
    wrong: list[str] = attrs.field(factory=list)

    def judge(self, name: str, folder: Path, whole: bytes, *, killed: bool = False) -> None:
        """Look at a folder after a fault."""
        self.count += 1
        found = (folder / "out").with_suffix(".out").read_bytes()
        if found not in (EARLIER, whole):
            self.wrong.append(f"{name}: half a file of {len(found)} bytes")
        left = {path.name for path in folder.iterdir()} - {"in.json", "out.out"}
        if left and not (killed and all(name.startswith(".out") and name.endswith(".tmp") for name in left)):
            self.wrong.append(f"{name}: left {sorted(left)}")


def _command(suffix: str) -> list[str]:
    return [sys.executable, "-m", "ogirmodel", "convert", "in.json", "out.out", "--to", suffix]


def _prepare(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    (folder / "in.json").write_bytes(seed("json"))
    (folder / "out.out").write_bytes(EARLIER)


def _whole(folder: Path, suffix: str) -> bytes:
    _prepare(folder)
    subprocess.run(_command(suffix), cwd=folder, check=True, capture_output=True)
    return (folder / "out.out").read_bytes()


def full_disks(suffixes: Sequence[str] = SUFFIXES, *, mounted: bool = True) -> Injected:
    """Let the disk be full at the first byte, within, at the borders of pages, and at the last byte."""
    injected = Injected()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for suffix in suffixes:
            whole = _whole(folder, suffix)
            size = len(whole)
            places = {0, 1, 511, 512, PAGE - 1, PAGE, PAGE + 1, size // 2, size - PAGE, size - 1}
            for place in sorted(place for place in places if 0 <= place < size):
                _prepare(folder)
                bound = _bounded(place)
                done = subprocess.run(_command(suffix), cwd=folder, capture_output=True, check=False, preexec_fn=bound)
                injected.judge(f"{suffix} full at {place}", folder, whole)
                _sentence(injected, f"{suffix} full at {place}", done.returncode, done.stderr)
        for folder in _small_disks() if mounted else ():
            for suffix in suffixes:
                whole = _whole(folder, suffix)
                for free in range(3):
                    _prepare(folder)
                    _fill(folder, free)
                    done = subprocess.run(_command(suffix), cwd=folder, capture_output=True, check=False)
                    (folder / "filler").unlink()
                    injected.judge(f"{suffix} with {free} pages free", folder, whole)
                    if done.returncode:
                        _sentence(injected, f"{suffix} with {free} pages free", done.returncode, done.stderr)
    return injected


def _bounded(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _sentence(injected: Injected, name: str, code: int, stderr: bytes) -> None:
    if code != 2:
        injected.wrong.append(f"{name}: ended with {code}: {stderr[-200:]!r}")
    injected.wrong += [f"{name}: {fault}" for fault in faults_of_lines(stderr, single=True)]


def _small_disks() -> Iterator[Path]:
    """Yield a disk of its own that can be filled, where one can be mounted."""
    folder = Path(tempfile.mkdtemp())
    mount = shutil.which("mount")
    try:
        if mount and os.getuid() == 0:
            done = subprocess.run(
                [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False, capture_output=True
            )
            if done.returncode == 0:
                try:
                    yield folder
                finally:
                    subprocess.run(["umount", folder], check=True)  # noqa: S607 - as found
    finally:
        folder.rmdir()


def _fill(folder: Path, free: int) -> None:
    """Fill a disk up to so many pages."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(PAGE))
    os.truncate(filler, filler.stat().st_size - free * PAGE)


def interruptions(instants: int, suffixes: Sequence[str] = ("docx", "txt")) -> Injected:
    """Send each signal at so many instants of a run, more of them towards its end, when files are written."""
    injected = Injected()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for suffix in suffixes:
            begun = time.monotonic()
            whole = _whole(folder, suffix)
            lasts = time.monotonic() - begun
            for number in range(instants):
                for sent in SIGNALS:
                    _prepare(folder)
                    when = lasts * (number + 1) / instants
                    code = _interrupted(_command(suffix), folder, when, sent)
                    title = f"{suffix} {sent.name} after {when:.3f} s"
                    if code not in ENDS[sent] | {0, 1}:
                        injected.wrong.append(f"{title}: ended with {code}")
                    injected.judge(title, folder, whole, killed=sent == signal.SIGKILL)
    return injected


def _interrupted(command: list[str], folder: Path, when: float, sent: signal.Signals) -> int:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        process.wait(when)
    except subprocess.TimeoutExpired:
        process.send_signal(sent)
    process.communicate()
    return process.returncode


def interrupted_batches(instants: int, reports: int = 12) -> Injected:
    """Send each signal at so many instants of a batch, then resume it: what it writes is that of one left alone."""
    injected = Injected()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for number in range(reports):
            made = report().replace(signed_by=f"{number}号机关")
            (folder / "in" / f"{number}.json").write_bytes(ogirmodel.dump(made))
        command = [sys.executable, "-m", "ogirmodel", "batch", "in", "--to", "docx", "-o", "out", "--workers", "2"]
        begun = time.monotonic()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        lasts = time.monotonic() - begun
        whole = _written(folder / "out")
        for number in range(instants):
            for sent in SIGNALS:
                shutil.rmtree(folder / "out", ignore_errors=True)
                title = f"batch {sent.name} after {lasts * (number + 0.5) / instants:.3f} s"
                _interrupted(command, folder, lasts * (number + 0.5) / instants, sent)
                injected.count += 1
                found = _written(folder / "out")
                injected.wrong += [
                    f"{title}: {path} is no whole file" for path in found if found[path] != whole.get(path)
                ]
                done = subprocess.run([*command, "--resume"], cwd=folder, check=False, capture_output=True)
                if done.returncode or _written(folder / "out") != whole:
                    injected.wrong.append(f"{title}: not complete after --resume, {done.stderr[-200:]!r}")
    return injected


def _written(folder: Path) -> dict[str, bytes]:
    """Return the reports in a folder: neither drafts nor what a batch keeps for itself."""
    return {path.name: path.read_bytes() for path in folder.glob("*.docx") if not path.name.startswith(".")}


if __name__ == "__main__":
    disks, signals, batches = full_disks(), interruptions(40), interrupted_batches(20)
    for title, found in (("disks that fill up", disks), ("signals", signals), ("batches", batches)):
        print(f"{title}: {found.count} faults injected, {len(found.wrong)} left something wrong")
        print(*found.wrong, sep="\n", end="\n" if found.wrong else "")
    sys.exit(bool(disks.wrong or signals.wrong or batches.wrong))
