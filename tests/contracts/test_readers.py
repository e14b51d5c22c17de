"""The built-in readers keep the very contract that third parties are held to."""

from ogirmodel.readers.docx import DocxReader
from ogirmodel.readers.html import HtmlReader
from ogirmodel.readers.odt import OdtReader
from ogirmodel.readers.sheets import SheetsReader
from ogirmodel.readers.text import TextReader
from ogirmodel.testing import ReaderContract


class TestDocx(ReaderContract):
    """docx."""

    reader = DocxReader()
    format = "docx"


class TestOdt(ReaderContract):
    """odt."""

    reader = OdtReader()
    format = "odt"


class TestHtml(ReaderContract):
    """html."""

    reader = HtmlReader()
    format = "html"


class TestText(ReaderContract):
    """Plain text."""

    reader = TextReader()
    format = "text"


class TestXlsx(ReaderContract):
    """xlsx."""

    reader = SheetsReader()
    format = "xlsx"
