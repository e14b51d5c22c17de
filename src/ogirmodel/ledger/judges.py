"""What the codes of registers mean, edition by edition: made once for a year and a map, asked for every sort of row.

``tally`` and the counting in a database make one with ``judges_of``. Nothing here counts.
"""

from collections.abc import Mapping

import attrs

from ogirmodel.forms import Form, editions, form, form_of_year
from ogirmodel.forms.load import FORMS
from ogirmodel.ledger.codes import Field, Meanings, meanings
from ogirmodel.ledger.map import RegisterMap

__all__ = ["Judges", "judges_of"]


@attrs.frozen
class Judges:
    """What the codes of each field mean, edition by edition, each from its first year on, the earliest first."""

    form: Form
    """The form of the report."""
    editions: tuple[tuple[int, Mapping[Field, Meanings]], ...]
    counted: Mapping[Field, Meanings]
    """The meanings in the edition of the report."""

    def find(self, field: Field, code: str) -> str | None:
        """Return what a code means in the edition of the report."""
        return self.counted[field].find(code)

    def ending(self, field: Field, code: str, year: int) -> str | None:
        """Return what a code means that a row was concluded with in ``year``: its own time's form judges it.

        A row that is not concluded has no time; any edition that knows its code will do.
        """
        if not year:
            found = [meaning[field].find(code) for _, meaning in self.editions]
            return next((key for key in found if key is not None), None)
        first = self.editions[0][1]
        return next((held for since, held in reversed(self.editions) if since <= year), first)[field].find(code)


def judges_of(year: int, edition: str | None, mapping: RegisterMap) -> Judges:
    """Return what the codes of a register mean; raises UnknownName for a year or edition that has no form.

    A row is judged by the form that was in force when it was concluded, or by ``edition`` alone if that is given.
    """
    statute = form(edition) if edition is not None else form_of_year(year)
    built_in = (FORMS.get(entry.name) for entry in FORMS.entries() if entry.builtin)
    judging = sorted(built_in, key=lambda one: one.years.first) if edition is None else [statute]
    others = tuple(editions().values())
    held = {
        one.edition: {
            field: meanings(one, field, mapped.codes.get(field, {}), mapped.blanks.get(field, ()), others)
            for field, mapped in mapping.by_field.items()
        }
        for one in judging
    }
    return Judges(statute, tuple((one.years.first, held[one.edition]) for one in judging), held[statute.edition])
