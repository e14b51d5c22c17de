"""Section five, read as what it is: problems, and what is done about each (S07)."""

import re
from collections.abc import Iterator
from functools import cache

from ogirmodel.checks.frame import PROBLEMS, Context, rule
from ogirmodel.findings import Finding
from ogirmodel.lexicon import words
from ogirmodel.prose import number

__all__ = ["announced", "without_measures"]


@rule("S07")
def without_measures(context: Context) -> Iterator[Finding]:
    """Name a section that speaks of problems and of nothing that is done about them."""
    known = words("contents")["problems"]
    text = context.said(PROBLEMS)
    if any(word in text for word in known["faults"]) and not any(word in text for word in known["measures"]):
        yield Finding.of("S07", context.at(section=PROBLEMS), "measures")


@rule("S07")
def announced(context: Context) -> Iterator[Finding]:
    """Hold a number that a section announces (three problems, four aspects) against the items that follow."""
    paragraphs = context.report.sections.get(PROBLEMS, ())
    for index, text in enumerate(paragraphs):
        for found in _announcement().finditer(text):
            expected = number(found["count"]).value
            items = _items(text[found.end() :], paragraphs[index + 1 :])
            if items and expected not in items:
                place = context.at(section=PROBLEMS, paragraph=index + 1)
                yield Finding.of("S07", place, "count", quote=found.group(), expected=expected, found=max(items))


def _items(rest: str, following: tuple[str, ...]) -> set[int]:
    """Return how many items each kind of numbering counts, in what follows an announcement up to the next one."""
    text = rest
    for paragraph in following:
        if _announcement().search(paragraph):
            break
        text += "\n" + paragraph
    counts = {len(set(re.findall(pattern, text))) for pattern in words("contents")["announced"]["items"]}
    return {count for count in counts if count}


@cache
def _announcement() -> re.Pattern[str]:
    said = words("contents")["announced"]
    counters, things, between = ("|".join(map(re.escape, said[key])) for key in ("counters", "things", "between"))
    return re.compile(
        f"(?P<count>[0-9]{{1,2}}|[{words('contents')['numerals']}]{{1,2}})(?:{counters})(?:{between})?(?:{things})"
    )
