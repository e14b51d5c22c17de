"""What a form is: the attrs classes that one TOML file per edition is loaded into.

A form is data: its sections in their order, its tables, the years it is for, and what became of the edition before.
"""

from collections.abc import Mapping

import attrs

from ogirmodel.errors import UnknownName
from ogirmodel.forms.table import TableForm

__all__ = ["Form", "Section", "Succession", "Years"]


@attrs.frozen
class Section:
    """One numbered section: its heading as printed, the wordings it is known by, and what its prose must cover.

    ``limit`` is the number of characters that it should not exceed.

    >>> from ogirmodel.forms import form
    >>> form("2021").section("overview").limit
    1000
    """

    id: str
    heading: str
    aliases: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    table: str | None = None
    covers: tuple[str, ...] = ()
    limit: int | None = None
    placeholder: str | None = None


@attrs.frozen
class Years:
    """The report years that an edition is for, both ends included; an open end is None.

    >>> 2020 in Years(2019, 2020), 2030 in Years(2021)
    (True, True)
    """

    first: int
    last: int | None = None

    def __contains__(self, year: int) -> bool:
        return self.first <= year and (self.last is None or year <= self.last)


@attrs.frozen
class Succession:
    """Where the cells of the edition before are found in this one; a path stands for all the cells below it."""

    edition: str
    renamed: Mapping[str, str] = attrs.field(factory=dict)
    split: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    dropped: tuple[str, ...] = ()


@attrs.frozen(eq=False)
class Form:
    """One statutory edition of the report: everything the library knows about the statute.

    >>> from ogirmodel.forms import form
    >>> [section.id for section in form("2021").sections][:2]
    ['overview', 'disclosure']
    """

    edition: str
    authority: str
    name: str
    years: Years
    title: str
    sections: tuple[Section, ...]
    tables: Mapping[str, TableForm]
    title_aliases: tuple[str, ...] = ()
    succeeds: Succession | None = None

    def section(self, section: str) -> Section:
        """Return a section by its id; raises UnknownName."""
        for candidate in self.sections:
            if candidate.id == section:
                return candidate
        raise UnknownName.of("section", section, [candidate.id for candidate in self.sections])

    def table(self, table: str) -> TableForm:
        """Return a table by its id; raises UnknownName."""
        try:
            return self.tables[table]
        except KeyError:
            raise UnknownName.of("table", table, self.tables) from None

    def section_of(self, table: str) -> tuple[int, Section]:
        """Return the section under which a table stands, and its number counted from 1."""
        return next((n, s) for n, s in enumerate(self.sections, 1) if s.table == table)
