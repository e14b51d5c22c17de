"""The rows of a register: what an office writes down of each request, proceeding and normative document.

Whoever has a register makes these; ``tally`` counts them. They are held as they were written: a date that is none or
a code that nobody knows is found when it is counted, so nothing here judges a row.
"""

import datetime
import operator
from decimal import Decimal
from typing import SupportsIndex

import attrs

from ogirmodel.model import Money
from ogirmodel.model.cells import unfit, units

__all__ = ["Case", "Code", "Day", "Decisions", "NormativeDocument", "Proceeding", "ProcessingFee"]

Day = datetime.date | str | None
"""A day as a register has it: a date, a datetime (its date counts), or ISO text, ``2025-03-01``."""

Code = str | float | None
"""A code or an id as a register has it: a key of the form, its label, or what a map explains; 1.0 is 1."""


@attrs.frozen
class Case:
    """One request for information (依申请公开), as the register has it.

    ``applicant`` and ``outcome`` are keys or labels of the form, or codes that a map explains; ``outcome`` and
    ``concluded`` are None while it is open. ``organ`` says whose it is, in a register of many organs.

    >>> Case("2025-017", "2025-03-01", "natural_person", "disclosed", "2025-03-20").outcome
    'disclosed'
    """

    id: Code
    received: Day
    applicant: Code
    outcome: Code = None
    concluded: Day = None
    organ: str | None = None


@attrs.frozen
class Proceeding:
    """One reconsideration or lawsuit over a decision on information.

    ``channel`` is ``reconsideration``, ``litigation_direct`` or ``litigation_after_reconsideration``; ``result`` and
    ``concluded`` are None while it is open.

    >>> Proceeding("诉2025-1", "litigation_direct", "2025-03-01").result is None
    True
    """

    id: Code
    channel: Code
    filed: Day
    result: Code = None
    concluded: Day = None
    organ: str | None = None


@attrs.frozen
class NormativeDocument:
    """One rule or normative document (规章, 行政规范性文件) and what became of it.

    ``kind`` is ``rules`` or ``normative_documents``; ``expires`` is the last day on which it is in force.

    >>> NormativeDocument("县府发1号", "normative_documents", "2024-05-06", repealed="2025-01-31").repealed
    '2025-01-31'
    """

    id: Code
    kind: Code
    made: Day
    published: Day = None
    repealed: Day = None
    expires: Day = None
    organ: str | None = None


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise unfit("no_count", value=repr(value) if isinstance(value, str | float) else type(value).__name__)
    number = operator.index(value)
    if number < 0:
        raise unfit("negative", value=number)
    return number


@attrs.frozen
class Decisions:
    """How many decisions were made in the year, published or not (section 2); None where no register says it.

    Raises StructureError for what is no count.

    >>> Decisions(licensing=120, penalties=3).compulsion is None
    True
    """

    licensing: int | None = attrs.field(default=None, converter=attrs.converters.optional(_count))
    penalties: int | None = attrs.field(default=None, converter=attrs.converters.optional(_count))
    compulsion: int | None = attrs.field(default=None, converter=attrs.converters.optional(_count))


def _yuan(value: Money | Decimal | int | str) -> Money:
    smallest = units()[-1]
    amount = value if isinstance(value, Money) else Money(value)
    if amount.unit not in {None, smallest}:
        raise unfit("other_unit", unit=amount.unit, expected=smallest)
    return attrs.evolve(amount, unit=smallest)


@attrs.frozen
class ProcessingFee:
    """The information processing fee (信息处理费) of the year: notices sent, the sum notified, the sum collected.

    Amounts are in 元, as Money, Decimal, int or text; never a binary float. Raises StructureError.

    >>> str(ProcessingFee(2, "760", "380.50").amount_collected)
    '380.5'
    """

    notices: int = attrs.field(converter=_count)
    amount_notified: Money = attrs.field(converter=_yuan)
    amount_collected: Money = attrs.field(converter=_yuan)
