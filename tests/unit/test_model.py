"""The report as a value: what it takes, what it refuses, what follows from it, and that it never changes."""

import copy
import datetime
import decimal
import enum
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import partial
from multiprocessing.reduction import ForkingPickler
from typing import Any

import attrs
import pytest

from ogirmodel import (
    NOT_APPLICABLE,
    Applicant,
    ApplicationMatrix,
    Disclosure,
    DisclosureColumn,
    DisclosureTable,
    Flow,
    Money,
    OgirError,
    Organ,
    Outcome,
    Proceeding,
    Report,
    Result,
    ReviewLitigation,
    StructureError,
    Table,
    UnknownName,
    blank,
    dump,
    load,
)
from ogirmodel.forms import Form, Number, Row, editions, form
from ogirmodel.messages import LANGUAGES
from ogirmodel.model import make_table
from ogirmodel.model.cells import BOUND, add
from ogirmodel.testing import KINDS, sample

ORGAN = "云溪县教育局"
RECEIVED = ("new_received", "natural_person")
FEES = ("administrative_fees", "amount")
APPLICANTS = [str(applicant) for applicant in Applicant if applicant != Applicant.TOTAL]
EDITIONS = ["2019", "2021"]
WRONG_CONTAINERS: list[Any] = [[], ["a"], "text", 5, True, [("a", 1)]]
FORBIDDEN = ["\x00", "\x01", "\x08", "\x0e", "\x1b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"]


def applications(cells: Mapping[Any, Any]) -> ApplicationMatrix:
    return Report(ORGAN, 2025, tables={"applications": cells}).applications


def received(value: Any) -> Any:
    """Put ``value`` where a count belongs and return what the report holds."""
    return applications({RECEIVED: value})[RECEIVED]


def fees(value: Any) -> Any:
    """Put ``value`` where an amount in 万元 belongs and return what the report holds."""
    return Report(ORGAN, 2025, tables={"disclosure": {FEES: value}}).disclosure[FEES]


def problems(make: Callable[[], object]) -> dict[str, str]:
    """Return the problems of the StructureError that ``make`` raises, path to key, once its words are proper."""
    with pytest.raises(StructureError) as caught:
        make()
    assert len({problem.path for problem in caught.value.problems}) == len(caught.value.problems) > 0
    for language in LANGUAGES:
        text = caught.value.text(language)
        assert text.isprintable()
        assert len(text) < 1500
        assert text.endswith(("。", "."))
    return {problem.path: problem.key for problem in caught.value.problems}


def pickled(value: Any) -> Any:
    """Send ``value`` through the pickle that process pools use."""
    return ForkingPickler.loads(ForkingPickler.dumps(value))


# ---------------------------------------------------------------- pleasant to build


def test_every_way_to_name_a_cell_gives_the_same_report() -> None:
    """Nested keys, dotted keys, pairs, StrEnums and mixtures are one and the same table."""
    nested = {"outcomes": {"withheld": {"state_secret": {"natural_person": 1}}}, "carried_in": {"total": 2}}
    dotted = {"outcomes.withheld.state_secret.natural_person": 1, "carried_in.total": 2}
    pairs = {("outcomes.withheld.state_secret", "natural_person"): 1, ("carried_in", "total"): 2}
    enums = {
        (Outcome.WITHHELD_STATE_SECRET, Applicant.NATURAL_PERSON): 1,
        Flow.CARRIED_IN: {Applicant.TOTAL: 2},
    }
    mixed = {"outcomes.withheld": {("state_secret", "natural_person"): 1}, ("carried_in", Applicant.TOTAL): 2}
    built = [applications(cells) for cells in (nested, dotted, pairs, enums, mixed)]
    assert built == [built[0]] * 5
    assert built[0]["outcomes.withheld.state_secret", "natural_person"] == 1
    assert built[0][Outcome.WITHHELD_STATE_SECRET, Applicant.NATURAL_PERSON] == 1
    assert sum(value is not None for value in built[0].values) == 2


def test_every_enumerated_cell_of_the_other_tables_can_be_read() -> None:
    """The enumerations reach the disclosure and the litigation tables too."""
    report = Report(
        ORGAN,
        2025,
        tables={
            "disclosure": {Disclosure.RULES: {DisclosureColumn.MADE: 4}},
            "review_litigation": {Proceeding.LITIGATION_DIRECT: {Result.UPHELD: 3}},
        },
    )
    assert report.disclosure["rules", "made"] == report.disclosure[Disclosure.RULES, DisclosureColumn.MADE] == 4
    assert report.review_litigation["litigation_direct", "result_upheld"] == 3


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cell_has_a_place_of_its_own(edition: str) -> None:
    """A figure put into a cell comes back from that cell and from no other."""
    for table_id, table in form(edition).tables.items():
        for cell in table.cells:
            value = "1.5" if cell.number == Number.MONEY else 7
            built = make_table(form(edition), table_id, {cell.key: value})
            assert [key for key, held in built.items() if held is not None] == [cell.key]


def test_prose_is_text_or_a_list_of_paragraphs() -> None:
    """One string with line breaks and a list of lines are the same prose, in every place that takes prose."""
    lines = ["第一段。", "第二段。"]
    for given in ("第一段。\n第二段。", lines, tuple(lines), iter(lines), ["第一段。\n第二段。"]):
        assert Report(ORGAN, 2025, sections={"overview": given}).sections["overview"] == tuple(lines)
    report = Report(ORGAN, 2025, tables={"disclosure": {}}, notes={"disclosure": "甲\n乙"}, preface="丙\n丁")
    assert report.notes["disclosure"] == ("甲", "乙")
    assert report.preface == ("丙", "丁")


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_any_line_break_ends_a_paragraph(mark: str) -> None:
    """Text pasted from Word or the web does not carry line separators into a paragraph."""
    report = Report(ORGAN, 2025, sections={"overview": f"甲{mark}{mark}\u3000 {mark}乙"})
    assert report.sections["overview"] == ("甲", "乙")


def test_outer_blanks_go_and_inner_blanks_stay() -> None:
    """The two-em indent of Chinese typing is not text; blanks within a sentence are."""
    report = Report(ORGAN, 2025, sections={"overview": "\u3000\u3000甲\u3000乙  丙\t丁 \u3000\xa0"})
    assert report.sections["overview"] == ("甲\u3000乙  丙\t丁",)


@pytest.mark.parametrize("text", ["😀𠮷", "\u200f\u200b\ufeff中", "\ufffd", "<b>&amp;</b>", "=1+1", "{0}%s\\"])
def test_odd_but_storable_text_is_kept_as_it_is(text: str) -> None:
    """Whatever XML can hold is not altered on the way in."""
    assert Report(ORGAN, 2025, sections={"overview": text}).sections["overview"] == (text,)


def test_organ_is_a_name_a_dictionary_or_an_organ() -> None:
    """The three ways to say who reports are equal."""
    organ = Organ(ORGAN)
    assert Report(ORGAN, 2025) == Report({"name": ORGAN}, 2025) == Report(organ, 2025)
    assert Report(organ, 2025).organ is organ


def test_one_line_texts_are_made_one_line() -> None:
    """A title or a name copied with its line break or indent still is one line."""
    report = Report(f"\u3000{ORGAN}\n", 2025, title=" 某县\r\n年度报告 ", signed_by="\t某局 \u2028")
    assert (report.organ.name, report.signed_by) == (ORGAN, "某局")
    assert report.title is not None
    assert len(report.title.splitlines()) == 1
    assert "".join(report.title.split()) == "某县年度报告"


def test_standard_title_is_not_kept_as_a_title_of_its_own() -> None:
    """A report that spells out the standard title equals one that leaves it out, and follows a change of year."""
    standard = f"{ORGAN}2025年政府信息公开工作年度报告"
    report = Report(ORGAN, 2025, title=standard)
    assert report.title is None
    assert report == Report(ORGAN, 2025) == Report(ORGAN, 2025, title="") == Report(ORGAN, 2025, title=" ")
    assert report.full_title == standard
    assert report.replace(year=2026).full_title == standard.replace("2025", "2026")
    other = standard.replace("2025", "2024")
    assert Report(ORGAN, 2025, title=other).title == other


def test_parts_stand_in_the_order_of_the_form_however_given() -> None:
    """Two builders that name the parts in different order make equal reports and equal files."""
    sections = {"other_matters": "乙", "overview": "甲"}
    tables: dict[str, Any] = {"review_litigation": {}, "disclosure": {}}
    notes = {"review_litigation": "注二", "disclosure": "注一"}
    one = Report(ORGAN, 2025, sections=sections, tables=tables, notes=notes)
    other = Report(
        ORGAN,
        2025,
        sections=dict(reversed(sections.items())),
        tables=dict(reversed(tables.items())),
        notes=dict(reversed(notes.items())),
    )
    assert (one, hash(one), dump(one)) == (other, hash(other), dump(other))
    assert list(one.sections) == ["overview", "disclosure", "review_litigation", "other_matters"]
    assert list(one.tables) == list(one.notes) == ["disclosure", "review_litigation"]


def test_a_table_makes_its_section_present_but_no_section_makes_a_table() -> None:
    """A table is never printed without its heading, and a heading alone does not invent a nil table."""
    report = Report(ORGAN, 2025, sections={"disclosure": "说明"}, tables={"applications": {}})
    assert dict(report.sections) == {"disclosure": ("说明",), "applications": ()}
    assert list(report.tables) == ["applications"]
    assert dict(Report(ORGAN, 2025, sections={"overview": []}).sections) == {"overview": ()}


def test_none_stands_for_nothing_said() -> None:
    """Fields of a form or a database that are NULL can be handed on as they are."""
    absent: Any = None
    report = Report(ORGAN, 2025, None, absent, absent, absent, absent, absent, absent, absent, absent)
    assert report == Report(ORGAN, 2025)


def test_empty_note_is_no_note() -> None:
    """A list of notes that happens to be empty is not held against its missing table."""
    assert Report(ORGAN, 2025, notes={"applications": []}).notes == {}
    assert Report(ORGAN, 2025, tables={"applications": {}}, notes={"applications": " \n"}).notes == {}


# ---------------------------------------------------------------- stated and derived


def test_totals_are_derived_in_rows_and_columns_and_their_corner() -> None:
    """A builder never types a total: each sum, and the sum of sums, is there in ``filled``."""
    zeros = blank(ORGAN, 2025).blanks_as_zero()
    table = zeros.applications.replace(
        {
            (Outcome.DISCLOSED, "natural_person"): 3,
            (Outcome.OTHER_OUTCOMES_OTHER, "research_institution"): 4,
            (Flow.CARRIED_OUT, "other_organization"): 5,
        }
    )
    filled = table.filled
    assert filled["outcomes.disclosed", "total"] == 3
    assert filled["outcomes.total", "natural_person"] == 3
    assert filled["outcomes.total", "research_institution"] == 4
    assert filled["outcomes.total", "commercial_enterprise"] == 0
    assert filled["outcomes.total", "total"] == 7
    assert filled["carried_out", "total"] == 5
    assert filled["new_received", "natural_person"] == 0
    assert table["outcomes.total", "total"] is None


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", ["typical", "zero", "max"])
def test_filled_leaves_no_total_blank_when_nothing_is_blank(edition: str, kind: str) -> None:
    """What is printed of a complete report has no empty cell."""
    report = sample(edition, kind)
    totals = [table.values[i] for table in report.tables.values() for i in table.form.derived]
    assert totals
    assert set(totals) == {None}
    assert all(None not in table.values for table in report.filled.tables.values())


@pytest.mark.parametrize("nothing", [None, NOT_APPLICABLE])
def test_a_sum_over_a_blank_or_a_mark_is_blank(nothing: object) -> None:
    """No total is invented over a figure that nobody stated."""
    zeros = blank(ORGAN, 2025).blanks_as_zero().applications
    table = zeros.replace({(Outcome.DISCLOSED, "natural_person"): nothing})
    for cell in ((Outcome.DISCLOSED, "total"), ("outcomes.total", "natural_person"), ("outcomes.total", "total")):
        assert table.filled[cell] is None
    assert table.filled["outcomes.total", "commercial_enterprise"] == 0
    assert table.filled[Outcome.DISCLOSED, "natural_person"] is nothing


def test_a_stated_total_is_never_changed() -> None:
    """A total that does not add up stays what the report says; so does a mark in its place."""
    zeros = blank(ORGAN, 2025).blanks_as_zero()
    for stated in (99, 0, NOT_APPLICABLE):
        table = zeros.applications.replace({("new_received", "total"): stated})
        assert table.filled["new_received", "total"] == stated
    wrong = zeros.applications.replace({("outcomes.total", "natural_person"): 5, ("outcomes.total", "total"): 6})
    assert wrong.filled["outcomes.total", "natural_person"] == 5
    assert wrong.filled["outcomes.total", "total"] == 6


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", list(KINDS))
def test_filled_is_computed_once_and_shares_the_rest(edition: str, kind: str) -> None:
    """Rendering one report in five formats neither adds up five times nor copies its prose."""
    report = sample(edition, kind)
    filled = report.filled
    assert report.filled is filled
    assert filled.filled is filled
    assert filled.organ is report.organ
    assert filled.sections is report.sections
    assert filled.notes is report.notes
    assert type(filled.applications) is ApplicationMatrix
    assert sample(edition, kind) == report


def test_filled_states_nothing_but_blank_derivable_cells() -> None:
    """Filling changes totals only, whatever else is blank."""
    report = sample("2021", "typical")
    for table_id, table in report.tables.items():
        for cell, before, after in zip(
            table.form.cells, table.values, report.filled.tables[table_id].values, strict=True
        ):
            assert before == after or (before is None and cell.index in table.form.derived)


def test_a_copy_does_not_carry_the_totals_of_its_original() -> None:
    """After a change by copy, the totals are those of the copy."""
    report = blank(ORGAN, 2025).blanks_as_zero()
    assert report.filled.applications["new_received", "total"] == 0
    assert report.applications.filled["new_received", "total"] == 0
    table = report.applications.replace({RECEIVED: 8})
    changed = report.replace(tables={**report.tables, "applications": table})
    assert table.filled["new_received", "total"] == 8
    assert changed.filled.applications["new_received", "total"] == 8


def test_a_total_beyond_the_bound_stays_blank() -> None:
    """Figures at the bound give no error when added up, and no figure that the model refuses."""
    table = applications({"new_received": dict.fromkeys(APPLICANTS, BOUND - 1)})
    assert table.filled["new_received", "total"] is None
    assert table.received is None


def test_signed_figures_add_up_with_their_sign() -> None:
    """Sums of cells keep signs, and amounts keep their decimals."""
    assert add([3, -5]) == -2
    assert add([3], [-5, 1]) == 7
    assert add([Money("0.1"), Money("0.2")]) == Money("0.3")
    assert add([Money("0.1")], [Money("0.3")]) == Decimal("-0.2")
    assert add([Money("1", "元"), Money("1", "万元")]) is None
    assert add([1, Money("1")]) is None
    assert add([1, NOT_APPLICABLE]) is None
    assert add([]) == 0


def test_blank_zero_and_not_applicable_stay_three_things() -> None:
    """Nobody who leaves a cell empty is made to say nil, or the other way round."""
    held = [received(value) for value in (None, 0, NOT_APPLICABLE)]
    assert held == [None, 0, NOT_APPLICABLE]
    reports = [Report(ORGAN, 2025, tables={"applications": {RECEIVED: value}}) for value in (None, 0, "/")]
    assert len(set(reports)) == 3
    assert len({dump(report) for report in reports}) == 3
    amounts = [fees(value) for value in (None, 0, "/")]
    assert amounts == [None, Money("0", "万元"), NOT_APPLICABLE]
    assert Report(ORGAN, 2025) != Report(ORGAN, 2025, tables={"applications": {}})


@pytest.mark.parametrize("edition", EDITIONS)
def test_blanks_as_zero_says_nil_and_nothing_else(edition: str) -> None:
    """Calling blank nil touches no stated figure and no mark, and leaves totals to be derived."""
    year = form(edition).years.first
    before = Report(ORGAN, year, edition, tables={table: {} for table in form(edition).tables})
    table = before.applications.replace({RECEIVED: 8, ("carried_in", "natural_person"): NOT_APPLICABLE})
    before = before.replace(tables={**before.tables, "applications": table})
    after = before.blanks_as_zero()
    assert before.applications["carried_out", "natural_person"] is None
    assert after.applications[RECEIVED] == 8
    assert after.applications["carried_in", "natural_person"] is NOT_APPLICABLE
    assert after.applications["carried_in", "total"] is None
    assert after.applications["new_received", "total"] is None
    for held in after.tables.values():
        for cell, value in zip(held.form.cells, held.values, strict=True):
            assert (value is None) == (cell.index in held.form.derived)
            assert isinstance(value, Money) == (cell.number == Number.MONEY)
    assert after.filled.applications["new_received", "total"] == 8
    assert after.blanks_as_zero() == after


@pytest.mark.parametrize("edition", EDITIONS)
def test_blank_has_every_table_and_no_figure(edition: str) -> None:
    """A fresh report has all tables, all cells blank, and says no prose."""
    year = form(edition).years.first
    report = blank(ORGAN, year)
    assert report.edition == edition
    assert list(report.tables) == list(form(edition).tables)
    assert {value for table in report.tables.values() for value in table.values} == {None}
    assert set(report.sections.values()) == {()}
    assert report.filled == report


# ---------------------------------------------------------------- money


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("0.370", "0.37"),
        ("0", "0"),
        ("0.000000", "0"),
        ("00012.50", "12.5"),
        ("1000", "1000"),
        ("1.000000000", "1"),
        (5, "5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0"), "0"),
        (Decimal("0E+1000000"), "0"),
        (Decimal("0E-1000000"), "0"),
        ("999999999999999.999999", "999999999999999.999999"),
        (Decimal("0.123456" + "0" * 40), "0.123456"),
    ],
)
def test_equal_amounts_are_equal_however_written(given: Any, value: str) -> None:
    """Trailing zeros, exponents and leading zeros make no second amount, and no second file."""
    money = Money(given, "元")
    assert str(money) == value
    assert (money, hash(money)) == (Money(value, "元"), hash(Money(value, "元")))
    assert money.value.as_tuple() == Decimal(value).as_tuple()


@pytest.mark.parametrize(
    "given",
    [
        0.5,
        float("nan"),
        True,
        None,
        b"1",
        [],
        -1,
        "-1",
        "+1",
        " 1",
        "1 ",
        "1\n",
        "",
        ".",
        "1.",
        ".5",
        "１",
        "١",
        "²",
        "1,000",
        "1_000",
        "1e3",
        "1E+30",
        "NaN",
        "Infinity",
        "0x10",
        "10万",
        "10元",
        "1.0000001",
        "1" * 16,
        10**15,
        10**5000,
        "9" * 100_000,
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-0.1"),
        Decimal("1E+15"),
        Decimal("1E+30"),
        Decimal("1E+999999"),
        Decimal("1E-7"),
        Decimal("1E-999999"),
    ],
    ids=lambda given: repr(given)[:24] if not isinstance(given, int) else "integer",
)
def test_what_is_no_exact_amount_is_refused(given: Any) -> None:
    """A float, a negative amount, a special value or a fraction of a fen is an error with its place, never a guess."""
    with pytest.raises(StructureError):
        Money(given, "元")
    if given is not None:
        assert list(problems(lambda: fees(given))) == ["tables.disclosure.administrative_fees.amount"]


def test_the_unit_of_the_label_is_supplied_and_another_refused() -> None:
    """Under a label in 万元, an amount in 元 is not taken ten thousand times too high."""
    assert fees("1.5") == fees(Money("1.5")) == fees(Money("1.5", "万元")) == Money("1.5", "万元")
    assert fees({"value": "1.5", "unit": "万元"}) == Money("1.5", "万元")
    path = "tables.disclosure.administrative_fees.amount"
    assert problems(lambda: fees(Money("1.5", "元"))) == {path: "other_unit"}
    assert problems(lambda: fees({"value": "1.5", "unit": "元"})) == {path: "other_unit"}


def test_a_label_without_unit_keeps_the_unit_of_the_amount() -> None:
    """Where the form prints no unit, 元, 万元 and no unit are three different amounts."""
    place = ("centralized_procurement", "amount")
    held = [
        Report(ORGAN, 2020, tables={"disclosure": {place: value}}).disclosure[place]
        for value in ("2", Money("2", "元"), {"value": "2", "unit": "万元"})
    ]
    assert held == [Money("2"), Money("2", "元"), Money("2", "万元")]
    assert len(set(held)) == 3


@pytest.mark.parametrize("unit", ["亿元", "", "万", "yuan", 5, [], {}])
def test_no_other_unit_of_money_exists(unit: Any) -> None:
    """A unit that would not be understood later is refused at once."""
    with pytest.raises(StructureError):
        Money("1", unit)


@pytest.mark.parametrize(
    "value", [{"value": "1"}, {"unit": "元"}, {"value": 1, "unit": "万元"}, {}, {"value": "1", "x": 1}]
)
def test_half_an_amount_is_refused(value: Any) -> None:
    """An amount in two parts has exactly these two."""
    assert list(problems(lambda: fees(value))) == ["tables.disclosure.administrative_fees.amount"]


def hosts() -> Iterator[decimal.Context]:
    """Yield decimal contexts that an embedding program may have set for its own sums."""
    yield decimal.Context(prec=5)
    yield decimal.Context(prec=5, rounding=decimal.ROUND_DOWN)
    yield decimal.Context(traps=[decimal.Inexact, decimal.Rounded, decimal.InvalidOperation])
    yield decimal.Context(Emax=9, Emin=-9, traps=[decimal.Overflow, decimal.Subnormal, decimal.Underflow])
    yield decimal.Context(traps=[])


@pytest.mark.parametrize("context", list(hosts()), ids=["5 digits", "down", "inexact", "exponents", "no traps"])
def test_amounts_are_exact_whatever_the_host_set_for_its_own_sums(context: decimal.Context) -> None:
    """A host program's decimal precision or traps never round an amount of a report, or stop it."""
    large, fine = "123456789012345.678901", "0.500000000000000000000000000000"
    with decimal.localcontext(context):
        assert str(Money(large)) == large
        assert str(Money(fine)) == "0.5"
        assert str(add([Money(large), Money("0.000001")])) == "123456789012345.678902"
        assert load(dump(sample("2021", "max"))) == sample("2021", "max")
        for bad in (Decimal("0.1234567"), Decimal("1E-30")):
            with pytest.raises(StructureError):
                Money(bad)


# ---------------------------------------------------------------- counts


class Index:
    """What numpy and databases give for an integer."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


class Shade(enum.IntEnum):
    """An integer that is more than an integer."""

    DARK = 4


class Count(int):
    """An integer of a user's own."""


@pytest.mark.parametrize("value", [4, Index(4), Shade.DARK, Count(4)])
def test_whatever_is_an_integer_is_held_as_one(value: Any) -> None:
    """A count from numpy or an enumeration is a plain int in the report: it dumps, pickles and compares as one."""
    held = received(value)
    assert held == 4
    assert type(held) is int


@pytest.mark.parametrize(
    "value",
    [
        *(True, False, 1.0, float("nan"), float("inf"), "3", "", "//", b"1", Decimal(3), 1 + 0j),
        *([], [3], (), {}, {"a": 1}, ..., int, Index, Money("1")),
    ],
    ids=str,
)
def test_what_is_no_integer_is_no_count(value: Any) -> None:
    """Nothing is silently converted: a bool, a float, text or a container names its cell."""
    path = "tables.applications.new_received.natural_person"
    assert set(problems(lambda: received(value))) == {path}


@pytest.mark.parametrize(
    "value", [-1, BOUND, BOUND + 1, 10**40, Index(-1), Index(BOUND)], ids=lambda v: type(v).__name__
)
def test_counts_have_bounds(value: Any) -> None:
    """Neither a negative count nor one beyond any plausible figure gets in."""
    path = "tables.applications.new_received.natural_person"
    assert problems(lambda: received(value))[path] in {"negative", "count_out_of_range"}


def test_the_largest_and_the_smallest_figures_get_in() -> None:
    """The bounds themselves are where the documentation says."""
    assert received(BOUND - 1) == BOUND - 1
    assert received(0) == 0


@pytest.mark.parametrize("value", [10**5000, -(10**5000), -(10**4000)], ids=["huge", "negative", "long"])
def test_a_monstrous_integer_is_refused_in_one_short_sentence(value: int) -> None:
    """Python will not print an int of 5000 digits: the refusal must not fail on that, nor fill the screen."""
    assert list(problems(lambda: received(value))) == ["tables.applications.new_received.natural_person"]


def test_signed_cells_take_both_signs_within_bounds() -> None:
    """本年增/减 of 2019 may be negative; nothing else may."""
    place = ("administrative_licensing", "items_change")

    def change(value: object) -> object:
        return Report(ORGAN, 2020, tables={"disclosure": {place: value}}).disclosure[place]

    assert [change(value) for value in (-3, 0, 3, 1 - BOUND, BOUND - 1)] == [-3, 0, 3, 1 - BOUND, BOUND - 1]
    path = "tables.disclosure.administrative_licensing.items_change"
    for value in (-BOUND, BOUND, 1.5, True, "-3", "+3"):
        assert set(problems(partial(change, value))) == {path}
    negative = {("administrative_licensing", "items_prior_year"): -1}
    assert set(problems(lambda: Report(ORGAN, 2020, tables={"disclosure": negative})).values()) == {"negative"}


def test_a_refused_signed_figure_is_not_told_to_be_positive() -> None:
    """Whoever writes "-3" as text into a signed cell is not sent away with "a non-negative integer expected"."""
    cells = {("administrative_licensing", "items_change"): "-3"}
    with pytest.raises(StructureError) as caught:
        Report(ORGAN, 2020, tables={"disclosure": cells})
    assert "non-negative" not in caught.value.text("en")
    assert "非负" not in caught.value.text("zh")


# ---------------------------------------------------------------- what no report can be


def test_an_unknown_cell_names_those_that_look_like_it() -> None:
    """A slip of the pen is answered with the right key."""
    with pytest.raises(StructureError) as caught:
        applications({"outcomes": {"withheld": {"state_secrets": {"natural_person": 1}}}})
    (problem,) = caught.value.problems
    assert problem.path.startswith("tables.applications.outcomes.withheld.state_secrets")
    assert problem.key == "unknown_cell"
    near: Any = problem.data["near"]
    assert any("outcomes.withheld.state_secret" in name for name in near)
    assert "outcomes.withheld.state_secret" in caught.value.text("en")


@pytest.mark.parametrize(
    "cells",
    [
        {"nonsense": {}},
        {"nonsense": {"deeper": {}}},
        {"nonsense": None},
        {"nonsense": {"natural_person": None}},
        {"outcomes": {"wittheld": {}}},
        {"": {"new_received": {"natural_person": 1}}},
        {"": {}},
        {"new_received": {"": 1}},
        {"new_received.": {"natural_person": 1}},
        {"new_received": 3},
        {5: 1},
        {None: {"natural_person": 1}},
        {(): 1},
        {("new_received",): 1},
        {("new_received", "natural_person", "total"): 1},
        {("new_received", 5): 1},
    ],
    ids=str,
)
def test_a_key_that_names_no_cell_is_refused_whatever_is_in_it(cells: Mapping[Any, Any]) -> None:
    """A mistyped row is an error even while it is still empty; nothing given is dropped in silence."""
    found = problems(lambda: applications(cells))
    assert set(found.values()) <= {"unknown_cell", "unknown_key"}
    assert all(path.startswith("tables.applications") for path in found)


def test_a_cell_given_twice_is_refused() -> None:
    """Two ways to name one cell cannot hide that two figures were given for it."""
    path = "tables.applications.new_received.natural_person"
    for second in (3, 4, None):
        cells = {RECEIVED: 3, "new_received": {"natural_person": second}}
        assert problems(partial(applications, cells)) == {path: "cell_twice"}


def test_everything_that_is_wrong_is_named_at_once() -> None:
    """A person mends a report in one go, not one error at a time."""
    bad: Any = {
        "new_received": {"natural_person": -1, "total": 2.5},
        "outcomes": {"withheld": {"state_secret": {"total": True}, "nonsense": {"total": 1}}},
    }

    def make() -> Report:
        return Report(
            "",
            2025,
            sections={"overvew": "甲", "problems": "\x00"},
            tables={"applications": bad, "disclosure": {FEES: 0.5}, "nonsense": {}},
            notes={"review_litigation": "注"},
            title="\x01",
            preface=["\ud800"],
            signed_by="\ufffe",
            signed_on="2026-1-9",
            published_on="soon",
        )

    found = {path.removesuffix(".name"): key for path, key in problems(make).items()}
    assert {path: key for path, key in found.items() if not path.startswith("tables.applications.outcomes")} == {
        "organ": "empty",
        "sections.overvew": "unknown_key",
        "sections.problems": "no_xml",
        "tables.applications.new_received.natural_person": "negative",
        "tables.applications.new_received.total": "no_count",
        "tables.disclosure.administrative_fees.amount": "no_amount",
        "tables.nonsense": "unknown_key",
        "notes.review_litigation": "note_without_table",
        "title": "no_xml",
        "preface": "no_xml",
        "signed_by": "no_xml",
        "signed_on": "no_date",
        "published_on": "no_date",
    }
    assert found["tables.applications.outcomes.withheld.state_secret.total"] == "no_count"
    assert any(path.startswith("tables.applications.outcomes.withheld.nonsense") for path in found)


def test_a_wrong_year_does_not_hide_the_rest_where_the_edition_is_given() -> None:
    """With the edition known, a bad year is one problem among the others."""
    year: Any = "2025"
    found = problems(lambda: Report("", year, "2021", tables={"applications": {RECEIVED: -1}}))
    assert found["year"] == "no_year"
    assert found["tables.applications.new_received.natural_person"] == "negative"
    assert len(found) == 3


def test_a_note_is_not_blamed_on_a_table_that_is_given() -> None:
    """A faulty table has its own problems; its note is in order."""
    found = problems(lambda: Report(ORGAN, 2025, tables={"applications": {RECEIVED: -1}}, notes={"applications": "注"}))
    assert found == {"tables.applications.new_received.natural_person": "negative"}


def test_a_note_without_its_table_is_refused() -> None:
    """A remark on a table that is not there would be lost in print."""
    assert problems(lambda: Report(ORGAN, 2025, notes={"applications": "注"})) == {
        "notes.applications": "note_without_table"
    }
    assert problems(lambda: Report(ORGAN, 2025, notes={"overview": "注"})) == {"notes.overview": "unknown_key"}


@pytest.mark.parametrize("character", FORBIDDEN, ids=ascii)
@pytest.mark.parametrize("place", ["organ", "title", "signed_by", "preface", "sections.overview", "notes.applications"])
def test_characters_that_no_document_can_hold_are_refused_everywhere(place: str, character: str) -> None:
    """No renderer ever meets a character that would make a broken file."""
    text = f"甲{character}乙"
    fields: dict[str, Any] = {"organ": ORGAN, "year": 2025, "tables": {"applications": {}}}
    name, _, key = place.partition(".")
    fields[name] = {key: [text]} if key else text
    found = problems(lambda: Report(**fields))
    assert [path.removesuffix(".name") for path in found] == [place]
    assert set(found.values()) == {"no_xml"}


@pytest.mark.parametrize("field", ["name", "code", "parent"])
@pytest.mark.parametrize("character", FORBIDDEN, ids=ascii)
def test_an_organ_holds_only_what_a_document_can(field: str, character: str) -> None:
    """The same holds for the organ's code and the organ above it."""
    changes: dict[str, Any] = {field: f"甲{character}"}
    with pytest.raises(StructureError):
        attrs.evolve(Organ(ORGAN), **changes)


@pytest.mark.parametrize("given", WRONG_CONTAINERS, ids=str)
@pytest.mark.parametrize("part", ["sections", "tables", "notes"])
def test_a_part_that_is_no_mapping_is_named(part: str, given: Any) -> None:
    """A list where a dictionary belongs is a StructureError with its path, not an AttributeError from inside."""
    others: dict[str, Any] = {
        "sections": {"overview": "甲"},
        "tables": {"applications": {}},
        "notes": {"disclosure": "注"},
    }
    fields: dict[str, Any] = {part: given}
    assert set(problems(lambda: Report(ORGAN, 2025, **fields))) == {part}
    assert part in problems(lambda: Report(ORGAN, 2025, **(others | fields)))


@pytest.mark.parametrize("prose", [5, True, b"text", [None], ["甲", 5], {"a": 1}, {"甲": "乙"}, [["甲"]], ...], ids=str)
def test_prose_is_nothing_but_text(prose: Any) -> None:
    """Numbers, bytes, nested lists and dictionaries are no paragraphs; a dictionary does not lose its values."""
    assert set(problems(lambda: Report(ORGAN, 2025, sections={"overview": prose}))) == {"sections.overview"}
    assert set(problems(lambda: Report(ORGAN, 2025, preface=prose))) == {"preface"}


@pytest.mark.parametrize("value", [5, True, b"text", ["甲"], {"a": 1}, ...], ids=str)
@pytest.mark.parametrize("field", ["title", "signed_by"])
def test_one_line_texts_are_nothing_but_text(field: str, value: Any) -> None:
    """Nothing is turned into text behind the caller's back."""
    fields: dict[str, Any] = {field: value}
    assert problems(lambda: Report(ORGAN, 2025, **fields)) == {field: "no_text"}


@pytest.mark.parametrize("tables", [{"applications": 5}, {"applications": []}, {"applications": "x"}], ids=str)
def test_a_table_is_a_table_or_a_mapping(tables: Any) -> None:
    """A list or a number in the place of a table is named."""
    assert set(problems(lambda: Report(ORGAN, 2025, tables=tables))) == {"tables.applications"}


def test_a_mapping_of_any_depth_is_refused_without_a_crash() -> None:
    """Hostile nesting in the place of a table ends in one sentence."""
    cells: dict[str, Any] = {"natural_person": 1}
    for _ in range(50_000):
        cells = {"deeper": cells}
    try:
        found = problems(lambda: applications(cells))
    finally:
        while cells:  # taken apart level by level: Python's own clean-up is recursive
            cells = cells.pop("deeper", {})
    assert all(path.startswith("tables.applications") for path in found)


def test_a_table_of_another_edition_is_refused() -> None:
    """Figures of 2019 do not slide into the cells of 2021."""
    old = blank(ORGAN, 2020).applications
    assert problems(lambda: Report(ORGAN, 2025, tables={"applications": old})) == {"tables.applications": "other_table"}
    disclosure = blank(ORGAN, 2025).disclosure
    assert problems(lambda: Report(ORGAN, 2025, tables={"applications": disclosure})) == {
        "tables.applications": "other_table"
    }


# ---------------------------------------------------------------- who and when


@pytest.mark.parametrize(
    "organ", [None, "", " \u3000\n", 5, [], {}, {"name": ""}, {"name": None}, {"nmae": "甲"}], ids=str
)
def test_a_report_needs_an_organ_with_a_name(organ: Any) -> None:
    """Without a name there is no report, and the error says so with its place."""
    assert {path.split(".")[0] for path in problems(lambda: Report(organ, 2025))} == {"organ"}


def test_what_is_wrong_with_an_organ_is_named_by_field() -> None:
    """The path leads to the field of the organ, and every wrong field is named."""
    bad: Any = {"name": "\x00", "kind": "bureau", "level": "moon", "code": 5, "parent": " "}
    assert problems(lambda: Report(bad, 2025)) == {
        "organ.name": "no_xml",
        "organ.kind": "no_choice",
        "organ.level": "no_choice",
        "organ.code": "no_text",
        "organ.parent": "empty",
    }


@pytest.mark.parametrize("field", ["kind", "level"])
@pytest.mark.parametrize("value", ["", "Government", "town", 5, [], {}, True], ids=str)
def test_kind_and_level_of_an_organ_are_from_a_list(field: str, value: Any) -> None:
    """Rules that depend on the kind of organ never meet one they do not know."""
    fields: dict[str, Any] = {field: value}
    with pytest.raises(StructureError) as caught:
        Organ(ORGAN, **fields)
    assert "department" in caught.value.text("en") or "county" in caught.value.text("en")


def test_an_organ_keeps_what_is_known_of_it() -> None:
    """All five facts are kept, in one line each."""
    organ = Organ(" 某局\n", "department", "county", " 001 ", "某县人民政府")
    assert attrs.astuple(organ) == ("某局", "department", "county", "001", "某县人民政府")


def test_years_find_their_edition() -> None:
    """The year alone chooses the edition that was in force."""
    assert [Report(ORGAN, year).edition for year in (2019, 2020, 2021, 2022, 2099)] == [
        "2019",
        "2019",
        "2021",
        "2021",
        "2021",
    ]


def test_an_edition_given_against_the_year_wins() -> None:
    """A report on the wrong form must be representable, to be reported on."""
    assert Report(ORGAN, 2025, "2019").edition == "2019"
    assert Report(ORGAN, 2019, "2021", tables={"applications": {RECEIVED: 1}}).applications[RECEIVED] == 1
    assert Report(ORGAN, 1000, "2021").year == 1000
    assert Report(ORGAN, 9999, "2021").year == 9999


@pytest.mark.parametrize(
    "year",
    [None, "2025", 2025.0, True, 999, 10000, 0, -2025, 25, [], 10**5000],
    ids=["none", "text", "float", "bool", "999", "10000", "zero", "negative", "short", "list", "huge"],
)
def test_a_year_is_an_integer_of_four_digits(year: Any) -> None:
    """Text, floats and two-digit years are not guessed at, with or without an edition."""
    assert problems(lambda: Report(ORGAN, year)) == {"year": "no_year"}
    assert problems(lambda: Report(ORGAN, year, "2021")) == {"year": "no_year"}
    with pytest.raises(OgirError):
        blank(ORGAN, year)


def test_a_year_without_form_is_named() -> None:
    """Before 2019 there was no statutory form; the error says which year was asked for."""
    with pytest.raises(UnknownName) as caught:
        Report(ORGAN, 2018)
    assert "2018" in caught.value.text("zh")
    assert "2018" in caught.value.text("en")


@pytest.mark.parametrize("edition", ["2020", "", "2021 ", 2021, 5.0, [], {}, True], ids=str)
def test_an_edition_that_does_not_exist_is_an_error_of_ours(edition: Any) -> None:
    """Even the likeliest slip, 2021 for "2021", is one sentence and no TypeError from inside difflib."""
    with pytest.raises(OgirError) as caught:
        Report(ORGAN, 2025, edition)
    assert str(edition) in caught.value.text("en")


@pytest.mark.parametrize("zone", [None, datetime.UTC])
def test_dates_are_dates_or_iso_text(zone: datetime.timezone | None) -> None:
    """A date, a point in time and JSON's text give the same day, and a day is all that is kept."""
    day = datetime.date(2026, 1, 19)
    moment = datetime.datetime.combine(day, datetime.time(23, 59), zone)
    for given in (day, moment, "2026-01-19"):
        held = Report(ORGAN, 2025, signed_on=given, published_on=given)
        assert held.signed_on == held.published_on == day
        assert type(held.signed_on) is datetime.date


@pytest.mark.parametrize(
    "value",
    [
        "20260119",
        "2026-1-9",
        "2026-W03-1",
        "2026-019",
        "2026-02-30",
        "2026-13-01",
        "2026/01/19",
        "2026年1月19日",
        "",
        "26-01-19xx",
        "2026-01-19T00:00",
        "２０２６-01-19",
        "+026-01-19",
        "2026-01-1 ",
        " 2026-1-19",
        20260119,
        True,
        1.5,
        [],
        b"2026-01-19",
        datetime.time(1),
    ],
    ids=str,
)
def test_nothing_else_is_a_date(value: Any) -> None:
    """ISO text is YYYY-MM-DD and nothing that Python may also take, such as week dates."""
    assert problems(lambda: Report(ORGAN, 2025, signed_on=value)) == {"signed_on": "no_date"}
    assert problems(lambda: Report(ORGAN, 2025, published_on=value)) == {"published_on": "no_date"}


# ---------------------------------------------------------------- reading a table


@pytest.mark.parametrize("edition", EDITIONS)
def test_domain_words_ask_for_the_right_figures(edition: str) -> None:
    """``received`` and its kin are the totals of the right rows in every edition, derived where not stated."""
    year = form(edition).years.first
    rows = {"new_received": 10, "carried_in": 20, "outcomes.total": 30, "carried_out": 40}
    cells = {(row, applicant): figure for row, figure in rows.items() for applicant in APPLICANTS}
    blocks = {
        (row, result): figure
        for row, figure in (("reconsideration", 1), ("litigation_direct", 2), ("litigation_after_reconsideration", 3))
        for result in ("result_upheld", "result_corrected", "other_result", "not_concluded")
    }
    report = Report(ORGAN, year, tables={"applications": cells, "review_litigation": blocks})
    matrix = report.applications
    assert (matrix.received, matrix.carried_in, matrix.answered, matrix.carried_out) == (60, 120, 180, 240)
    assert (report.review_litigation.reconsiderations, report.review_litigation.lawsuits) == (4, 20)
    stated = matrix.replace({("new_received", "total"): 61})
    assert stated.received == 61
    missing = report.review_litigation.replace({("litigation_direct", "result_upheld"): None})
    assert (missing.reconsiderations, missing.lawsuits) == (4, None)
    marked = report.review_litigation.replace({("litigation_direct", "total"): NOT_APPLICABLE})
    assert marked.lawsuits is None


def test_tables_have_their_kinds() -> None:
    """The three statutory tables come with their own class, however they got into the report."""
    report = blank(ORGAN, 2025)
    assert type(report.disclosure) is DisclosureTable
    assert type(report.applications) is ApplicationMatrix
    assert type(report.review_litigation) is ReviewLitigation
    assert type(make_table(form("2021"), "applications", {})) is ApplicationMatrix


def test_a_plain_table_of_the_right_cells_becomes_the_table_of_the_report() -> None:
    """Table is a public class: a report built with it equals its own round trip and has its domain words."""
    plain = Table("2021", "review_litigation", (0,) * 15)
    report = Report(ORGAN, 2025, tables={"review_litigation": plain})
    assert report.review_litigation.lawsuits == 0
    assert load(dump(report)) == report


@pytest.mark.parametrize("name", ["disclosure", "applications", "review_litigation"])
def test_a_missing_table_is_said_in_words(name: str) -> None:
    """Asking for a table that the report does not have names the table as the user knows it."""
    with pytest.raises(KeyError) as caught:
        getattr(Report(ORGAN, 2025), name)
    assert isinstance(caught.value, UnknownName)
    assert name in caught.value.text("en")


def test_an_unknown_cell_is_a_key_error_with_near_names() -> None:
    """``except KeyError`` works as with any mapping, and the sentence is readable, not the repr of a tuple."""
    table = blank(ORGAN, 2025).applications
    with pytest.raises(KeyError) as caught:
        table["new_receved", "natural_person"]
    error = caught.value
    assert isinstance(error, UnknownName)
    assert isinstance(error, OgirError)
    assert error.near[0] == "new_received.natural_person"
    assert "new_received.natural_person" in str(error)
    assert not str(error).startswith(("'", '"', "("))


@pytest.mark.parametrize(
    "key", ["new_received", ("a", "b", "c"), ("a",), (), 5, None, "new_received.natural_person"], ids=str
)
def test_a_key_that_is_no_pair_is_an_unknown_cell(key: Any) -> None:
    """Forgetting the column is answered with a sentence, not with an unpacking error."""
    with pytest.raises(OgirError):
        blank(ORGAN, 2025).applications[key]


def test_rows_columns_and_items_agree_with_the_cells() -> None:
    """Whoever walks over a table sees every cell once, under its own keys."""
    table = sample("2021").filled.applications
    assert len(table) == len(list(table)) == len(set(table)) == 175
    assert dict(table.items()) == {key: table[key] for key in table}
    assert table.row(Flow.NEW_RECEIVED) == {column: table["new_received", column] for column in [*APPLICANTS, "total"]}
    column = table.column(Applicant.TOTAL)
    assert len(column) == 25
    assert column["outcomes.total"] == table["outcomes.total", "total"]
    assert (Outcome.DISCLOSED, Applicant.TOTAL) in table
    assert ("nonsense", "total") not in table


def test_unknown_rows_and_columns_name_those_that_look_like_them() -> None:
    """A slip in ``row`` or ``column`` gets the right name back, without stray dots."""
    table = blank(ORGAN, 2025).applications
    with pytest.raises(UnknownName) as caught:
        table.row("outcomes.withheld.state_secrets")
    assert caught.value.name == "outcomes.withheld.state_secrets"
    assert any("outcomes.withheld.state_secret" in near for near in caught.value.near)
    with pytest.raises(UnknownName) as caught:
        table.column("natural_persn")
    assert caught.value.name == "natural_persn"
    assert any("natural_person" in near for near in caught.value.near)


# ---------------------------------------------------------------- change by copy


def test_replace_copies_and_takes_what_the_constructor_takes() -> None:
    """A change gives a new report, checked like a new one; the old one stays."""
    report = sample("2021")
    before = dump(report)
    changed = report.replace(organ="乙局", signed_on="2026-02-01", sections={"overview": "新"}, preface="")
    assert (changed.organ.name, changed.signed_on) == ("乙局", datetime.date(2026, 2, 1))
    assert changed.sections["overview"] == ("新",)
    assert changed.tables == report.tables
    assert dump(report) == before
    assert report.replace() == report
    assert report.filled.replace(year=2022).filled == report.replace(year=2022).filled


def test_replace_refuses_what_the_constructor_refuses() -> None:
    """No back door: a copy is as sound as the original."""
    report = sample("2021")
    assert problems(lambda: report.replace(tables={"applications": {RECEIVED: -1}}, notes={}, signed_on="x")) == {
        "tables.applications.new_received.natural_person": "negative",
        "signed_on": "no_date",
    }
    assert "tables.applications" in problems(lambda: report.replace(edition="2019"))
    with pytest.raises(StructureError):
        report.replace(year="2025")


def test_table_replace_copies_some_cells() -> None:
    """Only the named cells change, only in the copy, and values are converted as in the constructor."""
    table = sample("2021").applications
    changed = table.replace({RECEIVED: Index(3), (Flow.CARRIED_IN, Applicant.TOTAL): "/"})
    assert [key for key in table if table[key] != changed[key]] == [RECEIVED, ("carried_in", "total")]
    assert (changed[RECEIVED], changed["carried_in", "total"]) == (3, NOT_APPLICABLE)
    assert type(changed) is ApplicationMatrix
    assert table == sample("2021").applications
    assert table.replace({}) == table
    fee = sample("2021").disclosure.replace({FEES: "2.50"})
    assert fee[FEES] == Money("2.5", "万元")


def test_table_replace_names_everything_that_is_wrong() -> None:
    """All bad values at once with their paths; an unknown cell is a KeyError."""
    table = blank(ORGAN, 2025).applications
    assert problems(lambda: table.replace({RECEIVED: -1, (Outcome.DISCLOSED, "total"): True})) == {
        "tables.applications.new_received.natural_person": "negative",
        "tables.applications.outcomes.disclosed.total": "no_count",
    }
    with pytest.raises(UnknownName):
        table.replace({("new_receved", "natural_person"): 1})


@pytest.mark.parametrize(
    "cells", [{"new_received": 1}, {"new_received.natural_person": 1}, {("a",): 1}, [1], 5], ids=str
)
def test_table_replace_refuses_other_keys_in_one_sentence(cells: Any) -> None:
    """What ``Report(tables=...)`` takes as keys is taken, or refused by an error of ours."""
    table = blank(ORGAN, 2025).applications
    with suppress(OgirError):
        assert table.replace(cells)[RECEIVED] == 1


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ((), "tables.review_litigation"),
        ((None,) * 14, "tables.review_litigation"),
        ((None,) * 16, "tables.review_litigation"),
        ((-1, *(None,) * 14), "tables.review_litigation.reconsideration.result_upheld"),
        ((True, *(None,) * 14), "tables.review_litigation.reconsideration.result_upheld"),
        ((1.0, *(None,) * 14), "tables.review_litigation.reconsideration.result_upheld"),
        (("/", *(None,) * 14), "tables.review_litigation.reconsideration.result_upheld"),
        (((), *(None,) * 14), "tables.review_litigation.reconsideration.result_upheld"),
        ((BOUND, *(None,) * 14), "tables.review_litigation.reconsideration.result_upheld"),
        ((Money("1"), *(None,) * 14), "tables.review_litigation.reconsideration.result_upheld"),
        ((*(0,) * 14, -1), "tables.review_litigation.litigation_after_reconsideration.total"),
    ],
    ids=str,
)
def test_the_constructor_of_a_table_holds_to_the_same_rules(values: Any, path: str) -> None:
    """A table made from a tuple cannot hold what one made from a dictionary cannot."""
    assert list(problems(lambda: Table("2021", "review_litigation", values))) == [path]


@pytest.mark.parametrize("amount", [5, 0, Money("1"), Money("1", "元"), "1", Decimal(1)], ids=repr)
def test_the_constructor_of_a_table_takes_only_amounts_for_money(amount: Any) -> None:
    """An int where an amount in 万元 belongs would dump as JSON that ``load`` refuses."""
    values = (*(0,) * 9, amount)
    path = "tables.disclosure.administrative_fees.amount"
    assert list(problems(lambda: Table("2021", "disclosure", values))) == [path]
    whole = Table("2021", "disclosure", (*(0,) * 9, Money("1", "万元")))
    assert list(problems(lambda: attrs.evolve(whole, values=values))) == [path]


@pytest.mark.parametrize("values", [[None] * 15, None, 5, "x" * 15, iter([None] * 15)], ids=lambda v: type(v).__name__)
def test_a_table_made_of_anything_iterable_is_still_immutable(values: Any) -> None:
    """A list as values is copied into a tuple or refused; it never makes a table that cannot be hashed."""
    try:
        table = Table("2021", "review_litigation", values)
    except StructureError:
        return
    assert isinstance(hash(table), int)
    assert type(table.values) is tuple


@pytest.mark.parametrize("arguments", [("1999", "applications"), ("2021", "nonsense"), (2021, "applications")], ids=str)
def test_a_table_of_no_form_is_refused(arguments: tuple[Any, str]) -> None:
    """There is no table without a form that says what its cells are."""
    with pytest.raises(OgirError):
        Table(*arguments, ())


# ---------------------------------------------------------------- values


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", list(KINDS))
def test_reports_compare_hash_and_copy_as_values(edition: str, kind: str) -> None:
    """Equal reports are interchangeable: in sets, as keys, copied, pickled, with or without filling."""
    for report in (sample(edition, kind), sample(edition, kind).filled):
        hash(report)
        for other in (copy.copy(report), copy.deepcopy(report), pickled(report)):
            assert type(other) is Report
            assert other == report
            assert hash(other) == hash(report)
            assert {report: 1}[other] == 1
            assert other.filled == report.filled
            assert dump(other) == dump(report)
    for table in sample(edition, kind).filled.tables.values():
        assert pickled(table) == table == copy.deepcopy(table)
        assert type(pickled(table)) is type(table)


@pytest.mark.parametrize("protocol", range(6))
def test_every_pickle_protocol_carries_a_report(protocol: int) -> None:
    """Old queues and new ones can hand reports between processes."""
    report = sample("2021").filled
    assert ForkingPickler.loads(ForkingPickler.dumps(report, protocol)) == report


def test_the_small_values_pickle_too() -> None:
    """NOT_APPLICABLE stays the one it is, and amounts stay equal."""
    assert pickled(NOT_APPLICABLE) is NOT_APPLICABLE
    assert copy.deepcopy(NOT_APPLICABLE) is NOT_APPLICABLE
    assert pickled(Money("1.50", "元")) == Money("1.5", "元")
    organ = Organ("甲局", "department", "city", "1", "甲市")
    assert pickled(organ) == organ


def test_a_pickle_does_not_carry_hashes_into_another_process() -> None:
    """Hashes of text differ from process to process; a report sent to a worker is found in its sets all the same."""
    report = sample("2021")
    hash(report)
    hash(report.filled)
    code = (
        "import sys; from multiprocessing.reduction import ForkingPickler; from ogirmodel.testing import sample;"
        "report = ForkingPickler.loads(sys.stdin.buffer.read());"
        "assert report in {sample('2021')}; assert report.filled in {sample('2021').filled}"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=bytes(ForkingPickler.dumps(report)),
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()


def test_a_pickle_is_small_and_leaves_the_form_behind() -> None:
    """A report sent to a worker carries figures and prose, not the statute."""
    assert len(bytes(ForkingPickler.dumps(sample("2021").filled))) < 10_000


def test_differences_make_reports_unequal() -> None:
    """Each field counts in comparison."""
    report = sample("2021")
    table = report.disclosure.replace({("rules", "made"): 77})
    changes: list[dict[str, Any]] = [
        {"organ": "乙局"},
        {"organ": Organ(report.organ.name, "department")},
        {"year": 2022},
        {"title": "别的标题"},
        {"sections": {**report.sections, "overview": "乙"}},
        {"tables": {**report.tables, "disclosure": table}},
        {"notes": {}},
        {"preface": "丙"},
        {"signed_by": None},
        {"signed_on": None},
        {"published_on": "2022-01-31"},
    ]
    assert len({report, *(report.replace(**change) for change in changes)}) == len(changes) + 1
    assert Report(ORGAN, 2025, "2019") != Report(ORGAN, 2025, "2021")


def test_nothing_of_a_report_can_be_changed() -> None:
    """No field, mapping, table or paragraph of a report can be changed from outside."""
    report: Any = sample("2021")
    before = dump(report)
    for name in ("organ", "year", "tables", "filled", "anything"):
        with pytest.raises(AttributeError):
            setattr(report, name, None)
    with pytest.raises(AttributeError):
        del report.organ
    for mapping in (report.sections, report.tables, report.notes):
        with pytest.raises(TypeError):
            mapping["overview"] = ()
        with pytest.raises(TypeError):
            del mapping["disclosure"]
        for method in ("clear", "pop", "popitem", "setdefault", "update"):
            assert not hasattr(mapping, method)
    money: Any = Money("1")
    for frozen in (report.organ, report.applications, money):
        with pytest.raises(AttributeError):
            frozen.name = "x"
    assert type(report.applications.values) is tuple
    assert type(report.preface) is tuple
    assert {type(prose) for prose in (*report.sections.values(), *report.notes.values())} == {tuple}
    report.applications.row("new_received").clear()
    report.applications.column("total").clear()
    assert dump(report) == before


def test_mappings_of_a_report_are_mappings() -> None:
    """They compare with dictionaries, hash by content and show their content."""
    sections = Report(ORGAN, 2025, sections={"overview": "甲", "problems": "乙"}).sections
    same = Report(ORGAN, 2025, sections={"problems": "乙", "overview": "甲"}).sections
    assert sections == {"overview": ("甲",), "problems": ("乙",)} == dict(sections)
    assert sections != {"overview": ("甲",)}
    assert hash(sections) == hash(same)
    assert "甲" in repr(sections)
    assert list(sections) == ["overview", "problems"]
    assert len(sections) == 2


def test_what_is_given_is_neither_changed_nor_kept() -> None:
    """The caller's dictionaries stay as they are, and changing them later does not reach the report."""
    organ = {"name": ORGAN}
    paragraphs = [" 甲 ", "乙\n丙"]
    row: dict[Any, Any] = {"natural_person": 1}
    tables: dict[str, Any] = {"applications": {"new_received": row}}
    notes = {"applications": ["注"]}
    sections: dict[str, Any] = {"overview": paragraphs}
    given = [organ, sections, tables, notes]
    before = copy.deepcopy(given)
    report = Report(organ, 2025, sections=sections, tables=tables, notes=notes, preface=paragraphs)
    assert given == before
    expected = dump(report)
    organ["name"] = "乙"
    paragraphs.clear()
    row["natural_person"] = 2
    tables.clear()
    notes["applications"].append("x")
    sections["problems"] = "x"
    assert dump(report) == expected


def test_a_refused_report_leaves_what_was_given_unchanged() -> None:
    """Inputs are not changed by an error either."""
    sections: dict[str, Any] = {"overview": ["甲", 5]}
    tables: dict[str, Any] = {"applications": {"new_received": {"natural_person": -1}}}
    before = copy.deepcopy((sections, tables))
    assert len(problems(lambda: Report(ORGAN, 2025, sections=sections, tables=tables))) == 2
    assert (sections, tables) == before


@pytest.mark.parametrize(
    "make",
    [
        lambda: applications({"nonsense": {"natural_person": 1}}),
        lambda: Report(ORGAN, 2025, sections={"总体情况": "甲"}),
        lambda: Report(ORGAN, 2025, tables={"表": {}}),
        lambda: Report({}, 2025),
        lambda: Report({"name": "甲", "x": 1}, 2025),
    ],
    ids=["cell", "section", "table", "no name", "unknown field"],
)
def test_no_sentence_ends_in_an_empty_list(make: Callable[[], object]) -> None:
    """Where no name is near, the sentence does not say "near: ." and trail off."""
    with pytest.raises(StructureError) as caught:
        make()
    for language in LANGUAGES:
        text = caught.value.text(language)
        for mark in (": .", ":.", ": ;", "：。", "：；", ":;"):
            assert mark not in text, text


def test_forms_are_the_same_objects_for_all_reports() -> None:
    """A thousand reports share one form, so that looking it up costs nothing."""
    one, other = sample("2021"), blank(ORGAN, 2030)
    assert one.form is other.form
    assert isinstance(one.form, Form)
    assert one.applications.form is one.form.tables["applications"]
    assert all(isinstance(row, Row) for row in one.applications.form.rows)
    assert set(EDITIONS) <= set(editions())
