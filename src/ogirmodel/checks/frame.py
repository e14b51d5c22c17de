"""How rules are written and run.

A rule takes a :class:`Context` and yields findings under its codes. Which codes count, and how gravely, is for the
policy.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

import attrs

from ogirmodel.checks.parameters import Parameters
from ogirmodel.findings import Finding, Location
from ogirmodel.model import Money, Report

__all__ = ["OTHER_MATTERS", "OVERVIEW", "PROBLEMS", "Context", "Rule", "amount", "rule", "run"]

OVERVIEW, PROBLEMS, OTHER_MATTERS = "overview", "problems", "other_matters"
"""The sections of prose, by the ids of the glossary."""

USUAL = Parameters()
"""What the rules are told where nobody says otherwise."""


@attrs.frozen
class Context:
    """What a rule may look at: the report as stated, that of the year before, those it adds up, and the parameters.

    >>> from ogirmodel import Report
    >>> context = Context(Report("某局", 2025, sections={"overview": "全年办结3件。"}))
    >>> context.said("overview"), context.last
    ('全年办结3件。', None)
    """

    report: Report
    previous: Report | None = None
    components: tuple[Report, ...] = ()
    parameters: Parameters = USUAL

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
    """A rule and the codes of its findings.

    >>> Rule(("gansu.T90",), lambda context: ()).codes
    ('gansu.T90',)
    """

    codes: tuple[str, ...]
    find: Callable[[Context], Iterable[Finding]]

    def __call__(self, context: Context) -> Iterable[Finding]:
        """Return what the rule finds."""
        return self.find(context)


def rule(*codes: str) -> Callable[[Callable[[Context], Iterable[Finding]]], Rule]:
    """Make a function the rule of ``codes``.

    >>> @rule("gansu.T90")
    ... def silent(context):
    ...     return ()
    >>> silent.codes
    ('gansu.T90',)
    """
    return lambda find: Rule(codes, find)


def amount(value: object) -> int | Decimal:
    """Return the number in a cell or a sum; 0 for what holds none."""
    held = value.value if isinstance(value, Money) else value
    return held if isinstance(held, int | Decimal) else 0


def run(rules: Iterable[Rule], context: Context) -> Iterator[Finding]:
    """Yield what ``rules`` find, rule by rule.

    >>> from ogirmodel import Report
    >>> broken = Rule(("gansu.T90",), lambda context: [Finding.of("U08", context.at("overview"))])
    >>> [finding.location.section for finding in run([broken], Context(Report("某局", 2025)))]
    ['overview']
    """
    for each in rules:
        yield from each(context)
