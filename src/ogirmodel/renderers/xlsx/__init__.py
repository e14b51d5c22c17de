"""Workbooks: the report as sheets, to be read, printed and added up; with ``workbook=True`` to be typed into.

Sheets in their order are the document in its order: each table has a sheet with its heading above and its notes below,
what stands between tables has sheets of its own. All text is written as text, so that no cell can become a formula;
a figure is a number where Excel shows and keeps exactly the figure that was printed.
"""

import datetime
import io
import re
from collections.abc import Iterable
from typing import ClassVar

import attrs

from ogirmodel.document import Block, Document, Grid, Heading, SignOff, Title, tabled
from ogirmodel.errors import PluginUnavailable
from ogirmodel.lexicon import words
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.renderers.xlsx.clerk import write_clerks_sheet
from ogirmodel.renderers.xlsx.formats import Formats
from ogirmodel.renderers.xlsx.sheet import grid_of, write_sheet

__all__ = ["XlsxRenderer"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
CREATED = datetime.datetime(1980, 1, 1)  # noqa: DTZ001 - the clock of nowhere: the earliest date of a zip
NAME_LENGTH = 31
NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
RESERVED = "history"


@attrs.frozen
class XlsxRenderer:
    """Renders xlsx: one sheet for each table, with its heading and notes.

    ``workbook`` makes it the workbook that a clerk fills in: totals are formulas, empty while an addend is; what is no
    figure of its kind is refused; what does not agree is marked; all but the places to write in is locked, without a
    password. It holds no other formula than sums and comparisons of its own cells.

    >>> from ogirmodel import Report, compose
    >>> XlsxRenderer().render(compose(Report("某县教育局", 2025)))[:2]
    b'PK'
    """

    workbook: bool = False

    info: ClassVar[RendererInfo] = RendererInfo(MEDIA_TYPE, round_trips=True)

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` as a workbook; raises PluginUnavailable where the extra is not installed."""
        try:
            from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise PluginUnavailable("no_sheets") from error
        file = io.BytesIO()
        with Workbook(file, OPTIONS) as workbook:
            properties = document.properties
            workbook.set_properties({"title": properties.title, "author": properties.organ, "created": CREATED})
            taken: set[str] = set()
            formats = Formats(workbook)
            blocks_of_all = tabled(document).blocks
            if self.workbook:
                workbook.calc_on_load = False  # what is stored is right as it is
                blocks_of_all = _with_sign_off(blocks_of_all)
            for blocks in _sheets(blocks_of_all):
                sheet = workbook.add_worksheet(_name(blocks, taken))
                (write_clerks_sheet if self.workbook else write_sheet)(sheet, blocks, formats)
        return file.getvalue()


def _with_sign_off(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave room for name and date at the end."""
    return blocks if any(isinstance(block, SignOff) for block in blocks) else (*blocks, SignOff())


def _sheets(blocks: Iterable[Block]) -> list[list[Block]]:
    """Part the blocks: a grid with the heading before it and what follows up to the next; the rest together."""
    runs: list[tuple[list[Block], bool]] = []
    run: list[Block] = []
    tabular = False
    for block in (*blocks, None):
        if block is None or isinstance(block, Heading | SignOff | Title) or (tabular and isinstance(block, Grid)):
            if tabular or not runs or runs[-1][1]:
                runs.append((run, tabular))
            else:
                runs[-1][0].extend(run)
            run, tabular = [], False
        if block is not None:
            run.append(block)
            tabular = tabular or isinstance(block, Grid)
    return [blocks for blocks, _ in runs if blocks] or [[]]


def _name(blocks: list[Block], taken: set[str]) -> str:
    """Return a name that Excel accepts and no other sheet has: what the heading says, if there is a table."""
    grid = grid_of(blocks)
    heading = next((block.text for block in blocks if isinstance(block, Heading)), "")
    wanted = (heading or (grid.shape.caption if grid.shape else "")) if grid else ""
    stem = NO_NAME.sub("", wanted).strip(" '")
    if not stem or stem.casefold() == RESERVED:
        stem = words("sheets")["table" if grid else "prose"]
    number, name = 1, _cut(stem, NAME_LENGTH)
    while name.casefold() in taken:
        number += 1
        name = f"{_cut(stem, NAME_LENGTH - len(str(number)) - 1)} {number}"
    taken.add(name.casefold())
    return name


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").strip(" '")
