"""Reports whose tables are pictures: no figure can be read, and the reader says so."""

import base64

from ogirmodel import Severity, read, render
from ogirmodel.testing import sample

PIXEL = base64.b64encode(b"GIF89a").decode()


def page(*, tables: bool) -> bytes:
    """Return a web page of a report with a picture, its tables left out or not."""
    report = sample("2021")
    html = render(report if tables else report.replace(tables={}, notes={}), "html").decode()
    return html.replace(
        "</article>", f'<p><img src="data:image/gif;base64,{PIXEL}" width="800" height="600"></p></article>'
    ).encode()


def test_missing_tables_beside_pictures_are_looked_for_there() -> None:
    """An office that scanned its tables must be told that none of their figures was read."""
    reading = read(page(tables=False), format="html")
    (finding,) = [f for f in reading.findings if f.code == "U10"]
    assert (finding.variant, finding.severity, finding.params["count"]) == ("tables", Severity.WARNING, 1)
    assert dict(reading.report.tables) == {}


def test_a_picture_beside_complete_tables_is_only_mentioned() -> None:
    """A photograph in section one is no missing table."""
    reading = read(page(tables=True), format="html")
    assert [(f.variant, f.severity) for f in reading.findings if f.code == "U10"] == [("pictures", Severity.INFO)]
