"""Cells as columns: exact, with blank, zero and not-applicable apart, in memory that does not grow."""

import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

import ogirmodel
from ogirmodel import NOT_APPLICABLE, Money, Report
from ogirmodel.cli import main
from ogirmodel.columnar import record_batches, write_parquet
from ogirmodel.model.cells import BOUND
from ogirmodel.testing import sample
from ogirmodel.testing.strategies import reports

ROOT = Path(__file__).parents[2]


def asked(query: str) -> list[tuple[object, ...]]:
    """Return the answer of DuckDB."""
    relation = duckdb.sql(query)
    assert relation is not None
    return relation.fetchall()


def test_blank_zero_and_not_applicable_stay_apart() -> None:
    """An analyst who counts zeros does not count offices that said nothing."""
    cells = {"new_received": {"natural_person": 0, "total": None}, "carried_in": {"natural_person": "/"}}
    rows = {
        (row.row, row.column): row for row in ogirmodel.tidy([Report("某局", 2025, tables={"applications": cells})])
    }
    zero, mark, blank = (rows[row, "natural_person"] for row in ("new_received", "carried_in", "carried_out"))
    assert (zero.stated, zero.mark) == (Decimal(0), None)
    assert (mark.stated, mark.filled, mark.mark) == (None, None, NOT_APPLICABLE.value)
    assert (blank.stated, blank.mark) == (None, None)


def test_a_total_that_is_not_stated_is_filled_and_not_stated() -> None:
    """What a report says and what its totals come to are two columns."""
    rows = [row for row in ogirmodel.tidy([sample("2021")]) if row.row == "outcomes.total"]
    assert {row.stated for row in rows} == {None}
    assert None not in {row.filled for row in rows}


@settings(max_examples=30)
@given(st.lists(reports(), max_size=3), st.integers(1, 400))
def test_batches_hold_the_same_rows(given_reports: list[Report], size: int) -> None:
    """The file of columns says what the rows say, decimals and all."""
    rows = [tuple(row) for row in ogirmodel.tidy(given_reports)]
    assert [tuple(row.values()) for batch in record_batches(given_reports, size) for row in batch.to_pylist()] == rows


def test_amounts_are_exact_to_the_last_digit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The largest and the smallest amount come back from the file as they were."""
    largest, smallest = Decimal(f"{BOUND - 1}.999999"), Decimal("0.000001")
    for amount in (largest, smallest):
        fees = {"administrative_fees": {"amount": Money(amount, "万元")}}
        write_parquet([Report("某局", 2025, tables={"disclosure": fees})], tmp_path / "cells.parquet")
        monkeypatch.chdir(tmp_path)
        assert asked("select filled, unit from 'cells.parquet' where unit is not null") == [(amount, "万元")]


def test_a_file_is_written_as_reports_come(tmp_path: Path) -> None:
    """A nation is written with a few reports in memory: nothing is taken ahead of what is written."""
    report = sample("2021")
    rows = sum(1 for _ in ogirmodel.tidy([report]))
    taken = 0

    def endless() -> Iterator[Report]:
        nonlocal taken
        while True:
            taken += 1
            yield report

    batches = record_batches(endless(), 10 * rows)
    assert [next(batches).num_rows for _ in range(3)] == [10 * rows] * 3
    assert taken == 30
    write_parquet([], tmp_path / "none.parquet")
    assert parquet.read_table(tmp_path / "none.parquet").num_rows == 0


def test_the_command_leaves_out_what_cannot_be_read_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report that is broken costs no cell of another."""
    (tmp_path / "a.json").write_bytes(ogirmodel.dump(sample("2021")))
    (tmp_path / "b.json").write_bytes(b"{")
    (tmp_path / "c.docx").write_bytes(ogirmodel.render(sample("2019"), "docx"))
    output = tmp_path / "cells.parquet"
    assert main(["tidy", str(tmp_path), "-o", str(output)]) == 1
    assert "b.json" in capsys.readouterr().err
    editions = {row["edition"] for row in parquet.read_table(output).to_pylist()}
    assert editions == {"2019", "2021"}


def test_without_pyarrow_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever lacks the extra is told its name, and rows still work."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ogirmodel.PluginUnavailable, match=r"ogirmodel\[arrow\]"):
        write_parquet([], tmp_path / "cells.parquet")
    assert next(iter(ogirmodel.tidy([sample("2021")]))).year == 2021


def test_the_questions_of_the_documentation_have_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every query in docs/batch.md runs as it stands there."""
    text = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    queries = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    assert len(queries) >= 3
    monkeypatch.chdir(tmp_path)
    examples = [ogirmodel.load(path) for path in sorted((ROOT / "examples").glob("*.json"))]
    write_parquet(examples, "cells.parquet")
    for query in queries:
        assert asked(query)


def test_no_parquet_is_written_under_another_suffix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A spreadsheet program would be given a .csv that it cannot open."""
    source = tmp_path / "report.json"
    source.write_bytes(ogirmodel.dump(sample("2021")))
    assert main(["tidy", str(source), "-o", str(tmp_path / "cells.csv")]) == 2
    assert "parquet" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
