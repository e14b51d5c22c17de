"""Where the figures of a grid belong: rows and heads found by their labels, values taken in order.

The rules, for each row of a grid: (1) blanks and labels of groups are skipped, and the first other cell must be the
label of a row of the table, the first such row after the last one; (2) what follows must be exactly as many cells as
the heads have columns; (3) the heads since the last row of figures must be those of the form in its order, or a swapped
column would be misread in silence; (4) in a table without row labels it is the row of so many cells that are no labels;
(5) where the cells are more or fewer, the columns of the grid decide; (6) everything else is named.
"""

from collections.abc import Iterable, Iterator, Sequence

from ogirmodel.document.blocks import Grid, GridCell
from ogirmodel.document.columns import Columns, Figures, Head, cells_and_widths, figures_beside_blanks, figures_in
from ogirmodel.document.shapes import Shape
from ogirmodel.document.standing import Standing
from ogirmodel.document.values import is_plain_count, looks_like_value, read_pieces, read_value, trim
from ogirmodel.document.wordings import Part, known_labels, wordings
from ogirmodel.findings import Finding, Location, Severity
from ogirmodel.forms import Cell, Node, Number, Row, TableForm
from ogirmodel.labels import alike, fold, tight
from ogirmodel.lexicon import words
from ogirmodel.model.cells import CellValue

__all__ = ["Placement"]


class Placement:
    """The figures of one table as they are found, possibly over several grids."""

    def __init__(self, edition: str, table: TableForm) -> None:
        self.table = table
        self.values: list[CellValue] = [None] * len(table.cells)
        self.findings: list[Finding] = []
        self._edition = edition
        self._labels = known_labels(table)
        self._placed: set[int] = set()
        self._last: dict[tuple[int, ...] | None, int] = {}
        self._copies: list[str] = []
        self._seen = False
        self._part = Part(table, 1, [])
        self._cells, widths = cells_and_widths(table)
        self._heads = Standing(table, widths)

    @property
    def found(self) -> bool:
        """Whether any row of the table was found, if only to be refused for its heads."""
        return bool(self._placed) or self._seen

    def take(self, part: Part, origin: str | None) -> None:
        """Place every figure of some rows of the table, or name it."""
        self._part = part
        self._heads.begin(part)
        for index, row in enumerate(part.rows):
            texts = [trim(cell.text) for cell in row]
            if any(texts) or self._expects_unlabelled(row):
                number = part.first + index
                self._row(index, texts, f"{origin} row:{number}" if origin else f"row:{number}")

    def take_as_printed(self, grid: Grid, shape: Shape) -> None:
        """Take every figure of a grid of ``shape``, which is this table as the form prints it."""
        for cell, place, text in zip(self.table.cells, shape.values, grid.values, strict=True):
            if is_plain_count(text) and cell.number == Number.COUNT:
                self.values[cell.index] = int(text)
            else:
                number = place.row + 1
                self._read([trim(text)], cell, f"{grid.origin} row:{number}" if grid.origin else f"row:{number}")
        self._placed = set(range(len(self.values)))

    def unused_heads(self) -> Iterator[Finding]:
        """Quote the heads that no figures followed: of a table of which nothing was found, they are all there is."""
        if self._heads.unquoted:
            yield Finding.of("U02", self._at(), "grid", quote=_joined(head.text for head in self._heads.unquoted))

    def missing(self) -> Iterator[Finding]:
        """Name the rows that no grid had, and the columns, each at its first row; sum up what stood there again."""
        if self._copies:
            quote = _joined(self._copies)
            yield Finding.of("U03", self._at(), "copied", severity=Severity.INFO, quote=quote)
        if len(self._placed) == len(self.values):
            return
        named: set[tuple[int, str]] = set()
        for row in self.table.rows:
            cells = self._cells[row]
            lacking = [cell for cell in cells if cell.index not in self._placed]
            if len(lacking) == len(cells):
                yield Finding.of("T07", self._at(row=row.path), "row")
                continue
            for cell in lacking:
                if (row.panel, cell.column.key) not in named:
                    named.add((row.panel, cell.column.key))
                    yield Finding.of("T07", self._at(row=row.path, column=cell.column.key), "column")

    def _at(self, origin: str | None = None, row: str | None = None, column: str | None = None) -> Location:
        return Location(self._edition, table=self.table.id, row=row, column=column, origin=origin)

    def _row(self, index: int, texts: list[str], origin: str) -> None:
        if self._labelled(index, texts, origin) or self._unlabelled(index, texts, origin):
            return
        heads = [Head(text, fold(text), ((index, cell),)) for cell, text in enumerate(texts) if text]
        known = all(head.folded in self._labels.heads for head in heads)
        if known or _may_be_heads(texts):
            self._heads.add(heads)
        elif all(head.folded in self._labels.groups for head in heads):
            return
        if not known:
            self._name(texts, origin)

    def _labelled(self, index: int, texts: list[str], origin: str) -> bool:
        """Take a row that begins with its label (rules 1, 2 and 5)."""
        start = next((n for n, text in enumerate(texts) if text and fold(text) not in self._labels.groups), len(texts))
        while start and (start == len(texts) or fold(texts[start]) not in self._labels.rows):
            start -= 1  # a row labelled like its group
        open_rows = self._rows_called(texts[start]) if start < len(texts) else []
        if not open_rows:
            return False
        columns = self._heads.over(open_rows[0][1].panel)
        found = next(((n, row) for n, row in open_rows if n > self._last.get(columns.columns, -1)), None)
        if found is None:
            return False
        number, row = found
        first = start + 1
        while first < len(texts) and fold(texts[first]) == fold(texts[start]):
            first += 1  # a label that was copied into every column it reaches over
        if columns.columns is None:
            refused = len(texts) - first == len(self._cells[row])
            if refused:
                self._settle(columns, origin)
                self._name(texts, origin)
            return refused
        figures = figures_in(columns, self._part, index, texts, first) or figures_beside_blanks(columns, texts, first)
        cells = [self._cells[row][column] for column in columns.columns]
        if figures is None or any(cell.index in self._placed for cell in cells):
            return self._refused(columns, texts[first:], origin)
        self._settle(columns, origin)
        if figures.guessed:
            self.findings.append(Finding.of("U03", self._at(origin, row.path), "row", quote=_joined(texts)))
        self._last[columns.columns] = number
        self._wording(texts[start], row.node, origin, row=row.path)
        for text in filter(None, texts[:start]):
            self._wording(text, _group(text, row), origin, row=row.path)
        self._fill(cells, figures, origin)
        return True

    def _refused(self, columns: Columns, rest: list[str], origin: str) -> bool:
        """Leave a row whose figures cannot be told apart to be named; the heads above it hold for the next."""
        if columns.heads and any(looks_like_value(text) for text in rest):
            self._settle(columns, origin)
        return False

    def _rows_called(self, text: str) -> list[tuple[int, Row]]:
        """Return the rows with figures to come that have a label: of its wording, else the next if it is much like."""
        folded = fold(text)
        rows = self.table.rows
        numbers = self._labels.rows.get(folded, ())
        if not numbers and self._labels.rows and folded not in self._labels.known:
            columns = self._heads.columns
            following = self._last.get(columns.columns if columns else None, -1) + 1
            if following < len(rows) and any(alike(folded, wording) for wording in wordings(rows[following].node)):
                numbers = (following,)
        return [(n, rows[n]) for n in numbers if any(c.index not in self._placed for c in self._cells[rows[n]])]

    def _expects_unlabelled(self, row: tuple[GridCell, ...]) -> bool:
        return bool(self._heads.pending) and not self._labels.rows and len(row) == len(self.table.cells)

    def _unlabelled(self, index: int, texts: list[str], origin: str) -> bool:
        """Take a row of a table without row labels (rule 4)."""
        if self._labels.rows or any(text and fold(text) in self._labels.heads for text in texts):
            return False
        columns = self._heads.over(0)
        if columns.columns is None:
            refused = len(texts) == len(self.table.cells)
            if refused:
                self._settle(columns, origin)
                self._name(texts, origin)
            return refused
        figures = figures_in(columns, self._part, index, texts, 0)
        cells = [self._cells[0][column] for column in columns.columns]
        if figures is None or any(cell.index in self._placed for cell in cells):
            return False
        self._settle(columns, origin)
        self._fill(cells, figures, origin)
        return True

    # -- heads --

    def _settle(self, columns: Columns, origin: str) -> None:
        """Hold to what the heads say, and name what is odd about them."""
        if columns is self._heads.columns:
            return
        if columns.columns is None:
            self._seen = True
            quote = _joined(head.text for head in self._heads.pending)
            self._heads.placed()
            self.findings.append(Finding.of("U02", self._at(origin), "head_row", quote=quote))
        elif not columns.heads:
            self.findings.append(Finding.of("U05", self._at(origin), "no_heads"))
        for text in dict.fromkeys(head.text for head in self._heads.pending):
            expected = self._labels.furniture.get(fold(text))
            if expected and tight(text) != tight(expected):
                self.findings.append(Finding.of("T08", self._at(origin), quote=text, expected=expected))
        for head, slot in zip(columns.heads, columns.slots, strict=False):
            self._wording(head.text, slot.node, origin, column=slot.node.key)
        if columns.corner is not None:
            quote, expected = columns.corner.text, self.table.corner or ""
            self.findings.append(Finding.of("T08", self._at(origin), quote=quote, expected=expected))
        self._heads.settle(columns)

    def _wording(self, text: str, node: Node, origin: str, row: str | None = None, column: str | None = None) -> None:
        if tight(text) not in {tight(wording) for wording in (node.label, *node.aliases)}:
            where = self._at(origin, row, column)
            self.findings.append(Finding.of("T08", where, quote=text, expected=node.label))

    # -- figures --

    def _fill(self, cells: Sequence[Cell], figures: Figures, origin: str) -> None:
        self._heads.placed()
        self._copies += figures.copies
        for cell, texts in zip(cells, figures.texts, strict=True):
            self._read(texts, cell, origin)
            self._placed.add(cell.index)

    def _read(self, texts: list[str], cell: Cell, origin: str) -> None:
        read = read_value(texts[0], cell) if len(texts) == 1 else read_pieces(texts, cell)
        self.values[cell.index] = read.value
        if read.code:
            where = self._at(origin, cell.row.path, cell.column.key)
            finding = Finding.of(read.code, where, read.variant, severity=read.severity, **read.facts)
            self.findings.append(finding)

    def _name(self, texts: list[str], origin: str) -> None:
        """Quote a row that could not be placed."""
        columns = self._heads.columns
        refused = columns is not None and columns.columns is None
        variant = "heads" if refused else ""
        self.findings.append(Finding.of("U02", self._at(origin), variant, quote=_joined(texts)))


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(text for text in texts if text)


def _may_be_heads(texts: list[str]) -> bool:
    """Tell whether a row that is none of ours looks like heads: several words, and no figure or mark beside them."""
    marks = words("marks")["marks"]
    others = [text for text in texts if text][1:]
    return bool(others) and not any(text in marks or any(map(str.isdigit, text)) for text in others)


def _group(text: str, row: Row) -> Node:
    """Return the group of a row that ``text`` names; where it names another's, the innermost of its own."""
    own = row.chain[-2] if len(row.chain) > 1 else row.chain[-1]
    return next((node for node in row.chain[:-1] if fold(text) in wordings(node)), own)
