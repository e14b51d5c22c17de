"""Office Open XML workbooks: from a package to a :class:`Book`.

A formula whose result is not stored, or is not to be trusted, shows as its own text: it is neither blank nor zero.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import attrs

from ogirmodel.archive import Archive
from ogirmodel.errors import ReadError
from ogirmodel.readers.sheets.book import Book, Look, Row, Sheet
from ogirmodel.readers.sheets.figures import iso_text, number_text, serial_text, stored, whole
from ogirmodel.readers.sheets.package import (
    Element,
    Relation,
    looks,
    namespace,
    outermost,
    parse_part,
    pronounced,
    related,
    rich_text,
    shared_strings,
)

__all__ = ["read_xlsx"]

DEFAULT_PART = "xl/workbook.xml"
PLAIN = Look()
TRUE = ("1", "true")
FURNITURE_CODE = re.compile(r'&("[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|.)')
PAGE_CODE = re.compile("&[PNDTFAZ]")
"""A line of a page header or footer with one of these is the machine's, not the author's."""


def read_xlsx(archive: Archive) -> Book:
    """Return the sheets of a package."""
    roots = related(archive, "").values()
    part = next((found.target for found in roots if found.kind == "officeDocument"), DEFAULT_PART)
    root = parse_part(archive.read(part), part)
    space = namespace(root)
    relations = related(archive, part)
    by_kind = {found.kind: found.target for found in relations.values() if not found.outside}
    book = Book(macros="vbaProject" in by_kind, pictures=sum("/media/" in name for name in archive.names))
    properties = root.find(f"{space}workbookPr")
    calculation = root.find(f"{space}calcPr")
    reading = _Reading(
        archive,
        book,
        shared_strings(archive, by_kind.get("sharedStrings"), book.readings),
        looks(archive, by_kind.get("styles")),
        since_1904=properties is not None and properties.get("date1904") in TRUE,
        stale=calculation is not None and calculation.get("fullCalcOnLoad") in TRUE,
    )
    for sheet in root.iterfind(f"{space}sheets/{space}sheet"):
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        relation = relations.get(key)
        if relation is None or relation.outside:
            raise ReadError("no_part", part=sheet.get("name") or key)
        if relation.kind == "worksheet":
            reading.sheet(relation.target, hidden=sheet.get("state", "visible") != "visible")
    for relation in relations.values():
        if relation.kind == "externalLink":
            outside = [found.target for found in related(archive, relation.target).values() if found.outside]
            book.links += outside or [relation.target]
    return book


@attrs.frozen
class _Reading:
    """What all sheets of a workbook share; ``stale`` says that stored results are to be calculated anew."""

    archive: Archive
    book: Book
    strings: list[str]
    looks: dict[str, Look]
    since_1904: bool
    stale: bool

    def sheet(self, part: str, *, hidden: bool) -> None:
        """Read one sheet."""
        sheet = self.book.add(Sheet(hidden))
        root = parse_part(self.archive.read(part), part)
        space = namespace(root)
        for column in root.iterfind(f"{space}cols/{space}col"):
            if column.get("hidden") in TRUE:
                sheet.hidden_columns.append((whole(column.get("min"), 1) - 1, whole(column.get("max"), 1) - 1))
        rows = root.find(f"{space}sheetData")
        if rows is not None:
            self._rows(sheet, rows, space, part)
        for merged in root.iterfind(f"{space}mergeCells/{space}mergeCell"):
            first, _, last = merged.get("ref", "").partition(":")
            (top, left), (bottom, right) = _place(first), _place(last or first)
            if min(top, left) >= 0:
                sheet.merged.append((top, left, bottom, right))
        furniture = root.find(f"{space}headerFooter")
        if furniture is not None:
            sheet.beside += _furniture(furniture)
        for relation in related(self.archive, part).values():
            self._beside(sheet, relation)

    def _rows(self, sheet: Sheet, rows: Element, space: str, part: str) -> None:
        number = -1
        for element in rows:
            number = whole(element.get("r"), number + 2) - 1
            if element.get("hidden") in TRUE:
                sheet.hidden_rows.append((number, number))
            row = sheet.rows.get(number) or Row()
            column = -1
            for cell in element:
                reference = cell.get("r")
                column = _place(reference)[1] if reference else column + 1
                look = self.looks.get(cell.get("s", "0"), PLAIN)
                text = self._text(cell, look, space, part) if len(cell) else ""
                if text:
                    self.book.put(row, column, text, look)
                else:
                    row.ruled += look.ruled
            if row.cells or row.ruled > 1:
                sheet.rows[number] = row

    def _text(self, cell: Element, look: Look, space: str, part: str) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{space}is")
            if inline is None:
                return ""
            self.book.readings += pronounced(inline, space)
            return rich_text(inline, space)
        first = cell[0]
        if first.tag == f"{space}v" and len(cell) == 1:  # as nearly all are
            value, formula = first.text or "", None
        else:
            value, formula = cell.findtext(f"{space}v") or "", cell.find(f"{space}f")
        if formula is not None and ((not value and kind != "str") or (self.stale and value == "0")):
            return f"={formula.text or ''}"
        if not value:
            return ""
        if kind == "n":
            return self._number(value, look)
        if kind == "s":
            index = whole(value, len(self.strings))
            if index >= len(self.strings):
                raise ReadError("bad_sheet", reason=f"{part} {cell.get('r', '')}")
            return self.strings[index]
        if kind == "b":
            return "TRUE" if value in TRUE else "FALSE"
        return iso_text(value) if kind == "d" else value

    def _number(self, value: str, look: Look) -> str:
        if len(value) < 16 and value.isdigit() and value.isascii() and not look.date:
            return value.lstrip("0") or "0"
        number = stored(value)
        if number is None:
            return value
        return serial_text(number, since_1904=self.since_1904) if look.date else number_text(number)

    def _beside(self, sheet: Sheet, relation: Relation) -> None:
        """Read the comments and boxes of a sheet."""
        if relation.outside or relation.target not in self.archive:
            return
        if relation.kind == "comments":
            root = parse_part(self.archive.read(relation.target), relation.target)
            space = namespace(root)
            sheet.comments += [rich_text(text, space) for text in root.iter(f"{space}text")]
        elif relation.kind == "threadedComment":
            root = parse_part(self.archive.read(relation.target), relation.target)
            sheet.comments += [text.text or "" for text in root.iter(f"{namespace(root)}text")]
        elif relation.kind == "drawing":
            root = parse_part(self.archive.read(relation.target), relation.target)
            for paragraph in outermost(root, "}p"):
                sheet.beside.append("".join(text.text or "" for text in paragraph.iter("{*}t")))


@lru_cache(maxsize=4096)
def _place(reference: str) -> tuple[int, int]:
    """Return the row and the column of ``B3``; -1 where it is no such reference."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.replace("$", "")[:4].upper():
        column = column * 26 + ord(letter) - 64
    return whole(reference[len(letters) :], 0) - 1, column - 1


def _furniture(element: Element) -> Iterator[str]:
    for child in element:
        for line in re.split(r"&[LCR]|\n", child.text or ""):
            text = FURNITURE_CODE.sub(lambda code: "&" * (code.group() == "&&"), line)
            if not PAGE_CODE.search(line) and any(map(str.isalnum, text)):
                yield text
