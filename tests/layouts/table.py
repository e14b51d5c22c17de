"""The table in ``docs/reading.md``: layout by layout, how many cells were placed, named, or wrong.

Run it to write the table anew: ``python tests/layouts/table.py``.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
BEGIN, END = "<!-- layouts -->", "<!-- end of layouts -->"


def rows() -> Iterator[str]:
    """Yield the lines of the table."""
    from layouts.catalogue import LAYOUTS
    from layouts.reports import REPORTS
    from layouts.trial import tried

    yield "| layout | cells | placed | named | wrong |"
    yield "|---|---:|---:|---:|---:|"
    for layout in LAYOUTS:
        verdicts = [tried(layout, name, 0)[2] for name in REPORTS]
        placed, named = sum(v.placed for v in verdicts), sum(v.named for v in verdicts)
        wrong = sum(len(v.wrong) for v in verdicts)
        name = layout.name.replace("|", "\\|")
        yield f"| {name} | {placed + named + wrong} | {placed} | {named} | {wrong} |"


def renewed(page: str) -> str:
    """Return the page with the table as it is now."""
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return "\n".join([before + BEGIN, "", *rows(), "", END + after])


def main() -> None:
    """Write the table into the page."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
