"""Packages and markup that lie, overlap, inflate or nest without end: each ends in a document or in one sentence."""

import io
import os
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ogirmodel
from ogirmodel import limits
from ogirmodel.archive import open_archive
from ogirmodel.document import Document
from ogirmodel.errors import LimitExceeded, OgirError, ReadError
from ogirmodel.readers.docx import DocxReader
from ogirmodel.readers.markup import parse_xml

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = f'<w:document xmlns:w="{WORD}"><w:body>'.encode()
TAIL = b"</w:body></w:document>"
MAIN = "word/document.xml"
SMALL = limits.Limits(inflated_bytes=2**21, part_bytes=2**20)
OFTEN = settings(max_examples=settings().max_examples * 2, suppress_health_check=[HealthCheck.differing_executors])
ONE_PARAGRAPH = b"<w:p><w:r><w:t>1</w:t></w:r></w:p>"


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def word(body: bytes, **more: bytes) -> bytes:
    return zipped({MAIN: HEAD + body + TAIL, **more})


def outcome(data: bytes) -> Document | OgirError:
    """Return what reading ends in; any other exception fails the test. What an error says is one line."""
    try:
        return DocxReader().read(data)
    except OgirError as error:
        refused = error
    assert [len(refused.text(language).splitlines()) for language in ("zh", "en")] == [1, 1]
    return refused


def refusal(data: bytes) -> str:
    error = outcome(data)
    assert isinstance(error, OgirError)
    return error.limit if isinstance(error, LimitExceeded) else error.key


def ours() -> bytes:
    return ogirmodel.render(ogirmodel.blank("某镇人民政府", 2025), "docx")


# -- a zip written byte by byte --


def member(name: bytes, packed: bytes, *, method: int = 8, flags: int = 0, crc: int = 0, size: int = 0) -> bytes:
    return (
        struct.pack("<4s5H3I2H", b"PK\3\4", 20, flags, method, 0, 0, crc, len(packed), size, len(name), 0)
        + name
        + packed
    )


def entry(
    name: bytes, offset: int, packed: int, *, method: int = 8, flags: int = 0, crc: int = 0, size: int = 0
) -> bytes:
    facts = (20, 20, flags, method, 0, 0, crc, packed, size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3I5H2I", b"PK\1\2", *facts) + name


def closed(body: bytes, entries: list[bytes]) -> bytes:
    directory = b"".join(entries)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + end


def deflated(content: bytes) -> bytes:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflater.compress(content) + deflater.flush()


# -- what an archive gives --


def test_members_come_back_as_they_were_put_in() -> None:
    """A part read wrong is a report read wrong."""
    parts = {"a/b.xml": b"x" * 5000, "c.xml": b"", "图.png": b"\0\1"}
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        archive = open_archive(zipped(parts, method))
        assert archive.names == tuple(parts)
        assert {name: archive.read(name) for name in archive.names} == parts
    assert "a/b.xml" in archive
    assert "b.xml" not in archive


def test_names_in_another_encoding_do_not_count_as_overlap() -> None:
    """A picture whose name is in GBK, as Chinese zip programs write it, would make a good file a damaged one."""
    name = "图片一二三四五六七八九十.png".encode("gbk")
    first, packed = member(name, b"x", method=0, size=1, crc=zlib.crc32(b"x")), deflated(HEAD + TAIL)
    facts = {"crc": zlib.crc32(HEAD + TAIL), "size": len(HEAD + TAIL)}
    second = member(MAIN.encode(), packed, **facts)
    entries = [
        entry(name, 0, 1, method=0, size=1, crc=zlib.crc32(b"x")),
        entry(MAIN.encode(), len(first), len(packed), **facts),
    ]
    assert isinstance(outcome(closed(first + second, entries)), Document)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x", "word/\n\x1b[31m.xml", "a" * 60_000])
def test_names_lead_nowhere(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that is called like a system file could be written over it."""
    monkeypatch.chdir(tmp_path)
    assert isinstance(outcome(word(b"", **{name: b"x"})), Document)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused() -> None:
    """Of two documents in one file, this library and Word might read different ones."""
    file = io.BytesIO(ours())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(MAIN, HEAD + TAIL)
    assert refusal(file.getvalue()) == "damaged_archive"


def test_missing_and_encrypted_parts() -> None:
    """Somebody with a password on a file would not learn that this is the reason."""
    assert refusal(zipped({"a.xml": b""})) == "no_part"
    body = member(MAIN.encode(), b"x", flags=1)
    assert refusal(closed(body, [entry(MAIN.encode(), 0, 1, flags=1)])) == "encrypted"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "foreign_ole"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("packed", 2**31),
        ("packed", 0),
        ("packed", 1),
        ("offset", 7),
        ("offset", 2**31),
        ("crc", 1),
        ("method", 12),
        ("method", 99),
    ],
)
def test_directories_that_lie(field: str, value: int) -> None:
    """A file whose directory is wrong would be read as something else, or end in a traceback."""
    content = HEAD + TAIL
    packed = deflated(content)
    facts = {"offset": 0, "packed": len(packed), "crc": zlib.crc32(content), "size": len(content), "method": 8}
    body = member(MAIN.encode(), packed, crc=facts["crc"], size=len(content))
    good = closed(body, [entry(MAIN.encode(), **facts)])
    assert isinstance(outcome(good), Document)
    assert refusal(closed(body, [entry(MAIN.encode(), **facts | {field: value})])) == "damaged_archive"


def test_declared_sizes_are_not_believed() -> None:
    """A bomb that declares a few bytes would be inflated whole."""
    content = b"<x>" + b" " * (2**21 + 2**20) + b"</x>"
    packed = deflated(content)
    facts = {"crc": zlib.crc32(content), "size": 10}
    data = closed(member(MAIN.encode(), packed, **facts), [entry(MAIN.encode(), 0, len(packed), **facts)])
    with limits.using(SMALL):
        assert refusal(data) == "part_bytes"
    assert refusal(data) == "inflation"


def test_offsets_beyond_the_file() -> None:
    """An offset of eight bytes, as large files have them, would ask for more memory than there is."""
    extra = struct.pack("<HHQ", 1, 8, 2**62)
    name = MAIN.encode()
    facts = (45, 45, 0, 0, 0, 0, 0, 0, 0, len(name), len(extra), 0, 0, 0, 0, 0xFFFFFFFF)
    far = struct.pack("<4s6H3I5H2I", b"PK\1\2", *facts) + name + extra
    assert refusal(closed(member(name, b""), [far])) == "damaged_archive"


def test_overlapping_members_are_refused() -> None:
    """29 KB in which every member is the same bomb would inflate to many GB."""
    packed = deflated(bytes(2**20))
    body = member(b"0", packed)
    entries = [entry(b"%d" % number, 0, len(packed)) for number in range(500)]
    assert len(closed(body, entries)) < 29_000
    assert refusal(closed(body, entries)) == "damaged_archive"
    nested, spans = b"", []
    for number in range(300):  # each member holds the headers of those behind it, quoted
        nested = member(b"%d" % number, struct.pack("<BHH", 0, 36, 65499) + nested) if nested else member(b"0", packed)
        spans.append(len(nested))
    entries = [entry(b"n%d" % number, spans[-1] - span, span - 40) for number, span in enumerate(spans)]
    assert refusal(closed(nested, entries)) == "damaged_archive"


def test_too_many_members() -> None:
    """A directory of a million members would take all memory before anything is read."""
    assert refusal(zipped({f"{number}": b"" for number in range(10_001)}, zipfile.ZIP_STORED)) == "parts"


def test_blanks_may_inflate_far_but_not_without_end() -> None:
    """Honest parts of blanks would be refused; a bomb would be taken."""
    assert isinstance(outcome(word(b" " * 2**19)), Document)
    assert refusal(word(b" " * 2**25)) == "inflation"


def test_all_members_together_are_bounded() -> None:
    """Many parts, each below the bound, would together take all memory."""
    archive = open_archive(zipped({f"{number}": bytes(2**20) for number in range(3)}))
    with limits.using(SMALL):
        assert archive.read("0") == archive.read("1")
        with pytest.raises(LimitExceeded) as caught:
            archive.read("2")
    assert caught.value.limit == "inflated_bytes"


# -- damaged files --


def test_truncated_files() -> None:
    """Half a download would end in a traceback."""
    data = ours()
    for end in range(0, len(data), 97):
        assert isinstance(outcome(data[:end]), ReadError)


@OFTEN
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_flipped_bytes_in_the_package(flips: list[tuple[float, int]]) -> None:
    """A damaged file would end in a traceback."""
    data = bytearray(ours())
    for place, byte in flips:
        data[int(place * (len(data) - 1))] = byte
    outcome(bytes(data))


@OFTEN
@given(st.randoms(use_true_random=False))
def test_flipped_bytes_in_the_parts(chance: random.Random) -> None:
    """The same where the damage is in the markup, and the package is whole."""
    with zipfile.ZipFile(io.BytesIO(ours())) as package:
        parts = {name: bytearray(package.read(name)) for name in package.namelist()}
    for part in chance.sample(list(parts.values()), 2):
        for _ in range(chance.randrange(1, 4)):
            part[chance.randrange(len(part))] = chance.choice(b"<>/&\"'=:0aw\0\xff")
    outcome(zipped({name: bytes(part) for name, part in parts.items()}))


LEAVES = ["t", "tab", "fldChar", "numPr", "gridSpan", "gridBefore", "vMerge", "vanish", "del", "cellDel"]
BRANCHES = ["p", "pPr", "rPr", "r", "tbl", "tr", "trPr", "tc", "tcPr", "txbxContent", "del", "ins", "sdt", "pict"]
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.tuples(st.sampled_from(BRANCHES), st.lists(inner, max_size=4)),
    max_leaves=40,
)


@OFTEN
@given(TREES)
def test_any_tree_of_words(tree: object) -> None:
    """A file with elements where no program puts them would end in a traceback."""

    def written(node: object) -> str:
        if isinstance(node, tuple):
            return f'<w:{node[0]} w:val="1">{"".join(map(written, node[1]))}</w:{node[0]}>'
        return f'<w:{node} w:val="1" w:fldCharType="begin">{1}</w:{node}>'

    assert isinstance(outcome(word(written(tree).encode())), Document)


# -- hostile markup --


@pytest.mark.parametrize(
    "declaration",
    [
        b"<!DOCTYPE x>",
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://localhost:9/x">%p;]>',
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("entity", [b"", b"&e;", b"&b;", b"&unknown;"])
def test_no_part_may_declare_a_document_type(declaration: bytes, entity: bytes) -> None:
    """A file could read other files of the machine into the report, or ask the network for them."""
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = b"http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = (b"styles", b"numbering", b"comments", b"footnotes", b"endnotes", b"header", b"footer")
    links = b"".join(b'<Relationship Type="%s/%s" Target="%s.xml"/>' % (office, kind, kind) for kind in kinds)
    parts = {f"word/{kind.decode()}.xml": b"<numPr vanish=''/>" for kind in kinds}
    parts["word/_rels/document.xml.rels"] = b'<Relationships xmlns="%s">%s</Relationships>' % (package, links)
    parts |= {MAIN: HEAD + b"<w:numPr/>" + TAIL, "_rels/.rels": b"<x/>", "docProps/core.xml": b"<x/>"}
    assert isinstance(outcome(zipped(parts)), Document)
    for name, content in parts.items():
        end = content.rindex(b"</") if b"</" in content else len(content)
        hostile = declaration + content[:end] + (entity if b"</" in content else b"") + content[end:]
        assert refusal(zipped(parts | {name: hostile})) == "doctype"


@pytest.mark.parametrize("depth", [*range(190, 262), 100_000])
def test_nesting_is_bounded(depth: int) -> None:
    """A hundred thousand elements in one another would end the process."""
    data = zipped({MAIN: HEAD + b"<w:sdt>" * depth + ONE_PARAGRAPH + b"</w:sdt>" * depth + TAIL}, zipfile.ZIP_STORED)
    if depth + 5 <= limits.current().markup_depth:
        assert isinstance(outcome(data), Document)
    else:
        assert refusal(data) == "markup_depth"


@pytest.mark.parametrize(
    "wrapper", [("p", "r"), ("tbl", "tr", "tc"), ("p", "txbxContent"), ("del",), ("sdt", "p"), ("rPr", "vanish")]
)
def test_deep_nesting_within_the_bound(wrapper: tuple[str, ...]) -> None:
    """Tables in tables in tables would end the process, or take time without end."""
    times = 190 // len(wrapper)
    before = "".join(f"<w:{name}>" for name in wrapper) * times
    after = "".join(f"</w:{name}>" for name in reversed(wrapper)) * times
    assert isinstance(outcome(word(before.encode() + ONE_PARAGRAPH + after.encode())), Document)


def test_a_part_that_is_no_markup() -> None:
    """The sentence would not say which part is damaged, or would itself fail on an odd name."""
    with pytest.raises(ReadError) as caught:
        parse_xml(b"<a>\n<b>\n</a>", "x\ny{part}\x1b")
    assert caught.value.data["line"] == 3
    assert "\n" not in caught.value.text("en") + caught.value.text("zh")
    for data in (b"", b"\0", b"\xff\xfe<\0", b"<a>" + b"x" * 11_000_000 + b"</a>"):
        with pytest.raises(OgirError):
            parse_xml(data, "x")


# -- the large ones, each in a process with 1 GB --

SPANNED = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc>'
JOINED = "<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>"
DELETION = "<w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:r/>"
MARKED = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>1</w:t></w:r></w:p>"
CHOICE = "<mc:AlternateContent><mc:Choice><w:t>1</w:t></mc:Choice></mc:AlternateContent>"
BOMBS = {
    # name: (before, what is repeated, how often, after, stored or packed, what it may end in)
    "bomb": ("", "x", 240 * 2**20, "", "packed", "part_bytes inflation"),
    "nodes": ("", "<w:p/>", 7_000_000, "", "stored", "part_bytes"),
    "attributes": ("", "<w:p a='' b=''/>", 3 * 2**20, "", "stored", "part_bytes"),
    "texts": ("", "<a>x</a>y", 5 * 2**20, "", "stored", "part_bytes"),
    "paragraphs": ("", ONE_PARAGRAPH.decode(), 2_000_000, "", "stored", "part_bytes lines"),
    "empty paragraphs": ("", "<w:p/>", 2_000_000, "", "stored", "lines"),
    "breaks": ("<w:p><w:r>", "<w:t>1</w:t><w:br/>", 1_100_000, "</w:r></w:p>", "stored", "lines"),
    "cells": ("<w:tbl><w:tr>", "<w:tc><w:p/></w:tc>", 300_000, "</w:tr></w:tbl>", "stored", "cells"),
    "rows": ("<w:tbl>", "<w:tr><w:tc/><w:tc/></w:tr>", 150_000, "</w:tbl>", "stored", "cells"),
    "spans": ("<w:tbl><w:tr>", SPANNED, 900, "</w:tr></w:tbl>", "stored", "document"),
    "joined cells": ("<w:tbl><w:tr>", JOINED, 190_000, "<w:tc><w:tbl/></w:tc></w:tr></w:tbl>", "stored", "document"),
    "nested cells": ("<w:tbl><w:tr>", "<w:tc><w:tbl/></w:tc>", 250_000, "</w:tr></w:tbl>", "stored", "cells"),
    "deletions": ("<w:p>", DELETION, 200_000, "</w:p>", "stored", "document"),
    "deleted marks": ("", MARKED, 200_000, "", "stored", "document"),
    "boxes": ("<w:p>", "<w:txbxContent><w:p/></w:txbxContent>", 300_000, "</w:p>", "stored", "lines"),
    "alternatives": (f'<w:p xmlns:mc="{MC}">', CHOICE, 200_000, "</w:p>", "stored", "document"),
    "fields": ("<w:p>", '<w:fldChar w:fldCharType="begin"/><w:t>1</w:t>', 300_000, "</w:p>", "stored", "document"),
    "hidden": ("<w:p>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>1</w:t></w:r>", 200_000, "</w:p>", "stored", "document"),
}
SCRIPT = """
import io, resource, sys, zipfile
resource.setrlimit(resource.RLIMIT_AS, (2**30,) * 2)
from ogirmodel.errors import LimitExceeded, OgirError
from ogirmodel.readers.docx import DocxReader
head, before, piece, times, after, method, tail = sys.argv[1:]
file = io.BytesIO()
with zipfile.ZipFile(file, "w", 8 if method == "packed" else 0) as archive:
    archive.writestr("word/document.xml", head + before + piece * int(times) + after + tail)
try:
    DocxReader().read(file.getvalue())
    print("document")
except LimitExceeded as error:
    print(error.limit, *error.text().splitlines()[1:])
except OgirError as error:
    print(error.key, *error.text().splitlines()[1:])
"""


@pytest.mark.skipif(os.name != "posix", reason="only there can a process be given a bound of memory")
@pytest.mark.parametrize("name", BOMBS)
def test_large_documents_end_within_the_memory_they_may_have(name: str) -> None:
    """One hostile file would take down the server that reads it, or keep it busy for minutes."""
    *said, expected = BOMBS[name]
    command = [sys.executable, "-c", SCRIPT, HEAD.decode(), *map(str, said), TAIL.decode()]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.strip() in expected.split()
