"""The workbook that a clerk types into: it adds up, refuses and marks, and what was typed reads back as the report."""

import io
import pickle
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner
from xlsxwriter.workbook import Workbook

from ogirmodel import NOT_APPLICABLE, Money, Reading, Report, blank, check, compose, read, render
from ogirmodel.cli.app import app
from ogirmodel.document import Document, Grid, Shape, ShapeCell, Sum
from ogirmodel.document.blocks import Role
from ogirmodel.document.values import read_value
from ogirmodel.forms import Cell, Column, Node, Number, Row, form, load_form, register, unregister
from ogirmodel.model import CellValue
from ogirmodel.readers.sheets.figures import number_text
from ogirmodel.renderers.xlsx import XlsxRenderer
from ogirmodel.renderers.xlsx.checks import rule_of
from ogirmodel.renderers.xlsx.sums import Sums, cell_name
from ogirmodel.testing import KINDS, sample
from ogirmodel.testing.strategies import reports

MINI = (Path(__file__).parents[1] / "data" / "mini.toml").read_text(encoding="utf-8")
EDITIONS = ["2019", "2021", "mini-reading-room"]
WORKBOOK = XlsxRenderer(workbook=True)
SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
TABLE_TOP = 3
"""Hint, checks and heading stand above a table."""

Entry = CellValue | str | float

Typed = Mapping[tuple[int, str], Entry]
"""What is typed: by the number of the sheet and the name of the cell."""


@pytest.fixture(scope="module", autouse=True)
def _mini() -> Iterator[None]:
    """Make the invented form known."""
    register(load_form(MINI))
    yield
    unregister("mini-reading-room")


def workbook(report: Report | Document) -> bytes:
    return render(report, WORKBOOK)


def sheets_of(data: bytes) -> list[etree._Element]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = sorted(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
    return [etree.fromstring(archive.read(name)) for name in names]


def found(part: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements at a path."""
    return part.findall(path, SPACE)


def typed(data: bytes, cells: Typed) -> bytes:
    """Return the workbook with something typed into cells; what is stored of formulas is as old as before."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name).decode()
            for (sheet, cell), value in cells.items():
                if name == f"xl/worksheets/sheet{sheet}.xml":
                    (was,) = re.finditer(rf'<c r="{cell}" (s="[0-9]+")( t="s"><v>[0-9]+</v></c>|/>)', text)
                    text = text[: was.start()] + _cell(cell, was[1], value) + text[was.end() :]
            after.writestr(name, text)
    return made.getvalue()


def _cell(name: str, style: str, value: Entry) -> str:
    if isinstance(value, str) or value is NOT_APPLICABLE:
        text = value if isinstance(value, str) else "/"
        return f'<c r="{name}" {style} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return f'<c r="{name}" {style}><v>{value}</v></c>' if value is not None else f'<c r="{name}" {style}/>'


def tables_of(report: Report) -> list[tuple[int, Shape, str]]:
    """Return the tables of a workbook without prose around them: number of the sheet, shape, id."""
    shapes = [block.shape for block in compose(report).blocks if isinstance(block, Grid)]
    assert None not in shapes
    return [(n, s, t) for n, (s, t) in enumerate(zip(shapes, report.tables, strict=True), 2) if s]


def names_of(shape: Shape) -> list[str]:
    return [cell_name(TABLE_TOP + place.row, place.column) for place in shape.values]


def fill_in(report: Report) -> Typed:
    """Return what a clerk types to make a blank workbook ``report``: every figure but the totals."""
    cells: dict[tuple[int, str], Entry] = {}
    for sheet, shape, table in tables_of(report):
        values = report.tables[table].values
        derived = report.tables[table].form.derived
        cells |= {(sheet, name): values[i] for i, name in enumerate(names_of(shape)) if i not in derived}
    return cells


def empty(edition: str) -> Report:
    """Return a report to be filled in, whose first sheet is prose."""
    return blank("云溪县教育局", form(edition).years.first, edition).replace(
        sections={section.id: () for section in form(edition).sections}
    )


def told(reading: Reading[Report]) -> set[str]:
    """Return the codes of what reading found, but for what the workbook says of itself."""
    return {f.code for f in reading.findings if (f.code, f.variant) != ("U06", "workbook")}


# -- LibreOffice --


def office() -> str | None:
    """Return the LibreOffice that opens workbooks; an installation may have Writer alone."""
    program = shutil.which("soffice")
    return program if program and (Path(program).resolve().parent / "libsclo.so").exists() else None


RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Let LibreOffice open every workbook, work out all formulas, and save it."""
    folder = tmp_path_factory.mktemp("workbooks")
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    for name, data in to_be_saved().items():
        (folder / f"{name}.xlsx").write_bytes(data)
    command = [str(office()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    sources = map(str, sorted(folder.glob("*.xlsx")))
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(folder / "saved"), *sources],
        check=True,
        capture_output=True,
        timeout=240,
    )
    blanks = [str(folder / f"blank-{edition}.xlsx") for edition in EDITIONS]
    ods = ["--convert-to", "ods", "--outdir", str(folder / "saved"), *blanks]
    subprocess.run([*command, *ods], check=True, capture_output=True, timeout=240)
    return {path.name.removesuffix(".xlsx"): path.read_bytes() for path in (folder / "saved").iterdir()}


def to_be_saved() -> dict[str, bytes]:
    made = {}
    for edition in EDITIONS:
        report = empty(edition)
        made[f"typed-{edition}"] = typed(workbook(report), fill_in(figures(edition)))
        made |= {f"{kind}-{edition}": workbook(sample(edition, kind)) for kind in KINDS}
    made["odd"] = workbook(odd())
    made["failing"] = typed(workbook(empty("2021")), failing())
    made["rules"] = rules_as_formulas()
    made["prose"] = typed(workbook(empty("2021")), PROSE)
    return made


def figures(edition: str) -> Report:
    """Return a report with figures of every kind: small, large, blank and not applicable."""
    plain = sample(edition).tables
    changed = {}
    for name, table in plain.items():
        free = [cell for cell in table.form.cells if cell.index not in table.form.derived]
        marks = {free[-1].key: NOT_APPLICABLE, free[-2].key: None, free[0].key: large(free[0])}
        changed[name] = table.replace(marks)
    return empty(edition).replace(tables=changed)


def large(cell: Cell) -> CellValue:
    return Money("12345678.25", cell.unit) if cell.number == Number.MONEY else 123456789012345


def odd() -> Report:
    """Return a report whose stated totals do not follow from what is stated."""
    report = sample("2021")
    cells = {
        ("outcomes.total", "commercial_enterprise"): 7,
        ("new_received", "total"): NOT_APPLICABLE,
        ("carried_in", "natural_person"): None,
        ("carried_in", "total"): 4,
        ("outcomes.disclosed", "natural_person"): NOT_APPLICABLE,
    }
    return report.replace(tables={**report.tables, "applications": report.applications.replace(cells)})


def failing() -> Typed:
    """Return what is typed where one request was carried over too many."""
    report = sample("2021")
    carried = report.applications.replace({("carried_out", "natural_person"): 5})
    less = report.applications["carried_out", "natural_person"]
    assert isinstance(less, int)
    assert less != 5
    return fill_in(empty("2021").replace(tables={**report.tables, "applications": carried}))


ENTRIES: list[str | float] = [
    0, 5, -1, 1.5, 10**15 - 1, 10**15, 1 - 10**15, 0.37, 0.1234567, "/", "abc", "5", "0.37万元", "3700元", "3美元",
]  # fmt: skip
KINDS_TYPED = {"count": "count", "signed": "signed", "money": "money", "money_with_unit": "money"}


def rules_as_formulas() -> bytes:
    """Return a workbook with what may be typed, by row, and what the rule of each kind says of it, by column."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for row, entry in enumerate(ENTRIES):
            if isinstance(entry, str):
                sheet.write_string(row, 0, entry)
            else:
                sheet.write_number(row, 0, entry)
            for column, kind in enumerate(KINDS_TYPED, 1):
                sheet.write_formula(row, column, rule_of(kind, cell_name(row, 0)))
    return file.getvalue()


PROSE: Typed = {
    (1, "A4"): "本报告根据条例编制。",
    (1, "A6"): "（一）主动公开。全年486条。",
    (1, "A7"): "=1+1",
    (1, "A8"): "- 第一行\n第二行",
    (2, "A18"): "注：没有制定规章的权限。",
    (5, "A3"): "更新不及时。",
    (5, "A16"): "云溪县教育局",
    (5, "A17"): "2026年1月9日",
}

needs_office = pytest.mark.skipif(office() is None, reason="no LibreOffice Calc here")


@needs_office
@pytest.mark.parametrize("edition", EDITIONS)
def test_what_a_clerk_types_is_the_report(saved: dict[str, bytes], edition: str) -> None:
    """The office's figures would come in changed, or its totals would not be those of the form."""
    reading = read(saved[f"typed-{edition}"], format="xlsx")
    assert reading.report.tables == figures(edition).filled.tables
    assert told(reading) == {"U01"}  # the marks of what does not apply
    assert reading.report.organ == empty(edition).organ


@needs_office
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_working_everything_out_anew_changes_nothing(saved: dict[str, bytes], edition: str, kind: str) -> None:
    """What is stored for programs that do not calculate would be another total than people see."""
    assert read(saved[f"{kind}-{edition}"], format="xlsx").report == sample(edition, kind).filled


@needs_office
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_total_that_waits_is_blank_in_an_ods_as_well(saved: dict[str, bytes], edition: str) -> None:
    """LibreOffice offers its own format first: every empty total would be called a formula without a result."""
    reading = read(saved[f"blank-{edition}.ods"], format="ods")
    assert reading.report == sample(edition, "blank")
    assert told(reading) == set()


@needs_office
def test_a_total_that_was_stated_stays(saved: dict[str, bytes]) -> None:
    """A wrong total in a report would be put right in silence, and nobody would ask why it was wrong."""
    assert read(saved["odd"], format="xlsx").report == odd().filled == read(workbook(odd()), format="xlsx").report


@needs_office
def test_what_does_not_balance_is_marked(saved: dict[str, bytes]) -> None:
    """A clerk who is told next month by the county has to look for the case once more."""
    reading = read(saved["failing"], format="xlsx")
    (own,) = (f for f in reading.findings if f.code == "U06")
    before = sample("2021").applications["carried_out", "natural_person"]
    assert isinstance(before, int)
    gap = 5 - before
    sign = "少" if gap > 0 else "多"
    assert str(own.params["quote"]).count(f"≠左边{sign}{abs(gap)}") == 2  # the column and that of the totals
    assert "【核对】有2处不符" in str(own.params["quote"])
    assert {f.location.column for f in check(reading) if f.code == "T01"} == {"natural_person", "total"}


@needs_office
def test_what_a_clerk_writes_is_the_prose(saved: dict[str, bytes]) -> None:
    """Sentences would be lost, split or calculated."""
    report = read(saved["prose"], format="xlsx").report
    assert report.preface == ("本报告根据条例编制。",)
    assert report.sections["overview"] == ("（一）主动公开。全年486条。", "=1+1", "- 第一行", "第二行")
    assert report.notes == {"disclosure": ("注：没有制定规章的权限。",)}
    assert report.sections["problems"] == ("更新不及时。",)
    assert (report.signed_by, str(report.signed_on)) == ("云溪县教育局", "2026-01-09")


@needs_office
@pytest.mark.parametrize("kind", KINDS_TYPED)
def test_what_may_be_typed_is_what_is_read(saved: dict[str, bytes], kind: str) -> None:
    """The sheet would refuse a figure that the report takes, or let one in that it does not."""
    (sheet,) = sheets_of(saved["rules"])
    unit = "万元" if kind == "money" else None
    node = Node("", "x", number=Number(KINDS_TYPED[kind]), unit=unit)
    cell = Cell(Row("x", (node,), 0), Column("x", (node,), 0), 0)
    column = "BCDE"[list(KINDS_TYPED).index(kind)]
    for row, entry in enumerate(ENTRIES, 1):
        (verdict,) = found(sheet, f".//m:c[@r='{column}{row}']/m:v")
        read_as = read_value(entry if isinstance(entry, str) else number_text(entry), cell)
        readable = read_as.value is not None and read_as.variant != "words"
        asked = not isinstance(entry, str) or entry == "/" or (kind == "money_with_unit" and entry != "5")
        assert (verdict.text == "1") == (readable and asked), entry


# -- without LibreOffice --


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_back(edition: str, kind: str) -> None:
    """A workbook that was sent on unopened would lose what is stored in it."""
    report = sample(edition, kind)
    reading = read(workbook(report), format="xlsx")
    assert reading.report == report.filled
    assert told(reading) == set()


@settings(max_examples=25)
@given(data=st.data(), edition=st.sampled_from(EDITIONS))
def test_any_report_reads_back(data: st.DataObject, edition: str) -> None:
    """Tables that are missing, totals that are stated, marks and blanks: nothing may shift or vanish."""
    report = data.draw(reports(edition))
    reading = read(workbook(report), format="xlsx", edition=edition)
    assert reading.report == report.filled


def test_new_makes_it_with_blank_cells(tmp_path: Path) -> None:
    """A 0 that nobody typed would be published as a fact."""
    path = tmp_path / "report.xlsx"
    assert CliRunner().invoke(app, ["new", "云溪县教育局", "2025", "-o", str(path)]).exit_code == 0
    report = read(path).report
    assert (report.organ.name, report.year) == ("云溪县教育局", 2025)
    assert {value for table in report.tables.values() for value in table.values} == {None}
    assert list(report.tables) == list(report.form.tables)
    assert report.sections["overview"] == (form("2021").section("overview").placeholder,)


def test_convert_makes_the_plain_one(tmp_path: Path) -> None:
    """A published workbook would come with hints and empty rows."""
    (tmp_path / "r.txt").write_bytes(render(sample(), "text"))
    done = CliRunner().invoke(app, ["convert", str(tmp_path / "r.txt"), str(tmp_path / "r.xlsx")])
    assert done.exit_code == 0
    assert (tmp_path / "r.xlsx").read_bytes() == render(read(tmp_path / "r.txt").report, "xlsx")
    assert not any(found(sheet, ".//m:f") for sheet in sheets_of((tmp_path / "r.xlsx").read_bytes()))


@pytest.mark.parametrize("entry", ["12.5", 12.5, "约60", "-1", -1, 1e20, 10**15, "①", "2026年1月9日", "=1+1"])
def test_what_is_no_count_is_named(entry: str | float) -> None:
    """Who pastes over a cell goes round its check: the figure would be guessed at."""
    reading = read(typed(workbook(empty("2021")), {(3, "D7"): entry}), format="xlsx")
    assert reading.report.applications["new_received", "natural_person"] is None
    assert told(reading) == {"T05"}


def test_what_the_workbook_says_of_itself_is_quoted() -> None:
    """Somebody's figure that looks like a mark of ours would be gone without a word."""
    reading = read(typed(workbook(empty("2021")), {(3, "D7"): "≠5"}), format="xlsx")
    (own,) = (finding for finding in reading.findings if (finding.code, finding.variant) == ("U06", "workbook"))
    assert "≠5" in str(own.params["quote"])
    assert str(own.params["quote"]).count("【填写】") == 5
    assert reading.report.applications["new_received", "natural_person"] is None


def test_only_places_to_write_in_are_open() -> None:
    """A label that was typed over by mistake would make the table unreadable."""
    data = workbook(empty("2021"))
    styles = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml"))
    unlocked = [bool(found(style, "m:protection[@locked='0']")) for style in found(styles, "m:cellXfs/m:xf")]
    for number, sheet in enumerate(sheets_of(data), 1):
        (lock,) = found(sheet, "m:sheetProtection")
        assert lock.get("sheet") == "1"
        assert lock.get("password") is None
        for cell in found(sheet, ".//m:c"):
            blank_cell = len(cell) == 0
            inner = unlocked[int(cell.get("s", "0"))]
            assert not inner or blank_cell, (number, cell.get("r"))
    open_cells = {
        (number, cell.get("r"))
        for number, sheet in enumerate(sheets_of(data), 1)
        for cell in found(sheet, ".//m:c")
        if unlocked[int(cell.get("s", "0"))]
    }
    assert set(fill_in(empty("2021"))) | set(PROSE) <= open_cells


def test_every_place_for_a_figure_is_guarded() -> None:
    """A word in a cell would be found out only when the report is read."""
    sheets = sheets_of(workbook(empty("2019")))
    rules = [rule for sheet in sheets for rule in found(sheet, ".//m:dataValidation[@type='custom']")]
    shown = {rule.get("errorTitle"): rule for rule in rules}
    assert set(shown) == {"请填件数", "请填增减数", "请填金额和单位"}
    assert all(re.search("填0.*不适用的填/", rule.get("error", "")) for rule in rules)
    assert "万元" in shown["请填金额和单位"].get("error", "")
    charged = sheets_of(workbook(empty("2021")))[1].find(".//m:dataValidation[@errorTitle='请填金额']", SPACE)
    assert charged is not None
    assert "单位：万元" in charged.get("prompt", "")
    formulas = {title: rule.findtext("m:formula1", namespaces=SPACE) for title, rule in shown.items()}
    assert all(str(10**15) in str(formula) for formula in formulas.values())
    for sheet, shape, table in tables_of(empty("2019")):
        bounded = {
            cell
            for rule in found(sheets[sheet - 1], ".//m:dataValidation[@type='custom']")
            for reach in rule.get("sqref", "").split()
            for cell in cells_of(reach)
        }
        derived = form("2019").table(table).derived
        assert bounded == {name for i, name in enumerate(names_of(shape)) if i not in derived}


def cells_of(reach: str) -> list[str]:
    """Return the cells of a range in one row."""
    first, _, last = reach.partition(":")
    row = first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    columns = [cell_name(0, column)[:-1] for column in range(30)]
    start, end = (columns.index(name.removesuffix(row)) for name in (first, last or first))
    return [column + row for column in columns[start : end + 1]]


OURS = re.compile(
    r'[A-Z]{1,3}[0-9]+(?::[A-Z]{1,3}[0-9]+)?|SUMPRODUCT|IF|AND|ABS|ROUND|SUM|COUNT|[0-9]+|[-+<>=(),&]|"[^"=+@]*"'
)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-1+cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_no_cell_runs_what_a_report_says(text: str) -> None:
    """A report from outside would run in the office that opens it."""
    report = sample("2021")
    report = report.replace(
        organ=text, title=text, preface=[text], signed_by=text,
        sections={section: [text] for section in report.sections}, notes={table: [text] for table in report.tables},
    )  # fmt: skip
    data = workbook(report)
    formulas = [f.text or "" for sheet in sheets_of(data) for f in found(sheet, ".//m:f")]
    assert len(formulas) > 20
    assert [f for f in formulas if OURS.sub("", f)] == []
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not any(part in name for name in names for part in ("vba", "external", "hyperlink", "connections"))


def test_the_same_document_gives_the_same_bytes() -> None:
    """A workbook that changes with the clock cannot be compared with yesterday's."""
    assert workbook(sample()) == render(sample(), pickle.loads(pickle.dumps(WORKBOOK)))  # noqa: S301 - our own
    assert XlsxRenderer() != WORKBOOK


def test_every_identity_of_the_year_is_watched() -> None:
    """A relation that the form prints would fail without a mark."""
    for edition in EDITIONS:
        for _, shape, table in tables_of(empty(edition)):
            watched = [relation for relation in form(edition).table(table).relations if not relation.across_years]
            assert len(shape.balances) == len(watched)
            texts = [""] * len(shape.values)
            sums = Sums(shape, texts)
            totals = {i for i in range(len(texts)) if sums.is_total(i)}
            assert totals == form(edition).table(table).derived
            assert len(sums.open) == sum(1 for relation in watched if relation.identity.derives is None)


def test_sums_that_go_in_a_circle_are_no_formulas() -> None:
    """Excel would open with a warning, and show 0."""
    cells = tuple(ShapeCell(Role.VALUE, "", 0, column, number="count") for column in range(3))
    shape = Shape("", (10.0,) * 3, 9, 6, 0, (cells,), (Sum(0, (1, 2)), Sum(1, (0,), (2,))))
    sums = Sums(shape, ["", "", ""])
    assert [sums.is_total(i) for i in range(3)] == [True, False, False]


def test_a_report_of_one_table_has_its_workbook() -> None:
    """An office that was asked for one table alone would get none."""
    for table in form("2021").tables:
        report = blank("甲局", 2025).replace(tables={table: {}})
        assert read(workbook(report), format="xlsx").report == report
    bare = Report("甲局", 2025)
    assert read(workbook(bare), format="xlsx").report == bare
