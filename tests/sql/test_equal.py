"""A database gives the report that the rows give: cell for cell, finding for finding."""

import datetime
import functools
import sqlite3
from decimal import Decimal
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql

from ogirmodel import Organ, Reading, Register, Report, StructureError, tally, tally_all
from ogirmodel.ledger import Case, NormativeDocument, Proceeding, RegisterMap, RowMap
from sql_registers import MAP, ORGANS, PAPERS, SUITS, cases, fill

CASES = RegisterMap(cases=MAP.cases)


def same(ours: Reading[Report], theirs: Reading[Report]) -> None:
    """Say where two readings differ, if they do."""
    assert [f.text() for f in ours.findings] == [f.text() for f in theirs.findings]
    assert [(f.code, f.params) for f in ours.findings] == [(f.code, f.params) for f in theirs.findings]
    for name, table in theirs.report.tables.items():
        assert dict(ours.report.tables[name].items()) == dict(table.items())
    assert ours == theirs


@functools.cache
def hundred_thousand() -> list[Case]:
    return cases(100_000)


def test_a_hundred_thousand_requests_with_dirt(database: Engine) -> None:
    """A province's report would depend on whether a script or a database counted."""
    rows = hundred_thousand()
    fill(database, "cases", rows)
    for year in (2020, 2025):
        counted = tally(Register(database, CASES), year=year, organ="某局")
        same(counted, tally(rows, year=year, organ="某局", mapping=CASES))
    assert len(counted.findings) >= 20
    assert counted.report.applications.received


def test_one_register_of_many_organs_gives_many_reports(database: Engine) -> None:
    """Organs whose names differ in case or in a space would be merged, or their ids taken for doubles."""
    rows = cases(3000, organs=ORGANS)
    fill(database, "cases", rows)
    fill(database, "proceedings", SUITS)
    fill(database, "documents", PAPERS)
    register = Register(database, MAP)
    others: dict[str, Any] = {"proceedings": SUITS, "documents": PAPERS}
    counted, expected = tally_all(register, year=2025), tally_all(rows, year=2025, mapping=MAP, **others)
    assert list(counted) == list(expected) == ["Bureau", "bureau", "乙局", "甲局"]
    for name, reading in expected.items():
        same(counted[name], reading)
    asked: list[Organ | str] = [Organ("甲局", code="Bureau"), "丙局"]
    found = tally_all(register, year=2025, organs=asked)
    assert found == tally_all(rows, year=2025, organs=asked, mapping=MAP, **others)
    for organ in (Organ("甲局", code="bureau"), "丁局"):
        same(tally(register, year=2025, organ=organ), tally(rows, year=2025, organ=organ, mapping=MAP, **others))
    options: Any
    for options in ({"proceedings_by": "filed"}, {"edition": "2019"}):
        reading = tally(register, year=2025, organ="甲局", **options)
        same(reading, tally(rows, year=2025, organ="甲局", mapping=MAP, **others, **options))


def test_what_is_given_beside_a_register_counts_instead_of_its_own(sqlite: Engine) -> None:
    """Lawsuits that are kept in another file could not be put to the requests of a database."""
    fill(sqlite, "cases", cases(50))
    reading = tally(Register(sqlite, CASES), year=2025, organ="甲局", proceedings=SUITS)
    same(reading, tally(cases(50), year=2025, organ="甲局", proceedings=SUITS, mapping=CASES))
    with pytest.raises(StructureError, match="mapping"):
        tally(Register(sqlite, CASES), year=2025, organ="甲局", mapping=RegisterMap())


# -- types --

TYPES: list[dict[str, Any]] = [
    {"id": sa.String(40), "received": sa.Date, "concluded": sa.Date},
    {"id": sa.String(40), "received": sa.Date, "concluded": sa.DateTime},
    {"id": sa.CHAR(30), "received": sa.Text, "concluded": sa.Date, "applicant": sa.CHAR(9), "outcome": sa.CHAR(40)},
    {"id": sa.CHAR(30), "received": sa.CHAR(16), "concluded": sa.CHAR(16), "organ": sa.CHAR(9)},
]


@pytest.mark.parametrize("types", TYPES, ids=range(len(TYPES)))
def test_columns_of_any_type(database: Engine, types: dict[str, Any]) -> None:
    """A date column would be dirt, or a padded column hold other ids than it shows."""
    typed = {field for field in ("received", "concluded") if types[field] in {sa.Date, sa.DateTime}}
    rows = []
    for row in cases(2000, text=False):
        changed: dict[str, Any] = {"received": row.received, "concluded": row.concluded}
        changed = {f: day if day is None or f in typed else str(day) for f, day in changed.items()}
        if types["concluded"] is sa.DateTime and changed["concluded"] is not None:
            changed["concluded"] = datetime.datetime.combine(changed["concluded"], datetime.time(8, 30))
        rows.append(attrs.evolve(row, **changed))
    fill(database, "cases", rows, types)
    counted = tally(Register(database, CASES), year=2024, organ="某局")
    same(counted, tally(rows, year=2024, organ="某局", mapping=CASES))
    with database.connect() as connection:
        held = connection.execute(sa.select(sa.table("cases", *(sa.column(f, types.get(f)) for f in FIELDS))))
        same(counted, tally(CASES.rows("cases", held.mappings()), year=2024, organ="某局", mapping=CASES))


FIELDS = ("id", "received", "applicant", "outcome", "concluded", "organ")


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        (sa.Integer, [9, 10, 10, 200, 3]),
        (sa.BigInteger, [9, 10, 10, 2**60, 3]),
        (sa.Numeric(10, 2), [Decimal("9.00"), Decimal("10.50"), Decimal("10.50"), Decimal("0.01"), None]),
        (sa.Double, [9.0, 10.0, 10.0, 0.1 + 0.2, 1e22]),
    ],
    ids=repr,
)
def test_ids_that_are_numbers(postgres: Engine, kind: Any, ids: list[Any]) -> None:
    """The example would be the smallest number and not the smallest text, or 7.0 another id than 7."""
    rows = [Case(one, "2025-03-01", "个体户", None, None) for one in ids]
    fill(postgres, "cases", rows, {"id": kind})
    same(tally(Register(postgres, CASES), year=2025, organ="某局"), tally(rows, year=2025, organ="某局", mapping=CASES))


@pytest.mark.parametrize("kind", [sa.Integer, sa.SmallInteger, sa.Numeric(3, 0), sa.Double], ids=repr)
def test_codes_that_are_numbers(postgres: Engine, kind: Any) -> None:
    """A register with numbers for codes would need a map that knows how its database prints them."""
    rows = [Case(str(n), "2025-03-01", n % 5, None, None) for n in range(20)]
    fill(postgres, "cases", rows, {"applicant": kind})
    counted = tally(Register(postgres, CASES), year=2025, organ="某局")
    same(counted, tally(rows, year=2025, organ="某局", mapping=CASES))
    assert counted.report.applications["new_received", "natural_person"] == 4


def test_collations_that_take_letters_for_alike(postgres: Engine) -> None:
    """Two ids, codes or organs that differ in case would become one."""
    rows = [Case(one, "2025-03-01", code, None, None, one[0]) for one in ("a1", "A1", "B2") for code in ("X",)]
    rows += [
        Case(one, "2025-03-01", code, None, None, one[0]) for one, code in (("b3", "x"), ("Ａ1", "Ｘ"), ("_", "x"))
    ]
    with postgres.begin() as connection:
        folding = "CREATE COLLATION folding (provider = icu, locale = 'und-u-ks-level1', deterministic = false)"
        connection.exec_driver_sql(folding)
    columns = {name: sa.Text(collation="folding") for name in FIELDS}
    fill(postgres, "cases", rows, columns)
    register = Register(postgres, CASES)
    assert tally_all(register, year=2025) == tally_all(rows, year=2025, mapping=CASES)


def test_types_of_postgresql_alone(postgres: Engine) -> None:
    """An enumeration, a truth value or a moment with a time zone would be an error, or count otherwise."""
    now = datetime.datetime(2025, 1, 1, 0, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
    applicants = postgresql.ENUM("自然人", "个体户", name="kinds")
    kinds: dict[str, Any] = {"received": sa.DateTime(timezone=True), "concluded": sa.Date, "outcome": sa.Boolean}
    kinds |= {"applicant": applicants, "id": postgresql.UUID(as_uuid=False)}
    ids = [f"0000000{n}-0000-4000-8000-00000000000a" for n in range(4)]
    rows = [Case(one, now, "个体户" if n % 2 else "自然人", n == 3 or None, None) for n, one in enumerate(ids)]
    with postgres.begin() as connection:
        applicants.create(connection)
    fill(postgres, "cases", rows, kinds)
    for zone in ("UTC", "Asia/Shanghai"):
        with postgres.connect() as connection:
            connection.exec_driver_sql(f"SET TIME ZONE '{zone}'")
            connection.commit()
            held = connection.execute(sa.text("select * from cases")).mappings().all()
            connection.rollback()
            counted = tally(Register(connection, CASES), year=2025, organ="某局")
        same(counted, tally(CASES.rows("cases", held), year=2025, organ="某局", mapping=CASES))


def test_values_of_any_type_in_one_column_of_sqlite(sqlite: Engine) -> None:
    """SQLite keeps numbers and text side by side: 7, 7.0 and '7' would be three ids, or garbage count as a date."""
    with sqlite.begin() as connection:
        connection.exec_driver_sql("create table cases (id, received, applicant, outcome, concluded)")
        rows = [
            (7, "2025-03-01", 1, None, None),
            (8, "2025-03-01", "1", None, None),
            ("9", "2025-03-01", 1.0, None, None),
            (10, 20250301, 9, None, None),
            (11, 2025.5, 9.5, None, None),
            ("12", b"2025-03-01", b"1", None, None),
            ("13", "2025-03-01\0x", "2\0x", None, None),
            (None, "2025-03-01", 1, None, None),
        ]
        more = [(7.0, "2025-03-01", 1, None, None), (0.1 + 0.2, "2025-03-01", "y", None, None)]
        insert = "insert into cases values (?, ?, ?, ?, ?)"
        for row in (*rows, *more):
            connection.exec_driver_sql(insert, row)
    raw = sqlite.url.database or ""
    whole = "select * from cases"
    for query in (f"{whole} where typeof(id) <> 'real' or id is null", whole):
        mapping = RegisterMap(cases=RowMap(query=query, codes=MAP.cases.codes))
        base = sqlite3.connect(raw)
        base.row_factory = sqlite3.Row
        expected = tally(mapping.rows("cases", base.execute(query)), year=2025, organ="某局", mapping=mapping)
        base.close()
        same(tally(Register(sqlite, mapping), year=2025, organ="某局"), expected)


# -- arbitrary registers --

DAYS = st.dates(datetime.date(2018, 11, 1), datetime.date(2027, 2, 28)).map(str)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
ODD = (
    st.sampled_from(["2024-02-29", "2023-02-29", "2025-02-30", " ", "", None, "２", "2025-03-01  ", "0000-05-05"])
    | WORDS
)
DATES = st.one_of(DAYS, DAYS, DAYS, ODD)
IDS = st.one_of(st.integers(1, 10**4).map(str), st.integers(1, 4).map(str), WORDS, st.none())
CODE = (
    st.sampled_from(["1", "自然人", "予以公开", "disclosed", "其他处理", "结果维持", "行政复议", "规章", "", None])
    | WORDS
)
NAMES = st.sampled_from(["甲局", "甲局 ", "乙局", "", None])
ROWS = st.fixed_dictionaries(
    {
        "cases": st.lists(st.builds(Case, IDS, DATES, CODE, CODE, DATES | st.none(), NAMES), max_size=12),
        "proceedings": st.lists(st.builds(Proceeding, IDS, CODE, DATES, CODE, DATES | st.none(), NAMES), max_size=6),
        "documents": st.lists(st.builds(NormativeDocument, IDS, CODE, DATES, DATES, DATES, DATES, NAMES), max_size=6),
    }
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=ROWS, year=st.integers(2019, 2026))
def test_any_register(rows: dict[str, list[Any]], year: int) -> None:
    """Some dirt that nobody thought of would be counted by one way and not by the other."""
    engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
    for register, held in rows.items():
        fill(engine, register, held)
    with engine.connect() as connection:
        register_of_all = Register(connection, MAP)
        others: dict[str, Any] = {"proceedings": rows["proceedings"], "documents": rows["documents"], "mapping": MAP}
        same(
            tally(register_of_all, year=year, organ="甲局"),
            tally(rows["cases"], year=year, organ="甲局", **others),
        )
        assert tally_all(register_of_all, year=year) == tally_all(rows["cases"], year=year, **others)
    engine.dispose()
