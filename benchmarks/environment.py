"""An environment of their own for the peers, below ``build/``: made once, and anew when what is wanted changes."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

__all__ = ["python_with_peers"]

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "bench"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def python_with_peers() -> Path:
    """Return the Python of the environment that holds the peers and this library."""
    python = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    stamp = FOLDER / "wanted"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(FOLDER, clear=True, with_pip=True)
        install = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--editable",
            f"{ROOT}[fast,sheets]",
            "--requirement",
            REQUIREMENTS,
        ]
        subprocess.run(install, check=True)
        stamp.write_text(wanted)
    return python
