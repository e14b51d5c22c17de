"""Writing: docx, odt, html and text, from a report that nobody has worked anything out of, and from a document."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

import jinja2

import ogirmodel
from benchmarks.harness import Contender, Row
from benchmarks.peers import opendocument, word
from benchmarks.work import Blocks, Work, contains, page_contains, text_contains
from ogirmodel import Document

__all__ = ["rows"]

HTML = jinja2.Environment(autoescape=True).from_string(
    "<!DOCTYPE html><html lang=zh-CN><body>{% set t = namespace(n=0) %}{% for o in b.order %}{% if o is none %}"
    "<p>{{ b.texts[t.n] }}</p>{% set t.n = t.n + 1 %}{% else %}<table>{% for row in b.tables[o] %}<tr>"
    "{% for text, c, r in row %}<td colspan={{ c }} rowspan={{ r }}>{{ text }}</td>{% endfor %}</tr>{% endfor %}"
    "</table>{% endif %}{% endfor %}</body></html>"
)
TEXT = jinja2.Environment(autoescape=False).from_string(  # noqa: S701 - plain text
    "{% set t = namespace(n=0) %}{% for o in b.order %}{% if o is none %}{{ b.texts[t.n] }}\n{% set t.n = t.n + 1 %}"
    "{% else %}{% for row in b.tables[o] %}{% for text, c, r in row %}{{ text }}\t{% endfor %}\n{% endfor %}"
    "{% endif %}{% endfor %}"
)


def rows(work: Work) -> Iterator[Row]:
    """Yield a row for each format."""
    documents = [ogirmodel.compose(report) for report in work.reports]
    blocks = work.blocks
    ours = {name: [ogirmodel.render(document, name) for document in documents] for name in ("docx", "odt")}

    def peer(name: str, call: Callable[[Blocks], bytes], verify: Callable[[int, bytes], None]) -> Contender:
        return Contender(name, "peer", call, blocks.__getitem__, verify)

    def both(name: str, verify: Callable[[int, bytes], None]) -> tuple[Contender, Contender]:
        def render(given: ogirmodel.Report | Document) -> bytes:
            return ogirmodel.render(given, name)

        return (
            Contender(f'render(report, "{name}")', "ours", render, work.fresh, verify),
            Contender(f'render(document, "{name}")', "ours", render, documents.__getitem__, verify),
        )

    def docx_holds(number: int, data: bytes) -> None:
        contains(blocks[number], *word.texts_and_cells(word.raw(data, ("word/document.xml",))))

    def odt_holds(number: int, data: bytes) -> None:
        contains(blocks[number], *word.texts_and_cells(opendocument.raw(data, ("content.xml",))))

    def page_holds(number: int, page: bytes | str) -> None:
        page_contains(blocks[number], page.decode() if isinstance(page, bytes) else page)

    def text_holds(number: int, text: bytes | str) -> None:
        text_contains(blocks[number], text.decode() if isinstance(text, bytes) else text)

    yield Row(
        "docx",
        (
            *both("docx", docx_holds),
            peer("python-docx, slim template filled", lambda wanted: word.filled(ours["docx"][0], wanted), docx_holds),
            peer("python-docx, from scratch", word.from_scratch, docx_holds),
            peer("docxtpl, slim template", word.template_of(ours["docx"][0], blocks[0]), docx_holds),
            *_floors(ours["docx"]),
        ),
        "60 x faster than python-docx with a slim template, 100 x than docxtpl; within 1.3 x of the floor from a "
        "document, 1.6 x from a report",
    )
    yield Row(
        "odt",
        (
            *both("odt", odt_holds),
            peer("odfpy", opendocument.from_scratch, odt_holds),
            peer("relatorio, template reused", opendocument.template_of(ours["odt"][0]), odt_holds),
            *_floors(ours["odt"]),
        ),
        "10 x faster than relatorio, 35 x than odfpy; the floor as for docx",
    )
    yield Row(
        "html",
        (
            *both("html", page_holds),
            Contender("jinja2", "peer", lambda b: HTML.render(b=b), blocks.__getitem__, page_holds),
        ),
        "3 x faster than jinja2",
    )
    yield Row(
        "text",
        (
            *both("text", text_holds),
            Contender("jinja2", "peer", lambda b: TEXT.render(b=b), blocks.__getitem__, text_holds),
        ),
        "3 x faster than jinja2",
    )


def _floors(packages: list[bytes]) -> Iterator[Contender]:
    """Yield what no writer of these bytes can go below: the parts that differ deflated and summed, all joined."""
    inflated = [_parts(package) for package in packages]
    first, second = inflated[:2]
    changing = {name for name, part in first.items() if second.get(name) != part}
    for level in (6, 1):
        yield Contender(
            f"floor: deflate level {level} + crc + join",
            "floor",
            lambda parts, level=level: _packed(parts, changing, level),
            inflated.__getitem__,
        )


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes], changing: set[str], level: int) -> bytes:
    pieces = []
    for name, part in parts.items():
        if name in changing:
            deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
            pieces += [zlib.crc32(part).to_bytes(4, "little"), deflater.compress(part), deflater.flush()]
        else:
            pieces.append(part)
    return b"".join(pieces)
