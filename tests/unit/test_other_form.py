"""A form of someone else's: everything works for it, and no line of Python knows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogirmodel import (
    Finding,
    Money,
    Report,
    Severity,
    StructureError,
    Table,
    UnknownName,
    blank,
    check,
    compose,
    dump,
    load,
    read,
    recognise,
    render,
)
from ogirmodel.document import Document, Grid, Heading, SignOff, Title
from ogirmodel.errors import PluginConflict
from ogirmodel.findings import Side
from ogirmodel.forms import Form, editions, form, form_of_year, load_form, register, unregister
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

MINI = (Path(__file__).parents[1] / "data" / "mini.toml").read_text(encoding="utf-8")
EDITION = "mini-reading-room"

ROOM = {
    "visits": {"morning": {"adult": 30, "child": 12}, "evening": {"adult": 8, "child": 0}},
    "complaints": {"adult": 2, "child": 0},
    "carried": {"adult": 5, "child": 1},
    "left": {"adult": 7, "child": 3},
    "books": {"change": -4, "cost": "812.50"},
}


@contextmanager
def known(text: str) -> Iterator[Form]:
    """Make a form known for as long as the block lasts."""
    made = load_form(text)
    register(made)
    try:
        yield made
    finally:
        unregister(made.edition)


@pytest.fixture
def mini() -> Iterator[Form]:
    with known(MINI) as made:
        yield made


@pytest.fixture
def report(mini: Form) -> Report:
    return Report(
        "City Library 市图书馆",
        2024,
        mini.edition,
        sections={"story": ["A quiet year.", "（一）Repairs. The roof is tight."], "counts": "As counted."},
        tables={"room": ROOM},
        notes={"room": "Counted at the door."},
        preface="By Rule 7.",
        signed_by="City Library 市图书馆",
        signed_on="2025-01-19",
    )


def changed(report: Report, cells: dict[tuple[str, str], object]) -> Report:
    return report.replace(tables={"room": report.tables["room"].replace(cells)})


# ---------------------------------------------------------------- registering


def test_a_registered_form_is_known_by_its_edition(mini: Form) -> None:
    """A form of one's own could not be asked for."""
    assert form(EDITION) is mini
    assert list(editions()) == [*(e for e in editions() if e != EDITION), EDITION]


def test_a_form_is_forgotten_when_unregistered() -> None:
    """One test or session would disturb the next."""
    with known(MINI):
        pass
    assert EDITION not in editions()
    with pytest.raises(UnknownName):
        form(EDITION)
    with known(MINI) as again:
        assert form(EDITION) is again


def test_an_edition_is_not_taken_twice(mini: Form) -> None:
    """Reports would silently be read by another form than the one they were made with."""
    with pytest.raises(PluginConflict):
        register(load_form(MINI))
    with pytest.raises(PluginConflict):
        register(load_form(MINI.replace(EDITION, "2021")))
    assert form(EDITION) is mini


def test_a_form_is_not_chosen_by_year(mini: Form) -> None:
    """A statutory report would be made in the form of a plugin."""
    assert 2018 in mini.years
    with pytest.raises(UnknownName):
        form_of_year(2018)
    assert form_of_year(2025).edition == Report("某县教育局", 2025).edition == "2021"


# ---------------------------------------------------------------- the report and the document


def test_figures_are_held_and_totals_follow(report: Report) -> None:
    """Totals of another form would have to be typed."""
    table = report.filled.tables["room"]
    assert type(table) is Table
    assert table.column("everyone") == {
        "visits.morning": 42,
        "visits.evening": 8,
        "visits.whole": 50,
        "complaints": 2,
        "carried": 6,
        "left": 10,
    }
    assert table["visits.whole", "child"] == 12
    assert table["books", "cost"] == Money("812.5", "元")
    assert report.tables["room"]["visits.whole", "child"] is None


def test_it_is_composed(report: Report) -> None:
    """Another form would be printed under the statutory title, headings or labels."""
    title, *blocks = compose(report).blocks
    assert isinstance(title, Title)
    assert title.lines == ("2024年 Reading Room Return（City Library 市图书馆）",)
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["What happened 概述", "二、Counts 统计"]
    assert blocks[-1] == SignOff("City Library 市图书馆", "2025年1月19日")
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in grid.rows()] == [
        ["A. Visits 到访"],
        ["Item 事项", "Readers 读者", "Everyone 合计"],
        ["Adults 成人", "Children 儿童"],
        ["1. Visits 到访", "Morning 上午", "30", "12", "42"],
        ["Evening 晚间", "8", "0", "8"],
        ["Visits in all 到访合计", "38", "12", "50"],
        ["2. Complaints 投诉", "2", "0", "2"],
        ["3. Loans 借阅", "From last year 上年转入", "5", "1", "6"],
        ["Not returned 未归还", "7", "3", "10"],
        ["B. Holdings 馆藏"],
        ["Item 事项", "Change 增减", "Cost（元）"],
        ["Books 图书", "-4", "812.5"],
    ]


def test_it_is_recognised_by_its_labels(report: Report) -> None:
    """A report in another form would be read as a statutory one, or not at all."""
    reading = recognise(compose(report))
    assert reading.report == report.filled
    assert reading.findings == ()


def test_it_is_recognised_by_its_headings(report: Report) -> None:
    """A report without its table would be read as a statutory one, all of its sections as preface, without a word."""
    prose = report.replace(sections={"story": "A quiet year.", "counts": "Not counted."}, tables={}, notes={})
    assert recognise(compose(prose)).report == prose


def test_text_gives_it_back(report: Report) -> None:
    """A report in another form could be printed but not read again."""
    reading = read(render(report, "text"))
    assert reading.report == report.filled
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("printed", "meant", "code"),
    [
        ("Children 儿童", "Kids", "T08"),
        ("Morning 上午", "Mornings", None),
        ("What happened 概述", "Our story", "S01"),
        ("What happened 概述", "What happened", None),
        ("二、Counts 统计", "2、Counts 统计", "S02"),
        ("What happened 概述", "一、What happened 概述", "S02"),
    ],
)
def test_other_wordings_are_read(report: Report, printed: str, meant: str, code: str | None) -> None:
    """A wording that the form knows would cost the figures below it; one that it only puts up with must be named."""
    text = render(report, "text").decode()
    width = max(len(printed.encode("gbk")), len(meant.encode("gbk")))
    padded = (wording + " " * (width - len(wording.encode("gbk"))) for wording in (printed, meant))
    was, now = padded if "│" in text.split(printed, 1)[1].split("\n", 1)[0] else (printed, meant)
    assert text.count(was) == 1
    reading = read(text.replace(was, now).encode())
    assert reading.report == report.filled
    assert [finding.code for finding in reading.findings] == ([code] if code else [])


def test_its_other_title_is_read(report: Report) -> None:
    """The title would be taken for prose, and organ and year would be missing."""
    text = render(report, "text").decode()
    standard, other = report.full_title, "City Library 市图书馆：reading room return for 2024"
    reading = read(text.replace(standard, other).encode())
    assert reading.report == report.filled.replace(title=other)
    assert reading.findings == ()


def test_json_gives_it_back(report: Report) -> None:
    """A report in another form could not be stored."""
    data = dump(report)
    assert b'"edition": "mini-reading-room"' in data
    assert load(data) == report
    assert dump(load(data)) == data


def test_its_json_is_refused_where_the_form_is_not_known() -> None:
    """A report would be loaded into a form that it was not made for."""
    with known(MINI):
        data = dump(blank("City Library", 2024, EDITION))
    with pytest.raises(UnknownName):
        load(data)


def test_the_form_of_one_report_is_not_that_of_another(report: Report) -> None:
    """While a plugin is there, statutory reports must be read as ever."""
    statutory = sample("2021")
    assert read(render(statutory, "text")).report == statutory.filled
    assert read(render(statutory, "text")).findings == ()
    assert read(render(report, "text"), edition=EDITION).report == report.filled


def test_paper_without_tables_is_not_read_by_year(mini: Form) -> None:
    """A plugin would take over old statutory reports and miss their sections: it is never chosen by year."""
    paper = "某县教育局2018年政府信息公开工作年度报告\n一、总体情况\n一切照常。"
    alone = read(paper.encode(), format="text").report
    assert 2018 in mini.years
    assert alone.edition in {"2019", "2021"}
    assert alone.sections["overview"] == ("一切照常。",)


@pytest.mark.parametrize("kind", KINDS)
def test_samples_are_made_of_it(mini: Form, kind: str) -> None:
    """The author of a form would have no reports to try it with."""
    made = sample(mini.edition, kind)
    assert read(render(made, "text")).report == made.filled
    assert load(dump(made)) == made
    assert not [finding for finding in check(made) if finding.severity == Severity.ERROR]


@given(st.data())
def test_the_laws_hold_for_it(data: st.DataObject) -> None:
    """Some figure or sentence would be lost between report, document, text and JSON."""
    with known(MINI):
        made = data.draw(reports(EDITION))
        assert load(dump(made)) == made
        document = compose(made)
        assert isinstance(document, Document)
        assert recognise(document, edition=EDITION).report == made.filled
        assert read(render(made, "text"), edition=EDITION).report == made.filled


# ---------------------------------------------------------------- checking


def sums(finding: Finding) -> tuple[object, object, object]:
    left, right = finding.params["left"], finding.params["right"]
    assert isinstance(left, Side)
    assert isinstance(right, Side)
    return left.sum, right.sum, finding.params["difference"]


def test_a_right_report_has_no_finding(report: Report) -> None:
    """A report in another form would be held against rules that are not its own."""
    assert check(report) == ()
    assert check(report.filled) == ()


def test_a_stated_total_is_held_against_its_addends(report: Report) -> None:
    """A wrong total would pass in a form that is not built in."""
    (whole, everyone) = check(changed(report, {("visits.whole", "adult"): 40, ("visits.whole", "everyone"): 52}))
    assert (whole.code, whole.severity, whole.params["name"]) == ("X01", Severity.ERROR, "visits_in_all")
    assert (whole.location.table, whole.location.row, whole.location.column) == ("room", None, "adult")
    assert sums(whole) == (40, 38, 2)
    assert (everyone.location.row, everyone.location.column) == (None, "everyone")
    assert sums(everyone) == (52, 50, 2)


def test_a_stated_row_total_is_held_against_its_addends(report: Report) -> None:
    """A wrong total of a row would pass, or be reported at a column."""
    (found,) = check(changed(report, {("complaints", "everyone"): 3}))
    assert (found.code, found.severity, found.params["name"]) == ("X01", Severity.ERROR, "everyone")
    assert (found.location.row, found.location.column) == ("complaints", None)
    assert sums(found) == (3, 2, 1)
    left, right = found.params["left"], found.params["right"]
    assert [(a.term.column, a.value) for a in (*left.addends, *right.addends)] == [
        ("everyone", 3),
        ("adult", 2),
        ("child", 0),
    ]


def test_a_limit_is_only_a_limit(report: Report) -> None:
    """A rule that says at most would demand equality, or not speak when the limit is passed."""
    assert check(changed(report, {("complaints", "adult"): 38})) == ()
    (found, all_readers) = check(changed(report, {("complaints", "adult"): 60}))
    assert (found.code, found.severity) == ("X02", Severity.WARNING)
    assert sums(found) == (60, 38, 22)
    assert found.params["relation"] == "<="
    assert all_readers.location.column == "everyone"


def test_the_words_are_those_of_the_form(report: Report) -> None:
    """A finding would name keys, or nothing that a reader of the paper could find."""
    (found,) = check(changed(report, {("complaints", "everyone"): 3}))
    assert "第二部分" in found.text("zh")
    assert "section 2" in found.text("en")
    for language_text in (found.text("zh"), found.text("en")):
        for word in ("2. Complaints 投诉", "Everyone 合计", "Adults 成人", "3", "2", "1"):
            assert word in language_text


def test_a_blank_cannot_be_judged(report: Report) -> None:
    """A blank would be taken for 0, or a total over it be called wrong."""
    found = check(changed(report, {("visits.morning", "child"): None, ("visits.whole", "child"): 12}))
    assert {(f.code, f.severity) for f in found} == {
        ("X01", Severity.UNJUDGED),
        ("X02", Severity.UNJUDGED),
        ("T06", Severity.WARNING),
    }
    assert all("无法核对" in f.text() for f in found if f.severity == Severity.UNJUDGED)


def test_last_year_is_compared(report: Report) -> None:
    """A rule across years of another form would never be held, or hold the wrong year."""
    previous = report.replace(year=2023)
    (adult, child, everyone) = check(report, previous=previous)
    assert {f.code for f in (adult, child, everyone)} == {"X03"}
    assert {f.severity for f in (adult, child, everyone)} == {Severity.INFO}
    assert [sums(f) for f in (adult, child, everyone)] == [(5, 7, 2), (1, 3, 2), (6, 10, 4)]
    right = changed(previous, {("left", "adult"): 5, ("left", "child"): 1})
    assert check(report, previous=right) == ()


def test_what_is_missing_is_named(mini: Form) -> None:
    """A section or table of another form could be left out unnoticed."""
    found = check(Report("City Library", 2024, mini.edition))
    assert [(f.code, f.location.section, f.location.table) for f in found] == [
        ("S01", "story", None),
        ("S01", "counts", None),
        ("T07", None, "room"),
    ]
    found = check(blank("City Library", 2050, mini.edition).blanks_as_zero().replace(sections={"story": "-"}))
    assert [(f.code, f.variant) for f in found] == [("T07", "edition"), ("T15", "")]


# ---------------------------------------------------------------- other shapes of forms


def with_table(edition: str, body: str) -> str:
    """Return the invented form under another name, with another table."""
    return MINI[: MINI.index("[[tables.room.panels]]")].replace(EDITION, edition) + body


COLUMNS = "columns = [{ key = 'c', label = 'Ccc' }, { key = 'd', label = 'Ddd' }]"
ROWS = "rows = [{ key = 'a', label = 'Aaa' }, { key = 'b', label = 'Bbb' }]"

SHAPES = {
    "one panel": f"[[tables.room.panels]]\n{COLUMNS}\n{ROWS}\n",
    "no row labels": """
[[tables.room.panels]]
columns = [
    { key = 'g', label = 'Group', children = [{ key = 'c', label = 'Ccc' }, { key = 'd', label = 'Ddd' }] },
    { key = 'h', label = 'Other', children = [{ key = 'c', label = 'Ccc' }] },
]
""",
    "a row label that is a head as well": f"[[tables.room.panels]]\n{COLUMNS}\n{ROWS.replace('Aaa', 'Ccc')}\n",
    "the same label in two groups": """
[[tables.room.panels]]
columns = [{ key = 'c', label = 'Ccc' }]
rows = [
    { key = 'g', label = 'Group', children = [{ key = 'a', label = 'Aaa' }, { key = 'o', label = 'Other' }] },
    { key = 'h', label = 'Next', children = [{ key = 'a', label = 'Aaa' }, { key = 'o', label = 'Other' }] },
]
""",
    "a row labelled like its group": """
[[tables.room.panels]]
columns = [{ key = 'c', label = 'Ccc' }]
rows = [
    { key = 'g', label = 'Other', children = [{ key = 'a', label = 'Aaa' }, { key = 'o', label = 'Other' }] },
]
""",
    "the same rows in two panels": f"""
[[tables.room.panels]]
{COLUMNS}
{ROWS}
[[tables.room.panels]]
{COLUMNS.replace("'c'", "'e'").replace("'d'", "'f'").replace("Ccc", "Eee").replace("Ddd", "Fff")}
{ROWS}
""",
    "a head that goes by the name of another panel's": f"""
[[tables.room.panels]]
{COLUMNS}
{ROWS}
[[tables.room.panels]]
columns = [{{ key = 'e', label = 'Eee', aliases = ['Ccc'] }}]
rows = [{{ key = 'f', label = 'Fff' }}]
""",
    "heads without letters": f"[[tables.room.panels]]\n{COLUMNS.replace('Ccc', '+/-').replace('Ddd', '%')}\n{ROWS}\n",
}


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_tables_of_other_shapes_are_read_back(body: str, request: pytest.FixtureRequest) -> None:
    """A table that the form may have is printed, but its figures cannot be read again."""
    with known(with_table("mini-shape", body)) as made:
        cells = {cell.key: number for number, cell in enumerate(made.table("room").cells)}
        report = Report("City Library", 2024, made.edition, tables={"room": cells})
        reading = read(render(report, "text"), edition=made.edition)
        assert [finding.text("en") for finding in reading.findings] == [], request.node.name
        assert reading.report == report


DIFFERENCE = """
[[tables.room.panels]]
columns = [{ key = 'c', label = 'Ccc' }]
rows = [{ key = 'a', label = 'Aaa' }, { key = 'b', label = 'Bbb' }, { key = 'net', label = 'Net' }]
[[tables.room.identities]]
code = 'X09'
name = 'net'
basis = 'implied'
per = 'column'
equation = 'net = a - b'
derives = 'net'
"""


def test_a_difference_is_derived() -> None:
    """A remainder, which is a total as well, would have to be typed."""
    with known(with_table("mini-difference", DIFFERENCE)) as made:
        report = Report("City Library", 2024, made.edition, tables={"room": {"a": {"c": 5}, "b": {"c": 2}}})
        assert report.filled.tables["room"]["net", "c"] == 3


def test_a_difference_below_zero_is_no_crash() -> None:
    """A report with wrong figures could not be checked or printed at all: arithmetic is for findings."""
    with known(with_table("mini-difference", DIFFERENCE)) as made:
        wrong = Report("City Library", 2024, made.edition, tables={"room": {"a": {"c": 2}, "b": {"c": 5}}})
        assert wrong.filled.tables["room"]["net", "c"] is None
        assert render(wrong, "text")
        assert "X09" in {finding.code for finding in check(wrong)}


def test_money_adds_up() -> None:
    """Amounts of another form would not be added, or lose their unit or exactness."""
    body = DIFFERENCE.replace("label = 'Ccc'", "label = 'Ccc', number = 'money', unit = '万元'").replace(
        "a - b", "a + b"
    )
    with known(with_table("mini-money", body)) as made:
        report = Report("City Library", 2024, made.edition, tables={"room": {"a": {"c": "0.1"}, "b": {"c": "0.2"}}})
        assert report.filled.tables["room"]["net", "c"] == Money("0.3", "万元")
        stated = report.replace(tables={"room": report.tables["room"].replace({("net", "c"): Money("0.31", "万元")})})
        (found,) = [finding for finding in check(stated) if finding.code == "X09"]
        assert sums(found) == (Decimal("0.31"), Decimal("0.3"), Decimal("0.01"))


def test_amounts_and_years_may_be_limited() -> None:
    """A limit on an amount, or by a figure of last year, would demand equality."""
    limit = DIFFERENCE.replace("net = a - b", "a <= b").replace("derives = 'net'", "")
    amounts = limit.replace("label = 'Ccc'", "label = 'Ccc', number = 'money'")
    with known(with_table("mini-limit", amounts)) as made:
        report = Report("City Library", 2024, made.edition, tables={"room": {"a": {"c": "0.1"}, "b": {"c": "0.25"}}})
        turned = changed(report, {("a", "c"): "0.25", ("b", "c"): "0.1"})
        assert [finding for finding in check(report) if finding.code == "X09"] == []
        assert [sums(finding) for finding in check(turned) if finding.code == "X09"] == [
            (Decimal("0.25"), Decimal("0.1"), Decimal("0.15"))
        ]
    with known(with_table("mini-limit", limit.replace("a <= b", "a <= last.b"))) as made:
        last = Report("City Library", 2023, made.edition, tables={"room": {"b": {"c": 5}}})
        for number, expected in ((4, []), (5, []), (6, [(6, 5, 1)])):
            report = Report("City Library", 2024, made.edition, tables={"room": {"a": {"c": number}}})
            assert [sums(f) for f in check(report, previous=last) if f.code == "X09"] == expected


def test_a_count_is_no_amount(mini: Form) -> None:
    """A table that holds a number where money belongs could be written as JSON that cannot be loaded again."""
    cells = mini.table("room").cells
    with pytest.raises(StructureError) as caught:
        Table(mini.edition, "room", (0,) * len(cells))
    assert [problem.path for problem in caught.value.problems] == ["tables.room.books.cost"]


def test_a_title_with_a_blank_after_the_organ_is_kept() -> None:
    """The second line would stand off the middle of the page, and the blank be missing from the title that is read."""
    text = MINI.replace(EDITION, "mini-title").replace("{organ}：reading", "{organ} reading")
    with known(text) as made:
        report = Report("City Library", 2024, made.edition, title="City Library reading room return for 2024")
        document = compose(report)
        title = document.blocks[0]
        assert isinstance(title, Title)
        assert [line.strip() for line in title.lines] == list(title.lines)
        assert recognise(document, edition=made.edition).report == report
        assert read(render(report, "text"), edition=made.edition).report == report


def test_a_code_that_is_taken_does_not_break_the_words() -> None:
    """A form whose author picks the code of some other rule would end in a traceback when a finding is printed."""
    with known(MINI.replace(EDITION, "mini-code").replace('code = "X02"', 'code = "T05"')) as made:
        for finding in check(blank("City Library", 2024, made.edition)):
            assert finding.text("zh")
            assert finding.text("en")
