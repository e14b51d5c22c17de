"""Plugins by name: found without being imported, and none can hurt another."""

import importlib.metadata
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from ogirmodel import OgirError, PluginConflict, PluginUnavailable, UnknownName, editions, formats
from ogirmodel.forms import form
from ogirmodel.forms.load import FORMS
from ogirmodel.messages import LANGUAGES
from ogirmodel.readers import READERS
from ogirmodel.registry import OURS, Registry
from ogirmodel.renderers import RENDERERS


@attrs.define
class Point:
    """An entry point of an installed distribution, as importlib.metadata gives it."""

    name: str
    distribution: str | None
    plugin: Any
    value: str = "module:thing"
    loads: int = 0

    @property
    def dist(self) -> SimpleNamespace | None:
        """The distribution that brings it."""
        return SimpleNamespace(name=self.distribution) if self.distribution else None

    def load(self) -> Any:
        """Import it."""
        self.loads += 1
        if isinstance(self.plugin, BaseException):
            raise self.plugin
        return self.plugin


def build(_: str, loaded: object) -> int:
    """Take integers for plugins of the right kind."""
    if not isinstance(loaded, int):
        raise TypeError(f"an integer expected, not {type(loaded).__name__}")
    return loaded


Install = Callable[..., Registry[int]]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return what makes a registry in an environment with given entry points."""

    def installed(*points: Point) -> Registry[int]:
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: list(points))
        return Registry("ogirmodel.tests", "format", build)

    return installed


def proper(error: OgirError, *quoted: str) -> None:
    """Hold an error to one clean sentence in each language that says each of ``quoted``."""
    for language in LANGUAGES:
        text = error.text(language)
        assert text.isprintable(), ascii(text)
        assert len(text) < 1500
        assert text.endswith(("。", "."))
        assert all(quote in text for quote in quoted), text


# ---------------------------------------------------------------- listing


def test_listing_loads_nothing(install: Install) -> None:
    """``ogirmodel formats`` is fast, and no broken plugin can stop it."""
    points = [Point("text", OURS, 1), Point("bad", "evil", ImportError("no")), Point("exit", "evil", SystemExit(3))]
    registry = install(*points)
    assert [entry.name for entry in registry.entries()] == ["text", "bad", "exit"]
    assert registry.names() == ("text", "bad", "exit")
    assert [point.loads for point in points] == [0, 0, 0]


def test_entries_say_who_brings_them(install: Install) -> None:
    """A person can see which distribution a format comes from, built-ins first."""
    registry = install(Point("zeta", "other", 1, "o:Z"), Point("alpha", OURS, 2, "m:A"), Point("lone", None, 3))
    assert [(e.name, e.distribution, e.value, e.builtin) for e in registry.entries()] == [
        ("alpha", OURS, "m:A", True),
        ("lone", None, "module:thing", False),
        ("zeta", "other", "o:Z", False),
    ]


def test_importing_and_listing_loads_neither_plugins_nor_heavy_packages() -> None:
    """A program that only wants the model pays for nothing else."""
    code = (
        "import sys, ogirmodel\n"
        "from ogirmodel.readers import READERS\n"
        "from ogirmodel.renderers import RENDERERS\n"
        "from ogirmodel.forms.load import FORMS\n"
        "assert len(ogirmodel.formats()) > 1\n"
        "for registry in (READERS, RENDERERS, FORMS):\n"
        "    assert registry.names() and registry.entries()\n"
        "heavy = ['docx', 'odf', 'lxml', 'sqlalchemy', 'typer', 'rich', 'hypothesis', 'xlsxwriter']\n"
        "plugins = ['ogirmodel.readers.text', 'ogirmodel.renderers.text', 'ogirmodel.forms.data']\n"
        "print(sorted(name for name in heavy + plugins if name in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_built_ins_are_there() -> None:
    """What the documentation promises is installed under its names, and can be got."""
    assert {"2019", "2021"} <= set(FORMS.names()) <= set(editions())
    for registry in (READERS, RENDERERS):
        assert {"text", "txt"} <= set(registry.names())
        assert registry.get("text") is registry.get("text")
        assert next(entry for entry in registry.entries() if entry.name == "text").builtin
    assert {"json", "text"} <= {format_.name for format_ in formats()}


# ---------------------------------------------------------------- getting


def test_get_imports_the_one_plugin_once(install: Install) -> None:
    """Asking for one format does not import the others, nor the same one twice."""
    points = [Point("one", OURS, 1), Point("two", "other", 2)]
    registry = install(*points)
    assert [registry.get("one"), registry.get("one")] == [1, 1]
    assert [point.loads for point in points] == [1, 0]


def test_many_threads_import_a_plugin_once(install: Install) -> None:
    """The first use may be in twenty threads at once."""
    point = Point("one", OURS, 1)
    registry = install(point)
    got: list[int] = []
    workers = [threading.Thread(target=lambda: got.append(registry.get("one"))) for _ in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert got == [1] * 20
    assert point.loads == 1


def test_an_unknown_name_is_told_the_near_ones(install: Install) -> None:
    """A slip gets the right name back; so does nothing like it, in one sentence."""
    registry = install(Point("text", OURS, 1), Point("docx", OURS, 2))
    with pytest.raises(UnknownName) as caught:
        registry.get("docs")
    assert (caught.value.name, caught.value.near) == ("docs", ("docx",))
    proper(caught.value, "docs", "docx")
    for name in ("", "x" * 100_000, "\x1b[31m\n", "{name}", "\ud800"):
        with pytest.raises(UnknownName) as caught:
            registry.get(name)
        proper(caught.value)


@pytest.mark.parametrize("name", [None, 5, 2021, [], {}, b"text", ("text",)], ids=str)
def test_a_name_that_is_no_text_is_unknown(install: Install, name: Any) -> None:
    """``format=5`` is one sentence, not a TypeError from inside difflib."""
    with pytest.raises(OgirError) as caught:
        install(Point("text", OURS, 1)).get(name)
    proper(caught.value)


# ---------------------------------------------------------------- broken plugins


@pytest.mark.parametrize(
    "fault",
    [
        ImportError("no module named 'lxml'"),
        SyntaxError("bad"),
        AttributeError("thing"),
        RecursionError("deep"),
        MemoryError(),
        RuntimeError("a\nb\x1b[31m\u202e" + "x" * 10_000),
        AssertionError(),
        StopIteration(),
        SystemExit(3),
        "an object of another kind",
        None,
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_a_broken_plugin_fails_alone_and_by_name(install: Install, fault: Any) -> None:
    """Whatever a plugin does when imported, the error names it and its distribution, and the others work."""
    registry = install(Point("text", OURS, 1), Point("bad", "evil-plugin", fault), Point("good", "other", 2))
    for _ in range(2):
        with pytest.raises(PluginUnavailable) as caught:
            registry.get("bad")
        proper(caught.value, "bad", "evil-plugin")
    assert (registry.get("text"), registry.get("good")) == (1, 2)


def test_ctrl_c_while_a_plugin_is_imported_stays_ctrl_c(install: Install) -> None:
    """A slow import can be interrupted, and tried again."""
    point = Point("slow", "other", KeyboardInterrupt())
    registry = install(point)
    with pytest.raises(KeyboardInterrupt):
        registry.get("slow")
    point.plugin = 3
    assert registry.get("slow") == 3


def test_an_error_of_ours_from_a_plugin_comes_through(install: Install) -> None:
    """A plugin that says in our own words what is missing is not wrapped in vaguer ones."""
    fault = PluginUnavailable("plugin_broken", name="sheet", distribution="x", reason="y")
    with pytest.raises(PluginUnavailable) as caught:
        install(Point("sheet", "x", fault)).get("sheet")
    assert caught.value is fault


# ---------------------------------------------------------------- names claimed twice


@pytest.mark.parametrize("reverse", [1, -1])
def test_a_third_party_never_shadows_a_built_in(install: Install, reverse: int) -> None:
    """Whatever the order of installation, "text" is ours, and theirs is told by its distribution."""
    registry = install(*[Point("text", "evil", 2), Point("text", OURS, 1)][::reverse])
    assert registry.get("text") == 1
    assert registry.get("evil:text") == 2
    assert registry.get(f"{OURS}:text") == 1
    assert registry.names() == ("text", "evil:text")
    assert [(entry.distribution, entry.shadowed) for entry in registry.entries()] == [(OURS, False), ("evil", True)]


def test_a_name_with_a_colon_does_not_shadow_a_built_in_either(install: Install) -> None:
    """An entry point that calls itself by the full name of ours does not get its place."""
    registry = install(Point(f"{OURS}:text", "evil", 2), Point("text", OURS, 1))
    assert registry.get("text") == 1
    assert registry.get(f"{OURS}:text") == 1


def test_two_third_parties_that_claim_one_name_are_told_apart(install: Install) -> None:
    """The bare name is refused with both full names, and each full name works."""
    registry = install(Point("sheet", "first", 1), Point("sheet", "second", 2), Point("text", OURS, 3))
    with pytest.raises(PluginConflict) as caught:
        registry.get("sheet")
    proper(caught.value, "sheet", "first:sheet", "second:sheet")
    assert (registry.get("first:sheet"), registry.get("second:sheet"), registry.get("text")) == (1, 2, 3)


def test_every_listed_name_can_be_got(install: Install) -> None:
    """``names`` lists what ``get`` answers to: a name that two third parties claim is listed in full, for each."""
    registry = install(
        Point("sheet", "first", 1), Point("sheet", "second", 2), Point("text", OURS, 3), Point("text", "evil", 4)
    )
    assert [registry.get(name) for name in registry.names()]


def test_a_distribution_seen_twice_is_one_claim(install: Install) -> None:
    """An editable install beside a wheel does not make a name ambiguous."""
    registry = install(Point("text", OURS, 1), Point("text", OURS, 1), Point("x", "other", 2), Point("x", "other", 2))
    assert (registry.get("text"), registry.get("x")) == (1, 2)
    assert registry.names() == ("text", "x")


# ---------------------------------------------------------------- registered by hand


def test_register_and_unregister(install: Install) -> None:
    """A program adds a format of its own, and takes it away again."""
    registry = install(Point("text", OURS, 1))
    registry.register("mine", 7)
    assert registry.get("mine") == 7
    assert registry.names() == ("text", "mine")
    assert [entry.distribution for entry in registry.entries()] == [OURS, None]
    registry.unregister("mine")
    with pytest.raises(UnknownName):
        registry.get("mine")
    registry.unregister("mine")
    registry.unregister("never was")
    registry.register("mine", 8)
    assert registry.get("mine") == 8


def test_a_taken_name_is_refused_and_stays_as_it_was(install: Install) -> None:
    """Nobody replaces a built-in or an installed plugin by accident, or on purpose."""
    registry = install(Point("text", OURS, 1), Point("sheet", "other", 2))
    registry.register("mine", 3)
    for name, distribution, value in (("text", OURS, 1), ("sheet", "other", 2), ("mine", "", 3)):
        with pytest.raises(PluginConflict) as caught:
            registry.register(name, 9)
        proper(caught.value, name, distribution)
        assert registry.get(name) == value
    for name in ("text", "sheet"):
        with pytest.raises(PluginConflict):
            registry.register(name, 9, replace=True)
    registry.register("mine", 9, replace=True)
    assert registry.get("mine") == 9
    assert [entry.name for entry in registry.entries()] == ["text", "sheet", "mine"]


def test_a_full_name_is_taken_too(install: Install) -> None:
    """What answers to ``evil:text`` cannot be replaced in silence by registering that very name."""
    registry = install(Point("text", OURS, 1), Point("text", "evil", 2))
    for name, value in (("evil:text", 2), (f"{OURS}:text", 1)):
        with pytest.raises(PluginConflict):
            registry.register(name, 9)
        assert registry.get(name) == value


def test_unregister_leaves_what_is_installed(install: Install) -> None:
    """The built-ins cannot be taken away."""
    registry = install(Point("text", OURS, 1))
    registry.unregister("text")
    assert registry.get("text") == 1


def test_what_is_of_the_wrong_kind_is_not_registered(install: Install) -> None:
    """A mistake is an error where it is made, and leaves the registry as it was."""
    registry = install()
    with pytest.raises(PluginUnavailable) as caught:
        registry.register("mine", "no integer")
    proper(caught.value, "mine")
    assert registry.names() == ()
    registry.register("mine", 1)
    with pytest.raises(PluginUnavailable):
        registry.register("mine", "no integer", replace=True)
    assert registry.get("mine") == 1


@pytest.mark.parametrize("name", [5, None, ["mine"]], ids=str)
def test_a_name_is_text(install: Install, name: Any) -> None:
    """A name that is no text does not get in, where it would spoil the search for near names."""
    registry = install(Point("text", OURS, 1))
    with pytest.raises((OgirError, TypeError)):
        registry.register(name, 1)
    with pytest.raises(UnknownName):
        registry.get("txet")


def test_forms_can_be_registered_and_are_chosen_by_name_only() -> None:
    """A form of one's own is found by its edition, never by a year, and can be taken away again."""
    from ogirmodel import forms

    own = attrs.evolve(form("2021"), edition="gansu-2021")
    forms.register(own)
    try:
        assert form("gansu-2021") is own
        assert "gansu-2021" in editions()
        assert forms.form_of_year(2025).edition == "2021"
        with pytest.raises(PluginConflict):
            forms.register(attrs.evolve(own, edition="2021"))
    finally:
        forms.unregister("gansu-2021")
    assert "gansu-2021" not in editions()


# ---------------------------------------------------------------- really installed


@pytest.fixture
def evil(tmp_path: Path) -> dict[str, str]:
    """Install a distribution full of bad plugins, and return the environment in which it is installed."""
    info = tmp_path / "evil_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil-plugin\nVersion: 1.0\n", encoding="utf-8")
    lines = ["[ogirmodel.forms]", "2021 = evil_form:Plugin", "2077 = evil_form:Plugin", "2078 = evil_exit:Plugin"]
    lines += ["[ogirmodel.readers]", "text = evil_crash:Plugin", "crash = evil_crash:Plugin"]
    lines += ["[ogirmodel.renderers]", "text = evil_crash:Plugin", "crash = evil_crash:Plugin"]
    lines += ["exit = evil_exit:Plugin", "missing = evil_missing:Plugin"]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "evil_crash.py").write_text("print('imported')\nraise RuntimeError('crash')\n", encoding="utf-8")
    (tmp_path / "evil_exit.py").write_text("import sys\nsys.exit(0)\n", encoding="utf-8")
    (tmp_path / "evil_form.py").write_text("raise RuntimeError('crash')\n", encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}


def python(environment: dict[str, str], *lines: str) -> str:
    """Run Python lines in an environment; return what they print."""
    code = "\n".join(("import ogirmodel", "from ogirmodel.testing import sample", *lines))
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_bad_distribution_hurts_nobody_who_does_not_ask_for_it(evil: dict[str, str]) -> None:
    """With broken plugins installed under our own names, every built-in still works, and no format is imported."""
    output = python(
        evil,
        "report = sample()",
        "assert ogirmodel.load(ogirmodel.dump(report)) == report",
        "assert ogirmodel.render(report, 'text')",
        "ogirmodel.check(report)",
        "print(sorted({f.name for f in ogirmodel.formats() if f.distribution == 'evil-plugin'}))",
    )
    assert output == "['crash', 'evil-plugin:text', 'exit', 'missing']\n"


@pytest.mark.parametrize("name", ["crash", "exit", "missing", "evil-plugin:text"])
def test_a_bad_plugin_that_is_asked_for_is_named(evil: dict[str, str], name: str) -> None:
    """Who wants it is told plugin and distribution in one sentence, even if the plugin tries to end the program."""
    output = python(
        evil,
        "try:",
        f"    ogirmodel.render(sample(), {name!r})",
        "except ogirmodel.PluginUnavailable as error:",
        "    print(error.text('en'))",
    )
    assert "evil-plugin" in output
    assert name.rpartition(":")[2] in output


def test_a_bad_form_fails_only_who_asks_for_it(evil: dict[str, str]) -> None:
    """The edition of a broken distribution is refused by name; the statutory ones are not touched by it."""
    output = python(
        evil,
        "assert ogirmodel.blank('甲局', 2025).edition == '2021'",
        "try:",
        "    ogirmodel.blank('甲局', 2077, '2077')",
        "except ogirmodel.PluginUnavailable as error:",
        "    print(error.text('en'))",
    )
    assert "2077" in output
    assert "evil-plugin" in output


def test_bad_forms_do_not_stop_a_paper_from_being_read(evil: dict[str, str]) -> None:
    """Reading tries the labels of every form: one that fails, or ends the program, is passed over and named."""
    output = python(
        evil,
        "reading = ogirmodel.read(ogirmodel.render(sample(), 'text'), format='text')",
        "print(reading.report.edition, [f.code for f in reading.findings if f.severity == 'info'])",
    )
    assert output.startswith("2021 ")
    assert "U08" in output


def test_the_list_of_editions_survives_bad_forms(evil: dict[str, str]) -> None:
    """``editions`` returns the forms that can be loaded, also beside one that cannot."""
    assert python(evil, "print(*ogirmodel.editions())").split()[:2] == ["2019", "2021"]


def test_a_bad_reader_fails_alone(evil: dict[str, str]) -> None:
    """Whoever tries one reader after the other, as guessing a format does, gets to those that work."""
    output = python(
        evil,
        "from ogirmodel.readers import READERS",
        "names = []",
        "for name in READERS.names():",
        "    try:",
        "        READERS.get(name)",
        "        names.append(name)",
        "    except ogirmodel.PluginUnavailable:",
        "        pass",
        "print(*names)",
    )
    assert "text" in output.split()
    assert "evil-plugin:text" not in output.split()
