"""The parts of a Word file, found as Word finds them: by what the package and the document say they are related to.

Most files have ``word/document.xml`` and ``word/styles.xml``; those that Word saved on the web may have
``word/document2.xml`` and ``word/styles2.xml``. Parts come as UTF-8 under the usual names of the vocabulary.
"""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

import attrs

from ogirmodel.archive import Archive, open_archive
from ogirmodel.errors import ReadError
from ogirmodel.readers.docx.names import RELATIONS, Element, R, W, w
from ogirmodel.readers.markup import parse_xml

__all__ = ["Package", "Relation", "open_package"]

MAIN = "word/document.xml"
STRICT_BASE = b"http://purl.oclc.org/ooxml/"
STRICT = (
    (STRICT_BASE + b"wordprocessingml/main", W.encode()),
    (STRICT_BASE + b"officeDocument/relationships", R.encode()),
)
"""Word can save the same vocabulary under names of its own ("Strict Open XML")."""

WIDE = (BOM_UTF16_LE, BOM_UTF16_BE)
DECLARATION = re.compile(r"<\?xml[^>]*\?>")


class Relation(NamedTuple):
    """What a part in ``folder`` is related to: the last word of the relation's type, and where that is."""

    kind: str
    target: str
    folder: str
    outside: bool

    @property
    def part(self) -> str:
        """The name of the part that is related; empty for something outside."""
        if self.outside:
            return ""
        return self.target[1:] if self.target[:1] == "/" else normpath(join(self.folder, unquote(self.target)))


@attrs.frozen
class Package:
    """A Word file: its main part, and the parts that belong to it."""

    archive: Archive
    main: str
    relations: tuple[Relation, ...]

    def related(self, kind: str) -> list[str]:
        """Return the names of the parts of a kind, in the order of the relations; none twice, none that is missing."""
        named = (relation.part for relation in self.relations if relation.kind == kind)
        return [name for name in dict.fromkeys(named) if name in self.archive]

    def content(self, name: str) -> bytes:
        """Return a part; raises what reading a member raises."""
        return _plain(self.archive.read(name), name)

    def one(self, kind: str) -> tuple[str, bytes]:
        """Return the name and the content of the one part of a kind; empty where there is none."""
        names = self.related(kind)
        return (names[0], self.content(names[0])) if names else (kind, b"")

    def root(self, name: str) -> Element:
        """Return a part as a tree."""
        return parse_xml(self.content(name), name)

    def all_relations(self, mentioning: tuple[bytes, ...]) -> Iterator[Relation]:
        """Yield the relations of all parts, where they mention one of the words."""
        for name in self.archive.names:
            if name.endswith(".rels") and any(word in self.content(name) for word in mentioning):
                yield from _relations(self.archive, dirname(dirname(name)), name)


def open_package(data: bytes) -> Package:
    """Return the Word file that ``data`` is; raises ReadError where it is another package, or none."""
    archive = open_archive(data)
    mains = (relation.part for relation in _relations(archive, "", "_rels/.rels") if relation.kind == "officeDocument")
    main = next((name for name in mains if name in archive), MAIN)
    folder = dirname(main)
    found = tuple(_relations(archive, folder, f"{folder}/_rels/{basename(main)}.rels"))
    return Package(archive, main, found)


def check_main(root: Element) -> None:
    """Raise ReadError where the main part is that of slides, sheets or something else."""
    if root.tag != w("document"):
        raise ReadError("no_part", part=MAIN)


def _relations(archive: Archive, folder: str, name: str) -> Iterator[Relation]:
    if name not in archive:
        return
    for element in parse_xml(_plain(archive.read(name), name), name).iter(f"{{{RELATIONS}}}Relationship"):
        kind = element.get("Type", "").rpartition("/")[2]
        yield Relation(kind, element.get("Target", ""), folder, element.get("TargetMode") == "External")


def _plain(data: bytes, name: str) -> bytes:
    """Return a part in UTF-8 and under the names that all but Word itself write."""
    if data.startswith(WIDE):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ReadError("bad_xml", part=name, line=0) from error
        data = DECLARATION.sub("", text, count=1).encode()
    for strict, usual in STRICT if STRICT_BASE in data else ():
        data = data.replace(strict, usual)
    return data
