"""The identities of a form's table as what its grid must fulfil: places instead of names, words instead of keys."""

from collections.abc import Iterator, Sequence

from ogirmodel.document.blocks import Balance
from ogirmodel.forms import Per, TableForm
from ogirmodel.forms.equation import Relation, Term

__all__ = ["balances"]

SPELT_OUT = 5
"""Terms of one side beyond which only the first and the last are named."""

PLUS, MINUS, EQUAL, AT_MOST, AND_SO_ON = "＋", "－", "＝", "≤", "…"


def balances(table: TableForm) -> Iterator[Balance]:
    """Yield what the figures of ``table`` must fulfil among themselves; what needs the year before is left out."""
    for relation in table.relations:
        if not relation.across_years:
            sides = [(term, side) for side, terms in ((1, relation.left), (-1, relation.right)) for term in terms]
            left, right = (
                tuple(table.index[term.row, term.column] for term, side in sides if side * term.sign == sign)
                for sign in (1, -1)
            )
            yield Balance(left, right, relation.at_most, _text(table, relation))


def _text(table: TableForm, relation: Relation) -> str:
    """Return the identity in the words of the labels."""
    per_column = relation.identity.per == Per.COLUMN

    def label(term: Term) -> str:
        cell = table.cells[table.index[term.row, term.column]]
        return (cell.row if per_column else cell.column).node.label

    sides = (_side(terms, list(map(label, terms))) for terms in (relation.left, relation.right))
    return (AT_MOST if relation.at_most else EQUAL).join(sides)


def _side(terms: Sequence[Term], labels: Sequence[str]) -> str:
    shown = list(zip(terms, labels, strict=True))
    if len(shown) > SPELT_OUT:
        return f"{labels[0]}{PLUS}{AND_SO_ON}{PLUS}{labels[-1]}"
    first, *rest = ((MINUS if term.sign < 0 else PLUS) + label for term, label in shown)
    return first.removeprefix(PLUS) + "".join(rest)
