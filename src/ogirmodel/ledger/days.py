"""From a date as a register has it to a number that sorts and tells the year: 20250301.

``group`` asks once a row, so what was asked before is kept. Nothing here knows what a date is of.
"""

import datetime
import re
from collections.abc import Iterable

__all__ = ["BLANK", "IMPOSSIBLE", "Days", "day_number", "is_nothing"]

BLANK = 0
IMPOSSIBLE = -1

ISO_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
KEPT = 100_000
"""So many days are remembered; there are fewer in two hundred years, and garbage must not fill the memory."""


class Days(dict[object, int]):
    """The number of each day that was asked for: ``Days()["2025-03-01"]``.

    ``blanks`` are texts that mean no date in this column, such as ``9999-12-31``.

    >>> days = Days(["-"])
    >>> days["2025-03-01"], days["-"], days[None], days["1.3.2025"]
    (20250301, 0, 0, -1)
    """

    def __init__(self, blanks: Iterable[str] = ()) -> None:
        super().__init__()
        self._blanks = frozenset(text.rstrip(" ") for text in blanks)

    def __missing__(self, raw: object) -> int:
        number = day_number(raw)
        if self._blanks and number and (_plain(raw) in self._blanks):
            number = BLANK
        if raw.__class__ in {str, datetime.date} and len(self) < KEPT:  # equal moments may be two days: never kept
            self[raw] = number
        return number


def day_number(raw: object) -> int:
    """Return the number of a day, BLANK for none, IMPOSSIBLE for what is no ISO calendar date.

    Spaces at the end are none of the text: a column of fixed width is filled up with them.

    >>> day_number(datetime.datetime(2025, 3, 1, 23, 59)), day_number("2025-02-30"), day_number("")
    (20250301, -1, 0)
    """
    if is_nothing(raw):
        return BLANK
    if isinstance(raw, datetime.date):  # a datetime is one
        return raw.year * 10_000 + raw.month * 100 + raw.day
    text = raw.rstrip(" ") if isinstance(raw, str) else ""
    if not ISO_DATE.fullmatch(text):
        return IMPOSSIBLE
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return IMPOSSIBLE
    return int(text.replace("-", ""))


def is_nothing(raw: object) -> bool:
    """Tell whether a value says nothing: None, text of blanks, or what data frames have for it (NaN, NaT)."""
    if isinstance(raw, str):
        return not raw.strip(" ")
    return raw is None or (isinstance(raw, float | datetime.date) and bool(raw != raw))  # noqa: PLR0124 - so is NaN


def _plain(raw: object) -> str:
    return raw.isoformat()[:10] if isinstance(raw, datetime.date) else str(raw).rstrip(" ")
