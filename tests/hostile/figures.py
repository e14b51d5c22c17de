"""Figures that are none, or not plainly: one in a table of a whole report, in each format.

The right answer never has another figure than the one that anybody would read, and quotes what it could not take.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import ogirmodel
from hostile.seeds import CELL, FIGURE, packed, parts_of, report, seed
from hostile.trial import Answer, Trial, reading
from ogirmodel import messages

__all__ = ["ODD", "trials"]

FAMILY = "figures"
MARK = str(FIGURE).encode()

ODD: Mapping[str, tuple[object, ...]] = {
    "—": (),
    "－": (),
    "--": (),
    "/": (),
    "／": (),
    "无": (),
    "不涉及": (),
    "N/A": (),
    "1_000": (),
    "1__0": (),
    "_1": (),
    "10.5": (),
    "10.0": (10,),
    "1e3": (),
    "1E+3": (),
    "0x10": (),
    "0b1": (),
    "0o7": (),
    "²": (),
    "①": (),
    "½": (),
    "Ⅳ": (),
    "十": (10,),
    "一百": (100,),
    "١٠": (),
    "१०": (),
    "𝟙𝟘": (),
    "🔟": (),
    "１０": (10,),
    "10件": (10,),
    "约10": (),
    "10余": (),
    "10+": (),
    "10%": (),
    "-10": (),
    "+10": (10,),
    "增10": (),
    "(10)": (),
    "10(其中2)": (10,),
    "10（其中修订2件）": (10,),
    "1,000": (1000,),
    "1，000": (1000,),
    "1,00": (),
    "10,00": (),
    "1 000": (1000,),
    "1.000": (1,),
    "10\u3000": (10,),
    "\u200b10": (10,),
    "1\u200b0": (10,),
    "1\u00a00": (10,),
    "\ufeff10": (10,),
    "10\u202e": (10,),
    "007": (7,),
    "0": (0,),
    "-0": (),
    "00": (0,),
    "０": (0,),
    "∞": (),
    "NaN": (),
    "nan": (),
    "inf": (),
    "None": (),
    "null": (),
    "TRUE": (),
    "=1+1": (),
    "=SUM(A1:A9)": (),
    "+SUM(1)": (),
    "@x": (),
    "#REF!": (),
    "#DIV/0!": (),
    "10 20": (),
    "10/20": (),
    "10-20": (),
    "10~20": (),
    "见附件": (),
    "约60": (),
    "O": (),
    "l0": (),
    "1O": (),
    "999999999999999": (999999999999999,),
    "1000000000000000": (),
    "9" * 4_299: (),
    "9" * 4_301: (),
    "9" * 20_000: (),
    "0" * 5_000 + "1": (),
    "1" + "0" * 400: (),
    "1." + "0" * 5_000: (),
    "1e400": (),
    "1e-400": (),
    "1" * 310 + "." + "5": (),
    "٣٤٥" * 2_000: (),
    "一" * 5_000: (),
    "亿" * 200: (),
    ",".join(["999"] * 3_000): (),
    "１" * 5_000: (),
}
"""What stands in the cell, and what figures may be read from it; a blank or a mark that is quoted always may."""

STORED: Mapping[str, tuple[object, ...]] = {
    "10": (10,),
    "10.0": (10,),
    "1e1": (10,),
    "1E+1": (10,),
    "10.5": (),
    "-10": (),
    " 10 ": (10,),
    "": (),
    "1_000": (),
    "١٠": (),
    "１０": (10,),
    "²": (),
    "10件": (10,),
    "0x10": (),
    "NaN": (),
    "INF": (),
    "-Infinity": (),
    "1e400": (),
    "1e-400": (0,),
    "0.1e2": (10,),
    "9" * 5_000: (),
    "1e15": (),
    "1e14": (10**14,),
    "1,000": (1000,),
    "1" + "0" * 300: (),
    "9.999999999999999e14": (999999999999999, 999999999999999.9),
    "4503599627370497.5": (),
    "10.0000000000000001": (10,),
}
"""The same for what a spreadsheet stores as a number."""

DROPPED = "\u200b\ufeff\u202e\u3000"


def trials() -> Iterator[Trial]:
    """Yield each odd text in a cell of each format, and texts that are not live."""
    for number, (text, allowed) in enumerate(ODD.items()):
        for suffix, put in PLACES.items():
            made = partial(put, text)
            kept = partial(_only_this, text=text, allowed=allowed)
            yield reading(FAMILY, f"{suffix} {number} {text[:20]!r}", f"in.{suffix}", made, Answer.READ, inspect=kept)
    for text, allowed in STORED.items():
        kept = partial(_only_this, text=text, allowed=allowed, stored=True)
        for suffix, put in (("xlsx", _xlsx_number), ("ods", _ods_number)):
            made = partial(put, text)
            yield reading(FAMILY, f"{suffix} stored {text[:20]!r}", f"in.{suffix}", made, Answer.READ, inspect=kept)
    for name, suffix, content in _not_live():
        kept = partial(_only_this, text="", allowed=())
        yield reading(FAMILY, f"{suffix} {name}", f"in.{suffix}", content, Answer.READ, (str(FIGURE),), inspect=kept)


@cache
def _expected() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(ogirmodel.dump(report().filled))
    return data


def _only_this(folder: Path, text: str, allowed: tuple[object, ...], *, stored: bool = False) -> Iterator[str]:
    """Yield every figure that is neither that of the report nor one that the odd text may be.

    A number that is ``stored`` may be quoted in another notation.
    """
    found = json.loads((folder / "out.json").read_bytes())
    row, column = CELL
    for place, value in _leaves(found["tables"]):
        expected = _at(_expected()["tables"], place)
        if place == ("disclosure", row, column):
            if value not in (None, "/", *allowed):
                yield f"{text[:40]!r} was read as {str(value)[:40]!r}"
        elif value is not None and value != expected:
            yield f"{'.'.join(place)} was read as {str(value)[:40]!r} instead of {expected!r}"
    said = (folder.parent / "beside" / "stderr").read_text(encoding="utf-8")
    value = _at(found["tables"], ("disclosure", row, column))
    start = messages.clean(text.strip(DROPPED).strip()[:8])
    quoted = start in said or (stored and re.search(r"“[0-9.-]{8}", said))
    if value in (None, "/") and start and not quoted:
        yield f"{text[:40]!r} is neither in the report nor quoted"


def _leaves(data: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(data, dict) and set(data) != {"value", "unit"}:
        for key, inner in data.items():
            yield from _leaves(inner, (*path, key))
    else:
        yield path, data


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


# -- where a figure stands --


def _in_part(suffix: str, part: str, pattern: bytes, text: str) -> bytes:
    """Put ``text`` in the place that ``pattern`` finds; ``{}`` in it is where the figure stands."""
    parts = parts_of(seed(suffix))
    return packed({**parts, part: _replaced(parts[part], pattern, text)})


def _replaced(content: bytes, new: bytes, text: str) -> bytes:
    assert content.count(MARK) == 1, content.count(MARK)
    return content.replace(MARK, new.replace(b"{}", escape(text).encode()))


def _docx(text: str) -> bytes:
    return _in_part("docx", "word/document.xml", b"{}", text)


def _odt(text: str) -> bytes:
    return _in_part("odt", "content.xml", b"{}", text)


def _html(text: str) -> bytes:
    return seed("html").replace(b">" + MARK + b"<", b">" + escape(text).encode() + b"<")


def _cell_of_xlsx(new: bytes, text: str) -> bytes:
    parts = parts_of(seed("xlsx"))
    cell = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*?)( t="\w+")?><v>' + MARK + rb"</v></c>")
    for name, content in parts.items():
        if name.startswith("xl/worksheets/") and cell.search(content):
            filled = new.replace(b"{}", escape(text).encode()).replace(b"\\", rb"\\")
            return packed({**parts, name: cell.sub(rb'<c r="\1"\2' + filled + b"</c>", content)})
    raise AssertionError


def _xlsx(text: str) -> bytes:
    return _cell_of_xlsx(b' t="inlineStr"><is><t xml:space="preserve">{}</t></is>', text)


def _xlsx_number(text: str) -> bytes:
    return _cell_of_xlsx(b"><v>{}</v>", text)


def _ods(text: str) -> bytes:
    shown = escape(text).encode()
    cell = b' office:value-type="float" office:value="%s"><text:p>%s</text:p>' % (MARK, MARK)
    content = parts_of(seed("ods"))["content.xml"]
    assert content.count(cell) == 1
    return packed({**parts_of(seed("ods")), "content.xml": content.replace(cell, b"><text:p>" + shown + b"</text:p>")})


def _ods_number(text: str) -> bytes:
    content = parts_of(seed("ods"))["content.xml"]
    cell = b' office:value="%s"><text:p>%s</text:p>' % (MARK, MARK)
    assert content.count(cell) == 1
    filled = b' office:value="%s"><text:p>%s</text:p>' % ((escape(text).encode(),) * 2)
    return packed({**parts_of(seed("ods")), "content.xml": content.replace(cell, filled)})


def _text(text: str) -> bytes:
    """Return the report as lines and tabs, for a drawing would not come out even."""
    whole = seed("txt").decode()
    lines = []
    for line in whole.splitlines():
        bare = line.strip()
        if bare.startswith("│"):
            lines.append("\t".join(cell.strip() for cell in bare.strip("│").split("│")))
        elif not bare or bare[0] not in "┌├└":
            lines.append(line)
    return "\n".join(lines).replace(str(FIGURE), text).encode()


PLACES: Mapping[str, Callable[[str], bytes]] = {
    "docx": _docx,
    "odt": _odt,
    "html": _html,
    "xlsx": _xlsx,
    "ods": _ods,
    "txt": _text,
}


def _not_live() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Yield figures that are deleted, hidden, struck, or of a formula without a result: quoted, and in no cell."""
    run = b"</w:t></w:r>%s<w:r><w:t>"
    deleted = b'<w:del w:id="1" w:author="x"><w:r><w:delText>{}</w:delText></w:r></w:del>'
    yield "deleted", "docx", lambda: _in_part("docx", "word/document.xml", run % deleted, str(FIGURE))
    hidden = b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>"
    yield "hidden", "docx", lambda: _in_part("docx", "word/document.xml", run % hidden, str(FIGURE))
    moved = b'<w:moveFrom w:id="1" w:author="x"><w:r><w:t>{}</w:t></w:r></w:moveFrom>'
    yield "moved away", "docx", lambda: _in_part("docx", "word/document.xml", run % moved, str(FIGURE))
    field = (
        b'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>{}</w:t></w:r>'
        b'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    yield "in a field", "docx", lambda: _in_part("docx", "word/document.xml", run % field, str(FIGURE))
    for tag in ("del", "s", "strike"):
        struck = f"<{tag}>{FIGURE}</{tag}>".encode()
        yield f"struck by {tag}", "html", partial(seed("html").replace, b">" + MARK + b"<", b">" + struck + b"<")
    for style in ("display:none", "visibility: hidden", "text-decoration: line-through"):
        styled = f'<span style="{style}">{FIGURE}</span>'.encode()
        yield style, "html", partial(seed("html").replace, b">" + MARK + b"<", b">" + styled + b"<")
    yield "formula without a result", "xlsx", lambda: _cell_of_xlsx(b"><f>{}</f>", str(FIGURE))
    yield "formula with an empty result", "xlsx", lambda: _cell_of_xlsx(b"><f>{}</f><v></v>", str(FIGURE))
    note = b"<office:annotation><text:p>{}</text:p></office:annotation>"
    yield "in a comment", "odt", lambda: _in_part("odt", "content.xml", note, str(FIGURE))
