"""What a number in a sheet looks like as text: plain, no exponent, a date where the format of the cell says so."""

import datetime
import math
import re
from decimal import Decimal

from ogirmodel.document.compose import date_text

__all__ = ["is_date_format", "iso_text", "number_text", "serial_text", "stored", "whole"]

BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
NO_PART_OF_A_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')

FINE = 1e9
"""Below this, fifteen digits are six decimals or more, and what a sum of floats adds beyond them is noise."""

EPOCH = datetime.date(1899, 12, 30)
EPOCH_1904 = datetime.date(1904, 1, 1)
DAY = 86_400
FEBRUARY_1900 = 60
"""Excel counts a 29 February 1900 that never was."""


def stored(text: str) -> float | None:
    """Return the number that a file stores; None for what is none or is beyond all bounds, though Python would read it.

    >>> stored("1e3"), stored("1_000"), stored("NaN")
    (1000.0, None, None)
    """
    number = float(text) if NUMBER.fullmatch(text) else math.inf
    return number if math.isfinite(number) else None


def number_text(value: float) -> str:
    """Return ``value`` as decimals, as few as it takes.

    >>> number_text(5.0), number_text(0.1 + 0.2), number_text(1e15), number_text(0.37)
    ('5', '0.3', '1000000000000000', '0.37')
    """
    if not math.isfinite(value):
        return str(value)
    if value == int(value):
        return str(int(value))
    return format(Decimal(f"{value:.15g}" if abs(value) < FINE else repr(value)), "f")


def serial_text(serial: float, *, since_1904: bool = False) -> str:
    """Return the date that a number stands for, with the time of day where it has one.

    >>> serial_text(46041), serial_text(46041.5), serial_text(0.25)
    ('2026年1月19日', '2026年1月19日 12:00:00', '06:00:00')
    """
    if not math.isfinite(serial):
        return str(serial)
    days, seconds = divmod(round(serial * DAY), DAY)
    time = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if days == 0 and not since_1904:
        return time
    early = not since_1904 and days < FEBRUARY_1900
    try:
        date = (EPOCH_1904 if since_1904 else EPOCH) + datetime.timedelta(days + early)
    except OverflowError:
        return number_text(serial)
    return f"{date_text(date)} {time}" if seconds else date_text(date)


def iso_text(value: str) -> str:
    """Return the date that is written as computers write it; what is none as it is.

    >>> iso_text("2026-01-09"), iso_text("2026-01-09T08:30:00"), iso_text("-")
    ('2026年1月9日', '2026年1月9日 08:30:00', '-')
    """
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return value
    time = moment.time()
    return f"{date_text(moment.date())} {time:%H:%M:%S}" if time != datetime.time() else date_text(moment.date())


def is_date_format(number: int, code: str | None) -> bool:
    """Tell whether the format ``number``, whose pattern is ``code`` unless it is built in, shows a date or a time.

    >>> is_date_format(164, 'yyyy"年"m"月"'), is_date_format(164, '0.00_);[Red]General'), is_date_format(14, None)
    (True, False, True)
    """
    if code is None:
        return number in BUILT_IN_DATES
    return any(c in "ymdhs" for c in NO_PART_OF_A_DATE.sub("", code).casefold())


def whole(text: str | None, default: int) -> int:
    """Return the count that an attribute states, ``default`` where it states none.

    >>> whole("12", 0), whole("-1", 0), whole(None, 1)
    (12, 0, 1)
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
