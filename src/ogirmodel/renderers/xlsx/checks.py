"""What a table that is typed into says of what is typed: what is no figure is refused, what disagrees is marked.

A balance within one row of the grid is marked beside it, any other below the column where it begins.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from ogirmodel.document import Balance, ShapeCell
from ogirmodel.lexicon import words
from ogirmodel.renderers.xlsx.formats import LINES, NOTHING, Formats
from ogirmodel.renderers.xlsx.lines import height_of
from ogirmodel.renderers.xlsx.sums import BOUND, PLACES, Sums, cell_name, ranges
from ogirmodel.renderers.xlsx.table import Table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Checks", "rule_of"]

MARK_PIXELS = 110
MARK_HEIGHT = 40.0

FEW = 6
"""Figures of one side up to which each is shown to be in doubt; among more of them that would be no hint."""

Cell = tuple[int, int]


class Checks:
    """Writes the checks of one table, which has been written from ``table.top`` down to the row ``below``."""

    def __init__(self, sheet: "Worksheet", table: Table, sums: Sums, below: int, formats: Formats) -> None:
        self.sheet = sheet
        self.table = table
        self.sums = sums
        self.below = below
        self.beside = len(table.shape.widths)
        self.formats = formats
        self.said: dict[str, Any] = words("sheets")["clerk"]

    def write(self, status: int) -> int:
        """Write the checks, what they come to in the row ``status``, and return the row below the marks."""
        rows, marks = self._places()
        for text, row in rows.items():
            self._legend_below(row, text)
        self._legend_beside({place: held for place, held in marks.items() if place[1] == self.beside})
        shown = [self._mark(cell, balances) for cell, balances in marks.items()]
        if marks:
            self._status(status, list(marks), sum(map(bool, shown)))
        for run in _runs(self.table, self.sums):
            self._typed(run)
        return self.below + len(rows)

    def _places(self) -> tuple[dict[str, int], dict[Cell, list[Balance]]]:
        """Say where each balance is marked; those that are worded alike share a row."""
        rows: dict[str, int] = {}
        marks: dict[Cell, list[Balance]] = {}
        for balance in self.sums.open:
            cells = [self.table.at(i) for i in (*balance.left, *balance.right)]
            if len({row for row, _ in cells}) == 1:
                place = cells[0][0], self.beside
            else:
                place = rows.setdefault(balance.text, self.below + len(rows)), cells[0][1]
            marks.setdefault(place, []).append(balance)
        return rows, marks

    # -- marks --

    def _legend_below(self, row: int, text: str) -> None:
        """Say in words what is marked in a row, below the labels."""
        columns = self.table.at(0)[1]
        written = self.said["check"] + text
        width = sum(self.table.shape.widths[:columns])
        self.sheet.set_row(row, max(MARK_HEIGHT, height_of(written, LINES["check"][1], width)))
        if columns:
            self._merged(row, 0, row, columns - 1, written)

    def _legend_beside(self, marks: Mapping[Cell, Sequence[Balance]]) -> None:
        """Say in words what is marked in the column beside the table, above the first mark."""
        if not marks:
            return
        self.sheet.set_column_pixels(self.beside, self.beside, MARK_PIXELS)
        text = self.said["between"].join(dict.fromkeys(balance.text for held in marks.values() for balance in held))
        above = min(row for row, _ in marks) - 1
        if above >= self.table.top:
            self._merged(self.table.top, self.beside, above, self.beside, self.said["check"] + text)

    def _merged(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        look = self.formats.line("check")
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", look)
        self.sheet.write_string(top, left, text, look)

    def _mark(self, cell: Cell, balances: Sequence[Balance]) -> str:
        """Write one mark and return what it shows."""
        more, less = self.said["more"], self.said["less"]
        formula = "&".join(self.sums.mark(balance, self.table.at, more, less) for balance in balances)
        shown = "".join(self.sums.marked(balance, more, less) for balance in balances)
        self.sheet.write_formula(*cell, f"={formula}", self.formats.line("mark"), shown or NOTHING)
        fails = {"type": "formula", "criteria": f'={cell_name(*cell, "$")}<>""', "format": self.formats.wrong()}
        sides = (side for balance in balances for side in (balance.left, balance.right) if len(side) <= FEW)
        for place in dict.fromkeys(i for side in sides for i in side):
            self.sheet.conditional_format(*self.table.at(place), *self.table.at(place), fails)
        return shown

    def _status(self, row: int, marks: list[Cell], failing: int) -> None:
        """Say above the table how many marks there are."""
        head, balanced, (before, after) = self.said["check"], self.said["balanced"], self.said["unbalanced"]
        count = "+".join(f'SUMPRODUCT(--({cells}<>""))' for cells in ranges(marks))
        formula = f'="{head}"&IF({count}=0,"{balanced}","{before}"&({count})&"{after}")'
        look = self.formats.line("check")
        self.sheet.merge_range(row, 0, row, self.beside - 1, "", look) if self.beside > 1 else None
        self.sheet.write_formula(row, 0, formula, look, head + (f"{before}{failing}{after}" if failing else balanced))

    # -- what may be typed --

    def _typed(self, run: Sequence[ShapeCell]) -> None:
        """Show where figures are wanting in a run of cells, and refuse what is no figure of their kind."""
        row = self.table.top + run[0].row
        reach = row, run[0].column, row, run[-1].column
        name = cell_name(row, run[0].column)
        self.sheet.conditional_format(
            *reach, {"type": "formula", "criteria": f'={name}=""', "format": self.formats.open()}
        )
        kind = "money_with_unit" if run[0].number == "money" and not run[0].unit else run[0].number
        if kind not in self.said:
            return
        title, text = self.said[kind]["title"], self.said[kind]["text"].format(unit=run[0].unit)
        asked = {} if kind == "count" else {"input_title": title, "input_message": text}
        refused = {"validate": "custom", "value": rule_of(kind, name), "error_title": title, "error_message": text}
        self.sheet.data_validation(*reach, refused | asked)


def rule_of(kind: str, cell: str) -> str:
    """Return what holds of a cell if what is typed there is a figure of its kind, or says that there can be none."""
    mark = f'{cell}="/"'
    if kind == "money_with_unit":
        units = words("marks")["units"]
        ends = ",".join(f'RIGHT({cell},{len(unit)})="{unit}"' for unit in units)
        bare = reduce(lambda text, unit: f'SUBSTITUTE({text},"{unit}","")', units, cell)
        mark = f"IF({mark},TRUE,AND(OR({ends}),ISNUMBER(VALUE({bare}))))"
    bounds = RULES[kind].format(cell=cell, bound=BOUND, places=PLACES)
    return f"=IF(ISNUMBER({cell}),AND({bounds}),{mark})"


RULES = {
    "count": "{cell}>=0,{cell}<{bound},{cell}=INT({cell})",
    "signed": "{cell}>-{bound},{cell}<{bound},{cell}=INT({cell})",
    "money": "{cell}>=0,{cell}<{bound},{cell}=ROUND({cell},{places})",
    "money_with_unit": "{cell}>=0,{cell}<{bound},{cell}=ROUND({cell},{places})",
}
"""What a figure of each kind must be, as the model has it."""


def _runs(table: Table, sums: Sums) -> Iterator[list[ShapeCell]]:
    """Yield the cells that are typed into, those of one kind that follow each other in a row together."""
    run: list[ShapeCell] = []
    for index, cell in enumerate(table.shape.values):
        if sums.is_total(index):
            continue
        goes_on = run and (cell.row, cell.column, cell.number, cell.unit) == (
            run[-1].row,
            run[-1].column + 1,
            run[-1].number,
            run[-1].unit,
        )
        if run and not goes_on:
            yield run
            run = []
        run.append(cell)
    if run:
        yield run
