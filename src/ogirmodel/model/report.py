"""The report itself: who reports, on which year, what the six sections say and the tables count.

A Report holds what was *stated*; ``report.filled`` has every derivable total stated as well. A builder never types a
total, a reader never corrects one.
"""

import datetime
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Self, TypeVar

import attrs

from ogirmodel.errors import Problem, StructureError, UnknownName
from ogirmodel.forms import Form, form
from ogirmodel.model.frozen import FrozenDict
from ogirmodel.model.intake import Intake, to_date, to_year
from ogirmodel.model.organ import Organ, to_organ
from ogirmodel.model.prose import one_line, paragraphs
from ogirmodel.model.table import Table
from ogirmodel.model.tables import KINDS, ApplicationMatrix, DisclosureTable, ReviewLitigation

__all__ = ["Report", "blank", "standard_title"]


@attrs.frozen(init=False)
class Report:
    """One annual report: a value that is never changed, only copied (``report.replace(year=2025)``).

    ``organ`` may be given as a name. ``edition`` is that of the year unless it is said. ``sections`` maps section
    ids to prose, a string or a list of paragraphs; ``tables`` maps table ids to nested dictionaries (or pairs
    ``{(row, column): figure}``) of counts and amounts, blank where nothing is said; ``notes`` holds paragraphs
    printed below a table. ``title`` is None where it is the standard one. A section is present if its id is in
    ``sections`` or its table in ``tables``.

    Raises StructureError, naming every place at once, for what no report can be; UnknownName for an edition that
    does not exist.

    >>> report = Report("某县教育局", 2025, tables={"applications": {"new_received": {"natural_person": 8}}})
    >>> report.edition, report.applications["new_received", "natural_person"]
    ('2021', 8)
    """

    organ: Organ
    year: int
    edition: str
    sections: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Table]
    notes: Mapping[str, tuple[str, ...]]
    title: str | None
    preface: tuple[str, ...]
    signed_by: str | None
    signed_on: datetime.date | None
    published_on: datetime.date | None

    def __init__(
        self,
        organ: Organ | str | Mapping[str, Any],
        year: int,
        edition: str | None = None,
        sections: Mapping[str, str | Iterable[str]] | None = None,
        tables: Mapping[str, Table | Mapping[Any, Any]] | None = None,
        notes: Mapping[str, str | Iterable[str]] | None = None,
        title: str | None = None,
        preface: str | Iterable[str] = (),
        signed_by: str | None = None,
        signed_on: datetime.date | str | None = None,
        published_on: datetime.date | str | None = None,
    ) -> None:
        intake = Intake()
        checked_year = intake.need("year", to_year, year)
        checked_organ = intake.need("organ", to_organ, organ)
        statute = form(edition) if edition is not None else intake.form_of(checked_year)
        held = intake.tables(statute, tables)
        prose = intake.prose("sections", sections, [section.id for section in statute.sections])
        below = intake.prose("notes", notes, list(statute.tables))
        for table, prose_below in below.items():
            if prose_below and table not in held and not intake.table_is_faulty(table):
                intake.problems.append(Problem(f"notes.{table}", "note_without_table"))
        shown = {s.id: prose.get(s.id, ()) for s in statute.sections if s.id in prose or s.table in held}
        words = intake.take("title", one_line, title) or None
        opening = intake.take("preface", paragraphs, preface)
        signer = intake.take("signed_by", one_line, signed_by) or None
        signed = intake.take("signed_on", to_date, signed_on)
        published = intake.take("published_on", to_date, published_on)
        if intake.problems or checked_organ is None or checked_year is None:
            raise StructureError.of(intake.problems)
        self.__attrs_init__(
            organ=checked_organ,
            year=checked_year,
            edition=statute.edition,
            sections=FrozenDict(shown),
            tables=FrozenDict({table: held[table] for table in statute.tables if table in held}),
            notes=FrozenDict({table: below[table] for table in statute.tables if below.get(table)}),
            title=None if words == standard_title(statute, checked_organ, checked_year) else words,
            preface=opening or (),
            signed_by=signer,
            signed_on=signed,
            published_on=published,
        )

    @classmethod
    def of_checked(cls, **fields: Any) -> Self:
        """Return a report of parts that are as the constructor would make them: for those who just saw to it."""
        report = object.__new__(cls)
        report.__attrs_init__(**fields)
        return report

    @property
    def form(self) -> Form:
        """The form of its edition."""
        return form(self.edition)

    @property
    def full_title(self) -> str:
        """The title as printed: its own, or the standard one."""
        return self.title or standard_title(self.form, self.organ, self.year)

    @property
    def disclosure(self) -> DisclosureTable:
        """The table of section 2; raises UnknownName where the report has none."""
        return self._kind(DisclosureTable)

    @property
    def applications(self) -> ApplicationMatrix:
        """The table of section 3; raises UnknownName where the report has none."""
        return self._kind(ApplicationMatrix)

    @property
    def review_litigation(self) -> ReviewLitigation:
        """The table of section 4; raises UnknownName where the report has none."""
        return self._kind(ReviewLitigation)

    def _kind(self, kind: type["TableT"]) -> "TableT":
        for table in self.tables.values():
            if isinstance(table, kind):
                return table
        missing = [name for name, table in self.form.tables.items() if KINDS.get(table.kind) is kind]
        raise UnknownName.of("table", "/".join(missing) or kind.__name__, self.tables)

    @cached_property
    def filled(self) -> Self:
        """The report with every derivable total stated as well; prose and organ are shared."""
        tables = {table_id: table.filled for table_id, table in self.tables.items()}
        return self if all(tables[t] is self.tables[t] for t in tables) else self._with_tables(tables)

    def blanks_as_zero(self) -> Self:
        """Return a copy that says 0 wherever a cell is blank: the explicit act of calling blank nil."""
        return self._with_tables({table_id: table.blanks_as_zero() for table_id, table in self.tables.items()})

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed; takes what the constructor takes, raises what it raises."""
        return attrs.evolve(self, **changes)

    def _with_tables(self, tables: Mapping[str, Table]) -> Self:
        fields = {a.name: getattr(self, a.name) for a in attrs.fields(type(self))}
        return self.of_checked(**(fields | {"tables": FrozenDict(tables)}))


TableT = TypeVar("TableT", bound=Table)


def blank(organ: Organ | str, year: int, edition: str | None = None) -> Report:
    """Return a report with every table of the form and all their cells blank, and no prose.

    >>> blank("某镇人民政府", 2020).applications.received is None
    True
    """
    empty = Report(organ, year, edition)
    return empty.replace(tables={table: {} for table in empty.form.tables})


def standard_title(statute: Form, organ: Organ, year: int) -> str:
    """Return the title that the form prescribes."""
    return statute.title.replace("{organ}", organ.name).replace("{year}", str(year))
