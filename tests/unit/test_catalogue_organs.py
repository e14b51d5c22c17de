"""A government beside its organs, and who signs and publishes when: the edges of the rules."""

from typing import Any

import pytest

from ogirmodel import Finding, Organ, Policy, Report, Severity, check
from ogirmodel.checks import Parameters
from ogirmodel.testing import sample

FEE = ("administrative_fees", "amount")


def nil() -> Report:
    """Return a complete report of zeros."""
    return sample("2021", "zero").replace(year=2025, signed_on="2026-01-09")


def found(report: Report, code: str, **told: Any) -> list[Finding]:
    return [finding for finding in check(report, **told) if finding.code == code]


# ---------------------------------------------------------------- a government beside its organs


RECEIVED, LEFT = ("new_received", "natural_person"), ("carried_out", "natural_person")


def organ(name: str, count: int | None = 0, **fields: Any) -> Report:
    report = nil()
    tables = {**report.tables, "applications": report.applications.replace({RECEIVED: count, LEFT: count})}
    return report.replace(tables=tables, organ=Organ(name, **fields), signed_by=name)


def test_the_organ_that_explains_a_difference_is_named() -> None:
    """A county with forty bureaus would search them all."""
    parts = [organ("云溪县教育局", 3), organ("云溪县财政局", 5), organ("云溪县司法局", 7)]
    assert found(organ("云溪县人民政府", 15), "A01", components=parts) == []
    for stated, name in ((12, "云溪县教育局"), (10, "云溪县财政局"), (22, "云溪县司法局"), (14, "")):
        findings = found(organ("云溪县人民政府", stated), "A01", components=parts)
        assert {f.params["organ"] for f in findings} == {name}
        assert {f.location.column for f in findings} == {"natural_person", "total"}
        assert {f.params["difference"] for f in findings} == {abs(stated - 15)}
    twins = [organ("云溪县教育局", 3), organ("云溪县财政局", 3)]
    assert {f.params["organ"] for f in found(organ("云溪县人民政府", 3), "A01", components=twins)} == {""}


def test_a_blank_of_an_organ_is_not_judged() -> None:
    """A blank would be taken for 0, and the government be called wrong."""
    parts = [organ("云溪县教育局", 3), organ("云溪县财政局", None)]
    findings = found(organ("云溪县人民政府", 15), "A01", components=parts)
    assert [(f.severity, f.variant) for f in findings] == [(Severity.UNJUDGED, "unjudged")]
    assert findings[0].params["count"] > 1


def test_amounts_are_added_up() -> None:
    """Fees are decimals with a unit, and the sum of a thousand of them is exact."""
    parts = [organ("云溪县教育局"), organ("云溪县财政局")]
    paid = [one.replace(tables={**one.tables, "disclosure": one.disclosure.replace({FEE: "0.1"})}) for one in parts]
    whole = organ("云溪县人民政府")
    right = whole.replace(tables={**whole.tables, "disclosure": whole.disclosure.replace({FEE: "0.2"})})
    assert found(right, "A01", components=paid) == []
    (finding,) = found(whole, "A01", components=paid)
    assert "0.2" in finding.text()


def test_who_is_counted_twice_is_named() -> None:
    """The office's report inside the government's is the classic of double counting."""
    county = organ("云溪县人民政府")
    twice = [organ("云溪县教育局"), organ("云溪县教育局"), organ("云溪县人民政府")]
    assert [f.variant for f in found(county, "A02", components=twice)] == ["twice", "itself"]
    nested = [organ("云溪县清河镇人民政府", parent="云溪县人民政府"), organ("云溪县人民政府")]
    assert [f.variant for f in found(organ("松林市人民政府"), "A02", components=nested)] == ["inside"]
    assert found(county, "A02", components=[organ("云溪县教育局", parent="云溪县人民政府")]) == []
    expected = Policy(parameters=Parameters(components=("云溪县教育局", "云溪县财政局")))
    (missing,) = found(county, "A02", components=[organ("云溪县教育局")], policy=expected)
    assert (missing.variant, missing.params["organ"]) == ("missing", "云溪县财政局")
    assert found(county, "A02", policy=expected) == []


def test_reports_of_another_year_are_not_added() -> None:
    """Last year's report of one bureau would spoil the sum of all."""
    older = organ("云溪县教育局", 3).replace(year=2024)
    findings = check(organ("云溪县人民政府"), components=[older])
    assert [f.code for f in findings if f.severity == Severity.ERROR] == ["A03"]


# ---------------------------------------------------------------- dates and signatures


@pytest.mark.parametrize(
    ("name", "published", "late"),
    [
        ("云溪县教育局", "2026-01-31", False),
        ("云溪县教育局", "2026-02-01", True),
        ("云溪县人民政府", "2026-03-31", False),
        ("云溪县人民政府", "2026-04-01", True),
        ("松林市", "2026-04-01", True),
        ("云溪县税务局", "2026-02-01", True),
        ("云溪县清河镇人民政府", "2026-06-01", False),
        ("云溪县青石街道办事处", "2026-06-01", False),
        ("云溪高新区管委会", "2026-06-01", False),
        ("云溪县人民政府办公室", "2026-02-01", True),
    ],
)
def test_the_deadline_is_that_of_the_kind(name: str, published: str, late: bool) -> None:  # noqa: FBT001 - a table
    """A township would be told of a date that the law does not give it."""
    report = nil().replace(organ=name, signed_by=name, published_on=published)
    assert bool(found(report, "D03")) is late


def test_a_local_deadline_counts() -> None:
    """A place that asks for an earlier date could not be told."""
    report = nil().replace(published_on="2026-01-21")
    local = Policy(parameters=Parameters(deadlines={"township": "01-20", "government": None}))
    assert [f.params["deadline"] for f in found(report, "D03", policy=local)] == ["2026-01-20"]
    county = report.replace(organ="云溪县人民政府", published_on="2026-12-30")
    assert found(county, "D03", policy=local) == []
    assert len(found(county, "D03")) == 1


@pytest.mark.parametrize(
    ("name", "signer", "same"),
    [
        ("云溪县清河镇人民政府", "清河镇人民政府", True),
        ("云溪县清河镇人民政府", "清河镇政府", True),
        ("云溪县人民政府", "云溪县人民政府办公室", True),
        ("云溪县人民政府办公室", "云溪县政府办", True),
        ("云溪县发展和改革局", "云溪县发改局", True),
        ("云溪县发改局", "云溪县发展和改革局", True),
        ("云溪县教育局", "云溪县 教育局", True),
        ("云溪县教育局", "云溪县教育局（云溪县体育局）", True),
        ("云溪县教育局", "云溪县财政局", False),
        ("云溪县清河镇人民政府", "云溪县青石镇人民政府", False),
        ("云溪县人民政府", "松林市人民政府", False),
    ],
)
def test_a_short_name_is_the_same_organ(name: str, signer: str, same: bool) -> None:  # noqa: FBT001 - a table
    """Nearly every sign-off is shorter than the title: an alarm at each would be noise."""
    assert bool(found(nil().replace(organ=name, signed_by=signer), "D05")) is not same
