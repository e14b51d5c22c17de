"""Plain text: paragraphs that are never wrapped, tables drawn with lines, as wide as a terminal reads well."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from ogirmodel.document import Document, Grid, Heading, Paragraph, SignOff, Title, tabled
from ogirmodel.labels import display_width
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.renderers.drawing import drawing
from ogirmodel.renderers.stencil import Run, Stencil, marker, weave

__all__ = ["TextRenderer"]

LINE = 80
"""Columns across which the title is centred and the sign-off set right."""

PARAGRAPH = Stencil.cut(f"　　{marker()}\n")
PLAIN = Stencil.cut(f"{marker()}\n")
EMPTY = Stencil.cut("\n")


@attrs.frozen
class TextRenderer:
    """Renders plain text in UTF-8: for terminals, mail and comparison.

    >>> from ogirmodel import Report, compose
    >>> document = compose(Report("某县教育局", 2025, sections={"overview": "一切照常。"}))
    >>> TextRenderer().render(document).decode().split()
    ['某县教育局', '2025年政府信息公开工作年度报告', '一、总体情况', '一切照常。']
    """

    info: ClassVar[RendererInfo] = RendererInfo("text/plain; charset=utf-8", round_trips=True)

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` as text."""
        return weave(_runs(tabled(document)), str) or b"\n"


def _runs(document: Document) -> Iterator[Run]:
    before: type | None = None
    for block in document.blocks:
        if before is not None and not (before is Paragraph and isinstance(block, Paragraph)):
            yield EMPTY, ()
        before = type(block)
        match block:
            case Paragraph(lead=lead, rest=rest):
                yield PARAGRAPH, (lead + rest,)
            case Grid():
                yield drawing(block)
            case Heading(text=text):
                yield PLAIN, (text,)
            case Title(lines=lines):
                yield from ((PLAIN, (_indented(line, (LINE - display_width(line)) // 2),)) for line in lines)
            case SignOff(name=name, date=date):
                yield from ((PLAIN, (line,)) for line in _sign_off(name, date))


def _sign_off(name: str, date: str) -> Iterator[str]:
    """Set the date two characters right of the name, both at the right end of the line."""
    start = LINE - 4 - max(display_width(name), display_width(date) + 4 if name else display_width(date))
    if name:
        yield _indented(name, start)
    if date:
        yield _indented(date, start + 4 if name else start)


def _indented(line: str, columns: int) -> str:
    return " " * max(0, columns) + line
