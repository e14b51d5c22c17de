"""Contenders timed in turns: a block of calls each, round by round, so that whatever slows the machine slows all.

CPU time of the process, not of the clock; medians over the rounds, with their quartiles. What a call is given is made
outside the time.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any, Literal

__all__ = ["Contender", "Result", "Row", "measure"]

BLOCK = 25e-3
"""Seconds that a block of calls takes, about."""

MOST = 2_000
"""Calls in a block, at most."""


@dataclass(frozen=True)
class Contender:
    """Somebody who does the work of a row.

    ``call`` is timed on what ``prepare`` makes for the report of a number; ``verify`` raises AssertionError where its
    output lacks something.
    """

    name: str
    role: Literal["ours", "peer", "floor"]
    call: Callable[[Any], object]
    prepare: Callable[[int], Any]
    verify: Callable[[int, Any], None] | None = None


@dataclass(frozen=True)
class Row:
    """The same work for all contenders, and what we want of it."""

    title: str
    contenders: tuple[Contender, ...]
    goal: str = ""


@dataclass
class Result:
    """The seconds that a call took: one figure for each round."""

    name: str
    role: str
    seconds: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.seconds)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles."""
        if len(self.seconds) < 2:
            return self.seconds[0], self.seconds[0]
        low, _, high = quantiles(self.seconds, n=4)
        return low, high


def measure(row: Row, *, reports: int, rounds: int) -> list[Result]:
    """Verify every contender on every report, and time them in turns."""
    for contender in row.contenders:
        for number in range(reports):
            output = contender.call(contender.prepare(number))
            if contender.verify is not None:
                contender.verify(number, output)
    sizes = [_calls_in_a_block(contender) for contender in row.contenders]
    results = [Result(contender.name, contender.role) for contender in row.contenders]
    starts = _counting(reports)
    for turn in range(rounds):
        order = range(len(sizes)) if turn % 2 else reversed(range(len(sizes)))
        for place in order:
            results[place].seconds.append(_block(row.contenders[place], sizes[place], reports, next(starts)))
    return results


def _calls_in_a_block(contender: Contender) -> int:
    once = min(_block(contender, 1, 1, 0) for _ in range(3))
    return max(1, min(MOST, int(BLOCK / max(once, 1e-7))))


def _block(contender: Contender, calls: int, reports: int, start: int) -> float:
    given = [contender.prepare((start + number) % reports) for number in range(calls)]
    call = contender.call
    begun = time.process_time()
    for one in given:
        call(one)
    return (time.process_time() - begun) / calls


def _counting(reports: int) -> Iterator[int]:
    number = 0
    while True:
        yield number
        number = (number + 7) % reports
