"""The information processing fee, as section six tells it (S09)."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ogirmodel.checks.frame import OTHER_MATTERS, Context, rule
from ogirmodel.findings import Finding
from ogirmodel.lexicon import words
from ogirmodel.prose import fold

__all__ = ["fee_adds_up"]

SEPARATOR = ","


@rule("S09")
def fee_adds_up(context: Context) -> Iterator[Finding]:
    """Hold what was collected against what was notified, and both against the requests dropped for an unpaid fee."""
    said = _said(context.said(OTHER_MATTERS))
    place = context.at(section=OTHER_MATTERS)
    notices, notified, collected = (said.get(key) for key in ("notices", "notified", "collected"))
    if collected and notices == 0:
        yield Finding.of("S09", place, "no_notice", collected=collected)
    elif collected is not None and notified is not None and collected > notified:
        yield Finding.of("S09", place, "more", collected=collected, notified=notified)
    if notified and notified == collected and (dropped := _dropped(context)):
        yield Finding.of("S09", place, "dropped", notified=notified, dropped=dropped)


def _said(text: str) -> Mapping[str, Decimal]:
    """Return what the section plainly states of the fee, in yuan; what it states in several ways is not plain."""
    fee = words("contents")["fee"]
    money = words("marks")["money"]
    found: dict[str, set[Decimal]] = {}
    for sentence in re.split(fee["sentence"], fold(text)):
        if any(word in sentence for word in fee["not_plain"]):
            continue
        for counted, pattern in fee["said"].items():
            for figure, unit in re.findall(pattern, sentence):
                stated = Decimal("".join(figure.split(SEPARATOR))) * money.get(unit, 1)
                found.setdefault(counted, set()).add(stated.normalize())
    return {counted: figures.pop() for counted, figures in found.items() if len(figures) == 1}


def _dropped(context: Context) -> int:
    counts = [
        table[row, column]
        for table in context.filled.tables.values()
        for row in table.form.rows_with("fee_overdue")
        for column in table.form.columns_with("total")
    ]
    return sum(count for count in counts if isinstance(count, int))
