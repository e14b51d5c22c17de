"""The promises of a renderer as tests: whoever writes one subclasses ``RendererContract``.

Its ``info`` says how far the battery goes: what is not claimed is skipped, what is claimed is held to.
"""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from ogirmodel.api import recognise
from ogirmodel.document import Document, compose
from ogirmodel.errors import OgirError
from ogirmodel.findings import Severity
from ogirmodel.model import Report
from ogirmodel.readers import READERS
from ogirmodel.registry import Registry
from ogirmodel.renderers import RENDERERS, Renderer, RendererInfo
from ogirmodel.testing.differences import differences
from ogirmodel.testing.documents import document_of, facts, odd_document, plain_document, telling_report
from ogirmodel.testing.plugin_contract import PluginContract, demand, skip_unless
from ogirmodel.testing.samples import sample
from ogirmodel.testing.showing import Shown

__all__ = ["RendererContract"]


class RendererContract(PluginContract):
    """Subclass it with ``renderer``, an instance; with ``format`` if it is installed under a name.

    ``reader`` reads back what it wrote, where that is not the reader of the same name. ``examples`` is how many
    reports are made up to be read back.
    """

    renderer: ClassVar[Renderer]
    reader: ClassVar[Any] = None
    examples: ClassVar[int] = 25

    def test_its_info_is_complete(self) -> None:
        """``info`` is a class attribute that says what the format is and what is claimed."""
        info = getattr(type(self.renderer), "info", None)
        demand(
            isinstance(info, RendererInfo),
            f'info is {info!r}: write  info: ClassVar[RendererInfo] = RendererInfo("type/subtype", ...)  in the class',
        )
        demand("/" in self._info().media_type, "the media type of info is none: it is like text/markdown")

    def test_it_renders_every_sample(self, edition: str, kind: str) -> None:
        """Every report of every form becomes a file."""
        self._render(document_of(edition, kind))

    def test_it_renders_what_no_form_makes(self) -> None:
        """Charts, grids read from a file, and a document that says nothing become files too."""
        self._render(odd_document())
        self._render(plain_document())

    def test_its_input_is_unchanged(self, edition: str) -> None:
        """One document is rendered into several formats: none may change it for the others."""
        document = compose(sample(edition))
        before = facts(document)
        self._render(document)
        demand(facts(document) == before, "the document was changed: build new values (attrs.evolve), change none")

    def test_it_shows_every_label_and_number(self, edition: str) -> None:
        """A textual format has every heading, paragraph, label and figure of the document in it."""
        skip_unless(self._info().textual, "textual")
        for document in (compose(telling_report(edition)), document_of(edition, "max")):
            self._shows(document)

    def test_it_shows_what_no_form_makes(self) -> None:
        """A textual format has the words and figures of charts, and of grids read from a file, in it."""
        skip_unless(self._info().textual, "textual")
        self._shows(odd_document())

    def test_odd_text_survives(self, edition: str) -> None:
        """Markup, formulas, rare characters and the plain text of other scripts are shown as they are."""
        skip_unless(self._info().textual, "textual")
        document = document_of(edition, "odd-text")
        missing = [text for text in Shown(self._render(document)).missing_words(document) if "\n" not in text]
        demand(
            not missing,
            f"text is not shown as it is: {missing[:3]!r}: escape what means something in the format, encode as UTF-8",
        )

    def test_it_reads_back(self, edition: str, kind: str) -> None:
        """A report that was written and is read again is the same, and nothing is found wrong with the paper."""
        skip_unless(self._info().round_trips, "round_trips")
        self._reads_back(sample(edition, kind))

    def test_it_reads_back_whatever_a_report_says(self, edition: str) -> None:
        """The same for reports that nobody would think of."""
        skip_unless(self._info().round_trips, "round_trips")
        from ogirmodel.testing.made_up import for_any_report  # noqa: PLC0415 - only this test needs hypothesis

        def holds(report: Report) -> None:
            self._is(recognise(self._read(self._render(compose(report))), edition=edition).report, report.filled)

        for_any_report(edition, self.examples, holds)

    def test_the_same_document_gives_the_same_bytes(self, edition: str) -> None:
        """A file that changes by itself cannot be compared, signed or cached."""
        skip_unless(self._info().deterministic, "deterministic")
        once = self._render(document_of(edition, "typical"))
        self._render(document_of(edition, "max"))
        again = self._render(document_of(edition, "typical"))
        demand(
            once == again, "the same document gave other bytes: write no date of the clock, no random id and no counter"
        )

    def test_the_same_bytes_everywhere(self) -> None:
        """The bytes depend on the document alone: on no clock, time zone, locale, hash seed or folder."""
        skip_unless(self._info().deterministic, "deterministic")
        here = tuple(self._render(each) for each in self._inputs())
        for seed, zone in ((1, "UTC"), (2, "Asia/Kathmandu")):
            ran = self._elsewhere(seed, zone)
            demand(not ran.fault, f"it fails in another process: {ran.fault}")
            demand(
                ran.results == here,
                "another process gave other bytes: sort what comes from a set, and use neither the clock, the time "
                "zone, the locale nor the working directory; or claim deterministic=False in info",
            )

    # -- what the tests are made of --

    def _render(self, document: Document) -> bytes:
        __tracebackhide__ = True
        rendered: object = self.renderer.render(document)
        demand(
            isinstance(rendered, bytes) and rendered,
            f"render returned {type(rendered).__name__} {str(rendered)[:40]!r}: return the bytes of a whole file",
        )
        return bytes(rendered) if isinstance(rendered, bytes) else b""

    def _shows(self, document: Document) -> None:
        __tracebackhide__ = True
        shown = Shown(self._render(document))
        words, figures = shown.missing_words(document), shown.missing_figures(document)
        remedy = "render every block and every cell that grid.rows() yields, or claim textual=False in info"
        demand(not words, f"words are missing: {words[:3]!r}: {remedy}")
        demand(not figures, f"figures are missing: {figures[:5]!r}: {remedy}")

    def _read(self, data: bytes) -> Document:
        __tracebackhide__ = True
        reader = self.reader
        if reader is None:
            demand(self.format, "round_trips is claimed: say format = NAME or reader = READER in the test class")
            try:
                reader = READERS.get(self.format)()
            except OgirError as error:
                pytest.fail(f"round_trips is claimed and there is no reader: {error.text('en')}", pytrace=False)
        found: Document = reader.read(data)
        return found

    def _reads_back(self, report: Report) -> None:
        __tracebackhide__ = True
        data = self._render(compose(report))
        reading = recognise(self._read(data), edition=report.edition)
        told = [f.text("en") for f in reading.findings if f.severity in {Severity.ERROR, Severity.WARNING}]
        remedy = "write and read every block, or claim round_trips=False in info"
        demand(not told, f"what was written is read with findings: {told[:3]!r}: {remedy}")
        self._is(reading.report, report.filled)

    def _is(self, found: Report, expected: Report) -> None:
        __tracebackhide__ = True
        if found != expected:
            told = differences(found, expected)
            pytest.fail(
                f"what was written is read as another report: {told}: write and read every block, or claim "
                "round_trips=False in info",
                pytrace=False,
            )

    def _info(self) -> RendererInfo:
        info: object = getattr(self.renderer, "info", None)
        return info if isinstance(info, RendererInfo) else RendererInfo("")

    def _plugin(self) -> Renderer:
        return self.renderer

    def _registry(self) -> Registry[Any]:
        return RENDERERS

    def _work(self) -> Callable[[Any], Any]:
        return self.renderer.render

    def _inputs(self) -> list[Document]:
        kinds = [kind for kind in ("typical", "max", "odd-text") if kind in self.kinds]
        return [*(document_of(edition, kind) for edition in self.editions for kind in kinds), odd_document()]

    def _pure(self) -> bool:
        return self._info().pure

    def _settled(self) -> bool:
        return self._info().deterministic
