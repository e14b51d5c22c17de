"""What the simulated nation has cost, as Markdown for people and as JSON for whoever compares runs.

``nation.py`` measures; nothing is measured here, and nobody types a figure.
"""

import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.report import put

__all__ = ["markdown", "write"]

MEGA = 2**20


def write(root: Path, result: dict[str, Any]) -> None:
    """Write the figures into the docs, between their marks, and as JSON."""
    figures = root / "docs" / "data" / "nation.json"
    figures.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    link = "The figures stand in [`data/nation.json`](data/nation.json) as well."
    put(root / "docs" / "benchmarks.md", "nation", f"{markdown(result)}\n\n{link}")


def markdown(result: dict[str, Any]) -> str:
    """Return what was measured as Markdown."""
    return "\n".join([*_intro(result), "", *_table(result), "", *_list(result)])


def _intro(result: dict[str, Any]) -> Iterator[str]:
    workers, loops, start = result["workers"], result["loops"], result["start"]
    one, many = loops["one"], loops["many"]
    yield (
        f"CPython {sys.version.split()[0]} on {platform.system()} {platform.machine()}; "
        f"JSON ({result['bytes_of_json']} bytes a report), check, docx; {workers} workers."
    )
    yield ""
    yield (
        f"- A plain loop in one process takes {one['ms']:.2f} ms of processor a report; "
        f"in each of {workers} such processes at once it takes {many['ms']:.2f} ms, "
        f"and together they are {many['rate'] / one['rate']:.2f} times as fast as one: that is the machine."
    )
    yield (
        f"- To begin and to end costs a batch {start['seconds']:.1f} s, and {start['processor']:.1f} s of processor, "
        "whatever its size."
    )


def _table(result: dict[str, Any]) -> Iterator[str]:
    loops, start = result["loops"], result["start"]["processor"]
    yield (
        "| reports | seconds | processor, ms each | of that to begin and end "
        "| speed per core, of one loop | without begin and end, of loops at once | MB, parent | MB, worker |"
    )
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|"
    for run in result["sizes"]:
        count = run["reports"]
        processor, begin = (seconds / count * 1000 for seconds in (run["processor"], start))
        yield (
            f"| {count:,} | {run['seconds']:.1f} | {processor:.2f} | {begin:.2f} "
            f"| {loops['one']['ms'] / processor:.0%} | {loops['many']['ms'] / (processor - begin):.0%} "
            f"| {run['memory']:.0f} | {run['worker_memory']:.0f} |"
        )


def _list(result: dict[str, Any]) -> Iterator[str]:
    pair, killed, tidy, total = (result[name] for name in ("pair", "killed", "tidy", "total"))
    yield f"- {result['workers']} workers are {pair['ratio']:.2f} times as fast as one ({pair['reports']:,} reports)."
    yield (
        f"- Killed after {killed['done_before']:,} of {killed['reports']:,} and resumed in {killed['seconds']:.1f} s: "
        "every report there once, none torn."
    )
    size = tidy["bytes"] / MEGA
    yield f"- Cells as rows: {tidy['seconds']:.1f} s, {size:.1f} MB of Parquet, {tidy['memory']:.0f} MB of memory."
    yield f"- The totals of both years: {total['seconds']:.1f} s, loading included, {total['memory']:.0f} MB of memory."
