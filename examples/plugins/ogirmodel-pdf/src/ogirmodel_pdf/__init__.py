"""Reports as PDF: our docx, converted by LibreOffice."""

from typing import ClassVar

import attrs

from ogirmodel.document import Document
from ogirmodel.renderers import RendererInfo
from ogirmodel.renderers.docx import DocxRenderer
from ogirmodel_pdf.faults import PdfFault
from ogirmodel_pdf.fonts import Face, preflight
from ogirmodel_pdf.office import convert, find

__all__ = ["Face", "PdfFault", "PdfRenderer", "preflight"]


@attrs.frozen
class PdfRenderer:
    """Renders PDF. ``timeout`` is in seconds; ``program`` is the path of soffice, by default looked for.

    Raises PdfFault where LibreOffice is not found, takes too long or fails.
    """

    info: ClassVar[RendererInfo] = RendererInfo("application/pdf", textual=False, deterministic=False, pure=False)
    timeout: float = 120.0
    program: str | None = None

    def render(self, document: Document, /) -> bytes:
        """Return ``document`` as PDF."""
        return convert(DocxRenderer().render(document), self.program or find(), self.timeout)
