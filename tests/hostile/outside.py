"""What reaches out of a file when it is opened: relations, links, fields, data exchange, macros, scripts; and spans."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from zipfile import ZIP_STORED

from hostile.bait import bait
from hostile.seeds import packed, parts_of, seed
from hostile.trial import Answer, Content, Trial, reading

__all__ = ["trials"]

FAMILY = "outside"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_RELATIONS, WORD = "word/_rels/document.xml.rels", "word/document.xml"
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
FIELDS = (
    "DDEAUTO c:\\\\x cmd",
    "DDE x y",
    'INCLUDETEXT "{}"',
    'INCLUDEPICTURE "{}"',
    'LINK Excel.Sheet "{}"',
    'DATABASE \\d "{}"',
    'RD "{}"',
    'IMPORT "{}"',
)
SPANS = ("0", "-1", "1001", "65535", "65534", "999999999", "9" * 400, "1e9", "x", "", " 3 ", "３", "2147483648")


def trials() -> Iterator[Trial]:
    """Yield each way of reaching out: the report is read, what reaches out is named, nobody comes for the bait."""
    for name, suffix, content, said in (*_word(), *_open_document(), *_sheets(), *_pages()):
        yield reading(FAMILY, name, f"in.{suffix}", content, Answer.READ, said, (bait().secret,))
    for name, suffix, made in _spans():
        yield reading(FAMILY, name, f"in.{suffix}", made)


def _changed(suffix: str, changes: Mapping[str, tuple[bytes, bytes]], more: Mapping[str, bytes]) -> bytes:
    parts = parts_of(seed(suffix))
    for part, (before, after) in changes.items():
        assert before in parts[part], (part, before)
        parts[part] = parts[part].replace(before, after, 1)
    return packed({**parts, **more}, ZIP_STORED)


Case = tuple[str, str, bytes, tuple[str, ...]]


def _related(suffix: str, part: str, kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    relation = f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return _changed(suffix, {part: (b"</Relationships>", relation.encode())}, {})


def _word() -> Iterator[Case]:
    targets = (bait().url, bait().file.as_uri(), "\\\\host\\share\\x", "mhtml:x!y", "../../../x")
    for kind in ("attachedTemplate", "image", "oleObject", "frame", "subDocument", "video", "aFChunk", "settings"):
        for target in targets:
            yield f"docx {kind} at {target[:6]}", "docx", _related("docx", WORD_RELATIONS, kind, target), ("U11",)
    yield "docx link", "docx", _related("docx", WORD_RELATIONS, "hyperlink", bait().url), ()
    body = b"<w:body>"
    for field in FIELDS:
        said = field.format(bait().url).replace('"', "&quot;")
        simple = f'<w:p><w:fldSimple w:instr=" {said} "/></w:p>'
        parted = (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + "".join(f"<w:r><w:instrText>{character}</w:instrText></w:r>" for character in field.format("x"))
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        name = field.split()[0]
        yield f"docx {name}", "docx", _changed("docx", {WORD: (body, body + simple.encode())}, {}), ("U11",)
        yield (
            f"docx {name} letter by letter",
            "docx",
            _changed("docx", {WORD: (body, body + parted.encode())}, {}),
            ("U11",),
        )
    yield "docx macros", "docx", _changed("docx", {}, {"word/vbaProject.bin": b"x"}), ("U11",)


def _open_document() -> Iterator[Case]:
    begin = b"<office:text>"
    inner = {
        "section": '<text:section text:name="x"><text:section-source xlink:href="{}"/></text:section>',
        "exchange": '<text:dde-connection-decls><text:dde-connection-decl office:name="x" office:dde-topic="{}" '
        'office:dde-application="soffice" office:dde-item="x"/></text:dde-connection-decls>',
        "picture": '<text:p><draw:frame><draw:image xlink:href="{}"/></draw:frame></text:p>',
        "object": '<text:p><draw:frame><draw:object-ole xlink:href="{}"/></draw:frame></text:p>',
        "applet": '<text:p><draw:frame><draw:applet xlink:href="{}"/></draw:frame></text:p>',
    }
    for name, markup in inner.items():
        spaces = "".join(
            f' xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for p, u in (("draw", "drawing"),)
        )
        spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
        opened = begin[:-1] + spaces.encode() + b">"
        content = parts_of(seed("odt"))["content.xml"]
        put = content.replace(begin, opened + markup.format(bait().url).encode(), 1)
        assert put != content
        yield f"odt {name}", "odt", packed({**parts_of(seed("odt")), "content.xml": put}, ZIP_STORED), ("U11",)
    macro = {"Basic/Standard/Module1.xml": b"<x/>", "Scripts/python/x.py": b"x"}
    yield "odt macros", "odt", _changed("odt", {}, macro), ("U11",)


def _sheets() -> Iterator[Case]:
    kind = f'Type="{OFFICE}/externalLinkPath" Target="{bait().url}" TargetMode="External"'
    links = f'<Relationships><Relationship Id="r1" {kind}/></Relationships>'
    relation = (
        f'<Relationship Id="rX" Type="{OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
    )
    linked = _changed(
        "xlsx",
        {BOOK_RELATIONS: (b"</Relationships>", relation.encode())},
        {
            "xl/externalLinks/externalLink1.xml": b"<x/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": links.encode(),
        },
    )
    yield "xlsx external book", "xlsx", linked, ("U11",)
    yield "xlsx macros", "xlsx", _changed("xlsx", {}, {"xl/vbaProject.bin": b"x"}), ()
    yield "xlsx connection", "xlsx", _related("xlsx", BOOK_RELATIONS, "connections", bait().url), ()


def _pages() -> Iterator[Case]:
    url, file = bait().url, bait().file.as_uri()
    for name, markup, said in (
        ("frame", f'<iframe src="{url}"></iframe>', ("U11",)),
        ("object", f'<object data="{url}"></object>', ("U11",)),
        ("embedded", f'<embed src="{file}">', ("U11",)),
        ("picture", f'<img src="{url}">', ()),
        ("script", f'<script src="{url}">document.write(1)</script>', ()),
        ("style", f'<link rel="stylesheet" href="{url}"><style>@import "{url}";</style>', ()),
        ("refresh", f'<meta http-equiv="refresh" content="0;url={url}"><base href="{url}">', ()),
        ("page in an attribute", f'<iframe srcdoc="&lt;p&gt;{bait().file}"></iframe>', ()),
        ("inclusion", f'<!--#include virtual="{file}" --><xi:include href="{file}"/>', ()),
    ):
        yield f"html {name}", "html", seed("html").replace(b"<body>", b"<body>" + markup.encode(), 1), said


def _spans() -> Iterator[tuple[str, str, Content]]:
    cell = b"<w:tcPr>"
    for span in SPANS:
        shown = span[:12]
        attribute = f'<w:gridSpan w:val="{span}"/>'.encode()
        yield f"docx column span {shown!r}", "docx", _changed("docx", {WORD: (cell, cell + attribute)}, {})
        for name in ("columns-spanned", "rows-spanned", "columns-repeated"):
            put = f'<table:table-cell table:number-{name}="{span}" '.encode()
            content = parts_of(seed("odt"))["content.xml"].replace(b"<table:table-cell ", put, 1)
            yield f"odt {name} {shown!r}", "odt", packed({**parts_of(seed("odt")), "content.xml": content})
        for name in ("colspan", "rowspan"):
            put = f'<td {name}="{span}" '.encode()
            yield f"html {name} {shown!r}", "html", seed("html").replace(b"<td ", put, 1)
    row = '<td rowspan="65534" colspan="1000">1</td>'
    yield "html wide and long cells", "html", f"<table><tr>{row * 500}</tr></table>".encode()
    yield "html 300,000 cells", "html", b"<table><tr>" + b"<td>1" * 300_000 + b"</table>"
    deep: Callable[[str], bytes] = lambda tag: f"<{tag}>".encode() * 100_000  # noqa: E731 - one for each tag
    for tag in ("div", "table", "b", "ul", "blockquote", "table><tr><td", "font", "select", "svg", "ol><li"):
        yield f"html 100,000 {tag}", "html", partial(deep, tag)
    blanks = b'<text:s text:c="999999999"/><text:tab text:c="99999"/>'
    content = parts_of(seed("odt"))["content.xml"].replace(b"</text:p>", blanks * 50 + b"</text:p>", 1)
    yield "odt absurd blanks", "odt", packed({**parts_of(seed("odt")), "content.xml": content})
