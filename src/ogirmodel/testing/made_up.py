"""Reports made up by hypothesis, for the contracts: a fault is told by the first report that shows it."""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings

from ogirmodel.model import Report
from ogirmodel.testing.strategies import reports

__all__ = ["for_any_report"]


def for_any_report(edition: str, count: int, test: Callable[[Report], None]) -> None:
    """Try ``test`` on ``count`` reports of ``edition``."""
    phases, quiet = (Phase.explicit, Phase.generate), [HealthCheck.too_slow]

    @settings(max_examples=count, deadline=None, database=None, phases=phases, suppress_health_check=quiet)
    @given(reports(edition))
    def holds(report: Report) -> None:
        test(report)

    holds()
