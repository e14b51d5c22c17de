"""The checks: what is wrong with a report, as findings.

One file per family; a rule is a function with its code, or an identity of the form. ``check`` runs them all.
"""

from ogirmodel.checks.cells import blank_or_mark
from ogirmodel.checks.dates import signed_too_early, year_disagrees
from ogirmodel.checks.digits import split_figure
from ogirmodel.checks.frame import Context, Policy, Rule, run
from ogirmodel.checks.identities import identities
from ogirmodel.checks.prose import prose_figures
from ogirmodel.checks.prose_names import copied_words
from ogirmodel.checks.structure import missing_sections, missing_tables

__all__ = ["RULES", "Context", "Policy", "Rule", "run"]

RULES: tuple[Rule, ...] = (
    missing_sections,
    missing_tables,
    identities,
    split_figure,
    blank_or_mark,
    year_disagrees,
    signed_too_early,
    prose_figures,
    copied_words,
)
"""The built-in rules, in the order in which their findings come."""
