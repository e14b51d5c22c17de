"""Harm in XML: entities, document types, depth, width, and things outside; in each part of a package, and in pages."""

import re
from collections.abc import Iterator
from functools import partial
from zipfile import ZIP_STORED

from hostile.bait import bait
from hostile.packages import MAIN
from hostile.seeds import PACKAGES, packed, parts_of, seed
from hostile.trial import Answer, Content, Trial, reading

__all__ = ["trials"]

FAMILY = "markup"
ROOT = re.compile(rb"<(?![?!])[^>]*?(?=/?>)")
ALSO_READ = {
    "docx": ("_rels/.rels", "word/_rels/document.xml.rels"),
    "odt": (),
    "xlsx": ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"),
    "ods": (),
}
"""Parts beside the main one that cannot be passed over."""


def trials() -> Iterator[Trial]:
    """Yield each attack on each part; where the part need not be read, nothing is asked but that it does no harm."""
    for suffix in PACKAGES:
        parts = parts_of(seed(suffix))
        needed = (MAIN[suffix], *ALSO_READ[suffix])
        for part, content in parts.items():
            if not content.lstrip().startswith(b"<"):
                continue
            for name, changed in _attacks(content):
                yield reading(
                    FAMILY,
                    f"{suffix} {part} {name}",
                    f"in.{suffix}",
                    packed({**parts, part: changed}),
                    Answer.REFUSED if part in needed else Answer.EITHER,
                    silent=(bait().secret,),
                )
        for name, made, answer in _trees(parts[MAIN[suffix]]):
            made_package = partial(_with, suffix, made)
            yield reading(FAMILY, f"{suffix} {name}", f"in.{suffix}", made_package, answer, silent=(bait().secret,))
    for name, changed in _attacks(seed("html")):
        yield reading(FAMILY, f"html {name}", "in.html", changed, silent=(bait().secret,))


def _with(suffix: str, made: Content) -> bytes:
    content = made if isinstance(made, bytes) else made()
    return packed({**parts_of(seed(suffix)), MAIN[suffix]: content}, ZIP_STORED)  # or its ratio would betray it


def _attacks(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a part with each kind of document type in it, with and without a use of what it declares."""
    file, url = bait().file.as_uri(), bait().url
    declared = {
        "file entity": f'<!ENTITY x SYSTEM "{file}">',
        "url entity": f'<!ENTITY x SYSTEM "{url}">',
        "public entity": f'<!ENTITY x PUBLIC "-//X" "{url}">',
        "parameter entity": f'<!ENTITY % p SYSTEM "{url}"> %p; <!ENTITY x "x">',
        "parameter entity of a file": f'<!ENTITY % p SYSTEM "{file}"> %p; <!ENTITY x "x">',
        "nested entities": '<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {n} "{f"&{b};" * 10}">' for b, n in zip("abcdefghij", "bcdefghijx", strict=True)),
        "long entity": f'<!ENTITY x "{"y" * 100_000}">',
        "entity in itself": '<!ENTITY x "&y;"><!ENTITY y "&x;">',
        "attribute list": '<!ATTLIST x y CDATA "z"><!ENTITY x "x">',
    }
    for name, inner in declared.items():
        yield name, _declared(content, f"<!DOCTYPE r [{inner}]>", "&x;" * (5000 if name == "long entity" else 1))
    yield "outer type", _declared(content, f'<!DOCTYPE r SYSTEM "{url}">', "")
    yield "outer type of a file", _declared(content, f'<!DOCTYPE r SYSTEM "{file}">', "")
    yield "unknown entity", _declared(content, "", "&x;")
    type_16 = _declared(content, f'<!DOCTYPE r [<!ENTITY x SYSTEM "{file}">]>', "&x;")
    as_text = re.sub(r"^<\?xml[^>]*\?>", "", type_16.decode("utf-8", "replace"))
    yield "file entity in UTF-16", as_text.encode("utf-16")
    yield "file entity in UTF-7", b'<?xml version="1.0" encoding="UTF-7"?>' + as_text.encode("utf-7")


def _declared(content: bytes, declaration: str, use: str) -> bytes:
    """Put a declaration before the first element, and a use of an entity into it."""
    found = ROOT.search(content)
    assert found
    start = content[: found.start()].replace(b"<!doctype html>", b"")
    inside = found.end() + len(b">")
    if content[found.end() :].startswith(b"/>"):
        name = found[0][1:].split()[0]
        return start + declaration.encode() + found[0] + b">" + use.encode() + b"</" + name + b">"
    return start + declaration.encode() + content[found.start() : inside] + use.encode() + content[inside:]


def _trees(content: bytes) -> Iterator[tuple[str, Content, Answer]]:
    """Yield main parts that are absurd as trees, that are no XML, or that ask for something else to be put in."""
    file, url = bait().file.as_uri(), bait().url
    found = ROOT.search(content)
    assert found
    at = found.end() + 1
    before, after = content[:at], content[at:]
    either, refused = Answer.EITHER, Answer.REFUSED

    def put(inner: bytes) -> bytes:
        return before + inner + after

    yield "300 levels", put(b"<x>" * 300 + b"</x>" * 300), refused
    yield "100,000 levels", lambda: put(b"<x>" * 100_000 + b"</x>" * 100_000), refused
    yield "a million levels without an end", lambda: put(b"<x>" * 1_000_000), refused
    yield "a million elements", lambda: put(b"<x/>" * 1_000_000), either
    yield "7 million elements", lambda: put(b"<x/>" * 7_000_000), refused
    yield (
        "a million attributes",
        lambda: put(b"<x " + b" ".join(b'a%d="1"' % n for n in range(1_000_000)) + b"/>"),
        either,
    )
    yield (
        "a million namespaces",
        lambda: put(b"<x " + b" ".join(b'xmlns:a%d="u%d"' % (n, n) for n in range(300_000)) + b"/>"),
        either,
    )
    yield "an attribute of 20 MB", lambda: put(b'<x a="' + b"a" * 20_000_000 + b'"/>'), either
    yield "a text of 40 MB", lambda: put(b"<x>" + b"a" * 40_000_000 + b"</x>"), either
    yield "a comment of 40 MB", lambda: put(b"<!--" + b"a" * 40_000_000 + b"-->"), either
    yield "a name of a MB", lambda: put(b"<" + b"a" * 1_000_000 + b"/>"), either
    yield "a million comments", lambda: put(b"<!---->" * 1_000_000), either
    yield "a million instructions", lambda: put(b"<?x?>" * 1_000_000), either
    yield "4 million references", lambda: put(b"<x>" + b"&#65;" * 4_000_000 + b"</x>"), either
    yield "two elements of one attribute", put(b'<x a="1" a="2"/>'), refused
    yield "control character", put(b"<x>\0</x>"), refused
    yield "reference to a control character", put(b"<x>&#0;&#8;</x>"), refused
    yield "reference to a surrogate", put(b"<x>&#xD800;</x>"), refused
    yield "bytes that are no UTF-8", put(b"<x>\xff\xfe\xc0\x80</x>"), refused
    yield "open at the end", content[: -len(content) // 3], refused
    yield "an encoding that does not exist", b'<?xml version="1.0" encoding="nothing"?>' + before + after, refused
    yield "blanks before the declaration", b"\n" + content, either
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/>'
    yield "inclusion", put(include.encode()), either
    yield "style sheet", content.replace(b"?>", f'?><?xml-stylesheet href="{url}"?>'.encode(), 1), either
    schema = f' xmlns:si="http://www.w3.org/2001/XMLSchema-instance" si:schemaLocation="u {url}"'
    yield "schema elsewhere", content[: found.end()] + schema.encode() + content[found.end() :], either
