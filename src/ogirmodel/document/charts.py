"""Charts as tables: for the formats that do not draw, and for whoever reads a document back.

Renderers that do not draw pass every document through ``tabled``. A page draws charts by itself.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import attrs

from ogirmodel.document.blocks import Block, Chart, Document, Grid, Heading, Shape
from ogirmodel.document.layout import TEXT_WIDTH, shape_of
from ogirmodel.forms import Node, Panel, TableForm

__all__ = ["as_table", "chart_title", "figure_text", "tabled"]

LABELS = 0.5
"""How much of the width is for the categories."""


def tabled(document: Document) -> Document:
    """Return ``document`` with each chart as a heading and the table of its figures; itself where it has none.

    >>> from ogirmodel.document import Series
    >>> chart = Chart("申请数量", ("2024", "2025"), (Series("新收", (8, 3)),), "件")
    >>> [type(block).__name__ for block in tabled(Document((chart,))).blocks]
    ['Heading', 'Grid']
    """
    if Chart not in set(map(type, document.blocks)):
        return document
    return attrs.evolve(document, blocks=tuple(one for block in document.blocks for one in _tabled(block)))


def _tabled(block: Block) -> Iterator[Block]:
    if isinstance(block, Chart):
        yield from as_table(block)
    else:
        yield block


def as_table(chart: Chart) -> tuple[Heading, Grid]:
    """Return the title of ``chart`` and the table of its figures."""
    title = chart_title(chart)
    shape = _shape(title, chart.categories, tuple(series.name for series in chart.series))
    rows = zip(*(series.values for series in chart.series), strict=True)
    return Heading(1, title), Grid(shape, tuple(figure_text(value) for row in rows for value in row))


def chart_title(chart: Chart) -> str:
    """Return the caption of a chart with its unit.

    >>> chart_title(Chart("申请", ("新收",), (), unit="件"))
    '申请（件）'
    """
    return f"{chart.caption}（{chart.unit}）" if chart.unit else chart.caption


def figure_text(value: int | Decimal | None) -> str:
    """Return a figure as printed; nothing where there is none.

    >>> figure_text(8), figure_text(Decimal("0.50")), figure_text(None)
    ('8', '0.50', '')
    """
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


@lru_cache(maxsize=64)
def _shape(caption: str, categories: tuple[str, ...], names: tuple[str, ...]) -> Shape:
    columns = tuple(Node(name, f"series{number}") for number, name in enumerate(names))
    rows = tuple(Node(name, f"category{number}") for number, name in enumerate(categories))
    width = TEXT_WIDTH * (1 - LABELS) / len(names)
    widths = (TEXT_WIDTH * LABELS, *(width for _ in names))
    return shape_of(TableForm("chart", (Panel(columns, rows),), widths=widths, id="chart"), caption)
