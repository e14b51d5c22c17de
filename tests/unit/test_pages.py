"""The documentation runs: every block of every page, in an environment and a folder of its own."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

from pages.run import Block, blocks, run

ROOT = Path(__file__).parents[2]
RUNNER = ROOT / "tests" / "pages" / "run.py"
PAGES = sorted(page for page in (ROOT / "docs").rglob("*.md") if any(blocks(page.read_text(encoding="utf-8"))))
COMMAND = """\
#!{python}
from ogirmodel.cli import main
raise SystemExit(main())
"""


def environment(folder: Path) -> dict[str, str]:
    """Make an environment that has what this one has, and into which a page may install; return its variables."""
    venv.create(folder)
    home = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    here = sysconfig.get_path("purelib")
    (home / "as_here.pth").write_text(f"import site; site.addsitedir({here!r})\n", encoding="utf-8")
    command = folder / "bin" / "ogirmodel"
    command.write_text(COMMAND.format(python=folder / "bin" / "python"), encoding="utf-8")
    command.chmod(0o755)
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    path = os.pathsep.join((str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**os.environ, **offline, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "120"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT / "docs")))
def test_a_page_runs(page: Path, tmp_path: Path) -> None:
    """What people copy from the documentation would not work for them."""
    variables = environment(tmp_path / "environment")
    folder = tmp_path / "folder"
    shutil.copytree(ROOT / "examples", folder / "examples")
    done = subprocess.run(
        [tmp_path / "environment" / "bin" / "python", "-W", "error", RUNNER, page],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("```python\nprint(1)\n```\n\n```output\n2\n```\n", "the page shows"),
        ("```python\n1 / 0\n```\n", "division"),
        ("```sh\nfalse\n```\n", "exit code 1"),
        ("```toml\na = \n```\n", "Invalid value"),
        ("```json\n{'a': 1}\n```\n", "double quotes"),
        ("```{code-block} toml\n:caption: `a.toml`\n\na = \n```\n", "Invalid value"),
        ("```console\n$ ogirmodel convert in.docx \\\n    --stricter\n```\n", "--stricter"),
        ("```cobol\nSTOP RUN.\n```\n", "cobol"),
        ("```\nof no language\n```\n", "how to try"),
        ("```{mermaid}\na --> b\n```\n", "mermaid"),
    ],
)
def test_a_fault_of_a_page_is_seen(page: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that does not work would pass, because nobody looks at that kind of block."""
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text(page, encoding="utf-8")
    with pytest.raises(Exception, match=said):
        run(Path("page.md"))


def code(page: Path) -> list[Block]:
    return list(blocks(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("english", "chinese"), [("README.md", "README.zh-CN.md"), ("docs/embed.md", "docs/zh/embed.md")]
)
def test_a_translation_shows_the_same_code(english: str, chinese: str) -> None:
    """One of the two would be out of date, and nobody would know which."""
    ours, theirs = (code(ROOT / name) for name in (english, chinese))
    assert [(b.language, b.text, b.file) for b in ours] == [(b.language, b.text, b.file) for b in theirs]


def test_contributing_names_recipes_that_there_are() -> None:
    """A newcomer would type a recipe that does not exist."""
    recipes = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.poe.tasks]")[2]
    named = re.findall(r"`poe ([a-z-]+)", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if f"\n{name} = " not in recipes] == []


def test_contributing_draws_every_floor() -> None:
    """The drawing that people build by would lack a floor of the contract."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    drawn = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## The floors")[2]
    floors = [name.strip() for layer in contracts[0]["layers"] for name in layer.split("|")]
    assert [name for name in floors if not re.search(rf"^    .*\b{name}\b", drawn, re.MULTILINE)] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_a_link_leads_somewhere(name: str) -> None:
    """A newcomer would follow a link to a page that is not there; those inside the documentation Sphinx tries."""
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
