"""Plugins that are broken, installed as anybody's are: each fails the command that asks for it, and no other.

What is installed is written down as files, and told to the driver with the trial. Nobody can keep a plugin from doing
as it likes once it is asked for; so one that hangs, prints or writes is only there while others are asked for.
"""

from collections.abc import Iterable, Iterator

from hostile.seeds import seed
from hostile.trial import Answer, Installed, Trial

__all__ = ["trials"]

FAMILY = "plugins"
BAD = "bad-goods"
"""The distribution, which is named in the sentence about any of its plugins."""

MODULE = """
import sys
from ogirmodel.{room}.base import {info}
class Stop(BaseException): pass
class Mute(Exception):
    def __str__(self): raise ValueError("no words")
class Loud(Exception):
    def __str__(self): return "\\x1b[31m\\n" + "x" * 100_000 + "\\ud800"
def fail(error): raise error
def dig(n=0): return dig(n + 1)
class Base:
    info = {info}("a/b")
    def render(self, document): return self.do()
    def sniff(self, head, name): return False
    def read(self, data): return self.do()
class Raises(Base):
    def do(self): {{}}["key"]
class Mutters(Base):
    def do(self): fail(Mute())
class Shouts(Base):
    def do(self): fail(Loud())
class Leaves(Base):
    def do(self): sys.exit(0)
class LeavesInWords(Base):
    def do(self): sys.exit("done")
class Stops(Base):
    def do(self): fail(Stop("now"))
class Ends(Base):
    def do(self): fail(GeneratorExit())
class Digs(Base):
    def do(self): return dig()
class Swells(Base):
    def do(self): return bytearray(2**50)
class Nothing(Base):
    def do(self): pass
class Words(Base):
    def do(self): return "text"
class Tuple(Base):
    def do(self): return ()
class Unmakable(Base):
    def __init__(self): raise OSError("no licence")
class Needs(Base):
    def __init__(self, width): pass
class NoInfo:
    def render(self, document): return b"x"
    def read(self, data): return ()
class NoVerbs:
    info = {info}("a/b")
class Shadow(Base):
    def do(self): return b"shadow"
    def sniff(self, head, name): return True
    def read(self, data): return None
class SniffRaises(Raises):
    def sniff(self, head, name): raise IndexError("head")
class SniffLeaves(Raises):
    def sniff(self, head, name): sys.exit(0)
number = 7
"""
KINDS = (
    "Raises", "Mutters", "Shouts", "Leaves", "LeavesInWords", "Stops", "Ends", "Digs", "Swells", "Nothing", "Words",
    "Tuple", "Unmakable", "Needs", "NoInfo", "NoVerbs", "Absent", "number",
)  # fmt: skip
"""What fails when it is asked for: the name of each is its own in small letters."""

RULES = """
import sys
from ogirmodel.checks import rule
@rule("bad.A")
def raises(context): return {}["key"]
@rule("bad.B")
def leaves(context): sys.exit(0)
@rule("bad.C")
def strange(context): return 7
@rule("bad.D")
def stranger(context): yield 7
class Mute(Exception):
    def __str__(self): raise ValueError("no words")
@rule("bad.E")
def mutters(context): raise Mute
"""
FORMS = {"2088": "bad_form", "2089": "json", "2090": "bad_renderers:Raises", "2091": "no_module"}
AT_IMPORT = {
    "hangs": "while True: pass",
    "prints": "print('NOISE')",
    "complains": "import sys; sys.stderr.write('NOISE')",
    "writes": "open('stray', 'w')",
    "cries": "raise BaseException('at import')",
    "quits": "import os; os._exit(0)",
}
"""What happens where one is asked for; here none is. All forms and rules are, by whatever is read or checked."""


def _named(module: str, kinds: Iterable[str]) -> Iterator[str]:
    return (f"{kind.lower()} = {module}:{kind}" for kind in kinds)


def _installed(name: str, entry_points: Iterable[str], files: dict[str, str]) -> Installed:
    info = f"{name.replace('-', '_')}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    made = files | {f"{info}/METADATA": metadata, f"{info}/entry_points.txt": "\n".join(entry_points)}
    return tuple((path, text.encode()) for path, text in made.items())


BROKEN = _installed(
    BAD,
    (
        "[ogirmodel.renderers]",
        *_named("bad_renderers", KINDS),
        *(f"{name} = bad_renderers:Shadow" for name in ("docx", "json", "text")),
        "[ogirmodel.readers]",
        *_named("bad_readers", (*KINDS, "SniffRaises", "SniffLeaves")),
        *(f"{name} = bad_readers:Shadow" for name in ("docx", "json", "txt")),
        "[ogirmodel.forms]",
        *(f"{name} = {value}" for name, value in FORMS.items()),
        "[ogirmodel.checks]",
        *(f"{name} = bad_rules:{name}" for name in ("raises", "leaves", "strange", "stranger", "mutters", "absent")),
    ),
    {
        "bad_renderers.py": MODULE.format(room="renderers", info="RendererInfo"),
        "bad_readers.py": MODULE.format(room="readers", info="ReaderInfo"),
        "bad_rules.py": RULES,
        "garbled-1.0.dist-info/entry_points.txt": "[ogirmodel.renderers]\nno entry point at all",
        "bad_form/__init__.py": "",
        "bad_form/2088.toml": 'edition = "2088"\nyears = 3\n',
    },
)
MODULES = {f"at_import_{name}.py": code for name, code in AT_IMPORT.items()}
POINTS = [f"{name} = at_import_{name}:R" for name in AT_IMPORT]
UNTOUCHED = _installed(BAD, ("[ogirmodel.renderers]", *POINTS, "[ogirmodel.readers]", *POINTS), MODULES)


def trials() -> Iterator[Trial]:
    """Yield commands that ask for a broken plugin, and commands that ask for none while they are installed."""
    yield from _asked()
    yield from _not_asked()


FILES = {"in.json": seed("json"), "in.txt": seed("txt"), "in.docx": seed("docx"), "in.raises": b"<x/>"}


def _asked() -> Iterator[Trial]:
    for name in map(str.lower, KINDS):
        yield _trial(f"convert in.json out.bin --to {name}", Answer.REFUSED, name, BAD)
        yield _trial(f"convert in.json out.{name}", Answer.REFUSED, name, BAD)
        yield _trial(f"convert in.txt out.json --from {name}", Answer.REFUSED, name, BAD)
    for name in FORMS:
        yield _trial(f"new 某局 2025 --edition {name}", Answer.REFUSED, name, BAD)
    yield _trial("convert in.raises out.json", Answer.REFUSED, BAD)
    yield _trial("check in.json", Answer.READ, "U08", BAD)
    yield _trial("formats --verbose", Answer.READ, BAD)
    yield _trial("editions --verbose", Answer.READ, BAD)


def _not_asked() -> Iterator[Trial]:
    for installed in (BROKEN, UNTOUCHED):
        for suffix in ("docx", "odt", "html", "txt", "xlsx", "json"):
            yield _trial(f"convert in.json out.{suffix}", Answer.READ, installed=installed)
        for command in (
            "convert in.txt out.json",
            "convert in.docx out.json",
            "formats",
            "editions",
            "new 某局 2025 -o out.json",
            "total in.json in.json --organ 某县 -o out.json",
            "compare in.json in.json out.txt",
        ):
            yield _trial(command, Answer.READ, installed=installed)


def _trial(command: str, answer: Answer, *says: str, installed: Installed = BROKEN) -> Trial:
    name = command if says else f"{command} beside {'broken' if installed is BROKEN else 'untouched'}"
    return Trial(
        FAMILY, name, tuple(command.split()), FILES, answer, says, silent=("shadow", "NOISE"), installed=installed
    )
