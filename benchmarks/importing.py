"""Importing, each time in a fresh process, one after the other in turns; CPU time of the statement alone."""

import os
import subprocess
import sys

from benchmarks.harness import Result

__all__ = ["GOAL", "STATEMENTS", "measure_imports"]

GOAL = "`import ogirmodel` at most 15 ms above attrs + cattrs"

STATEMENTS = {
    "import ogirmodel": ("ours", "import ogirmodel"),
    "from ogirmodel import Report, load, dump": ("ours", "from ogirmodel import Report, load, dump"),
    "every public name": ("ours", "import ogirmodel; [getattr(ogirmodel, name) for name in ogirmodel.__all__]"),
    "first blank report": ("ours", "import ogirmodel; ogirmodel.blank('-', 2025)"),
    "first check": ("ours", "import ogirmodel; ogirmodel.check(ogirmodel.blank('-', 2025))"),
    "first docx": ("ours", "import ogirmodel; ogirmodel.render(ogirmodel.blank('-', 2025), 'docx')"),
    "attrs": ("peer", "import attrs"),
    "attrs + cattrs": ("peer", "import attrs, cattrs"),
    "pydantic": ("peer", "import pydantic; pydantic.BaseModel"),
    "python-docx": ("peer", "import docx"),
    "docxtpl": ("peer", "import docxtpl"),
}


def measure_imports(*, rounds: int) -> list[Result]:
    """Return what each statement costs where all is compiled, as it is wherever a program runs a second time."""
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    results = {name: Result(name, role) for name, (role, _) in STATEMENTS.items()}
    for _ in range(rounds):
        for name, (_, statement) in STATEMENTS.items():
            script = f"import time; begun = time.process_time(); {statement}; print(time.process_time() - begun)"
            command = [sys.executable, "-c", script]
            done = subprocess.run(command, env=compiled, capture_output=True, text=True, check=True)
            results[name].seconds.append(float(done.stdout))
    return list(results.values())
