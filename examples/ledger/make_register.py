"""Make the register of a county for the examples: some 3,000 requests with their dirt, in a database and as CSV.

python examples/ledger/make_register.py                               # writes register.sqlite and requests.csv here
python examples/ledger/make_register.py postgresql+psycopg://host/db  # fills a database, whose tables it replaces
"""

import csv
import datetime
import random
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Engine, MetaData, Table, Text, create_engine

from ogirmodel.forms import form

REQUESTS = 3000
YEAR = 2025
COLUMNS = ("申请编号", "收到日期", "申请人类别", "办理结果", "办结日期")

chance = random.Random(2025)  # noqa: S311 - the same register every time, no secret
first = datetime.date(YEAR - 1, 10, 1)
outcomes = [row.node.label for row in form("2021").tables["applications"].rows if row.path.startswith("outcomes.")][:-1]
weights = [30, 10, *[2] * 8, 25, *[2] * 2, 4, *[1] * 4, *[1] * 2, 6]


def request(number: int) -> list[str | None]:
    """Return one request; the last ones of the year are still open."""
    received = first + datetime.timedelta(days=number * 457 // REQUESTS)
    concluded = received + datetime.timedelta(days=chance.randrange(1, 21))
    (outcome,) = chance.choices(outcomes, weights)
    (applicant,) = chance.choices("123456", [88, 5, 1, 1, 4, 1])
    is_open = concluded > datetime.date(YEAR, 12, 31) or chance.random() < 0.005
    serial = f"{received.year}-{number:04}"
    return [serial, str(received), applicant, None if is_open else outcome, None if is_open else str(concluded)]


def soil(rows: list[list[str | None]]) -> None:
    """Put in what every register has: slips of the pen."""
    rows[101][1] = "2024.11.3"
    rows[202][1] = None
    rows[303][2] = "个体户"
    rows[404][3] = "答复"
    rows[505][4] = rows[505][1] and str(int(rows[505][1][:4]) - 1) + rows[505][1][4:]
    rows[606][3] = None
    rows[717][4] = None
    rows[808][0] = rows[809][0]
    rows[910][0] = None


requests = [request(number) for number in range(REQUESTS)]
soil(requests)
suits = [
    ("复2025-01", "行政复议", "2025-02-11", "结果维持", "2025-04-02"),
    ("复2025-02", "行政复议", "2025-06-30", "结果纠正", "2025-08-21"),
    ("复2025-03", "行政复议", "2025-12-08", None, None),
    ("诉2025-01", "复议后起诉", "2025-05-06", "结果维持", "2025-09-17"),
]
papers = [
    ("云县府规〔2019〕1号", "行政规范性文件", "2019-03-01", "2019-03-05", "2025-07-01", None),
    ("云县府规〔2020〕4号", "行政规范性文件", "2020-12-20", "2020-12-25", None, "2025-12-30"),
    ("云县府规〔2023〕2号", "行政规范性文件", "2023-05-16", "2023-05-18", None, "2028-05-15"),
    ("云县府规〔2025〕1号", "行政规范性文件", "2025-04-22", "2025-04-25", None, "2030-04-21"),
]


def fill(engine: Engine) -> None:
    """Write the tables anew."""
    tables: dict[str, tuple[tuple[str, ...], list[Any]]] = {
        "requests": (COLUMNS, requests),
        "proceedings": (("id", "channel", "filed", "result", "concluded"), suits),
        "documents": (("id", "kind", "made", "published", "repealed", "expires"), papers),
    }
    with engine.begin() as connection:
        for name, (columns, rows) in tables.items():
            table = Table(name, MetaData(), *(Column(column, Text) for column in columns))
            table.drop(connection, checkfirst=True)
            table.create(connection)
            connection.execute(table.insert(), [dict(zip(columns, row, strict=True)) for row in rows])


fill(create_engine(sys.argv[1] if len(sys.argv) > 1 else "sqlite:///register.sqlite"))
with Path("requests.csv").open("w", encoding="utf-8-sig", newline="") as file:
    csv.writer(file).writerows([COLUMNS, *requests])
