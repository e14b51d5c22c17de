"""The checks: what is wrong with a report, as findings.

One file per family; a rule is a function with its code, or an identity of the form. ``check`` runs them all.
"""

from ogirmodel.checks.cells import blank_or_mark
from ogirmodel.checks.components import other_kind, sums_of_components, who_reports
from ogirmodel.checks.contents import (
    aspects_missing,
    fee_unsaid,
    government_aspects,
    other_parts,
    period_unsaid,
    plans_instead,
    too_long,
)
from ogirmodel.checks.dates import published_too_late, signed_by_another, signed_too_early, year_disagrees
from ogirmodel.checks.digits import split_figure
from ogirmodel.checks.explain import explain
from ogirmodel.checks.fees import fee_adds_up
from ogirmodel.checks.frame import Context, Rule, rule, run
from ogirmodel.checks.identities import identities
from ogirmodel.checks.organs import inferred_organ
from ogirmodel.checks.others import CHECKS, rules_of_others
from ogirmodel.checks.parameters import Parameters
from ogirmodel.checks.plausible import all_zero, rules_without_power, unit_of_the_fee
from ogirmodel.checks.policy import Policy
from ogirmodel.checks.problems import announced, nothing_said, without_measures
from ogirmodel.checks.prose import prose_figures
from ogirmodel.checks.prose_names import copied_words
from ogirmodel.checks.structure import missing_sections, missing_tables
from ogirmodel.checks.years import jumps, same_prose, suits_from_nowhere

__all__ = ["CHECKS", "RULES", "Context", "Parameters", "Policy", "Rule", "explain", "rule", "rules_of_others", "run"]

RULES: tuple[Rule, ...] = (
    missing_sections,
    missing_tables,
    identities,
    split_figure,
    blank_or_mark,
    unit_of_the_fee,
    rules_without_power,
    suits_from_nowhere,
    all_zero,
    same_prose,
    jumps,
    prose_figures,
    copied_words,
    aspects_missing,
    government_aspects,
    too_long,
    nothing_said,
    without_measures,
    announced,
    fee_unsaid,
    fee_adds_up,
    plans_instead,
    other_parts,
    period_unsaid,
    year_disagrees,
    signed_too_early,
    published_too_late,
    signed_by_another,
    other_kind,
    who_reports,
    sums_of_components,
    inferred_organ,
)
"""The built-in rules, in the order in which their findings come."""
