"""Words left over from another report (N11): its year, or the name of the organ that wrote it.

Only where the reporter speaks of itself or of its own report; years that a sentence compares with, plans for or looks
back on are history, and organs of our own place are neighbours in the text, not authors.
"""

import re
from collections.abc import Iterator
from functools import cache

from ogirmodel.checks.frame import Context, rule
from ogirmodel.findings import Finding
from ogirmodel.lexicon import words
from ogirmodel.prose import fold

__all__ = ["copied_words"]


@rule("N11")
def copied_words(context: Context) -> Iterator[Finding]:
    """Name another year or another organ where the report speaks of itself."""
    report = context.report
    lexicon = words("prose")["left_over"]
    texts: list[tuple[str | None, int, str]] = [(None, n, text) for n, text in enumerate(report.preface, 1)]
    texts += [
        (section, n, text)
        for section in lexicon["sections"]
        for n, text in enumerate(report.sections.get(section, ()), 1)
    ]
    for section, number, text in texts:
        if not _suspect(text, report.year):
            continue
        place = context.at(section=section, paragraph=number if section else None)
        for sentence in _patterns()["sentence"].split(_patterns()["titles"].sub("", fold(text))):
            if (found := _year(sentence, report.year)) is not None:
                yield Finding.of("N11", place, "year", quote=sentence, found=found, year=report.year)
            if organ := _organ(sentence, (report.organ.name, report.signed_by or "", report.organ.parent or "")):
                yield Finding.of("N11", place, "organ", quote=sentence, found=organ, organ=report.organ.name)


def _suspect(text: str, year: int) -> bool:
    """Tell cheaply whether a paragraph names another year, or an author."""
    patterns = _patterns()
    others = any(digits != str(year) for digits in patterns["digits"].findall(text))
    return others or patterns["writes"].search(text) is not None


def _year(sentence: str, year: int) -> int | None:
    """Return the year of which a sentence speaks as its own, if it is another than ``year``."""
    patterns = _patterns()
    found = patterns["own_year"].match(sentence) or patterns["this_report"].search(sentence)
    if not found or patterns["looks_back"].search(sentence):
        return None
    named = int(found["year"])
    years = {int(text) for text in patterns["any_year"].findall(sentence)}
    return named if years == {named} and named not in {year, year + 1} else None


def _organ(sentence: str, names: tuple[str, ...]) -> str | None:
    """Return the organ that a sentence names as author of the report, if it is of another place than ``names``."""
    found = _patterns()["author"].search(sentence)
    if not found:
        return None
    author = found["organ"] or found["by"]
    places = _patterns()["place"].findall(author)
    own = "".join(names)
    ours = _patterns()["place"].findall(own)
    if (
        not places
        or not ours
        or any(place in own for place in places)
        or any(name and name in author for name in names)
    ):
        return None
    return author


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lexicon = words("prose")
    left = lexicon["left_over"]
    year = rf"(?P<year>(?:19|20)[0-9]{{2}}){left['year']}(?:{_any(left['year_more'])})?"
    han = left["name_characters"]
    organ = rf"[{han}]{{2,20}}?(?:{_any(sorted(words('paper')['organ_endings'], key=len, reverse=True))})"
    report = f"(?:{_any(left['report'])})"
    opened, closed = left["title_marks"]
    return {
        "titles": re.compile(f"{opened}[^{closed}]*{closed}"),
        "sentence": re.compile(f"[{re.escape(''.join(lexicon['stops']['sentence'] + lexicon['stops']['clause']))}]"),
        "own_year": re.compile(
            rf"(?:{_any(left['lead_ins'])})?{year}(?:[{''.join(lexicon['stops']['phrase'])}])?(?:{_any(left['we'])})"
        ),
        "this_report": re.compile(rf"(?:{_any(left['announces'])}).{{0,30}}?{year}.{{0,20}}?{report}"),
        "any_year": re.compile(rf"((?:19|20)[0-9]{{2}}){left['year']}"),
        "looks_back": re.compile(_any(left["looks_back"])),
        "author": re.compile(
            rf"(?:{_any(left['by'])})(?P<by>{organ})(?:{_any(left['writes'])})|^(?P<organ>{organ})(?:{_any(left['writes'])})(?:{_any(left['its'])})"
        ),
        "writes": re.compile(_any(left["writes"])),
        "digits": re.compile("[0-9０-９][0-9０-９]{3}"),  # a set first, not a repeat, skips all other text at once
        "place": re.compile(rf"[{han}]{{2,4}}?(?:{_any(left['places'])})"),
    }


def _any(listed: list[str]) -> str:
    return "|".join(map(re.escape, listed))
