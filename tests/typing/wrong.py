"""Slips of a program that uses the library: ``mypy --strict`` names each, with the code that stands behind it."""

import ogirmodel
from ogirmodel import Document, Organ, Report, read_register, tally
from ogirmodel.renderers import Renderer


class NoBytes:
    def render(self, document: Document, /) -> str:
        return ""


def slips(report: Report) -> None:
    Report("某局")  # [call-arg]
    Report("某局", "2025")  # [arg-type]
    Organ("某局", kind="ministry")  # [arg-type]
    report.year = 2024  # [misc]
    report.applications["new_received"]  # [index]
    report.applications["new_received", "natural_person"] + 1  # [operator]
    report.application  # [attr-defined]
    ogirmodel.render(report)  # [call-arg]
    ogirmodel.render(report, NoBytes())  # [arg-type]
    renderer: Renderer = NoBytes()  # [assignment]
    ogirmodel.write(renderer, "report.docx")  # [arg-type]
    ogirmodel.read("report.docx").year  # [attr-defined]
    ogirmodel.check(report)[0].text("fr")  # [arg-type]
    tally([1], year=2025, organ="某局")  # [list-item]
    read_register("requests.csv", register="persons")  # [call-overload]
    ogirmodel.nothing  # [attr-defined]
