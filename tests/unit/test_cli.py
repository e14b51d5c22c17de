"""The command line: exit codes, streams, and one sentence for whatever goes wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import ogirmodel
from ogirmodel import messages
from ogirmodel.cli import main
from ogirmodel.testing import sample

EXAMPLES = Path(__file__).parents[2] / "examples"
BUREAU = EXAMPLES / "county-bureau-2025.json"


def run(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ogirmodel", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def sentence(output: bytes) -> str:
    """Return what was said on standard error: one line, no traceback."""
    text = output.decode()
    assert text.endswith("\n")
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    return text.strip()


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Write a report whose balance does not hold in one column."""
    report = sample("2021").filled
    cell = ("new_received", "natural_person")
    before = report.applications[cell]
    assert isinstance(before, int)
    tables = {**report.tables, "applications": report.applications.replace({cell: before + 1})}
    path = tmp_path / "broken.json"
    ogirmodel.write(report.replace(tables=tables), path)
    return path


def test_convert_writes_every_output_in_the_format_of_its_suffix(tmp_path: Path) -> None:
    """The main job: one input, several outputs, and back again the same report."""
    done = run("convert", BUREAU, "out.json", "out.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "out.json").read_bytes() == BUREAU.read_bytes()
    assert run("convert", "out.txt", "again.json", cwd=tmp_path).returncode == 0
    assert ogirmodel.load(tmp_path / "again.json") == ogirmodel.load(BUREAU).filled


def test_the_standard_streams_stand_for_files(tmp_path: Path) -> None:
    """A pipeline needs no temporary files."""
    text = run("convert", "-", "-", "--to", "text", stdin=BUREAU.read_bytes(), cwd=tmp_path)
    assert text.returncode == 0
    back = run("convert", "-", "-", "--from", "txt", "--to", "json", stdin=text.stdout, cwd=tmp_path)
    assert ogirmodel.load(back.stdout) == ogirmodel.load(BUREAU).filled
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["convert", "none.txt", "out.json"], "none.txt"),
        (["convert", "report.json", "out.doc"], "doc"),
        (["convert", "report.json", "out"], "out"),
        (["convert", "report.json", "out.txt", "--to", "nothing"], "nothing"),
        (["convert", "report.json", "out.txt", "--from", "nothing"], "nothing"),
        (["convert", "report.json", "-"], "--to"),
        (["convert", "report.json", "-", "-", "--to", "txt"], "-"),
        (["convert", "report.json", "report.json"], "report.json"),
        (["convert", "report.json", "none/out.txt"], "none/out.txt"),
        (["convert", "report.json", ".", "--to", "txt"], "."),
        (["convert", "report.json", "out.txt", "--year", "2024"], "--year"),
        (["convert", "report.json", "out.txt", "--limit", "input_bytes"], "input_bytes"),
        (["convert", "report.json", "out.txt", "--limit", "nothing=3"], "input_bytes"),
        (["convert", "report.json", "out.txt", "--limit", "input_bytes=10"], "input_bytes"),
        (["convert", ".", "out.txt"], "."),
        (["convert", "\0", "out.txt"], r"\x00"),
        (["convert", "report.json", "\0", "--to", "txt"], r"\x00"),
        (["convert", "\ud800.json", "out.txt"], r"\ud800"),
        (["check", "none.json"], "none.json"),
        (["check", "report.json", "--previous", "none.json"], "none.json"),
        (["new", "某镇人民政府", "2025", "-o", "x.unknown"], "unknown"),
        (["new", "某镇人民政府", "1999"], "1999"),
        (["new", "", "2025"], "organ"),
        (["new", "某镇人民政府", "2025", "--edition", "1999"], "1999"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A clerk who sees a traceback calls somebody; one who sees a sentence mends the input."""
    monkeypatch.chdir(tmp_path)
    ogirmodel.write(ogirmodel.load(BUREAU), "report.json")
    for language in messages.LANGUAGES:
        monkeypatch.setenv("OGIRMODEL_LANGUAGE", language)
        main(arguments)
        out, err = capfd.readouterr()
        assert out == ""
        assert said in sentence(err.encode())
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert main(arguments) == 2


def test_links_that_lead_in_a_circle_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A link that was made wrongly is no fault of the program."""
    monkeypatch.chdir(tmp_path)
    Path("loop.json").symlink_to("loop.json")
    assert main(["convert", "loop.json", "out.txt"]) == 2
    assert "loop.json" in sentence(capfd.readouterr().err.encode())


@pytest.mark.parametrize(
    "arguments",
    [
        ["convert"],
        ["convert", "x"],
        ["nothing"],
        ["check", "x", "--format", "xml"],
        ["check", "x", "--year", "9" * 5000],
        ["new", "x", "y"],
        ["--no"],
        ["convert", "a", "b", "--\x1b[31m" + "x" * 9000],
        ["check", "--limit", "\n" * 99, "--language", "\ud800"],
    ],
)
def test_arguments_that_make_no_sense_are_one_sentence_and_exit_code_2(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    """A script can tell a wrong call from a wrong report, and a long one does not flood its log."""
    assert main(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert sentence(err.encode()).isprintable()
    assert len(err) < 300


def test_without_arguments_it_shows_what_it_can_do(capfd: pytest.CaptureFixture[str]) -> None:
    """Somebody who types the bare name wants to know what it is for."""
    assert main([]) == 0
    assert "convert" in capfd.readouterr().out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("formats > /dev/full", 2, "磁盘已满"),
        (f"convert {BUREAU} - --to txt > /dev/full", 2, "磁盘已满"),
        (f"check {BUREAU} > /dev/full", 2, "磁盘已满"),
        (f"convert {BUREAU} - --to txt >&-", 2, "标准输出"),
        ("formats >&-", 0, ""),
        ("check none >&- 2>&-", 2, ""),
        ("check none 2> /dev/full", 2, ""),
        ("check - <&-", 2, "--organ"),
        ("formats | true", 0, ""),
    ],
)
def test_streams_that_are_full_or_closed_cost_a_sentence(command: str, code: int, said: str, tmp_path: Path) -> None:
    """A full disk behind a pipeline is no fault of the program, and nothing may be lost in silence."""
    line = f"{sys.executable} -m ogirmodel {command}"
    done = subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert said in done.stderr
    assert done.stderr.count("\n") == bool(said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "ascii", "latin-1", "utf-16"])
def test_no_console_is_too_small_for_a_character(encoding: str, tmp_path: Path) -> None:
    """A traceback on a Chinese Windows because of a character in a report helps nobody."""
    report = ogirmodel.load(BUREAU)
    odd = report.replace(sections={**report.sections, "other_matters": ["\u0e01\U0001f600 没有\u20ac。"]})
    ogirmodel.write(odd, tmp_path / "\u0e01\U0001f600.json")
    for command in (["check", "\u0e01\U0001f600.json"], ["check", "\U0001f600"], ["formats"], ["convert", "--help"]):
        done = run(*command, cwd=tmp_path, PYTHONIOENCODING=encoding)
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stderr
        assert done.stdout + done.stderr


def test_check_lists_findings_and_exits_1_for_errors(broken: Path, tmp_path: Path) -> None:
    """A script that publishes only what has no errors needs the exit code."""
    done = run("check", broken, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == b""
    assert "T01" in done.stdout.decode()
    sound = run("check", BUREAU, cwd=tmp_path)
    summary = messages.text("cli.summary", errors=0, warnings=0, infos=1, unjudged=0)
    assert (sound.returncode, sound.stdout.decode().strip().splitlines()[-1]) == (0, summary)


def test_check_as_json_carries_both_sides_and_the_difference(broken: Path, tmp_path: Path) -> None:
    """A system that shows findings needs the figures, not a sentence to take apart."""
    data = json.loads(run("check", broken, "--format", "json", "--language", "en", cwd=tmp_path).stdout)
    assert data["format"] == "ogirmodel-findings/1"
    finding = next(f for f in data["findings"] if f["code"] == "T01" and f["location"]["column"] == "natural_person")
    params = finding["params"]
    assert params["left_sum"] - params["right_sum"] == params["difference"] == 1
    assert sum(a["sign"] * a["value"] for a in params["left"]["addends"]) == params["left_sum"] == params["left"]["sum"]
    assert [a["row"] for a in params["right"]["addends"]] == ["outcomes.total", "carried_out"]
    assert finding["severity"] == "error"
    assert finding["basis"] == "printed"
    assert "does not balance" in finding["text"]
    assert data["summary"]["error"] == sum(f["severity"] == "error" for f in data["findings"])


def test_check_with_last_year_names_what_was_not_carried_over(tmp_path: Path) -> None:
    """The classic of inspections: what went on last year did not come in this year."""
    last = sample("2021", "zero")
    now = last.replace(year=2022, signed_on="2023-01-09")
    carried = last.applications.replace({("carried_out", "natural_person"): 2, ("new_received", "natural_person"): 2})
    ogirmodel.write(last.replace(tables={**last.tables, "applications": carried}), tmp_path / "last.json")
    ogirmodel.write(now, tmp_path / "now.txt")
    done = run("check", "now.txt", "--previous", "last.json", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.decode().count("Y01") == 2  # the column of natural persons, and the total


def test_strict_refuses_to_write_a_report_with_errors(broken: Path, tmp_path: Path) -> None:
    """What is refused must not half exist."""
    done = run("convert", broken, "out.txt", "--strict", cwd=tmp_path)
    assert done.returncode == 1
    assert b"T01" in done.stderr
    assert not (tmp_path / "out.txt").exists()
    assert run("convert", broken, "out.txt", cwd=tmp_path).returncode == 0
    assert run("convert", BUREAU, "sound.txt", "--strict", cwd=tmp_path).returncode == 0


def test_new_makes_a_report_of_zeros_with_hints(tmp_path: Path) -> None:
    """A clerk starts from a file that says what belongs where, and that reads back."""
    assert run("new", "云溪县教育局", "2025", "-o", "new.json", cwd=tmp_path).returncode == 0
    report = ogirmodel.load(tmp_path / "new.json")
    assert {str(value) for table in report.filled.tables.values() for value in table.values} == {"0"}
    assert all(report.sections[section.id] for section in report.form.sections if not section.table)
    assert run("new", "云溪县教育局", "2025", "-o", "new.txt", cwd=tmp_path).returncode == 0
    assert ogirmodel.read(tmp_path / "new.txt").report == report.filled
    printed = run("new", "云溪县教育局", "2020", "--edition", "2019", cwd=tmp_path)
    assert ogirmodel.load(printed.stdout).edition == "2019"


def test_lists_name_what_there_is(tmp_path: Path) -> None:
    """A user finds out what the installation can do without reading code."""
    formats = run("formats", cwd=tmp_path).stdout.decode()
    assert all(name in formats for name in ("json", "text", "txt", "ogirmodel"))
    editions = run("editions", cwd=tmp_path).stdout.decode()
    assert all(form.authority in editions for form in ogirmodel.editions().values())
    assert run("--version", cwd=tmp_path).stdout.decode().strip() == f"ogirmodel {ogirmodel.__version__}"


@pytest.mark.parametrize("command", ["", "convert", "check", "total", "compare", "new", "formats", "editions"])
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_help_is_there_in_both_languages(command: str, language: str, tmp_path: Path) -> None:
    """Help that is missing or in the wrong language is no help."""
    done = run(*command.split(), "--help", cwd=tmp_path, OGIRMODEL_LANGUAGE=language, COLUMNS="200")
    assert done.returncode == 0
    spoken: messages.Language = "en" if language == "en" else "zh"
    assert messages.text(f"cli.{command or 'app'}", spoken) in " ".join(done.stdout.decode().split())


def test_a_console_that_lacks_characters_never_fails(tmp_path: Path) -> None:
    """On a Windows console in GBK, a rare character is replaced; it does not end the program."""
    report = ogirmodel.load(BUREAU).replace(title="𠮷😀2024年报告")
    ogirmodel.write(report, tmp_path / "odd.json")
    for encoding in ("gbk", "ascii"):
        done = run("check", "odd.json", cwd=tmp_path, PYTHONIOENCODING=encoding)
        assert done.returncode == 1
        assert b"D01" in done.stdout
        assert b"Traceback" not in done.stderr


def test_outputs_are_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Two machines that convert the same report must agree to the byte."""
    outputs = set()
    for zone, locale, seed in (
        ("UTC", "C", "0"),
        ("Asia/Shanghai", "C.UTF-8", "1"),
        ("America/Caracas", "POSIX", "77"),
    ):
        folder = tmp_path / seed
        folder.mkdir()
        done = run("convert", BUREAU, "o.json", "o.txt", cwd=folder, TZ=zone, LC_ALL=locale, PYTHONHASHSEED=seed)
        assert done.returncode == 0
        outputs.add(tuple((folder / name).read_bytes() for name in ("o.json", "o.txt")))
    assert len(outputs) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_it_cleanly(number: int, code: int, tmp_path: Path) -> None:
    """A job that is stopped leaves the earlier file and no litter."""
    (tmp_path / "out.txt").write_text("earlier")
    process = subprocess.Popen(
        [sys.executable, "-m", "ogirmodel", "convert", "-", "out.txt"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)  # it waits for its input by then
    process.send_signal(number)
    _, error = process.communicate(timeout=20)
    assert process.returncode == code
    assert b"Traceback" not in error
    assert (tmp_path / "out.txt").read_text() == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_whoever_stops_reading_sees_no_traceback(broken: Path, tmp_path: Path) -> None:
    """`ogirmodel check ... | head -1` is an ordinary thing to type."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ogirmodel", "check", str(broken)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=20) in {0, 1}


def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path) -> None:
    """The library alone has no command line; the sentence names the extra."""
    script = (
        "import sys; sys.modules['typer'] = None; sys.modules['rich'] = None; "
        "from ogirmodel.cli import main; sys.exit(main(['formats']))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert "ogirmodel[cli]" in sentence(done.stderr)


# ---------------------------------------------------------------- check: codes, policies, components


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_code_is_explained_without_a_report(language: str, tmp_path: Path) -> None:
    """A clerk on the telephone has the code, not the file."""
    spoken: messages.Language = "en" if language == "en" else "zh"
    done = run("check", "--explain", "S04", "--language", language, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == ogirmodel.explain("S04", spoken) + "\n"
    assert run("check", BUREAU, "--explain", "T01", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "--explain"),
        (["check", "--explain", "S4"], "S04"),
        (["check", "report.json", "--policy", "none.toml"], "none.toml"),
        (["check", "report.json", "--policy", "policy.toml"], "T06"),
        (["check", "report.json", "--component", "none.json"], "none.json"),
    ],
)
def test_what_check_cannot_use_is_one_sentence(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A policy with a typo would be ignored, and the office believe that it counts."""
    monkeypatch.chdir(tmp_path)
    ogirmodel.write(ogirmodel.load(BUREAU), "report.json")
    (tmp_path / "policy.toml").write_text('off = ["T6"]')
    assert main(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert said in sentence(err.encode())


def test_a_policy_file_counts(broken: Path, tmp_path: Path) -> None:
    """A province sets its rules in a file, not in Python."""
    (tmp_path / "policy.toml").write_text('off = ["T03", "U12"]\n[severities]\nT01 = "info"\n')
    done = run("check", broken, "--policy", "policy.toml", "--format", "json", cwd=tmp_path)
    data = json.loads(done.stdout)
    assert {finding["code"] for finding in data["findings"]} == {"T01"}
    assert (done.returncode, data["summary"]["error"], data["summary"]["info"]) == (0, 0, 1)


def test_components_are_added_up(tmp_path: Path) -> None:
    """A county compares its report with those of its bureaus in one command."""
    county = sample("2021", "zero").replace(organ="云溪县人民政府", signed_by="云溪县人民政府")
    bureau = county.replace(organ="云溪县教育局", signed_by="云溪县教育局")
    one = {("new_received", "natural_person"): 2, ("carried_out", "natural_person"): 2}
    busy = bureau.replace(tables={**bureau.tables, "applications": bureau.applications.replace(one)})
    ogirmodel.write(county, tmp_path / "county.json")
    ogirmodel.write(busy, tmp_path / "education.json")
    ogirmodel.write(bureau.replace(organ="云溪县财政局", signed_by=None), tmp_path / "finance.txt")
    given = ("--component", "education.json", "--component", "finance.txt")
    done = run("check", "county.json", *given, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.decode().count("A01") == 4
    assert "云溪县教育局" in done.stdout.decode()


def test_sigterm_while_a_plugin_is_loaded_ends_the_command(tmp_path: Path) -> None:
    """It was taken for a plugin that exits: the command went on to blame the plugin."""
    script = (
        "import os, signal, sys\n"
        "from ogirmodel.cli import main\n"
        "from ogirmodel.renderers import RENDERERS\n"
        "RENDERERS._build = lambda *_: os.kill(os.getpid(), signal.SIGTERM)\n"
        f"sys.exit(main(['convert', {str(BUREAU)!r}, 'out.txt']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (143, "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_while_a_class_is_made_ends_the_command(number: str, code: int, tmp_path: Path) -> None:
    """Before Python 3.12 it came out as a RuntimeError about the class, and was reported as a fault of ours."""
    script = (
        "import os, signal, sys\n"
        "from ogirmodel.cli import main\n"
        "from ogirmodel.renderers import RENDERERS\n"
        "class Field:\n"
        "    def __set_name__(self, *_):\n"
        f"        os.kill(os.getpid(), signal.{number})\n"
        "RENDERERS._build = lambda *_: type('Made', (), {'field': Field()})\n"
        f"sys.exit(main(['convert', {str(BUREAU)!r}, 'out.txt']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")
    assert list(tmp_path.iterdir()) == []


def test_a_signal_in_code_run_from_a_text_ends_python_m_with_its_code(tmp_path: Path) -> None:
    """Python then ended itself with SIGINT: a service manager was told of another signal than it had sent."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal\n"
        "from ogirmodel.renderers import RENDERERS\n"
        "RENDERERS._build = lambda *_: exec('os.kill(os.getpid(), signal.SIGTERM)')\n"
    )
    command = [sys.executable, "-m", "ogirmodel", "convert", str(BUREAU), "out.txt"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (143, "", "")
    assert not (tmp_path / "out.txt").exists()
