"""Every bound on what an input may cost, in one place.

A bound is there so that no input, however hostile, takes all memory or time; the defaults are generous on honest
files. Whoever must read more raises one for the calls inside a ``with``:

>>> with using(Limits(input_bytes=256 * 2**20)):
...     current().input_bytes
268435456
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import attrs

__all__ = ["Limits", "current", "using"]


@attrs.frozen
class Limits:
    """The bounds that readers and ``load`` keep; an error names the field that was exceeded.

    >>> Limits(input_bytes=2**20).input_bytes
    1048576
    """

    input_bytes: int = 64 * 2**20
    """The size of one source."""
    json_depth: int = 100
    """Levels of nesting in JSON."""
    lines: int = 200_000
    """Lines of a text, or paragraphs of a document, blank ones too; of a page five times as many tags."""
    cells: int = 200_000
    """Cells of all the grids of one document."""
    inflated_bytes: int = 256 * 2**20
    """What all members of a zip may inflate to; a docx, odt or xlsx is one."""
    inflation: int = 100
    """How many times its size a member of a zip may inflate to, beyond its first MB."""
    part_bytes: int = 48 * 2**20
    """The size of one part of XML or of one page of HTML."""
    parts: int = 10_000
    """Members of a zip."""
    markup_depth: int = 200
    """Levels of nesting in XML or HTML."""
    column_span: int = 1_000
    """Columns that a cell reaches over at most; a wider one is taken to be as wide."""
    row_span: int = 65_534
    """Rows that a cell reaches over at most; a longer one is taken to be as long."""


_limits: ContextVar[Limits] = ContextVar("ogirmodel.limits", default=Limits())  # noqa: B039 - frozen


def current() -> Limits:
    """Return the bounds in force here.

    >>> current().json_depth
    100
    """
    return _limits.get()


@contextmanager
def using(limits: Limits) -> Iterator[None]:
    """Put ``limits`` in force inside the ``with`` block, for this thread or task alone.

    >>> with using(Limits(lines=10)):
    ...     current().lines
    10
    >>> current().lines
    1000000
    """
    token = _limits.set(limits)
    try:
        yield
    finally:
        _limits.reset(token)
