"""The one family of exceptions that the library raises.

Each error is one sentence that says what is wrong, where, and what to do; its facts are attributes.
``str(error)`` is Chinese, ``error.text("en")`` English. Faults of a *report* are no errors but findings.
"""

import copy
from collections.abc import Iterable, Sequence
from typing import Self

from ogirmodel import messages
from ogirmodel.messages import Language, Verbatim
from ogirmodel.problems import PROBLEMS_SHOWN, Phrase, Problem, hint, nearest, to_words

__all__ = [
    "PROBLEMS_SHOWN",
    "BadLimit",
    "CheckFailed",
    "FormError",
    "LimitExceeded",
    "OgirError",
    "Phrase",
    "PluginConflict",
    "PluginUnavailable",
    "Problem",
    "ReadError",
    "StructureError",
    "UnknownName",
    "WriteError",
    "nearest",
]


FILE_SHOWN = 300
SENTENCE_SHOWN = 1000
FEW_NAMES = 12
"""So many names are all told to whoever asks for one that does not exist."""


class OgirError(Exception):
    """The base of all errors of this library.

    ``key`` names the sentence in the catalogue, ``data`` holds the facts that fill it. What is no key of the catalogue
    is itself the sentence: so third parties raise our errors in words of their own.

    >>> str(ReadError("The drawing has no text, export it as docx."))
    'The drawing has no text, export it as docx.'
    """

    def __init__(self, key: str, /, **data: object) -> None:
        super().__init__(key, data)
        self.key = key
        self.data = data
        self.file: str | None = None

    def text(self, language: Language = "zh") -> str:
        """Return the sentence in ``language``, the file it is about first."""
        sentence = self._sentence(language)
        if self.file is None:
            return sentence
        file = Verbatim(messages.clean(self.file, FILE_SHOWN))
        return messages.text("errors.in_file", language, file=file, problem=Verbatim(sentence))

    def _sentence(self, language: Language) -> str:
        if messages.find(f"errors.{self.key}", language) is None:
            return messages.clean(self.key, SENTENCE_SHOWN)
        return messages.text(f"errors.{self.key}", language, **self._params(language))

    def named(self, file: str | None) -> Self:
        """Return the same error about ``file``; unchanged where it names one already."""
        if not file or self.file is not None or "file" in self.data:
            return self
        named = copy.copy(self)
        named.file = file
        return named

    def _params(self, language: Language) -> dict[str, object]:
        """Give the placeholders of the sentence; a list becomes words, a Problem a clause."""
        return {name: to_words(value, language) for name, value in self.data.items()}

    def __str__(self) -> str:
        return self.text()

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return _rebuild, (type(self), self.key, self.data, self.file)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and (other.args, other.file) == (self.args, self.file)

    def __hash__(self) -> int:
        return hash((type(self), self.key))


def _rebuild(kind: type[OgirError], key: str, data: dict[str, object], file: str | None) -> OgirError:
    error = kind(key, **data)
    error.file = file
    return error


class _WithProblems(OgirError):
    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, each with its path."""
        problems = self.data["problems"]
        assert isinstance(problems, tuple)  # noqa: S101 - by construction
        return problems

    def _params(self, language: Language) -> dict[str, object]:
        shown = [problem.text(language) for problem in self.problems[:PROBLEMS_SHOWN]]
        if len(self.problems) > PROBLEMS_SHOWN:
            shown.append(messages.text("problems.more", language, count=len(self.problems) - PROBLEMS_SHOWN))
        joined = messages.text("problems.separator", language).join(shown)
        return super()._params(language) | {"problems": Verbatim(joined), "count": len(self.problems)}


class StructureError(_WithProblems, ValueError):
    """A report that cannot exist: an unknown cell, a negative count, a character no XML can hold.

    Raised by the constructors of the model and by ``load``; ``problems`` names every place at once.
    """

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Self:
        """Gather ``problems`` into one error."""
        return cls("structure", problems=tuple(problems))


class FormError(_WithProblems, ValueError):
    """A form file that does not hold what a form promises; ``problems`` names every place."""

    @classmethod
    def of(cls, edition: str, problems: Iterable[Problem]) -> Self:
        """Gather ``problems`` of the form ``edition`` into one error."""
        return cls("form", edition=edition, problems=tuple(problems))


class UnknownName(OgirError, KeyError):
    """A key, format, edition or column that does not exist; ``near`` holds the names that look like it."""

    @classmethod
    def of(cls, kind: str, name: object, known: Iterable[str]) -> Self:
        """Build the error for ``name``, with the nearest of the ``known`` names.

        ``kind`` is a key of the catalogue's group ``kinds`` (``cell``, ``format``, ``edition`` ...).
        """
        names = tuple(known)
        few = names if len(names) <= FEW_NAMES else ()
        return cls("unknown_name", kind=kind, name=str(name), near=nearest(str(name), names), known=few)

    @property
    def name(self) -> str:
        """The name that is not known."""
        return str(self.data["name"])

    @property
    def near(self) -> tuple[str, ...]:
        """Known names that look like it, nearest first; may be empty."""
        near = self.data["near"]
        assert isinstance(near, tuple)  # noqa: S101 - by construction
        return near

    def _params(self, language: Language) -> dict[str, object]:
        known = to_words(self.data.get("known", ()), language)
        shown = hint(self.near, language)
        if known and not self.near:
            shown = Verbatim(messages.text("errors.hint_known", language, known=known))
        kind = messages.text(f"kinds.{self.data['kind']}", language)
        return {"name": self.name, "kind": kind, "hint": shown, "known": known}


class PluginConflict(OgirError):
    """A name that two plugins claim, or that is taken already; the sentence names both distributions."""


class PluginUnavailable(OgirError):
    """A plugin that cannot be used: missing extra, failing import, wrong type."""


class ReadError(OgirError, ValueError):
    """A source that cannot be read at all; the sentence names the file and the place in it."""


class WriteError(OgirError, OSError):
    """An output that cannot be written; the earlier file, if any, is untouched."""


class LimitExceeded(OgirError, ValueError):
    """A bound of :class:`ogirmodel.limits.Limits` that an input exceeds; the sentence says how to raise it."""

    @classmethod
    def of(cls, limit: str, bound: int) -> Self:
        """Build the error for the field ``limit``, whose value is ``bound``."""
        return cls("limit", limit=limit, bound=bound)

    @property
    def limit(self) -> str:
        """The name of the field in :class:`ogirmodel.limits.Limits`."""
        return str(self.data["limit"])

    def _params(self, language: Language) -> dict[str, object]:
        what = messages.text(f"limits.{self.limit}", language)
        return super()._params(language) | {"what": what}


class BadLimit(OgirError, ValueError):
    """A bound for :class:`ogirmodel.limits.Limits` that is none: zero, negative, too large, or no whole number."""

    @classmethod
    def of(cls, limit: str, value: object, most: int) -> Self:
        """Build the error for the field ``limit``, which can be ``most`` at most."""
        return cls("bad_limit", limit=limit, value=value if isinstance(value, int) else repr(value), most=most)


class CheckFailed(OgirError):
    """Raised by ``check(..., strict=True)`` alone: the report has findings of severity error."""

    @property
    def findings(self) -> Sequence[object]:
        """All findings of the check, errors and others."""
        findings = self.data["findings"]
        assert isinstance(findings, tuple)  # noqa: S101 - by construction
        return findings

    def _params(self, language: Language) -> dict[str, object]:
        return {"count": self.data["count"], "first": Verbatim(to_words(self.data["first"], language))}
