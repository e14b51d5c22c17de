"""A simulated nation: all its reports from JSON through the check to docx, and what that costs at each size.

``poe nation`` runs it small, ``poe nation --sizes 1000 10000 200000 --docs`` in full. It works in a folder of its own,
which it removes, and measures what users run: the command, in processes of its own. Every result is verified.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import attrs

import ogirmodel
from benchmarks import nation_page
from benchmarks.nation_reports import YEARS, write_lines
from ogirmodel import batch
from ogirmodel.batch.journal import JOURNAL

SPACE = 45_000
"""Bytes of disk for each report: its JSON, its docx, its lines in journal and findings, its cells."""

MEGA = 2**20

FEW = 4
"""Reports in a batch that does little but begin and end."""


@attrs.frozen
class Cost:
    """What a command took: seconds, seconds of processor, and the peaks of memory in MB of itself and of a worker."""

    seconds: float
    processor: float
    memory: float
    worker_memory: float


def main() -> None:
    """Measure, verify, tell."""
    options = _options()
    home = Path(tempfile.mkdtemp(prefix="nation-", dir=options.folder))
    try:
        _need_space(home, max(options.sizes) * SPACE)
        result = _measure(home, sorted(options.sizes), options.workers, options.seed)
    finally:
        if not options.keep:
            shutil.rmtree(home, ignore_errors=True)
    print(nation_page.markdown(result))
    if options.docs:
        nation_page.write(Path(__file__).parents[1], result)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000], help="how many reports, one run for each")
    parser.add_argument("--workers", type=int, default=2, help="processes at once; one is measured beside them")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--folder", help="where to work: 45 kB for each report; the system's temporary folder if not given"
    )
    parser.add_argument("--docs", action="store_true", help="write the figures into docs/benchmarks.md and docs/data")
    parser.add_argument("--keep", action="store_true", help="leave everything there to be looked at")
    return parser.parse_args()


def _need_space(home: Path, needed: int) -> None:
    free = shutil.disk_usage(home).free
    if free < needed:
        raise SystemExit(f"{home} has {free // MEGA} MB free, and {needed // MEGA} are needed: see --folder")


def _measure(home: Path, sizes: list[int], workers: int, seed: int) -> dict[str, Any]:
    lines = home / "nation.jsonl"
    _tell(f"making {sizes[-1]} reports")
    with lines.open("wb") as file:
        write_lines(file, sizes[-1], seed, workers)
    result: dict[str, Any] = {"workers": workers, "seed": seed, "bytes_of_json": lines.stat().st_size // sizes[-1]}
    _tell("plain loops")
    result["loops"] = {"one": _loops(lines, home, 1), "many": _loops(lines, home, workers)}
    result["start"] = _start(_head(lines, FEW), home / "out", workers)
    result["sizes"] = []
    for size in sizes:
        _tell(f"{size} reports, {workers} workers")
        cost = _batch(_head(lines, size) if size < sizes[-1] else lines, home / "out", workers)
        result["sizes"].append({"reports": size, **attrs.asdict(cost), "verified": _verify(home / "out", size)})
    half = (home / "out" / JOURNAL).stat().st_size // 2
    shutil.rmtree(home / "out")
    pair = min(sizes[-1], 10_000)
    result["pair"] = {"reports": pair, **_pair(_head(lines, pair), home / "out", workers)}
    _tell(f"{sizes[-1]} reports, killed in the middle and resumed")
    result["killed"] = _killed(lines, home / "out", workers, sizes[-1], half)
    shutil.rmtree(home / "out")
    _tell("every cell as a row, and the total")
    result["tidy"] = _tidy(lines, home / "cells.parquet", sizes[-1])
    result["total"] = _total(lines)
    return result


def _tell(what: str) -> None:
    print(f"... {what}", file=sys.stderr, flush=True)


def _head(lines: Path, size: int) -> Path:
    """Return the first ``size`` lines as a file."""
    head = lines.with_name(f"first-{size}.jsonl")
    if not head.exists():
        with lines.open("rb") as file, head.open("wb") as out:
            out.writelines(islice(file, size))
    return head


# -- what is measured --


def _loops(lines: Path, home: Path, count: int) -> dict[str, float]:
    """Return what one report costs in so many plain loops at once, each a process, and how many they do a second."""
    command = [sys.executable, "-m", "benchmarks.nation", "--loop", str(lines)]
    loops = [
        subprocess.Popen([*command, tempfile.mkdtemp(prefix="loop-", dir=home)], stdout=subprocess.PIPE)
        for _ in range(count)
    ]
    told = [json.loads(loop.communicate()[0]) for loop in loops]
    if any(loop.returncode for loop in loops):
        raise SystemExit("a plain loop failed")
    return {"ms": statistics.median(one["ms"] for one in told), "rate": sum(one["rate"] for one in told)}


def _loop(lines: str, folder: str, count: int = 500) -> dict[str, float]:
    """Return what a report costs in a plain loop, in ms of processor, and how many it does a second; medians."""
    with Path(lines).open("rb") as file:
        reports = list(islice(file, count))

    def run() -> tuple[float, float]:
        begun, then = time.process_time(), time.monotonic()
        for number, line in enumerate(reports):
            report = ogirmodel.load(line)
            ogirmodel.check(report)
            ogirmodel.write(report, Path(folder, f"{number}.docx"))
        return (time.process_time() - begun) / len(reports) * 1000, len(reports) / (time.monotonic() - then)

    run()
    ms, rate = map(statistics.median, zip(*(run() for _ in range(5)), strict=True))
    return {"ms": ms, "rate": rate}


def _start(few: Path, out: Path, workers: int) -> dict[str, float]:
    """Return what it costs to begin and to end, in seconds and in seconds of processor: a batch of very few reports."""
    runs = [_batch(few, out, workers) for _ in range(3)]
    return {name: statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "processor")}


def _command(*arguments: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "ogirmodel", *map(str, arguments)], stderr=subprocess.DEVNULL)


def _batch_of(lines: Path, out: Path, workers: int, *more: str) -> "subprocess.Popen[bytes]":
    findings = out.with_suffix(".findings")
    return _command("batch", lines, "--to", "docx", "-o", out, "--workers", workers, "--findings", findings, *more)


def _batch(lines: Path, out: Path, workers: int, *more: str) -> Cost:
    if not more:
        shutil.rmtree(out, ignore_errors=True)
    return _watched(_batch_of(lines, out, workers, *more))


def _watched(process: "subprocess.Popen[bytes]", allowed: tuple[int, ...] = (0,)) -> Cost:
    """Wait for a process, looking at its memory and that of its workers."""
    begun = time.monotonic()
    own = worker = 0
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if found:
            break
        own = max(own, _peak(process.pid))
        worker = max([worker, *map(_peak, _children(process.pid))])
        time.sleep(0.1)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise SystemExit(f"{process.args!r} ended with {process.returncode}")
    return Cost(time.monotonic() - begun, usage.ru_utime + usage.ru_stime, own / MEGA, worker / MEGA)


def _peak(process: int) -> int:
    """Return the most memory that a process has had so far, in bytes; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def _children(process: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _lives(process: int) -> bool:
    """Tell whether a process goes on: one that has ended may stay listed until somebody has taken note."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def _pair(lines: Path, out: Path, workers: int) -> dict[str, float]:
    """Return what one worker and several take for the same reports, turn about."""
    runs = []
    for _ in range(3):
        _tell(f"{lines.stem}, one worker and {workers}")
        runs.append([_batch(lines, out, count).seconds for count in (1, workers)])
    one, many = map(statistics.median, zip(*runs, strict=True))
    return {"one": one, "many": many, "ratio": one / many}


def _killed(lines: Path, out: Path, workers: int, count: int, half: int) -> dict[str, Any]:
    """Kill a run when half of its journal is written, resume it, and see that every report is there once and whole."""
    shutil.rmtree(out, ignore_errors=True)
    process = _batch_of(lines, out, workers)
    journal = out / JOURNAL
    while process.poll() is None and (not journal.exists() or journal.stat().st_size < half):
        time.sleep(0.02)
    workers_then = _children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    while any(map(_lives, workers_then)):
        time.sleep(0.05)
    done = _count(journal)
    cost = _batch(lines, out, workers, "--resume")
    return {"done_before": done, "reports": count, **attrs.asdict(cost), "verified": _verify(out, count)}


def _count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(MEGA), b""))


def _verify(out: Path, count: int) -> bool:
    """Tell whether every report is there once: its docx whole, its line in the journal and in the findings."""
    titles: list[int] = []
    strange = 0
    for entry in os.scandir(out):
        if entry.name.endswith(".docx"):
            with zipfile.ZipFile(entry.path) as package:
                strange += package.testzip() is not None
                titles.append(hash(package.read("docProps/core.xml")))
        else:
            strange += entry.name != JOURNAL
    told = [json.loads(line)["name"] for line in (out / JOURNAL).open("rb")]
    found = [json.loads(line)["name"] for line in out.with_suffix(".findings").open("rb")]
    once = {count} == {size for each in (titles, told, found) for size in (len(each), len(set(each)))}
    if strange or not once:
        raise SystemExit(
            f"{out}: {strange} strange files, {len(titles)} documents, {len(told)} told, {len(found)} found"
        )
    return True


def _tidy(lines: Path, cells: Path, count: int) -> dict[str, Any]:
    cost = _watched(_command("tidy", lines, "-o", cells))
    return {"reports": count, **attrs.asdict(cost), "bytes": cells.stat().st_size}


def _total(lines: Path) -> dict[str, Any]:
    """Add up the reports of each edition, in a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.nation", "--total", str(lines)])
    return attrs.asdict(_watched(process))


def _add_up(lines: str) -> None:
    for year in YEARS.values():
        added = ogirmodel.total(_reports(lines, year), organ=f"{year}")
        organs = len(added.components.organs)
        received = added.report.filled.applications["new_received", "total"]
        _tell(f"{year}: {organs} organs received {received} requests, {len(added.findings)} findings")


def _reports(lines: str, year: int) -> Iterator[ogirmodel.Report]:
    for job in batch.jobs([lines]):
        report = batch.read(job).report
        if report.year == year:
            yield report


if __name__ == "__main__":
    if sys.argv[1:2] == ["--total"]:
        _add_up(sys.argv[2])
    elif sys.argv[1:2] == ["--loop"]:
        print(json.dumps(_loop(sys.argv[2], sys.argv[3])))
    else:
        main()
