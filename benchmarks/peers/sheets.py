"""Workbooks as a program reads them that knows no report."""

import io

import openpyxl

__all__ = ["read"]


def read(data: bytes) -> tuple[list[str], list[str]]:
    """Read every cell of every sheet with openpyxl; what is a paragraph and what a figure it cannot tell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None
    ]
    return cells, cells
