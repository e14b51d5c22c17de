"""Plain text out and in: drawings that can be edited by hand, flattened tables, encodings, and what is no text."""

import gzip
import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import NothingLost, Tabbed
from ogirmodel import LimitExceeded, Limits, Money, OgirError, ReadError, Reading, Report, compose, limits, read, render
from ogirmodel.document import Document, Grid, GridCell, Paragraph
from ogirmodel.document.compose import printed
from ogirmodel.findings import Severity
from ogirmodel.labels import display_width
from ogirmodel.readers.drawing import is_drawn, read_drawing
from ogirmodel.readers.text import TextReader
from ogirmodel.renderers.drawing import drawing
from ogirmodel.renderers.stencil import weave
from ogirmodel.renderers.text import TextRenderer
from ogirmodel.testing import KINDS, sample

SAMPLES = [(edition, kind) for edition in ("2019", "2021") for kind in KINDS]
each_sample = pytest.mark.parametrize(("edition", "kind"), SAMPLES)

TITLE = "云溪县教育局2025年政府信息公开工作年度报告\n"
PAPER = TITLE + "一、总体情况\n全年公开17条。\n"


def from_text(text: str) -> Reading[Report]:
    return read(text.encode(), format="text")


def draw(grid: Grid) -> str:
    return weave([drawing(grid)], str).decode().removesuffix("\n")


def drawn(text: str) -> list[str]:
    return [line for line in text.splitlines() if is_drawn(line)]


# -- drawings --


@each_sample
def test_the_lines_of_a_drawing_are_equally_wide(edition: str, kind: str) -> None:
    """A crooked table cannot be read by people, nor by the reader."""
    for block in compose(sample(edition, kind)).blocks:
        if isinstance(block, Grid):
            lines = draw(block).split("\n")
            assert len({display_width(line) for line in lines}) == 1
            assert {line[0] for line in lines} <= set("┌├│└")
            assert {line[-1] for line in lines} <= set("┐┤│┘")


@each_sample
def test_no_figure_is_wrapped(edition: str, kind: str) -> None:
    """A figure broken over two lines is two figures."""
    report = sample(edition, kind).filled
    lines = "\n".join(drawn(render(report, "text").decode()))
    for table in report.tables.values():
        for cell, value in zip(table.form.cells, table.values, strict=True):
            assert printed(value, cell) in lines


@pytest.mark.parametrize("digits", [1, 4, 5, 9, 15])
def test_a_wide_figure_widens_its_column(digits: int) -> None:
    """National totals have eight digits and more; the column grows and the drawing stays straight."""
    report = sample("2021", "zero")
    figure = 10**digits - 1
    table = report.applications.replace({("new_received", "natural_person"): figure, ("carried_out", "total"): figure})
    report = report.replace(tables={**report.tables, "applications": table}).filled
    text = render(report, "text").decode()
    (row,) = (line for line in drawn(text) if str(figure) in line and "结转" not in line)
    assert str(figure) in row
    assert from_text(text).report == report


def test_paragraphs_are_never_wrapped() -> None:
    """A paragraph broken by us would come back as several."""
    sentence = "本年度共公开信息1234条，" * 40 + "完。"
    text = render(Report("云溪县教育局", 2025, sections={"overview": [sentence]}), "text").decode()
    assert "\u3000\u3000" + sentence in text.splitlines()


TEXTS = st.text(st.sampled_from("规章件数（）0123456789./+-aé总计"), max_size=30)


@st.composite
def grids(draw_: st.DrawFn) -> Grid:
    """Tables with spans whose first row and column are cut into single cells, so that every line of them shows."""
    height, width = draw_(st.integers(1, 5)), draw_(st.integers(1, 5))
    rows: list[list[GridCell]] = [[] for _ in range(height)]
    taken: set[tuple[int, int]] = set()
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            right, bottom = column + 1, row + 1
            if row and column:
                while right < width and (row, right) not in taken and draw_(st.booleans()):
                    right += 1
                while bottom < height and draw_(st.booleans()):
                    bottom += 1
            taken |= {(r, c) for r in range(row, bottom) for c in range(column, right)}
            rows[row].append(GridCell(draw_(TEXTS), right - column, bottom - row))
    return Grid(read=tuple(map(tuple, rows)))


@given(grids())
def test_a_grid_with_spans_is_drawn_straight_and_read_back(grid: Grid) -> None:
    """Spans are the only thing that says which head stands over which column."""
    lines = draw(grid).split("\n")
    assert len({display_width(line) for line in lines}) == 1
    assert read_drawing(lines) == tuple(grid.rows())
    document = TextReader().read(TextRenderer().render(Document((Paragraph("甲"), grid, Paragraph("乙")))))
    assert [block for block in document.blocks if isinstance(block, Grid)] == [Grid(read=tuple(grid.rows()))]


@pytest.mark.parametrize(
    "text", ["1 2", "12 34 56", "1" + " " * 12 + "2" + " " * 14 + "3", "5 件\u3000（其中 3 件）", "12345678 " * 4]
)
def test_figures_with_blanks_between_are_not_glued(text: str) -> None:
    """Two figures in one cell that come back as one are a third figure."""
    for span in (1, 2):
        grid = Grid(read=(tuple(GridCell("甲") for _ in range(span)), (GridCell(text.strip(), span),)))
        ((_, (cell,))) = read_drawing(draw(grid).split("\n"))
        assert cell.text.split() == text.split()


@pytest.mark.parametrize("text", ["总\t\t\t\t计", "规\x07章\x07\x07", "\u200b12", "1\t2"])
def test_odd_characters_keep_a_drawing_straight(text: str) -> None:
    """A tab or a control character in a cell of somebody's table must not write over its neighbours."""
    rows = ((GridCell("甲"), GridCell(text), GridCell("777")), (GridCell("乙"), GridCell("888"), GridCell("999")))
    lines = draw(Grid(read=rows)).split("\n")
    assert [[cell.text for cell in row if cell.text != text][-1] for row in read_drawing(lines)] == ["777", "999"]
    assert read_drawing(lines)[1] == rows[1]


def test_rows_of_different_lengths_are_drawn() -> None:
    """A table read from a web page may lack cells; printing it must neither fail nor lose one."""
    grid = Grid(read=((GridCell("甲"),), (GridCell("乙"), GridCell("12")), (), (GridCell("丙", 1, 3), GridCell("34"))))
    text = draw(grid)
    assert all(part in text for part in ("甲", "乙", "12", "丙", "34"))


@pytest.mark.parametrize("grid", [Grid(), Grid(read=((),)), Grid(read=((), ()))])
def test_an_empty_grid_is_nothing(grid: Grid) -> None:
    """A table without cells must not stop the rest of a document."""
    assert TextRenderer().render(Document((Paragraph("甲"), grid, Paragraph("乙")))).decode().split() == ["甲", "乙"]


def test_a_character_without_width_does_not_shift_a_drawing() -> None:
    """A name with a combining accent must stay in its cell, and so must the figure beside it."""
    lines = [
        "┌────────────┬────┐",
        "│ Cafe\u0301 规章  │ 12 │",
        "├────────────┼────┤",
        "│ 合\u200b计       │ 30 │",
        "└────────────┴────┘",
    ]
    rows = read_drawing(lines)
    assert [[cell.text for cell in row] for row in rows] == [["Cafe\u0301 规章", "12"], ["合\u200b计", "30"]]


# -- drawings edited by hand --


def table_of(*rows: str) -> str:
    return PAPER + "二、主动公开政府信息情况\n" + "\n".join(rows) + "\n"


HEAD = (
    "┌────────────────┬────────────┬────────────┬────────────┐",
    "│    信息内容    │本年制发件数│本年废止件数│现行有效件数│",
    "├────────────────┼────────────┼────────────┼────────────┤",
)
FOOT = "└────────────────┴────────────┴────────────┴────────────┘"
LINE = HEAD[-1]
RULES = "│      规章      │     11     │     12     │     13     │"
DOCUMENTS = "│ 行政规范性文件 │     21     │     22     │     23     │"


def figures(reading: Reading[Report], row: str) -> list[object]:
    return list(reading.report.disclosure.row(row).values())


def test_a_drawing_by_hand(nothing_lost: NothingLost) -> None:
    """The drawing that the cases below damage is read whole as it stands."""
    text = table_of(*HEAD, RULES, LINE, DOCUMENTS, FOOT)
    reading = from_text(text)
    nothing_lost(text, reading)
    assert figures(reading, "rules") == [11, 12, 13]
    assert figures(reading, "normative_documents") == [21, 22, 23]


@pytest.mark.parametrize(
    "rules",
    [
        "│      规章      │     1111     │     12     │     13     │",
        "│      规章      │    11    │     12     │     13     │",
        "│规章│11│12│13│",
        "│ 规章 │ 11 │ 12 │ 13 │",
        "│      规章      │     11     │     12     │     13       │",
        "┃      规章      ┃     11     ┃     12      ┃     13     ┃",
        "║      规章      ║     11     ║     12      ║     13     ║",
    ],
)
def test_a_line_that_does_not_fit_is_read_by_itself(nothing_lost: NothingLost, rules: str) -> None:
    """Who corrects a figure in an editor does not redraw the table: it is read line by line."""
    text = table_of(*HEAD, rules, LINE, DOCUMENTS, FOOT)
    reading = from_text(text)
    nothing_lost(text, reading)
    assert figures(reading, "rules") == [1111 if "1111" in rules else 11, 12, 13]
    assert figures(reading, "normative_documents") == [21, 22, 23]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "│      规章      │     1      │     12     │     13     │",
            "│                │     2      │            │            │",
        ],
        [
            "│      规章      │     1      │     12     │     13     │",
            "│                │     1      │            │     (3)    │",
        ],
        [
            "│      规章      │     11     │     12     │     1      │",
            "│                │            │            │     件3    │",
        ],
    ],
)
def test_figures_above_each_other_are_not_one_figure(nothing_lost: NothingLost, lines: list[str]) -> None:
    """1 over 2 in one cell is not 12; the renderer never breaks a figure, so whoever wrote this meant two."""
    text = table_of(*HEAD, *lines, LINE, DOCUMENTS, FOOT)
    nothing_lost(text, from_text(text))


@pytest.mark.parametrize(
    "lines",
    [
        [
            "│      规章      │     11     │     12     │     13     │",
            "│                │          1│2     12     │     13     │",
        ],
        [
            "│                │            │            │            │",
            "│      规章      │          11│     12     │     13    │",
        ],
        [
            "│                │            │            │            │",
            "│      规章      │           11│    12     │     13    │",
        ],
        [
            "│                │            │            │            │",
            "│      规章      │          11 │    12     │     13    │",
        ],
        ["│      规章      │     11    5│     12     │     13     │"],
        ["│      规章      5     11     │     12     │     13     │"],
        ["│      规章      │     11     │     12     7     13     │"],
        ["│      规章      │─11         │     12     │     13     │"],
        ["│      规章      │─────11─────│     12     │     13     │"],
        ["│─     规章     ─│     11     │     12     │─    13     │"],
        ["│      规章      │     11     │     12     │─           │"],
        ["├      规章      ┤     11     ├     12     ┤     13     ┤"],
        ["│      规章      │     11 │ 4  │     12     │     13     │"],
        ["│      规章      │     11     │     12 │ 13 │     13     │"],
    ],
)
def test_borders_that_do_not_meet(nothing_lost: NothingLost, lines: list[str]) -> None:
    """A stroke typed in the wrong place must not cut a digit off, nor swallow a line."""
    text = table_of(*HEAD, *lines, LINE, DOCUMENTS, FOOT)
    nothing_lost(text, from_text(text))


@pytest.mark.parametrize(
    "line",
    [
        "─ 12 ─",
        "── 第12页 ──",
        "━━━━ 附件3 ━━━━",
        "══ 二〇二五年度数据如下 ══",
        "│12│",
        "│ 注：另有4件。 │",
        "┌─ 表1 ─┐",
        "┌────────────────┬── 表1 2025 ┬────────────┬────────────┐",
        "├────── 共34件 ──┼────────────┼────────────┼────────────┤",
        "└──────── 单位：件 5 ───────────────────────────────────┘",
        "╞════════════════╪═════ 66 ═══╪════════════╪════════════╡",
    ],
)
@pytest.mark.parametrize("place", ["in the prose", "in the table"])
def test_words_between_strokes_are_not_lost(nothing_lost: NothingLost, line: str, place: str) -> None:
    """Page numbers, rules with words in them and captions in a border are text as any other."""
    text = table_of(*HEAD, RULES, LINE, DOCUMENTS, FOOT)
    at = "全年公开17条。" if place == "in the prose" else RULES
    text = text.replace(at, f"{line}\n{at}", 1)
    reading = from_text(text)
    nothing_lost(text, reading)
    for row, right in (("rules", [11, 12, 13]), ("normative_documents", [21, 22, 23])):
        if "disclosure" in reading.report.tables:
            assert all(value in (None, expected) for value, expected in zip(figures(reading, row), right, strict=True))


@pytest.mark.parametrize(
    "rows",
    [
        [*HEAD, RULES, LINE, DOCUMENTS],
        [*HEAD[1:], RULES, LINE, DOCUMENTS, FOOT],
        [*HEAD, RULES, DOCUMENTS],
        [HEAD[1], RULES, DOCUMENTS],
        [*HEAD, RULES, LINE, "— 3 —", DOCUMENTS, FOOT],
        [*HEAD, RULES, "", DOCUMENTS, FOOT],
        [*HEAD, RULES, LINE, "", LINE, DOCUMENTS, FOOT],
    ],
    ids=["no bottom", "no top", "no line", "no lines", "page number", "blank line", "cut"],
)
def test_a_drawing_without_some_of_its_lines(nothing_lost: NothingLost, rows: list[str]) -> None:
    """A line of strokes that went lost on the way must not take the row beside it along."""
    text = table_of(*rows)
    reading = from_text(text)
    nothing_lost(text, reading)


@settings(max_examples=60)
@given(st.data())
def test_any_slip_of_the_hand_in_a_drawing(nothing_lost: NothingLost, data: st.DataObject) -> None:
    """One character more, less or other in a drawn table: every figure that is then in the text is accounted for."""
    report = sample(data.draw(st.sampled_from(["2019", "2021"])), data.draw(st.sampled_from(["typical", "max"])))
    lines = render(report, "text").decode().splitlines()
    number = data.draw(st.sampled_from([n for n, line in enumerate(lines) if is_drawn(line)]))
    line = lines[number]
    at = data.draw(st.integers(0, len(line) - 1))
    typed = data.draw(st.sampled_from(["", *"5 0│─┼总 "]))
    over = data.draw(st.integers(0, 2))
    lines[number] = line[:at] + typed + line[at + over :]
    text = "\n".join(lines)
    nothing_lost(text, from_text(text))


# -- flattened tables --


@each_sample
def test_flattened_tables_are_read_exactly(tabbed: Tabbed, nothing_lost: NothingLost, edition: str, kind: str) -> None:
    """Most reports on the web come as one cell a line led by a tab, with odd blanks around the digits."""
    report = sample(edition, kind).filled
    text = tabbed(report)
    reading = from_text(text)
    nothing_lost(text, reading)
    assert reading.report == report
    assert reading.findings == ()


@each_sample
def test_a_row_a_line_is_read_exactly(edition: str, kind: str) -> None:
    """Tables pasted from a spreadsheet have a row a line, its cells parted by tabs."""
    report = sample(edition, kind).filled
    lines: list[str] = []
    for block in compose(report).blocks:
        if isinstance(block, Grid):
            lines += ["\t" + "\t".join(cell.text for cell in row) + "\n" for row in block.rows()]
        else:
            lines += TextRenderer().render(Document((block,))).decode().splitlines()
    assert from_text("\n".join(lines)).report == report


def test_origins_lead_back_to_the_line() -> None:
    """A finding that does not say where its text stands cannot be followed up."""
    text = PAPER + "二、主动公开政府信息情况\n\t规章\n\t约5\n\t6\n\t7\n"
    (finding,) = (f for f in from_text(text).findings if f.code == "T05")
    assert finding.location.origin is not None
    assert finding.location.origin.startswith("line:5 ")
    assert "第5行" in finding.text("zh")


# -- encodings --


def encoded(text: str, encoding: str) -> bytes:
    marked = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    return marked.get(encoding, b"") + text.encode(encoding)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_encodings_and_line_ends(tabbed: Tabbed, edition: str, encoding: str, newline: str) -> None:
    """Files come from Windows, old web pages and scripts; the words must be the same from all."""
    report = sample(edition).filled
    for text in (tabbed(report), render(report, "text").decode()):
        plain = text.replace("\u00a0", " ") if encoding == "gbk" else text
        data = encoded(plain.replace("\n", newline), encoding)
        for format_ in ("text", None):
            assert read(data, format=format_).report == report


@pytest.mark.parametrize(
    "data",
    [
        PAPER.encode("utf-16-le"),
        PAPER.encode("utf-16-be"),
        PAPER.encode("utf-32"),
        PAPER.encode("utf-8")[:-5] + b"\xff\n",
        PAPER.encode("utf-8")[:40] + PAPER.encode("utf-8")[41:],
        PAPER.encode("utf-8-sig")[:-2],
        b"\xff\xfe" + PAPER.encode("utf-16-le")[:-1],
        PAPER.encode("gb18030")[:-3] + b"\x80\n",
        PAPER.encode("big5", "replace"),
        PAPER.encode("utf-8").replace(b"\n", b"\0"),
        b"",
        b"\xef\xbb\xbf",
    ],
)
def test_a_wrong_or_damaged_encoding_is_an_error(data: bytes) -> None:
    """Mojibake in a report is worse than no report; the error is one sentence."""
    with pytest.raises(ReadError) as caught:
        read(data, format="text")
    one_sentence(caught.value)


def one_sentence(error: OgirError) -> None:
    for said in (error.text("zh"), error.text("en")):
        assert "\n" not in said
        assert said.isprintable()
        assert 0 < len(said) < 400


# -- what is no text --


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.txt", "政府信息公开")
    return held.getvalue()


PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer\n<< /Size 12 /Root 1 0 R >>\n%%EOF\n"

BINARY = {
    "zip": zipped(),
    "zip cut": zipped()[:30],
    "pdf in ascii": PDF,
    "pdf": PDF[:9] + b"%\xe2\xe3\xcf\xd3\n" + PDF[9:],
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "ole without nul": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 504,
    "rtf": b"{\\rtf1\\ansi\\ansicpg936 \\'d4\\'c6 12\\par}",
    "gzip": gzip.compress(PAPER.encode(), mtime=0),
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)),
    "every byte": bytes(range(256)),
    "controls": bytes(range(1, 32)) * 8,
    "nul": bytes(100),
    "random": b"".join(hashlib.sha256(bytes([number])).digest() for number in range(128)),
}


@pytest.mark.parametrize("kind", BINARY)
@pytest.mark.parametrize("format_", ["text", "txt", None])
def test_binary_input_is_refused_with_one_sentence(kind: str, format_: str | None) -> None:
    """A Word file renamed .txt must not become a report of signs, not even when organ and year are given."""
    for organ, year in ((None, None), ("云溪县教育局", 2025)):
        with pytest.raises(OgirError) as caught:
            read(BINARY[kind], format=format_, organ=organ, year=year)
        one_sentence(caught.value)


@given(st.binary(max_size=40), st.integers(0, 2**32))
def test_random_bytes_are_refused(head: bytes, seed: int) -> None:
    """The same for whatever a broken download holds."""
    noise = b"".join(hashlib.sha256(f"{seed} {number}".encode()).digest() for number in range(20))
    with pytest.raises(OgirError):
        read(head + noise, format="text", organ="云溪县教育局", year=2025)


@pytest.mark.parametrize("character", ["\x01", "\x07", "\x1b", "\x1f", "\x7f", "\ufffe"])
def test_a_stray_control_character_costs_no_report(nothing_lost: NothingLost, character: str) -> None:
    """Text copied from Word holds cell marks and optional hyphens; one of them must not refuse the whole paper."""
    text = PAPER + f"其中网站{character}12条。\n"
    reading = from_text(text)
    assert any("其中网站" in line for line in reading.report.sections["overview"])
    nothing_lost(text.replace(character, ""), reading)


# -- limits --


def cells_in(text: str) -> int:
    grids = (block for block in TextReader().read(text.encode()).blocks if isinstance(block, Grid))
    return sum(len(row) for grid in grids for row in grid.rows())


@pytest.mark.parametrize("layout", ["tabbed", "drawn", "many"])
def test_the_limit_of_cells(tabbed: Tabbed, layout: str) -> None:
    """A bound that is not kept is none, and one that is kept one cell early refuses an honest file."""
    report = sample("2021")
    text = tabbed(report) if layout == "tabbed" else render(report, "text").decode()
    if layout == "many":
        text = PAPER + "\t1\n甲\n" * 300
    count = cells_in(text)
    assert count >= 250
    with limits.using(Limits(cells=count)):
        assert cells_in(text) == count
    with limits.using(Limits(cells=count - 1)), pytest.raises(LimitExceeded) as caught:
        read(text.encode(), format="text")
    assert caught.value.limit == "cells"
    assert str(count - 1) in caught.value.text()
    one_sentence(caught.value)


def test_the_limit_of_bytes() -> None:
    """A file beyond the bound is refused by name before it is decoded."""
    with limits.using(Limits(input_bytes=100)), pytest.raises(LimitExceeded) as caught:
        read(b"a" * 101, format="text")
    assert caught.value.limit == "input_bytes"


@pytest.mark.parametrize(
    "make",
    [
        lambda: "\t" * 300_000,
        lambda: "\t\n" * 150_000,
        lambda: ("┼" * 300 + "\n") * 300,
        lambda: "│1" * 60_000 + "│\n" + "│1" * 1000 + "│",
    ],
    ids=["tabs", "lines of tabs", "crosses", "bars"],
)
def test_the_limit_of_cells_saves_memory(make: Callable[[], str]) -> None:
    """64 MB of tabs must not become 64 million cells before they are counted: the machine would be gone."""
    data = make().encode()
    with limits.using(Limits(cells=1000)):
        tracemalloc.start()
        try:
            with pytest.raises(LimitExceeded):
                TextReader().read(data)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 25 * len(data) + 2_000_000


# -- the renderer --


@each_sample
def test_the_text_is_the_same_every_time(edition: str, kind: str) -> None:
    """Texts are compared with diff; a byte that changes by itself makes that useless."""
    report = sample(edition, kind)
    once = render(report, "text")
    assert render(sample(edition, kind), "text") == once == render(report, "txt")
    assert once.endswith(b"\n")
    assert b"\r" not in once
    assert not once.startswith(b"\xef\xbb\xbf")


def test_money_is_printed_with_the_unit_it_has() -> None:
    """The label of 2019 has no unit: an amount without its own could be anything."""
    report = sample("2019")
    for amount, words in (("0.37", "0.37万元"), ("186400", "186400元")):
        money = Money(amount, words.removeprefix(amount))
        table = report.disclosure.replace({("centralized_procurement", "amount"): money})
        changed = report.replace(tables={**report.tables, "disclosure": table}).filled
        text = render(changed, "text").decode()
        assert words in text
        assert from_text(text).report == changed


def test_no_finding_above_info_on_our_own_text() -> None:
    """What the library prints must not be found fault with by the library."""
    for edition, kind in SAMPLES:
        reading = from_text(render(sample(edition, kind), "text").decode())
        assert [f.text() for f in reading.findings if f.severity != Severity.INFO] == []


@example("│甲 12│")
@example("─ 12 ─")
@example("\t5")
@example("┌12┐")
@given(st.text(st.sampled_from("甲1二、（）─│┌┐\t 。年月日局2025一总体情况"), min_size=1, max_size=12))
def test_prose_that_looks_like_something_else_is_not_lost(nothing_lost: NothingLost, line: str) -> None:
    """A paragraph that could be a heading, a table or a signature ends in the report or in a finding, never nowhere."""
    report = Report("云溪县教育局", 2025, sections={"overview": ["前文。", line, "后文。"]})
    text = render(report, "text").decode()
    nothing_lost(text, from_text(text))


def test_the_limit_of_lines_is_kept_before_they_are_parted() -> None:
    """Sixty megabytes of empty lines would take gigabytes as lines."""
    for end in ("\n", "\r\n", "\u2028"):
        with limits.using(Limits(lines=100)), pytest.raises(LimitExceeded) as caught:
            read(f"甲{end}".encode() * 300, format="text", organ="甲局", year=2025)
        assert caught.value.limit == "lines"
    with limits.using(Limits(lines=100)):
        assert read("甲\n".encode() * 99, format="text", organ="甲局", year=2025).report.preface == ("甲",) * 99
