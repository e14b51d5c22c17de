"""The same report gives the same bytes, whatever the place, language, hashing, folder and Python.

Other Pythons are those named in ``OGIRMODEL_PYTHONS`` (parted as ``PATH`` is) or found on the path, where the library
is installed for them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

__all__ = ["SETTINGS", "digest_of", "pythons"]

SCRIPT = """
import hashlib, json, sys, zlib
from ogirmodel import dump, render
from ogirmodel.testing import sample
found = {}
for edition in ("2019", "2021"):
    for kind in ("typical", "blank"):
        report = sample(edition, kind)
        found[f"{edition} {kind} json"] = hashlib.sha256(dump(report)).hexdigest()
        for format in ("docx", "odt", "text", "html", "xlsx"):
            found[f"{edition} {kind} {format}"] = hashlib.sha256(render(report, format)).hexdigest()
print(json.dumps(found, sort_keys=True), zlib.ZLIB_RUNTIME_VERSION)
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


def digest_of(setting: Mapping[str, str], python: str = sys.executable) -> str:
    """Return the digests of everything that is rendered, and the version of zlib, under a setting."""
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
    return done.stdout.strip()


def pythons() -> Iterator[str]:
    """Yield other Pythons that can import the library."""
    named = os.environ.get("OGIRMODEL_PYTHONS", "").split(os.pathsep)
    found = [shutil.which(f"python3.{minor}") or "" for minor in range(11, 20)]
    for python in dict.fromkeys(filter(None, (*named, *found))):
        version = _said(python, "import sys; print(sys.version_info[:2])")
        if (
            version
            and version != str(sys.version_info[:2])
            and _said(python, "import ogirmodel, docx, odf, xlsxwriter; print(1)")
        ):
            yield python


def _said(python: str, script: str) -> str:
    done = subprocess.run([python, "-c", script], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
