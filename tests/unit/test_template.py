"""House templates: an office's own file is kept as it is, the report stands in it, and a bad one is refused by name."""

import copy
import html
import importlib.util
import pickle
import re
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

import ogirmodel
from golden.renew import examples
from ogirmodel import Report, limits, read, render
from ogirmodel.cli import main
from ogirmodel.errors import LimitExceeded, OgirError, ReadError
from ogirmodel.renderers.docx import DocxRenderer
from ogirmodel.renderers.odt import OdtRenderer
from ogirmodel.testing import KINDS, sample
from templates import PICTURE, odt_template, packed, parts, patched, word_template

VALIDATOR = Path(__file__).parents[3] / "shared" / "validate_office.py"
SOFFICE = shutil.which("soffice")
BODY = {"docx": "word/document.xml", "odt": "content.xml"}
HEADER = {"docx": "word/header1.xml", "odt": "styles.xml"}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAKERS: dict[str, tuple[Callable[..., bytes], Callable[..., Any]]] = {
    "docx": (word_template, DocxRenderer),
    "odt": (odt_template, OdtRenderer),
}
BOTH = pytest.mark.parametrize("format", ["docx", "odt"])


def example() -> Report:
    return ogirmodel.load(examples()[0])


def rendered(format: str, template: bytes, report: Report | None = None) -> bytes:
    return render(report or example(), MAKERS[format][1](template=template))


def _text(xml: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", xml))


def markup(data: bytes, format: str) -> str:
    return parts(data)[BODY[format]].decode()


@BOTH
def test_the_house_is_kept(format: str) -> None:
    """A letterhead, picture, header or cover that is lost is no house template."""
    data = rendered(format, MAKERS[format][0]())
    content = parts(data)
    assert PICTURE in content.values()
    said = "".join(_text(part.decode()) for name, part in content.items() if name.endswith(".xml"))
    report = example()
    assert f"封面：{report.organ.name}2025年年报" in said
    assert f"{report.organ.name}文件 2025" in said
    assert "云溪县教育局文件 ⟦title⟧" in said
    assert "{{" not in said
    assert "｛｛" not in said
    body = re.sub("<[^>]*>", "", markup(data, format))
    assert body.index("封面") < body.index("一、总体情况") < body.index("2026年1月15日") < body.index("抄送")


@BOTH
def test_a_report_in_a_house_template_reads_back(format: str) -> None:
    """What an office publishes must be readable by whoever adds reports up; letterheads are named, not mixed in."""
    template = MAKERS[format][0]()
    for report in (example(), *(sample(edition, kind) for edition in ("2019", "2021") for kind in KINDS)):
        reading = read(rendered(format, template, report))
        assert reading.report == report.filled
        assert {finding.code for finding in reading.findings} - {"U07", "U12"} <= {"U06", "U10"} | _marks(report)


def _marks(report: Report) -> set[str]:
    return {finding.code for finding in read(render(report, "docx")).findings}


@BOTH
def test_styles_of_the_house_win_and_ours_are_added(format: str) -> None:
    """Body in the house's blue; what the house has no style for is set as without a template."""
    content = parts(rendered(format, MAKERS[format][0]()))
    styles = content[{"docx": "word/styles.xml", "odt": "styles.xml"}[format]].decode()
    for name in ("OGI Body", "OGI Heading", "OGI Title", "OGI Sign-off", "OGI Lead 2", "OGI Cell 9", "OGI Label 9"):
        attribute = {"docx": "w:val", "odt": "style:display-name"}[format]
        assert styles.count(f'{attribute}="{name}"') == 1
    body = content[BODY[format]].decode()
    house = {"docx": 'w:pStyle w:val="OGIBody"', "odt": 'text:style-name="OGI_20_Body"'}[format]
    assert house in body


@BOTH
def test_tables_are_as_wide_as_the_text(format: str) -> None:
    """Tables of our own page would stick out of a narrow one, or leave a wide one half empty."""
    body = markup(rendered(format, MAKERS[format][0]()), format)
    if format == "docx":
        widths = [int(width) / 1440 * 25.4 for width in re.findall(r'<w:tblW w:w="(\d+)"', body)]
    else:
        widths = [float(width) for width in re.findall(r'<style:table-properties style:width="([\d.]+)mm"', body)]
    assert len(widths) == 3
    assert all(abs(width - 170) < 0.5 for width in widths)


@BOTH
def test_without_a_marker_the_report_stands_at_the_end(format: str) -> None:
    """A letterhead that somebody forgot to mark is still a letterhead."""
    data = rendered(format, MAKERS[format][0]("谨报如下。"))
    body = re.sub("<[^>]*>", "", markup(data, format))
    assert body.index("谨报如下") < body.index("一、总体情况")
    assert body.rstrip().endswith("2026年1月15日")
    assert read(data).report == example().filled


@BOTH
def test_templates_are_values(format: str) -> None:
    """A renderer goes to other processes and threads and gives the same bytes there."""
    template = MAKERS[format][0]()
    renderer = MAKERS[format][1](template=template)
    again = pickle.loads(pickle.dumps(renderer))  # noqa: S301 - made here
    assert again == renderer == copy.copy(renderer)
    assert hash(again) == hash(renderer)
    assert str(template[:20]) not in repr(renderer)
    expected = render(example(), renderer)
    with ThreadPoolExecutor(4) as pool:
        made = pool.map(lambda _: rendered(format, bytes(bytearray(template))), range(8))
        assert set(made) == {expected}
    assert render(example(), again) == expected
    assert render(example(), format) == render(example(), MAKERS[format][1]())


# -- what is refused --


def _replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(old.encode(), new.encode())


def _external(kind: str) -> Callable[[bytes], bytes]:
    relation = (
        f'<Relationship Id="x9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        ' Target="http://example.com/x" TargetMode="External"/></Relationships>'
    )
    return _replaced("</Relationships>", relation)


RELATIONS = "word/_rels/document.xml.rels"
FRAME = (
    '<text:p><draw:frame><draw:image xlink:href="http://example.com/x.png" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
    "</draw:frame></text:p></office:text>"
)
EVENT = '<text:p xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"><script:event-listener/></text:p>'
REFUSED: dict[str, tuple[str, str, Callable[[bytes], bytes], str, str]] = {
    "macros": ("docx", "[Content_Types].xml", _replaced("document.main+xml", "macroEnabled.main+xml"), "macros", "宏"),
    "an external picture": ("docx", RELATIONS, _external("image"), "external", RELATIONS),
    "a link": ("docx", RELATIONS, _external("hyperlink"), "external", "http://example.com/x"),
    "an attached template": ("docx", RELATIONS, _external("attachedTemplate"), "attached", RELATIONS),
    "a field that fetches": (
        "docx",
        BODY["docx"],
        _replaced("<w:sectPr", '<w:p><w:r><w:instrText>INCLUDETEXT "x"</w:instrText></w:r></w:p><w:sectPr'),
        "external",
        "INCLUDETEXT",
    ),
    "a document type": (
        "docx",
        "word/styles.xml",
        _replaced("<w:styles", "<!DOCTYPE x><w:styles"),
        "doctype",
        "styles",
    ),
    "tracked changes": (
        "docx",
        BODY["docx"],
        _replaced("<w:r><w:t>{{正文}}</w:t></w:r>", "<w:ins><w:r><w:t>{{正文}}</w:t></w:r></w:ins>"),
        "changes",
        "{{正文}}",
    ),
    "a marker in a header": ("docx", HEADER["docx"], _replaced("机", "{{正文}}"), "anchor_place", "header1"),
    "another kind of document": ("docx", "[Content_Types].xml", _replaced("wordprocessing", "spread"), "kind", "docx"),
    "no XML": ("docx", "word/settings.xml", lambda content: content[:-20], "bad_xml", "settings"),
    "a library of macros": ("odt", "Basic/Standard/Module1.xml", lambda _: b"<x/>", "macros", "Module1"),
    "a script": ("odt", BODY["odt"], _replaced("</office:text>", EVENT + "</office:text>"), "macros", "content.xml"),
    "a picture elsewhere": ("odt", BODY["odt"], _replaced("</office:text>", FRAME), "external", "example.com"),
    "a document type in odt": (
        "odt",
        "styles.xml",
        _replaced("<office:doc", "<!DOCTYPE x><office:doc"),
        "doctype",
        "styles",
    ),
    "a change in odt": (
        "odt",
        BODY["odt"],
        _replaced("{{正文}}", '<text:change-start text:change-id="a"/>{{正文}}<text:change-end text:change-id="a"/>'),
        "changes",
        "{{正文}}",
    ),
    "a spreadsheet": ("odt", "mimetype", _replaced("text", "spreadsheet"), "kind", "odt"),
    "encryption": (
        "odt",
        "META-INF/manifest.xml",
        _replaced("</manifest:manifest>", "<manifest:encryption-data/></manifest:manifest>"),
        "encrypted",
        "加密",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_could_run_or_reach_outside_is_refused(case: str) -> None:
    """Whoever publishes must not publish somebody else's macro; the sentence says which part to mend."""
    format, name, change, key, named = REFUSED[case]
    make, renderer = MAKERS[format]
    with pytest.raises(ReadError) as caught:
        renderer(template=patched(make(), name, change))
    assert caught.value.key.endswith(key)
    assert named in str(caught.value)
    assert caught.value.text("en") != str(caught.value)


@BOTH
@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (("{{正文}}", "{{正文}}"), "template_anchors"),
        (("前{{正文}}后",), "template_anchor_place"),
        (("{{正文}} {{标题}}",), "template_anchor_place"),
        (("{{正文}}", "{{局长}}"), "template_marker"),
    ],
)
def test_a_marker_that_cannot_be_meant_is_named(format: str, lines: tuple[str, ...], key: str) -> None:
    """A misspelt marker would be printed in a published report."""
    make, renderer = MAKERS[format]
    with pytest.raises(ReadError) as caught:
        renderer(template=make(*lines))
    assert caught.value.key == key
    assert "{{" in str(caught.value)


def test_a_marker_in_a_table_is_refused() -> None:
    """Tables of fifteen columns do not fit into a cell."""
    cell = f"<w:tbl {W}><w:tr><w:tc><w:p><w:r><w:t>{{{{正文}}}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sectPr"
    template = patched(word_template("前言"), BODY["docx"], _replaced("<w:sectPr w:rsidR", cell + " w:rsidR"))
    with pytest.raises(ReadError) as caught:
        DocxRenderer(template=template)
    assert caught.value.key == "template_anchor_place"


@BOTH
def test_templates_are_bounded(format: str) -> None:
    """A template may come from anybody."""
    make, renderer = MAKERS[format]
    template = make()
    for bound in (limits.Limits(input_bytes=1000), limits.Limits(inflated_bytes=1000), limits.Limits(parts=2)):
        with limits.using(bound), pytest.raises(LimitExceeded):
            renderer(template=make(f"{bound}", "{{正文}}"))
    for damaged in (b"", b"x", template[:-40], template[: len(template) // 2]):
        with pytest.raises(OgirError):
            renderer(template=damaged)
    with pytest.raises(TypeError):
        renderer(template="house.docx")
    narrow = {"docx": ('w:w="11906" w:h="16838"', 'w:w="4000" w:h="16838"'), "odt": ('"210mm"', '"70mm"')}[format]
    name = {"docx": BODY["docx"], "odt": "styles.xml"}[format]
    with pytest.raises(ReadError) as caught:
        renderer(template=patched(template, name, _replaced(*narrow)))
    assert caught.value.key == "template_narrow"


# -- what office programs write --


def test_a_word_template_in_another_guise_is_taken() -> None:
    """dotx, the strict vocabulary, odd names of parts and prefixes: Word saves them, so offices have them."""
    plain = parts(word_template())
    expected = read(rendered("docx", word_template())).report
    dotx = {**plain, "[Content_Types].xml": plain["[Content_Types].xml"].replace(b"document.main", b"template.main")}
    strict = {name: _strict(content) for name, content in plain.items()}
    odd = {name.replace("document.xml", "document2.xml"): content for name, content in plain.items()}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        odd[name] = odd[name].replace(b"document.xml", b"document2.xml")
    wide = {**plain, BODY["docx"]: plain[BODY["docx"]].decode().replace("UTF-8", "UTF-16").encode("utf-16")}
    prefixed = {
        **plain,
        BODY["docx"]: re.sub(rb"(<|</|\s)w:", rb"\1ns0:", plain[BODY["docx"]]).replace(b":w=", b":ns0="),
    }
    for guise in (dotx, strict, odd, wide, prefixed):
        data = rendered("docx", packed(guise))
        assert read(data).report == expected == example().filled
        assert b"purl.oclc.org" not in b"".join(parts(data).values())
        assert b"template.main" not in parts(data)["[Content_Types].xml"]


def _strict(content: bytes) -> bytes:
    for usual in (b"wordprocessingml", b"officeDocument", b"drawingml"):
        content = re.sub(
            rb"http://schemas.openxmlformats.org/" + usual + rb"/2006/(?!custom|extended|metadata)",
            rb"http://purl.oclc.org/ooxml/" + usual + rb"/",
            content,
        )
    return content.replace(b"/extended-properties", b"/extendedProperties")


def test_an_open_document_template_is_taken() -> None:
    """Ott is how offices keep their letterheads."""
    plain = parts(odt_template())
    ott = {
        name: content.replace(b"opendocument.text", b"opendocument.text-template") for name, content in plain.items()
    }
    data = rendered("odt", packed(ott))
    assert read(data).report == example().filled
    assert parts(data)["mimetype"] == b"application/vnd.oasis.opendocument.text"
    assert b"text-template" not in parts(data)["META-INF/manifest.xml"]
    assert next(iter(parts(data))) == "mimetype"


@pytest.mark.parametrize(
    ("hung", "kept", "side"),
    [
        ('<w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr>', "<w:sectPr>", "after"),
        ("<w:pPr><w:pageBreakBefore/></w:pPr>", "<w:pageBreakBefore/>", "before"),
        ('<w:r><w:br w:type="page"/></w:r>', "<w:pageBreakBefore/>", "before"),
        ('<w:bookmarkStart w:id="7" w:name="here"/><w:bookmarkEnd w:id="7"/>', 'w:name="here"', "before"),
        ('<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" id="line"/></w:pict></w:r>', "line", "before"),
    ],
)
def test_what_hangs_on_the_marked_paragraph_stays(hung: str, kept: str, side: str, tmp_path: Path) -> None:
    """The end of a section, a page break or a red line that vanishes with the marker changes the office's page."""
    anchor = "<w:r><w:t>{{正文}}</w:t></w:r>"
    data = rendered("docx", patched(word_template(), BODY["docx"], _replaced(anchor, hung + anchor)))
    body = markup(data, "docx")
    place, title = body.rindex(kept) if side == "after" else body.index(kept), body.index("一、总体情况")
    assert (place > title) is (side == "after")
    assert read(data).report == example().filled
    assert _faults(data, "docx", tmp_path) == []


def test_a_break_to_another_page_stays_in_odt() -> None:
    """The report would stand on the landscape page of the cover."""
    broken = (
        '<style:style style:name="P9" style:family="paragraph" style:master-page-name="Standard">'
        '<style:paragraph-properties style:page-number="1"/></style:style>'
    )
    template = parts(odt_template())
    content = template["content.xml"].decode()
    content = content.replace(
        "<office:automatic-styles/>", f"<office:automatic-styles>{broken}</office:automatic-styles>"
    )
    content = content.replace("<text:p>{{正文}}", '<text:p text:style-name="P9">{{正文}}')
    data = rendered("odt", packed({**template, "content.xml": content.encode()}))
    flat = etree.fromstring(parts(data)["content.xml"])
    names = {prefix: uri for prefix, uri in flat.nsmap.items() if prefix}
    assert (
        flat.xpath("count(//style:style[@style:master-page-name='Standard' and @style:name!='P9'])", namespaces=names)
        == 1
    )
    assert read(data).report == example().filled


def test_markup_for_newer_programs_survives() -> None:
    """Word refuses a file whose ignorable names are declared nowhere."""
    extra = (
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14" '
    )
    before = parts(word_template())[BODY["docx"]].decode()
    root = re.search(r"<w:document [^>]*>", before)
    assert root is not None
    plain = re.sub(r'xmlns:(w14|mc)="[^"]*"|mc:Ignorable="[^"]*"', "", root[0]).replace(
        "<w:document ", f"<w:document {extra}"
    )
    data = rendered("docx", patched(word_template(), BODY["docx"], _replaced(root[0], plain)))
    found = etree.fromstring(parts(data)[BODY["docx"]])
    assert found.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable") == "w14"
    assert found.nsmap["w14"].endswith("wordml")
    names = parts(data)
    assert {"word/theme/theme1.xml", "word/numbering.xml"} <= set(names)
    assert b"<w:evenAndOddHeaders" in names["word/settings.xml"]


def test_a_numbered_heading_of_the_house_is_not_numbered_twice() -> None:
    """The report prints its numerals itself: a heading must not read 一、一、."""
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:qFormat/>'
    template = word_template()
    styles = parts(template)["word/styles.xml"].decode()
    place = styles.index('w:val="OGI Heading"')
    at = styles.index("</w:style>", place)
    changed = (styles[:at] + numbered.replace("<w:qFormat/>", "") + styles[at:]).encode()
    data = rendered("docx", packed({**parts(template), "word/styles.xml": changed}))
    assert markup(data, "docx").count('<w:numPr><w:numId w:val="0"/></w:numPr>') == 6
    assert read(data).report == example().filled


def test_a_template_without_styles_gets_all_of_ours() -> None:
    """The least that Word opens is a template too."""
    template = parts(word_template())
    relations = re.sub(
        rb'<Relationship [^>]*"styles.xml"/>|<Relationship [^>]*/styles"[^>]*/>', b"", template[RELATIONS]
    )
    del template["word/styles.xml"]
    types = re.sub(rb'<Override PartName="/word/styles.xml"[^>]*/>', b"", template["[Content_Types].xml"])
    data = rendered("docx", packed({**template, RELATIONS: relations, "[Content_Types].xml": types}))
    assert parts(data)["word/styles.xml"] == parts(render(example(), "docx"))["word/styles.xml"]
    assert read(data).report == example().filled


# -- the files --


def _validator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("validate_office", VALIDATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _faults(data: bytes, format: str, folder: Path) -> list[str]:
    """Return what the published schemas find wrong, where they are beside the project."""
    path = folder / f"checked.{format}"
    path.write_bytes(data)
    return list(_validator().errors(path)) if VALIDATOR.exists() else []


@BOTH
@pytest.mark.skipif(not VALIDATOR.exists(), reason="the published schemas are not beside the project")
def test_files_are_valid_where_the_template_is(format: str, tmp_path: Path) -> None:
    """Word and others refuse or repair what the schemas do not allow."""
    template = MAKERS[format][0]()
    for report in (example(), sample("2019", "max"), Report("甲局", 2025)):
        for attach in (False, True):
            data = render(report, MAKERS[format][1](template=template), attach=attach)
            assert _faults(data, format, tmp_path) == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_letterheads_saved_by_an_office_program(tmp_path: Path) -> None:
    """Most templates are saved by LibreOffice, WPS or Word, each in its own way; what comes out must open again."""
    assert SOFFICE is not None
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"

    def converted(source: Path, suffix: str, folder: str) -> Path:
        command = [
            SOFFICE,
            profile,
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(tmp_path / folder),
            str(source),
        ]
        subprocess.run(command, capture_output=True, check=True, timeout=240)
        return tmp_path / folder / f"{source.stem}.{suffix}"

    made = tmp_path / "house.docx"
    made.write_bytes(word_template())
    letterheads = [converted(made, "ott", "saved"), converted(made, "dotx", "saved")]
    for letterhead in letterheads:
        format = {"ott": "odt", "dotx": "docx"}[letterhead.suffix[1:]]
        data = rendered(format, letterhead.read_bytes())
        assert read(data).report == example().filled
        assert PICTURE in parts(data).values()
        path = tmp_path / f"out.{format}"
        path.write_bytes(data)
        text = "".join(converted(path, "txt", format).read_text(encoding="utf-8-sig").split())
        assert "云溪县教育局文件⟦title⟧" in text
        assert all("".join(line.split()) in text for prose in example().sections.values() for line in prose)


# -- the command line --


def test_a_template_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The office has its letterhead as a file."""
    house, source = tmp_path / "house.dotx", str(examples()[0])
    house.write_bytes(word_template())
    outputs = [str(tmp_path / "a.docx"), str(tmp_path / "a.odt")]
    assert main(["convert", source, *outputs, "--template", str(house)]) == 0
    assert Path(outputs[0]).read_bytes() == rendered("docx", word_template())
    assert Path(outputs[1]).read_bytes() == render(example(), "odt")
    assert main(["convert", source, outputs[1], "--template", str(house)]) == 2
    assert "house.dotx" in capsys.readouterr().err
    house.write_bytes(word_template("{{局长}}"))
    assert main(["convert", source, outputs[0], "--template", str(house)]) == 2
    said = capsys.readouterr().err
    assert "house.dotx" in said
    assert "{{局长}}" in said
