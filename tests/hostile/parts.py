"""What ``poe robustness`` measures, in parts that stand each for itself: ``fuzz:docx``, ``coverage``.

A part is a function from the seconds that a target of fuzz may take to ``Figures``; how they are shown is the page's.
"""

import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings

from conftest import DEEP
from hostile.corpus import FAMILIES
from hostile.determinism import SETTINGS, digests
from hostile.environments import environments
from hostile.faults import Injected, full_disks, interrupted_batches, interruptions
from hostile.fuzz import TARGETS, executed
from hostile.run import run
from laws.test_round_trips import FORMATS, read_back
from ogirmodel import Report
from ogirmodel.testing.strategies import reports

__all__ = ["PARTS", "Figures", "named"]

ROOT = Path(__file__).parents[2]
ROOMS = ("ogirmodel.readers", "ogirmodel.checks")
INSTANTS = 40


@attrs.frozen
class Figures:
    """How many things were tried, which of them failed, and what else is worth knowing: numbers and words alone."""

    tried: int
    failed: Sequence[str] = ()
    more: Mapping[str, Any] = attrs.field(factory=dict)


def hostile(family: str, _: float) -> Figures:
    """Run every trial of a family."""
    tally = run((family,))
    slowest, largest = tally.slowest, tally.largest
    more = {
        "refused": tally.answers["refused"],
        "read": tally.answers["read"],
        "slowest": {"seconds": round(slowest[0], 2), "trial": slowest[1]},
        "largest": {"megabytes": round(largest[0]), "trial": largest[1]},
    }
    return Figures(tally.tried.total(), [f"{title}: {'; '.join(wrong)}" for title, wrong in tally.failed.items()], more)


def faults(inject: Callable[[], Injected], _: float) -> Figures:
    """Inject faults of a kind."""
    injected = inject()
    return Figures(injected.count, injected.wrong)


def fuzz(target: str, seconds: float) -> Figures:
    """Give a target mutants for so many seconds of processor time."""
    count, longest, finds = executed(target, seconds)
    return Figures(count, finds, {"seconds": seconds, "longest": round(longest, 4)})


def round_trips(_: float) -> Figures:
    """Write and read back what hypothesis makes up, until it has seen enough or one comes back as another."""
    tried = 0

    @settings(settings.get_profile(DEEP), suppress_health_check=[HealthCheck.too_slow])
    @given(report=reports())
    def law(report: Report) -> None:
        nonlocal tried
        tried += 1
        read_back(report)

    try:
        law()
    except AssertionError as error:
        return Figures(tried, ["\n".join([str(error), *getattr(error, "__notes__", ())])])
    return Figures(tried, more={"formats": len(FORMATS)})


def coverage(_: float) -> Figures:
    """Count the branches of readers and checks, and those that the tests do not take."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        command = [sys.executable, "-m", "pytest", "-q", "--cov-branch", f"--cov-report=json:{report}"]
        done = subprocess.run(
            [*command, *(f"--cov={room}" for room in ROOMS)], cwd=ROOT, check=False, stdout=sys.stderr
        )
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    counted = {room: _branches(files, room.replace(".", "/")) for room in ROOMS}
    tried = sum(branches for branches, _ in counted.values())
    more = {room: {"branches": branches, "taken": taken} for room, (branches, taken) in counted.items()}
    return Figures(tried, ["a test failed"] if done.returncode else [], more)


def _branches(files: dict[str, dict[str, dict[str, int]]], room: str) -> tuple[int, int]:
    counted = [each["summary"] for name, each in files.items() if f"{room}/" in name]
    return sum(one["num_branches"] for one in counted), sum(one["covered_branches"] for one in counted)


def deterministic(_: float) -> Figures:
    """Render under every setting of the machine, with every Python that it has."""
    here = digests({})
    pythons = {platform.python_version(): Path(sys.executable), **environments()}
    failed = [
        f"Python {version}, {setting}: {name}"
        for version, python in pythons.items()
        for setting, variables in SETTINGS.items()
        for name in here.unlike(digests(variables, python))
    ]
    more = {"pythons": sorted(pythons), "settings": len(SETTINGS), "files": len(here.files)}
    return Figures(len(pythons) * len(SETTINGS), failed, more)


PARTS: Mapping[str, Callable[[float], Figures]] = {
    **{f"hostile:{family}": partial(hostile, family) for family in FAMILIES},
    "faults:disks": partial(faults, full_disks),
    "faults:signals": partial(faults, partial(interruptions, INSTANTS)),
    "faults:batches": partial(faults, partial(interrupted_batches, INSTANTS // 2)),
    **{f"fuzz:{target}": partial(fuzz, target) for target in TARGETS},
    "round-trips": round_trips,
    "coverage": coverage,
    "determinism": deterministic,
}
"""Every part that can be measured, in the order of the page."""


def named(words: Sequence[str]) -> list[str]:
    """Return the parts that ``words`` name: ``fuzz`` is all targets, no word is everything.

    >>> named(["fuzz:docx", "determinism"])
    ['fuzz:docx', 'determinism']
    """
    unknown = set(words) - set(PARTS) - {part.partition(":")[0] for part in PARTS}
    if unknown:
        raise KeyError(*sorted(unknown))
    return [part for part in PARTS if not words or part in words or part.partition(":")[0] in words]
