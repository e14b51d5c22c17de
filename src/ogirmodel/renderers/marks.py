"""Findings in a web page: listed above the report, and shown at the cells and paragraphs that they are about."""

from collections.abc import Iterator, Sequence

from ogirmodel.document import Document, Grid, Heading, Mark, Paragraph, Title
from ogirmodel.findings import Severity
from ogirmodel.renderers.stencil import escape

__all__ = ["MARKED", "listed", "marked", "marked_cells", "marks_of"]

MARKED = """\
.ogi-findings{max-width:170mm;margin:0 auto 8mm;padding:4mm 8mm;border:1px solid #888;font:14px/1.7 sans-serif}
.ogi-findings ol{margin:0;padding-left:2em}
.ogi mark,.ogi-findings li::marker{color:inherit}
.ogi mark.error,.ogi-findings li.error{background:#fdd}
.ogi mark.warning,.ogi-findings li.warning{background:#fec}
.ogi mark.info,.ogi-findings li.info{background:#def}
.ogi mark.unjudged,.ogi-findings li.unjudged{background:#eee}
.ogi mark{border-bottom:2px solid #a00;cursor:help}
.ogi td mark:empty::before{content:"\\00a0\\00a0"}
"""

GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.UNJUDGED)


def marks_of(document: Document) -> Iterator[Mark]:
    """Yield every mark of ``document`` in its order."""
    for block in document.blocks:
        match block:
            case Title() | Heading() | Paragraph():
                yield from block.marks
            case Grid():
                yield from (mark for _, mark in block.marks)


def listed(marks: Sequence[Mark]) -> str:
    """Return the list of all findings, the gravest first."""
    ordered = sorted(marks, key=lambda mark: GRAVEST.index(mark.severity))
    items = "\n".join(f'<li class="{mark.severity}">{escape(mark.text)}</li>' for mark in ordered)
    return f'<aside class="ogi-findings"><ol>\n{items}\n</ol></aside>'


def marked(content: str, marks: Sequence[Mark]) -> str:
    """Return ``content``, markup already, with its findings as a hint; the gravest gives the colour."""
    if not marks:
        return content
    gravest = min((mark.severity for mark in marks), key=GRAVEST.index)
    texts = "\n".join(mark.text for mark in marks)
    return f'<mark class="{gravest}" title="{escape(texts)}">{content}</mark>'


def marked_cells(grid: Grid) -> Iterator[str]:
    """Yield the values of ``grid`` as markup, those with findings marked."""
    held: dict[int, list[Mark]] = {}
    for index, mark in grid.marks:
        held.setdefault(index, []).append(mark)
    for index, text in enumerate(grid.texts()):
        yield marked(escape(text), held.get(index, ()))
