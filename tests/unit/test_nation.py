"""The simulated nation is one worth measuring: different reports, sound but for those that are meant not to be."""

import io

from benchmarks import nation_reports

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
