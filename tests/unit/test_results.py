"""The result of a check as people and programs read it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ogirmodel
from ogirmodel.cli.app import app
from ogirmodel.testing import sample

CELL = ("outcomes.disclosed", "natural_person")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Write a report with one mistyped figure and a date that is too early."""
    report = sample("2021").filled
    count = report.applications[CELL]
    assert isinstance(count, int)
    cells = report.applications.replace({CELL: count + 7})
    path = tmp_path / "wrong.json"
    path.write_bytes(
        ogirmodel.dump(report.replace(tables={**report.tables, "applications": cells}, signed_on="2021-01-19"))
    )
    return path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["check", *arguments])
    return done.exit_code, done.stdout


def test_findings_stand_under_their_sections(wrong: Path) -> None:
    """Whoever mends a report goes through it section by section."""
    code, text = run(str(wrong))
    lines = text.splitlines()
    whole = lines.index(ogirmodel.messages.text("cli.whole"))
    third = lines.index("三、收到和处理政府信息公开申请情况")
    assert code == 1
    assert any("D02" in line for line in lines[whole:third])
    assert {line.split()[1] for line in lines[third + 1 : -1] if line.startswith("错误")} == {"T02", "T03"}


def test_what_would_mend_a_table_is_said_with_its_findings(wrong: Path) -> None:
    """Two broken sums are one wrong figure: the clerk is told which."""
    _, text = run(str(wrong))
    (hint,) = [line for line in text.splitlines() if line.startswith(ogirmodel.messages.text("cli.hint"))]
    assert "予以公开" in hint


def test_programs_get_the_repairs_as_data(wrong: Path) -> None:
    """A system that shows a form to its clerk puts the right figure beside the wrong one."""
    _, text = run(str(wrong), "--format", "json")
    data = json.loads(text)
    (diagnosis,) = data["diagnoses"]
    (change,) = diagnosis["repairs"][0]["changes"]
    assert (change["row"], change["column"]) == CELL
    assert change["before"] - change["after"] == 7
    assert diagnosis["table"] == "applications"


def test_the_page_shows_the_findings_where_they_are(wrong: Path) -> None:
    """A picture of the report with the wrong cells marked needs no explanation."""
    code, page = run(str(wrong), "--format", "html")
    assert code == 1
    assert page.startswith("<!DOCTYPE html>")
    assert 'data-cell="applications.outcomes.disclosed.natural_person"><mark class="error"' in page


def test_a_sound_report_needs_no_mending() -> None:
    """A hint where nothing is wrong would send people looking for faults."""
    assert ogirmodel.diagnose(sample("2021").filled) == ()
