"""What a diagnosis says: cells, what they hold and what they would hold, and that in words.

Made by ``diagnose``; how an answer was found is not known here.
"""

import attrs

from ogirmodel import messages
from ogirmodel.checks.diagnosis.patterns import Pattern, doubt
from ogirmodel.findings import Location, column_label, row_label
from ogirmodel.forms import form
from ogirmodel.messages import Language, Verbatim
from ogirmodel.model import Money
from ogirmodel.model.cells import CellValue

__all__ = ["Change", "Diagnosis", "Repair"]


@attrs.frozen
class Change:
    """A cell, what it holds (None: blank), and what it would hold.

    >>> Change("carried_in", "total", 12, 21).after
    21
    """

    row: str
    column: str
    before: CellValue
    after: CellValue


@attrs.frozen
class Repair:
    """Changes that together make the broken identities hold, and the human error that they look like.

    >>> Repair((Change("carried_in", "total", 12, 21),), Pattern.TRANSPOSED).pattern
    <Pattern.TRANSPOSED: 'transposed'>
    """

    changes: tuple[Change, ...]
    pattern: Pattern


@attrs.frozen
class Diagnosis:
    """The smallest repairs of identities that belong together, the likeliest first.

    All ``repairs`` change equally few cells, so by the figures alone they are equally good; ``best`` are those whose
    pattern is as likely as that of the first. ``unique`` says that no other repair is as small, ``more`` how many
    there are beyond those listed. No repairs: no small one was found.

    >>> from ogirmodel import Report
    >>> cases = {"reconsideration": {"result_upheld": 1, "result_corrected": 2, "other_result": 0, "not_concluded": 0}}
    >>> cases["reconsideration"]["total"] = 5
    >>> from ogirmodel.checks.diagnosis import diagnose
    >>> (diagnosis,) = diagnose(Report("某局", 2025, tables={"review_litigation": cases}))
    >>> diagnosis.unique, len(diagnosis.repairs), diagnosis.repairs[-1].changes[0].after
    (False, 5, 3)
    """

    edition: str
    table: str
    repairs: tuple[Repair, ...]
    unique: bool
    more: int = 0

    @property
    def best(self) -> tuple[Repair, ...]:
        """The repairs that are as likely as the first."""
        return tuple(r for r in self.repairs if doubt(r.pattern) == doubt(self.repairs[0].pattern))

    def text(self, language: Language = "zh") -> str:
        """Return the diagnosis as one sentence."""
        where = Verbatim(Location(self.edition, table=self.table).text(language))
        between = messages.text("diagnosis.or", language)
        repairs = Verbatim(between.join(self._repair(repair, language) for repair in self.repairs))
        if not self.repairs:
            return messages.text("diagnosis.none", language, where=where)
        key = "unique" if self.unique else "several" if self.more == 0 else "more"
        return messages.text(f"diagnosis.{key}", language, where=where, repairs=repairs, more=self.more)

    def _repair(self, repair: Repair, language: Language) -> str:
        between = messages.text("diagnosis.and", language)
        changes = Verbatim(between.join(self._change(change, language) for change in repair.changes))
        pattern = Verbatim(messages.text(f"diagnosis.{repair.pattern}", language))
        return messages.text("diagnosis.repair", language, changes=changes, pattern=pattern)

    def _change(self, change: Change, language: Language) -> str:
        table = form(self.edition).table(self.table)
        row, column = row_label(table, change.row), column_label(table, change.column)
        before, after = (_shown(value, language) for value in (change.before, change.after))
        return messages.text(
            "diagnosis.change", language, row=Verbatim(row), column=Verbatim(column), before=before, after=after
        )


def _shown(value: CellValue, language: Language) -> str:
    if value is None:
        return messages.text("terms.blank", language)
    return f"{value}{value.unit or ''}" if isinstance(value, Money) else str(value)
