"""The body of a report on paper: lines sorted into preface, sections and notes, grids into tables."""

from ogirmodel.document.as_printed import as_printed, table_printed
from ogirmodel.document.blocks import Grid
from ogirmodel.document.items import Item, Line
from ogirmodel.document.paper import HeadingMatch, longest_heading, match_heading
from ogirmodel.document.placement import Placement
from ogirmodel.document.wordings import Part, parts_of
from ogirmodel.findings import Finding, Location, Severity
from ogirmodel.forms import Form
from ogirmodel.labels import tight
from ogirmodel.model import Table
from ogirmodel.model.tables import table_of

__all__ = ["Body"]

CONTENTS_LINES = 3
"""Fewer headings than this in a row are no table of contents."""


class Body:
    """Sorts lines into preface, sections and notes, and grids into tables."""

    def __init__(self, statute: Form, findings: list[Finding]) -> None:
        self.form = statute
        self.findings = findings
        self.preface: list[str] = []
        self.sections: dict[str, list[str]] = {}
        self.notes: dict[str, list[str]] = {}
        self._section: str | None = None
        self._contents: frozenset[int] = frozenset()
        self._placements: dict[str, Placement] = {}

    def read(self, items: list[Item]) -> None:
        """Take every item in turn."""
        headings = self._headings(items)
        self._order(headings)
        for number, item in enumerate(items):
            if isinstance(item, Grid):
                self._grid(item)
            elif number in headings:
                self._open(headings[number], item)
            elif number not in self._contents:
                self._line(item.text)
        for table, placement in self._placements.items():
            self.findings += placement.findings
            if placement.found:
                self.findings += placement.missing()
                _, section = self.form.section_of(table)
                if section.id not in self.sections:
                    self.findings.append(Finding.of("S01", self._at(section.id), "missing", expected=section.heading))
                continue
            self.findings += placement.unused_heads()
            if table in self.notes:  # what stands below no table is prose of the section
                self.sections[self.form.section_of(table)[1].id] += self.notes.pop(table)

    def tables(self) -> dict[str, Table]:
        """Return the figures that were placed."""
        found = {table: placement for table, placement in self._placements.items() if placement.found}
        return {table: table_of(self.form, table, tuple(placement.values)) for table, placement in found.items()}

    def _headings(self, items: list[Item]) -> dict[int, HeadingMatch]:
        """Choose one line for each section: the first that is numbered as the form has it, else the first."""
        lines = ((number, item) for number, item in enumerate(items) if isinstance(item, Line))
        found = {number: match for number, item in lines if (match := match_heading(item.text, self.form))}
        for number in (contents := _contents(found)):
            del found[number]
        if contents:
            quote = " | ".join(item.text for item in (items[number] for number in contents) if isinstance(item, Line))
            self.findings.append(Finding.of("U06", variant="contents", severity=Severity.INFO, quote=quote))
        self._contents = frozenset(contents)
        chosen: dict[str, tuple[int, HeadingMatch]] = {}
        for number, match in found.items():
            before = chosen.get(match.section.id)
            if before is None or (match.numbered_right and not before[1].numbered_right):
                chosen[match.section.id] = (number, match)
        return dict(chosen.values())

    def _order(self, headings: dict[int, HeadingMatch]) -> None:
        """Name every section that stands before one that should precede it."""
        rank = {section.id: number for number, section in enumerate(self.form.sections)}
        furthest = -1
        for _, found in sorted(headings.items()):
            section = found.section.id
            if rank[section] < furthest:
                self.findings.append(Finding.of("S01", self._at(section), "order", quote=found.text))
            furthest = max(furthest, rank[section])

    def _at(self, section: str, origin: str | None = None) -> Location:
        return Location(self.form.edition, section, origin=origin)

    def _open(self, found: HeadingMatch, line: Line) -> None:
        self._section = found.section.id
        self.sections[self._section] = []
        where = self._at(found.section.id, line.origin)
        if not found.numbered_right:
            self.findings.append(Finding.of("S02", where, quote=found.text, expected=found.section.heading))
        if not found.worded_right:
            expected = found.section.heading
            self.findings.append(Finding.of("S01", where, "wording", quote=found.text, expected=expected))

    def _line(self, text: str) -> None:
        if self._section is None:
            self.preface.append(text)
            return
        short = len(text) <= longest_heading(self.form)
        if short and tight(text) == tight(self.form.section(self._section).heading):
            return  # the heading once more, as the caption of its table
        table = self.form.section(self._section).table
        below = table is not None and table in self._placements
        target = self.notes.setdefault(table, []) if below and table else self.sections[self._section]
        target.append(text)

    def _grid(self, grid: Grid) -> None:
        grid = as_printed(grid, [self.form])
        printed = table_printed(grid, self.form)
        if grid.shape is not None and printed is not None and printed.id not in self._placements:
            self._placements[printed.id] = Placement(self.form.edition, printed)
            self._placements[printed.id].take_as_printed(grid, grid.shape)
            return
        for part in parts_of(self.form, grid):
            table = part.table
            if table is None:
                self._name(part, grid.origin)
                continue
            if table.id not in self._placements:
                self._placements[table.id] = Placement(self.form.edition, table)
            self._placements[table.id].take(part, grid.origin)

    def _name(self, part: Part, origin: str | None) -> None:
        """Quote rows that belong to no table of the form."""
        for row in part.rows:
            quote = " | ".join(cell.text.strip() for cell in row if cell.text.strip())
            if quote:
                self.findings.append(Finding.of("U02", Location(origin=origin), "grid", quote=quote))


def _contents(found: dict[int, HeadingMatch]) -> list[int]:
    """Return the lines of a table of contents: headings one upon the other, each of which stands again further on."""
    run: list[int] = []
    for number in [*found, -1]:
        if run and number != run[-1] + 1:
            later = {match.section.id for at, match in found.items() if at > run[-1]}
            if len(run) >= CONTENTS_LINES and {found[at].section.id for at in run} <= later:
                return run
            run = []
        run.append(number)
    return []
