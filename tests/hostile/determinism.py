"""The same report gives the same bytes, whatever the place, language, hashing, folder and Python.

Parts of a package are the same everywhere; packed they are the same wherever zlib is.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import attrs

__all__ = ["SETTINGS", "Digests", "digests"]

SCRIPT = """
import hashlib, io, json, zipfile, zlib
from ogirmodel import render
from ogirmodel.testing import sample

def digest(*contents):
    return hashlib.sha256(b"".join(contents)).hexdigest()

files, parts = {}, {}
for edition in ("2019", "2021"):
    for kind in ("typical", "blank"):
        for format in ("json", "docx", "odt", "text", "html", "xlsx"):
            name, made = f"{edition} {kind} {format}", render(sample(edition, kind), format)
            files[name] = parts[name] = digest(made)
            if made.startswith(b"PK"):
                with zipfile.ZipFile(io.BytesIO(made)) as package:
                    parts[name] = digest(*(each.encode() + package.read(each) for each in package.namelist()))
print(json.dumps({"zlib": zlib.ZLIB_RUNTIME_VERSION, "files": files, "parts": parts}))
"""

SETTINGS: Mapping[str, Mapping[str, str]] = {
    "as it is": {},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "a time zone behind": {"TZ": "America/Los_Angeles"},
    "another language": {"LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8"},
    "no language": {"LC_ALL": "C"},
    "ASCII": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    "another seed": {"PYTHONHASHSEED": "1"},
    "a third seed": {"PYTHONHASHSEED": "4294967295"},
    "optimised": {"PYTHONOPTIMIZE": "2"},
    "a date to build by": {"SOURCE_DATE_EPOCH": "0"},
}


@attrs.frozen
class Digests:
    """What was rendered, file by file: as it is packed, and what is in it."""

    zlib: str
    files: Mapping[str, str]
    parts: Mapping[str, str]

    def unlike(self, other: "Digests") -> list[str]:
        """Return the names of the files that differ where they must not."""
        mine, theirs = (self.files, other.files) if self.zlib == other.zlib else (self.parts, other.parts)
        return [name for name in mine if mine[name] != theirs[name]]


def digests(setting: Mapping[str, str], python: str | Path = sys.executable) -> Digests:
    """Return what is rendered under a setting of the machine."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [python, "-c", SCRIPT],
            cwd=folder,
            env={**os.environ, **setting},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        assert list(Path(folder).iterdir()) == []
    return Digests(**json.loads(done.stdout))
