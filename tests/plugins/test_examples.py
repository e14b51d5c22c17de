"""The example plugins, installed from wheels into a fresh environment as a stranger does, keep their contracts there.

One environment for all of it, built once; slow, so CI runs it with ``-m slow``.
"""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "plugins"
NAMES = ("ogirmodel-markdown", "ogirmodel-pdf", "ogirmodel-yunling")
KIT = ("broken.py", "broken.toml", "form_contract.py", "reader_contract.py", "renderer_contract.py", "words.toml")

pytestmark = pytest.mark.slow

SIX_LINES = """
from ogirmodel.testing import RendererContract
from ogirmodel_markdown import MarkdownRenderer

class TestMine(RendererContract):
    renderer = MarkdownRenderer()
    format = "md"
"""


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder that holds nothing of this project, with nothing of this environment."""
    kept: Mapping[str, str] = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    mine = {"COLUMNS": "300", "OGIRMODEL_LANGUAGE": "en"}
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env={**kept, **mine}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheels of the library and of the examples, from copies, so that no build is left in the tree."""
    folder = tmp_path_factory.mktemp("wheels")
    for name in NAMES:
        shutil.copytree(EXAMPLES / name, folder / name)
    sources = [ROOT, *(folder / name for name in NAMES)]
    run(folder, sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, *sources)
    return folder


@pytest.fixture(scope="module")
def python(wheels: Path) -> Path:
    """Return the Python of a fresh environment with the wheels in it."""
    home = wheels / "environment"
    venv.create(home, with_pip=True)
    interpreter = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    (library,) = wheels.glob("ogirmodel-[0-9]*.whl")
    plugins = [next(wheels.glob(f"{name.replace('-', '_')}-*.whl")) for name in NAMES]
    run(wheels, interpreter, "-m", "pip", "install", "-q", f"{library}[cli,sheets,testing]", *plugins)
    return interpreter


@pytest.mark.parametrize("name", NAMES)
def test_the_tests_of_an_example_pass_where_it_is_installed(python: Path, name: str, tmp_path: Path) -> None:
    """An example that works in our tree alone is none."""
    shutil.copytree(EXAMPLES / name / "tests", tmp_path / "tests")
    said = run(tmp_path, python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests").stdout
    assert "passed" in said


def test_six_lines_are_enough(python: Path, tmp_path: Path) -> None:
    """Whoever writes a renderer holds it to everything by naming it."""
    (tmp_path / "test_mine.py").write_text(SIX_LINES, encoding="utf-8")
    assert len([line for line in SIX_LINES.splitlines() if line]) <= 6
    assert "passed" in run(tmp_path, python, "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path).stdout


def test_the_command_line_knows_them(python: Path, tmp_path: Path) -> None:
    """What is installed is listed with its distribution, works, and is chosen by suffix and by name."""
    said = run(tmp_path, python, "-m", "ogirmodel", "formats", "--verbose").stdout
    lines = {line.split()[0]: line.split() for line in said.splitlines()}
    assert lines["md"] == ["md", "yes", "ogirmodel-markdown", "installed", "ok"]
    assert lines["pdf"] == ["pdf", "yes", "ogirmodel-pdf", "installed", "ok"]
    assert "ogirmodel-yunling" in run(tmp_path, python, "-m", "ogirmodel", "editions").stdout
    run(tmp_path, python, "-m", "ogirmodel", "new", "某局", "2025", "--edition", "yunling-2021", "-o", "report.json")
    run(tmp_path, python, "-m", "ogirmodel", "convert", "report.json", "report.md")
    assert "政务服务热线" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_the_wheel_holds_the_kit_and_no_tests(wheels: Path) -> None:
    """What third parties build on is shipped, and nothing that is ours alone."""
    (library,) = wheels.glob("ogirmodel-[0-9]*.whl")
    with zipfile.ZipFile(library) as wheel:
        names = set(wheel.namelist())
    assert {f"ogirmodel/testing/{name}" for name in KIT} <= names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"ogirmodel"}
