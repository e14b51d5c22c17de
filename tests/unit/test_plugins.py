"""Bad plugins, really installed: each fails the command that asks for it, by name, and no other."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pytest

import ogirmodel
from ogirmodel import Finding, PluginUnavailable, ReadError, Severity
from ogirmodel.checks import CHECKS, Context, rule
from ogirmodel.document import Document
from ogirmodel.forms import form, register, unregister
from ogirmodel.readers import READERS
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.renderers import RENDERERS
from ogirmodel.renderers.base import RendererInfo
from ogirmodel.testing import sample

MODULE = """
import sys
sys.stderr.write("IMPORTED")
from ogirmodel import Finding, ReadError
from ogirmodel.checks import rule
from ogirmodel.readers.base import ReaderInfo
from ogirmodel.renderers.base import RendererInfo
class Stop(BaseException): pass
class R:
    info = RendererInfo("a/b")
    def render(self, document): return b"fine"
class Text(R):
    def render(self, document): return "text"
class Nothing(R):
    def render(self, document): pass
class Empty(R):
    def render(self, document): return b""
class Raises(R):
    def render(self, document): return {}["key"]
class Exits(R):
    def render(self, document): sys.exit(0)
class Stops(R):
    def render(self, document): raise Stop("now")
class Mute(Exception):
    def __str__(self): raise ValueError("no words")
class Mutters(R):
    def render(self, document): raise Mute
class Needs(R):
    def __init__(self, width): pass
class Unmakable(R):
    def __init__(self): raise OSError("no licence")
class NoRender: info = RendererInfo("a/b")
class NoInfo:
    def render(self, document): return b"x"
class D:
    info = ReaderInfo("a/b")
    def sniff(self, head, name): return False
    def read(self, data): return ()
class SniffRaises(D):
    def sniff(self, head, name): raise IndexError("head")
class ReadRaises(D):
    def read(self, data): raise IndexError("data")
class OwnWords(D):
    def read(self, data): raise ReadError("The drawing has no text.")
class NoSniff:
    info = ReaderInfo("a/b")
    def read(self, data): return ()
@rule("rules.A")
def stops(context): raise Stop("now")
@rule("mute.A")
def mute(context): yield Finding.of("mute.A", ogirmodel_location())
def ogirmodel_location():
    from ogirmodel import Location
    return Location("no such edition", "x")
"""

RENDERS = {
    "text_": ("Text", "str"), "nothing": ("Nothing", "NoneType"), "empty": ("Empty", "b''"),
    "raises": ("Raises", "KeyError"), "exits": ("Exits", "SystemExit"), "stops": ("Stops", "Stop: now"),
    "mutters": ("Mutters", "Mute"),
    "needs": ("Needs", "width"), "unmakable": ("Unmakable", "no licence"), "norender": ("NoRender", "render"),
    "noinfo": ("NoInfo", "info"), "absent": ("Absent", "Absent"),
}  # fmt: skip
READS = {
    "sniffs": ("SniffRaises", "tuple"), "breaks": ("ReadRaises", "IndexError"), "tuple": ("D", "tuple"),
    "nosniff": ("NoSniff", "sniff"),
}  # fmt: skip

FORMS = {"2088": "bad_form", "2089": "json", "2090": "bad_module:Raises"}


def _distribution(folder: Path, name: str, entry_points: bytes, metadata: bytes | None = None) -> None:
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_bytes(metadata or f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode())
    (info / "entry_points.txt").write_bytes(entry_points)


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Install every kind of bad distribution, and return the environment in which they are."""
    folder = tmp_path_factory.mktemp("market")
    (folder / "bad_module.py").write_text(MODULE, encoding="utf-8")
    (folder / "bad_import.py").write_text("class Stop(BaseException): pass\nraise Stop('at import')", encoding="utf-8")
    (folder / "bad_form").mkdir()
    (folder / "bad_form" / "__init__.py").touch()
    (folder / "bad_form" / "2088.toml").write_text('edition = "2088"\nyears = 3\n', encoding="utf-8")
    lines = ["[ogirmodel.renderers]", *(f"{name} = bad_module:{kind}" for name, (kind, _) in RENDERS.items())]
    lines += ["stopped = bad_import:R", "docx = bad_module:R", "twice = bad_module:R", "fine = bad_module:R"]
    lines += ["[ogirmodel.readers]", *(f"{name} = bad_module:{kind}" for name, (kind, _) in READS.items())]
    lines += ["own = bad_module:OwnWords"]
    lines += ["[ogirmodel.forms]", *(f"{name} = {value}" for name, value in FORMS.items())]
    lines += ["[ogirmodel.checks]", "rules = bad_module:stops", "mute = bad_module:mute"]
    _distribution(folder, "bad-goods", "\n".join(lines).encode())
    _distribution(folder, "also-bad", b"[ogirmodel.renderers]\ntwice = bad_module:R\nvalue = no value!\n")
    _distribution(folder, "nameless", b"[ogirmodel.renderers]\nnobody = bad_module:Text\n", b"Metadata-Version: 2.1\n")
    _distribution(folder, "garbled", b"[ogirmodel.renderers]\nno entry point at all\n")
    _distribution(folder, "strange", "[ogirmodel.readers]\ngeschäft = a:b\n".encode("latin-1"))
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


def _python(environment: dict[str, str], code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = environment | {"OGIRMODEL_LANGUAGE": "en", "COLUMNS": "300", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


TRY = """
import json, sys, ogirmodel
from ogirmodel.testing import sample
told = {}
def attempt(name, work):
    try:
        told[name] = ["nothing", str(work()), ""]
    except ogirmodel.OgirError as error:
        told[name] = [type(error).__name__, error.text("en"), type(error.__cause__).__name__]
report, names = sample(), json.loads(sys.argv[1])
for name in names["renders"]: attempt(name, lambda: ogirmodel.render(report, name))
for name in names["reads"]: attempt(name, lambda: ogirmodel.read(b"x", format=name))
for name in names["forms"]: attempt(name, lambda: ogirmodel.blank("x", 2025, name))
attempt("unknown", lambda: ogirmodel.read(b"<nothing/>"))
attempt("path", lambda: ogirmodel.api.writer_of("a.twice"))
attempt("docx", lambda: len(ogirmodel.render(report, "docx")))
attempt("reading", lambda: ogirmodel.read(ogirmodel.render(report, "docx")).report == report.filled)
attempt("check", lambda: json.dumps([f.text("en") for f in ogirmodel.check(report) if f.code == "U08"]))
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(market: dict[str, str]) -> dict[str, list[str]]:
    """Ask for every plugin of the market, in one process, and return what was said of each."""
    renders = [*RENDERS, "stopped", "twice", "value", "nobody", "fine", "garbled:?", "bad-goods:docx"]
    names = {"renders": renders, "reads": [*READS, "own", "strange:?"], "forms": list(FORMS)}
    done = _python(market, TRY, json.dumps(names))
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, (_, words) in (RENDERS | READS).items()])
def test_a_plugin_that_lies_is_named_with_its_distribution(told: dict[str, list[str]], name: str, words: str) -> None:
    """Whoever asks for it reads which plugin of which distribution did what, and what to do."""
    kind, said, _ = told[name]
    assert kind == "PluginUnavailable"
    assert f"“{name}” (bad-goods)" in said
    assert words in said
    assert "remove it" in said


@pytest.mark.parametrize(("name", "cause"), [("raises", "KeyError"), ("exits", "SystemExit"), ("breaks", "IndexError")])
def test_what_it_raised_is_chained(told: dict[str, list[str]], name: str, cause: str) -> None:
    """The author needs the traceback of what went wrong inside."""
    assert told[name][2] == cause


def test_a_plugin_that_stops_the_program_at_import_does_not(told: dict[str, list[str]]) -> None:
    """A BaseException of its own is no way out."""
    assert told["stopped"][0] == "PluginUnavailable"
    assert "Stop: at import" in told["stopped"][1]


def test_missing_metadata_hide_nobody(told: dict[str, list[str]]) -> None:
    """A distribution without a name is named by its folder, and one that cannot be read hides no other plugin."""
    assert "nameless-1.0.dist-info" in told["nobody"][1]
    assert "(garbled)" in told["garbled:?"][1]
    assert "(strange)" in told["strange:?"][1]
    assert "(also-bad)" in told["value"][1]


def test_a_name_claimed_twice_is_refused_with_both(told: dict[str, list[str]]) -> None:
    """Which of two plugins runs is never left to the order of installation, not for a path either."""
    assert told["twice"][0] == "PluginConflict"
    assert "also-bad:twice, bad-goods:twice" in told["twice"][1]


def test_what_is_asked_for_rightly_works(told: dict[str, list[str]]) -> None:
    """Beside all this the built-ins are what they were, and a plugin that works works."""
    assert told["fine"][1] == "b'fine'"
    assert told["bad-goods:docx"][1] == "b'fine'"
    assert int(told["docx"][1]) > 10_000
    assert told["reading"] == ["nothing", "True", ""]


@pytest.mark.parametrize("name", FORMS)
def test_a_bad_form_is_named_with_its_distribution(told: dict[str, list[str]], name: str) -> None:
    """Whoever chooses it reads what is wrong with it and whose it is."""
    kind, said, _ = told[name]
    assert kind == "PluginUnavailable"
    assert f"“{name}” (bad-goods)" in said


def test_bad_rules_are_findings_and_the_check_goes_on(told: dict[str, list[str]]) -> None:
    """A set of rules that fails, or says what cannot be printed, costs nobody the findings of the others."""
    said = json.loads(told["check"][1])
    assert sum("(bad-goods)" in sentence for sentence in said) == 2
    assert sum("(strange)" in sentence for sentence in said) == 1


def test_readers_that_fail_while_sniffing_are_named_where_nobody_knows_the_file(told: dict[str, list[str]]) -> None:
    """Perhaps the one that was skipped could have read it."""
    kind, said, _ = told["unknown"]
    assert kind == "ReadError"
    assert "IndexError: head" in said


def test_a_reader_speaks_in_words_of_its_own(told: dict[str, list[str]]) -> None:
    """A third party needs no key of our catalogue to say what is wrong with a file."""
    assert told["own"][:2] == ["ReadError", "The drawing has no text."]


CLI = "import sys; from ogirmodel.cli import main; sys.exit(main(sys.argv[1:]))"


def test_the_list_shows_every_plugin_and_imports_none(market: dict[str, str]) -> None:
    """Who wonders what is installed sees the broken ones too, fast."""
    done = _python(market, CLI, "formats")
    assert done.returncode == 0
    assert "IMPORTED" not in done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    state = {row[0]: " ".join(row[1:]) for row in rows}
    assert state["raises"] == "yes bad-goods installed"
    assert state["bad-goods:docx"] == "yes bad-goods name taken, use it in full"
    assert state["docx"] == "yes yes ogirmodel built in"
    assert state["garbled:?"] == "yes garbled metadata cannot be read"


def test_the_long_list_says_which_work_and_why_not(market: dict[str, str]) -> None:
    """Who looks for the fault finds it in one list."""
    done = _python(market, CLI, "formats", "--verbose")
    assert done.returncode == 0
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert lines["docx"].rstrip().endswith("ok")
    assert lines["fine"].rstrip().endswith("ok")
    assert "no licence" in lines["unmakable"]
    assert "Stop: at import" in lines["stopped"]


def test_the_list_of_editions_shows_those_that_cannot_be_used(market: dict[str, str]) -> None:
    """A form that is missing from the list without a word is looked for in vain."""
    done = _python(market, CLI, "editions", "--verbose")
    assert done.returncode == 0
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert "bad-goods" in lines["2088"]
    assert "cannot be used" in lines["2088"]


def test_a_command_that_asks_for_a_bad_plugin_is_one_sentence(market: dict[str, str], tmp_path: Path) -> None:
    """No traceback, exit code 2, and the earlier file is as it was."""
    output, source = tmp_path / "report.raises", tmp_path / "report.json"
    output.write_text("earlier", encoding="utf-8")
    source.write_bytes(ogirmodel.dump(sample()))
    done = _python(market, CLI, "convert", str(source), str(output))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith("mend or remove it.\n")
    assert output.read_text(encoding="utf-8") == "earlier"


# ---------------------------------------------------------------- registered by hand


@attrs.frozen
class Raises:
    """A renderer and reader of this program that raises whatever it is given."""

    fault: BaseException = attrs.field(factory=lambda: ZeroDivisionError("by hand"))
    info: ClassVar[Any] = RendererInfo("a/b")

    def render(self, document: Document, /) -> bytes:
        """Raise."""
        del document
        raise self.fault

    def sniff(self, head: bytes, name: str) -> bool:
        """Raise."""
        del head, name
        raise self.fault

    def read(self, data: bytes, /) -> Document:
        """Raise."""
        del data
        raise self.fault


class Reads(Raises):
    """The same, as a reader."""

    info = ReaderInfo("a/b")


@pytest.fixture
def by_hand() -> Iterator[None]:
    """Register the two."""
    RENDERERS.register("by-hand", Raises)
    READERS.register("by-hand", Reads)
    yield
    RENDERERS.unregister("by-hand")
    READERS.unregister("by-hand")


@pytest.mark.usefixtures("by_hand")
def test_what_a_program_registers_is_covered_as_well() -> None:
    """A web application that registers a format of its own shows one sentence, not a traceback."""
    for work in (
        lambda: ogirmodel.render(sample(), "by-hand"),
        lambda: ogirmodel.read(b"x", format="by-hand"),
        lambda: ogirmodel.render(sample(), Raises()),
        lambda: ogirmodel.read(b"x", format=Reads()),
    ):
        with pytest.raises(PluginUnavailable) as caught:
            work()
        assert isinstance(caught.value.__cause__, ZeroDivisionError)
        assert "by hand" in caught.value.text("en")
        assert "by-hand" in caught.value.text("en") or "R" in caught.value.text("en")


def test_ctrl_c_in_a_plugin_stays_ctrl_c() -> None:
    """A slow renderer can be interrupted."""
    with pytest.raises(KeyboardInterrupt):
        ogirmodel.render(sample(), Raises(KeyboardInterrupt()))


def test_our_own_errors_come_through() -> None:
    """A plugin that says what is wrong with a file is not covered up."""
    with pytest.raises(ReadError) as caught:
        ogirmodel.read(b"x", format=Reads(ReadError("No text in it.")))
    assert caught.value.text("zh") == "No text in it."


def test_a_form_made_in_a_program_is_audited() -> None:
    """A form object that no file was read for breaks the first report, not the registration, unless it is looked at."""
    sound = form("2021")
    twice = attrs.evolve(sound, edition="twice", sections=(*sound.sections, sound.sections[0]))
    with pytest.raises(ogirmodel.FormError):
        register(twice)
    register(attrs.evolve(sound, edition="once"))
    unregister("once")


def test_rules_of_a_program_that_stop_it_do_not() -> None:
    """Whatever a rule raises, the other findings are there."""

    @rule("mine.A")
    def leaves(_: Context) -> Iterator[Finding]:
        raise SystemExit(0)

    CHECKS.register("mine", leaves)
    try:
        found = ogirmodel.check(sample())
    finally:
        CHECKS.unregister("mine")
    assert [f.code for f in found if f.severity != Severity.INFO or f.code == "U08"] == ["U08"]
