"""Workbooks, both ways: what is written is read back, and what people make by hand is read as they meant it."""

import datetime
import io
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ogirmodel import Limits, OgirError, Report, blank, compose, load, read, render
from ogirmodel.document import Chart, Document, Grid, Heading, Paragraph, SignOff, Title
from ogirmodel.errors import LimitExceeded, PluginUnavailable, ReadError
from ogirmodel.limits import using
from ogirmodel.readers.sheets import SheetsReader
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)
ODS += ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in block.read] for block in document.blocks if isinstance(block, Grid)]


def workbook(*fill: Callable[[Worksheet, Workbook], object], **options: object) -> bytes:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, **options}) as book:
        for each in fill:
            each(book.add_worksheet(), book)
    return file.getvalue()


def rows_of(*rows: Sequence[object]) -> Callable[[Worksheet, Workbook], None]:
    def fill(sheet: Worksheet, _: Workbook) -> None:
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)

    return fill


def package(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def xlsx(data: str, *, rest: str = "", strings: str = "", more: dict[str, str] | None = None) -> bytes:
    """Write a workbook of one sheet by hand: the rows of it, and what stands after them."""
    relations = f'<Relationship Id="r1" Type="{TYPES}/worksheet" Target="worksheets/sheet1.xml"/>'
    if strings:
        relations += f'<Relationship Id="r2" Type="{TYPES}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    return package(
        {
            "xl/workbook.xml": f'<workbook {NS} {RELATED}><sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
            "xl/worksheets/sheet1.xml": f"<worksheet {NS}><sheetData>{data}</sheetData>{rest}</worksheet>",
            "xl/sharedStrings.xml": f"<sst {NS}>{strings}</sst>",
            **(more or {}),
        }
    )


def ods(table: str, *, styles: str = "", more: dict[str, str] | None = None) -> bytes:
    """Write a spreadsheet of one table by hand."""
    content = (
        f"<office:document-content {ODS}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return package({"mimetype": kind, "content.xml": content, **(more or {})})


# -- compound files by hand --

CHAIN_END, FREE, TABLE_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """Write a compound file of streams of at least 4096 bytes."""
    table = [TABLE_SECTOR]
    body = b""
    entries = [("Root Entry", 5, CHAIN_END, 0)]
    for name, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        first, count = len(table), len(padded) // 512
        entries.append((name, 2, first, len(padded)))
        table += [*range(first + 1, first + count), CHAIN_END]
        body += padded
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB12x", 2 * len(name) + 2, kind, 1).ljust(52, b"\0")
        + struct.pack("<IQ", first, size)
        for name, kind, first, size in entries
    )
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    directory_at = len(table)
    table += [*range(directory_at + 1, directory_at + len(directory) // 512), CHAIN_END]
    assert len(table) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, directory_at, 0, 4096, CHAIN_END, 0, CHAIN_END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + sectors + body + directory


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def wide(text: str, size: str = "<H") -> bytes:
    return struct.pack(size + "B", len(text), 1) + text.encode("utf-16-le")


def xls(cells: bytes, common: bytes = b"", version: int = 0x600, name: bytes = b"\x01\x00S") -> bytes:
    """Write a binary workbook of one sheet by hand."""
    start = record(0x809, struct.pack("<HHHH", version, 5, 0, 0)) + common
    place = len(start) + 4 + 6 + len(name) + 4
    start += record(0x85, struct.pack("<IBB", place, 0, 0) + name) + record(0x0A)
    assert len(start) == place
    sheet = record(0x809, struct.pack("<HHHH", version, 0x10, 0, 0)) + cells + record(0x0A)
    return compound({"Workbook" if version == 0x600 else "Book": start + sheet})


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


# -- round trips --


@given(reports())
def test_a_report_reads_back(report: Report) -> None:
    """A figure, blank or paragraph that a workbook changes on its way is a wrong report."""
    assert read(render(report, "xlsx"), format="xlsx").report == report.filled


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_reads_back_without_a_finding(edition: str, kind: str) -> None:
    """Whoever reads our own workbook should not be asked to verify it."""
    report = sample(edition, kind)
    reading = read(render(report, "xlsx"), format="xlsx")
    assert reading.report == report.filled
    assert [finding.code for finding in reading.findings if finding.code[0] == "U"] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_back(path: Path) -> None:
    """The examples are what people try first."""
    report = load(path)
    assert read(render(report, "xlsx"), format="xlsx").report == report.filled


def office() -> str | None:
    """Return the LibreOffice that opens workbooks; an installation may have Writer alone."""
    found = shutil.which("soffice")
    return found if found and (Path(found).resolve().parent / "libsclo.so").exists() else None


@pytest.mark.skipif(office() is None, reason="no LibreOffice Calc here")
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_what_libreoffice_saves_again_reads_back(suffix: str, tmp_path: Path) -> None:
    """A clerk opens the workbook, saves it in whatever format, and sends it on."""
    kinds = [(edition, kind) for edition in ("2019", "2021") for kind in KINDS]
    for edition, kind in kinds:
        (tmp_path / f"{edition}{kind}.xlsx").write_bytes(render(sample(edition, kind), "xlsx"))
    office_command = [str(office()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command = [*office_command, "--convert-to", suffix, "--outdir", str(tmp_path / "again")]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.xlsx")))], check=True, capture_output=True)
    for edition, kind in kinds:
        again = tmp_path / "again" / f"{edition}{kind}.{suffix}"
        assert read(again.read_bytes(), format=suffix).report == sample(edition, kind).filled


# -- the renderer --


def test_the_same_document_gives_the_same_bytes() -> None:
    """A workbook that changes with the clock cannot be compared with yesterday's."""
    first = render(sample(), "xlsx")
    assert first == render(sample(), "xlsx")
    assert {member.date_time[0] for member in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {1980}


def texts_of(data: bytes) -> str:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return "".join(archive.read(name).decode() for name in archive.namelist())


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x.example","y")',
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "http://x.example",
    "{=1}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text: str) -> None:
    """A report that came by mail must not run anything in the workbook of whoever opens it."""
    report = Report("某局", 2025, sections={"overview": [text]}, preface=[text])
    grid = Grid(read=tuple(map(tuple, [cells("甲", text), cells(text, "乙")])))
    data = render(Document((*compose(report).blocks, grid)), "xlsx")
    assert not re.search(r"<f[ >]|<hyperlink", texts_of(data))
    document = SheetsReader().read(data)
    assert lines(document).count(text) == 2
    assert grids(document) == [[["甲", text], [text, "乙"]]]


def cells(*texts: str) -> Iterator[Any]:
    from ogirmodel.document import GridCell

    return (GridCell(text) for text in texts)


def test_figures_are_numbers_only_where_nothing_changes() -> None:
    """A figure that Excel would round or print in another way must stay text; others can be added up."""
    texts = ["0", "12", "123456789012345", "1234567890123456", "+3", "-3", "007", "0.37", "0.5000001", "/", "", "1e5"]
    data = render(Document((Grid(read=(tuple(cells("甲", *texts)),)),)), "xlsx")
    assert grids(SheetsReader().read(data)) == [[["甲", *texts]]]
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<c r="\w+" s="\d+"><v>([^<]*)</v>', sheet) == ["0", "12", "123456789012345", "0.37"]


def sheet_names(document: Document) -> list[str]:
    archive = zipfile.ZipFile(io.BytesIO(render(document, "xlsx")))
    return re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())


def test_each_table_has_a_sheet_named_by_its_heading() -> None:
    """Whoever looks for a table finds it by the name of its sheet."""
    assert sheet_names(compose(sample())) == [
        "正文",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "正文 2",
    ]


def test_sheet_names_are_such_as_excel_opens() -> None:
    """One name with a slash in it, too long or twice, and Excel calls the whole file damaged."""
    grid = Grid(read=(tuple(cells("甲", "1")),))
    headings = ["a/b[c]:*?\\d", "History", "'", "𠮷" * 40, "表", "表", "ABC", "abc", "名" * 40, "名" * 40]
    blocks = [block for text in headings for block in (Heading(1, text), grid)]
    names = sheet_names(Document((*blocks, grid)))
    assert names == [
        "abcd", "表格", "表格 2", "𠮷" * 15, "表", "表 2", "ABC", "abc 2", "名" * 31, "名" * 29 + " 2", "表格 3",
    ]  # fmt: skip
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)


def test_blocks_keep_their_order_over_the_sheets() -> None:
    """A note below a table, or prose between two, must not wander to another place."""
    grid = Grid(read=(tuple(cells("甲", "1")),))
    blocks = (
        Title(("题", "目")),
        Paragraph("序"),
        grid,
        Paragraph("注"),
        grid,
        Heading(1, "一"),
        Paragraph("文"),
        Heading(1, "二"),
        grid,
        SignOff("某局", "2026年1月9日"),
    )
    document = SheetsReader().read(render(Document(blocks), "xlsx"))
    shown = [block.text if isinstance(block, Paragraph) else "#" for block in document.blocks]
    assert shown == ["题", "目", "序", "#", "注", "#", "一", "文", "二", "#", "某局", "2026年1月9日"]


def test_an_empty_document_is_still_a_workbook() -> None:
    """Excel refuses a workbook without a sheet."""
    assert SheetsReader().read(render(Document(()), "xlsx")) == Document(())


def test_a_text_longer_than_a_cell_is_not_cut() -> None:
    """XlsxWriter drops what is beyond 32,767 characters and says nothing."""
    text = "长" * 40_000
    document = SheetsReader().read(render(Document((Paragraph(text), Grid(read=(tuple(cells(text, "1")),)))), "xlsx"))
    assert ("".join(lines(document)) + "".join(grids(document)[0][0])).count("长") == 80_000


def test_a_grid_with_absurd_spans_is_written() -> None:
    """A page may say that a cell reaches over rows and columns that do not exist, or over other cells."""
    from ogirmodel.document import GridCell

    rows = (
        (GridCell("甲", 2, 9), GridCell("乙"), GridCell("丙", 1, 3)),
        (GridCell("丁", 3, 1),),
        (GridCell("戊"),),
    )
    document = SheetsReader().read(render(Document((Grid(read=rows),)), "xlsx"))
    assert [[text for text in row if text] for row in grids(document)[0]] == [["甲", "乙", "丙"], ["丁"], ["戊"]]


def test_a_grid_too_large_for_a_sheet_is_refused() -> None:
    """What XlsxWriter cannot place it leaves out without a word."""
    from ogirmodel.document import GridCell

    with pytest.raises(LimitExceeded):
        render(Document((Grid(read=((GridCell("甲", 20_000), GridCell("乙")),)),)), "xlsx")


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A traceback about a missing module tells nobody what to install."""
    monkeypatch.setitem(sys.modules, "xlsxwriter.workbook", None)
    with pytest.raises(PluginUnavailable) as caught:
        render(blank("某局", 2025), "xlsx")
    assert "ogirmodel[sheets]" in caught.value.text("en")


# -- what people make by hand --


def by_hand(report: Report, sheets: str, *, ruled: bool, gap: int) -> bytes:
    """Write a report as people do: all on one sheet, or one sheet for each table; with rules or without."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        look = book.add_format({"border": 1} if ruled else {})
        sheet, row = book.add_worksheet(), 0
        for block in compose(report).blocks:
            if isinstance(block, Heading) and sheets == "many":
                sheet, row = book.add_worksheet(), 0
            assert not isinstance(block, Chart)
            if not isinstance(block, Grid):
                texts = (
                    block.lines if isinstance(block, Title)
                    else (block.name, block.date) if isinstance(block, SignOff)
                    else (block.text,)
                )  # fmt: skip
                for text in texts:
                    sheet.write(row, 0, text)
                    row += 1
                continue
            assert block.shape is not None
            values = iter(block.values)
            for cell in (cell for line in block.shape.rows for cell in line):
                text = next(values) if cell.role == "value" else cell.text
                at = row + gap + cell.row, cell.column
                if cell.colspan * cell.rowspan > 1:
                    sheet.merge_range(*at, at[0] + cell.rowspan - 1, at[1] + cell.colspan - 1, "", look)
                if text.isdigit():
                    sheet.write_number(*at, int(text), look)
                elif text:
                    sheet.write_string(*at, text, look)
                else:
                    sheet.write_blank(*at, None, look)
            row += len(block.shape.rows) + 2 * gap
    return file.getvalue()


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("sheets", ["one", "many"])
@pytest.mark.parametrize(("ruled", "gap"), [(True, 0), (True, 1), (False, 1)])
def test_hand_made_workbooks_are_read(edition: str, sheets: str, gap: int, *, ruled: bool) -> None:
    """Offices put all tables below each other, or each on a sheet, and draw the rules or not."""
    report = sample(edition)
    assert read(by_hand(report, sheets, ruled=ruled, gap=gap), format="xlsx").report == report.filled


def test_a_column_of_prose_is_lines() -> None:
    """A report pasted into the first column is a text, not a table of one column."""
    document = SheetsReader().read(workbook(rows_of(["题目"], ["一、总体情况"], [None], ["第一段。\n第二段。"])))
    assert lines(document) == ["题目", "一、总体情况", "第一段。", "第二段。"]
    assert [block.origin for block in document.blocks if isinstance(block, Paragraph)][1:3] == [
        "sheet:1 row:2",
        "sheet:1 row:4",
    ]


def test_a_label_with_blank_figures_stays_in_its_table() -> None:
    """A row whose figures are all blank must not be taken for a heading."""
    table: list[list[object]] = [["类别", "件数"], ["规章", 1], ["规范性文件", None], ["许可", 2]]
    assert grids(SheetsReader().read(workbook(rows_of(["题目"], *table)))) == [
        [["类别", "件数"], ["规章", "1"], ["规范性文件", ""], ["许可", "2"]]
    ]


def test_a_heading_between_tables_is_a_line() -> None:
    """A heading right between two tables belongs to neither."""
    document = SheetsReader().read(workbook(rows_of(["甲", 1], ["三、申请情况"], ["乙", 2, 3])))
    assert lines(document) == ["三、申请情况"]
    assert grids(document) == [[["甲", "1"]], [["乙", "2", "3"]]]


def test_merged_cells_are_one() -> None:
    """A head over three columns is one head; what is covered is no cell."""

    def fill(sheet: Worksheet, _: Workbook) -> None:
        sheet.merge_range(0, 0, 1, 0, "类别")
        sheet.merge_range(0, 1, 0, 2, "件数")
        for row, column, text in ((1, 1, "新"), (1, 2, "旧"), (2, 0, "规章"), (2, 1, "1"), (2, 2, "2")):
            sheet.write(row, column, text)

    (grid,) = SheetsReader().read(workbook(fill)).blocks
    assert isinstance(grid, Grid)
    assert grid.spans_known
    assert [[(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in grid.read] == [
        [("类别", 1, 2), ("件数", 2, 1)],
        [("新", 1, 1), ("旧", 1, 1)],
        [("规章", 1, 1), ("1", 1, 1), ("2", 1, 1)],
    ]


# -- values --


def test_values_read_as_they_are_printed() -> None:
    """A figure with .0 or an exponent is no count, and a date without its form is no date."""
    values = [5.0, 77.5, 0.1 + 0.2, 1e15, 123456789012345, True, -3, 0.37, 2601.953875]

    def fill(sheet: Worksheet, book: Workbook) -> None:
        for column, value in enumerate(values):
            sheet.write(0, column, value)
        dated = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        sheet.write_datetime(0, len(values), datetime.date(2026, 1, 9), dated)
        sheet.write_formula(0, len(values) + 1, "=1/0", None, "#DIV/0!")

    assert grids(SheetsReader().read(workbook(fill))) == [
        [["5", "77.5", "0.3", "1000000000000000", "123456789012345", "TRUE", "-3", "0.37", "2601.953875",
          "2026年1月9日", "#DIV/0!"]]
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["1_000", "١٠", "１０", "NaN", "INF", "1e400", "0x10", "9" * 5000])
def test_what_only_python_reads_as_a_number_is_kept_as_text(text: str) -> None:
    """Read as 1000, `1_000` would be a wrong figure in silence."""
    assert grids(SheetsReader().read(xlsx(f"<row><c><v>{text}</v></c><c><v>1</v></c></row>"))) == [[[text, "1"]]]
    cell = '<table:table-cell office:value-type="float" office:value="{}"><text:p>x</text:p></table:table-cell>'
    row = f"<table:table><table:table-row>{cell.format(text)}{cell.format(1)}</table:table-row></table:table>"
    assert grids(SheetsReader().read(ods(row))) == [[[text, "1"]]]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    """A workbook from a Mac would be signed four years too early."""

    def fill(sheet: Worksheet, book: Workbook) -> None:
        sheet.write_datetime(0, 0, datetime.date(2026, 1, 9), book.add_format({"num_format": "yyyy-mm-dd"}))

    assert lines(SheetsReader().read(workbook(fill, date_1904=True))) == ["2026年1月9日"]


def test_a_formula_without_a_result_is_neither_blank_nor_zero() -> None:
    """A program that calculates nothing stores no result, or a 0 that is none: no report may rest on it."""
    data = xlsx(
        '<row r="1"><c r="A1"><f>SUM(B1:C1)</f></c><c r="B1"><f>B2</f><v></v></c>'
        '<c r="C1"><f>C2</f><v>0</v></c><c r="D1" t="str"><f>D2</f><v></v></c><c r="E1"><f>E2</f><v>4</v></c></row>'
    )
    assert grids(SheetsReader().read(data)) == [[["=SUM(B1:C1)", "=B2", "0", "", "4"]]]
    stale = workbook(lambda sheet, _: (sheet.write_formula(0, 0, "=B1"), sheet.write(0, 1, 1)))
    assert grids(SheetsReader().read(stale)) == [[["=B1", "1"]]]
    cell = '<table:table-cell table:formula="of:=SUM([.A1])"/>'
    other = ods(f"<table:table><table:table-row>{cell}{cell}</table:table-row></table:table>")
    assert grids(SheetsReader().read(other)) == [[["=SUM([.A1])"] * 2]]
    result = b"\3" + bytes(5) + b"\xff\xff"
    cells = record(6, struct.pack("<HHH8sH", 0, 0, 0, result, 2)) + record(6, struct.pack("<HHHdH", 0, 1, 0, 0.0, 2))
    assert grids(SheetsReader().read(xls(cells))) == [[["=", "="]]]


def test_a_formula_in_a_report_is_named() -> None:
    """A total that nobody calculated is left blank with a finding, not taken for 0."""
    data = render(sample(), "xlsx")
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet3.xml"
    parts[name] = re.sub(rb"<v>575</v>", b"<f>SUM(D6:I6)</f>", parts[name], count=1)
    reading = read(package(parts), format="xlsx")
    assert [str(f.params["quote"]) for f in reading.findings if f.code == "T05"] == ["=SUM(D6:I6)"]


def test_strings_of_all_kinds() -> None:
    """Rich text is joined, how it is pronounced stands beside it, and what XML cannot hold comes back."""
    data = xlsx(
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>丙</t><rPh><t>bing</t></rPh></is></c>'
        '<c t="e"><v>#REF!</v></c></row>',
        strings="<si><r><t>甲</t></r><r><t>乙</t></r><rPh><t>yi</t></rPh></si>"
        "<si><t>a_x000A_b_x005F_x0041_ _xD800_</t></si>",
    )
    document = SheetsReader().read(data)
    assert grids(document) == [[["甲乙", "a\nb_x0041_ _xD800_", "丙", "#REF!"]]]
    assert [(finding.code, finding.params["quote"]) for finding in document.findings] == [("U09", "yi | bing")]


def test_a_sheet_without_its_part_is_no_empty_sheet() -> None:
    """A workbook that lost a sheet on its way would be read as if that sheet had never been."""
    data = xlsx("", more={"xl/_rels/workbook.xml.rels": "<Relationships/>"})
    with pytest.raises(ReadError) as caught:
        SheetsReader().read(data)
    assert "S" in caught.value.text()


def test_a_string_that_is_not_in_the_list_is_no_blank() -> None:
    """A cell that points past the end of the list had something in it."""
    with pytest.raises(ReadError) as caught:
        SheetsReader().read(xlsx('<row><c r="A1" t="s"><v>7</v></c></row>', strings="<si><t>甲</t></si>"))
    assert "A1" in caught.value.text()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c t="inlineStr"/>', "甲"),
        ('<c t="inlineStr"><v>1</v></c>', "甲"),
        ("<c><f>SUM(A1)</f></c>", "=SUM(A1)"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ("<c><v>-0</v></c>", "0"),
        ("<c><v>1e300</v></c>", f"{int(1e300)}"),
    ],
)
def test_odd_cells_show_what_they_hold(cell: str, shown: str) -> None:
    """What programs of all ages write into a cell is neither another figure nor an error."""
    document = SheetsReader().read(xlsx(f'<row>{cell}<c t="inlineStr"><is><t>甲</t></is></c></row>'))
    texts = [*lines(document), *(text for grid in grids(document) for row in grid for text in row)]
    assert texts[0] == shown


def test_every_kind_of_comment_is_quoted() -> None:
    """What a superior wrote beside a figure is no figure, and not lost."""
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{TYPES}/{kind}" Target="../{target}"{mode}/>'
        for n, (kind, target, mode) in enumerate(
            (
                ("comments", "comments1.xml", ""),
                ("threadedComment", "threaded1.xml", ""),
                ("drawing", "drawings/drawing1.xml", ""),
                ("comments", "gone.xml", ""),
                ("hyperlink", "http://a.b/", ' TargetMode="External"'),
            )
        )
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/comments1.xml": f"<comments {NS}><text><t>旧注</t></text></comments>",
        "xl/threaded1.xml": f"<ThreadedComments {NS}><text>新注</text><text/></ThreadedComments>",
        "xl/drawings/drawing1.xml": '<x xmlns:a="urn:a"><a:p><a:r><a:t>框</a:t></a:r><a:t/></a:p></x>',
    }
    document = SheetsReader().read(xlsx('<row><c t="inlineStr"><is><t>甲</t></is></c></row>', more=more))
    assert set(lines(document)) == {"甲", "框"}
    assert [(f.code, f.params["quote"]) for f in document.findings] == [("U09", "旧注 | 新注")]


def test_workbooks_stay_within_their_bounds() -> None:
    """A workbook of many sheets, merged areas or long texts would take the memory of the machine."""
    row = '<row r="1"><c t="inlineStr"><is><t>甲</t></is></c><c t="inlineStr"><is><t>乙</t></is></c></row>'
    shared = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(9))
    merged = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 9 + "</mergeCells>"
    for data, limit, bounds in (
        (xlsx(row, rest=merged), "cells", Limits(cells=5)),
        (xlsx(shared, strings=f"<si><t>{'甲' * 9000}</t></si>"), "part_bytes", Limits(part_bytes=50_000)),
        (xlsx(row + row.replace("1", "2")), "cells", Limits(cells=3)),
    ):
        with using(bounds), pytest.raises(LimitExceeded) as caught:
            SheetsReader().read(data)
        assert caught.value.limit == limit


def test_a_compound_file_without_a_workbook_in_it_is_refused() -> None:
    """Any file of the old kind may be called xls; what is none must not be read as an empty workbook."""
    with pytest.raises(ReadError):
        SheetsReader().read(compound({"Workbook": bytes(5000)}))


def test_breaks_and_tabs_in_a_cell_part_its_words() -> None:
    """Two lines of a cell would become one word."""
    cell = "<table:table-cell><text:p>甲<text:tab/>乙<text:line-break/>丙</text:p></table:table-cell>"
    document = SheetsReader().read(ods(f"<table:table><table:table-row>{cell}</table:table-row></table:table>"))
    assert "".join(lines(document)).replace("\t", "") == "甲乙丙"
    assert len(lines(document)) == 2


def test_ruby_in_ods_stands_beside_the_text() -> None:
    """The reading of a rare character in a name would stand inside the name."""
    ruby = "<text:ruby><text:ruby-base>佖</text:ruby-base><text:ruby-text>bì</text:ruby-text></text:ruby>"
    cell = f'<table:table-cell office:value-type="string"><text:p>周{ruby}县</text:p></table:table-cell>'
    document = SheetsReader().read(ods(f"<table:table><table:table-row>{cell}</table:table-row></table:table>"))
    assert lines(document) == ["周佖县"]
    assert [(finding.code, finding.params["quote"]) for finding in document.findings] == [("U09", "bì")]


def test_control_characters_are_quoted() -> None:
    """A character that no report can hold is left out with a finding."""
    document = SheetsReader().read(xlsx('<row><c t="inlineStr"><is><t>甲_x0001_</t></is></c></row>'))
    assert lines(document) == ["甲"]
    assert [(finding.code, finding.params["quote"]) for finding in document.findings] == [("U06", "甲\x01")]


# -- what is not shown --


def test_hidden_sheets_rows_and_columns_are_quoted() -> None:
    """What nobody saw when the report was signed is no part of it, but must not vanish either."""

    def seen(sheet: Worksheet, _: Workbook) -> None:
        rows_of(["甲", "x", 1], ["y", "z", "w"], ["乙", "v", 2])(sheet, _)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column_pixels(1, 1, None, None, {"hidden": True})

    def unseen(sheet: Worksheet, _: Workbook) -> None:
        sheet.write(0, 0, "秘密")
        sheet.hide()

    document = SheetsReader().read(workbook(seen, unseen))
    assert grids(document) == [[["甲", "1"], ["乙", "2"]]]
    assert [finding.params["quote"] for finding in document.findings] == ["x | y | z | w | v", "秘密"]


def test_comments_boxes_and_headers_are_not_lost() -> None:
    """A remark beside the table may say why a figure is odd."""

    def fill(sheet: Worksheet, _: Workbook) -> None:
        sheet.write(0, 0, "甲")
        sheet.write_comment(0, 0, "批注一")
        sheet.insert_textbox(3, 3, "文本框")
        sheet.set_header('&L&"宋体,Bold"&12某县教育局&R第&P页')

    document = SheetsReader().read(workbook(fill))
    assert lines(document) == ["甲", "某县教育局", "文本框"]
    assert [block.aside for block in document.blocks if isinstance(block, Paragraph)] == [False, True, True]
    assert [finding.params["quote"] for finding in document.findings] == ["批注一"]


def test_text_below_a_merged_cell_is_quoted() -> None:
    """A program may leave a figure under a merged cell, where nobody sees it."""
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
    document = SheetsReader().read(xlsx(row, rest='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
    assert grids(document) == [[["1", "3"]]]
    assert [finding.params["quote"] for finding in document.findings] == ["2"]


def test_macros_links_and_pictures_are_named() -> None:
    """What was not read has to be said: figures may come from another file."""
    relations = (
        f'<Relationships><Relationship Id="r1" Type="{TYPES}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r3" Type="{TYPES}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        '<Relationship Id="r4" Type="x/vbaProject" Target="v.bin"/>'
        "</Relationships>"
    )
    target = 'Type="x/externalLinkPath" Target="file:///c:/x.xlsx" TargetMode="External"'
    link = f'<Relationships><Relationship Id="r1" {target}/></Relationships>'
    more = {
        "xl/_rels/workbook.xml.rels": relations,
        "xl/externalLinks/_rels/externalLink1.xml.rels": link,
        "xl/media/image1.png": "",
    }
    document = SheetsReader().read(xlsx("<row><c><v>1</v></c></row>", more=more))
    assert [(finding.code, finding.variant) for finding in document.findings] == [
        ("U11", "link"), ("U11", "macros"), ("U10", "pictures"),
    ]  # fmt: skip


# -- ods --


def test_an_opendocument_table_is_read() -> None:
    """What is merged, repeated, formatted and hidden in ods is so too when read."""
    cell = '<table:table-cell office:value-type="{}" office:{}="{}"{}><text:p>{}</text:p></table:table-cell>'
    document = SheetsReader().read(
        ods(
            '<table:tracked-changes><text:p>删去</text:p></table:tracked-changes><table:table table:style-name="ta1">'
            '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
            "<table:table-header-rows><table:table-row>"
            + cell.format("string", "x", "", ' table:number-columns-spanned="2" table:number-rows-spanned="1"', "题")
            + "<table:covered-table-cell/>"
            + cell.format("string", "x", "", "", 'a<text:s text:c="3"/>b<text:line-break/><text:span>c</text:span>d')
            + cell.format("float", "value", "9", "", "9")
            + "</table:table-row></table:table-header-rows><table:table-row>"
            + cell.format("float", "value", "5", ' table:number-columns-repeated="2"', "5.00")
            + cell.format("float", "value", "0", "", "#DIV/0!")
            + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row>'
            + cell.format("date", "date-value", "2026-01-09", "", "x")
            + cell.format("boolean", "boolean-value", "true", "", "x")
            + cell.format("percentage", "value", "0.5", "", "<office:annotation/>50%")
            + '</table:table-row><table:table-row table:visibility="filter" table:number-rows-repeated="2">'
            + cell.format("string", "x", "", "", "隐")
            + "</table:table-row><table:table-row>"
            + "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
            + "<text:p>甲</text:p></table:table-cell>"
            + cell.format("float", "value", "1", "", "1")
            + "</table:table-row></table:table>"
            + '<table:table table:style-name="ta2"><table:table-row>'
            + cell.format("string", "x", "", "", "秘密")
            + "</table:table-row></table:table>",
            styles='<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>',
        )
    )
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert grids(document) == [
        [["题", "a   b\ncd"], ["5", "5", "#DIV/0!"], ["2026年1月9日", "TRUE", "0.5"], ["甲", "1", ""]]
    ]
    assert grid.read[0][0].colspan == 2
    quotes = [(finding.variant, finding.params["quote"]) for finding in document.findings]
    assert quotes == [("hidden", "9 | 隐 | 隐"), ("comment", "批注"), ("hidden", "秘密"), ("deleted", "删去")]


def test_pictures_links_and_rules_of_an_opendocument_table() -> None:
    """What stands beside the cells is named, and a row of blanks between rules is a row."""
    cell = "<table:table-cell><text:p>甲</text:p></table:table-cell>"
    document = SheetsReader().read(
        ods(
            '<table:table><table:table-source xlink:href="other.ods"/><table:shapes><draw:frame>'
            '<draw:image xlink:href="Pictures/1.png"/><draw:text-box><text:p>框<text:s/>一</text:p></draw:text-box>'
            '</draw:frame><draw:frame><draw:image xlink:href="http://x.example/1.png"/></draw:frame></table:shapes>'
            '<table:table-column table:number-columns-repeated="3"/>'
            '<table:table-column table:default-cell-style-name="c" table:number-columns-repeated="2"/>'
            f"<table:table-row><table:table-cell/><table:table-cell/><table:table-cell/>{cell}{cell}</table:table-row>"
            '<table:table-row><table:table-cell table:number-columns-repeated="9"/></table:table-row></table:table>',
            styles='<style:style style:name="c"><style:table-cell-properties fo:border-left="1pt"/></style:style>',
        )
    )
    assert grids(document) == [[["甲", "甲"], ["", ""]]]
    assert lines(document) == ["框 一"]
    assert [(finding.variant, finding.params.get("quote")) for finding in document.findings] == [
        ("link", "http://x.example/1.png | other.ods"),
        ("pictures", None),
    ]


def test_an_encrypted_spreadsheet_is_named() -> None:
    """Whoever sends a locked file has to be asked to unlock it."""
    locked = ods("", more={"META-INF/manifest.xml": "<m:manifest><m:encryption-data/></m:manifest>"})
    with pytest.raises(ReadError, match="密码") as caught:
        SheetsReader().read(locked)
    assert caught.value.key == "encrypted"


# -- xls --


def test_a_binary_workbook_is_read() -> None:
    """Many offices still save as Excel 97 to 2003, or as WPS does."""
    strings = wide("甲乙丙丁")[:-4]  # cut within the text; the rest is told in narrow characters
    shared = record(0xFC, struct.pack("<II", 2, 2) + strings) + record(0x3C, b"\0xy" + struct.pack("<HB", 1, 8 + 4)
        + struct.pack("<HI", 1, 3) + b"z" + bytes(4 + 3))  # fmt: skip
    common = record(0x41E, struct.pack("<H", 164) + wide('yyyy"年"'))
    common += record(0xE0, struct.pack("<HH6xI6x", 0, 0, 0)) + record(0xE0, struct.pack("<HH6xI6x", 0, 164, 0x11))
    shown = (
        record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0))
        + record(0xFD, struct.pack("<HHHI", 0, 1, 0, 1))
        + number(0, 2, 46031, 1)
        + record(0xBD, struct.pack("<HHHIHIH", 1, 0, 0, 5 << 2 | 2, 0, 37 << 2 | 3, 1))
        + record(0x205, struct.pack("<HHHBB", 1, 2, 0, 23, 1))
        + record(0x204, struct.pack("<HHH", 1, 3, 0) + wide("标"))
        + record(6, struct.pack("<HHH8sH", 2, 0, 0, b"\0" * 6 + b"\xff\xff", 0))
        + record(0x207, wide("式"))
        + record(0x809, struct.pack("<HHHH", 0x600, 0x20, 0, 0)) + number(2, 2, 99) + record(0x0A)  # a chart
        + record(0x205, struct.pack("<HHHBB", 2, 1, 0, 1, 0))
        + record(0xE5, struct.pack("<HHHHH", 1, 2, 2, 1, 2))
        + record(0xBE, struct.pack("<HHHHH", 3, 0, 1, 1, 1))
        + record(0x208, struct.pack("<HHHHHHHH", 5, 0, 1, 0, 0, 0, 0x20, 0)) + number(5, 0, 8)
    )  # fmt: skip
    document = SheetsReader().read(xls(shown, common + shared))
    assert grids(document) == [
        [["甲乙xy", "z", "2026年1月9日", ""], ["5", "0.37", "#REF!", "标"], ["式", "TRUE", ""], ["", "", "", ""]]
    ]
    assert [finding.params["quote"] for finding in document.findings] == ["8"]


def test_a_workbook_of_excel_95_is_read() -> None:
    """Texts of the oldest workbooks are in the code page of the machine they were written on."""
    data = record(0x204, struct.pack("<HHHH", 0, 0, 0, 4) + "公开".encode("gbk")) + number(0, 1, 3)
    document = SheetsReader().read(xls(data, record(0x42, struct.pack("<H", 936)), 0x500, b"\x01S"))
    assert grids(document) == [[["公开", "3"]]]


def test_a_binary_workbook_says_what_it_does_not_show() -> None:
    """Notes, boxes, pictures, links and hidden columns of a binary workbook are no less lost than those of others."""

    def boxed(kind: int, text: str) -> bytes:
        told = record(0x1B6, struct.pack("<HH6xHHI", 0, 0, len(text), 0, 0))
        return (
            record(0x5D, struct.pack("<HHHH", 0x15, 18, kind, 1))
            + told
            + record(0x3C, b"\1" + text.encode("utf-16-le"))
        )

    cells = (
        record(0x27E, struct.pack("<HHHI", 0, 0, 0, 7 << 2 | 2))
        + record(6, struct.pack("<HHHdH", 0, 1, 0, 2.5, 0))
        + record(6, struct.pack("<HHH8sH", 0, 2, 0, b"\2\0\7\0\0\0\xff\xff", 0))
        + record(0x201, struct.pack("<HHH", 0, 3, 0))
        + number(0, 4, 88)
        + record(0x7D, struct.pack("<HHHHHH", 4, 4, 0, 0, 1, 0))
        + boxed(25, "批注")
        + boxed(6, "文本框")
        + record(0x5D, struct.pack("<HHHH", 0x15, 18, 8, 2))
    )
    link = record(0x1AE, struct.pack("<H", 0) + wide("\1c:x.xls")) + record(0x1AE, b"\1\0\1\4")
    document = SheetsReader().read(xls(cells, link))
    assert grids(document) == [[["7", "2.5", "#DIV/0!"]]]
    assert lines(document) == ["文本框"]
    shown = [(finding.variant, finding.params.get("quote")) for finding in document.findings]
    assert shown == [("hidden", "88"), ("comment", "批注"), ("link", "c:x.xls"), ("pictures", None)]


def test_a_short_stream_is_read_from_where_short_ones_are() -> None:
    """The workbook of a small report lies in sectors of 64 bytes, the table of a large file in a list of its own."""
    whole = xls(number(0, 0, 41))
    content = whole[1024 : 1024 + 512]
    entry = "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB48xIQ", 18, 2, 1, 0, 512)
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB48xIQ", 22, 5, 1, 4, 512)
    header = bytearray(whole[:512])
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, 2, 1, 3, 1, FREE)
    sectors = [
        struct.pack("<5I", TABLE_SECTOR, CHAIN_END, CHAIN_END, CHAIN_END, CHAIN_END),
        (root + entry).ljust(512, b"\0"),
        struct.pack("<8I", *range(1, 8), CHAIN_END),
        struct.pack("<128I", 0, *[FREE] * 126, CHAIN_END),
        content,
    ]
    data = bytes(header) + b"".join(sector.ljust(512, b"\xff") for sector in sectors)
    assert lines(SheetsReader().read(data)) == ["41"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (xls(b"", record(0x2F, bytes(6))), "encrypted"),
        (compound({"EncryptedPackage": b""}), "encrypted"),
        (compound({"WordDocument": b""}), "foreign_ole"),
        (xls(b"", version=0x300), "bad_sheet"),
        (xls(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 7))), "bad_sheet"),
        (xls(record(0xFD, b"\0")), "bad_sheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "bad_sheet"),
        (b"<html><table></table></html>", "no_archive"),
        (b"", "no_archive"),
        (package({"word/document.xml": "<a/>"}), "no_part"),
        (xlsx('<row><c t="s"><v>0</v></c></row>'), "bad_sheet"),
        (xlsx("<row>"), "bad_xml"),
        (package({"xl/workbook.xml": "<!DOCTYPE a><a/>"}), "doctype"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_in_words(data: bytes, key: str) -> None:
    """A clerk can do something about a sentence, nothing about a traceback."""
    with pytest.raises(ReadError) as caught:
        SheetsReader().read(data)
    assert caught.value.key == key


def test_sniffing_tells_workbooks_from_other_packages() -> None:
    """A workbook named by nobody must not be taken for a document, nor a document for a workbook."""
    reader = SheetsReader()
    own = render(sample(), "xlsx")[:4096]
    assert reader.sniff(own, "")
    assert reader.sniff(ods("")[:4096], "")
    assert reader.sniff(b"PK\x03\x04", "x.XLSM")
    assert reader.sniff(xls(b"")[:512], "年报.et")
    assert not reader.sniff(render(sample(), "docx")[:4096], "x.docx")
    assert not reader.sniff(render(sample(), "odt")[:4096], "")
    assert not reader.sniff(compound({"WordDocument": b""})[:4096], "x.doc")
    assert not reader.sniff(b"<html>", "x.xls")
    assert read(render(sample(), "xlsx")).report == sample().filled


# -- hostile files --

GIGABYTE = 2**30
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({bound}, {bound}))
from ogirmodel import OgirError
from ogirmodel.readers.sheets import SheetsReader
try:
    print("read", len(SheetsReader().read(sys.stdin.buffer.read()).blocks))
except OgirError as error:
    print(error.key, error.data.get("limit", ""))
"""


def outcome(data: bytes) -> str:
    """Read ``data`` in a process that has a gigabyte at most, and tell what came of it."""
    script = CHILD.format(bound=GIGABYTE)
    done = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.decode().strip()


def deflated(data: bytes) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(data))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as again:
        for name in archive.namelist():
            again.writestr(name, archive.read(name))
    return file.getvalue()


def ods_row(cell: str, rows: int = 1) -> bytes:
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    style = '<style:style style:name="c"><style:table-cell-properties fo:border="1pt solid #000"/></style:style>'
    return ods(f"<table:table>{row}</table:table>", styles=style)


FILLED = '<table:table-cell table:number-columns-repeated="{}"><text:p>1</text:p></table:table-cell>'
RULED = '<table:table-cell table:style-name="c" table:number-columns-repeated="16384"/>'
LAST = '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>'
MANY_ROWS = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>2</v></c></row>' for n in range(1, 99))
MERGED = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 100_000 + "</mergeCells>"
LONG = "长" * 9_000
TEXT = '<c t="s"><v>0</v></c>'
HIDDEN = '<col min="1" max="16384" hidden="1"/>'
BLANKS = '<table:table-cell><text:p><text:s text:c="999999999"/>甲</text:p></table:table-cell>'
CASES = {
    "last cell": (xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row>{LAST}'), "read 2"),
    "wide rows": (xlsx(MANY_ROWS), "limit cells"),
    "overlapping merges": (xlsx(MANY_ROWS, rest=MERGED), "limit cells"),
    "hidden columns": (xlsx(LAST, rest=f"<cols>{HIDDEN * 9999}</cols>"), "read 0"),
    "too many cells": (xlsx("<row>" + "<c><v>1</v></c>" * 200_001 + "</row>"), "limit cells"),
    "empty cells": (xlsx("<row>" + '<c r="A1"/>' * 1_500_000 + "</row>"), "read 0"),
    "too many tags": (xlsx("<row>" + '<c r="A1"/>' * 3_000_000 + "</row>"), "limit cells"),
    "large part": (xlsx(" " * 50 * 2**20), "limit part_bytes"),
    "bomb": (deflated(xlsx(" " * 2**25)), "limit inflation"),
    "strings": (xlsx("<row/>", strings="<si/>" * 3_000_000), "limit cells"),
    "repeated columns": (ods_row(FILLED.format(16384), 1048576), "limit cells"),
    "repeated beyond all": (ods_row(FILLED.format(999_999_999), 999_999_999), "limit cells"),
    "repeated rows": (ods_row(FILLED.format(1), 1048576), "limit cells"),
    "ruled blanks": (ods_row(RULED, 1048576), "read 0"),
    "blanks in a text": (ods_row(BLANKS), "read 1"),
    "cell out of all sheets": (xls(number(65535, 65535, 1) + number(0, 0, 2)), "read 2"),
    "rows of all columns": (xls(b"".join(number(n, c, 1) for n in range(99) for c in (0, 65535))), "limit cells"),
    "one text often": (xlsx(f"<row>{TEXT * 150_000}</row>", strings=f"<si><t>{LONG}</t></si>"), "limit part_bytes"),
    "one long row often": (ods_row(FILLED.format(1).replace(">1<", f">{LONG}<"), 9_999), "limit part_bytes"),
    "one cell often": (xlsx("<row>" + '<c r="A1"><v>1</v></c>' * 200_000 + "</row>"), "read 1"),
    "one sheet often": (xls(number(0, 0, 1), record(0x85, struct.pack("<IBB", 99, 0, 0) + b"\1\0S") * 9), "bad_sheet"),
    "count of strings": (xls(b"", record(0xFC, struct.pack("<II", 2**32 - 1, 2**32 - 1))), "read 0"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_file_costs_little_and_ends_in_words(case: str) -> None:
    """A file of some kilobytes that takes all memory stops the service of everybody."""
    data, expected = CASES[case]
    assert outcome(data) == expected


def test_a_chain_that_runs_in_a_circle_ends() -> None:
    """A damaged disk image must not be read for ever."""
    data = bytearray(xls(number(0, 0, 1)))
    data[512 + 4 : 512 + 8] = struct.pack("<I", 1)
    with pytest.raises(ReadError):
        SheetsReader().read(bytes(data))


def whole_files() -> dict[str, bytes]:
    label = record(0x204, struct.pack("<HHH", 0, 1, 0) + wide("标"))
    return {
        "xlsx": render(sample(), "xlsx"),
        "xls": xls(number(0, 0, 1) + label, record(0xFC, struct.pack("<II", 1, 1) + wide("甲"))),
        "ods": ods_row(FILLED.format(3), 3),
    }


FILES = whole_files()


@given(st.sampled_from(sorted(FILES)), st.data())
def test_damaged_files_end_in_words(kind: str, draw: st.DataObject) -> None:
    """A file that was cut off or changed on its way is refused or read, and never a traceback."""
    data = bytearray(FILES[kind])
    for _ in range(draw.draw(st.integers(0, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    cut = draw.draw(st.none() | st.integers(0, len(data)))
    with suppress(OgirError):
        SheetsReader().read(bytes(data[:cut]))


@given(st.data())
def test_damaged_parts_end_in_words(draw: st.DataObject) -> None:
    """The checksum of a zip is right in a file that a program wrote wrongly."""
    archive = zipfile.ZipFile(io.BytesIO(FILES["xlsx"]))
    parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _ in range(draw.draw(st.integers(1, 3))):
        content[draw.draw(st.integers(0, len(content) - 1))] = draw.draw(st.integers(0, 255))
    with suppress(OgirError):
        SheetsReader().read(package({**parts, name: bytes(content)}))


@given(st.binary(max_size=4000))
def test_any_records_end_in_words(noise: bytes) -> None:
    """A binary workbook can hold anything."""
    with suppress(OgirError):
        SheetsReader().read(xls(noise))
