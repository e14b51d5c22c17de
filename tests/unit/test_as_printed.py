"""A table that is printed as the form has it is taken whole: what comes out is what the long way finds."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogirmodel import Report, compose, recognise
from ogirmodel.document import Block, Document, Grid, GridCell, body, reflow
from ogirmodel.document.as_printed import as_printed, table_printed
from ogirmodel.findings import Reading
from ogirmodel.forms import Form, TableForm, form
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

FORMS = (form("2019"), form("2021"))


def as_read(document: Document, values: dict[int, str] | None = None) -> Document:
    """Return a composed document as a reader would give it back, some values of each table written otherwise."""
    blocks: list[Block] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            texts = tuple((values or {}).get(n, text) for n, text in enumerate(block.values))
            rows = tuple(attrs.evolve(block, values=texts).rows())
            blocks.append(Grid(read=rows, origin=f"table:{number}"))
        else:
            blocks.append(block)
    return Document(tuple(blocks), document.properties)


def the_long_way(document: Document) -> Reading[Report]:
    """Recognise a document label by label."""

    def none_is(_: Grid, __: Form) -> TableForm | None:
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "table_printed", none_is)
        patch.setattr(reflow, "table_printed", none_is)
        return recognise(document)


ODD = st.dictionaries(
    st.integers(0, 40), st.sampled_from(["", "/", "—", "007", "１２", "12件", "约60", "-1", "1 2", "规章"])
)


@given(reports(), ODD)
def test_both_ways_find_the_same(report: Report, values: dict[int, str]) -> None:
    """A figure that is read another way because all labels are right would be wrong in silence."""
    document = as_read(compose(report), values)
    assert recognise(document) == the_long_way(document)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_our_own_tables_are_taken_whole(edition: str, kind: str) -> None:
    """Everything would still be right, and slow, if no table were ever known at once."""
    statute = form(edition)
    for document in (compose(sample(edition, kind)), as_read(compose(sample(edition, kind)))):
        grids = [as_printed(block, [statute]) for block in document.blocks if isinstance(block, Grid)]
        assert [table_printed(grid, statute) for grid in grids] == list(statute.tables.values())


@pytest.mark.parametrize("change", ["label", "span", "cell"])
def test_what_departs_from_the_form_goes_the_long_way(change: str) -> None:
    """A swapped head or a shifted cell must be looked at, not taken for the form's."""
    grid = next(b for b in as_read(compose(sample())).blocks if isinstance(b, Grid) and len(b.read) > 20)
    rows = [list(row) for row in grid.read]
    if change == "label":
        rows[1][0], rows[1][1] = rows[1][1], rows[1][0]
    elif change == "span":
        rows[5][0] = attrs.evolve(rows[5][0], colspan=rows[5][0].colspan + 1)
    else:
        rows[8].append(GridCell("0"))
    changed = attrs.evolve(grid, read=tuple(map(tuple, rows)))
    assert as_printed(grid, FORMS) is not grid
    assert as_printed(changed, FORMS) is changed
