"""What can be found in a rendered file, whatever its format: words and figures, after decompression.

The contracts ask here whether a label or a figure has been dropped. Nothing is known of any format but that packages
are zip files, and that markup stands between ``<`` and ``>``.
"""

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import attrs

from ogirmodel.document import (
    Chart,
    Document,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    SignOff,
    Title,
    chart_title,
    figure_text,
)
from ogirmodel.encodings import decode
from ogirmodel.errors import ReadError

__all__ = ["Shown", "figures_of", "squeezed", "words_of"]

TAG = re.compile(r"<[^<>]*>")
BLANK = re.compile(r"\s+")
FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@attrs.frozen
class Shown:
    """What a file shows."""

    data: bytes

    def missing_words(self, document: Document) -> list[str]:
        """Return the words of ``document`` that the file lacks; a label may be broken over lines among others."""
        whole = [text for text in dict.fromkeys(words_of(document)) if not self.has(text)]
        labels = {cell.text for block in document.blocks if isinstance(block, Grid) for cell in _cells(block)}
        short = Counter("".join(filter(str.isalpha, "".join(words_of(document))))) - self._characters
        return [text for text in whole if text not in labels or any(character in short for character in text)]

    def missing_figures(self, document: Document) -> list[str]:
        """Return the figures of the tables and charts of ``document`` that the file lacks."""
        return [figure for figure in dict.fromkeys(figures_of(document)) if figure not in self._figures]

    def has(self, text: str) -> bool:
        """Tell whether ``text`` stands in the file, blanks and line ends apart."""
        return any(squeezed(text) in face for face in self._faces)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(_texts(self.data))

    @cached_property
    def _faces(self) -> tuple[str, ...]:
        """The text as it is, and as markup shows it."""
        raw = "\n".join(self._texts)
        return squeezed(raw), squeezed(html.unescape(TAG.sub("", raw)))

    @cached_property
    def _characters(self) -> Counter[str]:
        return Counter(self._faces[0]) | Counter(self._faces[1])

    @cached_property
    def _figures(self) -> frozenset[str]:
        raw = "\n".join(self._texts)
        return frozenset((*FIGURE.findall(raw), *FIGURE.findall(html.unescape(TAG.sub(" ", raw)))))


def words_of(document: Document) -> Iterator[str]:
    """Yield whatever a document says but the figures of its tables."""
    for block in document.blocks:
        match block:
            case Title(lines=lines):
                yield from lines
            case Heading(text=text):
                yield text
            case Paragraph():
                yield from filter(None, (block.lead, block.rest))
            case SignOff(name=name, date=date):
                yield from filter(None, (name, date))
            case Chart():
                yield from (chart_title(block), *block.categories, *(series.name for series in block.series))
            case Grid():
                yield from _cells_text(block)


def figures_of(document: Document) -> Iterator[str]:
    """Yield the figures of the tables and charts of a document, without their signs."""
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from FIGURE.findall(" ".join(block.texts()))
        elif isinstance(block, Chart):
            values = (value for series in block.series for value in series.values)
            yield from FIGURE.findall(" ".join(map(figure_text, values)))


def squeezed(text: str) -> str:
    """Return ``text`` without blanks and line ends."""
    return BLANK.sub("", text)


def _cells(grid: Grid) -> Iterator[GridCell]:
    for row in grid.rows():
        yield from row


def _cells_text(grid: Grid) -> Iterator[str]:
    values = set(grid.texts()) if grid.shape is not None else set()
    yield from (cell.text for cell in _cells(grid) if cell.text and cell.text not in values)


def _texts(data: bytes) -> Iterator[str]:
    """Yield every text in a file: of a package, those of its members; what is no text is passed over."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [package.read(name) for name in package.namelist()]
    else:
        members = [data]
    for member in members:
        try:
            yield decode(member)
        except ReadError:
            continue
