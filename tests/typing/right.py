"""What a program that uses the library writes: ``mypy --strict`` has nothing to say of it."""

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, assert_type

import attrs

import ogirmodel
from ogirmodel import (
    NOT_APPLICABLE,
    Applicant,
    ApplicationMatrix,
    Basis,
    CheckFailed,
    Document,
    Finding,
    Format,
    LimitExceeded,
    Limits,
    Money,
    Organ,
    Outcome,
    Policy,
    Reading,
    Report,
    Severity,
    StructureError,
    Table,
    UnknownName,
    read_register,
    tally,
)
from ogirmodel.checks import CHECKS, Context, Rule, rule
from ogirmodel.document import Grid, Heading, Paragraph
from ogirmodel.forms import Form, load_form, register
from ogirmodel.ledger import Case, Decisions, NormativeDocument, ProcessingFee, load_map, tally_all
from ogirmodel.limits import using
from ogirmodel.readers import READERS, Reader, ReaderInfo
from ogirmodel.renderers import RENDERERS, Renderer, RendererInfo
from ogirmodel.renderers.docx import DocxRenderer
from ogirmodel.renderers.html import HtmlRenderer
from ogirmodel.testing import sample


def reports() -> None:
    report = Report(
        Organ("云溪县教育局", kind="department", level="county"),
        2025,
        sections={"overview": ["一切照常。"], "problems": "（一）没有问题。"},
        tables={
            "applications": {"new_received": {"natural_person": 2}},
            "disclosure": {("administrative_fees", "amount"): Money("0.37", "万元")},
        },
        signed_on=datetime.date(2026, 1, 19),
    )
    assert_type(report.filled, Report)
    assert_type(report.blanks_as_zero().replace(year=2024), Report)
    assert_type(report.applications, ApplicationMatrix)
    assert_type(report.sections, Mapping[str, tuple[str, ...]])
    table: Table = report.applications.replace({(Outcome.DISCLOSED, Applicant.TOTAL): 3})
    value = table[Outcome.DISCLOSED, Applicant.NATURAL_PERSON]
    if isinstance(value, Money):
        assert_type(value.value, Decimal)
    elif value is NOT_APPLICABLE or value is None:
        pass
    else:
        assert_type(value, int)


def verbs(report: Report) -> None:
    assert_type(ogirmodel.load(ogirmodel.dump(report)), Report)
    assert_type(ogirmodel.load(Path("report.json")), Report)
    assert_type(ogirmodel.render(report, "docx"), bytes)
    assert_type(ogirmodel.render(ogirmodel.compose(report), HtmlRenderer(fragment=True)), bytes)
    ogirmodel.write(report, Path("report.odt"), format=DocxRenderer())
    reading = ogirmodel.read(b"", format="text", organ="某局", year=2025)
    assert_type(reading, Reading[Report])
    findings = ogirmodel.check(reading, policy=Policy(off={"T06"}, severities={"D02": "warning"}), strict=True)
    assert_type(findings, tuple[Finding, ...])
    assert_type(findings[0].severity, Severity)
    assert_type(findings[0].text("en"), str)
    assert_type(ogirmodel.formats(), tuple[Format, ...])
    assert_type(ogirmodel.total([report], organ="某县人民政府").report, Report)
    assert_type(ogirmodel.compare(report, report).document(), Document)
    assert_type(sample("2019", "zero"), Report)


def errors(data: bytes) -> str:
    try:
        with using(Limits(input_bytes=1000)):
            ogirmodel.load(data)
    except StructureError as error:
        return "; ".join(f"{problem.path}: {problem.text()}" for problem in error.problems)
    except LimitExceeded as error:
        return error.limit
    except UnknownName as error:
        return error.near[0]
    except CheckFailed as error:
        return error.text("zh")
    return ""


def registers() -> None:
    assert_type(read_register("requests.csv"), Iterator[Case])
    assert_type(read_register("documents.xlsx", register="documents"), Iterator[NormativeDocument])
    reading = tally(
        [Case(1, datetime.date(2025, 3, 1), "自然人", "予以公开", "2025-03-20")],
        year=2025,
        organ="某局",
        decisions=Decisions(licensing=3),
        fee=ProcessingFee(1, "380", Decimal(380)),
        mapping=load_map("register.toml"),
    )
    assert_type(reading, Reading[Report])
    assert_type(tally_all([], year=2025), dict[str, Reading[Report]])


@attrs.frozen
class PlainRenderer:
    info: ClassVar[RendererInfo] = RendererInfo("text/plain")
    width: int = 80

    def render(self, document: Document, /) -> bytes:
        lines: list[str] = []
        for block in document.blocks:
            match block:
                case Heading(text=text):
                    lines.append(text)
                case Paragraph():
                    lines.append(block.text)
                case Grid():
                    lines += ["\t".join(cell.text for cell in row) for row in block.rows()]
                case _:
                    pass
        return "\n".join(lines).encode()


class PlainReader:
    info: ClassVar[ReaderInfo] = ReaderInfo("text/plain")

    def sniff(self, head: bytes, name: str) -> bool:
        return name.endswith(".plain") and bool(head)

    def read(self, data: bytes, /) -> Document:
        return Document((Paragraph(data.decode()),))


@rule("gansu.T90")
def silent(context: Context) -> Iterator[Finding]:
    if context.report.year < 2000:
        yield Finding("gansu.T90", Severity.INFO, Basis.CUSTOMARY, context.at("overview"))


def plugins() -> None:
    renderer: Renderer = PlainRenderer(width=60)
    reader: Reader = PlainReader()
    RENDERERS.register("plain", PlainRenderer)
    READERS.register("plain", PlainReader)
    one: Rule = silent
    CHECKS.register("gansu", one)
    form: Form = load_form(b"")
    register(form)
    ogirmodel.read(ogirmodel.render(sample(), renderer), format=reader)
