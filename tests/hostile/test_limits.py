"""Every bound bites, is named with the way to raise it, and lets through what it stopped once it is raised."""

import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

from hostile.seeds import packed, parts_of, seed
from ogirmodel import LimitExceeded, Limits, load, read
from ogirmodel.cli import main
from ogirmodel.errors import BadLimit, StructureError
from ogirmodel.limits import using
from ogirmodel.serial import FORMAT

WORD = "word/document.xml"
BODY = b"<w:body>"


def _word(inner: bytes) -> bytes:
    parts = parts_of(seed("docx"))
    return packed({**parts, WORD: parts[WORD].replace(BODY, BODY + inner)})


def _nested_json() -> bytes:
    return seed("json").replace(b'"notes": {', b'"x": ' + b"[" * 30 + b"]" * 30 + b', "notes": {')


SPANNED = b'<table><tr><td colspan="9" rowspan="9">1</td><td>2</td></tr></table>'

BITES: Mapping[str, tuple[str, int, int, Callable[[], bytes]]] = {
    # field: (format, what is too little, what is enough, the source)
    "input_bytes": ("txt", 100, 10**6, lambda: seed("txt")),
    "json_depth": ("json", 20, 200, _nested_json),
    "lines": ("txt", 10, 10_000, lambda: seed("txt")),
    "cells": ("docx", 50, 10_000, lambda: seed("docx")),
    "inflated_bytes": ("odt", 10_000, 10**7, lambda: seed("odt")),
    "inflation": ("docx", 2, 1000, lambda: _word(b"<!--" + b" " * 3 * 2**20 + b"-->")),
    "part_bytes": ("xlsx", 1000, 10**7, lambda: seed("xlsx")),
    "parts": ("docx", 3, 100, lambda: seed("docx")),
    "markup_depth": ("html", 20, 300, lambda: b"<div>" * 100 + seed("html")),
}


@pytest.mark.parametrize("field", BITES)
def test_a_bound_bites_is_named_and_can_be_raised(
    field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever has a file that is honestly larger must know what to write, on the command line as in a program."""
    suffix, little, enough, make = BITES[field]
    path = tmp_path / f"in.{suffix}"
    path.write_bytes(make())

    def taken() -> object:
        return load(path) if suffix == "json" else read(path)

    with using(attrs.evolve(Limits(), **{field: little})), pytest.raises(LimitExceeded) as caught:
        taken()
    assert caught.value.limit == field
    for language in ("zh", "en"):
        assert field in caught.value.text(language)
        assert str(little) in caught.value.text(language)
    monkeypatch.chdir(tmp_path)
    assert main(["convert", path.name, "out.json", "--limit", f"{field}={little}"]) == 2
    said = capfd.readouterr().err
    assert field in said
    assert path.name in said
    assert not Path("out.json").exists()
    with using(attrs.evolve(Limits(), **{field: enough})):
        if suffix == "json":
            with pytest.raises(StructureError):
                taken()
        else:
            taken()
            assert main(["convert", path.name, "out.json", "--limit", f"{field}={enough}"]) == 0


def _flat(body: str) -> bytes:
    name = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    return f'<?xml version="1.0"?><office:document {name}>{body}</office:document>'.encode()


def _ods(body: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}</office:spreadsheet>"
    return packed(
        {"mimetype": kind.encode(), "content.xml": f"{content}</office:body></office:document-content>".encode()}
    )


def _drawn(rows: int) -> bytes:
    frame = "┌──┬──┐\n", "│甲│乙│\n", "├──┼──┤\n", "└──┴──┘\n"
    return (frame[0] + frame[2].join([frame[1]] * rows) + frame[3]).encode()


ELSEWHERE: Mapping[str, tuple[str, str, Limits, Callable[[], bytes]]] = {
    "a flat document": ("odt", "part_bytes", Limits(part_bytes=100), lambda: _flat("x" * 200)),
    "cells of an odt": ("odt", "cells", Limits(cells=50), lambda: seed("odt")),
    "cells of a text": ("txt", "cells", Limits(cells=5), lambda: _drawn(9)),
    "tags of a sheet": ("ods", "cells", Limits(cells=1), lambda: _ods("<table:table/>" * 20_000)),
    "many sheets": ("ods", "parts", Limits(parts=4), lambda: _ods("<table:table/>" * 9)),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_every_reader_keeps_the_bounds(name: str) -> None:
    """A bound that one reader forgets is none: whoever means harm sends that format."""
    suffix, field, bounds, make = ELSEWHERE[name]
    with using(bounds), pytest.raises(LimitExceeded) as caught:
        read(make(), format=suffix, organ="某局", year=2025)
    assert caught.value.limit == field


@pytest.mark.parametrize("paragraphs", [["行"] * 10, ["行\n" * 10], ["", "行\r\n" * 9], ["\\"] * 10])
def test_json_has_as_many_lines_as_a_text(paragraphs: list[str]) -> None:
    """A million paragraphs took half a gigabyte where any other format refuses them."""
    data = json.dumps(
        {
            "format": FORMAT,
            "edition": "2021",
            "organ": {"name": "某局"},
            "year": 2025,
            "sections": {"overview": paragraphs},
        }
    ).encode()
    with using(Limits(lines=9)), pytest.raises(LimitExceeded) as caught:
        load(data)
    assert caught.value.limit == "lines"
    with using(Limits(lines=10)):
        assert load(data).sections["overview"]


@pytest.mark.parametrize("field", ["column_span", "row_span"])
def test_spans_are_clamped_to_their_bounds(field: str) -> None:
    """A span that is too large is no error: the cell is taken to reach as far as cells may."""
    from ogirmodel.document import Grid
    from ogirmodel.readers.html import HtmlReader

    side = {"column_span": "colspan", "row_span": "rowspan"}[field]
    for bound in (2, 5):
        page = SPANNED.replace(b"</tr>", b"</tr><tr><td>3<td>4</tr>" * 9)
        with using(attrs.evolve(Limits(), **{field: bound})):
            (grid,) = (block for block in HtmlReader().read(page).blocks if isinstance(block, Grid))
        assert getattr(grid.read[0][0], side) == bound


def test_every_bound_is_tried() -> None:
    """A bound that nobody tries may bite nothing."""
    assert {*BITES, "column_span", "row_span"} == {field.name for field in attrs.fields(Limits)}


@pytest.mark.parametrize("value", [0, -1, 10**16, True, 1.5, "9", None])
@pytest.mark.parametrize("field", [field.name for field in attrs.fields(Limits)])
def test_a_bound_that_is_none_is_refused(field: str, value: Any) -> None:
    """A bound of zero or text would refuse everything, or fail where nobody looks for it."""
    with pytest.raises(BadLimit) as caught:
        Limits(**{field: value})
    assert field in caught.value.text()
    assert field in caught.value.text("en")


@pytest.mark.parametrize("given", ["cells=0", "cells=-1", "cells=x", "cells", "=1", "no=1", "markup_depth=100000", ""])
def test_the_command_line_refuses_a_bound_that_is_none(given: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A slip in an option must not be taken for another bound."""
    assert main(["check", "none.txt", "--limit", given]) == 2
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert "none.txt" not in said


def test_a_caller_who_stands_deep_gets_the_same_sentence() -> None:
    """A web framework leaves less room for recursion than a script does."""
    page = b"<div>" * 190 + b"x"

    def deeper(levels: int) -> object:
        return deeper(levels - 1) if levels else read(page, format="html", organ="x", year=2025)

    with pytest.raises(LimitExceeded) as caught:
        deeper(800)
    assert caught.value.limit == "markup_depth"


def test_honest_files_are_far_from_every_bound() -> None:
    """A report with four hundred paragraphs and pictures, thirty megabytes large, is read as any other."""
    picture = random.Random(1).randbytes(100_000)
    paragraph = (
        "<w:p><w:r><w:t>本机关主动公开政府信息若干条，其中第{n}条另有说明，全部按期答复。</w:t></w:r></w:p><w:p><w:r><w:drawing>"
        '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r></w:p>'
    )
    parts = parts_of(seed("docx"))
    main_part = parts[WORD].decode()
    first = main_part.index("申请渠道保持畅通")
    end = main_part.index("</w:p>", first) + len("</w:p>")
    parts[WORD] = (main_part[:end] + "".join(paragraph.format(n=n) for n in range(400)) + main_part[end:]).encode()
    data = packed({**parts, **{f"word/media/image{n}.png": picture for n in range(300)}}, 0)
    assert len(data) > 30_000_000
    reading = read(data)
    assert len(reading.report.sections["overview"]) > 400
    assert [finding.params["count"] for finding in reading.findings if finding.code == "U10"] == [400]
