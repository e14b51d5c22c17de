"""PDF keeps what renderers promise as far as it claims it, and fails in one sentence."""

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from ogirmodel import Report, render
from ogirmodel.testing import RendererContract, sample
from ogirmodel_pdf import PdfFault, PdfRenderer, preflight

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
POPPLER = shutil.which("pdftotext")
needs_poppler = pytest.mark.skipif(POPPLER is None, reason="pdftotext is not installed")


@needs_office
class TestPdfRenderer(RendererContract):
    """The battery, as far as it is claimed; a conversion takes seconds, so on few samples and threads."""

    renderer = PdfRenderer()
    format = "pdf"
    editions = ("2021",)
    kinds = ("typical",)
    threads = 2


def _text(pdf: bytes) -> str:
    done = subprocess.run([POPPLER or "", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


@needs_office
@needs_poppler
def test_what_the_report_says_is_on_the_pages() -> None:
    """A PDF of empty boxes is published before somebody looks."""
    report = sample("2021")
    shown = _text(render(report, "pdf"))
    assert report.organ.name in shown
    assert all("".join(section.heading.split()) in shown for section in report.form.sections)
    assert str(report.filled.applications["new_received", "total"]) in shown


@needs_office
@needs_poppler
def test_calls_at_once_do_not_disturb_each_other() -> None:
    """Two requests of a server come back each with its own report."""
    organs = ("云溪县教育局", "松林市财政局", "石桥区人民政府")
    pages: dict[str, bytes] = {}

    def work(organ: str) -> None:
        pages[organ] = render(Report(organ, 2025, sections={"overview": "一切照常。"}), PdfRenderer())

    threads = [threading.Thread(target=work, args=(organ,)) for organ in organs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(organ in _text(pages[organ]) for organ in organs)


def _program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def _litter() -> set[str]:
    return {path.name for path in Path(tempfile.gettempdir()).glob("ogirmodel-pdf-*")}


FAULTS = {
    "absent": ("", "install"),
    "hangs": ("import subprocess, time\nsubprocess.run(['sleep', '600'])", "0.5 seconds"),
    "fails": ("import sys\nsys.exit('source file could not be loaded')", "could not be loaded"),
    "writes nothing": ("", "made no PDF"),
    "writes nonsense": ("import sys\nopen(sys.argv[-1][:-4] + 'pdf', 'w').write('PDF?')", "made no PDF"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_sentence_and_leaves_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no LibreOffice, or one that hangs, is told what to do and keeps no heap of folders."""
    script, words = FAULTS[name]
    renderer = PdfRenderer(timeout=0.5 if name == "hangs" else 60, program=_program(tmp_path, script))
    if name == "absent":
        monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
        renderer = PdfRenderer()
    before = _litter()
    with pytest.raises(PdfFault) as caught:
        render(sample(), renderer)
    assert words in caught.value.text("en")
    assert caught.value.text("zh").endswith("。")
    assert _litter() <= before


def test_what_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    """A server that is left with a process for each call that hung dies of them."""
    child, program = tmp_path / "child", tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > '{child}'\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(PdfFault):
        render(sample(), PdfRenderer(timeout=5, program=str(program)))
    state = Path(f"/proc/{child.read_text(encoding='utf-8').strip()}/stat")
    for _ in range(600):  # the system takes its time to clear away what was ended
        if not _runs(state):
            break
        time.sleep(0.1)
    assert not _runs(state)


def _runs(state: Path) -> bool:
    try:
        return state.read_text(encoding="utf-8").split()[2] != "Z"
    except OSError:
        return False


def test_a_program_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    """A wrong path in a configuration is found by reading the message."""
    with pytest.raises(PdfFault) as caught:
        render(sample(), PdfRenderer(program=str(tmp_path / "nothing")))
    assert "nothing" in caught.value.text("en")


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig is not installed")
def test_the_preflight_names_every_face() -> None:
    """Whoever sends a PDF to the printer knows whether it is set as it should be."""
    faces = preflight()
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"} <= {face.wanted for face in faces}
    assert all(face.found for face in faces)
    done = subprocess.run([sys.executable, "-m", "ogirmodel_pdf"], capture_output=True, text=True, check=False)
    assert len(done.stdout.splitlines()) == len(faces)
    assert done.returncode == int(not all(face.installed for face in faces))


def test_without_fontconfig_the_preflight_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty list of missing faces would say that all is well."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PdfFault) as caught:
        preflight()
    assert "fontconfig" in caught.value.text("en")
