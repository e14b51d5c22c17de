"""The verdict on every cell of a paper: placed, named, or wrong."""

import re
from collections import Counter
from collections.abc import Mapping

import attrs

from layouts.raster import Key
from ogirmodel import Finding, Reading, Report
from ogirmodel.document.values import trim
from ogirmodel.model.cells import CellValue

__all__ = ["Verdict", "judge"]

UNREAD = {"U02", "U05", "U06", "T05"}
"""Findings that quote what is not in the report."""


@attrs.define
class Verdict:
    """How many cells were placed and how many named; those that are neither, each with what was read for it."""

    placed: int = 0
    named: int = 0
    wrong: dict[Key, str] = attrs.field(factory=dict)


def judge(report: Report, reading: Reading[Report], texts: Mapping[Key, str]) -> Verdict:
    """Hold every cell of ``report`` against what was read; ``texts`` are what stands in the cells on the paper.

    What was read must be the figure, or nothing with a finding that quotes the text. A figure that is wrong because
    its text was spoilt must be quoted at its cell, or with its row.
    """
    verdict = Verdict()
    quoted = Counter(piece for finding in reading.findings if finding.code in UNREAD for piece in _quoted(finding))
    found, rows = _cells(reading.report), _rows_in_one_piece(texts, reading)
    guessed = {f.location.row for f in reading.findings if (f.code, f.variant) == ("U03", "row")}
    for key, value in _cells(report).items():
        read, text = found.get(key), texts[key]
        in_a_row = key[:2] in rows or (key[0], "") in rows
        if read == value:
            verdict.placed += 1
        elif (
            _quotes_at(reading, key, text) or key[1] in guessed or (read is None and (in_a_row or _take(quoted, text)))
        ):
            verdict.named += 1
        else:
            verdict.wrong[key] = f"{text!r} read as {read!r}"
    return verdict


def _rows_in_one_piece(texts: Mapping[Key, str], reading: Reading[Report]) -> set[tuple[str, str]]:
    """Return the rows, and the tables, that a quote ends with, their figures glued together."""
    quotes = ["".join(_quoted(finding)) for finding in reading.findings if finding.code in UNREAD]
    rows: dict[tuple[str, str], str] = {}
    for (table, row, _), text in texts.items():
        for key in ((table, row), (table, "")):
            rows[key] = rows.get(key, "") + "".join(_split(text))
    return {key for key, text in rows.items() if len(text) > 1 and any(quote.endswith(text) for quote in quotes)}


def _take(quoted: Counter[str], text: str) -> bool:
    """Tell whether every piece of ``text`` is quoted, and use the quotes up."""
    wanted = Counter(_split(text))
    if any(quoted[piece] < count for piece, count in wanted.items()):
        return False
    quoted -= wanted
    return True


def _quoted(finding: Finding) -> list[str]:
    return _split(str(finding.params.get("quote", "")))


def _split(text: str) -> list[str]:
    return [piece for piece in map(trim, re.split(r"[|\s]+", text)) if piece]


def _quotes_at(reading: Reading[Report], key: Key, text: str) -> bool:
    """Tell whether a finding at a cell quotes what stands there."""
    at = (f for f in reading.findings if (f.location.table, f.location.row, f.location.column) == key)
    wanted = _split(text)
    return any(set(wanted) <= set(_quoted(finding)) for finding in at if wanted)


def _cells(report: Report) -> dict[Key, CellValue]:
    return {(table.id, *key): value for table in report.tables.values() for key, value in table.items()}
