"""The words and numbers of a paragraph, told apart in one pass.

The reader of claims calls ``tokenise``. One pattern is compiled from the lexicon, a trie of its words: every
character is looked at a bounded number of times, whatever the text.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from ogirmodel.lexicon import words
from ogirmodel.prose.numerals import Amount, number

__all__ = ["Token", "fold", "may_be_vague", "sentences", "tokenise", "worth_reading"]

BRANCHES = 14
"""Alternatives tried one by one; more of them are first told apart in groups, which is quicker."""

LONGEST = 18
"""Digits of the longest number that is one; a longer row of digits is a code."""


class Token(NamedTuple):
    """A word of the lexicon (``kind``, ``key``), a stop (kind ``stop``) or a number with its counter (``number``).

    >>> [(token.kind, token.key, token.value) for token in tokenise("新收申请34件")]
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


def worth_reading(sentence: str) -> bool:
    """Tell cheaply whether a sentence may count or deny something."""
    return any(hint.search(sentence) for hint in _hints())


def may_be_vague(text: str) -> bool:
    """Tell cheaply whether a number in ``text`` may be no exact one.

    >>> may_be_vague("公开信息101余条"), may_be_vague("公开信息101条")
    (True, False)
    """
    return _about().search(text) is not None


def tokenise(folded: str) -> Iterator[Token]:
    """Yield the tokens of folded text; what lies between them is unknown."""
    known, counters = _words(), _counters()
    near, new = -1, tuple.__new__  # a report has hundreds of tokens; this halves what each costs
    master = _master()
    word = master.groupindex["word"]
    for found in master.finditer(folded):
        start, end = found.span()
        if found.lastindex == word:
            kind, key = known[found[0]]
            if kind == "near":
                near = end
            yield new(Token, (kind, key, start, end, 0, 1, False, True))
            continue
        ordinal, span, many, digits, chinese, more, scale, tail, counter, after = found.groups()[1:]
        if len(digits or chinese) > LONGEST or (chinese and not counter):
            continue
        if digits and not scale and digits.isdecimal():
            amount = Amount(int(digits), 1)
        else:
            amount = number(chinese or digits.translate(_NO_SEPARATORS), scale or "")
        vague = near == start or bool(many or more or tail or after)
        key = counters.get(counter, "")
        yield Token("number", key, start, end, *amount, vague, not (ordinal or span))


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _WIDTH))}]")


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(words('prose')['stops']['sentence']))}]")


@cache
def _hints() -> tuple[re.Pattern[str], ...]:
    lexicon = words("prose")
    numerals = lexicon["numerals"]
    chinese = "".join([*numerals["digits"], *numerals["units"], *numerals["powers"]])
    more, counters = "".join(numerals["vague"]), "".join(word[0] for word in _counters())
    denials = trie(lexicon["words"]["negation"]["negation"])
    return re.compile("[0-9]"), re.compile(denials), re.compile(f"[{chinese}][{more}{re.escape(counters)}]")


@cache
def _about() -> re.Pattern[str]:
    numerals, near = words("prose")["numerals"], words("prose")["words"]["near"]
    powers = "".join([*numerals["units"], *numerals["powers"]])
    digits = "0-9０-９" + "".join(numerals["digits"]) + powers
    more, many = "".join(numerals["vague"]), "".join(numerals["many"])
    return re.compile(
        rf"[{digits}]\s*[{more}]|{trie(near['before'])}\s*[{digits}]|[{many}][{powers}]|{trie(near['after'])}"
    )


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
    powers = "".join([*numerals["units"], *numerals["powers"]])
    chinese = "".join(numerals["digits"]) + powers
    more = "".join(numerals["vague"])
    ordinals, many = "".join(numerals["ordinals"]), "".join(numerals["many"])
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


def trie(listed: Iterable[str]) -> str:
    """Return an expression that matches the longest of ``listed`` words without trying them one by one.

    >>> trie(["ab", "abc", "d"])
    '(?:a(?:b(?:c)?)|d)'
    """
    root: dict[str, Any] = {}
    for word in listed:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    tails = [
        re.escape(character) + ("" if set(below) == {""} else _branches(below))
        for character, below in sorted(node.items())
        if character
    ]
    if len(tails) > BRANCHES:
        firsts = sorted(character for character in node if character)
        steps = range(0, len(tails), BRANCHES)
        ahead = [f"(?=[{re.escape(''.join(firsts[n : n + BRANCHES]))}])" for n in steps]
        tails = [f"{look}(?:{'|'.join(tails[n : n + BRANCHES])})" for look, n in zip(ahead, steps, strict=True)]
    return f"(?:{'|'.join(tails)}){'?' if '' in node else ''}"
