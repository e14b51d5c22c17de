"""The simulated nation is one worth measuring: different reports, sound but for those that are meant not to be."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks import nation_page, nation_reports

import ogirmodel
from ogirmodel.findings import Severity


def test_the_reports_of_the_nation_differ_and_only_some_are_wrong() -> None:
    """A benchmark over one report a thousand times, or over reports that nobody would write, tells nothing."""
    made = [nation_reports.report(number) for number in range(40)]
    assert len({ogirmodel.dump(report) for report in made}) == 40
    assert {report.edition for report in made} == {"2019", "2021"}
    assert len({report.organ.kind for report in made}) >= 4
    wrong = [
        number
        for number, report in enumerate(made)
        if any(f.severity == Severity.ERROR and f.code.startswith("T") for f in ogirmodel.check(report))
    ]
    assert wrong == [7, 27]


def test_the_lines_are_the_same_for_the_same_seed() -> None:
    """Two runs measure the same work."""
    files = [io.BytesIO() for _ in range(2)]
    for file, workers in zip(files, (1, 2), strict=True):
        nation_reports.write_lines(file, 3, 5, workers)
    assert files[0].getvalue() == files[1].getvalue()
    assert [ogirmodel.load(line) for line in files[0].getvalue().splitlines()] == [
        nation_reports.report(number, 5) for number in range(3)
    ]


MEASURED: dict[str, Any] = {
    "workers": 2,
    "bytes_of_json": 9488,
    "loops": {"one": {"ms": 2.0, "rate": 500.0}, "many": {"ms": 2.4, "rate": 850.0}},
    "start": {"seconds": 0.7, "processor": 1.0},
    "sizes": [
        {"reports": 1000, "seconds": 2.5, "processor": 3.5, "memory": 54.0, "worker_memory": 47.0},
        {"reports": 10000, "seconds": 15.0, "processor": 26.0, "memory": 54.0, "worker_memory": 47.0},
    ],
    "pair": {"reports": 10000, "ratio": 1.7},
    "killed": {"reports": 10000, "done_before": 5000, "seconds": 8.0},
    "tidy": {"seconds": 9.0, "memory": 300.0, "bytes": 2**20},
    "total": {"seconds": 4.0, "memory": 60.0},
}


def test_what_a_nation_costs_is_told_with_and_without_beginning_and_ending(tmp_path: Path) -> None:
    """A page that hides what it costs to begin, or blames a batch for what cores lose to each other, misleads."""
    (tmp_path / "docs" / "data").mkdir(parents=True)
    page = tmp_path / "docs" / "benchmarks.md"
    page.write_text("before\n<!-- nation: begin -->\nold\n<!-- nation: end -->\nafter\n", encoding="utf-8")
    nation_page.write(tmp_path, MEASURED)
    text = page.read_text(encoding="utf-8")
    assert "| 1,000 | 2.5 | 3.50 | 1.00 | 57% | 96% | 54 | 47 |" in text
    assert "| 10,000 | 15.0 | 2.60 | 0.10 | 77% | 96% | 54 | 47 |" in text
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert json.loads((tmp_path / "docs" / "data" / "nation.json").read_text(encoding="utf-8")) == MEASURED
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(SystemExit):
        nation_page.write(tmp_path, MEASURED)
