"""What stands in a row of each register, in the order in which rows are sorted: id, organ, dates, codes.

``tally`` takes rows apart by it, the counting in a database asks for the same columns.
"""

from collections.abc import Mapping

from ogirmodel.ledger.codes import Field
from ogirmodel.ledger.days import Days
from ogirmodel.ledger.group import KeyOf, flow_key, life_key

__all__ = ["CODES", "DATES", "FIELDS", "key_of"]

DATES: Mapping[str, tuple[str, ...]] = {
    "cases": ("received", "concluded"),
    "proceedings": ("filed", "concluded"),
    "documents": ("made", "published", "repealed", "expires"),
}
CODES: Mapping[str, tuple[Field, ...]] = {
    "cases": (Field.APPLICANT, Field.OUTCOME),
    "proceedings": (Field.CHANNEL, Field.RESULT),
    "documents": (Field.KIND,),
}
FIELDS: Mapping[str, tuple[str, ...]] = {name: ("id", "organ", *DATES[name], *CODES[name]) for name in DATES}


def key_of(register: str, blanks: Mapping[str, tuple[str, ...]]) -> KeyOf:
    """Return what tells the sort of a row; ``blanks`` are texts that mean no date, by field."""
    days = tuple(Days(blanks.get(field, ())) for field in DATES[register])
    return life_key(days) if register == "documents" else flow_key(*days)
