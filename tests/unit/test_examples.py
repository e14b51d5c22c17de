"""The examples are sound, complete and run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import ogirmodel

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
SCRIPTS = sorted((ROOT / "examples").glob("*.py"))


def test_there_are_the_examples_that_people_start_from() -> None:
    """A newcomer finds a township of 2019, a county bureau of 2025 and a nil report."""
    assert [path.stem for path in EXAMPLES] == ["county-bureau-2025", "nil-report-2025", "township-2019"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_nothing_to_find(path: Path) -> None:
    """An example that an inspector would fault teaches people to make the fault."""
    report = ogirmodel.load(path)
    assert [finding.text() for finding in ogirmodel.check(report) if finding.code not in {"T15", "U12"}] == []
    assert ogirmodel.dump(report) == path.read_bytes()
    assert set(report.sections) == {section.id for section in report.form.sections}
    assert set(report.tables) == set(report.form.tables)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_survives_every_format_that_round_trips(path: Path) -> None:
    """A report that changes on its way through a file is not worth keeping in one."""
    report = ogirmodel.load(path)
    reading = ogirmodel.read(ogirmodel.render(report, "text"), format="text")
    assert reading.report == report.filled
    assert reading.findings == ()


def test_a_nil_report_is_nil() -> None:
    """The nil example shows 0 in every cell, totals included."""
    report = ogirmodel.load(ROOT / "examples" / "nil-report-2025.json").filled
    assert {str(value) for table in report.tables.values() for value in table.values} == {"0"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_runs(script: Path, tmp_path: Path) -> None:
    """A script that does not run is worse than none."""
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_the_readme_shows_the_script_that_runs() -> None:
    """The example people copy from the README is the one that is tested."""
    (shown,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    script = (ROOT / "examples" / "quickstart.py").read_text(encoding="utf-8")
    assert script.partition('"""\n\n')[2] == shown
    assert len(shown.splitlines()) <= 20
