"""From papers to reports: one fault put into a sound paper costs nothing else, and is named.

Every paper here is held against one promise: what stands in it is in the report or in a finding that quotes it
(the fixture ``nothing_lost``).
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from conftest import NothingLost, Tabbed
from ogirmodel import NOT_APPLICABLE, Document, Finding, Money, ReadError, Reading, Report, check, compose, load, read
from ogirmodel.document import Grid, GridCell, Heading, Paragraph, SignOff, Title, recognise
from ogirmodel.findings import Severity
from ogirmodel.forms import Node
from ogirmodel.model.cells import CellValue
from ogirmodel.testing import sample

EXAMPLES = Path(__file__).parents[2] / "examples"
EDITIONS = ("2019", "2021")
each_edition = pytest.mark.parametrize("edition", EDITIONS)

PAPERS: dict[str, Callable[[], Report]] = {
    "typical 2019": lambda: sample("2019"),
    "typical 2021": lambda: sample("2021"),
    "large 2021": lambda: sample("2021", "max"),
    "county bureau": lambda: load(EXAMPLES / "county-bureau-2025.json"),
    "nil report": lambda: load(EXAMPLES / "nil-report-2025.json"),
    "township": lambda: load(EXAMPLES / "township-2019.json"),
}

Cells = dict[tuple[str, str, str], CellValue]


@pytest.fixture(params=PAPERS)
def report(request: pytest.FixtureRequest) -> Report:
    """Give each of the sound reports in turn."""
    return PAPERS[str(request.param)]().filled


@pytest.fixture
def taken(nothing_lost: NothingLost) -> Callable[..., Reading[Report]]:
    """Give the function that reads a paper and holds it to the promise."""

    def take(text: str, organ: str | None = None, year: int | None = None) -> Reading[Report]:
        reading = read(text.encode(), format="text", organ=organ, year=year)
        nothing_lost(text, reading)
        return reading

    return take


Take = Callable[..., Reading[Report]]


def cells(report: Report) -> Cells:
    return {(table.id, *key): value for table in report.tables.values() for key, value in table.items()}


def codes(reading: Reading[Report]) -> list[str]:
    return sorted(finding.code for finding in reading.findings)


def found(reading: Reading[Report], code: str) -> list[Finding]:
    return [finding for finding in reading.findings if finding.code == code]


def quotes(reading: Reading[Report]) -> list[str]:
    return [str(finding.params["quote"]) for finding in reading.findings if "quote" in finding.params]


def swapped(text: str, old: str, new: str, count: int = 1) -> str:
    """Replace the first ``count`` of ``old``; a paper that has none of it is a fault of the test."""
    assert text.count(old) >= count
    return text.replace(old, new, count)


def block(lines: Sequence[str], label: str) -> slice:
    """Return where the row that has ``label`` in one of its cells stands in a flattened table."""
    at = lines.index("\t" + label)
    start = max((n for n in range(at) if not lines[n].startswith("\t")), default=-1) + 1
    end = min((n for n in range(at, len(lines)) if not lines[n].startswith("\t")), default=len(lines))
    return slice(start, end)


def changed_row(text: str, label: str, change: Callable[[list[str]], list[str]]) -> str:
    """Change the cells of the row that has ``label``."""
    lines = text.split("\n")
    where = block(lines, label)
    cells = change([line[1:] for line in lines[where]])
    lines[where] = ["\t" + cell for cell in cells]
    return "\n".join(lines)


def with_figure(text: str, label: str, number: int, figure: str) -> str:
    """Put ``figure`` into the cell ``number`` after ``label``."""

    def change(cells: list[str]) -> list[str]:
        cells[cells.index(label) + number] = figure
        return cells

    return changed_row(text, label, change)


def same_but(reading: Reading[Report], report: Report, *but: tuple[str, str, str]) -> None:
    """Assert that every figure is as it was but those named."""
    wrong = {key for key, value in cells(reading.report).items() if value != cells(report)[key]}
    assert wrong <= set(but)
    assert set(cells(reading.report)) == set(cells(report))


def blank_or_right(reading: Reading[Report], report: Report) -> None:
    """Assert that no figure was misread: each is blank or as it was."""
    right = cells(report)
    assert [key for key, value in cells(reading.report).items() if value is not None and value != right[key]] == []


# -- sound papers --


def test_a_sound_paper_is_read_whole_and_in_silence(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """A false alarm on a sound paper, or a lost figure, and nobody trusts the rest."""
    reading = taken(tabbed(report))
    assert reading.report == report
    assert [f.text() for f in reading.findings if f.severity != Severity.INFO] == []


def test_a_drawn_paper_is_read_whole(report: Report, taken: Take) -> None:
    """What the library prints as text, it reads back."""
    from ogirmodel import render

    assert taken(render(report, "text").decode()).report == report


# -- headings --

HEADINGS = {
    "overview": "一、总体情况",
    "disclosure": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}


@pytest.mark.parametrize("section", HEADINGS)
@pytest.mark.parametrize("numeral", ["4、", "七、", "1.", "第九部分 ", "", "九．", "l六、", "|五、"])
def test_a_numeral_that_is_off(tabbed: Tabbed, taken: Take, section: str, numeral: str) -> None:
    """A heading numbered otherwise costs neither its section nor its figures, and is named."""
    report = sample("2021").filled
    heading = HEADINGS[section]
    words = numeral + heading[2:]
    reading = taken(swapped(tabbed(report), heading, words))
    same_but(reading, report)
    if numeral[:1] not in {"l", "|"}:
        (finding,) = reading.findings
        assert (finding.code, finding.location.section, finding.params["quote"]) == ("S02", section, words)
        assert reading.report == report


def test_every_numeral_missing(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """Web editors drop automatic numbering: all six headings are named, nothing is lost."""
    text = tabbed(report)
    for heading in HEADINGS.values():
        text = swapped(text, heading, heading[2:])
    reading = taken(text)
    assert codes(reading) == ["S02"] * 6
    assert reading.report == report


@pytest.mark.parametrize(
    ("section", "wording"),
    [
        ("overview", "一、工作基本情况"),
        ("overview", "一、基本情况"),
        ("problems", "五、存在问题及改进措施"),
        ("problems", "五、存在的问题及改进方向"),
        ("other_matters", "六、其他事项"),
    ],
)
def test_a_wording_that_was_seen_elsewhere(
    report: Report, tabbed: Tabbed, taken: Take, section: str, wording: str
) -> None:
    """The notice prescribes the headings; another wording is read but must be named."""
    reading = taken(swapped(tabbed(report), HEADINGS[section], wording))
    (finding,) = reading.findings
    assert (finding.code, finding.variant, finding.location.section) == ("S01", "wording", section)
    assert (finding.params["quote"], finding.params["expected"]) == (wording, HEADINGS[section])
    assert reading.report == report


def test_a_wording_nobody_knows(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """A heading that is not recognised must stay as a line, and the section be reported missing."""
    reading = taken(swapped(tabbed(report), "五、存在的主要问题及改进情况", "五、不足之处与今后打算"))
    assert "五、不足之处与今后打算" in [p for prose in reading.report.notes.values() for p in prose]
    assert "problems" not in reading.report.sections
    missing = [f.location.section for f in check(reading) if (f.code, f.variant) == ("S01", "missing")]
    assert missing == ["problems"]
    same_but(reading, report)


def test_sections_in_another_order(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """Sections out of order are named, and each keeps its own prose and table."""
    text = tabbed(report)
    second, third, fourth = (text.index(HEADINGS[s]) for s in ("disclosure", "applications", "review_litigation"))
    reading = taken(text[:second] + text[third:fourth] + text[second:third] + text[fourth:])
    assert [(f.code, f.variant, f.location.section) for f in reading.findings] == [("S01", "order", "disclosure")]
    assert reading.report == report


def test_the_last_two_sections_in_another_order(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """The same at the end, where the sign-off stands."""
    text = tabbed(report)
    fifth, sixth = text.index(HEADINGS["problems"]), text.index(HEADINGS["other_matters"])
    end = text.index("\n\n\n", sixth)
    reading = taken(text[:fifth] + text[sixth:end] + "\n" + text[fifth:sixth].rstrip("\n") + text[end:])
    assert [(f.code, f.variant, f.location.section) for f in reading.findings] == [("S01", "order", "problems")]
    assert reading.report == report


def test_a_sub_heading_that_looks_like_a_chapter(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """（二）主动公开政府信息情况 in section one is prose of section one."""
    lines = ["（一）总体情况", "（二）主动公开政府信息情况", "本年度公开17条。", "（三）其他需要报告的事项"]
    reading = taken(swapped(tabbed(report), "一、总体情况\n", "一、总体情况\n" + "\n".join(lines) + "\n"))
    assert reading.report.sections["overview"][:4] == tuple(lines)
    assert reading.findings == ()
    same_but(reading, report)


def test_a_heading_said_again_in_the_prose(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """The words of a heading alone on a line of prose do not open a section."""
    text = swapped(tabbed(report), "一、总体情况\n", "一、总体情况\n主动公开政府信息情况\n1.其他事项\n本年度共3项。\n")
    reading = taken(text)
    assert reading.report.sections["overview"][:3] == ("主动公开政府信息情况", "1.其他事项", "本年度共3项。")
    same_but(reading, report)


@pytest.mark.parametrize("pages", ["", "\u2026\u20261", " 12"])
@pytest.mark.parametrize("name", ["county bureau", "township"])
def test_a_table_of_contents(tabbed: Tabbed, taken: Take, name: str, pages: str) -> None:
    """A table of contents that takes the headings away puts the prose of five sections into the sixth."""
    report = PAPERS[name]().filled
    text = tabbed(report)
    contents = "".join(f"{heading}{pages}\n" for heading in HEADINGS.values())
    reading = taken(swapped(text, "年度报告\n", "年度报告\n目录\n" + contents))
    for section, prose in report.sections.items():
        assert set(prose) <= set(reading.report.sections[section])
    same_but(reading, report)


def test_tables_without_their_headings(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """A heading lost on the way to the web costs no figure."""
    text = tabbed(report)
    for section in ("disclosure", "applications", "review_litigation"):
        text = swapped(text, HEADINGS[section] + "\n", "如下表。\n")
    same_but(taken(text), report)


def test_tables_with_nothing_between_them(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """Tables that run into each other as one are told apart by their heads: every figure is where it belongs."""
    text = tabbed(report.replace(notes={}))
    for section in ("disclosure", "applications", "review_litigation"):
        prose = "".join(f"\u3000\u3000{line}\n" for line in report.sections[section])
        text = swapped(text, HEADINGS[section] + "\n" + prose, "")
    reading = taken(text)
    assert cells(reading.report) == cells(report.filled)


@pytest.mark.parametrize("section", ["disclosure", "applications", "review_litigation"])
def test_a_missing_heading_is_named(tabbed: Tabbed, taken: Take, section: str) -> None:
    """The heading is prescribed; that its table is there must not hide that it is missing."""
    reading = taken(swapped(tabbed(sample("2021")), HEADINGS[section] + "\n", ""))
    assert ("S01", section) in [(finding.code, finding.location.section) for finding in check(reading)]


# -- rows --

ROWS = [
    ("2019", "disclosure", "规范性文件", "normative_documents"),
    ("2021", "disclosure", "行政强制", "administrative_compulsion"),
    ("2019", "applications", "（一）予以公开", "outcomes.disclosed"),
    ("2021", "applications", "1.属于国家秘密", "outcomes.withheld.state_secret"),
    ("2021", "applications", "2.其他法律行政法规禁止公开", "outcomes.withheld.prohibited_by_law"),
    ("2021", "applications", "四、结转下年度继续办理", "carried_out"),
]


@pytest.mark.parametrize(("edition", "table", "label", "row"), ROWS)
def test_a_row_that_is_missing(tabbed: Tabbed, taken: Take, edition: str, table: str, label: str, row: str) -> None:
    """A missing row is blank and named; the rows below must not move up."""
    report = sample(edition).filled
    reading = taken(changed_row(tabbed(report), label, lambda _: []))
    assert [(f.code, f.location.table, f.location.row) for f in reading.findings] == [("T07", table, row)]
    assert {value for (t, r, _), value in cells(reading.report).items() if (t, r) == (table, row)} == {None}
    same_but(reading, report, *(key for key in cells(report) if key[:2] == (table, row)))


@each_edition
@pytest.mark.parametrize("label", ["规章", "行政许可", "四、结转下年度继续办理"])
def test_an_extra_row(tabbed: Tabbed, taken: Take, edition: str, label: str) -> None:
    """A row that the form lacks (其他主动公开文件 …) must be quoted with its figures."""
    report = sample(edition).filled
    lines = tabbed(report).split("\n")
    at = block(lines, label).stop
    lines[at:at] = ["", "\t其他主动公开文件", "\t41", "\t\u300042", "\t43"]
    reading = taken("\n".join(lines))
    (finding,) = reading.findings
    assert (finding.code, finding.params["quote"]) == ("U02", "其他主动公开文件 | 41 | 42 | 43")
    assert reading.report == report


@each_edition
def test_rows_that_changed_places(tabbed: Tabbed, taken: Take, edition: str) -> None:
    """A row printed out of its order must not give its figures to another."""
    report = sample(edition).filled
    lines = tabbed(report).split("\n")
    first, second = block(lines, "行政处罚"), block(lines, "行政强制")
    lines[first], lines[second] = lines[second], lines[first]
    reading = taken("\n".join(lines))
    blank_or_right(reading, report)
    table = reading.report.tables["disclosure"]
    unread = [r for r in ("administrative_penalties", "administrative_compulsion") if None in table.row(r).values()]
    assert sorted(f.location.row or "" for f in found(reading, "T07")) == sorted(unread)


@each_edition
def test_a_row_printed_twice(tabbed: Tabbed, taken: Take, edition: str) -> None:
    """The second of two equal labels must be named, not overwrite the first."""
    report = sample(edition).filled
    lines = tabbed(report).split("\n")
    where = block(lines, "1.属于国家秘密")
    lines[where.stop : where.stop] = ["", "\t", "\t", "\t1.属于国家秘密", *(f"\t7{n}" for n in range(7))]
    reading = taken("\n".join(lines))
    (finding,) = reading.findings
    assert (finding.code, finding.params["quote"]) == ("U02", "1.属于国家秘密 | 70 | 71 | 72 | 73 | 74 | 75 | 76")
    assert reading.report == report


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row[:-1],
        lambda row: [*row, "0"],
        lambda row: [*row[:-2], row[-2] + "2", "0", row[-1]],
        lambda row: [*row[:-7], "", *row[-6:], ""],
        lambda row: [*row[:-8], row[-8] + row[-7], *row[-6:]],
    ],
    ids=[
        "one cell short",
        "one cell more",
        "a figure split",
        "a figure gone and an empty cell more",
        "a figure glued to the label",
    ],
)
@pytest.mark.parametrize("label", ["一、本年新收政府信息公开申请数量", "2.其他法律行政法规禁止公开", "（七）总计"])
def test_a_row_of_another_length(
    tabbed: Tabbed, taken: Take, label: str, change: Callable[[list[str]], list[str]]
) -> None:
    """When cells are missing nobody knows which: the row is quoted, and no figure moves to another column."""
    report = sample("2021").filled
    reading = taken(changed_row(tabbed(report), label, change))
    blank_or_right(reading, report)
    (missing,) = found(reading, "T07")
    assert len(found(reading, "U02")) == 1
    same_but(reading, report, *(k for k in cells(report) if k[:2] == ("applications", missing.location.row)))


@pytest.mark.parametrize("label", ["一、本年新收政府信息公开申请数量", "2.其他法律行政法规禁止公开", "（七）总计"])
def test_an_empty_cell_more_than_figures(tabbed: Tabbed, taken: Take, label: str) -> None:
    """A filler beside as many figures as there are columns costs none of them."""
    report = sample("2021").filled
    reading = taken(changed_row(tabbed(report), label, lambda row: [*row[:-7], "", *row[-7:]]))
    assert reading.report == report


def test_groups_on_rows_of_their_own(tabbed: Tabbed, taken: Take) -> None:
    """Some papers give （三）不予公开 a row of its own; the rows below it keep their figures."""
    report = sample("2021").filled
    lines = tabbed(report).split("\n")
    where = block(lines, "1.属于国家秘密")
    lines[where.start : where.start] = ["\t（三）不予公开", *["\t"] * 7, ""]
    same_but(taken("\n".join(lines)), report)


# -- tables --


@each_edition
@pytest.mark.parametrize("table", ["disclosure", "applications", "review_litigation"])
def test_a_table_printed_twice(tabbed: Tabbed, taken: Take, edition: str, table: str) -> None:
    """The figures of a second copy may differ: they must be quoted and never overwrite the first."""
    report = sample(edition).filled
    text = tabbed(report)
    lines = text.split("\n")
    heading = lines.index(HEADINGS[table])
    start = next(n for n in range(heading, len(lines)) if lines[n].startswith("\t"))
    end = next(n for n in range(start, len(lines)) if lines[n] and not lines[n].startswith("\t"))
    copy = [line if not line.strip().isdigit() else f"\t{int(line) + 60}" for line in lines[start:end]]
    lines[end:end] = ["续表", *copy]
    reading = taken("\n".join(lines))
    same_but(reading, report)
    figures = sum(line.strip().isdigit() for line in copy)
    quoted = sum(quote.count(" | ") for quote in quotes(reading))
    assert figures <= quoted + len(found(reading, "U02"))
    assert {finding.code for finding in reading.findings} == {"U02"}


def test_a_second_table_of_one_row_without_labels(tabbed: Tabbed, taken: Take) -> None:
    """The row of the fourth table has no label: a second one must not replace the first."""
    report = sample("2021").filled
    lines = tabbed(report).split("\n")
    where = block(lines, "未经复议直接起诉")
    last = next(n for n in range(where.stop, len(lines)) if lines[n].startswith("\t") and not lines[n - 1])
    end = next(n for n in range(last, len(lines)) if lines[n] and not lines[n].startswith("\t"))
    lines[end - 1 : end - 1] = ["", *(f"\t{n}" for n in range(61, 76)), ""]
    reading = taken("\n".join(lines))
    same_but(reading, report)
    assert codes(reading) == ["U02"]


SWAPS = [
    ("2021", "disclosure", "本年制发件数", "本年废止件数"),
    ("2021", "disclosure", "本年制发件数", "现行有效件数"),
    ("2019", "disclosure", "本年新制作数量", "对外公开总数量"),
    ("2019", "disclosure", "采购项目数量", "采购总金额"),
    ("2019", "disclosure", "上一年项目数量", "处理决定数量"),
    ("2021", "applications", "自然人", "总计"),
    ("2021", "applications", "商业企业", "科研机构"),
    ("2019", "applications", "法律服务机构", "其他"),
    ("2021", "applications", "自然人", "商业企业"),
    ("2021", "review_litigation", "行政复议", "行政诉讼"),
    ("2021", "review_litigation", "未经复议直接起诉", "复议后起诉"),
    ("2019", "review_litigation", "结果维持", "尚未审结"),
]


def below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from below(child)


def with_heads_swapped(text: str, table: str, one: str, other: str) -> str:
    start = text.index(HEADINGS[table])
    before, after = text[:start], text[start:]
    after = swapped(after, f"\t{one}\n", "\t@\n")
    after = swapped(after, f"\t{other}\n", f"\t{one}\n")
    return before + swapped(after, "\t@\n", f"\t{other}\n")


@pytest.mark.parametrize(("edition", "table", "one", "other"), SWAPS)
def test_column_heads_that_changed_places(
    tabbed: Tabbed, taken: Take, edition: str, table: str, one: str, other: str
) -> None:
    """Figures under swapped heads must be quoted: read in the form's order they would be wrong in silence."""
    report = sample(edition).filled
    reading = taken(with_heads_swapped(tabbed(report), table, one, other))
    panels = report.form.table(table).panels
    under = next(n for n, p in enumerate(panels) if {one, other} <= {x.label for c in p.columns for x in below(c)})
    block = [c for c in report.form.table(table).cells if c.row.panel == under]
    assert {cells(reading.report)[table, *cell.key] for cell in block} == {None}
    assert {cell.row.path for cell in block} <= {f.location.row for f in found(reading, "T07")}
    same_but(reading, report, *(key for key in cells(report) if key[0] == table))


@pytest.mark.parametrize(("edition", "table", "one", "other"), [SWAPS[0], SWAPS[6], SWAPS[10]])
def test_heads_that_do_not_fit_are_quoted(
    tabbed: Tabbed, taken: Take, edition: str, table: str, one: str, other: str
) -> None:
    """Quoted figures without the heads they stood under tell nobody what they count."""
    reading = taken(with_heads_swapped(tabbed(sample(edition)), table, one, other))
    assert any(one in quote for quote in quotes(reading))
    assert any(other in quote for quote in quotes(reading))


def test_swapped_heads_cost_their_own_block_only(tabbed: Tabbed, taken: Take) -> None:
    """The blocks of the table below have sound heads of their own: their figures must be read."""
    report = sample("2021").filled
    reading = taken(with_heads_swapped(tabbed(report), "disclosure", "本年制发件数", "本年废止件数"))
    same_but(reading, report, *(k for k in cells(report) if k[1] in {"rules", "normative_documents"}))


@pytest.mark.parametrize(
    "heads",
    [
        ["信息内容", "本年废止（件）", "本年制发件数", "现行有效件数"],
        ["信息内容", "现行有效件数", "本年新", "本年制发件数"],
    ],
)
@pytest.mark.parametrize("banner", ["第二十条第（一）项", ""])
def test_an_unknown_head_does_not_excuse_the_known(tabbed: Tabbed, taken: Take, heads: list[str], banner: str) -> None:
    """A head with a slip of the pen beside heads that stand in the wrong place: no figure may be misread."""
    report = sample("2021").filled
    text = changed_row(tabbed(report), "本年制发件数", lambda _: heads)
    reading = taken(changed_row(text, "第二十条第（一）项", lambda _: [banner] if banner else []))
    first_block = {k for k in cells(report) if k[1] in {"rules", "normative_documents"}}
    same_but(reading, report, *first_block)
    assert {cells(reading.report)[key] for key in first_block} == {None}
    assert " | ".join(heads) in quotes(reading)


def test_heads_that_are_missing_are_named(tabbed: Tabbed, taken: Take) -> None:
    """Figures read in the form's order without any heads are a guess, and no guess is silent."""
    report = sample("2021").filled
    text = changed_row(tabbed(report), "本年制发件数", lambda _: [])
    reading = taken(text)
    assert [(f.code, f.variant, f.severity) for f in reading.findings] == [("U05", "no_heads", Severity.WARNING)]
    assert reading.report == report


def test_a_banner_that_is_missing_costs_nothing(tabbed: Tabbed, taken: Take) -> None:
    """The rows and heads below a lost banner say enough."""
    report = sample("2019").filled
    reading = taken(changed_row(tabbed(report), "第二十条第（五）项", lambda _: []))
    assert reading.report == report


@pytest.mark.parametrize("between", ["", "续表", "— 12 —", "12", "第3页"])
@pytest.mark.parametrize("label", ["1.属于国家秘密", "（七）总计"])
def test_a_table_cut_by_a_page_break(tabbed: Tabbed, taken: Take, between: str, label: str) -> None:
    """A page number or a repeated head between rows costs no figure."""
    report = sample("2021").filled
    lines = tabbed(report).split("\n")
    head = lines[block(lines, "申请人情况").start : block(lines, "商业企业").stop]
    at = block(lines, label).start
    for insert in ([between, ""], [between, "", *head, ""]):
        reading = taken("\n".join([*lines[:at], *insert, *lines[at:]]))
        same_but(reading, report)
        assert found(reading, "T07") == []


def test_each_block_a_table_of_its_own(tabbed: Tabbed, taken: Take) -> None:
    """The blocks of the disclosure table are often five tables with lines between them."""
    report = sample("2019").filled
    text = tabbed(report)
    for number, banner in enumerate("五六八九"):
        text = swapped(text, f"\t第二十条第（{banner}）项", f"第{number + 2}张表\n\t第二十条第（{banner}）项")
    same_but(taken(text), report)


def test_a_table_of_the_organ_s_own(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """A grid that is none of the form's is quoted row by row, and the prose around it stays where it is."""
    grid = "\t渠道\n\t条数\n\n\t政府网站\n\t212\n\n\t公开栏\n\t96\n"
    text = swapped(tabbed(report), "一、总体情况\n", f"一、总体情况\n前文。\n{grid}后文。\n")
    reading = taken(text)
    assert [(f.code, f.variant) for f in reading.findings] == [("U02", "grid")] * 3
    assert quotes(reading) == ["渠道 | 条数", "政府网站 | 212", "公开栏 | 96"]
    assert reading.report.sections["overview"][:2] == ("前文。", "后文。")
    same_but(reading, report)


@each_edition
def test_a_table_with_some_labels_of_the_form(tabbed: Tabbed, taken: Take, edition: str) -> None:
    """其他 and 合计 stand in many tables: they must not take the place of the form's rows."""
    report = sample(edition).filled
    grid = "\t渠道\n\t条数\n\n\t公众号\n\t212\n\n\t其他\n\t96\n\n\t合计\n\t308\n"
    reading = taken(swapped(tabbed(report), "一、总体情况\n", f"一、总体情况\n{grid}"))
    same_but(reading, report)
    assert {f.code for f in reading.findings} == {"U02"}


def test_a_foreign_table_is_not_taken_for_a_missing_one(taken: Take) -> None:
    """A report that lacks a table must be told so, not that 25 rows of a table it never had are missing."""
    paper = "云溪县教育局2025年政府信息公开工作年度报告\n一、总体情况\n\t渠道\n\t条数\n\n\t其他\n\t96\n\n\t合计\n\t96\n"
    reading = taken(paper)
    assert dict(reading.report.tables) == {}
    assert found(reading, "T07") == []


def test_notes_and_prose_around_a_table(tabbed: Tabbed, taken: Take) -> None:
    """A note below a table belongs to it, a line above it to the section."""
    report = sample("2021").filled
    text = swapped(tabbed(report), "\t第二十条第（一）项", "上文3。\n\t第二十条第（一）项")
    text = swapped(text, HEADINGS["applications"], "注：另有4件。\n下文5。\n" + HEADINGS["applications"])
    reading = taken(text)
    assert reading.report.sections["disclosure"] == (*report.sections["disclosure"], "上文3。")
    assert reading.report.notes["disclosure"] == (*report.notes["disclosure"], "注：另有4件。", "下文5。")
    same_but(reading, report)


def test_a_note_in_a_row_of_the_table(tabbed: Tabbed, taken: Take) -> None:
    """A note typed into the last row of a table is kept as a note below it."""
    report = sample("2021").filled
    lines = tabbed(report).split("\n")
    at = block(lines, "行政事业性收费").stop
    lines[at:at] = ["", "\t备注：2025年新增3项。"]
    reading = taken("\n".join(lines))
    notes = {**report.notes, "disclosure": ("备注：2025年新增3项。", *report.notes["disclosure"])}
    assert reading.report == report.replace(notes=notes)


# -- cells --

NATURAL = ("applications", "new_received", "natural_person")
NEW = "一、本年新收政府信息公开申请数量"


@pytest.mark.parametrize(
    "figure", ["-1", "约60", "12.5", "1 2", "近60", "101余", "②", "１０.５", "1_0", "50%", "十二", "9" * 17]
)
def test_a_cell_that_is_no_count(tabbed: Tabbed, taken: Take, figure: str) -> None:
    """What is no count is left blank and quoted at its cell; its neighbours stay."""
    report = sample("2021").filled
    reading = taken(with_figure(tabbed(report), NEW, 1, figure))
    (finding,) = reading.findings
    place = finding.location
    assert (finding.code, finding.severity, finding.params["quote"]) == ("T05", Severity.ERROR, figure)
    assert (place.table, place.row, place.column) == NATURAL
    assert cells(reading.report)[NATURAL] is None
    same_but(reading, report, NATURAL)
    assert [f.code for f in check(reading) if f.code in {"T05", "T06"}] == ["T05"]


@pytest.mark.parametrize("mark", ["/", "／", "-", "--", "—", "无", "不涉及", "N/A", "本单位无此项"])
def test_a_mark_is_not_zero(tabbed: Tabbed, taken: Take, mark: str) -> None:
    """A mark read as 0 says that nobody asked, where the office said nothing."""
    report = sample("2021").filled
    reading = taken(with_figure(tabbed(report), NEW, 1, f" {mark}\u3000"))
    (finding,) = reading.findings
    assert (finding.code, finding.params["quote"]) == ("U01", mark)
    assert cells(reading.report)[NATURAL] is NOT_APPLICABLE
    same_but(reading, report, NATURAL)


@pytest.mark.parametrize("blank", ["", " ", "\u3000\u3000", "\u00a0", "\u200b", "\ufeff"])
def test_a_blank_is_not_zero(tabbed: Tabbed, taken: Take, blank: str) -> None:
    """An empty cell is blank, never 0."""
    report = sample("2021").filled
    reading = taken(with_figure(tabbed(report), NEW, 1, blank))
    assert cells(reading.report)[NATURAL] is None
    same_but(reading, report, NATURAL)


@pytest.mark.parametrize(
    ("figure", "value"),
    [("22（其中修订16件）", 22), ("201件", 201), ("1,295", 1295), ("１２", 12), ("6 项", 6), ("007", 7)],
)
def test_a_figure_with_something_beside_it(tabbed: Tabbed, taken: Take, figure: str, value: int) -> None:
    """What stands beside a figure is left out of the report, so the finding must quote it."""
    report = sample("2021").filled
    reading = taken(with_figure(tabbed(report), NEW, 1, figure))
    (finding,) = reading.findings
    assert (finding.code, finding.params["quote"], finding.params["value"]) == ("U03", figure, str(value))
    assert cells(reading.report)[NATURAL] == value
    same_but(reading, report, NATURAL)


def test_money_in_another_unit(tabbed: Tabbed, taken: Take) -> None:
    """152790元 under 万元 is 15.279, and the conversion is named."""
    report = sample("2021").filled
    key = ("disclosure", "administrative_fees", "amount")
    reading = taken(with_figure(tabbed(report), "行政事业性收费", 1, "152790元"))
    (finding,) = reading.findings
    assert (finding.code, finding.severity, finding.params["quote"]) == ("U04", Severity.WARNING, "152790元")
    assert cells(reading.report)[key] == Money("15.279", "万元")
    assert "15.279万元" in finding.text()
    same_but(reading, report, key)


@pytest.mark.parametrize("figure", ["增3", "+3", "＋3", "3"])
def test_changes_in_either_notation(tabbed: Tabbed, taken: Take, figure: str) -> None:
    """本年增/减 is signed in many ways; each must keep its direction."""
    report = sample("2019").filled
    key = ("disclosure", "administrative_licensing", "items_change")
    assert cells(taken(with_figure(tabbed(report), "行政许可", 2, figure)).report)[key] == 3
    down = figure.replace("增", "减").replace("+", "-").replace("＋", "－")
    if down != figure:
        assert cells(taken(with_figure(tabbed(report), "行政许可", 2, down)).report)[key] == -3


# -- labels --


@pytest.mark.parametrize(
    ("edition", "label", "printed", "row"),
    [
        ("2021", "行政规范性文件", "规范性文件", "normative_documents"),
        ("2019", "规范性文件", "行政规范性文件", "normative_documents"),
        ("2021", "1.属于国家秘密", "1、属于国家秘密", "outcomes.withheld.state_secret"),
        ("2021", "1.属于国家秘密", "属于国家秘密", "outcomes.withheld.state_secret"),
        ("2021", "3.危及“三安全一稳定”", "3.危及三安全一稳定", "outcomes.withheld.security_and_stability"),
        ("2021", "（七）总计", "（七）合计", "outcomes.total"),
        ("2019", "（六）其他处理", "（六）其他", "outcomes.other_outcomes"),
        ("2021", "5.属于三类内部事务信息", "5.属于三类内容事务信息", "outcomes.withheld.internal_affairs"),
        ("2021", "四、结转下年度继续办理", "4、结转下年度继续办理", "carried_out"),
    ],
)
def test_a_label_worded_otherwise(
    tabbed: Tabbed, taken: Take, edition: str, label: str, printed: str, row: str
) -> None:
    """A label of another wording keeps its row and is named."""
    report = sample(edition).filled
    reading = taken(swapped(tabbed(report), f"\t{label}\n", f"\t{printed}\n"))
    (finding,) = reading.findings
    assert (finding.code, finding.location.row) == ("T08", row)
    assert (finding.params["quote"], finding.params["expected"]) == (printed, label)
    assert reading.report == report


@pytest.mark.parametrize(
    ("edition", "label", "printed", "column"),
    [
        ("2021", "社会公益组织", "社会公益", "public_welfare_organization"),
        ("2021", "其他", "其他组织", "other_organization"),
        ("2021", "总计", "合计", "total"),
        ("2021", "本年制发件数", "本年发件数", "made"),
        ("2021", "现行有效件数", "现行有效件", "in_force"),
        ("2021", "本年收费金额（单位：万元）", "本年收费金额", "amount"),
        ("2019", "本年增/减", "本年增/", "items_change"),
    ],
)
def test_a_head_worded_otherwise(
    tabbed: Tabbed, taken: Take, edition: str, label: str, printed: str, column: str
) -> None:
    """A head of another wording keeps its column and is named."""
    report = sample(edition).filled
    reading = taken(swapped(tabbed(report), f"\t{label}\n", f"\t{printed}\n"))
    assert [(f.code, f.location.column, f.params["quote"]) for f in reading.findings] == [("T08", column, printed)]
    assert reading.report == report


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("（三）不予公开", "（三） 不予\u3000公开"),
        ("（三）不予公开", "(三)不予公开"),
        ("1.属于国家秘密", "１．属于国家秘密\u00a0"),
        ("规章", "规\u200b 章"),
    ],
)
def test_a_label_spaced_otherwise_is_silent(tabbed: Tabbed, taken: Take, label: str, printed: str) -> None:
    """Blanks and widths are no fault of the office; naming them would drown the rest."""
    report = sample("2021").filled
    reading = taken(swapped(tabbed(report), f"\t{label}\n", f"\t{printed}\n"))
    assert reading.findings == ()
    assert reading.report == report


@pytest.mark.parametrize(
    ("group", "printed"),
    [
        ("（六）其他处理", "（六）其他处理情况"),
        ("（三）不予公开", "3、不予公开"),
        ("三、本年度办理结果", "本年度办理结果"),
    ],
)
def test_a_group_worded_otherwise(tabbed: Tabbed, taken: Take, group: str, printed: str) -> None:
    """The label of a group is prescribed as any other, and another wording must be named."""
    report = sample("2021").filled
    reading = taken(swapped(tabbed(report), f"\t{group}\n", f"\t{printed}\n"))
    assert [(f.code, f.params["quote"]) for f in reading.findings] == [("T08", printed)]
    assert reading.report == report


def test_a_group_that_is_another_s_is_named(tabbed: Tabbed, taken: Take) -> None:
    """（五）不予处理 printed where （四）无法提供 belongs must not pass in silence."""
    report = sample("2021").filled
    reading = taken(swapped(tabbed(report), "\t（四）无法提供\n", "\t（五）不予处理\n"))
    assert any("（五）不予处理" in quote for quote in quotes(reading))
    same_but(reading, report, *(k for k in cells(report) if k[1].startswith("outcomes.unavailable")))


def test_a_finding_about_a_head_shows_its_label(tabbed: Tabbed, taken: Take) -> None:
    """A clerk knows 申请人情况, not the key of it."""
    reading = taken(swapped(tabbed(sample("2021")), "\t申请人情况\n", "\t申请人情况：\n"))
    (finding,) = reading.findings
    assert finding.code == "T08"
    assert "applicant" not in finding.text()
    assert "申请人情况" in finding.location.text()


# -- title, preface, signature --


@pytest.mark.parametrize(
    "before",
    [
        ["索引号：0001/2026-17"],
        ["索引号：0001/2026-17", "发布机构：云溪县清河镇人民政府", "浏览次数：12"],
        ["打印", "字体：大 中 小", "2026-01-19", "来源：", "关闭窗口"],
        ["云溪县清河镇人民政府"],
    ],
)
@pytest.mark.parametrize("split", [0, 10, 14, 17])
def test_text_before_the_title(tabbed: Tabbed, taken: Take, before: list[str], split: int) -> None:
    """What a web page prints above the title is quoted, and no part of the organ's name."""
    report = sample("2021").filled
    title = report.full_title
    body = tabbed(report).split("\n", 2)[2]
    reading = taken("\n".join([*before, *filter(None, (title[:split], title[split:])), body]))
    assert {f.code for f in reading.findings} == {"U06"}
    assert sorted(" | ".join(quotes(reading)).split(" | ")) == sorted(before)
    assert reading.report == report


def test_a_title_printed_twice(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """Web pages print the title in their own head as well."""
    reading = taken(report.full_title + "\n" + tabbed(report))
    assert (reading.report.organ, reading.report.year) == (report.organ, report.year)
    same_but(reading, report)
    assert reading.report.sections == report.sections


@pytest.mark.parametrize("before", [[], ["浏览次数：12"]])
def test_a_name_broken_in_the_title(tabbed: Tabbed, taken: Take, before: list[str]) -> None:
    """The part of a name that stands on a line of its own must not vanish."""
    report = sample("2021").filled
    lines = [*before, "云溪县", "清河镇人民政府", "2021年政府信息公开工作年度报告"]
    reading = taken("\n".join([*lines, tabbed(report).split("\n", 2)[2]]))
    same_but(reading, report)
    assert reading.report.organ == report.organ or "云溪县" in quotes(reading)


def test_two_lines_that_are_all_the_title(tabbed: Tabbed, taken: Take) -> None:
    """A title without the organ's name names no organ: the signature does."""
    report = sample("2021").filled
    body = tabbed(report).split("\n", 2)[2]
    for title in ("2021年度政府信息公开工作年度报告", "2021年政府信息公开工作年度报告"):
        reading = taken(f"{title}\n{body}", year=2021)
        assert reading.report.organ == report.organ
        assert title in (reading.report.title, *reading.report.preface, *quotes(reading))


def test_a_paper_without_title(report: Report, tabbed: Tabbed, taken: Take) -> None:
    """With --organ and --year a paper without a title is read as any other."""
    body = tabbed(report).split("\n", 2)[2]
    assert taken(body, organ=report.organ.name, year=report.year).report == report


@pytest.mark.parametrize(
    ("organ", "year", "options"),
    [(None, None, {"--organ", "--year"}), ("云溪县教育局", None, {"--year"}), (None, 2025, {"--organ"})],
)
def test_what_is_missing_is_asked_for(organ: str | None, year: int | None, options: set[str]) -> None:
    """An error that does not name the option leaves a clerk with no way on."""
    with pytest.raises(ReadError) as caught:
        read("一、总体情况\n一切照常。".encode(), format="text", organ=organ, year=year)
    for language in ("zh", "en"):
        said = caught.value.text("zh" if language == "zh" else "en")
        assert {option for option in ("--organ", "--year") if option in said} == options
        assert "\n" not in said


def test_the_options_win_and_the_title_is_kept(tabbed: Tabbed, taken: Take) -> None:
    """Who says organ and year knows better; what the paper says must still be found in the report."""
    report = sample("2021").filled
    reading = taken(tabbed(report), organ="松林市教育局", year=2022)
    assert (reading.report.organ.name, reading.report.year) == ("松林市教育局", 2022)
    assert reading.report.title == report.full_title
    same_but(reading, report)


NAME = "云溪县清河镇人民政府"


@pytest.mark.parametrize(
    ("lines", "name", "date", "expected"),
    [
        ([NAME, "2022年1月19日"], NAME, (2022, 1, 19), []),
        (["", "", f"\u3000\u3000{NAME} ", "", "  2022 年 1 月 19 日\u3000"], NAME, (2022, 1, 19), []),
        ([NAME], NAME, None, []),
        (["2022年1月19日"], None, (2022, 1, 19), []),
        (["云溪县人民政府办公室", "2022年1月19日"], "云溪县人民政府办公室", (2022, 1, 19), []),
        ([NAME, "2022年01月09日"], NAME, (2022, 1, 9), ["D04"]),
        ([NAME, "二〇二二年一月十九日"], NAME, (2022, 1, 19), ["D04"]),
        ([], None, None, []),
    ],
)
def test_signatures(
    tabbed: Tabbed,
    taken: Take,
    lines: list[str],
    name: str | None,
    date: tuple[int, int, int] | None,
    expected: list[str],
) -> None:
    """Who signed and when must be found however they stand; a date in another form is named and kept."""
    report = sample("2021").replace(signed_by=None, signed_on=None).filled
    reading = taken(tabbed(report) + "\n".join(lines) + "\n")
    assert codes(reading) == expected
    signed = datetime.date(*date) if date else None
    assert reading.report == report.replace(signed_by=name, signed_on=signed)


@pytest.mark.parametrize(
    "lines",
    [
        [NAME, "2022年1月19日", "（此件公开发布）"],
        [NAME, "2022-01-19"],
        [NAME, "2022年1月"],
        [NAME, "2022年2月30日"],
        ["2022年1月19日", NAME],
        ["云溪县教育局", "云溪县财政局", "2022年1月19日"],
        ["联系人：张三", "电话：0123-4567890"],
        [f"编制单位：{NAME}", "编制日期：2022年1月19日"],
    ],
)
def test_signatures_that_are_none_are_prose(tabbed: Tabbed, taken: Take, lines: list[str]) -> None:
    """A signature that is not at the very end, or has another form, stays in the prose."""
    report = sample("2021").replace(signed_by=None, signed_on=None).filled
    reading = taken(tabbed(report) + "\n".join(lines) + "\n")
    same_but(reading, report)
    prose = [*reading.report.sections["other_matters"], reading.report.signed_by or ""]
    assert set(map(str.strip, lines)) - {"2022年1月19日"} <= set(prose)
    assert reading.report.signed_on in (None, datetime.date(2022, 1, 19))


@pytest.mark.parametrize("below", [[], ["浏览次数：12"], ["附件：云溪县报告.docx", "打印 关闭"]])
@pytest.mark.parametrize("lines", [[f"{NAME}2022年1月19日"], [f"{NAME}　2022年1月19日"], [NAME, "2022年1月19日"]])
def test_a_signature_on_one_line_or_above_the_end_of_a_page(
    tabbed: Tabbed, taken: Take, lines: list[str], below: list[str]
) -> None:
    """Name and date on one line are the signature, and what a page prints below it is none of the report."""
    report = sample("2021").replace(signed_by=None, signed_on=None).filled
    reading = taken(tabbed(report) + "\n".join([*lines, *below]) + "\n")
    assert reading.report == report.replace(signed_by=NAME, signed_on=datetime.date(2022, 1, 19)).filled
    assert " | ".join(below) in "".join(quotes(reading))


def test_the_last_sentence_is_not_the_signature(tabbed: Tabbed, taken: Take) -> None:
    """Prose that ends without a signature loses no paragraph to one."""
    report = sample("2021").replace(signed_by=None, signed_on=None).filled
    sections = {**report.sections, "other_matters": ["详情请咨询", "云溪县教育局"]}
    reading = taken(tabbed(report.replace(sections=sections)))
    assert reading.report.sections["other_matters"] == ("详情请咨询", "云溪县教育局")
    assert reading.report.signed_by is None


# -- which form --


@pytest.mark.parametrize(("edition", "year"), [("2019", 2023), ("2021", 2020), ("2019", 2021)])
def test_the_labels_decide_the_edition(tabbed: Tabbed, taken: Take, edition: str, year: int) -> None:
    """Many reports use the other year's form: their figures are read by the form they used, and that is named."""
    report = sample(edition).replace(year=year).filled
    reading = taken(tabbed(report))
    assert reading.report.edition == edition
    assert reading.report == report
    assert ("T07", "edition") in [(f.code, f.variant) for f in check(reading)]


@each_edition
def test_tables_that_both_editions_have(tabbed: Tabbed, taken: Take, edition: str) -> None:
    """Where the labels fit both forms, the year decides, and no figure depends on it."""
    report = sample(edition)
    report = report.replace(
        sections={s: prose for s, prose in report.sections.items() if s in {"overview", "review_litigation"}},
        tables={"review_litigation": report.tables["review_litigation"]},
        notes={},
    ).filled
    assert taken(tabbed(report)).report == report


# -- documents made by hand --


def source_of(document: Document) -> str:
    """Return all the text of a document: cells parted by tabs."""
    lines: list[str] = []
    for each in document.blocks:
        match each:
            case Title(lines=title):
                lines += title
            case Heading() | Paragraph():
                lines.append(each.text)
            case SignOff(name=name, date=date):
                lines += [name, date]
            case Grid():
                lines += ["\t" + "\t".join(cell.text for cell in row) for row in each.rows()]
    return "\n".join(lines)


def by_hand(*blocks: Title | Heading | Paragraph | Grid | SignOff) -> Document:
    return Document((Title(("云溪县教育局2025年政府信息公开工作年度报告",)), *blocks))


def grid(*rows: Sequence[str]) -> Grid:
    return Grid(read=tuple(tuple(GridCell(text) for text in row) for row in rows), spans_known=False)


@each_edition
def test_grids_with_stray_rows_and_columns(nothing_lost: NothingLost, edition: str) -> None:
    """Empty rows and columns that a word processor leaves behind cost no figure in silence."""
    report = sample(edition).filled
    blocks = list(compose(report).blocks)
    for number, each in enumerate(blocks):
        if isinstance(each, Grid):
            rows = [row for cells in each.rows() for row in ((GridCell(""),) * 3, (*cells, GridCell("")))]
            blocks[number] = Grid(read=tuple(rows))
    document = Document(tuple(blocks))
    reading = recognise(document)
    nothing_lost(source_of(document), reading)
    blank_or_right(reading, report)


def test_heads_repeated_instead_of_merged(nothing_lost: NothingLost) -> None:
    """Converters repeat a merged cell in every column; figures under such heads are right or quoted."""
    report = sample("2021").filled
    blocks = list(compose(report).blocks)
    for number, each in enumerate(blocks):
        if isinstance(each, Grid):
            rows = [[cell for cell in row for _ in range(cell.colspan if cell.text else 1)] for row in each.rows()]
            blocks[number] = Grid(read=tuple(tuple(GridCell(cell.text) for cell in row) for row in rows))
    document = Document(tuple(blocks))
    reading = recognise(document)
    nothing_lost(source_of(document), reading)
    blank_or_right(reading, report)


@pytest.mark.parametrize(
    "rows",
    [
        [["规章", "1", "2", "3"]],
        [
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "1", "2", "3"],
            ["规章", "4", "5", "6"],
        ],
        [["规章", "行政规范性文件"], ["1", "2"], ["3", "4"]],
        [["规章1", "2", "3", "4"]],
        [["规章", "", "", ""], ["", "1", "2", "3"]],
        [["", "规章", "1", "2", "3"]],
        [["总计"], ["5"]],
        [["总计", "5"]],
        [["其他", "1", "2", "3", "4", "5", "6", "7"]],
        [["结果维持", "5"]],
        [["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"]],
        [[]],
        [["", ""], []],
    ],
)
def test_scraps_of_tables(nothing_lost: NothingLost, rows: list[list[str]]) -> None:
    """Of a table that is hardly one, every figure is placed with a finding, or quoted."""
    document = by_hand(Paragraph("一、总体情况"), grid(*rows))
    reading = recognise(document)
    nothing_lost(source_of(document), reading)
    placed = [value for value in cells(reading.report).values() if value is not None]
    if placed:
        assert any(f.severity in {Severity.WARNING, Severity.ERROR} for f in reading.findings)


@pytest.mark.parametrize(
    "document",
    [
        by_hand(SignOff("云溪县教育局", "2026年1月19日"), Paragraph("附件3"), Heading(1, "一、总体情况")),
        by_hand(Heading(1, "一、总体情况"), SignOff("云溪县教育局", "2026年1月")),
        by_hand(Heading(1, "一、总体情况"), SignOff("", "2026年1月19日"), SignOff("云溪县教育局", "")),
        by_hand(Heading(1, "一、总体情况"), Title(("附件", "2024年的数据")), Paragraph("完。")),
        by_hand(Heading(2, "（一）主动公开17条"), Heading(1, "二、主动公开政府信息情况"), Heading(3, "1.第18条")),
        Document((Title(("没有机关的标题2024",)), Paragraph("云溪县教育局2025年政府信息公开工作年度报告"))),
        Document((Paragraph("12"), Title(("云溪县教育局2025年政府信息公开工作年度报告",)), Paragraph("13"))),
    ],
)
def test_blocks_in_odd_places(nothing_lost: NothingLost, document: Document) -> None:
    """A reader may find a title, a signature or a heading anywhere; nothing of it may vanish."""
    nothing_lost(source_of(document), recognise(document, organ="云溪县教育局", year=2025))


def test_a_reader_s_findings_come_first() -> None:
    """What a reader had to leave out must reach the user with the rest."""
    noted = Finding.of("U02", quote="deleted")
    document = Document(by_hand(Heading(1, "4、总体情况")).blocks, findings=(noted,))
    assert [finding.code for finding in recognise(document).findings] == ["U02", "S02"]


# -- indented with tabs, and much of it --


def test_prose_indented_with_tabs(tabbed: Tabbed, taken: Take) -> None:
    """Paragraphs that a clerk indented with the tab key are prose, or at least quoted."""
    report = sample("2021").filled
    text = swapped(tabbed(report), "一、总体情况\n", "一、总体情况\n\t本年度公开17条。\n\t（一）总体。其中网站18条。\n")
    same_but(taken(text), report)


@pytest.mark.parametrize(
    "line",
    ["a\n", "\u7532" * 60 + "\n", "a" + " " * 190 + "b\n", "2025\u5e74\n", "\u4e00\u3001\n"],
    ids=["one letter", "han", "blanks", "years", "numerals"],
)
def test_lines_that_are_no_report_are_refused(line: str) -> None:
    """A file of 300 kB of lines that are no report is refused; in quadratic time this test would take minutes."""
    data = (line * (300_000 // len(line.encode()))).encode()
    with pytest.raises(ReadError):
        read(data, format="text")


def test_numerals_and_punctuation_without_end_begin_no_label() -> None:
    """Each of many short lines was joined with the sixty below it, on the chance that they are a label."""
    from ogirmodel.document.segments import may_go_on

    known = frozenset({"规章"})
    assert may_go_on("（二）", known)
    assert may_go_on("规", known)
    assert not may_go_on("1." * 40, known)
    assert not may_go_on("[^]" * 20, known)
