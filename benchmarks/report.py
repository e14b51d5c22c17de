"""What was measured as a table: in Markdown for people, in JSON for whoever compares runs."""

import json
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.harness import Result

__all__ = ["Measured", "as_markdown", "put", "write"]

TITLES = {
    "writing": "Writing",
    "reading": "Reading",
    "interchange": "JSON",
    "judging": "Judging",
    "importing": "Importing, in fresh processes",
}
PEERS = (
    "attrs", "cattrs", "docx2python", "docxtpl", "jinja2", "lxml", "mammoth", "msgspec", "odfpy", "orjson", "pydantic",
    "python-docx", "relatorio",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """A row with the results of its contenders."""

    family: str
    title: str
    goal: str
    results: list[Result]


def as_markdown(measured: Iterable[Measured]) -> str:
    """Return the rows as Markdown; the ratio of a peer says how many times as long it takes as the first of ours."""
    return "\n".join(line for row in measured for line in _table(row))


def _table(row: Measured) -> Iterator[str]:
    first = next(result for result in row.results if result.role == "ours")
    yield f"## {TITLES.get(row.family, row.family)}: {row.title}\n"
    if row.goal:
        yield f"Goal: {row.goal}.\n"
    yield "| | median | quartiles | takes, of the first row |"
    yield "|---|---:|---:|---:|"
    for result in row.results:
        low, high = result.spread
        name = f"**{result.name}**" if result.role == "ours" else result.name
        ratio = "1" if result is first else f"{result.middle / first.middle:.2f} x"
        yield f"| {name} | {_shown(result.middle)} | {_shown(low)} to {_shown(high)} | {ratio} |"
    yield ""


def _shown(seconds: float) -> str:
    return (
        f"{seconds * 1e6:.1f} µs"
        if seconds < 1e-4
        else f"{seconds * 1e3:.2f} ms"
        if seconds < 1
        else f"{seconds:.2f} s"
    )


def write(root: Path, work: Mapping[str, Any], measured: list[Measured]) -> None:
    """Write the table into the docs, between its marks, and the figures as JSON."""
    machine: dict[str, Any] = {
        "python": sys.version.split()[0],
        "system": f"{platform.system()} {platform.machine()}",
        "versions": {name: version(name) for name in PEERS},
    }
    data = {
        "work": work,
        "machine": machine,
        "rows": [
            {
                "family": row.family,
                "title": row.title,
                "goal": row.goal,
                "results": [
                    {"name": r.name, "role": r.role, "seconds": r.middle, "quartiles": r.spread} for r in row.results
                ],
            }
            for row in measured
        ],
    }
    figures = root / "docs" / "data" / "benchmarks.json"
    figures.parent.mkdir(exist_ok=True)
    figures.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    said = (
        f"CPython {machine['python']} on {machine['system']}; {work['reports']} different reports of "
        f"{work['headings']} headings, {work['paragraphs']} paragraphs ({work['characters']} characters), "
        f"{work['tables']} tables with {work['figures']} figures ({work['json_bytes']} bytes of JSON).\n"
    )
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    table = f"{said}\n{as_markdown(measured)}\nMeasured with {versions}."
    put(root / "docs" / "benchmarks.md", "measured", table)


def put(page: Path, name: str, text: str) -> None:
    """Write ``text`` into a page, between the marks called ``name``."""
    begin, end = (f"<!-- {name}: {mark} -->" for mark in ("begin", "end"))
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, there, after = rest.partition(end)
    if not there:
        raise SystemExit(f"{page} has no marks {begin} and {end}")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
