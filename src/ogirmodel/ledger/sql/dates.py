"""Dates in the database: which year each is of, in a text that stands for all rows that count alike.

``2024/2025/0``: received in 2024, concluded in 2025, not before it was received. A part is empty where there is no
date and ``?`` where the text is none; whether a year has a 29 February is judged by whoever reads these, with the
same code that judges single rows. Nothing here knows of a register.
"""

import operator
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy import ColumnElement

from ogirmodel.ledger.days import BLANK, IMPOSSIBLE, day_number
from ogirmodel.ledger.sql.dialects import Kind, exactly, part, text_of, words

__all__ = ["Dated", "span", "stand_ins"]

Arm = tuple[ColumnElement[bool], ColumnElement[str]]

COMMON_YEAR = 2023
NO_DAY = "?"
LEAP_DAY = "-02-29"
LAST_DAY = "-12-31"
DAYS = [f"-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, monthrange(COMMON_YEAR, month)[1] + 1)]
"""Every day that each year has."""


@attrs.frozen(eq=False)
class Dated:
    """A column of dates, what it holds, and which texts in it say nothing; no column where a register has none."""

    dialect: str
    column: ColumnElement[Any] | None = None
    kind: Kind = Kind.TEXT
    blanks: tuple[str, ...] = ()

    @property
    def text(self) -> ColumnElement[Any]:
        """The column as text that is compared to the letter."""
        assert self.column is not None  # noqa: S101 - only what there is has text
        held = text_of(self.column, self.kind)
        if self.kind == Kind.STAMP:
            stamped = part(self.dialect, held, 11, 1).in_([words(" "), words("T")])
            held = sa.case((stamped, part(self.dialect, held, 1, 10)), else_=held)
        return exactly(self.dialect, held)

    @property
    def year(self) -> ColumnElement[str]:
        """The year, a leap day as a whole, nothing, or the sign for what is no date."""
        if self.column is None:
            return words("")
        if self.kind == Kind.MOMENT:
            arms: list[Arm] = [(self.column.is_(None), words(""))]
            if days := [found for blank in self.blanks if (found := _iso(blank))]:
                arms.append((sa.cast(self.column, sa.Date).in_(days), words("")))
            return sa.case(*arms, else_=sa.cast(sa.extract("year", self.column), sa.String(20)))
        text, bare = self.text, sa.func.rtrim(self.text)
        ten = part(self.dialect, text, 1, 10)
        day = exactly(self.dialect, part(self.dialect, text, 5, 6))
        fits = sa.or_(ten == text, ten == bare)
        arms = [(bare.in_([blank.rstrip(" ") for blank in self.blanks]), words(""))] if self.blanks else []
        arms += [
            (sa.and_(day.in_(list(map(words, DAYS))), fits), part(self.dialect, text, 1, 4)),
            (sa.or_(bare.is_(None), bare == words("")), words("")),
            (sa.and_(day == words(LEAP_DAY), fits), ten),
        ]
        return sa.case(*arms, else_=words(NO_DAY))

    def before(self, other: "Dated") -> ColumnElement[str]:
        """Return whether its day is before that of ``other``: 1 or 0, which says nothing where one is no date."""
        if self.column is None or other.column is None:
            return words("0")
        if self.kind == other.kind == Kind.MOMENT:
            earlier = sa.and_(self.column < other.column, self.numbered < other.numbered)
        elif Kind.MOMENT in {self.kind, other.kind}:
            earlier = self.digits < other.digits
        else:
            days = (part(self.dialect, one.text, 1, 10) for one in (self, other))
            one, two = (exactly(self.dialect, day) for day in days)
            earlier = sa.and_(self.text < other.text, one < two)
        return sa.case((earlier, words("1")), else_=words("0"))

    @property
    def ends_year(self) -> ColumnElement[str]:
        """Whether it is a 31 December: 1 or 0."""
        if self.column is None:
            return words("0")
        if self.kind == Kind.MOMENT:
            last = sa.and_(sa.extract("month", self.column) == 12, sa.extract("day", self.column) == 31)
        else:
            last = exactly(self.dialect, part(self.dialect, self.text, 5, 6)) == words(LAST_DAY)
        return sa.case((last, words("1")), else_=words("0"))

    @property
    def numbered(self) -> ColumnElement[Any]:
        """The day of a moment as a number of nine digits."""
        assert self.column is not None  # noqa: S101 - only what there is has a day
        units = (sa.extract(unit, self.column) * size for unit, size in UNITS)
        return reduce(operator.add, units, sa.literal_column("100000000", sa.Integer))

    @property
    def digits(self) -> ColumnElement[str]:
        """The day as nine digits, so that text and dates can be set side by side; what is no date may be anything."""
        if self.kind == Kind.MOMENT:
            return exactly(self.dialect, sa.cast(self.numbered, sa.String(20)))
        pieces = [part(self.dialect, self.text, first, length) for first, length in ((1, 4), (6, 2), (9, 2))]
        return exactly(self.dialect, reduce(operator.add, pieces, words("1")))


UNITS = (("year", 10_000), ("month", 100), ("day", 1))


def _iso(text: str) -> date | None:
    number = day_number(text)
    return None if number in {BLANK, IMPOSSIBLE} else date.fromisoformat(text.rstrip(" "))


def span(opened: Dated, others: Sequence[Dated], ends: Sequence[Dated], last: Dated | None) -> ColumnElement[str]:
    """Return the text that stands for the dates of a row: the years, and after them what the years do not tell.

    That is for each of ``ends`` whether it is before ``opened``, and whether ``last`` is a 31 December.
    """
    whole = opened.year
    for other in others:
        whole = whole + words("/") + other.year
    whole = whole + words("/")
    for end in ends:
        whole = whole + end.before(opened)
    return whole if last is None else whole + last.ends_year


def stand_ins(spanned: str, ends: Sequence[int], last: int | None) -> list[str | None]:
    """Return dates that count as those of all the rows that ``spanned`` stands for.

    ``ends`` are the places, among the dates, of those that may be before the first; ``last`` of the one that may be a
    31 December.

    >>> stand_ins("2024/2025/0", [1], None), stand_ins("2024/2024/1", [1], None), stand_ins("2023-02-29//0", [1], None)
    (['2024-06-15', '2025-11-15'], ['2024-06-15', '2024-01-15'], ['?', None])
    """
    *years, flags = spanned.split("/")
    found = [_stand_in(years[0], "-06-15")]
    early = dict(zip(ends, flags, strict=False))
    for place, year in enumerate(years[1:], 1):
        ends_year = place == last and flags.endswith("1")
        found.append(_stand_in(year, LAST_DAY if ends_year else "-01-15" if early.get(place) == "1" else "-11-15"))
    return found


def _stand_in(year: str, day: str) -> str | None:
    """Return a date of a year; text that is none stays none."""
    if LEAP_DAY in year:
        year = NO_DAY if day_number(year) == IMPOSSIBLE else year[:4]
    if year in {"", NO_DAY}:
        return year or None
    return f"{year:0>4}{day}"
