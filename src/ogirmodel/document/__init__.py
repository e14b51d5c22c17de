"""The hub of appearance, and the two verbs that join it to the report: ``compose`` and ``recognise``."""

from ogirmodel.document.blocks import (
    Attachment,
    Balance,
    Block,
    Chart,
    Document,
    Grid,
    GridCell,
    Heading,
    Mark,
    Paragraph,
    Properties,
    Role,
    Series,
    Shape,
    ShapeCell,
    SignOff,
    Sum,
    Title,
)
from ogirmodel.document.charts import chart_title, figure_text, tabled
from ogirmodel.document.compose import compose
from ogirmodel.document.recognise import recognise
from ogirmodel.document.shapes import grid_cell

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
    "chart_title",
    "compose",
    "figure_text",
    "grid_cell",
    "recognise",
    "tabled",
]
