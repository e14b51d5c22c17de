"""The work: different reports of the same size, as values, as JSON and as plain blocks for those who know no report.

Six headings, 40 paragraphs, three tables. The figures of the prose are those of the tables, so there is nothing to
find fault with; every paragraph of every report is another.
"""

import html
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import ogirmodel
from ogirmodel import Report
from ogirmodel.document import Grid, Heading, Paragraph, SignOff, Title
from ogirmodel.forms import form

__all__ = ["Blocks", "Work", "contains", "page_contains", "text_contains"]

PLACES = "云溪石桥清河松林青田白沙金湖南坪东阳西岭北塘上川"
ORGANS = ("教育局", "民政局", "财政局", "交通运输局", "水利局", "林业局")
YEAR = 2025
OUTCOMES = ("disclosed", "partially_disclosed", "withheld", "unavailable", "not_processed", "other_outcomes")


@dataclass(frozen=True)
class Blocks:
    """A report as plain data: its paragraphs and headings in order, and its tables as rows of (text, colspan, rowspan).

    ``order`` tells them apart: the number of a table, or None for the next text.
    """

    texts: list[str]
    headings: set[str]
    tables: list[list[list[tuple[str, int, int]]]]
    order: list[int | None]

    @property
    def cells(self) -> list[str]:
        """The texts of all cells."""
        return [text for table in self.tables for row in table for text, _, _ in row]


class Work:
    """Reports that are alike in size and differ in everything they say."""

    def __init__(self, reports: int) -> None:
        self.reports = [_report(number) for number in range(reports)]
        self.json = [ogirmodel.dump(report) for report in self.reports]

    @cached_property
    def blocks(self) -> list[Blocks]:
        """The reports as plain data."""
        return [_blocks(report) for report in self.reports]

    def fresh(self, number: int) -> Report:
        """Return a report that nobody has worked anything out of yet."""
        return ogirmodel.load(self.json[number])

    def describe(self) -> dict[str, Any]:
        """Return how much work it is."""
        blocks = self.blocks[0]
        prose = [text for text in blocks.texts if text not in blocks.headings]
        return {
            "reports": len(self.reports),
            "headings": len(blocks.headings),
            "paragraphs": len(prose),
            "characters": sum(map(len, prose)),
            "tables": len(blocks.tables),
            "figures": sum(len(table) for table in self.reports[0].tables.values()),
            "json_bytes": len(self.json[0]),
        }


def contains(blocks: Blocks, texts: Iterable[str], cells: Iterable[str] | None = None) -> None:
    """Raise AssertionError unless every paragraph is in the ``texts`` of an output, and every cell in its ``cells``."""
    said = _tight("".join(texts))
    missing = [text for text in blocks.texts if _tight(text) not in said]
    assert not missing, missing[:3]
    if cells is None:
        return
    lacking = Counter(blocks.cells) - Counter(cell.strip() for cell in cells)
    lacking.pop("", None)
    assert not lacking, list(lacking.items())[:5]


def page_contains(blocks: Blocks, page: str) -> None:
    """Raise AssertionError unless a page of HTML has every paragraph, and every cell as one."""
    cells = [_without_tags(cell) for cell in re.findall("(?s)<t[dh][^>]*>(.*?)</t[dh]>", page)]
    contains(blocks, [_without_tags(page)], cells)


def text_contains(blocks: Blocks, text: str) -> None:
    """Raise AssertionError unless plain text has every paragraph, and every figure."""
    contains(blocks, [text])
    figures = re.findall("[0-9]+", text)
    lacking = Counter(filter(str.isdecimal, blocks.cells)) - Counter(figures)
    assert not lacking, list(lacking.items())[:5]


def _without_tags(page: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", page))


def _tight(text: str) -> str:
    return "".join(text.split())


def _report(number: int) -> Report:
    chance = random.Random(number)  # noqa: S311 - the same reports at every run
    statute = form("2021")
    organ = f"{PLACES[2 * number % 24 : 2 * number % 24 + 2]}县{ORGANS[number % len(ORGANS)]}"
    requests, told = _requests(chance)
    made, repealed = chance.randint(1, 9), chance.randint(0, 3)
    decided = {kind: chance.randint(0, 900) for kind in ("licensing", "penalties", "compulsion")}
    told |= {"normative_made": made, "normative_repealed": repealed, "normative_in_force": 20 + made, **decided}
    told |= {"organ": organ, "year": YEAR}
    prose = tomllib.loads(Path(__file__).with_name("prose.toml").read_text(encoding="utf-8"))

    def said(paragraphs: list[str]) -> list[str]:
        return [text.format(**told, **{key: chance.randint(2, 999) for key in "abcd"}) for text in paragraphs]

    return Report(
        organ,
        YEAR,
        preface=said(prose["preface"]),
        sections={section.id: said(prose["sections"].get(section.id, [])) for section in statute.sections},
        tables={
            "disclosure": {
                "rules": {"made": 0, "repealed": 0, "in_force": 0},
                "normative_documents": {"made": made, "repealed": repealed, "in_force": 20 + made},
                "administrative_licensing": {"decisions": decided["licensing"]},
                "administrative_penalties": {"decisions": decided["penalties"]},
                "administrative_compulsion": {"decisions": decided["compulsion"]},
                "administrative_fees": {"amount": f"{chance.randint(1, 400)}.5"},
            },
            "applications": requests,
            "review_litigation": {
                (row, column): chance.randint(0, 9)
                for row, column in statute.tables["review_litigation"].index
                if column != "total"
            },
        },
        signed_by=organ,
        signed_on=f"{YEAR + 1}-01-{chance.randint(10, 28)}",
    )


def _requests(chance: random.Random) -> tuple[dict[tuple[str, str], int], dict[str, Any]]:
    """Return figures of applications that balance, and what of them the prose tells."""
    table = form("2021").tables["applications"]
    flows = ("new_received", "carried_in", "carried_out")
    cells = {
        cell.key: chance.randint(0, 30)
        for cell in table.cells
        if cell.index not in table.derived and cell.row.path != "new_received"
    }
    columns = [column for column in table.column_of if column != "total"]
    for column in columns:
        outcomes = sum(figure for (row, at), figure in cells.items() if at == column and row not in flows)
        cells["carried_in", column] = min(cells["carried_in", column], outcomes)
        cells["new_received", column] = outcomes + cells["carried_out", column] - cells["carried_in", column]
    totals = {row: sum(cells[row, column] for column in columns) for row, _ in cells}
    told = {
        "received": totals["new_received"],
        "carried_in": totals["carried_in"],
        "carried_out": totals["carried_out"],
    }
    told["answered"] = sum(total for row, total in totals.items() if row not in flows)
    names = ("disclosed", "partially", "withheld", "unavailable", "not_processed", "other")
    for name, outcome in zip(names, OUTCOMES, strict=True):
        path = f"outcomes.{outcome}"
        told[name] = sum(total for row, total in totals.items() if f"{row}.".startswith(f"{path}."))
    return cells, told


def _blocks(report: Report) -> Blocks:
    texts: list[str] = []
    headings: set[str] = set()
    tables: list[list[list[tuple[str, int, int]]]] = []
    order: list[int | None] = []
    for block in ogirmodel.compose(report).blocks:
        if isinstance(block, Grid):
            order.append(len(tables))
            tables.append([[(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in block.rows()])
            continue
        if isinstance(block, Title):
            said = ["".join(block.lines)]  # one paragraph, with a break in it
        elif isinstance(block, SignOff):
            said = [block.name, block.date]
        elif isinstance(block, Heading | Paragraph):
            said = [block.text]
            headings |= {block.text} if isinstance(block, Heading) else set()
        else:
            raise TypeError(block)
        texts += said
        order += [None] * len(said)
    return Blocks(texts, headings, tables, order)
