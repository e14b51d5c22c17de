"""Diagnosis of broken identities: the cell that is wrong is named, and never with more cells than needed."""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ogirmodel import NOT_APPLICABLE, Finding, Money, Report, Table, check, messages
from ogirmodel.checks.diagnosis import Change, Diagnosis, Pattern, Repair, diagnose
from ogirmodel.forms import Cell, Form, load_form, register, unregister
from ogirmodel.model import CellValue
from ogirmodel.testing import sample
from ogirmodel.testing.strategies import reports

DATA = Path(__file__).parents[1] / "data"
MINI = (DATA / "mini.toml").read_text(encoding="utf-8")
TABLES = ("disclosure", "applications", "review_litigation")
FACTS = json.loads((DATA / "figures.json").read_text(encoding="utf-8"))["reports"]
PUBLISHED = [Report(f["organ"], f["year"], f["edition"], tables={t: f[t] for t in TABLES}) for f in FACTS]
SAMPLES = [sample(edition, kind).filled for edition in ("2019", "2021") for kind in ("typical", "max")]

Cells = Mapping[tuple[str, str], CellValue]


def changed(report: Report, table: str, cells: Cells) -> Report:
    return report.replace(tables={**report.tables, table: report.tables[table].replace(cells)})


def broken(report: Report) -> list[Finding]:
    """Return the identities within the year that do not hold."""
    return [f for f in check(report) if f.params.get("relation") and f.severity != "unjudged"]


def applied(report: Report, diagnosis: Diagnosis, repair: Repair) -> Report:
    return changed(report, diagnosis.table, {(c.row, c.column): c.after for c in repair.changes})


def places(repair: Repair) -> set[tuple[str, str]]:
    return {(change.row, change.column) for change in repair.changes}


def only(report: Report, limit: int = 1000) -> Diagnosis:
    (found,) = diagnose(report, limit)
    return found


# ---------------------------------------------------------------- one figure


def slip(figure: int, rng: random.Random) -> int:
    """Return what somebody types who means ``figure``: some off, one digit wrong, or two digits the other way round."""
    digits = list(str(figure))
    match rng.choice(["off", "digit", "turned"]):
        case "off":
            return abs(figure + rng.choice([-1, 1]) * rng.randint(1, max(9, figure // 3)))
        case "digit":
            digits[rng.randrange(len(digits))] = rng.choice("0123456789")
        case _ if len(digits) > 1:
            place = rng.randrange(len(digits) - 1)
            digits[place : place + 2] = digits[place : place + 2][::-1]
    return int("".join(digits))


def mutations(sound: list[Report], count: int) -> Iterator[tuple[Report, Table, Cell]]:
    """Yield reports with one figure changed so that an identity within the year breaks."""
    rng = random.Random(20_260_119)  # noqa: S311 - figures, not secrets
    places = [
        (report, table, cell) for report in sound for table in report.tables.values() for cell in table.form.cells
    ]
    while count:
        report, table, cell = rng.choice(places)
        value = table.values[cell.index]
        if not isinstance(value, int) or value < 0 or not any(_names(table, cell)):
            continue
        wrong = slip(value, rng)
        if wrong == value or _at_most_holds(table, cell, wrong):
            continue
        count -= 1
        yield changed(report, table.id, {cell.key: wrong}), table, cell


def _names(table: Table, cell: Cell) -> Iterator[bool]:
    """Yield, for each identity that names ``cell``, whether it says ``=`` and all its figures are stated."""
    for relation in table.form.relations:
        keys = {(term.row, term.column) for term in (*relation.left, *relation.right)}
        if cell.key in keys and not relation.across_years:
            yield None not in [table.filled[key] for key in keys]


def _at_most_holds(table: Table, cell: Cell, wrong: int) -> bool:
    """Tell whether only a ``<=`` names ``cell``, and holds still."""
    if table.id != "disclosure":
        return False
    below, above = (
        wrong if cell.key[1] == name else table[cell.key[0], name] for name in ("newly_published", "public_total")
    )
    return isinstance(below, int) and isinstance(above, int) and below <= above


def test_one_wrong_figure_is_found_and_named() -> None:
    """1,000 figures mistyped in real and invented reports: each is found, and nearly always named in the first answer.

    Where every total is printed, a cell of the large table is told from all others. What cannot be told apart, the
    five figures of a block of cases, is answered by the likelier slips first.
    """
    first = among = 0
    for report, table, cell in mutations([*PUBLISHED, *SAMPLES], 1000):
        assert broken(report), cell.path
        diagnosis = only(report)
        assert diagnosis.table == table.id
        assert all(len(repair.changes) == 1 for repair in diagnosis.repairs)
        first += any({cell.key} == places(repair) for repair in diagnosis.best)
        among += any({cell.key} == places(repair) for repair in diagnosis.repairs)
    assert among == 1000
    assert first >= 950


def test_one_wrong_figure_of_a_builder_is_among_the_answers() -> None:
    """Without stated totals a column has nothing to tell its cells apart: all are named, and none as the only one."""
    for report, _, cell in mutations([sample(edition) for edition in ("2019", "2021")], 200):
        if broken(report):
            diagnosis = only(report)
            assert any({cell.key} == places(repair) for repair in diagnosis.repairs)
            assert diagnosis.unique == (len(diagnosis.repairs) == 1)


@pytest.mark.parametrize(
    "report", [*PUBLISHED, *SAMPLES, sample("2019"), sample("2021"), sample("2021", "blank")], ids=str
)
def test_a_sound_report_has_nothing_to_mend(report: Report) -> None:
    """Advice on figures that are right makes an office change them."""
    assert diagnose(report) == ()


# ---------------------------------------------------------------- the errors that people make

CASES = {
    "result_upheld": 12,
    "result_corrected": 340,
    "other_result": 0,
    "not_concluded": 7,
    "total": 359,
}


def block(**figures: int | None) -> Diagnosis:
    cells = {("reconsideration", column): value for column, value in (CASES | figures).items()}
    return only(changed(SAMPLES[2], "review_litigation", cells))


@pytest.mark.parametrize(
    ("figures", "column", "pattern"),
    [
        ({"result_upheld": 21}, "result_upheld", Pattern.TRANSPOSED),
        ({"result_corrected": 346}, "result_corrected", Pattern.DIGIT),
        ({"result_corrected": 3400}, "result_corrected", Pattern.EXTRA_ZERO),
        ({"result_corrected": 34}, "result_corrected", Pattern.MISSING_DIGIT),
        ({"result_corrected": 30}, "result_corrected", Pattern.MISSING_DIGIT),
        ({"result_upheld": 112}, "total", Pattern.DIGIT),
        ({"result_upheld": 165}, "total", Pattern.STALE_TOTAL),
        ({"result_upheld": 165}, "result_upheld", Pattern.OTHER),
    ],
)
def test_a_slip_has_its_name(figures: dict[str, int], column: str, pattern: Pattern) -> None:
    """What somebody did with the keyboard is said, so that they recognise it."""
    diagnosis = block(**figures)
    named = {repair.changes[0].column: repair.pattern for repair in diagnosis.repairs}
    assert named[column] == pattern
    assert not diagnosis.unique
    order = [repair.pattern == Pattern.OTHER for repair in diagnosis.repairs]
    assert order == sorted(order)


def test_a_figure_left_out_is_filled_in() -> None:
    """A blank is no zero: where one figure makes all agree, it is said which."""
    diagnosis = block(not_concluded=None)
    assert diagnosis.unique
    assert diagnosis.repairs == (Repair((Change("reconsideration", "not_concluded", None, 7),), Pattern.BLANK),)
    cells: Cells = {("reconsideration", c): None for c in ("not_concluded", "result_upheld", "other_result")}
    assert diagnose(changed(SAMPLES[2], "review_litigation", cells)) == ()


def test_blanks_that_no_one_figure_explains_are_left_alone() -> None:
    """A report half filled in is not yet wrong."""
    half = changed(sample("2021", "blank"), "applications", {("new_received", "natural_person"): 5})
    assert diagnose(half) == ()
    assert broken(half) == []


def test_a_mark_is_no_figure() -> None:
    """A cell that says "not applicable" is neither counted nor proposed."""
    cells: Cells = {("reconsideration", "other_result"): NOT_APPLICABLE, ("reconsideration", "total"): 999}
    assert diagnose(changed(SAMPLES[2], "review_litigation", cells)) == ()


def in_matrix(change: Callable[[Table], Cells]) -> tuple[Diagnosis, Cells]:
    """Return the diagnosis of a published matrix with some cells changed, and what the cells held."""
    report = PUBLISHED[0]
    table = report.applications
    wrong = change(table)
    return only(changed(report, "applications", wrong)), {key: table[key] for key in wrong}


NP, CE = "natural_person", "commercial_enterprise"


@pytest.mark.parametrize(
    ("cells", "pattern", "equally_good"),
    [
        ({("new_received", NP): 3401, ("new_received", CE): 100}, Pattern.SHIFTED, 3),
        ({("outcomes.disclosed", NP): 1170, ("outcomes.partially_disclosed", NP): 324}, Pattern.SHIFTED, 3),
        ({("new_received", NP): 99, ("new_received", CE): 3402}, Pattern.SWAPPED, 1),
        ({("outcomes.disclosed", NP): 319, ("outcomes.partially_disclosed", NP): 1175}, Pattern.SWAPPED, 1),
        (
            {("outcomes.withheld.prohibited_by_law", NP): 2, ("outcomes.withheld.prohibited_by_law", CE): 7},
            Pattern.SPLIT,
            1,
        ),
    ],
)
def test_two_cells_that_went_wrong_together_are_found(cells: Cells, pattern: Pattern, equally_good: int) -> None:
    """A case in the wrong column, two figures exchanged, a figure over two cells: each is one mistake, told as one."""
    diagnosis, before = in_matrix(lambda _: cells)
    assert len(diagnosis.best) == equally_good
    mended = [repair for repair in diagnosis.best if places(repair) == set(cells)]
    assert [repair.pattern for repair in mended] == [pattern]
    assert {(c.row, c.column): c.after for c in mended[0].changes} == before


def test_totals_that_were_not_updated_are_told_from_figures_that_are_wrong() -> None:
    """A case added late, its row's total and that of the outcomes forgotten: only the totals are to be changed."""
    row = "outcomes.disclosed"
    diagnosis, before = in_matrix(
        lambda t: {(r, c): _plus(t[r, c], 1) for r, c in [(row, NP), ("new_received", NP), ("new_received", "total")]}
    )
    assert before
    stale = {(row, "total"), ("outcomes.total", "total"), ("outcomes.total", NP)}
    assert [places(r) for r in diagnosis.repairs if r.pattern == Pattern.STALE_TOTAL or places(r) == stale]


def _plus(value: CellValue, more: int) -> int:
    assert isinstance(value, int)
    return value + more


def test_far_too_much_is_wrong() -> None:
    """Where everything is wrong no cell is blamed, and the answer says so."""
    diagnosis, _ = in_matrix(lambda t: {key: n % 97 for n, key in enumerate(t)})
    assert diagnosis.repairs == ()
    assert not diagnosis.unique
    assert "一格" not in diagnosis.text()


def test_blocks_that_share_no_cell_are_answered_apart() -> None:
    """Two blocks of cases with one error each are two small questions, not one large one."""
    cells = {("reconsideration", "total"): 999, ("litigation_direct", "total"): 998}
    found = diagnose(changed(SAMPLES[2], "review_litigation", cells))
    assert [{c.row for r in d.repairs for c in r.changes} for d in found] == [
        {"reconsideration"},
        {"litigation_direct"},
    ]


def test_no_more_is_listed_than_asked_for() -> None:
    """A long list of equal answers is cut, and says how many there are."""
    full = block(total=360)
    cells = {("reconsideration", column): value for column, value in (CASES | {"total": 360}).items()}
    cut = only(changed(SAMPLES[2], "review_litigation", cells), limit=2)
    assert (len(full.repairs), full.more) == (5, 0)
    assert (cut.repairs, cut.more, cut.unique) == (full.repairs[:2], 3, False)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_an_answer_is_one_sentence(language: messages.Language) -> None:
    """It names the cells as printed, both figures, and the slip; a clerk reads no keys and no placeholders."""
    some = [block(total=360), block(not_concluded=None), in_matrix(lambda t: dict.fromkeys(t, 3))[0]]
    some.append(attrs.evolve(some[0], more=7))
    for diagnosis in some:
        text = diagnosis.text(language)
        assert text.endswith("。" if language == "zh" else ".")
        assert "{" not in text
        assert "_" not in text
        assert text.isprintable()
    assert "结果纠正" in some[0].text(language)
    assert "7" in some[3].text(language)
    for pattern in Pattern:
        assert messages.find(f"diagnosis.{pattern}", language)


# ---------------------------------------------------------------- any report


@given(reports())
def test_every_repair_makes_the_identities_hold(report: Report) -> None:
    """Who follows the advice is done: whatever the report, with marks, blanks and figures of any size."""
    answers = diagnose(report)
    if not any(finding.params.get("relation") for finding in check(report)):
        assert answers == ()
    if not all(answer.repairs for answer in answers):
        return
    mended = report
    for answer in answers:
        mended = applied(mended, answer, answer.repairs[0])
    for answer in answers:
        for repair in answer.repairs:
            undone = {(c.row, c.column): c.before for c in answer.repairs[0].changes}
            after = applied(changed(mended, answer.table, undone), answer, repair)
            assert [finding.text() for finding in broken(after)] == []


# ---------------------------------------------------------------- an invented form, against brute force


@pytest.fixture(scope="module")
def mini() -> Iterator[Form]:
    made = load_form(MINI)
    register(made)
    yield made
    unregister(made.edition)


ROWS = ("visits.morning", "visits.evening", "visits.whole", "complaints")
COLUMNS = ("adult", "child", "everyone")
KEYS = tuple(product(ROWS, COLUMNS))
TOTALS = tuple(key for key in KEYS if "whole" in key[0] or key[1] == "everyone")


def holds(table: Table, cells: Cells) -> bool:
    """Evaluate the identities of the form as the checks do, with none of the code of the diagnosis."""
    filled = table.replace(cells).filled
    for relation in table.form.relations:
        if relation.greater is not None and relation.smaller is not None:
            larger, smaller = sum(relation.greater(filled.values)), sum(relation.smaller(filled.values))
            if larger != smaller and not (relation.at_most and larger > smaller):
                return False
    return True


figures = st.lists(st.integers(0, 4), min_size=len(KEYS), max_size=len(KEYS))
slips = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 6), min_size=1, max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(figures, slips, st.sets(st.sampled_from(TOTALS)))
def test_no_smaller_answer_and_no_other_was_passed_over(
    mini: Form, values: list[int], wrong: dict[tuple[str, str], int], unstated: set[tuple[str, str]]
) -> None:
    """By brute force: fewer cells do not do, and whatever cells of that number do are among the answers."""
    cells: dict[tuple[str, str], CellValue] = dict(zip(KEYS, values, strict=True))
    cells |= dict.fromkeys(TOTALS)
    rest = dict.fromkeys(product(("carried", "left"), COLUMNS), 0)
    table = Report("甲馆", 2024, mini.edition, tables={"room": {**cells, **rest}}).tables["room"]
    stated = {key: table.filled[key] for key in KEYS if key not in unstated} | wrong
    report = Report("甲馆", 2024, mini.edition, tables={"room": {**dict.fromkeys(unstated), **stated, **rest}})
    table = report.tables["room"]
    candidates = [key for key in KEYS if table[key] is not None]
    if holds(table, {}):
        assert diagnose(report) == ()
        return
    answer = only(report, 10_000)
    assert answer.repairs or not _supports(table, candidates, 2)
    size = len(answer.repairs[0].changes) if answer.repairs else 3
    for smaller in range(1, min(size, 3)):
        assert _supports(table, candidates, smaller) == set()
    found = [frozenset(places(repair)) for repair in answer.repairs]
    assert len(found) == len(set(found))
    if size < 3:
        assert _supports(table, candidates, size) <= set(found)
    for repair in answer.repairs:
        assert holds(table, {(c.row, c.column): c.after for c in repair.changes})
        assert all(change.before != change.after for change in repair.changes)


def _supports(table: Table, candidates: list[tuple[str, str]], size: int) -> set[frozenset[tuple[str, str]]]:
    """Return every set of cells that some figures, not too large, make do."""
    return {
        frozenset(keys)
        for keys in combinations(candidates, size)
        if any(
            holds(table, dict(zip(keys, values, strict=True)))
            for values in product(range(30 if size == 1 else 7), repeat=size)
            if all(table[key] != value for key, value in zip(keys, values, strict=True))
        )
    }


def test_amounts_are_mended_to_the_last_decimal() -> None:
    """Money is worked out exactly, and keeps its unit."""
    money = MINI.replace('edition = "mini-reading-room"', 'edition = "mini-money"')
    money = money.replace('label = "Adults 成人" }', 'label = "Adults 成人", number = "money", unit = "元" }')
    money = money.replace('seen = ["Kids"] }', 'number = "money", unit = "元" }')
    money = money.replace('label = "Everyone 合计" }', 'label = "Everyone 合计", number = "money", unit = "元" }')
    made = load_form(money)
    register(made)
    try:
        room = {"visits": {"morning": {"adult": "0.1", "child": "0.2", "everyone": "0.30001"}}}
        answer = only(Report("甲馆", 2024, made.edition, tables={"room": room}))
        afters = {r.changes[0].column: r.changes[0].after for r in answer.repairs}
        assert afters == {
            "adult": Money("0.10001", "元"),
            "child": Money("0.20001", "元"),
            "everyone": Money("0.3", "元"),
        }
        assert "0.30001元" in answer.text("en")
    finally:
        unregister(made.edition)


def test_an_order_between_figures_is_mended_by_the_least_change() -> None:
    """``<=`` leaves the figure open: the nearest that does is named, and not as the only one."""
    cells = {("rules", "newly_published"): 9, ("rules", "public_total"): 4}
    answer = only(changed(sample("2019"), "disclosure", cells))
    assert {(r.changes[0].column, r.changes[0].after) for r in answer.repairs} == {
        ("newly_published", 4),
        ("public_total", 9),
    }
    assert not answer.unique


# ---------------------------------------------------------------- digits in two cells (T09)


def test_a_split_figure_is_told_among_other_errors() -> None:
    """20 typed as 2 and 0, and 27 as 2 and 7, are named whatever else is wrong in the table."""
    cells: Cells = {
        ("outcomes.withheld.prohibited_by_law", NP): 2,
        ("outcomes.withheld.prohibited_by_law", CE): 7,
        ("carried_in", "research_institution"): 44,
    }
    report = changed(PUBLISHED[0], "applications", cells)
    (found,) = [finding for finding in check(report) if finding.code == "T09"]
    assert (found.location.row, found.location.column) == ("outcomes.withheld.prohibited_by_law", NP)
    assert found.params == {"left": 2, "right": 7, "figure": 27}
    assert found.severity == "info"


def test_a_total_that_a_mark_leaves_to_the_other_sum_is_mended_as_well() -> None:
    """A repair would leave the total column broken, because the total was thought to follow from the marked cell."""
    cells = {
        cell.key: 0 for cell in sample().applications.form.cells if cell.index not in sample().applications.form.derived
    }
    cells |= {("new_received", "natural_person"): 1, ("new_received", "commercial_enterprise"): 1}
    report = Report("云溪县政府", 2021, tables={"applications": {**cells, ("outcomes.total", "natural_person"): "/"}})
    for repair in only(report).repairs:
        assert broken(applied(report, only(report), repair)) == []
