"""The promises of a reader as tests: whoever writes one subclasses ``ReaderContract``."""

import random
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, ClassVar

import pytest

from ogirmodel.api import recognise
from ogirmodel.document import Document, Grid, compose, tabled
from ogirmodel.errors import LimitExceeded, ReadError
from ogirmodel.findings import Severity
from ogirmodel.model import Report
from ogirmodel.plugins.choose import HEAD
from ogirmodel.readers import READERS, Reader, ReaderInfo
from ogirmodel.registry import Registry
from ogirmodel.renderers import RENDERERS, Renderer
from ogirmodel.testing.differences import differences
from ogirmodel.testing.documents import odd_document
from ogirmodel.testing.plugin_contract import PluginContract, demand
from ogirmodel.testing.samples import sample, words
from ogirmodel.testing.showing import figures_of, squeezed, words_of

__all__ = ["ReaderContract"]

NAMES = ("", "report", "report.", words()["odd"]["file"], "a/b\\c.txt", "\udcff", "x" * 5000, "\0")
"""Names of sources, as they come."""

OFTEN = 64
"""How many damaged files of each kind are tried."""


class ReaderContract(PluginContract):
    """Subclass it with ``reader``, an instance; with ``format`` if it is installed under a name.

    ``renderer`` writes what it reads, by default that of the same name. For a format that nobody writes give
    ``files``: bytes of whole files that must be read. ``examples`` is how many reports are made up to be read.
    """

    reader: ClassVar[Reader]
    renderer: ClassVar[Renderer | None] = None
    files: ClassVar[tuple[bytes, ...]] = ()
    examples: ClassVar[int] = 25

    def test_its_info_is_complete(self) -> None:
        """``info`` is a class attribute that says what the format is."""
        info = getattr(type(self.reader), "info", None)
        demand(
            isinstance(info, ReaderInfo),
            f'info is {info!r}: write  info: ClassVar[ReaderInfo] = ReaderInfo("type/subtype")  in the class',
        )
        demand("/" in self.reader.info.media_type, "the media type of info is none: it is like text/markdown")

    def test_any_bytes_are_a_document_or_one_error(self) -> None:
        """Whatever a file holds, the reader says what it is or what is wrong: in no other way does it end."""
        for data in (*_junk(), *_damaged(self._files())):
            try:
                found: object = self.reader.read(data)
            except (ReadError, LimitExceeded) as error:
                demand(error.text("en") and error.text("zh"), "the error says nothing: give ReadError a sentence")
            except BaseException as error:  # noqa: BLE001 - told to the author
                pytest.fail(
                    f"{data[:40]!r}... ({len(data)} bytes) raises {error!r}: catch what the format's library raises "
                    "and raise ReadError(sentence) from it",
                    pytrace=False,
                )
            else:
                demand(isinstance(found, Document), f"read returned {type(found).__name__}: return a Document")

    def test_sniff_is_total(self) -> None:
        """A reader is asked about every file that nobody knows: it says yes or no to each."""
        for head in (*_junk(), *(data[:HEAD] for data in self._files())):
            for name in NAMES:
                try:
                    answer: object = self.reader.sniff(head[:HEAD], name)
                except BaseException as error:  # noqa: BLE001 - told to the author
                    pytest.fail(f"sniff({head[:20]!r}, {name[:20]!r}) raises {error!r}: return False", pytrace=False)
                demand(isinstance(answer, bool), f"sniff returned {answer!r}: return True or False")

    def test_sniff_is_cheap(self) -> None:
        """Files are sniffed by every reader before one reads them: that must not cost what reading costs."""
        for head in (*(data[:HEAD] for data in self._files()), b"a" * HEAD, b"PK\x03\x04" * (HEAD // 4)):
            self.reader.sniff(head, "report")
            tracemalloc.start()
            self.reader.sniff(head, "report")
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            demand(peak <= 4 * HEAD, f"sniff takes {peak} bytes: look at the first bytes, and inflate or parse nothing")

    def test_sniff_knows_its_own_and_leaves_others_theirs(self) -> None:
        """A file is given to the reader that can read it."""
        suffix = self.format or "report"
        for data in self._files():
            demand(self.reader.sniff(data[:HEAD], f"report.{suffix}"), "sniff does not know a file of its own format")
        for name in ("docx", "odt", "xlsx", "html"):
            other = RENDERERS.get(name)().render(compose(sample()))
            if READERS.get(name) is not type(self.reader) and other not in self._files():
                demand(
                    not self.reader.sniff(other[:HEAD], f"report.{name}"),
                    f"sniff claims a file of {name}: look for what only this format begins with",
                )

    def test_it_reads_what_was_written(self, edition: str, kind: str) -> None:
        """What the renderer of the format wrote is read as the same report, and nothing is found wrong with it."""
        report = sample(edition, kind)
        reading = recognise(self._read(self._written(compose(report))), edition=edition)
        told = [f.text("en") for f in reading.findings if f.severity in {Severity.ERROR, Severity.WARNING}]
        demand(not told, f"a sound file is read with findings: {told[:3]!r}: return every block as it stands")
        self._is(reading.report, report.filled)

    def test_it_reads_whatever_a_report_says(self, edition: str) -> None:
        """The same for reports that nobody would think of."""
        from ogirmodel.testing.made_up import for_any_report  # noqa: PLC0415 - only this test needs hypothesis

        self._renderer()

        def holds(report: Report) -> None:
            found = recognise(self._read(self._written(compose(report))), edition=edition).report
            self._is(found, report.filled)

        for_any_report(edition, self.examples, holds)

    def test_nothing_is_lost(self, edition: str) -> None:
        """Whatever a file says is in the document or quoted in a finding, also what belongs to no report."""
        strange = tabled(odd_document())  # a chart may be drawn, and no reader reads drawings
        document = Document((*compose(sample(edition)).blocks, *strange.blocks))
        found = self._read(self._written(document))
        said = squeezed("\n".join(_said(found)))
        asked = [text for text in words_of(document) if not _has_invisible(text)]
        missing = [text for text in (*asked, *figures_of(strange)) if squeezed(text) not in said]
        demand(not missing, f"text is lost: {missing[:3]!r}: make it a Paragraph or a Grid, or quote it in findings")

    def test_the_same_bytes_give_the_same_document(self) -> None:
        """Reading depends on the file alone, here and in another process."""
        once = [self.reader.read(data) for data in self._inputs()]
        demand(once == [self.reader.read(data) for data in self._inputs()], "the same bytes gave another document")

    # -- what the tests are made of --

    def _is(self, found: Report, expected: Report) -> None:
        __tracebackhide__ = True
        if found != expected:
            told = differences(found, expected)
            pytest.fail(f"a sound file is read as another report: {told}: return every block and cell", pytrace=False)

    def _read(self, data: bytes) -> Document:
        __tracebackhide__ = True
        found: object = self.reader.read(data)
        demand(isinstance(found, Document), f"read returned {type(found).__name__}: return a Document")
        return found if isinstance(found, Document) else Document(())

    def _written(self, document: Document) -> bytes:
        return self._renderer().render(document)

    def _renderer(self) -> Renderer:
        __tracebackhide__ = True
        if self.renderer is not None:
            return self.renderer
        if self.format in RENDERERS.names():
            return RENDERERS.get(self.format)()
        if not self.files:
            pytest.fail("say format = NAME, or renderer = RENDERER, or files = (DATA, ...)", pytrace=False)
        pytest.skip("nobody writes this format")

    def _files(self) -> tuple[bytes, ...]:
        if self.files:
            return self.files
        return tuple(self._written(compose(sample(edition))) for edition in self.editions)

    def _plugin(self) -> Reader:
        return self.reader

    def _registry(self) -> Registry[Any]:
        return READERS

    def _work(self) -> Callable[[Any], Any]:
        return self.reader.read

    def _inputs(self) -> list[bytes]:
        if self.files:
            return list(self.files)
        kinds = [kind for kind in ("typical", "max", "odd-text") if kind in self.kinds]
        return [self._written(compose(sample(edition, kind))) for edition in self.editions for kind in kinds]

    def _pure(self) -> bool:
        return True

    def _settled(self) -> bool:
        return True


@cache
def _junk() -> tuple[bytes, ...]:
    """Return bytes of every kind that is no report: nothing, noise, text, heads of other formats, bare markup."""
    noise = random.Random(7)  # noqa: S311 - the same noise each time
    heads = (
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.7",
        b"{\\rtf1",
        b"\x89PNG\r\n\x1a\n",
        b"\x1f\x8b",
    )
    text: str = words()["odd"]["text"]
    plain = (b"", b"\0", b"\xff\xfe", b"{", b"<", b"<html>", b"<?xml version='1.0'?><a/>", b"\n" * 999, b"<a>" * 300)
    said = tuple(text.encode(encoding) for encoding in ("utf-8", "utf-16", "gb18030"))
    random_bytes = tuple(noise.randbytes(size) for size in (1, 16, 1_000, 100_000))
    return (*plain, *said, *random_bytes, *heads, *(head + noise.randbytes(200) for head in heads))


def _damaged(files: tuple[bytes, ...]) -> Iterator[bytes]:
    """Yield files cut off, with bytes changed, left out and said twice."""
    chance = random.Random(11)  # noqa: S311 - the same damage each time
    for data in files:
        for _ in range(OFTEN // 4):
            at = chance.randrange(max(len(data), 1))
            to = min(len(data), at + chance.randrange(1, 400))
            yield data[:at]
            yield data[:at] + chance.randbytes(to - at) + data[to:]
            yield data[:at] + data[to:]
            yield data[:to] + data[at:]


def _said(document: Document) -> Iterator[str]:
    yield from words_of(document)
    yield from (text for block in document.blocks if isinstance(block, Grid) for text in block.texts())
    yield from (str(value) for finding in document.findings for value in finding.params.values())
    yield document.properties.title


def _has_invisible(text: str) -> bool:
    """Tell whether a text has characters that nobody sees, and that a format may leave out."""
    return any(not character.isprintable() for character in text)
