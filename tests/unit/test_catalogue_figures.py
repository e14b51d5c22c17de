"""Figures that can hardly be right, and this year beside the last: the edges of the rules."""

from collections.abc import Mapping
from typing import Any

import pytest

from ogirmodel import Finding, Money, Organ, Report, Severity, check
from ogirmodel.testing import sample

FEE = ("administrative_fees", "amount")
Cells = Mapping[tuple[str, str], Any]


def nil(year: int = 2025, edition: str = "2021", **tables: Cells) -> Report:
    """Return a complete report of zeros but for some cells."""
    report = sample(edition, "zero")
    changed = {name: report.tables[name].replace(cells) for name, cells in tables.items()}
    return report.replace(year=year, signed_on=f"{year + 1}-01-09", tables={**report.tables, **changed})


def found(report: Report, code: str, **told: Any) -> list[Finding]:
    return [finding for finding in check(report, **told) if finding.code == code]


def prose(report: Report, **sections: tuple[str, ...]) -> Report:
    return report.replace(sections={**report.sections, **sections})


# ---------------------------------------------------------------- figures that can hardly be right


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [("0.5", "500", []), ("0.5", "500.01", ["jump"]), ("0", "5000", []), (None, "5000", []), ("9", "8", [])],
)
def test_a_thousand_times_as_much_is_another_unit(before: str | None, now: str, expected: list[str]) -> None:
    """Yuan typed as ten thousand yuan make a bureau the richest of the province."""
    report, last = nil(disclosure={FEE: Money(now)}), nil(2024, disclosure={FEE: Money(before) if before else None})
    assert [finding.variant for finding in found(report, "T10", previous=last)] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("收费92500元。", ["said"]),
        ("收费92,500元。", ["said"]),
        ("收费192,500元。", []),
        ("收费92500万元。", []),
        ("收费192500元。", []),
    ],
)
def test_yuan_in_the_prose_are_no_ten_thousands(said: str, expected: list[str]) -> None:
    """An amount that ends in the same digits, or stands in ten thousands, is another one."""
    report = prose(nil(disclosure={FEE: Money("92500")}), other_matters=("未收取信息处理费。", said))
    assert [finding.variant for finding in found(report, "T10")] == expected


@pytest.mark.parametrize(
    ("organ", "expected"),
    [
        (Organ("云溪县人民政府"), ["warning"]),
        (Organ("云溪县教育局"), ["warning"]),
        (Organ("松林市人民政府"), ["unjudged"]),
        (Organ("松林市人民政府", level="city"), []),
        (Organ("广东省人民政府"), []),
        (Organ("凉山彝族自治州人民政府"), []),
        (Organ("中华人民共和国教育部"), []),
    ],
)
def test_rules_are_for_those_who_can_make_them(organ: Organ, expected: list[str]) -> None:
    """A county that lists its normative documents as rules is corrected; a city that may make them is not."""
    cells = {("rules", "made"): 0, ("rules", "in_force"): 2}
    report = nil(disclosure=cells).replace(organ=organ, signed_by=organ.name)
    assert [finding.severity for finding in found(report, "T11")] == expected


def test_no_more_is_repealed_than_there_was() -> None:
    """The clerk counted the repealed of several years."""
    last = nil(2024, disclosure={("normative_documents", "in_force"): 5})
    now = {("normative_documents", "made"): 3, ("normative_documents", "repealed"): 8}
    assert found(nil(disclosure=now), "T12", previous=last) == []
    (finding,) = found(nil(disclosure={**now, ("normative_documents", "repealed"): 9}), "T12", previous=last)
    assert (finding.severity, finding.params["difference"]) == (Severity.WARNING, 1)
    assert found(nil(disclosure={("normative_documents", "repealed"): 9}), "T12") == []


@pytest.mark.parametrize("row", ["outcomes.not_processed.excessive_requests", "outcomes.other_outcomes.fee_overdue"])
def test_a_row_that_implies_a_fee_is_named(row: str) -> None:
    """The table shows that a fee was asked for, and section six says nothing of it."""
    report = nil(applications={("new_received", "natural_person"): 1, (row, "natural_person"): 1})
    assert found(report, "T13") == []
    (finding,) = found(prose(report, other_matters=("无。",)), "T13")
    assert finding.location.row == row
    assert found(prose(nil(), other_matters=("无。",)), "T13") == []


def test_a_suit_after_a_reconsideration_has_one() -> None:
    """A direct suit in the wrong column is seen by the reconsideration that is missing."""
    suit = {("litigation_after_reconsideration", "result_upheld"): 1}
    review = {("reconsideration", "result_upheld"): 1}
    now, last = nil(review_litigation=suit), nil(2024)
    assert len(found(now, "T14", previous=last)) == 1
    assert found(now, "T14") == []
    assert found(now, "T14", previous=nil(2023)) == []
    assert found(now, "T14", previous=nil(2024, review_litigation=review)) == []
    assert found(nil(review_litigation={**suit, **review}), "T14", previous=last) == []
    assert len(found(nil(2021, review_litigation=suit), "T14", previous=nil(2020, "2019"))) == 1


def test_a_nil_report_is_asked_for_and_a_blank_one_is_not() -> None:
    """A blank form would be called a nil report."""
    assert [finding.severity for finding in found(nil(), "T15")] == [Severity.INFO]
    assert found(sample("2021", "blank"), "T15") == []
    assert found(nil(disclosure={FEE: Money("0.01")}), "T15") == []


# ---------------------------------------------------------------- this year beside the last


def test_the_open_cases_of_last_year_appear_again() -> None:
    """A case that was pending cannot vanish."""
    last = nil(2024, review_litigation={("reconsideration", "not_concluded"): 2})
    for upheld, expected in ((0, [2]), (1, [1]), (2, []), (5, [])):
        now = nil(review_litigation={("reconsideration", "result_upheld"): upheld})
        assert [f.params["difference"] for f in found(now, "Y04", previous=last)] == expected


def test_only_like_is_compared_across_the_editions() -> None:
    """Section two of 2020 counts other things than that of 2021: every report would be full of jumps."""
    cells = {("administrative_penalties", "decisions"): 9000, ("normative_documents", "public_total"): 50}
    left = {("new_received", "natural_person"): 99, ("carried_out", "natural_person"): 99}
    last = nil(2020, "2019", disclosure=cells, applications={("carried_out", "natural_person"): 3})
    findings = check(nil(2021), previous=last)
    assert [f.text() for f in findings if f.location.table == "disclosure"] == []
    assert {f.code for f in findings if f.severity == Severity.ERROR} == {"Y01"}
    assert {f.code for f in check(nil(2021, applications=left), previous=nil(2020, "2019"))} & {"Y06"} == {"Y06"}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [(3, 30, []), (3, 31, [""]), (1, 19, []), (0, 20, [""]), (20, 0, ["zero"]), (19, 0, []), (300, 30, [])],
)
def test_a_jump_is_more_than_ten_times(before: int, now: int, expected: list[str]) -> None:
    """Small figures come and go, and no office would explain each of them."""
    row = ("administrative_penalties", "decisions")
    report, last = nil(disclosure={row: now}), nil(2024, disclosure={row: before})
    assert [f.variant for f in found(report, "Y06", previous=last)] == expected
    assert found(report, "Y06") == []


def test_a_jump_of_a_total_is_told_once() -> None:
    """Every addend of a total that jumped would be a finding of its own."""
    cells = {("new_received", "natural_person"): 90, ("carried_out", "natural_person"): 90}
    places = [(f.location.row, f.location.column) for f in found(nil(applications=cells), "Y06", previous=nil(2024))]
    assert places == [("new_received", "total"), ("carried_out", "total")]


LONG = (
    "解读材料发布不够及时，群众来电咨询较为集中，部分材料晚于文件发布。已规定"
    "解读材料与文件同步起草、同步审签、同步发布。"
)
OTHER = (
    "目录分类交叉重复，同一事项在多处出现，查找不便。已合并"
    "栏目，按主题重新整理目录，请群众代表试用，并逐月检查失效的链接。"
)


def test_a_text_that_was_copied_is_named() -> None:
    """Last year's problems in last year's words are what inspectors call a copy."""
    now, last = prose(nil(), problems=(LONG, OTHER)), prose(nil(2024), problems=(LONG, OTHER))
    (finding,) = found(now, "Y05", previous=last)
    assert (finding.location.section, finding.params["share"]) == ("problems", "100%")
    assert found(prose(nil(), problems=(OTHER[::-1], LONG[::-1])), "Y05", previous=last) == []
    assert found(prose(nil(), problems=(LONG,)), "Y05", previous=prose(nil(2024), problems=(LONG,))) == []
    assert found(now, "Y05") == []
    assert found(now, "Y05", previous=last.replace(year=2023)) == []
