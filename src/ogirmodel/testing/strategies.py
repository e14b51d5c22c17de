"""Hypothesis strategies for reports of any form, for whoever has hypothesis.

``reports(edition)`` makes only reports that paper can carry without doubt: the organ has only a name, the title names
organ and year, ``published_on`` is None, and no paragraph can be taken for a heading, a row or a sign-off.
"""

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from ogirmodel.forms import Cell, Form, Number, TableForm, form
from ogirmodel.lexicon import words as lexicon
from ogirmodel.model import NOT_APPLICABLE, CellValue, Money, Report
from ogirmodel.model.cells import BOUND, units
from ogirmodel.testing.samples import words

__all__ = ["cell_values", "organ_names", "paragraphs", "reports", "tables"]

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def organ_names() -> st.SearchStrategy[str]:
    """Names of organs that a sign-off is recognised by.

    >>> from hypothesis import find
    >>> find(organ_names(), lambda name: name.endswith("局"))[-1]
    '局'
    """
    stem = st.sampled_from(words()["stems"]) | st.text(HAN, min_size=2, max_size=8)
    return st.builds(str.__add__, stem, st.sampled_from(lexicon("paper")["organ_endings"]))


def paragraphs() -> st.SearchStrategy[str]:
    """Paragraphs with odd text in them that are nothing but paragraphs.

    >>> from hypothesis import find
    >>> find(paragraphs(), bool)[-1]
    '。'
    """
    piece = st.sampled_from(words()["fragments"]) | st.text(HAN, min_size=1, max_size=12)
    opening = st.sampled_from(words()["paragraphs"])
    stop = lexicon("paper")["full_stop"]
    return st.builds(lambda first, pieces: first + "".join(pieces) + stop, opening, st.lists(piece, max_size=6))


def cell_values(cell: Cell) -> st.SearchStrategy[CellValue]:
    """Whatever one cell can hold.

    >>> from hypothesis import find
    >>> find(cell_values(form("2021").table("applications").cells[0]), lambda value: value == 3)
    3
    """
    nothing = st.sampled_from([None, NOT_APPLICABLE])
    if cell.number == Number.MONEY:
        stated = [cell.unit] if cell.unit else [None, *units()]
        amounts = st.decimals(0, BOUND - 1, places=6, allow_nan=False) | st.sampled_from([Decimal(0), Decimal("0.37")])
        return nothing | st.builds(Money, amounts, st.sampled_from(stated))
    least = 1 - BOUND if cell.number == Number.SIGNED else 0
    small = st.integers(-9 if least else 0, 30)
    return small | small | nothing | st.integers(least, BOUND - 1)


@st.composite
def tables(draw: st.DrawFn, table: TableForm) -> dict[tuple[str, str], CellValue]:
    """Figures for a table: the same in most cells, anything in some, totals included.

    >>> from hypothesis import find
    >>> find(tables(form("2021").table("review_litigation")), bool)["reconsideration", "result_upheld"]
    0
    """
    usual = draw(st.sampled_from([0, None, 3]))
    cells: dict[tuple[str, str], CellValue] = {}
    for cell in table.cells:
        if cell.index not in table.derived:
            cells[cell.key] = Money(usual, cell.unit) if usual and cell.number == Number.MONEY else usual
    for cell in draw(st.lists(st.sampled_from(table.cells), max_size=12)):
        cells[cell.key] = draw(cell_values(cell))
    return cells


@st.composite
def reports(draw: st.DrawFn, edition: str | None = None) -> Report:
    """Make reports of ``edition``, or of any built-in one.

    >>> from hypothesis import given, settings
    >>> from ogirmodel import dump, load
    >>> @settings(max_examples=5)
    ... @given(reports("2021"))
    ... def json_keeps_what_was_stated(report):
    ...     assert load(dump(report)) == report
    >>> json_keeps_what_was_stated()
    """
    statute = form(edition or draw(st.sampled_from(["2019", "2021"])))
    year = draw(st.integers(statute.years.first, statute.years.last or statute.years.first + 20))
    organ = draw(organ_names())
    prose = st.lists(paragraphs(), max_size=3)
    present = [section for section in statute.sections if draw(st.integers(0, 9))]
    held = {s.table: draw(tables(statute.tables[s.table])) for s in present if s.table and draw(st.integers(0, 9))}
    signer = draw(st.sampled_from([None, organ]) | organ_names())
    signed = draw(st.none() | st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)))
    return Report(
        organ,
        year,
        statute.edition,
        sections={section.id: draw(prose) for section in present},
        tables=held,
        notes={table: draw(prose) for table in held},
        title=draw(st.none() | _titles(statute, organ, year)),
        preface=draw(prose),
        signed_by=signer if signed or signer == organ else None,
        signed_on=signed,
    )


def _titles(statute: Form, organ: str, year: int) -> st.SearchStrategy[Any]:
    written = [t.replace("{organ}", organ).replace("{year}", str(year)) for t in statute.title_aliases]
    return st.sampled_from(written) if written else st.none()
