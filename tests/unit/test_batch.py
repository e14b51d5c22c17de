"""Batches: nothing is lost, doubled or torn, whatever happens to a report, a worker or the machine."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import ogirmodel
from odd_renderers import Deadly, Unsendable
from ogirmodel import Limits, limits
from ogirmodel.batch import Job, Outcome, WorkerLost, jobs, run
from ogirmodel.batch.journal import JOURNAL
from ogirmodel.batch.pool import Pool
from ogirmodel.batch.work import Recipe
from ogirmodel.testing import sample

REPORT = sample("2021")
CONTENT = ogirmodel.dump(REPORT)
FAULTY = CONTENT.replace(b'"natural_person": 6', b'"natural_person": 7', 1)
LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes where Linux lists them")
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
LINE = json.dumps(json.loads(CONTENT), ensure_ascii=False).encode()


def called(name: str) -> Job:
    return Job(name, ogirmodel.dump(REPORT.replace(organ=name, signed_by=None)))


def names(outcomes: list[Outcome]) -> list[str]:
    return [outcome.name for outcome in outcomes]


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != JOURNAL)


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with ProcessPoolExecutor(1) as executor:
        yield executor


# -- jobs --


def test_every_report_of_a_folder_is_a_job(tmp_path: Path) -> None:
    """Files, lines and members are found in an order that does not change; what systems leave behind is no report."""
    (tmp_path / "b").mkdir()
    for name in ("b/two.docx", "a.json", "b/.DS_Store", "Thumbs.db", "~$a.docx", "c.pdf"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "d.jsonl").write_bytes(b"{}\n\n {}\r\n{}")
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as packed:
        packed.writestr("f/g.json", b"{}")
        packed.writestr("f/h.jsonl", b"{}\n{}\n")
        packed.writestr("__MACOSX/._g.json", b"")
        packed.mkdir("empty")
    found = [(job.name, job.suffix) for job in jobs([tmp_path], apart_from=tmp_path / "out")]
    assert found == [
        ("a", "json"),
        ("b/two", "docx"),
        ("c", "pdf"),
        ("d-0000001", "json"),
        ("d-0000003", "json"),
        ("d-0000004", "json"),
        ("e/f/g", "json"),
        ("e/f/h-0000001", "json"),
        ("e/f/h-0000002", "json"),
    ]


def test_the_folder_of_the_results_is_no_input(tmp_path: Path) -> None:
    """A second run over the same folder does not take in what the first has made."""
    (tmp_path / "a.json").write_bytes(CONTENT)
    for _ in range(2):
        done = list(
            run(jobs([tmp_path], apart_from=tmp_path / "out"), ThreadPoolExecutor, to=["text"], out=tmp_path / "out")
        )
        assert names(done) == ["a"]


def test_a_zip_that_is_none_or_too_much_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    """A bomb in a batch of a thousand costs its own report."""
    (tmp_path / "a.zip").write_bytes(b"PK no zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.json", bytes(5_000_000))
        packed.writestr("good.json", CONTENT)
    (tmp_path / "c.zip").write_bytes(b"")
    outcomes = list(run(jobs([tmp_path, tmp_path / "missing.jsonl"]), ThreadPoolExecutor, to=["text"]))
    assert [(outcome.name, outcome.ok) for outcome in outcomes] == [
        ("a", False),
        ("b_bomb", False),
        ("b_good", True),
        ("c", False),
        ("missing", False),
    ]
    assert all(outcome.error and outcome.error["text"] for outcome in outcomes if not outcome.ok)


def test_a_line_that_is_too_long_is_one_failure(tmp_path: Path) -> None:
    """Its rest is not taken for further reports, and the next line keeps its number."""
    (tmp_path / "a.jsonl").write_bytes(b" " * 50_000 + b"{}\n" + LINE + b"\n")
    with limits.using(Limits(input_bytes=20_000)):
        outcomes = list(run(jobs([tmp_path / "a.jsonl"]), ThreadPoolExecutor, to=["text"]))
    assert [(outcome.name, outcome.ok) for outcome in outcomes] == [("a-0000001", False), ("a-0000002", True)]
    assert outcomes[0].error is not None
    assert outcomes[0].error["kind"] == "LimitExceeded"


# -- outcomes --


def test_one_bad_report_never_stops_the_rest(tmp_path: Path, pool: Executor) -> None:
    """Whatever is wrong with a report, every other is written, and what was wrong is said."""
    bad = [Job("no-json", b"{", "json"), Job("pdf", b"%PDF-1.7"), Job("gone", str(tmp_path / "gone.docx"))]
    outcomes = list(run([called("one"), *bad, called("two")], pool, to=["docx", "txt"], out=tmp_path))
    assert [outcome.ok for outcome in outcomes] == [True, False, False, False, True]
    assert [outcome.error["kind"] for outcome in outcomes if outcome.error] == ["ReadError"] * 3
    assert visible(tmp_path) == ["one.docx", "one.txt", "two.docx", "two.txt"]
    assert ogirmodel.read(tmp_path / "two.docx").report.organ.name == "two"


def test_findings_come_as_data_and_strict_refuses(pool: Executor) -> None:
    """Who asks for a check has its findings with each report; who is strict gets no document with errors."""
    [loose] = run([Job("a", FAULTY)], pool, to=["text"], check=True)
    assert loose.ok
    assert "error" in {finding["severity"] for finding in loose.findings}
    assert json.loads(json.dumps(loose.as_data())) == loose.as_data()
    [strict] = run([Job("a", FAULTY)], pool, to=["text"], strict=True)
    assert (strict.error or {})["kind"] == "CheckFailed"
    assert strict.documents == {}
    assert strict.findings == loose.findings


def test_a_report_is_never_written_over_its_own_source(tmp_path: Path) -> None:
    """Inputs are never changed, also when the output folder is the input folder."""
    source = tmp_path / "a.json"
    source.write_bytes(CONTENT)
    [outcome] = run(jobs([source]), ThreadPoolExecutor, to=["json"], out=tmp_path)
    assert not outcome.ok
    assert source.read_bytes() == CONTENT


def test_few_reports_are_held_at_once() -> None:
    """Memory is flat because no more is taken in than is being worked on."""
    taken = 0

    def endless() -> Iterator[Job]:
        nonlocal taken
        while True:
            taken += 1
            yield Job("a", CONTENT)

    with ThreadPoolExecutor(2) as executor:
        outcomes = run(endless(), executor, workers=2, to=["text"])
        for _ in range(300):
            next(outcomes)
        outcomes.close()
    assert taken < 300 + 9 * 16


# -- workers --


def test_the_report_that_kills_its_worker_is_found_and_the_others_go_on(tmp_path: Path) -> None:
    """A fault in a library written in C costs two reports of forty, those that have it."""
    reports = [called("fatal" if number in {7, 30} else f"organ{number}") for number in range(40)]
    outcomes = list(run(reports, to={"txt": Deadly("fatal")}, out=tmp_path, workers=2))
    assert [number for number, outcome in enumerate(outcomes) if not outcome.ok] == [7, 30]
    assert {(outcome.error or {"kind": ""})["kind"] for outcome in outcomes if not outcome.ok} == {"WorkerLost"}
    assert len(visible(tmp_path)) == 38


def test_an_executor_of_the_caller_is_not_replaced() -> None:
    """Whoever made the executor hears that it broke, in one sentence."""
    with ProcessPoolExecutor(1) as executor, pytest.raises(WorkerLost):
        list(run([called("fatal"), called("b")], executor, to={"txt": Deadly("fatal")}))


def test_a_result_that_cannot_be_sent_costs_only_its_own_report(pool: Executor) -> None:
    """A plugin that returns something odd is named with the report."""
    outcomes = list(run([called("a"), called("odd"), called("c")] * 9, pool, to={"txt": Unsendable("odd")}))
    assert [outcome.ok for outcome in outcomes] == [True, False, True] * 9


def test_a_script_without_its_guard_is_told_so(tmp_path: Path) -> None:
    """The commonest mistake with processes is one sentence, and ends."""
    script = tmp_path / "script.py"
    script.write_text("from ogirmodel.batch import *\nprint(list(run([Job('a', b'')], to=['text'], workers=1)))\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "WorkerLost" in done.stderr
    assert "__main__" in done.stderr.splitlines()[-1]


def test_workers_end_at_once_when_they_must() -> None:
    """Even a worker that hangs does not outlive its batch."""
    crew = Pool(1, Recipe.of())
    process = crew.submit(os.getpid).result()
    crew.submit(time.sleep, 1000)
    crew.end()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


# -- resume --


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    """A resumed run gives the same outcomes, and does again only what changed, is missing or failed."""
    reports = [called("a"), called("b"), called("c"), Job("d", b"{", "json")]

    def again(given: list[Job], to: str = "text") -> tuple[list[Outcome], set[str]]:
        before = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
        outcomes = list(run(given, ThreadPoolExecutor, to=[to], out=tmp_path, resume=True, check=True))
        return outcomes, {name for name in visible(tmp_path) if before.get(name) != (tmp_path / name).stat().st_ino}

    first, written = again(reports)
    assert written == {"a.text", "b.text", "c.text"}
    assert again(reports) == (first, set())
    (tmp_path / "b.text").unlink()
    (tmp_path / "c.text").write_bytes(b"half")
    assert again(reports) == (first, {"b.text", "c.text"})
    changed = [Job("a", FAULTY), *reports[1:]]
    assert again(changed)[1] == {"a.text"}
    assert again(changed, "html")[1] == {"a.html", "b.html", "c.html"}


def test_another_version_of_a_plugin_makes_its_documents_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who upgrades a renderer and resumes has no folder of which half is of the old one."""
    site = tmp_path / "site"
    metadata = site / "shout-1.0.dist-info"
    metadata.mkdir(parents=True)
    (site / "shout.py").write_text("from ogirmodel.renderers.text import TextRenderer as Shout\n")
    (metadata / "entry_points.txt").write_text("[ogirmodel.renderers]\nshout = shout:Shout\n")
    monkeypatch.setenv("PYTHONPATH", str(site))
    (tmp_path / "a.json").write_bytes(CONTENT)

    def file_of(version: str) -> int:
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: shout\nVersion: {version}\n")
        options = ("--to", "shout", "-o", "out", "--workers", "1", "--resume")
        process = command("a.json", *options, cwd=tmp_path)
        assert process.communicate()[1].startswith(b"1 done, 0 failed")
        return (tmp_path / "out" / "a.shout").stat().st_ino

    first = file_of("1.0")
    assert file_of("1.0") == first
    assert file_of("1.1") != first


def test_a_journal_that_was_torn_costs_one_report(tmp_path: Path) -> None:
    """The last line of a journal may be half written, or another program may have put something in."""
    reports = [called(name) for name in "abcd"]
    first = list(run(reports, ThreadPoolExecutor, to=["text"], out=tmp_path))
    journal = tmp_path / JOURNAL
    journal.write_bytes(b"nonsense\n[]\n" + journal.read_bytes()[:-20])
    (tmp_path / ".d.text.77-01234567.tmp").write_bytes(b"half")
    assert list(run(reports, ThreadPoolExecutor, to=["text"], out=tmp_path, resume=True)) == first
    assert visible(tmp_path) == ["a.text", "b.text", "c.text", "d.text"]
    assert [json.loads(line)["name"] for line in journal.read_bytes().splitlines()[2:]] == ["a", "b", "c", "d"]


def test_the_last_line_about_a_report_counts(tmp_path: Path) -> None:
    """Whoever resumes twice has two lines about a report that changed in between, and the later is true."""
    options: dict[str, Any] = {"to": ["text"], "out": tmp_path, "resume": True}
    for content in (CONTENT, FAULTY, CONTENT):
        [outcome] = run([Job("a", content)], ThreadPoolExecutor, **options)
    before = (tmp_path / JOURNAL).read_bytes()
    assert len(before.splitlines()) == 3
    assert list(run([Job("a", CONTENT)], ThreadPoolExecutor, **options)) == [outcome]
    assert (tmp_path / JOURNAL).read_bytes() == before


def test_without_resume_it_is_done_anew(tmp_path: Path) -> None:
    """An earlier run leaves no outcome in a new one."""
    list(run([called("a"), called("b")], ThreadPoolExecutor, to=["text"], out=tmp_path))
    list(run([called("a")], ThreadPoolExecutor, to=["text"], out=tmp_path))
    assert len((tmp_path / JOURNAL).read_bytes().splitlines()) == 1


# -- zip --


def test_a_zip_is_the_same_however_many_workers_there_are(tmp_path: Path, pool: Executor) -> None:
    """The same reports give the same bytes, in their order."""
    reports = [called(f"organ{number}") for number in range(20)]
    for name, executor, workers in (("one.zip", pool, 1), ("many.zip", ThreadPoolExecutor(4), 4)):
        outcomes = list(run(reports, executor, workers=workers, to=["docx", "html"], out=tmp_path / name))
        assert all(outcome.ok and not outcome.documents for outcome in outcomes)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "many.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.testzip() is None
        assert packed.namelist()[:3] == ["organ0.docx", "organ0.html", "organ1.docx"]
        assert {info.filename: info.file_size for info in packed.infolist()} == {
            name: size for outcome in outcomes for name, size in outcome.files.items()
        }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many.zip", "one.zip"]


def test_a_zip_that_is_not_finished_leaves_the_earlier_one(tmp_path: Path) -> None:
    """All or nothing holds for a zip as a whole."""
    path = tmp_path / "out.zip"
    path.write_bytes(b"earlier")
    outcomes = run([called(name) for name in "abc"], ThreadPoolExecutor, to=["text"], out=path)
    next(outcomes)
    outcomes.close()
    assert path.read_bytes() == b"earlier"
    assert [*tmp_path.iterdir()] == [path]
    with pytest.raises(ogirmodel.OgirError):
        run([], to=["text"], out=path, resume=True)


# -- the command --


def command(*arguments: str | Path, cwd: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "ogirmodel", "batch", *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "OGIRMODEL_LANGUAGE": "en"},
        start_new_session=True,
    )


def test_the_command_does_a_folder_and_sums_up(tmp_path: Path) -> None:
    """A clerk gets the documents, the findings, a sentence for what failed, and an exit code that tells."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_bytes(CONTENT)
    (tmp_path / "in" / "b.docx").write_bytes(ogirmodel.render(REPORT, "docx"))
    (tmp_path / "in" / "c.pdf").write_bytes(b"%PDF-")
    process = command("in", "--to", "odt", "-o", "out", "--workers", "1", "--findings", "f.jsonl", cwd=tmp_path)
    output, said = process.communicate()
    assert process.returncode == 1
    assert output == b""
    failure, summary = said.decode().splitlines()
    assert failure.startswith("in/c.pdf: ")
    assert summary.startswith("2 done, 1 failed, ")
    assert visible(tmp_path / "out") == ["a.odt", "b.odt"]
    lines = [json.loads(line) for line in (tmp_path / "f.jsonl").read_bytes().splitlines()]
    assert [(line["name"], bool(line["error"]), line["organ"]) for line in lines] == [
        ("a", False, REPORT.organ.name),
        ("b", False, REPORT.organ.name),
        ("c", True, None),
    ]


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    """Write a file of JSON lines that takes a few seconds."""
    path = tmp_path / "nation.jsonl"
    path.write_bytes(b"".join(LINE.replace("云溪县".encode(), f"云溪{n}县".encode()) + b"\n" for n in range(600)))
    return path


def begun(source: Path, out: Path) -> "subprocess.Popen[bytes]":
    """Begin a batch, and return when some of it is done and most is not."""
    process = command(source, "--to", "docx", "-o", out, "--workers", "2", cwd=source.parent)
    while not (out / JOURNAL).exists() or (out / JOURNAL).read_bytes().count(b"\n") < 30:
        assert process.poll() is None
        time.sleep(0.01)
    return process


def wait_for_the_last_of(group: int) -> None:
    """Return when no process of a group goes on; a test that hangs here has found an orphan."""
    while any(state != "Z" and int(of) == group for state, _, of in map(_stat, Path("/proc").glob("[0-9]*/stat"))):
        time.sleep(0.01)


def _stat(path: Path) -> list[str]:
    """Return state, parent and group of a process; those of one that has ended where it is gone."""
    try:
        return path.read_text(errors="replace").rpartition(")")[2].split()[:3]
    except OSError:
        return ["Z", "0", "0"]


@LINUX
def test_a_run_that_was_killed_is_resumed_with_every_report_once_and_none_torn(nation: Path, tmp_path: Path) -> None:
    """After kill -9 no worker goes on in secret, and the second run does what is left."""
    out = tmp_path / "out"
    process = begun(nation, out)
    process.kill()
    process.communicate()
    wait_for_the_last_of(process.pid)
    (out / ".x.docx.77-01234567.tmp").write_bytes(b"half")
    before = {path.name: path.stat().st_ino for path in out.glob("*.docx")}
    written_down = len((out / JOURNAL).read_bytes().splitlines())
    resumed = command(nation, "--to", "docx", "-o", out, "--workers", "2", "--resume", cwd=tmp_path)
    assert resumed.communicate()[0] == b""
    assert resumed.returncode == 0
    assert visible(out) == [f"nation-{number:07}.docx" for number in range(1, 601)]
    organs = set()
    for path in out.glob("*.docx"):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            organs.add(package.read("docProps/core.xml"))
    assert len(organs) == 600
    kept = sum(before[path.name] == path.stat().st_ino for path in out.glob("*.docx") if path.name in before)
    assert 0 < written_down - 1 <= kept < 600
    lines = [json.loads(line)["name"] for line in (out / JOURNAL).read_bytes().splitlines()]
    assert sorted(lines) == [f"nation-{number:07}" for number in range(1, 601)]


@LINUX
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_stops_cleanly(nation: Path, tmp_path: Path, number: int, code: int) -> None:
    """Ctrl-C, which reaches the workers too, and SIGTERM leave whole files, no process, and nothing to be cleaned."""
    out = tmp_path / "out"
    process = begun(nation, out)
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    assert process.communicate() == (b"", b"")
    assert process.returncode == code
    wait_for_the_last_of(process.pid)
    left = visible(out)
    assert 0 < len(left) < 600
    assert all(name.endswith(".docx") for name in left)


def test_the_script_of_the_documentation_runs(tmp_path: Path) -> None:
    """What people copy from docs/batch.md works as it stands there."""
    text = (Path(__file__).parents[2] / "docs" / "batch.md").read_text(encoding="utf-8")
    [script] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [line.split()[1] for line in done.stdout.splitlines()] == [f"['第{n}中学.docx']" for n in range(3)]


@POSIX
def test_somebody_who_looks_on_sees_how_far_it_is(tmp_path: Path) -> None:
    """A terminal shows the progress, and the summary stays when it is done."""
    import pty

    (tmp_path / "a.jsonl").write_bytes((LINE + b"\n") * 3)
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ogirmodel", "batch", "a.jsonl", "--to", "text", "-o", "out", "--workers", "1"],
        cwd=tmp_path,
        stderr=slave,
        env={**os.environ, "OGIRMODEL_LANGUAGE": "en", "TERM": "xterm", "COLUMNS": "100"},
    ) as process:
        os.close(slave)
        shown = b""
        with contextlib.suppress(OSError):  # the end of a terminal
            while piece := os.read(master, 4096):
                shown += piece
    os.close(master)
    assert process.returncode == 0
    assert b"3/3" in shown
    assert b"3 done, 0 failed" in shown
