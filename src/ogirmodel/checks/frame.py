"""How rules are written and run.

A rule takes a :class:`Context` and yields findings under its codes. A :class:`Policy` says which codes count and how
gravely; rules know nothing of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from ogirmodel.findings import Finding, Location, Severity
from ogirmodel.model import Report

__all__ = ["Context", "Policy", "Rule", "rule", "run"]


@attrs.frozen
class Context:
    """What a rule may look at: the report as stated, and the one of the year before where there is one."""

    report: Report
    previous: Report | None = None

    @property
    def filled(self) -> Report:
        """The report with its derivable totals."""
        return self.report.filled

    def at(
        self,
        section: str | None = None,
        table: str | None = None,
        row: str | None = None,
        column: str | None = None,
        paragraph: int | None = None,
    ) -> Location:
        """Return a place in the report."""
        return Location(self.report.edition, section, table, row, column, paragraph)


@attrs.frozen
class Rule:
    """A rule and the codes of its findings."""

    codes: tuple[str, ...]
    find: Callable[[Context], Iterable[Finding]]

    def __call__(self, context: Context) -> Iterable[Finding]:
        """Return what the rule finds."""
        return self.find(context)


def rule(*codes: str) -> Callable[[Callable[[Context], Iterable[Finding]]], Rule]:
    """Make a function the rule of ``codes``."""
    return lambda find: Rule(codes, find)


def _codes(codes: Iterable[str]) -> frozenset[str]:
    return frozenset([codes] if isinstance(codes, str) else codes)


def _severities(severities: Mapping[str, Severity | str]) -> dict[str, Severity]:
    return {code: Severity(severity) for code, severity in severities.items()}


@attrs.frozen
class Policy:
    """Which findings count: codes switched off, and severities other than the catalogue's.

    What cannot be judged stays ``unjudged`` whatever its code's severity.

    >>> Policy(off={"T06"}, severities={"D02": "warning"}).severities["D02"]
    <Severity.WARNING: 'warning'>
    """

    off: frozenset[str] = attrs.field(default=frozenset(), converter=_codes)
    severities: Mapping[str, Severity] = attrs.field(factory=dict, converter=_severities, hash=False)

    def apply(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that count, as gravely as they do here."""
        for finding in findings:
            if finding.code in self.off:
                continue
            severity = self.severities.get(finding.code, finding.severity)
            unchanged = finding.severity in (severity, Severity.UNJUDGED)
            yield finding if unchanged else attrs.evolve(finding, severity=severity)


def run(rules: Iterable[Rule], context: Context) -> Iterator[Finding]:
    """Yield what ``rules`` find, rule by rule."""
    for each in rules:
        yield from each(context)
