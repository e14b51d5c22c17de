"""Section five, read as what it is: problems, and what is done about each (S06 and S07)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from ogirmodel.checks.frame import PROBLEMS, Context, rule
from ogirmodel.findings import Finding
from ogirmodel.lexicon import words
from ogirmodel.prose import number

__all__ = ["announced", "nothing_said", "without_measures"]

SHORT = 30
"""A text of so many characters says something."""


@rule("S06")
def nothing_said(context: Context) -> Iterator[Finding]:
    """Name a section on problems that is empty, or says that there are none."""
    said = context.said(PROBLEMS)
    if PROBLEMS in context.report.sections and _says_nothing(said):
        yield Finding.of("S06", context.at(section=PROBLEMS), "words" if said else "", quote=said)


def _says_nothing(text: str) -> bool:
    bare = "".join(filter(str.isalnum, text)) if len(text) < SHORT else text
    return not bare or bare in words("contents")["problems"]["nothing"]


@rule("S07")
def without_measures(context: Context) -> Iterator[Finding]:
    """Name a section that speaks of problems and of nothing that is done about them."""
    known = words("contents")["problems"]
    text = context.said(PROBLEMS)
    if _says_nothing(text) or any(word in text for word in known["measures"]):
        return
    if any(word in text for word in known["faults"]):
        yield Finding.of("S07", context.at(section=PROBLEMS), "measures")


@rule("S07")
def announced(context: Context) -> Iterator[Finding]:
    """Hold a number that a section announces (three problems, four aspects) against the list that it opens.

    What opens no list, or tells of what is settled, announces nothing.
    """
    paragraphs = context.report.sections.get(PROBLEMS, ())
    for index, text in enumerate(paragraphs):
        for found in _announcement().finditer(text):
            expected = number(found["count"]).value
            if expected == 1 or not _is_told_of_a_list(text, found.start(), found.end()):
                continue
            items = _items("\n".join((text[found.end() :], *paragraphs[index + 1 :])))
            if items and expected not in items:
                place = context.at(section=PROBLEMS, paragraph=index + 1)
                yield Finding.of("S07", place, "count", quote=found.group(), expected=expected, found=max(items))


def _is_told_of_a_list(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence announces once, and what is not settled already."""
    said = words("contents")["announced"]
    opened = max(text.rfind(stop, 0, start) for stop in said["stops"]) + 1
    closed = min((place for stop in said["stops"] if (place := text.find(stop, end)) >= 0), default=len(text))
    before, after = text[opened:start], re.split(said["begins"], text[end:closed])[0]
    settled = any(word in before for word in said["settled"]) or any(word in after for word in said["settled_since"])
    return not settled and not _announcement().search(before) and not _announcement().search(after)


def _items(following: str) -> set[int]:
    """Return how many items each way of numbering counts in a list that begins here, before another announcement."""
    said = words("contents")["announced"]
    further = _announcement().search(following)
    latest = min(said["nearest"], further.start() if further else len(following))
    counts = set()
    for pattern in said["items"]:
        found = list(re.finditer(pattern, following))
        if found and found[0].start() <= latest:
            counts.add(_run(each[1] for each in found))
    return {count for count in counts if count}


def _run(numerals: Iterable[str]) -> int:
    """Return how far numerals count from one before they begin anew."""
    count = 0
    for numeral in numerals:
        value = int(numeral) if numeral.isdecimal() else _value(numeral)
        if value == 1 and count:
            break
        count += value == count + 1
    return count


def _value(numeral: str) -> int:
    return int(unicodedata.numeric(numeral)) if len(numeral) == 1 else int(number(numeral).value)


@cache
def _announcement() -> re.Pattern[str]:
    said = words("contents")["announced"]
    counters, things, between, never = (
        "|".join(map(re.escape, said[key])) for key in ("counters", "things", "between", "not_before")
    )
    numeral = f"[0-9]{{1,2}}|[{words('contents')['numerals']}]{{1,2}}"
    return re.compile(
        f"(?<![0-9.{said['not_after']}])(?P<count>{numeral})(?:{counters})(?:{between})?(?:{things})(?!{never})"
    )
