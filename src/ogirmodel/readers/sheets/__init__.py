"""Spreadsheets: xlsx, ods and the older xls. Which rows are tables follows from how they are filled and ruled.

Nothing but what is stored is read: no formula is calculated, no macro run, nothing outside opened.
"""

from typing import ClassVar

import attrs

from ogirmodel.archive import SIGNATURE as ZIP
from ogirmodel.document import Document
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.readers.sheets.grids import lay_out
from ogirmodel.readers.sheets.ole import SIGNATURE as OLE
from ogirmodel.readers.sheets.rows import read_book

__all__ = ["SheetsReader"]

PACKAGES = (".xlsx", ".xlsm", ".xltx", ".ods", ".ots")
BINARIES = (".xls", ".xlt", ".et")
SHEETS_IN_HEAD = (b"xl/", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
STREAM_IN_HEAD = "Workbook".encode("utf-16-le")


@attrs.frozen
class SheetsReader:
    """Reads the visible sheets of a workbook, in their order.

    >>> from ogirmodel.testing import sample
    >>> from ogirmodel import render
    >>> document = SheetsReader().read(render(sample(), "xlsx"))
    >>> document.blocks[0].text, document.blocks[0].origin
    ('云溪县清河镇人民政府', 'sheet:1 row:1')
    """

    info: ClassVar[ReaderInfo] = ReaderInfo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")

    def sniff(self, head: bytes, name: str) -> bool:
        """Tell whether it is a workbook: by the names of its parts, or by its own."""
        if head.startswith(ZIP):
            return any(part in head for part in SHEETS_IN_HEAD) or name.lower().endswith(PACKAGES)
        return head.startswith(OLE) and (STREAM_IN_HEAD in head or name.lower().endswith(BINARIES))

    def read(self, data: bytes, /) -> Document:
        """Return the sheets of ``data``; raises ReadError where it is no workbook."""
        return lay_out(read_book(data))
