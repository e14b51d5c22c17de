"""What the law leaves to the place and the year: the parameters of the checks."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import attrs

from ogirmodel.errors import Problem, StructureError, nearest

__all__ = ["Counting", "Parameters"]

Counting = Literal["han", "nonblank", "all"]

DEADLINES = {
    "department": "01-31",
    "subdistrict_office": None,
    "vertical": "01-31",
    "government": "03-31",
    "township": None,
}
"""Month and day of the year after the report year; local orders are often earlier."""


def _deadlines(given: Mapping[str, str | None]) -> dict[str, str | None]:
    return {**DEADLINES, **given}


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


@attrs.frozen
class Parameters:
    """What a check may need to be told.

    ``deadlines``: month and day (``"01-31"``) by kind of organ, None for no deadline; ``overview_limit``: characters
    that section one may have, the form's own if None; ``counting``: which of them count (``han``: Chinese characters
    alone, ``nonblank``, ``all``); ``components``: the names of the organs whose reports a government must add up.
    Raises StructureError.

    >>> Parameters(deadlines={"department": "01-20"}).deadline("department", 2025).isoformat()
    '2026-01-20'
    """

    deadlines: Mapping[str, str | None] = attrs.field(factory=dict, converter=_deadlines, hash=False)
    overview_limit: int | None = attrs.field(default=None)
    counting: Counting = attrs.field(default="han")
    components: tuple[str, ...] = attrs.field(default=(), converter=_names)

    @deadlines.validator
    def _are_dates(self, _: object, given: Mapping[str, str | None]) -> None:
        for kind, date in given.items():
            if kind not in DEADLINES:
                raise _wrong(f"deadlines.{kind}", "unknown_key", near=nearest(kind, DEADLINES))
            if date is not None and _date(date, 2025) is None:
                raise _wrong(f"deadlines.{kind}", "no_date")

    @counting.validator
    def _is_known(self, _: object, given: str) -> None:
        if given not in ("han", "nonblank", "all"):
            raise _wrong("counting", "no_choice", value=given, known=("han", "nonblank", "all"))

    @overview_limit.validator
    def _is_positive(self, _: object, given: Any) -> None:
        if given is not None and (type(given) is not int or given < 1):
            raise _wrong("overview_limit", "no_count", value=str(given))

    def deadline(self, kind: str | None, year: int) -> datetime.date | None:
        """Return the last day to publish the report of ``year``; None where there is none."""
        given = self.deadlines.get(kind or "")
        return _date(given, year + 1) if given else None


def _date(given: str, year: int) -> datetime.date | None:
    try:
        return datetime.datetime.strptime(f"{year}-{given}", "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    except (ValueError, TypeError):
        return None


def _wrong(path: str, key: str, **data: object) -> StructureError:
    return StructureError.of([Problem(path, key, data)])
