"""A real report of 2019 as it stands flattened on a web page; its sentences are not ours, so it lies beside us."""

import re
from pathlib import Path

import pytest

import ogirmodel
from ogirmodel import Money

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "quanyang-2019.txt"

pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason="the published report is not beside the project")


def test_the_published_report_is_read_whole() -> None:
    """Title over two lines, a heading in Arabic, nbsp and U+3000 around the digits: they cost nothing."""
    report = ogirmodel.read(SAMPLE).report
    assert (report.organ.name, report.year, report.edition, report.title) == ("泉阳镇人民政府", 2019, "2019", None)
    assert report.signed_by == "泉阳镇人民政府"
    assert str(report.signed_on) == "2019-12-26"
    counts = {name: len(table) for name, table in report.tables.items()}
    assert counts == {"disclosure": 22, "applications": 161, "review_litigation": 15}
    assert {value for table in report.tables.values() for value in table.values} == {0, Money("0")}


def test_every_sentence_is_in_both_outputs() -> None:
    """Nothing that an office wrote may be lost on the way."""
    source = SAMPLE.read_text(encoding="utf-8")
    report = ogirmodel.read(SAMPLE).report
    sentences = [line.strip() for line in source.splitlines() if not line.startswith("\t") and len(line.strip()) > 12]
    assert len(sentences) > 20
    for output in (ogirmodel.dump(report).decode(), ogirmodel.render(report, "text").decode()):
        flat = "".join(output.split()).replace("四、政府", "4、政府")
        missing = [sentence for sentence in sentences if "".join(sentence.split()) not in flat]
        title = [s for s in missing if s.startswith("泉阳镇人民政府2019")]
        headings = [s for s in missing if re.match(r"[一二三四五六4]、", s)]
        assert set(missing) == set(title) | set(headings)
        assert headings == [] or output.startswith("{")  # JSON names sections by their ids


def test_its_faults_are_named() -> None:
    """What inspectors would find in it, and nothing that is not true."""
    findings = ogirmodel.check(ogirmodel.read(SAMPLE))
    codes = {severity: {f.code for f in findings if f.severity == severity} for severity in ogirmodel.Severity}
    assert codes == {
        "error": {"D02"},
        "warning": {"S02", "S04", "S10"},
        "info": {"N09", "S12", "T15", "U12"},
        "unjudged": set(),
    }
    (supervision,) = [finding for finding in findings if finding.code == "S04"]
    assert supervision.params["missing"] == ("工作考核", "社会评议", "责任追究")
    assert any("2019-12-26" in finding.text() for finding in findings)
