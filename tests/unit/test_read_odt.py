"""The reader of OpenDocument texts: every construct of the format by itself, hostile files, and what comes back."""

import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ogirmodel
from ogirmodel import Report, limits, load, render
from ogirmodel.document import Document, Grid, Paragraph
from ogirmodel.errors import LimitExceeded, OgirError, ReadError
from ogirmodel.findings import Finding
from ogirmodel.readers.numerals import numeral
from ogirmodel.readers.odt import OdtReader
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

SOFFICE = shutil.which("soffice")
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
MIME_TYPE = "application/vnd.oasis.opendocument.text"
NAMES = {
    "office": "office",
    "text": "text",
    "table": "table",
    "draw": "drawing",
    "style": "style",
    "svg": "svg-compatible",
    "script": "script",
    "meta": "meta",
}
NAMESPACES = " ".join(
    [
        *(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in NAMES.items()),
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)


def content(body: str, automatic: str = "", before: str = "") -> str:
    return (
        f"<office:document-content {NAMESPACES}>{before}<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def package(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("mimetype", MIME_TYPE, zipfile.ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def odt(body: str, automatic: str = "", *, styles: str = "", masters: str = "", **more: str) -> bytes:
    common = (
        f"<office:document-styles {NAMESPACES}><office:styles>{styles}</office:styles><office:automatic-styles>"
        f"{more.pop('of_masters', '')}</office:automatic-styles><office:master-styles>{masters}</office:master-styles>"
        "</office:document-styles>"
    )
    return package({"content.xml": content(body, automatic), "styles.xml": common, **more})


def read(body: str, automatic: str = "", *, styles: str = "", masters: str = "") -> Document:
    return OdtReader().read(odt(body, automatic, styles=styles, masters=masters))


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def shown(body: str, automatic: str = "", *, styles: str = "") -> list[str]:
    document = read(body, automatic, styles=styles)
    assert not document.findings
    return lines(document)


def grid(document: Document) -> list[list[str]]:
    (found,) = (block for block in document.blocks if isinstance(block, Grid))
    return [[cell.text for cell in row] for row in found.read]


def quoted(document: Document, code: str, variant: str) -> str:
    (finding,) = (each for each in document.findings if (each.code, each.variant) == (code, variant))
    return str(finding.params["quote"])


def named(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.variant) for finding in findings]


def p(text: str, more: str = "") -> str:
    return f"<text:p{more}>{text}</text:p>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell{more}>{p(text)}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def items(*texts: str, more: str = ' text:style-name="L"') -> str:
    return f"<text:list{more}>{''.join(f'<text:list-item>{text}</text:list-item>' for text in texts)}</text:list>"


def level(number: int, form: str, more: str = "", kind: str = "list-level-style-number") -> str:
    return f'<text:{kind} text:level="{number}" style:num-format="{form}" {more}/>'


def list_style(*levels: str, name: str = "L") -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def style(name: str, more: str = "", inner: str = "", family: str = "paragraph") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{inner}</style:style>'


CHINESE = "一, 二, 三, ..."
SIMPLE = '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
HIDDEN = '<style:text-properties text:display="none"/>'


# -- text --


def test_headings_and_paragraphs_keep_their_order() -> None:
    """A report out of order is no report."""
    assert shown('<text:h text:outline-level="1">一、总体情况</text:h>' + p("一切照常。") + p("") + p(" ")) == [
        "一、总体情况",
        "一切照常。",
    ]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('甲<text:s text:c="3"/>乙<text:s/>丙', "甲   乙 丙"),
        ("甲<text:tab/>乙", "甲\t乙"),
        ("  甲 \n\t  乙  丙", "甲 乙 丙"),
        ("甲 <text:span> 乙</text:span>", "甲 乙"),
        ('<text:span>2<text:span>0</text:span></text:span><text:a xlink:href="https://a.b">件</text:a>。', "20件。"),
        ('<text:bookmark-start text:name="x"/>甲<text:bookmark-end text:name="x"/><text:soft-page-break/>乙', "甲乙"),
        ("第<text:page-number>3</text:page-number>页<text:date>2025年</text:date>", "第3页2025年"),
        ('<text:conditional-text text:string-value-if-true="乙">甲</text:conditional-text>', "甲"),
        ('<text:change-start text:change-id="c"/>新<text:change-end text:change-id="c"/>', "新"),
        ('<text:s text:c="-1"/>甲<text:s text:c="x"/>乙', "甲 乙"),
    ],
)
def test_text_is_read_as_it_is_shown(inner: str, text: str) -> None:
    """Blanks, links, fields and spans are no part of what a paragraph says, but what they show is."""
    assert shown(p(inner)) == [text]


def test_ruby_stands_beside_the_text() -> None:
    """The reading of a rare character in a name would stand inside the name."""
    ruby = "<text:ruby><text:ruby-base>佖</text:ruby-base><text:ruby-text>bì</text:ruby-text></text:ruby>"
    document = read(p(f"周{ruby}县"))
    assert lines(document) == ["周佖县"]
    assert [(finding.code, finding.params["quote"]) for finding in document.findings] == [("U09", "bì")]


def test_a_line_break_ends_a_line() -> None:
    """Two lines of a title run together are another title."""
    assert shown(p("某镇人民政府<text:line-break/>2025年年度报告")) == ["某镇人民政府", "2025年年度报告"]


def test_sections_and_indexes_are_looked_through() -> None:
    """Text in columns is text all the same; a table of contents shows its lines."""
    index = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>模板"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title>"
        f"{p('目录')}</text:index-title>{p('一、总体情况<text:tab/>1')}</text:index-body></text:table-of-content>"
    )
    assert shown(f"<text:section>{p('甲')}<text:section>{p('乙')}</text:section></text:section>{index}") == [
        "甲",
        "乙",
        "目录",
        "一、总体情况\t1",
    ]


def test_text_boxes_follow_the_paragraph_that_holds_them() -> None:
    """A figure in a text box is a figure, but not one of the sentence it floats beside."""
    boxes = "".join(f"<draw:frame><draw:text-box>{p(text)}</draw:text-box></draw:frame>" for text in ("框一", "框二"))
    inside = f"<draw:frame><draw:text-box>{p(f'外{boxes}')}</draw:text-box></draw:frame>"
    shape = f"<draw:g><draw:custom-shape>{p('形')}</draw:custom-shape></draw:g>"
    assert shown(p(f"前{inside}后{shape}") + p("下")) == ["前后", "外", "框一", "框二", "形", "下"]


def test_a_flat_file_is_read_alike() -> None:
    """The same text saved as one file of XML is the same report."""
    flat = content(p("甲"), before="<office:meta><dc:title>题</dc:title></office:meta>")
    flat = flat.replace("document-content", "document").replace("<office:body", "<office:master-styles/><office:body")
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        document = OdtReader().read(flat.encode(encoding))
        assert (lines(document), document.properties.title) == (["甲"], "题")


def test_the_title_among_the_properties_is_kept() -> None:
    """A report without a printed title may have one there."""
    title = "<office:meta><dc:title> 题 </dc:title></office:meta>"
    meta = f"<office:document-meta {NAMESPACES}>{title}</office:document-meta>"
    assert OdtReader().read(odt(p("甲"), **{"meta.xml": meta})).properties.title == "题"


def test_page_headers_and_footers_stand_aside_once() -> None:
    """A page number that counts as a paragraph becomes the last sentence of the report."""
    footer = p("— <text:page-number>2</text:page-number> —")
    masters = (
        f"<style:master-page><style:header>{p('内部资料')}</style:header><style:footer>{footer}</style:footer>"
        f"<style:footer-left>{footer}</style:footer-left></style:master-page>"
    )
    document = read(p("甲"), masters=masters)
    asides = [(block.text, block.aside) for block in document.blocks if isinstance(block, Paragraph)]
    assert asides == [("甲", False), ("内部资料", True), ("— 2 —", True)]


# -- lists --


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("1", "1 9 10 27 101"),
        ("a", "a i j aa cw"),
        ("I", "I IX X XXVII CI"),
        (CHINESE, "一 九 十 二十七 一百零一"),
        ("壹, 贰, 叁, ...", "壹 玖 壹拾 贰拾柒 壹佰零壹"),
        ("壹, 貳, 參, ...", "壹 玖 壹拾 貳拾柒 壹佰零壹"),
        ("甲, 乙, 丙, ...", "甲 壬 癸 27 101"),
        ("１, ２, ３, ...", "１ ９ １０ ２７ １０１"),
        ("①, ②, ③, ...", "① ⑨ ⑩ ㉗ 101"),
        ("？", "1 9 10 27 101"),
    ],
)
def test_numbers_are_written_in_the_format_of_the_list(form: str, numbers: str) -> None:
    """二、 that comes back as 2. is another numbering than the form's."""
    assert " ".join(numeral(number, form) for number in (1, 9, 10, 27, 101)) == numbers


def test_odd_numbers_are_written_somehow() -> None:
    """A start value beyond all formats must not end the reading."""
    assert numeral(11, CHINESE) == "十一"
    assert [numeral(n, CHINESE) for n in (20, 110, 1010, 5000, 10_000, 0)] == [
        "二十", "一百一十", "一千零一十", "五千", "10000", "0",
    ]  # fmt: skip
    assert [numeral(n, "a", repeat=True) for n in (27, 28, 10**6)] == ["aa", "bb", "1000000"]
    assert [numeral(10**6, form) for form in "Ii"] == ["1000000"] * 2


def test_automatic_numbers_are_made_visible() -> None:
    """A heading whose 二、 is automatic has no 二、 in its text; without it the sections cannot be told apart."""
    levels = (
        level(1, CHINESE, 'style:num-suffix="、"'),
        level(2, CHINESE, 'style:num-prefix="（" style:num-suffix="）"'),
        level(3, "1", 'style:num-suffix="." text:display-levels="1"'),
    )
    deep = items(p("深") + p("续"), p("5件"), more="")
    body = items(p("总体情况") + items(p("组织") + deep, p("实施"), more=""), p("主动公开"), p(""))
    assert shown(body, list_style(*levels)) == [
        "一、总体情况", "（一）组织", "1.深", "续", "2. 5件", "（二）实施", "二、主动公开", "三、",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        (items(p("a")) + p("x") + items(p("b")), "1. a|x|1. b"),
        (
            items(p("a")) + p("x") + items(p("b"), more=' text:style-name="L" text:continue-numbering="true"'),
            "1. a|x|2. b",
        ),
        (
            items(p("a"), more=' text:style-name="L" xml:id="q"')
            + items(p("x"))
            + items(p("b"), more=' text:style-name="L" text:continue-list="q"'),
            "1. a|1. x|2. b",
        ),
        (items(p("a")).replace("<text:list-item>", '<text:list-item text:start-value="7">'), "7. a"),
        (items(p("a")).replace("list-item", "list-header"), "a"),
        (items(items(p("n"), p("m"), more=""), p("a")), "1.1) n|1.2) m|2. a"),
        (items(p("a") + items(p("b"), more=' text:style-name="B"')), "1. a|b"),
        (items(p("a"), more=' text:style-name="S"'), "5 a"),
        (items(p("a") + items(p("b"), more=""), more=' text:style-name="F"'), "第1部分 a|1-1 b"),
        (items(p("a", ' text:style-name="P"'), more=""), "1. a"),
        (p("a", ' text:style-name="P"'), "a"),
        (items("<text:number>9.</text:number>" + p("a")), "1. a"),
        (
            "".join(
                f'<text:numbered-paragraph text:style-name="L" text:level="{n}" text:list-id="k">{p("a")}'
                "</text:numbered-paragraph>"
                for n in (1, 2, 1)
            ),
            "1. a|1.1) a|2. a",
        ),
        (items("<text:h>a</text:h>"), "1. a"),
    ],
)
def test_lists_count_as_an_office_program_shows_them(body: str, labels: str) -> None:
    """A list that counts otherwise than on the paper gives the sections other numbers; LibreOffice shows the same."""
    automatic = "".join(
        [
            list_style(SIMPLE, level(2, "1", 'style:num-suffix=")" text:display-levels="2"')),
            list_style(level(2, "", 'text:bullet-char="•"', "list-level-style-bullet"), name="B"),
            list_style(level(1, "1", 'text:start-value="5"'), name="S"),
            list_style(
                level(1, "1", 'loext:num-list-format="第%1%部分"'),
                level(2, "1", 'style:num-list-format="%1%-%2%"'),
                name="F",
            ),
            style("P", 'style:parent-style-name="Q"'),
        ]
    )
    assert shown(body, automatic, styles=style("Q", 'style:list-style-name="L"')) == labels.split("|")


def test_headings_are_numbered_by_the_outline() -> None:
    """Headings numbered through 章节编号 have no number in their text."""
    outline = (
        '<text:outline-style style:name="Outline">'
        + level(1, CHINESE, 'style:num-suffix="、"', "outline-level-style")
        + level(2, "1", 'style:num-suffix="." text:display-levels="2"', "outline-level-style")
        + "</text:outline-style>"
    )

    def h(text: str, depth: int = 1, more: str = "") -> str:
        return f'<text:h text:outline-level="{depth}" {more}>{text}</text:h>'

    body = h("甲") + h("乙", 2) + h("丙", 1, 'text:style-name="N"') + h("丁", 1, 'text:is-list-header="true"')
    body += h("戊") + h("己", 1, 'text:restart-numbering="true" text:start-value="9"')
    assert shown(body, style("N", 'style:list-style-name=""'), styles=outline) == [
        "一、甲", "一.1.乙", "丙", "丁", "二、戊", "九、己",
    ]  # fmt: skip


# -- tables --


def test_tables_keep_rows_spans_and_covered_places() -> None:
    """A covered place read as a cell shifts every figure of the row."""
    covered = "<table:covered-table-cell/>"
    wide, tall = cell("甲", ' table:number-columns-spanned="2"'), cell("丙", ' table:number-rows-spanned="2"')
    body = table(
        '<table:table-column table:number-columns-repeated="3"/>',
        f"<table:table-header-rows>{row(wide, covered, cell('乙'))}</table:table-header-rows><text:soft-page-break/>",
        "<table:table-row-group><table:table-rows>",
        row(tall, cell("1"), cell("2")),
        "</table:table-rows></table:table-row-group>",
        row(covered, cell("3"), "<table:table-cell/>"),
    )
    document = read(p("前") + body + p("后"))
    (found,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [[(c.text, c.colspan, c.rowspan) for c in cells] for cells in found.read] == [
        [("甲", 2, 1), ("乙", 1, 1)],
        [("丙", 1, 2), ("1", 1, 1), ("2", 1, 1)],
        [("3", 1, 1), ("", 1, 1)],
    ]
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Grid", "Paragraph"]
    assert (found.spans_known, found.origin, document.findings) == (True, "table:1", ())


def test_two_paragraphs_in_a_cell_do_not_run_together() -> None:
    """1 and 2 on two lines are not 12."""
    two = f"<table:table-cell>{p('1')}{p('')}{p('2')}</table:table-cell>"
    assert grid(read(table(row(cell("a"), two, cell("3<text:line-break/>4"))))) == [["a", "1\n2", "3\n4"]]


def test_lists_and_headings_in_cells_are_text() -> None:
    """A column of automatic numbers is a column."""
    numbered = f"<table:table-cell>{items(p(''))}</table:table-cell>"
    heading = "<table:table-cell><text:h>总计</text:h></table:table-cell>"
    assert grid(read(table(row(numbered, heading)), list_style(level(1, "1")))) == [["1", "总计"]]


def test_repeated_cells_and_rows_are_written_out() -> None:
    """A zero that stands for three cells is three zeros."""
    body = table(
        row(cell("0", ' table:number-columns-repeated="3"'), more=' table:number-rows-repeated="2"'),
        row("<table:table-cell/>", '<table:table-cell table:number-columns-repeated="16382"/>'),
        row("<table:table-cell/>", "<table:table-cell/>", more=' table:number-rows-repeated="1048576"'),
    )
    assert grid(read(body)) == [["0"] * 3, ["0"] * 3, ["", ""], ["", ""]]


def test_a_hidden_row_leaves_the_others_in_place() -> None:
    """A row that nobody sees must not move the figures below it, whatever spans reach over it."""
    report = sample()
    with zipfile.ZipFile(io.BytesIO(render(report, "odt"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "mimetype"}
    unseen = row(cell("9"), more=' table:visibility="collapse"')
    rows = str(parts["content.xml"], "utf-8").split("<table:table-row ")
    content = "<table:table-row ".join([*rows[:5], f"{rows[5]}{unseen}", f"{rows[6]}{unseen}", *rows[7:]])
    reading = ogirmodel.read(package({**parts, "content.xml": content}), format="odt")
    assert (reading.report, named(reading.findings)) == (report.filled, [("U09", "hidden")])


def test_nested_tables_are_found() -> None:
    """A page arranged by a table must not hide the table in it."""
    inner = table(row(cell("甲"), cell("1")))
    document = read(table(row(f"<table:table-cell>{p('前')}{inner}{p('后')}</table:table-cell>", cell("边"))))
    assert grid(document) == [["甲", "1"]]
    assert lines(document) == ["前", "后", "边"]


# -- what is no live text --


def test_deleted_text_is_named_and_not_read() -> None:
    """A figure that was struck out would come back as a figure."""
    deleted = p("旧数<text:s/>15件") + table(row(cell("7"), cell("8")))
    deletion = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><office:change-info><dc:creator>某人'
        f"</dc:creator><dc:date>2025</dc:date></office:change-info>{deleted}"
        '</text:deletion></text:changed-region><text:changed-region text:id="i"><text:insertion><office:change-info/>'
        "</text:insertion></text:changed-region></text:tracked-changes>"
    )
    document = read(deletion + p('新数<text:change text:change-id="c"/>16件'))
    assert lines(document) == ["新数16件"]
    assert quoted(document, "U09", "deleted") == "旧数 15件 | 7 | 8"


def test_comments_and_notes_are_named_and_not_read() -> None:
    """A remark in the margin or a footnote is no part of a figure."""
    author = "<dc:creator>某人</dc:creator><dc:date>2025</dc:date>"
    comment = f"<office:annotation>{author}{p('核实')}{p('3件')}</office:annotation>"
    body = f"<text:note-body>{p('不含2件')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    document = read(p(f"共15{comment}件{note}。") + table(row(cell(f"6{note}"), cell("7"))))
    assert lines(document) == ["共15件。"]
    assert grid(document) == [["6", "7"]]
    assert quoted(document, "U09", "comment") == "核实 | 3件"
    assert quoted(document, "U09", "note") == "不含2件 | 不含2件"


@pytest.mark.parametrize(
    "hidden",
    [
        p("密9", ' text:style-name="HP"'),
        p("密9", ' text:style-name="HC"'),
        p('<text:span text:style-name="HT">密9</text:span>'),
        f'<text:section text:display="none">{p("密9")}</text:section>',
        f'<text:section text:display="condition" text:is-hidden="true">{p("密9")}</text:section>',
        p('<text:hidden-text text:is-hidden="true" text:string-value="密9"/>'),
        p('密9<text:hidden-paragraph text:is-hidden="true"/>'),
        p('<text:variable-set text:display="none">密9</text:variable-set>'),
        p(
            f"<draw:frame><draw:text-box>{p('密9')}</draw:text-box></draw:frame>"
            '<text:hidden-paragraph text:is-hidden="true"/>'
        ),
        table(row(cell("密9"), more=' table:visibility="collapse"')),
        table(row(f"<table:covered-table-cell>{p('密9')}</table:covered-table-cell>")),
        items(p("密9", ' text:style-name="HP"')),
    ],
)
def test_hidden_text_is_named_and_not_read(hidden: str) -> None:
    """What nobody sees on the paper is not published."""
    automatic = style("HP", inner=HIDDEN) + style("HT", inner=HIDDEN, family="text") + list_style(level(1, "1"))
    styles = style("Base", inner=HIDDEN) + style("HC", 'style:parent-style-name="Base"')
    document = read(p("前") + hidden + p("后"), automatic, styles=styles)
    assert lines(document) == ["前", "后"]
    assert not [block for block in document.blocks if isinstance(block, Grid)]
    assert quoted(document, "U09", "hidden") == "密9"


def test_what_is_shown_is_not_hidden() -> None:
    """A condition that does not hold hides nothing, nor does a style of another family with the same name."""
    body = p('甲<text:hidden-text text:condition="x" text:string-value="乙">乙</text:hidden-text>')
    body += p('丙<text:hidden-paragraph text:condition="x"/>', ' text:style-name="T"')
    body += p("丁", ' text:style-name="S"') + f'<text:section text:display="condition">{p("戊")}</text:section>'
    shows = style("S", 'style:parent-style-name="H"', '<style:text-properties text:display="true"/>')
    automatic = style("T", inner=HIDDEN, family="text") + style("H", inner=HIDDEN) + shows
    assert shown(body, automatic) == ["甲乙", "丙", "丁", "戊"]


def test_automatic_styles_belong_to_their_part() -> None:
    """Word names the automatic styles of text and footer alike; one that is hidden must not hide the other."""
    named_alike = ' text:style-name="P1"'
    masters = f"<style:master-page><style:footer>{p('脚', named_alike)}</style:footer></style:master-page>"
    data = odt(p("甲", named_alike), masters=masters, of_masters=style("P1", inner=HIDDEN))
    document = OdtReader().read(data)
    assert (lines(document), quoted(document, "U09", "hidden")) == (["甲"], "脚")


def test_pictures_are_counted() -> None:
    """Tables are published as pictures; a reader must know that something was there."""
    picture = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="Pictures/1.png"/></draw:frame>'
    document = read(
        p(picture + picture) + picture + f"<draw:frame><draw:text-box>{p('框')}</draw:text-box></draw:frame>"
    )
    assert named(document.findings) == [("U10", "pictures")]
    assert document.findings[0].params["count"] == 3
    assert document.findings[0].severity == "info"


def test_references_outside_are_named_and_not_followed() -> None:
    """A file that reaches out tells its author who reads it."""
    picture = '<draw:frame><draw:image xlink:href="https://a.b/1.png"/></draw:frame>'
    linked = '<text:section><text:section-source xlink:href="../other.odt"/></text:section>'
    link = '<text:a xlink:href="https://a.b">网站</text:a><draw:a xlink:href="https://a.b"/>'
    document = read(p(link + picture + picture) + linked, '<style:background-image xlink:href="file:///etc/passwd"/>')
    assert quoted(document, "U11", "link") == "file:///etc/passwd | https://a.b/1.png | ../other.odt"


def test_data_exchange_is_named() -> None:
    """A DDE field runs a program where it is followed."""
    declared = (
        '<text:dde-connection-decls><text:dde-connection-decl office:dde-application="cmd" office:dde-topic="/c x"'
        ' office:dde-item="y"/></text:dde-connection-decls>'
    )
    document = read(declared + p("<text:dde-connection>5</text:dde-connection>件"))
    assert lines(document) == ["5件"]
    assert quoted(document, "U11", "field") == "cmd /c x y"


@pytest.mark.parametrize(
    "data",
    [
        odt(p("甲"), **{"Basic/Standard/Module1.xml": "<x/>"}),
        odt(p("甲"), **{"Scripts/python/a.py": "x"}),
        odt(p("甲<text:script>alert()</text:script>")),
        odt(p('甲<text:execute-macro text:name="x"/>')),
        odt(p('甲<draw:frame><office:event-listeners><script:event-listener xlink:href="vnd.sun.star.script:x"/>'
              "</office:event-listeners></draw:frame>")),
        package({"content.xml": content(p("甲"), before="<office:script>Sub a</office:script>")}),
    ],
)  # fmt: skip
def test_macros_are_named_and_not_run(data: bytes) -> None:
    """A report that holds a program is no report to open in an office program."""
    document = OdtReader().read(data)
    assert (lines(document), named(document.findings)) == (["甲"], [("U11", "macros")])


def test_an_empty_library_is_no_macro() -> None:
    """LibreOffice writes lists of macros where there are none."""
    assert OdtReader().read(odt(p("甲"), **{"Basic/Standard/script-lb.xml": "<x/>", "Basic/": ""})).findings == ()
    scripts = '<office:scripts><office:script><ooo:libraries xmlns:ooo="o"/></office:script></office:scripts>'
    assert OdtReader().read(package({"content.xml": content(p("甲"), before=scripts)})).findings == ()


# -- what cannot be read --


def test_an_encrypted_file_is_refused_by_name() -> None:
    """Whoever has the password is told to save it without one."""
    manifest = '<m xmlns:manifest="x"><manifest:encryption-data/></m>'
    with pytest.raises(ReadError) as caught:
        OdtReader().read(package({"META-INF/manifest.xml": manifest, "content.xml": b"\x00\x01"}))
    assert caught.value.key == "encrypted"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "no_archive"),
        (b"PK\x03\x04", "no_archive"),
        (package({}), "no_part"),
        (package({"content.xml": "<a>"}), "bad_xml"),
        (package({"content.xml": content("").replace("office:text", "office:spreadsheet")}), "no_part"),
        (package({"content.xml": "<!DOCTYPE a [<!ENTITY e 'x'>]>" + content(p("&e;"))}), "doctype"),
        (
            package({"content.xml": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + content(p("&e;"))}),
            "doctype",
        ),
        (content(p("&e;")).encode(), "bad_xml"),
        (odt(p("甲"), **{"meta.xml": "<a"}), "bad_xml"),
    ],
)
def test_what_is_no_text_of_opendocument_is_refused(data: bytes, key: str) -> None:
    """The sentence says what is wrong with the file."""
    with pytest.raises(ReadError) as caught:
        OdtReader().read(data)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        ("<text:section>" * 100_000 + "</text:section>" * 100_000, "markup_depth"),
        (p('<text:s text:c="1000000000"/>' * 51_000), "part_bytes"),
        (table(row(cell("1", ' table:number-columns-repeated="900"') * 900)), "cells"),
        (table(row(cell("1"), more=' table:number-rows-repeated="1000000000"') * 9), "cells"),
        (table(row(more=' table:number-rows-repeated="1000000000"') * 9), "cells"),
        (table(row(cell("1") * 700) * 300), "cells"),
    ],
)
def test_a_bomb_is_refused(body: str, limit: str) -> None:
    """A small file must not fill the memory."""
    with pytest.raises(LimitExceeded) as caught:
        OdtReader().read(package({"content.xml": content(body)}, zipfile.ZIP_STORED))
    assert caught.value.limit == limit


def test_absurd_numbers_are_taken_for_the_bound() -> None:
    """Forty bytes must not become a billion blanks."""
    assert shown(p('甲<text:s text:c="1000000000"/>乙')) == ["甲" + " " * 1000 + "乙"]
    huge, zero = "9" * 5000, "0"
    spans = ' table:number-columns-spanned="{0}" table:number-rows-spanned="{0}" table:number-columns-repeated="0"'
    document = read(table(row(cell("1", spans.format(huge)), cell("2", spans.format(zero)))))
    (found,) = (block for block in document.blocks if isinstance(block, Grid))
    bounds = limits.current()
    assert [(c.colspan, c.rowspan) for c in found.read[0]] == [(bounds.column_span, bounds.row_span), (1, 1)]
    started = items(p("a")).replace("<text:list-item>", f'<text:list-item text:start-value="{huge}">')
    assert shown(started, list_style(level(1, "1", f'text:display-levels="{huge}"'))) == ["1000000 a"]


def test_a_label_is_not_longer_than_a_line() -> None:
    """A prefix of a megabyte before each of many items would fill the memory."""
    long = level(1, "1", f'style:num-prefix="{"x" * 5000}"'), level(2, "1", f'style:num-list-format="{"%1%" * 5000}"')
    assert max(map(len, shown(items(p("a") + items(p("b"), more="")), list_style(*long)))) < 120


@pytest.mark.parametrize("nest", ["list", "frame", "table", "section", "note", "span"])
def test_what_is_nested_as_deeply_as_may_be_is_read(nest: str) -> None:
    """Depth within the limit must not exhaust the stack, nor take time that doubles with every level."""
    before, after = {
        "list": ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        "frame": ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
        "table": (
            "<table:table><table:table-row><table:table-cell>",
            "</table:table-cell></table:table-row></table:table>",
        ),
        "section": ("<text:section>", "</text:section>"),
        "note": ("<text:p><text:note><text:note-body>", "</text:note-body></text:note></text:p>"),
        "span": ("<text:p>", "</text:p>"),
    }[nest]
    times = 190 // before.count("<")
    document = read(before * times + p("底") + after * times)
    said = lines(document) + [str(finding.params.get("quote")) for finding in document.findings]
    assert said == ["底"]


@pytest.fixture(scope="module")
def ours() -> bytes:
    """Return a file that has something of everything."""
    return odt(
        p('甲<text:s text:c="2"/>乙<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note>')
        + items(p("总体情况") + items(p("组织"), more=""))
        + table(row(cell("1", ' table:number-columns-spanned="2"'), cell("2"))),
        list_style(level(1, CHINESE, 'style:num-suffix="、"')) + style("H", inner=HIDDEN),
    )


def only_ours(data: bytes) -> None:
    """Whatever the bytes are, it is a document or one of our errors."""
    with suppress(OgirError):
        assert isinstance(OdtReader().read(data), Document)


def test_a_truncated_file_is_no_traceback(ours: bytes) -> None:
    """Half a download is a sentence, not a traceback."""
    for end in range(0, len(ours), 50):
        only_ours(ours[:end])


def test_a_damaged_part_is_no_traceback(ours: bytes) -> None:
    """A part cut short, or with bytes changed inside, is a sentence or a document."""
    with zipfile.ZipFile(io.BytesIO(ours)) as archive:
        part = archive.read("content.xml")
    chance = random.Random(1)  # noqa: S311 - the same damage every time
    for end in range(0, len(part), 97):
        only_ours(package({"content.xml": part[:end]}))
        damaged = bytearray(part)
        damaged[end] = chance.randrange(256)
        only_ours(package({"content.xml": bytes(damaged)}))


@settings(max_examples=200)
@given(st.data())
def test_flipped_bytes_are_no_traceback(ours: bytes, data: st.DataObject) -> None:
    """A file damaged on its way is a sentence, not a traceback."""
    damaged = bytearray(ours)
    for place in data.draw(st.lists(st.integers(0, len(ours) - 1), min_size=1, max_size=8)):
        damaged[place] = data.draw(st.integers(0, 255))
    only_ours(bytes(damaged))


def test_what_it_is_told_by() -> None:
    """Bytes without a name are known by their beginning; a spreadsheet or a docx is another's."""
    reader = OdtReader()
    assert reader.sniff(odt(p("甲"))[:4096], "")
    assert reader.sniff(f'<office:document office:mimetype="{MIME_TYPE}">'.encode(), "")
    assert not reader.sniff(odt(p("甲")).replace(b"opendocument.text", b"opendocument.cells")[:4096], "")
    assert not reader.sniff(render(sample(), "docx")[:4096], "")
    assert not reader.sniff(MIME_TYPE.encode(), "")


# -- what comes back --


def report_of(data: bytes) -> Report:
    """Return the report in a file that there is nothing to be said about."""
    assert OdtReader().read(data).findings == ()
    return ogirmodel.read(data, format="odt").report


@given(reports())
def test_every_report_comes_back(report: Report) -> None:
    """What is lost on the way to a file and back is lost for good."""
    assert report_of(render(report, "odt")) == report.filled


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_sample_comes_back(edition: str, kind: str) -> None:
    """A form that only half the figures survive is of no use."""
    report = sample(edition, kind)
    assert report_of(render(report, "odt")) == report.filled


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_comes_back(path: Path) -> None:
    """The examples of the documentation are what people try first."""
    report = load(path.read_bytes())
    assert report_of(render(report, "odt")) == report.filled


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("steps", [("odt",), ("fodt",), ("docx", "odt"), ("doc", "odt")], ids="-".join)
def test_it_comes_back_through_an_office_program(steps: tuple[str, ...], edition: str, tmp_path: Path) -> None:
    """Reports are opened and saved by hand before anyone reads them again; LibreOffice writes otherwise than we do."""
    assert SOFFICE is not None
    report = sample(edition)
    path = tmp_path / "report.odt"
    path.write_bytes(render(report, "odt"))
    for number, suffix in enumerate(steps):
        folder = tmp_path / str(number)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [SOFFICE, "--headless", profile, "--convert-to", suffix, "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        path = folder / f"report.{suffix}"
    assert report_of(path.read_bytes()) == report.filled
