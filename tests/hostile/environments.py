"""Environments of other Pythons, below ``build/pythons``: every version of 3.11 or later that the machine has.

``environments`` makes them, ``made`` finds those that there are; each holds the library as it stands here.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["environments", "made"]

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "pythons"
OLDEST = (3, 11)


def environments() -> dict[str, Path]:
    """Return the Python of an environment for each version that is another than this one, made where there is none."""
    found = {version: python for python in _pythons() if (version := _version(python))}
    found.pop(_version(Path(sys.executable)), None)
    for version, python in found.items():
        if not _holds_the_library(_inner(version)):
            subprocess.run([python, "-m", "venv", "--clear", FOLDER / version], check=True)
            install = ["-m", "pip", "install", "--quiet", "--editable", f"{ROOT}[sheets]"]
            subprocess.run([_inner(version), *install], check=True)
    return {version: _inner(version) for version in found}


def made() -> dict[str, Path]:
    """Return those that ``environments`` has made already."""
    versions = [folder.name for folder in FOLDER.iterdir()] if FOLDER.is_dir() else []
    return {version: _inner(version) for version in sorted(versions) if _holds_the_library(_inner(version))}


def _pythons() -> Iterator[Path]:
    """Yield what is called a Python: on the path, and where pyenv keeps them."""
    folders = [Path(folder) for folder in os.get_exec_path()]
    folders += (Path.home() / ".pyenv" / "versions").glob("*/bin")
    for minor in range(OLDEST[1], 20):
        found = (shutil.which(f"python3.{minor}", path=str(folder)) for folder in folders)
        yield from map(Path, filter(None, found))


def _version(python: Path) -> str:
    """Return the version of a Python, or nothing where it is none: pyenv leaves names that lead nowhere."""
    script = "import platform, sys, venv, ensurepip; print(platform.python_version())"
    done = subprocess.run([python, "-c", script], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _inner(version: str) -> Path:
    return FOLDER / version / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _holds_the_library(python: Path) -> bool:
    script = "import ogirmodel, cattrs, docx, odf, xlsxwriter"
    return python.exists() and subprocess.run([python, "-c", script], capture_output=True, check=False).returncode == 0
