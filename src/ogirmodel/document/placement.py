"""Where the figures of a grid belong: rows and heads found by their labels, values taken in order.

The rules, for each row of a grid: (1) blanks and labels of groups are skipped, and the first other cell must be the
label of a row of the table, the first such row after the last one; (2) what follows must be exactly as many cells as
the panel has columns; (3) a row of nothing but heads is a head, and the heads since the last row of figures must be
those of the panel, level by level, or a swapped column would be misread in silence; (4) in a table without row labels
it is the row of so many cells that are no labels; (5) everything else is named.
"""

from collections.abc import Iterator

from ogirmodel.document.blocks import GridCell
from ogirmodel.document.labels import fold, tight
from ogirmodel.document.values import read_value, trim
from ogirmodel.document.wordings import Part, known_labels, nodes_of, wordings
from ogirmodel.findings import Finding, Location
from ogirmodel.forms import Cell, Node, Row, TableForm
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
        self._last_row = -1
        self._placed: set[int] = set()
        self._panel: int | None = None
        self._heads: list[list[tuple[str, str]]] = []
        self._refused = False
        self._quoted = False
        self._seen = False
        self._per_row: dict[Row, list[Cell]] = {}
        for cell in table.cells:
            self._per_row.setdefault(cell.row, []).append(cell)

    @property
    def found(self) -> bool:
        """Whether any row of the table was found, if only to be refused for its heads."""
        return bool(self._placed) or self._seen

    def take(self, part: Part, origin: str | None) -> None:
        """Place every figure of some rows of the table, or name it."""
        self._heads, self._refused = [], False
        for number, row in enumerate(part.rows, part.first):
            texts = [trim(cell.text) for cell in row]
            if any(texts) or self._expects_unlabelled(row):
                self._row(texts, row, f"{origin} row:{number}" if origin else f"row:{number}")

    def unused_heads(self) -> Iterator[Finding]:
        """Quote the heads that no figures followed: of a table of which nothing was found, they are all there is."""
        if self._heads and not self._quoted:
            quote = " | ".join(text for level in self._heads for text, _ in level)
            yield Finding.of("U02", self._at(), "grid", quote=quote)

    def missing(self) -> Iterator[Finding]:
        """Name the rows that no grid had."""
        for number, row in enumerate(self.table.rows):
            if number not in self._placed:
                yield Finding.of("T07", self._at(row=row.path), "row")

    def _at(self, origin: str | None = None, row: str | None = None, column: str | None = None) -> Location:
        return Location(self._edition, table=self.table.id, row=row, column=column, origin=origin)

    def _row(self, texts: list[str], row: tuple[GridCell, ...], origin: str) -> None:
        refused = self._refused
        self._refused = False
        if self._labelled(texts, origin) or self._unlabelled(texts, row, origin):
            return
        named = [(text, fold(text)) for text in texts if text]
        if all(folded in self._labels.heads for _, folded in named):
            self._head(named, anew=refused)
        elif _may_be_heads(texts):
            self._head(named, anew=refused)
            self._name(texts, origin)
        else:
            self._name(texts, origin)
            self._refused = self._refused or refused

    def _head(self, level: list[tuple[str, str]], *, anew: bool) -> None:
        """Remember a row of heads; after figures that were refused, or none at all, heads begin anew."""
        if anew:
            self._heads = []
        self._quoted = False
        self._heads.append(level)

    def _labelled(self, texts: list[str], origin: str) -> bool:
        """Take a row that begins with its label (rules 1 and 2)."""
        start = 0
        while start < len(texts) and (not texts[start] or fold(texts[start]) in self._labels.groups):
            start += 1
        while start and (start == len(texts) or fold(texts[start]) not in self._labels.rows):
            start -= 1  # a row labelled like its group
        if start == len(texts):
            return False
        candidates = self._labels.rows.get(fold(texts[start]), ())
        after = [number for number in candidates if number > self._last_row]
        if not after:
            return False
        number = after[0]
        row = self.table.rows[number]
        cells = self._per_row[row]
        rest = texts[start + 1 :]
        if len(rest) != len(cells) or not self._heads_fit(row.panel, origin):
            return False
        self._wording(texts[start], row.node, origin, row=row.path)
        for text in filter(None, texts[:start]):
            self._wording(text, _group(text, row.chain), origin, row=row.path)
        self._fill(number, cells, rest, origin)
        return True

    def _expects_unlabelled(self, row: tuple[GridCell, ...]) -> bool:
        return bool(self._heads) and not self._labels.rows and len(row) == len(self.table.cells)

    def _unlabelled(self, texts: list[str], row: tuple[GridCell, ...], origin: str) -> bool:
        """Take the one row of a table without row labels (rule 4)."""
        if self._labels.rows or len(row) != len(self.table.cells) or self._placed:
            return False
        if any(text and fold(text) in self._labels.heads for text in texts) or not self._heads_fit(0, origin):
            return False
        for number, line in enumerate(self.table.rows):
            cells = self._per_row[line]
            start = cells[0].index
            self._fill(number, cells, texts[start : start + len(cells)], origin)
        return True

    def _heads_fit(self, panel: int, origin: str) -> bool:
        """Hold the heads since the last figures against those of ``panel`` (rule 3)."""
        known = self._labels.heads
        levels = [found for level in self._heads if (found := [head for head in level if known.get(head[1]) != ""])]
        if not levels:
            if self._panel != panel:
                self.findings.append(Finding.of("U05", self._at(origin), "no_heads"))
                self._panel = panel
            return True
        meaning = self._labels.meanings[panel]
        if (
            tuple(tuple(meaning.get(folded, "") for _, folded in level) for level in levels)
            != self._labels.levels[panel]
        ):
            self._seen = True
            if not self._quoted:
                quote = " | ".join(text for level in self._heads for text, _ in level)
                self.findings.append(Finding.of("U02", self._at(origin), "head_row", quote=quote))
            self._refused = self._quoted = True
            return False
        nodes = {fold(node.label): node for node in nodes_of(self.table.panels[panel].columns)}
        for text, folded in (head for level in levels for head in level):
            node = nodes[meaning[folded]]
            self._wording(text, node, origin, column=node.key)
        self._panel = panel
        self._heads = []
        return True

    def _wording(self, text: str, node: Node, origin: str, row: str | None = None, column: str | None = None) -> None:
        if tight(text) not in {tight(wording) for wording in (node.label, *node.aliases)}:
            where = self._at(origin, row, column)
            self.findings.append(Finding.of("T08", where, quote=text, expected=node.label))

    def _fill(self, number: int, cells: list[Cell], texts: list[str], origin: str) -> None:
        for cell, text in zip(cells, texts, strict=True):
            read = read_value(text, cell)
            self.values[cell.index] = read.value
            if read.code:
                where = self._at(origin, cell.row.path, cell.column.key)
                finding = Finding.of(read.code, where, read.variant, severity=read.severity, **read.facts)
                self.findings.append(finding)
        self._placed.add(number)
        self._last_row = number

    def _name(self, texts: list[str], origin: str) -> None:
        """Quote a row that could not be placed."""
        quote = " | ".join(text for text in texts if text)
        self.findings.append(Finding.of("U02", self._at(origin), "heads" if self._refused else "", quote=quote))


def _may_be_heads(texts: list[str]) -> bool:
    """Tell whether a row that is none of ours looks like heads: several words, and no figure or mark beside them."""
    marks = words("marks")["marks"]
    others = [text for text in texts if text][1:]
    return bool(others) and not any(text in marks or any(map(str.isdigit, text)) for text in others)


def _group(text: str, chain: tuple[Node, ...]) -> Node:
    """Return the group of a row that ``text`` names; where it names another's, the innermost of its own."""
    own = chain[-2] if len(chain) > 1 else chain[-1]
    return next((node for node in chain[:-1] if fold(text) in wordings(node)), own)
