"""What the prose of a report must say: S03, S04, S05, S08, S10, S11, S12 and T13.

A section is asked only if it says anything; that it is missing is S01. Sections are known by the ids of the glossary: a
form without one of them asks nothing of it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ogirmodel.checks.frame import OTHER_MATTERS, OVERVIEW, Context, rule
from ogirmodel.checks.organs import known_organ
from ogirmodel.findings import Finding, Severity
from ogirmodel.lexicon import words
from ogirmodel.problems import Phrase
from ogirmodel.prose import number

__all__ = [
    "aspects_missing",
    "fee_unsaid",
    "government_aspects",
    "other_parts",
    "period_unsaid",
    "plans_instead",
    "too_long",
]


@rule("S03")
def aspects_missing(context: Context) -> Iterator[Finding]:
    """Name the aspects that the form asks of a section and that none of its words speaks of."""
    known = words("contents")["aspects"]
    for section in context.report.form.sections:
        text = context.said(section.id)
        asked = [aspect for aspect in section.covers if aspect in known]
        missing = tuple(aspect for aspect in asked if text and not _speaks(text, known[aspect]))
        if missing:
            yield Finding.of("S03", context.at(section=section.id), missing=missing)


@rule("S04")
def government_aspects(context: Context) -> Iterator[Finding]:
    """Name what a people's government, of any level, must say of its supervision and does not (Art. 50(4))."""
    text = context.said(OVERVIEW)
    known = words("contents")["government"]
    missing = tuple(aspect for aspect, said in known.items() if text and not _speaks(text, said))
    kind = known_organ(context.report.organ).kind
    if missing and kind in ("government", None):
        severity, variant = (None, "") if kind else (Severity.UNJUDGED, "unknown")
        yield Finding.of("S04", context.at(section=OVERVIEW), variant, severity=severity, missing=missing)


@rule("S05")
def too_long(context: Context) -> Iterator[Finding]:
    """Hold the length of each section against the guide of the form, in the way of counting that was chosen."""
    counting = context.parameters.counting
    counted = re.compile(f"(?:{words('contents')['counting'][counting]})+")
    for section in context.report.form.sections:
        limit = context.parameters.overview_limit if section.limit else None
        limit = limit or section.limit
        if limit is None or len(text := context.said(section.id)) <= limit:
            continue
        if (count := sum(map(len, counted.findall(text)))) > limit:
            how = Phrase(f"counting.{counting}")
            yield Finding.of("S05", context.at(section=section.id), count=count, limit=limit, counting=how)


@rule("S08", "T13")
def fee_unsaid(context: Context) -> Iterator[Finding]:
    """Name a section that is silent on the fee: where the form asks for it, and where the tables imply one."""
    text = context.said(OTHER_MATTERS)
    said = _speaks(text, words("contents")["fee"]["words"])
    if said or OTHER_MATTERS not in context.report.sections:
        return
    if context.report.form.section(OTHER_MATTERS).covers:
        yield Finding.of("S08", context.at(section=OTHER_MATTERS))
    for table in context.filled.tables.values():
        for row in (*table.form.rows_with("excessive_requests"), *table.form.rows_with("fee_overdue")):
            counts = [table[row, column] for column in table.form.column_of]
            if any(isinstance(count, int) and count for count in counts):
                yield Finding.of("T13", context.at(table=table.id, row=row))


@rule("S10")
def plans_instead(context: Context) -> Iterator[Finding]:
    """Name a section on other matters that speaks of plans alone."""
    plans = words("contents")["plans"]
    if _speaks(context.said(OTHER_MATTERS), plans["matters"]):
        return
    next_year = f"{context.report.year + 1}{words('paper')['date']['marks'][0]}"
    for count, text in enumerate(context.report.sections.get(OTHER_MATTERS, ()), 1):
        if _speaks(text, plans["words"]) or (next_year in text and _speaks(text, plans["to_come"])):
            yield Finding.of("S10", context.at(section=OTHER_MATTERS, paragraph=count), quote=text)
            return


@rule("S11")
def other_parts(context: Context) -> Iterator[Finding]:
    """Name a preface that announces another number of parts than the form has, or parts of reports before 2019."""
    expected = len(context.report.form.sections)
    preface = words("contents")["preface"]
    for text in (*context.report.preface, *context.report.sections.get(OVERVIEW, ())[:2]):
        if not _speaks(text, preface["parts"]) or not _speaks(text, preface["report"]):
            continue
        former = next((part for part in preface["former"] if part in text), None)
        counts = [number(found).value for found in _parts().findall(text)]
        if former:
            yield Finding.of("S11", context.at(), "former", quote=former)
        elif counts and expected not in counts:
            yield Finding.of("S11", context.at(), "count", found=counts[0], expected=expected)


@rule("S12")
def period_unsaid(context: Context) -> Iterator[Finding]:
    """Say that no statistical period is stated, where the form has an overview that states one."""
    sections = {section.id for section in context.report.form.sections}
    if OVERVIEW in sections and not _speaks("\n".join(_all(context)), words("contents")["preface"]["period"]):
        yield Finding.of("S12", context.at())


def _all(context: Context) -> Iterable[str]:
    yield from context.report.preface
    for prose in context.report.sections.values():
        yield from prose


def _speaks(text: str, said: Iterable[str]) -> bool:
    return any(word in text for word in said)


@cache
def _parts() -> re.Pattern[str]:
    preface = words("contents")["preface"]
    counter, thing = preface["counted"]
    numeral = f"[0-9]{{1,2}}|[{words('contents')['numerals']}]{{1,3}}"
    return re.compile(f"(?<![0-9{preface['not_counted']}])({numeral}){counter}?{thing}")
