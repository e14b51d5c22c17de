"""The report itself: who reports, on which year, what the six sections say and the tables count.

A Report holds what was *stated*; ``report.filled`` has every derivable total stated as well. A builder never types a
total, a reader never corrects one.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, Self, TypeVar, get_args

import attrs

from ogirmodel.errors import Problem, StructureError, UnknownName, nearest
from ogirmodel.forms import Form, form, form_of_year
from ogirmodel.model.cells import check_text, unfit
from ogirmodel.model.table import Table
from ogirmodel.model.tables import ApplicationMatrix, DisclosureTable, ReviewLitigation, cell_values, table_of

__all__ = ["Organ", "Report", "blank"]

OrganKind = Literal["government", "department", "subdistrict_office", "vertical", "other"]
OrganLevel = Literal["central", "province", "city", "county", "township"]

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(Mapping[K, V]):
    """A dictionary that cannot be changed and can be hashed."""

    __slots__ = ("_held",)

    def __init__(self, held: Mapping[K, V]) -> None:
        self._held = dict(held)

    def __getitem__(self, key: K) -> V:
        return self._held[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __hash__(self) -> int:
        return hash(frozenset(self._held.items()))

    def __repr__(self) -> str:
        return repr(self._held)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._held,)


def _one_line(value: object) -> str:
    if not isinstance(value, str):
        raise unfit("no_text")
    check_text(value)
    return " ".join(line.strip() for line in value.splitlines()).strip()


def _name(value: object) -> str:
    name = _one_line(value)
    if not name:
        raise unfit("empty")
    return name


@attrs.frozen
class Organ:
    """The administrative organ that reports: its full name, and what is known of its kind and place.

    ``parent`` names the organ above it, ``code`` is its code in whatever register the user keeps. A reader of paper
    sets the name alone. Raises StructureError for an empty name or an unknown kind or level.
    """

    name: str = attrs.field(converter=_name)
    kind: OrganKind | None = attrs.field(default=None)
    level: OrganLevel | None = attrs.field(default=None)
    code: str | None = attrs.field(default=None, converter=attrs.converters.optional(_name))
    parent: str | None = attrs.field(default=None, converter=attrs.converters.optional(_name))

    @kind.validator
    @level.validator
    def _known(self, attribute: "attrs.Attribute[str | None]", value: str | None) -> None:
        known = get_args(OrganKind if attribute.name == "kind" else OrganLevel)
        if value is not None and value not in known:
            raise unfit("no_choice", value=str(value), known=known)


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
        intake = _Intake()
        checked_year = intake.take("year", _year, year)
        if checked_year is None:
            raise StructureError.of(intake.problems)
        statute = form(edition) if edition is not None else form_of_year(checked_year)
        checked_organ = intake.take("organ", _organ, organ)
        sections = {} if sections is None else sections
        tables = {} if tables is None else tables
        notes = {} if notes is None else notes
        held = intake.tables(statute, tables)
        prose = intake.prose("sections", sections, [section.id for section in statute.sections])
        below = intake.prose("notes", notes, list(statute.tables))
        for table in below:
            if table not in held:
                intake.problems.append(Problem(f"notes.{table}", "note_without_table"))
        shown = {s.id: prose.get(s.id, ()) for s in statute.sections if s.id in prose or s.table in held}
        words = intake.take("title", _one_line, title) or None
        opening = intake.take("preface", paragraphs, preface)
        signer = intake.take("signed_by", _one_line, signed_by) or None
        signed = intake.take("signed_on", _date, signed_on)
        published = intake.take("published_on", _date, published_on)
        if intake.problems or checked_organ is None:
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
        raise UnknownName.of("table", kind.__name__, self.tables)

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
        copy = object.__new__(type(self))
        copy.__attrs_init__(**(fields | {"tables": FrozenDict(tables)}))
        return copy


TableT = TypeVar("TableT", bound=Table)


def blank(organ: Organ | str, year: int, edition: str | None = None) -> Report:
    """Return a report with every table of the form and all their cells blank, and no prose.

    >>> blank("某镇人民政府", 2020).applications.received is None
    True
    """
    statute = form(edition) if edition is not None else form_of_year(year)
    return Report(organ, year, statute.edition, tables={table: {} for table in statute.tables})


def standard_title(statute: Form, organ: Organ, year: int) -> str:
    """Return the title that the form prescribes."""
    return statute.title.replace("{organ}", organ.name).replace("{year}", str(year))


def paragraphs(prose: object) -> tuple[str, ...]:
    """Return prose as paragraphs: one a line, outer blanks off, none empty.

    >>> paragraphs(["　一、甲\\n乙 ", ""])
    ('一、甲', '乙')
    """
    given = prose if isinstance(prose, Iterable) and not isinstance(prose, str | bytes) else [prose]
    lines: list[str] = []
    for text in given:
        if not isinstance(text, str):
            raise unfit("no_text")
        lines += (line.strip() for line in text.splitlines())
    check_text("".join(lines))
    return tuple(line for line in lines if line)


class _Intake:
    """Takes the parts of a report one by one and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def take(self, path: str, convert: Any, value: Any) -> Any:
        if value is None:
            return None
        try:
            return convert(value)
        except StructureError as error:
            self.problems += [problem.below(path) for problem in error.problems]
        return None

    def prose(self, path: str, given: Mapping[str, Any], known: list[str]) -> dict[str, tuple[str, ...]]:
        found = {}
        for name, prose in given.items():
            if str(name) not in known:
                data = {"near": nearest(str(name), known)}
                self.problems.append(Problem(f"{path}.{name}", "unknown_key", data))
            else:
                found[str(name)] = self.take(f"{path}.{name}", paragraphs, prose) or ()
        return found

    def tables(self, statute: Form, given: Mapping[str, Any]) -> dict[str, Table]:
        found = {}
        for name, cells in given.items():
            path = f"tables.{name}"
            if name not in statute.tables:
                self.problems.append(Problem(path, "unknown_key", {"near": nearest(str(name), statute.tables)}))
            elif isinstance(cells, Table):
                if (cells.edition, cells.id) == (statute.edition, name):
                    found[name] = cells
                else:
                    data = {"found": f"{cells.edition}/{cells.id}", "expected": f"{statute.edition}/{name}"}
                    self.problems.append(Problem(path, "other_table", data))
            elif isinstance(cells, Mapping):
                values, problems = cell_values(statute.tables[name], cells)
                self.problems.extend(problem.below(path) for problem in problems)
                if not problems:
                    found[name] = table_of(statute, name, values)
            else:
                self.problems.append(Problem(path, "no_table_data"))
        return found


def _organ(value: object) -> Organ:
    if isinstance(value, Organ):
        return value
    if isinstance(value, Mapping):
        unknown = [str(key) for key in value if key not in attrs.fields_dict(Organ)]
        if unknown or "name" not in value:
            raise unfit("no_organ", unknown=tuple(unknown))
        return Organ(**value)
    return Organ(value)


def _year(value: object) -> int:
    if type(value) is not int or not 1000 <= value <= 9999:
        raise unfit("no_year")
    return value


def _date(value: object) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and len(value) == len("2025-01-19"):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise unfit("no_date")
