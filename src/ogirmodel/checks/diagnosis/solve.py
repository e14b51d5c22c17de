"""By how much given cells must change so that the equations they stand in hold; the search asks.

Whole numbers only, so the answer is exact. Where the equations leave one number free, the least change is taken.
"""

from collections.abc import Iterable, Sequence
from math import gcd

import attrs

__all__ = ["Demand", "Room", "Solution", "solve"]

Room = tuple[int, int]
"""The least and the greatest change that a cell can bear."""


@attrs.frozen(eq=False)
class Demand:
    """What one equation asks of the cells: the changes times ``factors``, added to ``residual``, give zero or more."""

    factors: tuple[int, ...]
    residual: int
    at_least: bool


@attrs.frozen
class Solution:
    """The changes, one for each cell; ``only`` unless others would do as well."""

    changes: tuple[int, ...]
    only: bool


def solve(demands: Sequence[Demand], rooms: Sequence[Room]) -> Solution | None:
    """Return changes that meet the demands, one for each room and none of them zero; None if there are none.

    >>> both = Demand((1, 1), -1, at_least=False), Demand((1, 0), -3, at_least=False)
    >>> solve(both, [(0, 9), (-9, 9)]), solve(both, [(0, 9), (0, 9)])
    (Solution(changes=(3, -2), only=True), None)
    """
    size = len(rooms)
    exact = [demand for demand in demands if not demand.at_least]
    reduced = _reduced(exact, size)
    settled = len(reduced or ())
    if reduced is not None and size - settled > 1:  # let what is broken hold with nothing to spare
        reduced = _reduced([*exact, *(d for d in demands if d.at_least and d.residual < 0)], size)
    if reduced is None or size - len(reduced) > 1:
        return None
    line = _line(reduced, size)
    if line is None:
        return None
    bases, slopes = line
    span = _span(bases, slopes, demands, rooms)
    if span is None:
        return None
    least, greatest = span
    ends = {least, greatest}
    for base, slope in zip(bases, slopes, strict=True):
        if slope:
            ends |= {min(max(-base // slope + step, least), greatest) for step in (-1, 0, 1)}
    points = [tuple(b + s * t for b, s in zip(bases, slopes, strict=True)) for t in sorted(ends)]
    least_change = min((p for p in points if all(p)), key=lambda point: sum(map(abs, point)), default=None)
    only = size - settled == 0 or least == greatest
    return None if least_change is None else Solution(least_change, only)


def _reduced(demands: Iterable[Demand], size: int) -> dict[int, list[int]] | None:
    """Eliminate: each unknown that is settled, with the row that settles it; None for a contradiction."""
    settled: dict[int, list[int]] = {}
    for demand in demands:
        row = [*demand.factors, -demand.residual]
        for pivot, known in settled.items():
            row = _without(row, pivot, known)
        pivot = next((n for n in range(size) if row[n]), -1)
        if pivot >= 0:
            settled = {n: _without(known, pivot, row) for n, known in settled.items()}
            settled[pivot] = row
        elif row[size]:
            return None
    return settled


def _without(row: list[int], pivot: int, known: list[int]) -> list[int]:
    if not row[pivot]:
        return row
    ours, theirs = row[pivot], known[pivot]
    combined = [a * theirs - b * ours for a, b in zip(row, known, strict=True)]
    shared = gcd(*combined) or 1
    return [number // shared for number in combined]


def _line(settled: dict[int, list[int]], size: int) -> tuple[list[int], list[int]] | None:
    """Return the solutions as ``base + slope * t``, slope zero where nothing is free; None if they are not whole."""
    free = next((n for n in range(size) if n not in settled), None)
    bases, slopes = [0] * size, [0] * size
    if free is not None:
        slopes[free] = 1
    for pivot, row in settled.items():
        steps = row[free] if free is not None else 0
        if row[size] % row[pivot] or steps % row[pivot]:
            return None
        bases[pivot], slopes[pivot] = row[size] // row[pivot], -steps // row[pivot]
    return bases, slopes


def _span(
    bases: Sequence[int], slopes: Sequence[int], demands: Sequence[Demand], rooms: Sequence[Room]
) -> tuple[int, int] | None:
    """Return between which ``t`` every cell stays in its room and every ``at_least`` holds; None if nowhere."""
    needs = []
    for base, slope, (least, greatest) in zip(bases, slopes, rooms, strict=True):
        needs += [(slope, base - least), (-slope, greatest - base)]
    for demand in demands:
        if demand.at_least:
            slope = sum(f * s for f, s in zip(demand.factors, slopes, strict=True))
            needs.append((slope, demand.residual + sum(f * b for f, b in zip(demand.factors, bases, strict=True))))
    lows, highs = [], []
    for slope, spare in needs:  # slope * t + spare >= 0
        if slope > 0:
            lows.append(-(spare // slope))
        elif slope < 0:
            highs.append(spare // -slope)
        elif spare < 0:
            return None
    if not lows or not highs:
        return (0, 0)
    return (max(lows), min(highs)) if max(lows) <= min(highs) else None
