"""A connection that sees one moment of a database and can change nothing, and every failure as one sentence.

``gather`` and ``follow`` count within ``snapshot``. What was opened here is closed here; what was borrowed is given
back as it was. No sentence holds a password.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import URL, Connection, Engine, exc
from sqlalchemy.pool import NullPool

from ogirmodel.errors import OgirError, PluginUnavailable, ReadError
from ogirmodel.ledger.sql.register import Source

__all__ = ["snapshot"]

DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
"""The driver of the extra, whatever the version of SQLAlchemy takes by itself."""
EXTRAS = {"psycopg": "postgres"}
MEMORY = {None, "", ":memory:"}
ISOLATION = "isolation_level"


@contextmanager
def snapshot(source: Source) -> Iterator[Connection]:
    """Give a connection in a read-only transaction that sees one moment; nothing of it is kept.

    Raises ReadError and PluginUnavailable.
    """
    secret: str | None = None
    try:
        with ExitStack() as opened:
            if isinstance(source, str | URL):
                url = _url(source)
                secret = url.password
                source = _engine(url)
                opened.callback(source.dispose)
            connection = source
            if isinstance(source, Engine):
                connection = opened.enter_context(_opened(source, secret))
            assert isinstance(connection, Connection)  # noqa: S101 - there is nothing else that a source may be
            opened.enter_context(_frozen(connection))
            yield connection
    except exc.SQLAlchemyError as error:
        raise ReadError("bad_statement", reason=_reason(error, secret)) from None


def _url(source: str | URL) -> URL:
    try:
        url = sa.make_url(source)
    except (exc.ArgumentError, ValueError):  # what is wrong may be a piece of the password
        raise ReadError("bad_url") from None
    if "@" in (url.host or ""):
        raise ReadError("bad_url")
    url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
    a_file = url.get_backend_name() == "sqlite" and url.database not in MEMORY and "uri" not in url.query
    if a_file and not Path(str(url.database)).is_file():  # SQLite would make a new one
        raise ReadError("no_database", file=str(url.database))
    return url


def _engine(url: URL) -> Engine:
    try:
        return sa.create_engine(url, poolclass=NullPool, hide_parameters=True)
    except ModuleNotFoundError as error:
        name = error.name or ""
        raise PluginUnavailable("no_driver", module=name, extra=f"ogirmodel[{EXTRAS.get(name, 'sql')}]") from None
    except exc.NoSuchModuleError:
        raise PluginUnavailable("no_dialect", name=url.drivername) from None
    except (exc.ArgumentError, TypeError, ValueError):
        raise ReadError("bad_url") from None


@contextmanager
def _opened(engine: Engine, secret: str | None) -> Iterator[Connection]:
    try:
        connection = engine.connect()
    except OgirError:
        raise
    except Exception as error:  # noqa: BLE001 - drivers raise what they like before there is a connection
        raise ReadError("no_connection", where=_where(engine.url), reason=_reason(error, secret)) from None
    with connection:
        yield connection


@contextmanager
def _frozen(connection: Connection) -> Iterator[None]:
    """Hold a connection to one moment and to reading; one in a transaction of its owner's is left as it is."""
    if connection.in_transaction():
        with _reading_only(connection):
            yield
        return
    with _reading_only(connection), connection.begin() as transaction:
        by_hand = _begin(connection)
        try:
            yield
        finally:
            if by_hand and not connection.invalidated:
                connection.exec_driver_sql("ROLLBACK")
            transaction.rollback()


def _begin(connection: Connection) -> bool:
    """Begin to see one moment; tell whether that has to be ended by hand, since the driver does not know of it."""
    driver = connection.connection.dbapi_connection
    if connection.dialect.name == "postgresql":
        how = "ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        alone = bool(getattr(driver, "autocommit", False))
        connection.exec_driver_sql(f"BEGIN TRANSACTION {how}" if alone else f"SET TRANSACTION {how}")
        return alone
    if connection.dialect.name == "sqlite" and not getattr(driver, "in_transaction", True):
        connection.exec_driver_sql("BEGIN")
        return getattr(driver, "isolation_level", "") is None
    return False


@contextmanager
def _reading_only(connection: Connection) -> Iterator[None]:
    """Hold SQLite to reading, and let it write again as before; other databases say so with the transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()
    try:
        before = cursor.execute("PRAGMA query_only").fetchone()[0]
        cursor.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA query_only = {int(before)}")
    finally:
        cursor.close()


def _where(url: URL) -> str:
    return url.host or url.get_backend_name()


def _reason(error: BaseException, secret: str | None) -> str:
    """Return what a database says, without its statement and without a password."""
    said = str(getattr(error, "orig", None) or error).strip()
    first = said.splitlines()[0] if said else type(error).__name__
    return first.replace(secret, "***") if secret else first
