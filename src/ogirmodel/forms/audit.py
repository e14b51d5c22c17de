"""What a form file must keep to, so that everything above can rely on it.

Unique keys, panels that tile, equations that resolve and hold somewhere, totals that can be derived, and the roles
that a table's ``kind`` needs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import lcm

from ogirmodel.errors import Problem
from ogirmodel.forms.axes import Node, Number
from ogirmodel.forms.equation import parse
from ogirmodel.forms.spec import Form, Identity, TableForm

__all__ = ["ROLES", "audit"]

ROLES: dict[str, frozenset[str]] = {
    "applications": frozenset({"received", "carried_in", "outcome_total", "carried_out", "natural_person", "total"}),
    "review_litigation": frozenset({"reconsideration", "litigation", "total"}),
    "disclosure": frozenset({"licensing", "penalties", "compulsion", "fees"}),
}
"""The roles that a table of each built-in kind must hand out; another kind needs none."""


def audit(form: Form) -> tuple[Problem, ...]:
    """Return everything that is wrong with ``form``, each with its path; empty for a sound form."""
    return tuple(_form(form))


def _form(form: Form) -> Iterator[Problem]:
    yield from _twice("sections", (section.id for section in form.sections))
    yield from _twice("sections.table", (section.table for section in form.sections if section.table))
    homes = {section.table for section in form.sections}
    for field in ("{organ}", "{year}"):
        for title in (form.title, *form.title_aliases):
            if title.count(field) != 1:
                yield Problem("title", "title_field", {"field": field, "title": title})
    for table_id in form.tables:
        if table_id not in homes:
            yield Problem(f"tables.{table_id}", "no_section")
    for section in form.sections:
        if section.table and section.table not in form.tables:
            yield Problem(f"sections.{section.id}", "no_table", {"table": section.table})
    for table_id, table in form.tables.items():
        for problem in _table(table):
            yield problem.below(f"tables.{table_id}")


def _table(table: TableForm) -> Iterator[Problem]:
    sound = True
    for number, panel in enumerate(table.panels):
        for problem in (*_axis(panel.columns, "columns"), *_axis(panel.rows, "rows")):
            yield problem.below(f"panels.{number}")
            sound = False
        if not panel.rows and any(not group.children for group in panel.columns):
            yield Problem(f"panels.{number}", "no_rows")
            return
    if not sound:
        return
    yield from _twice("cells", (cell.path for cell in table.cells))
    grid = _grid_columns(table)
    if table.widths and len(table.widths) != grid:
        yield Problem("widths", "widths", {"expected": grid, "found": len(table.widths)})
    for identity in table.identities:
        for problem in _identity(table, identity):
            yield problem.below(f"identities.{identity.code}")
    given = {node.role for panel in table.panels for top in (*panel.rows, *panel.columns) for node in _nodes(top)}
    for role in sorted(ROLES.get(table.kind, frozenset()) - given):
        yield Problem("kind", "no_role", {"kind": table.kind, "role": role})


def _axis(nodes: Iterable[Node], axis: str) -> Iterator[Problem]:
    for top in nodes:
        for node in _nodes(top):
            if not node.children and not node.key:
                yield Problem(axis, "no_key", {"label": node.label})
            if node.key and not (node.key.isidentifier() and node.key.isascii()):
                yield Problem(axis, "bad_key", {"name": node.key})
            if node.unit and node.number != Number.MONEY:
                yield Problem(axis, "unit_without_money", {"name": node.key or node.label})


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _grid_columns(table: TableForm) -> int:
    labels = max((node.depth() for panel in table.panels for node in panel.rows), default=0)
    return labels + lcm(*(sum(1 for top in panel.columns for _ in top.leaves()) for panel in table.panels))


def _identity(table: TableForm, identity: Identity) -> Iterator[Problem]:
    try:
        equation = parse(identity.equation)
    except ValueError as error:
        yield Problem("equation", "equation", {"equation": identity.equation, "expected": str(error)})
        return
    held = [relation for relation in table.relations if relation.identity is identity]
    if not held:
        yield Problem("equation", "holds_nowhere", {"equation": identity.equation})
    if identity.derives is not None:
        sides = [side for side in (equation.left, equation.right) if len(side) == 1]
        alone = any(s[0].name == identity.derives and s[0].sign > 0 and not s[0].star for s in sides)
        if not alone or equation.at_most or any(relation.across_years for relation in held):
            yield Problem("derives", "derives", {"name": identity.derives, "equation": identity.equation})


def _twice(path: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(path, "twice", {"name": name})
