"""The tests of the authors of bad plugins, as they would write them. ``test_bad.py`` runs them and expects failures."""

from pathlib import Path
from types import ModuleType

from contracts import bad_readers, bad_renderers
from ogirmodel.readers.text import TextReader
from ogirmodel.renderers.text import TextRenderer
from ogirmodel.testing import FormContract, ReaderContract, RendererContract

MINI = (Path(__file__).parents[1] / "data" / "mini.toml").read_text(encoding="utf-8")
OFFICIAL = Path(__file__).parents[2] / "src" / "ogirmodel" / "forms" / "data" / "2021.toml"
OFTEN = 5


def _own(module: ModuleType) -> list[type]:
    return [each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__]


def renderer(kind: type, **more: object) -> type:
    arguments = (80,) if kind is bad_renderers.NeedsAnArgument else ()
    facts = {"renderer": kind(*arguments), "reader": TextReader(), "editions": ("2021",), "examples": OFTEN}
    return type(f"Test{kind.__name__}", (RendererContract,), facts | more)


def reader(kind: type) -> type:
    facts = {"reader": kind(), "renderer": TextRenderer(), "editions": ("2021",), "examples": OFTEN}
    return type(f"TestReader{kind.__name__}", (ReaderContract,), facts)


def form(name: str, source: str) -> type:
    return type(f"TestForm{name}", (FormContract,), {"source": source, "examples": OFTEN})


SUITE = [
    *(renderer(kind) for kind in _own(bad_renderers)),
    *(reader(kind) for kind in _own(bad_readers)),
    type("TestWrongName", (RendererContract,), {"renderer": bad_renderers.Honest(), "format": "text", "examples": 1}),
    form("Sound", MINI),
    form("Twice", MINI.replace('key = "child"', 'key = "adult"')),
    form("Vacuous", MINI.replace('"complaints <= visits', '"complaints <= complaints + visits')),
    form("Blank", MINI.replace("Morning 上午", "\u3000")),
    form("Impostor", OFFICIAL.read_text(encoding="utf-8").replace('edition = "2021"', 'edition = "another"', 1)),
]
globals().update({contract.__name__: contract for contract in SUITE})
