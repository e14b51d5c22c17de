"""The built-in readers keep the very contract that third parties are held to."""

import io
import zipfile

from ogirmodel.readers.docx import DocxReader
from ogirmodel.readers.html import HtmlReader
from ogirmodel.readers.odt import OdtReader
from ogirmodel.readers.sheets import SheetsReader
from ogirmodel.readers.text import TextReader
from ogirmodel.testing import ReaderContract

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
SHEET = f"""<o:document-content xmlns:o="{OFFICE}:office:1.0" xmlns:t="{OFFICE}:table:1.0" xmlns:x="{OFFICE}:text:1.0">
<o:body><o:spreadsheet><t:table t:name="A"><t:table-row>
<t:table-cell o:value-type="string"><x:p>规章</x:p></t:table-cell>
<t:table-cell o:value-type="float" o:value="3"><x:p>3</x:p></t:table-cell>
</t:table-row></t:table></o:spreadsheet></o:body></o:document-content>"""


def ods() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", SHEET)
    return file.getvalue()


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


class TestOds(ReaderContract):
    """ods, which nobody here writes: the contract is given a file."""

    reader = SheetsReader()
    format = "ods"
    files = (ods(),)
