"""Counting a register: every definition by an example, every kind of dirt by the finding that names it."""

import datetime
import subprocess
import sys
from decimal import Decimal
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

import ogirmodel
from ogirmodel import Finding, Money, Organ, Outcome, Reading, Report, StructureError, UnknownName, check
from ogirmodel.ledger import (
    Case,
    Decisions,
    NormativeDocument,
    Proceeding,
    ProcessingFee,
    RegisterMap,
    RowMap,
    tally,
    tally_all,
)
from ogirmodel.lexicon import words
from ogirmodel.messages import LANGUAGES

PERSON, FIRM = "natural_person", "commercial_enterprise"
DISCLOSED = "outcomes.disclosed"


def count(*cases: Case, year: int = 2025, **options: Any) -> Reading[Report]:
    return tally(cases, year=year, organ="某局", **options)


def cells(reading: Reading[Report]) -> dict[tuple[str, str], Any]:
    """Return the requests that are counted anywhere."""
    return {key: value for key, value in reading.report.applications.items() if value}


def codes(reading: Reading[Report]) -> list[str]:
    return [finding.code for finding in reading.findings]


# -- requests --


@pytest.mark.parametrize(
    ("received", "concluded", "came", "went"),
    [
        ("2025-01-01", "2025-12-31", "new_received", DISCLOSED),
        ("2025-12-31", "2026-01-01", "new_received", "carried_out"),
        ("2025-12-31", None, "new_received", "carried_out"),
        ("2024-12-31", "2025-01-01", "carried_in", DISCLOSED),
        ("2019-01-01", None, "carried_in", "carried_out"),
        ("2024-12-31", "2026-01-01", "carried_in", "carried_out"),
        ("2024-12-31", "2024-12-31", None, None),
        ("2026-01-01", None, None, None),
    ],
)
def test_a_request_comes_in_once_and_goes_out_once(
    received: str, concluded: str | None, came: str | None, went: str | None
) -> None:
    """A request around new year would be counted in both years or in none."""
    reading = count(Case(1, received, PERSON, "disclosed" if concluded else None, concluded))
    assert cells(reading) == {(row, PERSON): 1 for row in (came, went) if row}
    assert reading.findings == ()


@pytest.mark.parametrize(
    "raw",
    [
        "2025-03-01",
        datetime.date(2025, 3, 1),
        datetime.datetime(2025, 3, 1, 23, 59),  # noqa: DTZ001 - as databases give them
        datetime.datetime(2025, 3, 1, 0, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8))),
    ],
    ids=repr,
)
def test_a_day_is_a_date_a_datetime_or_iso_text(raw: Any) -> None:
    """What one driver gives for a date column would be dirt, or another day."""
    assert cells(count(Case(1, raw, PERSON, "disclosed", raw))) == {("new_received", PERSON): 1, (DISCLOSED, PERSON): 1}


def test_equal_moments_of_two_zones_are_two_days() -> None:
    """The day of the first row would be taken for that of another that only has the same instant."""
    east, utc = datetime.timezone(datetime.timedelta(hours=8)), datetime.UTC
    here = datetime.datetime(2026, 1, 1, 0, 30, tzinfo=east)
    for order in ([here, here.astimezone(utc)], [here.astimezone(utc), here]):
        rows = [Case(number, moment, PERSON) for number, moment in enumerate(order)]
        assert cells(tally(rows, year=2025, organ="某局")) == {("new_received", PERSON): 1, ("carried_out", PERSON): 1}


@pytest.mark.parametrize(
    "code",
    ["outcomes.disclosed", "disclosed", "（一）予以公开", "予以公开", " (一) 予以 公开 ", Outcome.DISCLOSED],
    ids=repr,
)
def test_an_outcome_is_known_by_key_and_by_label(code: str) -> None:
    """The words of the form would need a map in every office."""
    assert (DISCLOSED, PERSON) in cells(count(Case(1, "2025-03-01", "自 然 人", code, "2025-03-02")))


@pytest.mark.parametrize("code", ["不予公开", "总计", "outcomes.total", "total", "法人或其他组织", "carried_in"])
def test_groups_and_totals_are_no_codes(code: str) -> None:
    """A request would be counted in a total that adds nothing up."""
    reading = count(
        Case(1, "2025-03-01", PERSON, code, "2025-03-02"), Case(2, "2025-03-01", code, "disclosed", "2025-03-02")
    )
    assert cells(reading) == {}
    assert codes(reading) == ["C01", "C01"]


def test_a_register_that_says_carried_over_says_open() -> None:
    """A status that is a label of the form itself would be told to be no outcome anybody knows."""
    assert cells(count(Case(1, "2025-03-01", PERSON, "四、结转下年度继续办理"))) == {
        ("new_received", PERSON): 1,
        ("carried_out", PERSON): 1,
    }


def test_the_year_2020_is_counted_on_the_form_of_2019() -> None:
    """The three outcomes that 2021 made of one would have no row, or the one no meaning."""
    rows = [
        Case(n, "2020-03-01", PERSON, code, "2020-04-01")
        for n, code in enumerate(["其他处理", "fee_overdue", "correction_overdue", "other_outcomes.other", "其他"])
    ]
    reading = count(*rows, year=2020)
    assert reading.report.edition == "2019"
    assert cells(reading) == {("new_received", PERSON): 5, ("outcomes.other_outcomes", PERSON): 5}


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_an_outcome_is_judged_by_the_form_of_its_own_time(year: int) -> None:
    """One row would be clean in the report of one year and dirt in that of the next."""
    sound = Case(1, "2020-03-01", PERSON, "其他处理", "2020-04-01")
    split = Case(2, "2020-03-01", PERSON, "其他处理", "2021-04-01")
    assert codes(count(sound, year=year)) == []
    assert codes(count(split, year=year)) == ["C01"]


def test_an_edition_that_is_named_judges_alone() -> None:
    """A report on another form than that of its year would have rows that fit no cell."""
    row = Case(1, "2021-03-01", PERSON, "其他处理", "2021-04-01")
    assert ("outcomes.other_outcomes", PERSON) in cells(count(row, year=2021, edition="2019"))
    assert codes(count(row, year=2020, edition="2021")) == ["C01"]


def test_cells_that_no_register_gives_are_blank() -> None:
    """An office without a register of lawsuits would swear that it has none."""
    report = tally(None, year=2025, organ="某局").report
    assert {value for table in report.tables.values() for value in table.values} == {None}
    assert set(report.tables) == {"disclosure", "applications", "review_litigation"}
    assert set(report.sections) == {section.id for section in report.form.sections}
    given = tally([], year=2025, organ="某局", proceedings=[], documents=[], decisions=Decisions(penalties=0)).report
    assert set(given.filled.applications.values) == set(given.filled.review_litigation.values) == {0}
    assert given.disclosure["rules", "in_force"] == given.disclosure.penalty_decisions == 0
    assert given.disclosure.licensing_decisions is None
    assert given.disclosure.fees is None


def test_totals_are_left_to_be_derived() -> None:
    """A total that is stated can be wrong; one that is derived cannot."""
    table = count(Case(1, "2025-03-01", PERSON)).report.applications
    assert table["new_received", "total"] is None
    assert table.received == table.carried_out == 1


# -- proceedings, documents, decisions, the fee --


def contested(*rows: Proceeding, **options: Any) -> dict[tuple[str, str], Any]:
    report = tally(None, year=2025, organ="某局", proceedings=rows, **options).report
    return {key: value for key, value in report.review_litigation.items() if value}


def test_a_proceeding_counts_by_its_result_or_as_open() -> None:
    """A lawsuit would be counted in the year it was filed, whatever year it ended."""
    rows = [
        Proceeding(1, "行政复议", "2024-11-01", "结果维持", "2025-01-20"),
        Proceeding(2, "litigation_direct", "2025-02-01", "result_corrected", "2025-06-01"),
        Proceeding(3, "复议后起诉", "2023-02-01"),
        Proceeding(4, "复议后起诉", "2025-02-01", "尚未审结"),
        Proceeding(5, "reconsideration", "2025-12-01", "other_result", "2026-01-05"),
        Proceeding(6, "reconsideration", "2024-01-01", "other_result", "2024-03-05"),
        Proceeding(7, "reconsideration", "2026-01-01"),
    ]
    assert contested(*rows) == {
        ("reconsideration", "result_upheld"): 1,
        ("reconsideration", "not_concluded"): 1,
        ("litigation_direct", "result_corrected"): 1,
        ("litigation_after_reconsideration", "not_concluded"): 2,
    }
    assert contested(*rows, proceedings_by="filed") == {
        ("reconsideration", "not_concluded"): 1,
        ("litigation_direct", "result_corrected"): 1,
        ("litigation_after_reconsideration", "not_concluded"): 1,
    }


def test_an_unknown_way_to_count_proceedings_is_refused() -> None:
    """A word that is mistyped would silently count the other way."""
    wrong: Any = "field"
    with pytest.raises(StructureError, match="filed"):
        contested(proceedings_by=wrong)


def made_public(*rows: NormativeDocument, year: int = 2025) -> dict[tuple[str, str], Any]:
    report = tally(None, year=year, organ="某局", documents=rows).report
    return {key: value for key, value in report.disclosure.items() if value}


def test_a_document_is_in_force_until_it_is_repealed_or_expires() -> None:
    """A document whose last day is new year's eve, or that never expires, would be counted wrong."""
    kind = "normative_documents"
    rows = [
        NormativeDocument(1, kind, "2025-12-31"),
        NormativeDocument(2, kind, "2020-01-01", repealed="2025-12-31"),
        NormativeDocument(3, kind, "2020-01-01", repealed="2026-01-01"),
        NormativeDocument(4, kind, "2020-01-01", expires="2025-12-31"),
        NormativeDocument(5, kind, "2020-01-01", expires="2025-12-30"),
        NormativeDocument(6, kind, "2020-01-01", expires="9999-12-31"),
        NormativeDocument(7, kind, "2026-01-01"),
        NormativeDocument(8, "规章", "2025-05-01", repealed="2025-06-01"),
    ]
    assert made_public(*rows) == {
        (kind, "made"): 1,
        (kind, "repealed"): 1,
        (kind, "in_force"): 4,
        ("rules", "made"): 1,
        ("rules", "repealed"): 1,
    }


def test_the_form_of_2019_asks_what_was_published() -> None:
    """The columns of the earlier form would be left blank, or hold what the later form asks."""
    rows = [
        NormativeDocument(1, "规范性文件", "2019-12-20", "2020-01-05"),
        NormativeDocument(2, "规范性文件", "2020-12-20", "2021-01-05"),
        NormativeDocument(3, "规范性文件", "2018-12-20", "2018-12-25", "2020-06-01"),
        NormativeDocument(4, "规范性文件", "2020-05-20"),
    ]
    assert made_public(*rows, year=2020) == {
        ("normative_documents", "newly_made"): 2,
        ("normative_documents", "newly_published"): 1,
        ("normative_documents", "public_total"): 2,
    }


@pytest.mark.parametrize("year", [2020, 2025])
def test_decisions_are_stated_as_given(year: int) -> None:
    """The number of decisions would stand at another kind of decision."""
    report = tally(None, year=year, organ="某局", decisions=Decisions(120, 3, 0)).report
    table = report.disclosure
    assert (table.licensing_decisions, table.penalty_decisions, table.compulsion_decisions) == (120, 3, 0)


@pytest.mark.parametrize("wrong", [-1, 1.0, "3", True])
def test_decisions_are_counts(wrong: Any) -> None:
    """What is no count would be found long after it was typed."""
    with pytest.raises(StructureError):
        Decisions(licensing=wrong)


def test_the_fee_is_told_in_a_sentence_that_is_understood() -> None:
    """A sentence that our own checks cannot read would not be held against the table."""
    fee = ProcessingFee(2, Decimal("760.00"), Money("380.50", "元"))
    prose = {"other_matters": "无其他事项。"}
    report = tally([], year=2025, organ="某局", fee=fee, sections=prose).report
    first, sentence = report.sections["other_matters"]
    assert first == "无其他事项。"
    for figure in ("2件", "760元", "380.5元"):
        assert figure in sentence
    found = {finding.code for finding in check(report)}
    assert not {"S08", "S09", "N08", "N10"} & found
    more = tally([], year=2025, organ="某局", fee=ProcessingFee(0, 0, "5")).report
    assert "S09" in {finding.code for finding in check(more)}


@pytest.mark.parametrize("wrong", [380.5, "-1", Money("0.1", "万元"), True, "1e3"])
def test_a_fee_is_exact(wrong: Any) -> None:
    """A binary float would put a fen too many into a published sum."""
    with pytest.raises(StructureError):
        ProcessingFee(1, wrong, 0)


# -- organs --


def test_rows_of_another_organ_do_not_count() -> None:
    """A bureau would report the requests of the whole county."""
    rows = [
        Case(1, "2025-03-01", PERSON, organ="甲局"),
        Case(1, "2025-03-01", PERSON, organ=" 甲局 "),
        Case(2, "2025-03-01", PERSON, organ="乙局"),
        Case(3, "2025-03-01", FIRM, organ="0012"),
    ]
    reading = tally(rows, year=2025, organ=Organ("甲局", code="0012"))
    assert cells(reading) == {("new_received", FIRM): 1, ("carried_out", FIRM): 1}
    assert [(f.code, f.params["count"]) for f in reading.findings] == [("C07", 2)]
    other = tally(rows, year=2025, organ="乙局")
    assert other.report.applications.received == 1
    assert other.findings == ()


def test_one_register_of_many_organs_gives_many_reports() -> None:
    """Ids that two organs both use would be taken for one request."""
    rows = [Case(n, "2025-03-01", PERSON, organ=name) for name in ("甲局", "乙局") for n in (1, 2)]
    readings = tally_all(rows, year=2025, proceedings=[Proceeding(1, "行政复议", "2025-03-01", organ="丙局")])
    assert {name: reading.report.applications.received for name, reading in readings.items()} == {
        "丙局": 0,
        "乙局": 2,
        "甲局": 2,
    }
    assert readings["甲局"] == tally(rows, year=2025, organ="甲局", proceedings=[])
    asked = tally_all(rows, year=2025, organs=[Organ("乙局", level="county"), "丁局"])
    assert list(asked) == ["乙局", "丁局"]
    assert asked["乙局"].report.organ.level == "county"
    assert asked["丁局"].report.applications.received == 0


@pytest.mark.parametrize("nobody", [None, "", " ", float("nan")])
def test_a_row_of_no_organ_is_told_to_all(nobody: Any) -> None:
    """A request that names nobody would be in no report and in no finding."""
    rows = [Case(7, "2025-03-01", PERSON, organ=nobody), Case(1, "2025-03-01", PERSON, organ="甲局")]
    (reading,) = tally_all(rows, year=2025).values()
    (finding,) = reading.findings
    assert (finding.code, finding.params) == ("C09", {"count": 1, "id": "7"})
    alone = tally(rows, year=2025, organ="甲局")
    assert codes(alone) == ([] if nobody is None else ["C09"])


# -- dirt --

SOUND = Case("2", "2025-03-01", PERSON, "disclosed", "2025-03-02")


def dirty(**changes: Any) -> Case:
    import attrs

    return attrs.evolve(SOUND, **({"id": "1"} | changes))


@pytest.mark.parametrize(
    ("row", "code", "params"),
    [
        (dirty(applicant="个体户"), "C01", {"count": 1, "id": "1", "quote": "个体户"}),
        (dirty(applicant=9), "C01", {"count": 1, "id": "1", "quote": "9"}),
        (dirty(applicant=["x"]), "C01", {"count": 1, "id": "1", "quote": "['x']"}),
        (dirty(applicant=None), "C01", {"count": 1, "id": "1"}),
        (dirty(outcome="办理中"), "C01", {"count": 1, "id": "1", "quote": "办理中"}),
        (dirty(outcome="办理中", concluded=None), "C01", {"count": 1, "id": "1", "quote": "办理中"}),
        (dirty(received=None), "C02", {"count": 1, "id": "1"}),
        (dirty(received="  "), "C02", {"count": 1, "id": "1"}),
        (dirty(received="2025-02-29"), "C03", {"count": 1, "id": "1"}),
        (dirty(received="2025-3-1"), "C03", {"count": 1, "id": "1"}),
        (dirty(received="２０２５-03-01"), "C03", {"count": 1, "id": "1"}),
        (dirty(received=20250301), "C03", {"count": 1, "id": "1"}),
        (dirty(received=["2025-03-01"]), "C03", {"count": 1, "id": "1"}),
        (dirty(concluded="2025-03-01T10:00"), "C03", {"count": 1, "id": "1"}),
        (dirty(concluded="2025-02-28"), "C04", {"count": 1, "id": "1"}),
        (dirty(outcome=None), "C05", {"count": 1, "id": "1"}),
        (dirty(concluded=None), "C06", {"count": 1, "id": "1"}),
        (dirty(id="2"), "C07", {"count": 2, "ids": 1, "id": "2"}),
        (dirty(id=2), "C07", {"count": 2, "ids": 1, "id": "2"}),
        (dirty(id=2.0), "C07", {"count": 2, "ids": 1, "id": "2"}),
        (dirty(id=None), "C08", {"count": 1}),
        (dirty(id=""), "C08", {"count": 1}),
        (dirty(organ=""), "C09", {"count": 1, "id": "1"}),
        (dirty(organ="", id=None), "C09", {"count": 1}),
    ],
    ids=repr,
)
@pytest.mark.parametrize("year", [2025, 2019])
def test_a_dirty_row_is_one_finding_and_no_figure(row: Case, code: str, params: dict[str, Any], year: int) -> None:
    """A row that nobody can count would be counted, crash the run or vanish; or be dirt in one year only."""
    reading = count(row, SOUND, year=year)
    (finding,) = reading.findings
    assert finding.code == code
    assert {key: value for key, value in finding.params.items() if key not in {"field", "other"}} == params
    clean = 0 if year == 2019 or code == "C07" else 1
    assert reading.report.applications.received == clean
    assert check_sentences(finding)


def check_sentences(finding: Finding) -> bool:
    for language in LANGUAGES:
        text = finding.text(language)
        assert text.isprintable()
        assert "{" not in text
        assert text.endswith("。" if language == "zh" else ".")
        assert str(finding.params["count"]) in text
    return True


def test_every_code_of_the_register_is_raised_here_and_not_by_a_sound_row() -> None:
    """A code that nothing raises is kept and translated for nothing."""
    assert count(SOUND).findings == ()
    marks = [m for m in test_a_dirty_row_is_one_finding_and_no_figure.pytestmark if "code" in m.args[0]]
    raised = {case[1] for mark in marks for case in mark.args[1]}
    assert raised == {code for code in words("codes") if code.startswith("C")}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([Proceeding(1, "行政诉讼", "2025-03-01")], "C01"),
        ([Proceeding(1, "行政复议", "2025-03-01", "撤诉", "2025-04-01")], "C01"),
        ([Proceeding(1, "行政复议", None)], "C02"),
        ([Proceeding(1, "行政复议", "2025-03-01", "结果维持", "-")], "C03"),
        ([Proceeding(1, "行政复议", "2025-03-01", "结果维持", "2025-02-01")], "C04"),
        ([Proceeding(1, "行政复议", "2025-03-01", "尚未审结", "2025-04-01")], "C05"),
        ([Proceeding(1, "行政复议", "2025-03-01", "结果维持")], "C06"),
        ([Proceeding(1, "行政复议", "2025-03-01")] * 3, "C07"),
    ],
)
def test_dirty_proceedings_are_named_at_their_table(rows: list[Proceeding], expected: str) -> None:
    """A clerk would look for the row in the register of requests."""
    (finding,) = tally(None, year=2025, organ="某局", proceedings=rows).findings
    assert (finding.code, finding.location.table) == (expected, "review_litigation")
    assert finding.params["count"] == len(rows)
    assert check_sentences(finding)
    assert contested(*rows) == {}


@pytest.mark.parametrize(
    ("row", "code", "words_in_it"),
    [
        (NormativeDocument(1, "通知", "2025-03-01"), "C01", "文件种类"),
        (NormativeDocument(1, "规章", None), "C02", "制发日期"),
        (NormativeDocument(1, "规章", "x"), "C03", "制发日期"),
        (NormativeDocument(1, "规章", "2025-03-01", "x"), "C03", "公布日期"),
        (NormativeDocument(1, "规章", "2025-03-01", None, "x"), "C03", "废止日期"),
        (NormativeDocument(1, "规章", "2025-03-01", None, None, "长期"), "C03", "有效期止"),
        (NormativeDocument(1, "规章", "2025-03-01", None, "2025-02-01"), "C04", "废止日期早于制发日期"),
        (NormativeDocument(1, "规章", "2025-03-01", None, None, "2025-02-01"), "C04", "有效期止早于制发日期"),
    ],
)
def test_dirty_documents_say_which_date(row: NormativeDocument, code: str, words_in_it: str) -> None:
    """Of four dates a clerk would have to guess which is wrong."""
    (finding,) = tally(None, year=2025, organ="某局", documents=[row]).findings
    assert finding.code == code
    assert words_in_it in finding.text()
    assert check_sentences(finding)
    assert made_public(row) == {}


def test_the_example_is_the_smallest_id_as_text() -> None:
    """Two runs, or a database, would name different rows for the same fault."""
    rows = [Case(n, "2025-03-01", "个体户") for n in (9, 10, 200, "A", "a")]
    for order in (rows, rows[::-1]):
        (finding,) = tally(order, year=2025, organ="某局").findings
        assert (finding.params["id"], finding.params["count"]) == ("10", 5)
    (twice,) = tally([*rows, *rows], year=2025, organ="某局").findings
    assert twice.params == {"count": 10, "ids": 5, "id": "10"}


def test_a_repeated_id_takes_back_what_was_counted_or_faulted() -> None:
    """The first row of a repeated id would stay in the figures, or be told as two faults."""
    rows = [SOUND, dirty(id="2", applicant="个体户"), dirty(id="2", received=None), dirty(id="3")]
    reading = count(*rows)
    assert reading.report.applications.received == 1
    assert [(f.code, f.params["count"], f.params["ids"]) for f in reading.findings] == [("C07", 3, 1)]


def test_many_unknown_codes_are_named_and_the_rest_summed_up() -> None:
    """A column of free text would fill the screen, or the rest of it be passed over."""
    rows = [Case(f"{n:03}", "2025-03-01", f"类{n % 30:02}") for n in range(70)]
    reading = tally(rows, year=2025, organ="某局")
    assert len(reading.findings) == 21
    assert sum(finding.params["count"] for finding in reading.findings) == 70
    rest = reading.findings[-1]
    assert (rest.variant, rest.params["codes"], rest.params["id"]) == ("rest", 10, "020")
    assert check_sentences(rest)
    assert reading.findings[0].params["count"] == 3


def test_hostile_text_is_quoted_clean() -> None:
    """A code or an id from a register could colour the terminal or fill the screen."""
    rows = [Case("\x1b[31m" * 50, "2025-03-01", "a\nb\u202e" * 90), Case("\ud800", "2025-03-01", "x")]
    for finding in tally(rows, year=2025, organ="某局").findings:
        assert check_sentences(finding)
        assert len(finding.text()) < 400


def test_rows_are_values_and_findings_travel() -> None:
    """A batch could not send rows or readings to another process."""
    rows = [SOUND, Proceeding(1, "行政复议", "2025-03-01"), NormativeDocument(1, "规章", None), Decisions(1)]
    for row in [*rows, ProcessingFee(1, 2, 3), count(dirty(received=None))]:
        assert ForkingPickler.loads(ForkingPickler.dumps(row)) == row
    field = "id"
    with pytest.raises(AttributeError):
        setattr(SOUND, field, 3)


def test_the_library_does_not_load_the_register_before_it_is_asked_for() -> None:
    """A web page that only shows reports would pay for what counts requests."""
    script = "import sys, ogirmodel; assert not any('ledger' in name for name in sys.modules); ogirmodel.tally"
    subprocess.run([sys.executable, "-c", script], check=True)
    assert ogirmodel.tally is tally
    slip = "tallly"
    with pytest.raises(AttributeError):
        getattr(ogirmodel, slip)


def test_any_iterator_is_counted_once() -> None:
    """A cursor that can be read only once would give an empty table for the second pass."""
    assert tally(iter([SOUND]), year=2025, organ="某局") == count(SOUND)


@pytest.mark.parametrize("options", [{"year": 2018}, {"year": 2025, "edition": "1999"}])
def test_a_form_that_does_not_exist_is_named(options: dict[str, Any]) -> None:
    """A register would be counted on no form at all."""
    with pytest.raises(UnknownName):
        tally([], organ="某局", **options)


# -- maps --


def test_a_map_explains_codes() -> None:
    """An office with codes of its own could not use its register."""
    mapping = RegisterMap(
        cases=RowMap(
            codes={"applicant": {"1": PERSON, "其他": FIRM}, "outcome": {"YY": "disclosed", "其他处理": "fee_overdue"}},
            blanks={"outcome": ["在办"], "concluded": ["9999-12-31"]},
        )
    )
    rows = [
        Case(1, "2025-03-01", 1, "YY", "2025-03-02"),
        Case(2, "2025-03-01", " 1 ", "其他处理", "2025-03-02"),
        Case(3, "2025-03-01", "其他", "在办", "9999-12-31"),
        Case(4, "2025-03-01", "（自然人）", "在办", datetime.date(9999, 12, 31)),
        Case(5, "2025-03-01", 1.0, "部分公开", "2025-03-02"),
    ]
    reading = tally(rows, year=2025, organ="某局", mapping=mapping)
    assert reading.findings == ()
    assert cells(reading) == {
        ("new_received", PERSON): 4,
        ("new_received", FIRM): 1,
        (DISCLOSED, PERSON): 1,
        ("outcomes.other_outcomes.fee_overdue", PERSON): 1,
        ("outcomes.partially_disclosed", PERSON): 1,
        ("carried_out", PERSON): 1,
        ("carried_out", FIRM): 1,
    }
    assert ("outcomes.other_outcomes", PERSON) in cells(
        tally([Case(2, "2020-03-01", 1, "其他处理", "2020-03-02")], year=2020, organ="某局", mapping=mapping)
    )
