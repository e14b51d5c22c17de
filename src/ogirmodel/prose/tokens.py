"""The words and numbers of a paragraph, told apart in one pass.

The reader of claims calls ``phrases``. One pattern is compiled from the lexicon, a trie of its words: every character
is looked at a bounded number of times, whatever the text.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ogirmodel.lexicon import words
from ogirmodel.prose.numerals import characters, number
from ogirmodel.prose.trie import trie

__all__ = ["Phrase", "Token", "fold", "phrases", "sentences"]

LONGEST = 18
"""Digits of the longest number that is one; a longer row of digits is a code."""


class Token(NamedTuple):
    """A word of the lexicon (``kind``, ``key``), a stop (kind ``stop``) or a number with its counter (``number``).

    >>> [(token.kind, token.key, token.value) for token in phrases("新收申请34件")[0].tokens]
    [('flow', 'new', 0), ('noun', 'weak', 0), ('number', 'case', 34)]
    """

    kind: str
    key: str
    start: int
    end: int
    value: int | Decimal = 0
    step: int | Decimal = 1
    vague: bool = False
    plain: bool = True


class Phrase(NamedTuple):
    """The tokens between two stops and their ``kinds``, the stop before them, and where it begins and ends.

    >>> phrases("新收申请34件")[0].stop
    'clause'
    """

    stop: str
    tokens: Sequence[Token]
    kinds: frozenset[str] | set[str]
    start: int
    end: int


def fold(text: str) -> str:
    """Return ``text`` as the grammar reads it: no blanks, full-width digits and signs made plain.

    >>> fold("收到 ３４ 件，占５％")
    '收到34件，占5%'
    """
    joined = "".join(text.split())
    return joined.translate(_WIDTH) if _wide().search(joined) else joined


_WIDTH = {0xFF10 + digit: chr(0x30 + digit) for digit in range(10)} | {0xFF0E: ".", 0xFF05: "%", 0x200B: "", 0xFEFF: ""}
_NO_SEPARATORS = {ord(","): None, 0xFF0C: None}


def sentences(text: str) -> list[str]:
    """Cut a paragraph into sentences, their stops off.

    >>> sentences("新收3件。办结2件。")
    ['新收3件', '办结2件', '']
    """
    return _stops().split(text)


def phrases(sentence: str) -> list[Phrase]:
    """Tell the tokens of a folded sentence apart, and cut it at its stops; what lies between tokens is unknown.

    >>> [[token.key for token in phrase.tokens] for phrase in phrases("新收申请34件，办结32件")]
    [['new', 'weak', 'case'], ['answered', 'case']]
    """
    known, master, new = _words(), _master(), tuple.__new__  # a report has hundreds of tokens; this halves their cost
    word = master.groupindex["word"]
    cut: list[Phrase] = []
    tokens: list[Token] = []
    kinds: set[str] = set()
    stop, begun, near = "clause", 0, -1
    for found in master.finditer(sentence):
        start, end = found.span()
        if found.lastindex != word:
            if (figure := _number(found, near=near == start)) is not None:
                tokens.append(figure)
                kinds.add("number")
            continue
        kind, key = known[found[0]]
        if kind == "stop":
            cut.append(Phrase(stop, tokens, kinds, begun, start))
            tokens, kinds, stop, begun = [], set(), key, end
            continue
        if kind == "near":
            near = end
        tokens.append(new(Token, (kind, key, start, end, 0, 1, False, True)))
        kinds.add(kind)
    cut.append(Phrase(stop, tokens, kinds, begun, len(sentence)))
    return cut


def _number(found: re.Match[str], *, near: bool) -> Token | None:
    """Return the number that was found; None for a code, or a Chinese numeral that counts nothing."""
    _, ordinal, span, many, digits, chinese, more, scale, tail, counter, after = found.groups()
    if len(digits or chinese) > LONGEST or (chinese and not counter):
        return None
    value: int | Decimal
    step: int | Decimal
    if digits and not scale and digits.isdecimal():
        value, step = int(digits), 1
    else:
        value, step = number(chinese or digits.translate(_NO_SEPARATORS), scale or "")
    vague = near or bool(many or more or tail or after)
    start, end = found.span()
    return Token("number", _counters().get(counter, ""), start, end, value, step, vague, not (ordinal or span))


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _WIDTH))}]")


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(words('prose')['stops']['sentence']))}]")


@cache
def _words() -> dict[str, tuple[str, str]]:
    lexicon = words("prose")
    known = {
        word: (kind, key) for kind, keys in lexicon["words"].items() for key, listed in keys.items() for word in listed
    }
    stops = lexicon["stops"].items()
    return known | {mark: ("stop", key) for key, marks in stops if key != "sentence" for mark in marks}


@cache
def _counters() -> dict[str, str]:
    return {word: key for key, listed in words("prose")["counters"].items() for word in listed}


@cache
def _master() -> re.Pattern[str]:
    """Return the pattern of a token; no part of it can match the same characters in two ways."""
    lexicon = words("prose")
    numerals = lexicon["numerals"]
    chinese, powers, more, many = characters()
    ordinals = "".join(numerals["ordinals"])
    ranges = "".join(map(re.escape, numerals["ranges"]))
    separators = "".join(numerals["separators"])
    first = "".join(sorted({word[0] for word in _words()} | set(chinese + ordinals + many)))
    about = "|".join(lexicon["words"]["near"]["after"])
    return re.compile(
        rf"(?=[{re.escape(first)}0-9{ranges}])(?:(?![{many}][{powers}])(?P<word>{trie(_words())})"
        rf"|(?:(?P<ordinal>[{ordinals}])|(?P<range>[{ranges}])|(?P<many>[{many}](?=[{powers}])))?"
        rf"(?:(?P<digits>(?:[0-9]{{1,3}}(?:[{separators}][0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)|(?P<chinese>[{chinese}]+))"
        rf"(?P<more>[{more}])?(?P<scale>[{powers}]+)?(?P<tail>[{more}])?(?P<counter>{trie(_counters())})?(?P<about>{about})?)"
    )
