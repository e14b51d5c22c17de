"""Our documents opened and saved again by LibreOffice: whatever it does to them, they read back equal."""

import shutil
import subprocess
from pathlib import Path

import pytest

import ogirmodel
from golden.renew import examples
from ogirmodel import Report, load, read, render
from ogirmodel.testing import sample

SOFFICE = shutil.which("soffice")
WRITTEN = ("docx", "odt", "html")
SAVED_AS = {"docx": "docx:MS Word 2007 XML", "odt": "odt", "html": "html:HTML (StarWriter)", "doc": "doc"}


def papers() -> dict[str, Report]:
    """Return the reports that go through other hands: the examples, and samples with cells of every kind."""
    made = {path.stem: load(path) for path in examples()}
    return made | {
        f"sample-{edition}-{kind}": sample(edition, kind) for edition in ("2019", "2021") for kind in ("max", "blank")
    }


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Write every paper in every format; one folder for each format."""
    written: dict[str, list[Path]] = {}
    for name in WRITTEN:
        folder = tmp_path_factory.mktemp(name)
        for stem, report in papers().items():
            path = folder / f"{stem}.{name}"
            path.write_bytes(render(report, name))
            written.setdefault(name, []).append(path)
    return written


def saved(paths: list[Path], format: str, folder: Path) -> list[Path]:
    """Let LibreOffice open ``paths`` and save them in ``format``."""
    command = [SOFFICE or "soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    web = ["--infilter=HTML (StarWriter)"] if paths[0].suffix == ".html" else []
    outcome = folder / format
    arguments = [*command, *web, "--convert-to", SAVED_AS[format], "--outdir", str(outcome), *map(str, paths)]
    subprocess.run(arguments, capture_output=True, check=True, timeout=240)
    return [outcome / f"{path.stem}.{format}" for path in paths]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("to", WRITTEN)
@pytest.mark.parametrize("name", WRITTEN)
def test_what_libreoffice_saves_reads_back(sources: dict[str, list[Path]], tmp_path: Path, name: str, to: str) -> None:
    """Offices open the file, change a word, and save it in whatever format: no figure may change by that."""
    for path in saved(sources[name], to, tmp_path):
        report = papers()[path.stem]
        assert read(path).report == report.filled, path.stem


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_word_file_of_old_says_what_to_do(sources: dict[str, list[Path]], tmp_path: Path) -> None:
    """A .doc is no docx by another name: one sentence that says to save it anew."""
    (path, *_) = saved(sources["docx"][:1], "doc", tmp_path)
    with pytest.raises(ogirmodel.OgirError, match="docx"):
        read(path)
    renamed = path.with_suffix(".docx")
    renamed.write_bytes(path.read_bytes())
    with pytest.raises(ogirmodel.OgirError, match="docx"):
        read(renamed)
