"""Automatic numbers made visible: lists and headings count, and their labels stand before the text.

OpenDocument does not store 一、 or （一） where they are numbers of a list; whoever shows the text counts them.
"""

import re
from collections.abc import Mapping

import attrs

from ogirmodel.labels import display_width
from ogirmodel.readers.odt.numerals import numeral
from ogirmodel.readers.odt.styles import DEEPEST, START_BOUND, Level

__all__ = ["Counts", "Place", "advance", "labelled"]

Levels = Mapping[int, Level]
PLACEHOLDER = re.compile("%([0-9]{1,2})%")


@attrs.define(eq=False)
class Counts:
    """How far each level of one list has counted; None where it has not begun."""

    at: list[int | None] = attrs.field(factory=lambda: [None] * (DEEPEST + 1))

    def set_before(self, level: int, start: int) -> None:
        """Make ``start`` the next number at ``level``."""
        self.at[level] = start - 1


@attrs.frozen
class Place:
    """Where a paragraph stands in a list; ``style`` is None where neither the list nor one around it names any."""

    style: str | None
    levels: Levels | None
    counts: Counts
    level: int = 1


def advance(counts: Counts, levels: Levels, level: int) -> str:
    """Count one more at ``level`` and return its label, blank where nothing is shown.

    >>> levels = {1: Level("1", "", ".", "", 1, 1, False), 2: Level("a", "", ")", "", 1, 2, False)}
    >>> counts = Counts()
    >>> [advance(counts, levels, level) for level in (1, 1, 2, 2, 1)]
    ['1.', '2.', '2.a)', '2.b)', '3.']
    """
    for outer in range(1, level):
        if counts.at[outer] is None:
            counts.at[outer] = _start(levels, outer)
    last = counts.at[level]
    counts.at[level] = _start(levels, level) if last is None else min(last + 1, START_BOUND)
    counts.at[level + 1 :] = [None] * (DEEPEST - level)
    known = levels.get(level)
    return _label(known, counts, levels, level).strip() if known else ""


def labelled(label: str, text: str) -> str:
    """Put a label before a text; a blank parts them where they would run into one word or figure.

    >>> labelled("一、", "总体情况"), labelled("1.", "5件"), labelled("1", "总体")
    ('一、总体情况', '1. 5件', '1 总体')
    """
    text = text.lstrip()
    if not label or not text:
        return label or text
    runs_on = label[-1].isalnum() or display_width(label[-1]) == display_width(text[0]) == 1
    return f"{label} {text}" if runs_on else label + text


def _start(levels: Levels, level: int) -> int:
    known = levels.get(level)
    return known.start if known else 1


def _label(known: Level, counts: Counts, levels: Levels, level: int) -> str:
    if known.pattern:
        return PLACEHOLDER.sub(lambda found: _written(int(found[1]), counts, levels), known.pattern)
    shown = (_written(each, counts, levels) for each in range(max(1, level - known.shown + 1), level + 1))
    return known.prefix + ".".join(filter(None, shown)) + known.suffix


def _written(level: int, counts: Counts, levels: Levels) -> str:
    known = levels.get(level)
    number = counts.at[level] if level <= DEEPEST else None
    return numeral(number, known.format, repeat=known.repeat) if known and known.format and number is not None else ""
