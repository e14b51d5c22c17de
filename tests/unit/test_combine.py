"""Reports added up: every figure with those who stand behind it, and everything that makes a sum doubtful."""

import pickle
import subprocess
import sys
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ogirmodel
from ogirmodel import (
    NOT_APPLICABLE,
    Applicant,
    Finding,
    Flow,
    Money,
    Organ,
    Report,
    Severity,
    StructureError,
    UnknownName,
    check,
    total,
)
from ogirmodel.combine import Total
from ogirmodel.combine.figures import Column
from ogirmodel.forms import form, load_form, register, unregister
from ogirmodel.model import CellValue
from ogirmodel.model.cells import BOUND, add
from ogirmodel.testing import sample
from ogirmodel.testing.strategies import reports

ABOVE = "云溪县人民政府"
DISCLOSED = ("outcomes.disclosed", "natural_person")
MINI = (Path(__file__).parents[1] / "data" / "mini.toml").read_text(encoding="utf-8")


def organs(edition: str = "2021", *, year: int = 2021, names: Sequence[str] = ("甲局", "乙局", "丙局")) -> list[Report]:
    """Return sound reports of several organs, whose figures differ."""
    base = sample(edition).replace(year=year, signed_by=None, signed_on=None)
    kinds = {"甲局": base, "乙局": base.filled, "丙局": sample(edition, "zero").replace(year=year)}
    return [kinds.get(name, base).replace(organ=name) for name in names]


def with_cells(report: Report, cells: Mapping[tuple[str, str], object], table: str = "applications") -> Report:
    return report.replace(tables={**report.tables, table: report.tables[table].replace(cells)})


def added_up(given_reports: Iterable[Report], expected: Iterable[str] | None = None) -> Total:
    return total(given_reports, organ=ABOVE, expected=expected)


def codes(found: Sequence[Finding]) -> list[str]:
    return [f.code + (f"_{f.variant}" if f.variant else "") for f in found if f.code != "A06"]


def reads_well(found: Sequence[Finding]) -> None:
    for finding in found:
        for text in (finding.text("zh"), finding.text("en")):
            assert text.endswith(("。", "."))
            assert "{" not in text
            assert "\n" not in text


# ---------------------------------------------------------------- the figures


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_cell_is_the_sum_of_the_components(edition: str) -> None:
    """The one thing a total is for; its own totals follow from its leaves and are not typed."""
    parts = organs(edition)
    found = added_up(parts)
    assert codes(found.findings) == []
    assert found.report.organ == Organ(ABOVE)
    assert found.report.year == 2021
    for table in found.report.tables.values():
        for cell in table.form.cells:
            expected = add([part.filled.tables[table.id].values[cell.index] for part in parts])
            assert found.report.filled.tables[table.id].values[cell.index] == expected
            assert cell.index not in table.form.derived or table.values[cell.index] is None


def test_the_prose_is_left_to_be_written() -> None:
    """Whoever signs the total writes its words; the headings are there, and no organ's words are copied."""
    found = added_up(organs())
    assert found.report.sections == {section.id: () for section in found.report.form.sections}
    assert (found.report.preface, found.report.signed_by, found.report.notes) == ((), None, {})


def test_the_component_of_every_figure_is_kept() -> None:
    """A clerk who is asked "which organ had these eight?" must be able to answer, for totals as well."""
    parts = organs()
    found = added_up(parts)
    assert [name for name, _ in found.components["applications", *DISCLOSED]] == ["甲局", "乙局", "丙局"]
    for (table, row, column), held in found.components.items():
        assert held == tuple((part.organ.name, part.filled.tables[table][row, column]) for part in parts)
    assert len(found.components) == sum(len(table) for table in found.report.tables.values())
    assert ("applications", Flow.NEW_RECEIVED, Applicant.TOTAL) in found.components
    with pytest.raises(UnknownName):
        found.components["applications", "new_received", "everybody"]


def test_a_total_can_be_sent_to_another_process() -> None:
    """Batches add up in workers."""
    found = added_up(organs())
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert again.report == found.report
    assert dict(again.components) == dict(found.components)


def test_money_is_added_exactly() -> None:
    """Ten times 0.1 is 1, in the county's fees as well."""
    cell = {("administrative_fees", "amount"): "0.1"}
    parts = [with_cells(report, cell, "disclosure") for report in organs(names=[f"{n}局" for n in range(10)])]
    assert added_up(parts).report.disclosure.fees == Money("1", "万元")


def test_a_total_that_its_own_leaves_contradict_is_not_added() -> None:
    """Of a component that does not add up the leaves are taken, and the component is named with both sides."""
    parts = organs()
    wrong = with_cells(parts[1], {("outcomes.total", "natural_person"): 1})
    found = added_up([parts[0], wrong, parts[2]])
    assert found.report.filled == added_up(parts).report.filled
    broken = [finding for finding in found.findings if finding.code == "A06"]
    assert {finding.params["organ"] for finding in broken} == {"乙局"}
    assert any(f.params["difference"] == abs(f.params["left_sum"] - f.params["right_sum"]) for f in broken)
    assert any(f.location.column == "natural_person" and f.severity == Severity.ERROR for f in broken)
    reads_well(broken)
    assert not [finding for finding in added_up(parts).findings if finding.code == "A06"]


# ---------------------------------------------------------------- blanks


@pytest.mark.parametrize("nothing", [None, NOT_APPLICABLE])
def test_a_cell_without_a_figure_leaves_the_sum_blank(nothing: CellValue) -> None:
    """A sum over a blank that looks complete is a wrong figure; who left it blank must be named."""
    parts = organs()
    parts[0] = with_cells(parts[0], {DISCLOSED: nothing})
    found = added_up(parts)
    assert found.report.applications[DISCLOSED] is None
    assert codes(found.findings) == ["A04_cell"]
    place = found.findings[0].location
    assert (place.table, place.row, place.column) == ("applications", *DISCLOSED)
    assert found.findings[0].params["organ"] == "甲局"
    assert found.report.applications["outcomes.disclosed", "commercial_enterprise"] is not None
    reads_well(found.findings)


def test_many_blanks_are_one_finding_for_each_organ_and_table() -> None:
    """An organ that left a table empty is asked once, not 144 times."""
    parts = [*organs(), ogirmodel.blank("丁局", 2021), Report("戊局", 2021)]
    found = added_up(parts)
    assert codes(found.findings) == ["A04_cells", "A04_table"] * 3
    assert {f.params["organ"] for f in found.findings} == {"丁局", "戊局"}
    assert set(found.report.applications.values) == {None}
    reads_well(found.findings)


def test_a_total_above_a_blank_is_the_sum_of_what_was_stated() -> None:
    """Where an organ states its total and not its parts, the total is still known."""
    parts = organs(names=["甲局", "乙局"])
    parts[1] = with_cells(parts[1], {DISCLOSED: None})
    found = added_up(parts)
    stated = [part.filled.applications["outcomes.total", "natural_person"] for part in parts]
    assert found.report.applications[DISCLOSED] is None
    assert found.report.applications["outcomes.total", "natural_person"] == add(stated)
    assert found.components["applications", "outcomes.total", "natural_person"][1] == ("乙局", stated[1])


def test_amounts_of_different_units_are_not_added() -> None:
    """Yuan and ten thousand yuan do not add up; the form of 2019 prints no unit."""
    cell = ("centralized_procurement", "amount")
    parts = [
        with_cells(part, {cell: Money("3", unit)}, "disclosure")
        for part, unit in zip(organs("2019", names=["甲局", "乙局"]), ["元", "万元"], strict=True)
    ]
    found = added_up(parts)
    assert found.report.disclosure[cell] is None
    assert codes(found.findings) == ["A04_units"]
    reads_well(found.findings)


def test_a_sum_beyond_the_bound_is_blank() -> None:
    """A sum that no cell can hold is said, not raised."""
    parts = [with_cells(part, {("carried_out", "natural_person"): BOUND - 1}) for part in organs()]
    found = added_up(parts)
    assert found.report.applications["carried_out", "natural_person"] is None
    assert codes(found.findings) == ["A04_large"]
    reads_well(found.findings)


# ---------------------------------------------------------------- who is added up


def test_missing_and_doubled_organs_are_named() -> None:
    """A sum without one organ, or with one twice, looks like any other."""
    parts = organs()
    found = added_up([*parts, parts[0], parts[1].replace(organ=ABOVE)], expected=["甲局", "乙局", "丁局"])
    assert codes(found.findings) == ["A02_twice", "A02_itself", "A02_missing"]
    assert [f.params["organ"] for f in found.findings] == ["甲局", ABOVE, "丁局"]
    reads_well(found.findings)
    assert codes(added_up(parts, expected=["甲局", "乙局", "丙局"]).findings) == []


def test_an_organ_inside_another_is_named() -> None:
    """A township whose figures are in its county's report already would count twice in the city's."""
    parts = organs()
    parts[0] = parts[0].replace(organ=Organ("甲局", parent="乙局"))
    found = added_up(parts)
    assert codes(found.findings) == ["A02_inside"]
    assert found.findings[0].params["parent"] == "乙局"
    apart = parts[0].replace(organ=Organ("甲局", parent=ABOVE))
    assert codes(added_up([apart, *parts[1:]]).findings) == []


def test_a_report_of_another_year_is_not_added() -> None:
    """Last year's file in this year's folder is an ordinary accident; most reports say which year it is."""
    parts = organs()
    stray = parts[0].replace(year=2022)
    found = added_up([stray, *parts], expected=["甲局"])
    assert found.report.filled == added_up(parts).report.filled
    assert codes(found.findings) == ["A03"]
    assert found.components.organs == ("甲局", "乙局", "丙局")
    reads_well(found.findings)
    assert "A02_missing" in codes(added_up([stray, *parts[1:]], expected=["甲局"]).findings)


def test_there_is_no_total_of_nothing() -> None:
    """Without any report there is no year to report on."""
    with pytest.raises(StructureError) as caught:
        added_up([])
    assert caught.value.problems[0].key == "no_reports"
    for language in ogirmodel.messages.LANGUAGES:
        assert caught.value.text(language)


# ---------------------------------------------------------------- editions


def test_an_older_edition_is_carried_over() -> None:
    """One organ on last year's form must not cost the government its total."""
    new, old = organs(names=["甲局"])[0], organs("2019", names=["乙局"])[0]
    found = added_up([new, old])
    report = found.report
    assert report.edition == "2021"
    assert codes(found.findings) == ["A05", "A05"]
    for cell in report.applications.form.cells:
        value = report.filled.applications.values[cell.index]
        if cell.key[0].startswith("outcomes.other_outcomes."):
            assert value is None
        else:
            assert value == add([new.filled.applications[cell.key], old.filled.applications[cell.key]])
    assert report.applications["outcomes.total", "total"] is not None
    assert report.review_litigation.reconsiderations is not None
    assert set(report.disclosure.values) == {None}
    assert [f for f in check(report) if f.severity == Severity.ERROR and f.code.startswith("T")] == []
    held = found.components["applications", "outcomes.other_outcomes.other", "total"]
    assert held[1] == ("乙局", None)
    reads_well(found.findings)


def test_a_newer_edition_is_carried_back() -> None:
    """For 2020 the form of 2019 is the one to be filled in, whoever used the next."""
    old, new = organs("2019", year=2020, names=["甲局"])[0], organs(year=2020, names=["乙局"])[0]
    found = added_up([new, new.replace(organ="丙局"), old])
    row = ("outcomes.other_outcomes", "natural_person")
    parts = [new.applications[f"{row[0]}.{k}", row[1]] for k in ("correction_overdue", "fee_overdue", "other")]
    assert found.report.edition == "2019"
    assert found.report.applications[row] == add([*parts, *parts, old.applications[row]])
    assert {f.location.table for f in found.findings if f.code == "A05"} == {"disclosure"}


def test_a_form_of_another_line_is_not_added() -> None:
    """A return of reading rooms has nothing to add to a report on information."""
    made = load_form(MINI)
    register(made)
    try:
        stray = Report("市图书馆", 2021, made.edition, tables={"room": {}}).blanks_as_zero()
        found = added_up([*organs(), stray])
        alone = added_up([stray, stray.replace(organ="县图书馆")])
    finally:
        unregister(made.edition)
    assert codes(found.findings) == ["A03"]
    assert found.report.filled == added_up(organs()).report.filled
    assert (alone.report.edition, codes(alone.findings)) == (made.edition, [])


@pytest.mark.parametrize("mixed", [False, True])
def test_the_checks_agree_with_the_total(*, mixed: bool) -> None:
    """A total made here must pass the check of a government against its components, in either edition."""
    parts = [*organs(), *(organs("2019", names=["丁局"]) if mixed else [])]
    found = check(added_up(parts).report, components=parts)
    assert [f.text() for f in found if f.code.startswith("A") and f.severity != Severity.UNJUDGED] == []
    wrong = with_cells(added_up(parts).report.filled, {DISCLOSED: 10**6})
    assert "A01" in {f.code for f in check(wrong, components=parts) if f.severity == Severity.ERROR}


# ---------------------------------------------------------------- laws


def small(report: Report) -> Report:
    """Return ``report`` on 2021 with figures whose sums every cell can hold."""
    tables = {}
    for name, table in report.tables.items():
        cells = zip(table.form.cells, table.values, strict=True)
        tables[name] = table.replace({c.key: v % 10**9 if isinstance(v, int) else v for c, v in cells})
        large = [k for k, v in tables[name].items() if isinstance(v, Money) and v.value > 10**9]
        tables[name] = tables[name].replace(dict.fromkeys(large, 0))
    return report.replace(year=2021, title=None, tables=tables)


PARTS = st.lists(reports().map(small), min_size=2, max_size=4)


def figures(report: Report) -> dict[str, tuple[CellValue, ...]]:
    return {name: table.values for name, table in report.filled.tables.items()}


@settings(max_examples=settings().max_examples // 3, suppress_health_check=[HealthCheck.too_slow])
@given(PARTS, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_does_not_matter(parts: list[Report], random: Random) -> None:
    """Files come in any order, of either edition, with anything in their cells."""
    shuffled = sorted(parts, key=lambda _: random.random())
    assert figures(added_up(shuffled).report) == figures(added_up(parts).report)


@settings(max_examples=settings().max_examples // 3, suppress_health_check=[HealthCheck.too_slow])
@given(PARTS, st.integers(1, 3))
def test_totals_of_totals_are_the_total(parts: list[Report], cut: int) -> None:
    """A province adds up its cities or all their organs, and gets the same figures."""
    groups = [group for group in (parts[:cut], parts[cut:]) if group]
    by_groups = added_up([added_up(group).report for group in groups])
    assert figures(by_groups.report) == figures(added_up(parts).report)


NOTHING = st.sampled_from([None, NOT_APPLICABLE])
COUNTS = st.integers(0, 200) | st.integers(1 - BOUND, BOUND - 1)
AMOUNTS = st.builds(
    Money, st.integers(0, BOUND - 1) | st.sampled_from(["0.000001", "0.37"]), st.sampled_from(["元", None])
)
CELLS = st.tuples(st.just("count"), st.lists(COUNTS | NOTHING)) | st.tuples(
    st.just("money"), st.lists(AMOUNTS | NOTHING)
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(CELLS)
def test_what_is_packed_is_what_was_given(given_cells: tuple[str, list[CellValue]]) -> None:
    """Figures are held in a byte or two each, and none may change on the way, whatever stands beside it."""
    kind, values = given_cells
    column = Column(next(cell for cell in form("2019").tables["disclosure"].cells if cell.number == kind))
    for start in range(0, len(values), 5):
        column.extend(values[start : start + 5])
    assert list(column) == values
    assert column.sum() == add(values)


def test_no_report_is_kept_while_they_are_added_up() -> None:
    """A nation of reports is added up in the memory of their figures."""
    [part] = organs(names=["甲局"])
    last: list[weakref.ref[Report]] = []

    def one_by_one() -> Iterator[Report]:
        for number in range(100):
            report = part.replace(organ=f"{number}局")
            yield report
            assert not any(before() for before in last)
            last[:] = [weakref.ref(report)]

    assert len(added_up(one_by_one()).components.organs) == 100


# ---------------------------------------------------------------- the command line


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ogirmodel", "total", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_command_adds_up_files_and_names_what_is_missing(tmp_path: Path) -> None:
    """A county office has a folder of files and a list of names, and no program of its own."""
    for part in organs():
        ogirmodel.write(part, tmp_path / f"{part.organ.name}.txt")
    (tmp_path / "names.txt").write_text("甲局\n\n 乙局 \n丁局\n", encoding="gb18030")
    files = sorted(tmp_path.glob("*局.txt"))
    options = ("--organ", ABOVE, "--expected", "names.txt", "-o", "all.json", "-o", "all.docx")
    done = run(*files, *options, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.count("A02") == 1
    assert "丁局" in done.stderr
    assert ogirmodel.load(tmp_path / "all.json").filled == added_up(organs()).report.filled
    assert (tmp_path / "all.docx").stat().st_size > 0


def test_the_command_refuses_what_is_wrong_if_told_to(tmp_path: Path) -> None:
    """What is refused must not half exist, and an input must not be overwritten."""
    parts = organs()
    ogirmodel.write(with_cells(parts[1], {("outcomes.total", "natural_person"): 1}), tmp_path / "a.json")
    done = run("a.json", "--organ", ABOVE, "-o", "all.json", "--strict", cwd=tmp_path)
    assert done.returncode == 1
    assert "A06" in done.stderr
    for arguments in (["a.json", "-o", "a.json"], ["-", "-", "-o", "b.json"], ["none.json", "-o", "b.json"]):
        done = run(*arguments, "--organ", ABOVE, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
