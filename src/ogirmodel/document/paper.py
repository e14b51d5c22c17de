"""What is said outside the tables: the title, the headings, the sign-off and its date.

Functions over text; ``recognise`` puts their answers together.
"""

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

import attrs

from ogirmodel.forms import Form, Section
from ogirmodel.labels import alike, fold, simplified, split_numbering, tight
from ogirmodel.lexicon import words

__all__ = [
    "HeadingMatch",
    "TitleMatch",
    "longest_heading",
    "looks_like_organ",
    "match_heading",
    "match_title",
    "read_date",
    "split_sign_off",
]

TITLE_LENGTH = 200
HEADING_LENGTH = 30
NAME_LENGTH = 60


@attrs.frozen
class TitleMatch:
    """What a title names."""

    organ: str | None
    year: int
    text: str
    trail: str = ""
    """The pages that led to it, where it stands at the end of their names."""


def match_title(lines: Iterable[str], forms: Iterable[Form]) -> TitleMatch | None:
    """Return what the title on ``lines`` names, if any form knows its wording.

    >>> from ogirmodel.forms import form
    >>> match_title([" 某镇人民政府2019年政府信息公开工作", "年度报告"], [form("2019")]).organ
    '某镇人民政府'
    """
    text = "".join(line.strip() for line in lines)
    if not text or len(text) > TITLE_LENGTH:
        return None
    last = re.split(f"[{re.escape(words('paper')['title']['trail'])}]", text)[-1].strip()
    known = tuple(forms)
    if last != text and (found := _match(last, known)) is not None:
        return attrs.evolve(found, trail=text.removesuffix(last))
    return _match(text, known)


def _match(text: str, forms: tuple[Form, ...]) -> TitleMatch | None:
    templates = dict.fromkeys(t for form in forms for t in (form.title, *form.title_aliases))
    bare = "".join(text.split())
    for template in sorted(templates, key=len, reverse=True):  # the longer one says more exactly where the organ ends
        if not bare.endswith(_tail(template)):
            continue
        found = _pattern(template).fullmatch(text)
        if found and not _names_a_year(found["organ"]):
            year = "".join(found["year"].split())
            return TitleMatch(found["organ"].strip(), int(year), text)
    return _freely_worded(text)


def _freely_worded(text: str) -> TitleMatch | None:
    """Match a title in words of its own: a year, what the report is on, and that it is a report, in this order."""
    found = _free_title().fullmatch("".join(text.split()))
    if found is None or not found["year"].strip():
        return None
    digits = words("paper")["date"]["digits"]
    year = "".join(digits.get(c, c) for c in found["year"])
    parting, sentence_ends = words("paper")["title"]["parting"], words("paper")["sentence_ends"]
    names = [re.split(f"[{re.escape(parting)}]", found[side])[-1] for side in ("before", "after")]
    organ = next(filter(None, names), None)
    if any(c in sentence_ends for name in names for c in name) or (organ and _names_a_year(organ)):
        return None
    return TitleMatch(organ, int(year), text)


@lru_cache(maxsize=1)
def _free_title() -> re.Pattern[str]:
    title, date = words("paper")["title"], words("paper")["date"]

    def some(key: str) -> str:
        return f"(?:{'|'.join(map(re.escape, title[key]))})"

    digit = f"[0-9０-９{''.join(date['digits'])}]"
    year = f"(?P<year>{digit}{{4}}){date['marks'][0]}"
    return re.compile(
        f"{some('about')}?(?P<before>.{{0,80}}?){some('about')}?{year}{some('annual')}?{some('about')}?"
        f"(?P<after>.{{0,80}}?){some('subject')}{some('nouns')}{{0,5}}{some('report')}{some('tail')}?"
    )


def _names_a_year(organ: str) -> bool:
    """Tell whether what stands in the place of the organ holds a year, or is what is left of one."""
    year = words("paper")["date"]["marks"][0]
    name = tight(organ)
    return len(name) < 2 or bool(re.search(f"[0-9]{{4}}{year}", name))


@lru_cache(maxsize=256)
def _tail(template: str) -> str:
    """Return the words that a title of this wording ends with."""
    return "".join(re.split(r"\{organ\}|\{year\}", template)[-1].split())


@lru_cache(maxsize=256)
def _pattern(template: str) -> re.Pattern[str]:
    blank = r"\s*"
    pieces = {
        "{organ}": "(?P<organ>.{2,}?)",
        "{year}": blank.join(["(?P<year>[0-9０-９]", "[0-9０-９]", "[0-9０-９]", "[0-9０-９])"]),
    }
    parts = [p for p in re.split(r"(\{organ\}|\{year\})", template) if p]
    written = [pieces.get(part) or blank.join(map(re.escape, "".join(part.split()))) for part in parts]
    return re.compile(blank.join(written), re.DOTALL)


@attrs.frozen
class HeadingMatch:
    """A line that is the heading of a section: how it is numbered and worded, against how it should be."""

    section: Section
    text: str
    numbered_right: bool
    worded_right: bool


@lru_cache(maxsize=4096)
def match_heading(text: str, form: Form) -> HeadingMatch | None:
    """Return the section whose heading ``text`` is; sub-headings numbered （一） are none."""
    if len(text) > longest_heading(form):
        return None
    paper = words("paper")
    clean = text.strip(paper["dirt"])
    mark, wording = split_numbering(tight(clean))
    if not mark and clean[:1] in paper["scanned_dirt"]:
        mark, wording = split_numbering(tight(clean[1:]))
    if mark and mark[0] in paper["openers"]:
        return None
    section = _sections(form).get(fold(wording)) or _nearly(mark, wording, form)
    if section is None:
        return None
    expected, title = split_numbering(tight(section.heading))
    accepted = {fold(w) for w in (title, *section.aliases)}
    numbered = mark == expected and tight(text).startswith(mark) and tight(text) == tight(clean)
    worded = fold(wording) in accepted and simplified(wording) == wording
    return HeadingMatch(section, text, numbered, worded)


def _nearly(mark: str, wording: str, form: Form) -> Section | None:
    """Return the section numbered ``mark`` if a line is much like its heading: misspelt, or with the year before it."""
    digits, year = "0123456789", words("paper")["date"]["marks"][0]
    bare = wording[5:] if wording[4:5] == year and not wording[:4].strip(digits) else wording
    numbered = next((s for s in form.sections if mark and split_numbering(tight(s.heading))[0] == mark), None)
    if numbered is None or bare[-1:] in tuple(words("paper")["sentence_ends"]):
        return None
    folded, known = fold(bare), [fold(w) for w in (numbered.heading, *numbered.aliases, *numbered.seen)]
    goes_on = any(folded.startswith(heading) for heading in known if heading != folded)
    return numbered if not goes_on and any(alike(folded, heading) for heading in known) else None


@lru_cache(maxsize=64)
def longest_heading(form: Form) -> int:
    """Return how long a heading of ``form`` may be, with blanks and numbering of whoever typed it."""
    return HEADING_LENGTH + max(len(w) for s in form.sections for w in (s.heading, *s.aliases, *s.seen))


@lru_cache(maxsize=64)
def _sections(form: Form) -> dict[str, Section]:
    return {
        fold(wording): section
        for section in reversed(form.sections)
        for wording in (*section.seen, *section.aliases, section.heading)
    }


@attrs.frozen
class DateText:
    """A date as printed, and whether it is printed as official documents have it."""

    date: datetime.date
    well_formed: bool


def read_date(text: str) -> DateText | None:
    """Return the date that ``text`` is, Arabic or in Chinese numerals; None if it is anything else.

    >>> read_date(" 2019年12月26日").date.isoformat(), read_date("二〇二六年一月十九日").date.isoformat()
    ('2019-12-26', '2026-01-19')
    """
    tidy = tight(text)
    year_mark, month_mark, day_mark = words("paper")["date"]["marks"]
    if not tidy.endswith(day_mark) or len(tidy) > 20:
        return None
    year, found, rest = tidy.removesuffix(day_mark).partition(year_mark)
    month, found_too, day = rest.partition(month_mark)
    if not (found and found_too) or len(year) != 4:
        return None
    numbers = [_number(part) for part in (year, month, day)]
    if None in numbers:
        return None
    try:
        date = datetime.date(*(number or 0 for number in numbers))
    except ValueError:
        return None
    return DateText(date, tidy == f"{date.year}{year_mark}{date.month}{month_mark}{date.day}{day_mark}")


def split_sign_off(text: str) -> tuple[str, str] | None:
    """Return the name and the date that stand together on one line, if they do.

    >>> split_sign_off("某县教育局　2026年1月19日")
    ('某县教育局', '2026年1月19日')
    """
    line = text.strip()
    if len(line) > NAME_LENGTH + 20 or not line.endswith(words("paper")["date"]["marks"][2]):
        return None
    for start in range(len(line) - 1, 1, -1):
        if read_date(line[start:]) and not read_date(line[start - 1 :]) and looks_like_organ(line[:start]):
            return line[:start].strip(), line[start:].strip()
    return None


def _number(text: str) -> int | None:
    digits, ten = words("paper")["date"]["digits"], words("paper")["date"]["ten"]
    if text.count(ten) == 1 and text != ten:
        before, _, after = text.partition(ten)
        text = (before or "1") + (after or "0") if len(before) < 2 and len(after) < 2 else ""
    elif text == ten:
        text = "10"
    figures = "".join(digits.get(c, c) for c in text)
    return int(figures) if figures.isascii() and figures.isdigit() and len(figures) <= 4 else None


def looks_like_organ(text: str) -> bool:
    """Tell whether ``text`` may be the name of an organ standing alone: short, no sentence, an organ's ending."""
    name = text.strip()
    paper = words("paper")
    return (
        0 < len(name) <= NAME_LENGTH
        and not any(c in paper["sentence_ends"] for c in name)
        and name.endswith(tuple(paper["organ_endings"]))
    )
