"""The prose against the tables: no alarm at what is right in any wording, and no plain fault that passes."""

import json
import random
import re
import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from ogirmodel import Finding, Report, check, load, read
from ogirmodel.testing import sample
from ogirmodel.testing.samples import KINDS

DATA = Path(__file__).parents[1] / "data"
FACTS = json.loads((DATA / "figures.json").read_text(encoding="utf-8"))["reports"]
PHRASINGS = tomllib.loads((DATA / "phrasings.toml").read_text(encoding="utf-8"))
QUANYANG = Path(__file__).parents[3] / "shared" / "samples" / "quanyang-2019.txt"
TABLES = ("disclosure", "applications", "review_litigation")


def report(facts: dict[str, Any], *paragraphs: str, section: str = "overview") -> Report:
    made = Report(facts["organ"], facts["year"], facts["edition"], tables={table: facts[table] for table in TABLES})
    prose = {one.id: "另行撰写。" for one in made.form.sections}
    return made.replace(sections=prose | {section: list(paragraphs)})


def of_family_n(one: Report) -> list[Finding]:
    return [finding for finding in check(one) if finding.code.startswith("N")]


def alarms(one: Report) -> list[str]:
    return [f"{f.code} {f.text()}" for f in of_family_n(one) if f.severity != "info"]


def figures(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of a report by the names that the phrasings use; blanks count as zero."""
    rows = {path: {name: value or 0 for name, value in row.items()} for path, row in facts["applications"].items()}
    cases, documents = facts["review_litigation"], facts["disclosure"]

    def total(start: str, column: str = "total") -> int:
        return sum(row[column] for path, row in rows.items() if path == start or path.startswith(f"{start}."))

    def share(part: int, row: str = "outcomes.total") -> str:
        return str((part * 100 / Decimal(rows[row]["total"])).quantize(Decimal("0.1"), ROUND_HALF_UP))

    new, carried_in = rows["new_received"], rows["carried_in"]
    direct, after = cases["litigation_direct"]["total"], cases["litigation_after_reconsideration"]["total"]
    reconsideration = cases["reconsideration"]
    disclosed, partial = total("outcomes.disclosed"), total("outcomes.partially_disclosed")
    return {
        "year": facts["year"],
        "last": facts["year"] - 1,
        "next": facts["year"] + 1,
        "new": new["total"],
        "carried_in": carried_in["total"],
        "received_all": new["total"] + carried_in["total"],
        "person": new["natural_person"],
        "organizations": new["total"] - new["natural_person"],
        "person_all": new["natural_person"] + carried_in["natural_person"],
        "organizations_all": new["total"] + carried_in["total"] - new["natural_person"] - carried_in["natural_person"],
        "answered": rows["outcomes.total"]["total"],
        "carried_out": rows["carried_out"]["total"],
        "disclosed": disclosed,
        "partial": partial,
        "open_all": disclosed + partial,
        "disclosed_share": share(disclosed),
        "partial_share": share(partial),
        "person_share": share(new["natural_person"], "new_received"),
        "withheld": total("outcomes.withheld"),
        "secret": total("outcomes.withheld.state_secret"),
        "unavailable": total("outcomes.unavailable"),
        "not_processed": total("outcomes.not_processed"),
        "other": total("outcomes.other_outcomes"),
        "not_held": rows["outcomes.unavailable.not_held"]["total"],
        "creation": rows["outcomes.unavailable.requires_creation"]["total"],
        "petition": rows["outcomes.not_processed.petition_or_complaint"]["total"],
        "reconsideration": reconsideration["total"],
        "reconsideration_done": reconsideration["total"] - reconsideration["not_concluded"],
        "upheld": reconsideration["result_upheld"],
        "corrected": reconsideration["result_corrected"],
        "other_result": reconsideration["other_result"],
        "pending": reconsideration["not_concluded"],
        "direct": direct,
        "after": after,
        "litigation": direct + after,
        "both": direct + after + reconsideration["total"],
        "licensing": documents["administrative_licensing"]["decisions"],
        "penalties": documents["administrative_penalties"]["decisions"],
        "compulsion": documents["administrative_compulsion"]["decisions"],
        "made": documents["normative_documents"]["made"],
        "repealed": documents["normative_documents"]["repealed"],
        "in_force": documents["normative_documents"]["in_force"],
        "rules_made": documents["rules"]["made"],
        "rules_in_force": documents["rules"]["in_force"],
        "fee": documents["administrative_fees"]["amount"],
    }


PLAIN = PHRASINGS["plain"] + PHRASINGS["decided_2021"]


@pytest.mark.parametrize("template", PLAIN + PHRASINGS["honest"])
def test_what_is_right_raises_no_alarm_in_any_wording(template: str) -> None:
    """An office that wrote the truth and is told that it lied stops reading the findings."""
    for facts in FACTS:
        assert alarms(report(facts, template.format(**figures(facts)))) == [], facts["organ"]


def mutations(count: int) -> list[tuple[str, str, str]]:
    """Return sentences with one wrong figure, the wrong figure, and the report's organ."""
    chosen = random.Random(20250119)  # noqa: S311 - the same sentences every time
    made: list[tuple[str, str, str]] = []
    while len(made) < count:
        facts = chosen.choice([one for one in FACTS if None not in one["applications"]["new_received"].values()])
        known = figures(facts)
        template = chosen.choice(PLAIN)
        name = chosen.choice([name for name in re.findall(r"\{(\w+)\}", template) if name != "year"])
        digits = list(str(known[name]))
        place = chosen.choice([n for n, digit in enumerate(digits) if digit != "."])
        digits[place] = chosen.choice("123456789")
        wrong = "".join(digits)
        if wrong not in {str(value) for value in known.values()} and not wrong.startswith("0"):
            made.append((template.format(**known | {name: wrong}), wrong, facts["organ"] + str(facts["year"])))
    return made


def test_three_hundred_wrong_figures_are_all_found() -> None:
    """A figure in the prose that the table contradicts is the first thing an inspector reads aloud."""
    by_name = {facts["organ"] + str(facts["year"]): facts for facts in FACTS}
    missed = []
    for text, wrong, organ in mutations(300):
        found = of_family_n(report(by_name[organ], text))
        if not any(finding.severity != "info" and wrong in str(finding.params["stated"]) for finding in found):
            missed.append((text, wrong, organ))
    assert missed == []


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("kind", KINDS)
def test_samples_raise_no_alarm(edition: str, kind: str) -> None:
    """A sample that is said to be sound and is faulted cannot be built upon."""
    assert alarms(sample(edition, kind)) == []


@pytest.mark.parametrize("path", sorted((DATA.parents[1] / "examples").glob("*.json")), ids=lambda path: path.stem)
def test_examples_raise_nothing(path: Path) -> None:
    """An example whose prose is faulted teaches people to distrust either."""
    assert of_family_n(load(path)) == []


@pytest.mark.skipif(not QUANYANG.exists(), reason="the sample report is not part of a fresh clone")
def test_the_sample_report_has_one_vague_number_and_nothing_else() -> None:
    """101余条 is no exact number; everything else that the township wrote is its own affair."""
    found = of_family_n(read(QUANYANG).report)
    assert [(finding.code, finding.params["stated"]) for finding in found] == [("N09", "101余条")]


def one(organ: str, year: int) -> dict[str, Any]:
    return next(facts for facts in FACTS if facts["organ"] == organ and facts["year"] == year)


def test_what_the_published_texts_claim_raises_no_alarm() -> None:
    """749 are 713 and 36 carried in, 134 are of another scope, 74 are 61, 3 and 10: all were published."""
    county = "全县共受理政府信息公开申请749件，其中自然人741件，法人或其他组织8件，办结718件，结转下年度31件。"
    cases = "因政府信息公开引发的行政复议、行政诉讼共74件。1件申请收取信息处理费380元。"
    assert alarms(report(one("沭阳县人民政府", 2025), county, cases)) == []
    city = "全市备案政府信息公开行政复议案件134件、行政诉讼案件57件。"
    assert alarms(report(one("宿迁市", 2024), city)) == []
    bureau = "收到申请34件，上年结转2件。"
    outcomes = "予以公开9件，部分公开0件，不予公开2件，无法提供10件，不予处理0件，其他处理14件，结转下年度1件。"
    assert alarms(report(one("上海市科学技术委员会", 2024), bureau + outcomes)) == []
    assert alarms(report(one("沭阳县发展和改革局", 2023), "共收到政府信息公开申请26件，均为自然人申请。")) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全年共收到政府信息公开申请714件。", "N01"),
        ("上年转结36件申请，结转至下一年度32件申请。", "N02"),
        ("收到政府信息公开申请７１３件，其中自然人704件。", "N03"),
        ("予以公开二百九十四件，部分公开一百零二件。", "N04"),
        ("办结718件政府信息公开申请，其中予以公开294件（41.9%）。", "N05"),
        ("行政复议、行政诉讼共计75件。", "N06"),
        ("制发行政规范性文件6件，废止1件，现行有效33件。", "N07"),
        ("收取行政事业性收费4069.2万元。", "N07"),
        ("收到政府信息公开申请713件，其中线上500件、线下203件。", "N08"),
        ("全年公开信息近百条。", "N09"),
        ("没有因政府信息公开被申请行政复议的情形。", "N10"),
        ("行政复议、行政诉讼均无，规章制发2件。", "N10"),
        ("2024年，我县扎实推进政府信息公开。", "N11"),
    ],
)
def test_a_plain_fault_has_its_own_code(text: str, code: str) -> None:
    """A fault that comes under another code is explained by the wrong ground."""
    found = of_family_n(report(one("沭阳县人民政府", 2025), text))
    assert [finding.code for finding in found] == [code]
    assert found[0].location.section == "overview"
    assert found[0].location.paragraph == 1


def test_a_finding_quotes_its_sentence_and_what_was_tried() -> None:
    """A clerk mends the sentence that is quoted, by the cells that are named."""
    text = "一切照常。全年共收到政府信息公开申请 ７１４ 件。"
    (found,) = of_family_n(report(one("沭阳县人民政府", 2025), "另段。", text))
    assert found.params["quote"] == "全年共收到政府信息公开申请 ７１４ 件"
    assert found.params["stated"] == "714件"
    assert "713 / " in found.params["expected"]
    assert found.params["expected"].endswith("上年结转政府信息公开申请数量 749")
    assert found.location.paragraph == 2


def test_a_long_sentence_is_quoted_around_its_figure() -> None:
    """A quotation that ends before the figure does not show the fault."""
    text = f"{'本县各项工作有序推进' * 20}，全年共收到政府信息公开申请714件，{'取得良好成效' * 20}。"
    (found,) = of_family_n(report(one("沭阳县人民政府", 2025), text))
    assert "714件" in found.params["quote"]
    assert len(found.params["quote"]) <= 80


def test_blank_cells_are_not_held_against_the_prose() -> None:
    """What the table does not say cannot contradict the text."""
    facts = one("沭阳县发展和改革局", 2023)
    assert alarms(report(facts, "新收政府信息公开申请26件，其中商业企业3件，法人或其他组织4件。")) == []


def test_a_heading_says_what_the_next_paragraph_counts() -> None:
    """Under a heading of its own, a sentence need not say again what was answered."""
    facts = one("沭阳县人民政府", 2025)
    assert alarms(report(facts, "（二）依申请公开情况", "全年办结718件。")) == []
    assert alarms(report(facts, "（二）依申请公开情况", "全年办结719件。")) != []
    assert alarms(report(facts, "（二）建议提案办理情况", "全年办结719件。")) == []


def test_examples_of_problems_are_no_counts() -> None:
    """Section five tells of two faulty answers, not of all answers."""
    assert alarms(report(one("沭阳县人民政府", 2025), "部分公开2件答复不规范，不予公开3件。", section="problems")) == []


@pytest.mark.parametrize(
    "text",
    [
        "2024年以来，我县完善制度。",
        "与2024年相比，我县申请有所增加。",
        "2026年，我县将进一步做好工作。",
        "2025年，我县扎实推进工作。",
        "根据《2024年政务公开工作要点》和国办公开办函〔2021〕30号，我县编制了2025年政府信息公开工作年度报告。",
        "本报告由沭阳县人民政府办公室编制。",
        "沭阳县教育局编制了年度报告。",
    ],
)
def test_years_and_organs_in_their_place_raise_nothing(text: str) -> None:
    """History, comparisons, plans and neighbours belong to an annual report."""
    facts = one("沭阳县人民政府", 2025)
    assert of_family_n(report(facts, text)) == []
    assert of_family_n(report(facts, "另段。").replace(preface=text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "现公布2024年政府信息公开工作年度报告。",
        "本报告由松林市石桥区人民政府编制。",
    ],
)
def test_words_of_another_report_are_found_in_the_preface(text: str) -> None:
    """A preface copied from last year or from a neighbour is the first thing a reader sees."""
    (found,) = of_family_n(report(one("沭阳县人民政府", 2025), "另段。").replace(preface=text))
    assert found.code == "N11"


def test_a_megabyte_of_prose_is_read() -> None:
    """A pasted log must not stop the check."""
    text = "全年新收政府信息公开申请713件，其中自然人705件、行政诉讼、没有" * 40_000
    assert alarms(report(one("沭阳县人民政府", 2025), text[:1_000_000])) == []
