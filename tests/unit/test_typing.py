"""A program that uses the library is checked by mypy as it is: right ones pass, and slips are named."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SNIPPETS = ROOT / "tests" / "typing"


def test_programs_are_checked_as_their_authors_expect(tmp_path: Path) -> None:
    """Without types that hold, a slip is found when the report is due; with types that are wrong, none can be used."""
    strict = ["--strict", "--config-file", os.devnull, "--no-pretty", "--show-error-codes", "--no-error-summary"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *strict, "--cache-dir", ROOT / ".mypy_cache" / "programs", SNIPPETS],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "MYPYPATH"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    named = set(re.findall(r"(\w+)\.py:(\d+): error: .*\[([a-z-]+)\]$", done.stdout, re.MULTILINE))
    expected = {
        (path.stem, str(number), found[1])
        for path in sorted(SNIPPETS.glob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := re.search(r"# \[([a-z-]+)\]$", line))
    }
    assert named == expected, done.stdout + done.stderr
    assert len(expected) > 10
