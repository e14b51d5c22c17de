"""What a form file must keep to, so that everything above can rely on it.

Texts of one line, unique keys, panels that tile, equations that resolve and hold somewhere, totals that can be
derived, and the roles that a table's ``kind`` needs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import lcm

import attrs

from ogirmodel.errors import Problem
from ogirmodel.forms.axes import Node, Number, Panel
from ogirmodel.forms.equation import derivation, parse, written_out
from ogirmodel.forms.spec import Form
from ogirmodel.forms.table import Identity, TableForm
from ogirmodel.lexicon import words

__all__ = ["ROLES", "audit"]

ROLES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "applications": (
        frozenset({"received", "carried_in", "outcome_total", "carried_out"}),
        frozenset({"natural_person", "total"}),
    ),
    "review_litigation": (frozenset({"reconsideration", "litigation"}), frozenset({"total"})),
    "disclosure": (frozenset({"licensing", "penalties", "compulsion", "fees"}), frozenset({"decisions"})),
}
"""The roles that a table of each built-in kind must give to rows and to columns; another kind needs none."""

BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Line breaks, tabs and all else that no line of a page holds."""

SHARED = frozenset({"litigation"})
"""Roles that several rows may play; any other is played by one."""


def audit(form: Form) -> tuple[Problem, ...]:
    """Return everything that is wrong with ``form``, each with its path; empty for a sound form."""
    return tuple(_form(form))


def _form(form: Form) -> Iterator[Problem]:
    yield from _lines("", form)
    if not form.edition:
        yield Problem("edition", "empty")
    if form.years.last is not None and form.years.last < form.years.first:
        yield Problem("years", "years_reversed", {"first": form.years.first, "last": form.years.last})
    yield from _titles(form)
    yield from _sections(form)
    yield from _succession(form)
    for table_id, table in form.tables.items():
        yield from (problem.below(f"tables.{table_id}") for problem in _table(table))


def _lines(path: str, value: object) -> Iterator[Problem]:
    """Hold every text of a form to one line: it is printed in a cell, matched with labels and put into messages."""
    if isinstance(value, str):
        if BREAKS.search(value):
            yield Problem(path, "no_line", {"text": value})
        return
    kind: type = type(value)
    held: Iterable[tuple[object, object]] = ()
    if attrs.has(kind):
        held = ((field.name, getattr(value, field.name)) for field in attrs.fields(kind))
    elif isinstance(value, Mapping):
        held = value.items()
    elif isinstance(value, tuple):
        held = enumerate(value)
    for name, each in held:
        yield from _lines(f"{path}.{name}" if path else str(name), each)


def _titles(form: Form) -> Iterator[Problem]:
    for title in (form.title, *form.title_aliases):
        for field in ("{organ}", "{year}"):
            if title.count(field) != 1:
                yield Problem("title", "title_field", {"field": field, "title": title})


def _sections(form: Form) -> Iterator[Problem]:
    """Hold sections to each other and to the tables, each of which stands under one of them."""
    if not form.sections:
        yield Problem("sections", "empty")
    names = [("sections", section.id) for section in form.sections] + [("tables", name) for name in form.tables]
    yield from (Problem(path, "bad_key", {"name": name}) for path, name in names if not _is_key(name))
    yield from _twice("sections", (section.id for section in form.sections))
    yield from _twice("sections", (section.heading for section in form.sections))
    yield from _twice("sections.table", (section.table for section in form.sections if section.table))
    homes = {section.table for section in form.sections}
    yield from (Problem(f"tables.{name}", "no_section") for name in form.tables if name not in homes)
    for section in form.sections:
        if section.table and section.table not in form.tables:
            yield Problem(f"sections.{section.id}", "no_table", {"table": section.table})


def _succession(form: Form) -> Iterator[Problem]:
    """Hold the places that cells of the edition before have here to what is here."""
    if form.succeeds is None:
        return
    here = {f"{name}.{path}" for name, table in form.tables.items() for path in (*table.by_path, *table.above)}
    split = (target for targets in form.succeeds.split.values() for target in targets)
    for target in (*form.succeeds.renamed.values(), *split):
        if target not in here:
            yield Problem("succeeds", "no_such_cell", {"name": target})


def _table(table: TableForm) -> Iterator[Problem]:
    faults = [problem for number, panel in enumerate(table.panels) for problem in _panel(table, number, panel)]
    yield from faults
    if not table.panels:
        yield Problem("panels", "empty")
    if faults or not table.panels:
        return
    paths = [cell.path for cell in table.cells]
    yield from _twice("cells", paths)
    yield from (Problem("cells", "cell_in_cell", {"name": path}) for path in sorted(table.above & set(paths)))
    grid = _grid_columns(table)
    if table.widths and len(table.widths) != grid:
        yield Problem("widths", "widths", {"expected": grid, "found": len(table.widths)})
    if min((*table.widths, table.type_size, table.row_height)) <= 0:
        yield Problem("widths", "no_measure")
    for identity in table.identities:
        yield from (problem.below(f"identities.{identity.code}") for problem in _identity(table, identity))
    yield from _roles(table)


def _panel(table: TableForm, number: int, panel: Panel) -> Iterator[Problem]:
    path = f"panels.{number}"
    if not panel.columns:
        yield Problem(f"{path}.columns", "empty")
    for axis, nodes in (("columns", panel.columns), ("rows", panel.rows)):
        for top in nodes:
            yield from (problem.below(f"{path}.{axis}") for node in _nodes(top) for problem in _node(axis, node))
    if not panel.rows:
        if any(not group.children for group in panel.columns):
            yield Problem(path, "no_rows")
        elif len(table.panels) > 1:
            yield Problem(path, "rows_only_here")
        yield from _keyless_groups(path, panel)


def _keyless_groups(path: str, panel: Panel) -> Iterator[Problem]:
    """Name innermost column groups that stand for rows and have no key."""
    for top in panel.columns:
        for node in _nodes(top):
            if node.children and not node.key and any(not child.children for child in node.children):
                yield Problem(f"{path}.columns", "no_key", {"label": node.label})


def _node(axis: str, node: Node) -> Iterator[Problem]:
    if not node.label:
        yield Problem("", "no_label", {"name": node.key or ""})
    if not node.children and not node.key:
        yield Problem("", "no_key", {"label": node.label})
    if node.key and not _is_key(node.key):
        yield Problem("", "bad_key", {"name": node.key})
    if node.unit and node.number != Number.MONEY:
        yield Problem("", "unit_without_money", {"name": node.key or node.label})
    if node.unit and node.unit not in words("marks")["units"]:
        yield Problem("", "no_unit", {"unit": node.unit})
    if axis == "rows" and (node.number != Number.COUNT or node.unit):
        yield Problem("", "number_of_row", {"name": node.key or node.label})


def _is_key(name: str) -> bool:
    """Tell whether a name can stand in a path and in an equation, where ``last`` means the year before."""
    return name.isidentifier() and name.isascii() and name != "last"


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
    held = list(written_out(table, identity))
    if not held:
        yield Problem("equation", "holds_nowhere", {"equation": identity.equation})
    if identity.derives is None:
        return
    fault = Problem("derives", "derives", {"name": identity.derives, "equation": identity.equation})
    sides = [side for side in (equation.left, equation.right) if len(side) == 1]
    alone = any(s[0].name == identity.derives and s[0].sign > 0 and not s[0].star for s in sides)
    if not alone or equation.at_most or any(relation.across_years for relation in held):
        yield fault
        return
    for relation in held:
        found = derivation(table, relation)
        cells = [table.cells[index] for index in (found.target, *found.plus, *found.minus)]
        if len({(cell.number == Number.MONEY, cell.unit) for cell in cells}) > 1:
            yield fault
            return


def _roles(table: TableForm) -> Iterator[Problem]:
    rows, columns = ROLES.get(table.kind, (frozenset(), frozenset()))
    for role, played in [
        *((role, table.rows_with(role)) for role in sorted(rows)),
        *((role, table.columns_with(role)) for role in sorted(columns)),
    ]:
        if not played:
            yield Problem("kind", "no_role", {"kind": table.kind, "role": role})
        elif len(played) > 1 and role not in SHARED:
            yield Problem("kind", "role_twice", {"role": role, "found": played})
    misplaced = {node.role for panel in table.panels for top in panel.columns for node in _nodes(top) if panel.rows}
    for role in sorted(rows & {role for role in misplaced if role}):
        yield Problem("kind", "role_twice", {"role": role, "found": (role,)})
    groups = {n.role for panel in table.panels for top in panel.rows for n in _nodes(top) if n.children}
    for role in sorted(rows & {role for role in groups if role}):
        yield Problem("kind", "role_twice", {"role": role, "found": (role,)})


def _twice(path: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(path, "twice", {"name": name})
