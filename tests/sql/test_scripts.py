"""The scripts and the command that people use: from a database to the finished report."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import ogirmodel
from ogirmodel.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples" / "ledger"
ORGAN = "云溪县人民政府"
CELL = "applications/outcomes.not_processed.repeated_request/total"


def run(script: str, folder: Path, *arguments: str, **variables: str) -> str:
    command = [sys.executable, str(EXAMPLES / script), *arguments]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **variables}
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_example_for_postgresql_makes_the_same_report(tmp_path: Path, postgres_url: str) -> None:
    """An office that moves from a file to a server would publish other figures."""
    run("make_register.py", tmp_path)
    found = run("from_sqlite.py", tmp_path)
    before = (tmp_path / "report.docx").read_bytes()
    run("make_register.py", tmp_path, postgres_url)
    said = run("from_postgres.py", tmp_path, OGIRMODEL_REGISTER=postgres_url)
    assert (tmp_path / "report.docx").read_bytes() == before
    assert said.startswith(found)
    report = ogirmodel.read(tmp_path / "report.docx").report
    figure = report.applications["outcomes.not_processed.repeated_request", "total"]
    assert len(said.splitlines()[-1].split()) == figure
    assert len((EXAMPLES / "from_postgres.py").read_text(encoding="utf-8").splitlines()) <= 25


@pytest.mark.parametrize("source", ["register.sqlite", "sqlite:///register.sqlite", "requests.csv"])
def test_the_command_writes_the_report(
    source: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clerk who writes no scripts could not use the register at all."""
    monkeypatch.chdir(tmp_path)
    run("make_register.py", tmp_path)
    options = ["--map", str(EXAMPLES / "register.toml"), "--year", "2025", "--organ", ORGAN]
    assert main(["ledger", source, *options, "report.json", "report.txt"]) == 0
    assert capfd.readouterr().err.count("错误 C") == 9
    report = ogirmodel.load("report.json")
    assert report.applications.received == 2391
    assert Path("report.txt").stat().st_size > 1000
    assert main(["ledger", source, *options, "strict.json", "--strict"]) == 1
    assert not Path("strict.json").exists()
    assert main(["ledger", source, *options]) == 2
    capfd.readouterr()
    traced = main(["ledger", source, *options, "--trace", CELL])
    out, err = capfd.readouterr()
    if source == "requests.csv":
        assert (traced, out) == (2, "")
    else:
        assert traced == 0
        assert len(out.split()) == report.applications.filled["outcomes.not_processed.repeated_request", "total"]
        assert "SELECT" in err
    for wrong in ("applications/total", "applications/nowhere/total", "x/y/z"):
        assert main(["ledger", source, *options, "--trace", wrong]) == 2
    assert len(capfd.readouterr().err.splitlines()) == 3


def test_the_command_counts_other_registers_beside(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lawsuits that are kept in a file would stay blank."""
    monkeypatch.chdir(tmp_path)
    Path("cases.csv").write_text("id,received,applicant,outcome,concluded\n1,2025-03-01,自然人,,\n", encoding="utf-8")
    Path("suits.csv").write_text("id,channel,filed,result,concluded\n1,行政复议,2025-03-01,,\n", encoding="utf-8")
    options = ["--year", "2025", "--organ", "x", "--proceedings", "suits.csv"]
    assert main(["ledger", "cases.csv", *options, "out.json"]) == 0
    assert ogirmodel.load("out.json").review_litigation["reconsideration", "not_concluded"] == 1
    assert main(["ledger", "nowhere.csv", *options, "out.json"]) == 2
    assert main(["ledger", "postgresql://u:hunter2@127.0.0.1:1/x", *options, "out.json"]) == 2
    assert "hunter2" not in capfd.readouterr().err
