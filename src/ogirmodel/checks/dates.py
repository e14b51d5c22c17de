"""Years and dates: D01 (year, title and statistical period agree), D02 (nothing is signed before the year ends)."""

import datetime
import re
from collections.abc import Iterator
from functools import cache

from ogirmodel.checks.frame import Context, rule
from ogirmodel.checks.organs import known_organ
from ogirmodel.findings import Finding
from ogirmodel.lexicon import words

__all__ = ["published_too_late", "signed_by_another", "signed_too_early", "year_disagrees"]


@rule("D01")
def year_disagrees(context: Context) -> Iterator[Finding]:
    """Hold the year in the title and in the statistical period against the report year."""
    report = context.report
    in_title = [int(found) for found in _title_year().findall(report.title or "")]
    if in_title and report.year not in in_title:
        yield Finding.of("D01", context.at(), "title", found=in_title[0], year=report.year)
    overview = report.form.sections[0].id
    texts: list[tuple[str | None, int, str]] = [(None, n, text) for n, text in enumerate(report.preface, 1)]
    texts += [(overview, n, text) for n, text in enumerate(report.sections.get(overview, ()), 1)]
    for section, number, text in texts:
        for opened, closed in _period().findall(text):
            if {int(opened), int(closed or opened)} != {report.year}:
                place = context.at(section=section, paragraph=number if section else None)
                found = opened if not closed or closed == opened else f"{opened}-{closed}"
                yield Finding.of("D01", place, "period", found=found, year=report.year)


@rule("D02")
def signed_too_early(context: Context) -> Iterator[Finding]:
    """Name a date of signature or publication before the end of the statistical period, 31 December."""
    report = context.report
    end = datetime.date(report.year, 12, 31)
    for variant, date in (("signed", report.signed_on), ("published", report.published_on)):
        if date is not None and date < end:
            yield Finding.of("D02", context.at(), variant, date=date.isoformat(), end=end.isoformat())


@rule("D03")
def published_too_late(context: Context) -> Iterator[Finding]:
    """Hold the date of publication against the deadline of the organ's kind, or the one that was set."""
    report = context.report
    if report.published_on is None:
        return
    deadline = context.parameters.deadline(_with_deadline(context), report.year)
    if deadline is not None and report.published_on > deadline:
        date = report.published_on.isoformat()
        yield Finding.of("D03", context.at(), date=date, deadline=deadline.isoformat())


def _with_deadline(context: Context) -> str | None:
    """Return the kind of the organ; a township's government is not among those with a date of their own."""
    known = known_organ(context.report.organ)
    return "township" if known.kind == "government" and known.level == "township" else known.kind


@rule("D05")
def signed_by_another(context: Context) -> Iterator[Finding]:
    """Name a signature of another organ than the title has; a short form of its name, or its office, is none."""
    signer, organ = context.report.signed_by, context.report.organ.name
    if signer and signer not in organ and not _shortened(organ, signer) and not _shortened(signer, organ):
        yield Finding.of("D05", context.at(), signer=signer, organ=organ)


def _shortened(name: str, other: str) -> bool:
    """Tell whether the characters of ``name`` are all in ``other``, in their order."""
    rest = iter(other)
    return all(character in rest for character in name)


@cache
def _title_year() -> re.Pattern[str]:
    year = words("paper")["date"]["marks"][0]
    return re.compile(rf"([0-9]{{4}})\s?{year}")


@cache
def _period() -> re.Pattern[str]:
    """Return the pattern of a period; it begins with a set, not a repeat, and so skips all other text at once."""
    period = words("paper")["period"]
    joins = "|".join(map(re.escape, sorted(period["joins"], key=len, reverse=True)))
    same = "|".join(map(re.escape, sorted(period["same_year"], key=len, reverse=True)))
    year = words("paper")["date"]["marks"][0]
    return re.compile(rf"([0-9][0-9]{{3}}){period['opens']}(?:{joins})(?:([0-9]{{4}}){year}|{same}){period['closes']}")
