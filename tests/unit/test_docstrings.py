"""What ``help()`` and the reference say of the public names: that they say it at all, with an example that runs."""

import ast
import enum
import importlib
import inspect
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest

from pages.renew import PAGES

ROOT = Path(__file__).parents[2]

PUBLIC = (
    "ogirmodel",
    "ogirmodel.checks",
    "ogirmodel.document",
    "ogirmodel.forms",
    "ogirmodel.ledger",
    "ogirmodel.limits",
    "ogirmodel.readers",
    "ogirmodel.renderers",
    "ogirmodel.testing",
    "ogirmodel.testing.strategies",
)

GIVEN = {"Diagnosis", "Format", "Identity", "Succession"}
"""Classes whose values a user is given and never makes: the function that gives them has the example.

Contracts are subclassed by tests; the tutorial for a renderer has theirs.
"""

NAMES = [(module, name) for module in PUBLIC for name in importlib.import_module(module).__all__]


def held(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


CLASSES = [(m, n) for m, n in NAMES if isinstance(held(m, n), type)]
FUNCTIONS = [(m, n) for m, n in NAMES if inspect.isroutine(held(m, n))]


def first_line(text: str | None) -> str:
    assert text
    return inspect.cleandoc(text).partition("\n\n")[0]


@pytest.mark.parametrize(("module", "name"), CLASSES, ids=lambda part: part)
def test_a_class_says_what_it_is(module: str, name: str) -> None:
    """A class without words has to be guessed at, and one without an example tried out."""
    kind = held(module, name)
    assert first_line(vars(kind)["__doc__"])[-1] in ".:"
    raised_or_listed = issubclass(kind, enum.Enum | Exception) or getattr(kind, "_is_protocol", False)
    if not raised_or_listed and name not in GIVEN and not name.endswith("Contract"):
        members = (getattr(member, "__func__", member) for member in vars(kind).values())
        texts = [kind.__doc__, *(member.__doc__ for member in members if inspect.isroutine(member))]
        assert any(">>>" in text for text in texts if text), f"{name} has no example"


@pytest.mark.parametrize(("module", "name"), FUNCTIONS, ids=lambda part: part)
def test_a_function_says_what_it_does_and_raises(module: str, name: str) -> None:
    """Whoever embeds it would learn from a failure at night what it raises."""
    function = inspect.unwrap(held(module, name))
    said = function.__doc__
    assert first_line(said)[-1] in ".:"
    assert ">>>" in said, f"{name} has no example"
    if not Path(function.__code__.co_filename).is_file():  # made by hypothesis
        return
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    raised = [ast.unparse(node.exc) for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc]
    errors = {found[0] for text in raised if (found := re.match(r"[A-Z]\w+", text))}
    assert sorted(error for error in errors if error not in said) == []


ENTRY = re.compile(
    r"^\.\. (currentmodule|autofunction|autoclass|autoexception|py:data):: ([\w.]+)((?:\n   :.*)*)", re.MULTILINE
)


def test_the_reference_has_every_public_name_once() -> None:
    """A name that the reference lacks is found by nobody, and one that stands there twice has two truths."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    listed, told, module = [], [], ""
    for kind, name, options in ENTRY.findall(text):
        if kind == "currentmodule":
            module = name
            continue
        listed.append(name.rpartition(".")[2])
        told += [] if ":no-index:" in options else [f"{module}.{name}"]
    whole = re.findall(r"^\.\. automodule:: ([\w.]+)\n(?!   :no-members:)", text, re.MULTILINE)
    names = {name for module, name in NAMES if module not in whole}
    assert sorted(names - set(listed)) == []
    assert {name for name in told if told.count(name) > 1} == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_generated_page_is_up_to_date(path: Path) -> None:
    """The page would tell of a form or a command that is no longer so; ``poe docs-pages`` writes it anew."""
    assert path.read_text(encoding="utf-8") == PAGES[path]()
