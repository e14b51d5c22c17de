"""The self-carrying document: what was changed by hand is told, and what is carried is never believed."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import ogirmodel
from golden.renew import examples
from ogirmodel import Report, Severity, compose, limits, load, read, render
from ogirmodel.cli import main
from ogirmodel.document import Attachment, Document
from ogirmodel.readers.docx import DocxReader
from ogirmodel.readers.odt import OdtReader
from ogirmodel.renderers import RENDERERS
from ogirmodel.renderers.docx import DocxRenderer
from ogirmodel.renderers.odt import OdtRenderer
from ogirmodel.testing import KINDS, sample
from templates import odt_template, packed, parts, word_template

SOFFICE = shutil.which("soffice")
BODY = {"docx": "word/document.xml", "odt": "content.xml"}
CARRIED = {"docx": "customXml/item1.xml", "odt": "ogirmodel/report.json"}
READERS: dict[str, Callable[[], Any]] = {"docx": DocxReader, "odt": OdtReader}
HOUSES: dict[str, tuple[Callable[[], bytes], Callable[..., Any]]] = {
    "docx": (word_template, DocxRenderer),
    "odt": (odt_template, OdtRenderer),
}
BOTH = pytest.mark.parametrize("format", ["docx", "odt"])


def example() -> Report:
    return load(examples()[0])


def edited(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    content = parts(data)
    before = content[name].decode()
    after = change(before)
    assert after != before
    return packed({**content, name: after.encode()})


@BOTH
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_an_untouched_document_has_nothing_to_tell(format: str, edition: str) -> None:
    """A finding on every document that carries its report would be read by nobody."""
    for kind in KINDS:
        report = sample(edition, kind)
        reading = read(render(report, format, attach=True))
        assert reading.report == report.filled
        assert [finding for finding in reading.findings if finding.code == "U13"] == []


@BOTH
def test_what_is_carried_is_the_report(format: str) -> None:
    """Systems take the figures from the file without reading paper; derived totals are there."""
    document = READERS[format]().read(render(example(), format, attach=True))
    files = {one.name: one for one in document.attachments}
    assert load(files["report.json"].data) == example().filled
    assert files["report.json"].media_type == "application/json"
    assert READERS[format]().read(render(example(), format)).attachments == ()
    assert render(example(), format, attach=True) == render(example(), format, attach=True)


@BOTH
def test_a_figure_changed_by_hand_is_told_with_both_values(format: str) -> None:
    """The visible text counts; whoever signs it must see that it is not what the system gave out."""
    data = edited(render(example(), format, attach=True), BODY[format], lambda xml: xml.replace(">386<", ">368<"))
    reading = read(data)
    assert reading.report.disclosure["administrative_licensing", "decisions"] == 368
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("U13", Severity.WARNING)
    assert "“行政许可”行" in finding.text()
    assert "368" in finding.text()
    assert "386" in finding.text()
    assert finding.text("en") != finding.text()


@BOTH
def test_sentences_changed_added_and_taken_away_are_told(format: str) -> None:
    """Prose is signed too."""
    report = example()
    more = (*report.sections["overview"], "（六）新增一段。")
    now = report.replace(
        sections={**report.sections, "overview": more, "problems": report.sections["problems"][1:]},
        signed_by="云溪县教育体育局",
        preface=tuple(text.replace("编制", "编写") for text in report.preface),
    )
    carried = READERS[format]().read(render(report, format, attach=True)).attachments
    data = render(attrs.evolve(compose(now), attachments=carried), format)
    reading = read(data)
    assert reading.report == now.filled
    told = [finding.text() for finding in reading.findings]
    assert len(told) == 4
    assert sum("（六）新增一段" in text for text in told) == 1
    assert sum("云溪县教育体育局" in text for text in told) == 1
    assert sum("编写" in text and "编制" in text for text in told) == 1
    assert sum("第五部分" in text for text in told) == 1


@BOTH
def test_what_is_carried_is_not_believed(format: str) -> None:
    """Data that were tampered with, of another report, or no data at all never change what is read."""
    data = render(example(), format, attach=True)
    name = CARRIED[format]
    year = "&quot;year&quot;: 2025" if format == "docx" and "&quot;" in parts(data)[name].decode() else '"year": 2025'
    hostile = [
        edited(data, name, lambda xml: xml.replace(year, year.replace("2025", "2024"))),
        edited(data, name, lambda xml: xml.replace("ogirmodel/1", "ogirmodel/9")),
    ]
    for document in hostile:
        reading = read(document)
        assert reading.report == example().filled
        assert [(finding.code, finding.variant) for finding in reading.findings] == [("U13", "broken")]


def _with(*files: Attachment) -> Document:
    return attrs.evolve(compose(example()), attachments=files)


@BOTH
def test_data_that_cannot_be_compared_are_named(format: str) -> None:
    """A document written over last year's carries last year's data: one sentence, not two hundred differences."""
    from ogirmodel.carried import attachments

    last_year = attachments(example().replace(year=2024, title=None))
    no_json, digest = attachments(example())
    deep = b"[" * 100_000
    cases = {
        "foreign": last_year,
        "broken": (no_json,),
        "unfit": _digested(deep),
    }
    for variant, files in cases.items():
        reading = read(render(_with(*files), format))
        assert reading.report == example().filled
        assert [(finding.code, finding.variant) for finding in reading.findings] == [("U13", variant)]
    other = Attachment("note.txt", "text/plain", b"\x00\r\n<&>\xff" * 10)
    reading = read(render(_with(other), format))
    assert reading.findings == ()
    assert READERS[format]().read(render(_with(other, digest), format)).attachments == (other, digest)
    carrying = render(example(), format, attach=True)
    with limits.using(limits.Limits(json_depth=3)):
        assert [finding.variant for finding in read(carrying).findings] == ["unfit"]


def _digested(data: bytes) -> tuple[Attachment, ...]:
    from ogirmodel.carried import _digest

    return Attachment("report.json", "application/json", data), Attachment(
        "report.json.sha256", "text/plain", _digest(data)
    )


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a\\b", ".x", "甲", "a" * 101, "content.xml\n"])
def test_an_attachment_cannot_leave_its_folder(name: str) -> None:
    """Its name becomes one of a file in the package."""
    with pytest.raises(ValueError, match="name"):
        Attachment(name, "text/plain", b"")


@BOTH
def test_a_house_template_carries_too(format: str) -> None:
    """And what a template was left with by an earlier report is gone."""
    make, renderer = HOUSES[format]
    first = render(example(), renderer(template=make()), attach=True)
    reading = read(first)
    assert reading.report == example().filled
    assert [finding for finding in reading.findings if finding.code == "U13"] == []
    again = renderer(template=first)
    other = sample("2021")
    document = READERS[format]().read(render(other, again, attach=True))
    files = {one.name: one.data for one in document.attachments}
    assert load(files["report.json"]) == other.filled
    assert READERS[format]().read(render(other, again)).attachments == ()


def test_other_formats_carry_nothing() -> None:
    """A page names every figure by itself, text and JSON are what they say."""
    for name in ("json", *RENDERERS.names()):
        if name not in BODY and name != "xlsx":
            assert render(example(), name, attach=True) == render(example(), name)


def test_carrying_on_the_command_line(tmp_path: Path) -> None:
    """The option does what the argument does."""
    outputs = [str(tmp_path / "a.docx"), str(tmp_path / "a.odt"), str(tmp_path / "a.json")]
    assert main(["convert", str(examples()[0]), *outputs, "--attach"]) == 0
    for path in outputs[:2]:
        assert Path(path).read_bytes() == render(example(), path[-4:].strip("."), attach=True)
    assert json.loads(Path(outputs[2]).read_bytes())["year"] == 2025


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_an_office_program_keeps_what_a_docx_carries(tmp_path: Path) -> None:
    """LibreOffice keeps custom XML of a docx when it saves it, and drops files that an odt carries."""
    assert SOFFICE is not None
    kept = {"docx": {"report.json", "report.json.sha256"}, "odt": set()}
    for format, names in kept.items():
        path = tmp_path / f"a.{format}"
        ogirmodel.write(example(), path, attach=True)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [SOFFICE, profile, "--headless", "--convert-to", format, "--outdir", str(tmp_path / "out"), str(path)]
        subprocess.run(command, capture_output=True, check=True, timeout=240)
        saved = (tmp_path / "out" / path.name).read_bytes()
        assert {one.name for one in READERS[format]().read(saved).attachments} == names
        assert read(saved).report == example().filled
        assert read(saved).findings == ()
