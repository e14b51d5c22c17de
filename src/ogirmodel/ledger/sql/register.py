"""What a program holds of a register in a database: where it is, and the map that explains it.

``tally`` asks it for groups of rows. SQLAlchemy, an extra, is loaded when it is first asked.
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self, Union

import attrs

from ogirmodel.errors import PluginUnavailable
from ogirmodel.ledger.count import ProceedingsBy
from ogirmodel.ledger.group import Groups
from ogirmodel.ledger.map import RegisterMap
from ogirmodel.model import Organ

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

__all__ = ["Register", "Source", "Trace", "trace"]

Source = Union[str, "URL", "Engine", "Connection"]
"""Where a database is. What is opened for a URL is closed again; an Engine or Connection stays as it was."""


def _shown(source: object) -> str:
    """Return a source without anything that could be a password."""
    text = source if isinstance(source, str) else ""
    scheme = text.partition(":")[0] if "://" in text else type(source).__name__
    return f"{scheme}://…" if "://" in text else f"<{scheme}>"


@attrs.frozen
class Register:
    """A register in a database: ``tally(Register("sqlite:///register.sqlite", mapping), year=2025, organ="…")``.

    ``source`` is a SQLAlchemy URL, Engine or Connection; ``mapping`` names the table or query of each register that
    is to be counted. A map may hold a query, so a map is code: take it from whom you would take a script. Everything
    is counted in one read-only snapshot; a Connection that is in a transaction already is used as it is. Nothing is
    committed, and nothing is closed that was not opened here.

    Counting raises ReadError where the database, a table or a column cannot be read, PluginUnavailable where
    SQLAlchemy or a driver is missing. No message holds a password.

    >>> from ogirmodel.ledger import RegisterMap, RowMap
    >>> Register("postgresql://clerk:secret@db/ogi", RegisterMap(cases=RowMap(table="requests"))).source is not None
    True
    """

    source: Source = attrs.field(repr=_shown)
    mapping: RegisterMap = attrs.field()

    @classmethod
    def of_file(cls, path: str | os.PathLike[str], mapping: RegisterMap) -> Self:
        """Return the register in a file of SQLite, whatever characters its path has."""
        _need_sqlalchemy()
        from sqlalchemy import URL  # noqa: PLC0415 - an extra

        return cls(URL.create("sqlite", database=os.fspath(path)), mapping)

    def grouped(self, organs: Mapping[str, str], unnamed: str) -> dict[str, dict[str, Groups]]:
        """Return the groups of rows, by register and by organ; ``tally`` calls it."""
        _need_sqlalchemy()
        from ogirmodel.ledger.sql.gather import grouped  # noqa: PLC0415 - an extra

        return grouped(self.source, self.mapping, organs, unnamed)


@attrs.frozen
class Trace:
    """What stands behind a figure: ``statement`` selects the rows, ``ids`` are theirs, in the order of their text.

    ``statement`` is for reading and for running by hand, in the language of the database, values and all. ``ids`` is
    held whole: a figure of a million takes some 100 MB.
    """

    statement: str = attrs.field(repr=False)
    ids: tuple[str, ...]


def trace(
    register: Register,
    cell: tuple[str, str, str],
    *,
    year: int,
    organ: Organ | str,
    edition: str | None = None,
    proceedings_by: ProceedingsBy = "concluded",
) -> Trace:
    """Return the rows behind a figure of the report that ``tally`` makes: ``Trace(statement, ids)``.

    ``cell`` is table, row and column, ``("applications", "new_received", "total")``; totals are traced as well. There
    are as many ids as the figure says. Only ids are asked for, never applicants.

    Raises what ``tally`` raises, UnknownName for a cell that the form lacks, ReadError for one that no register fills.

    >>> import sqlalchemy
    >>> from ogirmodel.ledger import RegisterMap, RowMap
    >>> row = "select 7 id, '2025-03-01' received, '自然人' applicant, '予以公开' outcome, '2025-03-20' concluded"
    >>> register = Register(sqlalchemy.create_engine("sqlite://"), RegisterMap(cases=RowMap(query=row)))
    >>> trace(register, ("applications", "outcomes.disclosed", "total"), year=2025, organ="某县教育局").ids
    ('7',)
    """
    _need_sqlalchemy()
    from ogirmodel.ledger.sql import follow  # noqa: PLC0415 - an extra

    holder = organ if isinstance(organ, Organ) else Organ(organ)
    table, row, column = map(str, cell)
    found = follow.trace(register.source, register.mapping, (table, row, column), year, holder, edition, proceedings_by)
    return Trace(*found)


def _need_sqlalchemy() -> None:
    try:
        import sqlalchemy  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise PluginUnavailable("no_sql") from error
