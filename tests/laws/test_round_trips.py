"""A report written and read again is the same report, in every format that says so."""

import pytest
from hypothesis import HealthCheck, given, settings

from ogirmodel import Report, read, render
from ogirmodel.findings import Severity
from ogirmodel.renderers import RENDERERS
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

FORMATS = tuple(name for name in RENDERERS.names() if RENDERERS.get(name).info.round_trips and name != "txt")


def read_back(report: Report) -> None:
    """Write a report in every format, and hold what is read to what was written."""
    for name in FORMATS:
        reading = read(render(report, name), format=name)
        assert reading.report == report.filled, name


def test_every_built_in_format_reads_back() -> None:
    """A format that is written and never read keeps people's reports for ever."""
    assert set(FORMATS) == {"docx", "html", "odt", "text", "xlsx"}


@settings(max_examples=max(500, settings().max_examples), suppress_health_check=[HealthCheck.too_slow])
@given(report=reports())
def test_a_report_reads_back_from_every_format(report: Report) -> None:
    """Whatever an office writes with the library, it gets back, figure for figure and word for word."""
    read_back(report)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_sample_reads_back_in_silence(name: str, edition: str, kind: str) -> None:
    """A warning on our own documents would be a false alarm on every report."""
    report = sample(edition, kind)
    reading = read(render(report, name))
    assert reading.report == report.filled
    assert [finding.text() for finding in reading.findings if finding.severity != Severity.INFO] == []
