"""The smallest sets of cells whose change makes every equation hold: all of one size, before any of the next.

An equation that is broken needs a cell of the set, and one that holds but has a cell of the set needs a second: so
the set grows only where it must, and no set of the size is passed over. ``diagnose`` asks; what the cells mean, and
which of several answers is the likelier, is not known here.
"""

from collections.abc import Iterator, Mapping

import attrs

from ogirmodel.checks.diagnosis.solve import Demand, Room, Solution, solve
from ogirmodel.checks.diagnosis.system import Standing, bits

__all__ = ["MOST_CELLS", "Found", "smallest"]

MOST_CELLS = 3
"""Sets of more cells are not looked for: so many slips at once are better told as what they break."""

STEPS = 3000
STEPS_OF_A_SUM = 3
"""How many steps are taken for one answer, and how many a set counts whose sum is worked out: what bounds the time."""


@attrs.frozen(eq=False)
class Found:
    """The sets of one size, each a change by cell; ``only`` if nothing else of that size would do."""

    changes: tuple[Mapping[int, int], ...]
    only: bool


def smallest(standing: Standing, within: int, rooms: Mapping[int, Room], most: int = MOST_CELLS) -> Found:
    """Return the smallest sets of cells among ``rooms`` whose change makes the equations ``within`` hold."""
    masks = {cell: standing.system.touching[cell] & within for cell in rooms}
    width = max((mask.bit_count() for mask in masks.values()), default=0)
    members = {n: tuple(c for c in standing.system.lines[n].factors if c in rooms) for n in bits(within)}
    task = _Task(standing, standing.broken & within, rooms, masks, members, width, [STEPS])
    for size in range(1, most + 1):
        found: list[Mapping[int, int]] = []
        settled = True
        for cells in _sets(task, size, (), 0, 0, set()):
            solution = _solution(task, cells)
            if solution is not None:
                found.append(dict(zip(cells, solution.changes, strict=True)))
                settled = settled and solution.only
        if found or task.steps[0] <= 0:
            return Found(tuple(found), only=len(found) == 1 and settled and task.steps[0] > 0)
    return Found((), only=False)


@attrs.frozen(eq=False)
class _Task:
    """What is asked: ``masks`` the equations of each cell, ``members`` the cells of each equation.

    ``width`` is in how many equations a cell stands at most; ``steps``, in its one place, how many steps are left.
    """

    standing: Standing
    broken: int
    rooms: Mapping[int, Room]
    masks: Mapping[int, int]
    members: Mapping[int, tuple[int, ...]]
    width: int
    steps: list[int]


def _sets(
    task: _Task, size: int, chosen: tuple[int, ...], once: int, touched: int, seen: set[tuple[int, ...]]
) -> Iterator[tuple[int, ...]]:
    """Yield the sets of ``size`` that can do; ``once`` are the equations with exactly one cell of ``chosen``."""
    task.steps[0] -= 1
    wanting = (task.broken & ~touched) | (once & ~task.broken & task.standing.system.exact)
    left = size - len(chosen)
    if not left:
        if not wanting:
            yield chosen
        return
    if wanting.bit_count() > left * task.width:
        return
    for cell in _options(task, wanting, touched):
        grown = tuple(sorted((*chosen, cell)))
        if cell in chosen or grown in seen:
            continue
        if task.steps[0] <= 0:
            return
        seen.add(grown)
        mask = task.masks[cell]
        yield from _sets(task, size, grown, (once & ~mask) | (mask & ~touched), touched | mask, seen)


def _options(task: _Task, wanting: int, touched: int) -> tuple[int, ...]:
    """Return the cells of which the set must have one: those of the equation that leaves the fewest."""
    if wanting:
        return min((task.members[number] for number in bits(wanting)), key=len)
    near = touched | task.broken
    return tuple(cell for cell in task.rooms if task.masks[cell] & near)


def _solution(task: _Task, cells: tuple[int, ...]) -> Solution | None:
    task.steps[0] -= STEPS_OF_A_SUM
    touched = 0
    for cell in cells:
        touched |= task.masks[cell]
    lines, residuals = task.standing.system.lines, task.standing.residuals
    demands = [
        Demand(tuple(lines[n].factors.get(cell, 0) for cell in cells), residuals[n], lines[n].at_least)
        for n in bits(touched)
    ]
    return solve(demands, [task.rooms[cell] for cell in cells])
