"""A line of text as the labels and figures it runs together, by the labels of the tables that it may belong to.

Labels are walked character by character, blanks and punctuation between them passed over, so that a line is parted
in one go however its cells were joined.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import attrs

from ogirmodel.document.values import looks_like_value
from ogirmodel.labels import fold
from ogirmodel.lexicon import words

__all__ = ["LABEL_LENGTH", "Segment", "label_ends", "may_be_cell", "may_go_on", "segments"]

LABEL_LENGTH = 100
"""No label is longer than this, with blanks and punctuation of whoever typed it."""

ODD_CELL = 20
"""Words that stand where a figure belongs are no longer than this."""

MOST_DRESSING = 12
"""The characters of a label that are numerals or punctuation are no more than this."""

FIGURES = re.compile(r"[0-9０-９.,，+＋\-－/／]+")
END = ""
"""The key of a tree of labels that says that one ends here."""

Tree = dict[str, Any]


@attrs.frozen
class Segment:
    """A label or a figure in a line; ``parted`` if a blank stands before it."""

    text: str
    is_label: bool
    parted: bool


def segments(line: str, labels: frozenset[str], *, loosely: bool = False) -> list[Segment] | None:
    """Part ``line`` into folded ``labels`` and figures; None where anything else stands in it.

    ``loosely`` takes a line among the rows of a table: words may stand where a figure belongs, beside another figure.

    >>> [segment.text for segment in segments("规章 2 0（七）总计000", frozenset({"规章", "总计"}))]
    ['规章', '2', '0', '（七）总计', '000']
    >>> segments("规章制度3项", frozenset({"规章"}))
    """
    found: list[Segment] = []
    at = figures = others = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        end = max(label_ends(line, at, labels), default=0)
        is_label = end > 0
        end = end or _end_of_chunk(line, at, labels)
        text, parted = line[at:end], at == 0 or line[at - 1].isspace()
        odd = not is_label and not looks_like_value(text) and not FIGURES.fullmatch(text)
        if odd and not (loosely and (_holds_figure(text) or (parted and may_be_cell(text)))):
            return None
        others += odd
        figures += not is_label and not odd
        found.append(Segment(text, is_label, parted))
        at = end
    return found if not others or found[0].is_label or figures > 1 else None


def may_be_cell(text: str) -> bool:
    """Tell whether words may stand where a figure belongs: they are digits mostly, or short and no sentence."""
    mostly_digits = 2 * sum(map(str.isdigit, text)) >= len(text)
    ends = words("paper")["sentence_ends"]
    return mostly_digits or (len(text) <= ODD_CELL and not any(c in ends for c in text))


def _holds_figure(text: str) -> bool:
    return words("paper")["full_stop"] not in text and any(map(str.isdigit, text))


def label_ends(text: str, start: int, labels: frozenset[str]) -> Iterator[int]:
    """Yield where a label that begins at ``start`` may end, the nearest first."""
    tree = _tree(labels)
    numbered = _numbering().match(text, start)
    for begin in dict.fromkeys((start, numbered.end() if numbered else start)):
        yield from _walk(text, begin, tree)


def may_go_on(text: str, labels: frozenset[str]) -> bool:
    """Tell whether more characters might make ``text`` a label: it is the beginning of one, or of its numbering."""
    dressing = sum(map(_is_dressing, text))
    if dressing > MOST_DRESSING:
        return False
    if dressing == len(text) and not text.strip(_numeral_characters()):
        return True
    numbered = _numbering().match(text)
    return any(_begins(text[begin:], _tree(labels)) for begin in {0, numbered.end() if numbered else 0})


@lru_cache(maxsize=1)
def _numeral_characters() -> str:
    paper = words("paper")
    return "".join(paper[name] for name in ("numeral_characters", "openers", "closers", "numeral_closers"))


@lru_cache(maxsize=4096)
def _is_dressing(character: str) -> bool:
    """Tell whether a character may be of a numbering, or is punctuation."""
    return character in _numeral_characters() or not _folded(character)


def _begins(text: str, tree: Tree) -> bool:
    for character in "".join(map(_folded, text)):
        if character not in tree:
            return False
        tree = tree[character]
    return True


def _walk(text: str, at: int, tree: Tree) -> Iterator[int]:
    closers = words("paper")["label_ends"]
    while at < len(text):
        for character in _folded(text[at]):
            if character not in tree:
                return
            tree = tree[character]
        at += 1
        if END in tree and _folded(text[at - 1]):
            end = at
            while end < len(text) and text[end] in closers:
                end += 1
            yield end


def _end_of_chunk(line: str, start: int, labels: frozenset[str]) -> int:
    end = start + 1
    while end < len(line) and not line[end].isspace() and not any(True for _ in label_ends(line, end, labels)):
        end += 1
    return end


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """Return what folding leaves of one character: nothing of blanks and punctuation."""
    return fold(character) if unicodedata.category(character)[0] in "LN" else ""


@lru_cache(maxsize=64)
def _tree(labels: frozenset[str]) -> Tree:
    root: Tree = {}
    for label in labels:
        branch = root
        for character in label:
            branch = branch.setdefault(character, {})
        branch[END] = {}
    return root


@lru_cache(maxsize=1)
def _numbering() -> re.Pattern[str]:
    paper = words("paper")
    spelt = "".join(_not_digits(paper["numeral_characters"]))
    numeral = f"(?:[1-9][0-9]?|[１-９][０-９]?|[{spelt}]{{1,3}})"
    opened = f"[{re.escape(paper['openers'])}]\\s*{numeral}\\s*[{re.escape(paper['closers'])}]"
    return re.compile(rf"(?:{opened}|{numeral}\s*[{re.escape(paper['numeral_closers'])}])\s*")


def _not_digits(characters: Iterable[str]) -> Iterator[str]:
    return (character for character in characters if not character.isdecimal())
