"""What published reports do outside their tables: titles, prefaces, headings, other forms, prose left in."""

from collections.abc import Callable

import pytest

from conftest import NothingLost, Tabbed
from ogirmodel import Reading, Report, check, read, recognise
from ogirmodel.document import Document, Paragraph
from ogirmodel.findings import Severity
from ogirmodel.testing import sample

Take = Callable[[str], Reading[Report]]

ORGAN = "云溪县清河镇人民政府"
YEAR = 2021


@pytest.fixture
def taken(nothing_lost: NothingLost) -> Take:
    """Give the function that reads a paper and holds it to the promise that nothing is lost."""

    def take(text: str) -> Reading[Report]:
        reading = read(text.encode(), format="text")
        nothing_lost(text, reading)
        return reading

    return take


def with_title(paper: str, *title: str) -> str:
    """Put other lines in the place of the title."""
    return "\n".join([*title, paper.split("\n", 2)[2]])


def same_figures(reading: Reading[Report], report: Report) -> None:
    assert {t: table.values for t, table in reading.report.tables.items()} == {
        t: table.values for t, table in report.filled.tables.items()
    }


# -- title and preface --

TITLES = {
    "annual": [f"{ORGAN}2021年度政府信息公开工作年度报告"],
    "annual once more": [f"{ORGAN}2021年度政府信息公开工作年度报告", "（2021年度）"],
    "year first": [f"2021年{ORGAN}政府信息公开工作年度报告"],
    "other nouns": [f"{ORGAN}关于2021年度政府信息公开情况的报告"],
    "work report": [f"{ORGAN}2021年政府信息公开年度工作报告"],
    "about": [f"关于{ORGAN}2021年度政府信息公开工作情况的报告"],
    "blanks around the year": [f"{ORGAN} 2021 年政府信息公开工作年度报告"],
    "blanks inside": [f"{ORGAN}2021年 政府信息公开 工作年度报告"],
    "two lines": [ORGAN, "2021年政府信息公开工作年度报告"],
    "three lines": [ORGAN, "2021年政府信息公开工作", "年度报告"],
    "printed twice": [f"{ORGAN}2021年政府信息公开工作年度报告"] * 2,
    "printed three times": [f"{ORGAN}2021年政府信息公开工作年度报告"] * 3,
    "below metadata": [
        "索引号：0001/2022-17",
        f"发布机构：{ORGAN}",
        "文号：无",
        "浏览次数：128",
        f"{ORGAN}2021年政府信息公开工作年度报告",
        "字体：【大 中 小】 打印",
    ],
    "traditional characters": [f"{ORGAN}2021年政府信息公開工作年度報告"],
    "full-width year": [f"{ORGAN}２０２１年政府信息公开工作年度报告"],
    "spelt year": [f"{ORGAN}二〇二一年政府信息公开工作年度报告"],
    "below a trail": [f"首页 > 政府信息公开 > 年报 > {ORGAN}2021年政府信息公开工作年度报告"],
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_titles(title: list[str], tabbed: Tabbed, taken: Take) -> None:
    """Organ and year of a report are in its title alone: misread, the report is filed under another office or year."""
    report = sample("2021")
    reading = taken(with_title(tabbed(report), *title))
    assert (reading.report.organ.name, reading.report.year) == (ORGAN, YEAR)
    same_figures(reading, report)
    assert set(reading.report.sections) == set(report.sections)


def test_a_title_in_the_properties_alone(tabbed: Tabbed) -> None:
    """Some pages name the report only in their metadata."""
    report = sample("2021").filled
    lines = [line.strip() for line in tabbed(report).split("\n", 2)[2].splitlines() if not line.startswith("\t")]
    from ogirmodel.document import Properties

    title = f"{ORGAN}2021年政府信息公开工作年度报告_{ORGAN}"
    document = Document(tuple(Paragraph(line) for line in lines if line), Properties(title=title))
    reading = recognise(document)
    assert (reading.report.organ.name, reading.report.year) == (ORGAN, YEAR)


PREFACES = [
    ["编制说明", "本报告由总体情况等六个部分组成。"],
    ["根据《中华人民共和国政府信息公开条例》规定，特向社会公布本报告。"],
    ["本报告由概述、主动公开情况、依申请公开情况、收费情况等八部分组成。"],
    ["本报告中所列数据的统计期限自2020年1月1日至2020年12月31日止。"],
    ["根据《国办公开办函〔2019〕60号》的要求编制。"],
]


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("preface", PREFACES)
def test_prefaces(preface: list[str], inside: bool, tabbed: Tabbed, taken: Take) -> None:  # noqa: FBT001 - a case
    """What an office says of its report stands before or inside section one, and must be kept where it stands."""
    report = sample("2021").replace(preface=())
    heading = "一、总体情况\n"
    lines = "\n".join(preface) + "\n"
    paper = tabbed(report).replace(heading, heading + lines if inside else lines + heading)
    reading = taken(paper)
    kept = reading.report.sections["overview"] if inside else reading.report.preface
    assert kept[: len(preface)] == tuple(preface)
    same_figures(reading, report)


# -- headings --

NUMBERED = {
    "Arabic": ("1、", "2、", "3、", "4、", "5、", "6、"),
    "Arabic with points": ("1.", "2.", "3.", "4.", "5.", "6."),
    "restarted": ("一、", "二、", "三、", "一、", "二、", "三、"),
    "shifted": ("二、", "三、", "四、", "五、", "六、", "七、"),
    "parts": ("第一部分", "第二部分", "第三部分", "第四部分", "第五部分", "第六部分"),
    "points": ("一.", "二．", "三.", "四．", "五.", "六．"),
    "none": ("",) * 6,
    "scanned": ("一、", "二、", "三、", "|四、", "五、", "l六、"),
}


@pytest.mark.parametrize("numerals", NUMBERED.values(), ids=NUMBERED)
def test_headings_numbered_otherwise(numerals: tuple[str, ...], tabbed: Tabbed, taken: Take) -> None:
    """Web editors renumber or drop the numerals of headings: no section may be lost with them."""
    report = sample("2021").filled
    paper = tabbed(report)
    for section, numeral in zip(report.form.sections, numerals, strict=True):
        paper = paper.replace(f"\n{section.heading}\n", f"\n{numeral}{section.heading[2:]}\n", 1)
    reading = taken(paper)
    assert reading.report == report


WORDED = [
    ("disclosure", "二、主动公开政府信息的情况"),
    ("disclosure", "二、主动公开情况"),
    ("applications", "三、收到和处理政府信息公开申请的情况"),
    ("applications", "三、收到和处理政府信息公申请情况"),
    ("review_litigation", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    ("review_litigation", "四、行政复议、行政诉讼情况"),
    ("problems", "五、政府信息公开工作存在的主要问题及改进情况"),
    ("problems", "五、存在问题及改进情况"),
    ("problems", "五、存在问题及改进措施"),
    ("problems", "五、存在的主要问题及改进方向"),
    ("overview", "一、工作基本情况"),
    ("overview", "一、2021年政府信息公开工作的总体情况"),
    ("other_matters", "六、其他需要报告的情况"),
    ("other_matters", "六、其它需要报告的事项"),
]


@pytest.mark.parametrize(("section", "heading"), WORDED)
def test_headings_worded_otherwise(section: str, heading: str, tabbed: Tabbed) -> None:
    """A heading in the office's own words still opens its section, or its prose ends up in another."""
    report = sample("2021").filled
    paper = tabbed(report).replace(f"\n{report.form.section(section).heading}\n", f"\n{heading}\n", 1)
    reading = read(paper.encode(), format="text")
    assert reading.report.sections == report.sections
    known = (report.form.section(section).heading, *(f"{heading[:2]}{w}" for w in report.form.section(section).aliases))
    assert heading in known or [str(f.params["quote"]) for f in reading.findings] == [heading]
    same_figures(reading, report)


@pytest.mark.parametrize("before", ["| ", "|", "｜"])
def test_a_heading_with_a_pipe_glued_to_it(before: str, tabbed: Tabbed, taken: Take) -> None:
    """What is left of a table must not hide the heading above it."""
    report = sample("2021").filled
    paper = tabbed(report).replace("\n三、收到和处理", f"\n{before}三、收到和处理", 1)
    same_figures(taken(paper), report)


def test_a_heading_whose_table_is_lost(tabbed: Tabbed, taken: Take) -> None:
    """A table that is a picture is missing, and the sections around it are not."""
    report = sample("2021").filled
    lines = tabbed(report).splitlines()
    start, end = (next(n for n, t in enumerate(lines) if t.startswith(numeral)) for numeral in ("三、", "四、"))
    kept = [line for n, line in enumerate(lines) if not (start < n < end and (line.startswith("\t") or not line))]
    reading = taken("\n".join(kept))
    assert set(reading.report.tables) == {"disclosure", "review_litigation"}
    assert ("T07", "applications") in [(f.code, f.location.table) for f in check(reading)]
    assert set(reading.report.sections) == set(report.sections)


def test_a_template_instruction_that_was_left_in(tabbed: Tabbed, taken: Take) -> None:
    """Whoever forgot to delete it must see it again."""
    report = sample("2021").filled
    line = report.form.sections[0].placeholder
    assert line
    reading = taken(tabbed(report).replace("一、总体情况\n", f"一、总体情况\n{line}\n", 1))
    assert reading.report.sections["overview"][0] == line


# -- which form --


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_the_form_of_2019_in_a_later_report(year: int, tabbed: Tabbed, taken: Take) -> None:
    """Offices went on with the old form: its figures must not be pressed into the new one."""
    report = sample("2019").replace(year=year).filled
    reading = taken(tabbed(report))
    assert (reading.report.edition, reading.report) == ("2019", report)
    assert ("T07", "edition") in [(f.code, f.variant) for f in check(reading)]


def test_labels_of_2019_in_the_form_of_2021(tabbed: Tabbed, taken: Take) -> None:
    """One old label makes no old form; it is named."""
    report = sample("2021").filled
    reading = taken(tabbed(report).replace("\t行政规范性文件\n", "\t规范性文件\n", 1))
    assert reading.report == report
    assert [f.code for f in reading.findings] == ["T08"]


def test_tables_that_fit_both_forms(tabbed: Tabbed, taken: Take) -> None:
    """Where the labels speak for both forms alike, the year decides, and that is said."""
    report = sample("2021")
    report = report.replace(
        sections={"review_litigation": ()}, tables={"review_litigation": report.review_litigation}, notes={}
    )
    reading = taken(tabbed(report))
    (tie,) = [f for f in reading.findings if f.code == "U07"]
    assert (reading.report.edition, tie.severity) == ("2021", Severity.INFO)


# -- prose --

PROSE = [
    "全年收到申请34 件，受理33件，新收 31 件。",
    "（一）主动公开政府信息情况。全年公开1,295件。",
    "新收申请一件，办结101余条，近百件。",
    "申请人撤回的计入其他处理，转结下年度0件。",
    "2024 年数据另行公布；未收到申请，均为0。",
    "备案行政复议案件3件。",
    "石桥区教育局2020年工作照此进行。",
]


@pytest.mark.parametrize("section", ["overview", "problems", "other_matters"])
def test_prose_stays_as_it_is(section: str, tabbed: Tabbed, taken: Take) -> None:
    """Reading judges no sentence: each is kept as the office wrote it, in its section."""
    report = sample("2021")
    report = report.replace(sections={**report.sections, section: PROSE}).filled
    assert taken(tabbed(report)).report == report
