"""The house keeps its own rules: floors, weight, words, and nothing of one machine."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ogirmodel

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ogirmodel"
HEAVY = ("docx", "lxml", "odf", "rich", "sqlalchemy", "typer")


def loaded_by(script: str) -> set[str]:
    """Return the packages that a fresh process has loaded after ``script``."""
    script += "; import sys; print(*sorted(sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def test_importing_loads_next_to_nothing() -> None:
    """A command or a web application that imports the library pays for what it uses, when it uses it."""
    loaded = loaded_by("import ogirmodel")
    assert {name for name in loaded if name.startswith("ogirmodel.")} == set()
    assert not {"attr", "cattrs", "importlib.metadata", *HEAVY} & loaded


def test_public_names_load_nothing_heavy() -> None:
    """A web application that takes every name from the library pays for attrs and cattrs, not for Word."""
    wanted = sorted(set(ogirmodel.__all__) - {"read_register", "tally"})  # these count registers, in files as well
    loaded = loaded_by(f"from ogirmodel import {', '.join(wanted)}")
    assert not set(HEAVY) & loaded


def test_the_face_has_one_list_of_names() -> None:
    """A name that a type checker knows and Python does not, or the other way, fails in the user's hands."""
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ogirmodel.")
        for alias in node.names
    }
    found = {name: room for room in set(typed.values()) for name in _names_in(str(room))}
    assert sorted(typed) == sorted(found) == sorted(ogirmodel.__all__)
    assert typed == found
    assert set(ogirmodel.__all__) <= set(dir(ogirmodel))


def _names_in(room: str) -> list[str]:
    rooms: dict[str, str] = vars(ogirmodel)["_ROOMS"]
    return rooms[room.removeprefix("ogirmodel.")].split()


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
    silent = [
        n for n in ogirmodel.__all__ if n != "NOT_APPLICABLE" and not (getattr(ogirmodel, n).__doc__ or "").strip()
    ]
    assert silent == []
    assert sorted(ogirmodel.__all__) == list(ogirmodel.__all__) or set(ogirmodel.__all__) <= set(dir(ogirmodel))


def test_the_wheel_is_typed() -> None:
    """Without py.typed a type checker ignores every annotation."""
    assert (SOURCE / "py.typed").exists()
