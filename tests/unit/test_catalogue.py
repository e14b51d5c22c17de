"""What the sections must say: no alarm at what honest reports say, and one at what inspectors fault."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ogirmodel import Finding, Policy, Report, Severity, check
from ogirmodel.checks import Parameters
from ogirmodel.checks.parameters import Counting
from ogirmodel.testing import sample

HONEST = tomllib.loads((Path(__file__).parents[1] / "data" / "honest.toml").read_text(encoding="utf-8"))
ASPECTS = [(aspect, said) for aspect, phrasings in HONEST["aspects"].items() for said in phrasings]
BARE = {
    "主动公开": "（一）公开情况。按照规定进行。",
    "依申请公开": "（二）办理情况。按照规定进行。",
    "政府信息管理": "（三）日常工作。按照规定进行。",
    "政府信息公开平台建设": "（四）渠道建设。按照规定进行。",
    "监督保障": "（五）其他工作。按照规定进行。",
}
"""An overview that speaks of no aspect."""


def told(section: str, *paragraphs: str, base: str = "typical", **fields: Any) -> Report:
    """Return a complete report of 2025, one section of which is told in other words."""
    report = sample("2021", base).replace(year=2025, signed_on="2026-01-09", **fields)
    return report.replace(sections={**report.sections, section: paragraphs})


def found(report: Report, code: str, **told: Any) -> list[Finding]:
    """Return the findings of one code."""
    return [finding for finding in check(report, **told) if finding.code == code]


# ---------------------------------------------------------------- section one


def test_the_sample_is_a_complete_report() -> None:
    """Whoever starts from the sample would be told of faults that nobody made."""
    for edition in ("2019", "2021"):
        for kind in ("typical", "zero", "max"):
            findings = check(sample(edition, kind))
            assert {finding.code for finding in findings} <= {"T15", "U12"}, (edition, kind)


@pytest.mark.parametrize(("aspect", "said"), ASPECTS)
def test_an_aspect_may_be_told_in_other_words(aspect: str, said: str) -> None:
    """An office that wrote of an aspect would be told that it did not."""
    overview = [said if name == aspect else bare for name, bare in BARE.items()]
    for finding in found(told("overview", *overview), "S03"):
        assert aspect not in finding.params["missing"]


def test_every_aspect_that_is_missing_is_named() -> None:
    """An office that forgot an aspect would learn of it from the inspectors."""
    (finding,) = found(told("overview", *BARE.values()), "S03")
    assert finding.params["missing"] == tuple(BARE)
    assert found(sample("2019").replace(sections={"overview": tuple(BARE.values())}), "S03") == []


@pytest.mark.parametrize("said", HONEST["government"]["phrasings"])
def test_supervision_may_be_told_in_other_words(said: str) -> None:
    """A government that told of all three would be told of a breach of Article 50."""
    assert found(told("overview", *sample("2021").sections["overview"][:4], said), "S04") == []


@pytest.mark.parametrize(
    ("text", "counting", "expected"),
    [
        ("公" * 1000, "han", None),
        ("公" * 1001, "han", 1001),
        ("公" * 1000 + "，a1 。" * 50, "han", None),
        ("公" * 1000 + "𠮷", "han", 1001),
        ("公" * 900 + "，" * 100 + " " * 50, "nonblank", None),
        ("公" * 900 + "，" * 101, "nonblank", 1001),
        ("公" * 900 + " a" * 51, "all", 1002),
    ],
)
def test_length_is_counted_as_the_place_counts(text: str, counting: Counting, expected: int | None) -> None:
    """973 Chinese characters are 1,102 in all: a rule that does not say how it counts faults the innocent."""
    policy = Policy(parameters=Parameters(counting=counting))
    counts = [finding.params["count"] for finding in found(told("overview", text), "S05", policy=policy)]
    assert counts == ([expected] if expected else [])
    shorter = Policy(parameters=Parameters(overview_limit=10))
    assert found(told("overview", "公" * 11), "S05", policy=shorter)
    assert found(told("problems", text * 3), "S05") == []


def honest() -> Iterator[Report]:
    """Yield complete reports in every wording there is."""
    overview = sample("2021").sections["overview"]
    for place, phrasings in enumerate(HONEST["aspects"].values()):
        for said in phrasings:
            yield told("overview", *overview[:place], said, *overview[place + 1 :], overview[-1], base="zero")
    for said in HONEST["government"]["phrasings"]:
        yield told("overview", *overview[:4], said, base="zero")
    for paragraphs in HONEST["problems"]["phrasings"]:
        yield told("problems", *paragraphs)
    for said in HONEST["fee"]["phrasings"]:
        yield told("other_matters", said)
    for paragraphs in HONEST["matters"]["phrasings"]:
        yield told("other_matters", *paragraphs, "没有收取信息处理费。")
    for said in HONEST["preface"]["phrasings"]:
        yield told("overview", *overview, preface=said)


def test_no_other_rule_speaks_of_what_is_honest() -> None:
    """A wording that one rule takes would be faulted by the next."""
    alarms = [f.text() for one in honest() for f in check(one) if f.severity in {Severity.WARNING, Severity.ERROR}]
    assert alarms == []


# ---------------------------------------------------------------- section five


@pytest.mark.parametrize("said", HONEST["problems"]["phrasings"])
def test_problems_with_measures_are_no_fault(said: list[str]) -> None:
    """An office would be told that three are two, or that it does nothing about its problems."""
    report = told("problems", *said)
    assert [finding.text() for finding in (*found(report, "S06"), *found(report, "S07"))] == []


@pytest.mark.parametrize(
    "said",
    [
        ["存在三个问题：一是解读不及时；二是目录不清楚。将逐项改进。"],
        ["主要存在两个方面的问题：", "（一）解读不及时。", "（二）分类不清楚。", "（三）人员不足。", "将加强培训。"],
        ["存在3个问题：1.解读不及时。2.目录不清楚。改进措施：1.同步发布。"],
        ["有四点不足：①解读；②目录；③人员。将改进。"],
        ["有两个方面的不足：第一，解读。第二，目录。第三，人员。将改进。"],
        ["存在两个主要问题，改进情况如下：", "一是解读不及时，已改。", "二是分类不清，已改。", "三是人员不足，已改。"],
        ["存在3个问题：（1）解读（2）目录。将改进。"],
    ],
)
def test_a_list_of_another_length_is_named(said: list[str]) -> None:
    """An announced count that does not fit shows that a paragraph was lost."""
    (finding,) = found(told("problems", *said), "S07")
    assert finding.variant == "count"


@pytest.mark.parametrize("said", ["无", "无。", "（无）", "暂无", "没有。", "不存在问题。", "略"])
def test_a_section_that_says_none_is_named(said: str) -> None:
    """Inspectors take points for a section on problems that says there are none."""
    assert [finding.variant for finding in found(told("problems", said), "S06")] == ["words"]
    assert found(told("problems", said), "S07") == []


@pytest.mark.parametrize(
    "said", ["解读不够及时，群众来电较多。", "一是目录不清楚；二是人员不足。", "存在渠道单一等问题。"]
)
def test_problems_without_measures_are_named(said: str) -> None:
    """A list of problems alone is a confession, not a report."""
    assert [finding.variant for finding in found(told("problems", said), "S07")] == ["measures"]


# ---------------------------------------------------------------- section six


@pytest.mark.parametrize("said", HONEST["fee"]["phrasings"])
def test_the_fee_may_be_told_in_other_words(said: str) -> None:
    """An office that said that it charged nothing would be told to say so."""
    report = told("other_matters", said)
    assert [finding.text() for code in ("S08", "T13") for finding in found(report, code)] == []


@pytest.mark.parametrize("said", HONEST["matters"]["phrasings"])
def test_other_matters_are_no_plans(said: list[str]) -> None:
    """An office that reports what belongs there, and a plan beside it, would be told that it reports plans."""
    assert [finding.text() for finding in found(told("other_matters", *said), "S10")] == []


@pytest.mark.parametrize(
    "said",
    [
        ["下一步，我局将完善制度，加强队伍建设。"],
        ["2026年，我局将着力推进平台建设。"],
        ["今后，我镇将进一步加大力度，拓宽渠道。", "一是加强领导；二是加强培训。"],
        ["在2026年的工作中，我镇要加强和相关部门的沟通联系。"],
    ],
)
def test_plans_alone_are_named(said: list[str]) -> None:
    """The sample of a published report has nothing but next year's plans there."""
    assert len(found(told("other_matters", *said), "S10")) == 1


FEES = [(said, kind) for kind in ("adds_up", "more", "no_notice") for said in HONEST["fee"][kind]]


@pytest.mark.parametrize(("said", "kind"), FEES)
def test_the_fee_adds_up(said: str, kind: str) -> None:
    """Money without a notice, or more than was asked for, is what an auditor looks for first."""
    variants = [finding.variant for finding in found(told("other_matters", said, base="zero"), "S09")]
    assert variants == ([] if kind == "adds_up" else [kind])


def test_what_was_paid_was_not_dropped() -> None:
    """A request that the table drops for an unpaid fee cannot stand beside a fee that was paid in full."""
    paid = "发出信息处理费收费通知2件，通知收费总金额380元，实际收取总金额380元。"
    assert [finding.variant for finding in found(told("other_matters", paid), "S09")] == ["dropped"]
    assert found(told("other_matters", paid.replace("实际收取总金额380", "实际收取总金额100")), "S09") == []


# ---------------------------------------------------------------- the preface


@pytest.mark.parametrize("said", HONEST["preface"]["phrasings"])
def test_a_preface_that_agrees_is_no_fault(said: str) -> None:
    """A preface that announces the six parts would be told that it announces others."""
    assert [finding.text() for finding in found(sample("2021").replace(preface=said), "S11")] == []


@pytest.mark.parametrize(
    ("said", "variant"),
    [
        ("本报告由七个部分组成。", "count"),
        ("本年度报告共分为8个部分。", "count"),
        ("报告由概述、主动公开情况、收费及减免情况等部分组成。", "former"),
        ("本报告由五部分构成。", "count"),
    ],
)
def test_a_preface_of_another_report_is_named(said: str, variant: str) -> None:
    """A preface left over from the years before 2019 shows at the first glance that nobody read it."""
    assert [finding.variant for finding in found(sample("2021").replace(preface=said), "S11")] == [variant]


@pytest.mark.parametrize(
    "said",
    [
        "统计期限为2025年1月1日至12月31日。",
        "所列数据自2025年1月1日起，至12月31日止。",
        "统计时间为２０２５年１月１日至１２月３１日。",
        "本报告的报告期为2025年度。",
        "数据统计截至2025年底。",
    ],
)
def test_a_period_may_be_told_in_other_words(said: str) -> None:
    """A report that states its period would be asked to state it."""
    assert found(told("overview", said, preface=()), "S12") == []
    assert len(found(told("overview", "一切照常。", preface=()), "S12")) == 1
