"""Stencils and packages: what every renderer relies on."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogirmodel.document import Document, Paragraph
from ogirmodel.errors import StructureError
from ogirmodel.readers import READERS
from ogirmodel.renderers import RENDERERS
from ogirmodel.renderers.package import pack, part
from ogirmodel.renderers.stencil import Stencil, escape, marker, weave

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(st.lists(TEXTS, max_size=3), max_size=5))
def test_weaving_is_filling_one_by_one(blocks: list[list[str]]) -> None:
    """A text in its neighbour's place is a figure in another row."""
    stencils = [Stencil.cut("<p>" + "、".join(marker() for _ in texts) + "</p>") for texts in blocks]
    one_by_one = b"".join(
        stencil.join(escape(text).encode() for text in texts) for stencil, texts in zip(stencils, blocks, strict=True)
    )
    assert weave(zip(stencils, blocks, strict=True), escape) == one_by_one


@pytest.mark.parametrize("format", ["docx", "odt", "html", "text"])
def test_a_character_that_parts_texts_is_refused(format: str) -> None:
    """No report can hold it, but a document that somebody built can: it must not shift every text behind it."""
    with pytest.raises(StructureError):
        RENDERERS.get(format)().render(Document((Paragraph("甲\0乙"), Paragraph("丙"))))


@pytest.mark.parametrize("format", ["docx", "odt", "html", "text"])
def test_a_document_without_text_is_written_and_read(format: str) -> None:
    """A file that holds nothing was somebody's file too."""
    data = RENDERERS.get(format)().render(Document(()))
    assert [block for block in READERS.get(format)().read(data).blocks if not getattr(block, "aside", False)] == []


@given(
    st.dictionaries(st.text("abc/.甲", min_size=1, max_size=8), st.binary(max_size=5000), max_size=5), st.integers(0, 9)
)
def test_any_zip_program_reads_a_package(contents: dict[str, bytes], level: int) -> None:
    """A wrong offset or size is a file that Word offers to repair."""
    packed = pack(part(name, content, level) for name, content in contents.items())
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == contents
