"""The built-in renderers keep the very contract that third parties are held to."""

from ogirmodel.renderers.docx import DocxRenderer
from ogirmodel.renderers.html import HtmlRenderer
from ogirmodel.renderers.odt import OdtRenderer
from ogirmodel.renderers.text import TextRenderer
from ogirmodel.renderers.xlsx import XlsxRenderer
from ogirmodel.testing import RendererContract


class TestDocx(RendererContract):
    """docx."""

    renderer = DocxRenderer()
    format = "docx"


class TestOdt(RendererContract):
    """odt."""

    renderer = OdtRenderer()
    format = "odt"


class TestHtml(RendererContract):
    """html."""

    renderer = HtmlRenderer()
    format = "html"


class TestText(RendererContract):
    """Plain text."""

    renderer = TextRenderer()
    format = "text"


class TestXlsx(RendererContract):
    """xlsx."""

    renderer = XlsxRenderer()
    format = "xlsx"


class TestWorkbook(RendererContract):
    """The workbook that a clerk fills in."""

    renderer = XlsxRenderer(workbook=True)
    format = "xlsx"
