"""The equations of a form: linear terms, ``=`` or ``<=``, a trailing ``.*``, and ``last.`` for the year before.

    new_received + carried_in = outcomes.total + carried_out
    outcomes.total = outcomes.*
    in_force = last.in_force + made - repealed

``parse`` reads one, ``relations`` writes it out for every row or column of a table in which all its names exist.
Nothing richer: what needs more than this is a check.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import attrs

from ogirmodel.forms.axes import Number

if TYPE_CHECKING:
    from ogirmodel.forms.table import Identity, TableForm

__all__ = [
    "Derivation",
    "Equation",
    "Relation",
    "Term",
    "Token",
    "derivation",
    "derivations",
    "fetcher",
    "parse",
    "relations",
    "written_out",
]

Cells = tuple[Any, ...]


@attrs.frozen
class Token:
    """One name of an equation as written: ``-last.outcomes.*`` is sign -1, last, ``outcomes``, star."""

    sign: int
    name: str
    star: bool = False
    last: bool = False


@attrs.frozen
class Equation:
    """A parsed equation."""

    left: tuple[Token, ...]
    right: tuple[Token, ...]
    at_most: bool
    """Whether it says ``<=``."""


@attrs.frozen
class Term:
    """A cell that counts, with its sign; ``last`` means the cell of the year before."""

    sign: int
    row: str
    column: str
    last: bool = False


@attrs.frozen(eq=False)
class Relation:
    """An identity in one row or column (``at``): the cells of both sides.

    Where no term is of the year before, ``greater`` and ``smaller`` fetch from a table's values the cells to add up,
    each term on the side where its sign is plus: the two sums are equal, or the first is not below the second.
    """

    identity: "Identity"
    at: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    at_most: bool
    greater: Callable[[Cells], Cells] | None
    smaller: Callable[[Cells], Cells] | None

    @property
    def across_years(self) -> bool:
        """Whether it needs the report of the year before."""
        return any(term.last for term in (*self.left, *self.right))


@attrs.frozen(eq=False)
class Derivation:
    """How a total follows: the cell ``target`` is the sum of ``plus`` less the sum of ``minus``.

    ``added`` and ``taken`` fetch these from a table's values; ``counts`` tells whether the target holds a count.
    """

    target: int
    plus: tuple[int, ...]
    minus: tuple[int, ...]
    added: Callable[[Sequence[Any]], Cells]
    taken: Callable[[Sequence[Any]], Cells]
    counts: bool


def parse(text: str) -> Equation:
    """Read an equation; raises ValueError with what was expected.

    >>> parse("total = applicant.* - last.other").right
    (Token(sign=1, name='applicant', star=True, last=False), Token(sign=-1, name='other', star=False, last=True))
    """
    at_most = "<=" in text
    sides = text.split("<=" if at_most else "=")
    if len(sides) != 2:
        raise ValueError("one = or <=")
    return Equation(_side(sides[0]), _side(sides[1]), at_most)


def _side(text: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    sign = None
    for word in text.replace("+", " + ").replace("-", " - ").split():
        if word in "+-":
            if sign is not None:
                raise ValueError("name")
            sign = 1 if word == "+" else -1
        elif tokens and sign is None:
            raise ValueError("+ or -")
        else:
            tokens.append(_token(word, sign or 1))
            sign = None
    if sign is not None or not tokens:
        raise ValueError("name")
    return tuple(tokens)


def _token(word: str, sign: int) -> Token:
    name = word.removeprefix("last.")
    star = name.endswith(".*")
    bare = name.removesuffix(".*")
    if not all(part.isidentifier() and part.isascii() for part in bare.split(".")):
        raise ValueError("name")
    return Token(sign, bare, star=star, last=name != word)


def relations(table: "TableForm") -> tuple[Relation, ...]:
    """Write out every identity of ``table`` wherever all its names exist."""
    return tuple(relation for identity in table.identities for relation in written_out(table, identity))


def derivations(table: "TableForm") -> tuple[Derivation, ...]:
    """Return what the identities with ``derives`` say, in the order of the form.

    An identity that derives a name has that name alone on one side; the audit of forms sees to it.
    """
    deriving = (r for r in table.relations if r.identity.derives is not None)
    return tuple(derivation(table, relation) for relation in deriving)


def derivation(table: "TableForm", relation: Relation) -> Derivation:
    """Return how the side of ``relation`` that stands alone follows from the other."""
    alone, others = relation.left, relation.right
    if not _is_alone(relation.identity, alone):
        alone, others = others, alone
    target = table.index[alone[0].row, alone[0].column]
    plus = tuple(table.index[t.row, t.column] for t in others if t.sign > 0)
    minus = tuple(table.index[t.row, t.column] for t in others if t.sign < 0)
    counts = table.cells[target].number == Number.COUNT
    return Derivation(target, plus, minus, fetcher(plus), fetcher(minus), counts)


def _is_alone(identity: "Identity", side: tuple[Term, ...]) -> bool:
    return len(side) == 1 and identity.derives == (side[0].row if identity.per == "column" else side[0].column)


def written_out(table: "TableForm", identity: "Identity") -> Iterator[Relation]:
    """Yield ``identity`` in every row or column in which all its names exist; raises ValueError."""
    equation = parse(identity.equation)
    per_column = identity.per == "column"
    for at in table.column_of if per_column else table.row_of:

        def cell(name: str, at: str = at) -> tuple[str, str]:
            return (name, at) if per_column else (at, name)

        sides = [
            [(token, _names(table, identity, token, at)) for token in side] for side in (equation.left, equation.right)
        ]
        left, right = ([(token, cell(name)) for token, names in side for name in names] for side in sides)
        named = all(names for side in sides for _, names in side)
        if named and all(key in table.index for _, key in (*left, *right)):
            yield _relation(table, identity, at, _terms(left), _terms(right), at_most=equation.at_most)


def _terms(side: Iterable[tuple[Token, tuple[str, str]]]) -> tuple[Term, ...]:
    return tuple(Term(token.sign, row, column, token.last) for token, (row, column) in side)


def _names(table: "TableForm", identity: "Identity", token: Token, at: str) -> tuple[str, ...]:
    """Return the names that ``token`` stands for: its own, or with a star every leaf below it that is not derived."""
    if not token.star:
        return (token.name,)
    derived = {i.derives for i in table.identities if i.per == identity.per and i.derives}
    if identity.per == "column":
        below = [row.path for row in table.rows if row.path.startswith(token.name + ".")]
    else:
        below = [
            cell.column.key
            for cell in table.cells
            if cell.row.path == at and token.name in {node.key for node in cell.column.chain[:-1]}
        ]
    return tuple(name for name in below if name not in derived)


def _relation(
    table: "TableForm",
    identity: "Identity",
    at: str,
    left: tuple[Term, ...],
    right: tuple[Term, ...],
    *,
    at_most: bool,
) -> Relation:
    if any(term.last for term in (*left, *right)):
        return Relation(identity, at, left, right, at_most, None, None)
    moved = [(term, term.sign) for term in right] + [(term, -term.sign) for term in left]
    greater, smaller = (
        fetcher([table.index[term.row, term.column] for term, side in moved if side == sign]) for sign in (1, -1)
    )
    return Relation(identity, at, left, right, at_most, greater, smaller)


def fetcher(indexes: Sequence[int]) -> Callable[[Sequence[Any]], Cells]:
    """Return a function that fetches the cells at ``indexes`` from a table's values."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    start = indexes[0] if indexes else 0
    return itemgetter(slice(start, start + len(indexes)))
