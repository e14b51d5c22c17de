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

from ogirmodel.errors import BadLimit

__all__ = ["Limits", "current", "using"]

MOST = 10**15
MOST_LEVELS = {"markup_depth": 300, "json_depth": 900}
"""More levels than these the interpreter itself does not go down."""


def _is_bound(_: object, field: "attrs.Attribute[int]", value: object) -> None:
    most = MOST_LEVELS.get(field.name, MOST)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= most:
        raise BadLimit.of(field.name, value, most)


def _bound(default: int) -> int:
    bound: int = attrs.field(default=default, validator=_is_bound)
    return bound


@attrs.frozen
class Limits:
    """The bounds that readers and ``load`` keep; an error names the field that was exceeded.

    Raises BadLimit for a bound that is none.

    >>> Limits(input_bytes=2**20).input_bytes
    1048576
    >>> Limits(cells=0)
    Traceback (most recent call last):
    ogirmodel.errors.BadLimit: 上限cells不能设为0，应为1至1000000000000000的整数。
    """

    input_bytes: int = _bound(64 * 2**20)
    """The size of one source."""
    json_depth: int = _bound(100)
    """Levels of nesting in JSON."""
    lines: int = _bound(200_000)
    """Lines of a text, or paragraphs of a document or of JSON, blank ones too; of a page five times as many tags."""
    cells: int = _bound(200_000)
    """Cells of all the grids of one document."""
    inflated_bytes: int = _bound(256 * 2**20)
    """What all members of a zip may inflate to; a docx, odt or xlsx is one."""
    inflation: int = _bound(100)
    """How many times its size a member of a zip may inflate to, beyond its first MB."""
    part_bytes: int = _bound(48 * 2**20)
    """The size of one part of XML or of one page of HTML."""
    parts: int = _bound(10_000)
    """Members of a zip."""
    markup_depth: int = _bound(200)
    """Levels of nesting in XML or HTML."""
    column_span: int = _bound(1_000)
    """Columns that a cell reaches over at most; a wider one is taken to be as wide."""
    row_span: int = _bound(65_534)
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
    200000
    """
    token = _limits.set(limits)
    try:
        yield
    finally:
        _limits.reset(token)
