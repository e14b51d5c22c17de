"""The examples look as they looked when somebody last looked at them."""

from pathlib import Path

import pytest

from golden.renew import FORMATS, examples, golden, rendered


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("example", examples(), ids=lambda path: path.stem)
def test_the_look_of_a_document_changes_only_on_purpose(example: Path, format: str) -> None:
    """An office that compares this year's file with last year's sees a change that nobody meant."""
    assert rendered(example, format) == golden(example, format).read_text(encoding="utf-8")
