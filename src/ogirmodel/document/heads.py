"""Which columns the heads of a table stand over, whatever way they were laid out.

Heads come level by level, or in one row, with or without the groups above them, or over a part of the columns only.
They are known by their order: heads in any order but the form's are no match, or swapped columns would be misread in
silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import attrs

from ogirmodel.document.wordings import known_labels
from ogirmodel.forms import Node, TableForm
from ogirmodel.labels import alike, fold

__all__ = ["Heads", "Slot", "match_heads"]


@attrs.frozen
class Slot:
    """A head as the form has it: its node, and the number of the column it stands over if it is no group."""

    node: Node
    column: int | None


@attrs.frozen
class Heads:
    """What heads were recognised as: a slot for each, and the columns that they stand over."""

    slots: tuple[Slot, ...]
    columns: tuple[int, ...]


@attrs.frozen(eq=False)
class _Branch:
    """A node with its number among the columns; a copy of the form's tree that can be pruned."""

    slot: Slot
    children: "tuple[_Branch, ...]" = ()

    def leaves(self) -> Iterator[int]:
        if self.slot.column is not None:
            yield self.slot.column
        for child in self.children:
            yield from child.leaves()


@lru_cache(maxsize=1024)
def match_heads(table: TableForm, panel: int, given: tuple[str, ...]) -> Heads | None:
    """Return what the folded heads ``given``, row by row from the left, stand over; None if they are not those."""
    meaning = known_labels(table).meanings[panel]
    kept = [number for number, text in enumerate(given) if number == 0 or text != given[number - 1]]
    texts = tuple(given[number] for number in kept)
    meant = tuple(meaning.get(text, "") for text in texts)
    orders = _orders(table, panel)
    found = orders.get(meant) or _without_some(table, panel, meant) or _nearly(orders, texts, meant)
    if found is None:
        return None
    slots = iter(found.slots)
    spread: list[Slot] = []
    for number in range(len(given)):
        spread.append(next(slots) if number in kept else spread[-1])
    return Heads(tuple(spread), found.columns)


@lru_cache(maxsize=64)
def _orders(table: TableForm, panel: int) -> Mapping[tuple[str, ...], Heads | None]:
    """Return every order in which heads of a panel may be given; None where it could mean two things."""
    known: dict[tuple[str, ...], Heads | None] = {}
    trunk = _tree(table, panel)
    for forest in (trunk, *_parts(trunk)):
        for labels, heads in _layouts(forest):
            before = known.setdefault(labels, heads)
            if before is not None and before.columns != heads.columns and len(before.columns) == len(heads.columns):
                known[labels] = None
    return known


def _tree(table: TableForm, panel: int) -> tuple[_Branch, ...]:
    numbers = iter(range(sum(1 for _ in table.cells)))

    def grow(node: Node) -> _Branch:
        column = None if node.children else next(numbers)
        return _Branch(Slot(node, column), tuple(map(grow, node.children)))

    return tuple(map(grow, table.panels[panel].columns))


def _parts(trunk: Sequence[_Branch]) -> Iterator[tuple[_Branch, ...]]:
    """Yield each group alone, below the groups that hold it."""
    for branch in trunk:
        if branch.children:
            if len(trunk) > 1:
                yield (branch,)
            for (inner,) in _parts(branch.children):
                yield (attrs.evolve(branch, children=(inner,)),)


def _layouts(forest: tuple[_Branch, ...]) -> Iterator[tuple[tuple[str, ...], Heads]]:
    """Yield the orders in which the heads of ``forest`` may stand."""
    columns = tuple(column for branch in forest for column in branch.leaves())
    if len(columns) < 2 and len(forest) > 1:
        return
    levels = list(_levels(forest))
    groups_only = 0
    while groups_only < len(levels) - 1 and all(branch.children for branch in levels[groups_only]):
        groups_only += 1
    by_row = [branch for level in levels for branch in level]
    by_column = list(_downwards(forest))
    outer = {id(branch) for level in levels[:groups_only] for branch in level}
    for order in (by_row, by_column):
        for dropped in (0, groups_only):
            hidden = outer if dropped else set()
            yield _layout([branch for branch in order if id(branch) not in hidden], columns)
        yield _layout([branch for branch in order if not branch.children], columns)


def _layout(order: list[_Branch], columns: tuple[int, ...]) -> tuple[tuple[str, ...], Heads]:
    labels = [fold(branch.slot.node.label) for branch in order]
    kept = [number for number, label in enumerate(labels) if number == 0 or label != labels[number - 1]]
    return tuple(labels[n] for n in kept), Heads(tuple(order[n].slot for n in kept), columns)


def _levels(forest: Sequence[_Branch]) -> Iterator[list[_Branch]]:
    level = list(forest)
    while level:
        yield level
        level = [child for branch in level for child in branch.children]


def _downwards(forest: Sequence[_Branch]) -> Iterator[_Branch]:
    for branch in forest:
        yield branch
        yield from _downwards(branch.children)


def _without_some(table: TableForm, panel: int, meant: tuple[str, ...]) -> Heads | None:
    """Match heads some of which were left out, where each label stands for one column alone."""
    trunk = _tree(table, panel)
    leaves = [branch for branch in _downwards(trunk) if not branch.children]
    labels = [fold(branch.slot.node.label) for branch in leaves]
    present = {label for label in labels if label in meant}
    if not present or "" in meant or len(set(labels)) < len(labels) or len(present) == len(labels):
        return None
    pruned = tuple(kept for branch in trunk for kept in _pruned(branch, present))
    return next((heads for found, heads in _layouts(pruned) if found == meant), None)


def _pruned(branch: _Branch, present: set[str]) -> Iterator[_Branch]:
    if not branch.children:
        if fold(branch.slot.node.label) in present:
            yield branch
        return
    children = tuple(kept for child in branch.children for kept in _pruned(child, present))
    if children:
        yield attrs.evolve(branch, children=children)


def _nearly(
    orders: Mapping[tuple[str, ...], Heads | None], texts: tuple[str, ...], meant: tuple[str, ...]
) -> Heads | None:
    """Match heads that are cut off, misspelt, or one of which is printed twice instead of its neighbour."""
    fitting: dict[tuple[int, ...], Heads] = {}
    for labels, heads in orders.items():
        if heads is None or len(labels) != len(texts):
            continue
        off = [number for number in range(len(texts)) if meant[number] != labels[number]]
        if len(off) < len(texts) and all(_passes_for(texts, labels, number) for number in off):
            fitting.setdefault(heads.columns, heads)
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _passes_for(texts: tuple[str, ...], labels: tuple[str, ...], number: int) -> bool:
    """Tell whether the head at ``number`` can be the one expected there, spoilt: cut off, misspelt or doubled."""
    text, label = texts[number], labels[number]
    if len(text) >= 2 and label.startswith(text):
        return True
    if text in labels:
        return texts.count(text) == labels.count(text) + 1 and texts[labels.index(text)] == text
    return alike(text, label)
