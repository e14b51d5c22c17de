"""The hub of appearance: a document as properties and a sequence of blocks.

It knows no statute, and everything a format needs is in it. ``compose`` builds one from a report, a reader from
bytes; renderers turn one into bytes, ``recognise`` into a report.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

import attrs

from ogirmodel.document.shapes import Balance, GridCell, Mark, Role, Shape, ShapeCell, Sum, grid_cell
from ogirmodel.findings import Finding
from ogirmodel.labels import fold

__all__ = [
    "Attachment",
    "Balance",
    "Block",
    "Chart",
    "Document",
    "Grid",
    "GridCell",
    "Heading",
    "Mark",
    "Paragraph",
    "Properties",
    "Role",
    "Series",
    "Shape",
    "ShapeCell",
    "SignOff",
    "Sum",
    "Title",
]


FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
MEDIA_TYPE = re.compile(r"[A-Za-z0-9.+-]{1,100}/[A-Za-z0-9.+-]{1,100}")


@attrs.frozen
class Title:
    """The title, on as many lines as it is broken into.

    >>> Title(("某县教育局", "2025年政府信息公开工作年度报告")).lines[0]
    '某县教育局'
    """

    lines: tuple[str, ...]
    marks: tuple[Mark, ...] = attrs.field(default=(), eq=False)
    origin: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class Heading:
    """The heading of a section; level 1 is the outermost.

    >>> Heading(1, "一、总体情况").text
    '一、总体情况'
    """

    level: int
    text: str
    marks: tuple[Mark, ...] = attrs.field(default=(), eq=False)
    origin: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class Paragraph:
    """A paragraph. ``level`` is 0 for plain text, 2 for （一）, 3 for 1.; its ``lead`` is set off from the ``rest``.

    ``aside`` says that it stands apart from the text that a file is about: in a menu, a page header, a footer.

    >>> Paragraph("全年公开3件。", level=2, lead="（一）主动公开。").text
    '（一）主动公开。全年公开3件。'
    """

    rest: str
    level: int = 0
    lead: str = ""
    marks: tuple[Mark, ...] = attrs.field(default=(), eq=False)
    origin: str | None = attrs.field(default=None, eq=False)
    aside: bool = attrs.field(default=False, eq=False)

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return self.lead + self.rest


@attrs.frozen
class SignOff:
    """Who signs and when, as printed; either may be empty.

    >>> SignOff("某县教育局", "2026年1月19日").date
    '2026年1月19日'
    """

    name: str = ""
    date: str = ""
    origin: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class Grid:
    """A table: either a ``shape`` with its ``values`` as printed, or the ``read`` rows of a file.

    ``spans_known`` is false where the source shows cells but not how far they reach; ``aside`` is as for paragraphs.

    >>> grid = Grid(read=((GridCell("规章"), GridCell("3")),), spans_known=False)
    >>> [[cell.text for cell in row] for row in grid.rows()]
    [['规章', '3']]
    """

    shape: Shape | None = None
    values: tuple[str, ...] = ()
    read: tuple[tuple[GridCell, ...], ...] = ()
    spans_known: bool = True
    marks: tuple[tuple[int, Mark], ...] = attrs.field(default=(), eq=False)
    origin: str | None = attrs.field(default=None, eq=False)
    aside: bool = attrs.field(default=False, eq=False)

    def rows(self) -> Iterator[tuple[GridCell, ...]]:
        """Yield the rows of cells, whichever way the grid was made."""
        if self.shape is None:
            yield from self.read
            return
        values = iter(zip(self.shape.values, self.values, strict=True))
        for row in self.shape.labels:
            yield tuple(cell or self._value(*next(values)) for cell in row)

    @cached_property
    def labels(self) -> Counter[str]:
        """The folded texts that may be labels, with how often each stands there."""
        texts = [text for text in self.texts() if text and not text.isdigit()]
        if self.shape is None:
            return Counter(map(fold, texts))
        return self.shape.folded + Counter(map(fold, texts)) if texts else self.shape.folded

    def texts(self) -> tuple[str, ...]:
        """Return what stands in the places that a shape leaves open; of a grid read from a file that is every cell."""
        return self.values if self.shape is not None else tuple(cell.text for row in self.read for cell in row)

    @staticmethod
    def _value(place: ShapeCell, text: str) -> GridCell:
        return grid_cell(text, place.colspan, place.rowspan)


@attrs.frozen
class Series:
    """One row of figures of a chart: its name, and a figure for each category, None where there is none.

    >>> Series("新收", (8, None)).values
    (8, None)
    """

    name: str
    values: tuple[int | Decimal | None, ...]


@attrs.frozen
class Chart:
    """Figures to be drawn: a label for each category, and one or several series of figures.

    For a renderer that does not draw, ``tabled`` turns every chart into a table.

    >>> Chart("申请数量", ("2024", "2025"), (Series("新收", (8, 3)),), "件").categories
    ('2024', '2025')
    """

    caption: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


Block = Title | Heading | Paragraph | Grid | Chart | SignOff


@attrs.frozen
class Properties:
    """What the document says of itself: for a file's metadata.

    >>> Properties(title="年度报告", organ="某局", year=2025).language
    'zh-CN'
    """

    title: str = ""
    organ: str = ""
    year: int | None = None
    language: str = "zh-CN"
    keywords: tuple[str, ...] = ()
    published_on: datetime.date | None = None


@attrs.frozen
class Attachment:
    """A file carried inside the document; its name is a plain one, without folders.

    >>> Attachment("report.json", "application/json", b"{}").name
    'report.json'
    """

    name: str = attrs.field(validator=attrs.validators.matches_re(FILE_NAME))
    media_type: str = attrs.field(validator=attrs.validators.matches_re(MEDIA_TYPE))
    data: bytes

    @staticmethod
    def may_be(name: str, media_type: str) -> bool:
        """Tell whether a file found in a document can be an attachment."""
        return bool(FILE_NAME.fullmatch(name) and MEDIA_TYPE.fullmatch(media_type))


@attrs.frozen
class Document:
    """A document: equal to another if it says the same, wherever it came from.

    >>> Document((Paragraph("一切照常。"),)) == Document((Paragraph("一切照常。", origin="line:3"),))
    True
    """

    blocks: tuple[Block, ...]
    properties: Properties = Properties()
    attachments: tuple[Attachment, ...] = attrs.field(default=(), eq=False)
    findings: tuple[Finding, ...] = attrs.field(default=(), eq=False)
