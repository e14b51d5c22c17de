"""The hub of appearance, and the two verbs that join it to the report: ``compose`` and ``recognise``."""

from ogirmodel.document.blocks import (
    Attachment,
    Block,
    Document,
    Grid,
    GridCell,
    Heading,
    Mark,
    Paragraph,
    Properties,
    Role,
    Shape,
    ShapeCell,
    SignOff,
    Sum,
    Title,
)
from ogirmodel.document.compose import compose
from ogirmodel.document.recognise import recognise

__all__ = [
    "Attachment",
    "Block",
    "Document",
    "Grid",
    "GridCell",
    "Heading",
    "Mark",
    "Paragraph",
    "Properties",
    "Role",
    "Shape",
    "ShapeCell",
    "SignOff",
    "Sum",
    "Title",
    "compose",
    "recognise",
]
