"""The reports that are laid out: figures that were published, and figures made from the form of 2019."""

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ogirmodel import Money, Report
from ogirmodel.forms import Cell, Number, form
from ogirmodel.model.cells import CellValue
from ogirmodel.testing import sample

__all__ = ["REPORTS"]

FIGURES = Path(__file__).parents[1] / "data" / "figures.json"
PROSE = ("本年度各项工作按照规定进行。", "（一）组织实施。各项任务均已落实。")


def _published(facts: Mapping[str, Any]) -> Report:
    edition = form(facts["edition"])
    return Report(
        facts["organ"],
        facts["year"],
        facts["edition"],
        sections={section.id: () if section.table else PROSE for section in edition.sections},
        tables={table: facts[table] for table in edition.tables},
    )


def _made(edition: str, year: int, seed: int, blanks: float = 0.0) -> Report:
    """Make a report of figures of every size; ``blanks`` is the share of cells that nobody filled in."""
    rng = random.Random(seed)  # noqa: S311 - the same figures every time
    statute = form(edition)
    tables = {
        table.id: {cell.key: None if rng.random() < blanks else _figure(cell, rng) for cell in table.cells}
        for table in statute.tables.values()
    }
    sections = {section.id: () if section.table else PROSE for section in statute.sections}
    return Report("云溪县清河镇人民政府", year, edition, sections=sections, tables=tables)


def _figure(cell: Cell, rng: random.Random) -> CellValue:
    size = rng.choice([0, 9, 9, 99, 999, 99_999_999])
    figure = rng.randint(0, size)
    if cell.number == Number.MONEY:
        return Money(f"{figure}.{rng.randint(0, 999_999):06d}", cell.unit)
    return -figure if cell.number == Number.SIGNED and rng.random() < 0.5 else figure


def _plain(report: Report) -> Report:
    return report.replace(
        preface=(),
        notes={},
        sections={section.id: () if section.table else PROSE for section in report.form.sections},
        signed_by=report.organ.name,
    )


def _filled() -> dict[str, Report]:
    facts = json.loads(FIGURES.read_text(encoding="utf-8"))["reports"]
    named = {f"{one['organ']} {one['year']}": _published(one) for one in facts}
    for seed, (year, blanks) in enumerate([(2019, 0.0), (2020, 0.0), (2019, 0.1), (2020, 0.6)]):
        named[f"made {year} {blanks:.0%} blank"] = _made("2019", year, seed, blanks)
    named["made 2022 20% blank"] = _made("2021", 2022, 7, 0.2)
    for edition in ("2019", "2021"):
        for kind in ("typical", "zero", "max"):
            named[f"{kind} {edition}"] = _plain(sample(edition, kind))
    return {name: report.filled for name, report in named.items()}


REPORTS: Mapping[str, Report] = _filled()
