"""Measure the register: rows counted here, and rows counted in a database beside SQL that was written by hand.

    python -m benchmarks.ledger [--rows 1000000] [--rounds 5] [--postgres URL] [--explain]

Goals: 300,000 cases a second in pure Python, memory flat but for the ids; in a database within 1.2 x of the same counts
in SQL by hand. What is compared takes turns, so that a busy machine slows both; the ratio is of the medians. Two
statements are written by hand: ``by hand`` judges dates, order and repeated ids as the library does, ``naive`` groups
what stands there and judges nothing, so it shows what judging costs and cannot be caught up with.
"""

import argparse
import datetime
import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.pool import NullPool

from ogirmodel import Register, tally
from ogirmodel.ledger import Case, RegisterMap, RowMap

FIELDS = ("id", "received", "applicant", "outcome", "concluded")
CODES = {"applicant": {"1": "natural_person", "2": "commercial_enterprise", "3": "other_organization"}}
TABLES = {"text": sa.Text, "typed": sa.Date}
"""Two registers of the same rows: dates as text, and as dates (which only a database with types has)."""

DAYS = [f"-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 32)]
COMMON = [day for day in DAYS if day[1:] not in {"02-29", "02-30", "02-31", "04-31", "06-31", "09-31", "11-31"}]


def rows(count: int, *, dirty: bool) -> Iterator[tuple[Any, ...]]:
    """Yield requests of eight years; of the dirty ones one in twenty-five has a fault."""
    chance = random.Random(7)  # noqa: S311 - the same register every time
    first = datetime.date(2018, 6, 1)
    outcomes, weights = ("予以公开", "部分公开", "本机关不掌握相关政府信息", "其他", "办理中"), (50, 20, 20, 9, 1)
    for number in range(count):
        received = first + datetime.timedelta(days=chance.randrange(3000))
        concluded = received + datetime.timedelta(days=chance.randrange(1, 60))
        (outcome,) = chance.choices(outcomes, weights)
        row: list[Any] = [f"{received.year}-{number:07}", received, chance.choice("11111123"), outcome, concluded]
        match chance.randrange(100) if dirty else 99:
            case 0:
                row[1] = None
            case 1:
                row[4] = None
            case 2:
                row[1], row[4] = row[4], row[1]
            case 3:
                row[0] = f"{received.year}-{max(0, number - 50):07}"
        yield tuple(row)


# -- by hand --


def year_by_hand(column: str, dialect: str, kind: str) -> str:
    """Return the year of a date, '' for none and '?' for what is none."""
    if kind == "typed":
        return f"case when {column} is null then '' else cast(extract(year from {column}) as varchar) end"
    text = f'{column} collate "C"' if dialect == "postgresql" else column
    days = ", ".join(f"'{day}'" for day in COMMON)
    fits = f"(length({column}) = 10 or length(rtrim({column})) = 10)"
    return (
        f"case when substr({text}, 5, 6) in ({days}) and {fits} then substr({column}, 1, 4)"
        f" when {column} is null or rtrim({column}) = '' then ''"
        f" when substr({text}, 5, 6) = '-02-29' and {fits} then substr({column}, 1, 10) else '?' end"
    )


def by_hand(dialect: str, kind: str) -> str:
    """Return what somebody would write who wants the same counts and judges the same dirt."""
    letters = ' collate "C"' if dialect == "postgresql" else ""
    before = f"concluded{letters} < received{letters}" if kind == "text" else "concluded < received"
    dates = " || '/' || ".join(year_by_hand(column, dialect, kind) for column in ("received", "concluded"))
    return f"""
        with repeated as (
            select id, count(*) as times from {kind} group by id
            having count(*) > 1 or id is null or rtrim(id) = ''
        )
        select dates, applicant, outcome, count(*), min(id{letters}) from (
            select {dates} || case when {before} then '<' else '' end as dates, applicant, outcome, r.id
            from {kind} as r left join repeated on repeated.id = r.id
            where repeated.id is null and r.id is not null
        ) as clean group by dates, applicant, outcome
        union all
        select null, null, null, sum(times), min(id{letters}) from repeated
        group by case when id is null or rtrim(id) = '' then 0 else 1 end
    """  # noqa: S608 - our own names


def naive(kind: str) -> str:
    """Return what somebody would write who trusts every row."""
    year = "substr({0}, 1, 4)" if kind == "text" else "extract(year from {0})"
    keys = f"{year.format('received')}, {year.format('concluded')}, applicant, outcome"
    return f"select {keys}, count(*) from {kind} group by {keys}"  # noqa: S608 - our own names


# -- measuring --


def in_turns(tasks: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each task; all of them take turns."""
    took: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            took[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in took.items()}


def mapping(kind: str) -> RegisterMap:
    """Return how a register is read."""
    return RegisterMap(cases=RowMap(table=kind, codes=CODES))


def measure_pure(count: int, rounds: int) -> None:
    """Print cases per second, and the memory per id."""
    held = [Case(*row) for row in rows(count, dirty=True)]
    times = []
    for _ in range(rounds):
        start = time.process_time()
        tally(iter(held), year=2025, organ="某局", mapping=mapping("text"))
        times.append(time.process_time() - start)
    print(f"pure tally          {count / statistics.median(times):>12,.0f} cases/s   (goal 300,000)")
    del held
    for size in (count // 10, count // 5):
        tracemalloc.start()
        tally((Case(*row) for row in rows(size, dirty=True)), year=2025, organ="某局", mapping=mapping("text"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"  peak for {size:>9,} rows from an iterator: {peak / 2**20:7.1f} MB, {peak / size:.0f} bytes an id")


def fill(engine: Engine, kind: str, count: int) -> None:
    """Make a register, indexed by nothing, as registers are that were imported."""
    types: dict[str, Any] = dict.fromkeys(("received", "concluded"), TABLES[kind])
    columns = [sa.Column(name, types.get(name, sa.Text)) for name in FIELDS]
    table = sa.Table(kind, sa.MetaData(), *columns)
    with engine.begin() as connection:
        table.drop(connection, checkfirst=True)
        table.create(connection)
        batch: list[dict[str, Any]] = []
        for row in rows(count, dirty=True):
            values = row if kind == "typed" else tuple(value if value is None else str(value) for value in row)
            batch.append(dict(zip(FIELDS, values, strict=True)))
            if len(batch) == 20_000:
                connection.execute(table.insert(), batch)
                batch = []
        if batch:
            connection.execute(table.insert(), batch)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"vacuum analyze {kind}")


def measure_sql(engine: Engine, kind: str, count: int, rounds: int, *, explain: bool) -> None:
    """Print how long a database takes, by the library and by hand."""
    fill(engine, kind, count)
    dialect = engine.dialect.name

    def run(statement: str) -> Callable[[], Sequence[Any]]:
        def task() -> Sequence[Any]:
            with engine.connect() as connection:
                return connection.exec_driver_sql(statement).fetchall()

        return task

    tasks = {
        "tally": lambda: tally(Register(engine, mapping(kind)), year=2025, organ="某局"),
        "by hand": run(by_hand(dialect, kind)),
        "naive": run(naive(kind)),
    }
    took = in_turns(tasks, rounds)
    ours, hand = took["tally"], took["by hand"]
    print(
        f"{dialect:<11} {kind:<7} {ours:6.2f} s; by hand {hand:6.2f} s, ratio {ours / hand:.2f} (goal 1.20); ", end=""
    )
    print(f"naive {took['naive']:6.2f} s, ratio {ours / took['naive']:.2f}")
    if explain:
        prefix = "explain query plan " if dialect == "sqlite" else "explain (analyze, costs off) "
        for line in run(prefix + by_hand(dialect, kind))():
            print("   ", str(line[-1])[:150])


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--postgres", metavar="URL", help="a database in which tables may be made and replaced")
    parser.add_argument("--explain", action="store_true")
    given = parser.parse_args()
    measure_pure(min(given.rows, 300_000), given.rounds)
    with tempfile.TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{Path(folder) / 'register.sqlite'}", poolclass=NullPool)
        measure_sql(engine, "text", given.rows, given.rounds, explain=given.explain)
    if given.postgres:
        engine = sa.create_engine(given.postgres, poolclass=NullPool)
        for kind in TABLES:
            measure_sql(engine, kind, given.rows, given.rounds, explain=given.explain)


if __name__ == "__main__":
    main()
