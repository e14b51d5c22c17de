"""What is wrong at one place, as data: a path, a key of the catalogue, and the facts that fill the sentence."""

from collections.abc import Iterable, Mapping
from typing import Self

import attrs

from ogirmodel import messages
from ogirmodel.messages import Language, Verbatim

__all__ = ["PATH_SHOWN", "PROBLEMS_SHOWN", "Phrase", "Problem", "hint", "nearest", "to_words"]

PROBLEMS_SHOWN = 5
LONGEST_NAME = 200
LIST_SHOWN = 20
PATH_SHOWN = 160


@attrs.frozen
class Phrase:
    """A fact that is itself words of the catalogue, so that it follows the language of the sentence around it."""

    key: str

    def text(self, language: Language = "zh") -> str:
        """Return the words."""
        return messages.text(self.key, language)


@attrs.frozen
class Problem:
    """One thing wrong at one place: ``path`` as in JSON (``tables.applications.new_received.total``)."""

    path: str
    key: str
    data: Mapping[str, object] = attrs.field(factory=dict, hash=False)

    def text(self, language: Language = "zh") -> str:
        """Return the place and what is wrong there."""
        params = {name: to_words(value, language) for name, value in self.data.items()}
        if "near" in self.data:
            params["hint"] = hint(self.data["near"], language)
        words = messages.text(f"problems.{self.key}", language, **params)
        return (
            messages.text(
                "problems.at", language, path=Verbatim(messages.clean(self.path, PATH_SHOWN)), problem=Verbatim(words)
            )
            if self.path
            else words
        )

    def below(self, prefix: str) -> Self:
        """Return the same problem seen from one level further out."""
        return attrs.evolve(self, path=f"{prefix}.{self.path}" if self.path else prefix)


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of ``known`` that look like ``name``.

    >>> nearest("natural_persn", ["natural_person", "total"])
    ('natural_person',)
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake pays for it

    if len(name) > LONGEST_NAME:
        return ()
    known = sorted(set(known))
    return (
        tuple(get_close_matches(name, known, n=3, cutoff=0.6))
        or tuple(k for k in known if k.endswith("." + name.rpartition(".")[2]))[:3]
    )


def hint(near: object, language: Language) -> Verbatim:
    """Say which names look like the one that is not known; nothing where none does."""
    return Verbatim(messages.text("errors.hint_near", language, near=to_words(near, language)) if near else "")


def to_words(value: object, language: Language) -> object:
    """Return a fact as a sentence takes it: lists as words, phrases and problems in the language of the sentence."""
    if isinstance(value, tuple):
        shown = [messages.clean(str(to_words(v, language)), PATH_SHOWN) for v in value[:LIST_SHOWN]]
        return Verbatim(messages.text("problems.comma", language).join(shown))
    text = getattr(value, "text", None)
    return Verbatim(text(language)) if callable(text) else value
