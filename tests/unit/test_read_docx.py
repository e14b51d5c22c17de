"""The reader of Word documents: every construct of the format by itself, other programs' files, and what comes back."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings

import ogirmodel
from ogirmodel import Report, load, render
from ogirmodel.document import Document, Grid, Paragraph
from ogirmodel.errors import ReadError
from ogirmodel.findings import Finding, Reading, Severity
from ogirmodel.readers.docx import DocxReader
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

SOFFICE = shutil.which("soffice")
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
USUAL = ("styles", "numbering", "comments", "footnotes", "endnotes", "header1", "footer1")

fewer = settings(max_examples=settings().max_examples // 3, suppress_health_check=[HealthCheck.differing_executors])


# -- documents made by hand --


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def relation(kind: str, target: str, mode: str = "", base: str = OFFICE) -> str:
    return f'<Relationship Id="{kind}{len(target)}" Type="{base}/{kind}" Target="{target}" {mode}/>'


def relations(*each: str) -> str:
    inner = "".join(each)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def part(root: str, inner: str) -> str:
    return f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"


def word(body: str, *more: str, **parts: str) -> bytes:
    """Return a document with this body, the usual ``parts`` by their names, and ``more`` relations."""
    roots = {"header1": "hdr", "footer1": "ftr"}
    links = (relation(name.rstrip("1"), f"{name}.xml") for name in parts if name in USUAL)
    return zipped(
        {
            "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
            "word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
            "word/_rels/document.xml.rels": relations(*links, *more),
            **{f"word/{name}.xml": part(roots.get(name, name), inner) for name, inner in parts.items()},
        }
    )


def read(body: str, *more: str, **parts: str) -> Document:
    return DocxReader().read(word(body, *more, **parts))


def run(text: str, properties: str = "") -> str:
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", properties: str = "") -> str:
    inner = text if text.startswith("<") else run(text) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>" if properties else f"<w:p>{inner}</w:p>"


def tc(text: str, properties: str = "") -> str:
    inner = text if text.startswith(("<w:p", "<w:tbl")) else p(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith(("<w:tc", "<w:sdt")) else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def cells(document: Document) -> list[list[list[object]]]:
    """Return each grid: rows of texts; a cell that reaches further with its spans."""
    return [
        [[c.text if c.colspan == c.rowspan == 1 else (c.text, c.colspan, c.rowspan) for c in row] for row in block.read]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def named(document: Document) -> list[tuple[str, str]]:
    return [
        (f"{f.code} {f.variant}".strip(), str(f.params.get("quote", f.params.get("count", ""))))
        for f in document.findings
    ]


def alarms(reading: Reading[Report]) -> list[Finding]:
    return [f for f in reading.findings if f.severity != Severity.INFO and f.code != "U07"]


# -- the order of the body, and what wraps text --


def test_paragraphs_and_tables_stand_in_the_order_of_the_body() -> None:
    """A table that moves away from its heading belongs to another section."""
    document = read(p("一") + tbl(tr("甲", "1")) + p("二") + tbl(tr("乙", "2")) + p("三"))
    shown = [block.text if isinstance(block, Paragraph) else "grid" for block in document.blocks]
    assert shown == ["一", "grid", "二", "grid", "三"]


@pytest.mark.parametrize(
    "inner",
    [
        f'<w:hyperlink r:id="x">{run("12")}</w:hyperlink>',
        f'<w:ins w:id="1">{run("1")}</w:ins>{run("2")}',
        f"<w:moveTo>{run('12')}</w:moveTo>",
        f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{run('1')}</w:smartTag><w:customXml>{run('2')}</w:customXml>",
        f"<w:bookmarkStart w:id='0' w:name='b'/>{run('1')}<w:proofErr w:type='x'/>{run('2')}",
        f'<w:fldSimple w:instr=" PAGE ">{run("12")}</w:fldSimple>',
        "<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>",
        f"<w:bdo w:val='ltr'><w:dir>{run('12')}</w:dir></w:bdo>",
    ],
)
def test_what_wraps_text_is_looked_through(inner: str) -> None:
    """A figure in a link, an accepted insertion or a content control would be lost."""
    document = read(p(inner) + tbl(tr("甲", f"<w:p>{inner}</w:p>")))
    assert lines(document) == ["12"]
    assert cells(document) == [[["甲", "12"]]]
    assert document.findings == ()


def test_content_controls_wrap_paragraphs_tables_rows_and_cells() -> None:
    """Forms that were filled in through content controls would come back empty."""

    def sdt(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    table = tbl(sdt(tr("甲", sdt(tc("1")))), f"<w:ins>{tr('乙', tc(sdt(p('2'))))}</w:ins>")
    document = read(sdt(p("一")) + sdt(table))
    assert lines(document) == ["一"]
    assert cells(document) == [[["甲", "1"], ["乙", "2"]]]


def test_characters_that_are_elements() -> None:
    """Two figures parted by a tab or a break would run together; a minus sign would be lost."""
    inner = (
        "<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t><w:cr/><w:noBreakHyphen/><w:t>4</w:t>"
        '<w:softHyphen/><w:sym w:font="Symbol" w:char="0041"/><w:sym w:char="D800"/><w:sym w:char="zz"/>'
        '<w:br w:type="page"/><w:t>5</w:t><w:ptab/><w:t>6</w:t></w:r>'
    )
    document = read(p(inner, '<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>'))
    assert lines(document) == ["1\t2", "3", "-4A", "5\t6"]


def test_ruby_stands_beside_the_text() -> None:
    """The reading of a rare character in a name would stand inside the name."""
    base = f"<w:ruby><w:rt>{run('bì')}</w:rt><w:rubyBase>{run('佖')}</w:rubyBase></w:ruby>"
    document = read(p(run("周") + f"<w:r>{base}</w:r>"))
    assert lines(document) == ["周佖"]
    assert named(document) == [("U09 note", "bì")]


def test_namespaces_may_have_any_prefix_or_none() -> None:
    """A file written by a program that is not Word would come back empty, or with hidden text as live."""
    body = p("一", '<w:numPr><w:numId w:val="1"/></w:numPr>') + p(run("密", "<w:vanish/>") + run("二"))
    data = word(body, numbering=abstract("%1、"))
    bare = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            text = package.read(name).decode()
            bare[name] = (
                text.replace("xmlns:w=", "xmlns=").replace("<w:", "<").replace("</w:", "</")
                if "xmlns:w" in text
                else text
            )
            bare[name] = bare[name].replace(" w:", " q:").replace(" xmlns=", f' xmlns:q="{WORD}" xmlns=')
    document = DocxReader().read(zipped(bare))
    assert lines(document) == ["1、一", "二"]


# -- tables --


def test_spans_and_merged_cells() -> None:
    """Figures would move to other columns and rows."""
    document = read(
        tbl(
            tr(tc("头", '<w:gridSpan w:val="2"/>'), tc("右", '<w:vMerge w:val="restart"/>')),
            tr("甲", "1", tc("", "<w:vMerge/>")),
            tr(
                tc("乙", '<w:gridSpan w:val="0"/>'),
                tc("2", '<w:gridSpan w:val="x"/>'),
                tc("", '<w:vMerge w:val="continue"/>'),
            ),
        )
    )
    assert cells(document) == [[[("头", 2, 1), ("右", 1, 3)], ["甲", "1"], ["乙", "2"]]]


def test_a_cell_that_continues_nothing_is_a_cell() -> None:
    """A table cut at a page break begins with cells that continue those of the page before; their text is shown."""
    document = read(tbl(tr(tc("甲", "<w:vMerge/>"), "1"), tr(tc("", "<w:vMerge/>"), "2")))
    assert cells(document) == [[[("甲", 1, 2), "1"], ["2"]]]
    assert document.findings == ()


def test_text_under_a_merged_cell_is_named() -> None:
    """A figure that Word does not show must neither come back as live nor vanish in silence."""
    document = read(tbl(tr(tc("甲", '<w:vMerge w:val="restart"/>'), "1"), tr(tc("9", "<w:vMerge/>"), "2")))
    assert cells(document) == [[[("甲", 1, 2), "1"], ["2"]]]
    assert named(document) == [("U09 hidden", "9")]


def test_cells_that_an_older_word_joined() -> None:
    """A head that reaches over two columns by hMerge would stand over one."""
    document = read(tbl(tr(tc("头", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "右"), tr("1", "2", "3")))
    assert cells(document) == [[[("头", 2, 1), "右"], ["1", "2", "3"]]]


@pytest.mark.parametrize("inner", [p("1"), tbl(tr("里", "1"))])
def test_columns_left_free_before_a_row(inner: str) -> None:
    """All cells of an indented row would move to the left."""
    before = '<w:gridBefore w:val="2"/>'
    document = read(tbl(tr("甲", "乙", "丙"), tr(tc("1"), properties=before), tr("丁", "戊", tc(inner))))
    assert cells(document)[0][:2] == [["甲", "乙", "丙"], [("", 2, 1), "1"]]


def test_paragraphs_of_a_cell_are_lines() -> None:
    """Figures in two paragraphs, 1 and 2, would become 12."""
    document = read(tbl(tr("甲", tc(p("1") + p("2"))), tr("乙", tc(p("3") + p("")))))
    assert cells(document) == [[["甲", "1\n2"], ["乙", "3"]]]


def test_a_table_that_arranges_the_page_is_taken_apart() -> None:
    """A report inside a layout table would be one cell."""
    inner = p("标题") + tbl(tr("甲", "1"), tr("乙", "2")) + p("完")
    document = read(tbl(tr("菜单", tc(inner))))
    assert lines(document) == ["菜单", "标题", "完"]
    assert cells(document) == [[["甲", "1"], ["乙", "2"]]]


def test_rows_beside_a_nested_table_keep_their_text() -> None:
    """Where one cell holds a table, the cells of other rows would lose what a content control wraps."""
    wrapped = f"<w:sdt><w:sdtContent>{p('2')}</w:sdtContent></w:sdt>"
    document = read(tbl(tr("甲", f"<w:tc><w:tcPr/>{wrapped}</w:tc>"), tr("乙", tc(tbl(tr("里", "3"))))))
    assert cells(document) == [[["甲", "2"]], [["里", "3"]]]
    assert lines(document) == ["乙"]


def test_former_widths_of_cells_are_not_taken_for_the_present_ones() -> None:
    """A tracked change of the table would bring back spans that are gone."""
    former = '<w:tcPrChange><w:tcPr><w:gridSpan w:val="3"/><w:vMerge/></w:tcPr></w:tcPrChange>'
    document = read(tbl(tr("甲", tc("1", former)), tr("乙", "2")))
    assert cells(document) == [[["甲", "1"], ["乙", "2"]]]


# -- what floats --


CONTENT = "<w:txbxContent>{0}</w:txbxContent>"
OLD_BOX = f"<w:pict><v:textbox>{CONTENT}</v:textbox></w:pict>"
NEW_BOX = f"<w:drawing>{CONTENT}</w:drawing>"


def alternatives(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize("drawing", [alternatives(NEW_BOX, OLD_BOX), alternatives("", OLD_BOX), OLD_BOX, NEW_BOX])
def test_a_text_box_stands_once_behind_its_paragraph(drawing: str) -> None:
    """A title in a text box would be lost, or come twice."""
    box = p("框一") + tbl(tr("甲", "1")) + p("框二")
    document = read(p(run("前") + f"<w:r>{drawing.format(box)}</w:r>" + run("后")) + p("末"))
    assert lines(document) == ["前后", "框一", "框二", "末"]
    assert cells(document) == [[["甲", "1"]]]
    assert document.findings == ()


def test_boxes_keep_their_order_and_may_stand_in_one_another() -> None:
    """The lines of a cover page would be shuffled."""

    def box(inner: str) -> str:
        return f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"

    assert lines(read(p(box(p("甲") + p(run("乙") + box(p("丙")))) + box(p("丁"))) + p("戊"))) == list("甲乙丙丁戊")


def test_what_differs_between_alternatives_is_named() -> None:
    """Text that only an older Word shows would vanish in silence."""
    document = read(p(f"<w:r>{alternatives('<w:t>1</w:t>', '<w:t>2</w:t>')}</w:r>"))
    assert lines(document) == ["1"]
    assert named(document) == [("U09 hidden", "2")]


def test_word_art_is_text() -> None:
    """The title in bent red letters would be lost."""
    assert lines(read(p('<w:r><w:pict><v:shape><v:textpath string="某局文件"/></v:shape></w:pict></w:r>'))) == [
        "某局文件"
    ]


def test_pictures_are_counted() -> None:
    """A table that is a picture would be missing without a word."""
    picture = '<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>'
    line = "<w:r><w:pict><v:rect/></w:pict></w:r>"
    old = '<w:r><w:pict><v:imagedata r:id="x"/></w:pict></w:r>'
    document = read(p(picture) + tbl(tr("甲", tc(p(old)))) + p(line))
    assert named(document) == [("U10 pictures", "2")]


# -- what is not live --


def deleted(text: str) -> str:
    return f'<w:del w:id="1" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def test_tracked_deletions_are_named_and_not_read() -> None:
    """A figure that was struck out would be published again."""
    document = read(p(run("收到") + deleted("1") + deleted("2") + f"<w:ins>{run('34')}</w:ins>" + run("件")))
    assert lines(document) == ["收到34件"]
    assert named(document) == [("U09 deleted", "12")]


def test_moved_text_stands_where_it_was_moved_to() -> None:
    """A sentence that was moved would come twice."""
    document = read(p(f"<w:moveFrom>{run('旧')}</w:moveFrom>" + run("甲")) + p(f"<w:moveTo>{run('旧')}</w:moveTo>"))
    assert lines(document) == ["甲", "旧"]
    assert named(document) == [("U09 deleted", "旧")]


def test_deleted_rows_and_cells() -> None:
    """A row that was struck out would come back as an empty one, or as a live one."""
    document = read(
        tbl(
            tr("甲", "1"),
            tr(tc(p(deleted("乙"))), tc(p(deleted("2"))), properties='<w:del w:id="3"/>'),
            tr("丙", tc("9", '<w:cellDel w:id="4"/>'), "3"),
        )
    )
    assert cells(document) == [[["甲", "1"], ["丙", "3"]]]
    assert named(document) == [("U09 deleted", "乙 | 2"), ("U09 deleted", "9")]


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next() -> None:
    """A sentence would be cut in two; a deleted heading would leave its number to the text below it."""
    mark, numbered = '<w:rPr><w:del w:id="1"/></w:rPr>', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    document = read(
        p("甲", mark) + p("乙", mark) + "<w:bookmarkEnd w:id='1'/>" + p("丙")
        + p(deleted("标题"), numbered + mark) + p("丁") + p("戊", numbered)
        + p(deleted("己"), numbered + mark) + tbl(tr("庚", "1")),
        numbering=abstract("%1、"),
    )  # fmt: skip
    assert lines(document) == ["甲乙丙", "丁", "1、戊"]
    assert named(document) == [("U09 deleted", "标题"), ("U09 deleted", "己")]


def test_hidden_text_is_named() -> None:
    """A figure nobody can see on the paper would be read."""
    styles = (
        '<w:style w:type="character" w:styleId="K"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:basedOn w:val="K"/></w:style>'
        '<w:style w:type="character" w:styleId="S"><w:basedOn w:val="K"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    document = read(
        p(
            run("1")
            + run("2", "<w:vanish/>")
            + run("3", '<w:vanish w:val="false"/>')
            + run("4", '<w:rStyle w:val="K"/>')
        )
        + p(f"<w:hyperlink>{run('5')}</w:hyperlink>" + run("6", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="Q"/>')
        + p(run("7", '<w:rStyle w:val="S"/>'), "<w:rPr><w:vanish/></w:rPr>")
        + tbl(tr("甲", "8"), tr("乙", "9", properties="<w:hidden/>")),
        styles=styles,
    )
    assert lines(document) == ["13", "6", "7"]
    assert cells(document) == [[["甲", "8"]]]
    assert sorted(quote for _, quote in named(document)) == ["2", "4", "5", "乙 | 9"]


def test_comments_and_notes_are_named() -> None:
    """What a reviewer or a footnote says would be lost, or be taken for the report."""
    document = read(
        p(run("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        comments=f'<w:comment w:id="0">{p("核对")}{p("数字")}</w:comment>',
        footnotes=f'<w:footnote w:type="separator">{p("线")}</w:footnote><w:footnote w:id="2">{p("注1")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("注2")}</w:endnote>',
    )
    assert lines(document) == ["甲"]
    assert named(document) == [("U09 note", "注1"), ("U09 note", "注2"), ("U09 comment", "核对 | 数字")]


def test_headers_and_footers_stand_aside() -> None:
    """A page number would be taken for a sentence of the last section."""
    document = read(p("文"), header1=p("页眉") + tbl(tr("甲", tc(tbl(tr("1", "2"))))), footer1=p("— 1 —"))
    assert [block.aside for block in document.blocks if isinstance(block, Paragraph | Grid)] == [
        False,
        True,
        True,
        True,
        True,
    ]


# -- fields, and what reaches outside --


def field(*pieces: str, shown: str = "") -> str:
    code = "".join(
        f"<w:r><w:instrText>{piece}</w:instrText></w:r>" if not piece.startswith("<") else piece for piece in pieces
    )
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return begin + code + middle + (run(shown) if shown else "") + end


def test_fields_show_what_they_last_showed() -> None:
    """A figure that comes from a form would be lost, or its formula would be read."""
    inner = field("MERGEFIELD x", shown="7")
    document = read(p(run("共") + field("IF ", inner, " = 7 ", run("甲"), shown="12") + run("件")))
    assert lines(document) == ["共12件"]
    assert [quote for _, quote in named(document)] == ["7", "甲"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    """One broken field would swallow the rest of the report."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert lines(read(p(end + run("甲")) + p(begin * 3 + run("乙")) + p("丙"))) == ["甲", "乙", "丙"]


@pytest.mark.parametrize("cut", [1, 4, 40])
def test_fields_that_reach_outside_are_named(cut: int) -> None:
    """A field that fetches a file or talks to another program is a danger, however Word cut it into runs."""
    instruction = ' includetext "C:\\secret.txt" '
    document = read(p(field(instruction[:cut], instruction[cut:], shown="1")) + p('<w:fldSimple w:instr="DDE x y"/>'))
    assert lines(document) == ["1"]
    assert sorted(named(document)) == [("U11 field", "DDE x y"), ("U11 field", instruction.strip())]


def test_macros_links_and_chunks_are_named() -> None:
    """A file that would fetch or run something does so unannounced."""
    outside = 'TargetMode="External"'
    data = word(
        p("文") + '<w:altChunk r:id="aFChunk9"/>',
        relation("image", "http://x.example/1.png", outside),
        relation("hyperlink", "http://x.example/", outside),
        relation("aFChunk", "part.html"),
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts |= {
        "word/vbaProject.bin": b"x",
        "word/_rels/settings.xml.rels": relations(relation("attachedTemplate", "file:///t.dotm", outside)).encode(
            "utf-16"
        ),
    }
    document = DocxReader().read(zipped(parts))
    assert lines(document) == ["文"]
    assert named(document) == [
        ("U11 macros", ""),
        ("U11 link", "http://x.example/1.png"),
        ("U11 link", "part.html"),
        ("U11 link", "file:///t.dotm"),
    ]
    assert all(finding.text("en") for finding in document.findings)


# -- numbers that Word only shows --


NUM = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'


def level(depth: int, text: str, style: str = "decimal", more: str = "") -> str:
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


def abstract(*texts: str, style: str = "decimal", more: str = "", nums: str = NUM) -> str:
    levels = "".join(level(depth, text, style, more) for depth, text in enumerate(texts))
    return f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{nums}'


def item(text: str, list_id: int = 1, depth: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("chineseCounting", ["一", "二", "三"]),
        ("chineseCountingThousand", ["一", "二", "三"]),
        ("japaneseCounting", ["一", "二", "三"]),
        ("chineseLegalSimplified", ["壹", "贰", "叁"]),
        ("ideographTraditional", ["甲", "乙", "丙"]),
        ("ideographZodiac", ["子", "丑", "寅"]),
        ("decimalEnclosedCircleChinese", ["①", "②", "③"]),
        ("decimalFullWidth", ["１", "２", "３"]),
        ("upperRoman", ["I", "II", "III"]),
        ("lowerLetter", ["a", "b", "c"]),
        ("decimalZero", ["01", "02", "03"]),
        ("somethingNew", ["1", "2", "3"]),
    ],
)
def test_list_numbers_become_text(style: str, shown: list[str]) -> None:
    """Headings whose 一、 is a list number would be headings no more."""
    document = read(item("甲") + item("甲") + item("甲"), numbering=abstract("（%1）", style=style))
    assert lines(document) == [f"（{figure}）甲" for figure in shown]


def test_numbers_of_several_levels() -> None:
    """1.1 would be 1, and go on where it should begin anew."""
    body = item("甲") + item("乙", 1, 1) + item("丙", 1, 1) + item("丁") + item("戊", 1, 1) + item("己", 1, 20)
    assert lines(read(body, numbering=abstract("%1.", "%1.%2."))) == [
        "1.甲",
        "1.1.乙",
        "1.2.丙",
        "2.丁",
        "2.1.戊",
        "己",
    ]


def test_levels_that_are_passed_over_have_begun() -> None:
    """A list that begins with its second level would count otherwise than Word and LibreOffice."""
    body = item("甲", 1, 2) + item("乙", 1, 2) + item("丙", 1, 1) + item("丁", 1, 2) + item("戊")
    shown = lines(read(body, numbering=abstract("%1.", "%1.%2.", "%1.%2.%3.")))
    assert shown == ["1.1.1.甲", "1.1.2.乙", "1.2.丙", "1.2.1.丁", "2.戊"]


def test_levels_that_do_not_restart_and_legal_numbers() -> None:
    """Items that are counted through all chapters would begin anew in each; 一.1 would stand for 1.1."""
    through = level(0, "%1、", "chineseCounting") + level(1, "%1.%2", more='<w:isLgl/><w:lvlRestart w:val="0"/>')
    numbering = f'<w:abstractNum w:abstractNumId="7">{through}</w:abstractNum>{NUM}'
    body = item("甲") + item("（乙）", 1, 1) + item("丙") + item("（丁）", 1, 1)
    assert lines(read(body, numbering=numbering)) == ["一、甲", "1.1 （乙）", "二、丙", "2.2 （丁）"]


def test_lists_of_one_kind_count_on_unless_they_start_anew() -> None:
    """Chapter four would be chapter one."""
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="7"/>{override}</w:num>'
        for n, override in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "第%1章", "chineseCounting")}</w:lvlOverride>'),
        )
    )
    body = (
        item("甲", 1) + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊", 4) + item("己", 0) + item("庚", 99)
    )
    shown = lines(read(body, numbering=abstract("%1、", nums=nums)))
    assert shown == ["1、甲", "2、乙", "5、丙", "6、丁", "第七章 戊", "己", "庚"]


def test_styles_number_their_paragraphs() -> None:
    """Headings in Word's own heading styles would lose their numbers."""

    def style(name: str, base: str = "", numbered: str = "") -> str:
        above = f'<w:basedOn w:val="{base}"/>' if base else ""
        lists = f"<w:pPr><w:numPr>{numbered}</w:numPr></w:pPr>" if numbered else ""
        return f'<w:style w:type="paragraph" w:styleId="{name}">{above}{lists}</w:style>'

    first = '<w:numId w:val="1"/>'
    styles = style("H", "", first) + style("I", "H") + style("J", "H", '<w:ilvl w:val="1"/>')
    styles += style("L", "", first) + style("O", "O")
    tied = level(2, "%3.", more='<w:pStyle w:val="L"/>')
    levels = level(0, "%1、") + level(1, "（%2）") + tied
    numbering = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{NUM}'

    def styled(text: str, style: str, more: str = "") -> str:
        return p(text, f'<w:pStyle w:val="{style}"/>{more}')

    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("文") + "".join(styled(f"{s}", s) for s in "HIJLO") + styled("X", "H", off) + styled("Y", "H")
    shown = lines(read(body, styles=styles, numbering=numbering))
    assert shown == ["文", "1、H", "2、I", "（1）J", "1.L", "O", "X", "3、Y"]


def test_lists_that_are_linked_through_a_style() -> None:
    """A list that Word keeps as a list style would lose its numbers."""
    styles = (
        '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="S"/></w:abstractNum>'
    )
    assert lines(read(item("甲", 2), styles=styles, numbering=abstract("%1、", nums=nums))) == ["1、甲"]


def test_a_number_and_a_figure_do_not_run_together() -> None:
    """Item 1 with 20 pieces would be 120 pieces."""
    assert lines(read(item("20件"), numbering=abstract("%1"))) == ["1 20件"]
    assert lines(read(item("20件"), numbering=abstract("%1", more='<w:suff w:val="nothing"/>'))) == ["120件"]
    assert lines(read(item("甲"), numbering=abstract("●", style="bullet"))) == ["甲"]
    assert cells(read(tbl(tr(tc(item("")), "甲"), tr(tc(item("")), "乙")), numbering=abstract("%1"))) == [
        [["1", "甲"], ["2", "乙"]]
    ]


# -- packages --


def test_strict_documents() -> None:
    """What Word saves as Strict Open XML would come back empty."""
    with zipfile.ZipFile(io.BytesIO(word(p("甲") + tbl(tr("乙", "1"))))) as package:
        strict = {
            name: package.read(name)
            .replace(WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            .replace(OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
            for name in package.namelist()
        }
    document = DocxReader().read(zipped(strict))
    assert lines(document) == ["甲"]
    assert cells(document) == [[["乙", "1"]]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_parts_in_other_encodings(encoding: str) -> None:
    """A part in UTF-16 would be refused, or its hidden text and its numbers overlooked."""
    data = word(item("甲") + p(run("密", "<w:vanish/>")), numbering=abstract("%1、"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        declared = {
            name: (
                '<?xml version="1.0" encoding="UTF-16"?>' * (encoding == "utf-16") + package.read(name).decode()
            ).encode(encoding)
            for name in package.namelist()
        }
    assert lines(DocxReader().read(zipped(declared))) == ["1、甲"]


def test_parts_are_found_through_their_relations() -> None:
    """Files that Word on the web saved have parts of other names: their lists would lose their numbers."""
    main = part("document", f"<w:body>{item('甲')}</w:body>")
    data = zipped(
        {
            "_rels/.rels": relations(relation("officeDocument", "/word/document2.xml")),
            "word/document2.xml": main,
            "word/document.xml": part("document", f"<w:body>{p('旧')}</w:body>"),
            "word/_rels/document2.xml.rels": relations(
                relation("numbering", "lists%202.xml"), relation("styles", "gone.xml")
            ),
            "word/lists 2.xml": part("numbering", abstract("%1、")),
        }
    )
    assert lines(DocxReader().read(data)) == ["1、甲"]


def test_a_document_without_relations_is_read() -> None:
    """A file that a simple program wrote would be refused."""
    assert lines(DocxReader().read(zipped({"word/document.xml": part("document", p("甲"))}))) == ["甲"]


@pytest.mark.parametrize(
    "parts",
    [
        {"ppt/presentation.xml": "<p/>", "_rels/.rels": relations(relation("officeDocument", "ppt/presentation.xml"))},
        {"content.xml": "<x/>"},
        {"word/document.xml": "<html/>"},
        {},
    ],
)
def test_other_packages_are_refused(parts: dict[str, str]) -> None:
    """Slides renamed to docx would come back as an empty report."""
    with pytest.raises(ReadError) as caught:
        DocxReader().read(zipped(parts))
    assert caught.value.key in ("no_part", "no_archive")


def test_a_file_of_wps() -> None:
    """Most offices write with WPS: numeric style names, list formats by alternatives, its own data beside."""
    custom = (
        "<mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt w:val='chineseCounting'/></mc:Choice>"
        "<mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback></mc:AlternateContent>"
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">{custom}'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    hint = '<w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    body = p(run("总体", hint) + run("情况", hint), '<w:pStyle w:val="2"/>') + tbl(
        tr(tc(p("1", "<w:jc w:val='center'/>")), "2")
    )
    document = read(body, relation("customXml", "../customXml/item1.xml"), styles=styles, numbering=numbering)
    assert lines(document) == ["一、总体情况"]
    assert cells(document) == [[["1", "2"]]]


# -- there and back --


@fewer
@given(reports())
def test_what_is_rendered_is_read_back(report: Report) -> None:
    """A report sent as Word and read again would be another one."""
    reading = ogirmodel.read(render(report, "docx"), format="docx")
    assert reading.report == report.filled
    assert alarms(reading) == []


@pytest.mark.parametrize("edition", ogirmodel.editions())
@pytest.mark.parametrize("kind", KINDS)
def test_samples_are_read_back(edition: str, kind: str) -> None:
    """The same for full, empty and largest reports of each form."""
    report = sample(edition, kind)
    reading = ogirmodel.read(render(report, "docx"))
    assert reading.report == report.filled
    assert alarms(reading) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_read_back(path: Path) -> None:
    """The examples people start from would not come back."""
    report = load(path)
    reading = ogirmodel.read(render(report, "docx"))
    assert reading.report == report.filled
    assert [f for f in reading.findings if f.severity != Severity.INFO] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_python_docx_writes_is_read(path: Path) -> None:
    """Reports that other programs make with python-docx: a plain table, merged by its own means."""
    report = load(path)
    made = docx.Document()
    for block in ogirmodel.compose(report).blocks:
        if isinstance(block, Grid):
            rows = list(block.rows())
            width = sum(cell.colspan for cell in rows[0])
            table = made.add_table(len(rows), width)
            taken: set[tuple[int, int]] = set()
            for number, row in enumerate(rows):
                column = 0
                for cell in row:
                    while (number, column) in taken:
                        column += 1
                    last = table.cell(number + cell.rowspan - 1, column + cell.colspan - 1)
                    table.cell(number, column).merge(last).text = cell.text
                    taken |= {(number + y, column + x) for y in range(cell.rowspan) for x in range(cell.colspan)}
        else:
            text = "".join(block.lines) if hasattr(block, "lines") else getattr(block, "text", None)
            for line in [text] if text is not None else [getattr(block, "name", ""), getattr(block, "date", "")]:
                made.add_paragraph(line)
    file = io.BytesIO()
    made.save(file)
    reading = ogirmodel.read(file.getvalue())
    assert reading.report == report.filled.replace(title=reading.report.title)
    assert alarms(reading) == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["docx", "odt", "html"])
def test_what_libreoffice_saves_as_docx_is_read_back(format: str, tmp_path: Path) -> None:
    """A report that somebody opened and saved again would be another one."""
    made = []
    for path in EXAMPLES:
        source = tmp_path / f"{path.stem}.{format}"
        ogirmodel.write(load(path), source)
        made.append(source)
    assert SOFFICE is not None
    command = [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    form = ["docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out")]
    imported = ["--infilter=HTML (StarWriter)"] if format == "html" else []
    subprocess.run([*command, *form, *imported, *map(str, made)], check=True, capture_output=True, timeout=300)
    for path in EXAMPLES:
        report = load(path)
        reading = ogirmodel.read(tmp_path / "out" / f"{path.stem}.docx")
        assert reading.report == report.filled
        assert alarms(reading) == []


def test_tracked_changes_end_to_end() -> None:
    """A figure and a sentence that were struck out must not come back as live; the findings quote them."""
    report = load(EXAMPLES[0]).filled
    first = report.sections["overview"][0]
    data = render(report, "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    end_of_line = text.index("</w:p>", text.index(first[-12:]))
    text = text[:end_of_line] + deleted("曾收到申请987654件。") + text[end_of_line:]
    end_of_cell = text.index("</w:p></w:tc>", text.index("<w:tbl>"))
    text = text[:end_of_cell] + deleted("987655") + text[end_of_cell:]
    parts["word/document.xml"] = text.encode()
    reading = ogirmodel.read(zipped(parts))
    assert reading.report == report
    quotes = [f.params["quote"] for f in reading.findings if (f.code, f.variant) == ("U09", "deleted")]
    assert quotes == ["曾收到申请987654件。", "987655"]
