"""The information processing fee, as section six tells it (S09)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ogirmodel.checks.frame import OTHER_MATTERS, Context, rule
from ogirmodel.findings import Finding
from ogirmodel.lexicon import words
from ogirmodel.prose import read

__all__ = ["fee_adds_up"]


@rule("S09")
def fee_adds_up(context: Context) -> Iterator[Finding]:
    """Hold what was collected against what was notified, and both against the requests dropped for an unpaid fee."""
    said = _said(context)
    place = context.at(section=OTHER_MATTERS)
    notices, notified, collected = (said.get(key) for key in ("notices", "notified", "collected"))
    if collected is not None and notified is not None and collected > notified:
        yield Finding.of("S09", place, "more", collected=collected, notified=notified)
    if collected and notices == 0:
        yield Finding.of("S09", place, "no_notice", collected=collected)
    if notified and notified == collected and (dropped := _dropped(context)):
        yield Finding.of("S09", place, "dropped", notified=notified, dropped=dropped)


def _said(context: Context) -> Mapping[str, Decimal]:
    """Return what the section plainly states of the fee, by what is counted; of several figures the first."""
    flows = words("contents")["fee"]["flows"]
    found: dict[str, Decimal] = {}
    for text in context.report.sections.get(OTHER_MATTERS, ()):
        for claim in read(text, tuple(words("prose")["section_topics"].get(OTHER_MATTERS, ()))):
            subject = claim.subjects[0] if claim.known else None
            if subject is not None and subject.flow in flows:
                found.setdefault(flows[subject.flow], Decimal(claim.value))
    return found


def _dropped(context: Context) -> int:
    counts = [
        table[row, column]
        for table in context.filled.tables.values()
        for row in table.form.rows_with("fee_overdue")
        for column in table.form.columns_with("total")
    ]
    return sum(count for count in counts if isinstance(count, int))
