"""Equations: how they are written, and which cells they mean in a table."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogirmodel.forms import Basis, Identity, Node, Panel, Per, TableForm
from ogirmodel.forms.equation import Equation, Relation, Term, Token, parse

# ---------------------------------------------------------------- parsing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = b", Equation((Token(1, "a"),), (Token(1, "b"),), at_most=False)),
        ("a=b", Equation((Token(1, "a"),), (Token(1, "b"),), at_most=False)),
        ("  a\t=\n b ", Equation((Token(1, "a"),), (Token(1, "b"),), at_most=False)),
        ("a + b = c - d", Equation((Token(1, "a"), Token(1, "b")), (Token(1, "c"), Token(-1, "d")), at_most=False)),
        ("a-b=c", Equation((Token(1, "a"), Token(-1, "b")), (Token(1, "c"),), at_most=False)),
        ("-a = + b", Equation((Token(-1, "a"),), (Token(1, "b"),), at_most=False)),
        ("a <= b", Equation((Token(1, "a"),), (Token(1, "b"),), at_most=True)),
        ("a<=b+c", Equation((Token(1, "a"),), (Token(1, "b"), Token(1, "c")), at_most=True)),
        ("a.b.c = a_1", Equation((Token(1, "a.b.c"),), (Token(1, "a_1"),), at_most=False)),
        ("a.total = a.*", Equation((Token(1, "a.total"),), (Token(1, "a", star=True),), at_most=False)),
        ("a = last.a", Equation((Token(1, "a"),), (Token(1, "a", last=True),), at_most=False)),
        (
            "a = b - last.b.*",
            Equation((Token(1, "a"),), (Token(1, "b"), Token(-1, "b", star=True, last=True)), at_most=False),
        ),
        ("lasting = a", Equation((Token(1, "lasting"),), (Token(1, "a"),), at_most=False)),
    ],
)
def test_an_equation_means_what_it_says(text: str, expected: Equation) -> None:
    """A sign, a star or ``last.`` that is read otherwise would hold other figures against each other."""
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "one = or <="),
        ("a", "one = or <="),
        ("a + b", "one = or <="),
        ("a = b = c", "one = or <="),
        ("a == b", "one = or <="),
        ("a <= b <= c", "one = or <="),
        ("a <= b = c", "+ or -"),
        (" = a", "name"),
        ("a = ", "name"),
        ("a + = b", "name"),
        ("a = b +", "name"),
        ("a = + + b", "name"),
        ("a = - + b", "name"),
        ("a = b - - c", "name"),
        ("a b = c", "+ or -"),
        ("a >= b", "+ or -"),
        ("a < b", "one = or <="),
        ("2 a = b", "name"),
        ("a = 2", "name"),
        ("a = b * c", "+ or -"),
        ("a = *", "name"),
        ("a = .*", "name"),
        ("a = b.*.*", "name"),
        ("a = b.*.c", "name"),
        ("a = *.b", "name"),
        ("a = last.", "name"),
        ("a = last.*", "name"),
        ("a = b..c", "name"),
        ("a = .b", "name"),
        ("a = b.", "name"),
        ("a = (b + c)", "name"),
        ("总计 = 自然人", "name"),
        ("a = b, c", "name"),
        ("a = b\u2212c", "name"),
    ],
)
def test_what_is_no_equation_is_refused(text: str, wanted: str) -> None:
    """An equation with a slip would be read as another one; its author is told what was expected."""
    with pytest.raises(ValueError, match=r".") as caught:
        parse(text)
    assert str(caught.value) == wanted


pieces = st.lists(st.sampled_from([" ", "a", "b_1", ".", ".*", "*", "last.", "+", "-", "=", "<=", "<", "2", "总"])).map(
    "".join
)


@given(st.text() | pieces)
def test_any_text_is_an_equation_or_a_value_error(text: str) -> None:
    """A form file would end in a traceback, or its equation would not survive being written down again."""
    try:
        equation = parse(text)
    except ValueError:
        return
    assert parse(written(equation)) == equation


def written(equation: Equation) -> str:
    sides = (" ".join(map(token_text, side)) for side in (equation.left, equation.right))
    return (" <= " if equation.at_most else " = ").join(sides)


def token_text(token: Token) -> str:
    return f"{'+' if token.sign > 0 else '-'} {'last.' if token.last else ''}{token.name}{'.*' if token.star else ''}"


# ---------------------------------------------------------------- resolving


def leaf(key: str) -> Node:
    return Node(key, key)


def rule(equation: str, per: Per = Per.COLUMN, derives: str | None = None) -> Identity:
    return Identity("X01", "rule", Basis.IMPLIED, per, equation, derives)


def table(*identities: Identity, rows: Iterable[Node] = (), columns: Iterable[Node] = ()) -> TableForm:
    """Make a table of requests by kind and by applicant, unless other axes are given."""
    usual_rows = (
        leaf("opened"),
        Node(
            "closed",
            "closed",
            children=(leaf("granted"), Node("label only", children=(leaf("refused"),)), leaf("total")),
        ),
        leaf("pending"),
    )
    usual_columns = (Node("who", "who", children=(leaf("person"), leaf("firm"))), leaf("total"))
    return TableForm("plain", (Panel(tuple(columns) or usual_columns, tuple(rows) or usual_rows),), identities)


def sides(relation: Relation) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Give the signs and the names along the axis of the equation."""
    by_row = relation.identity.per == Per.ROW
    left, right = ([(t.sign, t.column if by_row else t.row) for t in side] for side in (relation.left, relation.right))
    return left, right


CLOSED_TOTAL = rule("closed.total = closed.*", derives="closed.total")
WHO_TOTAL = rule("total = who.*", Per.ROW, derives="total")


def test_a_relation_stands_in_every_column() -> None:
    """A column whose figures do not add up would pass."""
    found = table(rule("opened = closed.total + pending")).relations
    assert [relation.at for relation in found] == ["person", "firm", "total"]
    assert found[1].left == (Term(1, "opened", "firm"),)
    assert found[1].right == (Term(1, "closed.total", "firm"), Term(1, "pending", "firm"))


def test_a_relation_stands_in_every_row() -> None:
    """A row whose figures do not add up would pass."""
    found = table(rule("total = person + firm", Per.ROW)).relations
    assert [relation.at for relation in found] == [
        "opened", "closed.granted", "closed.refused", "closed.total", "pending",
    ]  # fmt: skip
    assert found[0].left == (Term(1, "opened", "total"),)


def test_a_star_is_every_leaf_that_is_not_derived() -> None:
    """A total would be added to its own addends and never be right."""
    found = table(CLOSED_TOTAL, WHO_TOTAL).relations
    assert {relation.identity.equation: sides(relation) for relation in found} == {
        CLOSED_TOTAL.equation: ([(1, "closed.total")], [(1, "closed.granted"), (1, "closed.refused")]),
        WHO_TOTAL.equation: ([(1, "total")], [(1, "person"), (1, "firm")]),
    }


def test_a_star_leaves_out_what_another_identity_derives() -> None:
    """A subtotal inside a group would be counted twice in the total of the group."""
    inner = Node("g", "g", children=(leaf("x"), leaf("y"), leaf("sum")))
    rows = (Node("all", "all", children=(inner, leaf("z"), leaf("sum"))),)
    outer = rule("all.sum = all.*", derives="all.sum")
    found = table(outer, rule("all.g.sum = all.g.*", derives="all.g.sum"), rows=rows).relations
    assert sides(found[0]) == ([(1, "all.sum")], [(1, "all.g.x"), (1, "all.g.y"), (1, "all.z")])


def test_a_star_takes_in_what_nothing_derives() -> None:
    """Without ``derives`` a leaf named total is a leaf like any other: only the form can say that it is a sum."""
    (found, *_) = table(rule("opened = closed.*")).relations
    assert sides(found)[1] == [(1, "closed.granted"), (1, "closed.refused"), (1, "closed.total")]


def test_a_derived_row_does_not_hide_a_column_of_its_name() -> None:
    """A column would drop out of a sum because some row of that name is derived."""
    rows = (leaf("opened"), leaf("firm"))
    found = table(rule("firm = opened", derives="firm"), WHO_TOTAL, rows=rows).relations
    assert sides(found[-1])[1] == [(1, "person"), (1, "firm")]


def test_a_star_keeps_sign_and_year() -> None:
    """A group would be added instead of taken off, or taken from the wrong year."""
    (found, *_) = table(CLOSED_TOTAL, rule("opened = pending - last.closed.*")).relations[3:]
    assert found.right == (
        Term(1, "pending", "person"),
        Term(-1, "closed.granted", "person", last=True),
        Term(-1, "closed.refused", "person", last=True),
    )


def test_a_star_of_the_prefix_of_a_name_is_not_that_name() -> None:
    """``out.*`` would take in the rows of ``outside``."""
    rows = (Node("out", "out", children=(leaf("x"),)), Node("o", "outside", children=(leaf("y"),)), leaf("sum"))
    (found, *_) = table(rule("sum = out.*"), rows=rows).relations
    assert sides(found)[1] == [(1, "out.x")]


def test_at_most_is_kept() -> None:
    """A relation that allows less would demand equality, or a limit would never be found exceeded."""
    (found, *_) = table(rule("closed.granted <= opened")).relations
    assert found.at_most
    assert not table(rule("closed.granted = opened")).relations[0].at_most


@pytest.mark.parametrize(
    ("equation", "per"),
    [
        ("opened = nothing", Per.COLUMN),
        ("opened = closed", Per.COLUMN),
        ("opened = person", Per.COLUMN),
        ("opened = nothing.*", Per.COLUMN),
        ("opened = pending.*", Per.COLUMN),
        ("total = who.total", Per.ROW),
        ("total = opened", Per.ROW),
        ("total = nobody.*", Per.ROW),
        ("opened = closed.total + nothing.*", Per.COLUMN),
        ("total = who.* + nobody.*", Per.ROW),
    ],
)
def test_a_relation_stands_only_where_all_its_names_exist(equation: str, per: Per) -> None:
    """A misspelt name would drop out of the sum, and right reports would be called wrong."""
    assert table(rule(equation, per)).relations == ()


def test_a_relation_stands_only_in_panels_that_have_its_names() -> None:
    """A table of several panels could have no identity of its own for each of them."""
    first = Panel((leaf("made"), leaf("total")), (leaf("rules"),))
    second = Panel((leaf("fees"),), (leaf("paid"), leaf("owed")))
    both = TableForm("plain", (first, second), (rule("total = made", Per.ROW), rule("owed <= paid")))
    assert [(relation.identity.equation, relation.at) for relation in both.relations] == [
        ("total = made", "rules"),
        ("owed <= paid", "fees"),
    ]


def test_a_relation_across_years_is_told_apart() -> None:
    """Figures of one report alone would be held against each other as if one were last year's."""
    this, last = table(rule("pending = opened"), rule("opened = last.pending")).relations[::3]
    assert not this.across_years
    assert last.across_years
    assert last.greater is None
    assert last.smaller is None


VALUES = st.lists(st.integers(0, 9), min_size=15, max_size=15).map(tuple)


@given(
    st.sampled_from(["opened", "opened - pending", "closed.*", "- pending"]),
    st.sampled_from(["pending", "closed.granted - opened"]),
    VALUES,
)
def test_both_sums_tell_what_the_equation_tells(left: str, right: str, values: tuple[int, ...]) -> None:
    """A wrong report would pass, or a right one fail, where a term stands with a minus."""
    for relation in table(rule(f"{left} <= {right}")).relations:
        found = table().index
        said_left, said_right = (
            sum(term.sign * values[found[term.row, term.column]] for term in side)
            for side in (relation.left, relation.right)
        )
        assert relation.greater is not None
        assert relation.smaller is not None
        assert sum(relation.greater(values)) - sum(relation.smaller(values)) == said_right - said_left


# ---------------------------------------------------------------- deriving


def derived(made: TableForm) -> list[tuple[str, list[str], list[str]]]:
    paths = [cell.path for cell in made.cells]
    return [(paths[d.target], [paths[i] for i in d.plus], [paths[i] for i in d.minus]) for d in made.derivations]


def test_totals_are_derived_in_the_order_of_the_form() -> None:
    """A total that follows from other totals would be left blank."""
    found = derived(table(CLOSED_TOTAL, WHO_TOTAL))
    assert [target for target, _, _ in found] == [
        "closed.total.person", "closed.total.firm", "closed.total.total",
        "opened.total", "closed.granted.total", "closed.refused.total", "closed.total.total", "pending.total",
    ]  # fmt: skip
    assert found[0] == ("closed.total.person", ["closed.granted.person", "closed.refused.person"], [])
    assert found[-1] == ("pending.total", ["pending.person", "pending.firm"], [])


def test_a_total_may_stand_on_either_side_and_follow_by_a_minus() -> None:
    """A form that writes its equation the other way round would derive nothing, or the wrong cell."""
    found = derived(table(rule("opened - closed.total = pending", derives="pending")))
    assert found[0] == ("pending.person", ["opened.person"], ["closed.total.person"])


def test_only_derives_makes_a_total() -> None:
    """A balance that is only to be checked would overwrite what a report states."""
    made = table(rule("opened = closed.total + pending"), CLOSED_TOTAL)
    assert {made.cells[i].row.path for i in made.derived} == {"closed.total"}


def test_the_name_on_the_right_is_derived_where_both_sides_are_one() -> None:
    """A figure that a report states would be derived from its own total."""
    found = derived(table(rule("opened = pending", derives="pending")))
    assert found[0] == ("pending.person", ["opened.person"], [])


def test_a_column_is_derived_in_a_row_of_its_name() -> None:
    """In the row ``total`` of a table the addend would be derived from the total, not the total from the addend."""
    columns = (Node("who", "who", children=(leaf("person"),)), leaf("total"))
    found = derived(
        table(rule("who.* = total", Per.ROW, derives="total"), rows=(leaf("a"), leaf("total")), columns=columns)
    )
    assert found == [("a.total", ["a.person"], []), ("total.total", ["total.person"], [])]
