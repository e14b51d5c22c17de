"""The measured part of docs/robustness.md, and the file that it is written from, docs/data/robustness.json."""

import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

import ogirmodel
from hostile.parts import PARTS, ROOMS, Figures

__all__ = ["DATA", "PAGE", "as_markdown", "renewed", "store", "stored"]

DOCS = Path(__file__).parents[2] / "docs"
PAGE, DATA = DOCS / "robustness.md", DOCS / "data" / "robustness.json"
BEGIN, END = "<!-- measured -->\n", "<!-- end of measured -->\n"
TITLES = {
    "faults:disks": "disks that fill up",
    "faults:signals": "SIGINT, SIGTERM and SIGKILL at instants of a run",
    "faults:batches": "the same at instants of a batch, which is then resumed",
    "round-trips": "reports made up by hypothesis, written and read back in {formats} formats each",
    "determinism": "settings of the machine with each Python, {files} files each",
}


def stored() -> dict[str, Figures]:
    """Return the parts that were measured, in their order."""
    found = json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}
    return {part: Figures(**found[part]) for part in PARTS if part in found}


def store(part: str, figures: Figures) -> None:
    """Put the figures of a part beside those of the others, and write the page anew."""
    on = f"ogirmodel {ogirmodel.__version__}, CPython {platform.python_version()}, {platform.system()}"
    parts = stored() | {part: attrs.evolve(figures, more={**figures.more, "on": on})}
    data = {name: attrs.asdict(parts[name]) for name in PARTS if name in parts}
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), stored()), encoding="utf-8", newline="\n")


def renewed(page: str, parts: Mapping[str, Figures]) -> str:
    """Return the page with ``parts`` for what was measured before."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + as_markdown(parts) + END + rest.partition(END)[2]


def as_markdown(parts: Mapping[str, Figures]) -> str:
    """Return the figures of the parts as Markdown, without those that nobody has measured."""
    hostile, fuzzed = _within("hostile", parts), _within("fuzz", parts)
    tried = {f"hostile input: {family}": figures for family, figures in hostile.items()}
    tried |= {title.format(**parts[name].more): parts[name] for name, title in TITLES.items() if name in parts}
    mutants = (
        (target, f"{each.more['seconds']:.0f} s", each.tried, f"{1000 * each.more['longest']:.1f} ms", len(each.failed))
        for target, each in fuzzed.items()
    )
    sections = (
        _table(("what", "tried", "failed"), ((title, each.tried, len(each.failed)) for title, each in tried.items())),
        _costs(hostile),
        _table(("fuzz", "processor time", "executions", "the longest", "finds"), mutants),
        _coverage(parts),
        (f"Measured with {on}." for on in sorted({each.more["on"] for each in parts.values()})),
    )
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in map(tuple, sections) if lines)


def _within(part: str, parts: Mapping[str, Figures]) -> dict[str, Figures]:
    return {name.partition(":")[2]: each for name, each in parts.items() if name.startswith(f"{part}:")}


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number == 0:
            yield f"| {' | '.join(heads)} |"
            yield f"|---{'|---:' * (len(heads) - 1)}|"
        yield f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else cell for cell in row)} |"


def _costs(hostile: Mapping[str, Figures]) -> Iterator[str]:
    if hostile:
        more = [each.more for each in hostile.values()]
        slowest = max((each["slowest"] for each in more), key=lambda one: float(one["seconds"]))
        largest = max((each["largest"] for each in more), key=lambda one: float(one["megabytes"]))
        refused, read = (sum(each[answer] for each in more) for answer in ("refused", "read"))
        yield f"- Of the hostile trials {refused:,} got a sentence, {read:,} were read."
        yield f"- Worst time: {slowest['seconds']:.1f} s of CPU ({_short(slowest['trial'])})."
        yield f"- Worst memory: {largest['megabytes']} MB ({_short(largest['trial'])})."


def _coverage(parts: Mapping[str, Figures]) -> Iterator[str]:
    if "coverage" in parts:
        for room in ROOMS:
            counted = parts["coverage"].more[room]
            share = 100 * counted["taken"] / counted["branches"]
            yield f"- Branch coverage of `{room}`: {share:.1f} % of {counted['branches']:,}."


def _short(title: str) -> str:
    return title if len(title) < 80 else f"{title[:80]}…"
