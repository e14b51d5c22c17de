"""Folding: what two wordings of the same label have in common.

Labels are folded, values never. ``tight`` forgets blanks and the width of characters, ``fold`` forgets numbering and
punctuation as well; two labels that are equal when tight are the same in print, two that are equal only when folded
are the same label, worded otherwise.
"""

import unicodedata
from functools import lru_cache

from ogirmodel.lexicon import words

__all__ = ["alike", "character_width", "display_width", "fold", "numbering", "split_numbering", "tight"]

ALIKE = 0.75
"""Two texts are alike if so much of them is the same, in the same order."""


@lru_cache(maxsize=4096)
def tight(label: str) -> str:
    """Return ``label`` without blanks and invisible characters, wide characters as narrow ones.

    >>> tight("（三） 不予　公开")
    '(三)不予公开'
    """
    narrow = unicodedata.normalize("NFKC", label)
    kept = "".join(c for c in narrow if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))
    return kept if kept == label else tight(kept)


@lru_cache(maxsize=4096)
def fold(label: str) -> str:
    """Return what is left of ``label`` without its numbering and all punctuation.

    >>> fold("3、危及“三安全一稳定” ") == fold("3.危及三安全一稳定")
    True
    """
    return _folded(label) or tight(label)  # of a label without letters and figures nothing would be left


@lru_cache(maxsize=1024)
def alike(text: str, label: str) -> bool:
    """Tell whether folded ``text`` may be a misspelling of the folded ``label``.

    >>> alike("属于三类内容事务信息", "属于三类内部事务信息"), alike("其他", "其他处理")
    (True, False)
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a label that nobody knows pays for it

    if len(label) < 3 or not len(label) <= 2 * len(text) <= 4 * len(label):
        return False
    return SequenceMatcher(None, text, label, autojunk=False).ratio() >= ALIKE


def _folded(label: str) -> str:
    folded = _bare(split_numbering(tight(label))[1])
    return folded if folded == label else _folded(folded)


def _bare(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN").casefold()


def numbering(text: str) -> str:
    """Return the numbering that ``text`` begins with, tight; empty if it has none."""
    return split_numbering(tight(text))[0]


def split_numbering(text: str) -> tuple[str, str]:
    """Split the tight ``text`` into its numbering and the rest.

    >>> split_numbering("(一)主动公开"), split_numbering("4、政府"), split_numbering("三公经费")
    (('(一)', '主动公开'), ('4、', '政府'), ('', '三公经费'))
    """
    paper = words("paper")
    numerals, closers = paper["numeral_characters"], paper["numeral_closers"]
    for opening, closing in paper["part_prefixes"]:
        if text.startswith(opening):
            end = _run(text, len(opening), numerals)
            if end > len(opening) and text.startswith(closing, end):
                end += len(closing)
                end += 1 if end < len(text) and text[end] in closers else 0
                return text[:end], text[end:]
    bracketed = text[:1] in paper["openers"] if text else False
    end = _run(text, 1 if bracketed else 0, numerals)
    if end == (1 if bracketed else 0):
        return "", text
    wanted = paper["closers"] if bracketed else closers
    if end < len(text) and text[end] in wanted:
        return text[: end + 1], text[end + 1 :]
    return "", text


def _run(text: str, start: int, characters: str) -> int:
    end = start
    while end < len(text) and text[end] in characters:
        end += 1
    return end


def display_width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes: two for each wide character, none for a combining one.

    >>> display_width("总计 12")
    7
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(character_width, text))


@lru_cache(maxsize=4096)
def character_width(character: str) -> int:
    """Return the columns of one character."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
