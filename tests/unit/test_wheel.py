"""What people install: the wheel holds what it should and nothing else, and the sdist builds the very same."""

import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
CORE = {"attrs", "cattrs", "lxml", "odfpy", "python-docx"}


def build(source: Path, target: str, folder: Path) -> Path:
    """Build a distribution of ``source`` as ``python -m build`` does, with the backend that is here."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder], cwd=source, check=True)
    (built,) = folder.iterdir()
    return built


def content(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_holds_the_library_and_nothing_else(tmp_path: Path) -> None:
    """A file that is missing ends in a traceback at the user's, one too many in a package that is called ``tests``."""
    wheel = build(ROOT, "wheel", tmp_path / "wheel")
    assert wheel.name.endswith("-py3-none-any.whl"), "no compiler"
    held = content(wheel)
    library = {name for name in held if ".dist-info/" not in name}
    source = ROOT / "src"
    kept = {path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert library == {path.relative_to(source).as_posix() for path in kept}
    assert {PurePosixPath(name).suffix for name in library} == {".py", ".toml", ".typed"}
    assert {
        "ogirmodel/py.typed",
        "ogirmodel/forms/data/2019.toml",
        "ogirmodel/forms/data/2021.toml",
        "ogirmodel/lexicon/codes.toml",
        "ogirmodel/messages/zh.toml",
        "ogirmodel/testing/words.toml",
    } <= library
    told = {PurePosixPath(name).name for name in held} - {PurePosixPath(name).name for name in library}
    assert told == {"METADATA", "WHEEL", "RECORD", "LICENSE", "entry_points.txt"}
    needed = message_from_bytes(next(data for name, data in held.items() if name.endswith("METADATA")))
    always = [line for line in needed.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert {line.split(">")[0].strip() for line in always} == CORE

    sdist = build(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert content(build(unpacked, "wheel", tmp_path / "again")) == held
