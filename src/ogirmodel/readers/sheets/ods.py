"""OpenDocument spreadsheets: from a package to a :class:`Book`.

Rows and cells are run-length encoded there: a blank one may stand for a million, and costs one.
"""

from collections.abc import Iterator

import attrs
from lxml import etree

from ogirmodel.archive import Archive
from ogirmodel.errors import ReadError
from ogirmodel.readers.sheets.book import Book, Look, Row, Sheet
from ogirmodel.readers.sheets.figures import iso_text, number_text, stored, whole
from ogirmodel.readers.sheets.package import outermost, parse_part

__all__ = ["read_ods"]

Element = etree._Element  # noqa: SLF001 - the name that lxml has for it

URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT, STYLE, DRAW = (f"{{{URN}{name}:1.0}}" for name in ("office", "table", "text", "style", "drawing"))
CELL_STYLE, FORMULA, VALUE_TYPE, VALUE, LINE = (
    f"{TABLE}style-name",
    f"{TABLE}formula",
    f"{OFFICE}value-type",
    f"{OFFICE}value",
    f"{TEXT}p",
)
REPEATED, WIDE, HIGH = (f"{TABLE}number-{name}" for name in ("columns-repeated", "columns-spanned", "rows-spanned"))
LINK = "{http://www.w3.org/1999/xlink}href"
RULES = [f"{{{URN}xsl-fo-compatible:1.0}}border{side}" for side in ("", "-left", "-right")]
MANIFEST = "META-INF/manifest.xml"
NUMBERS = frozenset(("float", "percentage", "currency"))
FAULTS = ("#", "Err:")
PLAIN, RULED = Look(), Look(ruled=True)
COLUMNS = 16_384
"""No sheet has more."""
BLANKS = 1000
"""One element can stand for no more blanks than this."""


def read_ods(archive: Archive) -> Book:
    """Return the sheets of a package."""
    if MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST):
        raise ReadError("encrypted")
    root = parse_part(archive.read("content.xml"), "content.xml")
    book = Book(macros=any(name.startswith("Basic/") for name in archive.names))
    for reading in list(root.iter(f"{TEXT}ruby-text")):
        book.readings.append(_line(reading))
        del reading[:]
        reading.text = None
    ruled, unseen = _styles(root)
    for table in root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"):
        sheet = book.add(Sheet(table.get(f"{TABLE}style-name", "") in unseen))
        _Table(book, sheet, ruled).read(table)
    for changes in root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}tracked-changes"):
        book.deleted += _lines(changes)
    for image in root.iter(f"{DRAW}image"):
        target = image.get(LINK, "")
        if "://" in target:
            book.links.append(target)
        else:
            book.pictures += 1
    book.links += [source.get(LINK, "") for source in root.iter(f"{TABLE}table-source")]
    return book


def _styles(root: Element) -> tuple[frozenset[str], frozenset[str]]:
    """Return the styles of cells that have rules, and of tables that are hidden."""
    ruled, unseen = set(), set()
    for style in root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style"):
        name = style.get(f"{STYLE}name", "")
        for properties in style:
            if any(properties.get(rule, "none") not in {"none", "hidden"} for rule in RULES):
                ruled.add(name)
            if properties.get(f"{TABLE}display") == "false":
                unseen.add(name)
    return frozenset(ruled), frozenset(unseen)


@attrs.frozen
class _Table:
    """Reads one sheet."""

    book: Book
    sheet: Sheet
    ruled: frozenset[str]
    ruled_columns: bytearray = attrs.field(factory=bytearray)

    def read(self, table: Element) -> None:
        column = 0
        for element in table.iter(f"{TABLE}table-column"):
            last = column + whole(element.get(f"{TABLE}number-columns-repeated"), 1) - 1
            if element.get(f"{TABLE}visibility", "visible") != "visible":
                self.sheet.hidden_columns.append((column, last))
            if element.get(f"{TABLE}default-cell-style-name") in self.ruled and column < COLUMNS:
                self.ruled_columns.extend(b"\0" * (column - len(self.ruled_columns)))
                self.ruled_columns.extend(b"\1" * (min(last + 1, COLUMNS) - column))
            column = last + 1
        number = 0
        for element in table.iter(f"{TABLE}table-row"):
            number += self._row(element, number)
        for shapes in table.iterfind(f"{TABLE}shapes"):
            self.sheet.beside += _lines(shapes)

    def _row(self, element: Element, number: int) -> int:
        """Read a row, as often as it stands there, and return how often that is."""
        times = whole(element.get(f"{TABLE}number-rows-repeated"), 1)
        if element.get(f"{TABLE}visibility", "visible") != "visible":
            self.sheet.hidden_rows.append((number, number + times - 1))
        row = Row()
        column = 0
        for cell in element:
            column += self._cell(cell, row, number, column)
        if row.cells:
            length = sum(len(cell.text) for cell in row.cells.values())
            self.book.spend(len(row.cells) * (times - 1), length * (times - 1))
            for again in range(times):
                self.sheet.rows[number + again] = row
        elif row.ruled > 1:
            self.sheet.rows[number] = row
        return times

    def _cell(self, cell: Element, row: Row, number: int, column: int) -> int:
        """Read a cell, as often as it stands there, and return how often that is."""
        times = whole(cell.get(REPEATED), 1)
        style = cell.get(CELL_STYLE)
        if len(cell) or cell.get(VALUE_TYPE) or cell.get(FORMULA):
            text = self._text(cell)
            if len(cell) > 1 or (len(cell) and cell[0].tag != LINE):
                self._notes(cell)
        else:
            text = ""
        if text:
            ruled = style in self.ruled if style else self.ruled_columns[column : column + 1] == b"\1"
            look = RULED if ruled else PLAIN
            for again in range(times):  # as many as the book has room for
                self.book.put(row, column + again, text, look)
        elif style is None:
            row.ruled += self.ruled_columns.count(1, column, column + times)
        elif style in self.ruled:
            row.ruled += times
        wide, high = whole(cell.get(WIDE), 1), whole(cell.get(HIGH), 1)
        if wide > 1 or high > 1:
            self.sheet.merged.append((number, column, number + high - 1, column + wide - 1))
        return times

    def _text(self, cell: Element) -> str:
        if len(cell) == 1 and cell[0].tag == LINE:  # as nearly all are
            shown = _line(cell[0])
        else:
            shown = "\n".join(_line(paragraph) for paragraph in cell.iterfind(LINE))
        kind = cell.get(VALUE_TYPE)
        if kind == "string" and shown:
            return shown
        formula = cell.get(FORMULA)
        if formula is not None and kind is None and not shown and cell.find(LINE) is None:  # else it shows nothing
            return f"={formula.partition('=')[2]}"
        if kind in NUMBERS and not shown.startswith(FAULTS):
            return _number(cell.get(VALUE, shown))
        if kind == "boolean":
            return cell.get(f"{OFFICE}boolean-value", shown).upper()
        if kind == "date":
            return iso_text(cell.get(f"{OFFICE}date-value", shown))
        return shown or cell.get(f"{OFFICE}string-value", "")

    def _notes(self, cell: Element) -> None:
        for note in cell.iterfind(f"{OFFICE}annotation"):
            self.sheet.comments += _lines(note)
        for box in cell.iterfind(f"{DRAW}*"):
            self.sheet.beside += _lines(box)


def _number(value: str) -> str:
    number = stored(value)
    return value if number is None else number_text(number)


def _lines(element: Element) -> Iterator[str]:
    return map(_line, outermost(element, LINE))


def _line(paragraph: Element) -> str:
    return "".join(_pieces(paragraph)) if len(paragraph) else paragraph.text or ""


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(whole(child.get(f"{TEXT}c"), 1), BLANKS)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        else:
            yield from _pieces(child)
        yield child.tail or ""
