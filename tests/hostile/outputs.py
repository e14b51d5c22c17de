"""Text that means harm in what we write: markup, formulas, markers, and characters that turn text around.

The right answer: it is escaped, and what was written reads back as the same report.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

import ogirmodel
from hostile.seeds import seed
from hostile.trial import Answer, Trial

__all__ = ["TEXTS", "trials"]

FAMILY = "outputs"
SUFFIXES = ("txt", "html", "docx", "odt", "xlsx")

TEXTS: Mapping[str, str] = {
    "script": "<script>alert(1)</script>",
    "end of a script": "</script></style></title>--></textarea><script>alert(1)</script>",
    "handler": '"><img src=x onerror=alert(1)>',
    "single quote": "' onmouseover='alert(1)",
    "comment": "<!-- --> --!> <!--",
    "entities": "&amp;&lt;&#60;&nbsp;&x;",
    "section": "]]><![CDATA[<x/>]]>",
    "word": '<w:p><w:fldSimple w:instr="DDE x"/></w:p>',
    "open document": '<text:a xlink:href="http://x"/>',
    "address": "http://x.example/ javascript:alert(1) data:text/html,x",
    "formula": '=HYPERLINK("http://x","y")',
    "call": "=cmd|'/c calc'!A1",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "tab before": "x\t=1+1",
    "full-width": "＝1+1",
    "array": "{=1+1}",
    "quote before": "'=1+1",
    "markers": "⟦body.text⟧⟦title⟧⟧⟦",
    "braces": "{{7*7}}${7*7}{0.__class__}%s%n%(x)s",
    "turned around": "\u202eabc\u2066def\u200f\u200b",
    "escapes": "_x000D__x0041_\\x41\\u0041",
    "format": '&P&D&"Arial"&C',
    "path": "../../x C:\\CON aux.txt",
    "paired": "\U0001f600\U00020000\ue000\U0010fffd",
    "joined": "e\u0301\u0327a\u20dd" * 9,
    "long": "".join(map(chr, range(0x4E00, 0x9F00))) * 2,
    "pipes": "│ a │ b │ ├─┼─┤ | x | y |",
    "blanks": "a  b\u00a0c\u3000d",
    "ends": "a\u0085b\u2028c",
}


def trials() -> Iterator[Trial]:
    """Yield each text in every place of a report that takes any, in all formats at once."""
    for name, text in TEXTS.items():
        for place in ("organ", "title", "prose", "signer"):
            data = json.loads(seed("json"))
            if place == "prose":
                data["sections"] = {key: [f"{text}。", f"本机关{text}。"] for key in data["sections"]}
                data["notes"] = {key: [f"注：{text}。"] for key in data["tables"]}
                data["preface"] = [f"按规定{text}。"]
            elif place == "organ":
                data["organ"]["name"] = text
            else:
                data["title" if place == "title" else "signed_by"] = text
            outputs = [f"out.{suffix}" for suffix in (*SUFFIXES, "json")]
            yield Trial(
                FAMILY,
                f"{name} as {place}",
                ("convert", "in.json", *outputs),
                {"in.json": json.dumps(data).encode()},
                Answer.READ if place == "prose" and name != "long" else Answer.EITHER,
                inspect=_escaped,
            )


def _escaped(folder: Path) -> Iterator[str]:
    yield from _page((folder / "out.html").read_text(encoding="utf-8"))
    for suffix in ("docx", "odt", "xlsx"):
        yield from _package(suffix, (folder / f"out.{suffix}").read_bytes())
    said = _letters(folder / "out.json")
    for suffix in ("html", "docx", "odt", "xlsx"):
        back = ogirmodel.read(folder / f"out.{suffix}", organ="x", year=2021)
        quoted = "".join(str(finding.params.get("quote", "")) for finding in back.findings)
        written = ogirmodel.dump(back.report).decode() + quoted
        missing = [line for line in said if line not in re.sub(r"\W+", "", written)]
        if missing:
            yield f"out.{suffix} lost {missing[0][:80]!r}"


def _letters(path: Path) -> list[str]:
    """Return the words of every paragraph, without what formats may add or drop between them."""
    data = json.loads(path.read_bytes())
    prose = [line for lines in data["sections"].values() for line in lines]
    return [re.sub(r"\W+", "", json.dumps(line, ensure_ascii=False)) for line in prose]


def _page(text: str) -> Iterator[str]:
    root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8", no_network=True))
    for element in root.iter(etree.Element):
        if element.tag in ("script", "iframe", "object", "embed", "img", "link", "base", "form", "svg"):
            yield f"the page has a {element.tag}"
        for name, value in ((str(key), str(each)) for key, each in element.attrib.items()):
            if (
                name.startswith("on")
                or name == "http-equiv"
                or (name != "content" and re.match(r"\s*(?:javascript|data|https?):", value))
            ):
                yield f"the page has {name}={value!r}"


def _package(suffix: str, data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if re.search(r"vba|Basic/|Scripts/|externalLink|embeddings", name):
                yield f"out.{suffix} has {name}"
            content = package.read(name)
            if not content.lstrip().startswith(b"<"):
                continue
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
            if name.endswith(".rels") and b'TargetMode="External"' in content:
                yield f"out.{suffix} has an external relation"
            tags = {etree.QName(element).localname for element in root.iter(etree.Element)}
            numbered = {text.strip() for text in root.itertext("{*}instrText")} <= {"PAGE"}
            harm = tags & {"f", "fldSimple", "dde-connection-decl", "a", "hyperlink", "script"}
            if harm or not numbered:
                yield f"out.{suffix} has {sorted(harm) or 'a field'} in {name}"
            if "⟦" in content.decode() and b"body.text" not in content and b"\xe2\x9f\xa6" in content:
                yield f"out.{suffix} has a marker left in {name}"
