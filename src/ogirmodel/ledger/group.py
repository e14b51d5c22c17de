"""One pass over the rows of a register: how many there are of each sort, by organ, and which ids stand twice.

A sort (``Key``) is all that counting needs to know of a row, the years of its dates and its codes; so the same groups
serve any year, and what a database groups is counted the same way. Nothing here knows what a code means. What is
kept is one entry an id, so that the rows before a repeated id can be taken back.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import attrs

from ogirmodel.ledger.codes import code_text
from ogirmodel.ledger.days import BLANK, IMPOSSIBLE, Days

__all__ = ["ANY", "NOBODY", "Groups", "Key", "KeyOf", "Row", "flow_key", "group", "life_key", "organ_of"]

Row = tuple[object, ...]
"""A row as it comes: its id, its organ, its dates, its codes."""

Key = tuple[int | str, ...]
"""A sort of rows: the year of each date, 0 where there is none, then the codes as text.

Of a row whose dates are at fault the first is ``-n`` for the n-th fault of :data:`ogirmodel.ledger.dirt.FAULTS`, and
the codes are empty."""

KeyOf = Callable[[Row], Key]

NOBODY: Final = ""
"""The organ of rows that name none in a register of many."""

ANY: Final[Mapping[str, str]] = {}
"""Every organ that rows name, each for itself."""

REPEATED = -1
YEAR = 10_000
LAST_DAY = 1231


@attrs.frozen
class Groups:
    """The rows of one organ: how many of each sort, and the smallest id of each, compared as text.

    Rows whose id stands more than once are only in ``repeated`` (how many ids, how many rows) and ``repeated_id``,
    rows without id only in ``nameless``. Spaces at the end, as a database pads with, are not shown.
    """

    counts: Mapping[Key, int] = attrs.field(factory=dict)
    examples: Mapping[Key, str] = attrs.field(factory=dict)
    repeated: tuple[int, int] = (0, 0)
    repeated_id: str = ""
    nameless: int = 0

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return sum(self.counts.values()) + self.repeated[1] + self.nameless

    @property
    def smallest(self) -> str:
        """The smallest of all ids; empty where no row has one."""
        return min(filter(None, (*self.examples.values(), self.repeated_id)), default="")


@attrs.define
class _Shelf:
    """The ids of one organ and the sort of each; how many rows came again, and how many came without id."""

    seen: dict[str, int] = attrs.field(factory=dict)
    again: int = 0
    nameless: int = 0


class _Shelves(dict[object, _Shelf | None]):
    """The shelf of each organ as rows name it; None for an organ that nobody asked for."""

    def __init__(self, organs: Mapping[str, str], unnamed: str) -> None:
        super().__init__()
        self._organs, self._unnamed = organs, unnamed
        self.by_organ = {organ: _Shelf() for organ in (*organs.values(), NOBODY, unnamed)}

    def __missing__(self, raw: object) -> _Shelf | None:
        organ = organ_of(raw, self._organs, self._unnamed)
        shelf = None if organ is None else self.by_organ.setdefault(organ, _Shelf())
        self[raw] = shelf
        return shelf


def organ_of(raw: object, organs: Mapping[str, str], unnamed: str) -> str | None:
    """Return whose a row is that names ``raw`` as its organ; None where nobody asked for that one.

    >>> organ_of(" 0012 ", {"0012": "甲局"}, "甲局"), organ_of("", {"0012": "甲局"}, "甲局"), organ_of("乙局", ANY, "")
    ('甲局', '', '乙局')
    """
    if raw is None:
        return unnamed
    name = code_text(raw).strip()
    return name if organs is ANY else NOBODY if not name else organs.get(name)


class _Numbers(dict[Key, int]):
    """A small number for each sort, in the order in which they are met."""

    def __missing__(self, key: Key) -> int:
        number = self[key] = len(self)
        return number


def group(rows: Iterable[Row], key_of: KeyOf, organs: Mapping[str, str], unnamed: str = NOBODY) -> dict[str, Groups]:
    """Return the groups of each organ, in one pass.

    ``organs`` says which names in the register are which organ's, ANY that each is its own; ``unnamed`` is whose the
    rows are that come from a register without that column.
    """
    shelves = _Shelves(organs, unnamed)
    numbers = _Numbers()
    for row in rows:
        try:
            shelf = shelves[row[1]]
            number = numbers[key_of(row)]
        except TypeError:  # what cannot be hashed is no date and no organ's name
            row = tuple(map(_held, row))  # noqa: PLW2901
            shelf = shelves[row[1]]
            number = numbers[key_of(row)]
        if shelf is None:
            continue
        name = row[0]
        if name.__class__ is not str:
            name = code_text(name)
        if not name.strip(" "):
            shelf.nameless += 1
        elif name in shelf.seen:
            shelf.again += 1
            shelf.seen[name] = REPEATED
        else:
            shelf.seen[name] = number
    keys = list(numbers)
    return {organ: _groups(shelf, keys) for organ, shelf in shelves.by_organ.items()}


def _groups(shelf: _Shelf, keys: list[Key]) -> Groups:
    counts = Counter(shelf.seen.values())
    smallest: dict[int, str] = {}
    for name, number in shelf.seen.items():
        if number not in smallest or name < smallest[number]:
            smallest[number] = name
    ids = counts.pop(REPEATED, 0)
    return Groups(
        {keys[number]: count for number, count in counts.items()},
        {keys[number]: smallest[number].rstrip(" ") for number in counts},
        (ids, ids + shelf.again),
        smallest.get(REPEATED, "").rstrip(" "),
        shelf.nameless,
    )


def _held(value: object) -> object:
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return value


def flow_key(opened_days: Days, closed_days: Days) -> KeyOf:
    """Return what sorts requests and proceedings: id, organ, opened, closed, and two codes."""

    def key(row: Row) -> Key:
        _, _, opened, closed, kind, outcome = row
        start, end = opened_days[opened], closed_days[closed]
        if start > 0 and (end >= start or not end):
            return (
                start // YEAR,
                end // YEAR,
                kind if kind.__class__ is str else code_text(kind),
                outcome if outcome.__class__ is str else code_text(outcome),
            )
        return (_fault((start, end), (1,)), 0, "", "")

    return key


def life_key(days: tuple[Days, ...]) -> KeyOf:
    """Return what sorts documents: id, organ, made, published, repealed, expires, and the kind.

    The last date of a document is held as the first on which it is no longer in force.
    """

    def key(row: Row) -> Key:
        found = tuple(each[raw] for each, raw in zip(days, row[2:6], strict=True))
        made, published, repealed, expires = found
        fault = _fault(found, (2, 3))
        if fault:
            return (fault, 0, 0, 0, "")
        lapsed = expires // YEAR + (expires % YEAR == LAST_DAY)
        return (made // YEAR, published // YEAR, repealed // YEAR, lapsed, code_text(row[6]))

    return key


def _fault(days: tuple[int, ...], ends: tuple[int, ...]) -> int:
    """Return the first fault of some dates as a number below zero, 0 where there is none.

    -1: the first is missing; -2, -3 ...: the first, the second ... is no date; then: the second ... is before it.
    """
    if days[0] == BLANK:
        return -1
    for place, day in enumerate(days):
        if day == IMPOSSIBLE:
            return -2 - place
    return next((-1 - len(days) - place for place in ends if BLANK < days[place] < days[0]), 0)
