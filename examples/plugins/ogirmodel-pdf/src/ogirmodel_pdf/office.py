"""LibreOffice, run once for each file: a folder and a profile of its own, a time limit, and nothing left behind."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ogirmodel_pdf.faults import PdfFault

__all__ = ["convert", "find"]

PROGRAMS = ("soffice", "libreoffice")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)

SETTINGS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--convert-to", "pdf")


def find() -> str:
    """Return the path of LibreOffice; raises PdfFault."""
    found = next(filter(None, map(shutil.which, (*PROGRAMS, *PLACES))), None)
    if found is None:
        raise PdfFault("absent")
    return found


def convert(docx: bytes, program: str, seconds: float) -> bytes:
    """Return ``docx`` as PDF; raises PdfFault where ``program`` fails or takes longer than ``seconds``."""
    with tempfile.TemporaryDirectory(prefix="ogirmodel-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "report.docx", folder / "report.pdf"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        said = _run([program, profile, *SETTINGS, "--outdir", name, str(source)], folder, seconds)
        pdf = target.read_bytes() if target.exists() else b""
        if not pdf.startswith(b"%PDF-"):
            raise PdfFault("failed", reason=said or "-")
        return pdf


def _run(command: list[str], folder: Path, seconds: float) -> str:
    """Run a command in a session of its own, end it and all that it started after ``seconds``; return what it said.

    Its home is the folder, so that it writes nowhere else; the faces that a user has installed are seen all the same.
    """
    fonts = os.environ.get("XDG_DATA_HOME") or str(Path("~/.local/share").expanduser())
    own = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(folder)) | {"XDG_DATA_HOME": fonts}
    try:
        process = subprocess.Popen(  # noqa: S603 - the program that the caller chose, and no shell
            command,
            cwd=folder,
            env=os.environ | own,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise PdfFault("unusable", program=command[0], reason=error.strerror or error) from error
    with process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise PdfFault("slow", seconds=f"{seconds:g}") from error
        finally:
            _end(process)
    return said.decode(errors="replace").strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children, if it has not ended already; Windows ends the process alone."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
