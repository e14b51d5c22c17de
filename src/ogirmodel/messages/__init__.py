"""Every sentence the library says to people, in Chinese and in English.

The words live in ``zh.toml`` and ``en.toml``, two catalogues with the same keys and placeholders.
Errors, findings and the command line look them up here; this floor knows nothing of what they mean.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

__all__ = ["LANGUAGES", "Language", "clean", "find", "keys", "text"]

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

QUOTE_LENGTH = 80


def text(key: str, language: Language = "zh", /, **params: object) -> str:
    """Return the sentence ``key`` in ``language`` with its placeholders filled in.

    Text among ``params`` is cleaned first: what an input says is quoted short and without control characters.

    >>> text("severity.error"), text("severity.error", "en")
    ('错误', 'error')
    """
    return fill(_catalogue(language)[key], params)


def find(key: str, language: Language = "zh", /) -> str | None:
    """Return the template ``key``, or None where the catalogue has none (codes of third parties)."""
    return _catalogue(language).get(key)


def fill(template: str, params: Mapping[str, object]) -> str:
    """Fill ``template``; text that is no :class:`Verbatim` is cleaned, and a monstrous number is not spelt out."""
    return template.format_map({name: _shown(value) for name, value in params.items()})


def _shown(value: object) -> object:
    if isinstance(value, int) and value.bit_length() > QUOTE_LENGTH:
        return f"{'-' if value < 0 else ''}…"
    return clean(value) if isinstance(value, str) and not isinstance(value, Verbatim) else value


class Verbatim(str):
    """Text of our own making, that needs neither cleaning nor shortening."""

    __slots__ = ()


def clean(value: str, length: int = QUOTE_LENGTH) -> str:
    """Return ``value`` fit for one line of a message: no control characters, at most ``length`` characters.

    >>> clean("a\\x1b[31m" + "b" * 200, 12)
    'a\\\\x1b[31mbb…'
    """
    shown = value[: length + 1]
    if not shown.isprintable():
        shown = "".join(_visible(character) for character in shown)
    return shown if len(shown) <= length else shown[: length - 1] + "…"


def keys(language: Language) -> frozenset[str]:
    """Return every key of one catalogue."""
    return frozenset(_catalogue(language))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode("ascii")


@cache
def _catalogue(language: Language) -> Mapping[str, str]:
    source = Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8")
    return {
        f"{group}.{key}": value for group, entries in tomllib.loads(source).items() for key, value in entries.items()
    }
