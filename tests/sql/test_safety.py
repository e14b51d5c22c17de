"""What a database is not asked to do, and what is never said: nothing is changed, run or told that should not be."""

import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, event
from sqlalchemy.pool import NullPool

from ogirmodel import OgirError, PluginUnavailable, ReadError, Register, tally, tally_all, trace
from ogirmodel.ledger import Case, RegisterMap, RowMap
from ogirmodel.messages import LANGUAGES
from sql_registers import CODES, MAP, cases, fill

CASES = RegisterMap(cases=MAP.cases)
HOSTILE = [
    "x'; drop table cases; --",
    'x"; drop table cases; --',
    "a%b%s%(c)s",
    ":d :e::text \\:f",
    "选择 表",
    "select",
    "a.b",
    "`[x]`\\",
    "Ünï (1)",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_and_codes_are_never_run(database: Engine, name: str) -> None:
    """A column, table, code or organ with a quote in its name would end the statement and begin another."""
    fields = attrs.fields_dict(Case)
    columns = {field: f"{field} {name}" for field in fields}
    rows = [Case(f"{name}{n}", "2025-03-01", name, name, "2025-03-02", name) for n in range(3)]
    rows.append(Case(name, "2025-03-01", name, None, None, f" {name}"))
    meta = sa.MetaData()
    table = sa.Table(name, meta, *(sa.Column(column, sa.Text) for column in columns.values()))
    with database.begin() as connection:
        meta.create_all(connection)
        parameters = {f"p{n}": column for n, column in enumerate(columns.values())}
        records = [{columns[f]: getattr(row, f) for f in fields} for row in rows]
        for record in records:
            connection.execute(
                table.insert().values({table.c[column]: record[column] for column in parameters.values()})
            )
    codes = {"applicant": {name: "natural_person"}, "outcome": {name: "disclosed"}}
    mapping = RegisterMap(cases=RowMap(table=name, columns=columns, codes=codes, blanks={"concluded": [name]}))
    register = Register(database, mapping)
    assert tally_all(register, year=2025) == tally_all(rows, year=2025, mapping=mapping)
    assert tally_all(register, year=2025)[name].report.applications.received == 4
    found = trace(register, ("applications", "outcomes.disclosed", "total"), year=2025, organ=name)
    assert found.ids == tuple(f"{name}{n}" for n in range(3))
    with database.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        assert len(driver.execute(found.statement).fetchall()) == 3


def test_a_table_may_name_its_schema(postgres: Engine) -> None:
    """A register outside the path of the user could not be counted; a dot in a name would be taken for one."""
    with postgres.begin() as connection:
        connection.exec_driver_sql('create schema "Ämt"')
        connection.exec_driver_sql(
            'create table "Ämt"."reg" as select 1 id, 1 applicant, null outcome, '
            "date '2025-03-01' received, null::date concluded"
        )
    try:
        mapping = RegisterMap(cases=RowMap(table="Ämt.reg", codes=CODES))
        assert tally(Register(postgres, mapping), year=2025, organ="x").report.applications.received == 1
    finally:
        with postgres.begin() as connection:
            connection.exec_driver_sql('drop schema "Ämt" cascade')


def test_a_table_may_be_in_an_attached_file_of_sqlite(sqlite: Engine, tmp_path: Path) -> None:
    """A register that was put aside into a file of its own could not be counted."""
    fill(sa.create_engine(f"sqlite:///{tmp_path / 'old.sqlite'}", poolclass=NullPool), "cases", cases(30))
    with sqlite.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("attach ? as old", (str(tmp_path / "old.sqlite"),))
        mapping = RegisterMap(cases=attrs.evolve(MAP.cases, table="old.cases"))
        assert tally(Register(connection, mapping), year=2025, organ="x") == tally(
            cases(30), year=2025, organ="x", mapping=mapping
        )


def test_a_query_is_run_as_it_stands(database: Engine) -> None:
    """A colon, a percent sign, a comment or a semicolon in a query would be taken for something else."""
    rows = cases(300)
    fill(database, "cases", rows)
    odd = "select cases.*, ' :x % %s ' as odd from cases where id not like '%x:y%' ; -- the end"
    for query in (odd.replace("; ", ""), odd.partition(";")[0] + ";\n"):
        mapping = RegisterMap(cases=RowMap(query=query, codes=CODES, blanks=MAP.cases.blanks))
        counted = tally(Register(database, mapping), year=2025, organ="x")
        kept = [row for row in rows if row.id is not None]
        assert counted.report == tally(kept, year=2025, organ="x", mapping=mapping).report


@pytest.mark.parametrize("statement", ["delete from cases returning *", "select * from cases for update"])
def test_a_map_cannot_write(database: Engine, statement: str) -> None:
    """A map from somebody else would empty the register."""
    fill(database, "cases", cases(20))
    gone = "with gone as ({}) select * from gone"
    for query in (statement, gone.format(statement)):
        with pytest.raises(ReadError):
            tally(Register(database, RegisterMap(cases=RowMap(query=query))), year=2025, organ="x")
    with database.begin() as connection:
        assert connection.exec_driver_sql("select count(*) from cases").scalar() == 20
        connection.exec_driver_sql("delete from cases")


def test_a_function_that_writes_is_refused(postgres: Engine) -> None:
    """A query that calls what writes would change the database that it reads."""
    fill(postgres, "cases", cases(20))
    with postgres.begin() as connection:
        body = "create function wipe() returns int language sql as 'delete from cases; select 1'"
        connection.exec_driver_sql(body)
    mapping = RegisterMap(cases=RowMap(query="select * from cases where wipe() = 1"))
    with pytest.raises(ReadError, match="read-only"):
        tally(Register(postgres, mapping), year=2025, organ="x")


# -- connections --


def test_a_connection_is_given_back_as_it_was(database: Engine) -> None:
    """A program's own transaction would be ended, or its connection closed, or left unable to write."""
    fill(database, "cases", cases(50))
    expected = tally(cases(50), year=2025, organ="x", mapping=CASES)
    with database.connect() as connection:
        register = Register(connection, CASES)
        assert tally(register, year=2025, organ="x") == expected
        assert not connection.in_transaction()
        connection.exec_driver_sql("delete from cases where id is null")
        connection.exec_driver_sql("insert into cases (id, received, applicant) values ('new', '2025-01-01', '1')")
        inside = tally(register, year=2025, organ="x")
        received, one_more = (each.report.applications.received for each in (expected, inside))
        assert isinstance(received, int)
        assert one_more == received + 1
        assert connection.in_transaction()
        connection.rollback()
        assert tally(register, year=2025, organ="x") == expected
        assert not connection.closed
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        assert tally(Register(connection, CASES), year=2025, organ="x") == expected
        connection.exec_driver_sql("delete from cases")
        assert connection.exec_driver_sql("select count(*) from cases").scalar() == 0
    assert tally(Register(database, CASES), year=2025, organ="x").report.applications.received == 0


def test_nothing_is_ever_committed(sqlite: Engine, postgres: Engine) -> None:
    """A connection that was borrowed in the middle of something would have it made final."""
    for engine in (sqlite, postgres):
        fill(engine, "cases", cases(20))
        committed: list[object] = []
        event.listen(engine, "commit", committed.append)
        tally(Register(engine, CASES), year=2025, organ="x")
        trace(Register(engine, CASES), ("applications", "carried_in", "total"), year=2025, organ="x")
        assert committed == []


@pytest.mark.parametrize("level", [None, "AUTOCOMMIT"])
@pytest.mark.parametrize("borrowed", [False, True])
def test_all_registers_are_of_one_moment(postgres: Engine, level: str | None, *, borrowed: bool) -> None:
    """Requests that are entered while others are counted would be in one table of the report and not in the next."""
    fill(postgres, "cases", [Case("1", "2025-03-01", "1")])
    with postgres.begin() as connection:
        connection.exec_driver_sql(
            "create table proceedings as select id, '行政复议' channel, received filed, "
            "null::text result, null::text concluded from cases"
        )
    options = {} if level is None else {"isolation_level": level}
    reader = sa.create_engine(postgres.url, poolclass=NullPool, **options)
    event.listen(reader, "do_connect", lambda *given: given[-1].update(options=_path(postgres)))
    written: list[int] = []

    def write(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "min(" in statement:
            number = len(written) + 2
            with postgres.begin() as other:
                for table in ("cases", "proceedings"):
                    other.exec_driver_sql(
                        f"insert into {table} (id, {'received' if table == 'cases' else 'filed'}) "  # noqa: S608
                        f"values ('{number}', '2025-03-01')"
                    )
            written.append(number)

    event.listen(reader, "after_cursor_execute", write)
    mapping = RegisterMap(cases=MAP.cases, proceedings=RowMap(table="proceedings"))
    if borrowed:
        with reader.connect() as connection:
            reading = tally(Register(connection, mapping), year=2025, organ="x")
    else:
        reading = tally(Register(reader, mapping), year=2025, organ="x")
    assert len(written) == 2
    assert reading.findings == ()
    assert reading.report.review_litigation["reconsideration", "not_concluded"] == 1


def _path(engine: Engine) -> str:
    with engine.connect() as connection:
        return f"-csearch_path={connection.exec_driver_sql('show search_path').scalar()}"


def test_sqlite_is_read_at_one_moment(tmp_path: Path) -> None:
    """A register that another program writes to would be counted half before and half after."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'wal.sqlite'}", poolclass=NullPool)
    fill(engine, "cases", [Case("1", "2025-03-01", "1")])
    fill(engine, "documents", [])
    with engine.begin() as connection:
        connection.exec_driver_sql("pragma journal_mode = wal")
    written: list[int] = []

    def write(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "min(" in statement and not written:
            other = sqlite3.connect(tmp_path / "wal.sqlite")
            with other:
                other.execute("insert into documents (id, kind, made) values ('1', '规章', '2025-01-01')")
            other.close()
            written.append(1)

    reader = sa.create_engine(engine.url, poolclass=NullPool)
    event.listen(reader, "after_cursor_execute", write)
    mapping = RegisterMap(cases=MAP.cases, documents=MAP.documents)
    assert tally(Register(reader, mapping), year=2025, organ="x").report.disclosure["rules", "made"] == 0
    assert tally(Register(reader, mapping), year=2025, organ="x").report.disclosure["rules", "made"] == 1


# -- what cannot be read --

SECRET = "hunter2"  # noqa: S105 - it must never be seen
BAD: list[tuple[Any, type[OgirError]]] = [
    (f"postgresql://clerk:{SECRET}@127.0.0.1:1/x", ReadError),
    (f"postgresql://clerk:a@{SECRET}@127.0.0.1:1/x", ReadError),
    (f"postgresql://clerk:{SECRET}@127.0.0.1:port/x", ReadError),
    (f"postgresql:{SECRET}", ReadError),
    (f"postgresql://127.0.0.1:1/x?password={SECRET}", ReadError),
    (f"postgresql://127.0.0.1:1/x?nonsense={SECRET}", ReadError),
    (f"mysql+asyncmy://clerk:{SECRET}@127.0.0.1/x", PluginUnavailable),
    (f"oracle+oracledb://clerk:{SECRET}@127.0.0.1/x", PluginUnavailable),
    (f"nonsense://clerk:{SECRET}@127.0.0.1/x", PluginUnavailable),
    (sa.make_url(f"postgresql://clerk:{SECRET}@127.0.0.1:1/x"), ReadError),
    ("sqlite:////nowhere/at/all.sqlite", ReadError),
    ("", ReadError),
]


@pytest.mark.parametrize(("url", "kind"), BAD, ids=range(len(BAD)))
def test_a_database_that_cannot_be_reached_is_one_sentence_without_password(url: Any, kind: type[OgirError]) -> None:
    """A password would stand in a log, or a clerk before a traceback."""
    register = Register(url, CASES)
    with pytest.raises(kind) as caught:
        tally(register, year=2025, organ="x")
    said = [repr(register), str(register), repr(caught.value), *(caught.value.text(one) for one in LANGUAGES)]
    chain: BaseException | None = caught.value
    assert chain is not None
    assert chain.__cause__ is None
    assert all(SECRET not in text for text in said)
    assert all(text.isprintable() for text in said[3:])


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A typo in a path would leave an empty database, and a report of zeros."""
    with pytest.raises(ReadError, match="typo"):
        tally(Register(f"sqlite:///{tmp_path / 'typo.sqlite'}", CASES), year=2025, organ="x")
    assert list(tmp_path.iterdir()) == []


def test_a_table_or_column_that_is_not_there_is_named(database: Engine) -> None:
    """A map with a typo would give a traceback of a database."""
    fill(database, "cases", cases(5))
    for mapped, word in [
        (RowMap(table="nowhere"), "nowhere"),
        (RowMap(table="no.where"), "where"),
        (RowMap(table="cases", columns={"outcome": "办理结果"}), "办理结果"),
        (RowMap(query="select nonsense from cases"), "nonsense"),
        (RowMap(query="selekt"), "selekt"),
    ]:
        with pytest.raises(ReadError, match=word):
            tally(Register(database, RegisterMap(cases=mapped)), year=2025, organ="x")
    with pytest.raises(ReadError, match="table"):
        tally(Register(database, RegisterMap()), year=2025, organ="x")


def test_a_register_by_url_can_be_sent_to_another_process(tmp_path: Path) -> None:
    """A batch over many organs could not be shared out."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'a b?.sqlite'}", poolclass=NullPool)
    fill(engine, "cases", cases(10))
    register = Register.of_file(tmp_path / "a b?.sqlite", CASES) if "?" in str(engine.url.database) else None
    if register is None:
        register = Register(engine.url, CASES)
    again = pickle.loads(pickle.dumps(register))  # noqa: S301 - our own
    assert tally(again, year=2025, organ="x") == tally(register, year=2025, organ="x")


@pytest.mark.parametrize(
    ("missing", "url", "extra"), [("sqlalchemy", "sqlite:///x", "sql"), ("psycopg", "postgresql://h/x", "postgres")]
)
def test_what_is_not_installed_is_named_with_its_extra(missing: str, url: str, extra: str) -> None:
    """A user would be told that a module is missing, and not what to install."""
    script = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from ogirmodel import PluginUnavailable, Register, tally\n"
        "from ogirmodel.ledger import RegisterMap, RowMap\n"
        f"try: tally(Register({url!r}, RegisterMap(cases=RowMap(table='t'))), year=2025, organ='x')\n"
        "except PluginUnavailable as error: print(error.text('en'))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert f'"ogirmodel[{extra}]"' in done.stdout


def test_a_register_is_named_without_loading_what_counts_it() -> None:
    """A program that only names its register would wait for a library of databases."""
    script = (
        "import sys; from ogirmodel import Register\n"
        "from ogirmodel.ledger import RegisterMap, RowMap\n"
        "Register('sqlite:///x', RegisterMap(cases=RowMap(table='t')))\n"
        "assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_money_is_never_asked_of_a_database(sqlite: Engine) -> None:
    """A fee would pass through the binary floats of a driver."""
    from ogirmodel.ledger import ProcessingFee
    from ogirmodel.ledger.rows import FIELDS

    assert {field for fields in FIELDS.values() for field in fields} & {"fee", "amount", "amount_collected"} == set()
    fill(sqlite, "cases", cases(5))
    binary: Any = 0.1
    with pytest.raises(OgirError):
        ProcessingFee(1, binary, 0)
    reading = tally(Register(sqlite, CASES), year=2025, organ="x", fee=ProcessingFee(1, "0.10", "0.3"))
    assert "0.1元" in reading.report.sections["other_matters"][0]
