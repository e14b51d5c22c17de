"""docx, odt and html: sound files that say everything, the same bytes always, and open in an office program."""

import html.parser
import importlib.util
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

import ogirmodel
from golden.renew import examples
from ogirmodel import Report, compose, render
from ogirmodel.document import Document, Grid, GridCell, Paragraph
from ogirmodel.renderers.docx import DocxRenderer
from ogirmodel.renderers.html import HtmlRenderer
from ogirmodel.renderers.odt import OdtRenderer
from ogirmodel.testing import KINDS, sample

VALIDATOR = Path(__file__).parents[3] / "shared" / "validate_office.py"
LAYOUTS = json.loads((Path(__file__).parents[1] / "data" / "layouts.json").read_text(encoding="utf-8"))
SOFFICE = shutil.which("soffice")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FORMATS = ("docx", "odt", "html")
ODD = [
    "<b>&amp;</b> ]]> <!-- -->",
    '“引号”‘单’"双"\'',
    "\u200f\u202e右到左\u202c",
    "😀👩‍👩‍👧‍👦𠮷𠀀\U0002ebf0",
    "a  b   c\td",
    "⟦text⟧⟦left⟧",
    "\u00a0é e\u0301 \ue000 \ufffd",
    "边界\x7f\x80\x9f\ufdd0字符",
    "长" * 10_000,
]


def samples() -> list[Report]:
    return [sample(edition, kind) for edition in ("2019", "2021") for kind in KINDS]


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def body(data: bytes, format: str) -> Any:
    name = {"docx": "word/document.xml", "odt": "content.xml"}[format]
    return etree.fromstring(parts(data)[name], PARSER)


def said(data: bytes, format: str) -> list[str]:
    """Return the text of every paragraph, heading and cell, as a reader of the format sees it."""
    if format == "html":
        reader = Page()
        reader.feed(data.decode())
        return reader.texts
    root = body(data, format)
    if format == "docx":
        return ["".join(_word(p)) for p in root.iter(f"{W}p")]
    return ["".join(_odf(p)) for p in root.iter(f"{TEXT}p", f"{TEXT}h")]


def _word(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(f"{W}t", f"{W}br"):
        yield node.text or "" if node.tag == f"{W}t" else "\n"


def _odf(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * int(child.get(f"{TEXT}c", "1"))
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        else:
            yield from _odf(child)
        yield child.tail or ""


class Page(html.parser.HTMLParser):
    """Reads a page: texts, tags, and what each value is called."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.values: dict[str, str] = {}
        self._key: str | None = None
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"
        if tag == "td":
            self._key = dict(attrs).get("data-cell")
        if tag != "span":
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell."""
        if tag == "td":
            self._key = None

    def handle_data(self, data: str) -> None:
        """Take the text."""
        if self.texts and not self._style:
            self.texts[-1] += data
        if self._key:
            self.values[self._key] = self.values.get(self._key, "") + data


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("report", samples(), ids=lambda report: report.edition)
def test_everything_is_said(format: str, report: Report) -> None:
    """A sentence, label or figure that is missing from the published file was never published."""
    texts = said(render(report, format), format)
    joined = "\n".join(texts)
    for block in compose(report).blocks:
        for text in _texts(block):
            assert text in joined, text


def _texts(block: object) -> Iterator[str]:
    match block:
        case Grid():
            yield from (cell.text for row in block.rows() for cell in row)
        case Paragraph():
            yield block.text
        case _:
            yield from getattr(block, "lines", ())
            yield from (getattr(block, name, "") for name in ("text", "name", "date"))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_text_survives(format: str, odd: str) -> None:
    """Markup, rare characters and runs of blanks come out as they went in."""
    report = sample("2021").replace(
        sections={"overview": [odd]}, title=f"甲{odd[:40]}".replace("\t", " "), signed_by=odd[:20]
    )
    data = render(report, format)
    assert odd in "\n".join(said(data, format))
    document = report.replace(title=None)
    assert render(document, format) == render(document, format)


@pytest.mark.parametrize("format", FORMATS)
def test_no_marker_is_left_over(format: str) -> None:
    """A slot that nobody filled would be printed."""
    data = render(sample("2021"), format)
    contents = list(parts(data).values()) if format != "html" else [data]
    assert not any("⟦".encode() in content for content in contents)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_gives_the_same_bytes(format: str, tmp_path: Path) -> None:
    """After other documents, from eight threads, in another zone, locale and hash seed: the same bytes."""
    report = ogirmodel.load(examples()[0])
    expected = render(report, format)
    for other in samples():
        render(other, format)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: render(report, format), range(32))) == {expected}
    path = str(examples()[0])
    script = f"import sys, ogirmodel as o; sys.stdout.buffer.write(o.render(o.load({path!r}), {format!r}))"
    for seed, zone, locale in (("1", "Asia/Shanghai", "C"), ("77", "America/Caracas", "C.UTF-8")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PATH": ""}
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, cwd=tmp_path, env=environment
        )
        assert done.stdout == expected


@pytest.mark.parametrize("make", [DocxRenderer, OdtRenderer])
def test_the_level_changes_the_size_alone(make: Callable[..., Any]) -> None:
    """Whoever wants the same bytes on every machine stores, whoever wants small files presses."""
    document = compose(sample("2021"))
    stored, pressed = make(level=0).render(document), make(level=9).render(document)
    assert parts(stored) == parts(pressed)
    assert len(stored) > len(pressed)
    with pytest.raises(ValueError, match="level"):
        make(level=10)


@pytest.mark.parametrize("format", ["docx", "odt"])
@pytest.mark.parametrize(
    ("edition", "table"), [(e, t) for e in LAYOUTS["editions"] for t in LAYOUTS["editions"][e]["tables"]]
)
def test_spans_are_those_of_the_form(format: str, edition: str, table: str) -> None:
    """A head that reaches over other columns than the form's puts figures under the wrong name."""
    grids = [block for block in compose(sample(edition)).blocks if isinstance(block, Grid)]
    number = list(ogirmodel.editions()[edition].tables).index(table)
    root = body(render(sample(edition), format), format)
    element = list(root.iter(f"{W}tbl" if format == "docx" else f"{T}table"))[number]
    shape = grids[number].shape
    assert shape is not None
    expected = sorted((c.row, c.column, c.colspan, c.rowspan) for row in shape.rows for c in row)
    assert sorted(_word_spans(element) if format == "docx" else _odf_spans(element)) == expected


def _word_spans(table: Any) -> list[tuple[int, int, int, int]]:
    """Read gridSpan and vMerge back."""
    begun: dict[int, list[int]] = {}
    found: list[list[int]] = []
    for y, row in enumerate(table.iter(f"{W}tr")):
        x = 0
        for cell in row.iter(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            width = int(span.get(f"{W}val")) if span is not None else 1
            if merge is not None and merge.get(f"{W}val") != "restart":
                begun[x][3] += 1
            else:
                begun[x] = [y, x, width, 1]
                found.append(begun[x])
            x += width
    return [(a, b, c, d) for a, b, c, d in found]


def _odf_spans(table: Any) -> list[tuple[int, int, int, int]]:
    """Read spans back, holding every covered cell against them."""
    found = []
    covered = set()
    for y, row in enumerate(table.iter(f"{T}table-row")):
        for x, cell in enumerate(row):
            if cell.tag == f"{T}covered-table-cell":
                assert (y, x) in covered
                continue
            width = int(cell.get(f"{T}number-columns-spanned", "1"))
            height = int(cell.get(f"{T}number-rows-spanned", "1"))
            covered |= {(r, c) for r in range(y, y + height) for c in range(x, x + width)} - {(y, x)}
            found.append((y, x, width, height))
    return found


def test_heads_repeat_and_rows_stay_whole() -> None:
    """A table that runs over the page without its heads cannot be read."""
    tables = list(body(render(sample("2021"), "docx"), "docx").iter(f"{W}tbl"))
    assert [len(list(table.iter(f"{W}tblHeader"))) for table in tables] == [0, 3, 3]
    assert all(len(list(table.iter(f"{W}cantSplit"))) == len(list(table.iter(f"{W}tr"))) for table in tables)
    odt = list(body(render(sample("2021"), "odt"), "odt").iter(f"{T}table"))
    assert [len(list(table.iter(f"{T}table-header-rows"))) for table in odt] == [0, 1, 1]


def test_long_figures_are_set_smaller_not_broken() -> None:
    """A figure broken over two lines is read as two."""
    plain = parts(render(sample("2021", "zero"), "docx"))
    long = parts(render(sample("2021", "max"), "docx"))
    assert b'w:styleId="C18"' in plain["word/styles.xml"]
    assert b"OGI Cell 4" not in plain["word/styles.xml"]
    assert b"OGI Cell 4" in long["word/styles.xml"]


def test_the_page_is_self_contained_and_semantic() -> None:
    """A page put on any site, read by any reader: no script, nothing from elsewhere, every figure named."""
    report = ogirmodel.load(examples()[0])
    data = render(report, "html").decode()
    page = Page()
    page.feed(data)
    names = [tag for tag, _ in page.tags]
    assert ("html", {"lang": "zh-CN"}) in page.tags
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert not any(name in {"src", "href"} or name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert "http" not in data
    assert (names.count("h1"), names.count("h2"), names.count("table"), names.count("caption")) == (1, 6, 3, 3)
    assert all(attrs.get("scope") for tag, attrs in page.tags if tag == "th")
    filled = {
        f"{t}.{c.path}": v
        for t in report.tables
        for c, v in zip(report.tables[t].form.cells, report.filled.tables[t].values, strict=True)
    }
    assert page.values == {key: str(value) for key, value in filled.items()}
    assert ("meta", {"name": "dcterms.creator", "content": report.organ.name}) in page.tags
    assert ("meta", {"name": "dcterms.temporal", "content": "2025"}) in page.tags


def test_a_fragment_is_the_article_alone() -> None:
    """A site puts it into a page of its own, with a style sheet of its own."""
    fragment = HtmlRenderer(fragment=True).render(compose(sample("2021"))).decode()
    assert fragment.startswith("<article")
    assert "<style" not in fragment
    assert fragment.rstrip().endswith("</article>")


@pytest.mark.parametrize("format", FORMATS)
def test_a_grid_that_was_read_is_rendered_too(format: str) -> None:
    """A document that came from a file, spans and all, can be written in another format."""
    rows = ((GridCell("甲", 2, 1), GridCell("<乙>", 1, 2)), (GridCell("1"), GridCell("2")))
    document = Document((Paragraph("前"), Grid(read=rows), Paragraph("后")))
    joined = "\n".join(said(render(document, format), format)).replace("&lt;", "<").replace("&gt;", ">")
    assert all(text in joined for text in ("前", "甲", "<乙>", "1", "2", "后"))


def _validator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("validate_office", VALIDATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not VALIDATOR.exists(), reason="the published schemas are not beside the project")
@pytest.mark.parametrize("format", ["docx", "odt"])
def test_files_are_valid_by_the_published_schemas(format: str, tmp_path: Path) -> None:
    """Word and others refuse or repair what the schemas do not allow."""
    reports = [*samples(), *map(ogirmodel.load, examples()), Report("甲局", 2025), ogirmodel.blank("乙局", 2020)]
    validator = _validator()
    for number, report in enumerate(reports):
        path = tmp_path / f"{number}.{format}"
        ogirmodel.write(report, path)
        assert list(validator.errors(path)) == []


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", FORMATS)
def test_an_office_program_opens_every_example(format: str, tmp_path: Path) -> None:
    """What LibreOffice cannot open, or opens with words missing, no office can sign."""
    assert SOFFICE is not None
    for example in examples():
        ogirmodel.write(ogirmodel.load(example), tmp_path / f"{example.stem}.{format}")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    sources = [str(path) for path in sorted(tmp_path.glob(f"*.{format}"))]
    target = "txt:Text (encoded):UTF8" if format != "html" else "pdf"
    command = [SOFFICE, profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path / "out"), *sources]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    made = sorted((tmp_path / "out").iterdir())
    assert len(made) == len(sources)
    if format == "html":
        assert all(path.read_bytes().startswith(b"%PDF") for path in made)
        return
    for example, path in zip(examples(), made, strict=True):
        text = "".join(path.read_text(encoding="utf-8-sig").split())
        report = ogirmodel.load(example)
        for section in report.form.sections:
            assert "".join(section.heading.split()) in text
        for prose in report.sections.values():
            assert all("".join(paragraph.split()) in text for paragraph in prose)


def test_what_else_a_process_does_with_odf_changes_nothing() -> None:
    """Odfpy remembers the namespaces of every document that a program ever made with it."""
    script = "import sys, ogirmodel as o{more}; sys.stdout.buffer.write(o.render(o.load({path!r}), 'odt'))".replace(
        "{path!r}", repr(str(examples()[0]))
    )
    made = [
        subprocess.run([sys.executable, "-c", script.replace("{more}", more)], capture_output=True, check=True).stdout
        for more in ("", "; from odf import draw, form; draw.Frame(width='1cm'); form.Form(name='x')")
    ]
    assert made[0] == made[1]
