"""What can go wrong, in words: an error of ogirmodel's family, with a catalogue of its own."""

import tomllib
from functools import cache
from importlib import resources

from ogirmodel.errors import PluginUnavailable
from ogirmodel.messages import Language, clean

__all__ = ["PdfFault", "words"]


class PdfFault(PluginUnavailable):
    """PDF cannot be made; the sentence says why, and what to do."""

    def text(self, language: Language = "zh") -> str:
        """Return the sentence in ``language``."""
        return words(self.key, language, **self.data)


def words(key: str, language: Language = "zh", /, **facts: object) -> str:
    """Return a sentence of the catalogue with its facts filled in."""
    return _catalogue()[language][key].format_map({name: clean(str(fact), 300) for name, fact in facts.items()})


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = resources.files("ogirmodel_pdf").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
