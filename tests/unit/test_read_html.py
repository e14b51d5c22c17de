"""Web pages in: any encoding, any system's furniture, tables as browsers lay them out, and pages that mean harm."""

import json
import re
import shutil
import subprocess
import tracemalloc
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ogirmodel import LimitExceeded, Limits, OgirError, ReadError, Report, compose, limits, load, read, render
from ogirmodel.document import Block, Document, Grid, Heading, Paragraph, SignOff, Title
from ogirmodel.findings import Severity
from ogirmodel.readers import READERS
from ogirmodel.readers.html import HtmlReader
from ogirmodel.renderers.html import HtmlRenderer
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

ROOT = Path(__file__).parents[2]
REAL = json.loads((ROOT / "tests" / "data" / "figures.json").read_text(encoding="utf-8"))["reports"]
TABLES = ("disclosure", "applications", "review_litigation")
FEW = settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.differing_executors])

Row = list[tuple[str, int, int]]


def page(text: str) -> Document:
    return HtmlReader().read(text.encode())


def lines(document: Document, *, aside: bool | None = None) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and aside in (None, b.aside)]


def grids(document: Document, *, aside: bool = False) -> list[list[Row]]:
    found = (b for b in document.blocks if isinstance(b, Grid) and b.aside == aside)
    return [[[(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in grid.rows()] for grid in found]


def quotes(document: Document) -> list[tuple[str, str, str]]:
    return [(f.code, f.variant, str(f.params.get("quote", f.params.get("count")))) for f in document.findings]


def texts(text: str) -> list[str]:
    return lines(page(text))


# -- a report as the editor of some system wrote it --


def report(facts: dict[str, Any]) -> Report:
    made = Report(facts["organ"], facts["year"], facts["edition"], tables={t: facts[t] for t in TABLES})
    prose = "全年各项工作按照规定推进，重点领域信息及时更新，没有发生泄密事件。"
    return made.replace(sections={section.id: [prose, prose] for section in made.form.sections}).filled


REPORTS = [report(facts) for facts in REAL]
each_report = pytest.mark.parametrize("one", REPORTS, ids=lambda one: f"{one.organ.name}-{one.year}")

Writer = Callable[[str], str]


def table_of(grid: Grid, cell: Writer, attributes: str = "") -> str:
    rows = []
    for row in grid.rows():
        cells = (f"<td colspan={c.colspan} rowspan='{c.rowspan}'>{cell(c.text)}</td>" for c in row)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table {attributes}>\n{''.join(rows)}\n</table>"


def pieces(one: Report, paragraph: Writer, cell: Writer, attributes: str = "") -> list[str]:
    """Write every block of a report but the title."""
    made = []
    for block in compose(one).blocks:
        match block:
            case Heading(text=text):
                made.append(paragraph(text))
            case Paragraph():
                made.append(paragraph(block.text))
            case Grid():
                made.append(table_of(block, cell, attributes))
            case SignOff(name=name, date=date):
                made += [paragraph(text) for text in (name, date) if text]
            case Title():
                pass
    return made


def expected_lines(one: Report) -> list[str]:
    blocks = [b for b in compose(one).blocks if isinstance(b, Heading | Paragraph)]
    return [block.text for block in blocks]


def expected_grids(one: Report) -> list[list[Row]]:
    return grids(compose(one))


def plain(text: str) -> str:
    return text


def p(text: str) -> str:
    return f'<p style="text-indent: 2em; line-height: 28pt;">\u3000\u3000{text}</p>\n'


def cms_page(one: Report) -> str:
    """Give a page of a government's own system: a report of one organ among all that surrounds it."""
    menu = "".join(f'<li><a href="/col/{n}/index.html">栏目{n}</a></li>' for n in range(120))
    news = "".join(
        f'<li><a href="/art/{n}.html">某地召开第{n}次工作会议</a><span>2026-01-{n}</span></li>' for n in range(10, 28)
    )
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="SiteName" content="某地政务网"><meta name="ColumnName" content="年度报告">
<meta name="ArticleTitle" content="{one.full_title}"><title>某地政务网 年度报告 {one.full_title}</title>
<style>.menu {{display:none}} p {{white-space:pre}}</style>
<script>var a = "<table><tr><td>7</td></tr></table>";</script>
</head><body>
<div class="header"><div class="logo">某地政务网</div>
<form><input type="text" value="请输入关键字"><button>搜索</button></form>
<div class="menu"><ul>{menu}</ul></div></div>
<div class="wrap clearfix">
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 年度报告</div>
<div class="left-nav"><h3>导航</h3><ul>{news}</ul></div>
<div class="con">
<table class="xxgk-head"><tr><td>索引号：</td><td>A0001-2026</td><td>分类：</td><td>年度报告</td></tr>
<tr><td>发布机构：</td><td>办公室</td><td>发文日期：</td><td>2026-01-20</td></tr></table>
<h1 class="title">{one.full_title}</h1>
<div class="info">发布时间：2026-01-20 来源：办公室
浏览次数：<span id="hits"></span> 字体：[ <a href="#">大</a> <a href="#">中</a> ]</div>
<div id="zoom" class="TRS_Editor">
{"".join(pieces(one, p, plain, 'border="1" cellspacing=0'))}
</div>
<div class="share bdsharebuttonbox">分享到：<a href="#">微信</a></div>
<div class="pagelinks">上一篇：<a href="1.html">上一年度的报告</a><br>
下一篇：<a href="3.html">没有了，返回列表查看</a></div>
</div></div>
<div class="footer"><p>主办：某地人民政府办公室 网站标识码：1234567890</p>
<p>ICP备案编号：某ICP备05000001号。未经授权禁止转载。</p></div>
</body></html>"""


@each_report
def test_a_page_of_a_government_system(one: Report) -> None:
    """The figures of the report come whole, and menus, metadata and footers stand aside and in order."""
    document = page(cms_page(one))
    assert grids(document) == expected_grids(one)
    assert [line for line in lines(document, aside=False) if line in expected_lines(one)] == expected_lines(one)
    beside = lines(document, aside=True)
    assert beside[:2] == ["某地政务网", "栏目0"]
    assert beside[-1] == "ICP备案编号：某ICP备05000001号。未经授权禁止转载。"
    assert one.full_title in beside
    assert "上一篇：上一年度的报告" in beside
    assert grids(document, aside=True)[0][0] == [(t, 1, 1) for t in ("索引号：", "A0001-2026", "分类：", "年度报告")]
    assert document.properties.title == one.full_title
    assert read(cms_page(one).encode(), format="html").report.tables == one.tables


def old_page(one: Report) -> str:
    """Give a page of the years when tables arranged everything."""

    def line(text: str) -> str:
        return f'<FONT SIZE="3" face="宋体">&nbsp;&nbsp;&nbsp; {text}</FONT><BR>\r\n'

    def cell(text: str) -> str:
        return f'<FONT size=2><P align="center">{text}</FONT>'

    links = "".join(f"<TR><TD><A HREF=list{n}.asp>链接{n}</A></TD></TR>" for n in range(30))
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">
<TITLE>某地信息网</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>
<TABLE WIDTH=780 ALIGN=CENTER><TR><TD><IMG SRC=top.gif WIDTH=780 HEIGHT=120></TD></TR>
<TR><TD>今天是星期一 | <A HREF=/>首页</A></TD></TR></TABLE>
<TABLE WIDTH=780 ALIGN=CENTER><TR><TD WIDTH=180 VALIGN=TOP><TABLE>{links}</TABLE></TD>
<TD WIDTH=600><TABLE WIDTH=100%><TR><TD ALIGN=CENTER><B>{one.full_title}</B></TD></TR>
<TR><TD>{"".join(pieces(one, line, cell, "BORDER=1 CELLPADDING=0"))}</TD></TR>
</TABLE></TD></TR></TABLE>
<TABLE WIDTH=780 ALIGN=CENTER><TR><TD>版权所有 某地信息中心 电话：0000-1234567</TD></TR></TABLE></BODY></HTML>"""


@each_report
def test_a_page_of_nested_tables_in_gbk(one: Report) -> None:
    """A table that arranges the page is no table of figures; the tables in it are, with all their cells."""
    document = HtmlReader().read(old_page(one).encode("gbk"))
    assert grids(document) == expected_grids(one)
    main = lines(document, aside=False)
    assert [line for line in main if line in expected_lines(one)] == expected_lines(one)
    assert one.full_title in main
    assert "链接7" in lines(document, aside=True)
    assert read(old_page(one).encode("gbk"), format="html").report.tables == one.tables


def office_page(one: Report) -> str:
    """Give what an office program saves as a web page."""

    def runs(text: str) -> str:
        half = len(text) // 2
        style = "mso-spacerun:'yes';font-family:仿宋_GB2312;mso-ascii-font-family:仿宋;font-size:16.0000pt;"
        return "".join(
            f'<span class="15" style="{style}" >{part}</span>' for part in (text[:half], text[half:]) if part
        )

    def line(text: str) -> str:
        style = "text-indent:32.0pt;mso-char-indent-count:2.0"
        return f"<p class=MsoNormal style='{style}'><b>{runs(text)}</b><o:p></o:p></p>\n\n"

    def cell(text: str) -> str:
        shown = runs(text) or "<span lang=EN-US>&nbsp;</span>"
        return (
            f"<p class=MsoNormal align=center\n style='text-align:center;layout-grid-mode:char'>{shown}<o:p></o:p></p>"
        )

    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>某人</o:Author></o:DocumentProperties></xml><![endif]-->
<title>{one.full_title}</title><style><!-- p.MsoNormal {{mso-style-parent:""; display:block}} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment--><div class=WordSection1 style='layout-grid:15.6pt'>
{line(one.full_title)}{"".join(pieces(one, line, cell, "class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'"))}
<![if !supportMisalignedColumns]><tr height=0><td width=52></td></tr><![endif]>
<p class=MsoNormal><span lang=EN-US>&nbsp;<o:p></o:p></span></p></div><!--EndFragment--></body></html>"""


@each_report
def test_a_page_saved_by_an_office_program(one: Report) -> None:
    """A span for every run and empty tags of the office's own do not break a word or a figure."""
    document = HtmlReader().read(office_page(one).encode("gb18030"))
    assert [[[(t.strip("\xa0"), *s) for t, *s in row] for row in grid] for grid in grids(document)] == expected_grids(
        one
    )
    assert [line for line in lines(document) if line in expected_lines(one)] == expected_lines(one)
    assert one.full_title in lines(document, aside=False)
    assert not lines(document, aside=True)
    assert read(office_page(one).encode("gb18030"), format="html").report.tables == one.tables


@each_report
def test_content_in_several_siblings(one: Report) -> None:
    """A section in an element of its own is not furniture, however little stands in it."""
    parts = pieces(one, p, plain)
    sections = "".join(f"<div class=part>{part}</div>" for part in parts)
    menu = "".join(f"<a href=/{n}>栏目{n}</a> | " for n in range(60))
    text = (
        f"<body><div id=top>{menu}</div><div id=pagetitle><h2>{one.full_title}</h2></div>"
        f"<div id=main>{sections}</div><div id=foot>技术支持：某公司。电话 0000-1234567</div>"
    )
    document = page(text)
    assert grids(document) == expected_grids(one)
    assert [line for line in lines(document, aside=False) if line in expected_lines(one)] == expected_lines(one)
    assert lines(document, aside=True)[-1] == "技术支持：某公司。电话 0000-1234567"
    assert one.full_title in lines(document)


# -- there and back --


@pytest.mark.parametrize("fragment", [False, True])
@pytest.mark.parametrize(("edition", "kind"), [(edition, kind) for edition in ("2019", "2021") for kind in KINDS])
def test_samples_are_read_back(edition: str, kind: str, *, fragment: bool) -> None:
    """What is published as a page, or put into one, comes back as the same report."""
    one = sample(edition, kind)
    data = HtmlRenderer(fragment=fragment).render(compose(one))
    assert read(data, format="html").report == one.filled
    assert read(data).report == one.filled


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.json")), ids=lambda path: path.stem)
def test_examples_are_read_back(path: Path) -> None:
    """The examples of the project survive the way through a page."""
    one = load(path)
    assert read(render(one, "html"), format="html").report == one.filled


@FEW
@given(reports(), st.booleans())
def test_any_report_is_read_back(one: Report, fragment: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """A report that paper can carry is the same after it was a page, and nothing grave is said of it."""
    reading = read(HtmlRenderer(fragment=fragment).render(compose(one)), format="html")
    assert reading.report == one.filled
    assert [
        f.text() for f in reading.findings if f.severity in (Severity.ERROR, Severity.WARNING) and f.code != "U07"
    ] == []


def shown(block: Block, *, captions: bool) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif captions and isinstance(block, Grid) and block.shape:
        yield block.shape.caption  # LibreOffice prints what our page shows to screen readers alone


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize("saved_as", ["html", "html:HTML (StarWriter)"])
def test_what_libreoffice_makes_of_our_files(kind: str, saved_as: str, tmp_path: Path) -> None:
    """Offices open a report and save it as a web page; it says the same then."""
    one = sample("2021")
    (tmp_path / f"paper.{kind}").write_bytes(render(one, kind))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        saved_as,
    ]
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(tmp_path / f"paper.{kind}")], capture_output=True, check=False
    )
    saved = tmp_path / "out" / "paper.html"
    assert saved.exists(), done.stderr
    document = HtmlReader().read(saved.read_bytes())
    said = [[[text for text, *_ in row] for row in grid] for grid in grids(document)]  # it draws some spans anew
    assert said == [[[text for text, *_ in row] for row in grid] for grid in expected_grids(one)]
    assert read(saved.read_bytes()).report.tables == one.filled.tables
    wanted = [text for block in compose(one).blocks for text in shown(block, captions=kind == "html")]
    signed = [t for b in compose(one).blocks if isinstance(b, SignOff) for t in (b.name, b.date)]
    main = lines(document, aside=False)
    title = len(main) - len(wanted) - len(signed)
    assert main[title:] == [*wanted, *signed]
    assert "".join(main[:title]) == one.full_title


# -- encodings --

CHARSETS = ["utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030", "utf-16"]
WORDS = "全年公开17条，其中规章2件。"


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("said", ["", "utf-8", "gb2312", "GBK", "iso-8859-1", "no-such", "big5"])
def test_an_encoding_that_is_said_wrong_does_no_harm(charset: str, said: str) -> None:
    """Systems copy templates with a wrong charset; a page must not become signs without sense, in silence."""
    text = f'<html><head><meta charset="{said}"><title>报告</title></head><body><p>{WORDS}</p></body></html>'
    assert lines(HtmlReader().read(text.encode(charset))) == [WORDS]


@pytest.mark.parametrize("said", ["", '<meta http-equiv="Content-Type" content="text/html; charset=big5">'])
def test_traditional_mirrors_in_big5(said: str) -> None:
    """A mirror in traditional characters comes in Big5, not always with a word about it."""
    text = f"<html><head>{said}</head><p>本報告所列數據的統計期限，自2025年1月1日起，至12月31日止。</p>"
    assert lines(HtmlReader().read(text.encode("big5"))) == [
        "本報告所列數據的統計期限，自2025年1月1日起，至12月31日止。"
    ]


def test_what_is_said_decides_between_equals() -> None:
    """Two words in GBK can be valid UTF-8 by chance."""
    assert lines(HtmlReader().read('<?xml version="1.0" encoding="GB2312"?><p>联通</p>'.encode("gbk"))) == ["联通"]


@pytest.mark.parametrize("said", ["utf-8", "gb2312", "big5"])
def test_damaged_bytes_are_an_error(said: str) -> None:
    """A page that was cut inside a character is refused, not guessed at."""
    text = f"<meta charset={said}><p>{WORDS * 3}公开</p>".encode()
    with pytest.raises(ReadError):
        HtmlReader().read(text.replace("规章".encode(), "规章".encode()[:-1], 1))


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"%PDF-1.4 <p>", b"\xd0\xcf\x11\xe0", b"\x00<p>", b"<p>\xff\xff\xfe"])
def test_what_is_no_page_is_refused(data: bytes) -> None:
    """A Word file that is called .html gives one sentence, not a page of signs."""
    with pytest.raises(ReadError):
        HtmlReader().read(data)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf\r\n<HTML xmlns='x'>", True),
        (b"<article class='ogi'>", True),
        (b"<?xml version='1.0'?><!DOCTYPE html>", True),
        ("<html>".encode("utf-16"), True),
        (b"<!-- a --><p>", True),
        (b"<?xml version='1.0'?><office:document><text:p>", False),
        (b"<?xml version='1.0'?><w:p>", False),
        (b"PK\x03\x04<html>", False),
        ("一、总体情况".encode(), False),
        (b'{"format": "<p>"}', False),
    ],
)
def test_pages_are_told_from_other_things(head: bytes, *, expected: bool) -> None:
    """A page without a suffix is read as a page, and nothing else is."""
    assert HtmlReader().sniff(head, "") is expected


def test_it_is_found_by_both_suffixes() -> None:
    """Old systems say .htm."""
    assert READERS.get("html") is READERS.get("htm") is HtmlReader
    assert HtmlReader.info.media_type == "text/html"


# -- text --


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>公开  12\n\t件</p>", ["公开 12 件"]),
        ("<p>主动公开政府信\r\n   息情况</p>", ["主动公开政府信息情况"]),
        ("<p>a\nb</p>", ["a b"]),
        ("<p>甲&nbsp; &nbsp;乙</p>", ["甲\xa0 \xa0乙"]),
        ("甲<br>乙<BR/>丙", ["甲", "乙", "丙"]),
        ("<div>甲<p>乙<div>丙</div>丁</div>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<p>甲<p>乙<h3>丙</h3><blockquote>丁</blockquote><dl><dt>戊<dd>己</dl>", ["甲", "乙", "丙", "丁", "戊", "己"]),
        (
            "<p><span>甲</span><b>乙</b><o:p>丙</o:p><st1:date>丁</st1:date><font>戊</font><a href=x>己</a></p>",
            ["甲乙丙丁戊己"],
        ),
        ("<ucap-content><p>甲</p>乙</ucap-content>", ["甲", "乙"]),
        ("<pre>甲  乙\n丙</pre>", ["甲  乙", "丙"]),
        ("<p style='white-space: pre-wrap'>甲  乙 <i>丙  丁</i></p>", ["甲  乙 丙  丁"]),
        ("<div style='white-space:pre'>甲  乙<p style='white-space:normal'>丙  丁</div>", ["甲  乙", "丙 丁"]),
        ("<p>甲  乙<span style='white-space:pre'>丙  丁</span></p>", ["甲 乙丙  丁"]),
        ("<p style='white-space:nowrap'>甲  乙</p>", ["甲 乙"]),
        ("<article class='x ogi'><p>甲  乙</p><table><caption>丙</caption></table></article>", ["甲  乙"]),
        (
            "<span style='display: block'>甲</span><span>乙</span><span style='display:inline-block'>丙</span>",
            ["甲", "乙丙"],
        ),
        ("<p>面积12<sup>2</sup>，共12<sup>[3]</sup></p>", ["面积12²，共12[³]"]),
        ("<ruby>甲<rp>(</rp><rt>jia</rt><rp>)</rp></ruby>乙", ["甲乙"]),
        ("甲<hr>乙<address>丙</address><figure>丁<figcaption>戊</figure>", ["甲", "乙", "丙", "丁", "戊"]),
        ("<tr><td>甲</td><td>乙</td></tr>", ["甲", "乙"]),
        ("&#x7532;&yi;&amp;&lt;p&gt;", ["甲&yi;&<p>"]),
        ("", []),
        ("<!-- 甲 --><p></p>", []),
        ("没有标签的文字", ["没有标签的文字"]),
    ],
)
def test_text_is_what_a_browser_shows(text: str, expected: list[str]) -> None:
    """A word is not broken by a tag of the editor's, and two paragraphs do not become one."""
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li><p>甲</p><p>乙</p><li value=9>丙<li>丁</ol>", ["3. 甲", "乙", "9. 丙", "10. 丁"]),
        ("<ol type=a><li>甲<li>乙</ol><ol type=I start=4><li>丙</ol>", ["a. 甲", "b. 乙", "IV. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol style='list-style-type: cjk-ideographic' start=10><li>甲<li>乙</ol>", ["十、甲", "十一、乙"]),
        ("<ol start=21 style='list-style:simp-chinese-informal'><li>甲</ol>", ["二十一、甲"]),
        ("<ol type=a start=28><li>甲</ol><ol type=a start=0><li>乙</ol>", ["ab. 甲", "0. 乙"]),
        ("<ol style='list-style:none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
        ("<ol><li>甲<ol><li>乙</ol><li></li><li>丙</ol>", ["1. 甲", "1. 乙", "3. 丙"]),
        ("<ol start=x><li value=-2>甲<li>乙</ol>", ["-2. 甲", "-1. 乙"]),
    ],
)
def test_the_numbers_of_lists_are_text(text: str, expected: list[str]) -> None:
    """（一） or 1. that the browser writes is part of what was published."""
    assert texts(text) == expected


# -- what is left out --


@pytest.mark.parametrize(
    ("text", "expected", "named"),
    [
        ("<p>甲<del>乙 丙</del>丁</p>", ["甲丁"], [("U09", "deleted", "乙 丙")]),
        ("<p>甲<s>1</s><strike>2</strike>3</p>", ["甲3"], [("U09", "deleted", "1"), ("U09", "deleted", "2")]),
        ("<p>甲<i style='TEXT-DECORATION: underline line-through'>1</i></p>", ["甲"], [("U09", "deleted", "1")]),
        ("<p>甲</p><div hidden><p>乙</p><p>丙</p></div>", ["甲"], [("U09", "hidden", "乙 丙")]),
        ("<p style='color:red;DISPLAY : none'>甲<b hidden>乙</b></p>丙", ["丙"], [("U09", "hidden", "甲乙")]),
        ("甲<span style=visibility:hidden>乙</span>丙", ["甲丙"], [("U09", "hidden", "乙")]),
        ("<span aria-hidden=true>甲</span>", ["甲"], []),
        ("<p>甲<ins>乙</ins></p>", ["甲乙"], []),
        (
            "甲<a class=msocomanchor href=#_msocom_1>[A1]</a><div class=msocomtxt>问</div>",
            ["甲"],
            [("U09", "comment", "[A1]"), ("U09", "comment", "问")],
        ),
        (
            "12<a style='mso-footnote-id:ftn1'>[1]</a><div style='mso-element:footnote-list'>注</div>",
            ["12"],
            [("U09", "note", "[1]"), ("U09", "note", "注")],
        ),
        (
            "12<a class=sdfootnoteanc><sup>1</sup></a><div id=sdfootnote1>注</div>",
            ["12"],
            [("U09", "note", "1"), ("U09", "note", "注")],
        ),
        (
            "甲<iframe src=/a.html>乙</iframe><embed src='data:x/y,AAAA'><object data=b.pdf>丙</object>",
            ["甲", "丙"],
            [("U11", "link", "/a.html | data:x/y | b.pdf")],
        ),
        ("<frameset><frame src=a.html><noframes>甲</noframes></frameset>", ["甲"], [("U11", "link", "a.html")]),
        (
            "<img src=a.png><img src=b.png width=1 height=1><img src=c.png width=600><img height=16px>",
            [],
            [("U10", "pictures", "2")],
        ),
        ("<style>p{}</style><script>1</script><template>2</template><noscript>3</noscript>甲", ["甲"], []),
        (
            "<label>检索</label><input value=1><select><option>2</select><button>3</button><textarea>4</textarea>",
            ["检索"],
            [],
        ),
        ("<xml><o:x>1</o:x></xml><svg><title>2</title></svg><datalist><option>3</datalist>甲", ["甲"], []),
        ("<ruby>佖<rp>(</rp><rt>bì</rt><rp>)</rp></ruby>", ["佖"], [("U09", "note", "bì")]),
        (
            "甲<svg><title>1</title><defs><style>x</style></defs><text>受理<tspan>12</tspan></text><text>件</text></svg>乙",
            ["甲乙"],
            [("U09", "drawing", "受理 12 件")],
        ),
        ("<svg><text>1</text><svg><text>2</text></svg></svg>", [], [("U09", "drawing", "1 2")]),
        ("<svg><path d=x /></svg>甲", ["甲"], []),
    ],
)
def test_what_is_not_live_text_is_named(text: str, expected: list[str], named: list[tuple[str, str, str]]) -> None:
    """Deleted, hidden and foreign matter comes back neither as live text nor in silence."""
    document = page(text)
    assert lines(document) == expected
    assert quotes(document) == named


@pytest.mark.parametrize(
    "open_tag",
    [
        "<button>",
        "<select><option>",
        "<svg>",
        "<nav>",
        "<aside>",
        "<header>",
        "<a href=x>",
        "<object data=x>",
        "<video>",
        "<form>",
        "<center>",
        "<i>",
        "<footer>",
    ],
)
def test_an_element_left_open_does_not_swallow_the_report(open_tag: str) -> None:
    """One missing end tag in a template must not cost a report."""
    one = REPORTS[0]
    document = page(f"<body><div>{open_tag}按钮" + "".join(pieces(one, p, plain)))
    assert grids(document) == expected_grids(one)
    assert [line for line in lines(document, aside=False) if line in expected_lines(one)] == expected_lines(one)


def test_the_title_of_the_page() -> None:
    """Where the text has no title the page's own says whose report it is; a system's own field says it best."""
    assert page("<title> 甲\n 乙 </title><p>丙").properties.title == "甲乙"
    assert page('<title>甲</title><META NAME="ArticleTitle" CONTENT="乙"><p>丙').properties.title == "乙"
    assert page("<p>丙").properties.title == ""


# -- tables --


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<tr><td>甲<td>1<tr><td>乙<td>2", [[("甲", 1, 1), ("1", 1, 1)], [("乙", 1, 1), ("2", 1, 1)]]),
        ("<tr><td colspan=2>甲<tr><td>1<td>2", [[("甲", 2, 1)], [("1", 1, 1), ("2", 1, 1)]]),
        ("<tr><td rowspan=2>甲<td>1<tr><td>2", [[("甲", 1, 2), ("1", 1, 1)], [("2", 1, 1)]]),
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", [[("甲", 1, 3), ("1", 1, 1)], [("2", 1, 1)], [("3", 1, 1)]]),
        ("<tr><td rowspan=9>甲<td>1<tr><td>2", [[("甲", 1, 2), ("1", 1, 1)], [("2", 1, 1)]]),
        ("<tr><td colspan=0>甲<td colspan=x>1<td colspan='2.5'>2", [[("甲", 1, 1), ("1", 1, 1), ("2", 2, 1)]]),
        ("<tr><td colspan=-3>甲<td colspan=' +2'>1", [[("甲", 1, 1), ("1", 2, 1)]]),
        (f"<tr><td colspan={'9' * 5000}>甲<td>1", [[("甲", 1000, 1), ("1", 1, 1)]]),
        (
            "<tfoot><tr><td>丙<td>3</tfoot><tr><td>乙<td>2</tr><thead><tr><th>甲<th>1</thead>",
            [[("甲", 1, 1), ("1", 1, 1)], [("乙", 1, 1), ("2", 1, 1)], [("丙", 1, 1), ("3", 1, 1)]],
        ),
        (
            "<thead><tr><th rowspan=2>甲<th>1</thead><tbody><tr><td>乙<td>2",
            [[("甲", 1, 1), ("1", 1, 1)], [("乙", 1, 1), ("2", 1, 1)]],
        ),
        ("<td>甲<td>1<tr><td>乙<td>2", [[("甲", 1, 1), ("1", 1, 1)], [("乙", 1, 1), ("2", 1, 1)]]),
        ("<form><tr><td>甲<td>1</tr></form>", [[("甲", 1, 1), ("1", 1, 1)]]),
        ("<tr><form><td>甲<td>1</form></tr>", [[("甲", 1, 1), ("1", 1, 1)]]),
        ("<colgroup><col><col></colgroup><tr><td>甲<td hidden>x<td>1", [[("甲", 1, 1), ("1", 1, 1)]]),
        (
            "<tr><td>甲<td><p>1</p><p>2</p><tr><td>乙<td>1<br>2",
            [[("甲", 1, 1), ("1\n2", 1, 1)], [("乙", 1, 1), ("1\n2", 1, 1)]],
        ),
        ("<tr><td> 甲\n乙 <td><b>2</b><i>0</i><td><p>&nbsp;</p>", [[("甲乙", 1, 1), ("20", 1, 1), ("\xa0", 1, 1)]]),
        ("<tr><td>甲<td><table><tr><td>1</table>", [[("甲", 1, 1), ("1", 1, 1)]]),
    ],
)
def test_tables_are_what_a_browser_lays_out(text: str, expected: list[Row]) -> None:
    """A cell that lands in another column is another figure."""
    assert grids(page(f"<p>前</p><table>{text}</table>")) == [expected]


def test_what_stands_in_a_table_and_in_no_cell_is_not_lost() -> None:
    """A caption, and text that an editor left between rows, are shown above the table."""
    document = page("<table><caption>表一</caption>字<tr><td>甲<td>1</tr><p>丙</p></table>")
    assert lines(document) == ["表一", "字", "丙"]
    assert isinstance(document.blocks[-1], Grid)


def test_a_table_of_long_prose_arranges_the_page() -> None:
    """A report that an old page flattened into one cell beside its menu is text, not a cell."""
    prose = "<p>全年各项工作按照规定推进。</p>" * 100
    document = page(f"<table><tr><td>菜单</td><td><p>一、总体情况</p>{prose}</td></tr></table>")
    assert not any(isinstance(block, Grid) for block in document.blocks)
    assert lines(document, aside=False)[-101] == "一、总体情况"


def test_spans_are_clamped_where_the_limits_say() -> None:
    """Whoever allows wider tables gets them."""
    with limits.using(Limits(column_span=3, row_span=2)):
        found = grids(page("<table><tr><td colspan=9 rowspan=9>甲<td>1<tr><td>2<tr><td>3</table>"))
    assert found[0][0][0] == ("甲", 3, 2)


# -- the main part --


@st.composite
def arranged(draw: st.DrawFn) -> tuple[Report, str]:
    """Put the pieces of a report into elements as some editor or system might, between furniture."""
    one = draw(st.sampled_from(REPORTS))
    parts = pieces(
        one, draw(st.sampled_from([p, lambda text: f"<div>{text}</div>", lambda text: f"{text}<br>"])), plain
    )
    attributes = st.sampled_from(["", " class=a", " class='con text'", " id=zoom", " align=center"])
    tags = st.sampled_from(["div", "div", "section", "center", "td", "span", "form", "ucap"])

    def wrapped(text: str) -> str:
        tag = draw(tags)
        inner = f"<{tag}{draw(attributes)}>{text}</{tag}>"
        return f"<table><tr>{inner}</tr></table>" if tag == "td" else inner

    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(parts) - 1))
        end = draw(st.integers(start + 1, len(parts)))
        parts[start:end] = [wrapped("".join(parts[start:end]))]
    text = "".join(parts)
    for _ in range(draw(st.integers(0, 4))):
        before = draw(
            st.sampled_from(
                ["", "<div class=nav><a href=x>首页</a></div>", "<h1>标题</h1>", "<p>发布时间：2026-01-20</p>"]
            )
        )
        after = draw(
            st.sampled_from(["", "<div class=foot>版权所有</div>", "<div>上一篇：<a href=y>另一篇文章</a></div>"])
        )
        text = before + wrapped(text) + after
    return one, text


@given(arranged())
def test_no_arrangement_of_a_page_costs_a_report(made: tuple[Report, str]) -> None:
    """Whatever elements an editor puts a report into, its tables and sentences are in the main part, all in order.

    A heading that stands in an element of its own, beside all the rest, cannot be told from the title of a page.
    """
    one, text = made
    document = page(text)
    wanted = expected_lines(one)
    assert grids(document) == expected_grids(one)
    assert [line for line in lines(document) if line in wanted] == wanted
    main = [line for line in lines(document, aside=False) if line in wanted]
    assert [line for line in main if line.endswith("。")] == [line for line in wanted if line.endswith("。")]
    assert len(wanted) - len(main) <= 2


def test_a_table_alone_is_no_main_part() -> None:
    """Of a report whose prose is short, the table is not torn from its title and headings."""
    one = REPORTS[0]
    big = f"<div class=box>{table_of([b for b in compose(one).blocks if isinstance(b, Grid)][1], plain)}</div>"
    document = page(f"<div id=a><div>标题</div>{big}<div>无</div></div><div id=b>版权所有</div>")
    assert lines(document, aside=False) == ["标题", "无"]
    assert lines(document, aside=True) == ["版权所有"]


def test_a_part_of_the_text_is_not_taken_for_furniture_by_its_name() -> None:
    """A system may call the first part of its content "content-top"; a sentence in it belongs to the report."""
    rest = "".join(pieces(REPORTS[0], p, plain))
    document = page(f"<div><div class=content-top>本报告由办公室编制。</div><div class=content-main>{rest}</div></div>")
    assert lines(document, aside=True) == []


def test_menus_stand_aside_even_where_the_main_part_is_in_doubt() -> None:
    """Where a sentence beside the content keeps the page whole, a menu in it is still a menu."""
    links = "".join(f"<li><a href={n}>栏目{n}</a></li>" for n in range(9))
    rest = "".join(pieces(REPORTS[0], p, plain))
    document = page(
        f"<div class=x><ul>{links}</ul></div><div class=y>本站声明：欢迎监督。</div><div class=z>{rest}</div>"
    )
    assert lines(document, aside=True) == [f"栏目{n}" for n in range(9)]
    assert lines(document, aside=False)[0] == "本站声明：欢迎监督。"


def test_headers_and_footers_of_articles_are_text() -> None:
    """The sign-off of our own pages stands in a footer; that of a page does not."""
    document = page(
        "<header>网站</header><article><header>标题</header><p>正文。</p><footer>落款</footer></article><footer>备案</footer>"
    )
    assert lines(document, aside=False) == ["标题", "正文。", "落款"]
    assert lines(document, aside=True) == ["网站", "备案"]


def test_the_margins_of_libreoffice_stand_aside() -> None:
    """A page number is no prose."""
    document = page('<p>正文。</p><div title="footer"><p>— 15 —</p></div>')
    assert (lines(document, aside=False), lines(document, aside=True)) == (["正文。"], ["— 15 —"])


# -- harm --


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("<div>" * 300 + "深", "markup_depth"),
        ("<div>" * 210 + "深", "markup_depth"),
        ("<p>" * 10 + "<b>" * 100_000 + "深", "markup_depth"),
        ("<div>" * 100_000 + "字" * 10_000_000, "markup_depth"),
        ("</x>" * 500 + "<div>" * 300 + "深", "markup_depth"),
        ("<table>" + "<tr>" + "<td>1" * 300_000, "cells"),
        ("<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>1<td>2" * 2000, "cells"),
        ("<b>" * 2_000_001, "lines"),
        ("<p>" + "字" * (16 * 2**20 + 1), "part_bytes"),
    ],
    ids=range(9),
)
def test_what_costs_too_much_is_refused(text: str, field: str) -> None:
    """A page that would take all memory, or whose rest the parser would drop in silence, is an error."""
    with pytest.raises(LimitExceeded) as caught:
        HtmlReader().read(text.encode())
    assert caught.value.limit == field


@pytest.mark.parametrize("before", ["", "<!-- <p", "<script>if (a <b) {}", "<!-->", '<p title="<!--">', "<p a=' "])
def test_a_tag_of_a_million_attributes_costs_no_more_than_its_bytes(before: str) -> None:
    """The parser compares every attribute of a tag with every other; ten megabytes would take an hour."""
    closed = before + {"<!-- <p": "-->", "<script>if (a <b) {}": "</script>", "<p a=' ": "'>"}.get(before, "")
    assert lines(page(f"{closed}<p {' '.join(f'a{n}' for n in range(1_000_000))}>甲</p><p>乙")) == ["甲", "乙"]


def test_long_tags_and_scripts_are_left_as_they_are() -> None:
    """A picture written into the page, or a long script, is no excess of attributes."""
    script = "for (i=0; i<n; i++) {" + "x = 1 / 2; " * 9000 + "}"
    image = f'<img alt="a" src="data:image/png;base64,{"A/b " * 20_000}" hidden>'
    document = page(f"<!-- <a {script} --><p>甲<script>{script}</script>{image}</p><p>乙")
    assert lines(document) == ["甲", "乙"]
    assert quotes(document) == []


def test_lines_are_counted() -> None:
    """A page of nothing but line breaks is refused as a text of them is."""
    with limits.using(Limits(lines=1000)):
        assert len(lines(page("字<br>" * 1000))) == 1000
        with pytest.raises(LimitExceeded):
            page("字<br>" * 1001)


def test_a_long_text_is_read_whole() -> None:
    """The parser drops texts of ten million bytes unless it is told not to."""
    document = page("<p>" + "字" * 5_000_000 + "</p><p>后</p>")
    assert [len(line) for line in lines(document)] == [5_000_000, 1]


def test_memory_is_bounded_by_the_page() -> None:
    """A table of nothing but tags does not take a hundred times its size in objects of ours."""
    data = ("<table>" + "<tr><td>" * 20_000).encode()
    tracemalloc.start()
    HtmlReader().read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200 * len(data)


SOUND = render(sample("2021"), "html")
SCRAPS = [
    "<",
    ">",
    "</",
    "<td>",
    "<table>",
    "</table>",
    "<tr",
    "rowspan=9",
    "<p>",
    "&#",
    "<!--",
    "甲",
    "\x01",
    "<ol>",
    "<sup>",
    "<li>",
    "<del>",
    "<a href=x>",
    " hidden",
    "<form>",
    "<caption>",
    "<nav>",
    "<article class=ogi>",
    "<span style='white-space:pre'>",
    "<iframe>",
    "<title>",
]


@FEW
@given(st.binary(max_size=300))
@example(b"<!--")
@example(b"\xff\xfe<")
@example(b"<table><caption><table>")
def test_any_bytes_end_in_a_document_or_an_error_of_ours(data: bytes) -> None:
    """A file that is no page at all must not end in a traceback."""
    try:
        HtmlReader().read(data)
    except OgirError:
        return


@given(st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join))
def test_any_markup_is_read(text: str) -> None:
    """Tags left open, crossed and cut off are read somehow, and what is read can be printed."""
    document = page(text)
    assert all(isinstance(block, Paragraph | Grid) for block in document.blocks)
    assert all(f.text("zh") and f.text("en") for f in document.findings)
    render(document, "html")


@FEW
@given(st.integers(0, len(SOUND) - 1), st.integers(0, 255))
def test_a_flipped_byte_never_ends_in_a_traceback(place: int, value: int) -> None:
    """Files are damaged on their way."""
    try:
        HtmlReader().read(SOUND[:place] + bytes([value]) + SOUND[place + 1 :])
    except OgirError:
        return


@FEW
@given(st.integers(0, len(SOUND)))
def test_a_page_cut_off_anywhere_is_read(place: int) -> None:
    """A download that broke off gives what came, or an error."""
    try:
        document = HtmlReader().read(SOUND[:place])
    except OgirError:
        return
    said = unescape(re.sub("<[^>]*>", "", SOUND.decode()))
    assert [line for line in lines(document)[:-1] if line not in said] == []
