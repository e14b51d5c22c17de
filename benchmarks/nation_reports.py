"""The reports of a simulated nation: as many as are asked for, each different, the same for the same seed.

``nation.py`` measures with them. Both editions, seven kinds of organ, figures that balance and prose that states them;
in one of twenty a total is wrong, as in life.
"""

import json
import random
import tomllib
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from ogirmodel import Money, Organ, Report
from ogirmodel.forms import Form, Number, TableForm, form
from ogirmodel.serial import to_data

__all__ = ["YEARS", "report", "write_lines"]

YEARS = {"2019": 2020, "2021": 2025}
"""The report year of each edition; three of ten reports are of the older one."""

CHUNK = 1000


def write_lines(file: BinaryIO, count: int, seed: int, workers: int) -> None:
    """Write ``count`` reports, a line of JSON each."""
    starts = range(0, count, CHUNK)
    with ProcessPoolExecutor(workers) as executor:
        file.writelines(
            executor.map(_lines, starts, (min(CHUNK, count - start) for start in starts), [seed] * len(starts))
        )


def _lines(start: int, count: int, seed: int) -> bytes:
    reports = (report(number, seed) for number in range(start, start + count))
    return b"".join(json.dumps(to_data(one), ensure_ascii=False).encode() + b"\n" for one in reports)


def report(number: int, seed: int = 0) -> Report:
    """Return the report of organ ``number``."""
    chance = random.Random(f"{seed}-{number}")  # noqa: S311 - no secret
    statute = form("2019" if number % 10 < 3 else "2021")
    year = YEARS[statute.edition]
    kind = chance.choice(_words()["organs"])
    name = kind["name"].format(place=chance.choice(_words()["places"]), number=number + 1)
    tables = {table: _figures(statute, table, kind["size"], chance) for table in statute.tables}
    made = Report(Organ(name, kind["kind"], kind["level"]), year, statute.edition, tables=tables)
    prose = {
        part: [text.format_map(_said(made, chance)) for text in texts] for part, texts in _words()["prose"].items()
    }
    preface = prose.pop("preface")
    made = made.replace(
        sections={section.id: prose.get(section.id, ()) for section in statute.sections},
        preface=preface,
        signed_by=name,
        signed_on=f"{year + 1}-01-{chance.randrange(4, 29):02}",
    )
    return _spoilt(made) if number % 20 == 7 else made


def _figures(statute: Form, table_id: str, size: int, chance: random.Random) -> dict[tuple[str, str], int | Money]:
    """Return figures for every cell that is no total: most are 0, as in life, and requests balance."""
    table = statute.tables[table_id]
    cells: dict[tuple[str, str], int | Money] = {}
    for cell in table.cells:
        if cell.index not in table.derived:
            figure = chance.randrange(size + 1) if chance.random() < 0.3 else 0
            cells[cell.key] = (
                Money(f"{figure}.{chance.randrange(100):02}", cell.unit) if cell.number == Number.MONEY else figure
            )
    for row in table.rows_with("rules"):
        cells |= {key: 0 for key in cells if key[0] == row}
    _balance(table, cells)
    return cells


def _balance(table: TableForm, cells: dict[tuple[str, str], Any]) -> None:
    """Let as many requests be received as were answered and carried over."""
    roles = [table.rows_with(role) for role in ("received", "carried_in", "carried_out")]
    if all(roles):
        (received,), (carried_in,), (carried_out,) = roles
        for column in table.column_of:
            if (received, column) in cells:
                outcomes = sum(
                    n for (row, key), n in cells.items() if key == column and row not in {received, carried_in}
                )
                cells[received, column] = max(outcomes - cells[carried_in, column], 0)
                cells[carried_out, column] += max(cells[carried_in, column] - outcomes, 0)


def _said(made: Report, chance: random.Random) -> Mapping[str, object]:
    """Return what the prose states: the figures of the tables, and others."""
    requests = made.filled.applications
    made_this_year, *_, in_force = made.disclosure.row("normative_documents").values()
    persons = requests["new_received", "natural_person"]
    total = requests["new_received", "total"]
    items = chance.randrange(40, 900)
    web = chance.randrange(items)
    return {
        "year": made.year,
        "items": items,
        "web": web,
        "other": items - web,
        "received": total,
        "persons": persons,
        "organizations": _plain(total) - _plain(persons),
        "carried_in": requests["carried_in", "total"],
        "answered": requests["outcomes.total", "total"],
        "carried_out": requests["carried_out", "total"],
        "disclosed": requests["outcomes.disclosed", "total"],
        "partially": requests["outcomes.partially_disclosed", "total"],
        "made": made_this_year,
        "in_force": in_force,
        **{
            name: chance.randrange(2, 90)
            for name in ("new_items", "tests", "links", "visits", "trained", "answers", "late", "motions")
        },
    }


def _plain(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _spoilt(made: Report) -> Report:
    """Return a report that states a total that is wrong."""
    key = ("outcomes.total", "natural_person")
    wrong = _plain(made.filled.applications[key]) + 1
    name = made.applications.id
    return made.replace(tables={**made.tables, name: made.applications.replace({key: wrong})})


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix("").with_name("nation.toml").read_text(encoding="utf-8"))
