"""Two years side by side: every change, what does not follow on, and a document in every format."""

import html.parser
import io
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ogirmodel
from ogirmodel import NOT_APPLICABLE, Document, Money, Report, StructureError, compare, recognise, render
from ogirmodel.comparison import Change, Comparison
from ogirmodel.document import Chart, Grid, Heading, Paragraph, Series, tabled
from ogirmodel.forms import load_form, register, unregister
from ogirmodel.model import CellValue
from ogirmodel.renderers.chart import draw
from ogirmodel.testing import sample
from ogirmodel.testing.strategies import reports

ORGAN = "云溪县教育局"
MINI = (Path(__file__).parents[1] / "data" / "mini.toml").read_text(encoding="utf-8")
RECEIVED = ("applications", "new_received", "total")


def year(edition: str = "2021", of: int = 2025, kind: str = "typical") -> Report:
    return sample(edition, kind).replace(year=of, organ=ORGAN, signed_by=None, signed_on=None)


def with_cells(report: Report, cells: Mapping[tuple[str, str], object], table: str = "applications") -> Report:
    return report.replace(tables={**report.tables, table: report.tables[table].replace(cells)})


def across() -> Comparison:
    return compare(year(of=2021), year("2019", of=2020))


def codes(comparison: Comparison) -> set[str]:
    return {finding.code for finding in comparison.findings}


# ---------------------------------------------------------------- the changes


def test_every_cell_has_its_change() -> None:
    """A figure that is left out of the comparison is the one that is asked about."""
    now, before = year(), year(of=2024, kind="zero")
    compared = compare(now, before)
    assert len(compared.changes) == sum(len(table) for table in now.tables.values())
    for (table, row, column), change in compared.changes.items():
        assert change.now == now.filled.tables[table][row, column]
        assert change.before == before.filled.tables[table][row, column]
        value = change.now.value if isinstance(change.now, Money) else change.now
        assert change.difference == value
        assert change.rate is None  # there is nothing to divide by


@pytest.mark.parametrize(
    ("now", "before", "difference", "rate"),
    [
        (9, 12, -3, Decimal("-25.0")),
        (0, 3, -3, Decimal("-100.0")),
        (3, 0, 3, None),
        (2, 3, -1, Decimal("-33.3")),
        (1001, 1000, 1, Decimal("0.1")),
        (Money("12.5", "万元"), Money("10", "万元"), Decimal("2.5"), Decimal("25.0")),
        (Money("1", "万元"), Money("3", "万元"), Decimal(-2), Decimal("-66.7")),
        (Money("1", "万元"), Money("3", "元"), None, None),
        (None, 3, None, None),
        (3, None, None, None),
        (NOT_APPLICABLE, 3, None, None),
        (3, -2, 5, None),
    ],
)
def test_differences_and_rates_are_exact(now: CellValue, before: CellValue, difference: object, rate: object) -> None:
    """A rate by a wrong digit, or a change from a blank, ends up in a speech."""
    change = Change(now, before)
    with localcontext() as host:
        host.prec = 2  # what a host program sets for its own sums does not count
        assert (change.difference, change.rate) == (difference, rate)


@given(st.integers(0, 10**15 - 1), st.integers(0, 10**15 - 1))
def test_the_change_back_is_the_opposite(now: int, before: int) -> None:
    """Swapping the years only turns the sign."""
    change, back = Change(now, before), Change(before, now)
    assert change.difference == -(back.difference or 0) == now - before


@given(reports())
def test_a_report_does_not_differ_from_itself(report: Report) -> None:
    """What is the same shows no change, whatever is in the cells, and the document can be made."""
    compared = compare(report, report)
    assert {change.difference for change in compared.changes.values()} <= {None, 0}
    assert render(compared.document(), "text")


# ---------------------------------------------------------------- editions


def test_2020_and_2021_are_compared_across_the_change_of_the_form() -> None:
    """Sections 3 and 4 compare; section 2 asks other questions, and three outcomes were one."""
    compared = across()
    change = compared.changes[RECEIVED]
    assert change.before == year("2019", of=2020).filled.applications.received
    assert change.difference is not None
    assert compared.changes["applications", "outcomes.other_outcomes.other", "total"].before is None
    assert compared.changes["disclosure", "rules", "made"].before is None
    named = [finding for finding in compared.findings if finding.code == "Y07"]
    assert [finding.location.table for finding in named] == ["disclosure", "applications"]
    for finding in named:
        assert "2019" in finding.text("zh")
        assert "2019" in finding.text("en")
    assert "Y07" not in codes(compare(year(), year(of=2024)))


def test_the_outcomes_of_2020_and_2021_are_charted_by_group() -> None:
    """The one row of 2019 that became three is still one outcome beside the others."""
    outcomes = [block for block in across().document().blocks if isinstance(block, Chart)][1]
    place = outcomes.categories.index("其他处理")
    old, new = (series.values[place] for series in outcomes.series)
    assert old == year("2019", of=2020).filled.applications["outcomes.other_outcomes", "total"]
    assert new == sum(
        value
        for key in ("correction_overdue", "fee_overdue", "other")
        if isinstance(value := year(of=2021).filled.applications[f"outcomes.other_outcomes.{key}", "total"], int)
    )


def test_forms_of_different_lines_are_not_compared() -> None:
    """Cells that only share a key are not the same figure."""
    made = load_form(MINI)
    register(made)
    try:
        other = Report("市图书馆", 2024, made.edition, tables={"room": {}}).blanks_as_zero()
        alone = compare(other.replace(year=2025), other)
        with pytest.raises(StructureError) as caught:
            compare(year(), other)
        document = alone.document()
        text = render(document, "text").decode()
    finally:
        unregister(made.edition)
    assert caught.value.problems[0].key == "no_succession"
    assert all(caught.value.text(language) for language in ogirmodel.messages.LANGUAGES)
    assert "Visits 到访" in text
    assert not [block for block in document.blocks if isinstance(block, Chart)]


# ---------------------------------------------------------------- what should go on


def test_what_does_not_follow_on_is_named() -> None:
    """The checks across years are those of ``check``, and only those."""
    last = year(of=2024, kind="zero")
    carried_out = {("carried_out", "natural_person"): 2, ("new_received", "natural_person"): 2}
    compared = compare(year(kind="zero"), with_cells(last, carried_out))
    assert "Y01" in codes(compared)
    assert "T15" not in codes(compared)  # that everything is zero, one year shows by itself
    assert "Y01" not in codes(compare(year(kind="zero"), last))


def test_years_that_do_not_follow_each_other_are_compared_and_said() -> None:
    """Five years apart is a fair comparison; what is carried over from one to the next is not."""
    compared = compare(year(of=2025), year(of=2021))
    assert compared.changes[RECEIVED].difference == 0
    assert [f.variant for f in compared.findings if f.code == "Y01"] == ["year"]


# ---------------------------------------------------------------- the document


def texts(document: Document) -> str:
    return render(document, "text").decode()


def test_the_document_says_everything_in_its_order() -> None:
    """Both years, the change, charts after their table, and what must be verified."""
    document = across().document()
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds[:4] == ["Title", "Paragraph", "Heading", "Grid"]
    assert kinds[4:9] == ["Heading", "Grid", "Chart", "Chart", "Heading"]
    assert document.properties.title == f"{ORGAN}2021年与2020年政府信息公开工作年度报告数据对比"
    text = texts(document)
    for word in ("2020年", "2021年", "增减", "增减幅度", "需要核实的事项"):
        assert word in text
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)][1:] == [
        f.text() for f in across().findings if f.severity != "unjudged"
    ]


def test_figures_in_the_document_are_those_of_the_changes() -> None:
    """A table that is off by one row is worse than none."""
    now, before = year(), year(of=2024, kind="zero")
    document = compare(now, before).document()
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    totals = [now.filled.applications[row, "total"] for row in now.form.tables["applications"].row_of]
    assert list(grids[1].values) == [text for n in totals for text in ("0", str(n), f"{n:+d}" if n else "0", "")]
    for grid in grids:
        assert grid.shape is not None
        assert len(grid.shape.values) == len(grid.values)
        assert sum(grid.shape.widths) == pytest.approx(156, abs=0.5)
    assert grids[2].shape is not None
    by_column = dict(zip((cell.key for cell in grids[2].shape.values), grids[2].values, strict=True))
    value = now.applications["carried_out", "natural_person"]
    assert by_column["applications.carried_out.natural_person"] == f"{value:+d}"


def test_nothing_to_verify_is_said() -> None:
    """An empty section looks like a fault of the program."""
    now, before = (year(of=of, kind="zero").replace(sections={}) for of in (2025, 2024))
    compared = compare(now, before)
    assert [f for f in compared.findings if f.severity != "unjudged"] == []
    assert "没有发现" in texts(compared.document())


@pytest.mark.parametrize("format", ["docx", "odt", "html", "text", "xlsx"])
def test_every_renderer_writes_it(format: str) -> None:
    """The figures of the charts are in every format, drawn or as a table, and the same bytes come every time."""
    document = across().document()
    data = render(document, format)
    assert data == render(document, format)
    if format in {"docx", "odt", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            said = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "replace")
    else:
        said = data.decode()
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    assert len(charts) == 2
    for chart in charts:
        assert chart.caption in said
        assert all(category in said for category in chart.categories)


class Tags(html.parser.HTMLParser):
    """Gathers the tags of a page, and holds them to be closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "col"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost tag."""
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.seen.append((tag, dict(attrs)))


def test_a_page_draws_charts_without_script_or_anything_from_elsewhere() -> None:
    """A site that forbids scripts and outside requests can show it, and a screen reader can say it."""
    page = render(across().document(), "html").decode()
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert "script" not in {tag for tag, _ in tags.seen}
    assert not {"href", "src", "xlink:href"} & {name for _, attributes in tags.seen for name in attributes}
    pictures = [attributes for tag, attributes in tags.seen if tag == "svg"]
    assert [attributes["role"] for attributes in pictures] == ["img", "img"]
    assert "本年新收政府信息公开申请数量: 2020年" in (pictures[0]["aria-label"] or "")
    assert "<svg" not in render(year(), "html").decode()
    assert "figure" not in render(year(), "html").decode()


# ---------------------------------------------------------------- charts


def test_a_chart_draws_blanks_zeros_and_odd_names() -> None:
    """No figure is no bar and a dash; a name may not become markup; the longest bar fits."""
    names = ('<b>"甲"&', "乙")
    chart = Chart("件", names, (Series("一", (None, 0)), Series("二", (Decimal("0.37"), 10**15))), unit="<元>")
    drawn = draw(chart)
    tags = Tags()
    tags.feed(drawn)
    widths = [int(attributes["width"] or 0) for tag, attributes in tags.seen if tag == "rect"]
    assert widths[2:] == [1, 550]
    assert ">–<" in drawn
    assert ">0.37<" in drawn
    assert "<b>" not in drawn
    assert "<元>" not in drawn
    assert draw(Chart("空", ("甲",), (Series("一", (None,)),)))
    assert draw(Chart("空", (), ()))


def test_a_chart_becomes_a_table_for_those_who_do_not_draw() -> None:
    """The figures of a chart are never lost with the drawing."""
    chart = Chart("申请", ("新收", "结转"), (Series("2024年", (3, None)), Series("2025年", (5, 0))), unit="件")
    heading, grid = tabled(Document((chart,))).blocks
    assert heading == Heading(1, "申请（件）")
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows()] == [
        ["", "2024年", "2025年"],
        ["新收", "3", "5"],
        ["结转", "", "0"],
    ]
    plain = ogirmodel.compose(year())
    assert tabled(plain) is plain


def test_a_comparison_that_is_read_as_a_report_is_named() -> None:
    """Whoever reads the wrong file gets findings that quote the charts, not a report with odd figures."""
    chart = Chart("申请", ("新收的",), (Series("今年", (5,)),))
    reading = recognise(Document((chart,)), organ=ORGAN, year=2025)
    quoted = " ".join(str(f.params.get("quote", "")) for f in reading.findings)
    assert "新收的" in quoted + str(reading.report.preface)


# ---------------------------------------------------------------- the command line


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ogirmodel", "compare", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_command_writes_the_comparison(tmp_path: Path) -> None:
    """A clerk has last year's file and this year's, of any format."""
    ogirmodel.write(year(of=2021), tmp_path / "now.txt")
    ogirmodel.write(year("2019", of=2020), tmp_path / "before.json")
    done = run("now.txt", "before.json", "change.docx", "change.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Y01" in done.stderr
    assert (tmp_path / "change.docx").exists()
    assert "<svg" in (tmp_path / "change.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["now.json", "none.json", "out.txt"], ["now.json", "now.json", "now.json"], ["now.json", "now.json", "out.json"]],
)
def test_what_cannot_be_compared_is_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    """A traceback helps nobody, and an input is never overwritten."""
    ogirmodel.write(year(kind="zero"), tmp_path / "now.json")
    before = (tmp_path / "now.json").read_bytes()
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") <= 2
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["now.json"]
    assert (tmp_path / "now.json").read_bytes() == before
