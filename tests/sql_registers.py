"""Registers for the tests of databases: rows with every dirt, and how they are put into a table."""

import datetime
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy import Engine

from ogirmodel.ledger import Case, NormativeDocument, Proceeding, RegisterMap, RowMap
from ogirmodel.ledger.map import REGISTERS

CODES = {"applicant": {"1": "natural_person", "2": "commercial_enterprise", "3": "research_institution"}}
MAP = RegisterMap(
    cases=RowMap(table="cases", codes=CODES, blanks={"concluded": ["9999-12-31"]}),
    proceedings=RowMap(table="proceedings"),
    documents=RowMap(table="documents"),
)
ORGANS = ("甲局", " 甲局", "乙局", "Bureau", "bureau", "", None)
OUTCOMES = (
    "予以公开",
    "disclosed",
    "部分公开",
    "不予公开",
    "outcomes.unavailable.not_held",
    "其他处理",
    "办理中",
    "",
    None,
)
DIRTY_DAYS = ("2025-02-29", "2024-02-29", "1900-02-29", "2025.3.1", "２０２５-03-01", "0000-01-01", "-", "", "  ", None)
MORE_DIRTY_DAYS = (
    "2025-03-01 ",
    " 2025-03-01",
    "abcd-01-01",
    "2025-13-01",
    "2025-3-01",
    "2025-03-01T08:00",
    "9999-12-31",
)


def cases(count: int, *, seed: int = 1, organs: Sequence[str | None] = (None,), text: bool = True) -> list[Case]:
    """Return requests of eight years, one in eight of them with some dirt; without ``text`` their dates are dates."""
    chance = random.Random(seed)  # noqa: S311 - the same register every time
    first = datetime.date(2018, 6, 1)
    rows = []
    for number in range(count):
        received = first + datetime.timedelta(days=chance.randrange(3100))
        concluded = received + datetime.timedelta(days=chance.randrange(90))
        row: dict[str, Any] = {
            "id": f"{received.year}-{number:06}",
            "received": str(received) if text else received,
            "applicant": chance.choice("1112345"),
            "outcome": chance.choice(OUTCOMES[:5]),
            "concluded": str(concluded) if text else concluded,
            "organ": chance.choice(organs),
        }
        if chance.random() < 0.125:
            soil(row, chance, text=text)
        rows.append(Case(**row))
    return rows


def soil(row: dict[str, Any], chance: random.Random, *, text: bool) -> None:
    """Put one slip of the pen into a row."""
    match chance.randrange(8):
        case 0 | 1:
            field = chance.choice(["received", "concluded"])
            row[field] = chance.choice(DIRTY_DAYS + MORE_DIRTY_DAYS) if text else None
        case 2:
            row["received"], row["concluded"] = row["concluded"], row["received"]
        case 3:
            row["id"] = chance.choice(["", None, " ", "2019-000001", "A", "a", "Ａ"])
        case 4:
            row["id"] = row["id"][:-2] + "00"
        case 5:
            row["applicant"] = chance.choice(["个体户", "X", "x", "１", None, "", " 1 ", "自然人", "%s", ":x"])
        case 6:
            row["outcome"] = chance.choice(OUTCOMES)
        case _:
            row["outcome"] = row["concluded"] = None


def fill(engine: Engine, register: str, rows: Iterable[Any], types: Mapping[str, Any] | None = None) -> None:
    """Make the table of a register and put rows into it; columns are text unless ``types`` says what they are."""
    fields = [field.name for field in attrs.fields(REGISTERS[register])]
    columns = (sa.Column(name, (types or {}).get(name, sa.Text)) for name in fields)
    table = sa.Table(register, sa.MetaData(), *columns)
    records = [{field: getattr(row, field) for field in fields} for row in rows]
    with engine.begin() as connection:
        table.drop(connection, checkfirst=True)
        table.create(connection)
        if records:
            connection.execute(table.insert(), records)


SUITS = [
    Proceeding("复1", "行政复议", "2024-11-01", "结果维持", "2025-01-20", "甲局"),
    Proceeding("诉1", "litigation_direct", "2025-02-01", "result_corrected", "2025-06-01", "甲局"),
    Proceeding("诉2", "复议后起诉", "2023-02-01", organ="甲局"),
    Proceeding("诉3", "复议后起诉", "2025-02-01", "尚未审结", None, "乙局"),
    Proceeding("诉4", "诉", "2025-02-01", organ="甲局"),
    Proceeding("诉4", "诉", "2025-02-01", organ="甲局"),
    Proceeding("诉5", "行政复议", "2025-02-01", "结果维持", "2025-01-31", "甲局"),
]
PAPERS = [
    NormativeDocument("1", "规范性文件", "2025-12-31", organ="甲局"),
    NormativeDocument("2", "规范性文件", "2020-01-01", "2020-02-29", "2025-12-31", organ="甲局"),
    NormativeDocument("3", "规章", "2020-01-01", expires="2025-12-31", organ="甲局"),
    NormativeDocument("4", "规章", "2020-01-01", expires="2025-12-30", organ="乙局"),
    NormativeDocument("5", "规章", "2020-01-01", repealed="2019-12-31", organ="甲局"),
    NormativeDocument("6", "规章", "2020-01-01", "x", organ="甲局"),
    NormativeDocument("7", "规章", "2024-12-31", expires="2024-12-30", organ="甲局"),
    NormativeDocument("8", "通知", None, organ="甲局"),
    NormativeDocument("9", "通知", "2020-01-01", organ="甲局"),
]
