"""The identities of the form (勾稽关系): T01 to T04, Y01 to Y03, and whatever another form adds.

Figures are those of the filled report, so a total that nobody stated is not held against its addends. Where a figure
is blank the identity cannot be judged, which is a finding apart from pass and fail.
"""

from collections.abc import Callable, Iterator

from ogirmodel.checks.frame import Context, rule
from ogirmodel.findings import Addend, Finding, Severity, Side, default_severity
from ogirmodel.forms import Per
from ogirmodel.forms.equation import Relation, Term
from ogirmodel.model import Money, Table
from ogirmodel.model.cells import CellValue, add

__all__ = ["identities"]

Cells = Callable[[Term], CellValue]


@rule("T01", "T02", "T03", "T04", "Y01", "Y02", "Y03")
def identities(context: Context) -> Iterator[Finding]:
    """Hold every identity of the form against the figures, those of last year where they are needed."""
    previous = context.previous
    if previous is not None and previous.year != context.report.year - 1:
        expected = context.report.year - 1
        yield Finding.of("Y01", context.at(), "year", previous=previous.year, expected=expected)
        previous = None
    for table in context.filled.tables.values():
        last = previous.filled.tables.get(table.id) if previous else None
        for relation in table.form.relations:
            if relation.greater is None or relation.smaller is None:
                if last is not None:
                    yield from _across_years(context, relation, table, last)
                continue
            try:
                larger, smaller = sum(relation.greater(table.values)), sum(relation.smaller(table.values))
            except TypeError:  # a blank, a mark or money
                yield from _judge(context, relation, table, None)
                continue
            if larger != smaller and not (relation.at_most and larger > smaller):
                yield from _judge(context, relation, table, None)


def _across_years(context: Context, relation: Relation, table: Table, last: Table) -> Iterator[Finding]:
    """Judge an identity that needs last year's cells, if last year's form has them."""
    terms = [term for term in (*relation.left, *relation.right) if term.last]
    if all((term.row, term.column) in last.form.index for term in terms):
        yield from _judge(context, relation, table, last)


def _judge(context: Context, relation: Relation, table: Table, last: Table | None) -> Iterator[Finding]:
    now = _cells(table)
    before = _cells(last) if last is not None else now
    left, right = _side(relation.left, now, before), _side(relation.right, now, before)
    identity = relation.identity
    severity = identity.severity or default_severity(identity.code, identity.basis)
    per_row = identity.per == Per.ROW
    place = context.at(table=table.id, row=relation.at if per_row else None, column=None if per_row else relation.at)
    variant = "identity"
    difference = None
    if left.sum is None or right.sum is None:
        severity, variant = Severity.UNJUDGED, "unjudged"
    else:
        difference = left.sum - right.sum
        if difference == 0 or (relation.at_most and difference < 0):
            return
    yield Finding(
        identity.code,
        severity,
        identity.basis,
        place,
        {
            "name": identity.name,
            "left": left,
            "left_sum": left.sum,
            "right": right,
            "right_sum": right.sum,
            "difference": None if difference is None else abs(difference),
            "relation": "<=" if relation.at_most else "=",
        },
        variant,
    )


def _side(terms: tuple[Term, ...], now: Cells, before: Cells) -> Side:
    addends = tuple(Addend(term, (before if term.last else now)(term)) for term in terms)
    plus = [addend.value for addend in addends if addend.term.sign > 0]
    minus = [addend.value for addend in addends if addend.term.sign < 0]
    total = add(plus, minus)
    return Side(addends, total.value if isinstance(total, Money) else total)


def _cells(table: Table) -> Cells:
    """Return what gives the cell of a term."""
    index, values = table.form.index, table.values
    return lambda term: values[index[term.row, term.column]]
