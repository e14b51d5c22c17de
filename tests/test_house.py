"""The house keeps its own rules: floors, weight, words, and nothing of one machine."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ogirmodel"
HEAVY = ("docx", "lxml", "odf", "rich", "sqlalchemy", "typer")


def test_importing_loads_nothing_heavy() -> None:
    """A web application that imports the library pays for attrs and cattrs, not for Word."""
    script = "import sys, ogirmodel; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not set(HEAVY) & set(loaded)
    assert {"attr", "cattrs"} <= set(loaded)


def test_imports_flow_down_the_floors() -> None:
    """A renderer that knows the statute has to be changed with every edition."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_code_has_no_chinese_but_in_docstrings(path: Path) -> None:
    """Words in code cannot be corrected by somebody who knows the field and not the program."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    words = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]
    attribute_docs = {
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    assert [word for word in words if re.search("[\u4e00-\u9fff]", word) and word not in attribute_docs] == []


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_holds_one_idea(path: Path) -> None:
    """A file that grows beyond a few screens holds more than one idea."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 260


def test_public_names_are_documented() -> None:
    """A name without a docstring has to be guessed at."""
    import ogirmodel

    silent = [
        n for n in ogirmodel.__all__ if n != "NOT_APPLICABLE" and not (getattr(ogirmodel, n).__doc__ or "").strip()
    ]
    assert silent == []
    assert sorted(ogirmodel.__all__) == list(ogirmodel.__all__) or set(ogirmodel.__all__) <= set(dir(ogirmodel))


def test_the_wheel_is_typed() -> None:
    """Without py.typed a type checker ignores every annotation."""
    assert (SOURCE / "py.typed").exists()
