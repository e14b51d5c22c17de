"""What a paper holds once its title is known: lines of text and grids, in their order."""

import attrs

from ogirmodel.document.blocks import Grid

__all__ = ["Item", "Line"]


@attrs.frozen
class Line:
    """A line of text outside the tables; ``aside`` as for paragraphs."""

    text: str
    origin: str | None = None
    aside: bool = False


Item = Line | Grid
