"""What a text may hold, told cheaply by its characters: most sentences count nothing, and need not be read.

The reader of claims and the checks ask before they read. A hint that errs, errs by saying that there may be something.
"""

import re
from functools import cache

from ogirmodel.lexicon import words
from ogirmodel.prose.numerals import characters
from ogirmodel.prose.trie import trie

__all__ = ["may_be_vague", "may_claim", "worth_reading"]


def worth_reading(sentence: str) -> bool:
    """Tell whether a folded sentence may hold a number or a denial: it may say what is spoken of."""
    return _figures().search(sentence) is not None


def may_claim(sentence: str) -> bool:
    """Tell whether a folded sentence may claim something: a number with a counter of cases, a vague one, a denial.

    >>> may_claim("收到申请34件"), may_claim("召开会议3次"), may_claim("召开会议约3次")
    (True, False, True)
    """
    return _claims().search(sentence) is not None


def may_be_vague(text: str) -> bool:
    """Tell whether a number in ``text`` may be no exact one.

    >>> may_be_vague("公开信息101余条"), may_be_vague("公开信息101条")
    (True, False)
    """
    return _vague().search(text) is not None


@cache
def _claims() -> re.Pattern[str]:
    """Return the ways of a claim: a counter that counts, no counter at all, a number that is vague, a denial."""
    lexicon = words("prose")
    numerals, counters, near = lexicon["numerals"], lexicon["counters"], lexicon["words"]["near"]
    chinese, powers, more, many = characters()
    begins = f"0-9{chinese}{many}" + "".join(map(re.escape, [*numerals["ordinals"], *numerals["ranges"]]))
    nearly = "".join(sorted({word[-1] for listed in near.values() for word in listed}))
    counted = trie([*counters["case"], *counters["item"], *counters["money"]])
    after = trie(near["after"])
    stops = "".join(re.escape(mark) for marks in lexicon["stops"].values() for mark in marks)
    ways = (
        f"[0-9{chinese}{more}](?:{counted}|{trie(counters['vague'])}{after})",
        f"[0-9][{more}]?[{powers}]*[{more}]?{after}?(?:[{stops}]|\\Z)",
        f"[0-9{chinese}][{more}]|[{many}][{powers}]|[{nearly}][{begins}]",
        _denials(),
    )
    return re.compile("|".join(ways))


@cache
def _figures() -> re.Pattern[str]:
    counters = sorted({word[0] for listed in words("prose")["counters"].values() for word in listed})
    chinese, _, more, _ = characters()
    return re.compile(f"[0-9]|{_denials()}|[{chinese}][{more}{re.escape(''.join(counters))}]")


def _denials() -> str:
    return trie(words("prose")["words"]["negation"]["negation"])


@cache
def _vague() -> re.Pattern[str]:
    near = words("prose")["words"]["near"]
    chinese, powers, more, many = characters()
    digits = f"0-9０-９{chinese}"
    return re.compile(
        rf"[{digits}]\s*[{more}]|{trie(near['before'])}\s*[{digits}]|[{many}][{powers}]|{trie(near['after'])}"
    )
