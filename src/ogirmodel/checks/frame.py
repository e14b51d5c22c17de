"""How rules are written and run.

A rule takes a :class:`Context` and yields findings under its codes. A :class:`Policy` says which codes count and how
gravely; rules know nothing of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

import attrs

from ogirmodel.checks.parameters import Parameters
from ogirmodel.findings import Finding, Location, Severity
from ogirmodel.model import Money, Report

__all__ = ["OTHER_MATTERS", "OVERVIEW", "PROBLEMS", "Context", "Policy", "Rule", "amount", "rule", "run"]

OVERVIEW, PROBLEMS, OTHER_MATTERS = "overview", "problems", "other_matters"
"""The sections of prose, by the ids of the glossary."""


@attrs.frozen
class Context:
    """What a rule may look at: the report as stated, that of the year before, those it adds up, and the parameters."""

    report: Report
    previous: Report | None = None
    components: tuple[Report, ...] = ()
    parameters: Parameters = attrs.field(factory=Parameters)

    @property
    def last(self) -> Report | None:
        """The report of the year before, if it is that."""
        known = self.previous is not None and self.previous.year == self.report.year - 1
        return self.previous if known else None

    def said(self, section: str) -> str:
        """Return all that a section says, as one text; empty where the report lacks it."""
        return "\n".join(self.report.sections.get(section, ()))

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


def amount(value: object) -> int | Decimal:
    """Return the number in a cell or a sum; 0 for what holds none."""
    held = value.value if isinstance(value, Money) else value
    return held if isinstance(held, int | Decimal) else 0


def _codes(codes: Iterable[str]) -> frozenset[str]:
    return frozenset([codes] if isinstance(codes, str) else codes)


def _severities(severities: Mapping[str, Severity | str]) -> dict[str, Severity]:
    return {code: Severity(severity) for code, severity in severities.items()}


@attrs.frozen
class Policy:
    """Which findings count: codes switched off, severities other than the catalogue's, and what the rules are told.

    What cannot be judged stays ``unjudged`` whatever its code's severity.

    >>> Policy(off={"T06"}, severities={"D02": "warning"}).severities["D02"]
    <Severity.WARNING: 'warning'>
    """

    off: frozenset[str] = attrs.field(default=frozenset(), converter=_codes)
    severities: Mapping[str, Severity] = attrs.field(factory=dict, converter=_severities, hash=False)
    parameters: Parameters = attrs.field(factory=Parameters)

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
