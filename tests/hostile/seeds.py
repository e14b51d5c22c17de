"""Honest files that harm is done to: our own renders, and spreadsheets of kinds that we do not write.

One figure of the report stands nowhere else in it, so that a mutator finds its cell in any format.
"""

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache

import ogirmodel
from ogirmodel import Report
from ogirmodel.testing import sample

__all__ = [
    "CELL",
    "FIGURE",
    "PACKAGES",
    "SUFFIXES",
    "compound",
    "packed",
    "parts_of",
    "record",
    "report",
    "seed",
    "wide",
]

FIGURE = 736451
CELL = ("administrative_licensing", "decisions")
PACKAGES = ("docx", "odt", "xlsx", "ods")
SUFFIXES = (*PACKAGES, "xls", "html", "txt")

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR = 512
KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


@cache
def report() -> Report:
    """Return the report that the seeds hold."""
    made = sample("2021")
    return made.replace(tables={**made.tables, "disclosure": made.disclosure.replace({CELL: FIGURE})})


@cache
def seed(suffix: str) -> bytes:
    """Return an honest file of a format."""
    if suffix == "json":
        return ogirmodel.dump(report())
    if suffix == "ods":
        return _ods(_rows())
    if suffix == "xls":
        return _xls(_rows())
    return ogirmodel.render(report(), suffix)


def _rows() -> list[list[str]]:
    """Return the report as lines and rows of a table that tabs part."""
    rows: list[list[str]] = []
    for block in ogirmodel.compose(report()).blocks:
        if hasattr(block, "rows"):
            rows += [[cell.text for cell in row] for row in block.rows()]
        else:
            words = [getattr(block, name, "") for name in ("text", "name", "date")]
            rows += [[text] for text in (*getattr(block, "lines", ()), *words) if text]
    return rows


# -- packages --


def parts_of(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(
    parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    """Return a package of ``parts``; one named twice is in it twice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive, warnings.catch_warnings(action="ignore"):
        archive.comment = comment
        for name, content in parts.items() if isinstance(parts, Mapping) else parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, content)
    return file.getvalue()


def _ods(rows: list[list[str]]) -> bytes:
    cells = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet><table:table>{cells}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {"mimetype": KIND, "content.xml": content, "META-INF/manifest.xml": manifest}
    return packed({name: text.encode() for name, text in parts.items()}, zipfile.ZIP_STORED)


def _ods_cell(text: str) -> str:
    if text.isdecimal():
        return (
            f'<table:table-cell office:value-type="float" office:value="{text}"><text:p>{text}</text:p>'
            "</table:table-cell>"
        )
    return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"


# -- compound files --


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of ``streams``, each in sectors of its own."""
    table, body = [TABLE], b""
    entries = [("Root Entry", 5, END, 0)]
    for name, content in streams.items():
        padded = content.ljust(max(8 * SECTOR, -(-len(content) // SECTOR) * SECTOR), b"\0")
        first, count = len(table), len(padded) // SECTOR
        entries.append((name, 2, first, len(padded)))
        table += [*range(first + 1, first + count), END]
        body += padded
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB12x", 2 * len(name) + 2, kind, 1).ljust(52, b"\0")
        + struct.pack("<IQ", first, size)
        for name, kind, first, size in entries
    )
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    at = len(table)
    table += [*range(at + 1, at + len(directory) // SECTOR), END]
    assert len(table) <= SECTOR // 4
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, at, 0, 8 * SECTOR, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff") + body + directory


def record(kind: int, data: bytes = b"") -> bytes:
    """Return a record of a binary workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def wide(text: str) -> bytes:
    """Return a text as records hold it."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _xls(rows: list[list[str]]) -> bytes:
    cells = b"".join(
        record(0x203, struct.pack("<HHHd", number, column, 0, int(text)))
        if text.isdecimal()
        else record(0x204, struct.pack("<HHH", number, column, 0) + wide(text))
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    )
    start = record(0x809, struct.pack("<HHHH", 0x600, 5, 0, 0))
    place = len(start) + 4 + 6 + 3 + 4
    start += record(0x85, struct.pack("<IBB", place, 0, 0) + b"\1\0S") + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHH", 0x600, 0x10, 0, 0)) + cells + record(0x0A)
    return compound({"Workbook": start + sheet})
