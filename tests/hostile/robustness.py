"""``poe robustness [--seconds N]``: measures the figures of docs/robustness.md anew; none is typed there by hand."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hostile.corpus import FAMILIES
from hostile.faults import full_disks, interrupted_batches, interruptions
from hostile.fuzz import TARGETS, executed
from hostile.run import run

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "robustness.md"
BEGIN, END = "<!-- measured -->\n", "<!-- end of measured -->\n"
ROUND_TRIPS = "tests/laws/test_round_trips.py"
EXAMPLES = 5000
FORMATS = 5
INSTANTS = 40


def measured(seconds: float) -> tuple[str, bool]:
    """Return the figures as Markdown, and whether all is well."""
    tally = run(tuple(FAMILIES))
    disks, signals, batches = full_disks(), interruptions(INSTANTS), interrupted_batches(INSTANTS // 2)
    fuzzed = {target: executed(target, seconds) for target in TARGETS}
    covered, passed = _covered()
    finds = sum(len(found) for _, _, found in fuzzed.values())
    lines = [
        "| what | tried | failed |",
        "|---|---:|---:|",
        *(
            f"| hostile input: {name} | {count} | {_failed(tally.failed, name)} |"
            for name, count in tally.tried.items()
        ),
        f"| disks that fill up | {disks.count} | {len(disks.wrong)} |",
        f"| SIGINT, SIGTERM and SIGKILL at instants of a run | {signals.count} | {len(signals.wrong)} |",
        f"| the same at instants of a batch, which is then resumed | {batches.count} | {len(batches.wrong)} |",
        *(f"| fuzz: {target} | {count} | {len(found)} |" for target, (count, _, found) in fuzzed.items()),
        f"| reports written and read back, in {FORMATS} formats each | {EXAMPLES} | {0 if passed else 'some'} |",
        "",
        f"- Of all hostile trials {tally.answers['refused']} got a sentence, {tally.answers['read']} were read.",
        f"- Worst time: {tally.slowest[0]:.1f} s of CPU ({_title(tally.slowest[1])}).",
        f"- Worst memory: {tally.largest[0]:.0f} MB ({_title(tally.largest[1])}).",
        *(f"- Branch coverage of `{room}`: {share:.1f} %." for room, share in covered.items()),
    ]
    well = not (tally.failed or disks.wrong or signals.wrong or batches.wrong or finds) and passed
    for title, wrong in tally.failed.items():
        sys.stderr.write(f"{title}: {wrong}\n")
    sys.stderr.writelines(f"{line}\n" for line in (*disks.wrong, *signals.wrong, *batches.wrong))
    sys.stderr.writelines(f"{find}\n" for _, _, found in fuzzed.values() for find in found)
    return "\n".join(lines) + "\n", well


def _failed(failed: dict[str, list[str]], family: str) -> int:
    return sum(title.startswith(f"{family}: ") for title in failed)


def _title(title: str) -> str:
    return title if len(title) < 80 else f"{title[:80]}…"


def _covered() -> tuple[dict[str, float], bool]:
    """Return how many branches of readers and checks the tests take, and whether the round trips hold for long."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        rooms = ("ogirmodel.readers", "ogirmodel.checks")
        command = [sys.executable, "-m", "pytest", "-q", "--cov-branch", f"--cov-report=json:{report}"]
        subprocess.run([*command, *(f"--cov={room}" for room in rooms)], cwd=ROOT, check=False, stdout=sys.stderr)
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    deep = os.environ | {"OGIRMODEL_HYPOTHESIS_PROFILE": "deep"}
    command = [sys.executable, "-m", "pytest", "-q", ROUND_TRIPS]
    trips = subprocess.run(command, cwd=ROOT, env=deep, check=False, stdout=sys.stderr)
    return {room: _share(files, room.replace(".", "/")) for room in rooms}, trips.returncode == 0


def _share(files: dict[str, dict[str, dict[str, int]]], room: str) -> float:
    """Return the share of branches taken, in per cent."""
    counted = [each["summary"] for name, each in files.items() if f"{room}/" in name]
    return 100 * sum(one["covered_branches"] for one in counted) / sum(one["num_branches"] for one in counted)


def _renewed(page: str, figures: str) -> Iterator[str]:
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    yield from (before, BEGIN, figures, END, after)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="poe robustness")
    parser.add_argument("--seconds", type=float, default=600, help="for each target of fuzz")
    figures, well = measured(parser.parse_args().seconds)
    PAGE.write_text("".join(_renewed(PAGE.read_text(encoding="utf-8"), figures)), encoding="utf-8", newline="\n")
    sys.exit(not well)
