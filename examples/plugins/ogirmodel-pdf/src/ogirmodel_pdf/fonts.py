"""The faces that the report is set in: which are installed, and what stands in for the others.

The statutory faces are licensed, and no system but Windows with an office suite has them; without them the pages break
otherwise. LibreOffice asks fontconfig for replacements, and so does this.
"""

import shutil
import subprocess

import attrs

from ogirmodel.renderers.style import FACES, face
from ogirmodel_pdf.faults import PdfFault

__all__ = ["Face", "preflight"]

PATIENCE = 60


@attrs.frozen
class Face:
    """A face that the document names, and the one that the system has for it."""

    wanted: str
    found: str

    @property
    def installed(self) -> bool:
        """Whether it is the very face."""
        return self.wanted in self.found.split(",")


def preflight() -> tuple[Face, ...]:
    """Return every face that a report is set in; raises PdfFault where fontconfig is not installed."""
    program = shutil.which("fc-match")
    if program is None:
        raise PdfFault("no_fontconfig")
    looks = [face(key) for key in FACES]
    wanted = dict.fromkeys((*(look.name for look in looks), *(look.latin for look in looks)))
    return tuple(Face(name, _match(program, name)) for name in wanted)


def _match(program: str, name: str) -> str:
    command = [program, "--format=%{family}", f"{name}:lang=zh-cn"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603 - no shell
        return done.stdout.decode().strip()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
        raise PdfFault("no_fontconfig") from error
