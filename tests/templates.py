"""House templates for the tests: made with python-docx and odfpy as an office would make them by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt, RGBColor
from odf import draw, style, text
from odf.opendocument import OpenDocumentText

__all__ = ["PICTURE", "odt_template", "packed", "parts", "patched", "word_template"]

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92"
    "ef0000000049454e44ae426082"
)


def word_template(*body: str) -> bytes:
    """Return a letterhead: a landscape cover, a picture and markers in the headers, styles of its own."""
    document = docx.Document()
    cover = document.sections[0]
    cover.orientation, cover.page_width, cover.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.add_paragraph("封面：{{机关}}{{年度}}年年报")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.header.is_linked_to_previous = False
    header = section.header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(PICTURE), width=Mm(12))
    for piece in ("{", "{机", "关}", "}文件 ", "｛｛年度｝｝"):
        header.add_run(piece)
    document.settings.odd_and_even_pages_header_footer = True
    section.even_page_header.is_linked_to_previous = False
    section.even_page_header.paragraphs[0].text = "偶数页 {{标题}}"
    section.footer.is_linked_to_previous = False
    section.footer.paragraphs[0].text = "某县教育局办公室印"
    letterhead = document.add_paragraph("云溪县教育局文件 ⟦title⟧")
    letterhead.runs[0].font.size = Pt(36)
    for line in body or ("{{正文}}", "抄送：县政府办公室。"):
        document.add_paragraph(line)
    own = document.styles.add_style("OGI Body", WD_STYLE_TYPE.PARAGRAPH)
    own.font.size, own.font.color.rgb = Pt(12), RGBColor(0, 0, 160)
    heading = document.styles.add_style("OGI Heading", WD_STYLE_TYPE.PARAGRAPH)
    heading.base_style = document.styles["Heading 1"]
    document.styles["Normal"].font.italic = True
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def odt_template(*body: str) -> bytes:
    """Return a letterhead: a picture and markers in the header, a narrow page, a style of its own."""
    document = OpenDocumentText()
    layout = style.PageLayout(name="letter")
    layout.addElement(
        style.PageLayoutProperties(pagewidth="210mm", pageheight="297mm", marginleft="2cm", marginright="20mm")
    )
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="Standard", pagelayoutname=layout)
    header = style.Header()
    line = text.P()
    frame = draw.Frame(width="12mm", height="12mm", anchortype="as-char")
    name = document.addPicture("logo.png", "image/png", PICTURE)
    frame.addElement(draw.Image(href=name, type="simple"))
    line.addElement(frame)
    for piece in ("{", "{机", "关}", "}文件 ", "｛｛年度｝｝"):
        line.addElement(text.Span(text=piece))
    header.addElement(line)
    master.addElement(header)
    document.masterstyles.addElement(master)
    own = style.Style(name="OGI_20_Body", displayname="OGI Body", family="paragraph")
    own.addElement(style.TextProperties(color="#0000a0", fontsize="12pt", fontsizeasian="12pt"))
    document.styles.addElement(own)
    document.text.addElement(text.P(text="封面：{{机关}}{{年度}}年年报"))
    document.text.addElement(text.P(text="云溪县教育局文件 ⟦title⟧"))
    for words in body or ("{{正文}}", "抄送：县政府办公室。"):
        document.text.addElement(text.P(text=words))
    file = io.BytesIO()
    document.write(file)
    return file.getvalue()


def parts(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}


def packed(content: Mapping[str, bytes]) -> bytes:
    """Return the package of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)
    return file.getvalue()


def patched(template: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a template with one part changed, or added."""
    content = parts(template)
    before = content.get(name, b"")
    after = change(before)
    assert after != before
    return packed({**content, name: after})
