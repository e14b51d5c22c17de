"""What a Word document is cut from: its constant parts, and stencils for everything that holds a report's words."""

from collections.abc import Mapping

import attrs

from ogirmodel.renderers.docx.table import twips
from ogirmodel.renderers.sheet import LEAD_IDS, Sheet
from ogirmodel.renderers.stencil import Stencil, marker
from ogirmodel.renderers.style import PAGE, PITCH

__all__ = ["Specimen", "paragraph", "paragraphs"]

UNNUMBERED = '<w:numPr><w:numId w:val="0"/></w:numPr>'


@attrs.frozen(eq=False)
class Specimen:
    """A document with its words left open.

    ``names`` has all parts in their order. The others are ``constant``, or ``own`` to each document: ``main`` with the
    place of the blocks, and parts with facts of the report. ``styles`` is open where those of table cells go.
    """

    names: tuple[str, ...]
    main: str
    constant: Mapping[str, bytes]
    own: Mapping[str, Stencil]
    styles_part: str
    styles: Stencil
    sheet: Sheet
    paragraphs: Mapping[str, Stencil]
    carrier: str = ""
    """The part that carries attachments, if it is to carry any."""
    text_width: float = PAGE.text_width
    """Millimetres between the side margins, where the report stands."""


def paragraphs(sheet: Sheet) -> dict[str, Stencil]:
    """Return the stencil of every kind of paragraph."""
    text, indent = marker("text"), f'<w:ind w:left="{marker("left")}"/>'
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    lead = (
        '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr><w:t xml:space="preserve">' + marker("lead") + "</w:t></w:r>" + run
    )
    bodies = {"body0": run} | {f"body{level}": lead.format(sheet.id_of(own)) for level, own in LEAD_IDS.items()}
    apart = f'<w:spacing w:before="{twips(PITCH, "pt")}"/>'

    def styled(own: str, runs: str, properties: str = "", *, kept: bool = False) -> str:
        keep = "<w:keepNext/>" if kept else ""
        unnumbered = UNNUMBERED if own in sheet.numbered else ""
        return paragraph(sheet.id_of(own), runs, keep + unnumbered + properties)

    kinds = {
        **{kind: styled("B", runs) for kind, runs in bodies.items()},
        **{f"{kind}_kept": styled("B", runs, kept=True) for kind, runs in bodies.items()},
        "heading": styled("H", run),
        "title": styled("T", run),
        "signer": styled("S", run, apart + indent, kept=True),
        "date": styled("S", run, indent),
        "lone_date": styled("S", run, apart + indent),
    }
    return {kind: Stencil.cut(xml) for kind, xml in kinds.items()}


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """Return a paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'
