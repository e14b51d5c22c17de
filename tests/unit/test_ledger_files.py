"""Maps and files of a register: TOML, CSV of any encoding, workbooks, and the examples."""

import csv
import io
import sqlite3
import subprocess
import sys
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, cast

import pytest

import ogirmodel
from ogirmodel import LimitExceeded, Limits, ReadError
from ogirmodel.errors import Problem
from ogirmodel.ledger import Case, NormativeDocument, Proceeding, RegisterMap, RowMap, load_map, tally
from ogirmodel.limits import using
from ogirmodel.registers import read_register

EXAMPLES = Path(__file__).parents[2] / "examples" / "ledger"

MAP = b"""
[cases]
table = "requests"
[cases.columns]
id = "\xe7\xbc\x96\xe5\x8f\xb7"
received = "\xe6\x94\xb6\xe5\x88\xb0"
[cases.codes.applicant]
1 = "natural_person"
[cases.codes.outcome]
A = "disclosed"
[cases.blanks]
concluded = ["-"]
"""
HEAD = ["编号", "收到", "applicant", "outcome", "concluded"]
ROWS = [["甲-1", "2025-03-01", "1", "A", "2025-03-20"], ["甲-2", "2025-12-30", "科研机构", "", "-"]]


def table(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()


def problems(error: ReadError) -> dict[str, str]:
    found = error.data["problems"]
    assert isinstance(found, tuple)
    assert all(isinstance(problem, Problem) for problem in found)
    return {problem.path: problem.key for problem in found}


# -- maps --


def test_a_map_is_read_from_toml() -> None:
    """An office would have to write Python to have its register read."""
    mapping = load_map(MAP)
    assert mapping == RegisterMap(
        cases=RowMap(
            "requests",
            columns={"id": "编号", "received": "收到"},
            codes={"applicant": {"1": "natural_person"}, "outcome": {"A": "disclosed"}},
            blanks={"concluded": ("-",)},
        )
    )
    assert ForkingPickler.loads(ForkingPickler.dumps(mapping)) == mapping
    assert hash(mapping) == hash(load_map(MAP))
    assert load_map(b"") == RegisterMap()


def test_a_map_cannot_be_changed() -> None:
    """A map shared by threads would change under the one that counts."""
    codes = {"applicant": {"1": "natural_person"}}
    held = RowMap(codes=codes)
    codes["applicant"]["2"] = "total"
    assert dict(held.codes["applicant"]) == {"1": "natural_person"}
    with pytest.raises(TypeError):
        cast("dict[str, str]", held.codes["applicant"])["2"] = "x"


@pytest.mark.parametrize(
    ("text", "path", "key", "near"),
    [
        ("[case]\n", "case", "unknown_key", "cases"),
        ("[cases.colums]\n", "cases.colums", "unknown_key", "columns"),
        ('[cases.columns]\nrecieved = "x"\n', "cases.columns.recieved", "unknown_key", "received"),
        ('[cases.columns]\nchannel = "x"\n', "cases.columns.channel", "unknown_key", None),
        ('[cases.codes.outcome]\nA = "discosed"\n', "cases.codes.outcome.A", "unknown_meaning", "disclosed"),
        ('[cases.codes.outcome]\nA = "outcomes.total"\n', "cases.codes.outcome.A", "unknown_meaning", None),
        ('[cases.codes.applicant]\nA = "total"\n', "cases.codes.applicant.A", "unknown_meaning", None),
        ('[cases.codes.received]\nA = "x"\n', "cases.codes.received", None, None),
        (
            '[proceedings.codes.result]\nA = "upheld"\n',
            "proceedings.codes.result.A",
            "unknown_meaning",
            "result_upheld",
        ),
        ('[cases.blanks]\nid = ["-"]\n', "cases.blanks.id", "unknown_key", None),
        ('[cases.blanks]\nconcluded = "-"\n', "cases.blanks.concluded", "no_texts", None),
        ("[cases.columns]\nid = 3\n", "cases.columns.id", "no_text", None),
        ("[cases.codes.outcome]\nA = 3\n", "cases.codes.outcome.A", "no_text", None),
        ("[cases]\ncodes = 3\n", "cases.codes", "no_mapping", None),
        ("[cases.codes]\noutcome = 3\n", "cases.codes.outcome", "no_mapping", None),
        ("[cases]\ntable = 3\n", "cases.table", "no_text", None),
        ("cases = 3\n", "cases", "no_mapping", None),
        ('[cases]\ntable = "a"\nquery = "select 1"\n', "cases", "table_and_query", None),
        ("[cases\n", "", "toml", None),
    ],
)
def test_a_wrong_map_says_where(text: str, path: str, key: str | None, near: str | None) -> None:
    """A key that is mistyped would be passed over, and the column that it names be read by its default."""
    with pytest.raises(ReadError) as caught:
        load_map(text.encode())
    found = problems(caught.value)
    assert path in found
    assert key is None or found[path] == key
    assert path in str(caught.value)
    assert near is None or near in str(caught.value)
    assert caught.value.text("en").isprintable()


def test_a_wrong_map_names_its_file(tmp_path: Path) -> None:
    """Of several files nobody would know which to mend."""
    path = tmp_path / "台账.toml"
    path.write_text("[case]\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"台账\.toml"):
        load_map(path)


def test_records_are_read_by_their_columns() -> None:
    """Rows of a cursor or of DictReader would have to be taken apart by hand."""
    records = [dict(zip(HEAD, row, strict=True)) for row in ROWS]
    first, _ = load_map(MAP).rows("cases", iter(records))
    assert first == Case("甲-1", "2025-03-01", "1", "A", "2025-03-20")
    with pytest.raises(ReadError, match="received") as caught:
        next(RegisterMap().rows("cases", iter(records)))
    assert caught.value.data["known"] == tuple(HEAD)
    with sqlite3.connect(":memory:") as database:
        database.row_factory = sqlite3.Row
        query = database.execute(
            "select 1 as id, '行政复议' as channel, '2025-03-01' as filed, null as result, null as concluded"
        )
        assert list(RegisterMap().rows("proceedings", query)) == [Proceeding(1, "行政复议", "2025-03-01")]
    database.close()


# -- CSV --


def test_a_mark_that_was_converted_with_its_file_is_none_of_the_head() -> None:
    """The first column of a file that iconv turned into GB18030 would not be found."""
    text = "\ufeffid,received,applicant,outcome,concluded\n1,2025-03-01,自然人,,\n"
    assert [case.id for case in read_register(text.encode("gb18030"))] == ["1"]


def test_a_column_that_lacks_is_told_beside_those_that_are_there() -> None:
    """A user who forgot the map would be told that the file has no columns."""
    with pytest.raises(ReadError, match="申请编号"):
        list(read_register("申请编号,收到日期\n1,2025-03-01\n".encode()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_csv_is_read_whatever_wrote_it(encoding: str, delimiter: str, end: str) -> None:
    """A register saved by Excel, WPS or a database tool would be mojibake or one column."""
    data = table([HEAD, *ROWS], delimiter, end).encode(encoding)
    assert list(read_register(data, load_map(MAP))) == [
        Case("甲-1", "2025-03-01", "1", "A", "2025-03-20"),
        Case("甲-2", "2025-12-30", "科研机构", "", "-"),
    ]


def test_what_surrounds_the_register_is_no_row() -> None:
    """A title above the head, an empty line or a blank at the end would be a dirty row."""
    rows = [
        ["sep=,"],
        ["某局 2025 年台账"],
        [],
        HEAD,
        [],
        ["", "", ""],
        [" 甲-1 ", "2025-03-01 ", "1", "", "", "", ""],
        ["甲-2", "2025-03-02", "1"],
    ]
    found = list(read_register(table(rows).encode(), load_map(MAP)))
    assert found == [Case("甲-1", "2025-03-01", "1", "", ""), Case("甲-2", "2025-03-02", "1", "", "")]


def test_cells_may_hold_delimiters_and_line_breaks() -> None:
    """A comma in a remark would move every cell after it."""
    rows = [[*HEAD, "备注"], [*ROWS[0], '甲,乙;"丙"\n丁']]
    assert [case.id for case in read_register(table(rows).encode(), load_map(MAP))] == ["甲-1"]


def test_optional_columns_are_read_where_they_are() -> None:
    """The organ of a row would be lost, or a register without that column refused."""
    head = "id,received,applicant,outcome,concluded"
    (case,) = read_register(f"organ,{head}\n甲局,1,2025-03-01,自然人,,\n".encode())
    assert case.organ == "甲局"
    (case,) = read_register(f"{head}\n1,2025-03-01,自然人,,\n".encode())
    assert case.organ is None
    (paper,) = read_register("id,kind,made,repealed\n1,规章,2025-01-01,2025-02-01\n".encode(), register="documents")
    assert paper == NormativeDocument("1", "规章", "2025-01-01", None, "2025-02-01")
    organs = RegisterMap(cases=RowMap(columns={"organ": "单位"}))
    with pytest.raises(ReadError, match="单位"):
        next(read_register(f"{head}\n1,2025-03-01,自然人,,\n".encode(), organs))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "no_column"),
        ("编号,收到,applicant\n", "no_column"),
        ("编号|收到|applicant|outcome|concluded\n", "no_column"),
        (table([[*HEAD, "编号"], [*ROWS[0], "x"]]), "column_twice"),
        (table([HEAD, [*ROWS[0], "", "x"]]), "long_row"),
        (table([HEAD]) + '"甲-1,2025-03-01', "bad_csv"),
        (table([HEAD]) + '"甲"-1,2025-03-01,1,,\r\n', "bad_csv"),
        (table([HEAD, [*ROWS[0][:4], "x" * 200_000]]), "bad_csv"),
    ],
    ids=["empty", "short", "pipes", "twice", "long", "open", "quote", "huge"],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_csv_that_is_none_says_what_to_do(text: str, key: str, language: Any, tmp_path: Path) -> None:
    """A register whose cells have moved would be counted as it stands."""
    path = tmp_path / "台账.csv"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(ReadError) as caught:
        list(read_register(path, load_map(MAP)))
    assert caught.value.key == key
    assert "台账.csv" in caught.value.text(language)
    assert caught.value.text(language).isprintable()


def test_what_is_no_text_is_refused_by_name() -> None:
    """A PDF of the register would be read as one with strange columns."""
    for data in (b"%PDF-1.7 ...", b"\x89PNG\r\n"):
        with pytest.raises(ReadError):
            list(read_register(data))
    with pytest.raises(ReadError):
        list(read_register("没有这个文件.csv"))
    with using(Limits(input_bytes=3)), pytest.raises(LimitExceeded):
        list(read_register(table([HEAD]).encode()))


# -- workbooks --


def workbook(sheets: dict[str, list[list[Any]]], hidden: str = "") -> bytes:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name == hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(number, column, value)
    return file.getvalue()


def test_a_workbook_is_read_like_a_csv() -> None:
    """A register kept in Excel would have to be exported first, or its dates be dirt."""
    import datetime

    day, moment = datetime.date(2025, 3, 1), datetime.datetime(2025, 3, 20, 9, 30)  # noqa: DTZ001 - as Excel has it
    rows: list[list[Any]] = [["台账"], HEAD, ["甲-1", day, 1, "A", moment], [17, "2025-12-30", "科研机构", None, "-"]]
    sheets = {"说明": [["怎样填写"]], "旧": [HEAD, ["旧-1"]], "台账": rows}
    found = list(read_register(workbook(sheets, hidden="旧"), load_map(MAP)))
    assert found == [
        Case("甲-1", "2025-03-01", "1", "A", "2025-03-20"),
        Case("17", "2025-12-30", "科研机构", "", "-"),
    ]


def test_a_workbook_without_the_register_says_what_it_has() -> None:
    """An office would not know which column the map has under another name."""
    with pytest.raises(ReadError) as caught:
        list(read_register(workbook({"a": [["申请编号", "收到"]]}), load_map(MAP)))
    assert caught.value.data["missing"] == ("编号", "applicant", "outcome", "concluded")
    assert caught.value.data["known"] == ("申请编号", "收到")


def test_a_sheet_of_far_cells_is_bounded() -> None:
    """A small file with a cell at the far end of every row would fill the memory."""
    rows: list[list[Any]] = [[*[None] * 1000, "x"]] * 60
    with using(Limits(cells=100)), pytest.raises(LimitExceeded):
        list(read_register(workbook({"a": rows})))


# -- examples --


def test_the_examples_run_and_agree(tmp_path: Path) -> None:
    """The script that people copy would not run, or make another report from a CSV than from a database."""
    for name in ("make_register", "from_sqlite", "from_csv"):
        script = EXAMPLES / f"{name}.py"
        done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        if name != "make_register":
            assert len(script.read_text(encoding="utf-8").splitlines()) <= 20
            report = ogirmodel.read(tmp_path / "report.docx").report
            assert report.applications.received == 2391
            assert done.stdout.count("。") == 9
    mapping = load_map(EXAMPLES / "register.toml")
    reading = tally(read_register(tmp_path / "requests.csv", mapping), year=2025, organ="某县", mapping=mapping)
    assert {finding.code for finding in reading.findings} == {f"C0{n}" for n in range(1, 9)}
